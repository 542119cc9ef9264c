//! What it costs to carry marks into a new draft, beside the bare comparison of the two texts.
//!
//! All figures are CPU time of the thread. `cargo bench --bench carry` prints them beside their limits
//! and fails when one is passed. How well marks are placed, and how fast that is beside approximate
//! matching, is measured by `score.py` and `peer.mjs` in this folder.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "../limits/mod.rs"]
mod limits;
#[path = "../core/story.rs"]
#[expect(dead_code, reason = "marks with verdicts are for other benches")]
mod story;

use cpu_time::ThreadTime;
use limits::Limits;
use obelus::anchor::{Blocks, Carrier};
use obelus::model::Carried;
use obelus::text::TextRange;
use similar::{Algorithm, capture_diff_slices};

/// Runs of which the quickest counts.
const RUNS: usize = 5;

fn main() {
    let mut limits = Limits::default();
    scattered(&mut limits);
    all_edited(&mut limits);
    limits.end();
}

/// Ten thousand marks, a million words, five hundred edits somewhere.
fn scattered(limits: &mut Limits) {
    let (old, words) = story::story(1_000_000, "\n\n");
    let marks: Vec<TextRange> = words.chunks(100).map(|c| between(c[20], c[24])).collect();
    let mut dice = story::Dice::new(3);
    let mut at: Vec<usize> = (0..500).map(|_| dice.below(words.len())).collect();
    at.sort_unstable();
    at.dedup();
    let new = edited(&old, at.iter().map(|n| words[*n]));
    let bare = least(|| assert!(word_diff(&old, &new) > 1));
    let (carried, changed) = carry(&old, &new, &marks);
    figure("bare word diff, 1M words", bare);
    figure("10,000 marks carried, 1M words, 500 edits", carried);
    assert!((1..=500).contains(&changed), "{changed} marks were changed");
    limits.ratio("marks carried / bare word diff", carried / bare, 3.0);
}

/// A megabyte of text with five hundred marks, a word of each changed.
fn all_edited(limits: &mut Limits) {
    let (old, words) = story::story(180_000, "\n\n");
    let marks: Vec<TextRange> = words.chunks(360).map(|c| between(c[20], c[31])).collect();
    let new = edited(&old, words.chunks(360).map(|c| c[25]));
    let (carried, changed) = carry(&old, &new, &marks);
    let size = old.len() as f64 / 1e6;
    figure(&format!("{} edited marks carried, {size:.2} MB", marks.len()), carried);
    limits.milliseconds("500 edited marks in 1 MB", carried, 250.0);
    limits.count("marks not seen to have other words", marks.len() - changed, 0);
}

/// Milliseconds to carry all marks, the texts compared anew; and how many have other words now.
fn carry(old: &str, new: &str, marks: &[TextRange]) -> (f64, usize) {
    let mut changed = 0;
    let took = least(|| {
        let (before, after) = (Blocks::of_plain(old), Blocks::of_plain(new));
        let carrier = Carrier::new(&before, &after);
        let is_changed = |mark: &&TextRange| matches!(carrier.carry(**mark), Carried::Changed(_));
        changed = marks.iter().filter(is_changed).count();
    });
    (took, changed)
}

/// What any comparison by words costs: the words found, and the two lists compared.
fn word_diff(old: &str, new: &str) -> usize {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    capture_diff_slices(Algorithm::Myers, &old, &new).len()
}

/// `text` with another word in some places, which come in order.
fn edited(text: &str, places: impl Iterator<Item = TextRange>) -> String {
    let mut out = String::with_capacity(text.len() + 4096);
    let mut from = 0;
    for (n, place) in places.enumerate() {
        let bytes = place.bytes();
        out.push_str(&text[from..bytes.start]);
        out.push_str(if n % 2 == 0 { "1,251" } else { "otherwise" });
        from = bytes.end;
    }
    out.push_str(&text[from..]);
    out
}

fn between(first: TextRange, last: TextRange) -> TextRange {
    TextRange::between(first.start(), last.end())
}

/// The least of some runs, in milliseconds.
fn least(mut run: impl FnMut()) -> f64 {
    let times = (0..RUNS).map(|_| {
        let start = ThreadTime::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    });
    times.fold(f64::INFINITY, f64::min)
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measures")]
fn figure(name: &str, took: f64) {
    println!("{name:52} ms: {took:9.2}");
}
