//! A frame: keys and presses to commands, panels to actions.

use std::collections::VecDeque;
use std::time::Instant;

use egui::{CentralPanel, Context, Event, Frame, Ui, ViewportCommand};

use super::App;
use crate::export::visible;
use crate::report::summarise;
use crate::ui::areas::{self, Area, InSight, Places, name_area};
use crate::ui::inspector::Inspector;
use crate::ui::keys::{self, Keyboard};
use crate::ui::page::{PageCx, page_id};
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Pen, TITLE, opening};
use crate::ui::record::FrameTimes;
use crate::ui::setting::{Excerpts, Language, language_of};
use crate::ui::theme::{Tokens, fit_tooltips};
use crate::ui::{draft_bar, focus, status, top, welcome};
use crate::workspace::{Action, Command, CommandEnv, Effect, Field};

impl App {
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
        fit_tooltips(&ctx);
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
        let (engine, excerpts) = (&mut self.engine, &mut self.excerpts);
        let mut pen = Pen { tokens: &tokens, engine, excerpts };
        self.notices.show(&ctx, &mut pen, &env, &self.workspace.notices, &mut out);
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
                draft_bar::show(ui, &mut cx);
                self.find_bar.show(ui, &mut cx);
            }
            let frame = Frame::new().fill(tokens.paper);
            let page = |ui: &mut Ui| {
                name_area(ui, "Page");
                if cx.workspace.compare().is_some() {
                    return self.compare.show(ui, &mut cx, keyboard == Keyboard::Page);
                }
                self.compare.close();
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
        } else if let Some(opening) = cx.workspace.opening() {
            welcome::opening(ui, &mut cx, opening);
        } else {
            welcome::show(ui, &mut cx);
        }
        let link = cx.document().filter(|_| shown.page).and_then(|open| self.page.link(open));
        areas::fill(ui, foot, "Status", |ui| status::show(ui, &mut cx, link));
        self.dialogs.show(ui, &mut cx);
        drop_hint(ui, &tokens);
        focus::ring(ui.ctx(), &tokens, page_id());
    }

    fn shown(&self, ctx: &Context) -> InSight {
        InSight::of(&self.workspace.settings, ctx.content_rect().width(), self.asked)
    }

    fn keyboard(&self, ctx: &Context) -> Keyboard {
        let focused = ctx.memory(|m| m.focused());
        if self.workspace.dialog.is_some() || egui::Popup::is_any_open(ctx) {
            Keyboard::Dialog
        } else if ctx.text_edit_focused() {
            Keyboard::Text
        } else if focused.is_none() || focused == Some(page_id()) {
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
