//! From what was selected to where a mark goes.

use crate::model::Mark;
use crate::review::Review;
use crate::store::Snap;
use crate::text::{TextPos, TextRange, grapheme_range_at, snap_to_graphemes, words};

use super::{EndOfMark, Nudge, Unit, unit_at};

/// `range` without white space at its ends, in whole graphemes; `None` when nothing is left.
pub(super) fn tidy(review: &Review, range: TextRange) -> Option<TextRange> {
    let text = review.text();
    let part = range.of(text);
    let start = range.start().as_usize() + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    let range = snap_to_graphemes(text, start, end);
    (!part.trim().is_empty()).then_some(range)
}

/// Where `mark` would be after one of its ends moved by a word; `None` when it cannot.
pub(super) fn nudged(
    review: &Review,
    mark: &Mark,
    end: EndOfMark,
    nudge: Nudge,
) -> Option<TextRange> {
    let range = mark.range()?;
    let (start, stop) = (range.start(), range.end());
    let moved = match (end, nudge) {
        (EndOfMark::Start, Nudge::Grow) => {
            TextRange::between(word_start_before(review, start)?, stop)
        }
        (EndOfMark::Start, Nudge::Shrink) => {
            TextRange::between(word_start_after(review, start)?, stop)
        }
        (EndOfMark::End, Nudge::Grow) => TextRange::between(start, word_end_after(review, stop)?),
        (EndOfMark::End, Nudge::Shrink) => {
            TextRange::between(start, word_end_before(review, stop)?)
        }
    };
    let inside = start <= moved.end() && moved.start() <= stop && !moved.is_empty();
    inside.then(|| tidy(review, moved)).flatten()
}

/// Where a mark at `range` would be after one of its ends was pulled to `to`, made whole by `snap`;
/// `None` where it would be turned round or nothing would be left of it.
pub fn pulled(
    review: &Review,
    range: TextRange,
    end: EndOfMark,
    to: TextPos,
    snap: Snap,
) -> Option<TextRange> {
    let article = review.article();
    let here = match snap {
        Snap::Off => TextRange::empty(grapheme_range_at(review.text(), to).start()),
        Snap::Words => unit_at(article, Unit::Word, to),
        Snap::Sentences => unit_at(article, Unit::Sentence, to),
    };
    let moved = match end {
        EndOfMark::Start if here.start() < range.end() => {
            TextRange::between(here.start(), range.end())
        }
        EndOfMark::End if here.end() > range.start() => {
            TextRange::between(range.start(), here.end())
        }
        _ => return None,
    };
    tidy(review, moved)
}

fn in_block(review: &Review, block: usize) -> impl Iterator<Item = (TextPos, TextPos)> {
    let range = review.article().blocks().get(block).map(|b| b.range).unwrap_or_default();
    let base = range.start().as_usize();
    let at = move |byte: usize| TextPos::from_usize(base + byte);
    words(range.of(review.text())).map(move |word| (at(word.start), at(word.end)))
}

fn word_start_before(review: &Review, pos: TextPos) -> Option<TextPos> {
    let block = review.article().block_index_at(pos);
    let before = |block| in_block(review, block).map(|w| w.0).take_while(|s| *s < pos).last();
    before(block).or_else(|| before(block.checked_sub(1)?))
}

fn word_start_after(review: &Review, pos: TextPos) -> Option<TextPos> {
    let block = review.article().block_index_at(pos);
    let after = |block| in_block(review, block).map(|w| w.0).find(|start| *start > pos);
    after(block).or_else(|| after(block + 1))
}

fn word_end_before(review: &Review, pos: TextPos) -> Option<TextPos> {
    let block = review.article().block_index_at(TextPos(pos.0.saturating_sub(1)));
    let before = |block| in_block(review, block).map(|w| w.1).take_while(|end| *end < pos).last();
    before(block).or_else(|| before(block.checked_sub(1)?))
}

fn word_end_after(review: &Review, pos: TextPos) -> Option<TextPos> {
    let block = review.article().block_index_at(pos);
    let after = |block| in_block(review, block).map(|w| w.1).find(|end| *end > pos);
    after(block).or_else(|| after(block + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn an_end_moves_by_whole_words() {
        let (review, _) = testing::review("He said [c:five million] crowns, then left.");
        let mark = review.mark_by_number(1).expect("marked");
        let to =
            |end, nudge| nudged(&review, mark, end, nudge).map(|r| r.of(review.text()).to_owned());
        assert_eq!(to(EndOfMark::Start, Nudge::Grow).as_deref(), Some("said five million"));
        assert_eq!(to(EndOfMark::Start, Nudge::Shrink).as_deref(), Some("million"));
        assert_eq!(to(EndOfMark::End, Nudge::Grow).as_deref(), Some("five million crowns"));
        assert_eq!(to(EndOfMark::End, Nudge::Shrink).as_deref(), Some("five"));
    }

    #[test]
    fn a_mark_of_one_word_does_not_shrink_to_nothing() {
        let (review, _) = testing::review("[c:Five].");
        let mark = review.mark_by_number(1).expect("marked");
        assert_eq!(nudged(&review, mark, EndOfMark::Start, Nudge::Shrink), None);
        assert_eq!(nudged(&review, mark, EndOfMark::End, Nudge::Shrink), None);
    }

    #[test]
    fn an_end_is_pulled_by_words_or_graphemes_and_never_past_the_other() {
        let (review, _) = testing::review("He said [c:five million] crowns.\nThen he left.");
        let range = review.mark_by_number(1).and_then(Mark::range).expect("marked");
        let at =
            |words: &str| TextPos::from_usize(review.text().find(words).expect("is there") + 1);
        let to = |end, words, snap| {
            let moved = pulled(&review, range, end, at(words), snap)?;
            Some(moved.of(review.text()).to_owned())
        };
        let by_words = |end, words| to(end, words, Snap::Words);
        assert_eq!(by_words(EndOfMark::Start, "said").as_deref(), Some("said five million"));
        assert_eq!(by_words(EndOfMark::Start, "million").as_deref(), Some("million"));
        assert_eq!(by_words(EndOfMark::Start, "crowns"), None);
        assert_eq!(by_words(EndOfMark::End, "said"), None);
        let over = by_words(EndOfMark::End, "Then");
        assert_eq!(over.as_deref(), Some("five million crowns.\nThen"));
        assert_eq!(to(EndOfMark::Start, "five", Snap::Off).as_deref(), Some("ive million"));
        assert_eq!(to(EndOfMark::End, "million", Snap::Off).as_deref(), Some("five m"));
    }

    #[test]
    fn white_space_at_the_ends_is_not_marked() {
        let (review, _) = testing::review("one two three");
        let range = TextRange::checked(review.text(), 3, 8).expect("inside");
        assert_eq!(tidy(&review, range).map(|r| r.of(review.text())), Some("two"));
        let space = TextRange::checked(review.text(), 3, 4).expect("inside");
        assert_eq!(tidy(&review, space), None);
    }
}
