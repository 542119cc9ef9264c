//! A place → the selector that is stored for it.

use crate::model::Selector;
use crate::text::{CodePoints, TextRange};

/// Code points of context kept on each side. *Source*: the W3C data model leaves it open; 32 is
/// what Hypothesis ships, so that files can be exchanged.
pub const CONTEXT: usize = 32;

/// The selector of `range` in `text`: position in code points, and the words with their context.
pub fn describe(text: &str, code_points: &CodePoints, range: TextRange) -> Selector {
    let [exact, prefix, suffix] = quoted(text, range).map(str::to_owned);
    Selector { position: Some(code_points.range(text, range)), exact, prefix, suffix }
}

/// The words of `range`, and up to [`CONTEXT`] code points in front of them and behind.
pub fn quoted(text: &str, range: TextRange) -> [&str; 3] {
    let bytes = range.bytes();
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    [range.of(text), &before[from..], &after[..to]]
}
