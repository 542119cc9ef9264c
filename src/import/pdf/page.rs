//! A page as lines in order of reading.

use super::bidi;
use super::columns::{Row, regions};
use super::glyphs::{Artifact, PageGlyphs};
use super::lines::{Segment, Word, from_frame, push_words, segments};
use super::units::whole;
use crate::import::source_map::Area;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// In order of reading.
    pub(super) words: Vec<Word>,
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) v: f32,
    pub(super) size: f32,
    pub(super) angle: i16,
    pub(super) artifact: Artifact,
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

impl Line {
    fn new(mut row: Row, page: u32, region: u32) -> Self {
        let words = || row.iter().flat_map(|segment| &segment.words);
        let is_left = bidi::runs_left(words().flat_map(|word| {
            word.text.char_indices().map(|(at, c)| &word.text[at..at + c.len_utf8()])
        }));
        if is_left {
            row.reverse();
        }
        let main = row.iter().max_by_key(|segment| segment.words.len());
        let (v, size, angle, artifact) =
            main.map_or((0.0, 0.0, 0, Artifact::No), |s| (s.v, s.size, s.angle, s.artifact));
        let from = row.iter().map(|s| s.from).fold(f32::MAX, f32::min);
        let to = row.iter().map(|s| s.to).fold(f32::MIN, f32::max);
        let mut line = Self {
            words: Vec::new(),
            from,
            to,
            v,
            size,
            angle,
            artifact,
            cells: Vec::new(),
            page,
            region,
            is_left,
        };
        for mut segment in row {
            if let Some(first) = segment.words.first_mut() {
                first.is_glued = false;
            }
            line.cells.push(line.words.len());
            line.words.append(&mut segment.words);
        }
        line
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        push_words(&mut text, &self.words);
        text
    }

    /// Where it begins and ends for its reader: both grow along the line, to the left in Hebrew.
    pub(super) fn edges(&self) -> (f32, f32) {
        if self.is_left { (-self.to, -self.from) } else { (self.from, self.to) }
    }

    /// Where on the page a word of it stands.
    pub(super) fn area(&self, word: &Word) -> Area {
        let (top, bottom) = (self.v - 0.8 * self.size, self.v + 0.2 * self.size);
        let (a, b) =
            (from_frame(self.angle, word.from, top), from_frame(self.angle, word.to, bottom));
        let hundredths = |at: f32| whole(at * 100.0);
        Area {
            left: hundredths(a.0.min(b.0)),
            top: hundredths(a.1.min(b.1)),
            right: hundredths(a.0.max(b.0)),
            bottom: hundredths(a.1.max(b.1)),
        }
    }
}
