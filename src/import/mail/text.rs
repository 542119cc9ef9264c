//! The plain text of a mail: paragraphs between empty lines, and quoted lines.
//!
//! Lines stay as they were broken, except in text that says that its lines flow: there, a space at the
//! end of a line means that the next one goes on with it.
//!
//! *Source*: RFC 3676.

use super::super::at::At;
use super::super::walk::{Container, Walk};

/// Reads it.
pub(super) fn read(text: &str, is_flowed: bool, walk: &mut Walk) {
    let mut depth = 0;
    let mut goes_on = false;
    for (n, line) in text.lines().enumerate() {
        if walk.builder.is_cancelled() {
            return;
        }
        let at = At::Line(n + 1);
        let (signs, words) = quoted(line);
        if signs != depth {
            walk.end_paragraph();
            set_depth(walk, &mut depth, signs);
            goes_on = false;
        }
        let is_signature = words == "-- ";
        // A space in front keeps a line of flowing text from looking quoted.
        let words = if is_flowed { words.strip_prefix(' ').unwrap_or(words) } else { words };
        if words.trim().is_empty() || is_signature {
            walk.start_paragraph();
            goes_on = false;
            continue;
        }
        let open = walk.here(at);
        if !goes_on {
            open.end_line();
        }
        open.push(words);
        goes_on = is_flowed && words.ends_with(' ');
    }
    set_depth(walk, &mut depth, 0);
    walk.start_paragraph();
}

/// How often a line is quoted, and what it says.
fn quoted(line: &str) -> (usize, &str) {
    let (mut signs, mut rest) = (0, line);
    while let Some(behind) = rest.strip_prefix('>') {
        signs += 1;
        rest = behind.strip_prefix(' ').unwrap_or(behind);
    }
    (signs.min(8), rest)
}

fn set_depth(walk: &mut Walk, depth: &mut usize, wanted: usize) {
    while *depth < wanted {
        walk.enter(Container::Quotation);
        *depth += 1;
    }
    while *depth > wanted {
        walk.leave();
        *depth -= 1;
    }
}
