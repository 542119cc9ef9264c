//! The words of a mark, looked for among those that are new.

use memchr::memmem;

use super::Carrier;
use super::context::is_same;
use super::place::tokens_over;
use crate::model::Carried;
use crate::text::{Compared, TextRange, Token, is_word_boundary, tokens};

/// How many places of one word are looked at. *Limits*: with more, the answer is that it was cut.
const MOST_CANDIDATES: usize = 500;

/// How many words on each side speak for a place.
const NEIGHBOURS: usize = 4;

/// How many words beside a place tell it from another.
const CLEARLY: usize = 2;

/// The compared tokens of the new text, by key.
#[derive(Debug)]
pub(super) struct Index {
    sorted: Vec<(u64, u32)>,
}

impl Index {
    pub(super) fn of(tokens: &[Compared]) -> Self {
        let mut sorted: Vec<(u64, u32)> =
            (0..).zip(tokens).map(|(n, compared)| (compared.token.key(), n)).collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    pub(super) fn places(&self, token: &Token) -> &[(u64, u32)] {
        let from = self.sorted.partition_point(|(key, _)| *key < token.key());
        let rest = &self.sorted[from..];
        &rest[..rest.partition_point(|(key, _)| *key == token.key())]
    }
}

/// A place where the words of a mark stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) place: TextRange,
    /// How many words beside it are those beside the mark.
    pub(super) neighbours: usize,
}

impl Carrier<'_> {
    /// The places where the words of the mark were put in, exactly as they are. One place that has
    /// the words beside it too is preferred; a word or two that nothing else speaks for are proposed.
    pub(super) fn exactly(&self, range: TextRange) -> Option<Carried> {
        let own = tokens(self.old.text, range);
        let found = self.candidates(range, &own, range.of(self.old.text));
        let best = *found.iter().max_by_key(|candidate| candidate.neighbours)?;
        let good = found.iter().filter(|c| c.neighbours + CLEARLY > best.neighbours);
        let places: Vec<TextRange> = good.map(|candidate| candidate.place).collect();
        if places.len() > 1 {
            return Some(Carried::Ambiguous(places));
        }
        let words = own.iter().filter(|token| token.is_word()).count();
        let has_letters = own.iter().any(|token| token.is_word() && !token.is_number);
        let is_sure = words >= 3
            || best.neighbours >= CLEARLY
            || (has_letters && self.is_nowhere_else(range));
        Some(if is_sure { Carried::Moved(best.place) } else { Carried::Changed(best.place) })
    }

    /// The places of `wording`, whose tokens are `own`, among the new words and those of the mark.
    pub(super) fn candidates(
        &self,
        range: TextRange,
        own: &[Token],
        wording: &str,
    ) -> Vec<Candidate> {
        let index = self.index.get_or_init(|| Index::of(&self.diff.new));
        let rare = own.iter().enumerate().take(64).min_by_key(|(_, t)| index.places(t).len());
        let Some((offset, rarest)) = rare else { return Vec::new() };
        let places = index.places(rarest);
        if places.len() > MOST_CANDIDATES {
            return Vec::new();
        }
        let starts = places.iter().filter_map(|(_, n)| (*n as usize).checked_sub(offset));
        starts
            .filter_map(|start| self.candidate(range, own, start))
            .filter(|found| is_same(wording, found.place.of(self.new.text)))
            .collect()
    }

    /// The place of the tokens from `start` on, when they are `own` and not kept from elsewhere.
    fn candidate(&self, range: TextRange, own: &[Token], start: usize) -> Option<Candidate> {
        let there = self.diff.new.get(start..start + own.len())?;
        if !own.iter().zip(there).all(|(a, b)| a.is_same(&b.token)) {
            return None;
        }
        let ours = tokens_over(&self.diff.old, range);
        let is_taken = |t: &&Compared| t.twin.is_some_and(|twin| !ours.contains(&(twin as usize)));
        let taken: u32 = there.iter().filter(is_taken).map(|t| t.token.weight.max(1)).sum();
        let all: u32 = own.iter().map(|token| token.weight.max(1)).sum();
        if taken * 3 > all {
            return None;
        }
        let (first, last) = (there.first()?.token, there.last()?.token);
        let place = TextRange::between(first.range().start(), last.range().end());
        (self.snapped(place) == place)
            .then(|| Candidate { place, neighbours: self.neighbours(range, place) })
    }

    /// How many words right before and behind are the same in both places.
    fn neighbours(&self, old: TextRange, new: TextRange) -> usize {
        let (before, behind) = around(self.old.text, old);
        let (before_new, behind_new) = around(self.new.text, new);
        let same = |a: &mut dyn Iterator<Item = &Token>, b: &mut dyn Iterator<Item = &Token>| {
            let alike = a.zip(b).take(NEIGHBOURS).take_while(|(a, b)| a.is_same(b));
            alike.filter(|(a, _)| a.is_word()).count()
        };
        same(&mut before.iter().rev(), &mut before_new.iter().rev())
            + same(&mut behind.iter(), &mut behind_new.iter())
    }

    /// Whether the words of the mark stand once in the old text and once in the new one.
    pub(super) fn is_nowhere_else(&self, range: TextRange) -> bool {
        self.only_place(range).is_some()
    }

    /// Where the words of the mark stand in the new text, when they are there once, as whole words, and
    /// are in the old text once.
    pub(super) fn only_place(&self, range: TextRange) -> Option<TextRange> {
        let words = range.of(self.old.text);
        let finder = memmem::Finder::new(words);
        let only = |text: &str| {
            let mut found = finder.find_iter(text.as_bytes());
            found.next().filter(|_| found.next().is_none())
        };
        only(self.old.text)?;
        let start = only(self.new.text)?;
        let place = TextRange::checked(self.new.text, start, start + words.len())?;
        let all = TextRange::of_bytes(0..self.new.text.len());
        let is_whole = |pos| is_word_boundary(self.new.text, all, pos);
        (is_whole(place.start()) && is_whole(place.end())).then_some(place)
    }
}

/// The tokens of the line before and behind `range`, as far as a few words need.
fn around(text: &str, range: TextRange) -> (Vec<Token>, Vec<Token>) {
    const FAR: usize = 96;
    let (start, end) = (range.start().as_usize(), range.end().as_usize());
    let from = text.floor_char_boundary(start.saturating_sub(FAR));
    let to = text.floor_char_boundary((end + FAR).min(text.len()));
    (tokens(text, TextRange::of_bytes(from..start)), tokens(text, TextRange::of_bytes(end..to)))
}
