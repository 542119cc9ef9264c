//! Where words stand in a text, for many words in one text.
//!
//! Looking through the whole text for each line would cost lines × text. A list of the places where
//! a word or sign begins, sorted by what stands there, answers each in a few comparisons.

use crate::text::TextRange;

/// How far two places are compared when the list is sorted, in bytes.
const DEPTH: usize = 48;

/// The places of a text where a word or a sign begins, sorted by the bytes that follow.
pub(super) struct Occurrences<'a> {
    text: &'a str,
    sorted: Vec<u32>,
}

impl<'a> Occurrences<'a> {
    /// The list for `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let mut sorted = Vec::with_capacity(text.len() / 3);
        let mut in_word = false;
        for (at, c) in text.char_indices() {
            let is_letter = c.is_alphanumeric();
            let begins = !is_letter || !in_word;
            if begins && !c.is_whitespace() {
                sorted.extend(u32::try_from(at));
            }
            in_word = is_letter;
        }
        sorted.sort_unstable_by_key(|at| head(text, *at as usize, DEPTH));
        Self { text, sorted }
    }

    /// The range of `exact` where `prefix`, `exact` and `suffix` stand together in one place only.
    ///
    /// `None` says nothing: they may stand nowhere, in several places, or begin inside a word.
    pub(super) fn only_place(&self, prefix: &str, exact: &str, suffix: &str) -> Option<TextRange> {
        let whole = [prefix, exact, suffix].concat();
        let needle = whole.trim_start();
        let skipped = whole.len() - needle.len();
        let key = needle.as_bytes().get(..needle.len().min(DEPTH))?;
        let at_key = |at: &u32| head(self.text, *at as usize, key.len());
        let from = self.sorted.partition_point(|at| at_key(at) < key);
        let mut found = None;
        for at in self.sorted[from..].iter().take_while(|at| at_key(at) == key) {
            let at = *at as usize;
            let start = at.checked_sub(skipped);
            if start.and_then(|start| self.text.get(start..)).is_some_and(|t| t.starts_with(&whole))
            {
                if found.is_some() {
                    return None;
                }
                found = start;
            }
        }
        let start = found? + prefix.len();
        TextRange::checked(self.text, start, start + exact.len())
    }
}

fn head(text: &str, at: usize, len: usize) -> &[u8] {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    &rest[..rest.len().min(len)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_once_are_found_and_others_are_not() {
        let text = "Paid “five”, got five back.\n\nPaid six.";
        let list = Occurrences::new(text);
        let start = |p, e, s| list.only_place(p, e, s).map(|range| range.start().as_usize());
        assert_eq!(start("", "six", ""), text.find("six"));
        assert_eq!(start("got ", "five", " back"), text.rfind("five"));
        assert_eq!(start(" got ", "five", ""), text.rfind("five"));
        assert_eq!(start("\n\n", "Paid", ""), text.rfind("Paid"));
        assert_eq!(start("", "“five”", ", got"), text.find('“'));
        for (prefix, exact) in [("", "five"), ("", "Paid"), ("", "seven"), ("", "")] {
            assert_eq!(start(prefix, exact, ""), None, "{exact}");
        }
    }

    #[test]
    fn long_words_are_compared_to_their_end() {
        let text = format!("{}a {}b", "x".repeat(60), "x".repeat(60));
        let list = Occurrences::new(&text);
        let words = format!("{}b", "x".repeat(60));
        assert_eq!(list.only_place("", &words, "").unwrap().start().as_usize(), 62);
    }
}
