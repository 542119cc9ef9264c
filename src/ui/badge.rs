//! The round sign that tells a mark's state: by shape and letter first, by colour as well.

use egui::{Align2, Color32, FontId, Painter, Pos2, Shape, Stroke, pos2, vec2};

use super::setting::bold;
use super::theme::Tokens;
use crate::model::{Mark, MarkKind, Verdict, WorkState};
use crate::review::{Review, work_state};

pub(super) use crate::workspace::spoken;

/// What stands in the circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A verdict's own sign.
    Verdict(Verdict),
    /// A letter or stop.
    Letter(&'static str),
}

/// A sign, its colour, and whether its circle is broken: something is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Badge {
    /// What stands in it.
    pub sign: Sign,
    /// Its colour.
    pub colour: Color32,
    /// A broken circle.
    pub is_open: bool,
}

impl Badge {
    /// The badge of `mark`.
    pub(super) fn of(review: &Review, mark: &Mark, tokens: &Tokens) -> Self {
        let state = work_state(review, mark);
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        let sign = match (state, verdict) {
            (WorkState::Lost, _) => Sign::Letter("×"),
            (WorkState::Recheck, _) => Sign::Letter("!"),
            (WorkState::Queried, _) => Sign::Letter("?"),
            (_, Some(verdict)) => Sign::Verdict(verdict),
            (WorkState::Sourced, None) => Sign::Letter("+"),
            (_, None) => Sign::Letter("·"),
        };
        Self { sign, colour: tokens.mark(state, verdict), is_open: state.is_open() }
    }

    /// The badge of a verdict by itself.
    pub(super) fn of_verdict(verdict: Verdict, tokens: &Tokens) -> Self {
        Self { sign: Sign::Verdict(verdict), colour: tokens.verdict(verdict), is_open: false }
    }
}

/// Paints a badge around `centre`.
pub(super) fn paint(painter: &Painter, centre: Pos2, radius: f32, badge: &Badge) {
    let stroke = Stroke::new(1.4, badge.colour);
    if badge.is_open {
        painter.extend(broken_circle(centre, radius, stroke));
    } else {
        painter.circle_stroke(centre, radius, stroke);
    }
    match badge.sign {
        Sign::Verdict(verdict) => paint_verdict(painter, centre, radius, verdict, badge.colour),
        Sign::Letter(letter) => paint_letter(painter, centre, radius, letter, badge.colour),
    }
}

fn broken_circle(centre: Pos2, radius: f32, stroke: Stroke) -> Vec<Shape> {
    const DASHES: u8 = 9;
    let turn = std::f32::consts::TAU / f32::from(DASHES);
    let dash = |n: u8| {
        let at = |part: f32| centre + radius * egui::Vec2::angled((f32::from(n) + part) * turn);
        Shape::line(vec![at(0.0), at(0.3), at(0.6)], stroke)
    };
    (0..DASHES).map(dash).collect()
}

fn paint_letter(painter: &Painter, centre: Pos2, radius: f32, letter: &str, colour: Color32) {
    let font = FontId::new(radius * 1.3, bold());
    painter.text(centre + vec2(0.0, -0.2), Align2::CENTER_CENTER, letter, font, colour);
}

/// Signs that fonts may lack are drawn by hand.
fn paint_verdict(painter: &Painter, centre: Pos2, radius: f32, verdict: Verdict, colour: Color32) {
    let unit = radius / 8.0;
    let at = |x: f32, y: f32| pos2(centre.x + x * unit, centre.y + y * unit);
    let pen = Stroke::new((1.7 * unit).max(1.2), colour);
    let line = |points: &[(f32, f32)]| {
        let points = points.iter().map(|(x, y)| at(*x, *y)).collect();
        painter.add(Shape::line(points, pen));
    };
    match verdict {
        Verdict::Confirmed => line(&[(-3.2, 0.2), (-0.9, 2.7), (3.4, -2.8)]),
        Verdict::ConfirmedWithFix => {
            line(&[(-3.0, 3.2), (-2.4, 0.8), (2.2, -3.6), (3.8, -2.0), (-0.8, 2.6), (-3.0, 3.2)]);
        }
        Verdict::Wrong => {
            line(&[(-2.7, -2.7), (2.7, 2.7)]);
            line(&[(2.7, -2.7), (-2.7, 2.7)]);
        }
        Verdict::Unsupported => {
            painter.circle_stroke(centre, 2.9 * unit, pen);
            line(&[(-3.3, 3.3), (3.3, -3.3)]);
        }
        Verdict::Disputed => {
            line(&[(-3.2, -1.3), (3.2, -1.3)]);
            line(&[(-3.2, 1.5), (3.2, 1.5)]);
            line(&[(-1.6, 3.6), (1.6, -3.6)]);
        }
        Verdict::Cut => line(&[(-3.2, 0.0), (3.2, 0.0)]),
        Verdict::PartlyRight | Verdict::KeptUnconfirmed | Verdict::OnAuthor | Verdict::Opinion => {
            paint_letter(painter, centre, radius, verdict.sign(), colour);
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

    /// Paints it from `left` to `right` at height `y`.
    pub(super) fn paint(self, painter: &Painter, left: f32, right: f32, y: f32, colour: Color32) {
        let rule = |y: f32, width: f32| painter.hline(left..=right, y, Stroke::new(width, colour));
        match self {
            Self::Solid => {
                rule(y, 2.0);
            }
            Self::Double => {
                rule(y - 1.2, 1.1);
                rule(y + 1.6, 1.1);
            }
            Self::Dotted => {
                let dots =
                    Shape::dotted_line(&[pos2(left + 1.0, y), pos2(right, y)], colour, 4.0, 1.1);
                painter.extend(dots);
            }
        }
    }
}
