//! Which lines stay where they are when some must have been moved.
//!
//! Equal lines keep their order, and what stands between two of them in one text is compared with what
//! stands between them in the other. A short line that was moved over a long one would so part the long
//! one from itself as soon as a word of it was changed:
//!
//! ```text
//!   old  a long paragraph of many words      new  What it means
//!        What it means                            a long paragraph of several words
//! ```
//!
//! The heading is the only equal line, and yet it is what was moved. Such a line is not taken for one
//! that stayed; its words are compared with all others.

use std::collections::BTreeMap;

use super::lines::Line;
use super::token::{Token, push_tokens};
use crate::text::TextRange;

/// Lines with more letters than a heading can be parted from themselves; shorter ones say too little.
const FEWEST_LETTERS: usize = 24;

/// A word that is in more lines than this says nothing of a line.
const COMMON: usize = 8;

/// A text with its lines.
#[derive(Clone, Copy)]
pub(super) struct Lined<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line],
}

/// A line of the old text that is much like one of the new text.
struct Alike {
    old: usize,
    new: usize,
    /// Letters and digits of the words that both have.
    weight: usize,
}

/// Takes those pairs of equal lines out of `kept`, which is in order, that part a heavier line from what
/// became of it.
pub(super) fn drop_light(old: Lined<'_>, new: Lined<'_>, kept: &mut Vec<(usize, usize)>) {
    let (gone, fresh) = surplus(old, new, kept);
    if gone.is_empty() || fresh.is_empty() {
        return;
    }
    for alike in alike(old, new, &gone, &fresh) {
        let behind_old = kept.partition_point(|(line, _)| *line < alike.old);
        let behind_new = kept.partition_point(|(_, line)| *line < alike.new);
        let crossed = behind_old.min(behind_new)..behind_old.max(behind_new);
        let weight: usize = kept[crossed.clone()].iter().map(|(line, _)| letters(old, *line)).sum();
        if weight < alike.weight {
            kept.drain(crossed);
        }
    }
}

/// Which stretches of an old text have most of their words in one of a new text and in no other: pairs
/// of indices, the heaviest first. Short ones are left out.
pub fn much_alike(
    (old_text, old): (&str, &[TextRange]),
    (new_text, new): (&str, &[TextRange]),
) -> Vec<(usize, usize)> {
    let lines = |ranges: &[TextRange]| -> Vec<Line> {
        ranges.iter().map(|range| Line { bytes: range.bytes(), key: 0 }).collect()
    };
    let (old_lines, new_lines) = (lines(old), lines(new));
    let all = |lines: &[Line]| (0..lines.len()).collect::<Vec<_>>();
    let old = Lined { text: old_text, lines: &old_lines };
    let new = Lined { text: new_text, lines: &new_lines };
    let found = alike(old, new, &all(&old_lines), &all(&new_lines)).into_iter();
    found.map(|alike| (alike.old, alike.new)).collect()
}

/// The lines of the old text where much more was taken out between two equal lines than put in, and
/// those of the new text where much more was put in.
fn surplus(old: Lined<'_>, new: Lined<'_>, kept: &[(usize, usize)]) -> (Vec<usize>, Vec<usize>) {
    let (mut gone, mut fresh) = (Vec::new(), Vec::new());
    let (mut from, ends) = ((0, 0), (old.lines.len(), new.lines.len()));
    for (a, b) in kept.iter().copied().chain([ends]) {
        let size = |side: Lined<'_>, lines: std::ops::Range<usize>| -> usize {
            side.lines[lines].iter().map(|line| line.bytes.len()).sum()
        };
        let (out, into) = (size(old, from.0..a), size(new, from.1..b));
        if out > 2 * into {
            gone.extend(from.0..a);
        } else if into > 2 * out {
            fresh.extend(from.1..b);
        }
        from = (a + 1, b + 1);
    }
    (gone, fresh)
}

/// The lines of `gone` that have most of their words in one of `fresh` and in no other, the heaviest
/// first. Which of two copies a line became nobody can tell.
fn alike(old: Lined<'_>, new: Lined<'_>, gone: &[usize], fresh: &[usize]) -> Vec<Alike> {
    let mut lines_of: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for line in gone {
        for word in words(old, *line) {
            lines_of.entry(word.key()).or_default().push(*line);
        }
    }
    let mut out: Vec<Alike> = Vec::new();
    for line in fresh {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in words(new, *line) {
            let there = lines_of.get(&word.key()).filter(|there| there.len() <= COMMON);
            for old in there.into_iter().flatten() {
                *shared.entry(*old).or_default() += word.weight as usize;
            }
        }
        let best = shared.into_iter().max_by_key(|(_, weight)| *weight);
        let Some((from, weight)) = best else { continue };
        if weight >= FEWEST_LETTERS && 2 * weight > letters(old, from).max(letters(new, *line)) {
            out.push(Alike { old: from, new: *line, weight });
        }
    }
    let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
    for alike in &out {
        *copies.entry(alike.old).or_default() += 1;
    }
    out.retain(|alike| copies.get(&alike.old) == Some(&1));
    out.sort_by_key(|alike| std::cmp::Reverse(alike.weight));
    out
}

/// The words of a line, each once.
fn words(side: Lined<'_>, line: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    push_tokens(side.text, side.lines[line].bytes.clone(), &mut tokens);
    tokens.retain(Token::is_word);
    tokens.sort_by_key(Token::key);
    tokens.dedup_by_key(|token| token.key());
    tokens
}

/// Letters and digits of the words of a line, each counted once.
fn letters(side: Lined<'_>, line: usize) -> usize {
    words(side, line).iter().map(|token| token.weight as usize).sum()
}
