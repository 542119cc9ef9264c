//! `obelus report`: the review made readable, into a file or to standard output.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::{Exit, output, session};
use crate::export;
use crate::report::{Options, build};
use crate::store::{self, Opened};

/// Write a report to read or print
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The article or its review
    file: PathBuf,
    /// Where the report goes; standard output when left out
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format; by the ending of OUT when left out, else HTML
    #[arg(long)]
    format: Option<Format>,
}

/// A report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A web page in one file
    Html,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let opened = session::open(&arguments.file)?;
    if let Some(out) = &arguments.output {
        refuse_own_files(out, &opened)?;
    }
    let name = opened.article_path.as_deref().unwrap_or(&arguments.file);
    let fallback_title = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let options = Options { fallback_title, ..Options::new(store::now()) };
    let report = build(&opened.review, &options);
    let bytes = match format(arguments) {
        Format::Html => export::html(&report),
        Format::Md => export::markdown(&report),
    };
    match &arguments.output {
        Some(out) => store::write_atomically(out, bytes.as_bytes())?,
        None => output::print(&bytes)?,
    }
    Ok(Exit::Fine)
}

fn format(arguments: &Arguments) -> Format {
    let by_ending = || {
        let ending = arguments.output.as_ref()?.extension()?.to_str()?.to_ascii_lowercase();
        matches!(ending.as_str(), "md" | "markdown").then_some(Format::Md)
    };
    arguments.format.or_else(by_ending).unwrap_or(Format::Html)
}

/// A report never takes the place of the article or the review it is about.
fn refuse_own_files(out: &Path, opened: &Opened) -> anyhow::Result<()> {
    let out_real = real(out);
    if opened.article_path.as_deref().is_some_and(|article| real(article) == out_real) {
        bail!("the report would replace the article; choose another name: {}", out.display());
    }
    if real(&opened.sidecar_path) == out_real {
        bail!("the report would replace the review; choose another name: {}", out.display());
    }
    Ok(())
}

fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).or_else(|_| absolute(path)).ok()
}
