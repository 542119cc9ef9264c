//! Rich text (RTF): groups in braces, control words, and text in code pages.
//!
//! | file | what it knows |
//! |---|---|
//! | `tokens` | bytes → braces, words and text |
//! | `encoding` | code pages, of the file and of its fonts |
//! | `state` | what is in force inside of a group |
//! | `styles` | what a paragraph is by its style |
//! | `body` | groups, from the first to the last |
//! | `words` | control words |
//! | `characters` | bytes → characters |
//! | `blocks` | paragraphs, lists, tables |
//! | `notes` | footnotes, endnotes, comments |
//!
//! Tracked changes are read as if they were accepted; hidden text, headers and footers are losses.
//! What stands behind the last brace is read as well: some programs close too early.
//!
//! *Source*: Rich Text Format specification 1.9.1.

mod blocks;
mod body;
mod characters;
mod encoding;
mod notes;
mod state;
mod styles;
mod tokens;
mod words;

use body::Body;

use super::builder::ArticleBuilder;
use super::probe::{Certainty, Probe};
use super::walk::Walk;
use super::{ImportError, Imported, Input};

/// The key in the registry.
pub(super) const KEY: &str = "rtf";

/// A file that says so in its first bytes.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let head = probe.head.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    if head.starts_with("{\\rtf") || head.starts_with("{\\urtf") {
        Certainty::Sure
    } else if head.starts_with("{\\") {
        Certainty::IfNamed
    } else {
        Certainty::No
    }
}

/// Reads a file.
///
/// # Errors
///
/// When it holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let builder = ArticleBuilder::new(Vec::new()).watched(options);
    let mut body = Body::new(Walk::new(builder), &bytes);
    body.read();
    body.finish(KEY)
}
