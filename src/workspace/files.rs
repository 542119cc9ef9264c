//! What jobs bring home, above all what was opened; closing and leaving; the article's file on the disk.

use std::path::Path;

use super::jobs::{Done, Job};
use super::recent::remembered_as;
use super::state::Workspace;
use super::{Command, Document, Effect, Offer, Severity, WriterNotes};
use crate::import::ImportError;
use crate::store::{self, ArticleOnDisk};

impl Workspace {
    pub(super) fn close(&mut self) -> Vec<Effect> {
        self.finish_saving();
        self.save_settings();
        if self.document.as_ref().is_some_and(Document::is_unsaved) {
            return Vec::new(); // a notice says why it could not be saved; nothing is thrown away
        }
        self.document = None;
        self.dialog = None;
        vec![Effect::DocumentChanged]
    }

    /// Leaves, saved. What cannot be saved holds the window open once; asked again, it leaves.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.finish_saving();
        self.save_settings();
        let unsaved = self.document.as_ref().filter(|document| document.is_unsaved());
        let revision = unsaved.map(|document| document.history.revision());
        if revision.is_some() && self.refused_quit != revision {
            self.refused_quit = revision;
            let detail = "The review could not be saved. Leave again to leave without saving.";
            self.notices.push(Severity::Error, "Not left", detail);
            return Vec::new();
        }
        vec![Effect::Quit]
    }

    /// Takes in what jobs brought home.
    pub fn poll(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for done in self.jobs.poll() {
            effects.extend(self.take(done));
        }
        self.freshen_notes();
        self.freshen_standing();
        effects
    }

    pub(super) fn take(&mut self, done: Done) -> Vec<Effect> {
        match done {
            Done::Peeked(path, opened) => return self.peeked(&path, *opened),
            Done::At(reading, progress) => self.read_so_far(reading, progress),
            Done::Opened(path, result) => return self.opened(&path, *result),
            Done::Saved(of, path, result) => return self.saved(of, path, result),
            Done::NotWritten(of, why) => self.save_failed(of, why),
            Done::SettingsSaved(Ok(())) => self.settings_saving = false,
            Done::SettingsSaved(Err(error)) => {
                self.settings_saving = false;
                self.notices.push(Severity::Warning, "Settings not saved", error.to_string());
            }
            Done::Arrived(of, path, result) => return self.arrived(of, path, *result),
            Done::Compared(of) => self.compared(*of),
            Done::Counted(standing, pieces) => self.counted(*standing, pieces),
            Done::Past(past) => return self.past_came(*past),
            Done::Found(of, found) => return self.found(of, *found),
            Done::Looked(path, found) => self.looked(&path, found),
            Done::Head(of, head) => self.take_head(of, head),
            Done::Pasted(written) => return self.pasted_written(written),
            Done::Exported(written) => self.report_written(written),
            Done::Panicked(job) => return self.panicked(job),
        }
        Vec::new()
    }

    fn panicked(&mut self, job: Job) -> Vec<Effect> {
        let detail = format!("The job “{job}” broke down. Nothing that was saved is touched.");
        match job {
            Job::Save(of) => self.save_failed(of, detail),
            Job::Find(of) => self.find_failed(of, detail),
            Job::Count(of) => self.count_failed(of, detail),
            Job::Open => {
                self.opening = None;
                self.notices.push(Severity::Error, "Not opened", detail);
                return self.end_first_look();
            }
            Job::Report
            | Job::Look
            | Job::Settings
            | Job::Head
            | Job::Paste
            | Job::Draft
            | Job::Past
            | Job::Compare => {
                match job {
                    Job::Draft => self.reading_draft = None,
                    Job::Compare => self.compare = None,
                    _ => {}
                }
                self.settings_saving &= job != Job::Settings;
                self.notices.push(Severity::Error, "Something went wrong", detail);
            }
        }
        Vec::new()
    }

    /// Shows the text of a review whose marks are still being read, where nothing is open: what is
    /// stays until all of the next one is there.
    fn peeked(&mut self, path: &Path, opened: store::Opened) -> Vec<Effect> {
        if !self.is_opening(path) || self.document.is_some() {
            return Vec::new();
        }
        let effects = self.show(opened);
        if let Some(document) = &mut self.document {
            document.is_first_look = true;
        }
        effects
    }

    fn opened(
        &mut self,
        path: &Path,
        result: Result<store::Opened, store::OpenError>,
    ) -> Vec<Effect> {
        let is_ended =
            matches!(&result, Err(store::OpenError::Import { source: ImportError::Cancelled, .. }));
        if is_ended || !self.is_opening(path) {
            return Vec::new(); // another one was asked for meanwhile, or none
        }
        self.opening = None;
        drop(self.come_back()); // what is shown instead is told by what follows
        if self.document.as_ref().is_some_and(Document::is_unsaved) {
            return self.open(path.to_owned()); // edited meanwhile: saved first, then read again
        }
        let opened = match result {
            Ok(opened) => opened,
            Err(error) => {
                self.notices.push(Severity::Error, "Not opened", error.to_string());
                return self.end_first_look();
            }
        };
        self.notices.dismiss_infos();
        self.notices.dismiss_offers();
        for note in opened.notes.iter().filter(|_| !opened.is_new) {
            self.notices.push(Severity::Warning, "About this review", note.clone());
        }
        if let Some(why) = &opened.read_only {
            self.notices.push(Severity::Warning, "Opened read-only", why.clone());
        }
        self.tell_asked_for(&opened);
        self.tell_losses(&opened);
        match self.document.take_if(|document| document.is_first_look_at(&opened)) {
            Some(first_look) => self.read_on(first_look, opened),
            None => self.show(opened),
        }
    }

    /// Shows what was opened, at the place where it was left.
    fn show(&mut self, opened: store::Opened) -> Vec<Effect> {
        self.note_place();
        self.dialog = None;
        self.reading_draft = None;
        self.documents += 1;
        let mut document = Document::new(opened, self.documents);
        document.remembered_as = remembered_as(&document.sidecar_path);
        if let Some(left) = self.enter_recent(&document) {
            document.take_up(&left);
        }
        if let Some(before) = self.document.take() {
            document.find = before.find.for_another();
        }
        let top = document.top;
        self.document = Some(document);
        self.tell_on_disk();
        self.look_again();
        self.write_settings();
        vec![Effect::DocumentChanged, Effect::Resume(top)]
    }

    /// Puts the whole review in the place of a first look, under the reader's hands: where they went
    /// and what they opened meanwhile stays.
    fn read_on(&mut self, first_look: Document, opened: store::Opened) -> Vec<Effect> {
        self.documents += 1;
        let left = self.settings.recent.iter().find(|r| r.path == first_look.remembered_as);
        let mut document = first_look.read_on(opened, self.documents);
        document.select_again(left);
        document.find = document.find.for_another();
        self.document = Some(document);
        self.tell_on_disk();
        self.look_again();
        vec![Effect::MarksRead]
    }

    /// Takes away a first look that nothing followed.
    pub(super) fn end_first_look(&mut self) -> Vec<Effect> {
        match self.document.take_if(|document| document.is_first_look) {
            Some(_) => vec![Effect::DocumentChanged],
            None => Vec::new(),
        }
    }

    /// Tells what the file that was asked for is to the review, with the way to the draft in it.
    fn tell_asked_for(&mut self, opened: &store::Opened) {
        let Some(asked_for) = &opened.asked_for else { return };
        let is_present = asked_for.draft == Some(opened.review.draft().number);
        let severity = if is_present { Severity::Info } else { Severity::Warning };
        let offer = asked_for.draft.filter(|_| !is_present).map(Offer::ShowDraft);
        self.notices.push_offering(severity, "About this review", asked_for.told.clone(), offer);
    }

    /// One notice for all that an importer could not carry over, with the way to the list of it.
    fn tell_losses(&mut self, opened: &store::Opened) {
        let losses = &opened.review.draft().losses;
        let Some(first) = losses.first().filter(|_| opened.is_new) else { return };
        let place =
            if first.place.is_empty() { String::new() } else { format!(" ({})", first.place) };
        let more = match losses.len() - 1 {
            0 => String::new(),
            count => format!(", and {count} more"),
        };
        let detail = format!("{}{place}{more}", first.what);
        let title = "Not all could be carried over";
        let offer = Some(Offer::Run(Command::Losses, "Show"));
        self.notices.push_offering(Severity::Warning, title, detail, offer);
    }

    /// Looks whether the article's file is still the one that is reviewed.
    pub fn check_article(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.article_path.clone() else { return Vec::new() };
        let drafts = document.review.drafts().to_vec();
        let by = document.review.draft().imported;
        self.jobs.start(Job::Look, move || {
            let found = store::article_on_disk(&drafts, &path, by);
            Done::Looked(path, found)
        });
        self.poll()
    }

    fn looked(&mut self, path: &Path, now: ArticleOnDisk) {
        let Some(document) = &mut self.document else { return };
        if document.article_path.as_deref() != Some(path) || now == document.on_disk {
            return;
        }
        document.on_disk = now;
        self.tell_on_disk();
    }

    /// Tells how the article's file stands to the text that is shown, where that is not the same; of
    /// another text, with a button that reads it as the next draft.
    fn tell_on_disk(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(detail) = document.on_disk.told() else { return };
        let path = document.article_path.clone();
        let name = path.as_deref().and_then(Path::file_name).unwrap_or_default();
        let is_draft = matches!(document.on_disk, ArticleOnDisk::Changed(_));
        let offer = path.clone().filter(|_| is_draft && document.read_only.is_none());
        let detail = match &offer {
            Some(_) => format!("{}: {detail}. Read the new draft?", name.to_string_lossy()),
            None => format!("{}: {detail}.", name.to_string_lossy()),
        };
        let title = "The article file changed on disk".to_owned();
        let offer = offer.map(Offer::ReadDraft);
        self.notices.push_offering(Severity::Warning, title, detail, offer);
    }
}

impl Document {
    /// This first look with the whole review in its place.
    fn read_on(self, opened: store::Opened, id: u64) -> Self {
        let saved_revision = opened.history.revision();
        let notes = WriterNotes::of(&opened.review, saved_revision);
        let number = opened.review.draft().number;
        let draft_files = opened.article_path.iter().map(|path| (number, path.clone())).collect();
        Self {
            notes,
            draft_files,
            review: opened.review,
            history: opened.history,
            article_path: opened.article_path,
            read_only: opened.read_only,
            on_disk: opened.article,
            fingerprint: opened.fingerprint,
            is_first_look: false,
            id,
            saved_revision,
            ..self
        }
    }
}
