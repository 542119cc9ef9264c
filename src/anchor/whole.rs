//! Words that were looked for and stand inside other words only are not found.

use crate::model::Selector;
use crate::text::{TextRange, word_segments};

/// How far around an end is looked, in characters.
const AROUND: usize = 12;

/// Whether `range` begins or ends inside a word or figure of `text`, where `selector` does not say
/// that it should: "5 million" is not in "1.5 million".
///
/// An end inside a word is meant when the stored context goes on as that word does, to the end of
/// the word or as far as it was stored. One equal character is not enough: the comma of "12, he
/// said" is also the comma of "12,500".
///
/// ```text
///   they un|locked| it      meant by prefix "they un", "un"; not by "they ", "run"
/// ```
pub(super) fn splits_a_word(text: &str, range: TextRange, selector: &Selector) -> bool {
    let bytes = range.bytes();
    let start_is_unmeant = around(text, bytes.start).is_some_and(|(word, _)| {
        let before = text[..bytes.start].chars().rev();
        !goes_on(before, word.chars().count(), selector.prefix.chars().rev())
    });
    start_is_unmeant
        || around(text, bytes.end).is_some_and(|(_, word)| {
            let after = text[bytes.end..].chars();
            !goes_on(after, word.chars().count(), selector.suffix.chars())
        })
}

/// Whether `context` is `text` for the `len` characters that the word has, as far as it is stored,
/// and does not go on with another letter.
fn goes_on(
    mut text: impl Iterator<Item = char>,
    len: usize,
    context: impl Iterator<Item = char>,
) -> bool {
    let mut stored = 0;
    for c in context.take(len + 1) {
        if text.next() != Some(c) {
            return stored == len && !c.is_alphanumeric();
        }
        stored += 1;
    }
    stored > 0
}

/// The two parts of the word that goes over the border at byte `at`, if one does.
fn around(text: &str, at: usize) -> Option<(&str, &str)> {
    let (before, after) = text.split_at_checked(at)?;
    let is_space = |c: char| c.is_ascii_whitespace(); // others can stand inside a figure
    if before.chars().next_back().is_none_or(is_space) || after.chars().next().is_none_or(is_space)
    {
        return None;
    }
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(from, _)| from);
    let to = after.char_indices().nth(AROUND).map_or(text.len(), |(to, _)| at + to);
    let word = word_segments(&text[from..to]).find(|word| at - from < word.end)?;
    (from + word.start < at).then(|| (&text[from + word.start..at], &text[at..from + word.end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splits(text: &str, prefix: &str, exact: &str, suffix: &str) -> bool {
        let start = text.find(exact).unwrap();
        let range = TextRange::checked(text, start, start + exact.len()).unwrap();
        let (prefix, suffix) = (prefix.to_owned(), suffix.to_owned());
        let selector = Selector { position: None, exact: exact.to_owned(), prefix, suffix };
        splits_a_word(text, range, &selector)
    }

    #[test]
    fn figures_and_words_are_not_found_inside_others() {
        for (text, exact) in [
            ("paid 15 million", "5 million"),
            ("paid 1.5 million", "5 million"),
            ("paid 12,500 once", "12"),
            ("paid 1\u{202f}500 once", "500"),
            ("they unlocked it", "locked"),
            ("don’t", "don"),
        ] {
            assert!(splits(text, "", exact, ""), "{exact} in {text}");
        }
    }

    #[test]
    fn whole_words_signs_and_scripts_without_spaces_are_found() {
        for (text, exact) in [
            ("paid (5 million).", "5 million"),
            ("“so”, he said", "“so”"),
            ("北京市政府", "京市"),
            ("one", "one"),
        ] {
            assert!(!splits(text, "", exact, ""), "{exact} in {text}");
        }
    }

    #[test]
    fn part_of_a_word_is_found_where_the_context_goes_on_as_the_word_does() {
        for prefix in ["they un", "un", "n"] {
            assert!(!splits("they unlocked it", prefix, "locked", " it"), "{prefix}");
        }
        for prefix in ["they ", "run", " n", ""] {
            assert!(splits("they unlocked it", prefix, "locked", " it"), "{prefix}");
        }
    }

    #[test]
    fn an_equal_comma_does_not_make_a_figure_longer() {
        assert!(splits("there were 12,500 of them", "there were ", "12", ", he said"));
        assert!(!splits("there were 12,500 of them", "there were ", "12", ",500 of"));
    }
}
