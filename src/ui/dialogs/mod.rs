//! What stands in front of the window: palette, keys, export, paths, go to, mark all, reviewer,
//! about.

mod about;
mod course;
mod encoding;
mod exempt;
mod export;
mod go_to;
mod key_help;
mod link;
mod mark_all;
mod new_draft;
mod page_style;
mod palette;
mod path;
mod picture;
mod progress;
mod reviewer;

use egui::accesskit::Role;
use egui::{Frame, Grid, Id, Margin, Modal, ScrollArea, Ui, Vec2b};

use super::focus;
use super::panel::PanelCx;
use super::theme::Shade;
use crate::workspace::{Action, Dialog};

/// The dialogs' own state.
#[derive(Debug, Default)]
pub(super) struct Dialogs {
    palette: palette::Palette,
    page_style: page_style::PageForm,
    reviewer: reviewer::Form,
    export: export::Choice,
    path: path::PathForm,
    encoding: encoding::EncodingForm,
    go_to: go_to::GoToForm,
    exempt: exempt::ExemptForm,
    new_draft: new_draft::Summary,
    progress: progress::Progress,
    /// What was shown in the last frame: a dialog that comes up starts afresh.
    shown: Option<Dialog>,
    /// What had the keyboard before, and what has it inside.
    before: Option<Id>,
    inside: Option<Id>,
}

impl Dialogs {
    pub(super) fn show(&mut self, ui: &Ui, cx: &mut PanelCx<'_>) {
        let Some(dialog) = cx.workspace.dialog else {
            self.give_keys_back(ui);
            return;
        };
        let comes_up = self.shown != Some(dialog);
        if self.shown.replace(dialog).is_none() {
            self.before = ui.memory(|memory| memory.focused());
        }
        let frame = Frame::new()
            .fill(cx.tokens.chrome)
            .stroke(egui::Stroke::new(1.0, cx.tokens.line))
            .corner_radius(12)
            .shadow(ui.visuals().window_shadow)
            .inner_margin(Margin::same(16));
        // Choices about the page are made looking at it.
        let shade = if dialog == Dialog::PageStyle { Shade::Faint } else { Shade::Plain };
        let modal = Modal::new(Id::unique("dialog").with(name(dialog)))
            .frame(frame)
            .backdrop_color(shade.colour());
        let response = modal.show(ui.ctx(), |ui| {
            tell(ui, dialog);
            let most = ui.ctx().content_rect().height() - MARGIN;
            ui.set_max_height(most);
            focus::keep_bar_apart(ui);
            // Those with a list of their own scroll that, where it has room.
            let has_list = matches!(dialog, Dialog::Palette | Dialog::Keys | Dialog::NewDraft);
            let scrolls = !has_list || most < LOW;
            let area = ScrollArea::vertical().max_height(most).scroll(Vec2b::new(false, scrolls));
            area.show(ui, |ui| {
                match dialog {
                    Dialog::Palette => self.palette.show(ui, cx, comes_up),
                    Dialog::Keys => key_help::show(ui, cx),
                    Dialog::MarkAll => mark_all::show(ui, cx),
                    Dialog::About => about::show(ui, cx),
                    Dialog::Export => self.export.show(ui, cx),
                    Dialog::PageStyle => self.page_style.show(ui, cx, comes_up),
                    Dialog::Link => link::show(ui, cx, comes_up),
                    Dialog::Progress => self.progress.show(ui, cx, comes_up),
                    Dialog::Exempt => self.exempt.show(ui, cx, comes_up),
                    Dialog::Reviewer => self.reviewer.show(ui, cx, comes_up),
                    Dialog::GoTo => self.go_to.show(ui, cx, comes_up),
                    Dialog::NewDraft => self.new_draft.show(ui, cx, comes_up),
                    Dialog::Encoding => self.encoding.show(ui, cx, comes_up),
                    Dialog::OpenPath
                    | Dialog::DraftPath
                    | Dialog::PastedPath
                    | Dialog::ReportPath(_) => {
                        self.path.show(ui, cx, dialog, comes_up);
                    }
                }
                focus::keep_in_sight(ui);
                if scrolls {
                    focus::scroll_by_keys(ui);
                }
            });
        });
        self.inside = ui.memory(|memory| memory.focused());
        if response.should_close() {
            cx.out.push(Action::HideDialog);
        }
    }

    /// A dialog that goes gives the keyboard back, unless something else has taken it by now.
    fn give_keys_back(&mut self, ui: &Ui) {
        if self.shown.take().is_none() {
            return;
        }
        let (before, inside) = (self.before.take(), self.inside.take());
        ui.memory_mut(|memory| {
            let is_free = memory.focused().is_none() || memory.focused() == inside;
            if let Some(before) = before.filter(|_| is_free) {
                memory.request_focus(before);
            }
        });
    }
}

/// Height below which a dialog scrolls as a whole, in points.
const LOW: f32 = 220.0;

/// What a dialog leaves of the window around it, in points.
const MARGIN: f32 = 72.0;

/// Makes a dialog `wanted` points wide, or as wide as the window has room for.
fn set_width(ui: &mut Ui, wanted: f32) {
    let room = ui.ctx().content_rect().width() - MARGIN;
    ui.set_width(wanted.min(room));
}

/// Rows of two things each, in columns; below each other where there is no room for that. After
/// each row, what is shown calls what it is given.
fn pairs(ui: &mut Ui, name: &str, show: impl FnOnce(&mut Ui, fn(&mut Ui))) {
    /// Room for two columns, for the first of them, and between them, in points.
    const COLUMNS: f32 = 370.0;
    const FIRST: f32 = 180.0;
    const BETWEEN: f32 = 16.0;
    let room = ui.available_width();
    if room < COLUMNS {
        return show(ui, |ui| ui.add_space(3.0));
    }
    let grid = Grid::new(name).num_columns(2).spacing([BETWEEN, 3.0]);
    let grid = grid.max_col_width(room - FIRST - BETWEEN);
    grid.show(ui, |ui| show(ui, Ui::end_row));
}

/// What the dialog is, for those who do not see it.
fn tell(ui: &Ui, dialog: Dialog) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Dialog);
        node.set_label(name(dialog));
        node.set_modal();
    });
}

fn name(dialog: Dialog) -> &'static str {
    match dialog {
        Dialog::Palette => "Commands",
        Dialog::Keys => "List of keys",
        Dialog::About => "About Obelus",
        Dialog::Export => "Report",
        Dialog::Reviewer => "Who is reviewing",
        Dialog::Exempt => "Why words need no check",
        Dialog::Progress => "How far the review has got",
        Dialog::GoTo => "Go to a place",
        Dialog::PageStyle => "How the page is set",
        Dialog::Link => "Address of a link",
        Dialog::MarkAll => "Mark all hits",
        Dialog::NewDraft => "New draft",
        Dialog::OpenPath => "Path of an article",
        Dialog::DraftPath => "Path of the next draft",
        Dialog::Encoding => "Encodings of the file",
        Dialog::PastedPath => "Path for what was pasted",
        Dialog::ReportPath(_) => "Path of the report",
    }
}
