//! What stands between the review and a signature.

use super::Review;
use super::state::missing;
use crate::model::{Demand, MarkId, WorkState};

/// Why something is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// No verdict yet.
    Open,
    /// A verdict without what it demands.
    Missing(Vec<Demand>),
    /// The words changed under the verdict.
    Stale,
    /// A blocking query waits for its answer.
    Queried,
    /// The words were not found in the text.
    Lost,
}

impl FindingKind {
    /// One word for scripts.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Missing(_) => "missing-evidence",
            Self::Stale => "recheck",
            Self::Queried => "queried",
            Self::Lost => "lost",
        }
    }

    /// A phrase for people.
    pub fn label(&self) -> String {
        match self {
            Self::Open => "no verdict yet".to_owned(),
            Self::Missing(demands) => {
                let list: Vec<&str> = demands.iter().map(|demand| demand.label()).collect();
                format!("missing {}", list.join(" and "))
            }
            Self::Stale => "the words changed after the verdict".to_owned(),
            Self::Queried => "a query waits for an answer".to_owned(),
            Self::Lost => "its words are not in the text".to_owned(),
        }
    }
}

/// One thing that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which mark.
    pub mark: MarkId,
    /// Its number.
    pub number: u32,
    /// Why.
    pub kind: FindingKind,
}

/// What is open, in reading order: at most one finding for each mark, the gravest.
pub fn findings(review: &Review) -> Vec<Finding> {
    let mut out = Vec::new();
    for (mark, state) in review.states_in_order() {
        let kind = match state {
            WorkState::Settled | WorkState::SecondRead | WorkState::Signed => continue,
            WorkState::Lost => FindingKind::Lost,
            WorkState::Recheck => FindingKind::Stale,
            WorkState::Queried => FindingKind::Queried,
            WorkState::MissingEvidence => FindingKind::Missing(missing(mark)),
            WorkState::Marked | WorkState::Sourced => FindingKind::Open,
        };
        out.push(Finding { mark: mark.id, number: mark.number, kind });
    }
    out
}
