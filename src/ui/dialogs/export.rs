//! The summary before a report is written.

use egui::{Grid, Ui};

use crate::export::FORMATS;
use crate::report::Summary;
use crate::ui::badge::{self, Badge};
use crate::ui::panel::PanelCx;
use crate::ui::pen::{TITLE, Written, opening, written};
use crate::ui::theme::size;
use crate::ui::widgets::{small, strong};
use crate::workspace::Action;

/// Which format is chosen.
#[derive(Debug, Default)]
pub(super) struct Choice {
    format: usize,
}

impl Choice {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        super::set_width(ui, 440.0);
        let Some(document) = cx.document() else { return };
        ui.label(strong("Report").size(16.0));
        written(ui, cx, &opening(document.title(), TITLE), Written::Text);
        if let Some(summary) = cx.summary {
            ui.add_space(4.0);
            figures(ui, cx, summary);
        }
        ui.add_space(8.0);
        for (at, format) in FORMATS.iter().enumerate() {
            ui.radio_value(&mut self.format, at, format.label);
        }
        ui.add_space(4.0);
        ui.label(small(
            "Contacts of sources are confidential and never stand in a report.",
            &cx.tokens,
        ));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let format = FORMATS.get(self.format).map_or("html", |format| format.key);
            if ui.button("Write report…").clicked() {
                cx.out.push(Action::PickReport(format));
            }
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }
}

fn figures(ui: &mut Ui, cx: &PanelCx<'_>, summary: &Summary) {
    let percent =
        summary.words.percent().map_or("n/a".to_owned(), |percent| format!("{percent} %"));
    let rows = [
        ("Words accounted for", format!("{percent} of {}", summary.words.counted())),
        ("Marks settled", format!("{} of {}", summary.settled(), summary.marks)),
        ("Still open", summary.open.to_string()),
        ("Sources", summary.sources.to_string()),
    ];
    Grid::new("figures").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
        for (what, figure) in rows {
            ui.label(what);
            ui.label(strong(figure));
            ui.end_row();
        }
    });
    if summary.open > 0 {
        let text = "The report begins with what is still open.";
        ui.label(egui::RichText::new(text).color(cx.tokens.partly));
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        for (verdict, count) in summary.by_verdict.iter().filter(|(_, count)| *count > 0) {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), egui::Sense::empty());
            let badge = Badge::of_verdict(*verdict, &cx.tokens);
            badge::paint(ui.painter(), rect.center(), size::BADGE, badge);
            ui.label(format!("{count} {}", verdict.label()));
            ui.add_space(8.0);
        }
    });
}
