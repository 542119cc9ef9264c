//! Long work on plain threads: named, reported when done, and no end of the app when it panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Found;
use crate::find::NeedleError;
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
    Settings,
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

impl Job {
    /// The name of its thread, and what people are told.
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Save(_) => "save",
            Self::Report => "report",
            Self::Look => "look at the article",
            Self::Find(_) => "find",
            Self::Settings => "settings",
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
    /// The settings were saved, or were not.
    SettingsSaved(Result<(), StoreError>),
    /// The job fell over.
    Panicked(Job),
}

impl Done {
    /// Whether the job that tells this is over.
    fn is_end(&self) -> bool {
        !matches!(self, Self::Peeked(..))
    }

    /// Whether there is something to show for it: a window at rest is not painted for what can
    /// wait until it is.
    fn is_news(&self) -> bool {
        !matches!(self, Self::SettingsSaved(Ok(())))
    }
}

/// The jobs that run.
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    wake: Option<Wake>,
    running: usize,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").field("running", &self.running).finish_non_exhaustive()
    }
}

impl Jobs {
    /// Jobs on threads that call `wake` when they are done.
    pub fn threaded(wake: Wake) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake: Some(wake), running: 0 }
    }

    /// Jobs that are done at once, for tests.
    pub fn inline() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake: None, running: 0 }
    }

    /// Starts `work`.
    pub(super) fn start(&mut self, job: Job, work: impl FnOnce() -> Done + Send + 'static) {
        self.start_telling(job, |_| work());
    }

    /// Starts `work`, which may tell something before it is done.
    pub(super) fn start_telling(
        &mut self,
        job: Job,
        work: impl FnOnce(&dyn Fn(Done)) -> Done + Send + 'static,
    ) {
        self.running += 1;
        let sender = self.sender.clone();
        let tell = {
            let (sender, wake) = (self.sender.clone(), self.wake.clone());
            move |done| {
                drop(sender.send(done));
                if let Some(wake) = &wake {
                    wake();
                }
            }
        };
        let guarded =
            move || catch_unwind(AssertUnwindSafe(|| work(&tell))).unwrap_or(Done::Panicked(job));
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

    /// What was done since the last call.
    pub(super) fn poll(&mut self) -> Vec<Done> {
        let done: Vec<Done> = self.receiver.try_iter().collect();
        let ended = done.iter().filter(|done| done.is_end()).count();
        self.running = self.running.saturating_sub(ended);
        done
    }

    /// Waits for every job that runs and gives what they bring.
    pub(super) fn finish(&mut self) -> Vec<Done> {
        let mut out = Vec::new();
        while self.running > 0 {
            let Ok(done) = self.receiver.recv() else { break };
            self.running -= usize::from(done.is_end());
            out.push(done);
        }
        out
    }

    /// Whether anything runs.
    pub fn is_busy(&self) -> bool {
        self.running > 0
    }
}
