//! Files: opening, saving, autosave, closing, reports.

use std::path::{Path, PathBuf};

use super::jobs::Done;
use super::state::Workspace;
use super::{Document, Effect, Severity};
use crate::model::{Stamp, Timestamp};
use crate::store::{self, ArticleOnDisk, Fingerprint, Recent, SaveError};
use crate::text::{TextPos, TextRange};
use crate::{export, report, sidecar};

/// Seconds of quiet before a change is saved by itself.
const AUTOSAVE_AFTER: f64 = 1.0;

/// Seconds after which changed settings are saved.
const SETTINGS_AFTER: f64 = 3.0;

/// How many files the recent list holds.
const MOST_RECENT: usize = 12;

impl Workspace {
    pub(super) fn open(&mut self, path: PathBuf) -> Vec<Effect> {
        let path = std::path::absolute(&path).unwrap_or(path);
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

    pub(super) fn close(&mut self) -> Vec<Effect> {
        self.remember_place();
        self.finish_saving();
        if self.document.as_ref().is_some_and(|d| d.is_dirty() && d.read_only.is_none()) {
            return Vec::new(); // not saved: a notice says why, and nothing is thrown away
        }
        self.document = None;
        vec![Effect::DocumentChanged]
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
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

    pub(super) fn save_now(&mut self) -> Vec<Effect> {
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
        let expected = document.fingerprint;
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

    /// Called with every frame: saves the review and the settings when they have been left alone
    /// for a while. Gives the seconds until it wants to be called again.
    pub fn tick(&mut self, seconds: f64) -> Option<f64> {
        let review = self.tick_review(seconds);
        let settings = self.tick_settings(seconds);
        [review, settings].into_iter().flatten().reduce(f64::min)
    }

    fn tick_review(&mut self, seconds: f64) -> Option<f64> {
        let document = self.document.as_mut().filter(|_| self.settings.autosave)?;
        let was_tried = document.failed_revision == Some(document.history.revision());
        if !document.is_dirty() || document.read_only.is_some() || was_tried {
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

    fn tick_settings(&mut self, seconds: f64) -> Option<f64> {
        if !self.settings_dirty {
            self.settings_since = None;
            return None;
        }
        let since = *self.settings_since.get_or_insert(seconds);
        let left = since + SETTINGS_AFTER - seconds;
        if left > 0.0 {
            return Some(left);
        }
        self.settings_dirty = false;
        self.settings_since = None;
        let (settings, path) = (self.settings.clone(), self.settings_path.clone()?);
        self.jobs
            .start("settings", move || Done::SettingsSaved(store::save_settings(&settings, &path)));
        None
    }

    fn take(&mut self, done: Done) -> Vec<Effect> {
        match done {
            Done::Opened(path, result) => self.opened(&path, *result),
            Done::Saved { revision, path, result } => self.saved(revision, path, result),
            Done::SettingsSaved(result) => {
                if let Err(error) = result {
                    self.notices.push(Severity::Warning, "Settings not saved", error.to_string());
                }
                Vec::new()
            }
            Done::Looked(path, found) => {
                self.looked(&path, found);
                Vec::new()
            }
            Done::NotWritten(why) => {
                if let Some(document) = &mut self.document {
                    document.saving = None;
                    document.failed_revision = Some(document.history.revision());
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
                    document.failed_revision =
                        document.is_dirty().then_some(document.history.revision());
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
        path: &Path,
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
        for note in opened.notes.iter().filter(|_| !opened.is_new) {
            self.notices.push(Severity::Warning, "About this review", note.clone());
        }
        if let Some(why) = &opened.read_only {
            self.notices.push(Severity::Warning, "Opened read-only", why.clone());
        }
        self.tell_losses(&opened);
        let document = Document::new(opened);
        let code_point = self.enter_recent(path, document.title().to_owned());
        let review = &document.review;
        let place = review.code_points().to_byte(review.text(), code_point).unwrap_or_default();
        self.document = Some(document);
        vec![Effect::DocumentChanged, Effect::Reveal(TextRange::empty(place))]
    }

    /// One notice for all that an importer could not carry over; the Drafts tab lists it.
    fn tell_losses(&mut self, opened: &store::Opened) {
        let losses = &opened.review.draft().losses;
        let Some(first) = losses.first().filter(|_| opened.is_new) else { return };
        let place =
            if first.place.is_empty() { String::new() } else { format!(" ({})", first.place) };
        let more = match losses.len() - 1 {
            0 => String::new(),
            count => format!(", and {count} more: see Drafts"),
        };
        let detail = format!("{}{place}{more}", first.what);
        self.notices.push(Severity::Warning, "Not all could be carried over", detail);
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
                document.failed_revision = None;
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
                document.failed_revision = Some(document.history.revision());
                self.then_open = None;
                self.notices.push(Severity::Error, "Not saved", error.to_string());
            }
        }
        match self.then_open.take() {
            Some(path) => self.open(path),
            None => Vec::new(),
        }
    }

    pub(super) fn pick_report(&mut self, format: &'static str) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let extension = export::by_key(format).map_or("html", |f| f.extension);
        let stem = document.review.draft().file_name.clone();
        vec![Effect::PickReport(format, format!("{stem}.report.{extension}"))]
    }

    pub(super) fn export(&mut self, format: &'static str, path: PathBuf) -> Vec<Effect> {
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
        let article = store::article_path(path).filter(|article| article.exists());
        let path = article.unwrap_or_else(|| path.to_owned());
        let recent = &mut self.settings.recent;
        let known = recent.iter().position(|r| r.path == path).map(|at| recent.remove(at));
        let place = known.map_or(0, |known| known.place);
        recent.insert(0, Recent { path, title, place, opened: self.outside.now() });
        recent.truncate(MOST_RECENT);
        self.settings_dirty = true;
        place
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

fn save_beside(text: &str, path: &Path, at: Timestamp, revision: u64) -> Done {
    let beside = store::conflict_path(path, at);
    let result = store::save(text, &beside, None);
    Done::Saved { revision, path: beside, result }
}
