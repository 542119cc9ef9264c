//! What a frame of the window costs, headless, against the bare cost of painting a screen of text.
//!
//! All figures are CPU time of the thread, and what counts are their ratios within one run: machines
//! differ, ratios hardly do. `cargo bench --bench page` prints them beside their limits and fails
//! when one is passed. Names behind `--` choose what runs: `cargo bench --bench page -- resize`.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "page/coverage.rs"]
mod coverage;
#[path = "page/draft.rs"]
mod draft;
#[path = "limits/mod.rs"]
mod limits;
#[path = "core/story.rs"]
mod story;

use std::sync::Arc;
use std::time::Duration;

use cpu_time::ThreadTime;
use egui::{Color32, Context, Event, FontId, Galley, Modifiers, Pos2, RawInput, Rect, pos2, vec2};
use limits::Limits;
use obelus::model::{MarkKind, Verdict};
use obelus::sidecar;
use obelus::store::{Settings, sidecar_path};
use obelus::text::{TextPos, TextRange};
use obelus::ui::{App, FrameTimes, NoPicker};
use obelus::workspace::{Action, Change, Field, Jobs, RealWorld, Selection, Workspace};

/// As in the program: the system's allocator alone would double the cost of a small frame.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The window, in points.
const SCREEN: egui::Vec2 = vec2(1600.0, 1000.0);

/// Marks of the small and of the large article; ten words to each.
const SMALL: usize = 1_000;
const LARGE: usize = 100_000;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let runs = |name: &str| wanted.is_empty() || wanted.iter().any(|w| name.contains(w.as_str()));
    let mut table = Limits::default();
    let floor = floor();
    figure("floor: a screen of text, painted bare", &floor);
    let mut small = Window::on(SMALL);
    let mut large = Window::on(LARGE);
    if runs("frame") {
        frames(&mut table, &floor, &mut small, &mut large);
    }
    if runs("alone") {
        page_alone(&mut table, &floor, &mut large);
    }
    if runs("fast") {
        fast(&mut table, &mut large);
    }
    if runs("resize") {
        resize(&mut table, &mut large);
    }
    if runs("change") {
        changes(&mut table, &mut small, &mut large);
    }
    if runs("coverage") {
        coverage::run(&mut table, &floor, &mut small, &mut large);
    }
    if runs("aloud") {
        aloud(&mut table, &mut small, &mut large);
    }
    if runs("draft") {
        draft::run(&mut table, &floor);
    }
    // Last, since the note stays open.
    if runs("note") {
        note(&mut table, &mut large);
    }
    table.end();
}

/// The frame that nothing happens in, a scrolled one, and a jump.
fn frames(table: &mut Limits, floor: &Times, small: &mut Window, large: &mut Window) {
    let steady = [small.many(400, Window::steady), large.many(400, Window::steady)];
    let scrolled = [small.many(400, Window::scrolled), large.many(400, Window::scrolled)];
    let jumped = [small.many(100, Window::jumped), large.many(100, Window::jumped)];
    figure("steady, 10k words + 1k marks", &steady[0]);
    figure("steady, 1M words + 100k marks", &steady[1]);
    figure("scrolled by 60 points, 10k + 1k", &scrolled[0]);
    figure("scrolled by 60 points, 1M + 100k", &scrolled[1]);
    figure("jump to anywhere, 10k + 1k", &jumped[0]);
    figure("jump to anywhere, 1M + 100k", &jumped[1]);
    table.ratio("steady / floor", steady[1].median / floor.median, 3.0);
    table.ratio("scrolled / floor", scrolled[1].median / floor.median, 4.0);
    table.ratio("jump / floor", jumped[1].median / floor.median, 12.0);
    table.ratio("steady, 1M / 10k", steady[1].median / steady[0].median, 1.15);
    table.ratio("scrolled, 1M / 10k", scrolled[1].median / scrolled[0].median, 1.15);
    table.count("blocks laid out in a steady frame", steady[1].work.laid_out, 0);
    table.count("blocks laid out by a jump", jumped[1].work.laid_out, 60);
    table.count("marks painted", steady[1].work.marks, 400);
}

/// The page without the list, the inspector and the bars, whose cost an empty window tells.
fn page_alone(table: &mut Limits, floor: &Times, large: &mut Window) {
    let bars = Window::empty().many(400, Window::steady);
    large.panels(false);
    large.reveal(0);
    let page = large.many(400, Window::steady);
    let column = floor_of(&large.column_text(), 600.0, 18.0);
    large.panels(true);
    figure("floor: the column of the page, painted bare", &column);
    figure("bars and welcome of an empty window", &bars);
    figure("page and bars, no list, no inspector", &page);
    table.ratio("page without bars / floor", (page.median - bars.median) / floor.median, 1.2);
}

/// Scrolling by nearly a screen a frame.
fn fast(table: &mut Limits, large: &mut Window) {
    large.reveal(0);
    let times = large.many(600, |window| window.scrolled_by(900.0));
    figure("fast scroll, 1M + 100k", &times);
    table.milliseconds("worst frame of a fast scroll", times.worst, 8.0);
}

/// Another width with every frame.
fn resize(table: &mut Limits, large: &mut Window) {
    let mut n = 0;
    let times = large.many(300, |window| {
        n += 1;
        let swing: i32 = (n * 3) % 600 - 300;
        window.screen.x = SCREEN.x - swing.abs() as f32;
        window.steady()
    });
    large.screen = SCREEN;
    figure("resized with every frame, 1M + 100k", &times);
    table.milliseconds("worst frame of a resize", times.worst, 8.0);
}

/// A mark, a verdict, and both taken back; the change itself, and with the frame after it.
fn changes(table: &mut Limits, small: &mut Window, large: &mut Window) {
    for (name, act) in [
        ("add a mark", Window::add_mark as fn(&mut Window)),
        ("give a verdict", Window::judge),
        ("undo", Window::undo),
    ] {
        let mut medians = [0.0; 2];
        let mut framed = [0.0; 2];
        for (n, window) in [&mut *small, &mut *large].into_iter().enumerate() {
            let (change, frame) = window.changes(60, act);
            medians[n] = change.median;
            framed[n] = change.median + frame.median;
            let size = if n == 0 { "1k" } else { "100k" };
            figure(&format!("{name}, {size} marks"), &change);
            figure(&format!("{name}, {size} marks: the frame after"), &frame);
        }
        table.milliseconds(&format!("{name}, at 100k marks"), medians[1], 1.0);
        table.ratio(&format!("{name}, 100k / 1k, with its frame"), framed[1] / framed[0], 2.0);
    }
}

/// A keystroke in the note of a mark.
/// What is typed: words, since one that fills lines is no note.
const NOTE: &str = "The clerk counts nine votes, the minutes say eleven; she will look it up. ";

fn note(table: &mut Limits, large: &mut Window) {
    let steady = large.many(200, Window::steady);
    large.select_some_mark();
    large.dispatch(Action::Focus(Field::Note));
    for _ in 0..5 {
        large.steady();
    }
    let open = large.many(200, Window::steady);
    figure("steady, the note open, 1M + 100k", &open);
    let mut letters = NOTE.chars().cycle();
    let typed = large.many(200, |window| {
        let letter = letters.next().map(String::from);
        window.frame(letter.map(Event::Text).into_iter().collect())
    });
    figure("keystroke in a note, 1M + 100k", &typed);
    table.ratio("keystroke in a note / steady", typed.median / steady.median, 2.0);
}

/// With somebody listening: the blocks in sight are told character by character.
fn aloud(table: &mut Limits, small: &mut Window, large: &mut Window) {
    let listened = |window: &mut Window| {
        window.reveal(0);
        window.ctx.enable_accesskit();
        let times = window.many(200, Window::steady);
        window.ctx.disable_accesskit();
        times
    };
    let told = [listened(small), listened(large)];
    figure("steady, read aloud, 10k + 1k", &told[0]);
    figure("steady, read aloud, 1M + 100k", &told[1]);
    table.ratio("read aloud, 1M / 10k", told[1].median / told[0].median, 1.15);
}

/// The bare floor: a screen full of text as galleys that are there already.
fn floor() -> Times {
    let (text, _) = story::story(20_000, "\n");
    floor_of(&text, SCREEN.x, 16.0)
}

fn floor_of(text: &str, width: f32, size: f32) -> Times {
    let ctx = Context::default();
    let mut galleys: Vec<Arc<Galley>> = Vec::new();
    let mut frame = |time: f64| {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(time),
            ..RawInput::default()
        };
        let start = ThreadTime::now();
        let mut output = ctx.run_ui(input, |ui| {
            if galleys.is_empty() {
                let lay_out = |line: &str| {
                    ui.painter().layout(
                        line.to_owned(),
                        FontId::proportional(size),
                        Color32::BLACK,
                        width,
                    )
                };
                galleys = text.lines().take(60).map(lay_out).collect();
            }
            let mut at = pos2(0.0, 0.0);
            for galley in &galleys {
                if at.y > SCREEN.y {
                    break;
                }
                ui.painter().galley(at, Arc::clone(galley), Color32::BLACK);
                at.y += galley.size().y + 10.0;
            }
        });
        output.textures_delta.clear();
        let meshes = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let took = start.elapsed();
        assert!(!meshes.is_empty());
        took
    };
    let mut all: Vec<f64> = Vec::new();
    for n in 0..430 {
        let took = frame(f64::from(n) / 60.0);
        if n >= 30 {
            all.push(milliseconds(took));
        }
    }
    Times::of(all, FrameTimes::default())
}

/// CPU times of many frames, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Times {
    median: f64,
    p95: f64,
    p99: f64,
    worst: f64,
    /// The most that one frame painted and laid out.
    work: FrameTimes,
}

impl Times {
    fn of(mut all: Vec<f64>, work: FrameTimes) -> Self {
        all.sort_by(f64::total_cmp);
        let at = |per_mille: usize| all[(all.len() * per_mille / 1000).min(all.len() - 1)];
        Self { median: at(500), p95: at(950), p99: at(990), worst: all[all.len() - 1], work }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The window over an article of ten words to a mark.
struct Window {
    ctx: Context,
    app: App,
    screen: egui::Vec2,
    time: f64,
    dice: story::Dice,
    folder: tempfile::TempDir,
}

impl Window {
    fn empty() -> Self {
        Self::over(tempfile::tempdir().unwrap(), Jobs::inline())
    }

    fn on(marks: usize) -> Self {
        Self::with(marks, Jobs::inline())
    }

    fn with(marks: usize, jobs: Jobs) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.txt");
        let review = story::marked(marks);
        std::fs::write(&path, review.text()).unwrap();
        std::fs::write(sidecar_path(&path), sidecar::to_ron(&review).unwrap()).unwrap();
        let mut window = Self::over(folder, jobs);
        window.dispatch(Action::Open(path));
        window.wait(|window| !window.app.workspace().is_busy());
        window.app.workspace().document.as_ref().unwrap();
        for _ in 0..30 {
            window.steady();
        }
        window
    }

    fn over(folder: tempfile::TempDir, jobs: Jobs) -> Self {
        let ctx = Context::default();
        let workspace = Workspace::new(Settings::default(), None, jobs, Box::new(RealWorld));
        let app = App::new(&ctx, workspace, Box::new(NoPicker));
        let dice = story::Dice::new(11);
        Self { ctx, app, screen: SCREEN, time: 0.0, dice, folder }
    }

    fn dispatch(&mut self, action: Action) {
        self.app.dispatch(&self.ctx, action);
    }

    /// One frame: keys to triangles.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.screen)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let start = ThreadTime::now();
        let mut output = self.ctx.run_ui(input, |ui| app.frame(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        let took = start.elapsed();
        output.textures_delta.clear();
        drop(meshes);
        took
    }

    fn many(&mut self, count: usize, mut frame: impl FnMut(&mut Self) -> Duration) -> Times {
        let mut all = Vec::with_capacity(count);
        let mut work = FrameTimes::default();
        for _ in 0..count {
            all.push(milliseconds(frame(self)));
            let last = self.app.last_frame();
            work.laid_out = work.laid_out.max(last.laid_out);
            work.marks = work.marks.max(last.marks);
            work.blocks = work.blocks.max(last.blocks);
        }
        Times::of(all, work)
    }

    fn steady(&mut self) -> Duration {
        self.frame(Vec::new())
    }

    fn scrolled(&mut self) -> Duration {
        self.scrolled_by(60.0)
    }

    /// Scrolls as a touchpad does, in steps that are not spread over frames.
    fn scrolled_by(&mut self, points: f32) -> Duration {
        const STEP: f32 = 7.5;
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -STEP),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        let mut events = vec![Event::PointerMoved(pos2(750.0, 500.0))];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 200")]
        events.extend(std::iter::repeat_n(wheel, (points / STEP) as usize));
        self.frame(events)
    }

    fn text(&self) -> &str {
        self.app.workspace().document.as_ref().unwrap().review.text()
    }

    /// A word somewhere, as a range.
    fn somewhere(&mut self) -> TextRange {
        let length = self.text().len();
        let from = self.dice.below(length - 200);
        let text = self.text();
        let start = text.floor_char_boundary(from);
        let space = text[start..].find(' ').unwrap() + start + 1;
        let end = text[space..].find([' ', '\n']).unwrap() + space;
        TextRange::checked(text, space, end).unwrap()
    }

    fn jumped(&mut self) -> Duration {
        let to = self.somewhere();
        self.dispatch(Action::Visit(to));
        self.steady()
    }

    fn reveal(&mut self, byte: usize) {
        self.dispatch(Action::Visit(TextRange::empty(TextPos::from_usize(byte))));
        self.steady();
    }

    fn panels(&mut self, shown: bool) {
        use obelus::workspace::Panel;
        let settings = &self.app.workspace().settings;
        let (left, right) = (settings.left_panel, settings.right_panel);
        for (panel, is_shown) in [(Panel::Left, left), (Panel::Right, right)] {
            if is_shown != shown {
                self.dispatch(Action::TogglePanel(panel));
            }
        }
        for _ in 0..30 {
            self.steady();
        }
    }

    /// Some screens of the text that is in sight.
    fn column_text(&self) -> String {
        self.text().lines().take(60).collect::<Vec<_>>().join("\n")
    }

    fn select_some_mark(&mut self) {
        let document = self.app.workspace().document.as_ref().unwrap();
        let count = document.review.mark_count();
        let id = document.review.marks_in_order().nth(count / 2).unwrap().id;
        self.dispatch(Action::SelectMark(Some(id)));
        self.steady();
    }

    fn add_mark(&mut self) {
        self.dispatch(Action::Change(Change::AddMark(MarkKind::Claim)));
    }

    fn judge(&mut self) {
        self.dispatch(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    }

    fn undo(&mut self) {
        self.dispatch(Action::Change(Change::Undo));
    }

    /// What `act` costs, and the frame after it; before each a place is shown and selected, and
    /// before a verdict or an undo there is a new mark.
    fn changes(&mut self, count: usize, act: fn(&mut Self)) -> (Times, Times) {
        let (mut own, mut framed) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let place = self.somewhere();
            self.dispatch(Action::Select(Selection::of(place)));
            self.dispatch(Action::Visit(place));
            if !std::ptr::fn_addr_eq(act, Self::add_mark as fn(&mut Self)) {
                self.add_mark();
            }
            self.steady();
            self.steady();
            let start = ThreadTime::now();
            act(self);
            own.push(milliseconds(start.elapsed()));
            framed.push(milliseconds(self.steady()));
        }
        (Times::of(own, FrameTimes::default()), Times::of(framed, FrameTimes::default()))
    }
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measures")]
fn figure(name: &str, times: &Times) {
    let Times { median, p95, p99, worst, work } = times;
    let (blocks, laid, marks) = (work.blocks, work.laid_out, work.marks);
    println!(
        "{name:52} ms: median {median:7.3}  95 % {p95:7.3}  99 % {p99:7.3}  worst {worst:7.3}  blocks {blocks} laid out {laid} marks {marks}"
    );
}
