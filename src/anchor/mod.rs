//! Selector + text → the place a mark has, with its fit.
//!
//! [`resolve`] finds exact words alone. [`Carrier`] takes marks into another draft, for which it has
//! both texts; it may *propose* a place where the words are merely alike, and that never keeps a
//! verdict alive. Words inside other words are other words. Not finding something is an answer, not
//! an error.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod carry;
mod describe;
mod resolve;
mod starts;
mod whole;

pub use carry::{Blocks, Carrier, is_another_text};
pub use describe::{CONTEXT, describe, quoted};
pub use resolve::{Anchor, Finder, MOST_PLACES, resolve};
