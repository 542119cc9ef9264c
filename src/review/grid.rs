//! Which stretches stand where: the answer costs what is there, not what the review holds.
//!
//! Blocks will not do as the unit: a story may be one block of a million words. So the text is cut
//! into cells of equal length, and each stretch is listed in every cell that it touches.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::text::{TextPos, TextRange};

/// Bytes of text in a cell: some hundred words.
const CELL: usize = 1024;

/// Stretches with something to each, by start, then longest first, then rank.
///
/// ```text
///   cell 0  [ 4..9 #1, 900..3000 #2 ]
///   cell 1  [ 900..3000 #2, 1100..1107 #5 ]     a long stretch stands in all its cells
///   cell 2  [ 900..3000 #2 ]
/// ```
///
/// A cell is shared with copies of the grid until one of them changes it.
#[derive(Clone, Debug)]
pub(super) struct Grid<R, T> {
    cells: Vec<Arc<Vec<Placed<R, T>>>>,
    /// How many stretches start in each cell.
    starts: Vec<u32>,
}

/// A stretch in the grid.
#[derive(Clone, Debug)]
struct Placed<R, T> {
    range: TextRange,
    rank: R,
    thing: T,
}

impl<R: Ord + Copy, T> Placed<R, T> {
    fn key(&self) -> (TextPos, Reverse<TextPos>, R) {
        key(self.range, self.rank)
    }
}

fn key<R>(range: TextRange, rank: R) -> (TextPos, Reverse<TextPos>, R) {
    (range.start(), Reverse(range.end()), rank)
}

impl<R: Ord + Copy, T: Clone> Grid<R, T> {
    /// An empty grid over a text of `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        let cells = bytes / CELL + 1;
        Self { cells: vec![Arc::default(); cells], starts: vec![0; cells] }
    }

    /// Puts `thing` at `range`; `rank` tells it apart from others there.
    pub(super) fn insert(&mut self, range: TextRange, rank: R, thing: &T) {
        if let Some(starts) = self.starts.get_mut(cell_of(range)) {
            *starts += 1;
        }
        for cell in self.cells_of(range) {
            let cell = Arc::make_mut(&mut self.cells[cell]);
            let at = cell.partition_point(|other| other.key() < key(range, rank));
            cell.insert(at, Placed { range, rank, thing: thing.clone() });
        }
    }

    /// Takes away what was put there with this rank.
    pub(super) fn remove(&mut self, range: TextRange, rank: R) {
        let mut is_gone = false;
        for n in self.cells_of(range) {
            let cell = Arc::make_mut(&mut self.cells[n]);
            if let Ok(at) = cell.binary_search_by(|other| other.key().cmp(&key(range, rank))) {
                let gone = cell.remove(at);
                is_gone |= cell_of(gone.range) == n;
            }
        }
        if is_gone {
            self.starts[cell_of(range)] -= 1;
        }
    }

    /// The same as [`Self::iter`] from the `nth` on; to get there costs a look at each cell.
    pub(super) fn from(&self, nth: usize) -> impl Iterator<Item = (R, &T)> {
        let mut left = nth;
        let first = self.starts.iter().position(|starts| {
            let is_here = left < *starts as usize;
            left -= if is_here { 0 } else { *starts as usize };
            is_here
        });
        let first = first.unwrap_or(self.cells.len());
        self.starting_from(first).skip(left)
    }

    /// How many stand in front of what was put at `range` with this rank.
    pub(super) fn index_of(&self, range: TextRange, rank: R) -> usize {
        let cell = cell_of(range).min(self.cells.len());
        let before: u32 = self.starts[..cell].iter().sum();
        let in_front = |(r, other): &(TextRange, R)| key(*r, *other) < key(range, rank);
        let here = self.cells.get(cell).map_or(0, |placed| {
            let starts_here = placed.iter().filter(|placed| cell_of(placed.range) == cell);
            starts_here.map(|placed| (placed.range, placed.rank)).filter(in_front).count()
        });
        before as usize + here
    }

    fn starting_from(&self, first: usize) -> impl DoubleEndedIterator<Item = (R, &T)> {
        self.cells.iter().enumerate().skip(first).flat_map(|(n, cell)| {
            let starts_here = move |placed: &&Placed<R, T>| cell_of(placed.range) == n;
            cell.iter().filter(starts_here).map(|placed| (placed.rank, &placed.thing))
        })
    }

    /// All there is, once each, in order, with its rank.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (R, &T)> {
        self.starting_from(0)
    }

    /// All from what would stand at `range` with this rank on, once each, in order.
    pub(super) fn onward(&self, range: TextRange, rank: R) -> impl Iterator<Item = (R, &T)> {
        let first = cell_of(range).min(self.cells.len());
        self.cells[first..].iter().zip(first..).flat_map(move |(cell, n)| {
            let at = if n == first { place_of(cell, range, rank) } else { 0 };
            let starts_here = move |placed: &&Placed<R, T>| cell_of(placed.range) == n;
            cell[at..].iter().filter(starts_here).map(|placed| (placed.rank, &placed.thing))
        })
    }

    /// All before what would stand at `range` with this rank, once each, the nearest first.
    pub(super) fn backward(&self, range: TextRange, rank: R) -> impl Iterator<Item = (R, &T)> {
        let last = cell_of(range);
        let cells = &self.cells[..self.cells.len().min(last + 1)];
        cells.iter().enumerate().rev().flat_map(move |(n, cell)| {
            let at = if n == last { place_of(cell, range, rank) } else { cell.len() };
            let starts_here = move |placed: &&Placed<R, T>| cell_of(placed.range) == n;
            cell[..at].iter().rev().filter(starts_here).map(|placed| (placed.rank, &placed.thing))
        })
    }

    /// What shares text with `range`, once each, in order.
    pub(super) fn overlapping(
        &self,
        range: TextRange,
    ) -> impl DoubleEndedIterator<Item = (TextRange, &T)> {
        let cells = self.cells_of(range);
        let first = cells.start;
        cells.flat_map(move |n| {
            let is_wanted = move |placed: &&Placed<R, T>| {
                cell_of(placed.range).max(first) == n && placed.range.overlaps(range)
            };
            self.cells[n].iter().filter(is_wanted).map(|placed| (placed.range, &placed.thing))
        })
    }

    /// The cells that `range` touches, cut to the grid.
    fn cells_of(&self, range: TextRange) -> std::ops::Range<usize> {
        let end = range.end().as_usize().div_ceil(CELL).min(self.cells.len());
        cell_of(range).min(end)..end
    }
}

/// Where in `cell` what is at `range` with this rank stands, or would.
fn place_of<R: Ord + Copy, T>(cell: &[Placed<R, T>], range: TextRange, rank: R) -> usize {
    cell.partition_point(|placed| placed.key() < key(range, rank))
}

fn cell_of(range: TextRange) -> usize {
    range.start().as_usize() / CELL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::between(TextPos(start), TextPos(end))
    }

    /// What a plain list answers.
    fn plain(list: &[(TextRange, u32)], within: TextRange) -> Vec<u32> {
        let mut all: Vec<_> = list.iter().filter(|(r, _)| r.overlaps(within)).collect();
        all.sort_by_key(|(r, n)| key(*r, *n));
        all.into_iter().map(|(_, n)| *n).collect()
    }

    #[test]
    fn a_grid_answers_like_a_plain_list() {
        let mut list = Vec::new();
        let mut grid = Grid::new(9000);
        for n in 0..300_u32 {
            let start = n * 7919 % 8900;
            let stretch = range(start, (start + 1 + n * 31 % 2500).min(9000));
            grid.insert(stretch, n, &n);
            list.push((stretch, n));
        }
        for (stretch, n) in list.split_off(200) {
            grid.remove(stretch, n);
        }
        for (start, end) in [(0, 9000), (0, 1), (1023, 1025), (1024, 2048), (5000, 5001)] {
            let found: Vec<u32> = grid.overlapping(range(start, end)).map(|(_, n)| *n).collect();
            assert_eq!(found, plain(&list, range(start, end)));
        }
        let all = plain(&list, range(0, 9000));
        for (at, n) in all.iter().enumerate() {
            let stretch = list.iter().find(|(_, rank)| rank == n).expect("listed").0;
            assert!(grid.onward(stretch, *n).map(|(_, n)| n).eq(&all[at..]));
            assert!(grid.backward(stretch, *n).map(|(_, n)| n).eq(all[..at].iter().rev()));
        }
        assert!(grid.iter().map(|(n, _)| n).eq(all.iter().copied()));
        assert!(grid.iter().rev().map(|(_, n)| n).eq(all.iter().rev()));
        for (nth, n) in all.iter().enumerate() {
            assert!(grid.from(nth).map(|(_, n)| n).eq(&all[nth..]));
            let (stretch, _) = *list.iter().find(|(_, other)| other == n).unwrap();
            assert_eq!(grid.index_of(stretch, *n), nth);
        }
        assert_eq!(grid.from(all.len()).count(), 0);
    }

    #[test]
    fn a_copy_keeps_what_the_other_loses() {
        let mut grid = Grid::new(10);
        grid.insert(range(1, 2), 0, &'a');
        let copy = grid.clone();
        grid.remove(range(1, 2), 0);
        assert_eq!((grid.iter().count(), copy.iter().count()), (0, 1));
    }
}
