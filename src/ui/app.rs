//! The app: what the window holds, what it hears of, and how it carries out what was asked.

mod effects;
mod frame;

use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{Context, Event, Ui, ViewportCommand};

use super::areas::{Area, Places};
use super::dialogs::Dialogs;
use super::field::Fields;
use super::find_bar::FindBar;
use super::inspector::Inspector;
use super::left::LeftPanel;
use super::notices::NoticeView;
use super::page::{CompareView, PageView};
use super::pick::{Pick, Picked};
use super::record::{FrameTimes, Recorder};
use super::setting::{Engine, Excerpts, Fonts};
use super::theme;
use super::wheel::Wheel;
use crate::report::Summary;
use crate::store::ThemeChoice;
use crate::workspace::{Action, Effect, Field, Panel as Side, Severity, Workspace};

/// The window's state: the workspace, and what the eye needs.
pub struct App {
    workspace: Workspace,
    engine: Engine,
    excerpts: Excerpts,
    fields: Fields,
    page: PageView,
    compare: CompareView,
    left: LeftPanel,
    inspector: Inspector,
    find_bar: FindBar,
    dialogs: Dialogs,
    notices: NoticeView,
    picker: Box<dyn Pick>,
    picks: (Sender<Picked>, Receiver<Picked>),
    /// Addresses that could not be followed.
    troubles: (Sender<String>, Receiver<String>),
    summary: Option<(u64, Summary)>,
    /// The theme that the system has, where it can be asked.
    system_theme: Option<egui::Theme>,
    /// Where the system's answer comes when it comes late.
    theme_asked: Option<Receiver<egui::Theme>>,
    recorder: Recorder,
    last_frame: FrameTimes,
    wheel: Wheel,
    /// Events that wait for the next frame.
    held: Vec<Event>,
    had_focus: bool,
    may_close: bool,
    title: String,
    /// A side of the window that was asked for where there is no room for it beside the page.
    asked: Option<Side>,
    places: Places,
    menus_take_keys: bool,
    /// What had the keyboard in the last frame: egui takes it away from a field at Escape before
    /// anybody sees the key.
    keyboard_was: Area,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("workspace", &self.workspace).finish_non_exhaustive()
    }
}

impl App {
    /// An app over `workspace` in the window of `ctx`.
    pub fn new(ctx: &Context, workspace: Workspace, picker: Box<dyn Pick>) -> Self {
        Self::with_fonts(ctx, workspace, picker, Fonts::find())
    }

    /// The same with fonts that were found before.
    pub(super) fn with_fonts(
        ctx: &Context,
        workspace: Workspace,
        picker: Box<dyn Pick>,
        fonts: Fonts,
    ) -> Self {
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // To find out whether a mesh is in sight, egui measures all of its corners with every
            // frame. What is handed to it is in sight, or nearly.
            options.tessellation_options.coarse_tessellation_culling = false;
        });
        let app = Self {
            engine: Engine::new(ctx, fonts),
            excerpts: Excerpts::default(),
            fields: Fields::default(),
            page: PageView::default(),
            compare: CompareView::default(),
            left: LeftPanel::default(),
            inspector: Inspector::default(),
            find_bar: FindBar::default(),
            dialogs: Dialogs::default(),
            notices: NoticeView::default(),
            picker,
            picks: channel(),
            troubles: channel(),
            summary: None,
            system_theme: None,
            theme_asked: None,
            recorder: Recorder::default(),
            last_frame: FrameTimes::default(),
            wheel: Wheel::default(),
            held: Vec::new(),
            had_focus: true,
            may_close: false,
            title: String::new(),
            asked: None,
            places: Places::default(),
            menus_take_keys: false,
            keyboard_was: Area::Page,
            workspace,
        };
        app.size_window(ctx);
        app.choose_theme(ctx);
        app
    }

    /// What the app shows and changes.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What the last frame cost and painted. Turning it into triangles comes after it.
    pub fn last_frame(&self) -> FrameTimes {
        self.last_frame
    }

    /// Tells which theme the system has, for when the reviewer wants that one, and where to hear
    /// of another one.
    pub(super) fn set_system_theme(
        &mut self,
        ctx: &Context,
        theme: egui::Theme,
        asked: Receiver<egui::Theme>,
    ) {
        self.system_theme = Some(theme);
        self.theme_asked = Some(asked);
        self.choose_theme(ctx);
    }

    /// Writes down what the frames cost.
    pub(super) fn record_with(&mut self, recorder: Recorder) {
        self.recorder = recorder;
    }

    /// Smooth or plain steps of the wheel.
    pub(super) fn roll_with(&mut self, wheel: Wheel) {
        self.wheel = wheel;
    }

    /// Makes everything as large, and as lively, as the reviewer wants it.
    fn size_window(&self, ctx: &Context) {
        let settings = &self.workspace.settings;
        ctx.set_zoom_factor(settings.window_size);
        theme::motion::apply(ctx, settings.motion);
    }

    fn choose_theme(&self, ctx: &Context) {
        let choice = self.workspace.settings.theme;
        theme::apply(ctx, choice);
        let preference = match choice {
            ThemeChoice::Light | ThemeChoice::Sepia | ThemeChoice::ContrastLight => {
                egui::ThemePreference::Light
            }
            ThemeChoice::Dark | ThemeChoice::ContrastDark => egui::ThemePreference::Dark,
            ThemeChoice::System => match self.system_theme {
                Some(theme) => theme.into(),
                None => egui::ThemePreference::System,
            },
        };
        ctx.set_theme(preference);
    }

    /// Carries out `action` and whatever follows from it.
    pub fn dispatch(&mut self, ctx: &Context, action: Action) {
        self.perform(ctx, action);
    }

    /// Carries out `action`; gives whether a field or a dialog is to have the keyboard now.
    fn perform(&mut self, ctx: &Context, action: Action) -> bool {
        match action {
            Action::Quit => self.remember_window(ctx),
            Action::TogglePanel(side) if self.calls_for(ctx, side) => return false,
            _ => {}
        }
        let effects = self.workspace.apply(action);
        let hands_on = self.workspace.dialog.is_some()
            || effects.iter().any(|e| matches!(e, Effect::Focus(field) if *field != Field::Page));
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        hands_on
    }

    /// Work that needs no frame: what jobs brought home, what was picked, autosave, closing.
    pub fn think(&mut self, ctx: &Context) {
        if let Some(theme) = self.theme_asked.as_ref().and_then(|asked| asked.try_recv().ok()) {
            self.system_theme = Some(theme);
            self.choose_theme(ctx);
        }
        for effect in self.workspace.poll() {
            self.carry_out(ctx, effect);
        }
        let picked: Vec<Picked> = self.picks.1.try_iter().collect();
        for picked in picked {
            let action = match picked {
                Picked::Article(path) => Action::Open(path),
                Picked::Draft(path) => Action::ReadDraft(path),
                Picked::Report(format, path) => Action::Export(format, path),
                Picked::Clipboard(Ok(pasted)) => Action::NamePasted(pasted),
                Picked::Clipboard(Err(why)) => {
                    self.workspace.notices.push(Severity::Error, "Nothing pasted", why);
                    continue;
                }
                Picked::Pasted(path) => Action::SavePasted(path),
                Picked::NoDialog(instead) => Action::Show(instead),
            };
            self.dispatch(ctx, action);
        }
        for trouble in self.troubles.1.try_iter() {
            self.workspace.notices.push(Severity::Error, "Address not opened", trouble);
        }
        let now = ctx.input(|i| i.time);
        if let Some(seconds) = self.workspace.tick(now) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(seconds + 0.02));
        }
        let focused = ctx.input(|i| i.focused);
        if focused && !std::mem::replace(&mut self.had_focus, focused) {
            for effect in self.workspace.check_article() {
                self.carry_out(ctx, effect);
            }
        }
        self.had_focus = focused;
        if ctx.input(|i| i.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dispatch(ctx, Action::Quit);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.think(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    /// Bars end between two pixels at some scales; what shows through there is of their colour.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        let wheel = if theme::motion::is_reduced(ctx) { Wheel::Plain } else { self.wheel };
        wheel.take(input);
    }
}
