//! Benches of the rooms without a window, one file for each.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "core/sidecar.rs"]
mod sidecar;

fn main() {
    divan::main();
}
