//! What the file brought along beside the story, and what of it could not be carried.

use egui::{Frame, Margin, Ui, WidgetInfo, accesskit::Role};

use super::losses::LossesList;
use super::writer_notes::NotesList;
use crate::ui::panel::PanelCx;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::small;

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Notes,
    Losses,
}

/// The panel's own state.
#[derive(Debug, Default)]
pub(in crate::ui) struct FilePanel {
    section: Option<Section>,
    notes: NotesList,
    losses: LossesList,
}

impl FilePanel {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Shows the writer's notes.
    pub(in crate::ui) fn show_notes(&mut self) {
        self.section = Some(Section::Notes);
    }

    /// Shows the writer's notes and gives them the keyboard.
    pub(in crate::ui) fn focus_notes(&mut self) {
        self.show_notes();
        self.notes.focus();
    }

    /// Shows what could not be carried and gives it the keyboard.
    pub(in crate::ui) fn focus_losses(&mut self) {
        self.section = Some(Section::Losses);
        self.losses.focus();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        let (notes, losses) = (document.notes.len(), document.review.draft().losses.len());
        let usual = if notes == 0 && losses > 0 { Section::Losses } else { Section::Notes };
        let section = self.section.unwrap_or(usual);
        let all = [
            (Section::Notes, "Writer's notes", notes),
            (Section::Losses, "Not carried over", losses),
        ];
        Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for (value, label, count) in all {
                    let on = section == value;
                    let shown = small(format!("{label} {count}"), &cx.tokens);
                    let shown = if on { shown.color(cx.tokens.ink) } else { shown };
                    let button = ui.selectable_label(on, shown);
                    let name = format!("{label}: {count}");
                    button.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &name));
                    if button.tip(about(value)).clicked() {
                        self.section = Some(value);
                    }
                }
            });
        });
        match section {
            Section::Notes => self.notes.show(ui, cx),
            Section::Losses => self.losses.show(ui, cx),
        }
    }
}

fn about(section: Section) -> &'static str {
    match section {
        Section::Notes => "Comments and notes that the file brought along",
        Section::Losses => "What the file held and the article does not",
    }
}
