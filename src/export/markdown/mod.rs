//! The report as Markdown: reads well as it stands, and renders as GitHub-flavoured Markdown.
//!
//! A mark in the text stands in brackets with its number and sign behind it:
//! `The cost ⟦rose by 12 per cent⟧(3 ✕).` Everything that came from outside is escaped so that it
//! stays text; addresses that may not be links stand in code spans.

mod coverage;
mod escape;

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use escape::{block_text, cell, code, line, link};

use super::{counted, moment};
use crate::model::BlockKind;
use crate::report::{
    Badge, EvidenceRow, MarkRow, QueryRow, Report, ReportBlock, Segment, SourceRow, Spot, Summary,
    Trace, state_sign,
};

/// Words in a table are cut here; the whole of them stands below it.
const CELL_CHARS: usize = 90;

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    write_report(&mut out, report).expect("a string takes what is written to it");
    out
}

fn write_report(out: &mut String, report: &Report) -> fmt::Result {
    head(out, report)?;
    summary(out, &report.summary)?;
    coverage::coverage(out, report)?;
    open_items(out, report)?;
    text(out, report)?;
    marks_table(out, report)?;
    for row in &report.marks {
        mark(out, row)?;
    }
    queries(out, report)?;
    sources(out, report)?;
    exempt(out, report)?;
    coverage::by_block(out, report)?;
    tail(out, report)
}

fn head(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(out, "# {}\n", line(&report.title))?;
    for part in [&report.byline, &report.publication, &report.date] {
        if !part.trim().is_empty() {
            writeln!(out, "{}  ", line(part))?;
        }
    }
    write!(out, "Fact-check report, draft {}", report.draft)?;
    if !report.draft_label.trim().is_empty() {
        write!(out, " ({})", line(&report.draft_label))?;
    }
    writeln!(out, ", {}, {}", code(&report.file_name), moment(report.generated))?;
    if !report.reviewers.is_empty() {
        let name =
            |r: &crate::report::ReviewerRow| format!("{} ({})", line(&r.name), r.role.label());
        let names: Vec<String> = report.reviewers.iter().map(name).collect();
        writeln!(out, "\nReviewed by {}", names.join(", "))?;
    }
    Ok(())
}

fn summary(out: &mut String, summary: &Summary) -> fmt::Result {
    let words = &summary.words;
    let share = words.share();
    writeln!(out, "\n## Summary\n")?;
    writeln!(out, "- {share} of the words of draft {} are accounted for", summary.draft)?;
    writeln!(
        out,
        "- {} words: {} covered, {} covered on somebody’s word, {} exempt, {} checked and not right, {} to be checked again, {} open, {} to be cut",
        words.words,
        words.covered,
        words.shown_apart,
        words.exempt,
        words.not_covered,
        words.recheck,
        words.open,
        words.gone
    )?;
    writeln!(
        out,
        "- {} of {} marks settled, {} open",
        summary.settled(),
        summary.marks,
        summary.open
    )?;
    for (verdict, n) in summary.by_verdict.iter().filter(|(_, n)| *n > 0) {
        writeln!(out, "  - {} {}: {n}", verdict.sign(), verdict.label())?;
    }
    for (state, n) in summary.by_state.iter().filter(|(s, n)| *n > 0 && s.is_open()) {
        writeln!(out, "  - {} {}: {n}", state_sign(*state), state.label())?;
    }
    let sources = counted(summary.sources, "source", "sources");
    let queries = counted(summary.open_queries, "open query", "open queries");
    writeln!(out, "- {sources}, {queries}")
}

fn open_items(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(out, "\n## Open items\n")?;
    if report.open_items.is_empty() {
        return writeln!(out, "No mark is open.");
    }
    writeln!(out, "| No. | Words | What is missing | Block |\n|---:|---|---|---:|")?;
    for item in &report.open_items {
        let (words, block) = (cell(&item.words, CELL_CHARS), place(item.spot.as_ref()));
        writeln!(out, "| {} | {words} | {} | {block} |", item.number, item.what)?;
    }
    Ok(())
}

/// `3`, or `3, page 2`.
fn place(spot: Option<&Spot>) -> String {
    match spot {
        Some(Spot { block, page: Some(page) }) => format!("{block}, page {}", line(page)),
        Some(Spot { block, page: None }) => block.to_string(),
        None => "lost".to_owned(),
    }
}

fn text(out: &mut String, report: &Report) -> fmt::Result {
    let badges: BTreeMap<u32, Badge> = report.marks.iter().map(|r| (r.number, r.badge)).collect();
    writeln!(out, "\n## The text\n\nMarks stand in ⟦brackets⟧, with number and sign behind them.")?;
    for block in &report.blocks {
        let kind = match block.kind {
            BlockKind::Paragraph | BlockKind::Quotation => String::new(),
            other => format!("*{}:* ", other.label()),
        };
        let quote = if block.kind == BlockKind::Quotation { "> " } else { "" };
        let number = block.sign.shown().map(|number| format!("{} ", cell(number, CELL_CHARS)));
        let number = number.unwrap_or_default();
        let words = pieces(block, &badges).replace('\n', &format!("\n{quote}"));
        writeln!(out, "\n{quote}¶{} {kind}{number}{words}", block.number)?;
    }
    Ok(())
}

fn pieces(block: &ReportBlock, badges: &BTreeMap<u32, Badge>) -> String {
    let mut out = String::new();
    for piece in &block.segments {
        out.extend(std::iter::repeat_n('⟦', piece.begins.len()));
        out.push_str(&styled(piece));
        for number in piece.ends.iter().rev() {
            let sign = badges.get(number).map_or("", |badge| badge.sign);
            out.extend(["⟧(", &number.to_string(), " ", sign, ")"]);
        }
    }
    out
}

/// A link keeps its address; other styles are for the eye and left out.
fn styled(piece: &Segment) -> String {
    let words = block_text(&piece.text);
    let address = piece.styles.iter().find_map(|style| match style {
        crate::model::InlineStyle::Link(address) => super::web_link(address),
        _ => None,
    });
    match address {
        Some(address) => format!("[{words}]({})", escape::target(address)),
        None => words,
    }
}

fn marks_table(out: &mut String, report: &Report) -> fmt::Result {
    writeln!(out, "\n## Marks\n")?;
    if report.marks.is_empty() {
        return writeln!(out, "There are no marks.");
    }
    writeln!(out, "| No. | Kind | Words | Verdict | State | Block |\n|---:|---|---|---|---|---:|")?;
    for row in &report.marks {
        let given = row.verdict.as_ref().filter(|given| given.stands).map(|given| given.verdict);
        let verdict = given.map_or_else(String::new, |v| format!("{} {}", v.sign(), v.label()));
        writeln!(
            out,
            "| {} | {} | {} | {verdict} | {} | {} |",
            row.number,
            row.kind.label(),
            cell(&row.words, CELL_CHARS),
            row.state.label(),
            place(row.spot.as_ref())
        )?;
    }
    Ok(())
}

fn mark(out: &mut String, row: &MarkRow) -> fmt::Result {
    let Badge { sign, label, .. } = row.badge;
    writeln!(out, "\n### {} {sign} {label}: {}\n", row.number, row.kind.label())?;
    writeln!(out, "> {}\n", line(&row.words))?;
    for detail in &row.details {
        writeln!(out, "- {}: {}", detail.label, line(&detail.value))?;
    }
    if let Some(given) = &row.verdict {
        let stands = if given.stands { "" } else { " (given on other words)" };
        let method = given.method.map_or_else(String::new, |m| format!(", method: {}", m.label()));
        let by = trace(&given.trace);
        writeln!(out, "- Verdict: {}{stands}{method}, {by}", given.verdict.label())?;
        entry(out, given.verdict.reason_label(), &given.reason)?;
    }
    if !row.missing.is_empty() {
        writeln!(out, "- Missing: {}", row.missing.join(", "))?;
    }
    for found in &row.evidence {
        evidence(out, found)?;
    }
    if let Some(fix) = &row.fix {
        let decided =
            fix.decided.as_ref().map_or_else(String::new, |t| format!("; decided {}", trace(t)));
        let (decision, wording) = (fix.decision.label(), line(&fix.wording));
        writeln!(out, "- Fix, {decision}: {wording} – {}{decided}", trace(&fix.trace))?;
    }
    for read in &row.second_reads {
        let how = if read.agrees { "agrees" } else { "disagrees" };
        let verdict = read.verdict.label();
        writeln!(
            out,
            "- Second read, {how} ({verdict}): {} – {}",
            line(&read.note),
            trace(&read.trace)
        )?;
    }
    entry(out, "Note", &row.note)?;
    if !row.tags.is_empty() {
        let tags: Vec<String> = row.tags.iter().map(|tag| line(tag)).collect();
        writeln!(out, "- Tags: {}", tags.join(", "))?;
    }
    writeln!(out, "- Marked by {}", trace(&row.created))
}

/// A list entry, where there is something to say.
fn entry(out: &mut String, label: &str, text: &str) -> fmt::Result {
    if text.trim().is_empty() {
        return Ok(());
    }
    writeln!(out, "- {label}: {}", line(text))
}

fn evidence(out: &mut String, row: &EvidenceRow) -> fmt::Result {
    write!(out, "- Evidence, {}", row.relation.label())?;
    if let Some(source) = &row.source {
        write!(out, ": {} (source {})", line(&source.title), source.number)?;
    }
    if !row.locator.trim().is_empty() {
        write!(out, ", {}", line(&row.locator))?;
    }
    if let Some(method) = row.method {
        write!(out, ", {}", method.label())?;
    }
    writeln!(out, " – {}", trace(&row.trace))?;
    if !row.passage.trim().is_empty() {
        writeln!(out, "  > {}\n", line(&row.passage))?;
    }
    if !row.url.trim().is_empty() {
        let accessed = row.accessed.trim();
        let read =
            if accessed.is_empty() { String::new() } else { format!(", read {}", line(accessed)) };
        writeln!(out, "  - {}{read}", link(&row.url))?;
    }
    if !row.note.trim().is_empty() {
        writeln!(out, "  - {}", line(&row.note))?;
    }
    Ok(())
}

fn trace(trace: &Trace) -> String {
    format!("{}, {}", line(&trace.by), moment(trace.at))
}

fn queries(out: &mut String, report: &Report) -> fmt::Result {
    if report.queries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Queries\n")?;
    for row in &report.queries {
        query(out, row)?;
    }
    Ok(())
}

fn query(out: &mut String, row: &QueryRow) -> fmt::Result {
    let mark = row.mark.map_or_else(String::new, |number| format!(" on mark {number}"));
    let blocking = if row.blocking { ", blocking" } else { "" };
    let due = row.due.trim();
    let due = if due.is_empty() { String::new() } else { format!(", due {}", line(due)) };
    let (to, status) = (row.to.label(), row.status.label());
    writeln!(
        out,
        "- To {to}{mark} ({status}{blocking}{due}): {} – {}",
        line(&row.text),
        trace(&row.trace)
    )?;
    for answer in &row.answers {
        writeln!(out, "  - {} – {}", line(&answer.text), trace(&answer.trace))?;
    }
    Ok(())
}

fn sources(out: &mut String, report: &Report) -> fmt::Result {
    if report.sources.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Sources\n")?;
    for row in &report.sources {
        source(out, row)?;
    }
    Ok(())
}

fn source(out: &mut String, row: &SourceRow) -> fmt::Result {
    write!(out, "{}. {} ({})", row.number, line(&row.title), row.kind.label())?;
    for part in [&row.by, &row.date] {
        if !part.trim().is_empty() {
            write!(out, ", {}", line(part))?;
        }
    }
    let used: Vec<String> = row.used_by.iter().map(u32::to_string).collect();
    let used = if used.is_empty() { "no mark".to_owned() } else { used.join(", ") };
    writeln!(out, " – used by: {used}")?;
    if !row.url.trim().is_empty() {
        writeln!(out, "   - {}", link(&row.url))?;
    }
    if !row.archived_url.trim().is_empty() {
        writeln!(out, "   - archived: {}", link(&row.archived_url))?;
    }
    if !row.note.trim().is_empty() {
        writeln!(out, "   - {}", line(&row.note))?;
    }
    writeln!(out, "   - entered by {}", trace(&row.trace))
}

fn exempt(out: &mut String, report: &Report) -> fmt::Result {
    if report.exempt.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Needs no check\n")?;
    for row in &report.exempt {
        let note = row.note.trim();
        let note = if note.is_empty() { String::new() } else { format!(": {}", line(note)) };
        let (place, words) = (place(row.spot.as_ref()), line(&row.words));
        writeln!(
            out,
            "- ¶{place} “{words}” – {}{note} – {}",
            row.reason.label(),
            trace(&row.trace)
        )?;
    }
    Ok(())
}

fn tail(out: &mut String, report: &Report) -> fmt::Result {
    if !report.losses.is_empty() {
        writeln!(out, "\n## Not carried over from the file\n")?;
    }
    for loss in &report.losses {
        let place = loss.place.trim();
        let place = if place.is_empty() { String::new() } else { format!(" ({})", line(place)) };
        writeln!(out, "- {}{place}", line(&loss.what))?;
    }
    if !report.sign_offs.is_empty() {
        writeln!(out, "\n## Signed\n")?;
    }
    for row in &report.sign_offs {
        let other = if row.is_this_text { "" } else { ", another text than this one" };
        writeln!(
            out,
            "- {}, as {}, draft {}{other}",
            trace(&row.trace),
            row.role.label(),
            row.draft
        )?;
        for open in row.open.iter().chain(Some(&row.note)).filter(|t| !t.trim().is_empty()) {
            writeln!(out, "  - {}", line(open))?;
        }
    }
    writeln!(out, "\n## Signs\n\n| Sign | Verdict | Meaning |\n|---|---|---|")?;
    for row in &report.legend {
        writeln!(out, "| {} | {} | {} |", row.badge.sign, row.badge.label, row.meaning)?;
    }
    writeln!(out, "\nMade with Obelus. SHA-256 of the text: `{}`", report.text_digest)
}
