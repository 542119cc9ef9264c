//! Text cut into flat pieces: overlapping marks and styles made into a row.
//!
//! One sweep over the borders of a block: what is active at the start of a piece is active to its
//! end. The cost is the borders of the block; of marks in each other, however many, only the innermost
//! are told with each piece.

use std::collections::BTreeSet;
use std::ops::Range;

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
            let is_last = piece.end() == block.end();
            Segment {
                text: piece.of(review.text()).to_owned(),
                marks: marks.innermost().map(|(_, mark)| mark.number).collect(),
                begins: numbers(marks.fresh(), |r| is_first_block(review, r, index)),
                ends: numbers(marks.ending(piece.end(), is_last), |r| {
                    is_last_block(review, r, index)
                }),
                styles: spans.innermost().map(|(_, span)| span.style.clone()).collect(),
                is_open: open.innermost().next().is_some(),
            }
        })
        .collect()
}

fn numbers<'a>(
    marks: impl Iterator<Item = &'a (TextRange, &'a Mark)>,
    wanted: impl Fn(TextRange) -> bool,
) -> Vec<u32> {
    marks.filter(|(range, _)| wanted(*range)).map(|(_, mark)| mark.number).collect()
}

/// A mark may start in the white space in front of its first block.
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

/// Of things in each other over one piece, so many are told. Nobody tells more lines apart, and ten
/// thousand with each of ten thousand pieces would be a report of gigabytes.
const MOST_OVER: usize = 16;

/// Ranges sorted by start, and those of them that are active at the place the sweep has reached.
struct Sweep<T> {
    sorted: Vec<(TextRange, T)>,
    /// Those that were met with the last step.
    met: Range<usize>,
    /// Those that are active, by their places in `sorted`: alone, and behind their ends.
    active: BTreeSet<usize>,
    ends: BTreeSet<(TextPos, usize)>,
}

impl<T> Sweep<T> {
    fn new(sorted: impl IntoIterator<Item = (TextRange, T)>) -> Self {
        let sorted = sorted.into_iter().collect();
        Self { sorted, met: 0..0, active: BTreeSet::new(), ends: BTreeSet::new() }
    }

    fn advance(&mut self, to: TextPos) {
        while let Some(gone) = self.ends.first().copied().filter(|(end, _)| *end <= to) {
            self.ends.remove(&gone);
            self.active.remove(&gone.1);
        }
        let waiting = self.sorted.get(self.met.end..).unwrap_or_default();
        let met = waiting.iter().take_while(|(range, _)| range.start() <= to).count();
        self.met = self.met.end..self.met.end + met;
        for at in self.met.clone() {
            let end = self.sorted[at].0.end();
            if end > to {
                self.active.insert(at);
                self.ends.insert((end, at));
            }
        }
    }

    /// Those that begin at the place that was reached, outermost first.
    fn fresh(&self) -> impl Iterator<Item = &(TextRange, T)> {
        let is_active = |at: &usize| self.active.contains(at);
        self.met.clone().filter(is_active).filter_map(|at| self.sorted.get(at))
    }

    /// Those that end at `end`, or behind it when it is the last place, outermost first.
    fn ending(&self, end: TextPos, is_last: bool) -> impl Iterator<Item = &(TextRange, T)> {
        let mut ending: Vec<usize> =
            self.ends.iter().take_while(|(e, _)| is_last || *e <= end).map(|(_, at)| *at).collect();
        ending.sort_unstable();
        ending.into_iter().filter_map(|at| self.sorted.get(at))
    }

    /// The innermost of those that are active, the outermost of them first.
    fn innermost(&self) -> impl Iterator<Item = &(TextRange, T)> {
        let from = self.active.iter().rev().nth(MOST_OVER - 1).copied().unwrap_or(0);
        self.active.range(from..).filter_map(|at| self.sorted.get(*at))
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
    fn of_marks_in_each_other_only_the_innermost_are_told_but_all_begin_and_end() {
        let depth = 40;
        let notation = format!("{}a{}", "[c:b ".repeat(depth), "]".repeat(depth));
        let (review, _) = testing::review(&notation);
        let pieces = segments(&review, 0);
        assert!(pieces.iter().all(|piece| piece.marks.len() <= MOST_OVER));
        let deepest = pieces.iter().max_by_key(|piece| piece.marks.last()).unwrap();
        assert_eq!(deepest.marks, (25..=40).collect::<Vec<_>>());
        let all: Vec<u32> = (1..=40).collect();
        assert_eq!(pieces.iter().flat_map(|piece| piece.begins.clone()).collect::<Vec<_>>(), all);
        assert_eq!(pieces.last().unwrap().ends, all);
    }

    #[test]
    fn words_that_nobody_accounted_for_are_open() {
        let (review, _) = testing::review("one two.");
        let pieces = segments(&review, 0);
        let shown: Vec<_> = pieces.iter().map(|s| (s.text.as_str(), s.is_open)).collect();
        assert_eq!(shown, [("one two", true), (".", false)]);
    }
}
