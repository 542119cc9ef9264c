//! What marks and exempt stretches claim of the words below them, and the worst of it for each word.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::WordState;
use crate::model::{Covers, Verdict, WorkState};
use crate::review::Review;
use crate::review::marks::Kept;
use crate::review::state::state_of_kept;
use crate::text::{TextPos, TextRange};

/// Stretches whose words may stand otherwise than before: what a transaction has to count again.
#[derive(Debug, Default)]
pub(in crate::review) struct Touched(Vec<TextRange>);

impl Touched {
    /// Stretches with less than this many bytes between them are counted in one go, since the marks
    /// over them are largely the same.
    const NEAR: usize = 1024;

    pub(in crate::review) fn add(&mut self, range: TextRange) {
        self.0.push(range);
    }

    /// The same words with few others, in order, none twice.
    pub(in crate::review) fn joined(mut self) -> Vec<TextRange> {
        self.0.sort_unstable_by_key(|range| range.start());
        self.0.dedup_by(|next, range| {
            let is_near = next.start().as_usize() < range.end().as_usize() + Self::NEAR;
            if is_near {
                *range = TextRange::between(range.start(), range.end().max(next.end()));
            }
            is_near
        });
        self.0
    }
}

/// A stretch that says how its words stand.
pub(super) type Claim = (TextRange, WordState);

/// Where claims begin or end, in order.
type Edges = Peekable<IntoIter<(TextPos, WordState)>>;

/// Claims met word by word. Those over a word are counted, not listed: ten thousand over the same
/// two thousand words must not be asked twenty million times.
pub(super) struct Sweep {
    begins: Edges,
    ends: Edges,
    /// How many of those that began and did not end claim each state.
    over: [usize; WordState::ALL.len()],
}

impl Sweep {
    pub(super) fn new(claims: &[Claim]) -> Self {
        let sorted = |edge: fn(TextRange) -> TextPos| {
            let mut edges: Vec<_> = claims.iter().map(|(r, state)| (edge(*r), *state)).collect();
            edges.sort_unstable();
            edges.into_iter().peekable()
        };
        Self {
            begins: sorted(TextRange::start),
            ends: sorted(TextRange::end),
            over: [0; WordState::ALL.len()],
        }
    }

    /// How `word` stands: the worst that is claimed of it. Words must come in order.
    pub(super) fn state(&mut self, word: TextRange) -> WordState {
        while let Some((_, state)) = self.begins.next_if(|(at, _)| *at < word.end()) {
            self.over[state as usize] += 1;
        }
        while let Some((_, state)) = self.ends.next_if(|(at, _)| *at <= word.start()) {
            self.over[state as usize] -= 1;
        }
        let is_claimed = |state: &WordState| self.over[*state as usize] > 0;
        WordState::ALL.into_iter().rev().find(is_claimed).unwrap_or(WordState::Open)
    }
}

/// What is claimed of `words`: by marks, and by the exempt stretches.
pub(super) fn claims_over(review: &Review, words: &[TextRange]) -> Vec<Claim> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let range = TextRange::between(first.start(), last.end());
    let marks = review.marks.overlapping(range).map(|(r, kept)| (r, word_state(review, kept)));
    let exempt = review.exempt_places.overlapping(range).map(|(r, _)| (r, WordState::Exempt));
    marks.chain(exempt).collect()
}

/// How the words of a mark stand.
pub(in crate::review) fn word_state(review: &Review, kept: &Kept) -> WordState {
    let mark = &kept.mark;
    let Some(given) = &mark.verdict else { return WordState::Open };
    match state_of_kept(review, kept) {
        WorkState::Recheck => return WordState::Recheck,
        state if state.is_open() => return WordState::Open,
        _ => {}
    }
    if given.verdict == Verdict::ConfirmedWithFix && !kept.fix_stands {
        return WordState::NotCovered;
    }
    match given.verdict.covers() {
        Covers::Gone => WordState::Gone,
        Covers::Exempt => WordState::Exempt,
        Covers::Yes => WordState::Covered,
        Covers::ShownApart => WordState::ShownApart,
        Covers::No => WordState::NotCovered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::between(TextPos(start), TextPos(end))
    }

    #[test]
    fn a_sweep_says_of_each_word_what_asking_every_claim_says() {
        let claims: Vec<Claim> = (0..400_u32)
            .map(|n| {
                let start = n * 7919 % 900;
                let state = WordState::ALL[n as usize * 31 % 7];
                // Two thirds of them are within one word or between two.
                (range(start, start + 1 + n % 3 / 2 * (n * 37 % 200)), state)
            })
            .collect();
        let mut sweep = Sweep::new(&claims);
        for word in (0..120).map(|n| range(n * 10 + 2, n * 10 + 9)) {
            let over = claims.iter().filter(|(claim, _)| claim.overlaps(word));
            let plain = over.map(|(_, state)| *state).max().unwrap_or(WordState::Open);
            assert_eq!(sweep.state(word), plain, "{word:?}");
        }
    }

    #[test]
    fn what_many_edits_touch_is_counted_once() {
        let mut touched = Touched::default();
        for n in 0..1000 {
            touched.add(range(5000 + n, 9000 - n));
        }
        touched.add(range(0, 10));
        touched.add(range(9500, 9501));
        assert_eq!(touched.joined(), [range(0, 10), range(5000, 9501)]);
    }
}
