//! A frame of the whole window, headless: panels, page, tessellation.
//!
//! Ratios within one run are what counts: the same frame at 10,000 and at 100,000 words should cost
//! the same, since a frame costs what is in sight.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

use divan::{Bencher, black_box};
use egui::{Context, Event, Modifiers, Pos2, RawInput, Rect, vec2};
use obelus::store::Settings;
use obelus::ui::{App, NoPicker};
use obelus::workspace::{Action, Jobs, RealWorld, Workspace};

fn main() {
    divan::main();
}

/// Words in paragraphs of 90, with a mark on every tenth.
fn article(words: usize) -> (String, String) {
    const SOME: [&str; 8] =
        ["council", "voted", "twelve", "million", "crowns", "on", "the", "tramway"];
    let mut text = String::from("A headline of words\n\n");
    let mut marks = String::new();
    for n in 0..words {
        let word = SOME[(n * 7 + n / 5) % SOME.len()];
        if n % 10 == 0 {
            let start = text.chars().count();
            let end = start + word.len();
            let quote = format!("\"exact\":\"{word}\",\"start\":{start},\"end\":{end}");
            marks.push_str("{\"kind\":\"claim\",");
            marks.push_str(&quote);
            marks.push_str("}\n");
        }
        text.push_str(word);
        text.push_str(if n % 90 == 89 { ".\n\n" } else { " " });
    }
    (text, marks)
}

struct Window {
    ctx: Context,
    app: App,
    time: f64,
    _folder: tempfile::TempDir,
}

impl Window {
    fn on(words: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.txt");
        let (text, marks) = article(words);
        std::fs::write(&path, text).unwrap();
        let lines = folder.path().join("marks.jsonl");
        std::fs::write(&lines, marks).unwrap();
        let args =
            ["obelus", "annotate", path.to_str().unwrap(), "--from", lines.to_str().unwrap()];
        let command = std::process::Command::new(env!("CARGO_BIN_EXE_obelus"))
            .args(&args[1..])
            .env("OBELUS_CONFIG_DIR", folder.path())
            .output()
            .unwrap();
        assert!(command.status.success(), "{}", String::from_utf8_lossy(&command.stderr));
        let ctx = Context::default();
        let workspace =
            Workspace::new(Settings::default(), None, Jobs::inline(), Box::new(RealWorld));
        let app = App::new(&ctx, workspace, Box::new(NoPicker));
        let mut window = Self { ctx, app, time: 0.0, _folder: folder };
        let ctx = window.ctx.clone();
        window.app.dispatch(&ctx, Action::Open(path));
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }

    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.frame(ui));
        self.ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

fn wheel(y: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(egui::pos2(700.0, 400.0)),
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, y),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ]
}

#[divan::bench(args = [10_000, 100_000])]
fn steady_frame(bencher: Bencher<'_, '_>, words: usize) {
    let mut window = Window::on(words);
    bencher.bench_local(|| black_box(window.frame(Vec::new())));
}

#[divan::bench(args = [10_000, 100_000])]
fn scrolled_frame(bencher: Bencher<'_, '_>, words: usize) {
    let mut window = Window::on(words);
    bencher.bench_local(|| black_box(window.frame(wheel(-120.0))));
}

/// With somebody listening: the blocks in sight are told character by character.
#[divan::bench(args = [10_000, 100_000])]
fn steady_frame_read_aloud(bencher: Bencher<'_, '_>, words: usize) {
    let mut window = Window::on(words);
    window.ctx.enable_accesskit();
    bencher.bench_local(|| black_box(window.frame(Vec::new())));
}
