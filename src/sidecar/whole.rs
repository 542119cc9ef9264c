//! Words that were looked for and found inside other words are not found.

use crate::model::Selector;
use crate::text::{TextRange, words};

/// How far around an end is looked, in characters.
const AROUND: usize = 12;

/// Whether a place found by its words begins or ends inside a word or figure of `text`, where the
/// selector does not say that it should: "5 million" is not in "1.5 million".
///
/// An end inside a word is meant when the selector's context has the same character there.
pub(crate) fn splits_a_word(text: &str, range: TextRange, selector: &Selector) -> bool {
    let bytes = range.bytes();
    let char_before = text.get(..bytes.start).and_then(|before| before.chars().next_back());
    let char_after = text.get(bytes.end..).and_then(|after| after.chars().next());
    let start_is_meant = selector.prefix.chars().next_back() == char_before;
    let end_is_meant = selector.suffix.chars().next() == char_after;
    (!start_is_meant && is_inside_a_word(text, bytes.start))
        || (!end_is_meant && is_inside_a_word(text, bytes.end))
}

fn is_inside_a_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(from, _)| from);
    let to = after.char_indices().nth(AROUND).map_or(text.len(), |(to, _)| at + to);
    let border = at - from;
    words(&text[from..to]).any(|word| word.start < border && border < word.end)
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
    fn part_of_a_word_is_found_where_the_context_says_so() {
        assert!(!splits("they unlocked it", "they un", "locked", " it"));
        assert!(splits("they unlocked it", "they ", "locked", " it"));
    }
}
