//! The tables of how far the review has got.

use std::fmt::{self, Write as _};

use super::escape::cell;
use crate::report::{CoverageRow, Report};

/// Characters of a heading that are shown.
const HEADING: usize = 60;

/// The figures of coverage.
pub(super) fn coverage(out: &mut String, report: &Report) -> fmt::Result {
    let rows = &report.coverage;
    writeln!(out, "\n## Coverage\n")?;
    table(out, "What", rows.pieces.iter())?;
    if rows.sections.len() > 1 {
        writeln!(out)?;
        table(out, "Section", rows.sections.iter().map(|(row, _)| row))?;
    }
    if !rows.reviewers.is_empty() {
        writeln!(out)?;
        table(out, "Decided by", rows.reviewers.iter())?;
    }
    writeln!(out, "\n{}. A sentence, name or quotation stands as its worst word.", rows.unit)
}

fn table<'a>(
    out: &mut String,
    what: &str,
    rows: impl Iterator<Item = &'a CoverageRow>,
) -> fmt::Result {
    writeln!(out, "| {what} | All | Accounted for | Share | Not right | Again | Open | Cut |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
    for CoverageRow { what, tally } in rows {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            cell(what, HEADING),
            tally.words,
            tally.done(),
            tally.share(),
            tally.not_covered,
            tally.recheck,
            tally.open,
            tally.gone
        )?;
    }
    Ok(())
}
