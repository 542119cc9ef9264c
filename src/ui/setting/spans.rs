//! The characters of a laid-out text one by one: what screen readers step through.

use std::ops::Range;

use egui::Rect;
use parley::FontStyle;

use super::laid::Laid;
use crate::text::words;

/// A stretch of one line that runs one way in one font, with its characters in the order of the
/// text.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    /// Its bytes.
    pub range: Range<usize>,
    /// Where it is, in points from the top left of the layout.
    pub rect: Rect,
    /// Whether it runs from right to left.
    pub is_rtl: bool,
    /// Whether it is set in italics.
    pub is_italic: bool,
    /// How heavy its letters are; 400 is regular.
    pub weight: f32,
    /// Size of an em in points.
    pub size: f32,
    /// What is in it, one grapheme after the other.
    pub characters: Vec<Character>,
}

/// A character of a [`Span`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Character {
    /// How many bytes it has.
    pub len: u8,
    /// From the edge where the span begins, in points.
    pub at: f32,
    /// In points.
    pub width: f32,
}

impl Span {
    /// Where some of its characters are, in points from the top left of the layout.
    pub(crate) fn rect_of(&self, part: Range<usize>) -> Rect {
        let characters = self.characters.get(part).unwrap_or_default();
        let from = characters.first().map_or(0.0, |first| first.at);
        let to = characters.last().map_or(from, |last| last.at + last.width);
        let x = if self.is_rtl {
            self.rect.right() - to..=self.rect.right() - from
        } else {
            self.rect.left() + from..=self.rect.left() + to
        };
        Rect::from_x_y_ranges(x, self.rect.y_range())
    }
}

impl Laid {
    /// The spans of one line, in the order of the text.
    pub(crate) fn spans(&self, index: usize) -> Vec<Span> {
        let (Some(line), Some(place)) = (self.layout().get(index), self.line(index)) else {
            return Vec::new();
        };
        let mut spans = Vec::new();
        let mut left = line.metrics().offset;
        for run in line.runs() {
            let advance = run.advance();
            let x = left / self.scale()..=(left + advance) / self.scale();
            left += advance;
            let empty = Span {
                range: 0..0,
                rect: Rect::from_x_y_ranges(x, place.rect.y_range()),
                is_rtl: run.is_rtl(),
                is_italic: run.font_attrs().style != FontStyle::Normal,
                weight: run.font_attrs().weight.value(),
                size: run.font_size() / self.scale(),
                characters: Vec::new(),
            };
            let mut at = 0.0;
            for cluster in run.clusters() {
                let width = cluster.advance() / self.scale();
                let bytes = self.source_range(cluster.text_range());
                let is_inside = self.snapped(bytes.start) != bytes.start;
                if !(is_inside && join(&mut spans, &empty, &bytes, width)) {
                    take(&mut spans, &empty, bytes, at, width);
                }
                at += width;
            }
        }
        spans.sort_by_key(|span| span.range.start);
        spans
    }
}

/// Adds a cluster to the character that it is a part of; gives whether it could.
fn join(spans: &mut [Span], empty: &Span, bytes: &Range<usize>, width: f32) -> bool {
    let last = spans.last_mut().filter(|last| last.rect == empty.rect);
    let Some(last) = last.filter(|last| last.range.end == bytes.start) else { return false };
    let Some(character) = last.characters.last_mut() else { return false };
    let more = u8::try_from(bytes.len()).ok();
    let Some(len) = more.and_then(|more| character.len.checked_add(more)) else { return false };
    character.len = len;
    character.width += width;
    last.range.end = bytes.end;
    true
}

/// Takes in the next cluster of a run. A gap, which is a cluster too long to be told, begins
/// another span; what overlaps with the last cluster is a part of it.
fn take(spans: &mut Vec<Span>, empty: &Span, bytes: Range<usize>, at: f32, width: f32) {
    let Some(len) = u8::try_from(bytes.len()).ok().filter(|len| *len > 0) else { return };
    let character = Character { len, at, width };
    let last = spans.last_mut().filter(|last| last.rect == empty.rect);
    match last {
        Some(last) if bytes.start == last.range.end => {
            last.range.end = bytes.end;
            last.characters.push(character);
        }
        Some(last) if bytes.start < last.range.end => {}
        _ => spans.push(Span { range: bytes, characters: vec![character], ..empty.clone() }),
    }
}

/// The characters of a run at which words begin.
pub(crate) fn word_starts(value: &str, lengths: &[u8]) -> Vec<u8> {
    let mut words = words(value).map(|word| word.start).peekable();
    let mut starts = Vec::new();
    let mut byte = 0;
    for (index, length) in (0..=u8::MAX).zip(lengths) {
        let end = byte + usize::from(*length);
        if words.peek().is_some_and(|start| (byte..end).contains(start)) {
            starts.push(index);
            while words.next_if(|start| *start < end).is_some() {}
        }
        byte = end;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_the_character_at_which_they_begin() {
        // Each of the letters is a character, whatever its bytes.
        let value = "so, äß 12";
        let lengths: Vec<u8> = value.chars().filter_map(|c| c.len_utf8().try_into().ok()).collect();
        assert_eq!(word_starts(value, &lengths), [0, 4, 7]);
    }
}
