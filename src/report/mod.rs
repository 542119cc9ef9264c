//! The review made readable: review → [`Report`], the neutral document that every exporter renders.
//!
//! A report holds what is to be said and in which order, resolved: names instead of ids, places
//! instead of ranges, overlapping marks cut into flat [`Segment`]s. It holds no markup and escapes
//! nothing; that is `export`'s business. What is confidential has no field here to stand in, so no
//! format can let it out by mistake.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod badge;
mod build;
mod coverage;
mod document;
mod rows;
mod segments;
mod summary;

pub use badge::{Badge, Tone, state_sign};
pub use build::{Options, build};
pub use coverage::coverage_rows;
pub use document::{
    AnswerRow, CoverageRow, CoverageRows, Detail, EvidenceRow, ExemptRow, FixRow, LegendRow,
    MarginMark, MarkRow, OpenItem, QueryRow, Report, ReportBlock, ReviewerRow, SecondReadRow,
    Segment, SignOffRow, SourceRef, SourceRow, Spot, Trace, VerdictRow,
};
pub use summary::{Summary, summarise};
