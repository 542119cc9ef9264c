//! Long work on plain threads: named, reported when done, and no end of the app when it panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Found;
use super::arrival::{Arrival, ArrivalError};
use super::compare::ComparedOf;
use super::past::PastDraft;
use super::standing::{Standing, StandingOf};
use crate::find::NeedleError;
use crate::import::Progress;
use crate::review::Pieces;
use crate::store::{ArticleOnDisk, Fingerprint, OpenError, Opened, SaveError, StoreError};

/// Wakes the window when a job is done.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a job is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Open,
    Save(SaveOf),
    Report,
    Look,
    Find(FindOf),
    Draft,
    Past,
    Compare,
    Settings,
    Head,
    Paste,
    Count(StandingOf),
}

/// Which revision of which open document is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SaveOf {
    pub(super) document: u64,
    pub(super) revision: u64,
}

/// Which question, of which open document, is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FindOf {
    pub(super) document: u64,
    pub(super) question: u64,
}

/// Which revision of which open document a new draft was read for, and by which reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DraftOf {
    pub(super) document: u64,
    pub(super) revision: u64,
    /// The number of the reading.
    pub(super) reading: u64,
}

impl Job {
    /// Whether it writes something that must not be lost when the window goes.
    fn writes(self) -> bool {
        matches!(self, Self::Save(_) | Self::Report | Self::Settings | Self::Paste)
    }

    /// The name of its thread, and what people are told.
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Save(_) => "save",
            Self::Report => "report",
            Self::Look => "look at the article",
            Self::Find(_) => "find",
            Self::Draft => "new draft",
            Self::Past => "older draft",
            Self::Compare => "compare drafts",
            Self::Settings => "settings",
            Self::Head => "look at the file",
            Self::Paste => "paste",
            Self::Count(_) => "figures",
        }
    }
}

impl std::fmt::Display for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// What a job brings home.
#[derive(Debug)]
pub(super) enum Done {
    /// A first look at a review; the job goes on.
    Peeked(PathBuf, Box<Opened>),
    /// How far the reading with this number is; the job goes on.
    At(u64, Progress),
    /// A file was opened, or was not.
    Opened(PathBuf, Box<Result<Opened, OpenError>>),
    /// A review was saved at this path, or was not.
    Saved(SaveOf, PathBuf, Result<Fingerprint, SaveError>),
    /// A review could not be written down at all.
    NotWritten(SaveOf, String),
    /// A report was written, or was not.
    Exported(Result<PathBuf, StoreError>),
    /// How the article's file stands to the text that is shown.
    Looked(PathBuf, ArticleOnDisk),
    /// What a search found, or why it could not look.
    Found(FindOf, Box<Result<Found, NeedleError>>),
    /// A new draft was read and carried into, or was not.
    Arrived(DraftOf, PathBuf, Box<Result<Arrival, ArrivalError>>),
    /// An older draft, as it was.
    Past(Box<PastDraft>),
    /// The beginning of the file of this open document, or why there is none.
    Head(u64, Result<Vec<u8>, StoreError>),
    /// What was pasted was written, or was not.
    Pasted(Result<PathBuf, StoreError>),
    /// Two drafts were compared.
    Compared(Box<ComparedOf>),
    /// The figures of a review, and what was counted for them.
    Counted(Box<Standing>, Arc<Pieces>),
    /// The settings were saved, or were not.
    SettingsSaved(Result<(), StoreError>),
    /// The job fell over.
    Panicked(Job),
}

impl Done {
    /// Whether the job that tells this is over.
    fn is_end(&self) -> bool {
        !matches!(self, Self::Peeked(..) | Self::At(..))
    }

    /// Whether the job that tells this is one that writes.
    fn is_written(&self) -> bool {
        match self {
            Self::Saved(..)
            | Self::NotWritten(..)
            | Self::Exported(_)
            | Self::Pasted(_)
            | Self::SettingsSaved(_) => true,
            Self::Peeked(..)
            | Self::At(..)
            | Self::Opened(..)
            | Self::Looked(..)
            | Self::Head(..)
            | Self::Found(..)
            | Self::Arrived(..)
            | Self::Past(_)
            | Self::Counted(..)
            | Self::Compared(_) => false,
            Self::Panicked(job) => job.writes(),
        }
    }

    /// Whether there is something to show for it: a window at rest is not painted for what can
    /// wait until it is.
    fn is_news(&self) -> bool {
        !matches!(self, Self::SettingsSaved(Ok(())))
    }
}

/// By what a job tells something before it is done.
#[derive(Clone)]
pub(super) struct Teller {
    sender: Sender<Done>,
    wake: Option<Wake>,
}

impl std::fmt::Debug for Teller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Teller").finish_non_exhaustive()
    }
}

impl Teller {
    /// Tells it, and wakes the window.
    pub(super) fn tell(&self, done: Done) {
        drop(self.sender.send(done)); // nobody listens any more: the window is gone
        if let Some(wake) = &self.wake {
            wake();
        }
    }
}

/// The jobs that run.
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    wake: Option<Wake>,
    /// Jobs that write, and all others.
    writing: usize,
    reading: usize,
    /// What others brought while those that write were waited for.
    kept: Vec<Done>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs")
            .field("writing", &self.writing)
            .field("reading", &self.reading)
            .finish_non_exhaustive()
    }
}

impl Jobs {
    /// Jobs on threads that call `wake` when they are done.
    pub fn threaded(wake: Wake) -> Self {
        Self::new(Some(wake))
    }

    /// Jobs that are done at once, for tests.
    pub fn inline() -> Self {
        Self::new(None)
    }

    fn new(wake: Option<Wake>) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake, writing: 0, reading: 0, kept: Vec::new() }
    }

    /// Starts `work`.
    pub(super) fn start(&mut self, job: Job, work: impl FnOnce() -> Done + Send + 'static) {
        self.start_telling(job, |_| work());
    }

    /// Starts `work`, which may tell something before it is done.
    pub(super) fn start_telling(
        &mut self,
        job: Job,
        work: impl FnOnce(&Teller) -> Done + Send + 'static,
    ) {
        *self.running(job.writes()) += 1;
        let sender = self.sender.clone();
        let teller = self.teller();
        let guarded =
            move || catch_unwind(AssertUnwindSafe(|| work(&teller))).unwrap_or(Done::Panicked(job));
        let Some(wake) = self.wake.clone() else {
            drop(sender.send(guarded()));
            return;
        };
        let spawned = std::thread::Builder::new().name(job.name().to_owned()).spawn(move || {
            let done = guarded();
            let is_news = done.is_news();
            drop(sender.send(done)); // nobody listens any more: the window is gone
            if is_news {
                wake();
            }
        });
        if spawned.is_err() {
            drop(self.sender.send(Done::Panicked(job)));
        }
    }

    /// A way for what a job works with to tell something before it is done.
    pub(super) fn teller(&self) -> Teller {
        Teller { sender: self.sender.clone(), wake: self.wake.clone() }
    }

    /// What was done since the last call.
    pub(super) fn poll(&mut self) -> Vec<Done> {
        let mut out = std::mem::take(&mut self.kept);
        while let Ok(done) = self.receiver.try_recv() {
            self.note_end(&done);
            out.push(done);
        }
        out
    }

    /// Waits for the jobs that write and gives what they bring; what others bring meanwhile comes
    /// with the next [`Self::poll`].
    pub(super) fn finish(&mut self) -> Vec<Done> {
        let mut out = Vec::new();
        while self.writing > 0 {
            let Ok(done) = self.receiver.recv() else { break };
            self.note_end(&done);
            if done.is_written() { out.push(done) } else { self.kept.push(done) }
        }
        out
    }

    fn note_end(&mut self, done: &Done) {
        let running = self.running(done.is_written());
        *running = running.saturating_sub(usize::from(done.is_end()));
    }

    fn running(&mut self, writes: bool) -> &mut usize {
        if writes { &mut self.writing } else { &mut self.reading }
    }

    /// Whether anything runs.
    pub fn is_busy(&self) -> bool {
        self.writing + self.reading > 0 || !self.kept.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_writes_is_waited_for_and_nothing_is_lost() {
        let mut jobs = Jobs::threaded(Arc::new(|| {}));
        let (go, wait) = channel::<()>();
        let of = FindOf { document: 1, question: 1 };
        jobs.start(Job::Find(of), move || {
            let _gone = wait.recv();
            Done::Found(of, Box::new(Ok(Found::default())))
        });
        let missing = Done::Looked(PathBuf::new(), ArticleOnDisk::Missing);
        jobs.start(Job::Look, move || missing);
        let first = jobs.receiver.recv().expect("the look comes home");
        jobs.sender.send(first).expect("the line is open");
        jobs.start(Job::Settings, || Done::SettingsSaved(Ok(())));
        let written = jobs.finish();
        assert!(matches!(written[..], [Done::SettingsSaved(Ok(()))]), "{written:?}");
        assert!(matches!(jobs.poll()[..], [Done::Looked(..)]));
        assert!(jobs.is_busy(), "the search still runs");
        drop(go);
    }
}
