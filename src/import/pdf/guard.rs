//! The one place where a panic is caught.
//!
//! The interpreter is large, young and fed by strangers. It gives up by a panic where a file surprises
//! it, and it can be stopped in no other way when a page has no end: forms may draw forms, fifty deep,
//! each many times. What was collected until then is good.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Why the interpreter came to no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// It did not understand the file.
    Lost,
    /// It was told to.
    TooMuch,
}

/// What the interpreter is stopped with.
struct TooMuch;

/// Does something that the interpreter may not survive.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|cause| if cause.is::<TooMuch>() { Stopped::TooMuch } else { Stopped::Lost })
}

/// Stops the interpreter; no panic is reported.
pub(super) fn stop() -> ! {
    resume_unwind(Box::new(TooMuch))
}
