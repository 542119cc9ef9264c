//! How a word stands, and words counted by that.

use std::ops::{AddAssign, SubAssign};

/// How one word stands, from best to worst: under several marks a word takes the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordState {
    /// Goes out of the text.
    Gone,
    /// Needs no check.
    Exempt,
    /// Accounted for.
    Covered,
    /// Accounted for, and shown apart: kept unconfirmed, on author.
    ShownApart,
    /// Checked, and not right: wrong, partly right, unsupported, disputed.
    NotCovered,
    /// Was checked when other words stood there.
    Recheck,
    /// Nobody accounted for it.
    Open,
}

impl WordState {
    /// All of them, from best to worst.
    pub const ALL: [Self; 7] = [
        Self::Gone,
        Self::Exempt,
        Self::Covered,
        Self::ShownApart,
        Self::NotCovered,
        Self::Recheck,
        Self::Open,
    ];

    /// Whether somebody has to look at it: it is open, or to be checked again.
    pub fn is_to_do(self) -> bool {
        matches!(self, Self::Open | Self::Recheck)
    }

    /// Whether it is accounted for.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Exempt | Self::Covered | Self::ShownApart)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gone => "to be cut",
            Self::Exempt => "exempt",
            Self::Covered => "covered",
            Self::ShownApart => "covered on somebody’s word",
            Self::NotCovered => "checked and not right",
            Self::Recheck => "open again",
            Self::Open => "open",
        }
    }
}

/// Words, or other things of the text, by state. The states always add up to `words`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub words: u32,
    /// Accounted for.
    pub covered: u32,
    /// Accounted for, and shown apart: kept unconfirmed, on author.
    pub shown_apart: u32,
    /// Checked, and wrong, partly right, unsupported or disputed.
    pub not_covered: u32,
    /// Needs no check.
    pub exempt: u32,
    /// Goes out of the text.
    pub gone: u32,
    /// Was checked when other words stood there.
    pub recheck: u32,
    /// Nobody accounted for them.
    pub open: u32,
}

impl Tally {
    /// `words` of which nobody accounted for any.
    pub(super) fn untouched(words: usize) -> Self {
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        Self { words, open: words, ..Self::default() }
    }

    /// Counts one more.
    pub fn add(&mut self, state: WordState) {
        self.words += 1;
        *self.slot(state) += 1;
    }

    /// Counts one less.
    pub(super) fn take(&mut self, state: WordState) {
        self.words -= 1;
        *self.slot(state) -= 1;
    }

    /// How the worst of them stands; `None` where there is none.
    pub fn worst(&self) -> Option<WordState> {
        WordState::ALL.into_iter().rev().find(|state| self.in_state(*state) > 0)
    }

    /// Counts one as something else.
    pub(super) fn move_one(&mut self, from: WordState, to: WordState) {
        *self.slot(from) -= 1;
        *self.slot(to) += 1;
    }

    fn slot(&mut self, state: WordState) -> &mut u32 {
        match state {
            WordState::Gone => &mut self.gone,
            WordState::Exempt => &mut self.exempt,
            WordState::Covered => &mut self.covered,
            WordState::ShownApart => &mut self.shown_apart,
            WordState::NotCovered => &mut self.not_covered,
            WordState::Recheck => &mut self.recheck,
            WordState::Open => &mut self.open,
        }
    }

    /// How many are in `state`.
    pub fn in_state(&self, state: WordState) -> u32 {
        *Self::slot(&mut self.clone(), state)
    }

    /// Those that count: all but those that go out of the text.
    pub fn counted(&self) -> u32 {
        self.words - self.gone
    }

    /// Those that are accounted for.
    pub fn done(&self) -> u32 {
        self.covered + self.shown_apart + self.exempt
    }

    /// Those that somebody has to look at: open, or to be checked again.
    pub fn to_do(&self) -> u32 {
        self.open + self.recheck
    }

    /// The share of those that count that is accounted for, in whole per cent rounded down; `None`
    /// when nothing counts.
    pub fn percent(&self) -> Option<u32> {
        let (done, all) = (u64::from(self.done()), u64::from(self.counted()));
        (all > 0).then(|| u32::try_from(done * 100 / all).unwrap_or(100))
    }

    /// [`Self::percent`] as people read it: `71 %`, or `n/a`.
    pub fn share(&self) -> String {
        self.percent().map_or_else(|| "n/a".to_owned(), |percent| format!("{percent} %"))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        for state in WordState::ALL {
            *self.slot(state) += other.in_state(state);
        }
    }
}

impl SubAssign for Tally {
    fn sub_assign(&mut self, other: Self) {
        self.words -= other.words;
        for state in WordState::ALL {
            *self.slot(state) -= other.in_state(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_counted_and_the_sum_is_all() {
        let mut tally = Tally::default();
        for (n, state) in (1..).zip(WordState::ALL) {
            (0..n).for_each(|_| tally.add(state));
        }
        assert!((1..).zip(WordState::ALL).all(|(n, state)| tally.in_state(state) == n));
        assert_eq!((tally.words, tally.counted(), tally.done(), tally.to_do()), (28, 27, 9, 13));
        assert_eq!((tally.worst(), Tally::default().worst()), (Some(WordState::Open), None));
        let mut twice = tally;
        twice += tally;
        assert_eq!((twice.words, twice.open), (56, 14));
        twice -= tally;
        assert_eq!(twice, tally);
    }

    #[test]
    fn no_words_have_no_share() {
        assert_eq!((Tally::default().percent(), Tally::default().share().as_str()), (None, "n/a"));
    }
}
