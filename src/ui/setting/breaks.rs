//! Where lines break.
//!
//! parley counts the width of a ligature wrong in every run but the first (it looks for the rest of
//! the ligature at another place), so that lines come out too long or too short, and stand askew
//! where text is aligned to the right. What it thought of a line can be compared with what is on it;
//! then the line is broken again for a width that is off by as much.

use parley::Layout;

use super::engine::Brush;

/// How often lines are broken again. A pass puts right at least the first line that was wrong.
const TRIES: usize = 8;

/// Differences that are not looked at, in pixels.
const SLACK: f32 = 0.1;

/// Breaks a layout into lines of at most `width` pixels; where that is infinite, only at line feeds.
pub(super) fn break_lines(layout: &mut Layout<Brush>, width: f32) {
    if !width.is_finite() {
        layout.break_all_lines(None);
        return;
    }
    layout.break_all_lines(Some(width));
    let mut used: Vec<f32> = Vec::new();
    for _ in 0..TRIES {
        let wrong = miscounted(layout);
        let is_used =
            |(line, by): (usize, &f32)| (by - used.get(line).copied().unwrap_or(0.0)).abs() < SLACK;
        if wrong.iter().enumerate().all(is_used) {
            return;
        }
        used = wrong;
        let mut lines = layout.break_lines();
        let widest = used.iter().fold(width, |most, by| most.max(width - by));
        lines.state_mut().set_layout_max_advance(widest);
        let mut by = used.iter();
        loop {
            let most = (width - by.next().copied().unwrap_or(0.0)).max(0.0);
            lines.state_mut().set_line_max_advance(most);
            if lines.break_next().is_none() {
                break;
            }
        }
        lines.finish();
    }
}

/// By how much each line is wider than parley thinks, in pixels.
fn miscounted(layout: &Layout<Brush>) -> Vec<f32> {
    let by = layout.lines().map(|line| {
        let advance: f32 = line.runs().map(|run| run.advance()).sum();
        advance - line.metrics().advance
    });
    by.collect()
}
