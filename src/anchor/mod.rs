//! Selector + text → the place a mark has, with its fit.
//!
//! Only exact words are ever found here: an approximate match may one day *propose* a place, it
//! never keeps a verdict alive. Words inside other words are other words. Not finding something is
//! an answer, not an error.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod describe;
mod resolve;
mod starts;
mod whole;

pub use describe::{CONTEXT, describe};
pub use resolve::{Anchor, Finder, MOST_PLACES, resolve};
