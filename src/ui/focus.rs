//! Where the keyboard is: a ring around what has it, scrolling that keeps it in sight, and arrows
//! that go through the rows of a list.

use egui::accesskit::Role;
use egui::style::ScrollAnimation;
use egui::{Context, EventFilter, Id, Key, Modifiers, Response, Stroke, StrokeKind, Ui, vec2};

use super::theme::Tokens;

/// Width of the ring in points.
const WIDTH: f32 = 2.0;

/// Paints a ring around what has the keyboard. The page shows its caret instead.
pub(super) fn ring(ctx: &Context, tokens: &Tokens, page: Id) {
    let focused = ctx.memory(|memory| memory.focused());
    since(ctx, focused);
    let Some(id) = focused.filter(|id| *id != page) else { return };
    let Some(focused) = ctx.read_response(id) else { return };
    let clip = focused.interact_rect.expand(WIDTH + 1.0);
    if !clip.is_positive() {
        return;
    }
    // In the layer it is in: menus and dialogs hide what is behind them.
    let stroke = Stroke::new(WIDTH, tokens.accent);
    let painter = ctx.layer_painter(focused.layer_id).with_clip_rect(clip);
    painter.rect_stroke(focused.rect.expand(1.0), 4.0, stroke, StrokeKind::Inside);
}

/// Since when something has the keyboard: at the end of each frame.
fn since(ctx: &Context, focused: Option<Id>) {
    let kept = ctx.data(|data| data.get_temp::<Since>(since_id()));
    if kept.is_none_or(|kept| kept.focused != focused) {
        let now = ctx.input(|input| input.time);
        ctx.data_mut(|data| data.insert_temp(since_id(), Since { focused, time: now }));
    }
}

fn since_id() -> Id {
    Id::unique("since when something has the keyboard")
}

/// Since when `id` has the keyboard, in seconds; `None` when it has not, or only in this frame.
pub(super) fn has_keys_since(ctx: &Context, id: Id) -> Option<f64> {
    let kept = ctx.data(|data| data.get_temp::<Since>(since_id()));
    kept.filter(|kept| kept.focused == Some(id)).map(|kept| kept.time)
}

#[derive(Clone, Copy, Debug)]
struct Since {
    focused: Option<Id>,
    time: f64,
}

/// Scrolls to what has the keyboard, once, when it came into this part of the window by a key.
/// Called at the end of what scrolls.
pub(super) fn keep_in_sight(ui: &Ui) {
    let Some(id) = ui.memory(|memory| memory.focused()) else { return };
    let last = ui.unique_id().with("focus kept in sight");
    let before = ui.data_mut(|data| data.get_temp::<Id>(last));
    if before == Some(id) {
        return;
    }
    ui.data_mut(|data| data.insert_temp(last, id));
    let Some(focused) = ui.ctx().read_response(id) else { return };
    let is_here =
        focused.layer_id == ui.layer_id() && ui.min_rect().expand(2.0).contains_rect(focused.rect);
    if is_here {
        ui.scroll_to_rect(focused.rect.expand(8.0), None);
    }
}

/// Scrolls by the keys that nothing in it wants. Called at the end of what scrolls.
pub(super) fn scroll_by_keys(ui: &Ui) {
    /// What stays in sight when a screen goes by, and what an arrow scrolls, in points.
    const LINE: f32 = 40.0;
    if ui.ctx().text_edit_focused() {
        return;
    }
    let screen = (ui.clip_rect().height() - LINE).max(LINE);
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let arrows = [(Key::ArrowDown, -LINE), (Key::ArrowUp, LINE)];
    let keys = [
        (Key::PageDown, -screen),
        (Key::PageUp, screen),
        (Key::End, f32::MIN / 4.0),
        (Key::Home, f32::MAX / 4.0),
    ];
    let all = keys.into_iter().chain(arrows.into_iter().filter(|_| is_free));
    let pressed = |(key, _): &(Key, f32)| ui.input_mut(|i| i.consume_key(Modifiers::NONE, *key));
    let by: f32 = all.filter(pressed).map(|(_, by)| by).sum();
    if by != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    }
}

/// Gives the bar of what scrolls a place of its own: it hides no letters then.
pub(super) fn keep_bar_apart(ui: &mut Ui) {
    /// As wide as it is under the pointer, in points.
    const WIDTH: f32 = 12.0;
    ui.spacing_mut().scroll.floating_allocated_width = WIDTH;
}

/// Rows that Page Up and Page Down pass over.
const PAGE: usize = 8;

/// The row to go to, of `count`, when the row `at` has the keyboard and a key for going was pressed.
/// Lists show only the rows in sight, so egui's own way from widget to widget ends at their edge.
pub(super) fn list_keys(ui: &Ui, row: &Response, at: usize, count: usize) -> Option<usize> {
    if !row.has_focus() {
        return None;
    }
    hold_arrows(ui, row);
    let last = count.checked_sub(1)?;
    let goal = ui.input(|input| {
        let goals = [
            (Key::ArrowDown, at + 1),
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::PageDown, at + PAGE),
            (Key::PageUp, at.saturating_sub(PAGE)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let plain = !input.modifiers.any();
        goals.into_iter().find(|(key, _)| plain && input.key_pressed(*key)).map(|(_, goal)| goal)
    });
    goal.map(|goal| goal.min(last))
}

/// Gives a row the keyboard.
pub(super) fn take_keys(ui: &Ui, row: &Response) {
    row.request_focus();
    hold_arrows(ui, row);
}

fn hold_arrows(ui: &Ui, row: &Response) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
}

/// Makes what is shown in `ui` a list for those who do not see it.
pub(super) fn name_list(ui: &Ui, name: &str, rows: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::List);
        node.set_label(name);
        node.set_size_of_set(rows);
    });
}

/// Tells which of the rows this is.
pub(super) fn tell_place(row: &Response, at: usize) {
    row.ctx.accesskit_node_builder(row.id, |node| node.set_position_in_set(at));
}
