//! The margin: numbers and badges beside the lines where marks begin.

use std::borrow::Cow;

use egui::{
    Align, Align2, FontFamily, FontId, Popup, Pos2, Rect, Sense, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use super::beginnings::{Beginning, MarginLine};
use super::menu;
use super::strips::line_of;
use super::view::{PageCx, PageView, Visible, local_byte, page_id};
use crate::model::{Mark, MarkId};
use crate::review::work_state;
use crate::ui::badge::{self, spoken};
use crate::ui::setting::{Engine, ExcerptStyle, Excerpts, Weight};
use crate::ui::theme::size;
use crate::ui::tip::Tip as _;
use crate::workspace::{Action, Field};

/// Width of a number of two digits and its badge, in points.
const ENTRY: f32 = 40.0;

pub(super) fn show(
    view: &mut PageView,
    ui: &mut Ui,
    cx: &PageCx<'_>,
    column: Rect,
    pen: &mut Pen<'_>,
) {
    let mut pointed = None;
    let goes_on = |_: &Visible, next: &Visible| {
        let row = view.blocks.peek(next.block).and_then(|kept| kept.row);
        row.is_some_and(|row| !row.is_first_cell)
    };
    for row in view.visible.chunk_by(goes_on).filter(|_| cx.settings.margin_numbers) {
        for Beside { y, numbers, selected } in beside(view, cx, row) {
            if y < column.top() - 20.0 || y > column.bottom() + 20.0 {
                continue;
            }
            let right = pos2(column.left() - 14.0, y);
            let hit = line_entries(ui, cx, pen, right, &numbers, selected);
            pointed = hit.or(pointed);
        }
    }
    if view.pointed != pointed {
        view.pointed = pointed;
        ui.ctx().request_repaint();
    }
}

/// What the numbers are written with, and where their clicks go.
pub(super) struct Pen<'a> {
    pub(super) engine: &'a mut Engine,
    pub(super) excerpts: &'a mut Excerpts,
    pub(super) out: &'a mut Vec<Action>,
}

impl Pen<'_> {
    /// Writes a number that ends at `right`, in the middle of its height.
    fn number(&mut self, ui: &Ui, cx: &PageCx<'_>, number: u32, is_selected: bool, right: Pos2) {
        let (weight, ink) = if is_selected {
            (Weight::Bold, cx.tokens.ink)
        } else {
            (Weight::Regular, cx.tokens.muted)
        };
        let style = ExcerptStyle { size: 12.0, weight, ink, ..ExcerptStyle::text(&cx.tokens) };
        let place = (right, Align::Max);
        self.excerpts.number(ui.painter(), self.engine, number, &style, place);
    }
}

/// The numbers at one height of the margin.
struct Beside<'a> {
    y: f32,
    numbers: Cow<'a, MarginLine>,
    /// The selected mark and the line of `numbers`, where it begins here.
    selected: Option<(usize, Beginning)>,
}

/// The numbers beside a block, or beside all cells of a row: lines at about one height share a place.
fn beside<'a>(view: &'a PageView, cx: &PageCx<'_>, row: &[Visible]) -> Vec<Beside<'a>> {
    /// Nearer lines of two cells would be written over each other.
    const APART: f32 = 22.0;
    let mut all: Vec<Beside<'a>> = Vec::new();
    for visible in row {
        let Some(kept) = view.blocks.peek(visible.block) else { continue };
        let begins = selected_line(cx, visible, &kept.laid);
        let others = all.len();
        for numbers in kept.strips.margin() {
            let Some(line) = kept.laid.line(numbers.line) else { continue };
            let y = visible.at.y + line.rect.center().y;
            let selected = begins.filter(|(at, _)| *at == numbers.line);
            let near = all[..others].iter_mut().find(|other| (other.y - y).abs() < APART);
            if let Some(other) = near {
                other.numbers.to_mut().join(numbers);
                let line = other.numbers.line;
                other.selected = other.selected.or(selected.map(|(_, mark)| (line, mark)));
            } else {
                all.push(Beside { y, numbers: Cow::Borrowed(numbers), selected });
            }
        }
    }
    all
}

/// The line of this block on which the selected mark begins.
pub(super) fn selected_line(
    cx: &PageCx<'_>,
    visible: &Visible,
    laid: &crate::ui::setting::Laid,
) -> Option<(usize, Beginning)> {
    let mark = cx.document.selected_mark()?;
    let start = mark.range()?.start();
    let block = cx.document.review.article().blocks().get(visible.block)?;
    let begins = || {
        let byte = local_byte(cx, visible.block, start);
        (line_of(laid, byte), Beginning::of(mark, work_state(&cx.document.review, mark)))
    };
    block.range.contains(start).then(begins)
}

/// Width of a badge with a number of so many digits.
fn entry_width(number: u32) -> f32 {
    const DIGIT: f32 = 7.0;
    let more_digits = number.checked_ilog10().unwrap_or(0).saturating_sub(1);
    ENTRY + DIGIT * more_digits as f32
}

/// The marks that are shown beside a line, the selected one always among them.
pub(super) fn marks_on_line(
    numbers: &MarginLine,
    selected: Option<(usize, Beginning)>,
) -> Cow<'_, [Beginning]> {
    match selected {
        Some((line, mark)) if line == numbers.line && numbers.more > 0 => Cow::Owned(vec![mark]),
        _ => Cow::Borrowed(&numbers.marks),
    }
}

/// The entries of a line, the selected one always among them; gives the one under the pointer.
fn line_entries(
    ui: &mut Ui,
    cx: &PageCx<'_>,
    pen: &mut Pen<'_>,
    right: Pos2,
    numbers: &MarginLine,
    selected: Option<(usize, Beginning)>,
) -> Option<MarkId> {
    let marks = marks_on_line(numbers, selected);
    let mut pointed = None;
    // They stand at the right, but the keyboard goes through them as they are read.
    let left = right.x - marks.iter().map(|mark| entry_width(mark.number)).sum::<f32>();
    let mut x = left;
    for mark in marks.iter() {
        let start = pos2(x, right.y - 11.0);
        x += entry_width(mark.number);
        let rect = Rect::from_min_max(start, pos2(x, right.y + 11.0));
        pointed = entry(ui, cx, pen, mark, rect).or(pointed);
    }
    if numbers.more > 0 {
        more(ui, cx, pos2(left, right.y), numbers, pen.out);
    }
    pointed
}

/// How many more marks begin on a line; a click goes through them.
fn more(ui: &mut Ui, cx: &PageCx<'_>, right: Pos2, numbers: &MarginLine, out: &mut Vec<Action>) {
    let rect =
        Rect::from_min_max(pos2(right.x - ENTRY, right.y - 11.0), pos2(right.x, right.y + 11.0));
    let id = page_id().with(("more in margin", numbers.marks.first().map(|mark| mark.id)));
    let response = ui.interact(rect, id, Sense::click());
    let name = || format!("{} more marks begin on this line", numbers.more);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name()));
    let is_on = response.hovered() || response.has_focus();
    let ink = if is_on { cx.tokens.accent } else { cx.tokens.muted };
    let font = FontId::new(size::SMALL, FontFamily::Proportional);
    let at = pos2(right.x - 4.0, right.y);
    ui.painter().text(at, Align2::RIGHT_CENTER, format!("+{}", numbers.more), font, ink);
    if response.clicked() {
        out.extend(next_on_line(cx, numbers).map(Action::TouchMark));
    }
    response.tip_ui(|ui| {
        ui.label(name());
        ui.label("Click: the next of them");
    });
}

/// The mark that begins on the line after the selected one, or the second.
fn next_on_line(cx: &PageCx<'_>, numbers: &MarginLine) -> Option<MarkId> {
    let there = cx.document.review.marks_over(numbers.text);
    let starts = |mark: &&Mark| mark.range().is_some_and(|r| numbers.text.contains(r.start()));
    let ids: Vec<MarkId> = there.filter(starts).map(|mark| mark.id).collect();
    let at = ids.iter().position(|id| Some(*id) == cx.document.selected).unwrap_or(0);
    ids.get((at + 1) % ids.len().max(1)).copied()
}

fn entry(
    ui: &mut Ui,
    cx: &PageCx<'_>,
    pen: &mut Pen<'_>,
    mark: &Beginning,
    rect: Rect,
) -> Option<MarkId> {
    let review = &cx.document.review;
    let told = || review.mark(mark.id).map(|mark| spoken(review, mark)).unwrap_or_default();
    let response = ui.interact(rect, page_id().with(("margin", mark.id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told()));
    let badge = mark.badge(&cx.tokens);
    let is_selected = cx.document.selected == Some(mark.id);
    if is_selected || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 6.0, cx.tokens.selected);
    }
    badge::paint(ui.painter(), pos2(rect.right() - 11.0, rect.center().y), size::BADGE, badge);
    pen.number(ui, cx, mark.number, is_selected, pos2(rect.right() - 23.0, rect.center().y));
    if response.clicked() {
        pen.out.push(Action::TouchMark(mark.id));
        if ui.input(|i| i.modifiers.command) {
            pen.out.push(Action::Focus(Field::Inspector));
        }
    }
    if response.secondary_clicked() {
        pen.out.push(Action::TouchMark(mark.id));
    }
    // To prepare menu and tip of every number in sight would be half of what the margin costs.
    let menu = Popup::default_response_id(&response);
    if response.hovered() || response.has_focus() || Popup::is_id_open(ui.ctx(), menu) {
        response.context_menu(|ui| menu::entries(ui, cx, pen.out));
    }
    let is_pointed = response.hovered();
    if is_pointed {
        response.tip_ui(|ui| {
            ui.label(told());
            ui.label("Ctrl+click: to the inspector");
        });
    }
    is_pointed.then_some(mark.id)
}
