//! Older drafts, to be read as they were: one stands in the place of the review, which is put aside
//! and comes back for whatever is meant for it.

use std::path::PathBuf;

use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Action, Document, Effect, Severity};
use crate::review::{History, Review, past_review};
use crate::store::{ArticleOnDisk, Opened};

/// What comes home when an older draft was asked for.
#[derive(Debug)]
pub(super) struct PastDraft {
    /// The document that was asked.
    pub(super) of: u64,
    /// The draft.
    pub(super) number: u32,
    /// The review as it was; `None` when it cannot be told any more.
    pub(super) review: Option<Review>,
}

impl Workspace {
    /// The review that is worked on, also while an older draft is shown in its place.
    pub fn present(&self) -> Option<&Document> {
        self.aside.as_deref().or(self.document.as_ref())
    }

    /// The open document with this id, shown or put aside.
    pub(super) fn document_with(&mut self, id: u64) -> Option<&mut Document> {
        let all = self.aside.as_deref_mut().into_iter().chain(self.document.as_mut());
        all.into_iter().find(|document| document.id == id)
    }

    /// Shows a draft: an older one to be read, the last one to be worked on.
    pub(super) fn show_draft(&mut self, number: u32) -> Vec<Effect> {
        let Some(present) = self.present().filter(|document| !document.is_first_look) else {
            return Vec::new();
        };
        if present.review.draft().number == number {
            return self.come_back();
        }
        let (of, review) = (present.id, present.review.clone());
        self.jobs.start(Job::Past, move || {
            let review = past_review(&review, number);
            Done::Past(Box::new(PastDraft { of, number, review }))
        });
        self.poll()
    }

    /// An older draft came home: the review is saved and put aside for it.
    pub(super) fn past_came(&mut self, past: PastDraft) -> Vec<Effect> {
        let PastDraft { of, number, review } = past;
        if self.present().is_none_or(|present| present.id != of) {
            return Vec::new(); // another article is open by now
        }
        let Some(review) = review else {
            let detail = format!("Draft {number} cannot be shown any more.");
            self.notices.push(Severity::Error, "Not shown", detail);
            return Vec::new();
        };
        if self.aside.is_none() {
            self.start_save();
            self.aside = self.document.take().map(Box::new);
        }
        let Some(aside) = &self.aside else { return Vec::new() };
        self.documents += 1;
        let sidecar_path = aside.sidecar_path.clone();
        let mut document = Document::new(read_only(review, sidecar_path), self.documents);
        document.remembered_as = PathBuf::new(); // no place of its own in the recent list
        document.zoom = aside.zoom;
        document.last_draft = Some(aside.review.draft().number);
        self.document = Some(document);
        self.announce(format!("Draft {number}, as it was; for reading alone"));
        vec![Effect::DocumentChanged]
    }

    /// Puts the review back in its place; nothing where it stands there.
    pub(super) fn come_back(&mut self) -> Vec<Effect> {
        let Some(aside) = self.aside.take() else { return Vec::new() };
        let top = aside.top;
        self.document = Some(*aside);
        vec![Effect::DocumentChanged, Effect::Resume(top)]
    }

    /// Puts the review back for an action that is meant for it, not for an older draft.
    pub(super) fn come_back_for(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::Open(_)
            | Action::CloseReview
            | Action::Save
            | Action::PickDraft
            | Action::ReadDraft(_)
            | Action::TakeDraft(_)
            | Action::Quit => self.come_back(),
            _ => Vec::new(),
        }
    }
}

fn read_only(review: Review, sidecar_path: PathBuf) -> Opened {
    let number = review.draft().number;
    Opened {
        review,
        history: History::default(),
        article_path: None,
        sidecar_path,
        read_only: Some(format!("this is draft {number}, as it was")),
        notes: Vec::new(),
        asked_for: None,
        article: ArticleOnDisk::Same,
        fingerprint: None,
        is_new: false,
    }
}
