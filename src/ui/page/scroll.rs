//! The wheel, and the bar at the right.

use egui::{Event, Id, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::ticks;
use super::view::{PageCx, PageView};
use crate::workspace::Action;

/// Scrolls by the wheel; with Ctrl held, the text grows and shrinks.
pub(super) fn wheel(view: &mut PageView, ui: &Ui, response: &Response, out: &mut Vec<Action>) {
    if !response.contains_pointer() {
        return;
    }
    if ui.input(|i| i.modifiers.command) {
        out.extend(ui.input(|i| i.events.iter().find_map(zoom_step)).map(Action::ZoomPage));
    } else if view.drag.is_none() {
        view.offset -= ui.input(|i| i.smooth_scroll_delta().y);
    }
}

fn zoom_step(event: &Event) -> Option<i32> {
    match event {
        Event::MouseWheel { delta, .. } if delta.y > 0.0 => Some(1),
        Event::MouseWheel { delta, .. } if delta.y < 0.0 => Some(-1),
        _ => None,
    }
}

/// Paints and handles the scroll bar.
pub(super) fn bar(view: &mut PageView, ui: &mut Ui, cx: &PageCx<'_>, rect: Rect) {
    let track = Rect::from_min_max(
        pos2(rect.right() - 14.0, rect.top() + 8.0),
        pos2(rect.right() - 6.0, rect.bottom() - 8.0),
    );
    let total = view.blocks.heights.total().max(1.0);
    let window = f64::from(rect.height());
    if total <= window {
        return;
    }
    let above = view.blocks.heights.above(view.first) + f64::from(view.offset.max(0.0));
    let part = |y: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let part = (y / total).clamp(0.0, 1.0) as f32;
        part
    };
    let length = (track.height() * part(window)).max(28.0);
    let way = track.height() - length;
    let top = track.top() + way * (part(above) / part(total - window).max(1e-6)).min(1.0);
    let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), length));

    let response =
        ui.interact(track.expand(3.0), Id::unique("page scroll bar"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll the article"));
    if let Some(at) =
        response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on())
    {
        let share = ((at.y - length / 2.0 - track.top()) / way.max(1.0)).clamp(0.0, 1.0);
        let (block, offset) = view.blocks.heights.find(f64::from(share) * (total - window * 0.6));
        view.first = block;
        view.offset = offset;
        ui.ctx().request_repaint();
    }
    let strong = response.hovered() || response.dragged();
    let fill = if strong { cx.tokens.muted } else { cx.tokens.line };
    ui.painter().rect_filled(thumb, 4.0, fill);
    ticks::show(view, ui, cx, track);
}
