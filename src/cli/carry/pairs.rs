//! Any number of pairs of texts, a line in, a line out.

use std::io::{self, BufRead, BufWriter, Read as _, Write};
use std::path::Path;

use serde_json::json;

use super::pair;
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
    let mut exit = Exit::Fine;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = input.by_ref().take(MOST_BYTES).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let answer = if read as u64 == MOST_BYTES {
            skip_line(input)?;
            Err(pair::Refused::new(format!("it is longer than {MOST_BYTES} bytes")))
        } else {
            let bytes = if number == 1 { without_mark(&line) } else { &line };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            pair::carry(bytes)
        };
        match answer {
            Ok(answer) => {
                if !answer.is_complete() {
                    exit = Exit::Findings;
                }
                serde_json::to_writer(&mut *out, &answer)?;
            }
            Err(refused) => {
                exit = Exit::Findings;
                output::remark(&format!("line {number}: {}", refused.why));
                let answer = json!({ "id": refused.id, "line": number, "error": refused.why });
                serde_json::to_writer(&mut *out, &answer)?;
            }
        }
        out.write_all(b"\n")?;
    }
    Ok(exit)
}

/// A line without the byte order mark that a file may begin with.
fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
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
