//! The tables of how far the review has got: by words and sentences, by section, by reviewer; and, at
//! the end of the report, by block.

use maud::{Markup, html};

use super::parts::entered;
use crate::report::{CoverageRow, Report, ReportBlock};
use crate::review::Tally;

/// Characters of a block by which it is told.
const BLOCK: usize = 60;

/// The figures of coverage.
pub(super) fn coverage(report: &Report) -> Markup {
    let rows = &report.coverage;
    let row = |row: &CoverageRow| (entered(&row.what), row.tally);
    html! {
        section {
            h2 id="coverage" { "Coverage" }
            (table("What", rows.pieces.iter().map(row)))
            @if rows.sections.len() > 1 {
                (table("Section", rows.sections.iter().map(|(row, depth)| {
                    (html! { (indent(*depth)) (entered(&row.what)) }, row.tally)
                })))
            }
            @if !rows.reviewers.is_empty() {
                (table("Decided by", rows.reviewers.iter().map(row)))
            }
            p.meta {
                (rows.unit) ". A sentence, name or quotation stands as its worst word."
                @if let Some(why) = rows.not_counted { " " (why) "." }
                " " a href="#coverage-by-block" { "By block" }
            }
        }
    }
}

/// The words of each block that has any.
pub(super) fn by_block(report: &Report) -> Markup {
    let with_words = report.blocks.iter().filter(|block| block.words.words > 0);
    html! {
        section {
            h2 id="coverage-by-block" { "Coverage by block" }
            (table("Block", with_words.map(|block| (told(block), Some(block.words)))))
        }
    }
}

/// A block by its number and its first words.
fn told(block: &ReportBlock) -> Markup {
    html! { a href={ "#b" (block.number) } { (block.number) } " " (entered(&block.opening(BLOCK))) }
}

fn indent(depth: u8) -> String {
    " \u{a0} ".repeat(usize::from(depth))
}

fn table(what: &str, rows: impl Iterator<Item = (Markup, Option<Tally>)>) -> Markup {
    html! {
        table.coverage {
            thead { tr {
                th scope="col" { (what) }
                th scope="col" { "All" }
                th scope="col" { "Accounted for" }
                th scope="col" { "Share" }
                th scope="col" { "Not right" }
                th scope="col" { "Again" }
                th scope="col" { "Open" }
                th scope="col" { "Cut" }
            } }
            tbody { @for (what, tally) in rows { tr { td { (what) } (figures(tally)) } } }
        }
    }
}

fn figures(tally: Option<Tally>) -> Markup {
    html! {
        @match tally {
            Some(tally) => {
                td.num { (tally.words) }
                td.num { (tally.done()) }
                td.num { (tally.share()) }
                td.num { (tally.not_covered) }
                td.num { (tally.recheck) }
                td.num { (tally.open) }
                td.num { (tally.gone) }
            }
            None => { td colspan="7" { "not counted" } }
        }
    }
}
