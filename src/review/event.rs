//! The event log: what was done, by whom, when. It only grows.

use serde::{Deserialize, Serialize};

use crate::model::{EventId, Stamp};

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its name in files.
    pub id: EventId,
    /// Who, and when.
    pub stamp: Stamp,
    /// What, as the undo menu calls it: `add claim`, `undo add claim`.
    pub what: String,
    /// Numbers of the marks it touched, so that none is ever given twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<u32>,
    /// Words that were accounted for after it, and words that counted; only where it changed that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accounted: Option<(u32, u32)>,
}
