//! The top of a plain text article: headline, deck, byline and date lines before the story begins.

use std::ops::Range;

use super::meta::{self, Field};
use super::plain::{Piece, lines};
use crate::model::{ArticleMeta, BlockKind};

/// How many lines are looked at; what stands lower is the story.
const MOST_LINES: usize = 12;

/// From this length on, in characters, a line is a paragraph and not a part of a wrapped one.
const UNWRAPPED: usize = 160;

/// The top of an article while it is read, line by line.
struct Front<'a> {
    text: &'a str,
    /// The first lines that are not blank, each with the index of its chunk.
    lines: Vec<(usize, Range<usize>)>,
    /// The text of the first chunks, to tell a headline from the first line of a poem.
    chunks: &'a [Range<usize>],
    pieces: Vec<Piece>,
}

/// The blocks at the top of `text`; what they say goes into `meta`. Empty when the story begins at
/// once.
pub(super) fn read(text: &str, chunks: &[Range<usize>], meta: &mut ArticleMeta) -> Vec<Piece> {
    let chunk_lines = |(n, chunk): (usize, &Range<usize>)| {
        lines(text, chunk.clone()).take(MOST_LINES).map(move |line| (n, line)).collect::<Vec<_>>()
    };
    let lines = chunks.iter().enumerate().take(MOST_LINES).flat_map(chunk_lines);
    let lines = lines.take(MOST_LINES).collect();
    let mut front = Front { text, lines, chunks, pieces: Vec::new() };
    for n in 0..front.lines.len() {
        let Some(kind) = front.kind_of(n, meta) else {
            front.read_date_prefix(n, meta);
            break;
        };
        let range = front.lines[n].1.clone();
        front.pieces.push(Piece { kind, level: 0, range });
    }
    front.pieces
}

impl<'a> Front<'a> {
    fn line(&self, n: usize) -> Option<&'a str> {
        self.lines.get(n).map(|(_, range)| self.text[range.clone()].trim())
    }

    fn has(&self, kind: BlockKind) -> bool {
        self.pieces.iter().any(|piece| piece.kind == kind)
    }

    /// What line `n` is, when all lines before it were part of the top; `None` ends the top.
    fn kind_of(&self, n: usize, meta: &mut ArticleMeta) -> Option<BlockKind> {
        let line = self.line(n)?;
        if let Some(kind) = data_line(line, meta) {
            return Some(kind);
        }
        if !self.has(BlockKind::Headline) && self.is_headline(n, line) {
            meta.title = Some(line.to_owned());
            return Some(BlockKind::Headline);
        }
        let is_under_headline = self.pieces.last().is_some_and(|p| p.kind == BlockKind::Headline);
        (is_under_headline && self.is_deck(n, line)).then_some(BlockKind::Deck)
    }

    /// A date in front of the first sentence is noted and stays in its paragraph.
    fn read_date_prefix(&self, n: usize, meta: &mut ArticleMeta) {
        if let Some((date, _)) = self.line(n).and_then(meta::date_prefix)
            && meta.date.is_none()
        {
            meta.date = Some(date.to_owned());
        }
    }

    fn is_headline(&self, n: usize, line: &str) -> bool {
        meta::is_like_headline(line)
            && meta::date_prefix(line).is_none()
            && self.line(n + 1).is_some_and(meta::begins_sentence)
            && (self.is_last_of_chunk(n) || self.is_unwrapped_before(n) || self.has_data_below(n))
            && self.has_story_below(n, line)
    }

    /// A line under the headline: without a full stop, or with the byline right under it.
    fn is_deck(&self, n: usize, line: &str) -> bool {
        let is_before_data = self.line(n + 1).is_some_and(is_data_line);
        let is_alone = self.is_last_of_chunk(n) && !meta::ends_sentence(line);
        line.chars().count() <= 300
            && !meta::is_list_item(line)
            && (is_before_data || (is_alone && self.has_story_below(n, line)))
    }

    fn is_last_of_chunk(&self, n: usize) -> bool {
        self.lines.get(n + 1).is_none_or(|(chunk, _)| *chunk != self.lines[n].0)
    }

    /// The next line is too long for a wrapped paragraph, so this one is no part of it.
    fn is_unwrapped_before(&self, n: usize) -> bool {
        self.line(n + 1).is_some_and(|next| next.chars().count() > UNWRAPPED)
    }

    /// The byline or the date follows in the same chunk, at most a deck between.
    fn has_data_below(&self, n: usize) -> bool {
        let chunk = self.lines[n].0;
        self.lines[n + 1..]
            .iter()
            .take(2)
            .any(|(other, range)| *other == chunk && is_data_line(&self.text[range.clone()]))
    }

    /// Something clearly longer that ends as a sentence follows within a few chunks.
    fn has_story_below(&self, n: usize, line: &str) -> bool {
        let (chunk, range) = &self.lines[n];
        let rest_of_chunk = range.end..self.chunks[*chunk].end;
        let below = self.chunks[chunk + 1..].iter().take(4).cloned();
        std::iter::once(rest_of_chunk)
            .chain(below)
            .any(|part| part.len() * 2 > line.len() * 3 && meta::ends_sentence(&self.text[part]))
    }
}

/// Whether a line is a label, a byline or a date.
fn is_data_line(line: &str) -> bool {
    data_line(line, &mut ArticleMeta::default()).is_some()
}

/// Reads a line that says something about the article; the first to say so counts.
fn data_line(line: &str, meta: &mut ArticleMeta) -> Option<BlockKind> {
    let (slot, value, kind) = if let Some(who) = meta::byline(line) {
        (&mut meta.byline, who, BlockKind::Byline)
    } else if let Some(date) = whole_line_date(line) {
        (&mut meta.date, date, BlockKind::Byline)
    } else {
        match meta::labelled(line)? {
            (Field::Title, value) => (&mut meta.title, value, BlockKind::Headline),
            (Field::Byline, value) => (&mut meta.byline, value, BlockKind::Byline),
            (Field::Date, value) => (&mut meta.date, value, BlockKind::Byline),
        }
    };
    slot.get_or_insert_with(|| value.to_owned());
    Some(kind)
}

fn whole_line_date(line: &str) -> Option<&str> {
    let prefix = meta::date_prefix(line).filter(|(_, rest)| rest.is_empty());
    prefix.map(|(date, _)| date).or_else(|| meta::whole_date(line))
}
