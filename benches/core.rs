//! Benches of the rooms without a window.

fn main() {
    divan::main();
}
