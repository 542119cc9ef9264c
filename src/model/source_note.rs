//! Source notes: what the writer's own program put beside the text, kept with the draft.

use serde::{Deserialize, Serialize};

use super::mark::Place;
use super::vocabulary::vocabulary;

vocabulary! {
    /// What a source note is in the file.
    pub enum SourceNoteKind {
        /// A comment in the margin.
        Comment = "comment", "comment";
        /// A note at the foot of a page. Its words are a block of the article as well.
        Footnote = "footnote", "footnote";
        /// A note at the end. Its words are a block of the article as well.
        Endnote = "endnote", "endnote";
    }
}

/// A comment or a note that the file brought along. It belongs to the file, not to the review:
/// nobody changes it here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// What it is.
    pub kind: SourceNoteKind,
    /// The words it hangs on: those the comment was laid over, the sign that points to a note. A
    /// comment at a single point hangs on the word there. Lost when the file does not say where.
    pub place: Place,
    /// What it says.
    pub said: Remark,
    /// The answers, oldest first.
    pub replies: Vec<Remark>,
    /// Whether the writers have closed the thread.
    pub is_resolved: bool,
}

/// What one person said in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The name, as the file has it; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The initials, as the file has them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub initials: String,
    /// The time as the file writes it, mostly ISO 8601, often without a zone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The words; paragraphs are lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}
