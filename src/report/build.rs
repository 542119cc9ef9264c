//! Review → [`Report`]: the head, the text, and the rows put in order.

use std::collections::BTreeMap;

use super::badge::{Badge, Tone};
use super::document::{
    LegendRow, MarginMark, MarkRow, OpenItem, Report, ReportBlock, ReviewerRow, SignOffRow,
    SourceRef, Spot, Trace,
};
use super::{coverage_rows, rows, segments, summarise};
use crate::model::{BlockKind, SourceId, Stamp, Timestamp, Verdict};
use crate::review::{Review, findings};
use crate::text::TextRange;

/// What a report needs to know that the review does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// When the report is made.
    pub generated: Timestamp,
    /// What the story is called where it has no name for itself; where this is empty too, the name
    /// of its file is taken.
    pub fallback_title: String,
}

impl Options {
    /// A report made at `generated`.
    pub fn new(generated: Timestamp) -> Self {
        Self { generated, fallback_title: String::new() }
    }
}

/// The report on the current draft of `review`. The same input gives the same report.
pub fn build(review: &Review, options: &Options) -> Report {
    let context = Context::new(review);
    let marks: Vec<MarkRow> =
        review.marks_in_order().map(|mark| rows::mark_row(&context, mark)).collect();
    let draft = review.draft();
    let meta = review.article().meta.clone();
    Report {
        title: title(review, options),
        byline: meta.byline.unwrap_or_default(),
        date: meta.date.unwrap_or_default(),
        publication: meta.publication.unwrap_or_default(),
        language: meta.language.unwrap_or_default(),
        draft: draft.number,
        draft_label: draft.label.clone(),
        file_name: draft.file_name.clone(),
        text_digest: draft.text_digest.to_string(),
        generated: options.generated,
        reviewers: reviewers(review),
        sign_offs: sign_offs(&context),
        summary: summarise(review),
        coverage: coverage_rows(review),
        open_items: open_items(&context),
        blocks: blocks(&context, &marks),
        marks,
        queries: rows::query_rows(&context),
        exempt: rows::exempt_rows(&context),
        sources: rows::source_rows(&context),
        losses: draft.losses.clone(),
        legend: legend(),
    }
}

/// The review with what turns its ids and ranges into names and numbers.
pub(super) struct Context<'a> {
    pub(super) review: &'a Review,
    sources: BTreeMap<SourceId, u32>,
}

impl<'a> Context<'a> {
    fn new(review: &'a Review) -> Self {
        let ids = review.sources_by_title().into_iter().map(|source| source.id);
        Self { review, sources: ids.zip(1..).collect() }
    }

    /// The first block that `range` touches, and the page of its first character.
    pub(super) fn spot(&self, range: TextRange) -> Option<Spot> {
        let article = self.review.article();
        let block = article.block_number(article.block_indices(range).start)?;
        let page = article.pages.label_at(range.start()).map(str::to_owned);
        Some(Spot { block, page })
    }

    /// The name of who did something.
    pub(super) fn trace(&self, stamp: Stamp) -> Trace {
        let name = self.review.reviewer(stamp.by).map(|reviewer| reviewer.name.trim());
        let by = name.filter(|name| !name.is_empty()).unwrap_or("unknown reviewer").to_owned();
        Trace { by, at: stamp.at }
    }

    /// The number and title of an entry of the register.
    pub(super) fn source_ref(&self, id: SourceId) -> Option<SourceRef> {
        let number = *self.sources.get(&id)?;
        Some(SourceRef { number, title: self.review.source(id)?.title.clone() })
    }
}

fn title(review: &Review, options: &Options) -> String {
    let article = review.article();
    let headline = article.blocks().iter().find(|block| block.kind == BlockKind::Headline);
    let candidates = [
        article.title(),
        headline.map(|block| block.range.of(article.text())),
        Some(options.fallback_title.as_str()),
        Some(review.draft().file_name.as_str()),
    ];
    let named = candidates.into_iter().flatten().map(str::trim).find(|title| !title.is_empty());
    named.unwrap_or("Untitled").to_owned()
}

fn reviewers(review: &Review) -> Vec<ReviewerRow> {
    let row = |reviewer: &crate::model::Reviewer| ReviewerRow {
        name: reviewer.name.clone(),
        initials: reviewer.initials.clone(),
        role: reviewer.role,
    };
    let mut out: Vec<ReviewerRow> = review.reviewers().map(row).collect();
    out.sort_by(|a, b| (&a.name, a.role).cmp(&(&b.name, b.role)));
    out
}

fn sign_offs(context: &Context<'_>) -> Vec<SignOffRow> {
    let digest = context.review.draft().text_digest.to_string();
    let row = |sign_off: &crate::model::SignOff| SignOffRow {
        trace: context.trace(sign_off.stamp),
        role: sign_off.role,
        draft: sign_off.draft,
        is_this_text: sign_off.text_sha256 == digest,
        open: sign_off.open.clone(),
        note: sign_off.note.clone(),
    };
    context.review.sign_offs().iter().map(row).collect()
}

fn open_items(context: &Context<'_>) -> Vec<OpenItem> {
    let review = context.review;
    let item = |finding: crate::review::Finding| {
        let mark = review.mark(finding.mark)?;
        Some(OpenItem {
            number: finding.number,
            words: mark.words(review.text()).to_owned(),
            spot: mark.range().and_then(|range| context.spot(range)),
            key: finding.kind.key(),
            what: finding.kind.label(),
        })
    };
    findings(review).into_iter().filter_map(item).collect()
}

fn blocks(context: &Context<'_>, marks: &[MarkRow]) -> Vec<ReportBlock> {
    let by_number: BTreeMap<u32, &MarkRow> = marks.iter().map(|row| (row.number, row)).collect();
    let margin_mark = |number: &u32| {
        let row = by_number.get(number)?;
        Some(MarginMark { number: row.number, kind: row.kind, badge: row.badge })
    };
    let blocks = context.review.article().blocks().iter().enumerate();
    blocks
        .filter_map(|(index, block)| {
            let article = context.review.article();
            let number = article.block_number(index)?;
            if article.block_text(index).trim().is_empty() {
                return None;
            }
            let segments = segments::segments(context.review, index);
            let margin =
                segments.iter().flat_map(|piece| &piece.begins).filter_map(margin_mark).collect();
            let (kind, level, sign) = (block.kind, block.level, block.sign.clone());
            let words = context.review.tally_of_block(index);
            Some(ReportBlock { number, kind, level, sign, words, margin, segments })
        })
        .collect()
}

fn legend() -> Vec<LegendRow> {
    let row = |verdict: &Verdict| LegendRow {
        badge: Badge { sign: verdict.sign(), label: verdict.label(), tone: Tone::of(*verdict) },
        meaning: verdict.meaning(),
    };
    Verdict::ALL.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn blocks_without_words_get_no_number() {
        let (review, _) = testing::review("one\n \ntwo [c:three]");
        let report = build(&review, &Options::new(testing::time(0)));
        let numbered: Vec<_> = report.blocks.iter().map(|b| (b.number, b.text())).collect();
        assert_eq!(numbered, [(1, "one".to_owned()), (2, "two three".to_owned())]);
        assert_eq!(report.marks[0].spot, Some(Spot { block: 2, page: None }));
        assert_eq!(report.blocks[1].margin[0].number, 1);
    }

    #[test]
    fn a_story_without_a_name_goes_by_its_file() {
        let (review, _) = testing::review("one");
        let mut options = Options::new(testing::time(0));
        assert_eq!(build(&review, &options).title, "story.txt");
        options.fallback_title = "The bus".to_owned();
        assert_eq!(build(&review, &options).title, "The bus");
    }

    #[test]
    fn what_is_open_comes_with_what_is_missing() {
        let (review, _) = testing::review("It rose by [c:12 per cent].");
        let report = build(&review, &Options::new(testing::time(0)));
        let item = &report.open_items[0];
        assert_eq!((item.number, item.words.as_str()), (1, "12 per cent"));
        assert_eq!(item.what, "no verdict yet");
    }
}
