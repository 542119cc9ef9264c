//! The menu at the pointer: what can be done with the mark there, or with the selected words.

use egui::{Response, Ui};

use super::view::{PageCx, PageView};
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
    response.context_menu(|ui| entries(ui, cx, out));
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
