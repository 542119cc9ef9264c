//! The source map: which characters of the file each stretch of an article was made from.
//!
//! It is worked out with every import and stored nowhere: the same bytes give the same map. The
//! article keeps of it where pages begin. What an importer itself adds, such as the sign of a note,
//! stands in no piece.
//!
//! A PDF has a piece for every word, so pieces are kept as what is new against the piece before, in
//! chunks that are read from their start.

use super::varint::{put, put_signed, take, take_short, take_signed};
use crate::model::{PageStart, Pages};
use crate::text::{TextPos, TextRange};

/// How many pieces a chunk has: what is read to find one.
const CHUNK: usize = 128;

/// Where the text of an article comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// The parts of the file that [`Origin`]s name by index, or what its pages are called; empty for a
    /// file of one piece.
    pub parts: Vec<String>,
    chunks: Vec<Chunk>,
}

/// A stretch of the article that comes from one stretch of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// All pieces, in order of the article; they do not overlap.
    pub fn pieces(&self) -> impl Iterator<Item = SourcePiece> {
        self.chunks.iter().flat_map(Chunk::pieces)
    }

    /// The pieces that share text with `range`.
    pub fn pieces_in(&self, range: TextRange) -> impl Iterator<Item = SourcePiece> {
        let before = self.chunks.partition_point(|chunk| chunk.start <= range.start());
        let chunks = self.chunks.get(before.saturating_sub(1)..).unwrap_or_default();
        let pieces = chunks.iter().flat_map(Chunk::pieces);
        pieces
            .skip_while(move |piece| piece.range.end() <= range.start())
            .take_while(move |piece| piece.range.start() < range.end())
    }

    /// Where the character at `pos` of `text`, the article's, comes from.
    pub fn origin_at(&self, text: &str, pos: TextPos) -> Option<Origin> {
        let before = self.chunks.partition_point(|chunk| chunk.start <= pos);
        let chunk = self.chunks.get(before.checked_sub(1)?)?;
        let piece = chunk.pieces().find(|piece| piece.range.contains(pos))?;
        let behind = text.get(piece.range.start().as_usize()..pos.as_usize())?;
        Some(piece.origin.advanced(behind))
    }

    /// Where pages begin in the article, by what they are called, or else by their number.
    pub(super) fn pages(&self) -> Pages {
        let mut starts: Vec<PageStart> = Vec::new();
        let mut last = None;
        for piece in self.pieces() {
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

/// A source map that is being made.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    chunks: Vec<Chunk>,
    /// The bytes of the last chunk, and how many pieces it has.
    open: Vec<u8>,
    count: usize,
    last: Option<SourcePiece>,
}

impl Pieces {
    /// Adds a piece. One that is empty, or that begins before the end of the one before, is left out.
    pub(super) fn push(&mut self, piece: SourcePiece) {
        let end = self.last.map_or(TextPos(0), |last| last.range.end());
        if piece.range.start() < end || piece.range.is_empty() {
            return;
        }
        if self.count == CHUNK {
            self.close();
        }
        let before = if self.count == 0 { Before::START } else { Before::of(self.last) };
        if self.count == 0 {
            self.chunks.push(Chunk { start: piece.range.start(), bytes: Box::default() });
        }
        put_piece(&mut self.open, &piece, before);
        self.count += 1;
        self.last = Some(piece);
    }

    fn close(&mut self) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.bytes = self.open.as_slice().into();
        }
        self.open.clear();
        self.count = 0;
    }

    /// The map, with the parts that its places name.
    pub(super) fn finish(mut self, parts: Vec<String>) -> SourceMap {
        self.close();
        SourceMap { parts, chunks: self.chunks }
    }
}

/// Pieces one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chunk {
    /// Where in the article the first one begins.
    start: TextPos,
    bytes: Box<[u8]>,
}

impl Chunk {
    fn pieces(&self) -> impl Iterator<Item = SourcePiece> {
        let mut rest = &*self.bytes;
        let mut before = Before::START;
        std::iter::from_fn(move || {
            let piece = (!rest.is_empty()).then(|| take_piece(&mut rest, before))?;
            before = Before::of(Some(piece));
            Some(piece)
        })
    }
}

/// What a piece is compared with: where the one before it ends, and its origin.
#[derive(Clone, Copy)]
struct Before {
    end: u32,
    /// The page, the paragraph or the line.
    number: u32,
    area: Area,
}

impl Before {
    /// In front of the first piece of a chunk.
    const START: Self =
        Self { end: 0, number: 0, area: Area { left: 0, top: 0, right: 0, bottom: 0 } };

    fn of(piece: Option<SourcePiece>) -> Self {
        let Some(SourcePiece { range, origin }) = piece else { return Self::START };
        let start = Self { end: range.end().0, ..Self::START };
        match origin {
            Origin::Run { paragraph, .. } => Self { number: paragraph, ..start },
            Origin::Page { page, area } => Self { number: page, area, ..start },
            Origin::Line { line, .. } => Self { number: line, ..start },
        }
    }
}

/// What is told of a piece with its distance from the one before: the kind of its origin, and of a place
/// on a page whether it is on the line of the one before.
const RUN: u64 = 0;
const PAGE: u64 = 1;
const LINE: u64 = 2;
const SAME_LINE: u64 = 3;

fn put_piece(bytes: &mut Vec<u8>, piece: &SourcePiece, before: Before) {
    let gap = u64::from(piece.range.start().0.saturating_sub(before.end)) << 2;
    let length = u64::from(piece.range.end().0 - piece.range.start().0);
    let far = |number: u32| i64::from(number) - i64::from(before.number);
    match piece.origin {
        Origin::Run { part, paragraph, run, offset } => {
            put_all(bytes, [gap | RUN, length, u64::from(part)]);
            put_signed(bytes, far(paragraph));
            put_all(bytes, [run, offset].map(u64::from));
        }
        Origin::Line { part, line } => {
            put_all(bytes, [gap | LINE, length, u64::from(part)]);
            put_signed(bytes, far(line));
        }
        Origin::Page { page, area } => {
            let same = (before.number, before.area.top, before.area.bottom);
            let is_same = same == (page, area.top, area.bottom);
            put_all(bytes, [gap | if is_same { SAME_LINE } else { PAGE }, length]);
            put_signed(bytes, i64::from(area.left) - i64::from(before.area.right));
            put_signed(bytes, i64::from(area.right) - i64::from(area.left));
            if !is_same {
                put_signed(bytes, far(page));
                put_signed(bytes, i64::from(area.top));
                put_signed(bytes, i64::from(area.bottom));
            }
        }
    }
}

fn put_all<const N: usize>(bytes: &mut Vec<u8>, numbers: [u64; N]) {
    for number in numbers {
        put(bytes, number);
    }
}

fn take_piece(bytes: &mut &[u8], before: Before) -> SourcePiece {
    let first = take(bytes);
    let gap = u32::try_from(first >> 2).unwrap_or_default();
    let start = before.end.saturating_add(gap);
    let range =
        TextRange::between(TextPos(start), TextPos(start.saturating_add(take_short(bytes))));
    let edge = |edge: i64| i32::try_from(edge).unwrap_or_default();
    let number = |far: i64| u32::try_from(i64::from(before.number) + far).unwrap_or_default();
    let origin = match first & 3 {
        RUN => Origin::Run {
            part: u16::try_from(take(bytes)).unwrap_or_default(),
            paragraph: number(take_signed(bytes)),
            run: take_short(bytes),
            offset: take_short(bytes),
        },
        LINE => Origin::Line {
            part: u16::try_from(take(bytes)).unwrap_or_default(),
            line: number(take_signed(bytes)),
        },
        kind => {
            let left = i64::from(before.area.right) + take_signed(bytes);
            let right = left + take_signed(bytes);
            let (left, right) = (edge(left), edge(right));
            if kind == SAME_LINE {
                let area = Area { left, right, ..before.area };
                Origin::Page { page: before.number, area }
            } else {
                let page = number(take_signed(bytes));
                let (top, bottom) = (edge(take_signed(bytes)), edge(take_signed(bytes)));
                Origin::Page { page, area: Area { left, top, right, bottom } }
            }
        }
    };
    SourcePiece { range, origin }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: u32, end: u32, origin: Origin) -> SourcePiece {
        SourcePiece { range: TextRange::between(TextPos(start), TextPos(end)), origin }
    }

    fn map(pieces: &[SourcePiece]) -> SourceMap {
        let mut made = Pieces::default();
        for piece in pieces {
            made.push(*piece);
        }
        made.finish(Vec::new())
    }

    /// Words of five letters on lines of ten, forty lines a page, and something of the other kinds.
    fn pieces() -> Vec<SourcePiece> {
        let words = (0..1000u32).map(|n| {
            let (left, top) = ((n % 10).cast_signed() * 3000, (n / 10 % 40).cast_signed() * 1200);
            let area = Area { left, top, right: left + 2750, bottom: top + 1000 };
            piece(n * 6, n * 6 + 5, Origin::Page { page: n / 400, area })
        });
        let run = Origin::Run { part: 3, paragraph: 70_000, run: 2, offset: 1 };
        let line = Origin::Line { part: u16::MAX, line: u32::MAX };
        let far = Area { left: i32::MIN, top: i32::MAX, right: i32::MAX, bottom: i32::MIN };
        let far = Origin::Page { page: u32::MAX, area: far };
        let others = [piece(6000, 6001, run), piece(6001, 6002, line), piece(6900, 7000, far)];
        words.chain(others).collect()
    }

    #[test]
    fn pieces_come_back_as_they_were_put() {
        assert_eq!(map(&pieces()).pieces().collect::<Vec<_>>(), pieces());
    }

    #[test]
    fn the_pieces_of_a_range_and_the_place_of_a_character_are_found_in_any_chunk() {
        let (map, pieces, text) = (map(&pieces()), pieces(), "x".repeat(7000));
        for n in [0, 127, 128, 129, 900, 1002] {
            let range = pieces[n].range;
            assert_eq!(map.pieces_in(range).collect::<Vec<_>>(), [pieces[n]], "{n}");
            assert_eq!(map.origin_at(&text, range.start()), Some(pieces[n].origin), "{n}");
        }
        let over = TextRange::between(TextPos(4), TextPos(13));
        assert_eq!(map.pieces_in(over).collect::<Vec<_>>(), pieces[0..3]);
        assert_eq!((map.origin_at(&text, TextPos(5)), map.pieces_in(over).count()), (None, 3));
    }

    #[test]
    fn a_piece_that_overlaps_the_one_before_is_left_out() {
        let at = |line| Origin::Line { part: 0, line };
        let map = map(&[piece(0, 4, at(1)), piece(3, 6, at(2)), piece(4, 4, at(3))]);
        assert_eq!(map.pieces().collect::<Vec<_>>(), [piece(0, 4, at(1))]);
    }

    #[test]
    fn a_word_of_a_page_takes_a_few_bytes() {
        let bytes: usize = map(&pieces()).chunks.iter().map(|chunk| chunk.bytes.len()).sum();
        assert!(bytes < 8 * 1003, "{bytes}");
    }
}
