//! Which marks stand in which block: the answer costs what is there, not what the review holds.

use std::collections::BTreeMap;

use crate::model::{Article, Mark, MarkId};
use crate::text::TextRange;

/// For each block the marks that share text with it, by start, then longest first, then number.
///
/// ```text
///   block 0  [ 4..9 #1 ]
///   block 1  [ 20..80 #2, 31..40 #5 ]      a mark over two blocks stands in both
///   block 2  [ 20..80 #2 ]
/// ```
#[derive(Clone, Debug, Default)]
pub(super) struct MarkIndex {
    by_block: BTreeMap<usize, Vec<Placed>>,
}

/// A mark's place in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Placed {
    range: TextRange,
    number: u32,
    id: MarkId,
}

impl Placed {
    fn key(&self) -> impl Ord + use<> {
        (self.range.start(), std::cmp::Reverse(self.range.end()), self.number, self.id)
    }
}

impl MarkIndex {
    pub(super) fn insert(&mut self, article: &Article, mark: &Mark) {
        let Some(range) = mark.range() else { return };
        let placed = Placed { range, number: mark.number, id: mark.id };
        for block in article.block_indices(range) {
            let marks = self.by_block.entry(block).or_default();
            let at = marks.partition_point(|other| other.key() < placed.key());
            marks.insert(at, placed);
        }
    }

    pub(super) fn remove(&mut self, article: &Article, mark: &Mark) {
        let Some(range) = mark.range() else { return };
        for block in article.block_indices(range) {
            if let Some(marks) = self.by_block.get_mut(&block) {
                marks.retain(|placed| placed.id != mark.id);
                if marks.is_empty() {
                    self.by_block.remove(&block);
                }
            }
        }
    }

    /// The marks that share text with block `block`.
    pub(super) fn in_block(&self, block: usize) -> impl DoubleEndedIterator<Item = MarkId> {
        self.by_block.get(&block).into_iter().flatten().map(|placed| placed.id)
    }

    /// All marks that have a place, once each, in the order in which they are read.
    pub(super) fn in_order<'a>(
        &'a self,
        article: &'a Article,
    ) -> impl Iterator<Item = MarkId> + 'a {
        self.by_block.iter().flat_map(move |(block, marks)| {
            let block = *block;
            marks
                .iter()
                .filter(move |placed| article.block_indices(placed.range).start == block)
                .map(|placed| placed.id)
        })
    }
}
