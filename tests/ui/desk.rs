//! A desk to test at: an article in a folder of its own, and the app open on it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::model::{Id, Mark, Timestamp};
use obelus::review::Review;
use obelus::store::{Settings, ThemeChoice, load_settings};
use obelus::ui::{App, NoPicker};
use obelus::workspace::{Action, Jobs, Outside, Workspace};

/// Fixed time, ids that count up.
#[derive(Debug, Default)]
struct FixedOutside(AtomicU64);

impl Outside for FixedOutside {
    fn now(&self) -> Timestamp {
        obelus::testing::time(0)
    }

    fn new_id(&self) -> Id {
        Id::new(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1000)
    }
}

/// The app on an article.
pub(crate) struct Desk {
    pub(crate) window: Harness<'static, App>,
    folder: tempfile::TempDir,
    article: PathBuf,
}

impl Desk {
    /// The app on an article `story.txt` of `text`.
    pub(crate) fn with(text: &str) -> Self {
        Self::with_name("story.txt", text)
    }

    /// The app on an article of this name.
    pub(crate) fn with_name(name: &str, text: &str) -> Self {
        Self::with_bytes(name, text.as_bytes())
    }

    /// The app on a file of this name that holds these bytes.
    pub(crate) fn with_bytes(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join(name);
        std::fs::write(&article, bytes).unwrap();
        let mut desk = Self { window: window(&folder, Jobs::inline()), folder, article };
        desk.open();
        desk
    }

    /// The app on one of the samples.
    pub(crate) fn with_sample(name: &str) -> Self {
        let sample =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs").join(name);
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join(name);
        std::fs::copy(sample, &article).unwrap();
        let mut desk = Self { window: window(&folder, Jobs::inline()), folder, article };
        desk.open();
        desk
    }

    /// The app on an article `story.txt` of `text`, with these jobs.
    pub(crate) fn with_jobs(text: &str, jobs: Jobs) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("story.txt");
        std::fs::write(&article, text).unwrap();
        let mut desk = Self { window: window(&folder, jobs), folder, article };
        desk.open();
        desk.finish();
        desk
    }

    /// Frames until no job runs.
    pub(crate) fn finish(&mut self) {
        while self.window.state().workspace().is_busy() {
            self.settle();
        }
    }

    /// Nothing open.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("none.txt");
        let mut desk = Self { window: window(&folder, Jobs::inline()), folder, article };
        desk.window.run();
        desk
    }

    /// Does something, as the window would.
    pub(crate) fn act(&mut self, action: Action) {
        let ctx = self.window.ctx.clone();
        self.window.state_mut().dispatch(&ctx, action);
        self.settle();
    }

    fn open(&mut self) {
        self.act(Action::Open(self.article.clone()));
    }

    /// Closes the app and opens the article in a new one.
    pub(crate) fn reopen(&mut self) {
        self.act(Action::Save);
        self.window = window(&self.folder, Jobs::inline());
        self.open();
    }

    /// Frames until nothing moves.
    pub(crate) fn settle(&mut self) {
        self.window.run_steps(4);
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    /// Presses a key with others held.
    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Clicks what has this name.
    pub(crate) fn click(&mut self, name: &str) {
        self.window.get_by_label(name).click();
        self.settle();
    }

    /// Types into the field with this name.
    pub(crate) fn type_into(&mut self, name: &str, text: &str) {
        self.window.get_by_label(name).focus();
        self.settle();
        self.window.get_by_label(name).type_text(text);
        self.settle();
    }

    /// Selects the first place of `words` in the text.
    pub(crate) fn select(&mut self, words: &str) {
        let text = self.review().text().to_owned();
        let at = text.find(words).unwrap();
        let range = obelus::text::TextRange::checked(&text, at, at + words.len()).unwrap();
        self.act(Action::Select(obelus::workspace::Selection::of(range)));
    }

    /// The open review.
    pub(crate) fn review(&self) -> &Review {
        &self.window.state().workspace().document.as_ref().unwrap().review
    }

    /// The mark with this number.
    pub(crate) fn mark(&self, number: u32) -> &Mark {
        self.review().mark_by_number(number).unwrap()
    }

    /// The words under the mark with this number.
    pub(crate) fn words(&self, number: u32) -> &str {
        self.mark(number).words(self.review().text())
    }

    /// What is copied when these events come.
    pub(crate) fn copied_by(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<String> {
        self.window.input_mut().events.extend(events);
        let mut copied = Vec::new();
        for _ in 0..3 {
            self.window.step();
            let commands = &self.window.output().platform_output.commands;
            copied.extend(commands.iter().filter_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            }));
        }
        copied
    }

    /// Writes a file beside the article.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A path in the folder of the article.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The sidecar as it is on disk.
    pub(crate) fn sidecar(&self) -> String {
        std::fs::read_to_string(obelus::store::sidecar_path(&self.article)).unwrap()
    }
}

fn window(folder: &tempfile::TempDir, jobs: Jobs) -> Harness<'static, App> {
    let settings_path = folder.path().join("settings.ron");
    let world = obelus::store::World {
        config_dir: Some(folder.path().to_owned()),
        user: "Mara Kern".to_owned(),
    };
    let (settings, _) = load_settings(&settings_path, &world);
    let settings = Settings { theme: ThemeChoice::Light, ..settings };
    Harness::builder().with_size(egui::vec2(1440.0, 900.0)).allow_missing_glyphs().build_eframe(
        move |cc| {
            let outside = Box::new(FixedOutside::default());
            let workspace = Workspace::new(settings, Some(settings_path), jobs, outside);
            App::new(&cc.egui_ctx, workspace, Box::new(NoPicker))
        },
    )
}
