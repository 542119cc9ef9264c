//! A page that waits: all pages are read before the first one is put into the article, since what is
//! a running head shows only when its neighbours are known.
//!
//! A word of a waiting page takes six bytes beside its letters. Edges of words are kept in hundredths of
//! a point, which is what the source map tells of them; what lines are compared by is kept as it was.

use std::ops::Range;

use super::glyphs::{Artifact, Look};
use super::lines::{Segment, Word};
use super::page::{Line, PageLines};
use super::units::{hundredths, points};
use super::words::Words;
use crate::import::varint::{put, put_signed, take, take_short, take_signed};

const BOLD: u64 = 1;
const ITALIC: u64 = 2;
const RAISED: u64 = 4;
const GLUED: u64 = 8;

/// Room for a page, in bytes, for its text and for the rest.
const ROOM: [usize; 2] = [4 * 1024, 8 * 1024];

/// For how many pages there is room from the start. Room that nothing is put into takes no memory; to
/// make more of it later takes twice what is there.
const MOST_ROOM: usize = 2000;

/// The lines of all pages in as few bytes as they need.
///
/// They lie in one piece: pages in pieces of their own would part the memory that is used for every page
/// and given back behind it, so that the next page finds no room there.
#[derive(Debug, Default)]
pub(super) struct PackedPages {
    /// The text of all lines, one behind the other.
    text: String,
    /// The lines, each with its words, as far as they are no text.
    rest: Vec<u8>,
    pages: Vec<Packed>,
}

/// A page among them.
#[derive(Debug)]
struct Packed {
    height: f32,
    text: Range<usize>,
    rest: Range<usize>,
    /// The lines that are no part of the story, by their number.
    left_out: Box<[usize]>,
}

impl PackedPages {
    /// Nothing yet, with room for so many pages.
    pub(super) fn with_room(pages: usize) -> Self {
        let [text, rest] = ROOM.map(|each| each * pages.min(MOST_ROOM));
        Self {
            text: String::with_capacity(text),
            rest: Vec::with_capacity(rest),
            pages: Vec::with_capacity(pages),
        }
    }

    /// Packs the lines of the next page.
    pub(super) fn push(&mut self, page: &PageLines) {
        let (text, rest) = (self.text.len(), self.rest.len());
        for line in &page.lines {
            self.text.push_str(line.text());
            put_line(&mut self.rest, line);
        }
        let (text, rest) = (text..self.text.len(), rest..self.rest.len());
        self.pages.push(Packed { height: page.height, text, rest, left_out: Box::default() });
    }

    /// Leaves lines out from now on: of each page those with these numbers, in order.
    pub(super) fn leave_out(&mut self, lines: Vec<Vec<usize>>) {
        for (page, lines) in self.pages.iter_mut().zip(lines) {
            page.left_out = lines.into();
        }
    }

    /// The pages as they were, with the lines that were not left out, one after the other.
    pub(super) fn unpacked(&self) -> impl Iterator<Item = PageLines> {
        self.pages.iter().map(|page| {
            let mut text = self.text.get(page.text.clone()).unwrap_or_default();
            let mut rest = self.rest.get(page.rest.clone()).unwrap_or_default();
            let (mut lines, mut number) = (Vec::new(), 0);
            while !rest.is_empty() {
                let line = take_line(&mut rest, &mut text);
                if page.left_out.binary_search(&number).is_err() {
                    lines.push(line);
                }
                number += 1;
            }
            PageLines { lines, height: page.height }
        })
    }
}

fn put_line(bytes: &mut Vec<u8>, line: &Line) {
    let Line { all, cells, page, region, is_left } = line;
    let Segment { words, from, to, v, size, angle, artifact } = all;
    for number in [from, to, v, size] {
        bytes.extend(number.to_le_bytes());
    }
    put_signed(bytes, i64::from(*angle));
    let artifact = match artifact {
        Artifact::No => 0,
        Artifact::Some => 1,
        Artifact::Pagination => 2,
    };
    put(bytes, artifact << 1 | u64::from(*is_left));
    put(bytes, u64::from(*page));
    put(bytes, u64::from(*region));
    put(bytes, cells.len() as u64);
    for cell in cells {
        put(bytes, u64::from(*cell));
    }
    put(bytes, words.len() as u64);
    let mut end = 0;
    for word in words.iter() {
        put_word(bytes, &word, end);
        end = hundredths(word.to);
    }
}

fn put_word(bytes: &mut Vec<u8>, word: &Word<&str>, before: i32) {
    let Look { is_bold, is_italic, is_raised } = word.look;
    let flags = [(is_bold, BOLD), (is_italic, ITALIC), (is_raised, RAISED), (word.is_glued, GLUED)];
    let flags = flags.iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag).sum::<u64>();
    put(bytes, (word.text.len() as u64) << 4 | flags);
    let (from, to) = (hundredths(word.from), hundredths(word.to));
    put_signed(bytes, i64::from(from) - i64::from(before));
    put_signed(bytes, i64::from(to) - i64::from(from));
}

fn take_line(bytes: &mut &[u8], text: &mut &str) -> Line {
    let [from, to, v, size] = [(); 4].map(|()| take_float(bytes));
    let angle = i16::try_from(take_signed(bytes)).unwrap_or_default();
    let kind = take(bytes);
    let artifact = match kind >> 1 {
        0 => Artifact::No,
        1 => Artifact::Some,
        _ => Artifact::Pagination,
    };
    let (page, region) = (take_short(bytes), take_short(bytes));
    let cells = (0..take(bytes)).map(|_| take_short(bytes)).collect();
    let words = take_words(bytes, text);
    let all = Segment { words, from, to, v, size, angle, artifact };
    Line { all, cells, page, region, is_left: kind & 1 == 1 }
}

/// The words of a line; their text is the first of `text`, with a space in front of those not glued.
fn take_words(bytes: &mut &[u8], text: &mut &str) -> Words {
    let count = usize::try_from(take(bytes)).unwrap_or_default();
    let (mut length, mut before) = (0, 0);
    let words = (0..count).map(|n| {
        let first = take(bytes);
        let is = |flag| first & flag != 0;
        let look = Look { is_bold: is(BOLD), is_italic: is(ITALIC), is_raised: is(RAISED) };
        let is_glued = is(GLUED);
        length += u32::from(n > 0 && !is_glued) + u32::try_from(first >> 4).unwrap_or_default();
        let from = before + take_signed(bytes);
        let to = from + take_signed(bytes);
        before = to;
        Word { text: length, from: points(from), to: points(to), look, is_glued }
    });
    let words: Box<[Word<u32>]> = words.collect();
    let (own, behind) = text.split_at_checked(length as usize).unwrap_or((text, ""));
    *text = behind;
    Words::from_parts(own.into(), words)
}

fn take_float(bytes: &mut &[u8]) -> f32 {
    let Some((first, rest)) = bytes.split_first_chunk() else { return 0.0 };
    *bytes = rest;
    f32::from_le_bytes(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, from: f32, is_glued: bool) -> Word {
        let look = Look { is_bold: is_glued, is_italic: false, is_raised: !is_glued };
        Word { text: text.to_owned(), from, to: from + 12.25, look, is_glued }
    }

    fn line(words: &[Word], page: u32) -> Line {
        let words = Words::new(words);
        let (from, to, v, size) = (-1.5, 300.1, 0.1 + 0.2, 9.96);
        let all = Segment { words, from, to, v, size, angle: -90, artifact: Artifact::Pagination };
        Line { all, cells: [0, 2].into(), page, region: 300, is_left: page == 7 }
    }

    fn page() -> PageLines {
        let words = [word("Zoë", 72.5, false), word("1", -8.25, true), word("said", 90.0, false)];
        let lines = vec![line(&words, 7), line(&[], 8), line(&words[..1], 9)];
        PageLines { lines, height: 841.89 }
    }

    fn packed() -> PackedPages {
        let mut packed = PackedPages::with_room(1);
        packed.push(&page());
        packed.push(&PageLines::default());
        packed.push(&page());
        packed
    }

    #[test]
    fn lines_come_back_as_they_were() {
        let unpacked: Vec<PageLines> = packed().unpacked().collect();
        let pages = [page(), PageLines::default(), page()];
        assert_eq!(format!("{unpacked:?}"), format!("{pages:?}"));
    }

    #[test]
    fn lines_that_are_left_out_stay_out() {
        let mut packed = packed();
        packed.leave_out(vec![vec![], vec![], vec![0, 1]]);
        let pages: Vec<PageLines> = packed.unpacked().collect();
        assert_eq!(pages.iter().map(|page| page.lines.len()).collect::<Vec<_>>(), [3, 0, 1]);
        assert_eq!(pages[2].lines[0].text(), "Zoë");
    }
}
