//! The next draft of a review: one step, with everything carried.

use obelus::model::{
    DraftFlag, Exempt, ExemptId, ExemptReason, Fix, FixDecision, Id, Mark, Place, Verdict,
    VerdictGiven, WorkState,
};
use obelus::review::{
    Draft, Edit, Fate, History, NextDraft, NextDraftError, Review, ReviewParts, Transaction,
    past_review, work_state,
};
use obelus::sidecar::{from_ron, to_ron};
use obelus::testing::{act, draft, review, stamp};
use obelus::text::{TextRange, WordsHash};
use obelus::workspace::carry_review;

fn prepared(review: &Review, draft: Draft) -> Result<NextDraft, NextDraftError> {
    carry_review(review, draft, stamp(50)).map(|carried| carried.next)
}

/// Takes `text` as the next draft.
fn take(review: &mut Review, history: &mut History, text: &str) -> Vec<Fate> {
    let next = prepared(review, draft(text)).unwrap();
    history.commit(review, next.transaction, act(50)).unwrap();
    next.fates.into_iter().map(|(_, fate)| fate).collect()
}

/// Gives every mark a verdict on its words.
fn judge(review: &mut Review, history: &mut History, fix: Option<&str>) {
    let marks: Vec<Mark> = review.marks_in_order().cloned().collect();
    for mut mark in marks {
        let words = WordsHash::of(mark.words(review.text()));
        let (verdict, reason) = (Verdict::Opinion, "so it is".to_owned());
        mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp: stamp(9), words });
        mark.fix = fix.map(|wording| {
            Box::new(Fix {
                wording: wording.to_owned(),
                decision: FixDecision::Accepted,
                created: stamp(8),
                decided: None,
            })
        });
        let tx = Transaction::new("judge", vec![Edit::set_mark(mark)]);
        history.commit(review, tx, act(9)).unwrap();
    }
}

#[test]
fn a_draft_is_one_step_that_can_be_undone_and_done_again() {
    let (mut review, mut history) = review("Costs [c:rose] by [c:12 percent] in [c:May of 2025].");
    judge(&mut review, &mut history, None);
    let before = review.to_parts();
    let fates = take(&mut review, &mut history, "So costs rose by 13 percent in May of 2024.");
    assert_eq!(fates[1], Fate::Cut);
    let after = review.to_parts();
    history.undo(&mut review, act(51)).unwrap();
    let undone = review.to_parts();
    assert_eq!((undone.drafts, undone.marks), (before.drafts, before.marks));
    history.redo(&mut review, act(52)).unwrap();
    assert_eq!((review.to_parts().drafts, review.to_parts().marks), (after.drafts, after.marks));
}

#[test]
fn a_verdict_stays_on_its_words_and_dies_on_others() {
    let (mut review, mut history) =
        review("[c:Costs rose in the spring.] [c:Nobody ever was asked about it.]");
    judge(&mut review, &mut history, None);
    let text = "Costs rose in the spring. Nobody was asked about it.";
    assert_eq!(take(&mut review, &mut history, text), [Fate::Unchanged, Fate::Recheck]);
    let states: Vec<WorkState> =
        review.marks_in_order().map(|mark| work_state(&review, mark)).collect();
    assert_eq!(states, [WorkState::Settled, WorkState::Recheck]);
    let carried = review.mark_by_number(2).unwrap().carried.clone().unwrap();
    assert_eq!((carried.flag, carried.draft), (DraftFlag::Changed, 1));
    assert_eq!(carried.words, "Nobody ever was asked about it.");
}

#[test]
fn a_fix_that_stands_settles_its_mark() {
    let (mut review, mut history) = review("Costs rose by [c:12 percent] in May.");
    judge(&mut review, &mut history, Some("13 percent"));
    assert_eq!(take(&mut review, &mut history, "Costs rose by 13 percent in May."), [Fate::Fixed]);
    let mark = review.mark_by_number(1).unwrap();
    assert_eq!(mark.words(review.text()), "13 percent");
    assert_eq!(mark.verdict.as_ref().unwrap().verdict, Verdict::ConfirmedWithFix);
}

/// What becomes of the one mark of `old`, its fix decided, and the words it is on then.
fn fixed(old: &str, fix: &str, new: &str) -> (Fate, String) {
    let (mut review, mut history) = review(old);
    judge(&mut review, &mut history, Some(fix));
    let fates = take(&mut review, &mut history, new);
    (fates[0], review.mark_by_number(1).unwrap().words(review.text()).to_owned())
}

#[test]
fn a_fix_settles_its_mark_where_it_stands_letter_for_letter() {
    let old = "Costs rose by [c:12 percent] in May, he said.";
    for fix in ["13 percent", "a fifth", "nearly 12 percent", "12 percent and more", "“12” percent"]
    {
        let new = old.replace("[c:12 percent]", &fix.replace(['“', '”'], "\""));
        let (fate, words) = fixed(old, fix, &new);
        assert_eq!(fate, Fate::Fixed, "{fix}");
        assert_eq!(words.replace('"', "").len(), fix.replace(['“', '”'], "").len(), "{words}");
    }
    let shorter = fixed("They were [c:very large] sums.", "large", "They were large sums.");
    assert_eq!(shorter, (Fate::Fixed, "large".to_owned()));
}

#[test]
fn a_fix_that_stands_in_part_or_not_alone_is_checked_again() {
    let old = "Costs rose by [c:12 percent in May], he said.";
    for new in [
        "Costs rose by 13 percent in May, he said.",
        "Costs rose by 13 percent in June or July, he said.",
        "Costs rose by not even 13 percent in June, he said.",
        "Costs rose by 12 percent in June, he said.",
    ] {
        let (fate, _) = fixed(old, "13 percent in June", new);
        assert!(matches!(fate, Fate::Recheck | Fate::Cut), "{fate:?}: {new}");
    }
    let untouched =
        fixed(old, "13 percent in June", "Then costs rose by 12 percent in May, he said.");
    assert_eq!(untouched.0, Fate::Glance);
}

#[test]
fn a_fix_is_found_in_a_paragraph_that_was_moved() {
    let rest =
        "It rained on all of the town that day.\nNobody was asked, she said.\nSo it went on.";
    let moved = "The costs of the line rose by 13 percent in May, he said.";
    let old = format!("{}\n{rest}", moved.replace("13 percent", "[c:12 percent]"));
    let told = fixed(&old, "13 percent", &format!("{rest}\n{moved}"));
    assert_eq!(told, (Fate::Fixed, "13 percent".to_owned()));
    let told = fixed(&old, "13 percent", &format!("{rest}\nHe left at the age of 13 percent."));
    assert_eq!(told.0, Fate::Cut);
}

#[test]
fn a_cut_mark_stays_cut_when_the_review_is_read_again() {
    let (mut review, mut history) = review("It cost [c:5] euros. It rained on 5 roads.");
    assert_eq!(take(&mut review, &mut history, "It rained on 5 roads."), [Fate::Cut]);
    let read = from_ron(to_ron(&review).unwrap().as_bytes()).unwrap();
    assert_eq!(read.read_only, None);
    assert_eq!(read.review.to_parts(), review.to_parts());
    assert_eq!(read.review.mark_by_number(1).unwrap().range(), None);
    let past = &read.review.drafts()[0];
    assert_eq!(past.marks[0].range.of(past.article.text()), "5");
}

#[test]
fn an_empty_draft_and_the_present_one_are_refused() {
    let (mut review, mut history) = review("Costs [c:rose].");
    assert_eq!(prepared(&review, draft("\n\n")).unwrap_err(), NextDraftError::Empty);
    assert_eq!(prepared(&review, draft("Costs rose.")).unwrap_err(), NextDraftError::Known(1));
    take(&mut review, &mut history, "Costs fell.");
    assert_eq!(prepared(&review, draft("Costs fell.")).unwrap_err(), NextDraftError::Known(2));
    assert_eq!(prepared(&review, draft("Costs rose.")).unwrap().again, Some(1));
}

#[test]
fn an_older_draft_can_be_read_as_it_was() {
    let (mut review, mut history) = review("Costs [c:rose] by [c:12 percent] in May.");
    judge(&mut review, &mut history, None);
    let before = review.to_parts();
    let tally = review.tally();
    take(&mut review, &mut history, "Costs fell by 13 percent in June.");
    let read = from_ron(to_ron(&review).unwrap().as_bytes()).unwrap().review;
    let past = past_review(&read, 1).unwrap();
    assert_eq!(past.to_parts().marks, before.marks);
    assert_eq!((past.tally(), read.drafts()[0].tally), (tally, Some(tally)));
    assert!(past_review(&read, 2).is_none());
}

#[test]
fn what_was_deleted_since_still_stands_in_the_older_draft() {
    let (mut review, mut history) = review("Costs [c:rose] by [c:12 percent] in May.");
    let exempt = exempt_words(&review, "in May");
    let tx =
        Transaction::new("exempt", vec![Edit::Exempt(exempt.id, Some(Box::new(exempt.clone())))]);
    history.commit(&mut review, tx, act(9)).unwrap();
    let (before, tally) = (review.to_parts(), review.tally());
    take(&mut review, &mut history, "Costs fell by 12 percent in May.");
    let there = review.to_parts();
    let mark = review.mark_by_number(2).unwrap().id;
    let tx =
        Transaction::new("delete", vec![Edit::Mark(mark, None), Edit::Exempt(exempt.id, None)]);
    history.commit(&mut review, tx, act(10)).unwrap();
    let read = from_ron(to_ron(&review).unwrap().as_bytes()).unwrap().review;
    assert_eq!((read.mark_count(), read.exempt().count()), (1, 0));
    let past = past_review(&read, 1).unwrap();
    assert_eq!(past.to_parts().marks, before.marks);
    assert_eq!((past.to_parts().exempt, past.tally()), (before.exempt, tally));
    history.undo(&mut review, act(11)).unwrap();
    let content = |parts| ReviewParts { events: Vec::new(), ..parts };
    assert_eq!(content(review.to_parts()), content(there));
}

fn exempt_words(review: &Review, words: &str) -> Exempt {
    let start = review.text().find(words).unwrap();
    let range = TextRange::checked(review.text(), start, start + words.len()).unwrap();
    let (id, place) = (ExemptId(Id::new(5)), Place::At(range));
    let (reason, note) = (ExemptReason::Connective, String::new());
    Exempt { id, place, reason, note, created: stamp(3), gone_after: None }
}

#[test]
fn words_that_went_out_as_decided_leave_nothing_to_do() {
    let (mut review, mut history) = review("It rained. [c:It cost 5 euros.] It snowed.");
    let mut mark = review.mark_by_number(1).unwrap().clone();
    let words = WordsHash::of(mark.words(review.text()));
    let (verdict, reason) = (Verdict::Cut, "the editor, for length".to_owned());
    mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp: stamp(9), words });
    let tx = Transaction::new("judge", vec![Edit::set_mark(mark)]);
    history.commit(&mut review, tx, act(9)).unwrap();
    assert_eq!(take(&mut review, &mut history, "It rained. It snowed."), [Fate::Gone]);
    let mark = review.mark_by_number(1).unwrap();
    assert!(mark.is_out() && !mark.waits());
    assert_eq!(work_state(&review, mark), WorkState::Settled);
}
