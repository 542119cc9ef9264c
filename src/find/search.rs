//! Looking for a needle in the text of an article.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::Regex;

use super::folded::{Folded, starts_grapheme, whole_end};
use super::folding::{Case, fold_text};
use super::needle::{LONGEST_NEEDLE, Needle, NeedleError, Pattern, PatternKind};
use crate::model::Article;
use crate::text::{TextPos, TextRange, is_word_boundary};

/// Hits that are kept, the first ones in the text: 8 MB of places. All are counted.
pub const MOST_HITS: usize = 1_000_000;

/// Candidates between two looks at whether anybody still wants them.
const BREATH: usize = 512;

/// Bytes that a regular expression goes through in one go.
const PIECE: usize = 64 << 10;

/// Bytes at the end of a piece that the next one holds as well: the longest needle, whose capitals
/// may be three bytes for one.
const OVERLAP: usize = 4 * LONGEST_NEEDLE;

/// Where a needle is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// In order, without overlap, each inside one block and of whole graphemes.
    pub places: Vec<TextRange>,
    /// How many there are, with those that are not kept.
    pub total: usize,
}

impl Hits {
    /// The indices of the hits that touch `range`.
    pub fn within(&self, range: TextRange) -> std::ops::Range<usize> {
        let from = self.places.partition_point(|hit| hit.end() <= range.start());
        let len = self.places[from..].partition_point(|hit| hit.start() < range.end());
        from..from + len
    }

    /// The hit that is exactly `range`.
    pub fn place_of(&self, range: TextRange) -> Option<usize> {
        let at = self.places.partition_point(|hit| hit.start() < range.start());
        (self.places.get(at) == Some(&range)).then_some(at)
    }

    /// The first hit that starts at `pos` or behind it, or the very first one.
    pub fn first_from(&self, pos: TextPos) -> Option<usize> {
        let at = self.places.partition_point(|hit| hit.start() < pos);
        if at < self.places.len() { Some(at) } else { (!self.places.is_empty()).then_some(0) }
    }
}

/// All hits of `needle` in `article`.
///
/// `folded` gives the folded copy of the article; it is asked only where the needle needs it.
/// `is_stale` is asked now and then, and ends the search early; what was found so far comes back.
///
/// Time is that of the text where hits are let through, whatever the needle. A candidate that is
/// refused, for it cuts a word or a grapheme, is looked behind from its start: text times needle at
/// worst. A regular expression takes the text times its own size, and in one long block, where it
/// is refused again and again, the square of the block.
///
/// A block of more than 64 kB is searched by regular expressions in pieces, which overlap: a hit of
/// more than 16 kB in it may be missed, and one that could grow over the end of a piece and need
/// not may be shorter. Needles that are no expressions have no such limits.
///
/// # Errors
///
/// [`NeedleError`] when the needle cannot be looked for.
pub fn find_all<'a>(
    needle: &Needle,
    article: &Article,
    folded: impl FnOnce() -> &'a Folded,
    is_stale: &dyn Fn() -> bool,
) -> Result<Hits, NeedleError> {
    let mut hits = Hits::default();
    let Some(pattern) = Pattern::new(needle)? else { return Ok(hits) };
    let empty = Folded::default();
    let folded = if pattern.needs_folded() { folded() } else { &empty };
    let blocks: Vec<TextRange> = article.blocks().iter().map(|block| block.range).collect();
    let mut keep = |hit| {
        if hits.places.len() < MOST_HITS {
            hits.places.push(hit);
        }
        hits.total += 1;
        Go::On
    };
    Sieve::new(&pattern, article.text(), &blocks, is_stale, &mut keep).run(&pattern, folded);
    Ok(hits)
}

/// The first hit of `pattern` in a short text that is no article.
pub(super) fn first_in(pattern: &Pattern, text: &str) -> Option<Range<usize>> {
    let folded = if pattern.needs_folded() { Folded::of(text) } else { Folded::default() };
    let whole = TextRange::between(TextPos(0), TextPos::from_usize(text.len()));
    let mut first = None;
    let mut take = |hit: TextRange| {
        first = Some(hit.bytes());
        Go::Stop
    };
    Sieve::new(pattern, text, &[whole], &|| false, &mut take).run(pattern, &folded);
    first
}

/// Whether a search goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Go {
    On,
    Stop,
}

/// A stretch that starts and ends with graphemes.
fn cut_clean(text: &str, start: usize, end: usize) -> Option<TextRange> {
    let range = TextRange::checked(text, start, end)?;
    (starts_grapheme(text, range.start()) && starts_grapheme(text, range.end())).then_some(range)
}

/// Where the piece behind `from` ends, which is `least` bytes long if `block` is.
fn piece_end(block: &str, from: usize, least: usize) -> usize {
    block.floor_char_boundary(from.saturating_add(least.max(PIECE)).min(block.len()))
}

/// The place behind the character at `at`, or behind `block`.
fn behind(block: &str, at: usize) -> usize {
    at + block.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// A stretch with the graphemes that it cuts: `.` is one code point, people see the whole.
fn snapped(text: &str, start: usize, end: usize) -> TextRange {
    let (start, end) = (TextPos::from_usize(start), TextPos::from_usize(end));
    let start = if starts_grapheme(text, start) {
        start
    } else {
        crate::text::previous_grapheme(text, start)
    };
    TextRange::between(start, whole_end(text, end))
}

/// Lets through what lies in a block, behind the hit before, and is a whole word where one is asked.
struct Sieve<'a> {
    text: &'a str,
    blocks: &'a [TextRange],
    whole_word: bool,
    is_stale: &'a dyn Fn() -> bool,
    sink: &'a mut dyn FnMut(TextRange) -> Go,
    /// The first block that ends behind the last candidate.
    block: usize,
    /// Candidates until the next look at whether anybody still wants them.
    breath: usize,
}

impl<'a> Sieve<'a> {
    fn new(
        pattern: &Pattern,
        text: &'a str,
        blocks: &'a [TextRange],
        is_stale: &'a dyn Fn() -> bool,
        sink: &'a mut dyn FnMut(TextRange) -> Go,
    ) -> Self {
        let whole_word = pattern.whole_word;
        Self { text, blocks, whole_word, is_stale, sink, block: 0, breath: BREATH }
    }

    /// Gives every hit of `pattern` to the sink, in order, until that stops it.
    fn run(mut self, pattern: &Pattern, folded: &Folded) {
        let text = self.text;
        match &pattern.kind {
            PatternKind::Exact(finder) => {
                self.sweep(finder, text, |start, end| cut_clean(text, start, end));
            }
            PatternKind::Folded { finder, cased } => {
                let mut way_back = folded.way_back();
                let has_case = |hit: &TextRange| match cased {
                    Some(cased) => fold_text(hit.of(text), Case::Kept) == *cased,
                    None => true,
                };
                self.sweep(finder, folded.text(), |start, end| {
                    way_back.range(text, start, end).filter(has_case)
                });
            }
            PatternKind::AnyCase(regex) => {
                self.block_by_block(regex, |start, end| cut_clean(text, start, end));
            }
            PatternKind::Regex(regex) => {
                self.block_by_block(regex, |start, end| Some(snapped(text, start, end)));
            }
        }
    }

    /// Looks for a needle in `hay`; `place` says which stretch of the text a hit in it is, if any.
    ///
    /// What is not let through may share bytes with the next hit, so that the search goes on one
    /// byte behind its start.
    fn sweep(
        &mut self,
        finder: &Finder<'_>,
        hay: &str,
        mut place: impl FnMut(usize, usize) -> Option<TextRange>,
    ) {
        let mut at = 0;
        while let Some(found) = hay.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
            let (start, end) = (at + found, at + found + finder.needle().len());
            let hit = place(start, end).filter(|hit| self.lets_through(*hit));
            at = if hit.is_some() { end } else { start + 1 };
            if self.give(hit, 0) == Go::Stop {
                return;
            }
        }
    }

    fn block_by_block(&mut self, regex: &Regex, place: impl Fn(usize, usize) -> Option<TextRange>) {
        for block in self.blocks {
            let base = block.start().as_usize();
            let place = |start, end| place(base + start, base + end);
            if self.piece_by_piece(regex, block.of(self.text), place) == Go::Stop {
                return;
            }
        }
    }

    /// Looks for `regex` in one block, a piece at a time, so that a slow one can be ended.
    ///
    /// What ends with a piece may go on behind it, and is looked for again in a larger one. What is
    /// not let through is passed by one character, as in [`Self::sweep`].
    fn piece_by_piece(
        &mut self,
        regex: &Regex,
        block: &str,
        place: impl Fn(usize, usize) -> Option<TextRange>,
    ) -> Go {
        let (mut at, mut cut, mut end) = (0, piece_end(block, 0, 0), TextPos(0));
        while at <= block.len() {
            let is_last = cut == block.len();
            let found = regex.find_at(&block[..cut], at);
            let gone_through = found.map_or(cut, |hit| hit.end()) - at;
            let mut hit = None;
            match found {
                Some(found) if found.end() < cut || is_last => {
                    hit = place(found.start(), found.end())
                        .filter(|hit| !found.is_empty() && hit.start() >= end)
                        .filter(|hit| self.lets_through(*hit));
                    end = hit.map_or(end, TextRange::end);
                    at = if hit.is_some() { found.end() } else { behind(block, found.start()) };
                }
                None if is_last => at = block.len() + 1,
                Some(_) => cut = piece_end(block, cut, cut - at),
                None => {
                    at = at.max(block.floor_char_boundary(cut.saturating_sub(OVERLAP)));
                    cut = piece_end(block, cut, 0);
                }
            }
            if self.give(hit, gone_through) == Go::Stop {
                return Go::Stop;
            }
        }
        Go::On
    }

    /// Hands a hit on, if it is one, and takes a breath now and then: the more bytes were gone
    /// through for it, the sooner.
    fn give(&mut self, hit: Option<TextRange>, bytes: usize) -> Go {
        self.breath = self.breath.saturating_sub(1 + bytes * BREATH / PIECE);
        if self.breath == 0 {
            self.breath = BREATH;
            if (self.is_stale)() {
                return Go::Stop;
            }
        }
        hit.map_or(Go::On, |hit| (self.sink)(hit))
    }

    fn lets_through(&mut self, hit: TextRange) -> bool {
        while self.blocks.get(self.block).is_some_and(|block| block.end() <= hit.start()) {
            self.block += 1;
        }
        let Some(block) = self.blocks.get(self.block).copied() else { return false };
        let at_boundary = |pos| is_word_boundary(self.text, block, pos);
        block.covers(hit)
            && (!self.whole_word || at_boundary(hit.start()) && at_boundary(hit.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// What `needle` finds in `text`, one block a line.
    fn found<'a>(text: &'a str, needle: &Needle) -> Vec<&'a str> {
        let article = testing::article(text);
        let folded = Folded::new(&article);
        let hits = find_all(needle, &article, || &folded, &|| false).expect("a good needle");
        assert_eq!(hits.total, hits.places.len());
        hits.places.iter().map(|hit| hit.of(text)).collect()
    }

    fn needle(text: &str) -> Needle {
        Needle { text: text.to_owned(), ..Needle::default() }
    }

    #[test]
    fn folding_can_be_turned_off_and_so_can_case() {
        let text = "Café cafe CAFE\u{301}";
        assert_eq!(found(text, &needle("cafe")), ["Café", "cafe", "CAFE\u{301}"]);
        let cased = Needle { match_case: true, ..needle("cafe") };
        assert_eq!(found(text, &cased), ["cafe"]);
        assert_eq!(found(text, &Needle { match_case: true, ..needle("Cafe") }), ["Café"]);
        let plain = Needle { folds: false, ..needle("CAFE") };
        assert_eq!(found(text, &plain), ["cafe"]);
        let exact = Needle { match_case: true, ..plain };
        assert!(found(text, &exact).is_empty());
    }

    #[test]
    fn whole_words_are_those_of_uax_29() {
        let whole = Needle { whole_word: true, ..needle("cost") };
        assert_eq!(found("Cost, costs, accost: the cost’s cost.", &whole), ["Cost", "cost"]);
        let number = Needle { whole_word: true, ..needle("12") };
        assert_eq!(found("12.4 and 12 and 12%", &number), ["12", "12"]);
    }

    #[test]
    fn a_regular_expression_takes_whole_graphemes_and_stays_in_its_block() {
        let regex = |text| Needle { is_regex: true, ..needle(text) };
        assert_eq!(found("caf. cafe\u{301}s", &regex("caf.")), ["caf.", "cafe\u{301}"]);
        assert_eq!(found("one\ntwo", &regex(r"(?s)e.t|^t\w+$")), ["two"]);
        assert_eq!(found("12 or 1,250 days", &regex(r"\d[\d,]*")), ["12", "1,250"]);
        assert!(found("aaa", &regex("b*")).is_empty());
    }

    #[test]
    fn what_is_refused_hides_no_hit_behind_it() {
        for (match_case, folds, is_regex) in [
            (false, true, false),
            (true, true, false),
            (false, false, false),
            (true, false, false),
            (false, true, true),
        ] {
            let plain = Needle { match_case, is_regex, folds, ..needle("a a") };
            let whole = Needle { whole_word: true, ..plain };
            assert_eq!(found("xa a a", &whole).len(), 1, "{whole:?}");
        }
    }

    #[test]
    fn a_long_block_is_searched_in_pieces_that_hide_nothing() {
        let regex = |text| Needle { is_regex: true, ..needle(text) };
        let text = format!("{}one two {}", "é ".repeat(PIECE / 3 - 1), "ü ".repeat(PIECE));
        let text = text.trim_end();
        assert_eq!(found(text, &regex("one two")), ["one two"]);
        assert_eq!(found(text, &Needle { folds: false, ..needle("ONE TWO") }), ["one two"]);
        assert_eq!(found(text, &regex(".*")), [text]);
        assert_eq!(found(text, &regex(r"\w+$")), ["ü"]);
    }

    #[test]
    fn a_slow_expression_in_one_long_block_notices_that_nobody_wants_it() {
        let text = "a ".repeat(PIECE * 4);
        let article = testing::article(&text);
        let asked = std::cell::Cell::new(0);
        let is_stale = || asked.replace(asked.get() + 1) == 2;
        let regex = Needle { is_regex: true, ..needle("a b") };
        let folded = Folded::default();
        find_all(&regex, &article, || &folded, &is_stale).expect("good");
        assert_eq!(asked.get(), 3, "asked with each piece, and not again");
    }

    #[test]
    fn half_a_grapheme_is_no_hit() {
        let exact = Needle { folds: false, match_case: true, ..needle("👩") };
        assert_eq!(found("👩‍🚒 👩", &exact).len(), 1);
        assert_eq!(found("👩‍🚒 👩", &needle("👩")).len(), 1);
    }

    #[test]
    fn words_over_a_wrapped_line_are_found_and_words_over_two_blocks_are_not() {
        let text = "five\u{a0}million";
        assert_eq!(found(text, &needle("five million")), [text]);
        assert!(found("five\nmillion", &needle("five million")).is_empty());
    }

    #[test]
    fn a_search_that_nobody_wants_any_more_ends() {
        let text = "a ".repeat(BREATH * 4);
        let article = testing::article(&text);
        let folded = Folded::new(&article);
        let hits = find_all(&needle("a"), &article, || &folded, &|| true).expect("good");
        assert_eq!(hits.total, BREATH - 1);
    }

    #[test]
    fn hits_in_sight_are_found_by_halving() {
        let text = "ab ab ab";
        let article = testing::article(text);
        let folded = Folded::new(&article);
        let hits = find_all(&needle("ab"), &article, || &folded, &|| false).expect("good");
        let range = |a, b| TextRange::checked(text, a, b).expect("inside");
        assert_eq!(hits.within(range(1, 4)), 0..2);
        assert_eq!(hits.within(range(2, 3)), 1..1);
        assert_eq!(hits.first_from(TextPos(1)), Some(1));
        assert_eq!(hits.first_from(TextPos(7)), Some(0));
    }
}
