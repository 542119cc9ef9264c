//! Addresses on one line: cut in the middle, since both ends tell most, and in their order.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::signs::is_rtl_letter;

/// What stands for the part that is left out.
const ELLIPSIS: &str = "…";

/// `text`, or its beginning and its end with an ellipsis between them where it has more than `most`
/// characters as people see them. Two thirds are of the beginning.
pub fn elided(text: &str, most: usize) -> Cow<'_, str> {
    let mut starts = text.grapheme_indices(true).map(|(at, _)| at);
    if text.len() <= most || starts.clone().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(1);
    let tail = room / 3;
    let head = starts.nth(room - tail).unwrap_or(text.len());
    let ends = text.grapheme_indices(true).rev().map(|(at, _)| at);
    let behind =
        tail.checked_sub(1).and_then(|nth| ends.into_iter().nth(nth)).unwrap_or(text.len());
    Cow::Owned([&text[..head], ELLIPSIS, &text[behind..]].concat())
}

/// `words` between isolates, when they hold right-to-left letters.
///
/// Among other words they turn nothing round then but themselves: a date behind a Hebrew name would
/// otherwise fall apart. For the eye alone.
pub fn isolated(words: &str) -> Cow<'_, str> {
    const FIRST_STRONG: char = '\u{2068}';
    const END: char = '\u{2069}';
    if !words.chars().any(is_rtl_letter) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("{FIRST_STRONG}{words}{END}"))
}

/// `address` so that its parts stand from left to right in their order, whatever they are written
/// in: a direction mark behind each sign that parts them. For the eye alone.
///
/// *Limits*: controls of the address itself have to be made visible before.
pub fn in_order(address: &str) -> Cow<'_, str> {
    const LEFT_TO_RIGHT: char = '\u{200e}';
    if !address.chars().any(is_rtl_letter) {
        return Cow::Borrowed(address);
    }
    let mut out = String::with_capacity(address.len() * 2);
    for sign in address.chars() {
        out.push(sign);
        if sign.is_ascii_punctuation() {
            out.push(LEFT_TO_RIGHT);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_kept_and_no_character_is_cut() {
        assert_eq!(elided("https://example.org/a/b/c", 25), "https://example.org/a/b/c");
        assert_eq!(elided("https://example.org/a/b/c", 13), "https://…/b/c");
        assert_eq!(
            elided("e\u{301}e\u{301}e\u{301}e\u{301}", 4),
            "e\u{301}e\u{301}e\u{301}e\u{301}"
        );
        assert_eq!(elided("ae\u{301}bce\u{301}", 4), "ae\u{301}…e\u{301}");
    }

    #[test]
    fn little_room_leaves_the_beginning_or_nothing() {
        assert_eq!((elided("abcd", 2), elided("abcd", 1)), ("a…".into(), "…".into()));
        assert_eq!((elided("abcd", 0), elided("", 0)), ("…".into(), "".into()));
    }

    #[test]
    fn right_to_left_words_are_kept_by_themselves() {
        assert_eq!(isolated("Ada"), "Ada");
        assert_eq!(isolated("יעל"), "\u{2068}יעל\u{2069}");
    }

    #[test]
    fn parts_of_an_address_keep_their_order_in_any_script() {
        assert_eq!(in_order("https://a.b/c?d=1"), "https://a.b/c?d=1");
        assert_eq!(in_order("a/א/ב/1"), "a/\u{200e}א/\u{200e}ב/\u{200e}1");
    }
}
