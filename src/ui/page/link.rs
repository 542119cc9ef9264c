//! Links: the address is shown where the pointer is; Ctrl+click follows it.

use egui::{Response, Ui};

use super::view::{PageCx, PageView};
use crate::export::visible;
use crate::text::in_order;
use crate::ui::pen::Pen;
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::small;
use crate::workspace::{Document, is_followed};

/// Lines of an address at most.
const ADDRESS: usize = 6;

impl PageView {
    /// The address that is meant: of the link under the pointer, else of the one at the caret.
    pub(crate) fn link<'a>(&self, document: &'a Document) -> Option<&'a str> {
        let pointed = self.pointed_link.and_then(|pos| document.review.article().link_at(pos));
        pointed.or_else(|| document.link_at_caret())
    }
}

/// Shows the address of the link under the pointer.
pub(super) fn hint(
    view: &mut PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    pen: &mut Pen<'_>,
    response: &Response,
) {
    view.pointed_link = None;
    if !response.hovered() || view.drag.is_some() {
        return;
    }
    let pointed = ui.input(|i| i.pointer.latest_pos()).and_then(|at| {
        let (pos, on_text) = view.hit(cx, at)?;
        on_text.then_some((pos, cx.document.review.article().link_at(pos)?))
    });
    let Some((pos, address)) = pointed else { return };
    view.pointed_link = Some(pos);
    if ui.input(|i| i.modifiers.command) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if view.card.is_under_pointer() {
        return; // the card tells the address
    }
    response.clone().tip_at_pointer(|ui| {
        ui.set_max_width(420.0);
        tell(ui, pen, address);
    });
}

/// The address, and how it is followed.
pub(super) fn tell(ui: &mut Ui, pen: &mut Pen<'_>, address: &str) {
    let style = ExcerptStyle::text(pen.tokens).in_lines(ADDRESS);
    pen.snug(ui, &in_order(&visible(address)), &style);
    let how = if is_followed(address) {
        let held = if ui.ctx().os().is_mac() { "Cmd" } else { "Ctrl" };
        format!("{held}+click opens it")
    } else {
        "Only web and mail addresses are opened".to_owned()
    };
    ui.label(small(how, pen.tokens));
}
