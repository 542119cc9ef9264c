//! What was looked for, on the page: every hit in sight, the current one with a line around it.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Color32, Mesh, Painter, Rect, Stroke, StrokeKind, Vec2, vec2};

use super::lay_out::Measure;
use super::view::{PageCx, PageView, Visible};
use crate::find::Hits;
use crate::text::{TextPos, TextRange};
use crate::ui::setting::Laid;

/// Blocks of more lines are looked at in stretches of so many.
const LINES: usize = 48;

/// Rectangles of hits in the blocks in sight, made once for each answer and layout.
#[derive(Debug, Default)]
pub(super) struct FoundRects {
    made_of: Option<(u64, Measure)>,
    blocks: BTreeMap<usize, InBlock>,
}

/// Hits of a block, from the top left of its layout.
#[derive(Debug)]
struct InBlock {
    bytes: Range<usize>,
    size: Vec2,
    rects: Vec<Rect>,
}

/// Paints the hits in sight.
///
/// The hits of a screen are found by halving; their rectangles are made when a block comes into
/// sight. Hits that touch are painted as one.
pub(super) fn paint(view: &mut PageView, cx: &PageCx<'_>, painter: &Painter) {
    let find = &cx.document.find;
    let (Some(hits), Some(measure)) = (find.hits().filter(|_| find.is_open), view.blocks.measure())
    else {
        view.found = FoundRects::default();
        return;
    };
    let mut found = std::mem::take(&mut view.found);
    if found.made_of != Some((find.answers(), measure)) {
        found = FoundRects { made_of: Some((find.answers(), measure)), blocks: BTreeMap::new() };
    }
    let sight = view.visible_range();
    found.blocks.retain(|block, _| sight.contains(block));
    let mut mesh = Mesh::default();
    for visible in &view.visible {
        let Some(laid) = view.blocks.peek(visible.block).map(|kept| &kept.laid) else { continue };
        let block = in_block(&mut found, cx, hits, visible, laid, painter.clip_rect());
        for rect in block {
            let rect = rect.translate(visible.at.to_vec2()).shrink2(vec2(0.0, 2.0));
            mesh.add_colored_rect(rect, cx.tokens.found);
            if cx.tokens.found_line != Color32::TRANSPARENT {
                edge(&mut mesh, rect, cx.tokens.found_line);
            }
        }
    }
    painter.add(mesh);
    view.found = found;
    if let Some(current) = find.current_hit() {
        outline(view, cx, painter, current);
    }
}

/// A thin line around a rectangle.
fn edge(mesh: &mut Mesh, rect: Rect, colour: Color32) {
    let inside = rect.shrink(1.0);
    let (left, right) = (rect.left(), rect.right());
    for (x, y) in [
        (left..=right, rect.top()..=inside.top()),
        (left..=right, inside.bottom()..=rect.bottom()),
        (left..=inside.left(), rect.top()..=rect.bottom()),
        (inside.right()..=right, rect.top()..=rect.bottom()),
    ] {
        mesh.add_colored_rect(Rect::from_x_y_ranges(x, y), colour);
    }
}

/// The rectangles of a block's hits, from the cache where they are there.
fn in_block<'a>(
    found: &'a mut FoundRects,
    cx: &PageCx<'_>,
    hits: &Hits,
    visible: &Visible,
    laid: &Laid,
    clip: Rect,
) -> &'a [Rect] {
    let bytes = bytes_in_sight(laid, clip.top() - visible.at.y, clip.bottom() - visible.at.y);
    let size = laid.size();
    let kept = found.blocks.get(&visible.block);
    if kept.is_none_or(|kept| kept.bytes != bytes || kept.size != size) {
        let article = cx.document.review.article();
        let block = article.blocks().get(visible.block).map(|b| b.range).unwrap_or_default();
        let rects = rects_of(hits, block, bytes.clone(), laid);
        found.blocks.insert(visible.block, InBlock { bytes, size, rects });
    }
    found.blocks.get(&visible.block).map_or(&[], |kept| &kept.rects)
}

fn rects_of(hits: &Hits, block: TextRange, bytes: Range<usize>, laid: &Laid) -> Vec<Rect> {
    let base = block.start().as_usize();
    let place = |byte: usize| TextPos::from_usize((base + byte).min(block.end().as_usize()));
    let sight = TextRange::between(place(bytes.start), place(bytes.end));
    let places = hits.places.get(hits.within(sight)).unwrap_or_default();
    let mut out = Vec::new();
    for run in places.chunk_by(|a, b| a.end() == b.start()) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let whole = TextRange::between(first.start(), last.end());
        let Some(part) = whole.intersection(block) else { continue };
        let part = part.bytes();
        out.extend(laid.rects(part.start - base..part.end - base).into_iter().map(|(r, _)| r));
    }
    out
}

/// The bytes of the lines between two heights; of all lines where there are not many.
fn bytes_in_sight(laid: &Laid, top: f32, bottom: f32) -> Range<usize> {
    let count = laid.line_count();
    let end = |line: usize| laid.line(line).map_or(0, |line| line.range.end);
    if count <= LINES {
        return 0..end(count.saturating_sub(1));
    }
    let above = |y: f32| laid.first_line(|line| line.rect.bottom() < y);
    let first = above(top) / LINES * LINES;
    let last = (above(bottom) / LINES + 1) * LINES;
    let start = laid.line(first).map_or(0, |line| line.range.start);
    start..end(last.min(count - 1))
}

fn outline(view: &PageView, cx: &PageCx<'_>, painter: &Painter, current: TextRange) {
    let stroke = Stroke::new(1.5, cx.tokens.found_edge);
    for rect in view.rects(cx, current) {
        let rect = rect.shrink2(vec2(-1.5, 1.0));
        painter.rect(rect, 2.0, Color32::TRANSPARENT, stroke, StrokeKind::Outside);
    }
}
