//! Where things are in a text.
//!
//! Inside the program a place is a byte offset ([`TextPos`]) into one immutable `&str`; at every
//! border (sidecar, JSON, command line) it is a count of Unicode code points, converted by
//! [`CodePoints`]. Nothing here knows what an article or a mark is.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod code_points;
mod diff;
mod digest;
mod elide;
mod fold;
mod pieces;
mod pos;
mod segment;
mod signs;
mod words;

pub use code_points::CodePoints;
pub use diff::{Compared, Kept, TextDiff, Token, much_alike, tokens};
pub use digest::{Digest, WordsHash};
pub use elide::{elided, in_order, isolated};
pub use fold::fold;
pub use pieces::{NoNames, names, quotations};
pub use pos::{TextPos, TextRange};
pub use segment::{
    grapheme_range_at, is_grapheme_boundary, is_word_boundary, next_grapheme, previous_grapheme,
    sentence_at, sentence_starts, sentences, snap_to_graphemes, word_at,
};
pub use signs::{HiddenSign, hidden_signs, is_rtl_letter, sign_name};
pub use words::{WordUnit, Words, count_words, word_segments, words};
