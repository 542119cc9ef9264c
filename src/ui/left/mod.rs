//! The panel at the left: marks, sources, outline, drafts, and what the file brought along.

mod drafts;
mod file;
mod losses;
mod marks;
mod outline;
mod rows;
mod sources;
mod writer_notes;

use egui::{Frame, Panel, Rect, Ui};

pub(super) use marks::MarksPanel;
pub(super) use sources::SourcesPanel;

use super::areas::{InSight, name_area};
use super::panel::PanelCx;
use super::theme::size;
use super::widgets::tabs;
use crate::workspace::Document;

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Marks,
    Sources,
    Outline,
    Drafts,
    File,
}

/// The panel's own state.
#[derive(Debug, Default)]
pub(super) struct LeftPanel {
    pub(super) tab: Tab,
    pub(super) marks: MarksPanel,
    pub(super) sources: SourcesPanel,
    pub(super) outline: outline::Outline,
    pub(super) file: file::FilePanel,
    takes_keys: bool,
}

impl LeftPanel {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        self.marks.reset();
        self.sources.reset();
        self.outline.reset();
        self.file.reset();
    }

    /// Whether what it shows is behind the place where the reader is.
    pub(super) fn is_behind(&mut self, document: &Document) -> bool {
        self.outline.is_behind(document)
    }

    /// Gives the list the keyboard: the selected mark's line, or the tab where there is none.
    pub(super) fn focus(&mut self) {
        self.takes_keys = true;
    }

    /// Shows the panel and gives where it is; without the page beside it, it has all the room.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, shown: InSight) -> Rect {
        let width = match cx.workspace.settings.left_width {
            width if width > 0.0 => width,
            _ => size::LEFT_PANEL,
        };
        let frame = Frame::new().fill(cx.tokens.chrome);
        let panel = if shown.page {
            Panel::left("left panel").default_size(width).size_range(220.0..=520.0)
        } else {
            Panel::left("left panel alone").exact_size(ui.available_width()).resizable(false)
        };
        let takes_keys = std::mem::take(&mut self.takes_keys);
        let shown = panel.frame(frame).show(ui, |ui| {
            name_area(ui, "Lists");
            // A list that says nothing does not make the panel narrower.
            ui.expand_to_include_x(ui.max_rect().right());
            let all = [
                (Tab::Marks, "Marks"),
                (Tab::Sources, "Sources"),
                (Tab::Outline, "Outline"),
                (Tab::Drafts, "Drafts"),
                (Tab::File, "Notes"),
            ];
            self.tab = tabs(ui, &cx.tokens, self.tab, &all, takes_keys).unwrap_or(self.tab);
            let line = egui::Stroke::new(1.0, cx.tokens.line);
            ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 4.0, line);
            match self.tab {
                Tab::Marks => self.marks.show(ui, cx, takes_keys),
                Tab::Sources => self.sources.show(ui, cx),
                Tab::Outline => self.outline.show(ui, cx),
                Tab::Drafts => drafts::show(ui, cx),
                Tab::File => self.file.show(ui, cx),
            }
        });
        shown.response.rect
    }
}
