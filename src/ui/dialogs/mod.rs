//! What stands in front of the window: palette, keys, export, paths, go to, reviewer, about.

mod about;
mod export;
mod go_to;
mod key_help;
mod palette;
mod path;
mod reviewer;

use egui::{Frame, Id, Margin, Modal, Ui};

use super::panel::PanelCx;
use crate::workspace::{Action, Dialog};

/// The dialogs' own state.
#[derive(Debug, Default)]
pub(super) struct Dialogs {
    palette: palette::Palette,
    reviewer: reviewer::Form,
    export: export::Choice,
    path: path::PathForm,
    go_to: go_to::GoToForm,
    /// What was shown in the last frame: a dialog that comes up starts afresh.
    shown: Option<Dialog>,
}

impl Dialogs {
    pub(super) fn show(&mut self, ui: &Ui, cx: &mut PanelCx<'_>) {
        let Some(dialog) = cx.workspace.dialog else {
            self.shown = None;
            return;
        };
        let comes_up = self.shown != Some(dialog);
        self.shown = Some(dialog);
        let frame = Frame::new()
            .fill(cx.tokens.chrome)
            .stroke(egui::Stroke::new(1.0, cx.tokens.line))
            .corner_radius(12)
            .shadow(ui.visuals().window_shadow)
            .inner_margin(Margin::same(16));
        let modal = Modal::new(Id::unique("dialog"))
            .frame(frame)
            .backdrop_color(egui::Color32::from_black_alpha(60));
        let response = modal.show(ui.ctx(), |ui| {
            ui.set_max_height(ui.ctx().content_rect().height() - 120.0);
            match dialog {
                Dialog::Palette => self.palette.show(ui, cx, comes_up),
                Dialog::Keys => key_help::show(ui, cx),
                Dialog::About => about::show(ui, cx),
                Dialog::Export => self.export.show(ui, cx),
                Dialog::Reviewer => self.reviewer.show(ui, cx, comes_up),
                Dialog::GoTo => self.go_to.show(ui, cx, comes_up),
                Dialog::OpenPath | Dialog::ReportPath(_) => {
                    self.path.show(ui, cx, dialog, comes_up);
                }
            }
        });
        if response.should_close() {
            cx.out.push(Action::HideDialog);
        }
    }
}
