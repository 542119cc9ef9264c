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

/// What one frame of the window cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct FrameTimes {
    /// Milliseconds from the keys to the last panel, without [`Self::layout_ms`].
    pub ui_ms: f64,
    /// Milliseconds in which text was laid out and its glyphs drawn.
    pub layout_ms: f64,
    /// Milliseconds to turn what was painted into triangles.
    pub tessellation_ms: f64,
    /// Blocks of the article in sight.
    pub blocks: usize,
    /// Blocks that were laid out for this frame, in sight or not.
    pub laid_out: usize,
    /// Marks painted on the page.
    pub marks: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    event: &'a str,
    ms: f64,
    #[serde(flatten)]
    frame: Option<FrameTimes>,
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
        self.write(event, None);
    }

    /// A frame is ready now.
    pub fn frame(&mut self, frame: FrameTimes) {
        self.write("frame", Some(frame));
    }

    fn write(&mut self, event: &str, frame: Option<FrameTimes>) {
        let ms = self.started.elapsed().as_secs_f64() * 1e3;
        let Some(file) = &mut self.file else { return };
        let line = serde_json::to_string(&Line { event, ms: (ms * 1e3).round() / 1e3, frame });
        let written = line.is_ok_and(|line| file.write_all(format!("{line}\n").as_bytes()).is_ok());
        if !written {
            self.file = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_an_event_with_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("timings.jsonl");
        let mut timings = Timings::create(&path, Instant::now()).unwrap();
        timings.event("window");
        timings.frame(FrameTimes { marks: 3, ..FrameTimes::default() });
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
