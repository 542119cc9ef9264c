//! Ticks in the scroll bar: where in the article hits of the search are.
//!
//! Where hits stand in nearly every row they are a thin line at the edge of the bar: a bar full of
//! ticks would hide its thumb and say nothing more. The hit that is current always has its tick.

use std::sync::Arc;

use egui::{Color32, Mesh, Rect, Shape, Ui, pos2};

use super::heights::Heights;
use super::view::{PageCx, PageView};
use crate::find::Hits;
use crate::model::Article;
use crate::text::{TextPos, TextRange};

/// The ticks as they were painted last.
#[derive(Debug, Default)]
pub(super) struct Ticks {
    made_of: Option<MadeOf>,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct MadeOf {
    answers: u64,
    current: Option<TextPos>,
    track: Rect,
    colour: Color32,
    total: f64,
}

impl MadeOf {
    /// Whether it makes the same ticks: heights that are put right while the page scrolls move them
    /// by less than a row.
    fn is_like(&self, other: &Self) -> bool {
        let moved = (self.total - other.total).abs() / self.total.max(1.0);
        Self { total: other.total, ..*self } == *other
            && moved * f64::from(self.track.height()) < 0.5
    }
}

/// Paints a tick in each row of the bar in which there is a hit.
pub(super) fn show(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, track: Rect) {
    let find = &cx.document.find;
    let Some(hits) = find.hits().filter(|hits| find.is_open && hits.total > 0) else {
        view.ticks = Ticks::default();
        return;
    };
    let heights = &view.blocks.heights;
    let colour = cx.tokens.found_edge;
    let current = find.current_hit().map(TextRange::start);
    let (answers, total) = (find.answers(), heights.total());
    let now = MadeOf { answers, current, track, colour, total };
    if !view.ticks.made_of.is_some_and(|before| before.is_like(&now)) {
        let article = cx.document.review.article();
        let rows = rows(heights, article, hits, track.height());
        let mut mesh = mesh(&rows, track, colour);
        if let Some(current) = current {
            let y = height_of(heights, article, current) / total.max(1.0);
            mesh.add_colored_rect(current_tick(track, y), colour);
        }
        view.ticks = Ticks { made_of: Some(now), mesh: Arc::new(mesh) };
    }
    ui.painter().add(Shape::mesh(Arc::clone(&view.ticks.mesh)));
}

/// For each row of points from the top whether there is a hit; costs a look-up for each row,
/// however many hits there are.
fn rows(heights: &Heights, article: &Article, hits: &Hits, height: f32) -> Vec<bool> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen at most")]
    let count = height.max(0.0) as u32;
    let place = |row: u32| {
        let y = heights.total() * f64::from(row) / f64::from(count.max(1));
        text_at(heights, article, y)
    };
    let mut start = TextPos(0);
    let mut rows = Vec::with_capacity(count as usize);
    for row in 1..=count {
        let end = if row == count { TextPos(u32::MAX) } else { place(row) };
        rows.push(!hits.within(TextRange::between(start, end)).is_empty());
        start = end;
    }
    rows
}

/// About which place of the text stands at a height: as if the bytes of a block were spread evenly.
pub(super) fn text_at(heights: &Heights, article: &Article, y: f64) -> TextPos {
    let (block, inside) = heights.find(y);
    let Some(range) = article.blocks().get(block).map(|block| block.range) else {
        return TextPos(u32::MAX);
    };
    let share = f64::from(inside) / f64::from(heights.get(block)).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the length")]
    let bytes = (share.clamp(0.0, 1.0) * range.len() as f64) as usize;
    TextPos::from_usize(range.start().as_usize() + bytes)
}

/// The other way round: at which height a place of the text stands, about.
fn height_of(heights: &Heights, article: &Article, pos: TextPos) -> f64 {
    let index = article.block_index_at(pos);
    let Some(range) = article.blocks().get(index).map(|block| block.range) else { return 0.0 };
    let bytes = pos.as_usize().saturating_sub(range.start().as_usize()).min(range.len());
    let share = bytes as f64 / range.len().max(1) as f64;
    heights.above(index) + share * f64::from(heights.get(index))
}

/// The tick of the current hit, `share` of the way down; it reaches beyond the bar on both sides.
fn current_tick(track: Rect, share: f64) -> Rect {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let y = (track.top() + track.height() * share.clamp(0.0, 1.0) as f32).floor();
    Rect::from_x_y_ranges(track.left() - 3.0..=track.right() + 3.0, y - 1.0..=y + 2.0)
}

/// Rows with hits in a run that are still ticks.
const DENSE: usize = 12;

/// Width of the line that stands for more of them.
const LINE: f32 = 2.0;

fn mesh(rows: &[bool], track: Rect, colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    let mut row = 0;
    for run in rows.chunk_by(|a, b| a == b) {
        let top = track.top() + row as f32;
        row += run.len();
        if run[0] {
            let bottom = (track.top() + row as f32).max(top + 2.0);
            let left = if run.len() > DENSE { track.right() - LINE } else { track.left() };
            let rect = Rect::from_min_max(pos2(left, top), pos2(track.right(), bottom));
            mesh.add_colored_rect(rect, colour);
        }
    }
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::{Folded, Needle, find_all};
    use crate::testing;

    #[test]
    fn a_row_is_ticked_where_its_part_of_the_article_has_a_hit() {
        let article = testing::article("one\ntwo\nsix\nten");
        let heights = Heights::new(vec![10.0; 4]);
        let needle = Needle { text: "six".to_owned(), ..Needle::default() };
        let folded = Folded::new(&article);
        let hits = find_all(&needle, &article, || &folded, &|| false).expect("good");
        assert_eq!(rows(&heights, &article, &hits, 4.0), [false, false, true, false]);
        assert_eq!(rows(&heights, &article, &hits, 2.0), [false, true]);
        assert!(rows(&heights, &article, &hits, 0.0).is_empty());
    }

    #[test]
    fn where_every_row_has_a_hit_the_bar_stays_to_be_seen() {
        let track = Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0, 100.0));
        let widest = |rows: &[bool]| {
            let mesh = mesh(rows, track, Color32::RED);
            mesh.calc_bounds().width()
        };
        assert!((widest(&[true; 100]) - LINE).abs() < 0.01);
        assert!((widest(&[false, true, false]) - track.width()).abs() < 0.01);
    }

    #[test]
    fn the_current_hit_is_ticked_at_its_height() {
        let article = testing::article("one\ntwo\nsix\nten");
        let heights = Heights::new(vec![10.0; 4]);
        assert!((height_of(&heights, &article, TextPos(8)) - 20.0).abs() < 0.01);
        let track = Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0, 100.0));
        assert!(current_tick(track, 0.5).contains(pos2(4.0, 50.0)));
    }
}
