//! Selecting with the mouse: drag, double-click a word, triple-click a sentence, four times a block,
//! Shift-click.

use egui::{CursorIcon, Event, Modifiers, PointerButton, Pos2, Response, Ui};

use super::handles;
use super::view::{Drag, PageCx, PageView};
use crate::store::Snap;
use crate::text::{TextPos, TextRange, grapheme_range_at};
use crate::workspace::{Action, Direction, Selection, Unit, snapped, unit_at};

/// Distance from the edge of the page at which a drag scrolls, in points.
const EDGE: f32 = 28.0;

/// How far the pointer goes before a press becomes a drag, in points.
const SLACK: f32 = 4.0;

/// Whether a pointer that was pressed at one place and is at another drags.
pub(super) fn is_drag(from: Pos2, at: Pos2) -> bool {
    from.distance(at) > SLACK
}

/// A press of the primary button.
#[derive(Clone, Copy, Debug)]
struct Press {
    at: Pos2,
    pos: TextPos,
    on_text: bool,
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
                if handles::press(view, ui, response, cx, (at, pressed), out) {
                    continue;
                }
                let Some((pos, on_text)) = view.hit(cx, at) else { continue };
                if !pressed {
                    let Some(drag) = view.drag.take() else { continue };
                    drag_to(drag, cx, pos, &mut selection);
                    if !selection.range().is_empty() {
                        let snap = if modifiers.alt { Snap::Off } else { cx.settings.snap };
                        selection = snapped(cx.document.review.article(), selection, snap);
                    } else if on_text {
                        out.extend(touched(view, cx, pos));
                    }
                } else if is_on_page(view, ui, response, at) {
                    let press = Press { at, pos, on_text, modifiers };
                    press_at(view, ui, response, cx, press, &mut selection, out);
                } else if response.rect.contains(at) && is_its_own(response) {
                    selection = Selection::at(selection.focus); // a click beside lets go
                }
            }
            Event::PointerMoved(at) => {
                handles::pull(view, ui, cx, at);
                follow(view, cx, response, at, &mut selection);
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
        && !view.margin_cards.is_at(at)
        && ui.ctx().layer_id_at(at) == Some(response.layer_id)
}

/// Whether a press is the page's own, not a badge's in the margin; a whole click may lie in one
/// frame.
fn is_its_own(response: &Response) -> bool {
    response.hovered() || response.is_pointer_button_down_on() || response.clicked()
}

/// What a pointer that stays somewhere does: shows what it is over, and beside the page, inside the
/// window or not, scrolls a drag on and takes the words that come in.
fn hover(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    selection: &mut Selection,
) {
    if let Some(at) = ui.input(|i| i.pointer.latest_pos())
        && response.hovered()
        && view.hit(cx, at).is_some_and(|(_, on_text)| on_text)
    {
        ui.ctx().set_cursor_icon(CursorIcon::Text);
    }
    if !ui.input(|i| i.pointer.primary_down()) {
        view.drag = None; // it was let go where nobody could see it
        view.handles.let_go();
    }
    if let Some(at) = view.handles.pulled_at() {
        scroll_on(view, ui, response, at);
        handles::pull(view, ui, cx, at);
    }
    let Some(drag) = view.drag.filter(|drag| drag.has_moved) else { return };
    if scroll_on(view, ui, response, drag.at) {
        follow(view, cx, response, drag.at, selection);
    }
}

/// Scrolls on while the pointer pulls something past the edge of the page; gives whether it does.
fn scroll_on(view: &mut PageView, ui: &Ui, response: &Response, at: Pos2) -> bool {
    let speed = drag_speed(past_edge(response, at.y));
    if speed == 0.0 {
        return false;
    }
    // A frame that comes late, as the first one after a rest does, is no reason to leap.
    let seconds = ui.input(|i| i.stable_dt).min(0.05);
    view.offset += speed * seconds;
    ui.ctx().request_repaint();
    true
}

/// Takes a drag to the pointer, or to the text at the edge where the pointer has left the page.
fn follow(
    view: &mut PageView,
    cx: &PageCx<'_>,
    response: &Response,
    at: Pos2,
    selection: &mut Selection,
) {
    let Some(drag) = &mut view.drag else { return };
    drag.at = at;
    drag.has_moved |= is_drag(drag.from, at) || !response.rect.contains(at);
    let drag = *drag;
    let inside = response.rect.shrink(1.0).clamp(at);
    if let Some((pos, _)) = view.hit(cx, inside) {
        drag_to(drag, cx, pos, selection);
    }
}

/// How fast a drag scrolls, in points a second, so far past the edge: slow enough to stop at a word,
/// and fast enough to go through a chapter.
fn drag_speed(past_edge: f32) -> f32 {
    const PER_POINT: f32 = 7.0;
    const PER_POINT_SQUARED: f32 = 0.12;
    const MOST: f32 = 6000.0;
    let speed = PER_POINT * past_edge + PER_POINT_SQUARED * past_edge * past_edge.abs();
    speed.clamp(-MOST, MOST)
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
    view.card.close();
    view.caret_side = view.hit_side(cx, press.at).map(|(pos, side, _)| (pos, side));
    if press.modifiers.command
        && press.on_text
        && let Some(url) = cx.document.review.article().link_at(press.pos)
    {
        out.push(Action::OpenUrl(url.to_owned()));
        return;
    }
    if press.modifiers.shift {
        let origin = TextRange::empty(selection.anchor);
        view.drag = Some(Drag::new(None, origin, press.at));
        *selection = Selection { anchor: selection.anchor, focus: press.pos };
        return;
    }
    let unit = match count_press(view, ui.input(|i| i.time), press.at) {
        1 => None,
        2 => Some(Unit::Word),
        3 => Some(Unit::Sentence),
        _ => Some(Unit::Block),
    };
    let origin = taken_at(cx, unit, press.pos);
    view.drag = Some(Drag::new(unit, origin, press.at));
    *selection = Selection::of(origin);
}

/// A click selects the shortest mark there, the next one when it is made again on the same word, or
/// lets go of the selected one. A drag does neither, so
/// that a mark can be put on other words.
fn touched(view: &mut PageView, cx: &PageCx<'_>, pos: TextPos) -> Option<Action> {
    let word = unit_at(cx.document.review.article(), Unit::Word, pos);
    let again = view.last_touch.replace(word) == Some(word);
    let review = &cx.document.review;
    let next = if again {
        cx.document.next_at(pos, Direction::Forward)
    } else {
        review.marks_at(pos).first().map(|mark| mark.id)
    };
    match next {
        Some(mark) => Some(Action::TouchMark(mark)),
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

/// What a drag by `unit` takes at `pos`.
fn taken_at(cx: &PageCx<'_>, unit: Option<Unit>, pos: TextPos) -> TextRange {
    let article = cx.document.review.article();
    match unit {
        Some(unit) => unit_at(article, unit, pos),
        None => TextRange::empty(grapheme_range_at(article.text(), pos).start()),
    }
}

/// Takes in everything between the origin of the drag and `pos`, by the drag's unit.
fn drag_to(drag: Drag, cx: &PageCx<'_>, pos: TextPos, selection: &mut Selection) {
    let here = taken_at(cx, drag.unit, pos);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_scrolls_faster_the_further_it_is_outside() {
        let speeds = [0.0, 5.0, 30.0, 200.0, 1e9].map(drag_speed);
        assert!(speeds.is_sorted() && speeds[0] == 0.0 && speeds[4] <= 6000.0);
        assert!((drag_speed(-30.0) + drag_speed(30.0)).abs() < 1e-3);
    }
}
