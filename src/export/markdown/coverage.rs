//! The tables of how far the review has got.

use std::fmt::{self, Write as _};

use super::escape::cell;
use crate::report::{CoverageRow, Report, ReportBlock};
use crate::review::Tally;

/// Characters of a heading, and of a block, by which it is told.
const OPENING: usize = 60;

/// The figures of coverage.
pub(super) fn coverage(out: &mut String, report: &Report) -> fmt::Result {
    let rows = &report.coverage;
    let row = |row: &CoverageRow| (cell(&row.what, OPENING), row.tally);
    writeln!(out, "\n## Coverage\n")?;
    table(out, "What", rows.pieces.iter().map(row))?;
    if rows.sections.len() > 1 {
        writeln!(out)?;
        table(out, "Section", rows.sections.iter().map(|(section, _)| row(section)))?;
    }
    if !rows.reviewers.is_empty() {
        writeln!(out)?;
        table(out, "Decided by", rows.reviewers.iter().map(row))?;
    }
    write!(out, "\n{}. A sentence, name or quotation stands as its worst word.", rows.unit)?;
    match rows.not_counted {
        Some(why) => writeln!(out, " {why}."),
        None => writeln!(out),
    }
}

/// The words of each block that has any.
pub(super) fn by_block(out: &mut String, report: &Report) -> fmt::Result {
    let with_words = report.blocks.iter().filter(|block| block.words.words > 0);
    writeln!(out, "\n## Coverage by block\n")?;
    let row = |block: &ReportBlock| {
        let told = format!("{} {}", block.number, cell(&block.text(), OPENING));
        (told, Some(block.words))
    };
    table(out, "Block", with_words.map(row))
}

fn table(
    out: &mut String,
    what: &str,
    rows: impl Iterator<Item = (String, Option<Tally>)>,
) -> fmt::Result {
    writeln!(out, "| {what} | All | Accounted for | Share | Not right | Again | Open | Cut |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
    for (told, tally) in rows {
        match tally {
            Some(tally) => figures(out, &told, &tally)?,
            None => writeln!(out, "| {told} | not counted | | | | | | |")?,
        }
    }
    Ok(())
}

fn figures(out: &mut String, told: &str, tally: &Tally) -> fmt::Result {
    let (all, done, share) = (tally.words, tally.done(), tally.share());
    let Tally { not_covered, recheck, open, gone, .. } = tally;
    writeln!(
        out,
        "| {told} | {all} | {done} | {share} | {not_covered} | {recheck} | {open} | {gone} |"
    )
}
