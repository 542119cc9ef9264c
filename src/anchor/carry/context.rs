//! What stands around a mark: its block and its sentence.

use std::cell::RefCell;

use memchr::memchr;

use super::{Blocks, Carrier};
use crate::text::{TextRange, fold, sentences};

/// The sentences of the block that was asked for last, by their starts.
#[derive(Debug, Default)]
pub(super) struct Sentences(RefCell<Option<(TextRange, Vec<TextRange>)>>);

impl Sentences {
    /// The sentences of `block`, given to `look`.
    fn of<T>(&self, text: &str, block: TextRange, look: impl FnOnce(&[TextRange]) -> T) -> T {
        let mut kept = self.0.borrow_mut();
        match &mut *kept {
            Some((same, found)) if *same == block => look(found),
            kept => look(&kept.insert((block, split(text, block))).1),
        }
    }

    /// `range` with the sentences in which it begins and ends, as far as their blocks go.
    pub(super) fn around(&self, blocks: &Blocks<'_>, range: TextRange) -> TextRange {
        let (start, end) = (range.start().as_usize(), range.end().as_usize());
        let first = blocks.at(start).and_then(|block| {
            let within = |found: &[TextRange]| {
                found.iter().rev().find(|s| s.start() <= range.start()).copied()
            };
            self.of(blocks.text, block, within)
        });
        let last = blocks.at(end.saturating_sub(1)).and_then(|block| {
            let within =
                |found: &[TextRange]| found.iter().find(|s| s.end() >= range.end()).copied();
            self.of(blocks.text, block, within)
        });
        let from = first.map_or(range.start(), TextRange::start).min(range.start());
        let to = last.map_or(range.end(), TextRange::end).max(range.end());
        TextRange::between(from, to)
    }
}

/// The sentences of a block; a line that is wrapped does not end one.
fn split(text: &str, block: TextRange) -> Vec<TextRange> {
    let words = block.of(text);
    let unwrapped = memchr(b'\n', words.as_bytes()).map(|_| words.replace('\n', " "));
    let base = block.start().as_usize();
    let found = sentences(unwrapped.as_deref().unwrap_or(words)).into_iter();
    found.map(|s| TextRange::of_bytes(base + s.start..base + s.end)).collect()
}

impl Carrier<'_> {
    /// Whether the sentences around two places have the same words.
    pub(super) fn sentence_is_same(&self, old: TextRange, new: TextRange) -> bool {
        let before = self.old_sentences.around(self.old, old);
        let after = self.new_sentences.around(self.new, new);
        is_same(before.of(self.old.text), after.of(self.new.text))
    }
}

/// Whether two stretches have the same words.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || (!(a.is_ascii() && b.is_ascii() && a.len() == b.len()) && fold(a) == fold(b))
}

/// The paragraphs of a plain text; see [`Blocks::of_plain`].
pub(super) fn paragraphs(text: &str) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    let mut open: Vec<TextRange> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
        let line = TextRange::of_bytes(at..end);
        if line.of(text).trim().is_empty() {
            close(text, &mut open, &mut out);
        } else {
            open.push(line);
        }
        at = end + 1;
    }
    close(text, &mut open, &mut out);
    out
}

/// Ends a paragraph, which is several when its lines were not broken for want of room: when the first
/// word of a line would have stood on the line before.
fn close(text: &str, lines: &mut Vec<TextRange>, out: &mut Vec<TextRange>) {
    let widest = lines.iter().map(|line| line.len()).max().unwrap_or_default();
    let mut lines = lines.drain(..);
    let Some(mut block) = lines.next() else { return };
    let mut last = block;
    for line in lines {
        let word = line.of(text).split_whitespace().next().unwrap_or_default();
        if last.len() + 1 + word.len() > widest {
            block = TextRange::between(block.start(), line.end());
        } else {
            out.push(block);
            block = line;
        }
        last = line;
    }
    out.push(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| range.of(text)).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_short_lines_are_several() {
        let text = "The council met on a\nMonday and decided\nnothing at all.\n\nOne\nA second one";
        assert_eq!(of(text).len(), 3);
        assert_eq!(of("a\n \n\nb"), ["a", "b"]);
    }

    #[test]
    fn a_sentence_goes_on_over_a_wrapped_line() {
        let text = "The council met on a Monday\nmorning in May. Then it decided.";
        let blocks = Blocks::of_plain(text);
        let at = text.find("morning").unwrap();
        let around = Sentences::default().around(&blocks, TextRange::of_bytes(at..at + 7));
        assert_eq!(around.of(text), "The council met on a Monday\nmorning in May.");
    }
}
