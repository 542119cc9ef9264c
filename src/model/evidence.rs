//! Evidence: what the reviewer found.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{EvidenceId, Method, SourceId, Stamp};
use crate::text::WordsHash;

vocabulary! {
    /// How a piece of evidence stands to the mark.
    pub enum Relation {
        /// Says the same.
        Supports = "supports", "supports";
        /// Says otherwise.
        Contradicts = "contradicts", "contradicts";
        /// Says some of it.
        Partly = "partly", "supports partly";
        /// Helps to understand it.
        Context = "context", "gives context";
    }
}

/// A source, what it says about the mark, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its name in files.
    pub id: EvidenceId,
    /// Which entry of the register, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// How it stands to the mark.
    pub relation: Relation,
    /// How it was got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Page, paragraph, time stamp, cell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// The words of the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub passage: String,
    /// Address on the web, where it is not the source's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The day on which the address was read: `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accessed: String,
    /// Anything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The print of the writer's note that it was taken over from ([`super::SourceNote::prints`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<WordsHash>,
    /// Who entered it, and when.
    pub created: Stamp,
}

impl Evidence {
    /// Empty evidence that supports.
    pub fn new(id: EvidenceId, created: Stamp) -> Self {
        Self {
            id,
            source: None,
            relation: Relation::Supports,
            method: None,
            locator: String::new(),
            passage: String::new(),
            url: String::new(),
            accessed: String::new(),
            note: String::new(),
            taken_from: None,
            created,
        }
    }

    /// Whether it says anything: evidence without source, passage, address or note is a blank form.
    pub fn is_blank(&self) -> bool {
        self.source.is_none()
            && [&self.locator, &self.passage, &self.url, &self.note]
                .iter()
                .all(|s| s.trim().is_empty())
    }
}
