//! Transactions, undo and redo.

use std::sync::Arc;

use super::coverage::Touched;
use super::{Edit, EditError, Event, Review};
use crate::model::{EventId, Reviewer, Stamp};

/// Who does something, when, and the id its event gets: what a pure room cannot make itself.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// Who, and when.
    pub stamp: Stamp,
    /// Name of the event.
    pub event: EventId,
}

/// Typing in one field, told apart from typing in another, or in the same one later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalesce(pub String);

/// Edits that happen together or not at all, under one label.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// What it does, as a phrase that follows "Undo": `add claim`.
    pub label: String,
    /// What it changes.
    pub edits: Vec<Edit>,
    /// When the step before it has the same, the two become one step.
    pub coalesce: Option<Coalesce>,
}

impl Transaction {
    /// A transaction that stands alone.
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits, coalesce: None }
    }

    /// The same, merged with the step before when that has the same `key`.
    pub fn coalescing(mut self, key: impl Into<String>) -> Self {
        self.coalesce = Some(Coalesce(key.into()));
        self
    }
}

#[derive(Clone, Debug)]
struct Step {
    label: String,
    /// What brings the state on the other side back, in the order in which to apply it.
    edits: Vec<Edit>,
    coalesce: Option<Coalesce>,
}

impl Step {
    /// Takes in what brings a later state back to the one after this step.
    ///
    /// Where it sets nothing but what this step sets, the older values lead back to before both.
    fn join(&mut self, later: Vec<Edit>) {
        let is_known = |edit: &Edit| self.edits.iter().any(|own| own.sets_the_same(edit));
        if !later.iter().all(is_known) {
            self.edits.splice(..0, later);
        }
    }
}

/// What was done and can be undone, without limit, for as long as the review is open.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    revision: u64,
}

impl History {
    /// Applies a transaction: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// The first [`EditError`]; the review is as it was.
    pub fn commit(
        &mut self,
        review: &mut Review,
        tx: Transaction,
        act: Act,
    ) -> Result<(), EditError> {
        let Transaction { label, edits, coalesce } = tx;
        let numbers = numbers_of(review, &edits);
        let before = accounted(review);
        let inverse = apply_all(review, edits)?;
        let after = changed(review, before);
        self.revision += 1;
        self.undone.clear();
        let last = self.done.last_mut();
        if let Some(last) = last.filter(|last| coalesce.is_some() && last.coalesce == coalesce) {
            last.join(inverse);
            if after.is_some() || !is_told(review, &numbers) {
                log(review, act, label, numbers, after);
            }
            return Ok(());
        }
        log(review, act, label.clone(), numbers, after);
        self.done.push(Step { label, edits: inverse, coalesce });
        Ok(())
    }

    /// Makes somebody known to the review, or gives them their new name. Not a step: like the log,
    /// which names them, this is never taken back.
    pub fn introduce(&mut self, review: &mut Review, reviewer: &Reviewer) {
        if review.reviewers.get(&reviewer.id) != Some(reviewer) {
            if review.reviewers.insert(reviewer.id, reviewer.clone()).is_some() {
                review.recent.note_name();
            }
            self.revision += 1;
        }
    }

    /// Takes back the last step and gives its label; `None` when there is none, or when the review
    /// refuses what stood there before. The step is kept then.
    pub fn undo(&mut self, review: &mut Review, act: Act) -> Option<String> {
        let step = self.done.pop()?;
        let Some(inverse) = self.replay(review, &step, act, "undo") else {
            self.done.push(step);
            return None;
        };
        self.undone.push(inverse);
        if let Some(last) = self.done.last_mut() {
            last.coalesce = None; // what is typed from now on is a step of its own
        }
        Some(step.label)
    }

    /// Does the last undone step again and gives its label; `None` when there is none, or when the
    /// review refuses it. The step is kept then.
    pub fn redo(&mut self, review: &mut Review, act: Act) -> Option<String> {
        let step = self.undone.pop()?;
        let Some(inverse) = self.replay(review, &step, act, "redo") else {
            self.undone.push(step);
            return None;
        };
        self.done.push(inverse);
        Some(step.label)
    }

    fn replay(&mut self, review: &mut Review, step: &Step, act: Act, how: &str) -> Option<Step> {
        let numbers = numbers_of(review, &step.edits);
        let before = accounted(review);
        let edits = apply_all(review, step.edits.clone()).ok()?;
        let after = changed(review, before);
        self.revision += 1;
        log(review, act, format!("{how} {}", step.label), numbers, after);
        Some(Step { label: step.label.clone(), edits, coalesce: None })
    }

    /// What Undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What Redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Rises with every change; caches and the autosave ask whether theirs is still the newest.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

fn numbers_of(review: &Review, edits: &[Edit]) -> Vec<u32> {
    let mut numbers: Vec<u32> = edits.iter().filter_map(|edit| edit.mark_number(review)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Applies the edits in order and gives the inverses in the order that takes them back. The words are
/// counted at the end, and not at all when everything is taken back.
fn apply_all(review: &mut Review, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
    let mut inverse = Vec::with_capacity(edits.len());
    let mut touched = Touched::default();
    for edit in edits {
        match edit.apply(review, &mut touched) {
            Ok(back) => inverse.push(back),
            Err(error) => {
                for back in inverse.into_iter().rev() {
                    back.apply(review, &mut touched)
                        .expect("what stood there before may stand there again");
                }
                return Err(error);
            }
        }
    }
    review.recount(touched);
    inverse.reverse();
    Ok(inverse)
}

/// Whether the last event names all these marks.
fn is_told(review: &Review, numbers: &[u32]) -> bool {
    numbers.iter().all(|number| review.events.last().is_some_and(|e| e.marks.contains(number)))
}

/// Words that are accounted for, and words that count.
fn accounted(review: &Review) -> (u32, u32) {
    (review.tally().done(), review.tally().counted())
}

/// The same where it is not as `before` any more.
fn changed(review: &Review, before: (u32, u32)) -> Option<(u32, u32)> {
    Some(accounted(review)).filter(|after| *after != before)
}

fn log(
    review: &mut Review,
    act: Act,
    what: String,
    marks: Vec<u32>,
    accounted: Option<(u32, u32)>,
) {
    let Act { stamp, event: id } = act;
    Arc::make_mut(&mut review.events).push(Arc::new(Event { id, stamp, what, marks, accounted }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id, Mark, MarkBody, MarkId, MarkKind, Mention, Source, SourceId, SourceKind,
    };
    use crate::testing::{act, review, stamp};

    /// Mark `number` of `review` with `note`.
    fn noted(review: &Review, number: u32, note: &str) -> Edit {
        let mut mark = review.mark_by_number(number).unwrap().clone();
        note.clone_into(&mut mark.note);
        Edit::set_mark(mark)
    }

    fn type_in(review: &mut Review, history: &mut History, edits: Vec<Edit>) {
        history
            .commit(review, Transaction::new("edit note", edits).coalescing("note"), act(9))
            .unwrap();
    }

    fn source() -> Source {
        Source::new(SourceId(Id::new(5)), SourceKind::Book, "A book", stamp(1))
    }

    #[test]
    fn typing_in_one_field_is_one_step_and_one_event() {
        let (mut review, mut history) = review("[c:one] [c:two]");
        let before = review.to_parts().marks;
        let events = review.events().len();
        for note in ["a", "ab", "abc"] {
            let edits = vec![noted(&review, 1, note)];
            type_in(&mut review, &mut history, edits);
        }
        assert_eq!(review.events().len(), events + 1);
        history.undo(&mut review, act(10)).unwrap();
        assert_eq!(review.to_parts().marks, before);
    }

    #[test]
    fn a_step_that_grows_tells_its_new_marks_and_takes_all_back() {
        let (mut review, mut history) = review("[c:one] [c:two]");
        let before = review.to_parts().marks;
        let edits = vec![noted(&review, 1, "a")];
        type_in(&mut review, &mut history, edits);
        let place = review.mark_by_number(2).unwrap().place.clone();
        let body = MarkBody::empty(MarkKind::Quote);
        let new = Mark::new(MarkId(Id::new(77)), 3, place, body, stamp(9));
        let edits = vec![noted(&review, 1, "ab"), Edit::set_mark(new)];
        type_in(&mut review, &mut history, edits);
        assert_eq!(review.events().last().unwrap().marks, [1, 3]);
        history.undo(&mut review, act(10)).unwrap();
        assert_eq!(review.to_parts().marks, before);
        let reopened = Review::from_parts(review.to_parts()).unwrap();
        assert_eq!(reopened.next_number(), 4);
    }

    #[test]
    fn typing_after_an_undo_is_a_step_of_its_own() {
        let (mut review, mut history) = review("[c:one] [c:two]");
        let edits = vec![noted(&review, 1, "a")];
        type_in(&mut review, &mut history, edits);
        let tx = Transaction::new("delete", vec![Edit::Mark(MarkId(Id::new(102)), None)]);
        history.commit(&mut review, tx, act(10)).unwrap();
        history.undo(&mut review, act(11)).unwrap();
        let edits = vec![noted(&review, 1, "ab")];
        type_in(&mut review, &mut history, edits);
        history.undo(&mut review, act(12)).unwrap();
        assert_eq!(review.mark_by_number(1).unwrap().note, "a");
    }

    #[test]
    fn a_step_that_the_review_refuses_is_kept() {
        let (mut review, mut history) = review("[s:one]");
        let tx = Transaction::new("add source", vec![Edit::set_source(source())]);
        history.commit(&mut review, tx, act(9)).unwrap();
        let (free, revision) = (review.clone(), history.revision());
        let mut mark = review.mark_by_number(1).unwrap().clone();
        mark.body = MarkBody::Source(Mention { source: Some(source().id) });
        let tx = Transaction::new("link", vec![Edit::set_mark(mark)]);
        History::default().commit(&mut review, tx, act(10)).unwrap();

        assert_eq!(history.undo(&mut review, act(11)), None);
        assert_eq!((history.undo_label(), history.revision()), (Some("add source"), revision));
        assert!(review.source(source().id).is_some());

        let mut review = free;
        assert!(history.undo(&mut review, act(12)).is_some());
        assert_eq!(history.redo_label(), Some("add source"));
    }

    #[test]
    fn a_step_that_cannot_be_done_again_is_kept() {
        let (mut review, mut history) = review("[c:one]");
        history.undo(&mut review, act(9)).unwrap();
        let mut other = Review::new(crate::testing::draft("\n"));
        assert_eq!(history.redo(&mut other, act(10)), None);
        assert_eq!(history.redo_label(), Some("add claim"));
        assert!(history.redo(&mut review, act(11)).is_some());
    }
}
