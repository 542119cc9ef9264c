//! Any number of pairs of texts, a line in, a line out.
//!
//! Lines are carried on all processors: each worker reads a line when it has nothing to do, and
//! writes its answer when those of the lines before are written.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::json;

use super::pair::{self, Answer, Refused};
use crate::cli::{Exit, output};
use crate::store;

/// The longest line that is read, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Bytes of answers that are written at a time.
const AT_A_TIME: usize = 64 * 1024;

/// Carries the marks of each line; a line that makes no sense is answered with its number and what is
/// wrong with it.
pub(super) fn run(path: &Path) -> anyhow::Result<Exit> {
    let out = BufWriter::with_capacity(AT_A_TIME, io::stdout());
    if path.as_os_str() == "-" {
        carry_all(BufReader::new(io::stdin()), out)
    } else {
        carry_all(store::reader(path)?, out)
    }
}

fn carry_all(input: impl BufRead + Send, out: impl Write + Send) -> anyhow::Result<Exit> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let lines = Mutex::new(Lines { input, number: 0, place: 0 });
    let answers = Mutex::new(Answers { out, next: 0, early: BTreeMap::new(), exit: Exit::Fine });
    thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| work(&lines, &answers))).collect();
        let own = work(&lines, &answers);
        let theirs = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        theirs.fold(own, Result::and)
    })?;
    let mut answers = locked(&answers);
    answers.out.flush()?;
    Ok(answers.exit)
}

/// Answers lines until there are no more.
fn work<R: BufRead, W: Write>(
    lines: &Mutex<Lines<R>>,
    answers: &Mutex<Answers<W>>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let Some(line) = locked(lines).next(&mut bytes)? else { return Ok(()) };
        let done = answer(&line, &bytes)?;
        locked(answers).take(line.place, done)?;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

impl<R: BufRead> Lines<R> {
    /// Reads the next line that is not blank into `bytes`.
    fn next(&mut self, bytes: &mut Vec<u8>) -> io::Result<Option<Line>> {
        loop {
            bytes.clear();
            let read = self.input.by_ref().take(MOST_BYTES).read_until(b'\n', bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3); // the byte order mark that a file may begin with
            }
            let is_too_long = read as u64 == MOST_BYTES;
            if is_too_long {
                skip_line(&mut self.input)?;
            }
            if is_too_long || !bytes.trim_ascii().is_empty() {
                let place = self.place;
                self.place += 1;
                return Ok(Some(Line { number: self.number, place, is_too_long }));
            }
        }
    }
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

/// What a line came to.
struct Done {
    /// The answer as it is written.
    bytes: Vec<u8>,
    /// What is told about it beside that.
    remark: Option<String>,
    /// Whether each mark stood in the old text.
    is_complete: bool,
}

fn answer(line: &Line, bytes: &[u8]) -> io::Result<Done> {
    let answer = if line.is_too_long {
        Err(Refused::new(format!("it is longer than {MOST_BYTES} bytes")))
    } else {
        pair::carry(bytes)
    };
    let is_complete = answer.as_ref().is_ok_and(Answer::is_complete);
    let (mut bytes, remark) = match answer {
        Ok(answer) => (serde_json::to_vec(&answer)?, None),
        Err(Refused { id, why }) => {
            let remark = format!("line {}: {why}", line.number);
            let answer = json!({ "id": id, "line": line.number, "error": why });
            (serde_json::to_vec(&answer)?, Some(remark))
        }
    };
    bytes.push(b'\n');
    Ok(Done { bytes, remark, is_complete })
}

/// The answers, written in the order of their lines.
struct Answers<W> {
    out: W,
    /// The place of the answer that is to be written next.
    next: usize,
    /// Answers to lines behind it.
    early: BTreeMap<usize, Done>,
    exit: Exit,
}

impl<W: Write> Answers<W> {
    fn take(&mut self, place: usize, done: Done) -> io::Result<()> {
        self.early.insert(place, done);
        while let Some(Done { bytes, remark, is_complete }) = self.early.remove(&self.next) {
            self.next += 1;
            if let Some(remark) = remark {
                output::remark(&remark);
            }
            if !is_complete {
                self.exit = Exit::Findings;
            }
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }
}
