//! The marks of a review: by id, by place, and those that have none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::grid::Grid;
use super::state::words_changed;
use crate::model::{Mark, MarkId};
use crate::text::TextRange;

/// A mark with what follows from its words alone, which is too dear to ask again and again.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) mark: Arc<Mark>,
    /// Whether its verdict was given on other words.
    pub(super) is_stale: bool,
}

impl Kept {
    fn new(mark: Arc<Mark>, text: &str) -> Self {
        let is_stale = words_changed(&mark, text);
        Self { mark, is_stale }
    }
}

/// Marks, each once; a copy shares them.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    by_id: BTreeMap<MarkId, Kept>,
    placed: Grid<(u32, MarkId), Kept>,
    lost: BTreeSet<MarkId>,
}

impl Marks {
    /// None, over a text of `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        Self { by_id: BTreeMap::new(), placed: Grid::new(bytes), lost: BTreeSet::new() }
    }

    /// Sets the mark `id` over `text`, or takes it away, and gives back what stood there.
    pub(super) fn set(
        &mut self,
        id: MarkId,
        to: Option<Arc<Mark>>,
        text: &str,
    ) -> Option<Arc<Mark>> {
        let before = self.by_id.remove(&id).map(|kept| kept.mark);
        match before.as_deref().map(|mark| (mark.range(), mark.number)) {
            Some((Some(range), number)) => self.placed.remove(range, (number, id)),
            Some((None, _)) => drop(self.lost.remove(&id)),
            None => {}
        }
        if let Some(mark) = to {
            let kept = Kept::new(mark, text);
            match kept.mark.range() {
                Some(range) => self.placed.insert(range, (kept.mark.number, id), &kept),
                None => drop(self.lost.insert(id)),
            }
            self.by_id.insert(id, kept);
        }
        before
    }

    pub(super) fn get(&self, id: MarkId) -> Option<&Kept> {
        self.by_id.get(&id)
    }

    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// As they are read; those that lost their place come last, by id.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Kept> {
        let placed = self.placed.iter().map(|(_, kept)| kept);
        placed.chain(self.lost.iter().filter_map(|id| self.by_id.get(id)))
    }

    /// The ids of the same, without a look at the marks.
    pub(super) fn ids_in_order(&self) -> impl Iterator<Item = MarkId> {
        self.placed.iter().map(|((_, id), _)| id).chain(self.lost.iter().copied())
    }

    /// Those that share text with `range`, by start.
    pub(super) fn overlapping(
        &self,
        range: TextRange,
    ) -> impl DoubleEndedIterator<Item = (TextRange, &Kept)> {
        self.placed.overlapping(range)
    }
}
