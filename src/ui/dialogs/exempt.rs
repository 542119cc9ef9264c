//! Why words need no check.

use egui::{Button, Ui};

use crate::model::ExemptReason;
use crate::text::TextRange;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, opening, written};
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, Change, Document, Extent};

/// Characters of the words that are shown.
const WORDS: usize = 200;

/// What is chosen so far.
#[derive(Debug, Default)]
pub(super) struct ExemptForm {
    extent: Extent,
    reason: ExemptReason,
    note: String,
}

impl ExemptForm {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        let Some(document) = cx.document() else { return };
        if comes_up {
            let has_words = document.selected_range().is_some();
            self.choose(document, if has_words { Extent::Selection } else { Extent::Sentence });
        }
        super::set_width(ui, 420.0);
        ui.label(strong("These words need no check").size(16.0));
        let range = document.extent(self.extent);
        let words = range.map(|range| opening(range.of(document.review.text()), WORDS));
        written(ui, cx, &words.unwrap_or_default(), Written::Small);
        ui.add_space(8.0);
        self.extents(ui, cx);
        ui.add_space(8.0);
        ui.label(small("Because it is", &cx.tokens));
        for reason in ExemptReason::ALL {
            let chosen = ui.radio_value(&mut self.reason, *reason, reason.label());
            if comes_up && *reason == self.reason {
                chosen.request_focus();
            }
        }
        ui.add_space(6.0);
        let field = TextField::line("More on why").hint("More on why");
        let (_, typed) = field.show(ui, cx, &self.note);
        self.note = typed.unwrap_or(std::mem::take(&mut self.note));
        ui.add_space(10.0);
        self.buttons(ui, cx, range);
    }

    /// Takes a stretch, with what was said of it before.
    fn choose(&mut self, document: &Document, extent: Extent) {
        self.extent = extent;
        let Some(range) = document.extent(extent) else { return };
        let known = document.exempt_at(range);
        self.reason = known.map_or_else(|| document.likely_reason(range), |exempt| exempt.reason);
        self.note = known.map(|exempt| exempt.note.clone()).unwrap_or_default();
    }

    fn extents(&mut self, ui: &mut Ui, cx: &PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        ui.horizontal_wrapped(|ui| {
            for extent in Extent::ALL {
                let is_there = document.extent(extent).is_some();
                let radio = egui::RadioButton::new(self.extent == extent, extent.label());
                if ui.add_enabled(is_there, radio).clicked() {
                    self.choose(document, extent);
                }
            }
        });
    }

    fn buttons(&self, ui: &mut Ui, cx: &mut PanelCx<'_>, range: Option<TextRange>) {
        let Some(document) = cx.document() else { return };
        let is_known = range.is_some_and(|range| document.exempt_at(range).is_some());
        // “Other” says nothing without more.
        let is_said = self.reason != ExemptReason::Other || !self.note.trim().is_empty();
        ui.horizontal_wrapped(|ui| {
            let ready = range.is_some() && is_said;
            let done = ui.add_enabled(ready, Button::new("Nothing to check"));
            if done.tip_when_off("Say more on why").clicked() {
                let note = self.note.trim().to_owned();
                let change = Change::PutExempt(self.extent, self.reason, note);
                cx.out.extend([Action::HideDialog, Action::Change(change)]);
            }
            if is_known && ui.button("Check these words again").clicked() {
                let change = Change::ToggleExempt(self.extent);
                cx.out.extend([Action::HideDialog, Action::Change(change)]);
            }
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }
}
