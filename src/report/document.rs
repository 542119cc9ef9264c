//! The parts of a report, as plain data. Text fields are empty where nothing was said.

use super::{Badge, Summary};
use crate::model::{
    BlockKind, ExemptReason, FixDecision, InlineStyle, ItemSign, Loss, MarkKind, Method,
    QueryStatus, QueryTo, Relation, Role, SourceKind, Timestamp, Verdict, WorkState,
};
use crate::review::Tally;
use crate::text::{TextPos, grapheme_range_at};

/// A review made readable; the order of the fields is the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the story is called; never empty.
    pub title: String,
    /// Who wrote it.
    pub byline: String,
    /// Its date, as the story writes it.
    pub date: String,
    /// Where it appears.
    pub publication: String,
    /// BCP 47 language tag of the story.
    pub language: String,
    /// Number of the draft.
    pub draft: u32,
    /// What people call the draft.
    pub draft_label: String,
    /// Name of the file the draft was read from, without folders.
    pub file_name: String,
    /// SHA-256 of the draft's text, in hexadecimal.
    pub text_digest: String,
    /// When the report was made.
    pub generated: Timestamp,
    /// Who worked on it, by name.
    pub reviewers: Vec<ReviewerRow>,
    /// Who signed, oldest first.
    pub sign_offs: Vec<SignOffRow>,
    /// The figures.
    pub summary: Summary,
    /// How far it has got beside words: by sentences and the like, by section, by reviewer.
    pub coverage: CoverageRows,
    /// What is not finished, in reading order.
    pub open_items: Vec<OpenItem>,
    /// The text.
    pub blocks: Vec<ReportBlock>,
    /// The marks in reading order; those that lost their place come last.
    pub marks: Vec<MarkRow>,
    /// The queries, oldest first.
    pub queries: Vec<QueryRow>,
    /// The stretches that need no check, in reading order.
    pub exempt: Vec<ExemptRow>,
    /// The register, by title.
    pub sources: Vec<SourceRow>,
    /// What of the file did not make it into the draft.
    pub losses: Vec<Loss>,
    /// What the verdicts mean; every verdict.
    pub legend: Vec<LegendRow>,
}

/// How far the review has got, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageRows {
    /// What counts as a word, in a sentence without a full stop.
    pub unit: &'static str,
    /// Which pieces are not counted and why, in a sentence without a full stop.
    pub not_counted: Option<&'static str>,
    /// Words, sentences, numbers, names, quotations.
    pub pieces: Vec<CoverageRow>,
    /// By section: its heading, and behind it how many sections it lies in.
    pub sections: Vec<(CoverageRow, u8)>,
    /// By who decided over the words.
    pub reviewers: Vec<CoverageRow>,
}

/// A row of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// What it is about.
    pub what: String,
    /// How much there is of it, and in which states; `None` where that cannot be told.
    pub tally: Option<Tally>,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Their name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Somebody who worked on the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewerRow {
    /// As they want to be called.
    pub name: String,
    /// Short form.
    pub initials: String,
    /// The hat.
    pub role: Role,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOffRow {
    /// Who, and when.
    pub trace: Trace,
    /// In which role.
    pub role: Role,
    /// The number of the draft they signed.
    pub draft: u32,
    /// Whether the text they signed is the text of this report.
    pub is_this_text: bool,
    /// What was open at that moment.
    pub open: Vec<String>,
    /// What they added.
    pub note: String,
}

/// Something that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The number of the mark.
    pub number: u32,
    /// Its words.
    pub words: String,
    /// Where it starts; `None` where its place is lost.
    pub spot: Option<Spot>,
    /// One word for scripts: `missing-evidence`.
    pub key: &'static str,
    /// What is missing, for people.
    pub what: String,
}

/// Where something starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The number of the block.
    pub block: u32,
    /// What the page of the file is called, where it has pages.
    pub page: Option<String>,
}

/// A block of the text that has something to read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportBlock {
    /// Counted from 1.
    pub number: u32,
    /// What it is.
    pub kind: BlockKind,
    /// Heading level or depth; 0 where it has none.
    pub level: u8,
    /// What stands in front of it, where it is an entry of a list.
    pub sign: ItemSign,
    /// How its words stand.
    pub words: Tally,
    /// The marks that start here, in the order of their start.
    pub margin: Vec<MarginMark>,
    /// The text, in pieces that follow each other without gaps.
    pub segments: Vec<Segment>,
}

impl ReportBlock {
    /// The whole text of the block.
    pub fn text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect()
    }

    /// Its first words: `most` characters, and an ellipsis where there are more.
    pub fn opening(&self, most: usize) -> String {
        let text = self.text();
        let Some((cut, _)) = text.char_indices().nth(most) else { return text };
        let whole = grapheme_range_at(&text, TextPos::from_usize(cut)).start();
        format!("{}…", text[..whole.as_usize()].trim_end())
    }
}

/// A mark as it stands in the margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarginMark {
    /// Its number.
    pub number: u32,
    /// Its kind.
    pub kind: MarkKind,
    /// How it stands.
    pub badge: Badge,
}

/// A piece of text through which no border of a mark or style runs.
///
/// ```text
///   text       a b c d e f g h
///   mark 1       [-------]
///   mark 2           [-------]
///   segments   a|b c|d e|f g|h      marks: – | 1 | 1 2 | 2 | –
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// The text, as it stands in the draft.
    pub text: String,
    /// The numbers of the innermost sixteen marks over it, the outermost of them first.
    pub marks: Vec<u32>,
    /// Those of them that start with this piece.
    pub begins: Vec<u32>,
    /// Those of them that end with this piece.
    pub ends: Vec<u32>,
    /// How it is set apart.
    pub styles: Vec<InlineStyle>,
    /// Whether its words are not accounted for.
    pub is_open: bool,
}

/// A mark with all that is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRow {
    /// Its number.
    pub number: u32,
    /// Its kind.
    pub kind: MarkKind,
    /// The words under it; where it lost its place, the words it had.
    pub words: String,
    /// Where it starts; `None` where its place is lost.
    pub spot: Option<Spot>,
    /// How it stands, in short.
    pub badge: Badge,
    /// How far the check has got.
    pub state: WorkState,
    /// The result.
    pub verdict: Option<VerdictRow>,
    /// What the verdict lacks, for people.
    pub missing: Vec<&'static str>,
    /// What only its kind has: type, importance, speaker and so on.
    pub details: Vec<Detail>,
    /// What was found.
    pub evidence: Vec<EvidenceRow>,
    /// Proposed new wording.
    pub fix: Option<FixRow>,
    /// Readings by others.
    pub second_reads: Vec<SecondReadRow>,
    /// Anything else.
    pub note: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Who made it.
    pub created: Trace,
}

/// The result of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictRow {
    /// The result.
    pub verdict: Verdict,
    /// Whether the words are still those it was given on.
    pub stands: bool,
    /// How it was checked.
    pub method: Option<Method>,
    /// The reason that goes with it; [`Verdict::reason_label`] says what it is called.
    pub reason: String,
    /// Who gave it.
    pub trace: Trace,
}

/// A named detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its name, for people.
    pub label: &'static str,
    /// What was entered.
    pub value: String,
}

/// An entry of the register, pointed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    /// Its number in [`Report::sources`].
    pub number: u32,
    /// Its title.
    pub title: String,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// How it stands to the mark.
    pub relation: Relation,
    /// The source.
    pub source: Option<SourceRef>,
    /// How it was got.
    pub method: Option<Method>,
    /// Page, paragraph, time stamp.
    pub locator: String,
    /// The words of the source.
    pub passage: String,
    /// Address on the web; the source's own where the evidence has none.
    pub url: String,
    /// The day on which the address was read.
    pub accessed: String,
    /// Anything else.
    pub note: String,
    /// Who entered it.
    pub trace: Trace,
}

/// Proposed new wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixRow {
    /// The wording.
    pub wording: String,
    /// What became of it.
    pub decision: FixDecision,
    /// Who proposed it.
    pub trace: Trace,
    /// Who decided.
    pub decided: Option<Trace>,
}

/// Another reviewer's reading of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondReadRow {
    /// Whether they agree.
    pub agrees: bool,
    /// The verdict they read.
    pub verdict: Verdict,
    /// What they added.
    pub note: String,
    /// Who.
    pub trace: Trace,
}

/// A question with its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryRow {
    /// The number of the mark it is about.
    pub mark: Option<u32>,
    /// Whom it asks.
    pub to: QueryTo,
    /// The question.
    pub text: String,
    /// Whether it waits.
    pub status: QueryStatus,
    /// Whether it holds the mark up.
    pub blocking: bool,
    /// When an answer is due.
    pub due: String,
    /// The thread.
    pub answers: Vec<AnswerRow>,
    /// Who asked.
    pub trace: Trace,
}

/// A reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// What.
    pub text: String,
    /// Who.
    pub trace: Trace,
}

/// A stretch that needs no check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExemptRow {
    /// Where it starts; `None` where its place is lost.
    pub spot: Option<Spot>,
    /// Its words.
    pub words: String,
    /// Why.
    pub reason: ExemptReason,
    /// More on why.
    pub note: String,
    /// Who said so.
    pub trace: Trace,
}

/// An entry of the register. How to reach a person is confidential and has no field here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Counted from 1, by title.
    pub number: u32,
    /// What it is.
    pub kind: SourceKind,
    /// Its title, or the person's name.
    pub title: String,
    /// Author, publisher, or the person's position.
    pub by: String,
    /// Its date.
    pub date: String,
    /// Its address on the web.
    pub url: String,
    /// Address of an archived copy.
    pub archived_url: String,
    /// Anything else.
    pub note: String,
    /// The numbers of the marks that lean on it, in reading order.
    pub used_by: Vec<u32>,
    /// Who entered it.
    pub trace: Trace,
}

/// What a verdict means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegendRow {
    /// The sign in the margin.
    pub badge: Badge,
    /// What it says, in a phrase.
    pub meaning: &'static str,
}
