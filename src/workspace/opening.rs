//! Opening a file: a job that tells how far it is, shows the first blocks early, and can be ended.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::being_read::{BeingRead, Purpose};
use super::jobs::{Done, Job};
use super::recent::remembered_as;
use super::state::Workspace;
use super::{Document, Effect};
use crate::import::{ImportOptions, Watch};
use crate::model::{ReadAs, Stamp};
use crate::store;
use crate::text::TextPos;

impl Workspace {
    /// The file that is being opened.
    pub fn opening(&self) -> Option<&BeingRead> {
        self.opening.as_ref()
    }

    /// Whether this file is being opened.
    pub(super) fn is_opening(&self, path: &Path) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.path() == path)
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
        let (opening, mut watcher) = self.begin_reading(path.clone(), Purpose::Opening);
        self.opening = Some(opening);
        let stamp = Stamp { by: self.settings.reviewer.id, at: self.outside.now() };
        watcher.first_blocks_of = self.document.is_none().then(|| (path.clone(), stamp));
        let watch: Arc<dyn Watch> = Arc::new(watcher);
        let read_as = read_as.unwrap_or_else(|| self.remembered_reading(&path));
        let place = self.settings.recent.iter().find(|recent| recent.path == remembered_as(&path));
        let place = TextPos(place.map_or(0, |recent| recent.place));
        self.jobs.start_telling(Job::Open, move |teller| {
            if let Some(first_look) = store::peek(&path, place) {
                teller.tell(Done::Peeked(path.clone(), Box::new(first_look)));
            }
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
        self.announce(format!("{} is not opened", opening.name()));
        self.end_first_look()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use crate::workspace::{Action, Jobs, RealWorld};

    fn workspace() -> Workspace {
        Workspace::new(store::Settings::default(), None, Jobs::inline(), Box::new(RealWorld))
    }

    #[test]
    fn what_is_open_stays_when_the_opening_of_another_is_ended() {
        let mut workspace = workspace();
        let (review, history) = testing::review("One [c:two].");
        workspace.document = Some(Document::of(review, history));
        let (next, watcher) = workspace.begin_reading("/next.md".into(), Purpose::Opening);
        workspace.opening = Some(next);
        workspace.apply(Action::CancelOpening);
        assert!(watcher.is_cancelled(), "its job hears of it");
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
}
