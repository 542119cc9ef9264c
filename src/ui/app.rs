//! The app: a frame from keys to panels to actions, and what only a window can do.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use egui::{CentralPanel, Context, Event, Frame, Ui, ViewportCommand};

use super::areas::{self, Area, InSight, Places, name_area};
use super::dialogs::Dialogs;
use super::field::Fields;
use super::find_bar::FindBar;
use super::focus;
use super::inspector::Inspector;
use super::keys::{self, Keyboard};
use super::left::{LeftPanel, Tab};
use super::notices::NoticeView;
use super::page::{PageCx, PageView};
use super::panel::PanelCx;
use super::pick::{Pick, Picked};
use super::record::{FrameTimes, Recorder};
use super::setting::{Engine, Excerpts, Fonts, Language, language_of};
use super::theme::{self, Tokens};
use super::wheel::Wheel;
use super::widgets::{TITLE, opening};
use super::{status, top, welcome};
use crate::export::visible;
use crate::report::{Summary, summarise};
use crate::store::{ThemeChoice, WindowPlace};
use crate::workspace::{
    Action, Command, CommandEnv, Direction, Effect, Field, Panel as Side, Severity, Workspace,
};

/// The window's state: the workspace, and what the eye needs.
pub struct App {
    workspace: Workspace,
    engine: Engine,
    excerpts: Excerpts,
    fields: Fields,
    page: PageView,
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
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let app = Self {
            engine: Engine::new(ctx, fonts),
            excerpts: Excerpts::default(),
            fields: Fields::default(),
            page: PageView::default(),
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
                Picked::Report(format, path) => Action::Export(format, path),
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

    /// A frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let start = Instant::now();
        self.build(ui);
        let (layout, laid_out) = self.engine.take_work();
        let took = start.elapsed().saturating_sub(layout);
        let (blocks, marks) = self.page.painted();
        self.last_frame = FrameTimes {
            ui_ms: took.as_secs_f64() * 1e3,
            layout_ms: layout.as_secs_f64() * 1e3,
            tessellation_ms: 0.0,
            blocks,
            laid_out,
            marks,
        };
        self.recorder.built(self.last_frame);
    }

    fn build(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let tokens = Tokens::of(&ctx, self.workspace.settings.theme);
        self.size_window(&ctx);
        self.engine.set_dark(tokens.is_dark);
        if self.engine.set_page_family(&self.workspace.settings.page.family) {
            self.excerpts = Excerpts::default();
        }
        self.excerpts.begin_frame(self.language());
        self.fields.begin_frame(self.language());
        let mut out = Vec::new();
        self.take_keys(&ctx);
        Self::take_drops(&ctx, &mut out);
        self.refresh_summary();
        let env = CommandEnv::of(self.workspace.document.as_ref());
        self.panels(ui, tokens, &env, &mut out);
        self.notices.show(&ctx, &tokens, &self.workspace.notices, &mut out);
        for action in out {
            self.dispatch(&ctx, action);
            ctx.request_repaint();
        }
        if let Some(document) = &self.workspace.document {
            let (top, reading) = (self.page.top(document), self.page.reading());
            self.workspace.remember_view(top, reading);
        }
        self.keyboard_was = self.places.current(&ctx);
        if self.workspace.document.as_ref().is_some_and(|d| self.left.is_behind(d)) {
            ctx.request_repaint(); // the outline was painted before the page
        }
        self.show_title(&ctx);
    }

    fn panels(&mut self, ui: &mut Ui, tokens: Tokens, env: &CommandEnv, out: &mut Vec<Action>) {
        let keyboard = self.keyboard(ui.ctx());
        let shown = self.shown(ui.ctx());
        let mut cx = PanelCx {
            workspace: &self.workspace,
            tokens,
            engine: &mut self.engine,
            excerpts: &mut self.excerpts,
            fields: &mut self.fields,
            env,
            summary: self.summary.as_ref().map(|(_, summary)| summary),
            out,
        };
        self.places = Places::default();
        top::show(ui, &mut cx, std::mem::take(&mut self.menus_take_keys));
        let foot = status::reserve(ui, &cx);
        if let Some(document) = cx.document() {
            if shown.list {
                self.places.list = Some(self.left.show(ui, &mut cx, shown));
            }
            let side = shown.inspector.then(|| Inspector::reserve(ui, &cx, shown));
            if shown.page {
                self.find_bar.show(ui, &mut cx);
            }
            let frame = Frame::new().fill(tokens.paper);
            let page = |ui: &mut Ui| {
                name_area(ui, "Page");
                let page = PageCx {
                    document,
                    settings: &cx.workspace.settings,
                    zoom: cx.workspace.text_percent(),
                    tokens,
                    has_keys: keyboard == Keyboard::Page,
                };
                self.page.show(ui, &page, cx.engine, cx.excerpts, cx.out);
            };
            if shown.page {
                CentralPanel::default().frame(frame).show(ui, page);
            }
            if let Some(room) = side {
                self.places.inspector = Some(room.rect());
                areas::fill(ui, room, "Inspector", |ui| self.inspector.show(ui, &mut cx));
            }
        } else if let Some(path) = cx.workspace.opening() {
            welcome::opening(ui, &cx, path);
        } else {
            welcome::show(ui, &mut cx);
        }
        let link = cx.document().filter(|_| shown.page).and_then(|open| self.page.link(open));
        areas::fill(ui, foot, "Status", |ui| status::show(ui, &mut cx, link));
        self.dialogs.show(ui, &mut cx);
        drop_hint(ui, &tokens);
        focus::ring(ui.ctx(), &tokens, super::page::page_id());
    }

    fn keyboard(&self, ctx: &Context) -> Keyboard {
        let focused = ctx.memory(|m| m.focused());
        if self.workspace.dialog.is_some() || egui::Popup::is_any_open(ctx) {
            Keyboard::Dialog
        } else if ctx.text_edit_focused() {
            Keyboard::Text
        } else if focused.is_none() || focused == Some(super::page::page_id()) {
            Keyboard::Page
        } else {
            Keyboard::Widget
        }
    }

    /// Carries out the commands whose keys were pressed, in the order in which they were.
    ///
    /// Each is judged as things stand after the one before. What follows a command that hands the
    /// keyboard to a field or a dialog is kept for the next frame, in which that has it; so is a
    /// command that comes after something else that was pressed.
    fn take_keys(&mut self, ctx: &Context) {
        let held = std::mem::take(&mut self.held);
        let fresh = ctx.input_mut(|i| std::mem::take(&mut i.events));
        let mut events: VecDeque<Event> = held.into_iter().chain(fresh).collect();
        let mut left = Vec::new();
        while let Some(event) = events.pop_front() {
            let keyboard = self.keyboard(ctx);
            let Some(command) = keys::command_of(&event, keyboard) else {
                left.push(event);
                continue;
            };
            if left.iter().any(keys::is_input) {
                events.push_front(event);
                break;
            }
            if matches!(events.front(), Some(Event::Text(_))) {
                events.pop_front();
            }
            if self.run_command(ctx, command) {
                break;
            }
        }
        if !events.is_empty() {
            self.held = events.into();
            ctx.request_repaint();
        }
        ctx.input_mut(|i| i.events = left);
    }

    /// Runs a command if it can be done now; gives whether it hands the keyboard on.
    fn run_command(&mut self, ctx: &Context, command: Command) -> bool {
        let env = CommandEnv::of(self.workspace.document.as_ref());
        let Ok(action) = command.resolve(&env) else { return false };
        ctx.request_repaint();
        if command == Command::Page && self.keyboard_was != Area::Page {
            self.carry_out(ctx, Effect::Focus(Field::Page));
            return false;
        }
        self.perform(ctx, action)
    }

    fn take_drops(ctx: &Context, out: &mut Vec<Action>) {
        let dropped = ctx.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_owned()));
        out.extend(dropped.filter(|path| !path.as_os_str().is_empty()).map(Action::Open));
    }

    fn refresh_summary(&mut self) {
        let Some(document) = &self.workspace.document else {
            self.summary = None;
            return;
        };
        let revision = document.history.revision();
        if self.summary.as_ref().is_none_or(|(of, _)| *of != revision) {
            self.summary = Some((revision, summarise(&document.review)));
        }
    }

    /// The language of the article, where it says one.
    fn language(&self) -> Option<Language> {
        let article = self.workspace.document.as_ref()?.review.article();
        language_of(article.meta.language.as_deref()?)
    }

    fn show_title(&mut self, ctx: &Context) {
        let title = match &self.workspace.document {
            Some(document) => {
                let dirty = if document.is_dirty() { "• " } else { "" };
                // The desktop shows it, and would follow an override in it.
                format!("{dirty}{} – Obelus", visible(&opening(document.title(), TITLE)))
            }
            None => "Obelus".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Carries out what only the window can do.
    pub(super) fn carry_out_all(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            self.carry_out(ctx, effect);
        }
    }

    fn carry_out(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::PickArticle => {
                self.picker.article(self.folder(), self.picks.0.clone());
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

    fn folder(&self) -> Option<&std::path::Path> {
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

    fn shown(&self, ctx: &Context) -> InSight {
        InSight::of(&self.workspace.settings, ctx.content_rect().width(), self.asked)
    }

    /// Where there is no room for a side beside the page, its command calls it to the front, and
    /// sends it back. Gives whether that was so.
    fn calls_for(&mut self, ctx: &Context, side: Side) -> bool {
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

    fn remember_window(&mut self, ctx: &Context) {
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

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.think(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        let wheel = if theme::motion::is_reduced(ctx) { Wheel::Plain } else { self.wheel };
        wheel.take(input);
    }
}

fn drop_hint(ui: &Ui, tokens: &Tokens) {
    if ui.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ui
        .ctx()
        .layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, tokens.paper.gamma_multiply(0.85));
    let font = egui::FontId::proportional(22.0);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, "Drop to open", font, tokens.ink);
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
