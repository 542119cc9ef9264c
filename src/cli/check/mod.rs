//! `obelus check`: a gate for scripts.

mod figures;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::{Exit, output, session};
use crate::review::{Finding, Review, findings};
use crate::store::{ArticleOnDisk, Opened};
use figures::{Counted, Coverage};

/// Tell what is not finished; exit code 1 when anything is, 3 when a file could not be read
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Articles or their reviews
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// What was found in one file.
#[derive(Serialize)]
struct Checked {
    file: String,
    /// Why the file could not be checked; the rest is empty then.
    error: Option<String>,
    draft: u32,
    marks: usize,
    words: Counted,
    coverage: Coverage,
    findings: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    kind: &'static str,
    /// The mark's number; nothing where it is about the whole file.
    number: Option<u32>,
    text: String,
    what: String,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let checked: Vec<Checked> =
        arguments.files.iter().map(|file| check(file, arguments.json)).collect();
    if arguments.json {
        output::print_json(&checked)?;
    } else {
        output::print(&lines(&checked)?)?;
    }
    for failed in checked.iter().filter_map(|file| file.error.as_ref()) {
        output::remark(failed);
    }
    Ok(checked.iter().map(exit).max().unwrap_or(Exit::Fine))
}

fn exit(checked: &Checked) -> Exit {
    match (&checked.error, checked.findings.as_slice()) {
        (Some(_), _) => Exit::Failed,
        (None, []) => Exit::Fine,
        (None, _) => Exit::Findings,
    }
}

/// What there is to say of a file; `in_full` with all figures.
fn check(file: &Path, in_full: bool) -> Checked {
    let name = file.display().to_string();
    match session::open(file) {
        Ok(opened) => {
            let review = &opened.review;
            let mut items = whole_file(&opened);
            items.extend(findings(review).into_iter().map(|finding| item(review, &finding)));
            Checked {
                file: name,
                error: None,
                draft: review.draft().number,
                marks: review.mark_count(),
                words: review.tally().into(),
                coverage: if in_full { Coverage::of(review) } else { Coverage::default() },
                findings: items,
            }
        }
        Err(error) => Checked {
            file: name,
            error: Some(error.to_string()),
            draft: 0,
            marks: 0,
            words: Counted::default(),
            coverage: Coverage::default(),
            findings: Vec::new(),
        },
    }
}

/// What is to be said about the file rather than about a mark.
fn whole_file(opened: &Opened) -> Vec<Item> {
    let item =
        |kind, what: &str| Item { kind, number: None, text: String::new(), what: what.to_owned() };
    let mut out = Vec::new();
    match &opened.article {
        ArticleOnDisk::Same | ArticleOnDisk::Missing => {}
        ArticleOnDisk::Older(_) => {
            out.push(item("article-older", "the article file holds an older draft"));
        }
        ArticleOnDisk::Changed(_) => {
            out.push(item("article-changed", "the article file is not the text that was reviewed"));
        }
        ArticleOnDisk::Unreadable(why) => out.push(item("article-unreadable", why)),
    }
    if opened.is_new {
        out.push(item("no-review", "there is no review yet"));
    } else if opened.review.mark_count() == 0 {
        out.push(item("no-marks", "nothing was marked yet"));
    }
    out
}

fn item(review: &Review, finding: &Finding) -> Item {
    let mark = review.mark(finding.mark);
    Item {
        kind: finding.kind.key(),
        number: Some(finding.number),
        text: mark.map(|mark| mark.words(review.text()).to_owned()).unwrap_or_default(),
        what: finding.kind.label(),
    }
}

fn lines(checked: &[Checked]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for file in checked.iter().filter(|file| file.error.is_none()) {
        let name = output::one_line(&file.file);
        for item in &file.findings {
            match item.number {
                Some(number) => writeln!(
                    out,
                    "{name}: {number}: {}: {}: {}",
                    item.kind,
                    item.what,
                    output::quoted(&item.text)
                )?,
                None => writeln!(out, "{name}: {}: {}", item.kind, output::one_line(&item.what))?,
            }
        }
        let open = file.findings.iter().filter(|item| item.number.is_some()).count();
        let percent = match file.words.percent {
            Some(percent) => format!("{percent} %"),
            None => "n/a".to_owned(),
        };
        let again = match file.words.recheck {
            0 => String::new(),
            words => format!(", {words} to be checked again"),
        };
        writeln!(
            out,
            "{name}: draft {}: {open} of {} marks not finished; {percent} of the words accounted \
             for, {} of {} open{again}",
            file.draft, file.marks, file.words.open, file.words.all
        )?;
    }
    Ok(out)
}
