//! The short form of how a mark stands: a sign, a word and a tone, so that colour never says it alone.

use crate::model::{Verdict, WorkState};

/// What a colour stands for; each exporter has its own colours for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Confirmed.
    Good,
    /// Wrong, or to be cut.
    Bad,
    /// Partly right, or unsupported.
    Partial,
    /// Sources conflict.
    Disputed,
    /// Stands on somebody's word, or is opinion.
    Attributed,
    /// Not finished.
    Open,
}

impl Tone {
    /// The tone of a verdict that stands.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Confirmed | Verdict::ConfirmedWithFix => Self::Good,
            Verdict::Wrong | Verdict::Cut => Self::Bad,
            Verdict::PartlyRight | Verdict::Unsupported => Self::Partial,
            Verdict::Disputed => Self::Disputed,
            Verdict::KeptUnconfirmed | Verdict::OnAuthor | Verdict::Opinion => Self::Attributed,
        }
    }

    /// One word for style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Partial => "partial",
            Self::Disputed => "disputed",
            Self::Attributed => "attributed",
            Self::Open => "open",
        }
    }
}

/// How a mark stands, in a sign and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Badge {
    /// One character, readable without colour.
    pub sign: &'static str,
    /// The word for people.
    pub label: &'static str,
    /// What its colour stands for.
    pub tone: Tone,
}

impl Badge {
    /// The verdict where one stands, else how far the check has got.
    pub fn of(verdict: Option<Verdict>, state: WorkState) -> Self {
        match verdict {
            Some(verdict) if !state.is_open() => {
                Self { sign: verdict.sign(), label: verdict.label(), tone: Tone::of(verdict) }
            }
            _ => Self { sign: state_sign(state), label: state.label(), tone: Tone::Open },
        }
    }
}

/// The sign of a state in which no verdict stands; a check mark where one does.
pub fn state_sign(state: WorkState) -> &'static str {
    match state {
        WorkState::Marked => "·",
        WorkState::Sourced => "+",
        WorkState::Queried => "?",
        WorkState::MissingEvidence => "…",
        WorkState::Recheck => "!",
        WorkState::Lost => "×",
        WorkState::Settled | WorkState::SecondRead | WorkState::Signed => "✓",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_that_does_not_stand_is_not_shown_as_one() {
        let badge = Badge::of(Some(Verdict::Confirmed), WorkState::Recheck);
        assert_eq!((badge.sign, badge.label, badge.tone), ("!", "recheck", Tone::Open));
        let badge = Badge::of(Some(Verdict::Wrong), WorkState::Settled);
        assert_eq!((badge.sign, badge.tone), ("✕", Tone::Bad));
    }
}
