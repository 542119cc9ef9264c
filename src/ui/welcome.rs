//! What is shown when nothing is open.

use egui::{Align, Button, CentralPanel, Frame, Layout, ProgressBar, RichText, Ui};

use super::panel::PanelCx;
use super::pen::Written;
use super::setting::ExcerptStyle;
use super::tip::Tip as _;
use super::widgets::small;
use crate::workspace::{Action, BeingRead, Command};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let frame = Frame::new().fill(cx.tokens.paper);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(ui.available_height() * 0.2);
            ui.label(RichText::new("†").size(44.0).color(cx.tokens.accent));
            ui.label(RichText::new("Every word of the story is accounted for.").size(20.0));
            ui.add_space(16.0);
            if ui.add(Button::new("Open an article…").min_size(egui::vec2(180.0, 34.0))).clicked()
            {
                cx.run(Command::Open);
            }
            ui.add_space(6.0);
            ui.label(small("or drop an article or a review on this window", &cx.tokens));
            ui.add_space(28.0);
            recent(ui, cx);
        });
    });
}

/// What is shown while the first file is being read: a sheet with its name.
pub(super) fn opening(ui: &mut Ui, cx: &mut PanelCx<'_>, opening: &BeingRead) {
    let tokens = cx.tokens;
    let frame = Frame::new().fill(tokens.paper);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(ui.available_height() * 0.2);
            cx.pen().snug(ui, &opening.told(), &ExcerptStyle::small(&tokens));
            ui.add_space(8.0);
            if let Some(progress) = opening.progress() {
                let share = progress.percent() as f32 / 100.0;
                ui.add(ProgressBar::new(share).desired_width(260.0).desired_height(6.0));
                ui.add_space(8.0);
            }
            let button = ui.button("Cancel").tip("Do not open it");
            if button.clicked() {
                cx.out.push(Action::CancelOpening);
            }
        });
    });
}

fn recent(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    if cx.workspace.settings.recent.is_empty() {
        return;
    }
    ui.label(small("Open again", &cx.tokens));
    for recent in cx.workspace.settings.recent.iter().take(8) {
        let button = cx.pen().button(ui, &recent.title, Written::Text);
        if cx.pen().tip(button, &recent.path.display().to_string()).clicked() {
            cx.out.push(Action::Open(recent.path.clone()));
        }
    }
}
