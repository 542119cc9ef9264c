//! The tables of the page: open items, marks with their evidence, queries, sources, exempt words.

use maud::{Markup, html};

use super::parts::{address, article_words, badge, entered, passage, trace};
use super::{language, mark_links, spot_link};
use crate::report::{
    EvidenceRow, ExemptRow, FixRow, MarkRow, QueryRow, Report, SourceRow, VerdictRow,
};

/// What is not finished; it comes first.
pub(super) fn open_items(report: &Report) -> Markup {
    html! {
        section {
            h2 id="open" { "Open items" }
            @if report.open_items.is_empty() {
                p { "No mark is open." }
            } @else {
                table {
                    thead { tr {
                        th.num scope="col" { "No." } th scope="col" { "Words" }
                        th scope="col" { "What is missing" } th scope="col" { "Where" }
                    } }
                    tbody { @for item in &report.open_items { tr {
                        td.num { a href={ "#m" (item.number) } { (item.number) } }
                        td { (article_words(&item.words, language(report))) }
                        td { (item.what) }
                        td.where { (spot_link(item.spot.as_ref())) }
                    } } }
                }
            }
        }
    }
}

/// The marks in reading order.
pub(super) fn marks(report: &Report) -> Markup {
    html! {
        section {
            h2 id="marks" { "Marks (" (report.marks.len()) ")" }
            @if !report.marks.is_empty() {
                table {
                    thead { tr {
                        th.num scope="col" { "No." } th.verdict-col scope="col" { "Verdict" }
                        th scope="col" { "Words, evidence and notes" }
                    } }
                    tbody { @for row in &report.marks { (mark(row, language(report))) } }
                }
            }
        }
    }
}

fn mark(row: &MarkRow, language: Option<&str>) -> Markup {
    html! {
        tr id={ "m" (row.number) } {
            td.num {
                @if row.spot.is_some() { a href={ "#t" (row.number) } { (row.number) } }
                @else { (row.number) }
            }
            td { (badge(row.badge)) (standing(row)) }
            td {
                (article_words(&row.words, language))
                @if !row.details.is_empty() {
                    div.part { @for (i, detail) in row.details.iter().enumerate() {
                        @if i > 0 { " · " }
                        span.mut { (detail.label) ": " } (entered(&detail.value))
                    } }
                }
                @if let Some(given) = &row.verdict { (reason(given)) }
                @for evidence in &row.evidence { (evidence_markup(evidence)) }
                @if let Some(fix) = &row.fix { (fix_markup(fix)) }
                (second_reads(row))
                (notes(row))
            }
        }
    }
}

fn second_reads(row: &MarkRow) -> Markup {
    html! {
        @for read in &row.second_reads {
            div.part {
                b { @if read.agrees { "Second read, agrees" } @else { "Second read, disagrees" } }
                " (" (read.verdict.label()) "): "
                @if !read.note.trim().is_empty() { (entered(&read.note)) " – " }
                (trace(&read.trace))
            }
        }
    }
}

fn notes(row: &MarkRow) -> Markup {
    html! {
        @if !row.note.trim().is_empty() {
            div.part { b { "Note: " } span.pre { (entered(&row.note)) } }
        }
        @if !row.tags.is_empty() {
            div.part.mut { "Tags: " @for (i, tag) in row.tags.iter().enumerate() {
                @if i > 0 { ", " }
                (entered(tag))
            } }
        }
    }
}

/// Kind, place, state and who, under the verdict.
fn standing(row: &MarkRow) -> Markup {
    html! {
        div.meta { (row.kind.label()) ", " (spot_link(row.spot.as_ref())) }
        @if row.badge.label != row.state.label() { div.meta { (row.state.label()) } }
        @if let Some(given) = &row.verdict {
            @if !given.stands { div.meta { "was: " (given.verdict.label()) ", on other words" } }
            @else if row.state.is_open() { div.meta { "given: " (given.verdict.label()) } }
            @if let Some(method) = given.method { div.meta { "method: " (method.label()) } }
            div.meta { (trace(&given.trace)) }
        } @else {
            div.meta { "marked: " (trace(&row.created)) }
        }
        @if !row.missing.is_empty() { div.meta { "missing: " (row.missing.join(", ")) } }
    }
}

fn reason(given: &VerdictRow) -> Markup {
    html! {
        @if !given.reason.trim().is_empty() {
            div.part { b { (given.verdict.reason_label()) ": " } span.pre { (entered(&given.reason)) } }
        }
    }
}

fn evidence_markup(row: &EvidenceRow) -> Markup {
    html! {
        div.part {
            b { "Evidence, " (row.relation.label()) ": " }
            @if let Some(source) = &row.source {
                a href={ "#s" (source.number) } { (entered(&source.title)) } " "
            }
            @if !row.locator.trim().is_empty() { (entered(&row.locator)) " " }
            @if let Some(method) = row.method { span.mut { "· " (method.label()) " " } }
            @if !row.passage.trim().is_empty() {
                (passage(&row.passage))
            }
            @if !row.url.trim().is_empty() { div { (address(&row.url)) } }
            @if !row.note.trim().is_empty() { div.pre { (entered(&row.note)) } }
            div.meta {
                @if !row.accessed.trim().is_empty() { "read " (entered(&row.accessed)) " · " }
                (trace(&row.trace))
            }
        }
    }
}

fn fix_markup(fix: &FixRow) -> Markup {
    html! {
        div.part {
            b { "Fix, " (fix.decision.label()) ": " }
            span.wording { (entered(&fix.wording)) }
            div.meta {
                (trace(&fix.trace))
                @if let Some(decided) = &fix.decided { " · decided: " (trace(decided)) }
            }
        }
    }
}

/// The queries with their threads.
pub(super) fn queries(report: &Report) -> Markup {
    html! {
        @if !report.queries.is_empty() {
            section {
                h2 id="queries" { "Queries" }
                table {
                    thead { tr {
                        th.num scope="col" { "Mark" } th scope="col" { "To" }
                        th scope="col" { "Question and answers" } th scope="col" { "Status" }
                    } }
                    tbody { @for row in &report.queries { (query(row)) } }
                }
            }
        }
    }
}

fn query(row: &QueryRow) -> Markup {
    html! {
        tr {
            td.num { @if let Some(number) = row.mark { (mark_links(&[number])) } @else { "–" } }
            td { (row.to.label()) }
            td {
                div.pre { (entered(&row.text)) }
                div.meta { (trace(&row.trace)) }
                @for answer in &row.answers {
                    (passage(&answer.text))
                    div.meta { (trace(&answer.trace)) }
                }
            }
            td {
                (row.status.label())
                @if row.blocking { ", blocking" }
                @if !row.due.trim().is_empty() { ", due " (entered(&row.due)) }
            }
        }
    }
}

/// The register, each entry with where it is used.
pub(super) fn sources(report: &Report) -> Markup {
    html! {
        @if !report.sources.is_empty() {
            section {
                h2 id="sources" { "Sources (" (report.sources.len()) ")" }
                table {
                    thead { tr {
                        th.num scope="col" { "No." } th scope="col" { "Source" }
                        th scope="col" { "Kind" } th scope="col" { "Used by marks" }
                    } }
                    tbody { @for row in &report.sources { (source(row)) } }
                }
            }
        }
    }
}

fn source(row: &SourceRow) -> Markup {
    html! {
        tr id={ "s" (row.number) } {
            td.num { (row.number) }
            td {
                b { (entered(&row.title)) }
                @for part in [&row.by, &row.date] {
                    @if !part.trim().is_empty() { ", " (entered(part)) }
                }
                @if !row.url.trim().is_empty() { div { (address(&row.url)) } }
                @if !row.archived_url.trim().is_empty() {
                    div { "archived: " (address(&row.archived_url)) }
                }
                @if !row.note.trim().is_empty() { div.pre { (entered(&row.note)) } }
                div.meta { (trace(&row.trace)) }
            }
            td { (row.kind.label()) }
            td { @if row.used_by.is_empty() { "–" } @else { (mark_links(&row.used_by)) } }
        }
    }
}

/// The stretches that need no check.
pub(super) fn exempt(report: &Report) -> Markup {
    html! {
        @if !report.exempt.is_empty() {
            section {
                h2 id="exempt" { "Needs no check" }
                table {
                    thead { tr {
                        th scope="col" { "Words" } th scope="col" { "Why" } th scope="col" { "Where" }
                    } }
                    tbody { @for row in &report.exempt { (exempt_markup(row, language(report))) } }
                }
            }
        }
    }
}

fn exempt_markup(row: &ExemptRow, language: Option<&str>) -> Markup {
    html! {
        tr {
            td { (article_words(&row.words, language)) }
            td {
                (row.reason.label())
                @if !row.note.trim().is_empty() { ": " (entered(&row.note)) }
                div.meta { (trace(&row.trace)) }
            }
            td { (spot_link(row.spot.as_ref())) }
        }
    }
}
