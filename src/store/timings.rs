//! What happened when, as JSON lines: how slowness is reported, and how it is measured.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::StoreError;

/// A file of JSON lines `{"event": …, "ms": …}`; `ms` counts from the start of the program.
///
/// Each line is handed to the system at once, so that a run which is cut short leaves what it had.
/// A line that cannot be written is the last that is tried.
#[derive(Debug)]
pub struct Timings {
    file: Option<File>,
    started: Instant,
}

/// How a file of timings begins.
const START: &[u8] = b"{\"event\":";

#[derive(Serialize)]
struct Line<'a, D> {
    event: &'a str,
    ms: f64,
    #[serde(flatten)]
    details: D,
}

impl Timings {
    /// A new file at `path`, in place of older timings; `started` is when the program began.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be made, and when something else stands there: a story that was
    /// named by mistake is not written over.
    pub fn create(path: &Path, started: Instant) -> Result<Self, StoreError> {
        let writing = |error| StoreError::writing(path, error);
        if let Ok(mut there) = File::open(path) {
            let mut start = [0; START.len()];
            let length = there.read(&mut start).map_err(writing)?;
            if !START.starts_with(&start[..length]) {
                return Err(writing(io::Error::other("another file stands there")));
            }
        }
        let file = File::create(path).map_err(writing)?;
        Ok(Self { file: Some(file), started })
    }

    /// Something happened now.
    pub fn event(&mut self, event: &str) {
        self.event_with(event, ());
    }

    /// Something happened now of which there is more to say; `details` is a struct, whose fields
    /// join those of the line.
    pub fn event_with(&mut self, event: &str, details: impl Serialize) {
        let ms = self.started.elapsed().as_secs_f64() * 1e3;
        let Some(file) = &mut self.file else { return };
        let line = serde_json::to_string(&Line { event, ms: (ms * 1e3).round() / 1e3, details });
        let written = line.is_ok_and(|line| file.write_all(format!("{line}\n").as_bytes()).is_ok());
        if !written {
            self.file = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Frame {
        marks: usize,
    }

    #[test]
    fn each_line_is_an_event_with_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("timings.jsonl");
        let mut timings = Timings::create(&path, Instant::now()).unwrap();
        timings.event("window");
        timings.event_with("frame", Frame { marks: 3 });
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["event"], "window");
        assert!(lines[0]["ms"].as_f64().unwrap() <= lines[1]["ms"].as_f64().unwrap());
        assert_eq!(
            (lines[1]["event"].as_str(), lines[1]["marks"].as_u64()),
            (Some("frame"), Some(3))
        );
        assert!(lines[0].get("marks").is_none());
    }

    #[test]
    fn older_timings_are_replaced_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.md");
        std::fs::write(&path, "# Costs rise").unwrap();
        assert!(Timings::create(&path, Instant::now()).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "# Costs rise");
        for older in ["", "{\"event\":\"window\",\"ms\":1.0}\n"] {
            std::fs::write(&path, older).unwrap();
            assert!(Timings::create(&path, Instant::now()).is_ok());
        }
    }
}
