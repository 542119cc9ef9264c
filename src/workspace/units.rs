//! Words, sentences and blocks of an article: selecting by them, and going from one to the next.

use super::Selection;
use crate::model::Article;
use crate::store::Snap;
use crate::text::{TextPos, TextRange, previous_grapheme, sentence_at, sentence_starts, word_at};

/// What can be selected at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A word, or a run of signs.
    Word,
    /// A sentence, without the spaces around it.
    Sentence,
    /// A block.
    Block,
    /// All of it.
    Article,
}

impl Unit {
    /// The smallest first.
    pub const ALL: [Self; 4] = [Self::Word, Self::Sentence, Self::Block, Self::Article];
}

/// The unit at `pos`. Between two words the nearer one, the one behind first.
pub fn unit_at(article: &Article, unit: Unit, pos: TextPos) -> TextRange {
    let within = block_range(article, pos);
    let pos = pos.clamp(within.start(), within.end());
    match unit {
        Unit::Word => word_near(article.text(), within, pos),
        Unit::Sentence => sentence_at(article.text(), within, pos),
        Unit::Block => within,
        Unit::Article => whole(article),
    }
}

/// The smallest row of whole units that holds `range`.
pub(super) fn units_over(article: &Article, unit: Unit, range: TextRange) -> TextRange {
    let first = unit_at(article, unit, range.start());
    if range.is_empty() {
        return first;
    }
    let last = unit_at(article, unit, previous_grapheme(article.text(), range.end()));
    TextRange::between(first.start().min(range.start()), last.end().max(range.end()))
}

/// The next larger stretch: the word, the sentence, the block, then the article. `None` when all is
/// in it.
pub(super) fn grown(article: &Article, range: TextRange) -> Option<TextRange> {
    let mut over = Unit::ALL.into_iter().map(|unit| units_over(article, unit, range));
    over.find(|wider| wider.covers(range) && *wider != range)
}

/// `selection` by whole words or sentences; its direction stays.
pub fn snapped(article: &Article, selection: Selection, to: Snap) -> Selection {
    let range = selection.range();
    let unit = match to {
        Snap::Off => return selection,
        Snap::Words => Unit::Word,
        Snap::Sentences => Unit::Sentence,
    };
    let inside = without_space(article.text(), range);
    if inside.is_empty() {
        return selection;
    }
    let whole = units_over(article, unit, inside);
    if selection.focus < selection.anchor {
        Selection { anchor: whole.end(), focus: whole.start() }
    } else {
        Selection::of(whole)
    }
}

/// Where the sentence behind `pos` begins; in the last one, its end. `None` at the very end.
pub fn next_sentence(article: &Article, pos: TextPos) -> Option<TextPos> {
    let block = article.block_index_at(pos);
    let here = article.blocks().get(block)?.range;
    let starts = sentence_starts(article.text(), here, pos);
    let next = article.blocks().get(block + 1);
    starts
        .into_iter()
        .find(|start| *start > pos)
        .or_else(|| next.map(|next| next.range.start()))
        .or_else(|| (pos < here.end()).then_some(here.end()))
}

/// Where the sentence begins that holds `pos`, or the one before when it begins there.
pub fn previous_sentence(article: &Article, pos: TextPos) -> Option<TextPos> {
    let block = article.block_index_at(pos);
    let last_before = |range: TextRange| {
        let starts = sentence_starts(article.text(), range, pos.min(range.end()));
        starts.into_iter().rev().find(|start| *start < pos)
    };
    let here = article.blocks().get(block)?.range;
    last_before(here).or_else(|| last_before(article.blocks().get(block.checked_sub(1)?)?.range))
}

fn block_range(article: &Article, pos: TextPos) -> TextRange {
    let block = article.blocks().get(article.block_index_at(pos));
    block.map_or_else(|| whole(article), |block| block.range)
}

/// From the first block to the last.
fn whole(article: &Article) -> TextRange {
    let (first, last) = (article.blocks().first(), article.blocks().last());
    let start = first.map_or(TextPos(0), |block| block.range.start());
    TextRange::between(start, last.map_or(start, |block| block.range.end()))
}

/// The word at `pos`, or the one that ends there; a sign where there is no word.
fn word_near(text: &str, within: TextRange, pos: TextPos) -> TextRange {
    let is_word = |range: &TextRange| range.of(text).chars().any(char::is_alphanumeric);
    let here = word_at(text, within, pos);
    if is_word(&here) || pos <= within.start() {
        return here;
    }
    let before = word_at(text, within, previous_grapheme(text, pos));
    if is_word(&before) || here.is_empty() { before } else { here }
}

/// `range` without white space at its ends.
fn without_space(text: &str, range: TextRange) -> TextRange {
    let part = range.of(text);
    let start = range.start().as_usize() + (part.len() - part.trim_start().len());
    TextRange::checked(text, start, start + part.trim().len()).unwrap_or(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Review;

    const TEXT: &str = "He left. Mr. Hale paid 12 crowns.\n\nNobody saw it. It rained.";

    fn review() -> Review {
        crate::testing::review(TEXT).0
    }

    fn at(words: &str) -> TextPos {
        TextPos::from_usize(TEXT.find(words).expect("is there"))
    }

    fn range(words: &str) -> TextRange {
        let start = at(words).as_usize();
        TextRange::checked(TEXT, start, start + words.len()).expect("inside")
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_article() {
        let review = review();
        let mut range = TextRange::empty(TextPos(at("Hale").0 + 2));
        let mut seen = Vec::new();
        while let Some(wider) = grown(review.article(), range) {
            range = wider;
            seen.push(range.of(TEXT));
        }
        let block = "He left. Mr. Hale paid 12 crowns.";
        assert_eq!(seen, ["Hale", "Mr. Hale paid 12 crowns.", block, TEXT]);
    }

    #[test]
    fn the_word_at_its_end_is_the_word() {
        let review = review();
        let pos = TextPos(at("Hale").0 + 4);
        assert_eq!(unit_at(review.article(), Unit::Word, pos).of(TEXT), "Hale");
    }

    #[test]
    fn snapping_takes_whole_words_and_keeps_the_direction() {
        let review = review();
        let drag =
            Selection { anchor: TextPos(at("crowns").0 + 3), focus: TextPos(at("paid").0 + 2) };
        let words = snapped(review.article(), drag, Snap::Words);
        assert_eq!(words.range().of(TEXT), "paid 12 crowns");
        assert!(words.focus < words.anchor);
        let sentences = snapped(review.article(), drag, Snap::Sentences);
        assert_eq!(sentences.range().of(TEXT), "Mr. Hale paid 12 crowns.");
        assert_eq!(snapped(review.article(), drag, Snap::Off), drag);
    }

    #[test]
    fn what_ends_on_a_boundary_is_not_snapped_further() {
        let review = review();
        for words in ["paid 12", " paid 12 ", "paid"] {
            let snapped = snapped(review.article(), Selection::of(range(words)), Snap::Words);
            assert_eq!(snapped.range().of(TEXT), words.trim());
        }
    }

    #[test]
    fn sentences_follow_one_another_over_blocks() {
        let review = review();
        let article = review.article();
        let mut pos = TextPos(0);
        let mut way = Vec::new();
        while let Some(next) = next_sentence(article, pos) {
            pos = next;
            way.push(pos);
        }
        let starts = [at("Mr."), at("Nobody"), at("It rained"), TextPos::from_usize(TEXT.len())];
        assert_eq!(way, starts);
        let mut back = Vec::new();
        while let Some(before) = previous_sentence(article, pos) {
            pos = before;
            back.push(pos);
        }
        assert_eq!(back, [at("It rained"), at("Nobody"), at("Mr."), TextPos(0)]);
    }
}
