//! The workspace: what is open, and what happens when something is asked for.

use std::path::{Path, PathBuf};

use super::editing::Refusal;
use super::jobs::Done;
use super::{Action, Dialog, Document, Effect, Field, Jobs, Notices, Panel, Selection, Severity};
use crate::model::{EventId, Id, Mark, MarkId, Reviewer, Stamp, Timestamp};
use crate::review::{Act, work_state};
use crate::store::{self, ArticleOnDisk, Fingerprint, Recent, SaveError, Settings};
use crate::text::{TextPos, TextRange};
use crate::{export, report, sidecar};

/// What the workspace cannot make itself: time and ids.
pub trait Outside: std::fmt::Debug {
    /// The moment, in whole seconds.
    fn now(&self) -> Timestamp;
    /// An id that was never given before.
    fn new_id(&self) -> Id;
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

/// Seconds of quiet before a change is saved by itself.
const AUTOSAVE_AFTER: f64 = 1.0;

/// Sizes of the page's text, in per cent.
const ZOOM_STEPS: &[u32] = &[60, 70, 80, 90, 100, 110, 125, 140, 160, 180, 200, 240, 300];

/// How many files the recent list holds.
const MOST_RECENT: usize = 12;

/// The app without a window.
#[derive(Debug)]
pub struct Workspace {
    /// What outlives the program.
    pub settings: Settings,
    /// The open review.
    pub document: Option<Document>,
    /// What there is to tell.
    pub notices: Notices,
    /// What stands in front of the window.
    pub dialog: Option<Dialog>,
    settings_path: Option<PathBuf>,
    settings_dirty: bool,
    opening: Option<PathBuf>,
    then_quit: bool,
    then_open: Option<PathBuf>,
    jobs: Jobs,
    outside: Box<dyn Outside>,
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
            notices: Notices::default(),
            dialog: None,
            settings_path,
            settings_dirty: false,
            opening: None,
            then_quit: false,
            then_open: None,
            jobs,
            outside,
        }
    }

    /// The file that is being opened.
    pub fn opening(&self) -> Option<&Path> {
        self.opening.as_deref()
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

    fn act(&self) -> Act {
        let stamp = Stamp { by: self.settings.reviewer.id, at: self.outside.now() };
        Act { stamp, event: EventId(self.outside.new_id()) }
    }

    /// Carries out `action` and gives what only the window can do.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::PickArticle => vec![Effect::PickArticle],
            Action::Open(path) => self.open(path),
            Action::CloseReview => self.close(),
            Action::Save => self.save_now(),
            Action::PickReport(format) => self.pick_report(format),
            Action::Export(format, path) => self.export(format, path),
            Action::Quit => self.quit(),
            Action::Copy(words) => vec![Effect::Copy(words)],
            Action::CopySelection => self.copy_selection(),
            Action::SetTheme(theme) => {
                self.settings.theme = theme;
                self.settings_dirty = true;
                vec![Effect::ThemeChanged]
            }
            Action::ZoomPage(steps) => self.zoom(steps),
            Action::TogglePanel(panel) => self.toggle(panel),
            Action::Show(dialog) => {
                self.dialog = Some(dialog);
                Vec::new()
            }
            Action::HideDialog => {
                self.dialog = None;
                Vec::new()
            }
            Action::Focus(field) => {
                if matches!(field, Field::Filter) {
                    self.settings.left_panel = true;
                }
                vec![Effect::Focus(field)]
            }
            Action::SetReviewer { name, initials, role } => self.set_reviewer(name, initials, role),
            Action::OpenUrl(url) => self.open_url(url),
            Action::Dismiss(id) => {
                self.notices.dismiss(id);
                Vec::new()
            }
            Action::Reveal(range) => vec![Effect::Reveal(range)],
            Action::Select(selection) => {
                if let Some(document) = &mut self.document {
                    document.selection = selection;
                }
                Vec::new()
            }
            Action::SelectMark(mark) => self.select_mark(mark),
            Action::TouchMark(mark) => {
                if let Some(document) = &mut self.document {
                    document.selected = Some(mark);
                }
                Vec::new()
            }
            Action::NextMark => self.step(Direction::Forward, |_| true),
            Action::PreviousMark => self.step(Direction::Back, |_| true),
            Action::NextOpenMark => self.step(Direction::Forward, |state| state.is_open()),
            Action::PreviousOpenMark => self.step(Direction::Back, |state| state.is_open()),
            editing => self.edit(editing),
        }
    }

    /// The actions that change the review.
    fn edit(&mut self, action: Action) -> Vec<Effect> {
        let act = self.act();
        let id = self.outside.new_id();
        let reviewer = self.settings.reviewer.clone();
        let Some(document) = &mut self.document else { return Vec::new() };
        if let Some(why) = &document.read_only {
            self.notices.push(Severity::Warning, "This review is read-only", why.clone());
            return Vec::new();
        }
        document.history.introduce(&mut document.review, &reviewer);
        let mut effects = Vec::new();
        let outcome = match action {
            Action::AddMark(kind) => document.add_mark(kind, id, act),
            Action::ToggleExempt => document.toggle_exempt(id, act),
            Action::SetVerdict(verdict) => document.set_verdict(verdict, act),
            Action::ClearVerdict => document.clear_verdict(act),
            Action::SetKind(kind) => document.set_kind(kind, act),
            Action::DeleteMark => document.delete_mark(act),
            Action::MoveToSelection => document.move_to_selection(act),
            Action::MoveEnd(end, nudge) => document.move_end(end, nudge, act),
            Action::PutMark(mark, label, typing) => document.put_mark(*mark, label, typing, act),
            Action::AddEvidence => {
                effects.push(Effect::Focus(Field::Evidence));
                document.add_evidence(id, act)
            }
            Action::RemoveEvidence(evidence) => document.remove_evidence(evidence, act),
            Action::AddSource(evidence) => {
                effects.push(Effect::Focus(Field::Source));
                document.add_source(evidence, id, act)
            }
            Action::PutSource(source, typing) => document.put_source(*source, typing, act),
            Action::RemoveSource(source) => document.remove_source(source, act),
            Action::Undo => {
                document.undo(act);
                Ok(())
            }
            Action::Redo => {
                document.redo(act);
                Ok(())
            }
            other => unreachable_action(&other),
        };
        if let Err(refusal) = outcome {
            let severity = match refusal {
                Refusal::Nothing(_) => Severity::Info,
                Refusal::Edit(_) => Severity::Warning,
            };
            self.notices.push(severity, "Not done", refusal.to_string());
            return Vec::new();
        }
        effects
    }

    fn open(&mut self, path: PathBuf) -> Vec<Effect> {
        if self.document.as_ref().is_some_and(|d| d.is_dirty() || d.is_saving()) {
            self.then_open = Some(path);
            self.start_save();
            return self.poll();
        }
        self.opening = Some(path.clone());
        let stamp = Stamp { by: self.settings.reviewer.id, at: self.outside.now() };
        self.jobs.start("open", move || {
            let opened = match store::open(&path, stamp) {
                Err(store::OpenError::Sidecar { .. }) if !store::is_sidecar(&path) => {
                    store::open_article_only(&path, stamp)
                }
                other => other,
            };
            Done::Opened(path, Box::new(opened))
        });
        self.poll()
    }

    fn close(&mut self) -> Vec<Effect> {
        self.remember_place();
        self.finish_saving();
        if self.document.as_ref().is_some_and(|d| d.is_dirty() && d.read_only.is_none()) {
            return Vec::new(); // not saved: a notice says why, and nothing is thrown away
        }
        self.document = None;
        vec![Effect::DocumentChanged]
    }

    fn quit(&mut self) -> Vec<Effect> {
        self.remember_place();
        self.finish_saving();
        let unsaved = self.document.as_ref().is_some_and(|d| d.is_dirty() && d.read_only.is_none());
        if unsaved && !std::mem::replace(&mut self.then_quit, true) {
            let detail = "The review could not be saved. Leave again to leave without saving.";
            self.notices.push(Severity::Error, "Not left", detail);
            return Vec::new();
        }
        self.save_settings();
        vec![Effect::Quit]
    }

    fn finish_saving(&mut self) {
        for done in self.jobs.finish() {
            drop(self.take(done));
        }
        self.start_save();
        for done in self.jobs.finish() {
            drop(self.take(done));
        }
    }

    fn save_now(&mut self) -> Vec<Effect> {
        self.start_save();
        self.poll()
    }

    /// Starts to save, unless there is nothing to save or a save is on its way.
    fn start_save(&mut self) {
        let Some(document) = &mut self.document else { return };
        if document.read_only.is_some() || document.is_saving() || !document.is_dirty() {
            return;
        }
        let revision = document.history.revision();
        document.saving = Some(revision);
        document.changed_at = None;
        let review = document.review.clone();
        let path = document.sidecar_path.clone();
        let expected = document.fingerprint.clone();
        let at = self.outside.now();
        self.jobs.start("save", move || {
            let text = match sidecar::to_ron(&review) {
                Ok(text) => text,
                Err(error) => return Done::NotWritten(error.to_string()),
            };
            match store::save(&text, &path, expected.as_ref()) {
                Err(SaveError::ChangedOnDisk { .. }) => save_beside(&text, &path, at, revision),
                result => Done::Saved { revision, path, result },
            }
        });
    }

    /// Takes in what jobs brought home.
    pub fn poll(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for done in self.jobs.poll() {
            effects.extend(self.take(done));
        }
        effects
    }

    /// Called with every frame: saves what has been quiet for a while. Gives the seconds until it
    /// wants to be called again.
    pub fn tick(&mut self, seconds: f64) -> Option<f64> {
        let autosave = self.settings.autosave;
        let document = self.document.as_mut()?;
        if !autosave || !document.is_dirty() || document.read_only.is_some() || document.save_failed
        {
            return None;
        }
        let since = *document.changed_at.get_or_insert(seconds);
        let left = since + AUTOSAVE_AFTER - seconds;
        if left > 0.0 {
            return Some(left);
        }
        self.start_save();
        None
    }

    fn take(&mut self, done: Done) -> Vec<Effect> {
        match done {
            Done::Opened(path, result) => self.opened(path, *result),
            Done::Saved { revision, path, result } => self.saved(revision, path, result),
            Done::Looked(path, found) => {
                self.looked(&path, found);
                Vec::new()
            }
            Done::NotWritten(why) => {
                if let Some(document) = &mut self.document {
                    document.saving = None;
                    document.save_failed = true;
                }
                self.notices.push(Severity::Error, "Not saved", why);
                Vec::new()
            }
            Done::Exported(Ok(path)) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.notices.push(Severity::Info, "Report written", name);
                Vec::new()
            }
            Done::Exported(Err(error)) => {
                self.notices.push(Severity::Error, "Report not written", error.to_string());
                Vec::new()
            }
            Done::Panicked(job) => {
                if let Some(document) = &mut self.document {
                    document.saving = None;
                    document.save_failed = document.is_dirty();
                }
                self.opening = None;
                let detail = format!("The job “{job}” broke down. What is open is untouched.");
                self.notices.push(Severity::Error, "Something went wrong", detail);
                Vec::new()
            }
        }
    }

    fn opened(
        &mut self,
        path: PathBuf,
        result: Result<store::Opened, store::OpenError>,
    ) -> Vec<Effect> {
        self.opening = None;
        let opened = match result {
            Ok(opened) => opened,
            Err(error) => {
                self.notices.push(Severity::Error, "Not opened", error.to_string());
                return Vec::new();
            }
        };
        self.remember_place();
        self.notices.dismiss_infos();
        for note in &opened.notes {
            self.notices.push(Severity::Warning, "About this review", note.clone());
        }
        if let Some(why) = &opened.read_only {
            self.notices.push(Severity::Warning, "Opened read-only", why.clone());
        }
        self.tell_losses(&opened);
        let document = Document::new(opened);
        let code_point = self.enter_recent(&path, document.title().to_owned());
        let review = &document.review;
        let place = review.code_points().to_byte(review.text(), code_point).unwrap_or_default();
        self.document = Some(document);
        vec![Effect::DocumentChanged, Effect::Reveal(TextRange::empty(place))]
    }

    fn tell_losses(&mut self, opened: &store::Opened) {
        if !opened.is_new {
            return;
        }
        for loss in &opened.review.draft().losses {
            let place =
                if loss.place.is_empty() { String::new() } else { format!(" ({})", loss.place) };
            let detail = format!("{}{place}", loss.what);
            self.notices.push(Severity::Warning, "Not all could be carried over", detail);
        }
    }

    fn saved(
        &mut self,
        revision: u64,
        path: PathBuf,
        result: Result<Fingerprint, SaveError>,
    ) -> Vec<Effect> {
        let now = self.outside.now();
        let Some(document) = &mut self.document else { return Vec::new() };
        document.saving = None;
        match result {
            Ok(fingerprint) => {
                document.saved_revision = revision;
                document.fingerprint = Some(fingerprint);
                document.saved_at = Some(now);
                document.save_failed = false;
                if document.sidecar_path != path {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let detail = format!(
                        "Somebody else changed {} meanwhile. It was left as it is; your review goes on in {name}.",
                        document.sidecar_name()
                    );
                    document.sidecar_path = path;
                    self.notices.push(Severity::Error, "Saved under another name", detail);
                }
            }
            Err(error) => {
                document.save_failed = true;
                self.then_open = None;
                self.notices.push(Severity::Error, "Not saved", error.to_string());
            }
        }
        match self.then_open.take() {
            Some(path) => self.open(path),
            None => Vec::new(),
        }
    }

    fn pick_report(&mut self, format: &'static str) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let extension = export::by_key(format).map_or("html", |f| f.extension);
        let stem = document.review.draft().file_name.clone();
        vec![Effect::PickReport(format, format!("{stem}.report.{extension}"))]
    }

    fn export(&mut self, format: &'static str, path: PathBuf) -> Vec<Effect> {
        self.dialog = None;
        let Some(document) = &self.document else { return Vec::new() };
        let is_ours = |own: &Path| own == path;
        if is_ours(&document.sidecar_path) || document.article_path.as_deref().is_some_and(is_ours)
        {
            let detail = "A report may not replace the article or its review. Choose another name.";
            self.notices.push(Severity::Error, "Report not written", detail);
            return Vec::new();
        }
        let review = document.review.clone();
        let generated = self.outside.now();
        self.jobs.start("report", move || {
            let report = report::build(&review, &report::Options::new(generated));
            let bytes = export::by_key(format).map(|f| (f.render)(&report)).unwrap_or_default();
            Done::Exported(store::write_atomically(&path, &bytes).map(|()| path))
        });
        self.poll()
    }

    fn copy_selection(&self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let range = document.selected_range().or_else(|| document.selected_mark()?.range());
        let words = range.map(|range| range.of(document.review.text()).to_owned());
        words.map(Effect::Copy).into_iter().collect()
    }

    fn zoom(&mut self, steps: i32) -> Vec<Effect> {
        let current = self.settings.text_percent();
        let at = ZOOM_STEPS.partition_point(|step| *step < current);
        let next = match steps {
            0 => 100,
            n if n > 0 => ZOOM_STEPS.iter().copied().find(|s| *s > current).unwrap_or(current),
            _ => at.checked_sub(1).and_then(|i| ZOOM_STEPS.get(i)).copied().unwrap_or(current),
        };
        self.settings.text_size = next as f32 / 100.0;
        self.settings_dirty = true;
        Vec::new()
    }

    fn toggle(&mut self, panel: Panel) -> Vec<Effect> {
        let shown = match panel {
            Panel::Left => &mut self.settings.left_panel,
            Panel::Right => &mut self.settings.right_panel,
        };
        *shown = !*shown;
        self.settings_dirty = true;
        Vec::new()
    }

    fn set_reviewer(
        &mut self,
        name: String,
        initials: String,
        role: crate::model::Role,
    ) -> Vec<Effect> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            self.notices.push(Severity::Info, "Not done", "a reviewer needs a name");
            return Vec::new();
        }
        let typed = initials.trim();
        let initials =
            if typed.is_empty() { Reviewer::initials_of(&name) } else { typed.to_owned() };
        let known = &self.settings.reviewer;
        // Another name is another person, unless nobody had been named yet.
        let id = if known.name == name || !self.settings.reviewer_named {
            known.id
        } else {
            crate::model::ReviewerId(self.outside.new_id())
        };
        self.settings.reviewer = Reviewer { id, name, initials, role };
        self.settings.reviewer_named = true;
        self.settings_dirty = true;
        self.dialog = None;
        self.save_settings();
        Vec::new()
    }

    fn open_url(&mut self, url: String) -> Vec<Effect> {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) {
            return vec![Effect::OpenUrl(url)];
        }
        let detail = format!("Only web and mail addresses are opened, not “{url}”.");
        self.notices.push(Severity::Warning, "Not opened", detail);
        Vec::new()
    }

    fn select_mark(&mut self, mark: Option<MarkId>) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.selected = mark;
        let range = document.selected_mark().and_then(Mark::range);
        if let Some(range) = range {
            document.selection = Selection::at(range.start());
        }
        range.map(Effect::Reveal).into_iter().collect()
    }

    fn step(
        &mut self,
        direction: Direction,
        wanted: fn(crate::model::WorkState) -> bool,
    ) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        match document.neighbour(direction, wanted) {
            Some(id) => self.select_mark(Some(id)),
            None => {
                self.notices.push(
                    Severity::Info,
                    "Nothing more",
                    "no other mark in that direction",
                );
                Vec::new()
            }
        }
    }

    /// Where in the article the window is; kept for the next time.
    pub fn remember_view(&mut self, top: TextPos) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.article_path.clone().or(Some(document.sidecar_path.clone()))
        else {
            return;
        };
        let place = document.review.code_points().at(document.review.text(), top);
        if let Some(recent) = self.settings.recent.iter_mut().find(|recent| recent.path == path)
            && recent.place != place
        {
            recent.place = place;
            self.settings_dirty = true;
        }
    }

    fn remember_place(&mut self) {
        self.save_settings();
    }

    /// Puts a file on top of the recent list; gives the place it was left at, in code points.
    fn enter_recent(&mut self, path: &Path, title: String) -> u32 {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let path = store::article_path(&path).filter(|article| article.exists()).unwrap_or(path);
        let recent = &mut self.settings.recent;
        let known = recent.iter().position(|r| r.path == path).map(|at| recent.remove(at));
        let place = known.map_or(0, |known| known.place);
        recent.insert(0, Recent { path, title, place, opened: self.outside.now() });
        recent.truncate(MOST_RECENT);
        self.settings_dirty = true;
        place
    }

    /// Notes that the settings changed from outside: window size, panel widths.
    pub fn settings_changed(&mut self) {
        self.settings_dirty = true;
    }

    /// Writes the settings if they changed.
    pub fn save_settings(&mut self) {
        if !std::mem::take(&mut self.settings_dirty) {
            return;
        }
        let Some(path) = &self.settings_path else { return };
        if let Err(error) = store::save_settings(&self.settings, path) {
            self.notices.push(Severity::Warning, "Settings not saved", error.to_string());
        }
    }

    /// Looks whether the article's file is still the one that is reviewed.
    pub fn check_article(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.article_path.clone() else { return Vec::new() };
        let draft = document.review.draft().clone();
        let by = draft.imported;
        self.jobs.start("look at the article", move || {
            let found = store::article_on_disk(&draft, &path, by);
            Done::Looked(path, found)
        });
        self.poll()
    }

    fn looked(&mut self, path: &Path, now: ArticleOnDisk) {
        let Some(document) = &mut self.document else { return };
        if document.article_path.as_deref() != Some(path) || now == document.on_disk {
            return;
        }
        let told = match &now {
            ArticleOnDisk::Same => None,
            ArticleOnDisk::Changed(_) => {
                Some("It has another text now. The reviewed text is shown; nothing is lost.")
            }
            ArticleOnDisk::Missing => {
                Some("It is gone. The reviewed text is shown; nothing is lost.")
            }
            ArticleOnDisk::Unreadable(_) => {
                Some("It cannot be read any more. The reviewed text is shown.")
            }
        };
        document.on_disk = now;
        if let Some(told) = told {
            self.notices.push(Severity::Warning, "The article file changed on disk", told);
        }
    }
}

/// Every action is either handled in [`Workspace::apply`] or an edit.
fn unreachable_action(action: &Action) -> Result<(), Refusal> {
    debug_assert!(false, "{action:?} is no edit");
    Ok(())
}

fn save_beside(text: &str, path: &Path, at: Timestamp, revision: u64) -> Done {
    let beside = store::conflict_path(path, at);
    let result = store::save(text, &beside, None);
    Done::Saved { revision, path: beside, result }
}

/// Which way through the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Back,
}

impl Document {
    /// The next mark from the selected one, or from the caret, that is `wanted`; round the end.
    pub(super) fn neighbour(
        &self,
        direction: Direction,
        wanted: fn(crate::model::WorkState) -> bool,
    ) -> Option<MarkId> {
        let marks: Vec<&Mark> = self.review.marks_in_order().collect();
        let here = self.selected.and_then(|id| marks.iter().position(|mark| mark.id == id));
        let start = here.unwrap_or_else(|| {
            let before =
                |mark: &&Mark| mark.range().is_some_and(|r| r.start() < self.selection.focus);
            let at = marks.partition_point(before);
            match direction {
                Direction::Forward => at + marks.len() - 1,
                Direction::Back => at,
            }
        });
        let len = marks.len();
        (1..=len)
            .map(|n| match direction {
                Direction::Forward => (start + n) % len,
                Direction::Back => (start + len - n) % len,
            })
            .find(|at| Some(*at) != here && wanted(work_state(&self.review, marks[*at])))
            .map(|at| marks[at].id)
    }

    fn undo(&mut self, act: Act) {
        self.history.undo(&mut self.review, act);
        self.forget_missing();
    }

    fn redo(&mut self, act: Act) {
        self.history.redo(&mut self.review, act);
        self.forget_missing();
    }

    fn forget_missing(&mut self) {
        self.selected = self.selected.filter(|id| self.review.mark(*id).is_some());
    }
}
