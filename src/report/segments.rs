//! Text cut into flat pieces: overlapping marks and styles made into a row.
//!
//! One sweep over the borders of a block: what is active at the start of a piece is active to its
//! end. The cost is the borders of the block times what overlaps there.

use super::document::Segment;
use crate::model::{InlineSpan, Mark};
use crate::review::Review;
use crate::text::{TextPos, TextRange};

/// The pieces of block `index`, in order, without gaps.
pub(super) fn segments(review: &Review, index: usize) -> Vec<Segment> {
    let article = review.article();
    let Some(block) = article.blocks().get(index).map(|b| b.range) else { return Vec::new() };
    let marks: Vec<(TextRange, &Mark)> =
        review.marks_in_block(index).filter_map(|m| Some((m.range()?, m))).collect();
    let spans: Vec<(TextRange, &InlineSpan)> =
        article.spans_in(block).map(|span| (span.range, span)).collect();
    let open = open_runs(review, index);
    let ranges = marks.iter().map(|m| m.0).chain(spans.iter().map(|s| s.0));
    let borders = borders(block, ranges.chain(open.iter().copied()));
    let (mut marks, mut spans, mut open) =
        (Sweep::new(marks), Sweep::new(spans), Sweep::new(open.into_iter().map(|r| (r, ()))));
    borders
        .windows(2)
        .map(|pair| {
            let piece = TextRange::between(pair[0], pair[1]);
            marks.advance(piece.start());
            spans.advance(piece.start());
            open.advance(piece.start());
            let first = |r: TextRange| r.start() == piece.start() || starts_before(r, piece, block);
            let last = |r: TextRange| r.end() == piece.end() || ends_behind(r, piece, block);
            Segment {
                text: piece.of(review.text()).to_owned(),
                marks: marks.active().map(|(_, mark)| mark.number).collect(),
                begins: numbers(&marks, |r| first(r) && is_first_block(review, r, index)),
                ends: numbers(&marks, |r| last(r) && is_last_block(review, r, index)),
                styles: spans.active().map(|(_, span)| span.style.clone()).collect(),
                is_open: open.active().next().is_some(),
            }
        })
        .collect()
}

fn numbers(marks: &Sweep<&Mark>, wanted: impl Fn(TextRange) -> bool) -> Vec<u32> {
    marks.active().filter(|(range, _)| wanted(*range)).map(|(_, mark)| mark.number).collect()
}

/// A mark may start in the white space in front of its first block.
fn starts_before(range: TextRange, piece: TextRange, block: TextRange) -> bool {
    piece.start() == block.start() && range.start() < block.start()
}

fn ends_behind(range: TextRange, piece: TextRange, block: TextRange) -> bool {
    piece.end() == block.end() && range.end() > block.end()
}

fn is_first_block(review: &Review, range: TextRange, index: usize) -> bool {
    review.article().block_indices(range).start == index
}

fn is_last_block(review: &Review, range: TextRange, index: usize) -> bool {
    review.article().block_indices(range).end == index + 1
}

/// Every border inside `block`, sorted, with both ends of the block.
fn borders(block: TextRange, ranges: impl Iterator<Item = TextRange>) -> Vec<TextPos> {
    let mut out = vec![block.start(), block.end()];
    for range in ranges.filter_map(|range| range.intersection(block)) {
        out.extend([range.start(), range.end()]);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Stretches of words that are not accounted for, from the first word's start to the last one's end.
fn open_runs(review: &Review, index: usize) -> Vec<TextRange> {
    let mut runs: Vec<TextRange> = Vec::new();
    let mut joins = false;
    for (word, state) in review.word_states(index) {
        let is_open = state.is_to_do();
        match runs.last_mut() {
            Some(run) if is_open && joins => *run = TextRange::between(run.start(), word.end()),
            _ if is_open => runs.push(word),
            _ => {}
        }
        joins = is_open;
    }
    runs
}

/// Ranges sorted by start, and those of them that are active at the place the sweep has reached.
struct Sweep<T> {
    waiting: std::iter::Peekable<std::vec::IntoIter<(TextRange, T)>>,
    active: Vec<(TextRange, T)>,
}

impl<T> Sweep<T> {
    fn new(sorted: impl IntoIterator<Item = (TextRange, T)>) -> Self {
        let sorted: Vec<(TextRange, T)> = sorted.into_iter().collect();
        Self { waiting: sorted.into_iter().peekable(), active: Vec::new() }
    }

    fn advance(&mut self, to: TextPos) {
        while let Some(next) = self.waiting.next_if(|(range, _)| range.start() <= to) {
            self.active.push(next);
        }
        self.active.retain(|(range, _)| range.end() > to);
    }

    fn active(&self) -> impl Iterator<Item = &(TextRange, T)> {
        self.active.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn shown(notation: &str, block: usize) -> String {
        let (review, _) = testing::review(notation);
        let piece = |s: &Segment| format!("{}{:?}+{:?}-{:?}", s.text, s.marks, s.begins, s.ends);
        segments(&review, block).iter().map(piece).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn nested_marks_become_a_row() {
        assert_eq!(
            shown("a [q:b [c:c]] d", 0),
            "a []+[]-[]|b [1]+[1]-[]|c[1, 2]+[2]-[1, 2]| d[]+[]-[]"
        );
    }

    #[test]
    fn a_mark_over_two_blocks_begins_once_and_ends_once() {
        assert_eq!(shown("a [c:b\nc] d", 0), "a []+[]-[]|b[1]+[1]-[]");
        assert_eq!(shown("a [c:b\nc] d", 1), "c[1]+[]-[1]| d[]+[]-[]");
    }

    #[test]
    fn words_that_nobody_accounted_for_are_open() {
        let (review, _) = testing::review("one two.");
        let pieces = segments(&review, 0);
        let shown: Vec<_> = pieces.iter().map(|s| (s.text.as_str(), s.is_open)).collect();
        assert_eq!(shown, [("one two", true), (".", false)]);
    }
}
