//! Which marks changed last, so that a list can follow without a look at all of them; whether the
//! names changed by which marks are looked for, and whether the text looks different.

use std::collections::{BTreeSet, VecDeque};

use crate::model::MarkId;

/// Changes that are remembered: who missed more had better look at all.
const MOST: usize = 64;

/// The last changes of marks, counted from when the review was opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    count: u64,
    last: VecDeque<MarkId>,
    names: u64,
    sights: u64,
}

impl Recent {
    /// Something about the mark `id` changed, or about what it is judged by.
    pub(super) fn note(&mut self, id: MarkId) {
        if self.last.len() == MOST {
            self.last.pop_front();
        }
        self.last.push_back(id);
        self.count += 1;
    }

    /// Any mark may have changed.
    pub(super) fn note_all(&mut self) {
        self.last.clear();
        self.count += 1;
        self.sights += 1;
    }

    /// Something looks different in the text: where a mark or an exempt stretch stands, or how.
    pub(super) fn note_sight(&mut self) {
        self.sights += 1;
    }

    /// How often something came to look different.
    pub(super) fn sights(&self) -> u64 {
        self.sights
    }

    /// The title of a source or the name of somebody changed.
    pub(super) fn note_name(&mut self) {
        self.names += 1;
    }

    /// How many names changed.
    pub(super) fn names(&self) -> u64 {
        self.names
    }

    /// How many changes there were.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The marks that changed since there were `count` changes; `None` when it may be any.
    pub(super) fn since(&self, count: u64) -> Option<BTreeSet<MarkId>> {
        let missed = usize::try_from(self.count.checked_sub(count)?).ok()?;
        let known = self.last.len().checked_sub(missed)?;
        Some(self.last.iter().skip(known).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn a_few_changes_are_told_by_mark_and_more_are_anything() {
        let mut recent = Recent::default();
        let ids: Vec<MarkId> = (0..100).map(|n| MarkId(Id::new(n))).collect();
        for id in &ids {
            recent.note(*id);
        }
        assert_eq!(recent.since(100), Some(BTreeSet::new()));
        assert_eq!(recent.since(98), Some(BTreeSet::from([ids[98], ids[99]])));
        assert_eq!(recent.since(0), None);
        recent.note_all();
        assert_eq!(recent.since(100), None);
        recent.note(ids[0]);
        assert_eq!((recent.since(100), recent.since(101)), (None, Some(BTreeSet::from([ids[0]]))));
    }
}
