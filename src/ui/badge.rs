//! The round sign that tells a mark's state: by shape and letter first, by colour as well.

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, TextureId, Vec2, pos2, vec2,
};

use super::drawing::{ink, mesh, stamp};
use super::setting::bold;
use super::theme::Tokens;
use crate::model::{DraftFlag, Mark, MarkKind, Verdict, WorkState};
use crate::review::{Review, work_state};

pub(super) use crate::workspace::spoken;

/// What stands in the circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// A verdict's own sign.
    Verdict(Verdict),
    /// A cross: the words are not there any more.
    Lost,
    /// An exclamation mark: the words are others than those that the verdict was given on.
    Recheck,
    /// A question mark.
    Queried,
    /// A plus: there is evidence and no verdict.
    Sourced,
    /// A dot: nothing but the mark.
    Marked,
}

impl Sign {
    /// The letter that it is, where it is one.
    fn letter(self) -> Option<&'static str> {
        match self {
            Self::Queried => Some("?"),
            Self::Verdict(
                verdict @ (Verdict::PartlyRight
                | Verdict::KeptUnconfirmed
                | Verdict::OnAuthor
                | Verdict::Opinion),
            ) => Some(verdict.sign()),
            Self::Verdict(_) | Self::Lost | Self::Recheck | Self::Sourced | Self::Marked => None,
        }
    }
}

/// A sign, its colour, and whether its circle is broken: something is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Badge {
    /// What stands in it.
    pub sign: Sign,
    /// Its colour.
    pub colour: Color32,
    /// A broken circle.
    pub is_open: bool,
    /// What the last draft asks for, in a small sign of its own, with the colours of its ground.
    pub flag: Option<(DraftFlag, Color32, Color32)>,
}

impl Badge {
    /// The badge of `mark`.
    pub(super) fn of(review: &Review, mark: &Mark, tokens: &Tokens) -> Self {
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        Self::of_state((work_state(review, mark), verdict), mark.flag(), tokens)
    }

    /// The badge of a mark that stands like this.
    pub(super) fn of_state(
        (state, verdict): (WorkState, Option<Verdict>),
        flag: Option<DraftFlag>,
        tokens: &Tokens,
    ) -> Self {
        let sign = match (state, verdict) {
            (WorkState::Lost, _) => Sign::Lost,
            (WorkState::Recheck, _) => Sign::Recheck,
            (WorkState::Queried, _) => Sign::Queried,
            (_, Some(verdict)) => Sign::Verdict(verdict),
            (WorkState::Sourced, None) => Sign::Sourced,
            (_, None) => Sign::Marked,
        };
        // The broken circle tells of the others already.
        let flag = flag.filter(|flag| {
            matches!(flag, DraftFlag::Glance | DraftFlag::Moved)
                || (*flag == DraftFlag::Changed && state != WorkState::Recheck)
        });
        let flag = flag.map(|flag| (flag, tokens.accent, tokens.paper));
        Self { sign, colour: tokens.mark(state, verdict), is_open: state.is_open(), flag }
    }

    /// The badge of a verdict by itself.
    pub(super) fn of_verdict(verdict: Verdict, tokens: &Tokens) -> Self {
        let colour = tokens.verdict(verdict);
        Self { sign: Sign::Verdict(verdict), colour, is_open: false, flag: None }
    }
}

/// Paints a badge around `centre`.
pub(super) fn paint(painter: &Painter, centre: Pos2, radius: f32, badge: Badge) {
    let scale = painter.pixels_per_point();
    let key = (badge, radius.to_bits(), scale.to_bits(), ink(painter.ctx()));
    let drawn = painter.ctx().memory_mut(|m| Arc::clone(m.caches.cache::<Drawn>().get(key)));
    stamp(painter, &drawn, centre);
    if let Some(letter) = badge.sign.letter() {
        let font = FontId::new(radius * 1.3, bold());
        painter.text(centre + vec2(0.0, -0.2), Align2::CENTER_CENTER, letter, font, badge.colour);
    }
    if let Some((flag, ground, ink)) = badge.flag {
        let centre = centre + vec2(0.85 * radius, -0.8 * radius);
        painter.circle_filled(centre, 0.62 * radius, ground);
        let font = FontId::new(radius * 0.8, bold());
        painter.text(centre, Align2::CENTER_CENTER, flag.sign(), font, ink);
    }
}

/// Everything about the badges in sight that is drawn without a font.
type Drawn = FrameCache<Arc<Mesh>, Draw>;

#[derive(Default)]
struct Draw;

/// A badge, the bits of its radius and of the scale, and what it is painted with.
type Key = (Badge, u32, u32, TextureId);

impl ComputerMut<Key, Arc<Mesh>> for Draw {
    fn compute(&mut self, (badge, radius, scale, ink): Key) -> Arc<Mesh> {
        let (radius, scale) = (f32::from_bits(radius), f32::from_bits(scale));
        let mut shapes = circle(radius, badge);
        shapes.extend(sign(radius, badge));
        Arc::new(mesh(ink, shapes, scale))
    }
}

fn circle(radius: f32, badge: Badge) -> Vec<Shape> {
    const DASHES: u8 = 9;
    let stroke = Stroke::new(1.4, badge.colour);
    if !badge.is_open {
        return vec![Shape::circle_stroke(Pos2::ZERO, radius, stroke)];
    }
    let turn = std::f32::consts::TAU / f32::from(DASHES);
    let dash = |n: u8| {
        let at = |part: f32| Pos2::ZERO + radius * Vec2::angled((f32::from(n) + part) * turn);
        Shape::line(vec![at(0.0), at(0.3), at(0.6)], stroke)
    };
    (0..DASHES).map(dash).collect()
}

/// Signs that fonts may lack are drawn by hand, and so are those that most marks have.
fn sign(radius: f32, badge: Badge) -> Vec<Shape> {
    let unit = radius / 8.0;
    let pen = Stroke::new((1.7 * unit).max(1.2), badge.colour);
    let at = |&(x, y): &(f32, f32)| pos2(x * unit, y * unit);
    let line = |points: &[(f32, f32)]| Shape::line(points.iter().map(at).collect(), pen);
    let dot = |y: f32| Shape::circle_filled(pos2(0.0, y * unit), 1.2 * unit, badge.colour);
    let verdict = match badge.sign {
        Sign::Verdict(verdict) => verdict,
        Sign::Lost => Verdict::Wrong, // the same cross, in a broken circle
        Sign::Recheck => return vec![line(&[(0.0, -4.2), (0.0, 1.2)]), dot(3.6)],
        Sign::Sourced => {
            return vec![line(&[(-3.2, 0.0), (3.2, 0.0)]), line(&[(0.0, -3.2), (0.0, 3.2)])];
        }
        Sign::Marked => return vec![dot(0.0)],
        Sign::Queried => return Vec::new(),
    };
    match verdict {
        Verdict::Confirmed => vec![line(&[(-3.2, 0.2), (-0.9, 2.7), (3.4, -2.8)])],
        Verdict::ConfirmedWithFix => {
            let pencil =
                [(-3.0, 3.2), (-2.4, 0.8), (2.2, -3.6), (3.8, -2.0), (-0.8, 2.6), (-3.0, 3.2)];
            vec![line(&pencil)]
        }
        Verdict::Wrong => {
            vec![line(&[(-2.7, -2.7), (2.7, 2.7)]), line(&[(2.7, -2.7), (-2.7, 2.7)])]
        }
        Verdict::Unsupported => {
            let ring = Shape::circle_stroke(Pos2::ZERO, 2.9 * unit, pen);
            vec![ring, line(&[(-3.3, 3.3), (3.3, -3.3)])]
        }
        Verdict::Disputed => vec![
            line(&[(-3.2, -1.3), (3.2, -1.3)]),
            line(&[(-3.2, 1.5), (3.2, 1.5)]),
            line(&[(-1.6, 3.6), (1.6, -3.6)]),
        ],
        Verdict::Cut => vec![line(&[(-3.2, 0.0), (3.2, 0.0)])],
        Verdict::PartlyRight | Verdict::KeptUnconfirmed | Verdict::OnAuthor | Verdict::Opinion => {
            Vec::new()
        }
    }
}

/// How a kind is underlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Underline {
    /// One line.
    Solid,
    /// Two lines.
    Double,
    /// Dots.
    Dotted,
}

impl Underline {
    /// The underline of a kind.
    pub(super) fn of(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Claim => Self::Solid,
            MarkKind::Quote => Self::Double,
            MarkKind::Source => Self::Dotted,
        }
    }

    /// Draws it from `left` to `right` at height `y`, for `scale` pixels a point.
    pub(super) fn draw(
        self,
        (left, right): (f32, f32),
        y: f32,
        colour: Color32,
        scale: f32,
    ) -> Vec<Shape> {
        let rule = |y: f32, width: f32| Shape::hline(left..=right, y, Stroke::new(width, colour));
        match self {
            Self::Solid => vec![rule(y, 2.0)],
            Self::Double => vec![rule(y - 1.2, 1.1), rule(y + 1.6, 1.1)],
            Self::Dotted => vec![Shape::mesh(dots((left, right), y, colour, scale))],
        }
    }
}

/// Dots on whole pixels: circles would have forty corners each, and a page has thousands of dots.
fn dots((left, right): (f32, f32), y: f32, colour: Color32, scale: f32) -> Mesh {
    /// From dot to dot, and the width of one, in points.
    const STEP: f32 = 4.0;
    const WIDTH: f32 = 2.0;
    let whole = |points: f32| (points * scale).round().max(1.0) / scale;
    let (step, width, pixel) = (whole(STEP), whole(WIDTH), 1.0 / scale);
    let mut mesh = Mesh::default();
    let mut x = (left * scale).round() / scale;
    let y = ((y - width / 2.0) * scale).round() / scale;
    while x + width <= right.max(left + width) {
        let dot = Rect::from_min_size(pos2(x, y), vec2(width, width));
        let is_large = width > 3.0 * pixel;
        let middle = if is_large { dot.shrink2(vec2(0.0, pixel)) } else { dot };
        mesh.add_colored_rect(middle, colour);
        if is_large {
            // Without its corners it looks round.
            let cap = dot.shrink2(vec2(pixel, 0.0));
            mesh.add_colored_rect(cap.with_max_y(middle.top()), colour);
            mesh.add_colored_rect(cap.with_min_y(middle.bottom()), colour);
        }
        x += step;
    }
    mesh
}
