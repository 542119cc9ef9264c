//! Opening a file: a job that tells how far it is, shows the first blocks early, and can be ended.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::jobs::{Done, Job, Teller};
use super::recent::remembered_as;
use super::state::Workspace;
use super::{Document, Effect};
use crate::import::{ImportOptions, Progress, Watch};
use crate::model::{Article, ReadAs, Stamp};
use crate::store;
use crate::text::{TextPos, isolated};

/// A file on its way to being open.
#[derive(Debug)]
pub struct Opening {
    path: PathBuf,
    /// How far it is, as soon as that is known.
    pub(super) progress: Option<Progress>,
    is_ended: Arc<AtomicBool>,
}

impl Opening {
    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far it is; `None` where nobody can tell yet.
    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// What is being opened, and how far it is: "Opening story.md … 43 %".
    pub fn told(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let far = self.progress.map_or_else(String::new, |progress| format!(" {progress}"));
        format!("Opening {} …{far}", isolated(&name))
    }
}

impl Drop for Opening {
    /// Nobody waits for it any more.
    fn drop(&mut self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }
}

/// What the reader of a file tells goes to the window.
#[derive(Debug)]
struct Watcher {
    path: PathBuf,
    stamp: Stamp,
    teller: Teller,
    is_ended: Arc<AtomicBool>,
    wants_first_blocks: bool,
    /// What was told last: the per cent, or the page.
    told: AtomicUsize,
}

impl Watch for Watcher {
    fn is_cancelled(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    fn is_at(&self, progress: Progress) {
        // At most a hundred times a file: each wakes the window.
        let now = progress.percent();
        if self.told.swap(now, Ordering::Relaxed) != now {
            self.teller.tell(Done::At(self.path.clone(), progress));
        }
    }

    fn wants_first_blocks(&self) -> bool {
        self.wants_first_blocks
    }

    fn take_first_blocks(&self, article: Article) {
        let first_look = store::first_blocks(&self.path, article, self.stamp);
        self.teller.tell(Done::Peeked(self.path.clone(), Box::new(first_look)));
    }
}

impl Workspace {
    /// The file that is being opened.
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_ref()
    }

    /// Whether this file is being opened.
    pub(super) fn is_opening(&self, path: &Path) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.path == path)
    }

    /// Opens a file; what is open now is saved first, so that nothing is lost and nothing stale is
    /// read. It stays until all of the next one is there.
    pub(super) fn open(&mut self, path: PathBuf) -> Vec<Effect> {
        self.open_as(path, None)
    }

    /// The same, read as somebody says; else as they said the last time.
    pub(super) fn open_as(&mut self, path: PathBuf, read_as: Option<ReadAs>) -> Vec<Effect> {
        let path = std::path::absolute(&path).unwrap_or(path);
        if self.document.as_ref().is_some_and(Document::is_unsaved) {
            self.then_open = Some(path);
            self.start_save();
            return self.poll();
        }
        let is_ended = Arc::new(AtomicBool::new(false));
        let opening =
            Opening { path: path.clone(), progress: None, is_ended: Arc::clone(&is_ended) };
        self.opening = Some(opening);
        let stamp = Stamp { by: self.settings.reviewer.id, at: self.outside.now() };
        let is_empty = self.document.is_none();
        let read_as = read_as.unwrap_or_else(|| self.remembered_reading(&path));
        let place = self.settings.recent.iter().find(|recent| recent.path == remembered_as(&path));
        let place = TextPos(place.map_or(0, |recent| recent.place));
        self.jobs.start_telling(Job::Open, move |teller| {
            if let Some(first_look) = store::peek(&path, place) {
                teller.tell(Done::Peeked(path.clone(), Box::new(first_look)));
            }
            let watcher = Watcher {
                path: path.clone(),
                stamp,
                teller: teller.clone(),
                is_ended,
                wants_first_blocks: is_empty && store::is_long(&path),
                told: AtomicUsize::new(0),
            };
            let watch: Arc<dyn Watch> = Arc::new(watcher);
            let options = ImportOptions { watch: Some(&watch), ..ImportOptions::of(&read_as) };
            let opened = match store::open_with(&path, stamp, &options) {
                Err(store::OpenError::Sidecar { .. }) if !store::is_sidecar(&path) => {
                    store::open_article_only(&path, stamp)
                }
                other => other,
            };
            Done::Opened(path, Box::new(opened))
        });
        self.poll()
    }

    /// How this file was to be read the last time.
    fn remembered_reading(&self, path: &Path) -> ReadAs {
        let recent = self.settings.recent.iter().find(|recent| recent.path == path);
        recent.map(|recent| recent.read_as.clone()).unwrap_or_default()
    }

    /// Ends the opening; what is open stays.
    pub(super) fn cancel_opening(&mut self) -> Vec<Effect> {
        let Some(opening) = self.opening.take() else { return Vec::new() };
        let name = opening.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.announce(format!("{name} is not opened"));
        self.end_first_look()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Counted;
    use crate::testing;
    use crate::workspace::{Action, Jobs, RealWorld};

    fn workspace() -> Workspace {
        Workspace::new(store::Settings::default(), None, Jobs::inline(), Box::new(RealWorld))
    }

    fn opening(path: &str) -> Opening {
        let is_ended = Arc::new(AtomicBool::new(false));
        Opening { path: path.into(), progress: None, is_ended }
    }

    #[test]
    fn what_is_open_stays_when_the_opening_of_another_is_ended() {
        let mut workspace = workspace();
        let (review, history) = testing::review("One [c:two].");
        workspace.document = Some(Document::of(review, history));
        let next = opening("/next.md");
        let is_ended = Arc::clone(&next.is_ended);
        workspace.opening = Some(next);
        workspace.apply(Action::CancelOpening);
        assert!(is_ended.load(Ordering::Relaxed), "its job hears of it");
        assert!(workspace.opening().is_none() && workspace.document.is_some());
    }

    #[test]
    fn a_long_file_shows_its_first_blocks_and_then_all_of_it_under_the_readers_hands() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.md");
        std::fs::write(&path, "A sentence of the story.\n\n".repeat(60_000)).expect("is written");
        let mut workspace = workspace();
        // Jobs run at once here: what the job told is taken in one piece after the other.
        let teller_sees = workspace.apply(Action::Open(path));
        let count = |effect: &Effect| teller_sees.iter().filter(|e| *e == effect).count();
        assert_eq!(count(&Effect::DocumentChanged), 1, "the first blocks");
        assert_eq!(count(&Effect::MarksRead), 1, "all of it");
        let document = workspace.document.as_ref().expect("is open");
        assert_eq!(document.review.article().blocks().len(), 60_000);
        assert!(!document.is_first_look && document.read_only.is_none());
    }

    #[test]
    fn an_opening_says_how_far_it_is() {
        let mut opening = opening("/folder/story.pdf");
        assert_eq!(opening.told(), "Opening story.pdf …");
        opening.progress = Some(Progress { done: 3, all: 120, of: Counted::Pages });
        assert_eq!(opening.told(), "Opening story.pdf … page 3 of 120");
    }
}
