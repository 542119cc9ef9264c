//! The next draft in the window: read in a job, shown before it is taken, taken in one step.

use std::path::PathBuf;
use std::sync::Arc;

use super::arrival::{Arrival, ArrivalError};
use super::being_read::{BeingRead, Purpose};
use super::jobs::{Done, DraftOf, Job};
use super::state::Workspace;
use super::{Dialog, Document, Effect, Find, Selection, Severity, Top, Trail};
use crate::import::{ImportOptions, Watch};
use crate::model::{Article, ReadAs, Stamp};
use crate::review::{Fate, NextDraftError};
use crate::store::ArticleOnDisk;
use crate::text::TextPos;

/// What is told of a file that cannot be a draft.
const NOT_READ: &str = "New draft not read";

/// What is told of a file whose text is the present draft's.
const NOT_NEW: &str = "Not a new draft";

impl Workspace {
    /// Reads a file as the next draft; the summary comes up when every mark was carried.
    pub(super) fn read_draft(&mut self, path: PathBuf) -> Vec<Effect> {
        // The same file as it is now is read as somebody said it is to be read.
        let same = self.document.as_ref().filter(|d| d.article_path.as_deref() == Some(&*path));
        let read_as = same.map(|document| document.review.draft().read_as.clone());
        self.read_draft_as(path, read_as.unwrap_or_default())
    }

    /// The same, read as somebody says.
    pub(super) fn read_draft_as(&mut self, path: PathBuf, read_as: ReadAs) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if let Some(why) = &document.read_only {
            self.notices.push(Severity::Warning, "This review is read-only", why.clone());
            return Vec::new();
        }
        let review = document.review.clone();
        let (document, revision) = (document.id, document.history.revision());
        let stamp = Stamp { by: self.settings.reviewer.id, at: self.outside.now() };
        let path = std::path::absolute(&path).unwrap_or(path);
        let (file, watcher) = self.begin_reading(path.clone(), Purpose::Draft);
        let of = DraftOf { document, revision, reading: file.number() };
        self.reading_draft = Some((file, read_as.clone()));
        self.jobs.start(Job::Draft, move || {
            let watch: Arc<dyn Watch> = Arc::new(watcher);
            let options = ImportOptions { watch: Some(&watch), ..ImportOptions::of(&read_as) };
            let arrival = Arrival::read(&review, &path, &options, stamp);
            Done::Arrived(of, path, Box::new(arrival))
        });
        self.poll()
    }

    /// The file that is being read as a new draft.
    pub fn reading_draft(&self) -> Option<&BeingRead> {
        self.reading_draft.as_ref().map(|(file, _)| file)
    }

    /// Ends the reading of the next draft; the review stays as it is.
    pub(super) fn cancel_draft(&mut self) -> Vec<Effect> {
        if let Some((file, _)) = self.reading_draft.take() {
            self.announce(format!("{} is not read", file.name()));
        }
        Vec::new()
    }

    /// The draft that waits to be taken.
    pub fn arrival(&self) -> Option<&Arrival> {
        self.arrival.as_ref()
    }

    pub(super) fn arrived(
        &mut self,
        of: DraftOf,
        path: PathBuf,
        result: Result<Arrival, ArrivalError>,
    ) -> Vec<Effect> {
        let reading = self.reading_draft.take_if(|(file, _)| file.number() == of.reading);
        let Some((_, read_as)) = reading else {
            return Vec::new(); // another one was asked for meanwhile, or none
        };
        let document = self.document.as_ref().filter(|document| document.id == of.document);
        let Some(document) = document else { return Vec::new() };
        if document.history.revision() != of.revision {
            return self.read_draft_as(path, read_as); // edited meanwhile: carried as it is now
        }
        self.notices.dismiss_titled(NOT_READ);
        self.notices.dismiss_titled(NOT_NEW);
        match result {
            Ok(arrival) => {
                self.notices.dismiss_offers();
                self.arrival = Some(arrival);
                self.dialog = Some(Dialog::NewDraft);
            }
            Err(ArrivalError::Draft(NextDraftError::Known(number))) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let detail = format!("{name} holds the text of draft {number}.");
                self.notices.push(Severity::Info, NOT_NEW, detail);
            }
            Err(error) => {
                self.notices.push(Severity::Error, NOT_READ, error.to_string());
            }
        }
        Vec::new()
    }

    /// Takes the draft that waits, under this label.
    pub(super) fn take_draft(&mut self, label: &str) -> Vec<Effect> {
        self.dialog = None;
        let (Some(arrival), Some(document)) = (self.arrival.take(), &mut self.document) else {
            return Vec::new();
        };
        let told = told(&arrival);
        let (transaction, diff, path) = arrival.labelled(label);
        let act = super::state::act(&self.settings, self.outside.as_ref());
        if let Err(error) = document.history.commit(&mut document.review, transaction, act) {
            self.notices.push(Severity::Error, "New draft not taken", error.to_string());
            return Vec::new();
        }
        document.history.introduce(&mut document.review, &self.settings.reviewer);
        document.draft_files.insert(document.review.draft().number, path);
        let effects = document.turn_to_draft(|pos| diff.map(pos));
        self.announce(told);
        effects
    }

    /// Forgets the draft that waits: nothing was changed by it.
    pub(super) fn leave_draft(&mut self) {
        self.arrival = None;
    }
}

/// What a draft makes of the marks, in a sentence: "Draft 2: 12 unchanged, 1 cut".
fn told(arrival: &Arrival) -> String {
    let counts = Fate::ALL.iter().map(|fate| (arrival.count(*fate), fate.label()));
    let parts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect();
    format!("Draft {} taken: {}", arrival.number, parts.join(", "))
}

impl Document {
    /// Takes up the draft that is the last one now; `map` says where a place of the text that was
    /// shown before is in it.
    pub(super) fn turn_to_draft(&mut self, map: impl Fn(TextPos) -> TextPos) -> Vec<Effect> {
        let draft = self.review.draft();
        if let Some(path) = self.draft_files.get(&draft.number) {
            self.article_path = Some(path.clone());
        }
        self.on_disk = ArticleOnDisk::Same;
        let article = self.review.article();
        self.selection = Selection::at(in_article(article, map(self.selection.focus)));
        self.top = Top { at: in_article(article, map(self.top.at)), hidden: self.top.hidden };
        self.reading = article.block_index_at(self.top.at);
        self.trail = Trail::default();
        self.grown.clear();
        self.walk = None;
        self.selected = self.selected.filter(|id| self.review.mark(*id).is_some());
        let find = std::mem::take::<Find>(&mut self.find);
        self.find = find.for_another();
        vec![Effect::DocumentChanged, Effect::Resume(self.top)]
    }

    /// The same where nothing is known of the text before but that `old` was it.
    pub(super) fn turn_back_to_draft(&mut self, old: &Article) -> Vec<Effect> {
        let new = self.review.shared_article();
        self.turn_to_draft(|pos| in_block_alike(old, &new, pos))
    }
}

/// Where a place of `old` is in `new`, as far as that is to be had without comparing the two: in the
/// nearest block of the same words, or at the start of the block that has the same number.
fn in_block_alike(old: &Article, new: &Article, pos: TextPos) -> TextPos {
    /// Blocks to both sides that are looked at.
    const FAR: usize = 10_000;
    let at = old.block_index_at(pos);
    let start = |article: &Article, index: usize| {
        article.blocks().get(index).map_or(TextPos(0), |block| block.range.start())
    };
    let words = old.block_text(at);
    let is_alike = |index: &usize| *index < new.blocks().len() && new.block_text(*index) == words;
    let near = (0..FAR).flat_map(|step| at.checked_sub(step).into_iter().chain([at + step]));
    match near.filter(|_| !words.is_empty()).find(is_alike) {
        Some(index) => {
            let offset = pos.as_usize().saturating_sub(start(old, at).as_usize()).min(words.len());
            TextPos::from_usize(start(new, index).as_usize() + offset)
        }
        None => start(new, at.min(new.blocks().len().saturating_sub(1))),
    }
}

/// The character boundary at or before `pos`.
fn in_article(article: &Article, pos: TextPos) -> TextPos {
    TextPos::from_usize(article.text().floor_char_boundary(pos.as_usize()))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::store::Settings;
    use crate::testing::{draft, review};
    use crate::workspace::{Action, Jobs, RealWorld};

    /// A workspace with a review open, whose jobs go on after each piece of news only when they are
    /// told to.
    fn held() -> (Workspace, Receiver<()>, Sender<()>) {
        let ((news, heard), (go, wait)) = (channel(), channel());
        let hold = Mutex::new((news, wait));
        let wake = move || {
            let (news, wait) = &*hold.lock().expect("nobody falls over holding it");
            if news.send(()).is_ok() {
                let _gone = wait.recv();
            }
        };
        let jobs = Jobs::threaded(Arc::new(wake));
        let mut workspace = Workspace::new(Settings::default(), None, jobs, Box::new(RealWorld));
        let (review, history) = review("One [c:two].");
        workspace.document = Some(Document::of(review, history));
        (workspace, heard, go)
    }

    /// Lets the jobs go on until the last is done, and gives how often there was news.
    fn finish(workspace: &mut Workspace, heard: &Receiver<()>, go: &Sender<()>) -> usize {
        let mut count = 0;
        loop {
            go.send(()).expect("a job waits");
            if !workspace.is_busy() {
                return count;
            }
            heard.recv().expect("a job tells");
            workspace.poll();
            count += 1;
        }
    }

    #[test]
    fn the_reading_of_a_draft_tells_how_far_it_is_and_leaves_no_trace_when_it_is_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("second.md");
        std::fs::write(&path, "One three.\n\n".repeat(5000)).expect("is written");
        let (mut workspace, heard, go) = held();
        let told = |workspace: &Workspace| workspace.reading_draft().map(BeingRead::told);

        workspace.apply(Action::ReadDraft(path.clone()));
        heard.recv().expect("the job tells how far it is");
        workspace.poll();
        assert_eq!(told(&workspace).as_deref(), Some("Reading second.md … 1 %"));
        workspace.apply(Action::CancelDraft);
        assert_eq!(told(&workspace), None);
        assert_eq!(finish(&mut workspace, &heard, &go), 1, "it ends at once");
        assert!(workspace.arrival().is_none() && workspace.dialog.is_none());
        assert!(workspace.notices.standing().is_empty());

        workspace.apply(Action::ReadDraft(path));
        heard.recv().expect("the job tells how far it is");
        finish(&mut workspace, &heard, &go);
        assert!(workspace.arrival().is_some() && told(&workspace).is_none());
    }

    #[test]
    fn without_a_comparison_a_place_is_in_the_nearest_block_of_the_same_words() {
        let old = draft("One.\n\nTwo.\n\nThree.\n\nTwo.\n").article;
        let new = draft("Menu.\n\nOne.\n\nTwo.\n\n3.\n").article;
        let map = |pos| in_block_alike(&old, &new, TextPos(pos)).0;
        assert_eq!(new.block_text(new.block_index_at(TextPos(map(7)))), "Two.");
        assert_eq!((map(1), map(7)), (8, 14));
        assert_eq!(map(14), 13, "the block of the same number");
        assert_eq!(in_block_alike(&new, &old, TextPos(0)), TextPos(0));
        let empty = draft("\n").article;
        assert_eq!(in_block_alike(&empty, &empty, TextPos(0)), TextPos(0));
    }
}
