//! The marks of a review: by id, by place, and those that have none.

use std::cmp::Reverse;
use std::collections::{BTreeSet, btree_set};
use std::ops::Bound;
use std::sync::Arc;

use super::grid::Grid;
use super::shared_map::SharedMap;
use super::state::{fix_stands, words_changed};
use crate::model::{Id, Mark, MarkId};
use crate::text::{TextPos, TextRange};

/// Where a walk through the marks sets out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOut {
    /// From a mark, which is not met again.
    Mark(MarkId),
    /// From a place in the text.
    Place(TextPos),
}

/// A mark with what follows from its words alone, which is too dear to ask again and again.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) mark: Arc<Mark>,
    /// Whether its verdict was given on other words.
    pub(super) is_stale: bool,
    /// Whether its words are already those of its fix.
    pub(super) fix_stands: bool,
}

impl Kept {
    fn new(mark: Arc<Mark>, text: &str) -> Self {
        let is_stale = words_changed(&mark, text);
        let fix_stands = fix_stands(&mark, text);
        Self { mark, is_stale, fix_stands }
    }
}

/// Marks, each once; a copy shares them.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    by_id: SharedMap<MarkId, Kept>,
    placed: Grid<(u32, MarkId), Kept>,
    lost: BTreeSet<MarkId>,
}

impl Marks {
    /// None, over a text of `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        Self { by_id: SharedMap::default(), placed: Grid::new(bytes), lost: BTreeSet::new() }
    }

    /// Sets the mark `id` over `text`, or takes it away, and gives back what stood there.
    pub(super) fn set(
        &mut self,
        id: MarkId,
        to: Option<Arc<Mark>>,
        text: &str,
    ) -> Option<Arc<Mark>> {
        let before = self.by_id.remove(id).map(|kept| kept.mark);
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
        self.by_id.get(id)
    }

    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// As they are read; those that lost their place come last, by id.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Kept> {
        let placed = self.placed.iter().map(|(_, kept)| kept);
        placed.chain(self.lost.iter().filter_map(|id| self.by_id.get(*id)))
    }

    /// The same from the `nth` on.
    pub(super) fn from(&self, nth: usize) -> impl Iterator<Item = &Kept> {
        let placed = self.by_id.len() - self.lost.len();
        let lost = self.lost.iter().skip(nth.saturating_sub(placed));
        self.placed.from(nth).map(|(_, kept)| kept).chain(self.kept(lost))
    }

    /// Which of them `id` is.
    pub(super) fn index_of(&self, id: MarkId) -> Option<usize> {
        let mark = &self.by_id.get(id)?.mark;
        let placed = self.by_id.len() - self.lost.len();
        Some(match mark.range() {
            Some(range) => self.placed.index_of(range, (mark.number, id)),
            None => placed + self.lost.range(..id).count(),
        })
    }

    /// The ids of the same, without a look at the marks.
    pub(super) fn ids_in_order(&self) -> impl Iterator<Item = MarkId> {
        self.placed.iter().map(|((_, id), _)| id).chain(self.lost.iter().copied())
    }

    /// As they are read, setting out behind `from`; at the end, on from the beginning.
    pub(super) fn onward(&self, from: SetOut) -> Box<dyn Iterator<Item = &Kept> + '_> {
        let (range, number, id) = match self.stand(from) {
            Ok(stand) => stand,
            Err(id) => {
                let (before, behind) = self.lost_around(id);
                let placed = self.placed.iter().map(|(_, kept)| kept);
                return Box::new(self.kept(behind).chain(placed).chain(self.kept(before)));
            }
        };
        let is_there = self.by_id.get(id).is_some();
        let behind = self.placed.onward(range, (number, id)).skip(usize::from(is_there));
        let before = self.placed.iter().take_while(move |(rank, kept)| {
            kept.mark.range().is_some_and(|r| order(r, *rank) < order(range, (number, id)))
        });
        let placed = |(_, kept)| kept;
        Box::new(behind.map(placed).chain(self.kept(self.lost.iter())).chain(before.map(placed)))
    }

    /// Against the order in which they are read, setting out before `from`; at the beginning, on
    /// from the end.
    pub(super) fn backward(&self, from: SetOut) -> Box<dyn Iterator<Item = &Kept> + '_> {
        let (range, number, id) = match self.stand(from) {
            Ok(stand) => stand,
            Err(id) => {
                let (before, behind) = self.lost_around(id);
                let placed = self.placed.iter().rev().map(|(_, kept)| kept);
                let (before, behind) = (self.kept(before.rev()), self.kept(behind.rev()));
                return Box::new(before.chain(placed).chain(behind));
            }
        };
        let before = self.placed.backward(range, (number, id));
        let behind = self.placed.iter().rev().take_while(move |(rank, kept)| {
            kept.mark.range().is_some_and(|r| order(r, *rank) > order(range, (number, id)))
        });
        let placed = |(_, kept)| kept;
        let lost = self.kept(self.lost.iter().rev());
        Box::new(before.map(placed).chain(lost).chain(behind.map(placed)))
    }

    /// Where `from` stands among the marks that have a place, or the mark itself when it has none.
    fn stand(&self, from: SetOut) -> Result<(TextRange, u32, MarkId), MarkId> {
        match from {
            // In front of every mark that starts there.
            SetOut::Place(pos) => {
                Ok((TextRange::between(pos, TextPos(u32::MAX)), 0, MarkId(Id::new(0))))
            }
            SetOut::Mark(id) => match self.by_id.get(id).map(|kept| &kept.mark) {
                Some(mark) => mark.range().map(|range| (range, mark.number, id)).ok_or(id),
                None => self.stand(SetOut::Place(TextPos(0))),
            },
        }
    }

    /// The lost marks before `id` and those behind it.
    fn lost_around(
        &self,
        id: MarkId,
    ) -> (btree_set::Range<'_, MarkId>, btree_set::Range<'_, MarkId>) {
        (self.lost.range(..id), self.lost.range((Bound::Excluded(id), Bound::Unbounded)))
    }

    fn kept<'a>(
        &'a self,
        ids: impl Iterator<Item = &'a MarkId> + 'a,
    ) -> impl Iterator<Item = &'a Kept> + 'a {
        ids.filter_map(|id| self.by_id.get(*id))
    }

    /// Those that share text with `range`, by start.
    pub(super) fn overlapping(
        &self,
        range: TextRange,
    ) -> impl DoubleEndedIterator<Item = (TextRange, &Kept)> {
        self.placed.overlapping(range)
    }
}

/// What decides which of two marks is read first.
fn order(range: TextRange, rank: (u32, MarkId)) -> (TextPos, Reverse<TextPos>, (u32, MarkId)) {
    (range.start(), Reverse(range.end()), rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::testing;

    /// The numbers that are met from `from` on, and the other way.
    fn round(marks: &Marks, from: SetOut) -> (Vec<u32>, Vec<u32>) {
        let numbers = |walk: Box<dyn Iterator<Item = &Kept> + '_>| {
            walk.map(|kept| kept.mark.number).collect()
        };
        (numbers(marks.onward(from)), numbers(marks.backward(from)))
    }

    #[test]
    fn marks_are_counted_through_and_those_without_a_place_come_last() {
        let (mut review, _) = testing::review("[c:One] [q:two [s:three]] and [c:four].");
        let id = review.mark_by_number(2).unwrap().id;
        let lost = Mark { place: Place::Lost(Box::default()), ..review.mark(id).unwrap().clone() };
        crate::review::Edit::set_mark(lost).apply(&mut review, &mut Default::default()).unwrap();
        let all: Vec<MarkId> = review.mark_ids_in_order().collect();
        for (nth, id) in all.iter().enumerate() {
            assert_eq!(review.index_of_mark(*id), Some(nth));
            assert!(review.marks_from(nth).map(|mark| mark.id).eq(all[nth..].iter().copied()));
        }
    }

    #[test]
    fn a_walk_goes_round_the_end_and_meets_each_mark_once() {
        let (review, _) = testing::review("[c:One] [q:two [s:three]] and [c:four].");
        let id = |number| review.mark_by_number(number).expect("is there").id;
        let marks = &review.marks;
        assert_eq!(round(marks, SetOut::Mark(id(2))), (vec![3, 4, 1], vec![1, 4, 3]));
        assert_eq!(round(marks, SetOut::Mark(id(4))), (vec![1, 2, 3], vec![3, 2, 1]));
        let (on, back) = round(marks, SetOut::Place(TextPos(4)));
        assert_eq!((on, back), (vec![2, 3, 4, 1], vec![1, 4, 3, 2]));
        let (on, back) = round(marks, SetOut::Place(TextPos(5)));
        assert_eq!((on, back), (vec![3, 4, 1, 2], vec![2, 1, 4, 3]));
    }

    #[test]
    fn a_lost_mark_stands_behind_all_others() {
        let (review, _) = testing::review("[c:One] [c:two] [c:three].");
        let mut marks = review.marks.clone();
        let lost = review.mark_by_number(1).expect("is there");
        let mark = Mark { place: Place::Lost(Default::default()), ..lost.clone() };
        let id = mark.id;
        marks.set(id, Some(Arc::new(mark)), review.text());
        assert_eq!(round(&marks, SetOut::Mark(id)), (vec![2, 3], vec![3, 2]));
        assert_eq!(round(&marks, SetOut::Place(TextPos(8))), (vec![3, 1, 2], vec![2, 1, 3]));
    }
}
