//! A screen reader beside the window: a session bus of its own, and `reader.py` on it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::screen::{Owned, poll};

/// Debian's own, which knows `gi`; another one in the path may not.
const PYTHON: &str = "/usr/bin/python3";

/// What has to be there, as Debian calls it.
const PACKAGES: &str = "at-spi2-core dbus gir1.2-atspi-2.0 python3-gi";

/// A session bus, and a client of AT-SPI on it that answers questions.
#[derive(Debug)]
pub(crate) struct Reader {
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    address: String,
    // In this order: the client goes before its bus.
    _client: Owned,
    _bus: Owned,
}

impl Reader {
    /// A new one, with assistive technology turned on; `None`, with a word on why, where there are
    /// no packages for it. `.ci/run` brings them and sets `OBELUS_HEARS`: then they have to be there.
    pub(crate) fn new() -> Option<Self> {
        let modules = "import gi; gi.require_version('Atspi', '2.0')";
        let python = Command::new(PYTHON).args(["-c", modules]).stderr(Stdio::null()).status();
        let has_python = python.is_ok_and(|status| status.success());
        let has_bus = Command::new("dbus-daemon").arg("--version").stdout(Stdio::null()).status();
        if has_python && has_bus.is_ok() {
            return Some(Self::start());
        }
        assert!(std::env::var_os("OBELUS_HEARS").is_none(), "no {PACKAGES}");
        eprintln!("skipped: a screen reader needs {PACKAGES}");
        None
    }

    fn start() -> Self {
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]).stderr(Stdio::null());
        let (bus, mut said) = piped(&mut bus);
        let address = line(&mut said);
        let mut client = Command::new(PYTHON);
        client
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desktop/reader.py"))
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            // The bus of assistive technology is found through the session, not through a screen.
            .env_remove("DISPLAY")
            .env_remove("AT_SPI_BUS_ADDRESS")
            .stdin(Stdio::piped());
        let (mut client, mut answers) = piped(&mut client);
        let asks = client.stdin.take().unwrap();
        let (client, bus) = (Owned(client), Owned(bus));
        assert_eq!(line(&mut answers), "ready", "the client of AT-SPI starts");
        Self { asks, answers, address, _client: client, _bus: bus }
    }

    /// Where the session bus is: for the program that is to be read.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks once.
    pub(crate) fn ask(&mut self, question: &str) -> Value {
        writeln!(self.asks, "{question}").unwrap();
        let answer = line(&mut self.answers);
        serde_json::from_str(&answer)
            .unwrap_or_else(|error| panic!("{question}: {answer}: {error}"))
    }

    /// Asks until the answer is as `wanted`.
    pub(crate) fn until(&mut self, question: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let found = poll(|| {
            last = self.ask(question);
            wanted(&last).then(|| last.clone())
        });
        found.unwrap_or_else(|| panic!("{question}: {last:#}"))
    }

    /// Waits until a sentence was announced.
    pub(crate) fn until_heard(&mut self, sentence: &str) {
        self.until("heard", |heard| {
            let mut said = heard.as_array().into_iter().flatten().filter_map(Value::as_str);
            said.any(|said| said.trim_end() == sentence)
        });
    }
}

/// Starts a program that is listened to.
fn piped(command: &mut Command) -> (Child, BufReader<ChildStdout>) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    (child, BufReader::new(stdout))
}

fn line(from: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}
