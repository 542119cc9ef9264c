//! The next draft of a long article: what a job prepared is taken, taken back and taken again.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use cpu_time::ThreadTime;
use obelus::workspace::{Action, Change, Jobs};

use super::limits::Limits;
use super::{LARGE, Times, Window, figure, milliseconds};

/// Drafts that are taken, each taken back and taken again.
const ROUNDS: usize = 7;

/// Every so many bytes a word of the text is another one in the next draft.
const EDITED: usize = 12_000;

/// Looks at what a job does, five milliseconds apart, before it is given up.
const MOST_WAITS: usize = 12_000;

/// The figures are of the window's thread: what jobs do beside it is none of its frames.
pub(super) fn run(table: &mut Limits, floor: &Times) {
    let mut window = Window::with(LARGE, Jobs::threaded(Arc::new(|| {})));
    let [mut taken, mut undone, mut redone] = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let next = next_draft(&window, round);
        window.dispatch(Action::ReadDraft(next));
        window.wait(|window| window.app.workspace().arrival().is_some());
        taken.push(window.timed(Action::TakeDraft(String::new())));
        undone.push(window.timed(Action::Change(Change::Undo)));
        redone.push(window.timed(Action::Change(Change::Redo)));
    }
    for (name, times) in [("taken", taken), ("undone", undone), ("redone", redone)] {
        let times = Times::of(times, window.app.last_frame());
        figure(&format!("a draft is {name}, 1M + 100k, with its frame"), &times);
        table.milliseconds(&format!("a draft is {name}"), times.median, 8.0);
        table.ratio(&format!("a draft is {name} / floor"), times.median / floor.median, 120.0);
    }
}

/// A file with a word in another place changed in each round.
fn next_draft(window: &Window, round: usize) -> PathBuf {
    let mut text = window.text().to_owned();
    let mut at = (round + 1) * 700;
    while let Some(space) = text.get(at..).and_then(|rest| rest.find(" the ")) {
        text.replace_range(at + space..at + space + 5, " a ");
        at += space + EDITED;
    }
    let path = window.folder.path().join(format!("draft {round}.txt"));
    std::fs::write(&path, text).unwrap();
    path
}

impl Window {
    /// Frames until something is so: jobs are at work.
    pub(super) fn wait(&mut self, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..MOST_WAITS {
            if is_so(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
            self.app.think(&self.ctx);
            self.steady();
        }
        panic!("a job does not end");
    }

    /// Milliseconds of an action with the frame after it, the window and its jobs at rest before.
    fn timed(&mut self, action: Action) -> f64 {
        self.wait(|window| !window.app.workspace().is_busy());
        for _ in 0..5 {
            self.steady();
        }
        let start = ThreadTime::now();
        self.dispatch(action);
        let took = milliseconds(start.elapsed());
        took + milliseconds(self.steady())
    }
}
