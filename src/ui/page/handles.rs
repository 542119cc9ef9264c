//! Handles at both ends of the selected mark: pulled with the mouse, or moved by the arrow keys.

use egui::{
    CursorIcon, EventFilter, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::pointer::is_drag;
use super::view::{PageCx, PageView, page_id};
use crate::model::{Mark, MarkId};
use crate::store::Snap;
use crate::text::TextRange;
use crate::ui::pen::opening;
use crate::ui::setting::Side;
use crate::ui::tip::Tip as _;
use crate::workspace::{Action, Change, EndOfMark, Nudge, pulled};

/// Radius of a knob, in points.
const KNOB: f32 = 4.5;

/// Characters of the marked words that are told at most.
const WORDS: usize = 160;

/// Half the side of the square in which a press takes a handle.
const REACH: f32 = 9.0;

/// The handles of the last frame, and the one that is being pulled.
#[derive(Debug, Default)]
pub(super) struct Handles {
    shown: Vec<(EndOfMark, Rect)>,
    pull: Option<Pull>,
}

/// A handle on its way.
#[derive(Clone, Copy, Debug)]
struct Pull {
    mark: MarkId,
    end: EndOfMark,
    /// Where the mark was.
    from: TextRange,
    /// Where it would be.
    to: TextRange,
    /// From the line's middle to where the handle was taken.
    grip: Vec2,
    /// Where the pointer is.
    at: Pos2,
    /// Where the button was pressed.
    pressed: Pos2,
    /// Whether the pointer has left that place: a click leaves the mark as it is.
    has_moved: bool,
}

impl Handles {
    /// Where the mark would be if the handle were let go of now.
    pub(super) fn preview(&self) -> Option<TextRange> {
        self.pull.map(|pull| pull.to)
    }

    /// Where the pointer is that pulls one, once it has moved.
    pub(super) fn pulled_at(&self) -> Option<Pos2> {
        self.pull.filter(|pull| pull.has_moved).map(|pull| pull.at)
    }

    /// Leaves the mark where it was.
    pub(super) fn let_go(&mut self) {
        self.pull = None;
    }
}

/// A press or release of the mouse; gives whether it was a handle's.
pub(super) fn press(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    (at, pressed): (Pos2, bool),
    out: &mut Vec<Action>,
) -> bool {
    if !pressed {
        let Some(pull) = view.handles.pull.take() else { return false };
        if pull.to != pull.from {
            out.push(Action::Change(Change::PlaceMark(pull.mark, pull.to)));
        }
        return true;
    }
    // A dialog, a menu or a list over the page takes its presses itself.
    let is_free = ui.ctx().layer_id_at(at) == Some(response.layer_id);
    if !is_free || !response.rect.contains(at) {
        return false;
    }
    let taken = view.handles.shown.iter().find(|(_, rect)| rect.contains(at)).copied();
    let mark = cx.document.selected_mark();
    let (Some((end, _)), Some(mark)) = (taken, mark) else { return false };
    let Some(from) = mark.range() else { return false };
    let Some(line) = caret_of(view, cx, end, from) else { return false };
    view.handles.pull = Some(Pull {
        mark: mark.id,
        end,
        from,
        to: from,
        grip: at - line.center(),
        at,
        pressed: at,
        has_moved: false,
    });
    view.card.close();
    true
}

/// Takes the handle that is being pulled to the pointer: by words, by graphemes with Alt held.
pub(super) fn pull(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, at: Pos2) {
    let Some(pull) = &mut view.handles.pull else { return };
    pull.has_moved |= is_drag(pull.pressed, at);
    if !pull.has_moved {
        return;
    }
    let pull = *pull;
    let snap = if ui.input(|i| i.modifiers.alt) { Snap::Off } else { Snap::Words };
    let inside = view.column.expand2(vec2(40.0, -1.0)).clamp(at - pull.grip);
    let Some((pos, _)) = view.hit(cx, inside) else { return };
    let to = pulled(&cx.document.review, pull.from, pull.end, pos, snap).unwrap_or(pull.to);
    view.handles.pull = Some(Pull { to, at, ..pull });
}

/// The upright line at an end of a range.
fn caret_of(view: &PageView, cx: &PageCx<'_>, end: EndOfMark, range: TextRange) -> Option<Rect> {
    match end {
        EndOfMark::Start => view.caret_rect(cx, range.start(), Side::InFront),
        EndOfMark::End => view.caret_rect(cx, range.end(), Side::Behind),
    }
}

/// Shows the handles of the selected mark that are in sight.
pub(super) fn show(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, out: &mut Vec<Action>) {
    view.handles.shown.clear();
    let is_free = cx.document.read_only.is_none() && cx.document.selection.range().is_empty();
    let Some(mark) = cx.document.selected_mark().filter(|_| is_free) else { return };
    let Some(range) = view.handles.preview().or(mark.range()) else { return };
    for end in [EndOfMark::Start, EndOfMark::End] {
        let Some(line) = caret_of(view, cx, end, range) else { continue };
        let knob = match end {
            EndOfMark::Start => pos2(line.center().x, line.top() + 2.0),
            EndOfMark::End => pos2(line.center().x, line.bottom() - 2.0),
        };
        if !view.column.y_range().contains(knob.y) {
            continue;
        }
        let rect = Rect::from_center_size(knob, Vec2::splat(2.0 * REACH));
        view.handles.shown.push((end, rect));
        let response = handle(ui, cx, mark, end, rect, line);
        if response.has_focus() {
            arrows(ui, &response, end, is_rtl(view, cx, end, range), out);
        }
    }
}

fn handle(
    ui: &Ui,
    cx: &PageCx<'_>,
    mark: &Mark,
    end: EndOfMark,
    rect: Rect,
    line: Rect,
) -> Response {
    let (which, keys) = match end {
        EndOfMark::Start => ("Start", "[ and Shift+["),
        EndOfMark::End => ("End", "] and Shift+]"),
    };
    let name = format!("{which} of mark {}", mark.number);
    let id = page_id().with(("handle", which));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(opening(mark.words(cx.document.review.text()), WORDS));
    });
    let is_on = response.hovered() || response.dragged() || response.has_focus();
    let painter = ui.painter();
    let radius = if is_on { KNOB + 1.5 } else { KNOB };
    painter.vline(rect.center().x, line.shrink(3.0).y_range(), Stroke::new(1.5, cx.tokens.accent));
    painter.circle(rect.center(), radius, cx.tokens.accent, Stroke::new(1.5, cx.tokens.paper));
    if is_on {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.has_focus() {
        painter.circle_stroke(rect.center(), radius + 2.0, Stroke::new(1.5, cx.tokens.accent));
    }
    response.tip_ui(|ui| {
        ui.label(&name);
        ui.label(format!("Drag it; Alt for single letters; {keys}"));
    })
}

/// Moves the end by a word with the arrow keys, as it is seen.
fn arrows(ui: &Ui, response: &Response, end: EndOfMark, is_rtl: bool, out: &mut Vec<Action>) {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    if left == right {
        return;
    }
    let goes_back = left != is_rtl;
    let nudge = match end {
        EndOfMark::Start if goes_back => Nudge::Grow,
        EndOfMark::End if !goes_back => Nudge::Grow,
        _ => Nudge::Shrink,
    };
    out.push(Action::Change(Change::MoveEnd(end, nudge)));
}

/// Whether the block at an end of a range runs from right to left.
fn is_rtl(view: &PageView, cx: &PageCx<'_>, end: EndOfMark, range: TextRange) -> bool {
    let pos = if end == EndOfMark::Start { range.start() } else { range.end() };
    let block = cx.document.review.article().block_index_at(pos);
    view.blocks.peek(block).is_some_and(|kept| kept.laid.is_rtl())
}
