//! What of a block is looked at on its own: names, and words between quotation marks.
//!
//! Both are told by their looks, and meant for figures: how many there are, and how many of them are
//! accounted for. Nothing is marked by them.

use std::ops::Range;

use super::{sentences, words};

/// Names in a block: words with a capital inside a sentence, those beside each other together.
///
/// The first word of a sentence has a capital anyway: it belongs to a name when the next word does.
/// A language in which every noun has a capital shows its names by nothing.
pub fn names(block: &str) -> Vec<Range<usize>> {
    let mut starts = sentences(block).into_iter().map(|sentence| sentence.start).peekable();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut first: Option<Range<usize>> = None;
    for word in words(block) {
        let mut is_first = false;
        while starts.next_if(|start| *start <= word.start).is_some() {
            is_first = true;
        }
        let opening = first.take();
        if !has_capital(&block[word.clone()]) {
            continue;
        }
        if is_first {
            first = Some(word);
            continue;
        }
        let joins = |before: &Range<usize>| is_between(&block[before.end..word.start]);
        if let Some(last) = out.last_mut().filter(|last| joins(last)) {
            last.end = word.end;
        } else if let Some(opening) = opening.filter(joins) {
            out.push(opening.start..word.end);
        } else {
            out.push(word);
        }
    }
    out
}

/// Whether a word begins with a capital and is more than one letter: “I” is none.
fn has_capital(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|second| second.is_alphabetic())
}

/// Whether what stands between two words leaves them one name.
fn is_between(between: &str) -> bool {
    matches!(between, " " | "-" | "\u{a0}" | ". " | "‐" | "\u{2011}")
}

/// The words between quotation marks in a block, without the marks. One that is not closed goes to
/// the end of the block. Single marks are apostrophes more often than not, and left alone.
pub fn quotations(block: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in block.char_indices() {
        match open {
            Some((start, end)) if is_end(c, end) => {
                out.push(start..at);
                open = None;
            }
            Some(_) => {}
            None => open = end_of(c).map(|end| (at + c.len_utf8(), end)),
        }
    }
    out.extend(open.map(|(start, _)| start..block.len()));
    out.retain(|range| block[range.clone()].chars().any(char::is_alphanumeric));
    out
}

/// What closes what `c` opens.
fn end_of(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' => '”',
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '"' => '"',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// German closes with “, and many with ”.
fn is_end(c: char, end: char) -> bool {
    c == end || (end == '“' && c == '”')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, ranges: Vec<Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_with_a_capital_inside_a_sentence_are_names() {
        let text =
            "Mara Kern met J. Smith in New York. The council knew, I think. It rained on Hale.";
        assert_eq!(of(text, names(text)), ["Mara Kern", "Smith", "New York", "Hale"]);
        assert_eq!(of("", names("")), [""; 0]);
    }

    #[test]
    fn words_between_marks_are_quotations() {
        let text = "“One,” he said, „zwei“ and «trois». \"Four\" it’s “five";
        assert_eq!(of(text, quotations(text)), ["One,", "zwei", "trois", "Four", "five"]);
        assert!(quotations("12\" and nothing “”").len() == 1);
    }
}
