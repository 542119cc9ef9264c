//! Coverage: which words of the article are accounted for.
//!
//! The sums are kept per block and redone for the blocks that an edit touches, so that a change
//! costs its block and not the article.

use std::ops::{AddAssign, SubAssign};

use super::Review;
use super::state::{fix_stands, work_state};
use crate::model::{Covers, Mark, Verdict};
use crate::text::{TextPos, TextRange, words};

/// How one word stands, from best to worst: under several marks a word takes the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordState {
    /// Goes out of the text.
    Gone,
    /// Needs no check.
    Exempt,
    /// Accounted for.
    Covered,
    /// Accounted for, and shown apart.
    ShownApart,
    /// Checked, and not right.
    NotCovered,
    /// Nobody accounted for it.
    Open,
}

/// Words by state. Always `covered + shown_apart + not_covered + exempt + gone + open = words`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All words.
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
    /// Nobody accounted for them.
    pub open: u32,
}

impl Tally {
    fn add(&mut self, state: WordState) {
        self.words += 1;
        *match state {
            WordState::Gone => &mut self.gone,
            WordState::Exempt => &mut self.exempt,
            WordState::Covered => &mut self.covered,
            WordState::ShownApart => &mut self.shown_apart,
            WordState::NotCovered => &mut self.not_covered,
            WordState::Open => &mut self.open,
        } += 1;
    }

    /// Words that count: all but those that go out of the text.
    pub fn counted(&self) -> u32 {
        self.words - self.gone
    }

    /// The share of counted words that are accounted for, in whole per cent rounded down; `None`
    /// when no word counts.
    pub fn percent(&self) -> Option<u32> {
        let done = u64::from(self.covered + self.shown_apart + self.exempt);
        let all = u64::from(self.counted());
        (all > 0).then(|| u32::try_from(done * 100 / all).unwrap_or(100))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.covered += other.covered;
        self.shown_apart += other.shown_apart;
        self.not_covered += other.not_covered;
        self.exempt += other.exempt;
        self.gone += other.gone;
        self.open += other.open;
    }
}

impl SubAssign for Tally {
    fn sub_assign(&mut self, other: Self) {
        self.words -= other.words;
        self.covered -= other.covered;
        self.shown_apart -= other.shown_apart;
        self.not_covered -= other.not_covered;
        self.exempt -= other.exempt;
        self.gone -= other.gone;
        self.open -= other.open;
    }
}

/// The tallies of every block, and their sum.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    blocks: Vec<Tally>,
    total: Tally,
}

impl Coverage {
    pub(super) fn of(review: &Review) -> Self {
        let blocks: Vec<Tally> =
            (0..review.article().blocks().len()).map(|block| tally(review, block)).collect();
        let mut total = Tally::default();
        for block in &blocks {
            total += *block;
        }
        Self { blocks, total }
    }

    pub(super) fn recount(&mut self, review: &Review, touched: TextRange) {
        for block in review.article().block_indices(touched) {
            let Some(slot) = self.blocks.get_mut(block) else { continue };
            let fresh = tally(review, block);
            self.total += fresh;
            self.total -= std::mem::replace(slot, fresh);
        }
    }

    pub(super) fn total(&self) -> Tally {
        self.total
    }

    pub(super) fn of_block(&self, block: usize) -> Tally {
        self.blocks.get(block).copied().unwrap_or_default()
    }
}

fn tally(review: &Review, block: usize) -> Tally {
    let mut tally = Tally::default();
    for (_, state) in word_states(review, block) {
        tally.add(state);
    }
    tally
}

/// The words of `block` with their states, in order.
pub(super) fn word_states(review: &Review, block: usize) -> Vec<(TextRange, WordState)> {
    let Some(range) = review.article().blocks().get(block).map(|b| b.range) else {
        return Vec::new();
    };
    let claims = claims_in(review, block, range);
    let base = range.start().as_usize();
    let mut active: Vec<(TextRange, WordState)> = Vec::new();
    let mut next = 0;
    let mut out = Vec::new();
    for word in words(range.of(review.text())) {
        let word = TextRange::between(
            TextPos::from_usize(base + word.start),
            TextPos::from_usize(base + word.end),
        );
        while let Some(claim) = claims.get(next).filter(|c| c.0.start() < word.end()) {
            active.push(*claim);
            next += 1;
        }
        active.retain(|(claim, _)| claim.end() > word.start());
        let worst = active.iter().filter(|(claim, _)| claim.overlaps(word)).map(|(_, s)| *s).max();
        out.push((word, worst.unwrap_or(WordState::Open)));
    }
    out
}

/// What claims the words of a block, by start: its marks, and the exempt stretches.
fn claims_in(review: &Review, block: usize, range: TextRange) -> Vec<(TextRange, WordState)> {
    let marks =
        review.marks_in_block(block).filter_map(|m| Some((m.range()?, state_of(review, m))));
    let exempt = review.exempt().filter_map(|e| e.place.range()).filter(|r| r.overlaps(range));
    let mut claims: Vec<_> = marks.chain(exempt.map(|r| (r, WordState::Exempt))).collect();
    claims.sort_by_key(|(r, _)| r.start());
    claims
}

/// How the words of a mark stand.
fn state_of(review: &Review, mark: &Mark) -> WordState {
    let settled = !work_state(review, mark).is_open();
    let Some(given) = mark.verdict.as_ref().filter(|_| settled) else { return WordState::Open };
    if given.verdict == Verdict::ConfirmedWithFix && !fix_stands(mark, review.text()) {
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
