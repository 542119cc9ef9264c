//! The window without a window: driven by accessible names, judged by the review and its sidecar.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod access;
mod coverage;
mod desk;
mod drafts;
mod field;
mod find;
mod keyboard;
mod marking;
mod marks_on_page;
mod moving;
mod narrow;
mod opening;
mod panels;
mod reading;
mod scrolling;
mod setting;
mod source_notes;
mod sources;
mod tables;
