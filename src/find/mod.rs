//! Filters and sort orders over marks, as values.
//!
//! A query line such as `status:open kind:claim "rose by" -tag:money` becomes a [`Filter`]; a filter
//! and a [`Sort`] give the marks to show ([`select`]). A line is never wrong: what is not understood
//! is searched for as text, and [`Filter::problems`] says so.
//!
//! Keys that are given twice are alternatives (`kind:claim kind:quote`); different keys and words
//! must all hold; a `-` in front turns one round.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod filter;
mod folding;
mod query;
mod select;

pub use filter::Filter;
pub use folding::search_fold;
pub use query::KEYS;
pub use select::{Sort, select};
