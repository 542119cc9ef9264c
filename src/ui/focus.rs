//! Where the keyboard is: a ring around what has it, scrolling that keeps it in sight, and arrows
//! that go through the rows of a list.

use egui::accesskit::Role;
use egui::{Context, EventFilter, Id, Key, Response, Stroke, StrokeKind, Ui};

use super::theme::Tokens;

/// Width of the ring in points.
const WIDTH: f32 = 2.0;

/// Paints a ring around what has the keyboard. The page shows its caret instead.
pub(super) fn ring(ctx: &Context, tokens: &Tokens, page: Id) {
    let Some(id) = ctx.memory(|memory| memory.focused()).filter(|id| *id != page) else { return };
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
