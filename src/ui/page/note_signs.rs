//! Quiet signs at the right of the column, beside the lines where the writer's comments begin. The
//! signs of foot- and endnotes stand in the text itself.

use egui::{Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::strips::line_of;
use super::view::{PageCx, PageView, Visible, local_byte, page_id};
use crate::model::SourceNoteKind;
use crate::text::TextRange;
use crate::ui::pen::Pen;
use crate::ui::setting::{Engine, Excerpts};
use crate::ui::thread::{NoteSign, sign};
use crate::ui::tip::Tip as _;
use crate::workspace::Action;

/// From the column to the middle of a sign, in points.
const INSET: f32 = 9.0;

/// Nearer signs share one, in points.
const APART: f32 = 14.0;

/// Lines of each remark that a card shows.
pub(super) const CARD_LINES: usize = 8;

/// Notes that a card shows at most.
pub(super) const MOST_NOTES: usize = 3;

/// A sign of this frame: its height, and the notes that begin there.
#[derive(Debug)]
struct Beside {
    y: f32,
    notes: Vec<usize>,
}

/// Room that the signs take behind the column.
pub(super) fn room(cx: &PageCx<'_>) -> f32 {
    if cx.document.notes.is_empty() { 0.0 } else { 2.0 * INSET }
}

/// Shows the signs of the lines in sight.
pub(super) fn show(
    view: &mut PageView,
    ui: &mut Ui,
    cx: &PageCx<'_>,
    (engine, excerpts): (&mut Engine, &mut Excerpts),
    column: Rect,
    out: &mut Vec<Action>,
) {
    let mut pointed = None;
    if !cx.document.notes.is_empty() {
        let x = column.right() + INSET;
        for beside in signs(view, cx, column) {
            let mut pen = Pen { tokens: &cx.tokens, engine, excerpts };
            let rect = Rect::from_center_size(pos2(x, beside.y), vec2(18.0, 18.0));
            pointed = one(ui, cx, &mut pen, rect, &beside, out).or(pointed);
        }
    }
    if view.pointed_note != pointed {
        view.pointed_note = pointed;
        ui.ctx().request_repaint();
    }
}

/// The signs in sight, from top to bottom.
fn signs(view: &PageView, cx: &PageCx<'_>, column: Rect) -> Vec<Beside> {
    let mut all: Vec<(f32, usize)> = Vec::new();
    for visible in &view.visible {
        all.extend(in_block(view, cx, visible));
    }
    all.retain(|(y, _)| column.y_range().expand(10.0).contains(*y));
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut out: Vec<Beside> = Vec::new();
    for (y, note) in all {
        match out.last_mut().filter(|last| y - last.y < APART) {
            Some(last) => last.notes.push(note),
            None => out.push(Beside { y, notes: vec![note] }),
        }
    }
    out
}

/// The comments that begin in a block, each with the height of its line.
fn in_block(view: &PageView, cx: &PageCx<'_>, visible: &Visible) -> Vec<(f32, usize)> {
    let block = cx.document.review.article().blocks().get(visible.block);
    let (Some(block), Some(kept)) = (block, view.blocks.peek(visible.block)) else {
        return Vec::new();
    };
    let beginning = cx.document.notes.beginning_in(block.range).iter();
    let is_comment = |note: usize| {
        let note = cx.document.source_notes().get(note);
        note.is_some_and(|note| note.kind == SourceNoteKind::Comment)
    };
    let height = |(range, note): &(TextRange, usize)| {
        let byte = local_byte(cx, visible.block, range.start());
        let line = kept.laid.line(line_of(&kept.laid, byte))?;
        is_comment(*note).then(|| (visible.at.y + line.rect.center().y, *note))
    };
    beginning.filter_map(height).collect()
}

/// A sign; gives the note under the pointer.
fn one(
    ui: &mut Ui,
    cx: &PageCx<'_>,
    pen: &mut Pen<'_>,
    rect: Rect,
    beside: &Beside,
    out: &mut Vec<Action>,
) -> Option<usize> {
    let document = cx.document;
    let id = page_id().with(("writer's note", beside.notes.first()));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let told = beside.notes.iter().filter_map(|note| document.told_note(*note));
        WidgetInfo::labeled(Role::Button, true, told.collect::<Vec<_>>().join(". "))
    });
    let here = document.note_here();
    let chosen = beside.notes.iter().position(|note| Some(*note) == here);
    let is_on = chosen.is_some() || response.hovered() || response.has_focus();
    if is_on {
        ui.painter().rect_filled(rect, 5.0, cx.tokens.selected);
    }
    let ink = if is_on { cx.tokens.accent } else { cx.tokens.muted };
    let is_taken = beside.notes.iter().all(|note| document.notes.taken(*note).is_some());
    let what = NoteSign { kind: SourceNoteKind::Comment, count: beside.notes.len(), is_taken };
    sign(ui.painter(), rect.center(), what, ink);
    if response.clicked() {
        let next = chosen.map_or(0, |at| at + 1) % beside.notes.len().max(1);
        out.extend(beside.notes.get(next).map(|note| Action::GoToNote(*note)));
    }
    let pointed = response.hovered().then(|| beside.notes.first().copied()).flatten();
    response.tip_ui(|ui| {
        ui.set_max_width(320.0);
        for (n, note) in beside.notes.iter().take(MOST_NOTES).enumerate() {
            if n > 0 {
                ui.separator();
            }
            pen.thread(ui, document, *note, CARD_LINES);
        }
    });
    pointed
}
