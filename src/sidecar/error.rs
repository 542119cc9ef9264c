//! Why a sidecar could not be read or written: what, where, and what to do.

use thiserror::Error;

use super::{FORMAT, MOST_BYTES};

/// Why bytes are not a review, or a review could not be put into bytes. A file that could not be
/// read is never written over.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SidecarError {
    /// It looks like a sidecar and breaks off or is out of shape somewhere.
    #[error("line {line}, column {column}: {what}; mend the file there, or put an older copy back")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// What was found there, or missed.
        what: String,
    },
    /// A later version of Obelus wrote it, in a form that this one cannot show.
    #[error(
        "it is in format {format}, and this version reads up to {FORMAT}; open it with a newer Obelus"
    )]
    NewerFormat {
        /// The format it says it has.
        format: u32,
    },
    /// Something else.
    #[error("it is not an Obelus review: {what}")]
    NotASidecar {
        /// What gave it away.
        what: String,
    },
    /// In shape, and yet it cannot be right.
    #[error("the review does not hold together: {what}; mend the file, or put an older copy back")]
    Invalid {
        /// What is wrong.
        what: String,
    },
    /// More than is read.
    #[error("it is too large: {bytes} bytes, and at most {MOST_BYTES} are read")]
    TooLarge {
        /// Its length.
        bytes: u64,
    },
}
