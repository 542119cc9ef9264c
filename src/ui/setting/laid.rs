//! A text that has been laid out: where its lines, words and characters are.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use parley::{Cluster, Layout, Line};

use super::engine::Brush;
use super::named::{NamedBox, named_boxes};
use super::rows::{Row, rows};
use super::shown::Shown;

/// A laid-out text. All geometry is in points, from its top left; all places are bytes of its text.
#[derive(Clone)]
pub(crate) struct Laid {
    layout: Layout<Brush>,
    scale: f32,
    rows: Vec<Row>,
    /// Bytes that parley was given in front of the text.
    lead: usize,
    /// Bytes of the text.
    len: usize,
    /// Graphemes of more than one byte: no caret stands inside.
    joined: Vec<Range<usize>>,
    named: Vec<NamedBox>,
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

/// Where a range, or a part of it, is seen on a line, in points from the layout's corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RangeBox {
    /// Which of the ranges.
    pub range: usize,
    /// The line.
    pub line: usize,
    /// Its left end.
    pub left: f32,
    /// Its right end.
    pub right: f32,
}

/// On which side of a place a caret stands. It shows where a line wraps, and where the direction of
/// the writing turns: there one place has two sides that lie far apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Behind what comes before.
    Behind,
    /// In front of what comes next.
    InFront,
}

impl Laid {
    /// `is_whole` says that every character has a glyph.
    pub(super) fn new(
        layout: Layout<Brush>,
        scale: f32,
        text: &str,
        shown: Shown<'_>,
        is_whole: bool,
    ) -> Self {
        let rows = rows(&layout);
        let named = if is_whole && shown.signs.is_empty() {
            Vec::new()
        } else {
            named_boxes(&layout, text, &shown, &rows)
        };
        let Shown { lead, joined, .. } = shown;
        Self { layout, scale, rows, lead, len: text.len(), joined, named }
    }

    pub(super) fn layout(&self) -> &Layout<Brush> {
        &self.layout
    }

    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    /// The lines, in pixels.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The boxes with names in place of signs that cannot be seen.
    pub(super) fn named(&self) -> &[NamedBox] {
        &self.named
    }

    /// Width and height.
    pub(crate) fn size(&self) -> Vec2 {
        let height = self.rows.last().map_or(0.0, |row| row.bottom);
        vec2(self.layout.width(), height) / self.scale
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
        let row = self.rows.get(index)?;
        let (left, right) = ink(&line, self.is_rtl());
        let rect = Rect::from_min_max(pos2(left, row.top), pos2(right, row.bottom));
        Some(LaidLine {
            rect: rect / self.scale,
            baseline: row.baseline / self.scale,
            ascent: row.ascent / self.scale,
            range: self.source_range(line.text_range()),
        })
    }

    /// The line that holds `byte`.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        let byte = byte + self.lead;
        let ends = |line: usize| self.layout.get(line).map_or(0, |line| line.text_range().end);
        let (mut from, mut to) = (0, self.layout.len().saturating_sub(1));
        while from < to {
            let middle = usize::midpoint(from, to);
            if byte < ends(middle) { to = middle } else { from = middle + 1 }
        }
        from
    }

    /// The line that the caret at `byte` stands on.
    pub(crate) fn line_of_caret(&self, byte: usize, side: Side) -> usize {
        self.caret_at(byte, side).1
    }

    /// The first line that is not `before`; all lines in front of it are.
    pub(crate) fn first_line(&self, before: impl Fn(&LaidLine) -> bool) -> usize {
        let mut range = 0..self.line_count();
        while !range.is_empty() {
            let middle = usize::midpoint(range.start, range.end);
            if self.line(middle).is_some_and(|line| before(&line)) {
                range.start = middle + 1;
            } else {
                range.end = middle;
            }
        }
        range.start
    }

    /// The byte nearest to a point, and the side of it on which the point lies.
    pub(crate) fn hit_side(&self, at: Pos2) -> (usize, Side) {
        let Some(line) = self.layout.get(self.line_at(at.y)) else { return (0, Side::InFront) };
        let Some((cluster, is_left)) = cluster_at(&line, at.x * self.scale) else {
            return (self.source(line.text_range().start), Side::InFront);
        };
        let range = cluster.text_range();
        // Behind a line feed is the next line.
        if is_left != cluster.is_rtl() || cluster.is_hard_line_break() {
            (self.snapped(self.source(range.start)), Side::InFront)
        } else {
            (self.snapped(self.source(range.end)), Side::Behind)
        }
    }

    /// The line at a distance from the top, or the one that is nearest.
    pub(crate) fn line_at(&self, y: f32) -> usize {
        let row = self.rows.partition_point(|row| row.bottom <= y * self.scale);
        row.min(self.layout.len().saturating_sub(1))
    }

    /// The byte nearest to a point.
    pub(crate) fn hit(&self, at: Pos2) -> usize {
        self.hit_side(at).0
    }

    /// Whether a point lies on text rather than beside it.
    pub(crate) fn is_on_text(&self, at: Pos2) -> bool {
        (0..self.layout.len())
            .filter_map(|n| self.line(n))
            .any(|line| line.rect.expand2(vec2(2.0, 0.0)).contains(at))
    }

    /// The rectangles that show `range`, one or more for each line, with the line's index.
    ///
    /// In a line of mixed direction a range may lie in several places; none of them covers a letter
    /// outside the range.
    pub(crate) fn rects(&self, range: Range<usize>) -> Vec<(Rect, usize)> {
        let mut out = Vec::new();
        if range.is_empty() {
            return out;
        }
        let shown = range.start + self.lead..range.end + self.lead;
        let last = self.line_of(range.end - 1);
        for index in self.line_of(range.start)..=last {
            let (Some(line), Some(row)) = (self.layout.get(index), self.rows.get(index)) else {
                continue;
            };
            let (left, right) = ink(&line, self.is_rtl());
            for (from, to) in spans(&line, &shown) {
                let (from, to) = (from.max(left), to.min(right));
                if to > from {
                    let rect = Rect::from_min_max(pos2(from, row.top), pos2(to, row.bottom));
                    out.push((rect / self.scale, index));
                }
            }
        }
        out
    }

    /// Where each of `ranges`, which are in order and apart, is seen on `lines`: from left to right in
    /// each line. A line is walked once, however many ranges there are.
    pub(crate) fn boxes(&self, ranges: &[Range<usize>], lines: Range<usize>) -> Vec<RangeBox> {
        let mut out: Vec<RangeBox> = Vec::with_capacity(ranges.len());
        for index in lines {
            let Some(line) = self.layout.get(index) else { continue };
            let (first, last) = ink(&line, self.is_rtl());
            for_each_cluster(&line, |cluster, x| {
                let byte = self.source(cluster.text_range().start);
                let range = ranges.partition_point(|range| range.end <= byte);
                if ranges.get(range).is_none_or(|range| byte < range.start) {
                    return;
                }
                let (left, right) = (x.max(first), (x + cluster.advance()).min(last));
                let (left, right) = (left / self.scale, right / self.scale);
                match out.last_mut() {
                    Some(before)
                        if (before.range, before.line) == (range, index)
                            && (before.right - left).abs() < 0.01 =>
                    {
                        before.right = right;
                    }
                    _ if left < right => out.push(RangeBox { range, line: index, left, right }),
                    _ => {}
                }
            });
        }
        out
    }

    /// The caret at `byte`: an upright line. Where a line breaks there, it stands behind what is
    /// before, or in front of what is next.
    pub(crate) fn caret(&self, byte: usize, side: Side) -> Rect {
        let (x, row) = self.caret_at(byte, side);
        let (top, bottom) = self.rows.get(row).map_or((0.0, 0.0), |row| (row.top, row.bottom));
        Rect::from_min_max(pos2(x, top), pos2(x + 1.0, bottom)) / self.scale
    }

    /// The character at whose edge the caret stands, and whether that is its right edge; `None` at
    /// the end of all, and where nothing is.
    pub(super) fn edge(&self, byte: usize, side: Side) -> Option<(Cluster<'_, Brush>, bool)> {
        if self.is_end(byte, side) {
            return None;
        }
        let at = byte + self.lead;
        let cluster = |byte: usize| Cluster::from_byte_index(&self.layout, byte);
        // Behind a line feed is the next line.
        let before = || at.checked_sub(1).and_then(cluster).filter(|c| !c.is_hard_line_break());
        let before = || before().map(|cluster| (cluster, true));
        let behind = || cluster(at).map(|cluster| (cluster, false));
        let edge = match side {
            Side::Behind => before().or_else(behind),
            Side::InFront => behind().or_else(before),
        };
        edge.map(|(cluster, is_end)| {
            let is_right = is_end != cluster.is_rtl();
            (cluster, is_right)
        })
    }

    /// Whether a caret stands beside all that is on the last line, whichever way that runs.
    fn is_end(&self, byte: usize, side: Side) -> bool {
        byte >= self.len && side == Side::InFront
    }

    /// A caret's place from the left, in pixels, and its line.
    fn caret_at(&self, byte: usize, side: Side) -> (f32, usize) {
        let edge = self.edge(byte, side);
        if let Some((x, (cluster, is_right))) = edge.and_then(|e| Some((e.0.visual_offset()?, e))) {
            let x = if is_right { x + cluster.advance() } else { x };
            return (x, cluster.path().line_index());
        }
        let last = self.rows.len().saturating_sub(1);
        let Some(line) = self.layout.get(last) else { return (0.0, last) };
        let metrics = line.metrics();
        let left = metrics.offset + metrics.inline_min_coord;
        // parley measures a line without anything by a space.
        let is_empty = self.source_range(line.text_range()).is_empty();
        let advance = if is_empty || self.is_rtl() { 0.0 } else { metrics.advance };
        (left + advance, last)
    }

    /// A byte of what parley was given, as a byte of the text.
    fn source(&self, byte: usize) -> usize {
        byte.saturating_sub(self.lead).min(self.len)
    }

    /// Bytes of what parley was given, as bytes of the text.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        self.source(range.start)..self.source(range.end)
    }

    /// The nearest end of the grapheme that `byte` stands inside of.
    pub(super) fn snapped(&self, byte: usize) -> usize {
        let at = self.joined.partition_point(|grapheme| grapheme.end <= byte);
        match self.joined.get(at) {
            Some(whole) if whole.start < byte => {
                if byte - whole.start < whole.end - byte {
                    whole.start
                } else {
                    whole.end
                }
            }
            _ => byte,
        }
    }
}

/// The left and right end of what a line shows, in pixels: without the spaces at which it wraps,
/// which hang over the end.
fn ink(line: &Line<'_, Brush>, is_rtl: bool) -> (f32, f32) {
    let metrics = line.metrics();
    let left = metrics.offset + metrics.inline_min_coord;
    let advance: f32 = line.runs().map(|run| run.advance()).sum();
    let (left, right) = (left, left + advance);
    // At a turn of direction the last space may be seen inside the line.
    let white = if ends_in_white(line, is_rtl) { metrics.trailing_whitespace } else { 0.0 };
    if is_rtl { (left + white, right) } else { (left, right - white) }
}

/// Whether what is seen at the end of a line is a space.
fn ends_in_white(line: &Line<'_, Brush>, is_rtl: bool) -> bool {
    let run = if is_rtl { line.runs().next() } else { line.runs().last() };
    let Some(run) = run else { return false };
    let seen = if is_rtl { 0 } else { run.len().saturating_sub(1) };
    let last = run.visual_to_logical(seen).and_then(|at| run.get(at));
    last.is_some_and(|cluster| cluster.is_space_or_nbsp() || cluster.is_hard_line_break())
}

/// Every cluster of a line from left to right, with its left end in pixels.
fn for_each_cluster(line: &Line<'_, Brush>, mut visit: impl FnMut(&Cluster<'_, Brush>, f32)) {
    let mut x = line.metrics().offset + line.metrics().inline_min_coord;
    for run in line.runs() {
        for cluster in run.visual_clusters() {
            visit(&cluster, x);
            x += cluster.advance();
        }
    }
}

/// The stretches of a line, in pixels, that show `range`.
fn spans(line: &Line<'_, Brush>, range: &Range<usize>) -> Vec<(f32, f32)> {
    let mut out: Vec<(f32, f32)> = Vec::new();
    for_each_cluster(line, |cluster, x| {
        if !range.contains(&cluster.text_range().start) {
            return;
        }
        let end = x + cluster.advance();
        match out.last_mut() {
            Some((_, last)) if (*last - x).abs() < 0.01 => *last = end,
            _ => out.push((x, end)),
        }
    });
    out
}

/// The cluster at or next to `x`, and whether `x` lies on its left half.
fn cluster_at<'a>(line: &Line<'a, Brush>, x: f32) -> Option<(Cluster<'a, Brush>, bool)> {
    let mut left = line.metrics().offset + line.metrics().inline_min_coord;
    let mut last = None;
    for run in line.runs() {
        for visual in 0..run.len() {
            let Some(cluster) = run.visual_to_logical(visual).and_then(|at| run.get(at)) else {
                continue;
            };
            let advance = cluster.advance();
            if x < left + advance {
                return Some((cluster, x <= left + advance / 2.0));
            }
            left += advance;
            last = Some(cluster);
        }
    }
    last.map(|cluster| (cluster, false))
}
