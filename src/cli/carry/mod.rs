//! `obelus carry`: marks into a new draft; and for scripts and measurements, marks from one text into
//! another without any review.

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

/// Carry marks from one text into another
#[derive(Debug, Args)]
#[command(after_long_help = LINES)]
pub(super) struct Arguments {
    /// The file of JSON lines; - for standard input
    #[arg(long, value_name = "PAIRS")]
    pairs: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    pairs::run(&arguments.pairs)
}
