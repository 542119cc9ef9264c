//! A frame of the page, from input to paint.

use egui::{Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::blocks::Measure;
use super::view::{PageCx, PageView, page_id};
use super::{
    access, card, gutter, handles, keyboard, menu, numbers, paint, pointer, scroll, selection_bar,
};
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

        let column = column(rect, cx.zoom);
        self.column = column;
        let scale = ui.ctx().pixels_per_point();
        let zoom = cx.zoom as f32 / 100.0;
        self.measure(cx, engine, Measure { column: column.width(), zoom, scale });
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
        paint::page(self, ui, cx, engine, column, &response);
        access::tell(self, ui, cx, engine, &response);
        gutter::show(self, ui, cx, column, out);
        numbers::show(self, ui, cx, column);
        handles::show(self, ui, cx, out);
        menu::show(self, &response, cx, out);
        scroll::bar(self, ui, cx, rect);
        selection_bar::show(self, ui, cx, rect, &response, out);
        card::show(self, ui, cx, engine, excerpts, &response);
        let range = self.visible_range();
        self.blocks.trim(&range);
    }
}

/// Where the text stands: centred, with room for the margin, never wider than the window.
fn column(rect: Rect, zoom: u32) -> Rect {
    let right = 40.0;
    let room = (rect.width() - size::GUTTER - right).max(120.0);
    let width = (size::COLUMN * zoom as f32 / 100.0).min(room);
    let slack = (rect.width() - width).max(0.0);
    let left = (slack / 2.0).max(size::GUTTER.min(slack));
    Rect::from_min_size(
        pos2((rect.left() + left).round(), rect.top()),
        vec2(width.round(), rect.height()),
    )
}
