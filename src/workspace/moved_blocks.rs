//! Blocks that stand elsewhere in the other of two drafts, and what was changed in them on the way.

use std::collections::BTreeMap;

use super::comparison::{CompareRow, RowKind};
use crate::model::Article;
use crate::text::{TextDiff, TextRange, fold, much_alike};

/// A block that was moved.
#[derive(Debug)]
pub(super) struct MovedBlock {
    /// Which block it is in the older draft.
    pub(super) old: usize,
    /// Which block it is in the newer draft.
    pub(super) new: usize,
    /// The two blocks, word by word, counted from their starts.
    pub(super) diff: TextDiff,
}

/// Finds the blocks that went out in one place and came in at another, and says so in their rows.
pub(super) fn name_moved(old: &Article, new: &Article, rows: &mut [CompareRow]) -> Vec<MovedBlock> {
    let mut pairs = equal(old, new, rows);
    name(rows, &pairs);
    let changed = changed(old, new, rows);
    name(rows, &changed);
    pairs.extend(changed);
    let diff = |(a, b): (usize, usize)| {
        let diff = TextDiff::new(old.block_text(a), new.block_text(b));
        MovedBlock { old: a, new: b, diff }
    };
    pairs.into_iter().map(diff).collect()
}

fn name(rows: &mut [CompareRow], pairs: &[(usize, usize)]) {
    let (gone, fresh): (Vec<usize>, Vec<usize>) = pairs.iter().copied().unzip();
    let sorted = |mut blocks: Vec<usize>| {
        blocks.sort_unstable();
        blocks
    };
    let (gone, fresh) = (sorted(gone), sorted(fresh));
    let is_among = |blocks: &[usize], block: Option<usize>| {
        block.is_some_and(|b| blocks.binary_search(&b).is_ok())
    };
    for row in rows.iter_mut() {
        let is_moved = match row.kind {
            RowKind::Gone => is_among(&gone, row.old),
            RowKind::Fresh => is_among(&fresh, row.new),
            RowKind::Same | RowKind::Changed | RowKind::Moved => false,
        };
        if is_moved {
            row.kind = RowKind::Moved;
        }
    }
}

/// Blocks with the same words.
fn equal(old: &Article, new: &Article, rows: &[CompareRow]) -> Vec<(usize, usize)> {
    let gone = rows.iter().filter(|row| row.kind == RowKind::Gone).filter_map(|row| row.old);
    let mut gone: BTreeMap<String, usize> =
        gone.map(|block| (fold(old.block_text(block)), block)).collect();
    let fresh = rows.iter().filter(|row| row.kind == RowKind::Fresh).filter_map(|row| row.new);
    fresh.filter_map(|block| Some((gone.remove(&fold(new.block_text(block)))?, block))).collect()
}

/// Blocks that have most of their words in common.
fn changed(old: &Article, new: &Article, rows: &[CompareRow]) -> Vec<(usize, usize)> {
    let of = |kind: RowKind, block: fn(&CompareRow) -> Option<usize>| -> Vec<usize> {
        rows.iter().filter(|row| row.kind == kind).filter_map(block).collect()
    };
    let (gone, fresh) = (of(RowKind::Gone, |row| row.old), of(RowKind::Fresh, |row| row.new));
    let ranges = |article: &Article, blocks: &[usize]| -> Vec<TextRange> {
        blocks.iter().map(|block| article.blocks()[*block].range).collect()
    };
    let pairs = much_alike((old.text(), &ranges(old, &gone)), (new.text(), &ranges(new, &fresh)));
    pairs.into_iter().map(|(a, b)| (gone[a], fresh[b])).collect()
}
