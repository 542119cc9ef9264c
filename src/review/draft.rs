//! Drafts: versions of the article under one review.

use std::sync::Arc;

use super::Tally;
use crate::model::{Article, ExemptId, Loss, MarkId, ReadAs, SourceNote, Stamp, VerdictGiven};
use crate::text::{Digest, TextRange};

/// One version of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// 1 for the first; counted up.
    pub number: u32,
    /// What people call it: "after legal".
    pub label: String,
    /// Name of the file it was read from, without folders.
    pub file_name: String,
    /// Key of the importer that read it: `markdown`.
    pub format: String,
    /// How its characters were encoded: `UTF-8`; empty where the format says so itself.
    pub encoding: String,
    /// How it was to be read, where somebody said so.
    pub read_as: ReadAs,
    /// SHA-256 of the file's bytes.
    pub file_digest: Digest,
    /// SHA-256 of the text.
    pub text_digest: Digest,
    /// Who read it in, and when.
    pub imported: Stamp,
    /// What of the file did not make it.
    pub losses: Vec<Loss>,
    /// Comments and notes that the file brought along, in order of their places.
    pub source_notes: Vec<SourceNote>,
    /// The text and its blocks.
    pub article: Arc<Article>,
    /// How its marks stood when the next draft came; empty for the present one.
    pub marks: Arc<[PastMark]>,
    /// What needed no check then; empty for the present one.
    pub exempt: Arc<[PastExempt]>,
    /// How its words stood then; `None` for the present one.
    pub tally: Option<Tally>,
}

/// A mark as it stood in an older draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastMark {
    /// Which mark.
    pub id: MarkId,
    /// Where it stood in the text of that draft.
    pub range: TextRange,
    /// The result of its check then.
    pub verdict: Option<VerdictGiven>,
}

/// A stretch that needed no check in an older draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastExempt {
    /// Which stretch.
    pub id: ExemptId,
    /// Where it stood in the text of that draft.
    pub range: TextRange,
}
