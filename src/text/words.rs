//! What counts as a word, in every script.
//!
//! Where words stand apart, UAX #29 tells them. Chinese, Japanese, Thai, Lao, Khmer and Burmese run
//! on without spaces, and UAX #29 gives them up letter by letter: there a dictionary tells the words,
//! the one by which the page knows where a line of such text may be broken.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation as _};

/// By what the words of a text are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordUnit {
    /// By UAX #29 alone.
    #[default]
    Segments,
    /// By a dictionary too, since some of it is in a script without spaces.
    Dictionary,
}

impl WordUnit {
    /// The unit of `text`.
    pub fn of(text: &str) -> Self {
        let runs_on = |c| is_unspaced(c) && c.is_alphanumeric();
        if text.chars().any(runs_on) { Self::Dictionary } else { Self::Segments }
    }

    /// One word for scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Segments => "uax29",
            Self::Dictionary => "uax29-dictionary",
        }
    }

    /// What is counted as a word, in a sentence for people, without a full stop.
    pub fn label(self) -> &'static str {
        match self {
            Self::Segments => "A word is a segment of UAX #29 with a letter or a digit in it",
            Self::Dictionary => {
                "A word is a segment of UAX #29 with a letter or a digit in it; where the script has \
                 no spaces, a word of the ICU dictionary"
            }
        }
    }
}

/// The words of `text` as byte ranges: UAX #29 segments with a letter or a digit, and words of a
/// dictionary in scripts without spaces.
pub fn words(text: &str) -> Words<'_> {
    Words {
        text,
        segments: text.split_word_bound_indices().peekable(),
        told: Vec::new().into_iter(),
    }
}

/// The UAX #29 segments of `text` with a letter or a digit, as byte ranges: [`words`] where there are
/// spaces, single letters where there are none. For what compares texts, where a guess would harm.
pub fn word_segments(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_word_bound_indices()
        .filter(|(_, segment)| has_word(segment))
        .map(|(at, segment)| at..at + segment.len())
}

/// How many [`words`] `text` has.
pub fn count_words(text: &str) -> usize {
    words(text).count()
}

/// The words of a text; see [`words`].
#[expect(missing_debug_implementations, reason = "what it walks over has none")]
pub struct Words<'a> {
    text: &'a str,
    segments: Peekable<UWordBoundIndices<'a>>,
    /// Words of a run without spaces, told by the dictionary.
    told: IntoIter<Range<usize>>,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(word) = self.told.next() {
                return Some(word);
            }
            let (at, segment) = self.segments.next()?;
            let end = at + segment.len();
            if runs_on(segment) {
                let mut ends = vec![end];
                while let Some((at, next)) = self.segments.next_if(|(_, next)| runs_on(next)) {
                    ends.push(at + next.len());
                }
                self.told = by_dictionary(self.text, at, &ends);
            } else if has_word(segment) {
                return Some(at..end);
            }
        }
    }
}

fn has_word(segment: &str) -> bool {
    segment.chars().any(char::is_alphanumeric)
}

/// Whether a segment belongs to a run without spaces.
fn runs_on(segment: &str) -> bool {
    // All such scripts stand behind U+0E00, whose first byte this is.
    segment.as_bytes().first().is_some_and(|byte| *byte >= 0xe0)
        && segment.chars().next().is_some_and(is_unspaced)
}

/// Whether words of the script of `c` stand without spaces, and a dictionary knows them.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'                             // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' // Burmese
        | '\u{aa60}'..='\u{aa7f}'
        | '\u{1780}'..='\u{17ff}'                           // Khmer
        | '\u{3005}'..='\u{3007}'                           // Chinese and Japanese
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The words of a run without spaces: it stands at `base`, and its segments end at `ends`. What ends
/// inside a segment goes on: an accent stays with its letter, whatever the dictionary says.
fn by_dictionary(text: &str, base: usize, ends: &[usize]) -> IntoIter<Range<usize>> {
    let segmenter: WordSegmenterBorrowed<'_> = WordSegmenter::new_dictionary(Default::default());
    let run = ends.last().and_then(|end| text.get(base..*end)).unwrap_or_default();
    let breaks = segmenter.segment_str(run).map(|end| base + end);
    let mut words = Vec::new();
    let mut start = base;
    for end in breaks.filter(|end| ends.binary_search(end).is_ok()) {
        if text.get(start..end).is_some_and(has_word) {
            words.push(start..end);
        }
        start = end;
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word]).collect()
    }

    #[test]
    fn signs_are_not_words() {
        assert_eq!(count_words("— 12.4 million, “he said” …"), 4);
    }

    #[test]
    fn where_there_are_no_spaces_a_dictionary_tells_the_words() {
        assert_eq!(told("ภาษาไทย 12 คำ"), ["ภาษา", "ไทย", "12", "คำ"]);
        assert_eq!(told("こんにちは世界。"), ["こんにちは", "世界"]);
        assert_eq!(told("In 東京都, 3日"), ["In", "東京", "都", "3", "日"]);
    }

    #[test]
    fn the_unit_is_named_by_what_the_text_needs() {
        assert_eq!(WordUnit::of("Ärger, שלום, नमस्ते 12"), WordUnit::Segments);
        assert_eq!(WordUnit::of("a 東京 b"), WordUnit::Dictionary);
    }

    #[test]
    fn words_are_in_order_and_do_not_overlap() {
        for text in ["ကခဂ abc ຄຳ ខ្មែរ", "ๅๅๅ 々々 ｱｲｳ", "ก\u{301}ข 👩‍🚒東", "\u{e31}\u{e31}x"]
        {
            let mut end = 0;
            for word in words(text) {
                assert!(word.start >= end && word.end > word.start, "{text}: {word:?}");
                assert!(text.get(word.clone()).is_some(), "{text}: {word:?}");
                end = word.end;
            }
        }
    }
}
