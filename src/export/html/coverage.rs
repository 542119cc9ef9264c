//! The table of how far the review has got: by words and sentences, by section, by reviewer.

use maud::{Markup, html};

use super::parts::entered;
use crate::report::{CoverageRow, Report};

/// The figures of coverage.
pub(super) fn coverage(report: &Report) -> Markup {
    let rows = &report.coverage;
    html! {
        section {
            h2 id="coverage" { "Coverage" }
            (table("What", rows.pieces.iter().map(|row| (row, 0))))
            @if rows.sections.len() > 1 {
                (table("Section", rows.sections.iter().map(|(row, depth)| (row, *depth))))
            }
            @if !rows.reviewers.is_empty() {
                (table("Decided by", rows.reviewers.iter().map(|row| (row, 0))))
            }
            p.meta { (rows.unit) ". A sentence, name or quotation stands as its worst word." }
        }
    }
}

fn table<'a>(what: &str, rows: impl Iterator<Item = (&'a CoverageRow, u8)>) -> Markup {
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
            tbody { @for (row, depth) in rows {
                tr {
                    td { (" \u{a0} ".repeat(usize::from(depth))) (entered(&row.what)) }
                    td.num { (row.tally.words) }
                    td.num { (row.tally.done()) }
                    td.num { (row.tally.share()) }
                    td.num { (row.tally.not_covered) }
                    td.num { (row.tally.recheck) }
                    td.num { (row.tally.open) }
                    td.num { (row.tally.gone) }
                }
            } }
        }
    }
}
