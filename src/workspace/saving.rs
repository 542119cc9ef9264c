//! Saving: now, by itself, and before something ends.

use std::path::{Path, PathBuf};

use super::jobs::{Done, Job, SaveOf};
use super::state::Workspace;
use super::{Effect, Severity};
use crate::model::Timestamp;
use crate::sidecar;
use crate::store::{self, Fingerprint, SaveError};

/// Seconds from a change to the save that it brings about.
const AUTOSAVE_AFTER: f64 = 1.0;

/// What a notice about a review that could not be saved is called.
const NOT_SAVED: &str = "Not saved";

/// Seconds after which changed settings are saved.
const SETTINGS_AFTER: f64 = 3.0;

impl Workspace {
    pub(super) fn save_now(&mut self) -> Vec<Effect> {
        if let Some(document) = self.document.as_mut().filter(|document| document.is_saving()) {
            document.save_again = true;
        }
        match &self.document {
            Some(document) if document.is_unsaved() => self.tells_saved = true,
            Some(_) => self.announce("Nothing to save"),
            None => {}
        }
        self.start_save();
        self.poll()
    }

    /// Saves what is open and waits for it; nobody waits for files that are being read any more.
    pub(super) fn finish_saving(&mut self) {
        self.opening = None;
        self.reading_draft = None;
        self.then_open = None;
        if let Some(document) = &self.document {
            document.find.give_up();
        }
        // Once for a save that is on its way, once for what came after it.
        for _ in 0..2 {
            self.start_save();
            for done in self.jobs.finish() {
                drop(self.take(done));
            }
        }
    }

    /// Starts to save, unless there is nothing to save or a save is on its way.
    pub(super) fn start_save(&mut self) {
        let Some(document) = &mut self.document else { return };
        if document.read_only.is_some() || document.is_saving() || !document.is_dirty() {
            return;
        }
        let of = SaveOf { document: document.id, revision: document.history.revision() };
        document.saving = Some(of.revision);
        document.save_again = false;
        let review = document.review.uncounted();
        let path = document.sidecar_path.clone();
        let expected = document.fingerprint;
        let at = self.outside.now();
        self.jobs.start(Job::Save(of), move || {
            let text = match sidecar::to_ron(&review) {
                Ok(text) => text,
                Err(error) => return Done::NotWritten(of, error.to_string()),
            };
            match store::save(&text, &path, expected.as_ref()) {
                Err(SaveError::ChangedOnDisk { .. }) => save_beside(&text, &path, at, of),
                result => Done::Saved(of, path, result),
            }
        });
    }

    /// Called with every frame: saves the review and the settings a while after they changed. Gives
    /// the seconds until it wants to be called again.
    pub fn tick(&mut self, seconds: f64) -> Option<f64> {
        let review = self.tick_review(seconds);
        let settings = self.tick_settings(seconds);
        [review, settings].into_iter().flatten().reduce(f64::min)
    }

    fn tick_review(&mut self, seconds: f64) -> Option<f64> {
        let document = self.document.as_mut().filter(|_| self.settings.autosave)?;
        let was_tried = document.failed_revision == Some(document.history.revision());
        let is_settled = !document.is_dirty() || document.is_saving() || was_tried;
        if is_settled || document.read_only.is_some() {
            document.changed_at = None;
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
        if !self.settings_dirty && !self.has_moved() {
            self.settings_since = None;
            return None;
        }
        let since = *self.settings_since.get_or_insert(seconds);
        let left = since + SETTINGS_AFTER - seconds;
        if left > 0.0 {
            return Some(left);
        }
        self.settings_since = None;
        self.write_settings();
        self.settings_dirty.then_some(SETTINGS_AFTER)
    }

    /// Writes the settings now, if anything in them changed, without waiting for it; while they are
    /// being written, a while later.
    pub(super) fn write_settings(&mut self) {
        self.note_place();
        if self.settings_saving || !self.settings_dirty {
            return;
        }
        self.settings_since = None;
        self.settings_dirty = false;
        let Some(path) = self.settings_path.clone() else { return };
        self.settings_saving = true;
        let settings = self.settings.clone();
        self.jobs.start(Job::Settings, move || {
            Done::SettingsSaved(store::save_settings(&settings, &path))
        });
    }

    /// A save came home. One of a document that is not open any more is of no concern.
    pub(super) fn saved(
        &mut self,
        of: SaveOf,
        path: PathBuf,
        result: Result<Fingerprint, SaveError>,
    ) -> Vec<Effect> {
        let fingerprint = match result {
            Ok(fingerprint) => fingerprint,
            Err(error) => {
                self.save_failed(of, error.to_string());
                return Vec::new();
            }
        };
        let now = self.outside.now();
        let Some(document) = self.document_with(of.document) else { return Vec::new() };
        document.saving = None;
        document.saved_revision = of.revision;
        document.fingerprint = Some(fingerprint);
        document.saved_at = Some(now);
        document.failed_revision = None;
        let before = (document.sidecar_path != path).then(|| document.sidecar_name());
        let save_again = document.save_again;
        let is_dirty = document.is_dirty();
        document.sidecar_path = path;
        let name = document.sidecar_name();
        self.refused_quit = None;
        self.notices.dismiss_titled(NOT_SAVED);
        if let Some(before) = before {
            let detail = format!(
                "Somebody else changed {before} meanwhile. It was left as it is; your review goes on in {name}."
            );
            self.notices.push(Severity::Error, "Saved under another name", detail);
        }
        let again = save_again || self.then_open.is_some();
        if again && is_dirty {
            self.start_save();
            return self.poll();
        }
        if !is_dirty && std::mem::take(&mut self.tells_saved) {
            self.announce("Saved");
        }
        match self.then_open.take() {
            Some(path) => self.open(path),
            None => Vec::new(),
        }
    }

    /// A save did not work: what is open stays open and unsaved, and is tried again with the next
    /// change.
    pub(super) fn save_failed(&mut self, of: SaveOf, why: String) {
        let Some(document) = self.document_with(of.document) else { return };
        document.saving = None;
        document.failed_revision = Some(of.revision);
        self.then_open = None;
        self.tells_saved = false;
        self.notices.push(Severity::Error, NOT_SAVED, why);
    }
}

/// Saves beside a sidecar that somebody else changed.
fn save_beside(text: &str, path: &Path, at: Timestamp, of: SaveOf) -> Done {
    let beside = store::conflict_path(path, at);
    let result = store::save(text, &beside, None);
    Done::Saved(of, beside, result)
}
