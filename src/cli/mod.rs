//! The command line: one file per subcommand.
//!
//! Facts go to standard output, remarks to standard error, one line each. Words that come from an
//! article or a review are shown without control and direction signs; JSON holds them as they are,
//! escaped. A command that fails has written nothing.

mod annotate;
mod carry;
mod check;
mod marks;
mod output;
mod report;
mod session;
mod text;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::store::RendererChoice;

/// How a run ended, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well: 0.
    Fine,
    /// It ran, and there is something to look at: 1.
    Findings,
    /// The arguments make no sense: 2.
    Usage,
    /// It could not be done: 3.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Check a story before it is published: every word of it is accounted for.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit codes: 0 all is well, 1 there are findings, 2 wrong usage, 3 failed.")]
struct Arguments {
    #[command(flatten)]
    window: Window,
    #[command(subcommand)]
    command: Option<Job>,
}

/// How the window is asked for.
#[derive(Debug, clap::Args)]
pub struct Window {
    /// The article or review to open in the window
    pub file: Option<PathBuf>,
    /// Write what the window does when, and what its frames cost, as JSON lines to this file
    #[arg(long, value_name = "FILE")]
    pub timings: Option<PathBuf>,
    /// What draws the window: auto, opengl or wgpu; the other is tried when it cannot
    #[arg(long, value_name = "NAME", value_parser = renderer)]
    pub renderer: Option<RendererChoice>,
}

fn renderer(name: &str) -> Result<RendererChoice, String> {
    match name {
        "auto" => Ok(RendererChoice::Auto),
        "opengl" => Ok(RendererChoice::OpenGl),
        "wgpu" => Ok(RendererChoice::Wgpu),
        _ => Err("it is auto, opengl or wgpu".to_owned()),
    }
}

/// A subcommand with its arguments.
#[derive(Debug)]
pub struct Command(Job);

#[derive(Debug, Subcommand)]
enum Job {
    /// Print the text of an article as it is imported, or the text kept in a review
    Text(text::Arguments),
    /// Add marks from JSON lines to the review beside an article
    Annotate(annotate::Arguments),
    /// Take the review of an article into its next draft, or marks from one text into another
    Carry(carry::Arguments),
    /// List the marks of a review
    Marks(marks::Arguments),
    /// Tell what is not finished; exit code 1 when anything is
    Check(check::Arguments),
    /// Write a report to read or print
    Report(report::Arguments),
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Call {
    /// The window, with a file or without.
    Window(Window),
    /// A command that needs no window.
    Command(Command),
}

/// Reads the arguments, the program's own name first.
///
/// # Errors
///
/// With the exit code, after help or the reason was printed.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, Exit> {
    match Arguments::try_parse_from(args) {
        Ok(Arguments { command: Some(job), .. }) => Ok(Call::Command(Command(job))),
        Ok(Arguments { window, .. }) => Ok(Call::Window(window)),
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            error.print().map_or(Err(Exit::Failed), |()| Err(exit))
        }
    }
}

/// Runs a subcommand; what went wrong is told in one line on standard error.
pub fn run(command: &Command) -> Exit {
    let result = match &command.0 {
        Job::Text(arguments) => text::run(arguments),
        Job::Annotate(arguments) => annotate::run(arguments),
        Job::Carry(arguments) => carry::run(arguments),
        Job::Marks(arguments) => marks::run(arguments),
        Job::Check(arguments) => check::run(arguments),
        Job::Report(arguments) => report::run(arguments),
    };
    result.unwrap_or_else(|error| {
        if output::is_broken_pipe(&error) {
            return Exit::Fine;
        }
        output::remark(&error.to_string());
        Exit::Failed
    })
}

/// Tells why there is no window, and what works without one.
pub fn no_window(why: &str) -> Exit {
    output::remark(&format!(
        "cannot open the window: {why}; `obelus text`, `annotate`, `carry`, `marks`, `check` and \
         `report` work without one"
    ));
    Exit::Failed
}
