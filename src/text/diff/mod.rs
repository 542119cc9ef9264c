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
mod words;

pub use token::{Token, tokens};

use super::TextRange;

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
        let mut out: Vec<TextRange> = Vec::new();
        let mut is_open = false;
        for compared in &self.new {
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
}
