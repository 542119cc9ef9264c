//! The menu at the pointer: what can be done with the mark there, or with the selected words.

use egui::{EventFilter, Popup, Pos2, Response, SetOpenCommand, Ui};

use super::view::{PageCx, PageView};
use crate::ui::setting::Side;
use crate::ui::widgets::menu_entry;
use crate::workspace::{Action, Command, CommandEnv, MARK_MENU, WORDS_MENU};

/// Opens the menu on a click of the other button; the mark there is selected first.
pub(super) fn show(
    view: &mut PageView,
    response: &Response,
    cx: &PageCx<'_>,
    out: &mut Vec<Action>,
) {
    if response.secondary_clicked()
        && let Some(at) = response.interact_pointer_pos()
        && let Some((pos, true)) = view.hit(cx, at)
    {
        view.card.close();
        let there = cx.document.review.marks_at(pos);
        let is_selected = there.iter().any(|mark| Some(mark.id) == cx.document.selected);
        let touched = there.first().filter(|_| !is_selected);
        out.extend(touched.map(|mark| Action::TouchMark(mark.id)));
    }
    let by_key = by_key(view, response, cx);
    let mut popup = Popup::context_menu(response);
    if let Some(at) = view.menu.at {
        popup = popup.at_position(at).open_memory(by_key.then_some(SetOpenCommand::Bool(true)));
    }
    if popup.show(|ui| entries(ui, cx, out)).is_none() {
        view.menu.at = None;
    }
}

/// The menu where no pointer is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MenuHere {
    /// Whether it is asked for.
    pub(super) is_asked: bool,
    /// Where it stands while it was asked for by key.
    at: Option<Pos2>,
}

/// Takes note of a menu that was asked for by key: it stands under the caret, and has the arrows.
fn by_key(view: &mut PageView, response: &Response, cx: &PageCx<'_>) -> bool {
    if !std::mem::take(&mut view.menu.is_asked) {
        return false;
    }
    let caret = view.caret_rect(cx, cx.document.selection.focus, Side::InFront);
    view.menu.at = Some(caret.map_or(view.column.left_top(), |caret| caret.left_bottom()));
    response.request_focus();
    let free = EventFilter::default();
    response.ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, free));
    true
}

/// The lines of the menu as things stand.
pub(super) fn entries(ui: &mut Ui, cx: &PageCx<'_>, out: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    let env = CommandEnv::of(Some(cx.document));
    let groups = if cx.document.selected.is_some() { MARK_MENU } else { WORDS_MENU };
    for (n, (name, commands)) in groups.iter().enumerate() {
        if n > 0 && name.is_none() {
            ui.separator();
        }
        match name {
            Some(name) => {
                ui.menu_button(*name, |ui| group(ui, &env, commands, out));
            }
            None => group(ui, &env, commands, out),
        }
    }
}

fn group(ui: &mut Ui, env: &CommandEnv, commands: &[Command], out: &mut Vec<Action>) {
    for command in commands {
        menu_entry(ui, env, *command, None, out);
    }
}
