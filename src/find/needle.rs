//! What is looked for, and the pattern that it makes.

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};
use thiserror::Error;

use super::folding::{Case, fold_text};

/// Longest needle that is looked for, in bytes; a paragraph.
pub const LONGEST_NEEDLE: usize = 4096;

/// Memory that a compiled regular expression may take.
const REGEX_BYTES: usize = 2 << 20;

/// What is looked for, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four switches, each on its own")]
pub struct Needle {
    /// The words, or the regular expression.
    pub text: String,
    /// Capitals are told from small letters.
    pub match_case: bool,
    /// Only whole words, after UAX #29.
    pub whole_word: bool,
    /// `text` is a regular expression.
    pub is_regex: bool,
    /// Quotes, dashes, accents and white space do not count. A regular expression says itself what
    /// it takes, and is not folded.
    pub folds: bool,
}

impl Default for Needle {
    fn default() -> Self {
        Self {
            text: String::new(),
            match_case: false,
            whole_word: false,
            is_regex: false,
            folds: true,
        }
    }
}

/// Why a needle cannot be looked for, for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NeedleError {
    /// The regular expression is not one.
    #[error("{what}, at character {place}")]
    Regex {
        /// What is wrong, in words.
        what: String,
        /// Where, counted from 1.
        place: usize,
    },
    /// It is one, but would take too much memory.
    #[error("this regular expression is too large")]
    TooLarge,
    /// A needle is at most a paragraph.
    #[error("this is too long to look for")]
    TooLong,
}

/// A needle, ready to be looked for.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) kind: PatternKind,
    pub(super) whole_word: bool,
}

#[derive(Debug)]
pub(super) enum PatternKind {
    /// Byte for byte.
    Exact(Finder<'static>),
    /// In folded text.
    Folded {
        finder: Finder<'static>,
        /// The needle with its case, where that counts.
        cased: Option<String>,
    },
    /// Any capitals, else byte for byte: cuts no grapheme.
    AnyCase(Regex),
    /// A regular expression, block by block.
    Regex(Regex),
}

impl Pattern {
    /// The pattern of `needle`; `None` when there is nothing to look for.
    pub(super) fn new(needle: &Needle) -> Result<Option<Self>, NeedleError> {
        let text = needle.text.as_str();
        if text.len() > LONGEST_NEEDLE {
            return Err(NeedleError::TooLong);
        }
        if text.is_empty() {
            return Ok(None);
        }
        let folded = fold_text(text, Case::Folded);
        let kind = if needle.is_regex {
            PatternKind::Regex(compile(text, needle.match_case)?)
        } else if needle.folds && !folded.is_empty() {
            let cased = needle.match_case.then(|| fold_text(text, Case::Kept));
            PatternKind::Folded { finder: Finder::new(&folded).into_owned(), cased }
        } else if needle.match_case {
            PatternKind::Exact(Finder::new(text).into_owned())
        } else {
            PatternKind::AnyCase(compile(&regex::escape(text), false)?)
        };
        Ok(Some(Self { kind, whole_word: needle.whole_word }))
    }

    /// Whether it is looked for in folded text.
    pub(super) fn needs_folded(&self) -> bool {
        matches!(self.kind, PatternKind::Folded { .. })
    }
}

fn compile(text: &str, match_case: bool) -> Result<Regex, NeedleError> {
    let built = RegexBuilder::new(text)
        .case_insensitive(!match_case)
        .multi_line(true)
        .size_limit(REGEX_BYTES)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => NeedleError::TooLarge,
        _ => explain(text),
    })
}

/// What is wrong with a regular expression, and where.
fn explain(text: &str) -> NeedleError {
    let (what, byte) = match regex_syntax::Parser::new().parse(text) {
        Err(regex_syntax::Error::Parse(error)) => {
            (error.kind().to_string(), error.span().start.offset)
        }
        Err(regex_syntax::Error::Translate(error)) => {
            (error.kind().to_string(), error.span().start.offset)
        }
        _ => return NeedleError::TooLarge,
    };
    let place = text.get(..byte).map_or(0, |before| before.chars().count()) + 1;
    NeedleError::Regex { what, place }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let needle = Needle { text: text.to_owned(), is_regex: true, ..Needle::default() };
        Pattern::new(&needle).expect_err("no pattern").to_string()
    }

    #[test]
    fn a_wrong_expression_is_told_in_words_with_its_place() {
        assert_eq!(refusal("é(a"), "unclosed group, at character 2");
        assert_eq!(refusal("a**)"), "unopened group, at character 4");
        assert_eq!(refusal(r"\p{Nobody}"), "Unicode property not found, at character 1");
        assert_eq!(refusal(r"(\w{1000}){1000}"), "this regular expression is too large");
        let long = Needle { text: "a".repeat(5000), ..Needle::default() };
        assert_eq!(Pattern::new(&long).expect_err("long"), NeedleError::TooLong);
    }
}
