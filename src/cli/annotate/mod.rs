//! `obelus annotate`: marks from JSON lines into the review beside an article, in one save.
//!
//! Each line stands for itself: one that is malformed or cannot be placed is told with its number
//! and does not stop the others. Nothing is placed by guess: words that are not in the text, or are
//! there more than once with nothing to tell them apart, get no mark.

mod batch;
mod line;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use self::batch::{Batch, Fate};
use super::{Exit, output, session};
use crate::model::Stamp;
use crate::review::Transaction;
use crate::store;

/// The longest file of marks that is read, in bytes.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// Add marks from JSON lines to the review beside an article
///
/// A line is an object: {"kind": "claim", "exact": "12 percent", "prefix": "rose ", "verdict":
/// "confirmed", "source": "Audit 2025", "locator": "p. 4", "note": "…"}. Needed are kind (claim,
/// quote, source) and exact, or start and end in code points; the others are prefix, suffix,
/// verdict, method, note, source, url, locator. Other fields are passed over.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The article or its review
    file: PathBuf,
    /// The file of JSON lines; - for standard input
    #[arg(long, value_name = "MARKS")]
    from: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let marks = read_marks(&arguments.from)?;
    let reviewer = session::settings().reviewer;
    let mut opened = session::open_as(&arguments.file, reviewer.id)?;
    let stamp = Stamp { by: reviewer.id, at: store::now() };
    let batch = Batch::new(&opened.review, stamp).place(&marks);
    let saved = !batch.edits.is_empty();
    if saved {
        let transaction = Transaction::new("annotate", batch.edits);
        session::save(&mut opened, transaction, &reviewer)?;
    }
    output::print(&told(&batch.fates, saved.then_some(opened.sidecar_path.as_path())))?;
    let is_complete = batch.fates.iter().all(|(_, fate)| fate.is_in_the_review());
    Ok(if is_complete { Exit::Fine } else { Exit::Findings })
}

fn read_marks(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return Ok(store::read_capped(path, MOST_BYTES)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("cannot read: more than {MOST_BYTES} bytes: standard input");
    }
    Ok(bytes)
}

/// A line for each line of the input, and the sums.
fn told(fates: &[(usize, Fate)], saved: Option<&Path>) -> String {
    let mut out: String = fates
        .iter()
        .flat_map(|(line, fate)| [format!("line {line}: "), fate.told(), "\n".to_owned()])
        .collect();
    let count = |wanted: fn(&Fate) -> bool| fates.iter().filter(|(_, fate)| wanted(fate)).count();
    let placed = count(|fate| matches!(fate, Fate::Placed { .. }));
    let there = count(|fate| matches!(fate, Fate::AlreadyThere { .. }));
    let not = fates.len() - placed - there;
    let sums = format!("{placed} placed, {there} already there, {not} not placed; ");
    let end = match saved {
        Some(path) => format!("saved {}", output::one_line(&path.display().to_string())),
        None => "nothing to save".to_owned(),
    };
    out += &[sums, end, "\n".to_owned()].concat();
    out
}
