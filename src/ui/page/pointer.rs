//! Selecting with the mouse: drag, double-click a word, triple-click a sentence, Shift-click.

use egui::{CursorIcon, Event, Modifiers, PointerButton, Pos2, Response, Ui};

use super::view::{Drag, PageCx, PageView, Unit};
use crate::model::InlineStyle;
use crate::text::{TextPos, TextRange, grapheme_range_at, sentence_at, word_at};
use crate::workspace::{Action, Selection};

/// Distance from the edge of the window at which a drag scrolls, in points.
const EDGE: f32 = 28.0;

/// A press of the primary button.
#[derive(Clone, Copy, Debug)]
struct Press {
    at: Pos2,
    pos: TextPos,
    modifiers: Modifiers,
}

/// Presses, movements and releases, each where it was: on a busy machine several fall in one frame.
pub(super) fn handle(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    out: &mut Vec<Action>,
) {
    let mut selection = cx.document.selection;
    for event in ui.input(|i| i.events.clone()) {
        match event {
            Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            } => {
                let Some((pos, on_text)) = view.hit(cx, at) else { continue };
                if !pressed {
                    drag_to(view, cx, pos, &mut selection);
                    let was_click = view.drag.take().is_some() && selection.range().is_empty();
                    if was_click && on_text {
                        out.extend(touched(cx, pos));
                    }
                } else if is_on_page(view, ui, response, at) {
                    let press = Press { at, pos, modifiers };
                    press_at(view, ui, response, cx, press, &mut selection, out);
                }
            }
            Event::PointerMoved(at) => {
                if let Some((pos, _)) = view.hit(cx, at) {
                    drag_to(view, cx, pos, &mut selection);
                }
            }
            _ => {}
        }
    }
    hover(view, ui, response, cx, &mut selection);
    if selection != cx.document.selection {
        out.push(Action::Select(selection));
    }
}

/// Whether a point is on the page, beside the badges of the margin and the scroll bar, and nothing
/// lies over it there.
fn is_on_page(view: &PageView, ui: &Ui, response: &Response, at: Pos2) -> bool {
    const MARGIN: f32 = 12.0;
    const BAR: f32 = 20.0;
    let text = view.column.left() - MARGIN..=response.rect.right() - BAR;
    text.contains(&at.x)
        && response.rect.contains(at)
        && ui.ctx().layer_id_at(at) == Some(response.layer_id)
}

/// What a pointer that stays somewhere does: shows what it is over, and at the edge of the window
/// scrolls a drag on.
fn hover(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    selection: &mut Selection,
) {
    let Some(at) = ui.input(|i| i.pointer.latest_pos()) else { return };
    let Some((pos, on_text)) = view.hit(cx, at) else { return };
    if on_text && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Text);
    }
    if !ui.input(|i| i.pointer.primary_down()) {
        view.drag = None; // it was let go where nobody could see it
    }
    let past_edge = past_edge(response, at.y);
    if view.drag.is_some() && past_edge != 0.0 {
        drag_to(view, cx, pos, selection);
        view.offset += past_edge * 0.5;
        ui.ctx().request_repaint();
    }
}

fn press_at(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    press: Press,
    selection: &mut Selection,
    out: &mut Vec<Action>,
) {
    response.request_focus();
    view.column_x = None;
    if press.modifiers.command
        && let Some(url) = link_at(cx, press.pos)
    {
        out.push(Action::OpenUrl(url));
        return;
    }
    if press.modifiers.shift {
        let origin = TextRange::empty(selection.anchor);
        view.drag = Some(Drag { unit: Unit::Grapheme, origin });
        *selection = Selection { anchor: selection.anchor, focus: press.pos };
        return;
    }
    let unit = match count_press(view, ui.input(|i| i.time), press.at) {
        1 => Unit::Grapheme,
        2 => Unit::Word,
        _ => Unit::Sentence,
    };
    let origin = unit_at(cx, unit, press.pos);
    view.drag = Some(Drag { unit, origin });
    *selection = Selection::of(origin);
}

/// A click selects the shortest mark there, or lets go of the selected one. A drag does neither, so
/// that a mark can be put on other words.
fn touched(cx: &PageCx<'_>, pos: TextPos) -> Option<Action> {
    match cx.document.review.marks_at(pos).first() {
        Some(mark) => Some(Action::TouchMark(mark.id)),
        None => cx.document.selected.map(|_| Action::SelectMark(None)),
    }
}

/// How many presses in a row this one makes, close together in time and place.
fn count_press(view: &mut PageView, now: f64, at: Pos2) -> u32 {
    /// Seconds between the presses of a double click.
    const INTERVAL: f64 = 0.4;
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

/// Takes in everything between the origin of the drag and `pos`, by the drag's unit.
fn drag_to(view: &PageView, cx: &PageCx<'_>, pos: TextPos, selection: &mut Selection) {
    let Some(drag) = view.drag else { return };
    let here = unit_at(cx, drag.unit, pos);
    *selection = if pos < drag.origin.start() {
        Selection { anchor: drag.origin.end(), focus: here.start() }
    } else {
        Selection { anchor: drag.origin.start(), focus: here.end().max(drag.origin.end()) }
    };
}

/// How far a height lies past the upper (negative) or lower edge of the page.
fn past_edge(response: &Response, y: f32) -> f32 {
    let rect = response.rect;
    (y - (rect.bottom() - EDGE)).max(0.0) - ((rect.top() + EDGE) - y).max(0.0)
}
