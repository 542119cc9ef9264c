//! Queries: questions to author, editor, source or lawyer, with their threads.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{MarkId, QueryId, Stamp};

vocabulary! {
    /// Whom a query asks.
    pub enum QueryTo {
        /// The writer.
        Author = "author", "author";
        /// The editor.
        Editor = "editor", "editor";
        /// A source of the story.
        Source = "source", "source";
        /// The lawyer.
        Legal = "legal", "legal";
    }
}

vocabulary! {
    /// Whether a query still waits.
    pub enum QueryStatus {
        /// Waits for an answer.
        Open = "open", "open";
        /// Has its answer.
        Answered = "answered", "answered";
        /// No answer is wanted any more.
        Withdrawn = "withdrawn", "withdrawn";
    }
}

/// A reply in a query's thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who wrote it, and when.
    pub stamp: Stamp,
    /// What.
    pub text: String,
}

/// A question, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Its name in files.
    pub id: QueryId,
    /// The mark it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<MarkId>,
    /// Whom it asks.
    pub to: QueryTo,
    /// The question.
    pub text: String,
    /// Whether it still waits.
    #[serde(default)]
    pub status: QueryStatus,
    /// Whether the mark cannot be settled before the answer.
    #[serde(default)]
    pub blocking: bool,
    /// When an answer is due, as agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// The thread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Who asked, and when.
    pub created: Stamp,
}
