//! Where words and paragraphs begin and end, for steps and for double clicks.
//!
//! A paragraph ends at a line feed. Nothing here knows how the text is set.

use std::ops::Range;

use crate::text::{TextPos, TextRange, previous_grapheme, word_at};

/// The end of the word that holds `at` or comes next; the end of the paragraph where none comes,
/// and from there the start of the next one.
pub(super) fn next_word_end(text: &str, at: usize) -> usize {
    let paragraph = paragraph_around(text, at);
    if at >= paragraph.end {
        return (paragraph.end + 1).min(text.len());
    }
    let mut from = at;
    while from < paragraph.end {
        let segment = segment_at(text, &paragraph, from);
        if segment.end <= from {
            break;
        }
        if is_word(text, &segment) {
            return first_dot(text, from..segment.end).unwrap_or(segment.end);
        }
        from = segment.end;
    }
    paragraph.end
}

/// The start of the word that ends at `at` or comes before; the start of the paragraph where none
/// does, and from there the end of the one before.
pub(super) fn previous_word_start(text: &str, at: usize) -> usize {
    let paragraph = paragraph_around(text, at);
    if at <= paragraph.start {
        return paragraph.start.saturating_sub(1);
    }
    let mut to = at;
    while to > paragraph.start {
        let segment = segment_at(text, &paragraph, before(text, to));
        if segment.start >= to {
            break;
        }
        if is_word(text, &segment) {
            return last_dot(text, segment.start..to).unwrap_or(segment.start);
        }
        to = segment.start;
    }
    paragraph.start
}

/// The word at `at`, or the one that ends there; a run of spaces or a sign where there is no word.
pub(super) fn word_around(text: &str, at: usize) -> Range<usize> {
    let paragraph = paragraph_around(text, at);
    let behind = segment_at(text, &paragraph, at);
    let has_behind = behind.contains(&at);
    if (has_behind && is_word(text, &behind)) || at <= paragraph.start {
        return behind;
    }
    let in_front = segment_at(text, &paragraph, before(text, at));
    if !has_behind || is_word(text, &in_front) { in_front } else { behind }
}

/// The paragraph that holds `at`, without the line feed behind it.
pub(super) fn paragraph_around(text: &str, at: usize) -> Range<usize> {
    let (front, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = front.rfind('\n').map_or(0, |feed| feed + 1);
    let end = behind.find('\n').map_or(text.len(), |feed| front.len() + feed);
    start..end
}

/// The byte where the grapheme before `at` begins.
pub(super) fn before(text: &str, at: usize) -> usize {
    previous_grapheme(text, TextPos::from_usize(at)).as_usize()
}

fn segment_at(text: &str, paragraph: &Range<usize>, at: usize) -> Range<usize> {
    let place = TextPos::from_usize;
    let within = TextRange::between(place(paragraph.start), place(paragraph.end));
    word_at(text, within, place(at)).bytes()
}

fn is_word(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|word| word.contains(char::is_alphanumeric))
}

/// A full stop between letters ends a word here: those of an address are gone through one by one.
fn first_dot(text: &str, range: Range<usize>) -> Option<usize> {
    let word = text.get(range.clone())?;
    let dot = word.char_indices().skip(1).find(|(at, letter)| is_dot(word, *at, *letter));
    dot.map(|(at, _)| range.start + at)
}

/// The start of what stands behind the last such full stop.
fn last_dot(text: &str, range: Range<usize>) -> Option<usize> {
    let word = text.get(range.clone())?;
    let dot = word.char_indices().rev().skip(1).find(|(at, letter)| is_dot(word, *at, *letter));
    dot.map(|(at, _)| range.start + at + 1)
}

fn is_dot(word: &str, at: usize, letter: char) -> bool {
    letter == '.' && word[at + 1..].starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places at which steps over words stop, from the start on and from the end back.
    fn stops(text: &str) -> (Vec<&str>, Vec<&str>) {
        let (mut on, mut back) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < text.len() {
            let to = next_word_end(text, at);
            assert!(to > at, "{text:?} at {at}");
            on.push(&text[at..to]);
            at = to;
        }
        while at > 0 {
            let to = previous_word_start(text, at);
            assert!(to < at, "{text:?} at {at}");
            back.push(&text[to..at]);
            at = to;
        }
        (on, back)
    }

    #[test]
    fn steps_over_words_end_behind_them_and_come_back_before_them() {
        let (on, back) = stops("It cost 12.4 million, he said.");
        assert_eq!(on, ["It", " cost", " 12.4", " million", ", he", " said", "."]);
        assert_eq!(back, ["said.", "he ", "million, ", "12.4 ", "cost ", "It "]);
    }

    #[test]
    fn an_address_is_gone_through_from_full_stop_to_full_stop() {
        let (on, back) = stops("www.example.org");
        assert_eq!(on, ["www", ".example", ".org"]);
        assert_eq!(back, ["org", "example.", "www."]);
    }

    #[test]
    fn words_of_arabic_and_hebrew_with_their_points_are_words() {
        assert_eq!(stops("שָׁלוֹם עֲלֵיכֶם").0, ["שָׁלוֹם", " עֲלֵיכֶם"]);
        assert_eq!(stops("افتتحت المدينة").1, ["المدينة", "افتتحت "]);
        assert_eq!(stops("said אמרה 12.4").0, ["said", " אמרה", " 12.4"]);
    }

    #[test]
    fn a_family_of_emoji_is_passed_as_a_whole() {
        let (on, back) = stops("a 👨‍👩‍👧 b");
        assert_eq!(on, ["a", " 👨‍👩‍👧 b"]);
        assert_eq!(back, ["b", "a 👨‍👩‍👧 "]);
    }

    #[test]
    fn the_end_of_a_paragraph_is_a_stop() {
        let (on, back) = stops("one.\n\ntwo");
        assert_eq!(on, ["one", ".", "\n", "\n", "two"]);
        assert_eq!(back, ["two", "\n", "\n", "one."]);
    }

    #[test]
    fn a_double_click_takes_the_word_under_it_or_the_one_that_ends_there() {
        let text = "said אמרה, now";
        let word = |at: usize| &text[word_around(text, at)];
        assert_eq!(word(0), "said");
        assert_eq!(word(4), "said");
        assert_eq!(word(7), "אמרה");
        assert_eq!(word(text.find(',').unwrap()), "אמרה");
        assert_eq!(word(text.len()), "now");
        assert_eq!(word_around("", 0), 0..0);
        assert_eq!(word_around("a\n", 2), 2..2);
    }
}
