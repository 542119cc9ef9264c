//! A page as lines in order of reading.

use super::bidi;
use super::columns::{Row, regions};
use super::glyphs::PageGlyphs;
use super::lines::{Segment, Word, from_frame, push_words, segments};
use super::units::whole;
use crate::import::source_map::Area;

/// A line: the segments of a row as one.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// All words in order of reading; the baseline is that of most of them.
    pub(super) all: Segment,
    /// Which of the words begin a cell, where there is more room than a line has.
    pub(super) cells: Vec<usize>,
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
    /// The lines of what page `number` shows.
    pub(super) fn new(number: u32, page: PageGlyphs) -> Self {
        let height = page.height;
        let mut lines = Vec::new();
        let mut region = 0;
        for segments in by_angle(segments(page.glyphs)) {
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

/// The segment that most words of a row are in, without its words.
fn main(row: &Row) -> Segment {
    let main = row.iter().max_by_key(|segment| segment.words.len());
    main.map_or_else(Segment::default, |main| Segment { words: Vec::new(), ..*main })
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
        let all = Segment {
            words: Vec::new(),
            from: row.iter().map(|s| s.from).fold(f32::MAX, f32::min),
            to: row.iter().map(|s| s.to).fold(f32::MIN, f32::max),
            ..main(&row)
        };
        let mut line = Self { all, cells: Vec::new(), page, region, is_left };
        for mut segment in row {
            if let Some(first) = segment.words.first_mut() {
                first.is_glued = false;
            }
            line.cells.push(line.all.words.len());
            line.all.words.append(&mut segment.words);
        }
        line
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        push_words(&mut text, &self.all.words);
        text
    }

    /// Where it begins and ends for its reader: both grow along the line, to the left in Hebrew.
    pub(super) fn edges(&self) -> (f32, f32) {
        let Segment { from, to, .. } = self.all;
        if self.is_left { (-to, -from) } else { (from, to) }
    }

    /// Where on the page a word of it stands.
    pub(super) fn area(&self, word: &Word) -> Area {
        let Segment { v, size, angle, .. } = self.all;
        let (top, bottom) = (v - 0.8 * size, v + 0.2 * size);
        let (a, b) = (from_frame(angle, word.from, top), from_frame(angle, word.to, bottom));
        let hundredths = |at: f32| whole(at * 100.0);
        Area {
            left: hundredths(a.0.min(b.0)),
            top: hundredths(a.1.min(b.1)),
            right: hundredths(a.0.max(b.0)),
            bottom: hundredths(a.1.max(b.1)),
        }
    }
}
