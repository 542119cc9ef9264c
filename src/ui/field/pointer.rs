//! The mouse in a field: places the caret, selects by letters, words and paragraphs, pastes what is
//! selected elsewhere.

use std::ops::Range;

use egui::{CursorIcon, Event, Modifiers, PointerButton, Pos2, Response, Ui};

use super::buffer::Selection;
use super::sheet::Place;
use super::state::{Click, Drag, State, Unit};
use super::words::{paragraph_around, word_around};
use crate::ui::setting::Side;

/// Does what the mouse did in a field whose text begins at `origin`.
pub(super) fn handle(state: &mut State, ui: &Ui, response: &Response, origin: Pos2) {
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::Text);
        ui.output_mut(|output| output.mutable_text_under_cursor = true);
    }
    let is_here = response.hovered() || response.is_pointer_button_down_on() || response.clicked();
    if !is_here && !response.dragged() {
        return;
    }
    for (at, held) in presses(ui, response) {
        press(state, ui, state.sheet.hit(at - origin.to_vec2()), at, held);
        response.request_focus();
    }
    if response.dragged()
        && let Some(at) = ui.input(|input| input.pointer.latest_pos())
    {
        drag_to(state, state.sheet.hit(at - origin.to_vec2()));
        state.touched = ui.input(|input| input.time);
    }
    if response.clicked()
        && let Some(click) = &mut state.click
    {
        click.time = ui.input(|input| input.time);
    }
    paste(state, ui, response, origin);
}

/// The presses of the primary button in a field: on a busy machine several fall in one frame.
fn presses(ui: &Ui, response: &Response) -> Vec<(Pos2, Modifiers)> {
    let is_inside = |at: Pos2| response.interact_rect.contains(at);
    ui.input(|input| {
        let pressed = input.events.iter().filter_map(|event| match event {
            Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed: true,
                modifiers,
            } if is_inside(*pos) => Some((*pos, *modifiers)),
            _ => None,
        });
        pressed.collect()
    })
}

fn press(state: &mut State, ui: &Ui, place: Place, at: Pos2, held: Modifiers) {
    let unit = unit_of_press(state, ui, at);
    if state.buffer.composing().is_some() {
        state.buffer.end_composing();
        ui.memory_mut(|memory| memory.interrupt_ime());
    }
    let begun =
        if held.shift { begun_before(state) } else { around(state.buffer.text(), unit, place.0) };
    state.drag = Some(Drag { unit, begun });
    drag_to(state, place);
    state.touched = ui.input(|input| input.time);
}

/// How much a press takes: it may be the second or third of a row.
fn unit_of_press(state: &mut State, ui: &Ui, at: Pos2) -> Unit {
    let time = ui.input(|input| input.time);
    let options = ui.ctx().options(|options| options.input_options);
    let last = state.click.filter(|click| {
        time - click.time < options.max_double_click_delay
            && click.at.distance(at) < options.max_click_dist
    });
    let count = last.map_or(1, |click| click.count + 1);
    state.click = Some(Click { at, time, count });
    match count {
        1 => Unit::Grapheme,
        2 => Unit::Word,
        _ => Unit::Paragraph,
    }
}

/// What stays selected when a press with Shift draws the selection out: the word that it was begun
/// with, or the end at which it was begun.
fn begun_before(state: &State) -> Range<usize> {
    let selection = state.buffer.selection();
    let range = selection.range();
    let begun = state.drag.as_ref().map(|drag| drag.begun.clone());
    let is_kept = |begun: &Range<usize>| range.start <= begun.start && begun.end <= range.end;
    begun.filter(is_kept).unwrap_or(selection.anchor..selection.anchor)
}

/// Draws the selection out to a place, by whole units, and keeps what it was begun with.
fn drag_to(state: &mut State, (at, side): Place) {
    let Some(Drag { unit, begun }) = &state.drag else { return };
    let here = around(state.buffer.text(), *unit, at);
    let selection = if at < begun.start {
        let side = if here.is_empty() { side } else { Side::InFront };
        Selection { anchor: begun.end, head: here.start, side }
    } else if at > begun.end || begun.is_empty() {
        let side = if here.is_empty() { side } else { Side::Behind };
        Selection { anchor: begun.start, head: here.end, side }
    } else {
        Selection { anchor: begun.start, head: begun.end, side: Side::Behind }
    };
    state.buffer.select(selection);
}

fn around(text: &str, unit: Unit, at: usize) -> Range<usize> {
    match unit {
        Unit::Grapheme => at..at,
        Unit::Word => word_around(text, at),
        Unit::Paragraph => paragraph_around(text, at),
    }
}

/// The middle button puts what is selected elsewhere where it is clicked.
fn paste(state: &mut State, ui: &Ui, response: &Response, origin: Pos2) {
    if !response.contains_pointer() || !response.enabled() {
        return;
    }
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::MiddleClickPaste { pos, text } => Some((*pos, text.clone())),
            _ => None,
        })
    });
    if let Some((at, text)) = pasted {
        let (at, side) = state.sheet.hit(at - origin.to_vec2());
        state.buffer.select(Selection::caret(at, side));
        state.buffer.paste(&text);
        response.request_focus();
        ui.ctx().request_repaint();
    }
}
