//! `obelus marks`: what a review says about each mark.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Exit, output, session};
use crate::model::{Evidence, Mark, Place};
use crate::review::{Review, work_state};

/// List the marks of a review
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The article or its review
    file: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    number: u32,
    id: String,
    kind: &'static str,
    state: &'static str,
    verdict: Option<&'static str>,
    method: Option<&'static str>,
    reason: &'a str,
    /// In code points; absent where the mark lost its place.
    start: Option<u32>,
    end: Option<u32>,
    /// The page of the file, where it has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    text: &'a str,
    evidence: Vec<EvidenceRow<'a>>,
    fix: Option<&'a str>,
    note: &'a str,
    tags: &'a [String],
}

#[derive(Serialize)]
struct EvidenceRow<'a> {
    source: Option<&'a str>,
    relation: &'static str,
    method: Option<&'static str>,
    locator: &'a str,
    passage: &'a str,
    url: &'a str,
    note: &'a str,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let opened = session::open(&arguments.file)?;
    let review = &opened.review;
    let rows: Vec<Row<'_>> = review.marks_in_order().map(|mark| row(review, mark)).collect();
    if arguments.json {
        output::print_json(&rows)?;
    } else {
        output::print(&table(&rows)?)?;
    }
    Ok(Exit::Fine)
}

fn row<'a>(review: &'a Review, mark: &'a Mark) -> Row<'a> {
    let position = match &mark.place {
        Place::At(range) => Some(review.code_points().range(review.text(), *range)),
        Place::Lost(_) => None,
    };
    let given = mark.verdict.as_ref();
    Row {
        number: mark.number,
        id: mark.id.to_string(),
        kind: mark.kind().key(),
        state: work_state(review, mark).key(),
        verdict: given.map(|given| given.verdict.key()),
        method: given.and_then(|given| given.method).map(|method| method.key()),
        reason: given.map_or("", |given| &given.reason),
        start: position.map(|(start, _)| start),
        end: position.map(|(_, end)| end),
        page: mark.range().and_then(|range| review.article().pages.label_at(range.start())),
        text: mark.words(review.text()),
        evidence: mark.evidence.iter().map(|evidence| evidence_row(review, evidence)).collect(),
        fix: mark.fix.as_ref().map(|fix| fix.wording.as_str()),
        note: &mark.note,
        tags: &mark.tags,
    }
}

fn evidence_row<'a>(review: &'a Review, evidence: &'a Evidence) -> EvidenceRow<'a> {
    let source = evidence.source.and_then(|id| review.source(id));
    let own_url = source.map_or("", |source| &source.url);
    EvidenceRow {
        source: source.map(|source| source.title.as_str()),
        relation: evidence.relation.key(),
        method: evidence.method.map(|method| method.key()),
        locator: &evidence.locator,
        passage: &evidence.passage,
        url: if evidence.url.is_empty() { own_url } else { &evidence.url },
        note: &evidence.note,
    }
}

fn table(rows: &[Row<'_>]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for row in rows {
        let place = match row.start.zip(row.end) {
            Some((start, end)) => format!("{start}–{end}"),
            None => "lost".to_owned(),
        };
        let Row { number, kind, state, .. } = row;
        let verdict = row.verdict.unwrap_or("no verdict");
        let words = output::quoted(row.text);
        writeln!(out, "{number:>4}  {kind:<6}  {state:<16}  {verdict:<18}  {place:<13}  {words}")?;
        details(&mut out, row)?;
    }
    match rows.len() {
        0 => writeln!(out, "no marks")?,
        1 => writeln!(out, "1 mark")?,
        count => writeln!(out, "{count} marks")?,
    }
    Ok(out)
}

/// What there is to say beside the line of a mark, each indented on its own line.
fn details(out: &mut String, row: &Row<'_>) -> std::fmt::Result {
    for evidence in &row.evidence {
        let parts = [
            evidence.source.unwrap_or_default(),
            evidence.locator,
            evidence.passage,
            evidence.url,
            evidence.note,
        ];
        let said: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| output::one_line(part))
            .collect();
        writeln!(out, "      {}: {}", evidence.relation, said.join(", "))?;
    }
    let tags = row.tags.join(", ");
    let fields = [
        ("reason", row.reason),
        ("fix", row.fix.unwrap_or_default()),
        ("note", row.note),
        ("tags", tags.as_str()),
    ];
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "      {name}: {}", output::one_line(value))?;
    }
    Ok(())
}
