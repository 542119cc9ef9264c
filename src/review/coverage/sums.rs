//! The states of words, and how many of any stretch are in each, for the price of a few hundred.

use std::ops::Range;

use super::{Tally, WordState};

/// Words in a run that has a sum of its own, and runs in a run of runs.
const RUN: usize = 64;

/// The states of words in order, with sums of runs, of runs of runs, and so on up to all of them.
///
/// ```text
///   sums of 4096   [               0               ][ …
///   sums of 64     [   0   ][   1   ] …    [   63  ][ …
///   states         o o ✓ ✓ – o o ✓ …
/// ```
#[derive(Clone, Debug)]
pub(super) struct Sums {
    states: Vec<WordState>,
    /// The finest first; the last has one sum.
    levels: Vec<Vec<Tally>>,
}

impl Default for Sums {
    fn default() -> Self {
        Self::open(0)
    }
}

impl Sums {
    /// `words` of which nobody accounted for any.
    pub(super) fn open(words: usize) -> Self {
        let (mut levels, mut size) = (Vec::new(), 1);
        while levels.is_empty() || size < words {
            size *= RUN;
            let run = |start| Tally::untouched(size.min(words - start));
            levels.push((0..words.max(1)).step_by(size).map(run).collect());
        }
        Self { states: vec![WordState::Open; words], levels }
    }

    pub(super) fn set(&mut self, index: usize, state: WordState) {
        let before = std::mem::replace(&mut self.states[index], state);
        if before == state {
            return;
        }
        let mut run = index;
        for level in &mut self.levels {
            run /= RUN;
            level[run].move_one(before, state);
        }
    }

    pub(super) fn state(&self, index: usize) -> WordState {
        self.states[index]
    }

    pub(super) fn states(&self, indices: Range<usize>) -> &[WordState] {
        &self.states[indices]
    }

    pub(super) fn total(&self) -> Tally {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_default()
    }

    /// How many of `indices` are in which state.
    pub(super) fn of(&self, indices: Range<usize>) -> Tally {
        let mut tally = Tally::default();
        let mut left = whole_runs(indices, |words| {
            self.states[words].iter().for_each(|state| tally.add(*state));
        });
        for level in &self.levels {
            left = whole_runs(left, |runs| level[runs].iter().for_each(|run| tally += *run));
        }
        tally
    }

    /// The first at `from` or behind it that somebody has to look at.
    pub(super) fn to_do_from(&self, from: usize) -> Option<usize> {
        let mut at = from;
        while !self.states.get(at)?.is_to_do() {
            at += self.idle(at, |edge| edge);
        }
        Some(at)
    }

    /// The last in front of `end` that somebody has to look at.
    pub(super) fn to_do_before(&self, end: usize) -> Option<usize> {
        let mut end = end;
        while !self.states.get(end.checked_sub(1)?)?.is_to_do() {
            end -= self.idle(end, |edge| edge - 1);
        }
        Some(end - 1)
    }

    /// How many words from `edge` on need no look as far as sums tell, at least one; `run` is the one
    /// of two runs meant that meet at an edge.
    fn idle(&self, edge: usize, run: impl Fn(usize) -> usize) -> usize {
        let mut idle = 1;
        for level in &self.levels {
            let size = idle * RUN;
            if !edge.is_multiple_of(size) || level[run(edge / size)].to_do() > 0 {
                break;
            }
            idle = size;
        }
        idle
    }
}

/// The runs that lie in `range`; what is in front of them and behind is `loose`.
fn whole_runs(range: Range<usize>, mut loose: impl FnMut(Range<usize>)) -> Range<usize> {
    let (first, end) = (range.start.div_ceil(RUN), range.end / RUN);
    if first >= end {
        loose(range);
        return 0..0;
    }
    loose(range.start..first * RUN);
    loose(end * RUN..range.end);
    first..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three levels; every third word is settled, and so are all of a long stretch.
    fn some() -> Sums {
        let mut sums = Sums::open(9_001);
        for index in (0..9_001).filter(|n| n % 3 == 0 || (700..8_300).contains(n)) {
            sums.set(index, WordState::ALL[index % 4]);
        }
        sums
    }

    #[test]
    fn the_sum_of_a_stretch_is_that_of_its_words() {
        let sums = some();
        let all = 9_001;
        for range in [0..all, 0..0, 0..1, 63..65, 64..128, 1..4_096, 100..8_999, 8_192..all] {
            let mut plain = Tally::default();
            sums.states(range.clone()).iter().for_each(|state| plain.add(*state));
            assert_eq!(sums.of(range.clone()), plain, "{range:?}");
        }
        assert_eq!((sums.total(), Sums::default().total()), (sums.of(0..all), Tally::default()));
    }

    #[test]
    fn a_walk_meets_every_word_to_look_at_both_ways() {
        let sums = some();
        let wanted: Vec<usize> = (0..9_001).filter(|n| sums.state(*n).is_to_do()).collect();
        let on = std::iter::successors(sums.to_do_from(0), |at| sums.to_do_from(at + 1));
        assert!(on.eq(wanted.iter().copied()));
        let back = std::iter::successors(sums.to_do_before(9_001), |at| sums.to_do_before(*at));
        assert!(back.eq(wanted.iter().rev().copied()));
        assert_eq!((Sums::default().to_do_from(0), Sums::default().to_do_before(0)), (None, None));
    }
}
