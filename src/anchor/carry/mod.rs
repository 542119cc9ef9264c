//! A mark from one draft into the next: what became of its words, and where it stands.
//!
//! The old text is there, so nothing has to be guessed from a quotation. The two texts are compared
//! word by word ([`TextDiff`]), and a mark goes where its words went. What was taken out is looked
//! for among the words that are new. Three promises hold whatever the texts are:
//!
//! - a place that keeps the verdict has the same words, after [`fold`](crate::text::fold), letter
//!   for letter;
//! - words that were kept from elsewhere are nobody else's place: where "5" stood twice and one of
//!   them was cut, the mark on it does not go to the other;
//! - something merely alike is proposed as [`Carried::Changed`], never taken.

mod alike;
mod context;
mod hull;
mod index;
mod place;
mod stead;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use self::context::Sentences;
use self::index::Index;
use crate::model::{Article, Carried};
use crate::text::{TextDiff, TextRange};

/// Below this much in common, in percent, two texts are hardly drafts of one article.
const ANOTHER_TEXT: usize = 25;

/// Whether two texts are hardly drafts of one article, of which so much was kept, in percent.
pub fn is_another_text(percent_kept: usize) -> bool {
    percent_kept < ANOTHER_TEXT
}

/// A text with its blocks, in order: paragraphs, headings, list items.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    text: &'a str,
    ranges: Vec<TextRange>,
}

impl<'a> Blocks<'a> {
    /// The text and the ranges of its blocks, which are in order and do not overlap.
    pub fn new(text: &'a str, ranges: Vec<TextRange>) -> Self {
        Self { text, ranges }
    }

    /// An article with its blocks.
    pub fn of(article: &'a Article) -> Self {
        Self::new(article.text(), article.blocks().iter().map(|block| block.range).collect())
    }

    /// The paragraphs of a plain text: what stands between blank lines. A line that was not broken
    /// for want of room ends one too.
    pub fn of_plain(text: &'a str) -> Self {
        Self { text, ranges: context::paragraphs(text) }
    }

    /// The block that holds the byte `at`, or the next one behind it.
    fn at(&self, at: usize) -> Option<TextRange> {
        let next = self.ranges.partition_point(|range| range.end().as_usize() <= at);
        self.ranges.get(next).copied()
    }
}

/// Carries marks from one text to another.
#[derive(Debug)]
pub struct Carrier<'a> {
    old: &'a Blocks<'a>,
    new: &'a Blocks<'a>,
    diff: TextDiff,
    index: OnceCell<Index>,
    old_sentences: Sentences,
    new_sentences: Sentences,
}

impl<'a> Carrier<'a> {
    /// Compares two texts.
    pub fn new(old: &'a Blocks<'a>, new: &'a Blocks<'a>) -> Self {
        Self {
            diff: TextDiff::new(old.text, new.text),
            old,
            new,
            index: OnceCell::new(),
            old_sentences: Sentences::default(),
            new_sentences: Sentences::default(),
        }
    }

    /// How the two texts compare.
    pub fn diff(&self) -> &TextDiff {
        &self.diff
    }

    /// The same, for keeping.
    pub fn into_diff(self) -> TextDiff {
        self.diff
    }

    /// How much of the letters of the shorter text was kept, in percent.
    pub fn percent_kept(&self) -> usize {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let lines: usize =
            self.diff.lines.iter().map(|kept| letters(kept.new.of(self.new.text))).sum();
        let kept = self.diff.new.iter().filter(|compared| compared.twin.is_some());
        let words: usize = kept.map(|compared| compared.token.weight as usize).sum();
        let shorter = letters(self.old.text).min(letters(self.new.text));
        (lines + words) * 100 / shorter.max(1)
    }

    /// What became of the mark over `range`, which must lie in the old text. Marks in the order of
    /// their places are quickest.
    pub fn carry(&self, range: TextRange) -> Carried {
        if range.of(self.old.text).trim().is_empty() {
            return Carried::Cut;
        }
        if let Some(place) = self.in_equal_lines(range) {
            return self.judge_surroundings(range, place);
        }
        self.among_words(range)
    }

    /// The place of a mark that stands in lines that are the same.
    fn in_equal_lines(&self, range: TextRange) -> Option<TextRange> {
        let after = self.diff.lines.partition_point(|kept| kept.old.start() <= range.start());
        let kept = self.diff.lines.get(after.checked_sub(1)?)?;
        kept.old.covers(range).then(|| place::shifted(*kept, range))
    }

    /// Unchanged, or a glance when the sentence around the words is another.
    fn judge_surroundings(&self, old: TextRange, new: TextRange) -> Carried {
        if self.is_far_from_change(old, new) || self.sentence_is_same(old, new) {
            Carried::Unchanged(new)
        } else {
            Carried::Glance(new)
        }
    }

    /// Whether the blocks of both places are wholly in lines that are the same.
    fn is_far_from_change(&self, old: TextRange, new: TextRange) -> bool {
        let after = self.diff.lines.partition_point(|kept| kept.old.start() <= old.start());
        let Some(kept) = after.checked_sub(1).and_then(|n| self.diff.lines.get(n)) else {
            return false;
        };
        let is_inside = |blocks: &Blocks<'_>, place: TextRange, lines: TextRange| {
            let first = blocks.at(place.start().as_usize());
            let last = blocks.at(place.end().as_usize().saturating_sub(1));
            lines.covers(place)
                && first.is_some_and(|block| lines.covers(block))
                && last.is_some_and(|block| lines.covers(block))
        };
        is_inside(self.old, old, kept.old) && is_inside(self.new, new, kept.new)
    }
}
