//! Lines first: what is equal line by line need not be looked into.

use std::ops::Range;

use memchr::memchr_iter;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::weigh::{self, Lined};
use super::{Kept, TextDiff, token, words};
use crate::text::TextRange;

/// A line that is not blank.
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    pub(super) key: u64,
}

/// Compares two texts line by line, and what is left word by word.
pub(super) fn compare(old: &str, new: &str, diff: &mut TextDiff) {
    let (head, tail) = equal_ends(old, new);
    keep(diff, 0..head, 0..head);
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let (old_lines, new_lines) = (lines(old, head..old_end), lines(new, head..new_end));
    let mut kept = equal_lines((old, &old_lines), (new, &new_lines));
    let lined = |text, lines| Lined { text, lines };
    weigh::drop_light(lined(old, &old_lines), lined(new, &new_lines), &mut kept);
    let mut done = (head, head);
    for (a, b) in kept {
        let (a, b) = (&old_lines[a].bytes, &new_lines[b].bytes);
        words::compare((old, done.0..a.start), (new, done.1..b.start), diff);
        keep(diff, a.clone(), b.clone());
        done = (a.end, b.end);
    }
    words::compare((old, done.0..old_end), (new, done.1..new_end), diff);
    keep(diff, old_end..old.len(), new_end..new.len());
}

/// The lines that are the same and in order in both, by index.
fn equal_lines(
    (old, old_lines): (&str, &[Line]),
    (new, new_lines): (&str, &[Line]),
) -> Vec<(usize, usize)> {
    let keys = |lines: &[Line]| lines.iter().map(|line| line.key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Histogram, &keys(old_lines), &keys(new_lines));
    let pairs = ops.into_iter().flat_map(|op| match op {
        DiffOp::Equal { old_index, new_index, len } => {
            (old_index..old_index + len).zip(new_index..new_index + len)
        }
        _ => (0..0).zip(0..0),
    });
    // Of lines with other words the keys may be the same.
    let is_equal = |(a, b): &(usize, usize)| {
        old[old_lines[*a].bytes.clone()] == new[new_lines[*b].bytes.clone()]
    };
    pairs.filter(is_equal).collect()
}

/// Remembers that two stretches are equal, as one with those right before them.
fn keep(diff: &mut TextDiff, old: Range<usize>, new: Range<usize>) {
    if old.is_empty() {
        return;
    }
    let range = |bytes: Range<usize>| TextRange::of_bytes(bytes);
    let kept = Kept { old: range(old), new: range(new) };
    match diff.lines.last_mut() {
        Some(last) if last.old.end() == kept.old.start() && last.new.end() == kept.new.start() => {
            last.old = TextRange::between(last.old.start(), kept.old.end());
            last.new = TextRange::between(last.new.start(), kept.new.end());
        }
        _ => diff.lines.push(kept),
    }
}

/// How many bytes of whole lines are the same at the start and, without those, at the end.
fn equal_ends(old: &str, new: &str) -> (usize, usize) {
    if old == new {
        return (old.len(), 0);
    }
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let same = same_from_start(a, b);
    let head = a[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (a, b) = (&a[head..], &b[head..]);
    let same = same_from_end(a, b);
    let behind = &a[a.len() - same..];
    let tail = behind.iter().position(|byte| *byte == b'\n').map_or(0, |at| behind.len() - at - 1);
    (head, tail)
}

/// Comparing so many bytes at once is quicker than one after the other.
const STEP: usize = 64;

/// How many bytes at the start of both are the same.
fn same_from_start(a: &[u8], b: &[u8]) -> usize {
    let steps = a.chunks_exact(STEP).zip(b.chunks_exact(STEP));
    let whole = steps.take_while(|(x, y)| x == y).count() * STEP;
    whole + a[whole..].iter().zip(&b[whole..]).take_while(|(x, y)| x == y).count()
}

/// How many bytes at the end of both are the same.
fn same_from_end(a: &[u8], b: &[u8]) -> usize {
    let steps = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP));
    let whole = steps.take_while(|(x, y)| x == y).count() * STEP;
    let (a, b) = (&a[..a.len() - whole], &b[..b.len() - whole]);
    whole + a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

fn lines(text: &str, within: Range<usize>) -> Vec<Line> {
    let part = &text.as_bytes()[within.clone()];
    let ends = memchr_iter(b'\n', part).map(|at| at + 1).chain([part.len()]);
    let mut start = 0;
    let mut out = Vec::new();
    for end in ends {
        let line = &part[start..end];
        if !line.trim_ascii().is_empty() {
            let bytes = within.start + start..within.start + end;
            out.push(Line { bytes, key: token::key_of(line) });
        }
        start = end;
    }
    out
}
