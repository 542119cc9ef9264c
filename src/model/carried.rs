//! What a new draft makes of a mark.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use crate::text::TextRange;

/// What became of a mark in the next draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// The same words in the same sentence.
    Unchanged(TextRange),
    /// The same words, and the sentence around them is another.
    Glance(TextRange),
    /// The same words, taken out of their place and put here.
    Moved(TextRange),
    /// Here, to all appearance, but the words differ, or nothing but the words speaks for it: the
    /// place is a proposal, and the verdict does not come along.
    Changed(TextRange),
    /// The words are in several new places, none better than the others.
    Ambiguous(Vec<TextRange>),
    /// The words went out.
    Cut,
}

impl Carried {
    /// The place, where there is exactly one.
    pub fn range(&self) -> Option<TextRange> {
        match self {
            Self::Unchanged(range)
            | Self::Glance(range)
            | Self::Moved(range)
            | Self::Changed(range) => Some(*range),
            Self::Ambiguous(_) | Self::Cut => None,
        }
    }

    /// Whether a verdict on the words still stands.
    pub fn keeps_verdict(&self) -> bool {
        matches!(self, Self::Unchanged(_) | Self::Glance(_) | Self::Moved(_))
    }
}

vocabulary! {
    /// What is to be done about a mark that came from an older draft.
    pub enum DraftFlag {
        /// The words are the same, their sentence is another: look at it.
        Glance = "glance", "glance";
        /// The words are the same and stand elsewhere: look at it.
        Moved = "moved", "moved";
        /// The words are others: check again.
        Changed = "changed", "words changed";
        /// Nobody but a person can tell where it belongs: place it.
        Asks = "asks", "place to be chosen";
        /// The words went out: confirm it, or place it.
        Cut = "cut", "cut";
    }
}

impl DraftFlag {
    /// The sign for it, one character, readable without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Glance => "~",
            Self::Moved => "»",
            Self::Changed => "!",
            Self::Asks => "?",
            Self::Cut => "−",
        }
    }
}

/// What a new draft made of a mark, kept until somebody has seen to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromDraft {
    /// What is to be done.
    pub flag: DraftFlag,
    /// Number of the draft it was carried from.
    pub draft: u32,
    /// The words it was on there, where they are no longer under it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Where it may belong, in code points of the present draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(u32, u32)>,
}

impl FromDraft {
    /// Whether the mark has no place, so that none is looked for.
    pub fn has_no_place(&self) -> bool {
        matches!(self.flag, DraftFlag::Asks | DraftFlag::Cut)
    }
}
