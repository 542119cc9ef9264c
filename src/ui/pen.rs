//! Words that people wrote, in labels, tooltips, buttons and boxes to choose from.
//!
//! They may be in any script, and egui's own labels turn right-to-left text round and have no signs
//! for Chinese. Whatever comes from an article, a file name or a person is therefore set by the
//! painter of the page; what the program says by itself stays with egui.

use egui::{ComboBox, Pos2, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::panel::PanelCx;
use super::setting::{Engine, ExcerptStyle, Excerpts, Face, Weight, excerpt};
use super::theme::{Tokens, size};
use super::tip::Tip as _;
use crate::text::isolated;

/// Characters of a title that are shown at most.
pub(super) const TITLE: usize = 200;

/// Lines of a note that are shown; whoever wants more opens it.
const NOTE: usize = 24;

/// Width of a button at most, in points.
const BUTTON: f32 = 420.0;

impl ExcerptStyle {
    /// As the other text of a panel, in one line.
    pub(super) fn text(tokens: &Tokens) -> Self {
        let (face, weight) = (Face::Interface, Weight::Regular);
        Self { face, size: size::TEXT, weight, ink: tokens.ink, lines: 1 }
    }

    /// The same in bold.
    pub(super) fn strong(tokens: &Tokens) -> Self {
        Self { weight: Weight::Bold, ..Self::text(tokens) }
    }

    /// Small, to be overlooked, in one line.
    pub(super) fn small(tokens: &Tokens) -> Self {
        Self { size: size::SMALL, ink: tokens.muted, ..Self::text(tokens) }
    }

    /// Words of the article, as they look on the page, in one line.
    pub(super) fn quoted(tokens: &Tokens, size: f32) -> Self {
        Self { face: Face::Page, size, ..Self::text(tokens) }
    }

    /// The same in up to so many lines.
    pub(super) fn in_lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }
}

/// How words that people wrote stand in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As other text.
    Text,
    /// In bold.
    Strong,
    /// Small; may be overlooked.
    Small,
}

impl Written {
    fn style(self, tokens: &Tokens) -> ExcerptStyle {
        let style = match self {
            Self::Text => ExcerptStyle::text(tokens),
            Self::Strong => ExcerptStyle::strong(tokens),
            Self::Small => ExcerptStyle::small(tokens),
        };
        style.in_lines(NOTE)
    }
}

/// What sets such words. [`PanelCx::pen`] gives one.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) engine: &'a mut Engine,
    pub(super) excerpts: &'a mut Excerpts,
}

impl PanelCx<'_> {
    /// What sets words that people wrote.
    pub(super) fn pen(&mut self) -> Pen<'_> {
        Pen { tokens: &self.tokens, engine: self.engine, excerpts: self.excerpts }
    }
}

impl Pen<'_> {
    /// A label over the full width.
    pub(super) fn label(&mut self, ui: &mut Ui, text: &str, how: Written) -> Response {
        self.set(ui, text, &how.style(self.tokens))
    }

    /// The same in a style of its own.
    pub(super) fn set(&mut self, ui: &mut Ui, text: &str, style: &ExcerptStyle) -> Response {
        excerpt(ui, self.engine, self.excerpts, text, style)
    }

    /// A label no wider than its words.
    pub(super) fn snug(&mut self, ui: &mut Ui, text: &str, style: &ExcerptStyle) -> Response {
        let fit = self.fit(ui, text, style, ui.available_width());
        let (rect, response) = ui.allocate_exact_size(fit.extent.size(), Sense::hover());
        self.paint(ui, text, style, fit, rect.min);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        response
    }

    /// Shows words where the pointer rests, and where the keyboard does.
    pub(super) fn tip(&mut self, response: Response, text: &str) -> Response {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_description(text));
        response.tip_ui(|ui| {
            let style = ExcerptStyle::text(self.tokens).in_lines(NOTE);
            self.snug(ui, text, &style);
        })
    }

    /// A quiet button with the first line of some words on it, as far as there is room.
    pub(super) fn button(&mut self, ui: &mut Ui, text: &str, how: Written) -> Response {
        let text = opening(text, TITLE);
        let response = self.pressable(ui, &text, how, false);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        response
    }

    /// The same as one of several, of which one is chosen.
    pub(super) fn entry(&mut self, ui: &mut Ui, text: &str, is_chosen: bool) -> Response {
        let text = opening(text, TITLE);
        let response = self.pressable(ui, &text, Written::Text, is_chosen);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &text));
        response
    }

    fn pressable(&mut self, ui: &mut Ui, text: &str, how: Written, is_chosen: bool) -> Response {
        let style = how.style(self.tokens).in_lines(1);
        let padding = ui.spacing().button_padding;
        let room = (ui.ctx().content_rect().width() - 48.0).min(BUTTON);
        let fit = self.fit(ui, text, &style, room);
        let size = fit.extent.size() + 2.0 * padding;
        let (rect, response) = ui.allocate_at_least(size, Sense::click());
        if is_chosen || response.hovered() || response.has_focus() {
            let visuals = ui.style().interact_selectable(&response, is_chosen);
            ui.painter().rect_filled(rect, 4.0, visuals.weak_bg_fill);
        }
        let inner = rect.shrink2(padding).left_center();
        self.paint(ui, text, &style, fit, inner - vec2(0.0, fit.extent.height() / 2.0));
        response
    }

    /// A box to choose one of a list, which is asked for only while it is open; gives what was
    /// chosen.
    pub(super) fn choice<T: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        (name, none): (&str, &str),
        current: Option<T>,
        all: impl FnOnce() -> Vec<T>,
        label: impl Fn(T) -> String,
    ) -> Option<T> {
        let shown = current.map_or_else(|| none.to_owned(), &label);
        let width = (ui.available_width() - 2.0).max(60.0);
        let mut chosen = None;
        let inner = ComboBox::from_id_salt(name).selected_text("").width(width).show_ui(ui, |ui| {
            for value in all() {
                if self.entry(ui, &label(value), current == Some(value)).clicked() {
                    chosen = Some(value);
                }
            }
        });
        self.in_box(ui, &inner.response, &shown);
        ui.ctx().accesskit_node_builder(inner.response.id, |node| {
            node.set_label(name);
            node.set_description(shown.as_str());
            node.set_value(shown.as_str());
        });
        chosen.filter(|value| current != Some(*value))
    }

    /// Writes what is chosen into its box.
    fn in_box(&mut self, ui: &Ui, shown: &Response, text: &str) {
        let style = ExcerptStyle::text(self.tokens);
        let inner = shown.rect.shrink2(ui.spacing().button_padding);
        let sign = ui.spacing().icon_width + ui.spacing().icon_spacing;
        let text = opening(text, TITLE);
        let fit = self.fit(ui, &text, &style, (inner.width() - sign).max(10.0));
        let at = inner.left_center() - vec2(0.0, fit.extent.height() / 2.0);
        self.paint(ui, &text, &style, fit, at);
    }

    /// What words take of so much room.
    pub(super) fn fit(&mut self, ui: &Ui, text: &str, style: &ExcerptStyle, room: f32) -> Fit {
        let scale = ui.ctx().pixels_per_point();
        Fit { extent: self.excerpts.extent(self.engine, text, style, room, scale), room }
    }

    /// Paints words as they were fitted, with what they show at `at`.
    pub(super) fn paint(&mut self, ui: &Ui, text: &str, style: &ExcerptStyle, fit: Fit, at: Pos2) {
        let min = at - fit.extent.min.to_vec2();
        let place = Rect::from_min_size(min, vec2(fit.room, fit.extent.bottom()));
        self.excerpts.paint(ui, self.engine, text, style, place);
    }
}

/// What words take of the room that they were set in: words that run from right to left stand at its
/// right end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// Where they show something.
    pub(super) extent: Rect,
    room: f32,
}

/// Words that people wrote, as a label over the full width.
pub(super) fn written(ui: &mut Ui, cx: &mut PanelCx<'_>, text: &str, how: Written) -> Response {
    cx.pen().label(ui, text, how)
}

/// Things in a line, with a dot between them; what is empty is left out. Words that run from right to
/// left turn nothing round but themselves.
pub(super) fn in_a_row<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> String {
    let mut row = String::new();
    for part in parts.into_iter().filter(|part| !part.as_ref().is_empty()) {
        if !row.is_empty() {
            row.push_str(" · ");
        }
        row.push_str(&isolated(part.as_ref()));
    }
    row
}

/// The first words of a text that may be as long as it likes, in one line.
pub(super) fn opening(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_things_leaves_out_what_is_empty_and_keeps_its_order() {
        assert_eq!(in_a_row(["document", "", "p. 7"]), "document · p. 7");
        assert_eq!(in_a_row(["יעל", "9 Mar"]), "\u{2068}יעל\u{2069} · 9 Mar");
    }
}
