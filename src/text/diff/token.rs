//! Text → the words and signs that a diff compares.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{TextPos, TextRange, fold};

/// A word, a figure or a sign of a text: a UAX #29 segment that is not white space. Full stops that
/// stand together are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Equal for tokens that [`fold`] makes equal. *Limits*: 64 bits; whoever keeps a verdict alive
    /// compares the words themselves.
    key: u64,
    /// Letters and digits: what it weighs. 0 for a sign.
    pub weight: u32,
    /// Whether it holds a digit.
    pub is_number: bool,
}

impl Token {
    /// Whether it is a word or a figure.
    pub fn is_word(&self) -> bool {
        self.weight > 0
    }

    /// Its place.
    pub fn range(&self) -> TextRange {
        TextRange::between(TextPos(self.start), TextPos(self.end))
    }

    /// Its place, for slicing.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A number that equal words share; see [`Self::is_same`].
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Whether both are the same word, after [`fold`].
    pub fn is_same(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// The tokens of `text[within]`; a word that the range cuts is taken for a whole one.
pub fn tokens(text: &str, within: TextRange) -> Vec<Token> {
    let mut out = Vec::new();
    if text.get(within.bytes()).is_some() {
        push_tokens(text, within.bytes(), &mut out);
    }
    out
}

/// Appends the tokens of `text[within]`, which must lie on character boundaries.
pub(super) fn push_tokens(text: &str, within: Range<usize>, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = within.start;
    while at < within.end {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let mut is_ascii = true;
        let mut end = at;
        while end < within.end && !bytes[end].is_ascii_whitespace() {
            is_ascii &= bytes[end].is_ascii();
            end += 1;
        }
        if is_ascii {
            push_ascii(bytes, at..end, out);
        } else {
            push_segments(text, at..end, out);
        }
        at = end;
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether UAX #29 joins what stands before and behind the sign `at`: `don't`, `1,250`, `e.g`.
fn joins(bytes: &[u8], at: usize, end: usize) -> bool {
    let (before, after) = (bytes[at - 1], if at + 1 < end { bytes[at + 1] } else { b' ' });
    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match bytes[at] {
        b'.' | b'\'' => letters || digits,
        b':' => letters,
        b',' | b';' => digits,
        _ => false,
    }
}

fn push_ascii(bytes: &[u8], run: Range<usize>, out: &mut Vec<Token>) {
    let mut at = run.start;
    while at < run.end {
        let start = at;
        let (mut weight, mut is_number) = (0, false);
        if is_word_byte(bytes[start]) {
            while at < run.end && (is_word_byte(bytes[at]) || joins(bytes, at, run.end)) {
                weight += usize::from(bytes[at].is_ascii_alphanumeric());
                is_number |= bytes[at].is_ascii_digit();
                at += 1;
            }
        } else if bytes[start] == b'.' {
            at += bytes[start..run.end].iter().take_while(|byte| **byte == b'.').count();
        } else {
            at += 1;
        }
        let key = match bytes.get(start..start + 8) {
            Some(eight) if at - start < 8 => short_key(eight, at - start),
            _ => key_of(&bytes[start..at]),
        };
        push(start..at, key, weight, is_number, out);
    }
}

/// What [`key_of`] gives for the first `length` of eight bytes, of which most words need no more.
fn short_key(eight: &[u8], length: usize) -> u64 {
    let mut all = [0; 8];
    all.copy_from_slice(eight);
    let own = u64::from_le_bytes(all) & ((1 << (8 * length)) - 1);
    mix(length as u64 ^ own, FACTOR)
}

fn push_segments(text: &str, run: Range<usize>, out: &mut Vec<Token>) {
    let mut dots: Option<usize> = None;
    for (offset, segment) in text[run.clone()].split_word_bound_indices() {
        let start = run.start + offset;
        let folded = fold(segment);
        if folded.is_empty() {
            continue;
        }
        let first = match dots {
            Some(first) if folded == "." => first,
            _ => start,
        };
        dots = (folded == ".").then_some(first);
        let end = start + segment.len();
        if first < start {
            out.pop();
            push(first..end, key_of(".".repeat(end - first).as_bytes()), 0, false, out);
            continue;
        }
        let weight = folded.chars().filter(|c| c.is_alphanumeric()).count();
        let is_number = folded.chars().any(char::is_numeric);
        push(start..end, key_of(folded.as_bytes()), weight, is_number, out);
    }
}

fn push(bytes: Range<usize>, key: u64, weight: usize, is_number: bool, out: &mut Vec<Token>) {
    let to_u32 = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (start, end, weight) = (to_u32(bytes.start), to_u32(bytes.end), to_u32(weight));
    out.push(Token { start, end, key, weight, is_number });
}

/// 2⁶⁴ divided by the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash that is quick on short strings and the same on every machine.
pub(super) fn key_of(bytes: &[u8]) -> u64 {
    let mut key = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        key = mix(key ^ u64::from_le_bytes(eight), FACTOR);
    }
    let rest = chunks.remainder();
    let mut eight = [0; 8];
    eight[..rest.len()].copy_from_slice(rest);
    mix(key ^ u64::from_le_bytes(eight), FACTOR)
}

fn mix(value: u64, factor: u64) -> u64 {
    let wide = u128::from(value ^ (value >> 29)).wrapping_mul(u128::from(factor));
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let (low, high) = (wide as u64, (wide >> 64) as u64);
    low ^ high.rotate_left(17)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        push_tokens(text, 0..text.len(), &mut out);
        out.iter().map(|token| &text[token.bytes()]).collect()
    }

    fn keys(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        push_tokens(text, 0..text.len(), &mut out);
        out.iter().map(|token| token.key).collect()
    }

    #[test]
    fn a_word_has_the_same_key_at_the_end_of_a_text() {
        let text = "cost of the cost";
        let all = tokens(text, TextRange::of_bytes(0..text.len()));
        assert_eq!(all.first().map(Token::key), all.last().map(Token::key));
        assert_ne!(all[1].key(), all[2].key());
    }

    #[test]
    fn words_of_ascii_are_those_of_uax_29() {
        for text in [
            "It's 1,250.5 or e.g. a_b; 5%, (x:y) 3;4 a.5 5.a -- don't' 'so' x1.2y 1'2 \"q\" a..b",
            "12:30 C++ #tag @name a/b 5-6 _x_ 1,a a,1 .5 5. $5 f(x)",
        ] {
            let segments = text.split_word_bounds().filter(|s| !s.trim().is_empty());
            let joined: Vec<&str> = segments.collect();
            assert_eq!(all(text).concat(), joined.concat());
            let words = |list: &[&str]| -> Vec<String> {
                list.iter().filter(|s| **s != "." && **s != "..").map(|s| s.to_string()).collect()
            };
            assert_eq!(words(&all(text)), words(&joined));
        }
    }

    #[test]
    fn typography_makes_no_other_token() {
        assert_eq!(keys("“five mil\u{ad}lion”… it’s"), keys("\"five\u{a0}million\"... it's"));
        assert_eq!(keys("“so”...").len(), 4);
        assert_ne!(keys("5 million"), keys("6 million"));
    }

    #[test]
    fn scripts_without_spaces_have_a_token_for_each_character() {
        assert_eq!(all("北京市 ok"), ["北", "京", "市", "ok"]);
    }
}
