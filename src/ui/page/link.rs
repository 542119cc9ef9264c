//! Links: the address is shown where the pointer is; Ctrl+click follows it.

use egui::{Response, RichText, Ui};

use super::view::{PageCx, PageView};
use crate::workspace::is_followed;

/// Shows the address of the link under the pointer.
pub(super) fn hint(view: &PageView, ui: &Ui, cx: &PageCx<'_>, response: &Response) {
    if !response.hovered() || view.drag.is_some() {
        return;
    }
    let address = ui.input(|i| i.pointer.latest_pos()).and_then(|at| {
        let (pos, on_text) = view.hit(cx, at)?;
        on_text.then(|| cx.document.review.article().link_at(pos))?
    });
    let Some(address) = address else { return };
    if ui.input(|i| i.modifiers.command) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if view.card.is_under_pointer() {
        return; // the card tells the address
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        tell(ui, cx, address);
    });
}

/// The address, and how it is followed.
pub(super) fn tell(ui: &mut Ui, cx: &PageCx<'_>, address: &str) {
    ui.label(address);
    let how = if is_followed(address) {
        let held = if ui.ctx().os().is_mac() { "Cmd" } else { "Ctrl" };
        format!("{held}+click opens it")
    } else {
        "Only web and mail addresses are opened".to_owned()
    };
    ui.label(RichText::new(how).color(cx.tokens.muted).small());
}
