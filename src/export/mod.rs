//! Report → bytes: one file per format, listed in [`FORMATS`].
//!
//! Every word of a report was written by somebody else and may be hostile: the article comes from a
//! file, the notes from colleagues, the addresses from the web. Each format escapes by context and
//! lets no markup through; addresses become links only where [`web_link`] says so, and invisible
//! signs that could reorder or hide words are shown as tokens ([`visible`]).
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod html;
mod link;
mod markdown;
mod visible;

pub use html::html;
pub use link::web_link;
pub use markdown::markdown;
pub use visible::{visible, visible_article};

use crate::model::Timestamp;
use crate::report::Report;

/// A format that a report can be written in.
#[derive(Clone, Copy, Debug)]
pub struct ExportFormat {
    /// The word for scripts.
    pub key: &'static str,
    /// The name for people.
    pub label: &'static str,
    /// How its files' names end, without the dot.
    pub extension: &'static str,
    /// Makes the file. The same report gives the same bytes.
    pub render: fn(&Report) -> Vec<u8>,
}

/// Every format, in the order in which people are shown them.
pub const FORMATS: &[ExportFormat] = &[
    ExportFormat {
        key: "html",
        label: "Web page (HTML), to read and print",
        extension: "html",
        render: |report| html(report).into_bytes(),
    },
    ExportFormat {
        key: "markdown",
        label: "Markdown, plain text",
        extension: "md",
        render: |report| markdown(report).into_bytes(),
    },
];

/// The format with this key or extension, in any case.
pub fn by_key(key: &str) -> Option<&'static ExportFormat> {
    FORMATS
        .iter()
        .find(|f| key.eq_ignore_ascii_case(f.key) || key.eq_ignore_ascii_case(f.extension))
}

/// The moment as every format writes it: `2026-03-01 12:00 UTC`.
fn moment(at: Timestamp) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// `1 mark`, `2 marks`.
fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_key_and_extension() {
        assert_eq!(by_key("HTML").map(|f| f.key), Some("html"));
        assert_eq!(by_key("md").map(|f| f.key), Some("markdown"));
        assert!(by_key("exe").is_none());
    }
}
