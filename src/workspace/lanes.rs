//! Lanes: marks over the same words are drawn below each other, each in a lane that it keeps.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Mark, MarkId, WorkState};
use crate::review::Review;
use crate::text::{TextPos, TextRange};

/// Lanes that are told apart; a mark that finds none of them free is [`BEYOND`] them.
const TOLD_APART: usize = 8;

/// The lane of all marks that find no lane of their own.
pub const BEYOND: u8 = 8;

/// Bytes of text whose marks get their lanes at a time.
const CELL: usize = 1024;

/// How many cells back the lanes of marks that reach into a cell are followed.
const MOST_BACK: usize = 96;

/// The lanes of marks, found where they are asked for and kept until marks look different.
///
/// A mark takes the first lane that is free where it starts. So a lane depends on the marks that
/// start before and nothing else: not on what is in sight, nor on what is selected, and a mark has
/// the same lane on all its lines.
///
/// ```text
///   0 ──────────────────  ─────
///   1    ─────  ────────────
///   2      ──
/// ```
///
/// *Limits*: in a chain of overlapping marks that is longer than some 100,000 bytes the first ones
/// in sight may get other lanes than they have further up.
#[derive(Debug, Default)]
pub struct Lanes {
    made_of: Option<u64>,
    done: BTreeSet<usize>,
    lane: BTreeMap<MarkId, u8>,
}

/// A mark in its lane.
#[derive(Clone, Copy, Debug)]
pub struct InLane<'a> {
    /// The mark.
    pub mark: &'a Mark,
    /// Where it stands.
    pub range: TextRange,
    /// How far its check has got.
    pub state: WorkState,
    /// Its lane, 0 for the one next to the text, or [`BEYOND`].
    pub lane: u8,
}

impl Lanes {
    /// The marks over `range` in their lanes, as they are read.
    pub fn over<'a>(&mut self, review: &'a Review, range: TextRange) -> Vec<InLane<'a>> {
        let made_of = Some(review.sight_changes());
        if self.made_of != made_of {
            *self = Self { made_of, ..Self::default() };
        }
        for cell in cell_of(range.start())..=cell_of(range.end()) {
            self.assign(review, cell, MOST_BACK);
        }
        let lane_of = |mark: &Mark| self.lane.get(&mark.id).copied().unwrap_or(BEYOND);
        let placed = |(mark, state): (&'a Mark, WorkState)| {
            Some(InLane { mark, range: mark.range()?, state, lane: lane_of(mark) })
        };
        review.states_over(range).filter_map(placed).collect()
    }

    /// Gives the marks that start in a cell their lanes, after those that reach into it.
    fn assign(&mut self, review: &Review, cell: usize, back: usize) {
        if !self.done.insert(cell) {
            return;
        }
        let span = TextRange::between(start_of(cell), start_of(cell + 1));
        if back > 0 {
            let reaching = |mark: &Mark| mark.range().map(|r| cell_of(r.start()));
            let before = review.marks_over(span).filter_map(reaching).take_while(|c| *c < cell);
            let homes: BTreeSet<usize> = before.collect();
            for home in homes {
                self.assign(review, home, back - 1);
            }
        }
        self.sweep(review, span);
    }

    fn sweep(&mut self, review: &Review, span: TextRange) {
        let mut ends = [TextPos(0); TOLD_APART];
        for mark in review.marks_over(span) {
            let Some(range) = mark.range() else { continue };
            let free = || ends.iter().position(|end| *end <= range.start()).unwrap_or(TOLD_APART);
            let known = self.lane.get(&mark.id).map(|lane| usize::from(*lane));
            let lane = known.unwrap_or_else(free);
            if let Some(end) = ends.get_mut(lane) {
                *end = range.end().max(*end);
            }
            if known.is_none() {
                self.lane.insert(mark.id, u8::try_from(lane).unwrap_or(BEYOND));
            }
        }
    }
}

fn cell_of(pos: TextPos) -> usize {
    pos.as_usize() / CELL
}

fn start_of(cell: usize) -> TextPos {
    TextPos::from_usize(cell * CELL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, MarkBody, MarkKind, Place};
    use crate::review::{Edit, History, Transaction};
    use crate::testing;

    /// A review of `bytes` bytes of text with marks at these places, numbered as they come.
    fn review(bytes: usize, places: &[(u32, u32)]) -> Review {
        let mut review = testing::review(&"abcdefg ".repeat(bytes / 8)).0;
        let marks = places.iter().zip(1_u32..).map(|((start, end), number)| {
            let place = Place::At(TextRange::between(TextPos(*start), TextPos(*end)));
            let (id, body) = (MarkId(Id::new(number.into())), MarkBody::empty(MarkKind::Claim));
            Edit::set_mark(Mark::new(id, number, place, body, testing::stamp(0)))
        });
        let tx = Transaction::new("marks", marks.collect());
        History::default().commit(&mut review, tx, testing::act(1)).expect("fits");
        review
    }

    /// Number and lane of the marks over a stretch.
    fn lanes(lanes: &mut Lanes, review: &Review, start: u32, end: u32) -> Vec<(u32, u8)> {
        let range = TextRange::between(TextPos(start), TextPos(end));
        let over = lanes.over(review, range);
        over.into_iter().map(|found| (found.mark.number, found.lane)).collect()
    }

    #[test]
    fn marks_that_overlap_get_lanes_of_their_own() {
        let review = review(80, &[(0, 40), (8, 16), (16, 24), (40, 48)]);
        let found = lanes(&mut Lanes::default(), &review, 0, 80);
        assert_eq!(found, [(1, 0), (2, 1), (3, 1), (4, 0)]);
    }

    #[test]
    fn a_mark_has_the_same_lane_wherever_it_is_looked_at_first() {
        let places = [(0, 5000), (2000, 9000), (4800, 20_000), (8800, 20_000), (19_000, 19_500)];
        let review = review(24_000, &places);
        let all = lanes(&mut Lanes::default(), &review, 0, 24_000);
        assert_eq!(all, [(1, 0), (2, 1), (3, 2), (4, 0), (5, 1)]);
        let far = lanes(&mut Lanes::default(), &review, 19_100, 19_200);
        assert_eq!(far, [(3, 2), (4, 0), (5, 1)]);
    }

    #[test]
    fn many_marks_on_the_same_words_share_the_last_lane() {
        let review = review(80, &[(0, 8); 40]);
        let found = lanes(&mut Lanes::default(), &review, 0, 80);
        assert_eq!(found.iter().filter(|(_, lane)| *lane == BEYOND).count(), 40 - TOLD_APART);
    }
}
