//! RON in and out: bytes to a review, a review to text.
//!
//! The file reads well in a text editor and differs little in git: a line for each fact, a stable
//! order, strings escaped onto one line, no counter or time that changes by itself. The text of every
//! draft is in it, so that a review opens without its article.
//!
//! | file | what |
//! |---|---|
//! | `v1` | the stored types: the frozen shape of format 1 |
//! | `write` | review → stored types → text |
//! | `layout` | ron's compact text → the lines that people read |
//! | `read` | bytes → stored types, or why not |
//! | `peek` | the first part of a long file → its text and some marks |
//! | `rebuild` | stored types → review; marks are placed again, and nothing is dropped |
//!
//! A later format gets its own file of types beside `v1`, and `read` turns older ones into newer
//! ones. What was read from a newer format is shown and never saved over.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod error;
mod layout;
mod peek;
mod read;
mod rebuild;
mod v1;
mod write;

use ron::Options;
use ron::extensions::Extensions;

pub use error::SidecarError;
pub use peek::{EndOfDrafts, FirstLook, draft_files, end_of_drafts, first_place};
pub use read::{Loaded, from_ron};
pub use write::to_ron;

/// The format that is written.
pub const FORMAT: u32 = 1;

/// What a sidecar's name ends in, after the article's own name and a full stop.
pub const EXTENSION: &str = "review.ron";

/// The longest file that is read, in bytes. *Limits*: 128 MiB hold some 400,000 marks.
pub const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// How RON is spoken here; ron's own limit on nesting stays.
///
/// The file says the same in its `#![enable(…)]` lines, for other programs. Set here too, so that
/// it still reads when somebody takes those lines away.
fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}
