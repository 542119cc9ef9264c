//! Fixes: proposed new wording, and what became of it.

use serde::{Deserialize, Serialize};

use super::Stamp;
use super::vocabulary::vocabulary;

vocabulary! {
    /// What the editor decided on a fix.
    pub enum FixDecision {
        /// Waits for the editor.
        Proposed = "proposed", "proposed";
        /// Will stand as proposed.
        Accepted = "accepted", "accepted";
        /// Will stand as amended by the editor.
        Amended = "amended", "amended";
        /// The old wording stays.
        Stet = "stet", "stet";
        /// The words go out.
        Cut = "cut", "cut";
    }
}

/// New wording for the words under a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The whole new wording of the marked words.
    pub wording: String,
    /// What became of it.
    #[serde(default)]
    pub decision: FixDecision,
    /// Who proposed it, and when.
    pub created: Stamp,
    /// Who decided, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Stamp>,
}
