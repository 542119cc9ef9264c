//! A field as it is seen: frame, selection, letters, what is being composed, caret.

use std::ops::RangeInclusive;

use egui::output::IMEOutput;
use egui::style::WidgetVisuals;
use egui::text_selection::visuals::paint_text_cursor;
use egui::{IMEPurpose, Painter, Pos2, Rect, Response, Stroke, Ui, pos2, vec2};

use super::View;
use super::buffer::Composed;
use super::state::State;
use crate::ui::drawing::plate;
use crate::ui::panel::PanelCx;
use crate::ui::setting::ExcerptStyle;

/// Where the text of a field begins. A line that is too long for it is moved until the caret is in
/// sight, and back to its beginning when somebody else has the keyboard.
pub(super) fn origin(state: &mut State, view: &View) -> Pos2 {
    let inner = view.inner;
    let mut at = inner.min;
    if !state.buffer.takes_lines() {
        at.x = line_origin(state, inner, view.response.has_focus());
        at.y = inner.center().y - state.sheet.height() / 2.0;
    }
    let scale = view.response.ctx.pixels_per_point();
    pos2((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}

fn line_origin(state: &mut State, inner: Rect, has_keys: bool) -> f32 {
    let sides = state.sheet.sides();
    let is_rtl = state.sheet.is_rtl();
    let room = inner.width();
    let most = sides.end() - sides.start() - room;
    if most <= 0.0 {
        state.hidden = 0.0;
        return if is_rtl { inner.right() - sides.end() } else { inner.left() - sides.start() };
    }
    if has_keys {
        let caret = state.caret().left() - sides.start();
        state.hidden = state.hidden.clamp(caret - room, caret).clamp(0.0, most);
    } else {
        state.hidden = if is_rtl { most } else { 0.0 };
    }
    inner.left() - sides.start() - state.hidden
}

/// How the hint of an empty field is set.
pub(super) fn hint_style(cx: &PanelCx<'_>, state: &State) -> ExcerptStyle {
    /// Lines of a hint at most.
    const MOST: usize = 6;
    let lines = if state.buffer.takes_lines() { MOST } else { 1 };
    ExcerptStyle { ink: cx.tokens.muted, lines, ..ExcerptStyle::text(&cx.tokens) }
}

/// Paints a field, and has what it stands in scroll to the caret when that has moved.
pub(super) fn paint(
    state: &mut State,
    ui: &Ui,
    cx: &mut PanelCx<'_>,
    view: &View,
    hint: &str,
    is_moved: bool,
) {
    let has_keys = view.response.has_focus() && ui.is_enabled();
    let caret = state.caret().translate(view.origin.to_vec2());
    if has_keys && is_moved {
        state.touched = ui.input(|input| input.time);
        ui.scroll_to_rect(caret, None);
    }
    if has_keys {
        tell_input_method(ui, view, caret);
    }
    if !ui.is_rect_visible(view.response.rect) {
        return;
    }
    frame(ui, &view.response);
    let painter = ui.painter().with_clip_rect(clip(ui, view));
    let seen = painter.clip_rect().y_range();
    let seen = seen.min - view.origin.y..=seen.max - view.origin.y;
    if state.buffer.text().is_empty() {
        let style = hint_style(cx, state);
        let room = Rect::from_min_max(pos2(view.inner.left(), view.origin.y), view.inner.max);
        cx.excerpts.paint(ui, cx.engine, hint, &style, room);
    }
    let composing = state.buffer.composing().cloned();
    if has_keys && composing.is_none() {
        let colour = ui.visuals().selection.bg_fill;
        for rect in state.sheet.rects(&state.buffer.selection().range(), &seen) {
            painter.rect_filled(rect.translate(view.origin.to_vec2()), 0.0, colour);
        }
    }
    state.sheet.paint(cx.engine, &painter, view.origin, cx.tokens.ink, &seen);
    if let Some(composed) = composing.filter(|_| has_keys) {
        underline(state, ui, &painter, view.origin, &composed, &seen);
    }
    if has_keys && ui.input(|input| input.focused) {
        let since = ui.input(|input| input.time) - state.touched;
        paint_text_cursor(ui, &painter, caret.expand2(vec2(0.0, 1.0)), since);
    }
}

/// What of a field is painted on. A caret at the edge is whole, and high letters reach into the
/// margin.
fn clip(ui: &Ui, view: &View) -> Rect {
    let sides = view.inner.x_range().expand(1.0);
    Rect::from_x_y_ranges(sides, view.response.rect.y_range()).intersect(ui.clip_rect())
}

fn frame(ui: &Ui, response: &Response) {
    let visuals = ui.visuals();
    let state = response.widget_state();
    let WidgetVisuals { corner_radius, bg_stroke, .. } = *visuals.widgets.state(state);
    let has_keys = state == egui::widget_style::WidgetState::Active;
    let stroke = if has_keys { visuals.selection.stroke } else { bg_stroke };
    let fill = visuals.text_edit_bg_color();
    plate(ui.painter(), response.rect, corner_radius, fill, stroke);
}

/// A line under what an input method composes, thicker under what is being chosen for.
fn underline(
    state: &State,
    ui: &Ui,
    painter: &Painter,
    origin: Pos2,
    Composed { range, active }: &Composed,
    seen: &RangeInclusive<f32>,
) {
    let strokes = &ui.visuals().ime_composition;
    let draw = |range, stroke: Stroke| {
        for rect in state.sheet.rects(range, seen) {
            let rect = rect.translate(origin.to_vec2());
            painter.hline(rect.x_range(), rect.bottom() - stroke.width / 2.0, stroke);
        }
    };
    draw(range, strokes.inactive_underline_stroke);
    if let Some(active) = active {
        draw(active, strokes.active_underline_stroke);
    }
}

/// Tells an input method where its window belongs.
fn tell_input_method(ui: &Ui, view: &View, caret: Rect) {
    let to_global = ui.ctx().layer_transform_to_global(ui.layer_id()).unwrap_or_default();
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: to_global * view.inner,
            cursor_rect: to_global * caret,
            should_interrupt_composition: false,
        });
    });
}
