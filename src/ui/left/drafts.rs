//! The drafts of the article under this review.

use chrono::Local;
use egui::{Frame, Margin, ScrollArea, Ui};

use crate::review::Draft;
use crate::ui::panel::PanelCx;
use crate::ui::widgets::{Written, card, small, strong, written};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let Some(document) = cx.document() else { return };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
            for draft in document.review.drafts().iter().rev() {
                card(&cx.tokens).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    entry(ui, cx, draft);
                });
                ui.add_space(4.0);
            }
        });
    });
}

fn entry(ui: &mut Ui, cx: &mut PanelCx<'_>, draft: &Draft) {
    let label = if draft.label.is_empty() { String::new() } else { format!(" · {}", draft.label) };
    ui.label(strong(format!("Draft {}{label}", draft.number)));
    written(ui, cx, &draft.file_name, Written::Small);
    let read = draft.imported.at.with_timezone(&Local).format("%-d %b %Y, %H:%M");
    ui.label(small(format!("read {read}"), &cx.tokens));
    let encoding =
        if draft.encoding.is_empty() { String::new() } else { format!(", {}", draft.encoding) };
    ui.label(small(format!("{}{encoding}", draft.format), &cx.tokens));
    for loss in &draft.losses {
        let place =
            if loss.place.is_empty() { String::new() } else { format!(" ({})", loss.place) };
        ui.label(small(format!("not carried over: {}{place}", loss.what), &cx.tokens));
    }
    let digest = draft.text_digest.to_string();
    let short = digest.get(..16).unwrap_or_default();
    ui.label(small(format!("text {short}…"), &cx.tokens))
        .on_hover_text(format!("SHA-256 {digest}"));
}
