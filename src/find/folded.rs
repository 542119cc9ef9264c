//! A folded copy of an article, and the way back from it.

use super::folding::{Case, Fold, fold_char};
use crate::model::Article;
use crate::text::{TextPos, TextRange, next_grapheme};

/// The text of an article without case, accents and typography, with an exact way back.
///
/// Most of a text folds byte for byte. Where it does not, a step remembers both sides:
///
/// ```text
///   text    h e ’ s   l e f t        ’ is three bytes
///   folded  h e ' s   l e f t        ' is one
///   steps   (0,0) (2,2) (3,5)        between two steps either all bytes go together, or the
///                                    stretch is one character that stays whole
/// ```
///
/// Blocks are parted by a line break, which no needle holds: a hit stays in its block.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    steps: Vec<Step>,
}

/// The same place on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    folded: u32,
    text: u32,
}

impl Folded {
    /// Folds all blocks of `article`.
    ///
    /// One pass, about 4 ns a byte; the steps take 16 bytes for each character that folds to
    /// another length.
    pub fn new(article: &Article) -> Self {
        let mut out = Self::with_capacity(article.text().len());
        for block in article.blocks() {
            let range = block.range.bytes();
            if !out.text.is_empty() {
                out.text.push('\n');
            }
            out.step(range.start);
            out.push(range.start, block.range.of(article.text()));
            out.step(range.end);
        }
        out
    }

    /// Folds one short text.
    pub(super) fn of(text: &str) -> Self {
        let mut out = Self::with_capacity(text.len());
        out.push(0, text);
        out
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), steps: vec![Step { folded: 0, text: 0 }] }
    }

    fn push(&mut self, base: usize, text: &str) {
        let mut in_space = false;
        for (at, c) in text.char_indices() {
            let from = self.text.len();
            let fold = fold_char(c, Case::Folded);
            match fold {
                Fold::Space if !in_space => self.text.push(' '),
                Fold::Nothing | Fold::Space => {}
                Fold::Char(c) => self.text.push(c),
                Fold::Text(text) => self.text.push_str(text),
            }
            in_space = match fold {
                Fold::Nothing => in_space,
                other => other == Fold::Space,
            };
            if self.text.len() - from != c.len_utf8() {
                self.step_at(from, base + at);
                self.step(base + at + c.len_utf8());
            }
        }
    }

    /// Here on the folded side is `text` on the other.
    fn step(&mut self, text: usize) {
        self.step_at(self.text.len(), text);
    }

    fn step_at(&mut self, folded: usize, text: usize) {
        let step =
            Step { folded: TextPos::from_usize(folded).0, text: TextPos::from_usize(text).0 };
        if self.steps.last() != Some(&step) {
            self.steps.push(step);
        }
    }

    /// A way back for places in rising order.
    pub(super) fn way_back(&self) -> WayBack<'_> {
        WayBack { steps: &self.steps, at: 0 }
    }
}

/// Turns places of the folded text into places of the text, each behind the one before.
#[derive(Debug)]
pub(super) struct WayBack<'a> {
    steps: &'a [Step],
    /// All steps before this one lie in front of the places that were asked for.
    at: usize,
}

impl WayBack<'_> {
    /// The stretch of `text` that `start..end` of the folded text came from, whole graphemes;
    /// `None` when that would cut a character in two.
    ///
    /// An accent that folds away belongs to the letter in front of it.
    pub(super) fn range(&mut self, text: &str, start: usize, end: usize) -> Option<TextRange> {
        let (start, end) = (TextPos::from_usize(start).0, TextPos::from_usize(end).0);
        self.advance(start);
        let from = self.latest(start)?;
        let to = self.earliest(end)?;
        let range = TextRange::checked(text, from as usize, to as usize)?;
        let whole = whole_end(text, range.end());
        let is_folded_away = whole.0 <= self.latest(end)?;
        let range = TextRange::between(range.start(), whole);
        (is_folded_away && starts_grapheme(text, range.start())).then_some(range)
    }

    /// Forgets the steps in front of `folded`.
    fn advance(&mut self, folded: u32) {
        let rest = &self.steps[self.at..];
        let near = rest.iter().take(8).position(|step| step.folded >= folded);
        self.at += near.unwrap_or_else(|| rest.partition_point(|step| step.folded < folded));
        self.at = self.at.saturating_sub(1);
    }

    /// The first place of the text that is `folded`.
    fn earliest(&self, folded: u32) -> Option<u32> {
        let after = self.at + self.steps[self.at..].partition_point(|step| step.folded < folded);
        match self.steps.get(after) {
            Some(step) if step.folded == folded => Some(step.text),
            _ => self.between(after, folded),
        }
    }

    /// The last place of the text that is `folded`.
    fn latest(&self, folded: u32) -> Option<u32> {
        let after = self.at + self.steps[self.at..].partition_point(|step| step.folded <= folded);
        self.between(after, folded)
    }

    /// The place of `folded` in front of the step `after`; `None` inside a character.
    fn between(&self, after: usize, folded: u32) -> Option<u32> {
        let before = self.steps[after.checked_sub(1)?];
        let way = folded - before.folded;
        let goes_together = self
            .steps
            .get(after)
            .is_none_or(|next| next.folded - before.folded == next.text - before.text || way == 0);
        goes_together.then_some(before.text + way)
    }
}

/// The end of the grapheme that `end` is in, or `end` itself where one ends there.
pub(super) fn whole_end(text: &str, end: TextPos) -> TextPos {
    if starts_grapheme(text, end) {
        return end;
    }
    next_grapheme(text, end)
}

/// Whether a grapheme starts at `pos`; the end of the text is one.
pub(super) fn starts_grapheme(text: &str, pos: TextPos) -> bool {
    let bytes = text.as_bytes();
    let at = pos.as_usize();
    let (Some(before), Some(here)) = (at.checked_sub(1).and_then(|b| bytes.get(b)), bytes.get(at))
    else {
        return true;
    };
    if before.is_ascii() && here.is_ascii() {
        return *before != b'\r';
    }
    crate::text::is_grapheme_boundary(text, pos)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// What the first place of `needle` in the folded `text` came from.
    fn back<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
        let folded = Folded::of(text);
        let at = folded.text().find(needle)?;
        folded.way_back().range(text, at, at + needle.len()).map(|range| range.of(text))
    }

    #[test]
    fn the_way_back_is_exact_behind_characters_of_another_length() {
        assert_eq!(back("he’s “so” left", "left"), Some("left"));
        assert_eq!(back("mil\u{ad}lion", "million"), Some("mil\u{ad}lion"));
        assert_eq!(back("five\u{a0}\n million…", "five million..."), Some("five\u{a0}\n million…"));
    }

    #[test]
    fn an_accent_that_folds_away_belongs_to_its_letter() {
        assert_eq!(back("cafe\u{301}s", "cafe"), Some("cafe\u{301}"));
        assert_eq!(back("cafe\u{301}s", "s"), Some("s"));
    }

    #[test]
    fn half_a_character_is_not_found() {
        assert_eq!(back("Straße", "stras"), None);
        assert_eq!(back("end…", "end."), None);
        assert_eq!(back("कि", "क"), None);
    }

    #[test]
    fn blocks_stay_apart() {
        let article = testing::article("one \ntwo");
        assert_eq!(Folded::new(&article).text(), "one \ntwo");
        let hard = testing::article("a\n\n\nb");
        assert_eq!(Folded::new(&hard).text(), "a\nb");
    }
}
