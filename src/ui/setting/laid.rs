//! A text that has been laid out: where its lines, words and characters are.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use parley::{Affinity, Cursor, Layout, Selection};

use super::engine::Brush;

/// A laid-out text. All geometry is in points, from its top left; all places are bytes of its text.
#[derive(Clone)]
pub(crate) struct Laid {
    layout: Layout<Brush>,
    scale: f32,
}

impl std::fmt::Debug for Laid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Laid").field("lines", &self.layout.len()).finish_non_exhaustive()
    }
}

/// One line of a [`Laid`] text.
#[derive(Clone, Debug)]
pub(crate) struct LaidLine {
    /// From top to bottom of the line, over the width of its text.
    pub rect: Rect,
    /// Where its letters stand.
    pub baseline: f32,
    /// How far its fonts reach above that.
    pub ascent: f32,
    /// The bytes on it.
    pub range: Range<usize>,
}

/// On which side of a place a caret stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Behind what comes before.
    Behind,
    /// In front of what comes next.
    InFront,
}

/// Which way a cursor goes inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the left, as seen.
    Left,
    /// To the right, as seen.
    Right,
    /// A word to the left, as seen.
    WordLeft,
    /// A word to the right, as seen.
    WordRight,
}

impl Laid {
    pub(super) fn new(layout: Layout<Brush>, scale: f32) -> Self {
        Self { layout, scale }
    }

    pub(super) fn layout(&self) -> &Layout<Brush> {
        &self.layout
    }

    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    /// Width and height.
    pub(crate) fn size(&self) -> Vec2 {
        vec2(self.layout.width(), self.layout.height()) / self.scale
    }

    /// Whether the text runs from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.layout.is_rtl()
    }

    /// How many lines.
    pub(crate) fn line_count(&self) -> usize {
        self.layout.len()
    }

    /// One line.
    pub(crate) fn line(&self, index: usize) -> Option<LaidLine> {
        let line = self.layout.get(index)?;
        let metrics = line.metrics();
        let left = metrics.offset + metrics.inline_min_coord;
        let rect = Rect::from_min_max(
            pos2(left, metrics.block_min_coord),
            pos2(left + metrics.advance - metrics.trailing_whitespace, metrics.block_max_coord),
        );
        Some(LaidLine {
            rect: rect / self.scale,
            baseline: metrics.baseline / self.scale,
            ascent: metrics.ascent / self.scale,
            range: line.text_range(),
        })
    }

    /// The line that holds `byte`.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        let found = (0..self.layout.len())
            .find(|n| self.layout.get(*n).is_some_and(|line| byte < line.text_range().end));
        found.unwrap_or(self.layout.len().saturating_sub(1))
    }

    /// The line at a distance from the top, or the one that is nearest.
    pub(crate) fn line_at(&self, y: f32) -> usize {
        let ends_above = |line: usize| {
            let metrics = self.layout.get(line).map(|line| *line.metrics());
            metrics.is_some_and(|metrics| metrics.block_max_coord <= y * self.scale)
        };
        let (mut low, mut high) = (0, self.layout.len().saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            if ends_above(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The byte nearest to a point.
    pub(crate) fn hit(&self, at: Pos2) -> usize {
        Cursor::from_point(&self.layout, at.x * self.scale, at.y * self.scale).index()
    }

    /// Whether a point lies on text rather than beside it.
    pub(crate) fn is_on_text(&self, at: Pos2) -> bool {
        (0..self.layout.len())
            .filter_map(|n| self.line(n))
            .any(|line| line.rect.expand2(vec2(2.0, 0.0)).contains(at))
    }

    /// The rectangles that show `range`, one or more for each line, with the line's index.
    pub(crate) fn rects(&self, range: Range<usize>) -> Vec<(Rect, usize)> {
        let cursor = |byte, affinity| Cursor::from_byte_index(&self.layout, byte, affinity);
        let selection = Selection::new(
            cursor(range.start, Affinity::Downstream),
            cursor(range.end, Affinity::Upstream),
        );
        let mut out = Vec::new();
        selection.geometry_with(&self.layout, |b, line| {
            #[expect(clippy::cast_possible_truncation, reason = "screen coordinates")]
            let rect =
                Rect::from_min_max(pos2(b.x0 as f32, b.y0 as f32), pos2(b.x1 as f32, b.y1 as f32));
            out.push((rect / self.scale, line));
        });
        for (rect, line) in &mut out {
            if let Some(line) = self.line(*line) {
                rect.max.x = rect.max.x.min(line.rect.max.x);
                rect.min.x = rect.min.x.max(line.rect.min.x);
            }
        }
        out.retain(|(rect, _)| rect.width() > 0.0);
        out
    }

    /// The caret at `byte`: an upright line. Where a line breaks there, it stands behind what is
    /// before, or in front of what is next.
    pub(crate) fn caret(&self, byte: usize, side: Side) -> Rect {
        let affinity = match side {
            Side::Behind => Affinity::Upstream,
            Side::InFront => Affinity::Downstream,
        };
        let b = Cursor::from_byte_index(&self.layout, byte, affinity).geometry(&self.layout, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "screen coordinates")]
        let rect =
            Rect::from_min_max(pos2(b.x0 as f32, b.y0 as f32), pos2(b.x1 as f32, b.y1 as f32));
        rect / self.scale
    }

    /// One step from `byte`, in the order in which the text is seen; `None` at the end of the text.
    pub(crate) fn step(&self, byte: usize, step: Step) -> Option<usize> {
        let cursor = Cursor::from_byte_index(&self.layout, byte, Affinity::Downstream);
        let next = match step {
            Step::Left => cursor.previous_visual(&self.layout),
            Step::Right => cursor.next_visual(&self.layout),
            Step::WordLeft => cursor.previous_visual_word(&self.layout),
            Step::WordRight => cursor.next_visual_word(&self.layout),
        };
        (next.index() != byte).then(|| next.index())
    }
}
