//! How far the check of a mark has got, derived from what is stored.

use super::Review;
use crate::model::{Demand, FixDecision, Mark, QueryStatus, Relation, Verdict, WorkState};
use crate::text::{WordsHash, fold};

/// The work state of `mark`.
///
/// A verdict on other words is dead, whatever else is there; a lost place comes before all.
pub fn work_state(review: &Review, mark: &Mark) -> WorkState {
    if mark.range().is_none() {
        return WorkState::Lost;
    }
    let blocked = review.queries_of(mark.id).any(|q| q.blocking && q.status == QueryStatus::Open);
    let Some(given) = &mark.verdict else {
        return match (blocked, mark.evidence.is_empty()) {
            (true, _) => WorkState::Queried,
            (false, true) => WorkState::Marked,
            (false, false) => WorkState::Sourced,
        };
    };
    if is_stale(review, mark) {
        WorkState::Recheck
    } else if blocked {
        WorkState::Queried
    } else if !missing(mark).is_empty() {
        WorkState::MissingEvidence
    } else if is_signed(review) {
        WorkState::Signed
    } else if mark.second_reads.iter().any(|read| {
        read.agrees
            && read.verdict == given.verdict
            && read.words == given.words
            && read.stamp.by != given.stamp.by
    }) {
        WorkState::SecondRead
    } else {
        WorkState::Settled
    }
}

fn is_signed(review: &Review) -> bool {
    let draft = review.draft();
    !review.sign_offs().is_empty() && {
        let digest = draft.text_digest.to_string();
        review.sign_offs().iter().any(|s| s.draft == draft.number && s.text_sha256 == digest)
    }
}

/// Whether the words under the mark are not the words its verdict was given on.
pub fn is_stale(review: &Review, mark: &Mark) -> bool {
    mark.verdict.as_ref().is_some_and(|given| {
        WordsHash::parse(&given.words) != Some(WordsHash::of(mark.words(review.text())))
    })
}

/// What the verdict of `mark` demands and does not have; empty without a verdict.
pub fn missing(mark: &Mark) -> Vec<Demand> {
    let Some(given) = &mark.verdict else { return Vec::new() };
    let has_reason = !given.reason.trim().is_empty();
    let has_note = has_reason || !mark.note.trim().is_empty();
    let met = |demand: Demand| match demand {
        Demand::SupportingEvidence => has_relation(mark, &[Relation::Supports]),
        Demand::ContradictingEvidence => has_relation(mark, &[Relation::Contradicts]),
        Demand::Evidence => mark.evidence.iter().any(|e| !e.is_blank()),
        Demand::TwoSides => {
            mark.evidence.iter().filter(|e| !e.is_blank()).count() >= 2
                || has_relation(mark, &[Relation::Contradicts])
        }
        Demand::AcceptedFix => mark
            .fix
            .as_ref()
            .is_some_and(|f| matches!(f.decision, FixDecision::Accepted | FixDecision::Amended)),
        Demand::FixOrCut => mark
            .fix
            .as_ref()
            .is_some_and(|f| f.decision == FixDecision::Cut || !f.wording.trim().is_empty()),
        Demand::Note | Demand::Reason => has_note,
    };
    given.verdict.demands().iter().copied().filter(|demand| !met(*demand)).collect()
}

fn has_relation(mark: &Mark, wanted: &[Relation]) -> bool {
    mark.evidence.iter().any(|e| wanted.contains(&e.relation) && !e.is_blank())
}

/// Whether the words under the mark are already those of its fix.
pub(super) fn fix_stands(mark: &Mark, text: &str) -> bool {
    mark.verdict.as_ref().is_some_and(|v| v.verdict == Verdict::ConfirmedWithFix)
        && mark.fix.as_ref().is_some_and(|fix| fold(&fix.wording) == fold(mark.words(text)))
}
