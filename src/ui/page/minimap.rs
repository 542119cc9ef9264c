//! The whole article at a glance: a strip beside the scroll bar, in which each row of points stands
//! for its part of the text.
//!
//! From the left a row is filled as far as its words are accounted for; what is open stays light.
//! What was checked and is not right sticks out at the left, and so, half as far, does what is to be
//! checked again: neither is told by its colour alone. A click goes to the next open word there.

use std::sync::Arc;

use egui::{Color32, Id, Mesh, Rect, Sense, Shape, Ui, WidgetInfo, accesskit::Role, pos2};

use super::ticks::text_at;
use super::view::{PageCx, PageView};
use crate::review::{Review, Tally};
use crate::text::{TextPos, TextRange};
use crate::ui::status::grouped;
use crate::ui::theme::Tokens;
use crate::ui::tip::Tip as _;
use crate::workspace::{Action, Document};

/// Width of the strip, in points.
const WIDTH: f32 = 6.0;

/// From the right edge of the page to that of the strip: the scroll bar stands there, and the tick
/// of the current hit reaches beyond that.
const BESIDE: f32 = 18.0;

/// How far a row with something wrong in it sticks out, in points.
const TOOTH: f32 = 3.0;

/// The strip as it was painted last.
#[derive(Debug, Default)]
pub(super) struct MiniMap {
    made_of: Option<MadeOf>,
    /// Where in the text each row begins, and the end.
    places: Vec<TextPos>,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct MadeOf {
    sights: u64,
    draft: u32,
    track: Rect,
    tokens: Tokens,
    total: f64,
}

impl MadeOf {
    /// Whether the rows stand for the same parts of the text: heights that are put right while the
    /// page scrolls move them by less than a row.
    fn has_places_of(&self, other: &Self) -> bool {
        let moved = (self.total - other.total).abs() / self.total.max(1.0);
        self.draft == other.draft
            && self.track == other.track
            && moved * f64::from(self.track.height()) < 0.5
    }
}

/// Shows the strip, where coverage is shown.
pub(super) fn show(
    view: &mut PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    page: Rect,
    out: &mut Vec<Action>,
) {
    if !cx.settings.coverage {
        if view.minimap.made_of.is_some() {
            view.minimap = MiniMap::default();
        }
        return;
    }
    let total = view.blocks.heights.total();
    #[expect(clippy::cast_possible_truncation, reason = "no more than the page")]
    let height = total.min(f64::from(page.height() - 16.0)).max(1.0) as f32;
    let right = page.right() - BESIDE;
    let top = page.top() + 8.0;
    let track = Rect::from_min_max(pos2(right - WIDTH, top), pos2(right, (top + height).floor()));
    prepare(view, cx, track, total);
    ui.painter().add(Shape::mesh(Arc::clone(&view.minimap.mesh)));
    interact(view, ui, cx, track, out);
}

/// Makes the strip where it is not right any more; words that stand otherwise cost the rows, not the
/// article.
fn prepare(view: &mut PageView, cx: &PageCx<'_>, track: Rect, total: f64) {
    let document = cx.document;
    let sights = document.review.sight_changes();
    let draft = document.review.draft().number;
    let now = MadeOf { sights, draft, track, tokens: cx.tokens, total };
    let before = view.minimap.made_of;
    let has_places = before.is_some_and(|before| before.has_places_of(&now));
    if has_places && before.is_some_and(|b| b.sights == sights && b.tokens == cx.tokens) {
        return;
    }
    let made_total = before.filter(|_| has_places).map_or(total, |before| before.total);
    let places = if has_places {
        std::mem::take(&mut view.minimap.places)
    } else {
        places(view, document, track.height())
    };
    let mesh = Arc::new(mesh(&rows(&document.review, &places), track, &cx.tokens));
    let made_of = Some(MadeOf { total: made_total, ..now });
    view.minimap = MiniMap { made_of, places, mesh };
}

/// Where in the text the rows begin, and where the last one ends.
fn places(view: &PageView, document: &Document, height: f32) -> Vec<TextPos> {
    let (heights, article) = (&view.blocks.heights, document.review.article());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen at most")]
    let count = height.max(1.0) as u32;
    let start =
        |row: u32| text_at(heights, article, heights.total() * f64::from(row) / f64::from(count));
    let end = TextPos::from_usize(article.text().len());
    (0..count).map(start).chain([end]).collect()
}

/// How the words of each row stand; a row without words is as the one above.
fn rows(review: &Review, places: &[TextPos]) -> Vec<Tally> {
    let mut rows: Vec<Tally> = Vec::with_capacity(places.len());
    for ends in places.windows(2) {
        let range = TextRange::between(ends[0], ends[1].max(ends[0]));
        let tally = review.tally_over(range);
        let above = rows.last().copied().unwrap_or_default();
        rows.push(if tally.words == 0 { above } else { tally });
    }
    rows
}

fn mesh(rows: &[Tally], track: Rect, tokens: &Tokens) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(track.expand(1.0), tokens.line);
    mesh.add_colored_rect(track, tokens.open);
    let mut row = 0;
    for run in rows.chunk_by(|a, b| a == b) {
        let top = track.top() + row as f32;
        row += run.len();
        let bottom = (track.top() + row as f32).min(track.bottom());
        add_rows(&mut mesh, &run[0], Rect::from_x_y_ranges(track.x_range(), top..=bottom), tokens);
    }
    mesh
}

/// Rows that are alike: what is done from the left, then what is not right.
fn add_rows(mesh: &mut Mesh, tally: &Tally, rect: Rect, tokens: &Tokens) {
    let counted = tally.words.max(1) as f32;
    let parts: [(u32, Color32); 5] = [
        (tally.covered, tokens.good),
        (tally.shown_apart, tokens.author),
        (tally.exempt, tokens.exempt),
        (tally.gone, tokens.line),
        (tally.not_covered, tokens.bad),
    ];
    let mut left = rect.left();
    for (words, colour) in parts.into_iter().filter(|(words, _)| *words > 0) {
        let right = left + rect.width() * words as f32 / counted;
        mesh.add_colored_rect(Rect::from_x_y_ranges(left..=right, rect.y_range()), colour);
        left = right;
    }
    let tooth = match (tally.not_covered, tally.recheck) {
        (0, 0) => return,
        (0, _) => TOOTH / 2.0,
        _ => TOOTH,
    };
    let x = rect.left() - 1.0 - tooth..=rect.left() - 1.0;
    mesh.add_colored_rect(Rect::from_x_y_ranges(x, rect.y_range()), tokens.bad);
}

fn interact(view: &PageView, ui: &Ui, cx: &PageCx<'_>, track: Rect, out: &mut Vec<Action>) {
    let review = &cx.document.review;
    let tally = review.tally();
    let place = Rect::from_min_max(track.min - egui::vec2(4.0, 0.0), track.max);
    let response = ui.interact(place, Id::unique("coverage of the article"), Sense::click());
    let name = "Coverage of the article";
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let open = grouped(tally.to_do());
        node.set_value(format!("{} of words accounted for, {open} open", tally.share()));
        node.set_numeric_value(f64::from(tally.percent().unwrap_or_default()));
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    let at = response.interact_pointer_pos().or(response.hover_pos());
    let row = at.map_or(0.0, |at| (at.y - track.top()).max(0.0));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row")]
    let row = (row as usize).min(view.minimap.places.len().saturating_sub(2));
    if response.clicked() {
        out.extend(target(review, &view.minimap.places, row).map(Action::Visit));
    }
    response.tip_at_pointer(|ui| {
        ui.label(told(review, &view.minimap.places, row));
    });
}

/// Where a click on a row goes: to its first word with something to do, else in front of its first.
fn target(review: &Review, places: &[TextPos], row: usize) -> Option<TextRange> {
    let (start, end) = (*places.get(row)?, *places.get(row + 1)?);
    let mut words = review.word_states_over(TextRange::between(start, end.max(start)));
    let open = words.clone().find(|(_, state)| state.is_to_do()).map(|(word, _)| word);
    let first = words.next().map_or(start, |(word, _)| word.start());
    let at = review.text().floor_char_boundary(first.as_usize());
    Some(open.unwrap_or(TextRange::empty(TextPos::from_usize(at))))
}

/// What a row stands for.
fn told(review: &Review, places: &[TextPos], row: usize) -> String {
    let article = review.article();
    let index = places.get(row).map_or(0, |at| article.block_index_at(*at));
    let tally = review.tally_of_block(index);
    let number = article.block_number(index).unwrap_or_default();
    let all = grouped(tally.words);
    format!("Block {number}: {} of {all} words open", grouped(tally.to_do()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn at(places: &[u32]) -> Vec<TextPos> {
        places.iter().map(|place| TextPos(*place)).collect()
    }

    #[test]
    fn a_row_stands_for_its_part_of_the_text() {
        let (review, _) = testing::review("one two\nsix ten");
        let rows = rows(&review, &at(&[0, 3, 4, 8, 15]));
        assert_eq!(rows.iter().map(|row| row.words).collect::<Vec<_>>(), [1, 1, 1, 2]);
    }

    #[test]
    fn a_click_goes_to_an_open_word_of_its_row() {
        let (review, _) = testing::review("one two\nsix ten");
        let places = at(&[0, 1, 8, 15]);
        let words = |row| target(&review, &places, row).map(|range| range.of(review.text()));
        assert_eq!((words(0), words(1), words(2)), (Some("one"), Some("one"), Some("six")));
        assert_eq!(words(3), None);
        assert_eq!(told(&review, &places, 2), "Block 2: 2 of 2 words open");
    }

    #[test]
    fn what_is_not_right_sticks_out_and_what_is_done_fills_its_share() {
        let tokens = crate::ui::theme::LIGHT;
        let rect = Rect::from_min_max(pos2(10.0, 0.0), pos2(16.0, 1.0));
        let drawn = |tally: Tally| {
            let mut mesh = Mesh::default();
            add_rows(&mut mesh, &tally, rect, &tokens);
            mesh.calc_bounds()
        };
        let half = Tally { words: 4, covered: 2, open: 2, ..Tally::default() };
        assert!((drawn(half).width() - 3.0).abs() < 0.01);
        let wrong = Tally { words: 4, not_covered: 4, ..Tally::default() };
        assert!(drawn(wrong).left() < rect.left() - 2.0);
        let again = Tally { words: 4, recheck: 4, ..Tally::default() };
        assert!(drawn(again).left() < rect.left() && drawn(again).left() > drawn(wrong).left());
    }
}
