//! What screen readers ask of the page: to go somewhere, to select, to scroll, to press a mark.

use egui::accesskit::{Action as Ask, ActionData, ActionRequest};
use egui::{Event, Ui};

use super::Target;
use crate::text::TextRange;
use crate::ui::page::view::{PageView, page_id};
use crate::workspace::{Action, Selection};

/// How much of the window one step scrolls.
const STEP: f32 = 0.85;

/// Takes what is asked of the page's nodes out of the input and does it. To be called before the
/// page is a widget of this frame: egui answers to some requests in its own way.
pub(crate) fn answer(view: &mut PageView, ui: &Ui, out: &mut Vec<Action>) {
    let is_asked = |event: &Event| matches!(event, Event::AccessKitActionRequest(_));
    if !ui.input(|i| i.events.iter().any(is_asked)) {
        return;
    }
    let mut asked = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::AccessKitActionRequest(request) if is_ours(view, request) => {
                asked.push(request.clone());
                false
            }
            _ => true,
        });
    });
    for request in asked {
        answer_one(view, ui, &request, out);
    }
}

fn is_ours(view: &PageView, request: &ActionRequest) -> bool {
    let page = page_id().accesskit_id();
    let own = [Ask::SetTextSelection, Ask::ScrollDown, Ask::ScrollUp, Ask::ShowContextMenu];
    (request.target_node == page && own.contains(&request.action))
        || view.told.target(request.target_node).is_some()
}

fn answer_one(view: &mut PageView, ui: &Ui, request: &ActionRequest, out: &mut Vec<Action>) {
    let target = view.told.target(request.target_node);
    match (request.action, target) {
        (Ask::SetTextSelection, _) => select(view, ui, request, out),
        (Ask::ScrollDown, _) => view.offset += STEP * view.column.height(),
        (Ask::ScrollUp, _) => view.offset -= STEP * view.column.height(),
        (Ask::ScrollIntoView, Some(Target::Text(range) | Target::Mark(_, range))) => {
            view.reveal(TextRange::empty(range.start()));
        }
        (Ask::Click | Ask::Focus, Some(Target::Text(range))) => {
            out.push(Action::Select(Selection::at(range.start())));
            take_keyboard(ui);
        }
        (Ask::ShowContextMenu, target) => {
            if let Some(Target::Mark(mark, _)) = target {
                out.push(Action::SelectMark(Some(mark)));
            }
            out.push(Action::ShowMenuHere);
        }
        (Ask::Click | Ask::Focus, Some(Target::Mark(mark, _))) => {
            out.push(Action::SelectMark(Some(mark)));
            take_keyboard(ui);
        }
        _ => {}
    }
    ui.ctx().request_repaint();
}

fn select(view: &mut PageView, ui: &Ui, request: &ActionRequest, out: &mut Vec<Action>) {
    let Some(ActionData::SetTextSelection(wanted)) = &request.data else { return };
    let anchor = view.told.place_of(&wanted.anchor);
    let focus = view.told.place_of(&wanted.focus);
    if let (Some(anchor), Some(focus)) = (anchor, focus) {
        out.push(Action::Select(Selection { anchor, focus }));
        view.reveal(TextRange::empty(focus));
        take_keyboard(ui);
    }
}

fn take_keyboard(ui: &Ui) {
    ui.memory_mut(|memory| memory.request_focus(page_id()));
}
