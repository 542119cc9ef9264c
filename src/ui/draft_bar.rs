//! The bar over the page while an older draft is shown: which one, and the way back.

use chrono::Local;
use egui::{Frame, Margin, Panel, RichText, Stroke, Ui, WidgetInfo, accesskit::Role};

use super::areas::name_area;
use super::keys;
use super::panel::PanelCx;
use super::pen::in_a_row;
use super::setting::ExcerptStyle;
use super::tip::Tip as _;
use super::widgets::small;
use crate::workspace::Command;

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let Some(document) = cx.document() else { return };
    let Some(last) = document.last_draft else { return };
    let draft = document.review.draft();
    let frame = Frame::new()
        .fill(cx.tokens.selected)
        .stroke(Stroke::new(1.0, cx.tokens.accent))
        .inner_margin(Margin::symmetric(12, 6));
    Panel::top("draft bar").frame(frame).resizable(false).show(ui, |ui| {
        name_area(ui, "Older draft");
        ui.horizontal_wrapped(|ui| {
            let name = in_a_row([&format!("Draft {}", draft.number), &draft.label]);
            let style = ExcerptStyle::strong(&cx.tokens);
            cx.pen().snug(ui, &name, &style);
            let read = draft.imported.at.with_timezone(&Local).format("%-d %b %Y, %H:%M");
            let told =
                format!("read {read}, as it was when the next draft came. For reading alone.");
            ui.label(small(told, &cx.tokens).color(cx.tokens.ink));
            let name = format!("Back to the last draft, {last}");
            let back = RichText::new(format!("Back to draft {last}")).color(cx.tokens.accent);
            let key = keys::shown(ui.ctx(), Command::LastDraft).unwrap_or_default();
            let button = ui.add(egui::Button::new(back).shortcut_text(key));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.tip(Command::LastDraft.spec().help).clicked() {
                cx.run(Command::LastDraft);
            }
        });
    });
}
