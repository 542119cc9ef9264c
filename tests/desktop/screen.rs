//! A screen of its own for each test: Xvfb, a window manager, and what stands on it as pixels.
//!
//! Nothing here knows Obelus. Hands are xdotool's, eyes are the `import` of `ImageMagick`. All waiting
//! is looking again and again, and ends after [`PATIENCE`].

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Pixels across the screen.
const WIDTH: usize = 1440;

/// Pixels down the screen.
const HEIGHT: usize = 900;

/// How far red, green and blue may be off for a colour to be the same.
const NEAR: u8 = 12;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(40);

/// openbox without frames around windows, so that a point of the window is one of the screen, and
/// with the one key that a test needs of it.
const MANAGER: &str = r#"<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><keepBorder>no</keepBorder></theme>
  <focus><focusNew>yes</focusNew></focus>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <applications>
    <application class="*">
      <decor>no</decor>
      <position force="yes"><x>0</x><y>0</y></position>
    </application>
  </applications>
</openbox_config>
"#;

/// Looks until `look` finds something; `None` when it never did.
pub(crate) fn poll<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() > end {
            return None;
        }
        thread::sleep(PAUSE);
    }
}

/// Where pictures are kept: `$OBELUS_SHOTS`, or `desktop-shots` in the target folder.
pub(crate) fn shots() -> PathBuf {
    std::env::var_os("OBELUS_SHOTS").filter(|dir| !dir.is_empty()).map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("desktop-shots"),
        PathBuf::from,
    )
}

/// A process that ends with the test.
#[derive(Debug)]
pub(crate) struct Owned(pub(crate) Child);

impl Drop for Owned {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A display that nobody sees.
#[derive(Debug)]
pub(crate) struct Screen {
    display: String,
    // In this order: the manager goes before the screen it stands on.
    _manager: Owned,
    _server: Owned,
}

impl Screen {
    /// A new one; `folder` is for the window manager's settings.
    pub(crate) fn new(folder: &Path) -> Self {
        let size = format!("{WIDTH}x{HEIGHT}x24");
        // With -noreset the screen outlives its first client, which is some xdotool.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-screen", "0", &size])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is there; .ci/run names the packages");
        let stdout = server.stdout.take().unwrap();
        let server = Owned(server);
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());

        let settings = folder.join("openbox.xml");
        std::fs::write(&settings, MANAGER).unwrap();
        let manager = Command::new("openbox")
            .args(["--sm-disable", "--config-file"])
            .arg(settings)
            .env("DISPLAY", &display)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox is there; .ci/run names the packages");
        let screen = Self { display, _manager: Owned(manager), _server: server };
        // The manager gives new windows the focus: it has to be there before them.
        poll(|| screen.xdotool("get_num_desktops").then_some(())).expect("openbox starts");
        screen
    }

    /// Its name for `DISPLAY`.
    pub(crate) fn display(&self) -> &str {
        &self.display
    }

    /// Runs xdotool with `arguments`, parted by spaces; whether it could do it.
    pub(crate) fn xdotool(&self, arguments: &str) -> bool {
        self.xdotool_says(arguments).is_some()
    }

    /// The same, and what xdotool said.
    pub(crate) fn xdotool_says(&self, arguments: &str) -> Option<String> {
        let output = self.command("xdotool").args(arguments.split(' ')).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Types `text`, a letter after the other.
    pub(crate) fn type_text(&self, text: &str) {
        let typed = self.command("xdotool").args(["type", "--delay", "40", text]).status().unwrap();
        assert!(typed.success(), "xdotool types");
    }

    /// What is to be seen now.
    pub(crate) fn look(&self) -> Picture {
        let output = self
            .command("import")
            .args(["-silent", "-window", "root", "-depth", "8", "rgb:-"])
            .output()
            .expect("import is there; .ci/run names the packages");
        assert_eq!(output.stdout.len(), WIDTH * HEIGHT * 3, "the whole screen");
        Picture(output.stdout)
    }

    /// Keeps what is to be seen now as a file called `name`, and gives its path.
    pub(crate) fn keep(&self, name: &str) -> PathBuf {
        let path = shots().join(format!("{name}.png"));
        std::fs::create_dir_all(shots()).unwrap();
        let kept = self.command("import").args(["-silent", "-window", "root"]).arg(&path).status();
        assert!(kept.unwrap().success(), "a picture can be kept");
        path
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display).stderr(Stdio::null());
        command
    }
}

/// A part of the screen, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) right: usize,
    pub(crate) bottom: usize,
}

/// The screen at one moment, three bytes for each pixel.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture(Vec<u8>);

impl Picture {
    /// How many pixels of `area` have this colour, `0xrrggbb`, or nearly: what is drawn thin or
    /// round is a little mixed with its ground.
    pub(crate) fn count(&self, area: Area, colour: u32) -> usize {
        let [_, wanted @ ..] = colour.to_be_bytes();
        let is_near = |pixel: &&[u8]| pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < NEAR);
        let rows = self.0.chunks_exact(WIDTH * 3).take(area.bottom).skip(area.top);
        rows.map(|row| row.chunks_exact(3).take(area.right).skip(area.left).filter(is_near).count())
            .sum()
    }
}
