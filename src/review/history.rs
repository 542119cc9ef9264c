//! Transactions, undo and redo.

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
        let inverse = apply_all(review, edits)?;
        self.revision += 1;
        self.undone.clear();
        let joins =
            coalesce.is_some() && self.done.last().is_some_and(|last| last.coalesce == coalesce);
        if joins {
            return Ok(()); // the older inverse already leads back to before both
        }
        log(review, act, label.clone(), numbers);
        self.done.push(Step { label, edits: inverse, coalesce });
        Ok(())
    }

    /// Makes somebody known to the review, or gives them their new name. Not a step: like the log,
    /// which names them, this is never taken back.
    pub fn introduce(&mut self, review: &mut Review, reviewer: &Reviewer) {
        if review.reviewers.get(&reviewer.id) != Some(reviewer) {
            review.reviewers.insert(reviewer.id, reviewer.clone());
            self.revision += 1;
        }
    }

    /// Takes back the last step and gives its label; `None` when there is none.
    pub fn undo(&mut self, review: &mut Review, act: Act) -> Option<String> {
        let step = self.done.pop()?;
        let label = step.label.clone();
        let step = self.replay(review, step, act, "undo")?;
        self.undone.push(step);
        Some(label)
    }

    /// Does the last undone step again and gives its label; `None` when there is none.
    pub fn redo(&mut self, review: &mut Review, act: Act) -> Option<String> {
        let step = self.undone.pop()?;
        let label = step.label.clone();
        let step = self.replay(review, step, act, "redo")?;
        self.done.push(step);
        Some(label)
    }

    fn replay(&mut self, review: &mut Review, step: Step, act: Act, how: &str) -> Option<Step> {
        let numbers = numbers_of(review, &step.edits);
        let edits = apply_all(review, step.edits).ok()?;
        self.revision += 1;
        log(review, act, format!("{how} {}", step.label), numbers);
        Some(Step { label: step.label, edits, coalesce: None })
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

/// Applies the edits in order and gives the inverses in the order that takes them back.
fn apply_all(review: &mut Review, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
    let mut inverse = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(review) {
            Ok(back) => inverse.push(back),
            Err(error) => {
                for back in inverse.into_iter().rev() {
                    back.apply(review).expect("what stood there before may stand there again");
                }
                return Err(error);
            }
        }
    }
    inverse.reverse();
    Ok(inverse)
}

fn log(review: &mut Review, act: Act, what: String, marks: Vec<u32>) {
    review.events.push(Event { id: act.event, stamp: act.stamp, what, marks });
}
