//! Any number of pairs of texts, a line in, a line out.

use std::io::{self, BufRead, BufWriter, Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::json;

use super::pair::{self, Answer, Refused};
use crate::cli::{Exit, output};
use crate::store;

/// The longest line that is read, in bytes.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Carries the marks of each line; a line that makes no sense is answered with its number and what is
/// wrong with it.
pub(super) fn run(path: &Path) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = if path.as_os_str() == "-" {
        carry_all(&mut io::stdin().lock(), &mut out)?
    } else {
        carry_all(&mut store::reader(path)?, &mut out)?
    };
    out.flush()?;
    Ok(exit)
}

fn carry_all(input: &mut impl BufRead, out: &mut impl Write) -> anyhow::Result<Exit> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut exit = Exit::Fine;
    let mut first = 1;
    loop {
        let lines = read_some(input, threads, first)?;
        let Some(last) = lines.last().map(|line| line.number) else { return Ok(exit) };
        first = last + 1;
        for (line, answer) in lines.iter().zip(carry_some(&lines, threads)) {
            if write_answer(line.number, answer, out)? != Exit::Fine {
                exit = Exit::Findings;
            }
            out.write_all(b"\n")?;
        }
    }
}

/// A line that is not blank.
struct Line {
    /// 1 for the first.
    number: usize,
    /// `None` for a line that is longer than [`MOST_BYTES`].
    bytes: Option<Vec<u8>>,
}

/// Reads as many lines as keep all threads busy for a while, and not more than fit into memory well.
fn read_some(input: &mut impl BufRead, threads: usize, first: usize) -> io::Result<Vec<Line>> {
    const LINES_EACH: usize = 32;
    const ENOUGH_BYTES: usize = 64 * 1024 * 1024;
    let (mut lines, mut held) = (Vec::new(), 0);
    for number in first.. {
        let mut bytes = Vec::new();
        let read = input.by_ref().take(MOST_BYTES).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        if read as u64 == MOST_BYTES {
            skip_line(input)?;
            lines.push(Line { number, bytes: None });
        } else if !without_mark(number, &bytes).trim_ascii().is_empty() {
            held += read;
            lines.push(Line { number, bytes: Some(bytes) });
        }
        if lines.len() >= LINES_EACH * threads || held >= ENOUGH_BYTES {
            break;
        }
    }
    Ok(lines)
}

/// The answers to some lines, in their order.
fn carry_some(lines: &[Line], threads: usize) -> Vec<Result<Answer, Refused>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(line) = lines.get(at) else { return done };
            done.push((at, line.carry()));
        }
    };
    let mut answers: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(lines.len())).map(|_| scope.spawn(work)).collect();
        let own = work();
        let theirs = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        own.into_iter().chain(theirs.flatten()).collect()
    });
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

impl Line {
    fn carry(&self) -> Result<Answer, Refused> {
        match &self.bytes {
            Some(bytes) => pair::carry(without_mark(self.number, bytes)),
            None => Err(Refused::new(format!("it is longer than {MOST_BYTES} bytes"))),
        }
    }
}

fn write_answer(
    number: usize,
    answer: Result<Answer, Refused>,
    out: &mut impl Write,
) -> anyhow::Result<Exit> {
    match answer {
        Ok(answer) => {
            serde_json::to_writer(&mut *out, &answer)?;
            Ok(if answer.is_complete() { Exit::Fine } else { Exit::Findings })
        }
        Err(refused) => {
            output::remark(&format!("line {number}: {}", refused.why));
            let answer = json!({ "id": refused.id, "line": number, "error": refused.why });
            serde_json::to_writer(&mut *out, &answer)?;
            Ok(Exit::Findings)
        }
    }
}

/// A line without the byte order mark that a file may begin with.
fn without_mark(number: usize, line: &[u8]) -> &[u8] {
    let mark: &[u8] = if number == 1 { b"\xEF\xBB\xBF" } else { b"" };
    line.strip_prefix(mark).unwrap_or(line)
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
