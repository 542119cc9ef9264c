//! What goes to the terminal: no control sign of somebody else's text, one line for each remark.

use std::borrow::Cow;
use std::io::{self, Write as _};

use serde::Serialize;

use crate::export::visible;

/// How much of a stretch of text is shown in a list, in characters.
const MOST_SHOWN: usize = 60;

/// Writes to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a value to standard output as JSON, indented.
pub(super) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print(&format!("{}\n", escaped(&serde_json::to_string_pretty(value)?)))
}

/// JSON with the signs escaped that hide or reorder words and that JSON itself lets through; they
/// can stand in strings alone.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(visible(c.encode_utf8(&mut [0; 4])), Cow::Borrowed(_)) {
            out.push(c);
            continue;
        }
        let mut buffer = [0; 2];
        let units = c.encode_utf16(&mut buffer).iter();
        out.extend(units.map(|unit| format!("\\u{unit:04x}")));
    }
    out
}

/// Writes one line to standard error.
pub(super) fn remark(text: &str) {
    // Nowhere is left to tell that this failed.
    drop(writeln!(io::stderr(), "obelus: {}", one_line(text)));
}

/// Writes the first few notes on a file to standard error, and counts the rest.
pub(super) fn remarks(file: &str, notes: &[String]) {
    const MOST: usize = 5;
    for note in notes.iter().take(MOST) {
        remark(&format!("{file}: {note}"));
    }
    if notes.len() > MOST {
        remark(&format!("{file}: and {} more notes", notes.len() - MOST));
    }
}

/// Text on one line, with what hides or reorders words made visible.
pub(super) fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The start of a stretch of text on one line, in quotation marks unless it brings its own.
pub(super) fn quoted(text: &str) -> String {
    let line = visible(&first_words(text)).into_owned();
    let is_quotation = line.starts_with(['“', '"', '„', '«']);
    let shown = match line.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    };
    if is_quotation { shown } else { format!("“{shown}”") }
}

/// As many words of a text, which may be long, as are shown or more, on one line.
fn first_words(text: &str) -> String {
    const MOST_BYTES: usize = 4;
    let mut line = String::new();
    for word in text.split_whitespace() {
        line += if line.is_empty() { "" } else { " " };
        line += word;
        if line.len() > MOST_SHOWN * MOST_BYTES {
            break;
        }
    }
    line
}

/// Whether the reader of standard output has gone: `obelus text story.md | head`.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_sign_reaches_the_terminal() {
        assert_eq!(
            one_line("a\u{1b}[31m\r\nb\u{9b}\u{202e}c\t"),
            "a⟨U+001B⟩[31m b⟨U+009B⟩⟨U+202E⟩c"
        );
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(quoted(&"é".repeat(61)), format!("“{}…”", "é".repeat(60)));
        assert_eq!(quoted("a\nb"), "“a b”");
        assert_eq!(quoted(&"𐐀 ".repeat(1000)), format!("“{}…”", "𐐀 ".repeat(30)));
    }
}
