//! Small parts that several panels share.

use egui::text::LayoutJob;
use egui::{
    Button, ComboBox, CornerRadius, FontId, Frame, Margin, Response, RichText, Stroke, TextFormat,
    Ui, WidgetInfo, accesskit::Role, vec2,
};

use super::drawing;
use super::keys;
use super::panel::PanelCx;
use super::setting::bold;
use super::theme::{Tokens, size};
use super::tip::Tip as _;
use crate::workspace::{Action, Command, CommandEnv};

/// Text in the bold weight of the interface.
pub(super) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(size::TEXT, bold()))
}

/// Small text that may be overlooked.
pub(super) fn small(text: impl Into<String>, tokens: &Tokens) -> RichText {
    RichText::new(text).size(size::SMALL).color(tokens.muted)
}

/// A card: a thin frame on its own ground.
pub(super) fn card(tokens: &Tokens) -> Frame {
    Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::symmetric(10, 8))
}

/// The line over a section, with a command at its right.
pub(super) fn section(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    title: &str,
    command: Option<(Command, &str)>,
) {
    ui.add_space(8.0);
    let Some((command, label)) = command else {
        ui.label(small(title, &cx.tokens));
        return;
    };
    ui.horizontal(|ui| {
        ui.label(small(title, &cx.tokens));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            command_link(ui, cx, command, label);
        });
    });
}

/// A command as a quiet word with its key.
fn command_link(ui: &mut Ui, cx: &mut PanelCx<'_>, command: Command, label: &str) {
    let key = keys::shown(ui.ctx(), command).unwrap_or_default();
    let tokens = &cx.tokens;
    let mut job = LayoutJob::default();
    let format = |colour| TextFormat::simple(FontId::proportional(size::SMALL), colour);
    job.append(label, 0.0, format(tokens.accent));
    if !key.is_empty() {
        job.append(&key, 6.0, format(tokens.muted));
    }
    let enabled = command.resolve(cx.env);
    let button = ui.add_enabled(enabled.is_ok(), Button::new(job).frame(false));
    let name = command.spec().label;
    button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled.is_ok(), name));
    let button = match &enabled {
        Ok(_) => button.tip(command.spec().help),
        Err(why) => button.tip_when_off(&why.0),
    };
    if button.clicked() {
        cx.run(command);
    }
}

/// A command as a line of a menu; what it turns on and off is shown as it stands.
pub(super) fn menu_entry(
    ui: &mut Ui,
    env: &CommandEnv,
    command: Command,
    is_on: Option<bool>,
    out: &mut Vec<Action>,
) {
    let resolved = command.resolve(env);
    let label = command.label(env);
    let text = if is_on == Some(true) { format!("{label}  ✓") } else { label.clone() };
    let mut button = Button::new(text).frame_when_inactive(false);
    if let Some(keys) = keys::shown(ui.ctx(), command) {
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(resolved.is_ok(), button);
    if let Some(is_on) = is_on {
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    }
    let response = match &resolved {
        Ok(_) => response.tip(command.spec().help),
        Err(why) => response.tip_when_off(&why.0),
    };
    if response.clicked() {
        out.extend(resolved.ok());
    }
}

/// Gives a field its name for those who do not see it.
pub(super) fn name_field(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// A box to choose one of a fixed list; gives what was chosen.
pub(super) fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: Option<T>,
    none: &str,
    all: &[T],
    label: impl Fn(T) -> String,
) -> Option<T> {
    let shown = current.map_or_else(|| none.to_owned(), &label);
    let mut chosen = None;
    let inner = ComboBox::from_id_salt(name)
        .selected_text(shown.clone())
        .width((ui.available_width() - 2.0).max(60.0))
        .truncate()
        .show_ui(ui, |ui| {
            for value in all {
                if ui.selectable_label(current == Some(*value), label(*value)).clicked() {
                    chosen = Some(*value);
                }
            }
        });
    name_field(ui, &inner.response, name);
    ui.ctx().accesskit_node_builder(inner.response.id, |node| {
        node.set_description(shown.clone());
        node.set_value(shown);
    });
    chosen.filter(|value| current != Some(*value))
}

/// Tabs; gives the one that was chosen. With `takes_keys`, the one that is on has the keyboard.
pub(super) fn tabs<T: Copy + PartialEq>(
    ui: &mut Ui,
    tokens: &Tokens,
    current: T,
    all: &[(T, &'static str)],
    takes_keys: bool,
) -> Option<T> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.x = 16.0;
        for (value, label) in all {
            let on = *value == current;
            let text = if on { strong(*label) } else { RichText::new(*label).color(tokens.muted) };
            let response = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, 34.0)));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, label));
            if on && takes_keys {
                response.request_focus();
            }
            if on {
                let rect = response.rect;
                ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(2.0, tokens.accent));
            }
            if response.clicked() {
                chosen = Some(*value);
            }
        }
    });
    chosen
}

/// A row that can be chosen: paints its ground, gives its response.
pub(super) fn row_ground(ui: &Ui, response: &Response, tokens: &Tokens, is_selected: bool) {
    let rect = response.rect;
    if is_selected || response.hovered() || response.has_focus() {
        let fill = if is_selected { tokens.selected } else { tokens.card };
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    if is_selected {
        let mut bar = rect;
        bar.set_width(3.0);
        ui.painter().rect_filled(bar, 0.0, tokens.accent);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, tokens.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), 0.0, stroke, egui::StrokeKind::Inside);
    }
    drawing::rule(ui.painter(), rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.line));
}
