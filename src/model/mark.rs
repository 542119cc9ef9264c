//! Marks: stretches of text that somebody has something to say about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{
    DraftFlag, Evidence, ExemptId, Fix, FromDraft, MarkId, SecondRead, SourceId, Stamp, Verdict,
    VerdictGiven,
};
use crate::text::TextRange;

vocabulary! {
    /// The three kinds of mark.
    pub enum MarkKind {
        /// A statement that can be right or wrong.
        Claim = "claim", "claim";
        /// Words that somebody is said to have said.
        Quote = "quote", "quote";
        /// A mention of what the story leans on.
        Source = "source", "source";
    }
}

impl MarkKind {
    /// The key that makes one.
    pub fn letter(self) -> char {
        match self {
            Self::Claim => 'C',
            Self::Quote => 'Q',
            Self::Source => 'S',
        }
    }
}

vocabulary! {
    /// What a claim claims.
    pub enum ClaimType {
        /// None of the others, or nobody said yet.
        Other = "other", "other";
        /// Who or what somebody or something is called.
        Name = "name", "name";
        /// How much, how many.
        Number = "number", "number";
        /// When.
        Date = "date", "date";
        /// Where.
        Place = "place", "place";
        /// First, largest, only.
        Superlative = "superlative", "superlative";
        /// Why.
        Cause = "cause", "cause";
        /// More, less, the same.
        Comparison = "comparison", "comparison";
        /// Who said or thinks so.
        Attribution = "attribution", "attribution";
        /// What it looked like.
        Description = "description", "description";
    }
}

vocabulary! {
    /// How much of the story hangs on a claim.
    pub enum Importance {
        /// Helps.
        Supporting = "supporting", "supporting";
        /// The story falls with it.
        Central = "central", "central";
        /// Atmosphere.
        Colour = "colour", "colour";
    }
}

vocabulary! {
    /// How close the printed words are to the spoken ones.
    pub enum QuoteForm {
        /// Word for word.
        Verbatim = "verbatim", "verbatim";
        /// Without the ums.
        Cleaned = "cleaned", "cleaned";
        /// From another language.
        Translated = "translated", "translated";
        /// In the writer's words.
        Paraphrase = "paraphrase", "paraphrase";
    }
}

/// What a claim says. All fields may be empty: people work in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// What sort of claim.
    #[serde(rename = "type", skip_serializing_if = "ClaimType::is_default")]
    pub claim_type: ClaimType,
    /// How much hangs on it.
    #[serde(skip_serializing_if = "Importance::is_default")]
    pub importance: Importance,
    /// The claim in one plain sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// Who asserts it; empty means the publication itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asserted_by: String,
}

/// What is known about a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotation {
    /// Whose words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub speaker: String,
    /// How close to the spoken words.
    #[serde(skip_serializing_if = "QuoteForm::is_default")]
    pub form: QuoteForm,
    /// The recording or document that holds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<SourceId>,
    /// Where they start in it: `00:14:32`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Where they end in it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
}

/// A mention of a source in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mention {
    /// Which entry of the register it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// What a mark is, with what only its kind has; what is larger than a claim stands apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkBody {
    /// A statement.
    Claim(Claim),
    /// Somebody's words.
    Quote(Box<Quotation>),
    /// A mention of a source.
    Source(Mention),
}

impl MarkBody {
    /// An empty body of `kind`.
    pub fn empty(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Claim => Self::Claim(Claim::default()),
            MarkKind::Quote => Self::Quote(Box::default()),
            MarkKind::Source => Self::Source(Mention::default()),
        }
    }

    /// Somebody's words, of which this is known.
    pub fn quote(quotation: Quotation) -> Self {
        Self::Quote(Box::new(quotation))
    }

    /// The same mark as another kind: who said it is carried over, the rest starts empty.
    pub fn to_kind(&self, kind: MarkKind) -> Self {
        match (self, kind) {
            (Self::Claim(claim), MarkKind::Quote) => Self::quote(Quotation {
                speaker: claim.asserted_by.clone(),
                ..Quotation::default()
            }),
            (Self::Quote(quote), MarkKind::Claim) => {
                Self::Claim(Claim { asserted_by: quote.speaker.clone(), ..Claim::default() })
            }
            (Self::Quote(quote), MarkKind::Source) => {
                Self::Source(Mention { source: quote.recording })
            }
            (Self::Source(Mention { source: Some(source) }), MarkKind::Quote) => {
                Self::quote(Quotation { recording: Some(*source), ..Quotation::default() })
            }
            (same, kind) if same.kind() == kind => same.clone(),
            (_, kind) => Self::empty(kind),
        }
    }

    /// Which of the three.
    pub fn kind(&self) -> MarkKind {
        match self {
            Self::Claim(_) => MarkKind::Claim,
            Self::Quote(_) => MarkKind::Quote,
            Self::Source(_) => MarkKind::Source,
        }
    }
}

/// How a place in the text is stored, after the W3C Web Annotation data model: a position in code
/// points, and the words with what stands before and after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// First code point, and one past the last.
    pub position: Option<(u32, u32)>,
    /// The words.
    pub exact: String,
    /// Up to 32 code points in front of them.
    pub prefix: String,
    /// Up to 32 code points behind them.
    pub suffix: String,
}

/// Where a mark is in the current draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Here. The range lies in the draft's text and splits no grapheme.
    At(TextRange),
    /// Nowhere that could be told: what is known is kept until somebody places it again.
    Lost(Box<Selector>),
}

impl Place {
    /// Nowhere, and nothing is known of it.
    pub fn nowhere() -> Self {
        Self::Lost(Box::default())
    }

    /// The range, where the mark has one.
    pub fn range(&self) -> Option<TextRange> {
        match self {
            Self::At(range) => Some(*range),
            Self::Lost(_) => None,
        }
    }
}

/// A stretch of text, and all that is said about it.
///
/// A review holds thousands, and most have neither fix nor flag: those stand apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name in files.
    pub id: MarkId,
    /// Its number for people, counted up in one review and never given twice.
    pub number: u32,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub body: MarkBody,
    /// The result of the check.
    pub verdict: Option<VerdictGiven>,
    /// Readings by others.
    pub second_reads: Vec<SecondRead>,
    /// What was found, in order of entry.
    pub evidence: Vec<Evidence>,
    /// Proposed new wording.
    pub fix: Option<Box<Fix>>,
    /// Anything else.
    pub note: String,
    /// Labels, as entered.
    pub tags: Vec<String>,
    /// Who made it, and when.
    pub created: Stamp,
    /// What a new draft made of it, until somebody has seen to it.
    pub carried: Option<Box<FromDraft>>,
    /// What other programs and later versions keep with it, untouched.
    pub ext: BTreeMap<String, String>,
}

impl Mark {
    /// A mark with nothing said yet.
    pub fn new(id: MarkId, number: u32, place: Place, body: MarkBody, created: Stamp) -> Self {
        Self {
            id,
            number,
            place,
            body,
            verdict: None,
            second_reads: Vec::new(),
            evidence: Vec::new(),
            fix: None,
            note: String::new(),
            tags: Vec::new(),
            created,
            carried: None,
            ext: BTreeMap::new(),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> MarkKind {
        self.body.kind()
    }

    /// Where it is, if its place is known.
    pub fn range(&self) -> Option<TextRange> {
        self.place.range()
    }

    /// Whether its words went out of the text as somebody decided: there is nothing left to check.
    pub fn is_out(&self) -> bool {
        let is_cut = self.carried.as_ref().is_some_and(|from| from.flag == DraftFlag::Cut);
        let was_decided = self.verdict.as_ref().is_some_and(|v| v.verdict == Verdict::Cut);
        self.range().is_none() && is_cut && was_decided
    }

    /// Whether somebody has to give it a place, or to say that its words went out.
    pub fn waits(&self) -> bool {
        self.range().is_none() && !self.is_out()
    }

    /// What the last draft asks somebody to do about it.
    pub fn flag(&self) -> Option<DraftFlag> {
        self.carried.as_ref().map(|from| from.flag).filter(|_| !self.is_out())
    }

    /// The words under it: from `text` where it has a place, as stored where it has lost it.
    pub fn words<'a>(&'a self, text: &'a str) -> &'a str {
        match &self.place {
            Place::At(range) => range.of(text),
            Place::Lost(selector) => &selector.exact,
        }
    }

    /// The entries of the register it leans on, each once, in order of mention.
    pub fn sources(&self) -> Vec<SourceId> {
        let own = match &self.body {
            MarkBody::Source(mention) => mention.source,
            MarkBody::Quote(quote) => quote.recording,
            MarkBody::Claim(_) => None,
        };
        let mut out: Vec<SourceId> = own.into_iter().collect();
        for source in self.evidence.iter().filter_map(|e| e.source) {
            if !out.contains(&source) {
                out.push(source);
            }
        }
        out
    }
}

vocabulary! {
    /// Why a stretch needs no check.
    pub enum ExemptReason {
        /// Joins facts and states none.
        Connective = "connective", "connective";
        /// What somebody thinks.
        Opinion = "opinion", "opinion";
        /// A heading.
        Heading = "heading", "heading";
        /// Made up, and meant to be.
        Fiction = "fiction", "fiction or verse";
        /// The house always says so.
        HouseStyle = "house-style", "house style";
        /// See the note.
        Other = "other", "other";
    }
}

/// A stretch that needs no check, with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exempt {
    /// Its name in files.
    pub id: ExemptId,
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: ExemptReason,
    /// More on why.
    pub note: String,
    /// Who said so, and when.
    pub created: Stamp,
    /// Number of the last draft that had its words; it has no place since.
    pub gone_after: Option<u32>,
}
