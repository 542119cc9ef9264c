//! The marks of a review, counted by what they are: kept with every edit, so that a look at the
//! figures costs nothing however many marks there are.

use std::collections::BTreeMap;

use super::Review;
use super::marks::Kept;
use super::state::state_of_kept;
use crate::model::{DraftFlag, MarkKind, Verdict, WorkState};

/// Marks by kind, by standing verdict, by work state, and by what the last draft asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    kinds: BTreeMap<MarkKind, usize>,
    verdicts: BTreeMap<Verdict, usize>,
    states: BTreeMap<WorkState, usize>,
    flags: BTreeMap<DraftFlag, usize>,
    waiting: usize,
}

/// What a mark is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    kind: MarkKind,
    /// The verdict, while it stands on the words that are there.
    verdict: Option<Verdict>,
    state: WorkState,
    flag: Option<DraftFlag>,
    waits: bool,
}

impl Entry {
    pub(super) fn of(review: &Review, kept: &Kept) -> Self {
        let state = state_of_kept(review, kept);
        let given = kept.mark.verdict.as_ref().filter(|_| state.keeps_verdict());
        Self {
            kind: kept.mark.kind(),
            verdict: given.map(|given| given.verdict),
            state,
            flag: kept.mark.flag(),
            waits: kept.mark.waits(),
        }
    }
}

impl Census {
    /// Marks of this kind.
    pub fn of_kind(&self, kind: MarkKind) -> usize {
        count(&self.kinds, &kind)
    }

    /// Marks on which this verdict stands: one on other words than those that are there now is dead
    /// and not counted.
    pub fn with_verdict(&self, verdict: Verdict) -> usize {
        count(&self.verdicts, &verdict)
    }

    /// Marks in this state.
    pub fn in_state(&self, state: WorkState) -> usize {
        count(&self.states, &state)
    }

    /// Marks of which the last draft asks this.
    pub fn with_flag(&self, flag: DraftFlag) -> usize {
        count(&self.flags, &flag)
    }

    /// Marks without a place, to which somebody has to see.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    pub(super) fn add(&mut self, entry: Option<Entry>) {
        let Some(Entry { kind, verdict, state, flag, waits }) = entry else { return };
        *self.kinds.entry(kind).or_default() += 1;
        *self.states.entry(state).or_default() += 1;
        if let Some(verdict) = verdict {
            *self.verdicts.entry(verdict).or_default() += 1;
        }
        if let Some(flag) = flag {
            *self.flags.entry(flag).or_default() += 1;
        }
        self.waiting += usize::from(waits);
    }

    pub(super) fn take(&mut self, entry: Option<Entry>) {
        let Some(Entry { kind, verdict, state, flag, waits }) = entry else { return };
        drop_one(&mut self.kinds, &kind);
        drop_one(&mut self.states, &state);
        if let Some(verdict) = verdict {
            drop_one(&mut self.verdicts, &verdict);
        }
        if let Some(flag) = flag {
            drop_one(&mut self.flags, &flag);
        }
        self.waiting -= usize::from(waits);
    }
}

fn count<K: Ord>(counts: &BTreeMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

/// One less; what is not there any more leaves no trace, so that equal reviews have equal counts.
fn drop_one<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) {
    if let Some(left) = counts.get_mut(key) {
        *left -= 1;
        if *left == 0 {
            counts.remove(key);
        }
    }
}
