//! Marks, queries, exempt stretches and sources as rows.

use std::collections::BTreeMap;

use super::badge::Badge;
use super::build::Context;
use super::document::{
    AnswerRow, Detail, EvidenceRow, ExemptRow, FixRow, MarkRow, QueryRow, SecondReadRow, SourceRow,
    VerdictRow,
};
use crate::model::{
    ClaimType, Evidence, Importance, Mark, MarkBody, Place, Query, QuoteForm, SourceId, WorkState,
};
use crate::review::{missing, work_state};

/// The row of `mark`.
pub(super) fn mark_row(context: &Context<'_>, mark: &Mark) -> MarkRow {
    let state = work_state(context.review, mark);
    MarkRow {
        number: mark.number,
        kind: mark.kind(),
        words: mark.words(context.review.text()).to_owned(),
        spot: mark.range().and_then(|range| context.spot(range)),
        badge: Badge::of(mark.verdict.as_ref().map(|given| given.verdict), state),
        state,
        verdict: verdict_row(context, mark, state),
        missing: missing(mark).into_iter().map(|demand| demand.label()).collect(),
        details: details(context, &mark.body),
        evidence: mark.evidence.iter().map(|e| evidence_row(context, e)).collect(),
        fix: fix_row(context, mark),
        second_reads: second_reads(context, mark),
        note: mark.note.clone(),
        tags: mark.tags.clone(),
        created: context.trace(mark.created),
    }
}

fn verdict_row(context: &Context<'_>, mark: &Mark, state: WorkState) -> Option<VerdictRow> {
    mark.verdict.as_ref().map(|given| VerdictRow {
        verdict: given.verdict,
        stands: state.keeps_verdict(),
        method: given.method,
        reason: given.reason.clone(),
        trace: context.trace(given.stamp),
    })
}

fn fix_row(context: &Context<'_>, mark: &Mark) -> Option<FixRow> {
    mark.fix.as_ref().map(|fix| FixRow {
        wording: fix.wording.clone(),
        decision: fix.decision,
        trace: context.trace(fix.created),
        decided: fix.decided.map(|stamp| context.trace(stamp)),
    })
}

fn second_reads(context: &Context<'_>, mark: &Mark) -> Vec<SecondReadRow> {
    let row = |read: &crate::model::SecondRead| SecondReadRow {
        agrees: read.agrees,
        verdict: read.verdict,
        note: read.note.clone(),
        trace: context.trace(read.stamp),
    };
    mark.second_reads.iter().map(row).collect()
}

/// What was entered for this kind; defaults are what nobody said.
fn details(context: &Context<'_>, body: &MarkBody) -> Vec<Detail> {
    let said = |default: bool, label: &str| if default { "" } else { label }.to_owned();
    let title = |id: Option<SourceId>| {
        id.and_then(|id| context.source_ref(id)).map_or_else(String::new, |source| source.title)
    };
    let all = match body {
        MarkBody::Claim(claim) => vec![
            ("Type", said(claim.claim_type == ClaimType::default(), claim.claim_type.label())),
            (
                "Importance",
                said(claim.importance == Importance::default(), claim.importance.label()),
            ),
            ("Statement", claim.statement.clone()),
            ("Asserted by", claim.asserted_by.clone()),
        ],
        MarkBody::Quote(quote) => vec![
            ("Speaker", quote.speaker.clone()),
            ("Form", said(quote.form == QuoteForm::default(), quote.form.label())),
            ("Recording", title(quote.recording)),
            ("From", quote.from.clone()),
            ("To", quote.to.clone()),
        ],
        MarkBody::Source(mention) => vec![("Means", title(mention.source))],
    };
    all.into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(label, value)| Detail { label, value })
        .collect()
}

fn evidence_row(context: &Context<'_>, evidence: &Evidence) -> EvidenceRow {
    let register = evidence.source.and_then(|id| context.review.source(id));
    let own_url = register.filter(|_| evidence.url.trim().is_empty()).map(|s| s.url.clone());
    EvidenceRow {
        relation: evidence.relation,
        source: evidence.source.and_then(|id| context.source_ref(id)),
        method: evidence.method,
        locator: evidence.locator.clone(),
        passage: evidence.passage.clone(),
        url: own_url.unwrap_or_else(|| evidence.url.clone()),
        accessed: evidence.accessed.clone(),
        note: evidence.note.clone(),
        trace: context.trace(evidence.created),
    }
}

/// The queries, oldest first.
pub(super) fn query_rows(context: &Context<'_>) -> Vec<QueryRow> {
    let mut queries: Vec<&Query> = context.review.queries().collect();
    queries.sort_by_key(|query| (query.created.at, query.id));
    let row = |query: &&Query| QueryRow {
        mark: query.mark.and_then(|id| context.review.mark(id)).map(|mark| mark.number),
        to: query.to,
        text: query.text.clone(),
        status: query.status,
        blocking: query.blocking,
        due: query.due.clone(),
        answers: query
            .answers
            .iter()
            .map(|a| AnswerRow { text: a.text.clone(), trace: context.trace(a.stamp) })
            .collect(),
        trace: context.trace(query.created),
    };
    queries.iter().map(row).collect()
}

/// The stretches that need no check, in reading order, lost ones last.
pub(super) fn exempt_rows(context: &Context<'_>) -> Vec<ExemptRow> {
    let mut all: Vec<_> = context.review.exempt().collect();
    all.sort_by_key(|exempt| (exempt.place.range().is_none(), exempt.place.range(), exempt.id));
    let row = |exempt: &&crate::model::Exempt| ExemptRow {
        spot: exempt.place.range().and_then(|range| context.spot(range)),
        words: match &exempt.place {
            Place::At(range) => range.of(context.review.text()).to_owned(),
            Place::Lost(selector) => selector.exact.clone(),
        },
        reason: exempt.reason,
        note: exempt.note.clone(),
        trace: context.trace(exempt.created),
    };
    all.iter().map(row).collect()
}

/// The register by title, with the marks that lean on each entry.
pub(super) fn source_rows(context: &Context<'_>) -> Vec<SourceRow> {
    let mut used: BTreeMap<SourceId, Vec<u32>> = BTreeMap::new();
    for mark in context.review.marks_in_order() {
        for id in mark.sources() {
            used.entry(id).or_default().push(mark.number);
        }
    }
    let sources = context.review.sources_by_title();
    let row = |(number, source): (u32, &crate::model::Source)| SourceRow {
        number,
        kind: source.kind,
        title: source.title.clone(),
        by: source.by.clone(),
        date: source.date.clone(),
        url: source.url.clone(),
        archived_url: source.archived_url.clone(),
        note: source.note.clone(),
        used_by: used.remove(&source.id).unwrap_or_default(),
        trace: context.trace(source.created),
    };
    (1..).zip(sources).map(row).collect()
}
