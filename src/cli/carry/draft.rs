//! A review into the next draft of its article, in one step.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::Arguments;
use crate::cli::{Exit, output, session};
use crate::model::Stamp;
use crate::review::{Fate, NextDraft};
use crate::store;
use crate::store::Opened;
use crate::workspace::carry_review;

#[derive(Serialize)]
struct Told {
    /// Number of the new draft.
    draft: u32,
    saved: bool,
    /// How much was kept of the shorter text, in percent of its letters.
    kept: usize,
    /// Number of the earlier draft that had the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<u32>,
    marks: Vec<ToldMark>,
}

#[derive(Serialize)]
struct ToldMark {
    number: u32,
    fate: &'static str,
}

/// Imports the new draft and carries the review into it.
pub(super) fn run(arguments: &Arguments, file: &Path, new_file: &Path) -> anyhow::Result<Exit> {
    let reviewer = session::settings().reviewer;
    let mut opened = session::open_as(file, reviewer.id)?;
    let stamp = Stamp { by: reviewer.id, at: store::now() };
    let number = opened.review.draft().number.saturating_add(1);
    let mut draft = store::read_draft(new_file, stamp, number)?;
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
    let NextDraft { transaction, fates, again } = carried.next;
    if !arguments.dry_run {
        session::save(&mut opened, transaction, &reviewer)?;
    }
    let saved = !arguments.dry_run;
    if arguments.json {
        let marks =
            fates.iter().map(|(number, fate)| ToldMark { number: *number, fate: fate.key() });
        output::print_json(&Told { draft: number, saved, kept, again, marks: marks.collect() })?;
    } else {
        if let Some(again) = again {
            output::print(&format!("these are the words of draft {again} again\n"))?;
        }
        output::print(&told(&opened, number, saved, &fates)?)?;
    }
    let all_well = fates.iter().all(|(_, fate)| fate.is_settled());
    Ok(if all_well { Exit::Fine } else { Exit::Findings })
}

/// A line for each mark that there is something to tell of, and the sums.
fn told(
    opened: &Opened,
    draft: u32,
    saved: bool,
    fates: &[(u32, Fate)],
) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for (number, fate) in fates.iter().filter(|(_, fate)| *fate != Fate::Unchanged) {
        let mark = opened.review.mark_by_number(*number);
        let words = mark.map_or("", |mark| mark.words(opened.review.text()));
        writeln!(out, "mark {number}: {}: {}", fate.key(), output::quoted(words))?;
    }
    let sums = Fate::ALL.iter().filter_map(|fate| {
        let count = fates.iter().filter(|(_, own)| own == fate).count();
        (count > 0).then(|| format!("{count} {}", fate.key()))
    });
    let sums: Vec<String> = sums.collect();
    let sums = if sums.is_empty() { "no marks".to_owned() } else { sums.join(", ") };
    let end = if saved {
        format!("saved {}", output::one_line(&opened.sidecar_path.display().to_string()))
    } else {
        "nothing saved".to_owned()
    };
    writeln!(out, "draft {draft}: {sums}; {end}")?;
    Ok(out)
}
