//! What the program remembers between two runs: who the reviewer is, how the window looks, which
//! files were open. Never a part of a review.

use std::fs;
use std::path::{Path, PathBuf};

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::{PageStyle, StoreError, World, new_id, read_capped, write_atomically};
use crate::model::{Id, MarkId, ReadAs, Reviewer, ReviewerId, Role, Timestamp};

/// The longest settings file that is read, in bytes.
const MOST_BYTES: u64 = 1024 * 1024;

/// How many recent files are remembered.
///
/// Far more than a menu shows: each holds the place where its story was left.
const MOST_RECENT: usize = 200;

/// How many of them are offered to be opened again.
const RECENT_SHOWN: usize = 12;

/// Smallest and largest size of one article's text, in per cent of the general size.
const ZOOMS: std::ops::RangeInclusive<u32> = 40..=400;

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark brown on cream.
    Sepia,
    /// Black on white, without pale colours.
    ContrastLight,
    /// White on black, without dull colours.
    ContrastDark,
}

/// By what a selection is made whole when it is let go of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Snap {
    /// It stays as it was made.
    #[default]
    Off,
    /// Whole words.
    Words,
    /// Whole sentences.
    Sentences,
}

/// How much moves by itself: fading, gliding, flashing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionChoice {
    /// As the system says; little on a machine without a graphics processor.
    #[default]
    System,
    /// Nothing that need not.
    Reduced,
    /// All of it.
    Full,
}

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RendererChoice {
    /// What does best on this system.
    #[default]
    Auto,
    /// OpenGL.
    OpenGl,
    /// Vulkan, Metal or Direct3D, through wgpu.
    Wgpu,
}

/// Where the window was, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its width inside.
    pub width: f32,
    /// Its height inside.
    pub height: f32,
    /// Its left edge on the screen.
    #[serde(default)]
    pub x: Option<f32>,
    /// Its upper edge on the screen.
    #[serde(default)]
    pub y: Option<f32>,
    /// Whether it filled the screen.
    #[serde(default)]
    pub maximized: bool,
}

/// A file that was open, and how it was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it is: the article, or the sidecar where there is no article.
    pub path: PathBuf,
    /// The story's title, or the file's name.
    #[serde(default)]
    pub title: String,
    /// Where the line stands that was at the top of the window, in code points.
    #[serde(default)]
    pub place: u32,
    /// How much of that line was above the window, in heights of the line.
    #[serde(default)]
    pub hidden: f32,
    /// Where the caret was, in code points.
    #[serde(default)]
    pub caret: u32,
    /// The mark that was selected.
    #[serde(default)]
    pub mark: Option<MarkId>,
    /// Size of this article's text, in per cent of the general size.
    #[serde(default = "full_size")]
    pub zoom: u32,
    /// How its file is to be read, where somebody said so.
    #[serde(default, skip_serializing_if = "ReadAs::is_silent")]
    pub read_as: ReadAs,
    /// When it was last open.
    pub opened: Timestamp,
}

/// The size of an article's text where nobody chose another, in per cent.
fn full_size() -> u32 {
    100
}

/// All settings. What a file does not say is as in [`Settings::default`]; what this version does
/// not know is passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Who works here.
    pub reviewer: Reviewer,
    /// The colours of the window.
    pub theme: ThemeChoice,
    /// How much moves by itself.
    pub motion: MotionChoice,
    /// What draws the window; the other is tried when it cannot.
    pub renderer: RendererChoice,
    /// Size of the page's text alone; 1 is as designed.
    pub text_size: f32,
    /// Size of everything in the window; 1 is as designed.
    pub window_size: f32,
    /// How the page is set.
    pub page: PageStyle,
    /// Where the window was.
    pub window: Option<WindowPlace>,
    /// The files that were open, the last one first.
    pub recent: Vec<Recent>,
    /// Width of the panel on the left, in points; 0 is as designed.
    pub left_width: f32,
    /// Width of the panel on the right, in points; 0 is as designed.
    pub right_width: f32,
    /// Whether the panel on the left is shown.
    pub left_panel: bool,
    /// Whether the panel on the right is shown.
    pub right_panel: bool,
    /// Whether marks that are settled are drawn on the page.
    pub settled_marks: bool,
    /// Whether numbers and badges stand in the margin of the page.
    pub margin_numbers: bool,
    /// Whether cards about the marks stand beside their lines, where there is room.
    pub margin_cards: bool,
    /// Whether the reviewer said who they are; until then the name is a guess.
    pub reviewer_named: bool,
    /// Whether the review is saved by itself after each change.
    pub autosave: bool,
    /// By what a selection is made whole.
    pub snap: Snap,
    /// Whether each block has its number beside it.
    pub block_numbers: bool,
    /// Whether the pages of the file are told beside the lines where they begin.
    pub page_numbers: bool,
    /// Whether the page shows which words are accounted for.
    pub coverage: bool,
    /// Whether a verdict that settles its mark goes on to the next open word.
    pub goes_on: bool,
}

impl Default for Settings {
    /// Without a reviewer: [`load_settings`] fills that in.
    fn default() -> Self {
        let nobody = Reviewer {
            id: ReviewerId(Id::new(0)),
            name: String::new(),
            initials: String::new(),
            role: Role::Checker,
        };
        Self {
            reviewer: nobody,
            theme: ThemeChoice::System,
            motion: MotionChoice::System,
            renderer: RendererChoice::Auto,
            text_size: 1.0,
            window_size: 1.0,
            page: PageStyle::default(),
            window: None,
            recent: Vec::new(),
            left_width: 0.0,
            right_width: 0.0,
            left_panel: true,
            right_panel: true,
            settled_marks: true,
            margin_numbers: true,
            margin_cards: false,
            reviewer_named: false,
            autosave: true,
            snap: Snap::Off,
            block_numbers: false,
            page_numbers: true,
            coverage: false,
            goes_on: true,
        }
    }
}

impl Settings {
    /// Settings as they are at first, for whoever is logged in; saved nowhere yet.
    pub fn fresh(world: &World) -> Self {
        let mut settings = Self::default();
        settings.mend(world);
        settings
    }

    /// The files that were open last: as many as a menu can show.
    pub fn latest(&self) -> &[Recent] {
        &self.recent[..self.recent.len().min(RECENT_SHOWN)]
    }

    /// Puts a file at the head of the recent ones, each path once.
    pub fn remember(&mut self, recent: Recent) {
        self.recent.retain(|other| other.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(MOST_RECENT);
    }

    /// Size of the page's text in per cent.
    pub fn text_percent(&self) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "50 to 400")]
        let percent = (self.text_size * 100.0).round() as u32;
        percent
    }

    /// Size of everything in the window in per cent.
    pub fn window_percent(&self) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "50 to 300")]
        let percent = (self.window_size * 100.0).round() as u32;
        percent
    }

    /// Mends what a hand or a bad moment put in: figures that are none, a reviewer who is nobody.
    fn mend(&mut self, world: &World) {
        for (figure, low, high, usual) in [
            (&mut self.text_size, 0.5, 4.0, 1.0),
            (&mut self.window_size, 0.5, 3.0, 1.0),
            (&mut self.left_width, 0.0, 4000.0, 0.0),
            (&mut self.right_width, 0.0, 4000.0, 0.0),
        ] {
            *figure = if figure.is_finite() { figure.clamp(low, high) } else { usual };
        }
        self.page.mend();
        self.window = self.window.filter(|window| {
            let size = [window.width, window.height];
            let place = [window.x.unwrap_or(0.0), window.y.unwrap_or(0.0)];
            size.iter().all(|f| (100.0..100_000.0).contains(f))
                && place.iter().all(|f| (-100_000.0..100_000.0).contains(f))
        });
        self.recent.truncate(MOST_RECENT);
        for recent in &mut self.recent {
            recent.zoom = recent.zoom.clamp(*ZOOMS.start(), *ZOOMS.end());
        }
        for recent in self.recent.iter_mut().filter(|recent| !recent.hidden.is_finite()) {
            recent.hidden = 0.0;
        }
        if self.reviewer.id == ReviewerId(Id::new(0)) {
            self.reviewer.id = ReviewerId(new_id());
        }
        if self.reviewer.name.trim().is_empty() {
            let name = world.user.trim();
            let name = if name.is_empty() { "Reviewer" } else { name };
            name.clone_into(&mut self.reviewer.name);
            self.reviewer.initials = Reviewer::initials_of(&self.reviewer.name);
        }
    }
}

/// Where the settings are; `None` where the system has no folder for them.
pub fn settings_path(world: &World) -> Option<PathBuf> {
    world.config_dir.as_ref().map(|dir| dir.join("settings.ron"))
}

/// Reads the settings, and says what was wrong with them, if anything.
///
/// The first time there are none: they are made and saved, so that the reviewer keeps one id. A
/// file that cannot be read is put aside as `settings.damaged.ron` and new ones are made.
pub fn load_settings(path: &Path, world: &World) -> (Settings, Option<String>) {
    let (mut settings, mut problem) = match read_settings(path) {
        Ok(settings) => (settings, None),
        Err(problem) => (Settings::default(), problem),
    };
    let before = settings.clone();
    settings.mend(world);
    if settings.reviewer != before.reviewer
        && let Err(error) = save_settings(&settings, path)
    {
        problem.get_or_insert(error.to_string());
    }
    (settings, problem)
}

/// The settings on disk; an error without words when there are none yet.
fn read_settings(path: &Path) -> Result<Settings, Option<String>> {
    let bytes = read_capped(path, MOST_BYTES)
        .map_err(|error| (!error.is_missing()).then(|| error.to_string()))?;
    ron::de::from_bytes(&bytes).map_err(|error| {
        let aside = path.with_extension("damaged.ron");
        let kept = match fs::rename(path, &aside) {
            Ok(()) => format!("kept as {}", aside.display()),
            Err(error) => error.to_string(),
        };
        Some(format!("the settings were damaged ({error}), {kept}: {}", path.display()))
    })
}

/// Writes the settings, with their folder where it is not there yet.
///
/// # Errors
///
/// [`StoreError`]; the settings on disk are as they were.
pub fn save_settings(settings: &Settings, path: &Path) -> Result<(), StoreError> {
    let ron = ron::ser::to_string_pretty(settings, PrettyConfig::new().new_line("\n"))
        .map_err(|error| StoreError::writing(path, std::io::Error::other(error)))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| StoreError::writing(path, error))?;
    }
    write_atomically(path, format!("{ron}\n").as_bytes())
}
