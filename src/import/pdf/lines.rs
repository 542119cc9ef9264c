//! Signs → words → lines, whatever order the file draws them in.
//!
//! A *run* is what was drawn one after the other on one baseline. Runs side by side become *segments*,
//! and those stop where there is more room between two words than a line has: at the gutter of two
//! columns, at the next cell of a table. Which segments make a line is decided in `columns`.
//!
//! ```text
//!   frame of a baseline      u → along it
//!   v ↓ across it, downwards from line to line
//! ```

use super::bidi;
use super::glyphs::{Artifact, Glyph, Look};

/// More room than this, in ems, parts segments.
const GUTTER: f32 = 1.1;

/// More room than this, in ems, parts words.
const SPACE: f32 = 0.13;

/// A sign lies on the same baseline when it is not further away, in ems.
const BASELINE: f32 = 0.45;

/// A stretch without white space and without a change of its looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word<T = String> {
    pub(super) text: T,
    /// From where to where along the baseline.
    pub(super) from: f32,
    pub(super) to: f32,
    pub(super) look: Look,
    /// Whether it follows the one before without a space.
    pub(super) is_glued: bool,
}

/// Words that stand side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Segment<W = Vec<Word>> {
    /// In order of reading.
    pub(super) words: W,
    pub(super) from: f32,
    pub(super) to: f32,
    /// Where its baseline is.
    pub(super) v: f32,
    /// The height of an em of most of it.
    pub(super) size: f32,
    pub(super) angle: i16,
    pub(super) artifact: Artifact,
}

impl<T> Word<T> {
    /// The same word with another thing for its text.
    pub(super) fn with_text<U>(&self, text: U) -> Word<U> {
        let Self { from, to, look, is_glued, .. } = *self;
        Word { text, from, to, look, is_glued }
    }
}

/// A sign in the frame of its baseline.
#[derive(Debug)]
struct Sign {
    text: Box<str>,
    u: f32,
    v: f32,
    width: f32,
    size: f32,
    look: Look,
    is_space: bool,
}

impl Sign {
    fn end(&self) -> f32 {
        self.u + self.width
    }
}

/// What was drawn one after the other on one baseline.
#[derive(Debug)]
struct Run {
    signs: Vec<Sign>,
    from: f32,
    to: f32,
    v: f32,
    size: f32,
    angle: i16,
    artifact: Artifact,
    /// Whether it was drawn from right to left.
    is_leftward: bool,
}

/// The place of a point of the page in the frame of baselines with this angle.
pub(super) fn to_frame(angle: i16, x: f32, y: f32) -> (f32, f32) {
    let (sin, cos) = turn(angle);
    (x * cos + y * sin, y * cos - x * sin)
}

/// And back.
pub(super) fn from_frame(angle: i16, u: f32, v: f32) -> (f32, f32) {
    let (sin, cos) = turn(angle);
    (u * cos - v * sin, u * sin + v * cos)
}

/// Sine and cosine, exact where text is upright.
fn turn(angle: i16) -> (f32, f32) {
    match angle {
        0 => (0.0, 1.0),
        90 => (1.0, 0.0),
        180 => (0.0, -1.0),
        270 => (-1.0, 0.0),
        _ => f32::from(angle).to_radians().sin_cos(),
    }
}

/// The segments of a page, by angle, then from top to bottom.
pub(super) fn segments(glyphs: impl Iterator<Item = Glyph>) -> Vec<Segment> {
    let mut runs = runs(glyphs);
    runs.sort_by(|a, b| a.angle.cmp(&b.angle).then(a.v.total_cmp(&b.v)));
    let mut segments = Vec::new();
    let mut row: Vec<Run> = Vec::new();
    for run in runs {
        let is_on_row = row.first().is_some_and(|first| {
            first.angle == run.angle
                && run.v - first.v < BASELINE * first.size.min(run.size).max(1.0)
        });
        if !is_on_row {
            close_row(&mut row, &mut segments);
        }
        row.push(run);
    }
    close_row(&mut row, &mut segments);
    segments
}

fn runs(glyphs: impl Iterator<Item = Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let (u, v) = to_frame(glyph.angle, glyph.x, glyph.y);
        let Glyph { text, width, size, angle, look, artifact, .. } = glyph;
        let is_space = text.chars().all(char::is_whitespace);
        let sign = Sign { text, u, v, width, size, look, is_space };
        match runs.last_mut() {
            Some(run) if run.angle == angle && run.artifact == artifact => {
                if run.repeats(&sign) {
                    continue;
                }
                if let Some(sign) = run.take(sign) {
                    runs.push(Run::new(sign, angle, artifact));
                }
            }
            _ => runs.push(Run::new(sign, angle, artifact)),
        }
    }
    runs.retain(|run| run.signs.iter().any(|sign| !sign.is_space));
    runs
}

impl Run {
    fn new(sign: Sign, angle: i16, artifact: Artifact) -> Self {
        let (from, to, v, size) = (sign.u, sign.end(), sign.v, sign.size);
        Self { signs: vec![sign], from, to, v, size, angle, artifact, is_leftward: false }
    }

    /// Whether a sign is the last one drawn once more, a little aside, to look bold.
    fn repeats(&self, sign: &Sign) -> bool {
        self.signs.last().is_some_and(|last| is_same_place(last, sign) && !sign.is_space)
    }

    /// Takes a sign that goes on with it; gives back one that does not.
    fn take(&mut self, mut sign: Sign) -> Option<Sign> {
        let Some(last) = self.signs.last() else { return Some(sign) };
        let em = self.size.max(sign.size);
        let rise = self.v - sign.v;
        if rise.abs() > BASELINE * em || sign.size > self.size * 2.0 {
            return Some(sign);
        }
        let rightward = sign.u - last.end();
        let leftward = last.u - sign.end();
        let goes_right = (-0.6 * em..GUTTER * em).contains(&rightward);
        let goes_left = (-0.3 * em..GUTTER * em).contains(&leftward) && sign.u < last.u;
        let is_leftward = match self.signs.len() {
            1 => goes_left && !goes_right,
            _ => self.is_leftward,
        };
        if !(if is_leftward { goes_left } else { goes_right }) {
            return Some(sign);
        }
        if sign.size < self.size * 0.85 && rise > self.size * 0.15 {
            sign.look.is_raised = true;
        } else if self.signs.iter().all(|other| other.size < sign.size * 0.85) && rise < 0.0 {
            // A sign of a note in front of its text.
            self.signs.iter_mut().for_each(|other| other.look.is_raised = true);
            (self.v, self.size) = (sign.v, sign.size);
        }
        self.is_leftward = is_leftward;
        (self.from, self.to) = (self.from.min(sign.u), self.to.max(sign.end()));
        self.signs.push(sign);
        None
    }

    /// Whether another run is this one drawn once more.
    fn is_repeated_by(&self, other: &Self) -> bool {
        self.signs.len() == other.signs.len()
            && self.signs.iter().zip(&other.signs).all(|(a, b)| is_same_place(a, b))
    }
}

fn is_same_place(a: &Sign, b: &Sign) -> bool {
    let near = 0.12 * a.size.max(b.size);
    a.text == b.text && (a.u - b.u).abs() < near && (a.v - b.v).abs() < near
}

/// Puts the runs of one row together where they touch.
fn close_row(row: &mut Vec<Run>, segments: &mut Vec<Segment>) {
    row.sort_by(|a, b| a.from.total_cmp(&b.from));
    row.dedup_by(|second, first| first.is_repeated_by(second));
    let mut open: Option<Run> = None;
    for run in row.drain(..) {
        let Some(mut left) = open.take() else {
            open = Some(run);
            continue;
        };
        let em = left.size.max(run.size);
        if run.from - left.to < GUTTER * em && left.artifact == run.artifact {
            let rise = left.v - run.v;
            join(&mut left, run, rise);
            open = Some(left);
        } else {
            segments.extend(segment(left));
            open = Some(run);
        }
    }
    segments.extend(open.and_then(segment));
}

/// Puts `run` behind `left`, whose baseline is `rise` below.
fn join(left: &mut Run, mut run: Run, rise: f32) {
    if run.size < left.size * 0.85 && rise > left.size * 0.15 {
        run.signs.iter_mut().for_each(|sign| sign.look.is_raised = true);
    } else if left.size < run.size * 0.85 && rise < -run.size * 0.15 {
        left.signs.iter_mut().for_each(|sign| sign.look.is_raised = true);
    }
    if run.signs.len() > left.signs.len() {
        (left.v, left.size) = (run.v, run.size);
    }
    (left.from, left.to) = (left.from.min(run.from), left.to.max(run.to));
    if left.is_leftward != run.is_leftward {
        // Both in the order in which they stand.
        for one in [&mut *left, &mut run] {
            one.signs.sort_by(|a, b| a.u.total_cmp(&b.u));
            one.is_leftward = false;
        }
    }
    if left.is_leftward {
        run.signs.append(&mut left.signs);
        left.signs = run.signs;
    } else {
        left.signs.append(&mut run.signs);
    }
}

/// The words of a run; `None` where it has none.
fn segment(mut run: Run) -> Option<Segment> {
    if run.is_leftward {
        run.signs.reverse();
    }
    let Run { signs, from, to, v, size, angle, artifact, .. } = run;
    let mut signs = with_spaces(signs, size);
    let is_left = bidi::runs_left(signs.iter().map(|sign| &*sign.text));
    bidi::to_logical(&mut signs, is_left, |sign| &sign.text);
    let words = words(&signs);
    (!words.is_empty()).then_some(Segment { words, from, to, v, size, angle, artifact })
}

/// Puts a space where there is room for one, or where the pen went back.
fn with_spaces(signs: Vec<Sign>, size: f32) -> Vec<Sign> {
    let room = room_between_words(&signs, size);
    let mut out: Vec<Sign> = Vec::with_capacity(signs.len() + signs.len() / 4);
    for sign in signs {
        if let Some(last) = out.last().filter(|last| !last.is_space && !sign.is_space) {
            let gap = sign.u - last.end();
            if gap > room || gap < -0.6 * size {
                let (u, v, look) = (last.end(), last.v, last.look);
                let width = gap.max(0.0);
                out.push(Sign { text: " ".into(), u, v, width, size, look, is_space: true });
            }
        }
        out.push(sign);
    }
    out
}

/// How much room parts two words: more than between most signs, where these stand apart.
fn room_between_words(signs: &[Sign], size: f32) -> f32 {
    let usual = SPACE * size;
    let mut gaps: Vec<f32> = signs
        .windows(2)
        .filter(|two| two.iter().all(|sign| !sign.is_space))
        .map(|two| two[1].u - two[0].end())
        .collect();
    gaps.sort_by(f32::total_cmp);
    match gaps.get(gaps.len() / 2) {
        Some(middle) if gaps.len() >= 4 && (usual..4.0 * usual).contains(middle) => middle * 1.6,
        _ => usual,
    }
}

/// Whether a word is the one before it once more, in nearly the same place.
fn is_drawn_again(first: &Word, second: &Word) -> bool {
    let both = first.to.min(second.to) - first.from.max(second.from);
    first.text == second.text && both > 0.7 * (first.to - first.from)
}

/// Cuts signs in order of reading into words.
fn words(signs: &[Sign]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_glued = false;
    for sign in signs {
        if sign.is_space {
            is_glued = false;
            continue;
        }
        let text = sign.text.trim();
        match words.last_mut().filter(|last| is_glued && last.look == sign.look) {
            Some(word) => {
                word.text.push_str(text);
                (word.from, word.to) = (word.from.min(sign.u), word.to.max(sign.end()));
            }
            None => words.push(Word {
                text: text.to_owned(),
                from: sign.u,
                to: sign.end(),
                look: sign.look,
                is_glued: is_glued && !words.is_empty(),
            }),
        }
        // A sign may bring a space with it: "… the" drawn as one.
        is_glued = !sign.text.ends_with(char::is_whitespace);
    }
    words.dedup_by(|second, first| is_drawn_again(first, second));
    words
}
