//! Fields for text in any script, set by the same painter as the page: egui's own turn
//! right-to-left text round.
//!
//! | file | what |
//! |---|---|
//! | `buffer` | the text, the selection, and every change of them; no layout, no window |
//! | `words` | where words and paragraphs end |
//! | `sheet` | the text as it is set, and where things are on it |
//! | `keys` | which key asks for what |
//! | `state` | what a field remembers, and how it obeys |
//! | `pointer` | the mouse |
//! | `paint` | frame, selection, letters, caret |
//! | `access` | what screen readers read |
//!
//! A panel hands over the text as it is and is given the new one when somebody changed it. In
//! between, a field knows the text it has set: nothing is laid out while the text stays the same.

mod access;
mod buffer;
mod keys;
mod paint;
mod pointer;
mod sheet;
mod state;
mod words;

use std::sync::Arc;

use egui::text_edit::TextEditState;
use egui::{
    Event, EventFilter, FontId, Id, IdMap, OutputCommand, Pos2, Rect, Response, Sense, Ui, Vec2,
    WidgetInfo, vec2,
};

use self::keys::Order;
use self::sheet::Sheet;
use self::state::{Look, State};
use super::panel::PanelCx;
use super::setting::{Face, Language, Setting, Weight, runs_from_right};
use super::theme::size;

/// The fields of the window between two frames.
#[derive(Debug, Default)]
pub(super) struct Fields {
    kept: IdMap<State>,
    frame: u64,
    language: Option<Language>,
}

impl Fields {
    /// Starts a frame beside an article in `language`. Of a field that the last frame did not show
    /// only the text is kept, with what can be undone; of very many fields, nothing.
    pub(super) fn begin_frame(&mut self, language: Option<Language>) {
        const MOST: usize = 128;
        let last = self.frame;
        let is_full = self.kept.len() > MOST;
        self.kept.retain(|_, state| {
            let is_shown = state.used == last;
            if !is_shown {
                state.sheet = Sheet::default();
            }
            is_shown || !is_full
        });
        self.frame += 1;
        self.language = language;
    }
}

/// A field with a name, which is its id in its place as well: what comes and goes above it must not
/// take the keyboard from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextField<'a> {
    name: &'a str,
    hint: &'a str,
    /// Lines at least, where there may be several.
    rows: Option<u8>,
    width: f32,
    margin: Option<Vec2>,
    stays_at_enter: bool,
    takes_over: bool,
}

impl<'a> TextField<'a> {
    /// A field of one line. Enter ends typing.
    pub(super) fn line(name: &'a str) -> Self {
        let (width, margin) = (f32::INFINITY, None);
        Self { name, hint: "", rows: None, width, margin, stays_at_enter: false, takes_over: false }
    }

    /// A field of several lines, `rows` at least. It grows with its text.
    pub(super) fn lines(name: &'a str, rows: u8) -> Self {
        Self { rows: Some(rows), ..Self::line(name) }
    }

    /// What is shown while it is empty.
    pub(super) fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Another width than all there is.
    pub(super) fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Another margin than that of buttons.
    pub(super) fn margin(self, x: f32, y: f32) -> Self {
        Self { margin: Some(vec2(x, y)), ..self }
    }

    /// Enter is for whoever shows the field.
    pub(super) fn stays_at_enter(self) -> Self {
        Self { stays_at_enter: true, ..self }
    }

    /// With `takes_over`, gives it the keyboard with all that is in it selected.
    pub(super) fn taking_over(self, takes_over: bool) -> Self {
        Self { takes_over, ..self }
    }

    /// Shows it with `text`; gives the new text when somebody changed it.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        text: &str,
    ) -> (Response, Option<String>) {
        let id = ui.make_persistent_id(self.name);
        let kept = cx.fields.kept.remove(&id);
        let mut state = kept.unwrap_or_else(|| State::new(text, self.rows.is_some()));
        state.used = cx.fields.frame;
        state.buffer.follow(text);
        let shape = self.shape(ui, cx);
        let (text, selection) = (Arc::clone(state.buffer.text()), state.buffer.selection());
        self.take_keys(ui, cx, &mut state, &shape.look, id);
        let mut view = self.place(ui, cx, &mut state, &shape, id);
        pointer::handle(&mut state, ui, &view.response, view.origin);
        state.lay_out(cx.engine, &shape.look);
        view.origin = paint::origin(&mut state, &view);
        let is_changed = text != *state.buffer.text();
        if is_changed {
            view.response.mark_changed();
        }
        let is_moved = is_changed || selection != state.buffer.selection();
        paint::paint(&mut state, ui, cx, &view, self.hint, is_moved);
        self.tell(&mut state, ui, &view, &text);
        settle(&mut state, ui);
        let typed = is_changed.then(|| state.buffer.text().to_string());
        cx.fields.kept.insert(id, state);
        (view.response, typed)
    }

    /// How it is set in the room that there is.
    fn shape(self, ui: &Ui, cx: &PanelCx<'_>) -> Shape {
        /// No field is narrower.
        const LEAST: f32 = 24.0;
        let font = FontId::proportional(size::TEXT);
        let row = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let margin = self.margin.unwrap_or(ui.spacing().button_padding);
        let width = self.width.min(ui.available_width()).max(LEAST);
        let inner = (width - 2.0 * margin.x).max(1.0);
        let setting = Setting {
            face: Face::Interface,
            size: size::TEXT,
            weight: Weight::Regular,
            is_italic: false,
            line_height: row / size::TEXT,
            width: if self.rows.is_some() { inner } else { f32::INFINITY },
            scale: ui.ctx().pixels_per_point(),
            language: cx.fields.language,
            is_justified: false,
        };
        #[expect(clippy::cast_possible_truncation, reason = "lines of a window")]
        let screen = (ui.clip_rect().height() / row) as isize - 1;
        let falls_rtl = cx.fields.language.as_ref().is_some_and(runs_from_right);
        let look = Look { setting, falls_rtl, screen: screen.max(1) };
        Shape { look, margin, width, row }
    }

    /// Does what was typed and what a screen reader asked for.
    fn take_keys(self, ui: &Ui, cx: &mut PanelCx<'_>, state: &mut State, look: &Look, id: Id) {
        mark(ui, id);
        if ui.is_enabled() {
            access::answer(state, ui, id);
        }
        if !ui.is_enabled() || !ui.memory(|memory| memory.has_focus(id)) {
            return state.buffer.let_go();
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, OWN));
        let now = ui.input(|input| input.time);
        state.buffer.tick(now);
        for event in ui.input(|input| input.filtered_events(&OWN)) {
            let Event::Key { key, pressed: true, modifiers, .. } = event else {
                if let Some(copied) = state.take(&event).filter(|copied| !copied.is_empty()) {
                    ui.copy_text(copied);
                }
                continue;
            };
            let Some(order) = keys::order(key, modifiers, ui.os()) else { continue };
            if order == Order::Enter && self.rows.is_none() {
                if self.stays_at_enter {
                    continue;
                }
                ui.memory_mut(|memory| memory.surrender_focus(id));
                break;
            }
            state.lay_out(cx.engine, look);
            state.obey(order, look);
        }
        state.buffer.tick(now);
    }

    /// Gives it its place, with its text as it is now.
    fn place(
        self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        state: &mut State,
        shape: &Shape,
        id: Id,
    ) -> View {
        state.lay_out(cx.engine, &shape.look);
        let response = self.allocate(ui, cx, state, shape, id);
        if self.takes_over {
            response.request_focus();
            state.buffer.select_all();
        }
        let inner = response.rect.shrink2(shape.margin);
        let mut view = View { inner, origin: inner.min, response };
        view.origin = paint::origin(state, &view);
        view
    }

    fn allocate(
        self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        state: &State,
        shape: &Shape,
        id: Id,
    ) -> Response {
        let mut height = (f32::from(self.rows.unwrap_or(1)) * shape.row).max(state.sheet.height());
        if state.buffer.text().is_empty() && self.rows.is_some() && !self.hint.is_empty() {
            let (style, width) = (paint::hint_style(cx, state), shape.look.setting.width);
            let scale = shape.look.setting.scale;
            height = height.max(cx.excerpts.height(cx.engine, self.hint, &style, width, scale));
        }
        let least = ui.spacing().interact_size.y;
        let size = vec2(shape.width, (height + 2.0 * shape.margin.y).max(least));
        let (_, rect) = ui.allocate_space(size);
        // A finger scrolls what the field stands in, unless the field has the keyboard.
        let is_mouse = !ui.input(|input| input.has_touch_screen());
        let drags = is_mouse || ui.memory(|memory| memory.has_focus(id));
        ui.interact(rect, id, if drags { Sense::click_and_drag() } else { Sense::click() })
    }

    /// Tells those who do not see it what it is and what is in it.
    fn tell(self, state: &mut State, ui: &Ui, view: &View, before: &str) {
        let is_enabled = ui.is_enabled();
        view.response.widget_info(|| {
            let text = state.buffer.text();
            let mut info = WidgetInfo::text_edit(is_enabled, before, text, self.hint);
            info.label = Some(self.name.to_owned());
            info
        });
        let seen = ui.clip_rect().y_range().expand(ui.clip_rect().height());
        let near = seen.min - view.origin.y..=seen.max - view.origin.y;
        access::tell(state, &view.response, view.origin, &near);
    }
}

/// The keys that a field takes from those that lead around the window.
const OWN: EventFilter =
    EventFilter { tab: false, escape: false, horizontal_arrows: true, vertical_arrows: true };

/// How a field is set, and how large it is without its text.
#[derive(Debug)]
struct Shape {
    look: Look,
    margin: Vec2,
    width: f32,
    /// Height of a line.
    row: f32,
}

/// A field in its place.
#[derive(Debug)]
struct View {
    response: Response,
    /// Where its text is seen.
    inner: Rect,
    /// Where its text begins.
    origin: Pos2,
}

/// Has egui know the field as one: shortcuts ask it whether somebody types.
fn mark(ui: &Ui, id: Id) {
    if TextEditState::load(ui.ctx(), id).is_none() {
        TextEditState::default().store(ui.ctx(), id);
    }
}

/// Tells the system what is selected when the mouse has let go: the middle button pastes it.
fn settle(state: &mut State, ui: &Ui) {
    let selection = state.buffer.selection();
    let range = (!selection.is_empty()).then(|| selection.range());
    if range == state.settled || ui.input(|input| input.pointer.any_down()) {
        return;
    }
    if range.is_some() {
        let words = state.buffer.selected().to_owned();
        ui.ctx().send_cmd(OutputCommand::TextSelectionSettled(words));
    }
    state.settled = range;
}
