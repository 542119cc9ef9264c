//! Tooltips: where the pointer rests and where the keyboard does, none of them larger than the
//! window. egui's own are as high as what they say, and only for the pointer.

use std::time::Duration;

use egui::scroll_area::ScrollBarVisibility;
use egui::text::LayoutJob;
use egui::{Color32, Context, FontId, Id, Response, ScrollArea, TextStyle, Tooltip, Ui};

use super::focus::has_keys_since;
use super::theme::Tokens;

/// How long the keyboard rests before it brings a tooltip up, in seconds.
const REST: f64 = 0.6;

/// Frame of a tooltip and its distance from the edges of the window, in points.
const AROUND: f32 = 32.0;

/// The ways in which something gets a tooltip.
pub(super) trait Tip {
    /// Shows `text` where the pointer rests, and where the keyboard does.
    fn tip(self, text: impl Into<String>) -> Self;

    /// Shows there what `add` paints.
    fn tip_ui(self, add: impl FnOnce(&mut Ui)) -> Self;

    /// Shows `text`, which says why this can not be pressed, where the pointer rests.
    fn tip_when_off(self, text: impl Into<String>) -> Self;

    /// Shows what `add` paints only where the pointer rests: somebody who types reads something else.
    fn tip_for_pointer(self, add: impl FnOnce(&mut Ui)) -> Self;

    /// The same beside the pointer, of something that is too large to stand beside.
    fn tip_at_pointer(self, add: impl FnOnce(&mut Ui)) -> Self;
}

impl Tip for Response {
    fn tip(self, text: impl Into<String>) -> Self {
        match at_keyboard(&self) {
            Some(tooltip) => {
                tooltip.show(|ui| tip_text(ui, &text.into()));
                self
            }
            None => self.on_hover_ui(|ui| tip_text(ui, &text.into())),
        }
    }

    fn tip_ui(self, add: impl FnOnce(&mut Ui)) -> Self {
        match at_keyboard(&self) {
            Some(tooltip) => {
                tooltip.show(|ui| in_window(ui, add));
                self
            }
            None => self.tip_for_pointer(add),
        }
    }

    fn tip_when_off(self, text: impl Into<String>) -> Self {
        self.on_disabled_hover_ui(|ui| tip_text(ui, &text.into()))
    }

    fn tip_for_pointer(self, add: impl FnOnce(&mut Ui)) -> Self {
        self.on_hover_ui(|ui| in_window(ui, add))
    }

    fn tip_at_pointer(self, add: impl FnOnce(&mut Ui)) -> Self {
        self.on_hover_ui_at_pointer(|ui| in_window(ui, add))
    }
}

/// Height of what a tooltip says at most.
fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - AROUND).max(0.0)
}

/// Paints what a tooltip says; what the window has no room for is left out at its end.
pub(super) fn in_window(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    // A tooltip as wide as the last one would break other words in the middle.
    ui.set_max_width(ui.spacing().tooltip_width);
    let room = room(ui);
    let area = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
    area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden).show(ui, add);
}

/// Words of a tooltip, cut behind the last line for which there is room with `above` over them.
fn words(ui: &mut Ui, text: &str, font: FontId, ink: Color32, above: f32) {
    ui.set_max_width(ui.spacing().tooltip_width);
    let row = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let mut job = LayoutJob::simple(text.to_owned(), font, ink, ui.available_width());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen at most")]
    let rows = ((room(ui) - above) / row).max(1.0) as usize;
    job.wrap.max_rows = rows;
    ui.label(job);
}

/// What a tooltip says in one go.
fn tip_text(ui: &mut Ui, text: &str) {
    words(ui, text, TextStyle::Body.resolve(ui.style()), ui.visuals().text_color(), 0.0);
}

/// A heading and lines under it, for a tooltip: one behind the other where the window is too low for
/// each to have its own.
pub(super) fn tip_lines(ui: &mut Ui, heading: &str, lines: &[String], tokens: &Tokens) {
    let font = TextStyle::Small.resolve(ui.style());
    let above = ui.spacing().item_spacing.y + ui.text_style_height(&TextStyle::Body);
    let is_low = ui.ctx().content_rect().height() < above * (lines.len() + 3) as f32;
    let text = lines.join(if is_low { "; " } else { "\n" });
    ui.label(heading);
    words(ui, &text, font, tokens.muted, above);
}

/// The tooltip of what the keyboard rests at.
fn at_keyboard(response: &Response) -> Option<Tooltip<'static>> {
    let rests = response.has_focus() && !response.hovered();
    (rests && has_rested(&response.ctx, response.id)).then(|| {
        let (ctx, layer) = (response.ctx.clone(), response.layer_id);
        Tooltip::always_open(ctx, layer, response.id, response.rect).gap(4.0)
    })
}

/// Whether the keyboard has been at `id` for a while; asks for the frame in which it will have.
fn has_rested(ctx: &Context, id: Id) -> bool {
    let now = ctx.input(|input| input.time);
    let left = has_keys_since(ctx, id).map_or(REST, |since| since + REST - now);
    if left > 0.0 {
        ctx.request_repaint_after(Duration::from_secs_f64(left + 0.02));
    }
    left <= 0.0
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, Rect, pos2, vec2};

    use super::*;

    /// Height that `add` takes as a tooltip in a window of 150 points.
    fn height_in_low_window(add: impl Fn(&mut Ui)) -> f32 {
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 150.0)));
        let mut height = 0.0;
        let input = RawInput { screen_rect, ..RawInput::default() };
        let mut output = Context::default().run_ui(input, |ui| {
            let shown = ui.scope(|ui| add(ui));
            height = shown.response.rect.height();
        });
        output.textures_delta.clear();
        height
    }

    #[test]
    fn a_tooltip_is_cut_where_the_window_is_lower_than_what_it_says() {
        let words = "words of a line\n".repeat(40);
        let text = height_in_low_window(|ui| tip_text(ui, &words));
        assert!((75.0..150.0).contains(&text), "{text}");
        let painted = height_in_low_window(|ui| {
            in_window(ui, |ui| {
                ui.label(&words);
                ui.label(&words);
            });
        });
        assert!((75.0..150.0).contains(&painted), "{painted}");
    }
}
