//! A page as lines in order of reading.

use super::bidi;
use super::columns::{Row, regions};
use super::glyphs::PageGlyphs;
use super::lines::{Segment, Word, from_frame, segments};
use super::units::hundredths;
use super::words::Words;
use crate::import::source_map::Area;

/// A line: the segments of a row as one.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// All words in order of reading; the baseline is that of most of them.
    pub(super) all: Segment<Words>,
    /// Which of the words begin a cell, where there is more room than a line has.
    pub(super) cells: Box<[u32]>,
    /// The page, from 0, and which column or band of it.
    pub(super) page: u32,
    pub(super) region: u32,
    /// Whether it is read from right to left.
    pub(super) is_left: bool,
}

/// What is read of a page.
#[derive(Debug, Default)]
pub(super) struct PageLines {
    /// In order of reading; those that stand upright first.
    pub(super) lines: Vec<Line>,
    pub(super) height: f32,
}

impl PageLines {
    /// The lines of what page `number` shows; its signs are used up.
    pub(super) fn new(number: u32, page: &mut PageGlyphs) -> Self {
        let height = page.height;
        let mut lines = Vec::new();
        let mut region = 0;
        for segments in by_angle(segments(page.glyphs.drain(..))) {
            for rows in regions(segments) {
                lines.extend(rows.into_iter().map(|row| Line::new(row, number, region)));
                region += 1;
            }
        }
        Self { lines, height }
    }
}

/// The segments of each angle; first those of the angle that most words have.
fn by_angle(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut groups: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match groups.last_mut().filter(|group| group[0].angle == segment.angle) {
            Some(group) => group.push(segment),
            None => groups.push(vec![segment]),
        }
    }
    let words = |group: &Vec<Segment>| group.iter().map(|s| s.words.len()).sum::<usize>();
    groups.sort_by_key(|group| std::cmp::Reverse(words(group)));
    groups
}

/// The segments of a row as one, without their words; the baseline is that of most of them.
fn joined(row: &Row) -> Segment<Words> {
    let words = Words::default();
    let from = row.iter().map(|s| s.from).fold(f32::MAX, f32::min);
    let to = row.iter().map(|s| s.to).fold(f32::MIN, f32::max);
    match row.iter().max_by_key(|segment| segment.words.len()) {
        Some(Segment { v, size, angle, artifact, .. }) => {
            Segment { words, from, to, v: *v, size: *size, angle: *angle, artifact: *artifact }
        }
        None => Segment { words, from, to, ..Segment::default() },
    }
}

impl Line {
    fn new(mut row: Row, page: u32, region: u32) -> Self {
        let words = || row.iter().flat_map(|segment| &segment.words);
        let is_left = bidi::runs_left(words().flat_map(|word| {
            word.text.char_indices().map(|(at, c)| &word.text[at..at + c.len_utf8()])
        }));
        if is_left {
            row.reverse();
        }
        let mut words = Vec::new();
        let mut cells = Vec::with_capacity(row.len());
        let all = joined(&row);
        for segment in &mut row {
            if let Some(first) = segment.words.first_mut() {
                first.is_glued = false;
            }
            cells.push(u32::try_from(words.len()).unwrap_or(u32::MAX));
            words.append(&mut segment.words);
        }
        let all = Segment { words: Words::new(&words), ..all };
        Self { all, cells: cells.into(), page, region, is_left }
    }

    pub(super) fn text(&self) -> &str {
        self.all.words.text()
    }

    /// Where it begins and ends for its reader: both grow along the line, to the left in Hebrew.
    pub(super) fn edges(&self) -> (f32, f32) {
        let Segment { from, to, .. } = self.all;
        if self.is_left { (-to, -from) } else { (from, to) }
    }

    /// Where on the page a word of it stands.
    pub(super) fn area(&self, word: &Word<&str>) -> Area {
        let Segment { v, size, angle, .. } = self.all;
        let (top, bottom) = (v - 0.8 * size, v + 0.2 * size);
        let (a, b) = (from_frame(angle, word.from, top), from_frame(angle, word.to, bottom));
        Area {
            left: hundredths(a.0.min(b.0)),
            top: hundredths(a.1.min(b.1)),
            right: hundredths(a.0.max(b.0)),
            bottom: hundredths(a.1.max(b.1)),
        }
    }
}
