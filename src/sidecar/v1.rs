//! The stored types: the shape of format 1, frozen once released.
//!
//! A type of `model` that is written as it stands is named here; whatever differs from the model in
//! memory has its own type. Fields that hold nothing are left out. Positions are counted in Unicode
//! code points.
//!
//! `ext`, in the file and in a mark, is a map of strings to strings for other programs and for the
//! stamps that joining two people's work will need. This version puts nothing there and keeps what
//! is there, by key. A file with a field that is not known at all is opened for reading alone, so
//! that nothing of it is lost.
//!
//! Words of the text are borrowed, from the file that is read and from the article that is written:
//! they are most of a file, and none of them stays.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{
    ArticleMeta, BlockKind, Evidence, ExemptId, ExemptReason, Fix, FromDraft, InlineStyle,
    ItemSign, Loss, MarkBody, MarkId, Query, ReadAs, Remark, Reviewer, SecondRead, Selector,
    SignOff, Source, SourceNoteKind, Stamp, VerdictGiven,
};
use crate::review::Event;

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Review")]
pub(super) struct File<'a> {
    pub(super) format: u32,
    /// Oldest first; the marks belong to the last.
    #[serde(borrow)]
    pub(super) drafts: Vec<Draft<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) reviewers: Vec<Reviewer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Source>,
    /// As they are read; those that lost their place come last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) marks: Vec<Mark<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) exempt: Vec<Exempt<'a>>,
    /// Marks and exempt stretches that were deleted and stand in older drafts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) deleted_marks: Vec<Mark<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) deleted_exempt: Vec<Exempt<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) queries: Vec<Query>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sign_offs: Vec<SignOff>,
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) events: Vec<Event>,
    /// Kept for others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) ext: BTreeMap<String, String>,
}

/// One version of the article, with its whole text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Draft<'a> {
    pub(super) number: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) label: String,
    pub(super) file: String,
    pub(super) format: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) encoding: String,
    #[serde(default, skip_serializing_if = "ReadAs::is_silent")]
    pub(super) read_as: ReadAs,
    pub(super) file_sha256: String,
    pub(super) text_sha256: String,
    pub(super) imported: Stamp,
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub(super) meta: ArticleMeta,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) losses: Vec<Loss>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pages: Vec<Page>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) source_notes: Vec<SourceNote<'a>>,
    #[serde(borrow)]
    pub(super) blocks: Vec<Block<'a>>,
    /// What stands after the last block.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) tail: String,
    /// How the marks stood when the next draft came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) marks: Vec<PastMark>,
    /// What needed no check then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) exempt: Vec<PastExempt>,
    /// How its words stood then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<PastWords>,
}

/// A place in the text where another page of the file begins, in code points.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Page {
    pub(super) start: u32,
    pub(super) label: String,
}

/// A mark as it stood in an older draft, in code points of its text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PastMark {
    pub(super) id: MarkId,
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) verdict: Option<VerdictGiven>,
}

/// A stretch that needed no check in an older draft, in code points of its text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PastExempt {
    pub(super) id: ExemptId,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// How the words of an older draft stood; the rest were open.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PastWords {
    pub(super) all: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) covered: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) shown_apart: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) not_covered: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) exempt: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) gone: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) recheck: u32,
}

/// A comment or a note of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SourceNote<'a> {
    pub(super) kind: SourceNoteKind,
    #[serde(borrow)]
    pub(super) place: Place<'a>,
    pub(super) said: Remark,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) replies: Vec<Remark>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) resolved: bool,
}

/// One block, with its text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) level: u8,
    #[serde(default, skip_serializing_if = "ItemSign::is_usual")]
    pub(super) sign: ItemSign,
    /// The white space in front, where it is not [`usual_gap`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gap: Option<String>,
    #[serde(borrow)]
    pub(super) text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) spans: Vec<Span>,
}

/// A styled stretch, counted from the start of its block.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) style: InlineStyle,
}

/// A place as the W3C's position and quote selectors.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<u32>,
    #[serde(borrow, skip_serializing_if = "is_empty")]
    pub(super) exact: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "is_empty")]
    pub(super) prefix: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "is_empty")]
    pub(super) suffix: Cow<'a, str>,
}

impl Place<'_> {
    pub(super) fn selector(self) -> Selector {
        let Self { start, end, exact, prefix, suffix } = self;
        let [exact, prefix, suffix] = [exact, prefix, suffix].map(Cow::into_owned);
        Selector { position: start.zip(end), exact, prefix, suffix }
    }
}

/// A mark.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Mark<'a> {
    pub(super) id: MarkId,
    pub(super) number: u32,
    pub(super) body: MarkBody,
    #[serde(borrow)]
    pub(super) place: Place<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) verdict: Option<VerdictGiven>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) second_reads: Vec<SecondRead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<Box<Fix>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    pub(super) created: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) carried: Option<Box<FromDraft>>,
    /// Kept for others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) ext: BTreeMap<String, String>,
}

/// A stretch that needs no check.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Exempt<'a> {
    pub(super) id: ExemptId,
    #[serde(borrow)]
    pub(super) place: Place<'a>,
    pub(super) reason: ExemptReason,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    pub(super) created: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gone_after: Option<u32>,
}

/// What stands in front of a block when it does not say: an empty line, and nothing at the start.
pub(super) fn usual_gap(is_first: bool) -> &'static str {
    if is_first { "" } else { "\n\n" }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

fn is_empty(words: &str) -> bool {
    words.is_empty()
}

fn is_zero<T: Default + PartialEq>(count: &T) -> bool {
    *count == T::default()
}

fn says_nothing(meta: &ArticleMeta) -> bool {
    *meta == ArticleMeta::default()
}
