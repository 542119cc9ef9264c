//! The workspace: what is open, and what happens when something is asked for.

use std::path::{Path, PathBuf};

use super::announce::{Announcement, Asked};
use super::arrival::Arrival;
use super::compare::Compare;
use super::editing::Refusal;
use super::trail::Jump;
use super::{
    Action, BeingRead, Change, Dialog, Direction, Document, Effect, Field, Jobs, Notices, Pasted,
    Selection, Severity,
};
use crate::model::{EventId, Id, ReadAs, Stamp, Timestamp, WorkState};
use crate::review::Act;
use crate::store::{self, Settings};

/// Whether an address may be followed: the web, and mail.
pub fn is_followed(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}

/// What the workspace cannot make itself: time and ids.
pub trait Outside: std::fmt::Debug {
    /// The moment, in whole seconds.
    fn now(&self) -> Timestamp;
    /// An id that was never given before.
    fn new_id(&self) -> Id;
}

/// An act of the reviewer, now.
pub(super) fn act(settings: &Settings, outside: &dyn Outside) -> Act {
    let stamp = Stamp { by: settings.reviewer.id, at: outside.now() };
    Act { stamp, event: EventId(outside.new_id()) }
}

/// The clock and the system's randomness.
#[derive(Clone, Copy, Debug)]
pub struct RealWorld;

impl Outside for RealWorld {
    fn now(&self) -> Timestamp {
        store::now()
    }

    fn new_id(&self) -> Id {
        store::new_id()
    }
}

/// The app without a window.
#[derive(Debug)]
pub struct Workspace {
    /// What outlives the program.
    pub settings: Settings,
    /// The open review.
    pub document: Option<Document>,
    /// The review, while an older draft is shown in its place.
    pub(super) aside: Option<Box<Document>>,
    /// What there is to tell.
    pub notices: Notices,
    /// What stands in front of the window.
    pub dialog: Option<Dialog>,
    pub(super) settings_path: Option<PathBuf>,
    pub(super) settings_dirty: bool,
    pub(super) settings_since: Option<f64>,
    /// Whether the settings are being written: the next ones wait for that.
    pub(super) settings_saving: bool,
    /// How many files were read, or were to be.
    pub(super) readings: u64,
    pub(super) opening: Option<BeingRead>,
    /// The file that is being read as a new draft, and the draft that waits to be taken.
    pub(super) reading_draft: Option<(BeingRead, ReadAs)>,
    pub(super) arrival: Option<Arrival>,
    /// The drafts that are looked at side by side.
    pub(super) compare: Option<Compare>,
    /// The revision that could not be saved when leaving was asked for.
    pub(super) refused_quit: Option<u64>,
    /// What is to be opened when the open review is saved.
    pub(super) then_open: Option<PathBuf>,
    /// What was pasted and waits for a name.
    pub(super) pasted: Option<Pasted>,
    pub(super) documents: u64,
    pub(super) jobs: Jobs,
    pub(super) outside: Box<dyn Outside>,
    pub(super) announcement: Announcement,
    /// Whether a save was asked for, so that its end is worth a word.
    pub(super) tells_saved: bool,
}

impl Workspace {
    /// A workspace with nothing open. Settings go to `settings_path`, or nowhere.
    pub fn new(
        settings: Settings,
        settings_path: Option<PathBuf>,
        jobs: Jobs,
        outside: Box<dyn Outside>,
    ) -> Self {
        Self {
            settings,
            document: None,
            aside: None,
            notices: Notices::default(),
            dialog: None,
            settings_path,
            settings_dirty: false,
            settings_since: None,
            settings_saving: false,
            readings: 0,
            opening: None,
            reading_draft: None,
            arrival: None,
            compare: None,
            refused_quit: None,
            then_open: None,
            pasted: None,
            documents: 0,
            jobs,
            outside,
            announcement: Announcement::default(),
            tells_saved: false,
        }
    }

    /// Whether a job runs.
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.outside.now()
    }

    /// Where settings live.
    pub fn settings_path(&self) -> Option<&Path> {
        self.settings_path.as_deref()
    }

    /// Carries out `action` and gives what only the window can do.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        let asked = Asked::of(&action, self.document.as_ref());
        let mut effects = self.come_back_for(&action);
        effects.extend(self.perform(action));
        effects.extend(self.freshen_compare());
        effects.extend(self.freshen_hits());
        self.freshen_notes();
        self.freshen_standing();
        self.announce_done(asked);
        effects
    }

    fn perform(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::PickArticle => vec![Effect::PickArticle],
            Action::Open(path) => self.open(path),
            Action::CancelOpening => self.cancel_opening(),
            Action::CancelDraft => self.cancel_draft(),
            Action::PickDraft => vec![Effect::PickDraft],
            Action::ReadDraft(path) => self.read_draft(path),
            Action::ShowDraft(number) => self.show_draft(number),
            Action::ShowLastDraft => self.come_back(),
            Action::ToggleCompare => self.toggle_compare(),
            Action::Compare(old, new) => self.compare_drafts(old, new),
            Action::ToggleOnlyChanges => self.toggle_only_changes(),
            Action::TakeDraft(label) => self.take_draft(&label),
            Action::ShowEncodings => self.show_encodings(),
            Action::ReopenIn(encoding) => self.reopen_in(encoding),
            Action::ToggleWholePage => self.toggle_whole_page(),
            Action::PasteArticle => vec![Effect::ReadClipboard],
            Action::NamePasted(pasted) => self.name_pasted(pasted),
            Action::SavePasted(path) => self.save_pasted(path),
            Action::CloseReview => self.close(),
            Action::Save => self.save_now(),
            Action::PickReport(format) => self.pick_report(format),
            Action::Export(format, path) => self.export(format, path),
            Action::Quit => self.quit(),
            Action::CopySelection => self.copy_selection(),
            Action::CopyReference => self.copy_reference(),
            Action::SelectUnit(unit) => self.with_document(|document| document.select_unit(unit)),
            Action::GrowSelection => self.with_document(Document::grow_selection),
            Action::ShrinkSelection => self.with_document(Document::shrink_selection),
            Action::SetSnap(snap) => self.set_snap(snap),
            Action::ToggleBlockNumbers => self.toggle_block_numbers(),
            Action::SetTheme(theme) => {
                self.settings.theme = theme;
                self.settings_dirty = true;
                vec![Effect::ThemeChanged]
            }
            Action::ZoomPage(steps) => self.zoom(steps),
            Action::ZoomWindow(steps) => self.zoom_window(steps),
            Action::SetMotion(motion) => self.set_motion(motion),
            Action::SetPageStyle(style, text_size) => self.set_page_style(style, text_size),
            Action::TogglePanel(panel) => self.toggle(panel),
            Action::ToggleShown(shown) => self.toggle_shown(shown),
            Action::Show(dialog) => {
                self.dialog = Some(dialog);
                Vec::new()
            }
            Action::HideDialog => {
                self.dialog = None;
                self.leave_draft();
                Vec::new()
            }
            Action::Focus(field) => {
                self.make_way_for(field);
                vec![Effect::Focus(field)]
            }
            Action::StepArea(step) => vec![Effect::StepArea(step)],
            Action::ShowMenuHere => vec![Effect::ShowMenuHere],
            Action::SetReviewer { name, initials, role } => {
                self.set_reviewer(&name, &initials, role)
            }
            Action::OpenUrl(url) => self.open_url(url),
            Action::Dismiss(id) => {
                self.notices.dismiss(id);
                Vec::new()
            }
            Action::Visit(range) => self.visit(range),
            Action::VisitTop(range) => self.visit_top(range),
            Action::GoBack => self.walk_trail(Direction::Back),
            Action::GoForward => self.walk_trail(Direction::Forward),
            Action::Select(selection) => {
                if let Some(document) = &mut self.document {
                    document.selection = selection;
                }
                Vec::new()
            }
            Action::SelectMark(mark) => self.select_mark(mark, Jump::Single),
            Action::TouchMark(mark) => {
                if let Some(document) = &mut self.document {
                    document.selected = Some(mark);
                }
                Vec::new()
            }
            Action::NextMark => self.step(Direction::Forward, "mark", |_| true),
            Action::PreviousMark => self.step(Direction::Back, "mark", |_| true),
            Action::NextOpenMark => self.step(Direction::Forward, "open mark", WorkState::is_open),
            Action::PreviousOpenMark => self.step(Direction::Back, "open mark", WorkState::is_open),
            Action::NextOpenWord(direction) => self.step_to_do(direction),
            Action::ToggleGoesOn => self.toggle_goes_on(),
            Action::NextChange(direction) => self.step_change(direction),
            Action::NextMarkHere(direction) => self.step_here(direction),
            Action::ToggleCard => vec![Effect::ToggleCard],
            Action::GoToSource => self.go_to_source(),
            Action::GoToNote(note) => self.go_to_note(note),
            Action::StepNote(way) => self.step_note(way),
            Action::TakeNoteOver => self.take_note_over(),
            Action::TakeAllNotesOver => self.take_all_notes_over(),
            Action::Change(change) => self.change(change),
            Action::Find(action) => self.find(action),
            Action::MarkAll(kind) => self.mark_all(kind),
        }
    }

    /// A field that is asked for is shown; going to the page lets go of the selection.
    fn make_way_for(&mut self, field: Field) {
        match field {
            Field::Menus | Field::Find => {}
            Field::Filter
            | Field::Source
            | Field::Outline
            | Field::List
            | Field::WriterNotes
            | Field::Losses => {
                self.settings.left_panel = true;
            }
            Field::Inspector | Field::Verdicts | Field::Note | Field::Fix | Field::Evidence => {
                self.settings.right_panel = true;
            }
            Field::Page if self.compare.take().is_some() => {}
            Field::Page => {
                if let Some(document) = &mut self.document {
                    if document.find.is_open {
                        document.close_find(); // what was found stays selected, to be marked
                    } else {
                        document.selection = Selection::at(document.selection.focus);
                    }
                }
            }
        }
    }

    /// Changes the review, or says why not.
    pub(super) fn change(&mut self, change: Change) -> Vec<Effect> {
        let act = act(&self.settings, self.outside.as_ref());
        let id = self.outside.new_id();
        let reviewer = self.settings.reviewer.clone();
        let Some(document) = &mut self.document else { return Vec::new() };
        if let Some(why) = &document.read_only {
            self.notices.push(Severity::Warning, "This review is read-only", why.clone());
            return Vec::new();
        }
        let then = match change {
            Change::AddEvidence => Some(Effect::Focus(Field::Evidence)),
            Change::AddSource(_) => Some(Effect::Focus(Field::Source)),
            _ => None,
        };
        let made = change.clone();
        let article = document.review.shared_article();
        match document.carry_out(change, id, act) {
            Ok(()) => {
                document.history.introduce(&mut document.review, &reviewer);
                if !std::sync::Arc::ptr_eq(&article, &document.review.shared_article()) {
                    let mut effects = document.turn_back_to_draft(&article);
                    effects.extend(self.check_article());
                    return effects;
                }
                let on = document.goes_on_from(&made);
                if let Some(Effect::Focus(field)) = &then {
                    self.make_way_for(*field);
                }
                then.into_iter().chain(self.go_on(on)).collect()
            }
            Err(refusal) => {
                let severity = match refusal {
                    Refusal::Nothing(_) => Severity::Info,
                    Refusal::Edit(_) => Severity::Warning,
                };
                self.notices.push(severity, "Not done", refusal.to_string());
                Vec::new()
            }
        }
    }

    /// Does something that only the document is concerned with.
    fn with_document(&mut self, change: impl FnOnce(&mut Document)) -> Vec<Effect> {
        if let Some(document) = &mut self.document {
            change(document);
        }
        Vec::new()
    }

    fn open_url(&mut self, url: String) -> Vec<Effect> {
        if is_followed(&url) {
            return vec![Effect::OpenUrl(url)];
        }
        let detail = format!("Only web and mail addresses are opened, not “{url}”.");
        self.notices.push(Severity::Warning, "Not opened", detail);
        Vec::new()
    }
}
