//! How far the check of a mark has got, derived from what is stored.

use super::Review;
use super::marks::Kept;
use crate::model::{
    Demand, FixDecision, Mark, QueryStatus, Relation, SecondRead, Verdict, VerdictGiven, WorkState,
};
use crate::text::{WordsHash, fold};

/// The work state of `mark`.
///
/// A verdict on other words is dead, whatever else is there; a lost place comes before all, unless
/// somebody decided that the words go out, and they did.
pub fn work_state(review: &Review, mark: &Mark) -> WorkState {
    state(review, mark, |mark| is_stale(review, mark))
}

/// The work state of a mark of `review`.
pub(super) fn state_of_kept(review: &Review, kept: &Kept) -> WorkState {
    state(review, &kept.mark, |_| kept.is_stale)
}

fn state(review: &Review, mark: &Mark, is_stale: impl Fn(&Mark) -> bool) -> WorkState {
    if mark.range().is_none() {
        return if mark.is_out() { WorkState::Settled } else { WorkState::Lost };
    }
    let is_blocked =
        || review.queries_of(mark.id).any(|q| q.blocking && q.status == QueryStatus::Open);
    let Some(given) = &mark.verdict else {
        return match mark.evidence.is_empty() {
            _ if is_blocked() => WorkState::Queried,
            true => WorkState::Marked,
            false => WorkState::Sourced,
        };
    };
    if is_stale(mark) {
        WorkState::Recheck
    } else if is_blocked() {
        WorkState::Queried
    } else if lacks(mark, given).next().is_some() {
        WorkState::MissingEvidence
    } else if review.is_signed() {
        WorkState::Signed
    } else if mark.second_reads.iter().any(|read| confirms(read, given)) {
        WorkState::SecondRead
    } else {
        WorkState::Settled
    }
}

/// Whether somebody else read this very verdict on these very words, and agrees.
fn confirms(read: &SecondRead, given: &VerdictGiven) -> bool {
    read.agrees
        && read.verdict == given.verdict
        && read.words == given.words
        && read.stamp.by != given.stamp.by
}

/// Whether the words under the mark are not the words its verdict was given on.
pub fn is_stale(review: &Review, mark: &Mark) -> bool {
    match review.marks.get(mark.id) {
        Some(kept) if std::ptr::eq(&raw const *kept.mark, mark) => kept.is_stale,
        _ => words_changed(mark, review.text()),
    }
}

/// The same, asked of the words themselves.
pub(super) fn words_changed(mark: &Mark, text: &str) -> bool {
    mark.verdict.as_ref().is_some_and(|given| given.words != WordsHash::of(mark.words(text)))
}

/// What the verdict of `mark` demands and does not have; empty without a verdict.
pub fn missing(mark: &Mark) -> Vec<Demand> {
    mark.verdict.iter().flat_map(|given| lacks(mark, given)).collect()
}

fn lacks(mark: &Mark, given: &VerdictGiven) -> impl Iterator<Item = Demand> {
    let has_reason = !given.reason.trim().is_empty();
    let has_note = has_reason || !mark.note.trim().is_empty();
    let is_met = move |demand: Demand| match demand {
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
    given.verdict.demands().iter().copied().filter(move |demand| !is_met(*demand))
}

fn has_relation(mark: &Mark, wanted: &[Relation]) -> bool {
    mark.evidence.iter().any(|e| wanted.contains(&e.relation) && !e.is_blank())
}

/// Whether the words under the mark are already those of its fix.
pub(super) fn fix_stands(mark: &Mark, text: &str) -> bool {
    mark.verdict.as_ref().is_some_and(|v| v.verdict == Verdict::ConfirmedWithFix)
        && mark.fix.as_ref().is_some_and(|fix| fold(&fix.wording) == fold(mark.words(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Evidence, EvidenceId, Fix, Id, Query, QueryId, QueryTo, ReviewerId, Role, SignOff,
        SignOffId, Stamp,
    };
    use crate::review::{Edit, History, Transaction};
    use crate::testing::{act, reviewer_id, stamp};

    /// A review of one claim, with what `change` makes of it.
    fn changed(change: impl FnOnce(&mut Mark)) -> Review {
        let (mut review, mut history) = crate::testing::review("Costs rose [c:12 per cent].");
        let mut mark = only(&review).clone();
        change(&mut mark);
        let tx = Transaction::new("change", vec![Edit::set_mark(mark)]);
        history.commit(&mut review, tx, act(9)).unwrap();
        review
    }

    fn only(review: &Review) -> &Mark {
        review.mark_by_number(1).unwrap()
    }

    fn state_of(review: &Review) -> WorkState {
        let state = work_state(review, only(review));
        // A copy has nothing that is kept for it; it must be told the same.
        assert_eq!(work_state(review, &only(review).clone()), state);
        state
    }

    fn given(verdict: Verdict, reason: &str) -> VerdictGiven {
        let (reason, words) = (reason.to_owned(), WordsHash::of("12 per cent"));
        VerdictGiven { verdict, method: None, reason, stamp: stamp(2), words }
    }

    fn evidence(relation: Relation) -> Evidence {
        let empty = Evidence::new(EvidenceId(Id::new(1)), stamp(2));
        Evidence { relation, passage: "12 %".to_owned(), ..empty }
    }

    fn fix(mark: &mut Mark, decision: FixDecision, wording: &str) {
        let (wording, created) = (wording.to_owned(), stamp(2));
        mark.fix = Some(Box::new(Fix { wording, decision, created, decided: None }));
    }

    fn settled(mark: &mut Mark) {
        mark.verdict = Some(given(Verdict::Opinion, "a figure of speech"));
    }

    /// Something more on the mark, and what it lacks then.
    type Step<'a> = (fn(&mut Mark), &'a [Demand]);

    /// What a mark with this verdict lacks: with nothing, and with what is added one by one.
    fn demands(verdict: Verdict, steps: &[Step<'_>]) {
        let mut added: Vec<fn(&mut Mark)> = vec![|_| ()];
        let mut wanted: Vec<&[Demand]> = vec![verdict.demands()];
        added.extend(steps.iter().map(|(add, _)| *add));
        wanted.extend(steps.iter().map(|(_, lacks)| *lacks));
        for (n, lacks) in wanted.into_iter().enumerate() {
            let review = changed(|mark| {
                mark.verdict = Some(given(verdict, ""));
                added[..=n].iter().for_each(|add| add(mark));
            });
            assert_eq!(missing(only(&review)), lacks, "{verdict:?} {n}");
            let is_open = state_of(&review) == WorkState::MissingEvidence;
            assert_eq!(is_open, !lacks.is_empty(), "{verdict:?} {n}");
        }
    }

    fn supports(mark: &mut Mark) {
        mark.evidence.push(evidence(Relation::Supports));
    }

    fn contradicts(mark: &mut Mark) {
        mark.evidence.push(evidence(Relation::Contradicts));
    }

    fn note(mark: &mut Mark) {
        "Asked twice.".clone_into(&mut mark.note);
    }

    #[test]
    fn confirmed_demands_evidence_that_supports() {
        let lacks: &[Demand] = &[Demand::SupportingEvidence];
        demands(Verdict::Confirmed, &[(contradicts, lacks), (note, lacks), (supports, &[])]);
    }

    #[test]
    fn confirmed_with_fix_demands_an_accepted_or_amended_fix_too() {
        let lacks: &[Demand] = &[Demand::AcceptedFix];
        demands(
            Verdict::ConfirmedWithFix,
            &[
                (supports, lacks),
                (|mark| fix(mark, FixDecision::Proposed, "13"), lacks),
                (|mark| fix(mark, FixDecision::Stet, "13"), lacks),
                (|mark| fix(mark, FixDecision::Accepted, "13"), &[]),
                (|mark| fix(mark, FixDecision::Amended, "13"), &[]),
            ],
        );
    }

    #[test]
    fn wrong_demands_evidence_that_contradicts_and_a_fix_or_cut() {
        let lacks: &[Demand] = &[Demand::FixOrCut];
        demands(
            Verdict::Wrong,
            &[
                (supports, Verdict::Wrong.demands()),
                (contradicts, lacks),
                (|mark| fix(mark, FixDecision::Proposed, " "), lacks),
                (|mark| fix(mark, FixDecision::Cut, ""), &[]),
                (|mark| fix(mark, FixDecision::Proposed, "13"), &[]),
            ],
        );
    }

    #[test]
    fn partly_right_demands_evidence_and_a_note() {
        let partly: fn(&mut Mark) = |mark| mark.evidence.push(evidence(Relation::Partly));
        demands(Verdict::PartlyRight, &[(partly, &[Demand::Note]), (note, &[])]);
    }

    #[test]
    fn disputed_demands_two_sides_or_a_denial() {
        let lacks: &[Demand] = &[Demand::TwoSides];
        let blank: fn(&mut Mark) =
            |mark| mark.evidence.push(Evidence::new(EvidenceId(Id::new(3)), stamp(2)));
        demands(Verdict::Disputed, &[(supports, lacks), (blank, lacks), (supports, &[])]);
        demands(Verdict::Disputed, &[(contradicts, &[])]);
    }

    #[test]
    fn the_other_verdicts_demand_a_reason_and_no_evidence() {
        for verdict in [
            Verdict::Unsupported,
            Verdict::KeptUnconfirmed,
            Verdict::OnAuthor,
            Verdict::Opinion,
            Verdict::Cut,
        ] {
            demands(verdict, &[(supports, &[Demand::Reason]), (note, &[])]);
            let review = changed(|mark| mark.verdict = Some(given(verdict, "she decided")));
            assert_eq!(state_of(&review), WorkState::Settled);
        }
    }

    #[test]
    fn every_verdict_has_demands() {
        assert!(Verdict::ALL.iter().all(|verdict| !verdict.demands().is_empty()));
    }

    #[test]
    fn work_goes_from_marked_to_sourced_and_a_changed_word_takes_it_back() {
        assert_eq!(state_of(&changed(|_| ())), WorkState::Marked);
        assert_eq!(state_of(&changed(supports)), WorkState::Sourced);
        let stale = changed(|mark| {
            settled(mark);
            mark.verdict.as_mut().unwrap().words = WordsHash::of("13 per cent");
        });
        assert_eq!(state_of(&stale), WorkState::Recheck);
    }

    #[test]
    fn only_an_open_blocking_query_about_the_mark_blocks_it() {
        let mut review = changed(settled);
        let mark = Some(only(&review).id);
        let query = |mark, blocking, status| Query {
            id: QueryId(Id::new(1)),
            mark,
            to: QueryTo::Author,
            text: "Why?".to_owned(),
            status,
            blocking,
            due: String::new(),
            answers: Vec::new(),
            created: stamp(3),
        };
        for (query, state) in [
            (query(mark, false, QueryStatus::Open), WorkState::Settled),
            (query(mark, true, QueryStatus::Open), WorkState::Queried),
            (query(mark, true, QueryStatus::Answered), WorkState::Settled),
            (query(None, true, QueryStatus::Open), WorkState::Settled),
        ] {
            let edit = Edit::Query(query.id, Some(Box::new(query)));
            let tx = Transaction::new("query", vec![edit]);
            History::default().commit(&mut review, tx, act(9)).unwrap();
            assert_eq!(state_of(&review), state);
            let is_open = review.tally().open == review.tally().words;
            assert_eq!(is_open, state.is_open());
        }
    }

    #[test]
    fn a_second_read_counts_when_another_reviewer_agrees_on_these_words() {
        let other = Stamp { by: ReviewerId(Id::new(8)), ..stamp(3) };
        assert_ne!(other.by, reviewer_id());
        let words = WordsHash::of("12 per cent");
        let verdict = Verdict::Opinion;
        let read = SecondRead { stamp: other, agrees: true, verdict, words, note: String::new() };
        let old_words = WordsHash::of("11 per cent");
        for (read, state) in [
            (read.clone(), WorkState::SecondRead),
            (SecondRead { agrees: false, ..read.clone() }, WorkState::Settled),
            (SecondRead { stamp: stamp(3), ..read.clone() }, WorkState::Settled),
            (SecondRead { verdict: Verdict::Cut, ..read.clone() }, WorkState::Settled),
            (SecondRead { words: old_words, ..read.clone() }, WorkState::Settled),
        ] {
            let review = changed(|mark| {
                settled(mark);
                mark.second_reads.push(read);
            });
            assert_eq!(state_of(&review), state);
        }
    }

    #[test]
    fn a_signature_holds_for_its_draft_and_its_text() {
        let review = changed(settled);
        let (draft, digest) = (review.draft().number, review.draft().text_digest.to_string());
        let other_text = "0".repeat(64);
        for (draft, text_sha256, state) in [
            (draft, digest.clone(), WorkState::Signed),
            (draft + 1, digest, WorkState::Settled),
            (draft, other_text, WorkState::Settled),
        ] {
            let mut parts = review.to_parts();
            parts.sign_offs.push(SignOff {
                id: SignOffId(Id::new(1)),
                stamp: stamp(4),
                role: Role::Editor,
                draft,
                text_sha256,
                open: Vec::new(),
                note: String::new(),
            });
            let signed = Review::from_parts(parts).unwrap();
            assert_eq!(state_of(&signed), state);
            assert_eq!(signed.is_signed(), state == WorkState::Signed);
        }
    }

    #[test]
    fn a_signature_settles_nothing_that_is_open() {
        let mut parts =
            changed(|mark| mark.verdict = Some(given(Verdict::Confirmed, ""))).to_parts();
        let text_sha256 = parts.drafts[0].text_digest.to_string();
        let (id, role, note) = (SignOffId(Id::new(1)), Role::Editor, String::new());
        let open = Vec::new();
        parts.sign_offs =
            vec![SignOff { id, stamp: stamp(4), role, draft: 1, text_sha256, open, note }];
        let signed = Review::from_parts(parts).unwrap();
        assert_eq!(state_of(&signed), WorkState::MissingEvidence);
    }
}
