//! Which words are accounted for, on the page: a tint under those that nobody has looked at, and a
//! pencil's sign above each of the others, as on paper.
//!
//! ```text
//!   ✓ covered    ○ on somebody's word    – exempt    × checked, not right    struck: to be cut
//!   tint: open   tint with slanting strokes: to be checked again
//! ```
//!
//! What is drawn for a block is made when it comes into sight, or when one of its words stands
//! otherwise; a steady frame only paints it. Of a long block only the lines near the window are.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Color32, Mesh, Painter, Pos2, Rangef, Rect, Shape, Stroke, TextureId, pos2, vec2};

use super::lay_out::Measure;
use super::view::{PageCx, PageView, Visible};
use crate::review::WordState;
use crate::text::{TextPos, TextRange};
use crate::ui::drawing;
use crate::ui::setting::{Inked, Laid, RangeBox};
use crate::ui::theme::Tokens;

/// Lines above and below those in sight that are worked out with them.
const AHEAD: usize = 24;

/// Half of what a sign takes, in points.
const SIGN: f32 = 2.6;

/// From one slanting stroke to the next, in points.
const STROKES: f32 = 7.0;

/// How far a stroke slants, in points.
const SLANT: f32 = 4.0;

/// What is drawn for the blocks in sight.
#[derive(Debug, Default)]
pub(super) struct Cover {
    made_of: Option<MadeOf>,
    signs: Vec<(WordState, Mesh)>,
    blocks: BTreeMap<usize, InBlock>,
}

/// When it changes, everything is drawn anew.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MadeOf {
    measure: Measure,
    tokens: Tokens,
    draft: u32,
    ink: TextureId,
}

#[derive(Debug)]
struct InBlock {
    sights: u64,
    lines: Range<usize>,
    states: Vec<WordState>,
    inked: Inked,
}

/// Paints how the words in sight stand, below their letters.
pub(super) fn paint(view: &mut PageView, cx: &PageCx<'_>, painter: &Painter, heights: Rangef) {
    let measure = view.blocks.measure().filter(|_| cx.settings.coverage);
    let Some(measure) = measure else {
        if view.cover.made_of.is_some() {
            view.cover = Cover::default();
        }
        return;
    };
    let mut cover = std::mem::take(&mut view.cover);
    let draft = cx.document.review.draft().number;
    let ink = drawing::ink(painter.ctx());
    cover.prepare(MadeOf { measure, tokens: cx.tokens, draft, ink });
    let sight = view.visible_range();
    cover.blocks.retain(|block, _| sight.contains(block));
    for visible in &view.visible {
        let Some(laid) = view.blocks.peek(visible.block).map(|kept| &kept.laid) else { continue };
        cover.block(cx, visible, laid, heights);
        if let Some(kept) = cover.blocks.get_mut(&visible.block) {
            kept.inked.paint(painter, visible.at, measure.scale);
        }
    }
    view.cover = cover;
}

impl Cover {
    fn prepare(&mut self, made_of: MadeOf) {
        if self.made_of == Some(made_of) {
            return;
        }
        let MadeOf { tokens, measure, ink, .. } = made_of;
        let drawn = |state| (state, drawing::mesh(ink, sign(state, &tokens), measure.scale));
        let signs = WordState::ALL.into_iter().map(drawn).collect();
        *self = Self { made_of: Some(made_of), signs, blocks: BTreeMap::new() };
    }

    /// Makes what is drawn for a block, where it is not there or not right any more.
    fn block(&mut self, cx: &PageCx<'_>, visible: &Visible, laid: &Laid, heights: Rangef) {
        let sights = cx.document.review.sight_changes();
        let first = laid.first_line(|line| visible.at.y + line.rect.bottom() < heights.min);
        let end = laid.first_line(|line| visible.at.y + line.rect.top() < heights.max);
        let kept = self.blocks.get_mut(&visible.block);
        let kept = kept.filter(|kept| kept.lines.start <= first && end <= kept.lines.end);
        if kept.as_ref().is_some_and(|kept| kept.sights == sights) {
            return;
        }
        let lines = match &kept {
            Some(kept) => kept.lines.clone(),
            None => first.saturating_sub(AHEAD)..(end + AHEAD).min(laid.line_count()),
        };
        let block = cx.document.review.article().blocks().get(visible.block);
        let Some(block) = block.map(|block| block.range) else { return };
        let sight = text_of(laid, block, &lines);
        let words = cx.document.review.word_states_over(sight);
        if let Some(kept) = kept {
            kept.sights = sights;
            if words.clone().map(|(_, state)| state).eq(kept.states.iter().copied()) {
                return;
            }
        }
        let base = block.start().as_usize();
        let (ranges, states): (Vec<_>, Vec<_>) = words
            .map(|(word, state)| {
                let bytes = word.bytes();
                (bytes.start.saturating_sub(base)..bytes.end - base, state)
            })
            .unzip();
        let boxes = laid.boxes(&ranges, lines.clone());
        let inked = Inked::new(self.draw(laid, &boxes, &states, &cx.tokens));
        self.blocks.insert(visible.block, InBlock { sights, lines, states, inked });
    }

    fn draw(&self, laid: &Laid, boxes: &[RangeBox], states: &[WordState], t: &Tokens) -> Mesh {
        let mut mesh = Mesh::with_texture(self.made_of.map(|of| of.ink).unwrap_or_default());
        for run in tinted(boxes, states) {
            let Some(line) = laid.line(run.line) else { continue };
            let heights = Rangef::new(line.rect.top() + 2.0, line.rect.bottom() - 2.0);
            let rect = Rect::from_x_y_ranges(run.left..=run.right, heights);
            add(&mut mesh, rect, t.open);
            if t.open_line != Color32::TRANSPARENT {
                edge(&mut mesh, rect, t.open_line);
            }
            if states.get(run.range) == Some(&WordState::Recheck) {
                self.strokes(&mut mesh, rect);
            }
        }
        for word in boxes {
            let Some(line) = laid.line(word.line) else { continue };
            let Some(state) = states.get(word.range) else { continue };
            let middle = f32::midpoint(word.left, word.right);
            match state {
                WordState::Open | WordState::Recheck => {}
                WordState::Gone => {
                    let y = (line.baseline - line.ascent * 0.3).round();
                    let bar = Rect::from_x_y_ranges(word.left..=word.right, y..=y + 1.2);
                    add(&mut mesh, bar, t.muted);
                }
                state => self.stamp(&mut mesh, *state, pos2(middle, line.rect.top() + SIGN)),
            }
        }
        mesh
    }

    /// Slanting strokes over a tint.
    fn strokes(&self, mesh: &mut Mesh, rect: Rect) {
        let middle = rect.center().y;
        let mut x = rect.left() + SLANT;
        while x < rect.right() - SLANT / 2.0 {
            self.stamp(mesh, WordState::Recheck, pos2(x, middle));
            x += STROKES;
        }
    }

    fn stamp(&self, mesh: &mut Mesh, state: WordState, at: Pos2) {
        if let Some((_, sign)) = self.signs.iter().find(|(of, _)| *of == state) {
            let mut sign = sign.clone();
            sign.translate(at.to_vec2());
            mesh.append(sign);
        }
    }
}

/// The sign of a state around the origin.
fn sign(state: WordState, tokens: &Tokens) -> Vec<Shape> {
    let line = |points: &[(f32, f32)], colour| {
        let at = |(x, y): &(f32, f32)| pos2(x * SIGN, y * SIGN);
        Shape::line(points.iter().map(at).collect(), Stroke::new(1.1, colour))
    };
    match state {
        WordState::Covered => vec![line(&[(-1.0, 0.1), (-0.3, 0.9), (1.1, -1.0)], tokens.exempt)],
        WordState::ShownApart => {
            vec![Shape::circle_stroke(Pos2::ZERO, SIGN * 0.8, Stroke::new(1.1, tokens.author))]
        }
        WordState::Exempt => vec![line(&[(-1.0, 0.0), (1.0, 0.0)], tokens.exempt)],
        WordState::NotCovered => vec![
            line(&[(-0.9, -0.9), (0.9, 0.9)], tokens.bad),
            line(&[(0.9, -0.9), (-0.9, 0.9)], tokens.bad),
        ],
        WordState::Recheck => {
            let half = vec2(SLANT / 2.0, -SLANT * 2.0);
            let ends = [Pos2::ZERO - half, Pos2::ZERO + half];
            vec![Shape::line_segment(ends, Stroke::new(1.0, tokens.bad.gamma_multiply(0.45)))]
        }
        WordState::Gone | WordState::Open => Vec::new(),
    }
}

/// The stretches below which there is a tint: words with something to do, and what is between two
/// of them that stand alike.
fn tinted(boxes: &[RangeBox], states: &[WordState]) -> Vec<RangeBox> {
    let state = |word: &RangeBox| states.get(word.range).copied();
    let mut out: Vec<RangeBox> = Vec::new();
    let mut before: Option<&RangeBox> = None;
    for word in boxes {
        let last = before.replace(word);
        if !state(word).is_some_and(WordState::is_to_do) {
            continue;
        }
        let goes_on = last.is_some_and(|last| {
            let is_next = last.range.abs_diff(word.range) <= 1;
            is_next && last.line == word.line && state(last) == state(word)
        });
        match out.last_mut() {
            Some(run) if goes_on => run.right = word.right,
            _ => out.push(*word),
        }
    }
    out
}

/// A rectangle of one colour.
fn add(mesh: &mut Mesh, rect: Rect, colour: Color32) {
    mesh.add_rect_with_uv(rect, Rect::from_pos(Pos2::ZERO), colour);
}

/// A thin line around a tint.
fn edge(mesh: &mut Mesh, rect: Rect, colour: Color32) {
    let (x, y) = (rect.x_range(), rect.y_range());
    for side in [
        Rect::from_x_y_ranges(x, y.min..=y.min + 1.0),
        Rect::from_x_y_ranges(x, y.max - 1.0..=y.max),
        Rect::from_x_y_ranges(x.min..=x.min + 1.0, y),
        Rect::from_x_y_ranges(x.max - 1.0..=x.max, y),
    ] {
        add(mesh, side, colour);
    }
}

/// The words of some lines of a block.
fn text_of(laid: &Laid, block: TextRange, lines: &Range<usize>) -> TextRange {
    let base = block.start().as_usize();
    let start = laid.line(lines.start).map_or(0, |line| line.range.start);
    let end = laid.line(lines.end.saturating_sub(1)).map_or(start, |line| line.range.end);
    let at = |byte: usize| TextPos::from_usize(base + byte.min(block.len()));
    TextRange::between(at(start), at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(range: usize, line: usize, left: f32) -> RangeBox {
        RangeBox { range, line, left, right: left + 8.0 }
    }

    #[test]
    fn words_that_stand_alike_beside_each_other_have_one_tint() {
        let boxes = [word(0, 0, 0.0), word(1, 0, 10.0), word(2, 0, 20.0), word(3, 1, 0.0)];
        let open = WordState::Open;
        let sides = |states: &[WordState]| -> Vec<(f32, f32)> {
            tinted(&boxes, states).iter().map(|run| (run.left, run.right)).collect()
        };
        assert_eq!(sides(&[open; 4]), [(0.0, 28.0), (0.0, 8.0)]);
        assert_eq!(sides(&[open, WordState::Recheck, open, WordState::Covered]).len(), 3);
        assert_eq!(sides(&[open, WordState::Exempt, open, WordState::Gone]).len(), 2);
    }

    #[test]
    fn every_state_is_told_by_a_shape_of_its_own() {
        let tokens = crate::ui::theme::LIGHT;
        let drawn = |state| format!("{:?}", sign(state, &tokens));
        let above: Vec<String> = WordState::ALL.into_iter().map(drawn).collect();
        let shapes: std::collections::BTreeSet<&String> = above.iter().collect();
        assert_eq!(shapes.len(), WordState::ALL.len() - 1, "{above:?}"); // two have none
    }
}
