//! `obelus carry`: marks into a new draft; and for scripts and measurements, marks from one text into
//! another without any review.

mod draft;
mod pair;
mod pairs;

use std::path::PathBuf;

use clap::Args;

use super::Exit;

/// What a line of `--pairs` holds, and what is answered.
const LINES: &str = r#"A line of PAIRS is an object: {"id": 1, "old_text": "…", "new_text": "…", "marks": [{"start": 0,
"end": 4, "quote": "…", "prefix": "…", "suffix": "…"}]}. Places are counted in code points; where start and
end do not hold the quote, or are not there, the quote is looked for.

The answer is a line: {"id": 1, "placed": [{"start": 0, "end": 4, "fit": "exact"}, null], "ambiguous":
[{"mark": 1, "places": [{"start": 5, "end": 9}, …]}]}, with one result for each mark in order. The fit is
exact; moved; glance, when the sentence around the same words is another; or changed, when the words
differ and the place is a proposal. null is a mark that was cut or is ambiguous. A mark that is not in
the old text is null and told in "errors"; a line that makes no sense is answered with {"id", "line",
"error"}."#;

/// Take the review of an article into its next draft, or marks from one text into another
#[derive(Debug, Args)]
#[command(after_long_help = LINES)]
pub(super) struct Arguments {
    /// The article or its review
    #[arg(required_unless_present = "pairs", requires = "new_file")]
    file: Option<PathBuf>,
    /// The new draft, in any format that can be opened
    new_file: Option<PathBuf>,
    /// What people call the draft: "after legal"
    #[arg(long, default_value = "")]
    label: String,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Tell what would happen and save nothing
    #[arg(long)]
    dry_run: bool,
    /// Carry even when the new draft is quite another text
    #[arg(long)]
    anyway: bool,
    /// The file of JSON lines; - for standard input
    #[arg(long, value_name = "PAIRS", conflicts_with_all = ["file", "label", "json", "dry_run", "anyway"])]
    pairs: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    match (&arguments.pairs, &arguments.file, &arguments.new_file) {
        (Some(pairs), ..) => pairs::run(pairs),
        (None, Some(file), Some(new_file)) => draft::run(arguments, file, new_file),
        _ => Ok(Exit::Usage),
    }
}
