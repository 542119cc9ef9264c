//! The figures that cost a look at the whole article or at all marks: worked out beside the window,
//! while somebody looks at them.

use std::sync::Arc;

use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Dialog, Document, Severity};
use crate::review::{Figures, Milestone, Pieces, Review, figures, milestones};

/// Which revision of which open document figures are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct StandingOf {
    pub(super) document: u64,
    pub(super) revision: u64,
}

/// How far a review has got, and how it came there.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    of: StandingOf,
    /// The figures.
    pub figures: Figures,
    /// When words were accounted for.
    pub course: Vec<Milestone>,
}

impl Standing {
    fn new(of: StandingOf, review: &Review) -> Self {
        Self { of, figures: figures(review), course: milestones(review) }
    }

    /// The revision of the review that it is of.
    pub fn revision(&self) -> u64 {
        self.of.revision
    }
}

impl Document {
    /// How far the review has got, as worked out last.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_deref()
    }

    fn standing_of(&self) -> StandingOf {
        StandingOf { document: self.id, revision: self.history.revision() }
    }
}

impl Workspace {
    /// Works the figures out anew, when they are looked at and the review has changed since.
    pub(super) fn freshen_standing(&mut self) {
        let is_seen = self.dialog == Some(Dialog::Progress);
        let Some(document) = self.document.as_mut().filter(|_| is_seen) else { return };
        let of = document.standing_of();
        let is_fresh = document.standing().is_some_and(|standing| standing.of == of);
        if is_fresh || document.is_counting || document.is_first_look {
            return;
        }
        document.is_counting = true;
        let mut review = document.review.clone();
        self.jobs.start(Job::Count(of), move || {
            let pieces = review.pieces();
            review.keep_pieces(pieces.clone());
            Done::Counted(Box::new(Standing::new(of, &review)), pieces)
        });
    }

    /// Figures came home, and what they were counted from: that is kept up to date from now on.
    pub(super) fn counted(&mut self, standing: Standing, pieces: Arc<Pieces>) {
        let Some(document) = self.document_with(standing.of.document) else { return };
        document.is_counting = false;
        document.review.keep_pieces(pieces);
        document.standing = Some(Box::new(standing));
    }

    /// They could not be worked out: not tried again for the same state of the review.
    pub(super) fn count_failed(&mut self, of: StandingOf, detail: String) {
        self.notices.push(Severity::Error, "Not counted", detail);
        if let Some(document) = self.document_with(of.document) {
            document.is_counting = false;
            document.standing = Some(Box::new(Standing { of, ..Standing::default() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Piece;
    use crate::workspace::{Action, Change, Jobs, RealWorld};

    #[test]
    fn figures_follow_the_review_only_while_they_are_looked_at() {
        let (review, history) = crate::testing::review("It rose by [c:12]. Mara [s:Kern] said so.");
        let settings = crate::store::Settings::default();
        let mut workspace = Workspace::new(settings, None, Jobs::inline(), Box::new(RealWorld));
        workspace.document = Some(Document::of(review, history));
        let revision = |workspace: &mut Workspace| {
            workspace.poll();
            let document = workspace.document.as_ref().expect("one is open");
            document.standing().map(Standing::revision)
        };
        workspace.apply(Action::HideDialog);
        assert_eq!(revision(&mut workspace), None);
        workspace.apply(Action::Show(Dialog::Progress));
        let before = revision(&mut workspace).expect("counted");
        workspace.apply(Action::Change(Change::Undo));
        assert!(revision(&mut workspace) > Some(before));
        let review = &workspace.document.as_ref().expect("one is open").review;
        let names = review.tally_of_pieces(Piece::Name).expect("kept");
        assert_eq!(names.map(|names| names.open), Ok(1));
    }
}
