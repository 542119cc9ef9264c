//! Two drafts side by side, set by the painter of the page: what went out is struck through at the
//! left, what came in is underlined at the right, and the marks of each draft lie over it.
//!
//! Rows are laid out when they come into sight, like the blocks of the page; the view hangs on a row
//! and an offset into it. In a narrow window the older words stand above the newer ones.

mod cell;
mod head;
mod row;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Key, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use self::row::{LaidRow, Shown};
use super::heights::Heights;
use super::lay_out::Measure;
use super::view::page_id;
use crate::ui::panel::PanelCx;
use crate::ui::setting::Engine;
use crate::ui::widgets::small;
use crate::workspace::{Compare, Comparison, RowKind};

/// Height of a row before it was laid out, for want of a better guess, in points.
const GUESS: f32 = 90.0;

/// Rows kept at most that are out of sight.
const MOST_LAID: usize = 200;

/// Room beside a column for numbers and badges, in points.
const MARGIN: f32 = 76.0;

/// Width of the window's middle from which on the drafts stand side by side, in points.
const SIDE_BY_SIDE: f32 = 620.0;

/// Size of the words, in sizes of the page.
const SIZE: f32 = 0.84;

/// What rows are laid out for; when it changes, all are stale.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    measure: Measure,
    only_changes: bool,
    is_beside: bool,
}

/// What the eye needs of a comparison.
#[derive(Debug, Default)]
pub(in crate::ui) struct CompareView {
    of: Option<Arc<Comparison>>,
    made: Option<Made>,
    shown: Vec<Shown>,
    heights: Heights,
    laid: BTreeMap<usize, LaidRow>,
    first: usize,
    offset: f32,
    /// How many times somebody had gone to a change when the view last followed.
    followed: u64,
    /// From the upper edge of the scroll bar's thumb to where it was taken.
    grip: Option<f32>,
}

impl CompareView {
    /// Shows the comparison in the room of the page.
    pub(in crate::ui) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, has_keys: bool) {
        let Some(compare) = cx.workspace.compare() else { return };
        head::show(ui, cx, compare);
        let rect = ui.available_rect_before_wrap();
        ui.painter().rect_filled(rect, 0.0, cx.tokens.paper);
        let response = ui.interact(rect, page_id(), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Drafts compared"));
        ui.advance_cursor_after_rect(rect);
        let Some(made) = &compare.made else {
            say(ui, cx, rect, "Comparing …");
            return;
        };
        self.prepare(ui, cx, compare, made, rect);
        if self.shown.is_empty() {
            say(ui, cx, rect, "These two drafts have the same text.");
            return;
        }
        self.follow(compare);
        if response.contains_pointer() {
            self.offset -= ui.input(|i| i.smooth_scroll_delta().y);
        }
        if has_keys {
            self.keys(ui, rect.height());
        }
        self.rows(ui, cx, compare, rect);
        self.bar(ui, cx, rect);
    }

    /// Forgets what was compared: the next comparison begins at its top.
    pub(in crate::ui) fn close(&mut self) {
        if self.made.is_some() {
            *self = Self::default();
        }
    }

    /// Lays everything out anew when the texts, the width or the mode changed.
    fn prepare(
        &mut self,
        ui: &Ui,
        cx: &PanelCx<'_>,
        compare: &Compare,
        made: &Arc<Comparison>,
        rect: Rect,
    ) {
        let is_beside = rect.width() >= SIDE_BY_SIDE;
        let columns = if is_beside { 2.0 } else { 1.0 };
        let settings = &cx.workspace.settings;
        let measure = Measure {
            column: ((rect.width() - 20.0) / columns - MARGIN - 14.0).max(80.0).floor(),
            zoom: cx.workspace.text_percent() as f32 / 100.0 * SIZE,
            scale: ui.ctx().pixels_per_point(),
            line_height: settings.page.line_height,
            is_justified: false,
            family: cx.engine.family_choice(),
        };
        let now = Made { measure, only_changes: compare.only_changes, is_beside };
        let is_same = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, made));
        if is_same && self.made == Some(now) {
            return;
        }
        let at = self.shown.get(self.first).map(Shown::row);
        self.shown = row::shown(made, compare.only_changes);
        self.heights = Heights::new(vec![GUESS; self.shown.len()]);
        self.laid.clear();
        let place = at.map_or(0, |at| self.shown.partition_point(|shown| shown.row() < at));
        (self.first, self.of, self.made) = (place, Some(Arc::clone(made)), Some(now));
    }

    /// Goes to the change that somebody went to.
    fn follow(&mut self, compare: &Compare) {
        if self.followed == compare.steps {
            return;
        }
        self.followed = compare.steps;
        let Some(row) = current_row(compare) else { return };
        self.first = self.shown.partition_point(|shown| shown.row() < row);
        self.offset = -60.0;
    }

    fn keys(&mut self, ui: &Ui, window: f32) {
        const LINE: f32 = 48.0;
        let pressed = |key: Key| ui.input(|i| !i.modifiers.any() && i.key_pressed(key));
        for (key, by) in [
            (Key::ArrowDown, LINE),
            (Key::ArrowUp, -LINE),
            (Key::PageDown, window * 0.85),
            (Key::PageUp, -window * 0.85),
            (Key::Space, window * 0.85),
        ] {
            if pressed(key) {
                self.offset += by;
            }
        }
        if pressed(Key::Home) {
            (self.first, self.offset) = (0, 0.0);
        }
        if pressed(Key::End) {
            (self.first, self.offset) = (self.shown.len().saturating_sub(1), 0.0);
        }
    }

    /// The row at this place, laid out now if it was not.
    fn lay_out(&mut self, engine: &mut Engine, at: usize) -> f32 {
        let (Some(of), Some(made), Some(shown)) = (&self.of, self.made, self.shown.get(at)) else {
            return 0.0;
        };
        let row = self
            .laid
            .entry(at)
            .or_insert_with(|| LaidRow::new(engine, of, *shown, made.measure, made.is_beside));
        self.heights.set(at, row.height);
        row.height
    }

    /// Whether all rows have room in the window: then there is nothing to scroll.
    fn fits(&mut self, engine: &mut Engine, window: f32) -> bool {
        if self.heights.total() > 2.0 * f64::from(window) {
            return false; // guessed or not, this is more
        }
        let mut left = window;
        (0..self.shown.len()).all(|at| {
            left -= self.lay_out(engine, at);
            left >= 0.0
        })
    }

    /// Keeps the view inside the rows, as the page does.
    fn settle(&mut self, engine: &mut Engine, window: f32) {
        if self.fits(engine, window) {
            (self.first, self.offset) = (0, 0.0);
            return;
        }
        self.first = self.first.min(self.shown.len().saturating_sub(1));
        while self.offset < 0.0 && self.first > 0 {
            self.first -= 1;
            self.offset += self.lay_out(engine, self.first);
        }
        self.offset = self.offset.max(0.0);
        loop {
            let height = self.lay_out(engine, self.first);
            if self.first + 1 >= self.shown.len() {
                self.offset = self.offset.min((height - window * 0.3).max(0.0));
                return;
            }
            if self.offset < height {
                return;
            }
            self.offset -= height;
            self.first += 1;
        }
    }

    fn rows(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, compare: &Compare, rect: Rect) {
        self.settle(cx.engine, rect.height());
        let mut y = rect.top() - self.offset;
        let mut at = self.first;
        let current = current_row(compare);
        let clip = ui.clip_rect().intersect(rect);
        while y < rect.bottom() && at < self.shown.len() {
            let height = self.lay_out(cx.engine, at);
            let place =
                Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width() - 20.0, height));
            if let (Some(of), Some(row)) = (&self.of, self.laid.get_mut(&at)) {
                let is_current = current.is_some() && current == row.row_of_change();
                row.show(ui, cx, of, (place, clip), is_current);
            }
            y += height;
            at += 1;
        }
        if self.laid.len() > MOST_LAID {
            let near = self.first.saturating_sub(30)..at + 30;
            self.laid.retain(|row, _| near.contains(row));
        }
    }

    /// The scroll bar.
    fn bar(&mut self, ui: &mut Ui, cx: &PanelCx<'_>, rect: Rect) {
        let total = self.heights.total().max(1.0);
        let window = f64::from(rect.height());
        if total <= window {
            return;
        }
        let above = self.heights.above(self.first) + f64::from(self.offset);
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let part = |y: f64| (y / total).clamp(0.0, 1.0) as f32;
        let track = Rect::from_min_max(
            pos2(rect.right() - 14.0, rect.top() + 8.0),
            pos2(rect.right() - 6.0, rect.bottom() - 8.0),
        );
        let length = (track.height() * part(window)).max(28.0);
        let way = (track.height() - length).max(1.0);
        let top = track.top() + way * part(above);
        let id = Id::unique("compare scroll bar");
        let response = ui.interact(track.expand(3.0), id, Sense::click_and_drag());
        response
            .widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll the comparison"));
        match response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
            Some(at) => {
                let grip = *self.grip.get_or_insert_with(|| (at.y - top).clamp(0.0, length));
                let share = ((at.y - grip - track.top()) / way).clamp(0.0, 1.0);
                (self.first, self.offset) = self.heights.find(f64::from(share) * total);
                ui.ctx().request_repaint();
            }
            None => self.grip = None,
        }
        let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), length));
        let strong = response.hovered() || response.dragged();
        let fill = if strong { cx.tokens.muted } else { cx.tokens.line };
        ui.painter().rect_filled(thumb, 4.0, fill);
    }
}

/// The row of the change that was gone to last.
fn current_row(compare: &Compare) -> Option<usize> {
    compare.made.as_ref()?.changes.get(compare.current?).copied()
}

fn say(ui: &mut Ui, cx: &PanelCx<'_>, rect: Rect, what: &str) {
    let size = vec2(rect.width(), 24.0);
    let at = Rect::from_min_size(rect.min + vec2(0.0, 60.0), size);
    ui.put(at, egui::Label::new(small(what, &cx.tokens).size(14.0)));
}

/// The sign of a row, readable without colour.
fn sign(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Same => "",
        RowKind::Changed => "!",
        RowKind::Gone => "−",
        RowKind::Fresh => "+",
        RowKind::Moved => "»",
    }
}
