//! Painting the blocks in sight: selection, text, underlines, caret.

use egui::emath::GuiRounding as _;
use egui::{Color32, Painter, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use super::cover;
use super::decor;
use super::found;
use super::lay_out::{LaidBlock, inks};
use super::look::Look;
use super::strips::lane_y;
use super::view::{PageCx, PageView, Visible, takes_keys};
use crate::model::Mark;
use crate::review::work_state;
use crate::text::TextRange;
use crate::ui::badge::Underline;
use crate::ui::setting::Engine;
use crate::ui::theme::motion;

/// Paints what is in sight.
pub(super) fn page(
    view: &mut PageView,
    ui: &mut Ui,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    response: &Response,
) {
    let painter = ui.painter().with_clip_rect(response.rect);
    view.prepare_strips(cx, response.rect.y_range());
    view.marks_painted = 0;
    decor::grounds(view, cx, &painter);
    cover::paint(view, cx, &painter, response.rect.y_range());
    highlights(view, ui, cx, &painter);
    found::paint(view, cx, &painter);
    decor::ornaments(view, cx, &painter);
    let scale = ui.ctx().pixels_per_point();
    for at in 0..view.visible.len() {
        let visible = view.visible[at];
        let Some(block) = cx.document.review.article().blocks().get(visible.block) else {
            continue;
        };
        let look = Look::of(block);
        let ink = inks(&look, &cx.tokens);
        if let Some(inked) = view.blocks.inked(engine, visible.block, ink) {
            inked.paint(&painter, visible.at, scale);
        }
        if let Some(kept) = view.blocks.peek_mut(visible.block) {
            let heights = response.rect.y_range();
            view.marks_painted += kept.strips.paint(&painter, visible.at, heights, &cx.tokens);
            selected_line(cx, kept, &painter, &visible);
        }
    }
    caret(view, ui, cx, &painter, response);
}

/// Behind the text: the selected mark, the selection, what a jump lights up.
fn highlights(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, painter: &Painter) {
    let pulled = view.handles.preview();
    if let Some(range) = pulled.or(cx.document.selected_mark().and_then(Mark::range)) {
        fill(view, cx, painter, range, cx.tokens.selected, 3.0);
    }
    let pointed = view.pointed.filter(|id| cx.document.selected != Some(*id));
    if let Some(range) = pointed.and_then(|id| cx.document.review.mark(id)?.range()) {
        fill(view, cx, painter, range, cx.tokens.selected, 3.0);
    }
    note_words(view, cx, painter);
    if let Some((range, until)) = view.flash {
        let left = until - ui.input(|i| i.time);
        if left > 0.0 {
            let strength = motion::fading(ui.ctx(), left);
            fill(view, cx, painter, range, cx.tokens.selection.gamma_multiply(strength), 3.0);
        } else {
            view.flash = None;
        }
    }
    let selection = cx.document.selection.range();
    if !selection.is_empty() {
        fill(view, cx, painter, selection, cx.tokens.selection, 0.0);
    }
}

/// A thin line around the words of the writer's note that is meant.
fn note_words(view: &PageView, cx: &PageCx<'_>, painter: &Painter) {
    if cx.document.notes.is_empty() {
        return;
    }
    let note = view.pointed_note.or_else(|| cx.document.note_here());
    let note = note.and_then(|note| cx.document.source_notes().get(note));
    let Some(range) = note.and_then(|note| note.place.range()) else { return };
    let line = Stroke::new(1.0, cx.tokens.accent);
    for rect in view.rects(cx, range) {
        painter.rect_stroke(rect.expand2(vec2(2.0, -1.0)), 3.0, line, StrokeKind::Middle);
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

/// The selected mark's own line where many marks share the last lane.
fn selected_line(cx: &PageCx<'_>, kept: &LaidBlock, painter: &Painter, visible: &Visible) {
    let Some(mark) = cx.document.selected_mark() else { return };
    let Some(lane) = kept.strips.crowded_lane(&kept.laid, mark.id) else { return };
    let block = cx.document.review.article().blocks().get(visible.block).map(|b| b.range);
    let Some(block) = block else { return };
    let Some(part) = mark.range().and_then(|range| range.intersection(block)) else { return };
    let verdict = mark.verdict.as_ref().map(|given| given.verdict);
    let colour = cx.tokens.mark(work_state(&cx.document.review, mark), verdict);
    let (base, bytes) = (block.start().as_usize(), part.bytes());
    for (rect, line) in kept.laid.rects(bytes.start - base..bytes.end - base) {
        let Some(line) = kept.laid.line(line) else { continue };
        let y = (visible.at.y + lane_y(&line, lane)).round();
        let (left, right) = (visible.at.x + rect.left(), visible.at.x + rect.right());
        let ground = Rect::from_x_y_ranges(left..=right, y - 2.0..=y + 2.5);
        painter.rect_filled(ground, 0.0, cx.tokens.paper);
        let scale = painter.pixels_per_point();
        painter.extend(Underline::of(mark.kind()).draw((left, right), y, colour, scale));
    }
}

/// An upright bar, two points wide and on whole pixels: it is found at once and does not blink.
fn caret(view: &PageView, ui: &Ui, cx: &PageCx<'_>, painter: &Painter, response: &Response) {
    const WIDTH: f32 = 2.0;
    if !takes_keys(ui, cx, response) {
        return;
    }
    let selection = cx.document.selection;
    if let Some(caret) = view.caret_rect(cx, selection.focus, view.side_of(selection)) {
        let inset = caret.height() * 0.12;
        let bar = Rect::from_center_size(caret.center(), vec2(WIDTH, caret.height() - 2.0 * inset));
        let bar = bar.round_to_pixels(ui.ctx().pixels_per_point());
        painter.rect_filled(bar, 1.0, cx.tokens.accent);
    }
}
