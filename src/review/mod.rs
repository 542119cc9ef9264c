//! Everything said about one article, and the only door to change it.
//!
//! A [`Review`] changes through [`History::commit`] alone, which applies [`Edit`]s: each sets one
//! thing to a value or takes it away, and gives back the edit that undoes it. A transaction is all
//! or nothing. Undo is identity on content; the event log only grows.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod census;
mod contents;
mod coverage;
mod deleted;
mod draft;
mod drafted;
mod edit;
mod event;
mod figures;
mod gates;
mod grid;
mod history;
mod marks;
mod next_draft;
mod past;
mod recent;
mod sections;
mod shared_map;
mod state;

pub use census::Census;
pub use contents::{Review, ReviewParts};
pub use coverage::{Piece, Pieces, Tally, WordState};
pub use draft::{Draft, PastExempt, PastMark};
pub use drafted::Drafted;
pub use edit::{Edit, EditError};
pub use event::Event;
pub use figures::{Figures, Milestone, figures, milestones};
pub use gates::{Finding, FindingKind, findings};
pub use history::{Act, Coalesce, History, Transaction};
pub use marks::SetOut;
pub use next_draft::{Carry, Fate, NextDraft, NextDraftError, next_draft};
pub use past::past_review;
pub use sections::{Section, sections};
pub use state::{is_stale, missing, work_state};
