//! Obelus in a window of its own screen, on a copy of the sample article.
//!
//! Keys that arrive within one frame are a matter of luck, so every step waits for what it changes
//! on the screen.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use obelus::review::Review;

use crate::screen::{Area, Picture, Screen, poll, shots};

/// The headline of the sample article.
pub(crate) const HEADLINE: &str = "Tram line 4 will cost more, and Varnholt argues about who knew";

/// Where lines of the article stand in the new window: the headline takes two, the deck two.
pub(crate) mod line {
    /// The middle of the headline's first line.
    pub(crate) const HEADLINE: usize = 97;
    /// The middle of the deck's first line.
    pub(crate) const DECK: usize = 175;
    /// Between the first lines of the first paragraph, which are of one sentence.
    pub(crate) const PARAGRAPH: usize = 297;
}

/// The page's column: the list takes 292 points, the margin 104; the text 600.
pub(crate) const COLUMN: (usize, usize) = (396, 996);

/// The margin beside the headline's first line, where numbers and badges stand.
pub(crate) const MARGIN: Area = Area { left: 296, top: 78, right: 392, bottom: 116 };

/// The headline's first line and what underlines it.
pub(crate) const WORDS: Area = Area { left: 396, top: 78, right: 996, bottom: 116 };

/// The whole column.
pub(crate) const PAGE: Area = Area { left: 396, top: 60, right: 996, bottom: 860 };

/// The light colours that tests look for, as `src/ui/theme` has them.
pub(crate) mod colour {
    pub(crate) const INK: u32 = 0x1e1c19;
    pub(crate) const SELECTION: u32 = 0xc9dcf2;
    pub(crate) const WRONG: u32 = 0xb5391d;
}

/// Saved only when asked, so that a test knows what wrote the file; light, whatever runs the test.
const SETTINGS: &str = "(autosave: false, theme: Light)";

/// The program, its screen, and a folder with the article.
#[derive(Debug)]
pub(crate) struct Window {
    screen: Screen,
    folder: tempfile::TempDir,
    program: Child,
    id: String,
    name: &'static str,
    /// The session bus the program is started on, where there is one.
    bus: Option<String>,
}

impl Window {
    /// Opens the article; pictures of this window begin with `name`.
    pub(crate) fn open(name: &'static str) -> Self {
        Self::open_on(name, None)
    }

    /// The same, on a session bus.
    pub(crate) fn open_on(name: &'static str, bus: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_docs/transit_budget.txt");
        std::fs::copy(sample, folder.path().join("story.txt")).unwrap();
        std::fs::create_dir(folder.path().join("config")).unwrap();
        std::fs::write(folder.path().join("config/settings.ron"), SETTINGS).unwrap();
        let screen = Screen::new(folder.path());
        let bus = bus.map(str::to_owned);
        let program = start(&screen, &folder, bus.as_deref());
        let mut window = Self { screen, folder, program, id: String::new(), name, bus };
        window.arrive();
        window
    }

    /// Starts the program again on the same article.
    pub(crate) fn reopen(&mut self) {
        self.program = start(&self.screen, &self.folder, self.bus.as_deref());
        self.arrive();
    }

    /// Waits for a window with the story's title, the keyboard, and the headline in ink.
    fn arrive(&mut self) {
        let title = format!("search --onlyvisible --name {}", HEADLINE.replace(' ', "."));
        let found = poll(|| {
            let left = self.program.try_wait().unwrap();
            assert_eq!(left, None, "the program stays");
            self.screen.xdotool_says(&title).filter(|ids| !ids.is_empty())
        });
        self.id = found.unwrap_or_else(|| panic!("no window, see {}", self.keep("late").display()));
        self.until("the window has the keyboard", |window| {
            window.screen.xdotool_says("getwindowfocus").as_ref() == Some(&window.id)
        });
        self.until_seen("the headline", |seen| seen.count(WORDS, colour::INK) > 300);
    }

    /// Presses keys one after the other, each when the screen shows what the last one did.
    pub(crate) fn keys(&self, keys: &str) {
        for key in keys.split(' ') {
            self.step(key, || self.press(key));
        }
    }

    /// Does something that can be seen, and waits until it is.
    fn step(&self, name: &str, act: impl FnOnce()) {
        let before = self.look();
        act();
        self.until_seen(&format!("what {name} does"), |seen| *seen != before);
        self.settle();
    }

    /// Presses a key and waits for nothing.
    pub(crate) fn press(&self, key: &str) {
        assert!(self.screen.xdotool(&format!("key {key}")), "xdotool presses {key}");
    }

    /// Types into the field that has the keyboard.
    pub(crate) fn type_text(&self, text: &str) {
        self.screen.type_text(text);
        self.settle();
    }

    /// Moves the mouse to a point, does what follows there in xdotool's words, and sees it.
    pub(crate) fn mouse(&self, at: (usize, usize), what: &str) {
        self.step(&format!("the mouse at {at:?} ({what})"), || self.hand(at, what));
    }

    fn hand(&self, (x, y): (usize, usize), what: &str) {
        let call = format!("mousemove --window {} {x} {y} {what}", self.id);
        assert!(self.screen.xdotool(&call), "xdotool {call}");
    }

    /// Drags from one point to another, by way of the middle and with a rest before the end.
    pub(crate) fn drag(&self, from: (usize, usize), to: (usize, usize)) {
        self.mouse(from, "mousedown 1");
        self.mouse((from.0.midpoint(to.0), from.1.midpoint(to.1)), "sleep 0");
        self.mouse(to, "sleep 0");
        self.mouse(to, "mouseup 1");
    }

    /// Clicks some times in a row, and again when less than `least` pixels of the page are selected
    /// then: on a busy machine clicks fall into one frame, or too far apart.
    pub(crate) fn click_in_a_row(&self, at: (usize, usize), times: u32, least: usize) {
        for _ in 0..6 {
            self.hand(at, &format!("click --repeat {times} --delay 90 1"));
            self.settle();
            if self.look().count(PAGE, colour::SELECTION) >= least {
                return;
            }
            // A click elsewhere ends the row: the next try begins a new one.
            self.mouse((at.0 + 120, at.1), "click 1");
        }
        panic!("{times} clicks select too little, see {}", self.keep("late").display());
    }

    /// Waits until words at the height `y` are selected.
    pub(crate) fn until_selected(&self, y: usize) {
        let area = Area { top: y - 20, bottom: y + 20, ..PAGE };
        self.until_seen("selected words", |seen| seen.count(area, colour::SELECTION) > 100);
    }

    /// Waits until two looks, one after the other, are the same.
    fn settle(&self) {
        let mut last = self.look();
        self.until_seen("a screen at rest", |seen| {
            let same = *seen == last;
            last = seen.clone();
            same
        });
    }

    /// What is to be seen now.
    pub(crate) fn look(&self) -> Picture {
        self.screen.look()
    }

    /// Waits until the screen shows `what`.
    pub(crate) fn until_seen(&self, what: &str, mut is_there: impl FnMut(&Picture) -> bool) {
        self.until(what, |window| is_there(&window.look()));
    }

    fn until(&self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        poll(|| is_so(self).then_some(()))
            .unwrap_or_else(|| panic!("waited for {what}, see {}", self.keep("late").display()));
    }

    /// Saves, and waits until the sidecar on disk is as `wanted`.
    pub(crate) fn save_until(&self, what: &str, wanted: impl Fn(&Review) -> bool) {
        self.press("ctrl+s");
        self.until(what, |window| window.sidecar().as_ref().is_some_and(&wanted));
    }

    /// The review as it is on disk, when there is one.
    pub(crate) fn sidecar(&self) -> Option<Review> {
        let bytes = std::fs::read(self.sidecar_path()).ok()?;
        let loaded = obelus::sidecar::from_ron(&bytes).expect("a sidecar on disk is always whole");
        assert_eq!(loaded.notes, [""; 0], "nothing moved");
        Some(loaded.review)
    }

    fn sidecar_path(&self) -> PathBuf {
        obelus::store::sidecar_path(&self.folder.path().join("story.txt"))
    }

    /// Waits until the program has left by itself, and well.
    pub(crate) fn until_gone(&mut self) {
        let status = poll(|| self.program.try_wait().unwrap());
        let status =
            status.unwrap_or_else(|| panic!("does not leave, see {}", self.keep("late").display()));
        assert!(status.success(), "{status}");
    }

    /// Keeps lines beside the pictures.
    pub(crate) fn keep_text(&self, what: &str, lines: &serde_json::Value) {
        let lines = lines.as_array().into_iter().flatten().filter_map(|line| line.as_str());
        let text = lines.collect::<Vec<_>>().join("\n");
        std::fs::create_dir_all(shots()).unwrap();
        std::fs::write(shots().join(format!("{}-{what}.txt", self.name)), text).unwrap();
    }

    /// Keeps a picture under the name of this window and `what`.
    pub(crate) fn keep(&self, what: &str) -> PathBuf {
        self.screen.keep(&format!("{}-{what}", self.name))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.keep("failed");
            eprintln!("{}: the screens are in {}", self.name, shots().display());
        }
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// The program as it is started from a terminal of that screen, without a desktop's services but
/// for a bus where one is given.
fn start(screen: &Screen, folder: &tempfile::TempDir, bus: Option<&str>) -> Child {
    obelus()
        .envs(bus.map(|address| ("DBUS_SESSION_BUS_ADDRESS", address)))
        .arg("story.txt")
        .current_dir(folder)
        .env("OBELUS_CONFIG_DIR", folder.path().join("config"))
        .env("DISPLAY", screen.display())
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .stdin(Stdio::null())
        .spawn()
        .unwrap()
}

/// The program, without a display.
pub(crate) fn obelus() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_obelus"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DBUS_SESSION_BUS_ADDRESS"] {
        command.env_remove(name);
    }
    command
}

/// The words under the mark with this number.
pub(crate) fn words(review: &Review, number: u32) -> Option<&str> {
    review.mark_by_number(number).map(|mark| mark.words(review.text()))
}
