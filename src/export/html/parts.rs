//! The small parts of the page: figures, legend, people, losses, and what rows are made of.

use maud::{Markup, html};

use super::super::{moment, visible, visible_article, web_link};
use crate::report::{Badge, Report, Summary, Trace, state_sign};

/// A sign and its word, in their colour.
pub(super) fn badge(badge: Badge) -> Markup {
    html! {
        span class={ "badge t-" (badge.tone.key()) } {
            span.sign { (badge.sign) } " " span.label { (badge.label) }
        }
    }
}

/// Words of the article as a block of their own, so that their direction stays theirs.
///
/// No `bdi` inside: what decides the direction of `dir="auto"` must not stand in one.
pub(super) fn article_words(words: &str, language: Option<&str>) -> Markup {
    html! { div.words lang=[language] dir="auto" { (visible_article(words)) } }
}

/// The words of a source or an answer, likewise.
pub(super) fn passage(words: &str) -> Markup {
    html! { div.passage dir="auto" { (visible(words.trim())) } }
}

/// Something that somebody entered.
pub(super) fn entered(text: &str) -> Markup {
    html! { bdi { (visible(text.trim())) } }
}

/// An address: a link where it may be one, else text.
pub(super) fn address(url: &str) -> Markup {
    html! {
        @match web_link(url) {
            Some(link) => { a href=(link) rel="noopener noreferrer" { bdi { (link) } } },
            None => { bdi { (visible(url.trim())) } },
        }
    }
}

/// Who did something, and when.
pub(super) fn trace(trace: &Trace) -> Markup {
    html! { span.mut { (entered(&trace.by)) ", " (moment(trace.at)) } }
}

/// The figures.
pub(super) fn summary(summary: &Summary) -> Markup {
    let words = &summary.words;
    let figures = [
        ("of words accounted for", words.share()),
        ("words", words.words.to_string()),
        ("words open", words.to_do().to_string()),
        ("marks settled", format!("{} of {}", summary.settled(), summary.marks)),
        ("open queries", summary.open_queries.to_string()),
        ("sources", summary.sources.to_string()),
    ];
    html! {
        section aria-label="Summary" {
            dl.figures { @for (label, value) in &figures {
                div { dt { (label) } dd { (value) } }
            } }
            ul.tally {
                @for (verdict, n) in summary.by_verdict.iter().filter(|(_, n)| *n > 0) {
                    li { (verdict.sign()) " " (verdict.label()) ": " (n) }
                }
                @if summary.without_verdict > 0 { li { "no verdict: " (summary.without_verdict) } }
            }
            ul.tally { @for (state, n) in summary.by_state.iter().filter(|(_, n)| *n > 0) {
                li.mut { (state_sign(*state)) " " (state.label()) ": " (n) }
            } }
            p.meta {
                "Words of draft " (summary.draft) ": "
                (words.covered) " covered, " (words.shown_apart) " covered on somebody’s word, "
                (words.exempt) " exempt, " (words.not_covered) " checked and not right, "
                (words.recheck) " to be checked again, " (words.open) " open, " (words.gone) " to be cut."
            }
        }
    }
}

/// What signs, lines and tints mean.
pub(super) fn legend(report: &Report) -> Markup {
    html! {
        section {
            h2 { "Signs" }
            ul.legend {
                @for row in &report.legend { li { (badge(row.badge)) " – " (row.meaning) } }
            }
            p.meta {
                span.mark { "claim" } " · " span.mark.quote { "quotation" } " · "
                span.mark.source { "source" } " · "
                span.open { "words that nobody has accounted for" }
            }
        }
    }
}

/// Who worked on it.
pub(super) fn reviewers(report: &Report) -> Markup {
    html! {
        @if !report.reviewers.is_empty() {
            p.meta {
                "Reviewed by "
                @for (i, reviewer) in report.reviewers.iter().enumerate() {
                    @if i > 0 { ", " }
                    (entered(&reviewer.name)) " (" (reviewer.role.label()) ")"
                }
            }
        }
    }
}

/// What of the file did not make it into the draft.
pub(super) fn losses(report: &Report) -> Markup {
    html! {
        @if !report.losses.is_empty() {
            section {
                h2 { "Not carried over from the file" }
                ul { @for loss in &report.losses {
                    li {
                        (entered(&loss.what))
                        @if !loss.place.trim().is_empty() { " (" (entered(&loss.place)) ")" }
                    }
                } }
            }
        }
    }
}

/// The signatures, each with what was open.
pub(super) fn sign_offs(report: &Report) -> Markup {
    html! {
        @if !report.sign_offs.is_empty() {
            section {
                h2 { "Signed" }
                @for row in &report.sign_offs {
                    p {
                        (trace(&row.trace)) ", as " (row.role.label()) ", draft " (row.draft)
                        @if !row.is_this_text { " – another text than this one" }
                        @if !row.note.trim().is_empty() { ": " (entered(&row.note)) }
                    }
                    @if !row.open.is_empty() {
                        ul { @for open in &row.open { li { "open: " (entered(open)) } } }
                    }
                }
            }
        }
    }
}
