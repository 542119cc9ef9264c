//! Painting the blocks in sight: selection, text, underlines, caret.

use egui::emath::GuiRounding as _;
use egui::{Color32, Painter, Rect, Response, Stroke, Ui, pos2, vec2};

use super::blocks::inks;
use super::look::{Look, Ornament};
use super::view::{PageCx, PageView, Visible, takes_keys};
use crate::model::Mark;
use crate::review::work_state;
use crate::text::TextRange;
use crate::ui::badge::Underline;
use crate::ui::setting::{Engine, Side, paint_mesh};

/// Distance between the underlines of marks that overlap, in points.
const LANE: f32 = 4.0;

/// Paints what is in sight.
pub(super) fn page(
    view: &mut PageView,
    ui: &mut Ui,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    column: Rect,
    response: &Response,
) {
    let painter = ui.painter().with_clip_rect(response.rect);
    highlights(view, ui, cx, &painter);
    let scale = ui.ctx().pixels_per_point();
    for at in 0..view.visible.len() {
        let visible = view.visible[at];
        let Some(block) = cx.document.review.article().blocks().get(visible.block) else {
            continue;
        };
        let look = Look::of(block);
        ornament(&painter, cx, &look, &visible, column, view);
        let ink = inks(&look, &cx.tokens);
        if let Some(mesh) = view.blocks.mesh(engine, visible.block, ink) {
            paint_mesh(&painter, mesh, visible.at, scale);
        }
        underlines(view, cx, &painter, &visible);
    }
    caret(view, ui, cx, &painter, response);
}

/// Behind the text: the selected mark, the selection, what a jump lights up.
fn highlights(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, painter: &Painter) {
    if let Some(range) = cx.document.selected_mark().and_then(Mark::range) {
        fill(view, cx, painter, range, cx.tokens.selected, 3.0);
    }
    if let Some((range, until)) = view.flash {
        let left = until - ui.input(|i| i.time);
        if left > 0.0 {
            fill(view, cx, painter, range, cx.tokens.selection, 3.0);
            ui.ctx().request_repaint_after_secs(0.1);
        } else {
            view.flash = None;
        }
    }
    let selection = cx.document.selection.range();
    if !selection.is_empty() {
        fill(view, cx, painter, selection, cx.tokens.selection, 0.0);
    }
}

fn fill(
    view: &PageView,
    cx: &PageCx<'_>,
    painter: &Painter,
    range: TextRange,
    colour: Color32,
    corner: f32,
) {
    for rect in view.rects(cx, range) {
        painter.rect_filled(rect.shrink2(vec2(-corner, 2.0)), corner, colour);
    }
}

fn ornament(
    painter: &Painter,
    cx: &PageCx<'_>,
    look: &Look,
    visible: &Visible,
    column: Rect,
    view: &PageView,
) {
    let Some(laid) = view.blocks.peek(visible.block) else { return };
    let Some(line) = laid.laid.line(0) else { return };
    let is_rtl = laid.laid.is_rtl();
    match look.ornament {
        Ornament::None => {}
        Ornament::Bullet if brings_its_own_sign(cx, visible.block) => {}
        Ornament::Bullet => {
            let x = if is_rtl { column.right() + 12.0 } else { visible.at.x - 13.0 };
            let centre = pos2(x, visible.at.y + line.rect.center().y);
            painter.circle_filled(centre, 2.6, cx.tokens.muted);
        }
        Ornament::Rule => {
            let x = if is_rtl { column.right() + 10.0 } else { visible.at.x - 14.0 };
            let height = laid.laid.size().y;
            let span = visible.at.y..=visible.at.y + height;
            painter.vline(x, span, Stroke::new(2.0, cx.tokens.line));
        }
    }
}

/// Plain text keeps the `-`, `*` or `1.` of a list item in the text itself.
fn brings_its_own_sign(cx: &PageCx<'_>, block: usize) -> bool {
    let text = cx.document.review.article().block_text(block);
    text.starts_with(|c: char| "-*+•–—".contains(c) || c.is_ascii_digit())
}

/// A stretch of one line that is underlined.
struct Piece {
    left: f32,
    right: f32,
    /// Where an underline stands, clear of the letters.
    y: f32,
}

/// The pieces of `range` in a block, line by line as they are seen.
fn pieces(view: &PageView, cx: &PageCx<'_>, visible: &Visible, range: TextRange) -> Vec<Piece> {
    let article = cx.document.review.article();
    let laid = view.blocks.peek(visible.block).map(|kept| &kept.laid);
    let block = article.blocks().get(visible.block).map(|block| block.range);
    let (Some(laid), Some(block)) = (laid, block) else { return Vec::new() };
    let Some(part) = range.intersection(block) else { return Vec::new() };
    let (base, bytes) = (block.start().as_usize(), part.bytes());
    let on_line = |(rect, line): (Rect, usize)| {
        let baseline = laid.line(line)?.baseline;
        Some(Piece {
            left: visible.at.x + rect.left(),
            right: visible.at.x + rect.right(),
            y: visible.at.y + baseline + 4.5,
        })
    };
    laid.rects(bytes.start - base..bytes.end - base).into_iter().filter_map(on_line).collect()
}

/// Underlines the marks of a block, overlapping ones below each other, and its exempt words.
fn underlines(view: &PageView, cx: &PageCx<'_>, painter: &Painter, visible: &Visible) {
    let review = &cx.document.review;
    let mut lanes: Vec<TextRange> = Vec::new();
    for mark in review.marks_in_block(visible.block) {
        let Some(range) = mark.range() else { continue };
        let lane = lane_of(&mut lanes, range);
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        let colour = cx.tokens.mark(work_state(review, mark), verdict);
        for piece in pieces(view, cx, visible, range) {
            let y = (piece.y + LANE * lane as f32).round();
            Underline::of(mark.kind()).paint(painter, piece.left, piece.right, y, colour);
        }
    }
    for range in review.exempt().filter_map(|exempt| exempt.place.range()) {
        for piece in pieces(view, cx, visible, range) {
            let line = [pos2(piece.left, piece.y), pos2(piece.right, piece.y)];
            let stroke = Stroke::new(1.0, cx.tokens.exempt);
            painter.extend(egui::Shape::dashed_line(&line, stroke, 3.0, 3.0));
        }
    }
}

/// The first lane in which `range` meets no other mark; marks come by start.
fn lane_of(lanes: &mut Vec<TextRange>, range: TextRange) -> usize {
    let free = lanes.iter().position(|last| last.end() <= range.start());
    let lane = free.unwrap_or(lanes.len());
    lanes.resize(lanes.len().max(lane + 1), range);
    lanes[lane] = range;
    lane
}

/// An upright bar, two points wide and on whole pixels: it is found at once and does not blink.
fn caret(view: &PageView, ui: &Ui, cx: &PageCx<'_>, painter: &Painter, response: &Response) {
    const WIDTH: f32 = 2.0;
    if !takes_keys(ui, cx, response) {
        return;
    }
    let selection = cx.document.selection;
    let side = if selection.focus > selection.anchor { Side::Behind } else { Side::InFront };
    if let Some(caret) = view.caret_rect(cx, selection.focus, side) {
        let inset = caret.height() * 0.12;
        let bar = Rect::from_center_size(caret.center(), vec2(WIDTH, caret.height() - 2.0 * inset));
        let bar = bar.round_to_pixels(ui.ctx().pixels_per_point());
        painter.rect_filled(bar, 1.0, cx.tokens.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_overlap_get_lanes_of_their_own() {
        let text = "abcdefghij";
        let range = |a, b| TextRange::checked(text, a, b).expect("inside");
        let mut lanes = Vec::new();
        let taken: Vec<usize> = [range(0, 8), range(2, 4), range(4, 6), range(8, 9)]
            .into_iter()
            .map(|r| lane_of(&mut lanes, r))
            .collect();
        assert_eq!(taken, [0, 1, 1, 0]);
    }
}
