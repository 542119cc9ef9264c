//! The wheel, and the bar at the right.

use egui::{
    Event, Id, MouseWheelUnit, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::ticks;
use super::view::{PageCx, PageView};
use crate::workspace::Action;

/// Scrolls by the wheel; with Ctrl held, the text grows and shrinks.
pub(super) fn wheel(view: &mut PageView, ui: &Ui, response: &Response, out: &mut Vec<Action>) {
    if !response.contains_pointer() {
        return;
    }
    if ui.input(|i| i.modifiers.command) {
        view.zooming += ui.input(|i| i.events.iter().map(zoom_steps).sum::<f32>());
        let steps = view.zooming.trunc().clamp(-MOST_STEPS, MOST_STEPS);
        if steps.abs() >= 1.0 {
            view.zooming = view.zooming.fract();
            #[expect(clippy::cast_possible_truncation, reason = "a few")]
            out.push(Action::ZoomPage(steps as i32));
        }
        return;
    }
    view.zooming = 0.0;
    if view.drag.is_none() {
        view.offset -= ui.input(|i| i.smooth_scroll_delta().y);
    }
}

/// The most steps that are taken in one frame.
const MOST_STEPS: f32 = 30.0;

/// How many steps the wheel asks for: one for each notch, and for as much of a touchpad's way as
/// scrolls by a notch.
fn zoom_steps(event: &Event) -> f32 {
    const POINTS: f32 = 40.0;
    match event {
        Event::MouseWheel { unit: MouseWheelUnit::Point, delta, .. } => delta.y / POINTS,
        Event::MouseWheel { delta, .. } => delta.y,
        _ => 0.0,
    }
}

/// The thumb of the scroll bar on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thumb {
    /// From its upper edge to where it was taken.
    grip: f32,
    /// Where the pointer was when the page was last scrolled by it.
    at: f32,
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
    let part = |y: f64, of: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let part = (y / of).clamp(0.0, 1.0) as f32;
        part
    };
    // At its lower end, some of the window is left empty below the text.
    let reach = total - window * 0.6;
    let length = (track.height() * part(window, total)).max(28.0).min(track.height());
    let way = track.height() - length;
    let share = part(above, reach);
    let top = track.top() + way * share;
    let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), length));

    let response =
        ui.interact(track.expand(3.0), Id::unique("page scroll bar"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll the article"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(f64::from(share * 100.0).round());
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    if let Some(top) = pulled_to(view, &response, thumb) {
        let share = ((top - track.top()) / way.max(1.0)).clamp(0.0, 1.0);
        let (block, offset) = view.blocks.heights.find(f64::from(share) * reach);
        view.first = block;
        view.offset = offset;
        ui.ctx().request_repaint();
    }
    let strong = response.hovered() || response.dragged();
    let fill = if strong { cx.tokens.muted } else { cx.tokens.line };
    ui.painter().rect_filled(thumb, 4.0, fill);
    ticks::show(view, ui, cx, track);
}

/// Where the upper edge of the thumb is pulled to, when that is news. A press on it leaves it where
/// it is; one beside it brings its middle there.
fn pulled_to(view: &mut PageView, response: &Response, thumb: Rect) -> Option<f32> {
    let at = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on());
    let Some(at) = at else {
        view.thumb = None;
        return None;
    };
    let is_inside = thumb.y_range().contains(at.y);
    let Some(Thumb { grip, at: before }) = view.thumb else {
        let grip = if is_inside { at.y - thumb.top() } else { thumb.height() / 2.0 };
        view.thumb = Some(Thumb { grip, at: at.y });
        return (!is_inside).then_some(at.y - grip);
    };
    view.thumb = Some(Thumb { grip, at: at.y });
    ((at.y - before).abs() > 0.0).then_some(at.y - grip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notches_are_steps_and_a_touchpad_makes_parts_of_one() {
        let wheel = |unit, y| Event::MouseWheel {
            unit,
            delta: vec2(0.0, y),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::COMMAND,
        };
        let steps = |unit, y| zoom_steps(&wheel(unit, y));
        assert!((steps(MouseWheelUnit::Line, -3.0) + 3.0).abs() < 1e-6);
        assert!((steps(MouseWheelUnit::Point, 10.0) - 0.25).abs() < 1e-6);
    }
}
