//! Arguments → command line or window → exit code; nothing else.

fn main() {}
