//! Source notes on their way into an article: from two ends to a range of words.

use std::collections::BTreeMap;

use super::open_block::Edge;
use crate::model::{Article, Place, SourceNote};
use crate::text::{TextPos, TextRange, snap_to_graphemes, word_at};

/// Where the words of source notes begin and end in the article, by the number of the note.
#[derive(Debug, Default)]
pub(super) struct NotePlaces {
    ends: BTreeMap<usize, (Option<usize>, Option<usize>)>,
}

impl NotePlaces {
    /// Notes one end; the first to be told counts.
    pub(super) fn set(&mut self, note: usize, edge: Edge, at: usize) {
        let ends = self.ends.entry(note).or_default();
        match edge {
            Edge::Start => ends.0.get_or_insert(at),
            Edge::End => ends.1.get_or_insert(at),
        };
    }

    /// The notes with their places, in order of these; those without one come last.
    pub(super) fn place(&self, mut notes: Vec<SourceNote>, article: &Article) -> Vec<SourceNote> {
        for (n, note) in notes.iter_mut().enumerate() {
            let place = self.ends.get(&n).and_then(|(start, end)| {
                let start = start.or(*end)?;
                words(article, start, end.unwrap_or(start))
            });
            note.place = place.map_or_else(Place::nowhere, Place::At);
        }
        in_order(&mut notes);
        notes
    }
}

/// Puts notes in order of their places; those without one come last.
pub(super) fn in_order(notes: &mut [SourceNote]) {
    notes.sort_by_key(|note| {
        note.place.range().map_or((true, TextPos(0)), |range| (false, range.start()))
    });
}

/// The words between two places: without white space at the ends, and at a mere point the word there
/// or before it.
fn words(article: &Article, start: usize, end: usize) -> Option<TextRange> {
    let text = article.text();
    let range = text.get(start..end.max(start)).map_or(start..start, |words| {
        let from = start + (words.len() - words.trim_start().len());
        from.min(start + words.trim_end().len())..start + words.trim_end().len()
    });
    if !range.is_empty() {
        return Some(snap_to_graphemes(text, range.start, range.end));
    }
    let pos = TextPos::from_usize(text.floor_char_boundary(start));
    let block = article.blocks().get(article.block_index_at(pos))?.range;
    let pos = pos.clamp(block.start(), block.end()).as_usize() - block.start().as_usize();
    let (before, after) = block.of(text).split_at_checked(pos)?;
    let touches = after.starts_with(char::is_alphanumeric) && before.ends_with(char::is_whitespace);
    let letter = match before.rfind(char::is_alphanumeric) {
        Some(at) if !touches => at,
        _ => pos + after.find(char::is_alphanumeric).unwrap_or_default(),
    };
    let letter = TextPos::from_usize(block.start().as_usize() + letter);
    Some(word_at(text, block, letter)).filter(|word| !word.is_empty()).or(Some(block))
}
