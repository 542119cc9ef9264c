//! What stands in front of the entries of lists, and how it is told.

use serde::{Deserialize, Serialize};

use super::article::{Block, BlockKind};

/// What stands in front of a block, and is no part of its text: nobody has to check it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemSign {
    /// What its kind usually has: a bullet for an entry of a list whose text brings no sign of its
    /// own, nothing for the others.
    #[default]
    Usual,
    /// The number of an entry, as it is shown: `3.`, `iv)`, `2.1`.
    Number(Box<str>),
    /// Nothing: the block goes on with the entry before it.
    GoesOn,
}

impl ItemSign {
    /// The most characters of a number that are kept.
    pub const MOST: usize = 24;

    /// The sign of an entry with this number, cut where it is too long for a margin; the usual one
    /// where it is blank.
    pub fn number(shown: &str) -> Self {
        let mut words = String::new();
        for word in shown.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        if let Some((end, _)) = words.char_indices().nth(Self::MOST) {
            words.truncate(end);
        }
        if words.is_empty() { Self::Usual } else { Self::Number(words.into()) }
    }

    /// The number as it is shown.
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::Number(number) => Some(number),
            Self::Usual | Self::GoesOn => None,
        }
    }

    /// The number without the stops and brackets around it.
    pub fn bare(&self) -> Option<&str> {
        let is_frame = |c: char| matches!(c, '.' | ')' | '(' | ':' | '。' | '、');
        let shown = self.shown()?;
        let bare = shown.trim_matches(is_frame);
        Some(if bare.is_empty() { shown } else { bare })
    }

    /// Whether this is the default; lets serde leave it out of a file.
    pub fn is_usual(&self) -> bool {
        *self == Self::Usual
    }
}

impl Block {
    /// What it is, for people: “paragraph”, “list item 3”.
    pub fn name(&self) -> String {
        match self.sign.bare() {
            Some(number) => format!("{} {number}", self.kind.label()),
            None => self.kind.label().to_owned(),
        }
    }

    /// Whether the page draws a bullet in front of it; `text` is its text.
    pub fn has_bullet(&self, text: &str) -> bool {
        self.kind == BlockKind::ListItem && self.sign.is_usual() && !begins_with_sign(text)
    }
}

/// Whether a text begins as an entry of a list does in plain text: `- item`, `• item`, `1. item`,
/// `12) item`, `(a) item`, `iv. item`. A sign and white space behind it; a bare number is none.
pub fn begins_with_sign(text: &str) -> bool {
    let text = text.trim_start();
    let behind_bullet = text.strip_prefix(['-', '*', '+', '•', '–', '—', '◦', '▪', '‣', '·']);
    behind_bullet
        .or_else(|| behind_number(text))
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']))
}

/// What follows a number and the stop or bracket that makes it one of a list.
fn behind_number(text: &str) -> Option<&str> {
    let (is_open, inside) = match text.strip_prefix('(') {
        Some(inside) => (true, inside),
        None => (false, text),
    };
    let end = inside.find(|c: char| !c.is_alphanumeric())?;
    let (number, rest) = inside.split_at(end);
    let behind = rest.strip_prefix(')');
    let behind = if is_open { behind } else { behind.or_else(|| rest.strip_prefix('.')) };
    // A letter with a full stop is an initial.
    let is_letter = number.chars().count() == 1 && rest.starts_with(')');
    let is_number = number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit());
    behind.filter(|_| is_number || is_letter || is_small_roman(number))
}

/// Whether these are small Roman numerals, as far as lists go.
fn is_small_roman(number: &str) -> bool {
    number.len() <= 6 && !number.is_empty() && number.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_cut_and_kept_on_a_line() {
        assert_eq!(ItemSign::number(" 2.1\n a) "), ItemSign::Number("2.1 a)".into()));
        assert_eq!(ItemSign::number(" \t"), ItemSign::Usual);
        let long = ItemSign::number(&"é".repeat(90));
        assert_eq!(long.shown().map(|shown| shown.chars().count()), Some(ItemSign::MOST));
    }

    #[test]
    fn a_number_is_told_without_its_stop() {
        for (shown, told) in [("3.", "3"), ("(iv)", "iv"), ("2.1.", "2.1"), ("a)", "a"), (".", ".")]
        {
            assert_eq!(ItemSign::number(shown).bare(), Some(told));
        }
        assert_eq!(ItemSign::GoesOn.bare(), None);
    }

    #[test]
    fn a_number_of_people_is_no_sign_of_a_list() {
        for text in ["- one", "• one", "1. one", "12) one", "(a) one", "b) one", "iv. one", "– one"]
        {
            assert!(begins_with_sign(text), "{text}");
        }
        for text in [
            "12 people died",
            "3.5 million",
            "-5 degrees",
            "2026",
            "1999. A year",
            "J. Doe",
            "I. Newton",
            "civil. one",
            "(one) two",
            "",
        ] {
            assert!(!begins_with_sign(text), "{text}");
        }
    }
}
