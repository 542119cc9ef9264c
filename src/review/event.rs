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
}
