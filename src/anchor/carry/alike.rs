//! Words that were moved and changed on the way: the stretch of new words that is much like a mark.
//! It is a proposal and nothing more.

use std::collections::BTreeMap;

use super::Carrier;
use super::index::Index;
use super::place::tokens_over;
use crate::text::{TextRange, Token, tokens};

/// Words that a mark must have, and of which so many must be there again: fewer say too little.
const FEWEST: usize = 5;

/// Tokens of a mark at most. *Limits*: a longer one that was moved and changed is cut.
const LONGEST: usize = 120;

/// Places of one word that are looked at; a word with more says nothing of the place.
const COMMON: usize = 24;

/// How much of the letters of a mark must be there again, in percent.
const ALIKE: usize = 70;

/// Places whose starts are nearer than this, in tokens, count as one.
const BAND: usize = 8;

/// What is found again of a mark.
#[derive(Clone, Copy, Debug)]
struct Found {
    weight: usize,
    words: usize,
    figures: usize,
    place: TextRange,
}

impl Carrier<'_> {
    /// The stretch of new words that is much like the mark, when there is one and no other is nearly
    /// as good; every figure of the mark is in it.
    pub(super) fn alike(&self, range: TextRange) -> Option<TextRange> {
        let own = tokens(self.old.text, range);
        let words = own.iter().filter(|token| token.is_word()).count();
        if words < FEWEST || own.len() > LONGEST {
            return None;
        }
        let votes = self.votes(range, &own);
        let (best, _) = *votes.first()?;
        let found = self.found_in(range, &own, best)?;
        let is_far = |band: usize| band.abs_diff(best) * BAND > own.len() + 2 * BAND;
        let other = votes.iter().skip(1).find(|(band, _)| is_far(*band));
        let other = other.and_then(|(band, _)| self.found_in(range, &own, *band));
        if other.is_some_and(|other| other.weight * 10 >= found.weight * 9) {
            return None;
        }
        let all: usize = own.iter().map(|token| token.weight as usize).sum();
        let figures = own.iter().filter(|token| token.is_number).count();
        let is_alike = found.weight * 100 >= all * ALIKE
            && found.words >= FEWEST
            && found.figures == figures
            && found.place.len() <= range.len() * 3 / 2;
        is_alike.then_some(found.place)
    }

    /// Where the words of the mark are among the new ones: bands of starts, the likeliest first.
    fn votes(&self, range: TextRange, own: &[Token]) -> Vec<(usize, usize)> {
        let index = self.index.get_or_init(|| Index::of(&self.diff.new));
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (offset, token) in own.iter().enumerate().filter(|(_, token)| token.is_word()) {
            let places = index.places(token);
            if places.len() > COMMON {
                continue;
            }
            for (_, at) in places.iter().filter(|(_, at)| self.is_free(range, *at as usize)) {
                let band = (*at as usize).saturating_sub(offset) / BAND;
                *votes.entry(band).or_default() += token.weight as usize;
            }
        }
        let mut out: Vec<(usize, usize)> = votes.into_iter().collect();
        out.sort_by_key(|(band, weight)| (std::cmp::Reverse(*weight), *band));
        out
    }

    /// Whether the new token `at` is nobody else's: new, or kept from the mark itself.
    fn is_free(&self, range: TextRange, at: usize) -> bool {
        let Some(compared) = self.diff.new.get(at) else { return false };
        let ours = tokens_over(&self.diff.old, range);
        compared.twin.is_none_or(|twin| ours.contains(&(twin as usize)))
    }

    /// The words of the mark that stand in order around a band, as many as there are.
    fn found_in(&self, range: TextRange, own: &[Token], band: usize) -> Option<Found> {
        let from = (band * BAND).saturating_sub(BAND);
        let to = (band * BAND + own.len() + 2 * BAND).min(self.diff.new.len());
        let free: Vec<Token> = (from..to)
            .filter(|at| self.is_free(range, *at))
            .map(|at| self.diff.new[at].token)
            .collect();
        let pairs = in_order(own, &free);
        let kept = |(a, _): &(usize, usize)| own[*a];
        let words: Vec<&(usize, usize)> =
            pairs.iter().filter(|pair| kept(pair).is_word()).collect();
        let (first, last) = (words.first()?.1, words.last()?.1);
        Some(Found {
            weight: words.iter().map(|pair| kept(pair).weight as usize).sum(),
            words: words.len(),
            figures: words.iter().filter(|pair| kept(pair).is_number).count(),
            place: TextRange::between(free[first].range().start(), free[last].range().end()),
        })
    }
}

/// The heaviest row of equal tokens that stand in order in both: pairs of indices.
fn in_order(a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0_usize; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let take = best[(i + 1) * width + j + 1] + a[i].weight as usize + 1;
            best[i * width + j] = if a[i].is_same(&b[j]) { skip.max(take) } else { skip };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let here = best[i * width + j];
        if here == best[(i + 1) * width + j] {
            i += 1;
        } else if here == best[i * width + j + 1] {
            j += 1;
        } else {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    out
}
