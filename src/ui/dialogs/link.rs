//! The address of a link, before it is followed.

use egui::{Button, Ui};

use crate::export::visible;
use crate::text::in_order;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, is_followed};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
    let Some(address) = cx.document().and_then(|document| document.link_at_caret()) else {
        cx.out.push(Action::HideDialog);
        return;
    };
    super::set_width(ui, 460.0);
    ui.label(strong("Open link").size(16.0));
    ui.add_space(4.0);
    written(ui, cx, &in_order(&visible(address)), Written::Text);
    let ready = is_followed(address);
    if !ready {
        ui.label(small("Only web and mail addresses are opened.", &cx.tokens));
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let open = ui.add_enabled(ready, Button::new("Open in the browser"));
        if comes_up {
            open.request_focus();
        }
        if open.clicked() {
            cx.out.push(Action::HideDialog);
            cx.out.push(Action::OpenUrl(address.to_owned()));
        }
        if ui.button("Cancel").clicked() {
            cx.out.push(Action::HideDialog);
        }
    });
}
