//! The source map: which characters of the file each stretch of an article was made from.
//!
//! It is worked out with every import and stored nowhere: the same bytes give the same map. The
//! article keeps of it where pages begin. What an importer itself adds, such as the sign of a note, stands in no piece.

use crate::model::{PageStart, Pages};
use crate::text::{TextPos, TextRange};

/// Where the text of an article comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// The parts of the file that [`Origin`]s name by index, or what its pages are called; empty for a
    /// file of one piece.
    pub parts: Vec<String>,
    pieces: Vec<SourcePiece>,
}

/// A stretch of the article that comes from one stretch of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePiece {
    /// Where in the article.
    pub range: TextRange,
    /// Where in the file its first character stands.
    pub origin: Origin,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A character of a text document made of paragraphs and runs.
    Run {
        /// Index into [`SourceMap::parts`].
        part: u16,
        /// How many paragraphs of the part begin before this one: `w:p` elements in a Word file,
        /// `text:p` and `text:h` in an OpenDocument file.
        paragraph: u32,
        /// How many runs of the paragraph begin before this one: `w:r` elements in a Word file,
        /// stretches of characters between two tags in an OpenDocument file.
        run: u32,
        /// How many characters of the run stand before this one, in code points. A tab, a line break
        /// and a sign of a symbol font count as one.
        offset: u32,
    },
    /// A place on a page.
    Page {
        /// Which page, from 0. What it is called stands in [`SourceMap::parts`] at the same index.
        page: u32,
        /// Where on it.
        area: Area,
    },
    /// A line of a web page or of a part of a book: the one on which the element that holds the
    /// character begins.
    Line {
        /// Index into [`SourceMap::parts`], where there are any.
        part: u16,
        /// Counted from 1.
        line: u32,
    },
}

/// A rectangle on a page, in hundredths of a point from the upper left corner of the page as it is
/// shown, to the right and downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its left edge.
    pub left: i32,
    /// Its upper edge.
    pub top: i32,
    /// Its right edge.
    pub right: i32,
    /// Its lower edge.
    pub bottom: i32,
}

impl SourceMap {
    /// A map of pieces in order; one that overlaps the piece before it is left out.
    pub(super) fn new(parts: Vec<String>, mut pieces: Vec<SourcePiece>) -> Self {
        let mut end = TextPos(0);
        pieces.retain(|piece| {
            let fits = piece.range.start() >= end && !piece.range.is_empty();
            if fits {
                end = piece.range.end();
            }
            fits
        });
        Self { parts, pieces }
    }

    /// All pieces, in order of the article; they do not overlap.
    pub fn pieces(&self) -> &[SourcePiece] {
        &self.pieces
    }

    /// The pieces that share text with `range`.
    pub fn pieces_in(&self, range: TextRange) -> &[SourcePiece] {
        let from = self.pieces.partition_point(|piece| piece.range.end() <= range.start());
        let to = self.pieces.partition_point(|piece| piece.range.start() < range.end());
        self.pieces.get(from..to).unwrap_or_default()
    }

    /// Where the character at `pos` of `text`, the article's, comes from.
    pub fn origin_at(&self, text: &str, pos: TextPos) -> Option<Origin> {
        let before = self.pieces.partition_point(|piece| piece.range.start() <= pos);
        let piece = self.pieces.get(before.checked_sub(1)?)?;
        if !piece.range.contains(pos) {
            return None;
        }
        let behind = text.get(piece.range.start().as_usize()..pos.as_usize())?;
        Some(piece.origin.advanced(behind))
    }
}

impl SourceMap {
    /// Where pages begin in the article, by what they are called, or else by their number.
    pub(super) fn pages(&self) -> Pages {
        let mut starts: Vec<PageStart> = Vec::new();
        let mut last = None;
        for piece in &self.pieces {
            let Origin::Page { page, .. } = piece.origin else { continue };
            if last.replace(page) != Some(page) {
                let label = self.parts.get(page as usize).filter(|label| !label.is_empty());
                let label = label.cloned().unwrap_or_else(|| (u64::from(page) + 1).to_string());
                starts.push(PageStart { at: piece.range.start(), label });
            }
        }
        Pages::new(starts)
    }
}

impl Origin {
    /// The place behind `text`, which begins here; on a page, all of a piece has the same place.
    pub(super) fn advanced(self, text: &str) -> Self {
        let Self::Run { part, paragraph, run, offset } = self else { return self };
        let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Self::Run { part, paragraph, run, offset: offset.saturating_add(count) }
    }
}
