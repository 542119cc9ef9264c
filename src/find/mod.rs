//! Search: marks by a filter, and words in the text and in what is written about it.
//!
//! A query line such as `status:open kind:claim "rose by" -tag:money` becomes a [`Filter`]; a filter
//! and a [`Sort`] give the marks to show ([`Rows`]). A line is never wrong: what is not understood
//! is searched for as text, and [`Filter::problems`] says so.
//!
//! Keys that are given twice are alternatives (`kind:claim kind:quote`); different keys and words
//! must all hold; a `-` in front turns one round.
//!
//! A [`Needle`] is found in the text by [`find_all`]: byte for byte, in a [`Folded`] copy of it, or
//! as a regular expression; and beside the text by [`Writings::find`].
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod beside;
mod filter;
mod folded;
mod folding;
mod needle;
mod query;
mod search;
mod select;

pub use beside::{BesideHit, Owner, Scope, Writings};
pub use filter::Filter;
pub use folded::Folded;
pub use folding::search_fold;
pub use needle::{LONGEST_NEEDLE, Needle, NeedleError};
pub use query::KEYS;
pub use search::{Hits, MOST_HITS, find_all};
pub use select::{Rows, Sort};
