//! The lines of a layout from top to bottom.
//!
//! parley puts a line's baseline where the tallest fonts on *that* line want it: one word in
//! another script moves the line by a pixel or two, and with it every line of a paragraph stands a
//! little differently. And a line height that is right for Latin letters cuts off Nastaliq.
//! Here a block has one grid: all of its lines are as high as the tallest of them needs, and the
//! baseline stands at the same depth in each, the same in all scripts that have room there. Fonts are taken at their word only so far.

use parley::{Layout, Line, RunMetrics};

use super::engine::Brush;

/// A line's place, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) baseline: f32,
    /// How far the letters may reach above it.
    pub(super) ascent: f32,
    /// The top of parley's own box, by which its carets are told apart.
    pub(super) parley_top: f32,
}

/// The most that a font may claim above and below the baseline, in ems. Nastaliq needs 1.9 and 1.1.
const MOST_ASCENT: f32 = 2.0;
const MOST_DESCENT: f32 = 1.25;

/// How much of what fonts claim is kept clear. They claim room between the lines as well; a
/// headline may be set tighter than that without its letters meeting.
const CLEAR: f32 = 0.88;

/// How far below the middle of a line its letters stand, in ems: so the small letters with their
/// ascenders look centred, whatever the font.
const BELOW_MIDDLE: f32 = 0.385;

/// The lines of `layout`, from the top.
pub(super) fn rows(layout: &Layout<Brush>) -> Vec<Row> {
    let claim = claim(layout);
    let mut top = 0.0;
    let row = |line: Line<'_, Brush>| {
        let metrics = line.metrics();
        let middle = metrics.line_height / 2.0;
        let above = (middle + claim.size * BELOW_MIDDLE).max(claim.ascent * CLEAR).round();
        let below = (middle - claim.size * BELOW_MIDDLE).max(claim.descent * CLEAR);
        let baseline = (top + above).round();
        let row = Row {
            top,
            bottom: top + (above + below).max(metrics.line_height),
            baseline,
            ascent: claim.ascent,
            parley_top: metrics.block_min_coord,
        };
        top = row.bottom;
        row
    };
    layout.lines().map(row).collect()
}

/// The most that the fonts of a layout want, in pixels.
#[derive(Default)]
struct Claim {
    size: f32,
    ascent: f32,
    descent: f32,
}

fn claim(layout: &Layout<Brush>) -> Claim {
    let mut most = Claim::default();
    for line in layout.lines() {
        for run in line.runs() {
            let (ascent, descent) = claimed(run.metrics(), run.font_size());
            most.size = most.size.max(run.font_size());
            most.ascent = most.ascent.max(ascent);
            most.descent = most.descent.max(descent);
        }
    }
    most
}

/// What a font wants above and below the baseline, within reason.
fn claimed(metrics: &RunMetrics, size: f32) -> (f32, f32) {
    let within = |value: f32, most: f32| {
        if value.is_finite() { value.clamp(0.0, most * size) } else { size }
    };
    (within(metrics.ascent, MOST_ASCENT), within(metrics.descent, MOST_DESCENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(ascent: f32, descent: f32) -> RunMetrics {
        RunMetrics { ascent, descent, ..RunMetrics::default() }
    }

    #[test]
    fn a_font_that_lies_is_not_believed() {
        assert_eq!(claimed(&metrics(14.0, 4.0), 16.0), (14.0, 4.0));
        assert_eq!(claimed(&metrics(1e9, -50.0), 16.0), (32.0, 0.0));
        assert_eq!(claimed(&metrics(f32::NAN, f32::INFINITY), 16.0), (16.0, 16.0));
    }
}
