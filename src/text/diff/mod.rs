//! What of an old text stands in a new one, word by word.
//!
//! Lines that are equal are found first and never looked into; the rest is compared word by word,
//! signs included. The result is a list of stretches that were *kept*, in order in both texts, and
//! the tokens of everything between them.
//!
//! ```text
//!   old  Costs rose 12 percent, the audit said.
//!   new  Costs rose 13 percent in May, the audit said.
//!        ^^^^^^^^^^    ^^^^^^^       ^^^^^^^^^^^^^^^^^ kept
//! ```
//!
//! *Limits*: the diff crate gives up minimal results before it takes long, so that any two texts are
//! compared in bounded time, and the result follows from the texts alone.

mod lines;
mod token;
mod weigh;
mod words;

pub use token::{Token, tokens};
pub use weigh::much_alike;

use super::{TextPos, TextRange};

/// A stretch that stands in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stands in the old text.
    pub old: TextRange,
    /// Where it stands in the new text.
    pub new: TextRange,
}

/// A token of a part that was compared word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The token.
    pub token: Token,
    /// Which token of the other side it is kept as.
    pub twin: Option<u32>,
}

/// What of an old text stands in a new one.
#[derive(Clone, Debug, Default)]
pub struct TextDiff {
    /// Whole lines that are letter for letter the same, in order in both texts.
    pub lines: Vec<Kept>,
    /// The tokens of the old text outside of `lines`.
    pub old: Vec<Compared>,
    /// The tokens of the new text outside of `lines`.
    pub new: Vec<Compared>,
}

impl TextDiff {
    /// Compares two texts.
    pub fn new(old: &str, new: &str) -> Self {
        let mut diff = Self::default();
        lines::compare(old, new, &mut diff);
        diff
    }

    /// The stretches of the new text that the old one does not have, in order; words that stand beside
    /// each other are one stretch.
    pub fn fresh(&self) -> Vec<TextRange> {
        alone(&self.new)
    }

    /// The stretches of the old text that the new one does not have, likewise.
    pub fn gone(&self) -> Vec<TextRange> {
        alone(&self.old)
    }

    /// The stretches of [`Self::fresh`] that share text with `range`.
    pub fn fresh_over(&self, range: TextRange) -> Vec<TextRange> {
        alone(over(&self.new, range))
    }

    /// The stretches of [`Self::gone`] that share text with `range`.
    pub fn gone_over(&self, range: TextRange) -> Vec<TextRange> {
        alone(over(&self.old, range))
    }

    /// Where `pos` of the old text is in the new one: in what was kept around it, or behind what was
    /// kept before it.
    pub fn map(&self, pos: TextPos) -> TextPos {
        let shift = |old: TextRange, new: TextRange| {
            let into = pos.0.saturating_sub(old.start().0);
            TextPos(new.start().0.saturating_add(into).min(new.end().0))
        };
        let lines = self.lines.partition_point(|kept| kept.old.start() <= pos);
        let line = lines.checked_sub(1).and_then(|at| self.lines.get(at));
        let before = self.old.partition_point(|compared| compared.token.start <= pos.0);
        let twin = |compared: &Compared| {
            let new = self.new.get(compared.twin? as usize)?;
            Some(shift(compared.token.range(), new.token.range()))
        };
        let token = self.old[..before].iter().rev().find_map(twin);
        let line = line.map(|kept| shift(kept.old, kept.new));
        line.max(token).unwrap_or_default()
    }
}

/// The tokens that share text with `range`.
fn over(tokens: &[Compared], range: TextRange) -> &[Compared] {
    let first = tokens.partition_point(|t| t.token.end <= range.start().0);
    let last = tokens.partition_point(|t| t.token.start < range.end().0);
    tokens.get(first..last).unwrap_or_default()
}

/// The tokens that have no twin, those beside each other as one.
fn alone(tokens: &[Compared]) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    let mut is_open = false;
    for compared in tokens {
        if compared.twin.is_some() {
            is_open = false;
            continue;
        }
        let range = compared.token.range();
        match out.last_mut() {
            Some(last) if is_open => *last = TextRange::between(last.start(), range.end()),
            _ => out.push(range),
        }
        is_open = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_where_what_was_kept_around_it_went() {
        let (old, new) =
            ("One.\nCosts rose in May.\nEnd.", "New.\nOne.\nSo costs rose in May.\nEnd.");
        let diff = TextDiff::new(old, new);
        for words in ["One", "rose", "May", "End"] {
            let at = |text: &str| TextPos::from_usize(text.find(words).expect("is there"));
            assert_eq!(diff.map(at(old)), at(new), "{words}");
        }
        assert_eq!(diff.map(TextPos(9999)).as_usize(), new.len());
        assert_eq!(TextDiff::new("a", "b").map(TextPos(1)), TextPos(0));
    }
}
