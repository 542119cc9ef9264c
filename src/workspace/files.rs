//! Files: opening, closing, leaving, reports.

use std::path::{Path, PathBuf};

use super::jobs::{Done, Job};
use super::paste::PASTED_NOT_SAVED;
use super::state::Workspace;
use super::{Command, Document, Effect, Offer, Selection, Severity, Top, WriterNotes};
use crate::import::ImportError;
use crate::model::ReadAs;
use crate::store::{self, ArticleOnDisk, Recent};
use crate::{export, report};

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
            Done::At(path, progress) => {
                if let Some(opening) = self.opening.as_mut().filter(|o| o.path() == path) {
                    opening.progress = Some(progress);
                }
            }
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
            Done::Pasted(Ok(path)) => {
                self.notices.dismiss_titled(PASTED_NOT_SAVED);
                return self.open(path);
            }
            Done::Pasted(Err(error)) => {
                self.notices.push(Severity::Error, PASTED_NOT_SAVED, error.to_string());
            }
            Done::Exported(Ok(path)) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.notices.push(Severity::Info, "Report written", name);
            }
            Done::Exported(Err(error)) => {
                self.notices.push(Severity::Error, "Report not written", error.to_string());
            }
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

    pub(super) fn pick_report(&mut self, format: &'static str) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let extension = export::by_key(format).map_or("html", |f| f.extension);
        let stem = document.review.draft().file_name.clone();
        vec![Effect::PickReport(format, format!("{stem}.report.{extension}"))]
    }

    pub(super) fn export(&mut self, format: &'static str, path: PathBuf) -> Vec<Effect> {
        self.dialog = None;
        let Some(document) = &self.document else { return Vec::new() };
        if document.is_first_look {
            let detail = "Its marks are still being read. Try again in a moment.";
            self.notices.push(Severity::Error, "Report not written", detail);
            return Vec::new();
        }
        let is_ours = |own: &Path| own == path;
        if is_ours(&document.sidecar_path) || document.article_path.as_deref().is_some_and(is_ours)
        {
            let detail = "A report may not replace the article or its review. Choose another name.";
            self.notices.push(Severity::Error, "Report not written", detail);
            return Vec::new();
        }
        let review = document.review.clone();
        let generated = self.outside.now();
        self.jobs.start(Job::Report, move || {
            let report = report::build(&review, &report::Options::new(generated));
            let bytes = export::by_key(format).map(|f| (f.render)(&report)).unwrap_or_default();
            Done::Exported(store::write_atomically(&path, &bytes).map(|()| path))
        });
        self.poll()
    }

    /// How the page stands, which is kept for the way back and for the next time; and the index of
    /// the block that is being read.
    pub fn remember_view(&mut self, top: Top, reading: usize) {
        let Some(document) = &mut self.document else { return };
        // As it is opened it stands where it was left: nothing to write down yet.
        document.written = document.written.or_else(|| Some(document.spot()));
        document.top = top;
        document.reading = reading;
        document.noted = Some(document.spot());
    }

    /// Whether the open article is read somewhere else than is written down.
    pub(super) fn has_moved(&self) -> bool {
        let document = self.document.as_ref().filter(|document| !document.is_first_look);
        document.is_some_and(|document| document.noted != document.written)
    }

    /// Writes down where the open article is being read.
    pub(super) fn note_place(&mut self) {
        self.settings_dirty |= self.has_moved();
        let Some(document) = self.document.as_mut().filter(|d| !d.is_first_look) else { return };
        let Some(spot) = document.noted else { return };
        document.written = Some(spot);
        let path = &document.remembered_as;
        let review = &document.review;
        let code_point = |pos| review.code_points().at(review.text(), pos);
        if let Some(recent) = self.settings.recent.iter_mut().find(|recent| recent.path == *path) {
            recent.place = code_point(spot.top.at);
            recent.hidden = spot.top.hidden;
            recent.caret = code_point(spot.caret);
            recent.mark = spot.mark;
            recent.zoom = document.zoom;
        }
    }

    /// Puts what is open on top of the recent list; gives how it was left, where it is known.
    fn enter_recent(&mut self, document: &Document) -> Option<Recent> {
        let (path, title) = (document.remembered_as.clone(), document.title().to_owned());
        let known = self.settings.recent.iter().find(|recent| recent.path == path).cloned();
        let opened = self.outside.now();
        let fresh = Recent {
            path,
            title: title.clone(),
            place: 0,
            hidden: 0.0,
            caret: 0,
            mark: None,
            zoom: 100,
            read_as: ReadAs::default(),
            opened,
        };
        let entry = known.clone().map_or(fresh, |known| Recent { title, opened, ..known });
        let entry = Recent { read_as: document.review.draft().read_as.clone(), ..entry };
        self.settings.remember(entry);
        self.settings_dirty = true;
        known
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

/// The file by which a review is found in the recent list: its article where that is there, and else
/// the review, as for a copy that was saved under another name.
pub(super) fn remembered_as(path: &Path) -> PathBuf {
    let article = store::article_path(path)
        .filter(|article| article.exists() && store::sidecar_path(article) == path);
    article.unwrap_or_else(|| path.to_owned())
}

impl Document {
    /// Goes on where the article was left.
    fn take_up(&mut self, left: &Recent) {
        self.zoom = left.zoom;
        let review = &self.review;
        let byte = |code_point| review.code_points().to_byte(review.text(), code_point);
        let place = byte(left.place);
        // A place behind the end is one in another text: there is nothing to go on from.
        self.top = place.map_or(Top::default(), |at| Top { at, hidden: left.hidden });
        self.selection = Selection::at(byte(left.caret).unwrap_or_default());
        self.selected = left.mark.filter(|id| review.mark(*id).is_some());
    }
    /// The mark that was selected last time, unless the reader went elsewhere meanwhile.
    fn select_again(&mut self, left: Option<&Recent>) {
        let Some(left) = left else { return };
        let review = &self.review;
        let caret = review.code_points().to_byte(review.text(), left.caret).unwrap_or_default();
        if self.selection == Selection::at(caret) {
            self.selected = left.mark.filter(|id| review.mark(*id).is_some());
        }
    }

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
