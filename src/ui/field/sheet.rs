//! The text of a field as it is set: one layout for each paragraph, below each other.
//!
//! Each paragraph runs the way its first letter says; one without letters runs as the one before.
//! When the text changes, only the paragraphs that did are set again.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use egui::{Color32, Painter, Pos2, Rect, pos2, vec2};

use crate::ui::setting::{Engine, Inked, Inks, Laid, Setting, Side, Step};

/// How wide the line feed behind a paragraph is when it is selected, in heights of a line.
const FEED: f32 = 0.35;

/// A place of the caret: the byte, and the side of it.
pub(super) type Place = (usize, Side);

/// A text that was set. Places are bytes of it, geometry is in points from its top left.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: Arc<str>,
    setting: Option<Setting>,
    falls_rtl: bool,
    paragraphs: Vec<Paragraph>,
}

/// A paragraph, without its line feed.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) bytes: Range<usize>,
    pub(super) top: f32,
    pub(super) height: f32,
    pub(super) laid: Laid,
    /// Which way it was to run in case it has no letters.
    falls_rtl: bool,
    ink: Option<Ink>,
}

/// A paragraph as it is painted.
#[derive(Debug)]
struct Ink {
    inked: Inked,
    colour: Color32,
    epoch: u64,
}

/// Which line of which paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineAt {
    paragraph: usize,
    line: usize,
}

impl Paragraph {
    fn new(engine: &mut Engine, text: &str, setting: &Setting, falls_rtl: bool) -> Self {
        let laid = engine.lay_out_from(text, setting, falls_rtl);
        let height = laid.size().y.max(setting.size * setting.line_height);
        Self { bytes: 0..text.len(), top: 0.0, height, laid, falls_rtl, ink: None }
    }

    fn local(&self, byte: usize) -> usize {
        byte.clamp(self.bytes.start, self.bytes.end) - self.bytes.start
    }

    pub(super) fn caret(&self, byte: usize, side: Side) -> Rect {
        let mut caret = self.laid.caret(self.local(byte), side);
        if caret.height() <= 0.0 {
            caret.max.y = caret.min.y + self.height;
        }
        caret.translate(vec2(0.0, self.top))
    }

    /// Whether a point lies behind all that its last line shows: there the paragraph goes on,
    /// whichever way its last words run.
    fn is_beside_end(&self, at: Pos2) -> bool {
        let last = self.laid.line_count().saturating_sub(1);
        let end = self.laid.caret(self.bytes.len(), Side::InFront).left();
        let is_beside = if self.laid.is_rtl() { at.x < end } else { at.x > end };
        is_beside && self.laid.line_at(at.y) == last
    }

    /// The lines between two heights of the sheet.
    pub(super) fn lines_between(&self, y: &RangeInclusive<f32>) -> Range<usize> {
        let first = self.laid.line_at(y.start() - self.top);
        let last = self.laid.line_at(y.end() - self.top);
        first..(last + 1).min(self.laid.line_count())
    }
}

impl Sheet {
    /// Sets `text`, as far as it is not set so already. `falls_rtl` says which way it runs where it
    /// has no letters.
    pub(super) fn set(
        &mut self,
        engine: &mut Engine,
        text: &Arc<str>,
        setting: &Setting,
        falls_rtl: bool,
    ) {
        let is_same = self.setting.as_ref() == Some(setting);
        if is_same && self.text == *text && self.falls_rtl == falls_rtl {
            return;
        }
        if !is_same {
            self.paragraphs.clear();
        }
        let lines: Vec<&str> = text.split('\n').collect();
        let kept = self.take_unchanged(&lines);
        let mut last_is_rtl = falls_rtl;
        let (mut start, mut top) = (0, 0.0);
        let place = |(line, kept): (&&str, Option<Paragraph>)| {
            let kept = kept.filter(|kept| kept.falls_rtl == last_is_rtl);
            let mut paragraph =
                kept.unwrap_or_else(|| Paragraph::new(engine, line, setting, last_is_rtl));
            paragraph.bytes = start..start + line.len();
            paragraph.top = top;
            last_is_rtl = paragraph.laid.is_rtl();
            start = paragraph.bytes.end + 1;
            top += paragraph.height;
            paragraph
        };
        self.paragraphs = lines.iter().zip(kept).map(place).collect();
        self.text = Arc::clone(text);
        self.setting = Some(setting.clone());
        self.falls_rtl = falls_rtl;
    }

    /// For each of the `lines` its paragraph, where it is one of the first or the last that there
    /// were.
    fn take_unchanged(&mut self, lines: &[&str]) -> Vec<Option<Paragraph>> {
        let mut old = std::mem::take(&mut self.paragraphs);
        let is_same = |(paragraph, line): &(&Paragraph, &&str)| {
            self.text.get(paragraph.bytes.clone()) == Some(**line)
        };
        let front = old.iter().zip(lines).take_while(is_same).count();
        let most = old.len().min(lines.len()) - front;
        let from_back = old.iter().rev().zip(lines.iter().rev());
        let back = from_back.take(most).take_while(is_same).count();
        let behind = old.split_off(old.len() - back);
        let mut kept: Vec<_> = old.into_iter().take(front).map(Some).collect();
        kept.resize_with(lines.len() - back, || None);
        kept.extend(behind.into_iter().map(Some));
        kept
    }

    pub(super) fn height(&self) -> f32 {
        self.paragraphs.last().map_or(0.0, |last| last.top + last.height)
    }

    /// Whether the text begins at the right.
    pub(super) fn is_rtl(&self) -> bool {
        self.paragraphs.first().map_or(self.falls_rtl, |first| first.laid.is_rtl())
    }

    /// From the leftmost to the rightmost place of the first paragraph, with its spaces.
    pub(super) fn sides(&self) -> RangeInclusive<f32> {
        let Some(first) = self.paragraphs.first() else { return 0.0..=0.0 };
        let start = first.caret(first.bytes.start, Side::InFront).left();
        let end = first.caret(first.bytes.end, Side::Behind).left();
        let line = first.laid.line(0).map_or(start..=start, |line| line.rect.x_range().into());
        let left = start.min(end).min(*line.start());
        left..=start.max(end).max(*line.end())
    }

    /// The paragraphs that reach into a stretch of heights.
    pub(super) fn paragraphs_between(&self, y: &RangeInclusive<f32>) -> &[Paragraph] {
        let first = self.paragraphs.partition_point(|p| p.top + p.height < *y.start());
        let end = self.paragraphs.partition_point(|p| p.top <= *y.end());
        self.paragraphs.get(first..end.max(first)).unwrap_or_default()
    }

    fn index_at(&self, byte: usize) -> usize {
        let behind = self.paragraphs.partition_point(|p| p.bytes.start <= byte);
        behind.saturating_sub(1)
    }

    fn at(&self, byte: usize) -> Option<&Paragraph> {
        self.paragraphs.get(self.index_at(byte))
    }

    /// The caret: an upright line. It stays inside of the width, where spaces at which a line wraps
    /// do not.
    pub(super) fn caret(&self, (byte, side): Place) -> Rect {
        let Some(paragraph) = self.at(byte) else { return Rect::ZERO };
        let caret = paragraph.caret(byte, side);
        match &self.setting {
            Some(setting) if setting.width.is_finite() => {
                let x = caret.left().clamp(0.0, setting.width);
                caret.translate(vec2(x - caret.left(), 0.0))
            }
            _ => caret,
        }
    }

    /// The place nearest to a point.
    pub(super) fn hit(&self, at: Pos2) -> Place {
        let index = self.paragraphs.partition_point(|p| p.top + p.height <= at.y);
        let Some(paragraph) = self.paragraphs.get(index).or(self.paragraphs.last()) else {
            return (0, Side::InFront);
        };
        let at = at - vec2(0.0, paragraph.top);
        if paragraph.is_beside_end(at) {
            return (paragraph.bytes.end, Side::InFront);
        }
        let (byte, side) = paragraph.laid.hit_side(at);
        (paragraph.bytes.start + byte, side)
    }

    /// The caret behind what ends at `byte`; at the end of a paragraph, where its line ends.
    pub(super) fn end_at(&self, byte: usize) -> Place {
        let is_last = self.at(byte).is_some_and(|paragraph| paragraph.bytes.end == byte);
        (byte, if is_last { Side::InFront } else { Side::Behind })
    }

    /// Which way the paragraph at a place runs.
    pub(super) fn is_rtl_at(&self, byte: usize) -> bool {
        self.at(byte).is_some_and(|paragraph| paragraph.laid.is_rtl())
    }

    /// A step as it is seen; over the end of a paragraph into the next one.
    pub(super) fn step(&self, (byte, side): Place, step: Step) -> Option<Place> {
        let index = self.index_at(byte);
        let paragraph = self.paragraphs.get(index)?;
        let start = paragraph.bytes.start;
        if let Some((byte, side)) = paragraph.laid.step(paragraph.local(byte), side, step) {
            return Some((start + byte, side));
        }
        if step.is_right() == paragraph.laid.is_rtl() {
            let last = self.paragraphs.get(index.checked_sub(1)?)?;
            Some((last.bytes.end, Side::InFront))
        } else {
            self.paragraphs.get(index + 1).map(|next| (next.bytes.start, Side::InFront))
        }
    }

    /// Up or down by lines, as near to `x` as they reach; the start or end of the text beyond them.
    pub(super) fn step_lines(&self, place: Place, x: f32, lines: isize) -> Place {
        let mut at = self.line_of(place);
        for _ in 0..lines.unsigned_abs() {
            let next = if lines > 0 { self.below(at) } else { self.above(at) };
            let Some(next) = next else {
                let end = (self.text.len(), Side::InFront);
                return if lines > 0 { end } else { (0, Side::InFront) };
            };
            at = next;
        }
        let Some(paragraph) = self.paragraphs.get(at.paragraph) else { return place };
        let y = paragraph.laid.line(at.line).map_or(0.0, |line| line.rect.center().y);
        let (byte, side) = paragraph.laid.hit_side(pos2(x, y));
        (paragraph.bytes.start + byte, side)
    }

    fn line_of(&self, (byte, side): Place) -> LineAt {
        let paragraph = self.index_at(byte);
        let line_of = |p: &Paragraph| p.laid.line_of_caret(p.local(byte), side);
        LineAt { paragraph, line: self.paragraphs.get(paragraph).map_or(0, line_of) }
    }

    fn below(&self, at: LineAt) -> Option<LineAt> {
        let here = self.paragraphs.get(at.paragraph)?;
        if at.line + 1 < here.laid.line_count() {
            return Some(LineAt { line: at.line + 1, ..at });
        }
        let paragraph = at.paragraph + 1;
        self.paragraphs.get(paragraph).map(|_| LineAt { paragraph, line: 0 })
    }

    fn above(&self, at: LineAt) -> Option<LineAt> {
        if let Some(line) = at.line.checked_sub(1) {
            return Some(LineAt { line, ..at });
        }
        let paragraph = at.paragraph.checked_sub(1)?;
        let line = self.paragraphs.get(paragraph)?.laid.line_count().saturating_sub(1);
        Some(LineAt { paragraph, line })
    }

    /// The start and the end of the line on which the caret stands.
    pub(super) fn line_ends(&self, place: Place) -> (Place, Place) {
        let at = self.line_of(place);
        let Some(paragraph) = self.paragraphs.get(at.paragraph) else { return (place, place) };
        let start = paragraph.bytes.start;
        let range = paragraph.laid.line(at.line).map_or(0..0, |line| line.range);
        let end = if at.line + 1 < paragraph.laid.line_count() {
            // The space at which it wraps is seen nowhere.
            let line = start + range.start..start + range.end;
            let words = self.text.get(line.clone()).unwrap_or_default();
            (line.start + words.trim_end().len(), Side::Behind)
        } else {
            (paragraph.bytes.end, Side::InFront)
        };
        ((start + range.start, Side::InFront), end)
    }

    /// The rectangles that show `range` between two heights.
    pub(super) fn rects(&self, range: &Range<usize>, y: &RangeInclusive<f32>) -> Vec<Rect> {
        let mut out = Vec::new();
        if range.is_empty() {
            return out;
        }
        for paragraph in self.paragraphs_between(y) {
            if range.start > paragraph.bytes.end || range.end <= paragraph.bytes.start {
                continue;
            }
            let lines = paragraph.lines_between(y);
            let byte_of = |line: usize| paragraph.laid.line(line).map(|line| line.range);
            let first = byte_of(lines.start).map_or(0, |bytes| bytes.start);
            let last = byte_of(lines.end.saturating_sub(1)).map_or(first, |bytes| bytes.end);
            let from = paragraph.local(range.start).max(first);
            let to = paragraph.local(range.end).min(last);
            let down = vec2(0.0, paragraph.top);
            if from < to {
                let rects = paragraph.laid.rects(from..to);
                out.extend(rects.into_iter().map(|(rect, _)| rect.translate(down)));
            }
            out.extend(self.blank_end(paragraph, range));
        }
        out
    }

    /// The selected part of the spaces at the end of a paragraph and of the line feed behind it, of
    /// which the layout shows nothing.
    fn blank_end(&self, paragraph: &Paragraph, range: &Range<usize>) -> Option<Rect> {
        let words = self.text.get(paragraph.bytes.clone())?.trim_end_matches(' ').len();
        let blank = paragraph.bytes.start + words..paragraph.bytes.end;
        let from = range.start.max(blank.start);
        let to = range.end.min(blank.end);
        let has_feed = range.end > paragraph.bytes.end;
        if from > to || (from == to && !has_feed) {
            return None;
        }
        let line = paragraph.laid.line(paragraph.laid.line_count().checked_sub(1)?)?;
        let is_rtl = paragraph.laid.is_rtl();
        let edge = if is_rtl { line.rect.left() } else { line.rect.right() };
        let x = |byte: usize, side| {
            if blank.is_empty() { edge } else { self.caret((byte, side)).left() }
        };
        let feed = if has_feed { FEED * line.rect.height() } else { 0.0 };
        let (start, end) = (x(from, Side::InFront), x(to, Side::Behind));
        let end = if is_rtl { end - feed } else { end + feed };
        let rect = Rect::from_x_y_ranges(start.min(end)..=start.max(end), line.rect.y_range());
        Some(rect.translate(vec2(0.0, paragraph.top)))
    }

    /// Paints what lies between two heights, with the top left at `at`.
    pub(super) fn paint(
        &mut self,
        engine: &mut Engine,
        painter: &Painter,
        at: Pos2,
        colour: Color32,
        y: &RangeInclusive<f32>,
    ) {
        let Some(scale) = self.setting.as_ref().map(|setting| setting.scale) else { return };
        let inks = Inks { text: colour, link: colour };
        for paragraph in &mut self.paragraphs {
            if paragraph.top > *y.end() || paragraph.top + paragraph.height < *y.start() {
                paragraph.ink = None;
                continue;
            }
            let epoch = engine.epoch();
            let is_fresh = |ink: &Ink| ink.colour == colour && ink.epoch == epoch;
            if !paragraph.ink.as_ref().is_some_and(is_fresh) {
                let inked = Inked::new(engine.mesh(&paragraph.laid, inks));
                paragraph.ink = Some(Ink { inked, colour, epoch: engine.epoch() });
            }
            if let Some(ink) = &mut paragraph.ink {
                ink.inked.paint(painter, at + vec2(0.0, paragraph.top), scale);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;
    use crate::ui::setting::{Face, Fonts, Weight};

    fn setting(width: f32) -> Setting {
        Setting {
            face: Face::Interface,
            size: 13.0,
            weight: Weight::Regular,
            is_italic: false,
            line_height: 1.3,
            width,
            scale: 1.0,
            language: None,
            is_justified: false,
        }
    }

    fn engine() -> Engine {
        Engine::new(&egui::Context::default(), Fonts::find())
    }

    fn sheet(text: &str, width: f32) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.set(&mut engine(), &text.into(), &setting(width), false);
        sheet
    }

    const ALL: RangeInclusive<f32> = -1e6..=1e6;

    #[test]
    fn each_paragraph_runs_the_way_its_first_letter_says_or_as_the_one_before() {
        let sheet = sheet("note\nשלום abc\n– 12\n\nabc שלום\n1", 300.0);
        let ways: Vec<bool> = sheet.paragraphs.iter().map(|p| p.laid.is_rtl()).collect();
        assert_eq!(ways, [false, true, true, true, false, false]);
        let caret = sheet.caret(("note\nשלום abc\n– 12\n".len(), Side::InFront));
        assert!(caret.left() > 290.0, "an empty line below Hebrew begins at the right: {caret}");
        assert!(caret.height() > 10.0);
    }

    #[test]
    fn only_changed_paragraphs_are_set_again() {
        let mut engine = engine();
        let mut sheet = Sheet::default();
        let mut set = |sheet: &mut Sheet, text: &str| {
            engine.take_work();
            sheet.set(&mut engine, &text.into(), &setting(300.0), false);
            engine.take_work().1
        };
        assert_eq!(set(&mut sheet, "a\nb\nc\nd"), 4);
        assert_eq!(set(&mut sheet, "a\nb\nc\nd"), 0);
        assert_eq!(set(&mut sheet, "a\nbx\nc\nd"), 1);
        assert_eq!(set(&mut sheet, "a\nb\nx\nc\nd"), 2);
        assert_eq!(set(&mut sheet, "a\nc\nd"), 0);
        assert_eq!(sheet.paragraphs.iter().map(|p| p.bytes.start).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!(set(&mut sheet, ""), 1);
        assert_eq!(set(&mut sheet, "שלום\n1"), 2);
        assert_eq!(set(&mut sheet, "a\n1"), 2);
    }

    #[test]
    fn arrows_go_through_all_paragraphs_as_they_are_seen() {
        for text in ["ab\nשלום\n\nxy", "said אמרה 12.4\nנוסף more", "a👨‍👩‍👧e\u{301}\n新图"]
        {
            for width in [300.0, f32::INFINITY] {
                let sheet = sheet(text, width);
                let count = text.graphemes(true).count();
                let mut at = (0, Side::InFront);
                let mut seen = vec![0];
                for _ in 0..=count {
                    let is_rtl = sheet.is_rtl_at(at.0);
                    let step = if is_rtl { Step::Left } else { Step::Right };
                    let Some(next) = sheet.step(at, step) else { break };
                    let (from, to) = (sheet.caret(at), sheet.caret(next));
                    let moves_on =
                        if is_rtl { to.left() < from.left() } else { to.left() > from.left() };
                    assert!(moves_on || to.top() > from.top(), "{text:?}: {at:?} {next:?}");
                    at = next;
                    seen.push(at.0);
                }
                assert_eq!(seen.len(), count + 1, "{text:?}: {seen:?}");
            }
        }
    }

    #[test]
    fn up_and_down_keep_the_column_and_end_at_the_ends() {
        let sheet = sheet("first line\nשורה שנייה\nx", 300.0);
        let at = ("first".len(), Side::Behind);
        let x = sheet.caret(at).left();
        let second = sheet.step_lines(at, x, 1);
        assert!(("first line\n".len()..).contains(&second.0));
        assert_eq!(sheet.step_lines(second, x, -1).0, at.0);
        assert_eq!(sheet.step_lines(at, x, -1), (0, Side::InFront));
        assert_eq!(sheet.step_lines(at, x, 9).0, "first line\nשורה שנייה\nx".len());
    }

    #[test]
    fn home_and_end_are_those_of_the_line_that_is_seen() {
        let text = "many words that wrap at this width\nשלום";
        let sheet = sheet(text, 90.0);
        let (start, end) = sheet.line_ends((0, Side::InFront));
        assert_eq!(start.0, 0);
        assert!(end.0 < 20 && text[end.0..].starts_with(' '), "{end:?}");
        assert_eq!(sheet.line_ends(end), (start, end), "End stays on its line");
        let (start, end) = sheet.line_ends((text.len(), Side::Behind));
        assert_eq!((start.0, end.0), (text.find('ש').unwrap(), text.len()));
        assert!(sheet.caret(start).left() > sheet.caret(end).left());
    }

    #[test]
    fn selected_spaces_and_line_feeds_are_seen() {
        let sheet = sheet("ab  \n\nשל  \nx", 300.0);
        let width = |range: Range<usize>| -> f32 {
            sheet.rects(&range, &ALL).iter().map(Rect::width).sum()
        };
        assert!(width(2..4) > 4.0 && width(3..4) < width(2..4));
        assert!(width(4..5) > 3.0 && width(5..6) > 3.0);
        let hebrew = sheet.rects(&(10..12), &ALL);
        assert!(hebrew.iter().all(|rect| rect.right() < 300.0) && !hebrew.is_empty());
        assert!(sheet.rects(&(2..2), &ALL).is_empty());
        let text = "אב cd\nx";
        let mixed = self::sheet(text, 300.0);
        let feed = mixed.rects(&(7..8), &ALL);
        let letters = mixed.rects(&(0..7), &ALL);
        let left = letters.iter().map(|rect| rect.left()).fold(300.0, f32::min);
        assert!(feed[0].right() <= left + 0.1, "the feed is where the line ends as it is seen");
    }

    #[test]
    fn a_line_without_end_begins_where_its_text_does() {
        for (text, is_rtl) in [("said", false), ("שלום לכם", true), ("", false)] {
            let sheet = sheet(text, f32::INFINITY);
            assert_eq!(sheet.is_rtl(), is_rtl);
            let sides = sheet.sides();
            assert!(sides.start().abs() < 1.0, "{text:?} {sides:?}");
            let start = sheet.caret((0, Side::InFront)).left();
            let wanted = if is_rtl { *sides.end() } else { 0.0 };
            assert!((start - wanted).abs() < 1.0, "{text:?} {start} {sides:?}");
        }
        let spaces = sheet("שלום   ", f32::INFINITY);
        let (start, end) = (spaces.caret((0, Side::InFront)), spaces.caret((11, Side::Behind)));
        let word = spaces.caret((8, Side::Behind));
        assert!(start.left() > word.left() && word.left() > end.left(), "{start} {word} {end}");
        assert!((spaces.sides().start() - end.left()).abs() < 0.1);
    }

    #[test]
    fn behind_words_that_run_the_other_way_a_paragraph_goes_on_where_its_line_ends() {
        let text = "address שלום";
        let sheet = sheet(text, 300.0);
        let right = sheet.caret((8, Side::InFront)).left();
        let clicked = sheet.hit(pos2(right + 30.0, 5.0));
        assert_eq!(clicked, (text.len(), Side::InFront));
        assert_eq!(sheet.line_ends((0, Side::InFront)).1, clicked);
        assert!((sheet.caret(clicked).left() - right).abs() < 0.1);
        assert!(sheet.caret((text.len(), Side::Behind)).left() < right - 20.0);
        let (inside, _) = sheet.step(clicked, Step::Left).unwrap();
        assert_eq!(inside, "address ש".len());
    }

    #[test]
    fn a_click_beside_the_text_finds_the_nearest_end() {
        let sheet = sheet("ab\nשל", 300.0);
        assert_eq!(sheet.hit(pos2(250.0, 2.0)).0, 2);
        assert_eq!(sheet.hit(pos2(10.0, 30.0)).0, 7);
        assert_eq!(sheet.hit(pos2(299.0, 300.0)).0, 3);
        assert_eq!(sheet.hit(pos2(0.0, -50.0)).0, 0);
    }
}
