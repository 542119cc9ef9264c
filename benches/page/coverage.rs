//! The window with coverage shown: tints and signs on the page, and the strip for the whole article.

use obelus::workspace::{Action, Shown};

use super::limits::Limits;
use super::{Times, Window, figure};

/// The same frames as without it, on a small and a large article.
pub(super) fn run(table: &mut Limits, floor: &Times, small: &mut Window, large: &mut Window) {
    for window in [&mut *small, &mut *large] {
        toggle(window);
    }
    let steady = [small.many(400, Window::steady), large.many(400, Window::steady)];
    let scrolled = [small.many(400, Window::scrolled), large.many(400, Window::scrolled)];
    let judged = [small.changes(60, Window::judge).1, large.changes(60, Window::judge).1];
    for window in [small, large] {
        toggle(window);
    }
    for (name, times) in
        [("steady", &steady), ("scrolled by 60 points", &scrolled), ("after a verdict", &judged)]
    {
        figure(&format!("{name}, coverage shown, 10k + 1k"), &times[0]);
        figure(&format!("{name}, coverage shown, 1M + 100k"), &times[1]);
    }
    let grows = |times: &[Times; 2]| times[1].median / times[0].median;
    table.ratio("steady with coverage / floor", steady[1].median / floor.median, 3.0);
    table.ratio("scrolled with coverage / floor", scrolled[1].median / floor.median, 4.0);
    table.ratio("steady with coverage, 1M / 10k", grows(&steady), 1.15);
    table.ratio("a verdict's frame with coverage, 1M / 10k", grows(&judged), 2.0);
}

/// Shows coverage, or hides it, and lets the window come to rest.
fn toggle(window: &mut Window) {
    window.dispatch(Action::ToggleShown(Shown::Coverage));
    for _ in 0..30 {
        window.steady();
    }
}
