//! A frame of the page, from input to paint.

use egui::{Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::lay_out::Measure;
use super::view::{PageCx, PageView, page_id};
use super::{
    access, card, gutter, handles, keyboard, link, margin_cards, menu, minimap, note_signs,
    numbers, paint, pointer, scroll, selection_bar,
};
use crate::ui::pen::Pen;
use crate::ui::setting::{Engine, Excerpts};
use crate::ui::theme::size;
use crate::workspace::Action;

impl PageView {
    /// A frame of the page.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &PageCx<'_>,
        engine: &mut Engine,
        excerpts: &mut Excerpts,
        out: &mut Vec<Action>,
    ) {
        let rect = ui.available_rect_before_wrap();
        let id = page_id();
        ui.painter().rect_filled(rect, 0.0, cx.tokens.paper);
        access::answer(self, ui, out);
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article"));
        ui.advance_cursor_after_rect(rect);
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }

        let column = column(rect, column_width(cx, engine));
        let (column, cards) = with_cards(rect, column, cx);
        self.column = column;
        let scale = ui.ctx().pixels_per_point();
        let measure = Measure {
            column: column.width(),
            zoom: cx.zoom as f32 / 100.0,
            scale,
            line_height: cx.settings.page.line_height,
            is_justified: cx.settings.page.justified,
            family: engine.family_choice(),
        };
        self.measure(cx, engine, measure);
        if self.blocks.refine(cx.document.review.article()) {
            ui.ctx().request_repaint();
        }
        if let Some((pos, along)) = self.following.take() {
            self.follow(cx, engine, pos, along);
        }
        if let Some(range) = self.pending.take() {
            self.go_to(ui, cx, engine, range, column);
        }
        scroll::wheel(self, ui, &response, out);
        self.lay_out_visible(engine, cx, column);

        keyboard::handle(self, ui, &response, cx, engine, column, out);
        pointer::handle(self, ui, &response, cx, out);
        link::hint(self, ui, cx, &mut Pen { tokens: &cx.tokens, engine, excerpts }, &response);
        paint::page(self, ui, cx, engine, &response);
        access::tell(self, ui, cx, engine, &response);
        gutter::show(self, ui, cx, column, &mut gutter::Pen { engine, excerpts, out });
        numbers::show(self, ui, cx, column, engine, excerpts);
        note_signs::show(self, ui, cx, (engine, excerpts), column, out);
        margin_cards::show(self, ui, cx, engine, excerpts, cards, out);
        handles::show(self, ui, cx, out);
        menu::show(self, &response, cx, out);
        scroll::bar(self, ui, cx, rect);
        minimap::show(self, ui, cx, rect, out);
        selection_bar::show(self, ui, cx, rect, &response, out);
        card::show(self, ui, cx, engine, excerpts, &response);
        let range = self.visible_range();
        self.blocks.trim(&range);
    }
}

/// Moves the column to the left so far that cards fit beside it, where they are wanted; where there
/// is no room for both, the cards stay away.
fn with_cards(rect: Rect, column: Rect, cx: &PageCx<'_>) -> (Rect, Option<Rect>) {
    const NARROWEST: f32 = 176.0;
    const WIDEST: f32 = 264.0;
    /// The scroll bar and the space before it.
    const BAR: f32 = 24.0;
    let gap = numbers::room(cx);
    let slack = rect.width() - column.width();
    let width = (slack - size::GUTTER - gap - BAR).min(WIDEST).floor();
    if !cx.settings.margin_cards || width < NARROWEST {
        return (column, None);
    }
    let left = (slack - gap - BAR - width).clamp(size::GUTTER, slack / 2.0).round();
    let column = Rect::from_min_size(pos2(rect.left() + left, column.top()), column.size());
    let strip = pos2(column.right() + gap, column.top());
    (column, Some(Rect::from_min_size(strip, vec2(width, column.height()))))
}

/// Width of so many characters as were asked for, in points.
fn column_width(cx: &PageCx<'_>, engine: &Engine) -> f32 {
    let em = size::PAGE_TEXT * cx.zoom as f32 / 100.0;
    cx.settings.page.measure as f32 * engine.character() * em
}

/// Where the text stands: centred, with room for the margin, never wider than the window.
fn column(rect: Rect, width: f32) -> Rect {
    let right = 40.0;
    let room = (rect.width() - size::GUTTER - right).max(120.0);
    let width = width.min(room);
    let slack = (rect.width() - width).max(0.0);
    let left = (slack / 2.0).max(size::GUTTER.min(slack));
    Rect::from_min_size(
        pos2((rect.left() + left).round(), rect.top()),
        vec2(width.round(), rect.height()),
    )
}
