//! How the window looks, and who works in it.

use super::state::Workspace;
use super::{Effect, Panel, Severity, Shown};
use crate::model::{Reviewer, ReviewerId, Role};
use crate::store::{self, MotionChoice, PageStyle, Snap};

/// Sizes of everything in the window, in per cent.
const WINDOW_STEPS: &[u32] = &[50, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// Sizes of an article's text, in per cent of the general size.
const ZOOM_STEPS: &[u32] = &[60, 70, 80, 90, 100, 110, 125, 140, 160, 180, 200, 240, 300];

impl Workspace {
    /// Size of the page's text in per cent: the general size, and the open article's own.
    pub fn text_percent(&self) -> u32 {
        let own = self.document.as_ref().map_or(100, |document| document.zoom);
        (self.settings.text_percent() * own / 100).clamp(30, 600)
    }

    /// How the page is set, for all articles.
    pub(super) fn set_page_style(&mut self, style: PageStyle, text_size: f32) -> Vec<Effect> {
        self.settings.page = style;
        self.settings.text_size = text_size;
        self.settings_dirty = true;
        Vec::new()
    }

    /// The size of the open article alone.
    pub(super) fn zoom(&mut self, steps: i32) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.zoom = stepped(ZOOM_STEPS, document.zoom, steps);
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn zoom_window(&mut self, steps: i32) -> Vec<Effect> {
        let next = stepped(WINDOW_STEPS, self.settings.window_percent(), steps);
        self.settings.window_size = next as f32 / 100.0;
        self.settings_dirty = true;
        self.announce(format!("Window at {next} per cent"));
        Vec::new()
    }

    pub(super) fn set_motion(&mut self, motion: MotionChoice) -> Vec<Effect> {
        self.settings.motion = motion;
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn toggle(&mut self, panel: Panel) -> Vec<Effect> {
        let shown = match panel {
            Panel::Left => &mut self.settings.left_panel,
            Panel::Right => &mut self.settings.right_panel,
        };
        *shown = !*shown;
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn set_snap(&mut self, snap: Snap) -> Vec<Effect> {
        self.settings.snap = snap;
        self.announce(match snap {
            Snap::Off => "Selections stay as they are made",
            Snap::Words => "Selections grow to whole words",
            Snap::Sentences => "Selections grow to whole sentences",
        });
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn toggle_block_numbers(&mut self) -> Vec<Effect> {
        self.settings.block_numbers = !self.settings.block_numbers;
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn toggle_shown(&mut self, shown: Shown) -> Vec<Effect> {
        let switch = match shown {
            Shown::MarginNumbers => &mut self.settings.margin_numbers,
            Shown::MarginCards => &mut self.settings.margin_cards,
            Shown::SettledMarks => &mut self.settings.settled_marks,
            Shown::Coverage => &mut self.settings.coverage,
            Shown::PageNumbers => &mut self.settings.page_numbers,
        };
        *switch = !*switch;
        self.settings_dirty = true;
        Vec::new()
    }

    pub(super) fn set_reviewer(&mut self, name: &str, initials: &str, role: Role) -> Vec<Effect> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            self.notices.push(Severity::Info, "Not done", "a reviewer needs a name");
            return Vec::new();
        }
        let typed = initials.trim();
        let initials =
            if typed.is_empty() { Reviewer::initials_of(&name) } else { typed.to_owned() };
        let known = &self.settings.reviewer;
        // Another name is another person, unless nobody had been named yet.
        let id = if known.name == name || !self.settings.reviewer_named {
            known.id
        } else {
            ReviewerId(self.outside.new_id())
        };
        self.settings.reviewer = Reviewer { id, name, initials, role };
        self.settings.reviewer_named = true;
        self.settings_dirty = true;
        self.dialog = None;
        self.save_settings();
        Vec::new()
    }

    /// Notes that the settings changed from outside: window size, panel widths.
    pub fn settings_changed(&mut self) {
        self.settings_dirty = true;
    }

    /// Writes the settings if they changed, and waits for it; when they are being written already,
    /// they are written again a while later.
    pub fn save_settings(&mut self) {
        self.note_place();
        if self.settings_saving || !std::mem::take(&mut self.settings_dirty) {
            return;
        }
        let Some(path) = &self.settings_path else { return };
        if let Err(error) = store::save_settings(&self.settings, path) {
            self.notices.push(Severity::Warning, "Settings not saved", error.to_string());
        }
    }
}

/// The step after or before `current`; 100 for no step.
fn stepped(all: &[u32], current: u32, steps: i32) -> u32 {
    let many = steps.unsigned_abs() as usize;
    let next = match steps {
        0 => return 100,
        n if n > 0 => all.iter().filter(|step| **step > current).take(many).last(),
        _ => all.iter().rev().filter(|step| **step < current).take(many).last(),
    };
    next.copied().unwrap_or(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_step_by_step_and_stay_within_their_ends() {
        assert_eq!(stepped(WINDOW_STEPS, 100, 1), 110);
        assert_eq!(stepped(WINDOW_STEPS, 130, -1), 125);
        assert_eq!(stepped(&[50, 100, 110, 125], 100, 2), 125);
        assert_eq!(stepped(&[50, 100, 110, 125], 110, -9), 50);
        assert_eq!(stepped(WINDOW_STEPS, 300, 1), 300);
        assert_eq!(stepped(WINDOW_STEPS, 50, -1), 50);
        assert_eq!(stepped(WINDOW_STEPS, 250, 0), 100);
    }
}
