//! Any number of pairs of texts, a line in, a line out.
//!
//! Lines are carried on all processors: each worker reads a line when it has nothing to do, and
//! hands its answer on in the words in which it is written. The answers are put in order again.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::json;

use super::pair::{self, Answer, Refused};
use crate::cli::{Exit, output};
use crate::store;

/// The longest line that is read, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Answers that wait to be written, for each worker.
const AHEAD: usize = 64;

/// Carries the marks of each line; a line that makes no sense is answered with its number and what is
/// wrong with it.
pub(super) fn run(path: &Path) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = if path.as_os_str() == "-" {
        carry_all(BufReader::new(io::stdin()), &mut out)?
    } else {
        carry_all(store::reader(path)?, &mut out)?
    };
    out.flush()?;
    Ok(exit)
}

fn carry_all(input: impl BufRead + Send, out: &mut impl Write) -> anyhow::Result<Exit> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let lines = &Mutex::new(Lines { input, number: 0, place: 0 });
    let (answered, answers) = sync_channel(AHEAD * workers);
    thread::scope(|scope| {
        for _ in 0..workers {
            let answered = answered.clone();
            scope.spawn(move || work(lines, &answered));
        }
        drop(answered); // the workers have their own: when they are done, so is the writing
        write_all(&answers, out)
    })
}

/// The lines that were not read yet.
struct Lines<R> {
    input: R,
    /// Of the line that was read last; 1 for the first.
    number: usize,
    /// How many lines were read that were not blank.
    place: usize,
}

/// A line that is not blank.
struct Line {
    number: usize,
    /// Among the lines that are answered; 0 for the first.
    place: usize,
    /// Whether it was too long to be read.
    is_too_long: bool,
}

/// What a line came to.
struct Done {
    place: usize,
    /// The answer as it is written, or why no more lines can be read.
    bytes: io::Result<Vec<u8>>,
    /// What is told about it beside that.
    remark: Option<String>,
    /// Whether each mark stood in the old text.
    is_complete: bool,
}

/// Takes lines until there are no more, or nobody wants their answers.
fn work<R: BufRead>(lines: &Mutex<Lines<R>>, answered: &SyncSender<Done>) {
    let mut buffer = Vec::new();
    loop {
        let line = lines.lock().unwrap_or_else(PoisonError::into_inner).next(&mut buffer);
        let done = match line {
            Ok(Some(line)) => answer(&line, &buffer),
            Ok(None) => return,
            Err((place, error)) => {
                Done { place, bytes: Err(error), remark: None, is_complete: false }
            }
        };
        if answered.send(done).is_err() {
            return;
        }
    }
}

impl<R: BufRead> Lines<R> {
    /// Reads the next line that is not blank into `buffer`; gives the place of one that could not be
    /// read with the error.
    fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Line>, (usize, io::Error)> {
        let place = self.place;
        loop {
            buffer.clear();
            let read = self.input.by_ref().take(MOST_BYTES).read_until(b'\n', buffer);
            let read = read.map_err(|error| (place, error))?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.number == 1 && buffer.starts_with(b"\xEF\xBB\xBF") {
                buffer.drain(..3); // the byte order mark that a file may begin with
            }
            let is_too_long = read as u64 == MOST_BYTES;
            if is_too_long {
                skip_line(&mut self.input).map_err(|error| (place, error))?;
            }
            if is_too_long || !buffer.trim_ascii().is_empty() {
                self.place += 1;
                return Ok(Some(Line { number: self.number, place, is_too_long }));
            }
        }
    }
}

fn answer(line: &Line, bytes: &[u8]) -> Done {
    let Line { number, place, is_too_long } = *line;
    let answer = if is_too_long {
        Err(Refused::new(format!("it is longer than {MOST_BYTES} bytes")))
    } else {
        pair::carry(bytes)
    };
    let is_complete = answer.as_ref().is_ok_and(Answer::is_complete);
    let (written, remark) = match answer {
        Ok(answer) => (serde_json::to_vec(&answer), None),
        Err(Refused { id, why }) => {
            let answer = json!({ "id": id, "line": number, "error": why });
            (serde_json::to_vec(&answer), Some(format!("line {number}: {why}")))
        }
    };
    Done { place, bytes: written.map_err(io::Error::from), remark, is_complete }
}

/// Writes answers in the order of their lines.
fn write_all(answers: &Receiver<Done>, out: &mut impl Write) -> anyhow::Result<Exit> {
    let mut exit = Exit::Fine;
    let mut early = BTreeMap::new();
    let mut next = 0;
    for done in answers {
        early.insert(done.place, done);
        while let Some(Done { bytes, remark, is_complete, .. }) = early.remove(&next) {
            next += 1;
            if let Some(remark) = remark {
                output::remark(&remark);
            }
            if !is_complete {
                exit = Exit::Findings;
            }
            out.write_all(&bytes?)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(exit)
}

/// Reads on to the end of the line.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, is_done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if is_done {
            return Ok(());
        }
    }
}
