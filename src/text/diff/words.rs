//! Words: what stands between equal lines.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::token::{Token, push_tokens};
use super::{Compared, TextDiff};

/// Compares two stretches word by word and appends their tokens to `diff`.
pub(super) fn compare(
    (old_text, old): (&str, Range<usize>),
    (new_text, new): (&str, Range<usize>),
    diff: &mut TextDiff,
) {
    let (mut old_tokens, mut new_tokens) = (Vec::new(), Vec::new());
    push_tokens(old_text, old, &mut old_tokens);
    push_tokens(new_text, new, &mut new_tokens);
    let (old_base, new_base) = (index(diff.old.len()), index(diff.new.len()));
    let pairs = pairs(&old_tokens, &new_tokens);
    let alone = |token| Compared { token, twin: None };
    diff.old.extend(old_tokens.into_iter().map(alone));
    diff.new.extend(new_tokens.into_iter().map(alone));
    for (old, new) in pairs {
        let (old, new) = (old_base + old, new_base + new);
        diff.old[old as usize].twin = Some(new);
        diff.new[new as usize].twin = Some(old);
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The tokens that are kept, by index.
fn pairs(old: &[Token], new: &[Token]) -> Vec<(u32, u32)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let keys = |tokens: &[Token]| tokens.iter().map(Token::key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Histogram, &keys(old), &keys(new));
    let mut out = Vec::new();
    for op in ops {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            out.extend((0..len).map(|n| (index(old_index + n), index(new_index + n))));
        }
    }
    out
}
