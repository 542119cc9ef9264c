//! What is left of a mark whose words were changed, and the place that it proposes.

use super::Carrier;
use super::place::{Piece, tokens_over};
use crate::text::{TextPos, TextRange};

/// How much of a mark must be left for its place to be proposed, in percent of its letters.
const ENOUGH: usize = 58;

/// How many letters a word must have to stand for a mark alone, when not all of the mark is left.
const LETTERS_OF_ONE: usize = 5;

/// How many words say enough of a place, whatever figure is among them.
const MANY_WORDS: usize = 3;

/// How many letters a run at an end of a mark has that is surely part of it.
const CERTAIN: usize = 10;

/// How many times its own letters may part a shorter run from the rest: where the words around the
/// mark were kept with it, and where they were not.
const HELD: usize = 20;
const LOOSE: usize = 2;

/// Words of a mark that stand together in the new text.
#[derive(Clone, Copy)]
struct Run {
    new: TextRange,
    /// Where its first and last words are in the old text.
    old: TextRange,
    weight: usize,
}

impl Carrier<'_> {
    /// The stretch of the new text that holds what is left of a mark, when enough is left and no
    /// figure would become another.
    pub(super) fn hull(&self, pieces: &[Piece]) -> Option<TextRange> {
        let all: usize = pieces.iter().map(|piece| piece.weight).sum();
        let is_enough = |runs: &[Run]| all > 0 && weight_of(runs) * 100 >= all * ENOUGH;
        let runs = self.runs(pieces);
        if !is_enough(&runs) {
            return None;
        }
        let trimmed = self.without_strays(&runs);
        let runs = if is_enough(trimmed) { trimmed } else { &runs };
        let place = TextRange::between(runs.first()?.new.start(), runs.last()?.new.end());
        let words: usize = kept_in(pieces, place).map(|piece| piece.words).sum();
        if words < 2 && weight_of(runs) < LETTERS_OF_ONE {
            return None;
        }
        (!self.takes_figure_for_another(pieces, place, words))
            .then(|| without_space(self.new.text, place))
    }

    /// The kept words of a mark, those together that have no new word between them.
    fn runs(&self, pieces: &[Piece]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for piece in pieces {
            let Some(new) = piece.new else { continue };
            match runs.last_mut() {
                Some(last) if self.fresh_weight(last.new.end(), new.start()) == 0 => {
                    last.new = TextRange::between(last.new.start(), new.end());
                    last.old = TextRange::between(last.old.start(), piece.old.end());
                    last.weight += piece.weight;
                }
                _ => runs.push(Run { new, old: piece.old, weight: piece.weight }),
            }
        }
        runs
    }

    /// Letters and digits of the words that are new between two places of the new text.
    fn fresh_weight(&self, from: TextPos, to: TextPos) -> usize {
        let between = &self.diff.new[tokens_over(&self.diff.new, TextRange::between(from, to))];
        let fresh = between.iter().filter(|compared| compared.twin.is_none());
        fresh.map(|compared| compared.token.weight as usize).sum()
    }

    /// The runs without those at the ends that weigh less than what parts them from the others: a full
    /// stop or an "of" that was found again at the end of another sentence.
    fn without_strays<'a>(&self, runs: &'a [Run]) -> &'a [Run] {
        let mut runs = runs;
        while let [first, second, ..] = runs
            && let [.., before, last] = runs
        {
            let head = self.is_stray(first, self.is_held_before(first), first, second);
            let tail = self.is_stray(last, self.is_held_behind(last), before, last);
            runs = match (head, tail) {
                (true, true) if first.weight < last.weight => &runs[1..],
                (_, true) => &runs[..runs.len() - 1],
                (true, false) => &runs[1..],
                (false, false) => return runs,
            };
        }
        runs
    }

    fn is_stray(&self, run: &Run, is_held: bool, a: &Run, b: &Run) -> bool {
        let fresh = self.fresh_weight(a.new.end(), b.new.start());
        let factor = if is_held { HELD } else { LOOSE };
        match run.weight {
            0 => fresh > 0,
            weight if weight >= CERTAIN => false,
            weight => fresh > weight * factor,
        }
    }

    /// Whether the word in front of a run, outside of the mark, was kept with it.
    fn is_held_before(&self, run: &Run) -> bool {
        self.goes_on_before(tokens_over(&self.diff.old, run.old).start)
    }

    /// Whether the word behind a run, outside of the mark, was kept with it.
    fn is_held_behind(&self, run: &Run) -> bool {
        tokens_over(&self.diff.old, run.old)
            .end
            .checked_sub(1)
            .is_some_and(|at| self.goes_on_behind(at))
    }

    /// Whether a figure of the mark is gone and the place would show another one in its stead, or has
    /// hardly anything but the figure to go by.
    fn takes_figure_for_another(&self, pieces: &[Piece], place: TextRange, words: usize) -> bool {
        let lost_figures = pieces.iter().filter(|piece| piece.is_number && piece.new.is_none());
        if lost_figures.count() == 0 || words >= MANY_WORDS {
            return false;
        }
        words < 2 || self.has_fresh_figure(place)
    }

    /// Whether a figure that is new stands in `place` or right beside it.
    fn has_fresh_figure(&self, place: TextRange) -> bool {
        let tokens = &self.diff.new;
        let inside = tokens_over(tokens, place);
        let from = inside.start.saturating_sub(1);
        let to = (inside.end + 1).min(tokens.len());
        tokens[from..to].iter().any(|t| t.twin.is_none() && t.token.is_number)
    }
}

/// `range` without white space at its ends.
fn without_space(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    let start = range.start().as_usize() + (words.len() - words.trim_start().len());
    TextRange::of_bytes(start..start + words.trim().len())
}

fn weight_of(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.weight).sum()
}

fn kept_in(pieces: &[Piece], place: TextRange) -> impl Iterator<Item = &Piece> {
    pieces
        .iter()
        .filter(move |piece| !piece.is_number && piece.new.is_some_and(|new| place.covers(new)))
}
