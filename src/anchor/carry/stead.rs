//! Where a wording that was decided stands in the stead of the words of a mark.

use super::Carrier;
use super::place::tokens_over;
use crate::text::{Compared, TextPos, TextRange, Token, fold, tokens};

/// Words, of the wording and right beside it, that tell its place where the passage was moved.
const FEWEST: usize = 5;

impl Carrier<'_> {
    /// Where `wording` stands in the new text in the stead of what stood over `range`, with nothing else
    /// put beside it: between the words that were kept around the mark or, in a passage that stands
    /// elsewhere now, between the same words as before.
    pub fn in_stead(&self, range: TextRange, wording: &str) -> Option<TextRange> {
        self.in_room(range, wording).or_else(|| self.between_the_same(range, wording))
    }

    fn in_room(&self, range: TextRange, wording: &str) -> Option<TextRange> {
        let room = self.room(range);
        let words = room.of(self.new.text);
        let start = room.start().as_usize() + (words.len() - words.trim_start().len());
        let place = TextRange::checked(self.new.text, start, start + words.trim().len())?;
        (!wording.trim().is_empty() && fold(place.of(self.new.text)) == fold(wording))
            .then_some(place)
    }

    /// The only place with the wording, some of it new, and with the words of the old text around it.
    fn between_the_same(&self, range: TextRange, wording: &str) -> Option<TextRange> {
        let own = tokens(wording, TextRange::of_bytes(0..wording.len()));
        let words = own.iter().filter(|token| token.is_word()).count();
        let beside = self.old.beside(range);
        let candidates = self.candidates(range, &own, wording);
        let mut fitting = candidates.iter().filter(|candidate| {
            words + candidate.neighbours >= FEWEST
                && self.new.beside(candidate.place) == beside
                && self.has_fresh(candidate.place)
        });
        fitting.next().filter(|_| fitting.next().is_none()).map(|candidate| candidate.place)
    }

    fn has_fresh(&self, place: TextRange) -> bool {
        let over = tokens_over(&self.diff.new, place);
        self.diff.new[over].iter().any(|compared| compared.twin.is_none())
    }

    /// What stands in the new text between the words that were kept before `range` and behind it.
    fn room(&self, range: TextRange) -> TextRange {
        let (old, lines) = (&self.diff.old, &self.diff.lines);
        let own = tokens_over(old, range);
        let twin = |compared: &Compared| self.diff.new.get(compared.twin? as usize);
        let before = old[..own.start].iter().rev().find_map(twin).map(|t| t.token.range().end());
        let behind = old[own.end..].iter().find_map(twin).map(|t| t.token.range().start());
        let lines_before = lines.iter().rev().find(|kept| kept.old.end() <= range.start());
        let lines_behind = lines.iter().find(|kept| kept.old.start() >= range.end());
        let from = before.max(lines_before.map(|kept| kept.new.end())).unwrap_or_default();
        let end = TextPos::from_usize(self.new.text.len());
        let ends = [behind, lines_behind.map(|kept| kept.new.start())];
        let to = ends.into_iter().flatten().min().unwrap_or(end);
        TextRange::between(from, to.max(from))
    }
}

impl super::Blocks<'_> {
    /// The words or signs right before `range` and right behind it, as far as the block goes.
    fn beside(&self, range: TextRange) -> (Option<u64>, Option<u64>) {
        const FAR: usize = 96;
        let (start, end) = (range.start().as_usize(), range.end().as_usize());
        let first = self.at(start).map_or(start, |block| block.start().as_usize().min(start));
        let last = self.at(end.saturating_sub(1));
        let last = last.map_or(end, |block| block.end().as_usize().max(end));
        let from = self.text.floor_char_boundary(start.saturating_sub(FAR)).max(first);
        let to = self.text.floor_char_boundary(end.saturating_add(FAR)).clamp(end, last);
        let before = tokens(self.text, TextRange::of_bytes(from..start));
        let behind = tokens(self.text, TextRange::of_bytes(end..to));
        (before.last().map(Token::key), behind.first().map(Token::key))
    }
}
