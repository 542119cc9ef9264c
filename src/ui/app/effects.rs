//! What only the window can do for the workspace: dialogs of the system, the keyboard, the clipboard.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};

use egui::{Context, ViewportCommand};

use super::App;
use crate::store::WindowPlace;
use crate::ui::areas::{Area, InSight};
use crate::ui::left::Tab;
use crate::workspace::{Action, Direction, Effect, Field, Panel as Side};

impl App {
    /// Carries out what only the window can do.
    pub(in crate::ui) fn carry_out_all(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            self.carry_out(ctx, effect);
        }
    }

    pub(super) fn carry_out(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::PickArticle => {
                self.picker.article(self.folder(), self.picks.0.clone());
            }
            Effect::PickDraft => {
                self.picker.draft(self.folder(), self.picks.0.clone());
            }
            Effect::ReadClipboard => self.picker.clipboard(self.picks.0.clone()),
            Effect::PickPasted(name) => {
                self.picker.pasted(&name, self.folder(), self.picks.0.clone());
            }
            Effect::PickReport(format, name) => {
                self.picker.report(format, &name, self.folder(), self.picks.0.clone());
            }
            Effect::Reveal(range) => {
                self.asked = None;
                self.page.reveal(range);
            }
            Effect::Resume(top) => self.page.resume(top),
            Effect::Focus(field) => self.focus(ctx, field),
            Effect::ToggleCard => {
                let is_up = self.page.toggle_card();
                self.workspace.announce_card(is_up);
            }
            Effect::ShowSource(source) => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::Sources;
                self.left.sources.open_source(source);
            }
            Effect::ShowNote => {
                self.left.tab = Tab::File;
                self.left.file.show_notes();
            }
            Effect::StepArea(step) => self.step_area(ctx, step),
            Effect::ShowMenuHere => self.page.ask_menu(),
            Effect::Copy(words) => ctx.copy_text(words),
            Effect::OpenUrl(url) => open_url(ctx, url, self.troubles.0.clone()),
            Effect::ThemeChanged => self.choose_theme(ctx),
            Effect::MarksRead => {
                self.recorder.event("marks");
                self.page.forget_layouts();
                self.left.reset();
                self.inspector.reset();
                self.summary = None;
            }
            Effect::DocumentChanged => {
                if self.workspace.document.is_some() {
                    self.recorder.event("imported");
                }
                self.page.reset();
                self.left.reset();
                self.inspector.reset();
                self.find_bar.reset();
                self.picks = channel();
                self.summary = None;
            }
            Effect::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
        ctx.request_repaint();
    }

    fn folder(&self) -> Option<&Path> {
        let document = self.workspace.document.as_ref();
        let recent = self.workspace.settings.recent.first().map(|recent| recent.path.as_path());
        document.map(|d| d.sidecar_path.as_path()).or(recent)?.parent()
    }

    fn focus(&mut self, ctx: &Context, field: Field) {
        match field {
            Field::Page => {
                self.asked = None;
                ctx.memory_mut(|m| m.stop_text_input());
                self.page.focus();
            }
            Field::Menus => self.menus_take_keys = true,
            Field::List => {
                self.asked = Some(Side::Left);
                self.left.focus();
            }
            Field::Find => {
                self.asked = None;
                self.find_bar.focus();
            }
            Field::Filter => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::Marks;
                self.left.marks.focus_filter();
            }
            Field::Outline => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::Outline;
                self.left.outline.focus();
            }
            Field::WriterNotes => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::File;
                self.left.file.focus_notes();
            }
            Field::Losses => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::File;
                self.left.file.focus_losses();
            }
            Field::Source => {
                self.asked = Some(Side::Left);
                self.left.tab = Tab::Sources;
                self.left.sources.open_newest();
            }
            Field::Inspector | Field::Verdicts | Field::Note | Field::Fix | Field::Evidence => {
                self.asked = Some(Side::Right);
                self.inspector.focus(field, self.workspace.document.as_ref());
            }
        }
    }

    /// Where there is no room for a side beside the page, its command calls it to the front, and
    /// sends it back. Gives whether that was so.
    pub(super) fn calls_for(&mut self, ctx: &Context, side: Side) -> bool {
        let settings = &mut self.workspace.settings;
        let wanted = match side {
            Side::Left => &mut settings.left_panel,
            Side::Right => &mut settings.right_panel,
        };
        let was_wanted = std::mem::replace(wanted, true);
        let width = ctx.content_rect().width();
        let has_room = InSight::of(&self.workspace.settings, width, None).has(side);
        if has_room {
            match side {
                Side::Left => self.workspace.settings.left_panel = was_wanted,
                Side::Right => self.workspace.settings.right_panel = was_wanted,
            }
            return false;
        }
        self.asked = (self.asked != Some(side)).then_some(side);
        ctx.request_repaint();
        true
    }

    /// The keyboard to the next area of the window that has something for it.
    fn step_area(&mut self, ctx: &Context, step: Direction) {
        let has_mark =
            self.workspace.document.as_ref().is_some_and(|d| d.selected_mark().is_some());
        let mut area = self.places.current(ctx).step(step);
        if area == Area::Inspector && !has_mark {
            area = area.step(step);
        }
        let field = match area {
            Area::List => Field::List,
            // Only the keyboard goes there: what is selected and looked for stays.
            Area::Page => return self.carry_out(ctx, Effect::Focus(Field::Page)),
            Area::Inspector => Field::Verdicts,
        };
        self.dispatch(ctx, Action::Focus(field));
    }

    pub(super) fn remember_window(&mut self, ctx: &Context) {
        let (inner, outer, maximized) = ctx.input(|i| {
            let viewport = i.viewport();
            (viewport.inner_rect, viewport.outer_rect, viewport.maximized)
        });
        // In points at the first size: the window is made before anything in it has another.
        let zoom = ctx.zoom_factor();
        if let Some(inner) = inner {
            self.workspace.settings.window = Some(WindowPlace {
                width: inner.width() * zoom,
                height: inner.height() * zoom,
                x: outer.map(|rect| rect.left() * zoom),
                y: outer.map(|rect| rect.top() * zoom),
                maximized: maximized.unwrap_or(false),
            });
        }
        let width = |id: &str| {
            egui::PanelState::load(ctx, egui::Id::unique(id)).map_or(0.0, |state| state.size().x)
        };
        let (left, right) = (width("left panel"), width("inspector"));
        self.workspace.settings.left_width = left;
        self.workspace.settings.right_width = right;
        self.workspace.settings_changed();
    }
}

/// Follows an address on a thread of its own; tells when there is no browser to do it.
fn open_url(ctx: &Context, url: String, trouble: Sender<String>) {
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        if let Err(error) = webbrowser::open(&url) {
            drop(trouble.send(format!("{url}: {error}"))); // the window may be gone
            ctx.request_repaint();
        }
    });
}
