//! A place → the selector that is stored for it.

use crate::model::Selector;
use crate::text::{CodePoints, TextRange};

/// Code points of context kept on each side. *Source*: the W3C data model leaves it open; 32 is
/// what Hypothesis ships, so that files can be exchanged.
pub const CONTEXT: usize = 32;

/// The selector of `range` in `text`: position in code points, words, and up to [`CONTEXT`] code
/// points on each side.
pub fn describe(text: &str, code_points: &CodePoints, range: TextRange) -> Selector {
    let bytes = range.bytes();
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    Selector {
        position: Some(code_points.range(text, range)),
        exact: range.of(text).to_owned(),
        prefix: before[from..].to_owned(),
        suffix: after[..to].to_owned(),
    }
}
