//! The text as it is handed to parley, and the way back to the bytes of the article.
//!
//! A sign that would be invisible is set as another one of as many bytes, over which its name is
//! painted in a box. So every byte keeps its place. Only a base direction that the text itself does
//! not give is put in front, and counted off again.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{HiddenSign, hidden_signs};

/// Gives a text without letters its direction; sets nothing and shows nothing.
const RIGHT_TO_LEFT: &str = "\u{200f}";

/// A text ready to be laid out.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    /// What parley is given.
    pub(super) text: Cow<'a, str>,
    /// Bytes in front of it that are not in the source.
    pub(super) lead: usize,
    /// Signs that are shown by name, at bytes of the source.
    pub(super) signs: Vec<HiddenSign>,
    /// The graphemes of the source of more than one byte: no caret stands inside. parley divides
    /// ligatures by guess, at times between the bytes of a character.
    pub(super) joined: Vec<Range<usize>>,
}

impl<'a> Shown<'a> {
    /// `text` as it is to be set; `is_rtl` where nothing in it says which way it runs.
    pub(super) fn of(text: &'a str, is_rtl: bool) -> Self {
        let signs = hidden_signs(text);
        let lead = if is_rtl && !has_direction(text, &signs) { RIGHT_TO_LEFT } else { "" };
        let shown = if signs.is_empty() && lead.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(replaced(text, lead, &signs))
        };
        Self { text: shown, lead: lead.len(), signs, joined: joined(text) }
    }
}

impl Shown<'_> {
    /// Where stand-ins are, in bytes of what parley is given.
    pub(super) fn named(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.signs.iter().map(|found| {
            let start = found.at + self.lead;
            start..start + found.sign.len_utf8()
        })
    }

    /// Graphemes that ask to be shown as emoji although text fonts may have them, in bytes of what
    /// parley is given.
    pub(super) fn emoji(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let places = self.joined.iter().map(|range| range.start + self.lead..range.end + self.lead);
        places.filter(|range| {
            self.text.get(range.clone()).is_some_and(|grapheme| grapheme.contains(AS_EMOJI))
        })
    }
}

/// The variation selector that asks for colour.
const AS_EMOJI: char = '\u{fe0f}';

/// `text` behind `lead`, with another sign for each one that is shown by name.
fn replaced(text: &str, lead: &str, signs: &[HiddenSign]) -> String {
    let mut out = String::with_capacity(lead.len() + text.len());
    out.push_str(lead);
    let mut from = 0;
    for HiddenSign { at, sign } in signs {
        out.push_str(text.get(from..*at).unwrap_or_default());
        out.push(stand_in(*sign));
        from = at + sign.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// A sign of as many bytes as `sign` that stands by itself: it has no direction, joins nothing, and
/// lines break beside it as beside a letter.
fn stand_in(sign: char) -> char {
    match sign.len_utf8() {
        1 => '*',
        2 => '¦',
        3 => '•',
        _ => '\u{1d300}',
    }
}

/// Whether a letter of `text` says which way it runs; what is shown by name says nothing.
fn has_direction(text: &str, signs: &[HiddenSign]) -> bool {
    text.char_indices().any(|(at, letter)| {
        let is_strong =
            letter.is_alphabetic() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}');
        is_strong && signs.binary_search_by_key(&at, |found| found.at).is_err()
    })
}

fn joined(text: &str) -> Vec<Range<usize>> {
    let graphemes = stretches(text).flat_map(|stretch| {
        let part = text.get(stretch.clone()).unwrap_or_default();
        part.grapheme_indices(true).map(move |(at, grapheme)| {
            let start = stretch.start + at;
            start..start + grapheme.len()
        })
    });
    graphemes.filter(|range| range.len() > 1).collect()
}

/// Where graphemes of more than one byte are, each stretch with the letters around it: between two
/// ASCII characters there is always an edge, but inside of a line feed after a carriage return.
fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| bytes.get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'\r');
    let mut from = 0;
    std::iter::from_fn(move || {
        let is_other = |byte: &u8| !byte.is_ascii() || *byte == b'\r';
        let first = from + bytes.get(from..)?.iter().position(is_other)?;
        let end = (first..bytes.len()).find(|at| is_plain(*at) && is_plain(at + 1));
        let end = end.map_or(bytes.len(), |last| last + 1);
        let start = first.saturating_sub(1).max(from);
        from = end;
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_by_name_keeps_its_bytes() {
        for text in ["a\u{202e}b", "\u{7}\u{85}\u{feff}\u{e0041}x", "e\u{301}\u{200b}1"] {
            let shown = Shown::of(text, false);
            assert_eq!(shown.text.len(), text.len(), "{text:?}");
            assert!(hidden_signs(&shown.text).is_empty());
        }
        assert!(matches!(Shown::of("plain", false).text, Cow::Borrowed(_)));
    }

    #[test]
    fn graphemes_of_several_bytes_are_found_among_plain_letters() {
        let whole = |text: &str| -> Vec<Range<usize>> {
            let all = text.grapheme_indices(true).map(|(at, part)| at..at + part.len());
            all.filter(|range| range.len() > 1).collect()
        };
        for text in [
            "plain",
            "it’s “so”",
            "e\u{301}e\u{301}xe\u{301}",
            "a\r\nb\r\r\n\u{301}c\n",
            "\u{600}a\u{301}b",
            "a👩\u{200d}🚒b🇳🇴🇳c",
            "é",
        ] {
            assert_eq!(joined(text), whole(text), "{text:?}");
        }
    }

    #[test]
    fn only_a_text_without_letters_is_given_a_direction() {
        assert_eq!(Shown::of("12.4 %", true).lead, 3);
        assert_eq!(Shown::of("12.4 %", false).lead, 0);
        assert_eq!(Shown::of("12 km", true).lead, 0);
        assert_eq!(Shown::of("\u{202e}!", true).lead, 3);
    }
}
