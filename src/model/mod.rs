//! The nouns, as plain data: article, mark, verdict, source, evidence, reviewer and the rest.
//!
//! Nothing here changes a review; that is `review`'s business. The types that are written into the
//! sidecar as they stand derive serde here, with defaults left out, so that a file holds only what
//! somebody said: **the names of their fields and variants are part of sidecar format 1**, and the
//! files under `tests/data/sidecars/v1` fail when one changes.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod article;
mod carried;
mod evidence;
mod fix;
mod id;
mod list;
mod mark;
mod pages;
mod people;
mod query;
mod read_as;
mod sign;
mod source;
mod source_note;
mod table;
mod verdict;
mod vocabulary;

pub use article::{Article, ArticleMeta, Block, BlockKind, InlineSpan, InlineStyle, Loss};
pub use carried::{Carried, DraftFlag, FromDraft};
pub use evidence::{Evidence, Relation};
pub use fix::{Fix, FixDecision};
pub use id::{EventId, EvidenceId, ExemptId, Id, MarkId, QueryId, ReviewerId, SignOffId, SourceId};
pub use list::{Entry, List};
pub use mark::{
    Claim, ClaimType, Exempt, ExemptReason, Importance, Mark, MarkBody, MarkKind, Mention, Place,
    Quotation, QuoteForm, Selector,
};
pub use pages::{PageStart, Pages};
pub use people::{Reviewer, Role, SignOff, Stamp, Timestamp};
pub use query::{Answer, Query, QueryStatus, QueryTo};
pub use read_as::ReadAs;
pub use sign::{ItemSign, begins_with_sign};
pub use source::{Source, SourceKind};
pub use source_note::{Remark, SourceNote, SourceNoteKind};
pub use table::{Cell, Table};
pub use verdict::{Covers, Demand, Method, SecondRead, Verdict, VerdictGiven, WorkState};
