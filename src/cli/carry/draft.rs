//! A review into the next draft of its article, in one step.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::Arguments;
use crate::cli::{Exit, output, session};
use crate::import::ImportOptions;
use crate::model::{ReadAs, Stamp};
use crate::review::Fate;
use crate::store::{self, Opened};
use crate::workspace::{ArrivalRow, carry_review};

#[derive(Serialize)]
struct Told<'a> {
    /// Number of the new draft.
    draft: u32,
    saved: bool,
    /// How much was kept of the shorter text, in percent of its letters.
    kept: usize,
    /// Number of the earlier draft that had the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<u32>,
    marks: Vec<ToldMark<'a>>,
}

#[derive(Serialize)]
struct ToldMark<'a> {
    number: u32,
    fate: &'static str,
    /// Its words before.
    words: &'a str,
    /// The words that it stands on now; empty where it has no place.
    now: &'a str,
}

impl<'a> ToldMark<'a> {
    fn of(row: &'a ArrivalRow) -> Self {
        let ArrivalRow { number, fate, before, after, .. } = row;
        Self { number: *number, fate: fate.key(), words: before, now: after }
    }
}

/// Imports the new draft and carries the review into it.
pub(super) fn run(arguments: &Arguments, file: &Path, new_file: &Path) -> anyhow::Result<Exit> {
    let reviewer = session::settings().reviewer;
    let mut opened = session::open_as(file, reviewer.id)?;
    let stamp = Stamp { by: reviewer.id, at: store::now() };
    let number = opened.review.draft().number.saturating_add(1);
    let read_as = reading(&opened, new_file);
    let mut draft = store::read_draft(new_file, stamp, number, &ImportOptions::of(&read_as))?;
    draft.label.clone_from(&arguments.label);
    let carried = carry_review(&opened.review, draft, stamp)
        .map_err(|error| anyhow!("{error}: {}", new_file.display()))?;
    let kept = carried.kept;
    if carried.is_another_text() && !arguments.anyway {
        bail!(
            "only {kept} % of the words are in common; --anyway takes it as draft {number} all the \
             same: {}",
            new_file.display()
        );
    }
    let (rows, again) = (carried.rows(&opened.review), carried.next.again);
    if !arguments.dry_run {
        session::save(&mut opened, carried.next.transaction, &reviewer)?;
    }
    let saved = !arguments.dry_run;
    if arguments.json {
        let marks = rows.iter().map(ToldMark::of).collect();
        output::print_json(&Told { draft: number, saved, kept, again, marks })?;
    } else {
        if let Some(again) = again {
            output::print(&format!("these are the words of draft {again} again\n"))?;
        }
        let end = if saved {
            format!("saved {}", output::one_line(&opened.sidecar_path.display().to_string()))
        } else {
            "nothing saved".to_owned()
        };
        output::print(&told(number, &rows, &end)?)?;
    }
    let all_well = rows.iter().all(|row| row.fate.is_settled());
    Ok(if all_well { Exit::Fine } else { Exit::Findings })
}

/// How the new draft is read: the article's own file, which changed, as it was read before.
fn reading(opened: &Opened, new_file: &Path) -> ReadAs {
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let is_same = opened.article_path.as_deref().and_then(absolute) == absolute(new_file);
    if is_same { opened.review.draft().read_as.clone() } else { ReadAs::default() }
}

/// A line for each mark that there is something to tell of, and the sums.
fn told(draft: u32, rows: &[ArrivalRow], end: &str) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for row in rows.iter().filter(|row| row.fate != Fate::Unchanged) {
        let ArrivalRow { number, fate, before, after, .. } = row;
        write!(out, "mark {number}: {}: {}", fate.key(), output::quoted(before))?;
        if !after.is_empty() && after != before {
            write!(out, " → {}", output::quoted(after))?;
        }
        writeln!(out)?;
    }
    let sums = Fate::ALL.iter().filter_map(|fate| {
        let count = rows.iter().filter(|row| row.fate == *fate).count();
        (count > 0).then(|| format!("{count} {}", fate.key()))
    });
    let sums: Vec<String> = sums.collect();
    let sums = if sums.is_empty() { "no marks".to_owned() } else { sums.join(", ") };
    writeln!(out, "draft {draft}: {sums}; {end}")?;
    Ok(out)
}
