//! Where the words of a mark went.

use super::Carrier;
use super::context::is_same;
use crate::model::Carried;
use crate::text::{Compared, Kept, TextPos, TextRange, Token, snap_to_graphemes};

/// A piece of a mark: a token that was compared, or what of it lies in lines that are the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) old: TextRange,
    /// Where it stands in the new text, if it was kept.
    pub(super) new: Option<TextRange>,
    /// Letters and digits.
    pub(super) weight: usize,
    pub(super) words: usize,
    pub(super) is_number: bool,
    /// Whether it lies in lines that are the same.
    pub(super) is_in_lines: bool,
}

/// The place of `range` in the new text, `range` being a part of `kept`.
pub(super) fn shifted(kept: Kept, range: TextRange) -> TextRange {
    let shift = |pos: TextPos| TextPos(kept.new.start().0 + (pos.0 - kept.old.start().0));
    TextRange::between(shift(range.start()), shift(range.end()))
}

/// The tokens that share text with `range`, as a slice of all tokens in order.
pub(super) fn tokens_over(tokens: &[Compared], range: TextRange) -> std::ops::Range<usize> {
    let first = tokens.partition_point(|t| t.token.end <= range.start().0);
    let last = tokens.partition_point(|t| t.token.start < range.end().0);
    first..last.max(first)
}

impl Carrier<'_> {
    /// What became of a mark that does not lie in lines that are the same.
    pub(super) fn among_words(&self, range: TextRange) -> Carried {
        let pieces = self.pieces(range);
        if let Some(place) = self.whole(range, &pieces) {
            return self.judge_kept(range, place, &pieces);
        }
        if let Some(found) = self.exactly(range) {
            return found;
        }
        // A copy of a part of it may have been taken for that part.
        if pieces.iter().any(|piece| piece.is_in_lines)
            && let Some(place) = self.only_place(range)
        {
            return self.judge_surroundings(range, place);
        }
        let left = self.hull(&pieces).or_else(|| self.alike(range));
        left.map_or(Carried::Cut, |place| Carried::Changed(self.snapped(place)))
    }

    /// The pieces of a mark, in order.
    pub(super) fn pieces(&self, range: TextRange) -> Vec<Piece> {
        let lines = &self.diff.lines;
        let first = lines.partition_point(|kept| kept.old.end() <= range.start());
        let over = lines[first..].iter().take_while(|kept| kept.old.start() < range.end());
        let mut out: Vec<Piece> =
            over.filter_map(|kept| self.piece_of_lines(*kept, range)).collect();
        let tokens = &self.diff.old[tokens_over(&self.diff.old, range)];
        out.extend(tokens.iter().map(|compared| self.piece_of_token(*compared, range)));
        out.sort_by_key(|piece| piece.old);
        out
    }

    fn piece_of_lines(&self, kept: Kept, range: TextRange) -> Option<Piece> {
        let old = kept.old.intersection(range)?;
        let words = old.of(self.old.text);
        if words.trim().is_empty() {
            return None;
        }
        let weight = words.chars().filter(|c| c.is_alphanumeric()).count();
        let count = words.split_whitespace().count();
        Some(Piece {
            old,
            new: Some(shifted(kept, old)),
            weight,
            words: count,
            is_number: false,
            is_in_lines: true,
        })
    }

    /// A token, of which the mark may hold a part: "18" of "18F".
    fn piece_of_token(&self, Compared { token, twin }: Compared, range: TextRange) -> Piece {
        let new = twin.and_then(|twin| self.diff.new.get(twin as usize)).map(|t| t.token.range());
        let old = token.range();
        if range.covers(old) {
            let Token { weight, is_number, .. } = token;
            let words = usize::from(token.is_word());
            return Piece {
                old,
                new,
                weight: weight as usize,
                words,
                is_number,
                is_in_lines: false,
            };
        }
        let part = range.intersection(old).unwrap_or_default().of(self.old.text);
        let weight = part.chars().filter(|c| c.is_alphanumeric()).count();
        let is_number = part.chars().any(char::is_numeric);
        Piece { old, new, weight, words: usize::from(weight > 0), is_number, is_in_lines: false }
    }

    /// The place of a mark that was kept word for word, with nothing put into it.
    fn whole(&self, range: TextRange, pieces: &[Piece]) -> Option<TextRange> {
        if pieces.iter().any(|piece| piece.new.is_none()) {
            return None;
        }
        let (first, last) = (pieces.first()?, pieces.last()?);
        let start = self.start_in(range, *first)?;
        let end = self.end_in(range, *last)?;
        let place = TextRange::checked(self.new.text, start, end)?;
        let is_whole = self.snapped(place) == place || self.splits_already(range);
        (is_whole && is_same(range.of(self.old.text), place.of(self.new.text))).then_some(place)
    }

    /// Where the mark begins in the new text, its first piece being `first`.
    fn start_in(&self, range: TextRange, first: Piece) -> Option<usize> {
        let (new, at) = (first.new?, range.start());
        if at >= first.old.start() {
            return self.inside(first, at.as_usize() - first.old.start().as_usize());
        }
        let lead = self.old.text.get(at.as_usize()..first.old.start().as_usize())?;
        let start = new.start().as_usize();
        let stands = self.new.text.get(..start)?.ends_with(lead);
        Some(if stands { start - lead.len() } else { start })
    }

    /// Where the mark ends in the new text, its last piece being `last`.
    fn end_in(&self, range: TextRange, last: Piece) -> Option<usize> {
        let (new, at) = (last.new?, range.end());
        if at <= last.old.end() {
            return self.inside(last, at.as_usize() - last.old.start().as_usize());
        }
        let tail = self.old.text.get(last.old.end().as_usize()..at.as_usize())?;
        let end = new.end().as_usize();
        let stands = self.new.text.get(end..)?.starts_with(tail);
        Some(if stands { end + tail.len() } else { end })
    }

    /// The byte of the new text that is `offset` bytes into `piece`; typography may have changed its
    /// length, and then only its ends are sure.
    fn inside(&self, piece: Piece, offset: usize) -> Option<usize> {
        let new = piece.new?;
        let is_equal = piece.old.of(self.old.text) == new.of(self.new.text);
        match offset {
            0 => Some(new.start().as_usize()),
            _ if offset == piece.old.len() => Some(new.end().as_usize()),
            _ if is_equal => Some(new.start().as_usize() + offset),
            _ => None,
        }
    }

    pub(super) fn snapped(&self, place: TextRange) -> TextRange {
        snap_to_graphemes(self.new.text, place.start().as_usize(), place.end().as_usize())
    }

    /// Whether the mark never stood on whole graphemes.
    fn splits_already(&self, range: TextRange) -> bool {
        let (start, end) = (range.start().as_usize(), range.end().as_usize());
        snap_to_graphemes(self.old.text, start, end) != range
    }

    /// What the words around say about a mark that was kept word for word.
    fn judge_kept(&self, old: TextRange, new: TextRange, pieces: &[Piece]) -> Carried {
        match self.judge_surroundings(old, new) {
            Carried::Glance(_) if !self.is_supported(old, new, pieces) => Carried::Changed(new),
            judged => judged,
        }
    }

    /// Whether more than the words themselves says that this is their place: several words, a word
    /// beside them, a good part of the sentence, or that they stand nowhere else.
    ///
    /// A comparison of two paragraphs that have nothing in common still finds a "5" in both.
    fn is_supported(&self, old: TextRange, new: TextRange, pieces: &[Piece]) -> bool {
        pieces.iter().filter(|piece| piece.weight > 0).count() >= 3
            || self.has_kept_neighbour(old)
            || self.shares_sentence(old, new)
            || self.is_nowhere_else(old)
    }

    /// Whether a word right beside the mark was kept right beside it.
    fn has_kept_neighbour(&self, old: TextRange) -> bool {
        let own = tokens_over(&self.diff.old, old);
        own.is_empty() || self.goes_on_before(own.start) || self.goes_on_behind(own.end - 1)
    }

    /// Whether the word in front of the old token `at` was kept right in front of where it went.
    pub(super) fn goes_on_before(&self, at: usize) -> bool {
        let Some(twin) = self.twin(at) else { return false };
        let steps = (1..=2).map(|n| (at.checked_sub(n), twin.checked_sub(n)));
        self.meets_word(at, steps)
    }

    /// Whether the word behind the old token `at` was kept right behind where it went.
    pub(super) fn goes_on_behind(&self, at: usize) -> bool {
        let Some(twin) = self.twin(at) else { return false };
        let steps = (1..=2).map(|n| (at.checked_add(n), twin.checked_add(n)));
        self.meets_word(at, steps)
    }

    fn twin(&self, at: usize) -> Option<usize> {
        self.diff.old.get(at)?.twin.map(|twin| twin as usize)
    }

    /// Whether the steps from the old token `at`, over tokens that are kept as each other, come to a
    /// word of the same block.
    fn meets_word(
        &self,
        at: usize,
        steps: impl Iterator<Item = (Option<usize>, Option<usize>)>,
    ) -> bool {
        let block_of = |at: usize| self.old.at(self.diff.old[at].token.start as usize);
        for (old, new) in steps {
            let Some(old) = old.filter(|old| new.is_some() && self.twin(*old) == new) else {
                return false;
            };
            if self.diff.old[old].token.is_word() {
                return block_of(at) == block_of(old);
            }
        }
        false
    }

    /// Whether a third of the sentence around the mark was kept in the sentence around its place.
    fn shares_sentence(&self, old: TextRange, new: TextRange) -> bool {
        let before = self.old_sentences.around(self.old, old);
        let after = self.new_sentences.around(self.new, new);
        let (mut all, mut kept) = (0, 0);
        for piece in self.pieces(before) {
            let is_mark = old.overlaps(piece.old);
            if !is_mark {
                all += piece.weight;
                kept +=
                    if piece.new.is_some_and(|new| after.covers(new)) { piece.weight } else { 0 };
            }
        }
        all > 0 && kept * 3 >= all
    }
}
