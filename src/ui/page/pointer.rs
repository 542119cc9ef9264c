//! Selecting with the mouse: drag, double-click a word, triple-click a sentence, Shift-click.

use egui::{CursorIcon, Response, Ui};

use super::view::{Drag, PageCx, PageView, Unit};
use crate::model::InlineStyle;
use crate::text::{TextPos, TextRange, grapheme_range_at, sentence_at, word_at};
use crate::workspace::{Action, Selection};

/// Distance from the edge of the window at which a drag scrolls, in points.
const EDGE: f32 = 28.0;

pub(super) fn handle(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    out: &mut Vec<Action>,
) {
    let pressed = ui.input(|i| i.pointer.primary_pressed()) && response.contains_pointer();
    // A press, a movement and even the release may come in one frame: each counts where it was.
    let origin = ui.input(|i| i.pointer.press_origin()).filter(|_| pressed);
    if let Some((pos, on_text)) = origin.and_then(|at| view.hit(cx, at)) {
        press(view, ui, response, cx, pos, on_text, out);
    }
    let at = ui.input(|i| i.pointer.latest_pos());
    if let Some(at) = at {
        let hit = view.hit(cx, at);
        if hit.is_some_and(|(_, on_text)| on_text) && response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        let moved = origin.is_none_or(|origin| origin.distance(at) > 1.0);
        if let (Some(drag), Some((pos, _)), true) = (view.drag, hit, moved) {
            extend(cx, drag, pos, out);
            scroll_at_edge(view, ui, response, at.y);
        }
    }
    if !ui.input(|i| i.pointer.primary_down()) {
        view.drag = None;
    }
}

fn press(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    pos: TextPos,
    on_text: bool,
    out: &mut Vec<Action>,
) {
    response.request_focus();
    view.column_x = None;
    let (shift, command) = ui.input(|i| (i.modifiers.shift, i.modifiers.command));
    if command && let Some(url) = link_at(cx, pos) {
        out.push(Action::OpenUrl(url));
        return;
    }
    if shift {
        let anchor = cx.document.selection.anchor;
        view.drag = Some(Drag { unit: Unit::Grapheme, origin: TextRange::empty(anchor) });
        out.push(Action::Select(Selection { anchor, focus: pos }));
        return;
    }
    let unit = match count_press(view, ui) {
        1 => Unit::Grapheme,
        2 => Unit::Word,
        _ => Unit::Sentence,
    };
    let origin = unit_at(cx, unit, pos);
    view.drag = Some(Drag { unit, origin });
    out.push(Action::Select(Selection::of(origin)));
    if unit == Unit::Grapheme && on_text {
        let marks = cx.document.review.marks_at(pos);
        match marks.first() {
            Some(mark) => out.push(Action::TouchMark(mark.id)),
            None if cx.document.selected.is_some() => out.push(Action::SelectMark(None)),
            None => {}
        }
    }
}

/// How many presses in a row this one makes, close together in time and place.
fn count_press(view: &mut PageView, ui: &Ui) -> u32 {
    /// Seconds between the presses of a double click.
    const INTERVAL: f64 = 0.4;
    let (now, at) = ui.input(|i| (i.time, i.pointer.interact_pos().unwrap_or_default()));
    let count = match view.last_press {
        Some((time, place, count)) if now - time < INTERVAL && place.distance(at) < 6.0 => {
            count + 1
        }
        _ => 1,
    };
    view.last_press = Some((now, at, count));
    count
}

fn link_at(cx: &PageCx<'_>, pos: TextPos) -> Option<String> {
    let article = cx.document.review.article();
    let block = article.blocks().get(article.block_index_at(pos))?;
    article.spans_in(block.range).find_map(|span| match &span.style {
        InlineStyle::Link(url) if span.range.contains(pos) => Some(url.clone()),
        _ => None,
    })
}

fn unit_at(cx: &PageCx<'_>, unit: Unit, pos: TextPos) -> TextRange {
    let article = cx.document.review.article();
    let text = article.text();
    let block = article.block_index_at(pos);
    let Some(within) = article.blocks().get(block).map(|b| b.range) else {
        return TextRange::empty(pos);
    };
    match unit {
        Unit::Grapheme => TextRange::empty(grapheme_range_at(text, pos).start()),
        Unit::Word => word_at(text, within, pos),
        Unit::Sentence => sentence_at(text, within, pos),
    }
}

/// Takes in everything between the origin and `pos`, by the drag's unit.
fn extend(cx: &PageCx<'_>, drag: Drag, pos: TextPos, out: &mut Vec<Action>) {
    let here = unit_at(cx, drag.unit, pos);
    let selection = if pos < drag.origin.start() {
        Selection { anchor: drag.origin.end(), focus: here.start() }
    } else {
        Selection { anchor: drag.origin.start(), focus: here.end().max(drag.origin.end()) }
    };
    if selection != cx.document.selection {
        out.push(Action::Select(selection));
    }
}

fn scroll_at_edge(view: &mut PageView, ui: &Ui, response: &Response, y: f32) {
    let rect = response.rect;
    let past = (y - (rect.bottom() - EDGE)).max(0.0) - ((rect.top() + EDGE) - y).max(0.0);
    if past != 0.0 {
        view.offset += past * 0.5;
        ui.ctx().request_repaint();
    }
}
