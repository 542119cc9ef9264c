//! Verdicts, methods, and the work state that follows from what is stored.

use serde::{Deserialize, Serialize};

use super::Stamp;
use super::vocabulary::vocabulary;
use crate::text::WordsHash;

vocabulary! {
    /// The result of a check. *Source*: product.md, "Verdicts".
    pub enum Verdict {
        /// Right as printed.
        Confirmed = "confirmed", "confirmed";
        /// Right once the accepted fix stands in the text.
        ConfirmedWithFix = "confirmed-with-fix", "confirmed with fix";
        /// Contradicted.
        Wrong = "wrong", "wrong";
        /// Some of it is right.
        PartlyRight = "partly-right", "partly right";
        /// Looked, found nothing.
        Unsupported = "unsupported", "unsupported";
        /// Sources conflict.
        Disputed = "disputed", "disputed";
        /// The editor keeps it, attributed.
        KeptUnconfirmed = "kept-unconfirmed", "kept unconfirmed";
        /// The writer's own observation.
        OnAuthor = "on-author", "on author";
        /// Belief or figure of speech on stated facts.
        Opinion = "opinion", "opinion";
        /// Goes out of the text.
        Cut = "cut", "cut";
    }
}

vocabulary! {
    /// How something was checked.
    pub enum Method {
        /// A paper or file was read.
        Document = "document", "document";
        /// A recording was heard or seen.
        Recording = "recording", "recording";
        /// A transcript was read.
        Transcript = "transcript", "transcript";
        /// Somebody was spoken to.
        Person = "person", "person";
        /// Somebody answered in writing.
        WrittenAnswer = "written-answer", "written answer";
        /// A web page was read, and archived.
        Web = "web", "web (archived)";
        /// It was worked out from figures.
        Computed = "computed", "computed";
        /// It was held against another place of the story.
        CrossReference = "cross-reference", "cross-reference";
        /// The checker saw it.
        OwnObservation = "own-observation", "own observation";
        /// The writer answers for it.
        OnAuthor = "on-author", "on author";
    }
}

/// What a verdict needs before it counts as settled. *Source*: product.md, "Verdicts: demands".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// An evidence item that supports.
    SupportingEvidence,
    /// An evidence item that contradicts.
    ContradictingEvidence,
    /// Any evidence item.
    Evidence,
    /// Two evidence items, or a denial among them.
    TwoSides,
    /// A fix that was accepted or amended.
    AcceptedFix,
    /// A fix of any state, or a cut.
    FixOrCut,
    /// A note on the mark or a reason with the verdict.
    Note,
    /// The reason that goes with the verdict: [`Verdict::reason_label`] says which.
    Reason,
}

impl Demand {
    /// What is missing, for people: "supporting evidence".
    pub fn label(self) -> &'static str {
        match self {
            Self::SupportingEvidence => "supporting evidence",
            Self::ContradictingEvidence => "contradicting evidence",
            Self::Evidence => "evidence",
            Self::TwoSides => "two conflicting pieces of evidence",
            Self::AcceptedFix => "an accepted fix",
            Self::FixOrCut => "a fix or a cut",
            Self::Note => "a note",
            Self::Reason => "a reason",
        }
    }
}

/// How the words under a settled verdict count in the coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covers {
    /// Leaves the denominator: cut.
    Gone,
    /// Needs no check: opinion.
    Exempt,
    /// Accounted for.
    Yes,
    /// Accounted for, and shown apart: kept unconfirmed, on author.
    ShownApart,
    /// Settled, but not covered: wrong, partly, unsupported, disputed.
    No,
}

impl Verdict {
    /// The key on the keyboard: `1` … `9`, `0`.
    pub fn digit(self) -> char {
        match self {
            Self::Confirmed => '1',
            Self::ConfirmedWithFix => '2',
            Self::Wrong => '3',
            Self::PartlyRight => '4',
            Self::Unsupported => '5',
            Self::Disputed => '6',
            Self::KeptUnconfirmed => '7',
            Self::OnAuthor => '8',
            Self::Opinion => '9',
            Self::Cut => '0',
        }
    }

    /// The sign in the margin, one character, readable without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Confirmed => "✓",
            Self::ConfirmedWithFix => "✎",
            Self::Wrong => "✕",
            Self::PartlyRight => "½",
            Self::Unsupported => "∅",
            Self::Disputed => "≠",
            Self::KeptUnconfirmed => "K",
            Self::OnAuthor => "A",
            Self::Opinion => "O",
            Self::Cut => "−",
        }
    }

    /// The label where there is little room: in buttons and lists.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::ConfirmedWithFix => "with fix",
            Self::PartlyRight => "partly",
            Self::KeptUnconfirmed => "kept",
            other => other.label(),
        }
    }

    /// What the verdict says, in a phrase.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Confirmed => "right as printed",
            Self::ConfirmedWithFix => "right once the accepted fix stands in the text",
            Self::Wrong => "contradicted",
            Self::PartlyRight => "some of it is right",
            Self::Unsupported => "looked, found nothing",
            Self::Disputed => "sources conflict",
            Self::KeptUnconfirmed => "the editor keeps it, attributed",
            Self::OnAuthor => "the writer's own observation",
            Self::Opinion => "belief or figure of speech on stated facts",
            Self::Cut => "goes out of the text",
        }
    }

    /// What it demands before it counts as settled.
    pub fn demands(self) -> &'static [Demand] {
        match self {
            Self::Confirmed => &[Demand::SupportingEvidence],
            Self::ConfirmedWithFix => &[Demand::SupportingEvidence, Demand::AcceptedFix],
            Self::Wrong => &[Demand::ContradictingEvidence, Demand::FixOrCut],
            Self::PartlyRight => &[Demand::Evidence, Demand::Note],
            Self::Disputed => &[Demand::TwoSides],
            Self::Unsupported
            | Self::KeptUnconfirmed
            | Self::OnAuthor
            | Self::Opinion
            | Self::Cut => &[Demand::Reason],
        }
    }

    /// What the reason beside the verdict is called for this verdict.
    pub fn reason_label(self) -> &'static str {
        match self {
            Self::Unsupported => "What was tried",
            Self::KeptUnconfirmed => "The editor's reason",
            Self::OnAuthor => "The writer's statement",
            Self::Opinion => "Why it needs no check",
            Self::Cut => "Who decided, and why",
            Self::Confirmed
            | Self::ConfirmedWithFix
            | Self::Wrong
            | Self::PartlyRight
            | Self::Disputed => "Reason",
        }
    }

    /// How its words count once it is settled.
    pub fn covers(self) -> Covers {
        match self {
            Self::Confirmed | Self::ConfirmedWithFix => Covers::Yes,
            Self::KeptUnconfirmed | Self::OnAuthor => Covers::ShownApart,
            Self::Opinion => Covers::Exempt,
            Self::Cut => Covers::Gone,
            Self::Wrong | Self::PartlyRight | Self::Unsupported | Self::Disputed => Covers::No,
        }
    }
}

/// A verdict, who gave it, and on which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictGiven {
    /// The result.
    pub verdict: Verdict,
    /// How it was checked, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The reason, statement or account of attempts that goes with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who gave it, and when.
    pub stamp: Stamp,
    /// Fingerprint of the words it was given on. When the words under the mark have another one,
    /// the verdict is dead.
    pub words: WordsHash,
}

/// Another reviewer's reading of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondRead {
    /// Who read it, and when.
    pub stamp: Stamp,
    /// Whether they agree.
    pub agrees: bool,
    /// The verdict they read.
    pub verdict: Verdict,
    /// Fingerprint of the words they read it on.
    pub words: WordsHash,
    /// What they wanted to add.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

vocabulary! {
    /// How far the check of a mark has got: derived from what is stored, never stored itself.
    pub enum WorkState {
        /// Nothing yet.
        Marked = "marked", "nothing yet";
        /// Evidence, no verdict.
        Sourced = "sourced", "evidence, no verdict";
        /// An open query blocks it.
        Queried = "queried", "query open";
        /// A verdict that lacks what it demands.
        MissingEvidence = "missing-evidence", "missing evidence";
        /// The words are not the words the verdict was given on.
        Recheck = "recheck", "recheck";
        /// A verdict with what it demands.
        Settled = "settled", "settled";
        /// Settled, and another reviewer agreed.
        SecondRead = "second-read", "second read";
        /// Settled, and the draft is signed.
        Signed = "signed", "signed";
        /// Its words were not found in the text.
        Lost = "lost", "place lost";
    }
}

impl WorkState {
    /// Whether a verdict in this state still belongs to the words under its mark.
    pub fn keeps_verdict(self) -> bool {
        !matches!(self, Self::Recheck | Self::Lost)
    }

    /// Whether something is still to be done: not settled, second read or signed.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Settled | Self::SecondRead | Self::Signed)
    }
}
