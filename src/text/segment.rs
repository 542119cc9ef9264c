//! Graphemes, segments and sentences after UAX #29, with offsets. What counts as a word is told by
//! `words`.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::{TextPos, TextRange};

/// How far around a place a word or grapheme is looked for, in bytes.
///
/// Bounds the cost of a click in a block of any length. A longer run without a boundary is taken
/// as ending there.
const WINDOW: usize = 4096;

/// The same for sentences.
const SENTENCE_WINDOW: usize = 16 * 1024;

/// The start of the grapheme after the one at `pos`, or the end of the text.
pub fn next_grapheme(text: &str, pos: TextPos) -> TextPos {
    let pos = floor(text, pos.as_usize());
    let mut cursor = GraphemeCursor::new(pos, text.len(), true);
    cursor
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .map_or(TextPos::from_usize(text.len()), TextPos::from_usize)
}

/// The start of the grapheme before `pos`, or 0.
pub fn previous_grapheme(text: &str, pos: TextPos) -> TextPos {
    let pos = floor(text, pos.as_usize());
    let mut cursor = GraphemeCursor::new(pos, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().map_or(TextPos(0), TextPos::from_usize)
}

/// The grapheme that holds the byte at `pos`; empty at the end of the text.
pub fn grapheme_range_at(text: &str, pos: TextPos) -> TextRange {
    let start = if is_boundary(text, pos.as_usize()) { pos } else { previous_grapheme(text, pos) };
    TextRange::between(start, next_grapheme(text, start))
}

/// Whether a grapheme starts at `pos`, or the text ends there.
pub fn is_grapheme_boundary(text: &str, pos: TextPos) -> bool {
    is_boundary(text, pos.as_usize())
}

fn is_boundary(text: &str, byte: usize) -> bool {
    text.is_char_boundary(byte)
        && GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte.min(text.len()))
}

/// The smallest range of whole graphemes that holds `start..end`, cut to the text.
pub fn snap_to_graphemes(text: &str, start: usize, end: usize) -> TextRange {
    let (start, end) = (start.min(end), start.max(end));
    let mut a = TextPos::from_usize(floor(text, start));
    if !is_boundary(text, a.as_usize()) {
        a = previous_grapheme(text, a);
    }
    let mut b = TextPos::from_usize(text.ceil_char_boundary(end.min(text.len())));
    if !is_boundary(text, b.as_usize()) {
        b = next_grapheme(text, b);
    }
    TextRange::between(a, b)
}

/// The UAX #29 segment of `text[within]` that holds `pos`: a word, a run of spaces or a sign.
pub fn word_at(text: &str, within: TextRange, pos: TextPos) -> TextRange {
    let from = floor(text, pos.as_usize().saturating_sub(WINDOW)).max(within.start().as_usize());
    let to = floor(text, pos.as_usize() + WINDOW).min(within.end().as_usize());
    let Some(part) = text.get(from..to) else { return TextRange::empty(pos) };
    let mut last = TextRange::empty(pos);
    for (at, word) in part.split_word_bound_indices() {
        let range = TextRange::between(
            TextPos::from_usize(from + at),
            TextPos::from_usize(from + at + word.len()),
        );
        last = range;
        if range.contains(pos) {
            break;
        }
    }
    last
}

/// Whether a UAX #29 segment of `text[within]` starts or ends at `pos`.
///
/// Looks only at what lies between the white space in front and behind: no rule of UAX #29 looks
/// over it. A run without white space longer than 4 kB is judged by the part near `pos`.
pub fn is_word_boundary(text: &str, within: TextRange, pos: TextPos) -> bool {
    let block = within.of(text);
    let Some(at) = pos.as_usize().checked_sub(within.start().as_usize()) else { return true };
    let Some((before, after)) = block.split_at_checked(at) else { return at >= block.len() };
    let (Some(last), Some(next)) = (before.bytes().next_back(), after.bytes().next()) else {
        return true;
    };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric();
    if is_letter(next) && (is_letter(last) || last == b' ') {
        return last == b' ';
    }
    let from = floor(block, at.saturating_sub(WINDOW));
    let to = floor(block, at + WINDOW);
    let is_space = |byte: u8| byte == b' ' || byte == b'\n';
    let from =
        block.as_bytes()[from..at].iter().rposition(|b| is_space(*b)).map_or(from, |n| from + n);
    let to = block.as_bytes()[at..to].iter().position(|b| is_space(*b)).map_or(to, |n| at + n + 1);
    block[from..to].split_word_bound_indices().any(|(start, _)| from + start == at)
}

/// The sentence of the block `within` that holds `pos`, without the spaces around it.
pub fn sentence_at(text: &str, within: TextRange, pos: TextPos) -> TextRange {
    let near = sentences_near(text, within, pos);
    let behind = near.iter().find(|sentence| pos < sentence.end());
    behind.or(near.last()).copied().unwrap_or(within)
}

/// Where the sentences of the block `within` begin that are near `pos`; the ones before and behind
/// are among them, unless they are very long.
pub fn sentence_starts(text: &str, within: TextRange, pos: TextPos) -> Vec<TextPos> {
    sentences_near(text, within, pos).into_iter().map(TextRange::start).collect()
}

fn sentences_near(text: &str, within: TextRange, pos: TextPos) -> Vec<TextRange> {
    let (start, end) = (within.start().as_usize(), within.end().as_usize());
    let from = floor(text, pos.as_usize().saturating_sub(SENTENCE_WINDOW)).clamp(start, end);
    let to = floor(text, pos.as_usize() + SENTENCE_WINDOW).clamp(from, end);
    let at = |byte: usize| TextPos::from_usize(from + byte);
    let part = text.get(from..to).unwrap_or_default();
    let found = sentences(part).into_iter();
    found.map(|sentence| TextRange::between(at(sentence.start), at(sentence.end))).collect()
}

/// The sentences of one block as byte ranges, trimmed.
///
/// UAX #29 ends a sentence after every full stop before a capital; a segment that ends in a known
/// abbreviation or an initial is joined with the next one.
pub fn sentences(block: &str) -> Vec<Range<usize>> {
    let segmenter = SentenceSegmenter::new(Default::default());
    let mut out: Vec<Range<usize>> = Vec::new();
    let (mut start, mut last) = (0, 0);
    for end in segmenter.segment_str(block) {
        let segment = &block[last..end];
        last = end;
        if !ends_in_abbreviation(segment) {
            push_trimmed(&mut out, block, start..end);
            start = end;
        }
    }
    push_trimmed(&mut out, block, start..block.len());
    out
}

fn push_trimmed(out: &mut Vec<Range<usize>>, block: &str, range: Range<usize>) {
    let part = &block[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if start < end {
        out.push(start..end);
    }
}

/// Abbreviations after which a sentence goes on, without their last full stop, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "art", "aug", "ave", "bldg", "brig", "ca", "capt", "cf", "cmdr", "co",
    "col", "corp", "cpl", "dec", "dept", "dr", "e.g", "ed", "est", "feb", "fig", "fr", "gen",
    "gov", "hon", "i.e", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs",
    "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "p", "ph.d", "pp", "prof", "pvt",
    "rep", "rev", "sec", "sen", "sept", "sgt", "sr", "st", "u.k", "u.n", "u.s", "v", "vol", "vs",
    "z.b",
];

fn ends_in_abbreviation(segment: &str) -> bool {
    let Some(body) = segment.trim_end().strip_suffix('.') else { return false };
    let word =
        body.rsplit(|c: char| c.is_whitespace() || "(“\"‘'".contains(c)).next().unwrap_or(body);
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> TextRange {
        TextRange::checked(text, 0, text.len()).expect("inside")
    }

    #[test]
    fn a_title_or_an_initial_does_not_end_a_sentence() {
        let text = "Mr. Hale met J. Smith. Then he left.";
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Mr. Hale met J. Smith.", "Then he left."]);
    }

    #[test]
    fn sentences_end_where_the_standard_says() {
        for (text, count) in [
            ("It cost 3.4 million. He asked why?! “So,” she said. Nobody... knew.", 4),
            ("\u{201c}Who?\u{201d} he asked. (They left.) etc. and so on", 3),
            ("来了。他走了！谁？", 3),
            ("One\nTwo", 2),
            (" \n ", 0),
            ("", 0),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn snapping_takes_in_the_whole_grapheme() {
        let text = "a e\u{301} 👩‍🚒 b";
        let accent = text.find('\u{301}').expect("is there");
        assert_eq!(snap_to_graphemes(text, accent, accent + 2).of(text), "e\u{301}");
        assert_eq!(snap_to_graphemes(text, accent, accent).of(text), "e\u{301}");
        let fire = text.find('🚒').expect("is there");
        assert_eq!(snap_to_graphemes(text, fire, fire + 1).of(text), "👩‍🚒");
    }

    #[test]
    fn a_word_is_found_under_the_pointer() {
        let text = "twelve per-cent, said";
        let at = |n| word_at(text, whole(text), TextPos(n)).of(text);
        assert_eq!((at(0), at(8), at(15)), ("twelve", "per", ","));
    }

    #[test]
    fn a_boundary_is_found_without_the_rest_of_the_text() {
        let text = "It’s 12.4 — can't, a\u{301} b\u{ad}c 👩‍🚒 “x” _y_ 東京 a.b.\n  ende\u{301}\u{20dd}x שלום,עולם";
        let starts: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
        for (at, _) in text.char_indices() {
            let found = is_word_boundary(text, whole(text), TextPos::from_usize(at));
            assert_eq!(found, starts.contains(&at), "at {at}: {}", &text[at..]);
        }
    }

    #[test]
    fn a_sentence_far_into_a_long_block_is_found() {
        let text = "The tram came. ".repeat(10_000);
        let pos = TextPos::from_usize(15 * 7_000 + 6);
        let found = sentence_at(&text, whole(text.trim_end()), pos);
        assert_eq!((found.start().as_usize(), found.of(&text)), (15 * 7_000, "The tram came."));
    }

    #[test]
    fn a_sentence_is_found_in_its_block() {
        let text = "One here. Two there.";
        assert_eq!(sentence_at(text, whole(text), TextPos(12)).of(text), "Two there.");
        assert_eq!(sentence_at(text, whole(text), TextPos(20)).of(text), "Two there.");
    }
}
