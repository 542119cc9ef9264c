//! Benches of the rooms without a window, one file for each.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "core/anchor.rs"]
mod anchor;
#[path = "core/find.rs"]
mod find;
#[path = "core/import.rs"]
mod import;
#[path = "core/review.rs"]
mod review;
#[path = "core/sidecar.rs"]
mod sidecar;
#[path = "core/story.rs"]
mod story;

fn main() {
    divan::main();
}
