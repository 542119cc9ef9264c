//! Signs that hide or reorder words, made visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with every control and direction sign but tab and line feed as a token: `⟨U+202E⟩`.
///
/// For what people enter: notes, names, passages, addresses. A name with a right-to-left override
/// in it would otherwise turn the words beside it round.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_control(c) || is_direction(c))
}

/// The same for the article, in which direction signs are part of the writing and stay.
pub fn visible_article(text: &str) -> Cow<'_, str> {
    replaced(text, is_control)
}

fn replaced(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            write!(out, "⟨U+{:04X}⟩", u32::from(c)).expect("a string takes what is written to it");
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Controls, line and paragraph separators, byte order mark, interlinear signs, non-characters.
fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || (u32::from(c) & 0xfffe) == 0xfffe
}

/// *Source*: UAX #9, section 2: the explicit directional formatting characters and the marks.
fn is_direction(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_in_a_note_is_seen() {
        assert_eq!(visible("a\u{202e}b\u{0}\n"), "a⟨U+202E⟩b⟨U+0000⟩\n");
        assert_eq!(visible_article("a\u{202e}b\u{1b}"), "a\u{202e}b⟨U+001B⟩");
        assert!(matches!(visible("plain\ttext"), Cow::Borrowed(_)));
    }
}
