//! What is drawn for the marks of a block: underlines in their lanes, and numbers in the margin.
//!
//! It is worked out when the review or the layout changes and kept with the layout, so that a
//! steady frame only paints it. Of a block that is longer than a few screens only the part in sight
//! is worked out.

use std::ops::Range;

use egui::{Painter, Pos2, Rangef, Shape, Stroke, TextureId, pos2};

use super::beginnings::{self, Beginning, MarginLine};
use crate::model::{Mark, MarkId, MarkKind, Verdict, WorkState};
use crate::text::TextRange;
use crate::ui::badge::Underline;
use crate::ui::drawing;
use crate::ui::setting::{Inked, Laid, LaidLine, RangeBox};
use crate::ui::theme::Tokens;
use crate::workspace::{Document, InLane, Lanes};

/// From the feet of the letters to the first underline, in points.
const FIRST: f32 = 4.5;

/// From one lane to the next, in points.
const LANE: f32 = 4.0;

/// What an underline takes below its middle, in points.
const BELOW: f32 = 1.8;

/// Lanes below a line at most, also where lines are far apart.
const MOST_LANES: u8 = 3;

/// Lines above and below those in sight that are worked out with them.
const AHEAD: usize = 60;

/// What underlines and margin of a block are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    /// Its layout.
    pub(super) laid: &'a Laid,
    /// Where it stands in the text.
    pub(super) block: TextRange,
    /// What is said about it.
    pub(super) document: &'a Document,
    /// Whether marks that are settled are drawn.
    pub(super) shows_settled: bool,
}

/// A stretch of one line that is underlined, measured from the layout's corner.
#[derive(Clone, Debug)]
struct Piece {
    left: f32,
    right: f32,
    y: f32,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The mark with this index.
    Mark(usize),
    /// Marks that no lane is left for.
    More,
    /// Words that need no check.
    Exempt,
}

/// A mark that has a lane of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Placed {
    id: MarkId,
    range: TextRange,
    lane: u8,
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Manner {
    kind: MarkKind,
    state: WorkState,
    verdict: Option<Verdict>,
}

/// Where everything stands: as long as it is the same, so are the pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Plan {
    lines: Range<usize>,
    placed: Vec<Placed>,
    more: Vec<TextRange>,
    exempt: Vec<TextRange>,
}

/// Underlines and margin of one block.
#[derive(Debug, Default)]
pub(super) struct Strips {
    made_of: Option<(u64, bool)>,
    plan: Plan,
    manners: Vec<Manner>,
    pieces: Vec<Piece>,
    margin: Vec<MarginLine>,
    drawn: Inked,
    /// The colours, the scale and the texture that it is drawn in, while that is right.
    drawn_as: Option<(Tokens, f32, TextureId)>,
}

impl Strips {
    /// Works out what changed since the last time, for the lines `in_sight`.
    pub(super) fn prepare(&mut self, from: Source<'_>, lanes: &mut Lanes, in_sight: &Range<usize>) {
        let made_of = Some((from.document.review.sight_changes(), from.shows_settled));
        let covers = self.plan.lines.start <= in_sight.start && in_sight.end <= self.plan.lines.end;
        if self.made_of == made_of && covers {
            return;
        }
        self.made_of = made_of;
        let count = from.laid.line_count();
        let lines = in_sight.start.saturating_sub(AHEAD)..(in_sight.end + AHEAD).min(count);
        let before = self.manners.clone();
        let plan = self.plan(from, lanes, lines);
        if plan != self.plan {
            self.pieces = pieces(from, &plan);
            self.plan = plan;
            self.drawn_as = None;
        } else if self.manners != before {
            self.drawn_as = None;
        }
    }

    /// The marks of some lines, with their lanes; notes how they are drawn and where they begin.
    fn plan(&mut self, from: Source<'_>, lanes: &mut Lanes, lines: Range<usize>) -> Plan {
        let review = &from.document.review;
        let window = text_of(from, &lines);
        let room = room(from.laid);
        let mut plan = Plan { lines, ..Plan::default() };
        self.manners.clear();
        self.margin.clear();
        for InLane { mark, range, state, lane } in lanes.over(review, window) {
            if !from.shows_settled && !state.is_open() {
                continue;
            }
            if from.block.contains(range.start()) && window.contains(range.start()) {
                let byte = (range.start().as_usize()).saturating_sub(from.block.start().as_usize());
                let line = line_of(from.laid, byte);
                let text = || text_of(from, &(line..line + 1));
                beginnings::add(&mut self.margin, line, text, Beginning::of(mark, state));
            }
            let Some(range) = range.intersection(window) else { continue };
            if lane < room {
                self.manners.push(Manner::of(mark, state));
                plan.placed.push(Placed { id: mark.id, range, lane });
            } else {
                add_to_union(&mut plan.more, range);
            }
        }
        let exempt = review
            .exempt_over(window)
            .filter_map(|exempt| exempt.place.range()?.intersection(window));
        plan.exempt = exempt.collect();
        plan
    }

    /// Where the line of a mark is drawn that is not seen whole among the others: in the last lane.
    pub(super) fn crowded_lane(&self, laid: &Laid, mark: MarkId) -> Option<u8> {
        let last = room(laid) - 1;
        let lane = self.plan.placed.iter().find(|placed| placed.id == mark).map(|p| p.lane);
        (!self.plan.more.is_empty() && lane.is_none_or(|lane| lane == last)).then_some(last)
    }

    /// Numbers beside the lines.
    pub(super) fn margin(&self) -> &[MarginLine] {
        &self.margin
    }

    /// Paints it with the layout's corner at `at`; gives how many marks lie between two heights.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        at: Pos2,
        heights: Rangef,
        tokens: &Tokens,
    ) -> usize {
        let scale = painter.pixels_per_point();
        let ink = drawing::ink(painter.ctx());
        if self.drawn_as != Some((*tokens, scale, ink)) {
            self.drawn_as = Some((*tokens, scale, ink));
            self.drawn = Inked::new(drawing::mesh(ink, self.shapes(tokens, scale), scale));
        }
        self.drawn.paint(painter, at, scale);
        self.count(Rangef::new(heights.min - at.y, heights.max - at.y))
    }

    /// Lets go of what was painted: it is out of sight.
    pub(super) fn hide(&mut self) {
        self.drawn.hide();
    }

    /// Everything, from the layout's corner.
    fn shapes(&self, tokens: &Tokens, scale: f32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for &Piece { left, right, y, what } in &self.pieces {
            let dashes = |y: f32, stroke: Stroke, dash: f32, gap: f32| {
                Shape::dashed_line(&[pos2(left, y), pos2(right, y)], stroke, dash, gap)
            };
            match what {
                What::Mark(index) => {
                    let Some(seen) = self.manners.get(index) else { continue };
                    let colour = tokens.mark(seen.state, seen.verdict);
                    let underline = Underline::of(seen.kind);
                    shapes.extend(underline.draw((left, right), y.round(), colour, scale));
                }
                What::More => {
                    shapes.extend(dashes(y.round(), Stroke::new(1.6, tokens.muted), 7.0, 2.0));
                }
                What::Exempt => {
                    shapes.extend(dashes(y, Stroke::new(1.0, tokens.exempt), 3.0, 3.0));
                }
            }
        }
        shapes
    }

    /// How many marks have a line between two heights, measured from the layout's corner.
    fn count(&self, heights: Rangef) -> usize {
        let in_sight = self.pieces.iter().filter(|piece| heights.contains(piece.y));
        let marks = in_sight.filter(|piece| piece.what != What::Exempt);
        let mut last = None;
        marks.filter(|piece| last.replace(piece.what) != Some(piece.what)).count()
    }
}

impl Manner {
    fn of(mark: &Mark, state: WorkState) -> Self {
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        Self { kind: mark.kind(), state, verdict }
    }
}

/// How many lanes fit below a line without touching the letters of the next one.
pub(super) fn room(laid: &Laid) -> u8 {
    /// Letters reach up to about this share of what their font could.
    const LETTERS: f32 = 0.75;
    let (Some(first), Some(second)) = (laid.line(0), laid.line(1)) else { return MOST_LANES };
    let free = second.baseline - LETTERS * second.ascent - first.baseline;
    let fits = |lane: &u8| FIRST + LANE * f32::from(*lane) + BELOW <= free;
    (1..MOST_LANES).take_while(fits).last().map_or(1, |last| last + 1)
}

/// Where lane `lane` stands below a line.
pub(super) fn lane_y(line: &LaidLine, lane: u8) -> f32 {
    line.baseline + FIRST + LANE * f32::from(lane)
}

/// The words of some lines of the block, as a range of the article.
fn text_of(from: Source<'_>, lines: &Range<usize>) -> TextRange {
    let base = from.block.start().as_usize();
    let byte = |line: usize| from.laid.line(line).map(|line| line.range);
    let start = byte(lines.start).map_or(0, |range| range.start);
    let end = byte(lines.end.saturating_sub(1)).map_or(start, |range| range.end);
    let at = |byte: usize| crate::text::TextPos::from_usize(base + byte.min(from.block.len()));
    TextRange::between(at(start), at(end))
}

/// The line that holds a byte of the layout.
pub(super) fn line_of(laid: &Laid, byte: usize) -> usize {
    let last = laid.line_count().saturating_sub(1);
    laid.first_line(|line| line.range.end <= byte).min(last)
}

/// Adds a range to a union of ranges; ranges come by start.
fn add_to_union(union: &mut Vec<TextRange>, range: TextRange) {
    match union.last_mut() {
        Some(last) if range.start() <= last.end() => {
            *last = TextRange::between(last.start(), last.end().max(range.end()));
        }
        _ => union.push(range),
    }
}

/// What is left of `range` without a union of ranges.
fn without(range: TextRange, union: &[TextRange]) -> Vec<TextRange> {
    let first = union.partition_point(|other| other.end() <= range.start());
    let mut out = Vec::new();
    let mut start = range.start();
    for other in union[first..].iter().take_while(|other| other.start() < range.end()) {
        if start < other.start() {
            out.push(TextRange::between(start, other.start()));
        }
        start = start.max(other.end());
    }
    if start < range.end() {
        out.push(TextRange::between(start, range.end()));
    }
    out
}

fn pieces(from: Source<'_>, plan: &Plan) -> Vec<Piece> {
    let last_lane = room(from.laid) - 1;
    let mut out = Vec::new();
    for lane in 0..=last_lane {
        let of_lane = plan.placed.iter().enumerate().filter(|(_, placed)| placed.lane == lane);
        let parts = of_lane.flat_map(|(index, placed)| {
            let among: &[TextRange] = if lane == last_lane { &plan.more } else { &[] };
            without(placed.range, among).into_iter().map(move |part| (part, What::Mark(index)))
        });
        add_pieces(&mut out, from, &plan.lines, lane, parts);
    }
    let more = plan.more.iter().map(|range| (*range, What::More));
    add_pieces(&mut out, from, &plan.lines, last_lane, more);
    let exempt = plan.exempt.iter().map(|range| (*range, What::Exempt));
    add_pieces(&mut out, from, &plan.lines, 0, exempt);
    out
}

/// The pieces of ranges that are in order and apart, line by line as they are seen.
fn add_pieces(
    out: &mut Vec<Piece>,
    from: Source<'_>,
    lines: &Range<usize>,
    lane: u8,
    parts: impl Iterator<Item = (TextRange, What)>,
) {
    let base = from.block.start().as_usize();
    let local = |range: TextRange| range.bytes().start - base..range.bytes().end - base;
    let (ranges, what): (Vec<_>, Vec<_>) = parts.map(|(range, what)| (local(range), what)).unzip();
    let boxes =
        if ranges.is_empty() { Vec::new() } else { from.laid.boxes(&ranges, lines.clone()) };
    for on_line in boxes.chunk_by(|a, b| a.line == b.line) {
        let Some(line) = on_line.first().and_then(|first| from.laid.line(first.line)) else {
            continue;
        };
        let y = lane_y(&line, lane);
        let piece = |seen: &RangeBox| {
            Some(Piece { left: seen.left, right: seen.right, y, what: *what.get(seen.range)? })
        };
        out.extend(on_line.iter().filter_map(piece));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextPos;

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::between(TextPos(start), TextPos(end))
    }

    #[test]
    fn ranges_that_touch_become_one() {
        let mut union = Vec::new();
        for next in [range(0, 4), range(2, 3), range(4, 8), range(9, 10)] {
            add_to_union(&mut union, next);
        }
        assert_eq!(union, [range(0, 8), range(9, 10)]);
    }

    #[test]
    fn a_mark_gives_way_where_its_lane_is_that_of_many() {
        let union = [range(0, 2), range(4, 6), range(9, 12)];
        assert_eq!(without(range(1, 10), &union), [range(2, 4), range(6, 9)]);
        assert_eq!(without(range(4, 6), &union), []);
        assert_eq!(without(range(6, 9), &union), [range(6, 9)]);
    }
}
