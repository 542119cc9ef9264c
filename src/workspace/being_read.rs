//! A file that a job reads: to open it, or as the next draft. Tells how far it is, and can be ended.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::jobs::{Done, Teller};
use super::state::Workspace;
use crate::import::{Progress, Watch};
use crate::model::{Article, Stamp};
use crate::store;
use crate::text::isolated;

/// What a file is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be opened.
    Opening,
    /// To be the next draft of what is open.
    Draft,
}

/// A file that is being read. Its reading ends when this is dropped.
#[derive(Debug)]
pub struct BeingRead {
    path: PathBuf,
    purpose: Purpose,
    /// Tells it from other readings, of the same file too.
    number: u64,
    progress: Option<Progress>,
    is_ended: Arc<AtomicBool>,
}

impl BeingRead {
    pub(super) fn new(path: PathBuf, purpose: Purpose, number: u64) -> Self {
        Self { path, purpose, number, progress: None, is_ended: Arc::default() }
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it is read for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// How far it is; `None` where nobody can tell yet.
    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// What is being read, and how far it is: "Opening story.md … 43 %".
    pub fn told(&self) -> String {
        let doing = match self.purpose {
            Purpose::Opening => "Opening",
            Purpose::Draft => "Reading",
        };
        let far = self.progress.map_or_else(String::new, |progress| format!(" {progress}"));
        format!("{doing} {} …{far}", isolated(&self.name()))
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Its file's name without folders.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Drop for BeingRead {
    /// Nobody waits for it any more.
    fn drop(&mut self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }
}

/// What the reader of a file tells goes to the window.
#[derive(Debug)]
pub(super) struct Watcher {
    number: u64,
    teller: Teller,
    is_ended: Arc<AtomicBool>,
    /// The file whose first blocks are wanted, if it is long.
    pub(super) first_blocks_of: Option<(PathBuf, Stamp)>,
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
            self.teller.tell(Done::At(self.number, progress));
        }
    }

    fn wants_first_blocks(&self) -> bool {
        self.first_blocks_of.as_ref().is_some_and(|(path, _)| store::is_long(path))
    }

    fn take_first_blocks(&self, article: Article) {
        let Some((path, stamp)) = &self.first_blocks_of else { return };
        let first_look = store::first_blocks(path, article, *stamp);
        self.teller.tell(Done::Peeked(path.clone(), Box::new(first_look)));
    }
}

impl Workspace {
    /// The files that are being read.
    pub fn being_read(&self) -> impl Iterator<Item = &BeingRead> {
        self.opening().into_iter().chain(self.reading_draft())
    }

    /// A file that is going to be read, and whoever hears of it in the job.
    pub(super) fn begin_reading(
        &mut self,
        path: PathBuf,
        purpose: Purpose,
    ) -> (BeingRead, Watcher) {
        self.readings += 1;
        let file = BeingRead::new(path, purpose, self.readings);
        let watcher = Watcher {
            number: file.number,
            teller: self.jobs.teller(),
            is_ended: Arc::clone(&file.is_ended),
            first_blocks_of: None,
            told: AtomicUsize::new(0),
        };
        (file, watcher)
    }

    /// Takes in how far a file is read.
    pub(super) fn read_so_far(&mut self, number: u64, progress: Progress) {
        let draft = self.reading_draft.as_mut().map(|(file, _)| file);
        let mut files = self.opening.as_mut().into_iter().chain(draft);
        if let Some(file) = files.find(|file| file.number == number) {
            file.progress = Some(progress);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Counted;

    #[test]
    fn a_file_says_how_far_it_is_read() {
        let mut file = BeingRead::new("/folder/story.pdf".into(), Purpose::Opening, 1);
        assert_eq!(file.told(), "Opening story.pdf …");
        file.progress = Some(Progress { done: 3, all: 120, of: Counted::Pages });
        assert_eq!(file.told(), "Opening story.pdf … page 3 of 120");
        file.purpose = Purpose::Draft;
        assert_eq!(file.told(), "Reading story.pdf … page 3 of 120");
    }

    #[test]
    fn the_job_hears_that_nobody_waits_any_more() {
        let file = BeingRead::new("/story.md".into(), Purpose::Draft, 1);
        let is_ended = Arc::clone(&file.is_ended);
        drop(file);
        assert!(is_ended.load(Ordering::Relaxed));
    }
}
