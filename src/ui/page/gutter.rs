//! The margin: numbers and badges beside the lines where marks begin.

use egui::{Align2, FontFamily, FontId, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::view::{PageCx, PageView, local_byte, page_id};
use crate::model::Mark;
use crate::ui::badge::{self, Badge, spoken};
use crate::ui::theme::size;
use crate::workspace::Action;

/// Width of a number and its badge, in points.
const ENTRY: f32 = 40.0;

/// Entries beside a line; the rest are counted.
const MOST: usize = 2;

pub(super) fn show(
    view: &PageView,
    ui: &mut Ui,
    cx: &PageCx<'_>,
    column: Rect,
    out: &mut Vec<Action>,
) {
    let review = &cx.document.review;
    for visible in &view.visible {
        let Some(laid) = view.blocks.peek(visible.block) else { continue };
        let Some(block) = review.article().blocks().get(visible.block) else { continue };
        let mut on_line: Vec<(usize, &Mark)> = review
            .marks_in_block(visible.block)
            .filter_map(|mark| {
                let start = mark.range()?.start();
                let begins = block.range.contains(start);
                begins.then(|| (laid.laid.line_of(local_byte(cx, visible.block, start)), mark))
            })
            .collect();
        on_line.sort_by_key(|(line, _)| *line);
        for marks in on_line.chunk_by(|a, b| a.0 == b.0) {
            let Some(line) = laid.laid.line(marks[0].0) else { continue };
            let y = visible.at.y + line.rect.center().y;
            line_entries(ui, cx, column, y, marks, out);
        }
    }
}

fn line_entries(
    ui: &mut Ui,
    cx: &PageCx<'_>,
    column: Rect,
    y: f32,
    marks: &[(usize, &Mark)],
    out: &mut Vec<Action>,
) {
    let shown = marks.len().min(MOST);
    let mut right = column.left() - 14.0;
    for (_, mark) in marks[..shown].iter().rev() {
        let rect = Rect::from_min_max(pos2(right - ENTRY, y - 11.0), pos2(right, y + 11.0));
        entry(ui, cx, mark, rect, out);
        right -= ENTRY;
    }
    if marks.len() > shown {
        let font = FontId::new(size::SMALL, FontFamily::Proportional);
        let text = format!("+{}", marks.len() - shown);
        ui.painter().text(pos2(right - 2.0, y), Align2::RIGHT_CENTER, text, font, cx.tokens.muted);
    }
}

fn entry(ui: &mut Ui, cx: &PageCx<'_>, mark: &Mark, rect: Rect, out: &mut Vec<Action>) {
    let review = &cx.document.review;
    let response = ui.interact(rect, page_id().with(("margin", mark.id)), Sense::click());
    let name = spoken(review, mark);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    let badge = Badge::of(review, mark, &cx.tokens);
    let is_selected = cx.document.selected == Some(mark.id);
    if is_selected || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 6.0, cx.tokens.selected);
    }
    badge::paint(ui.painter(), pos2(rect.right() - 11.0, rect.center().y), size::BADGE, &badge);
    let family = if is_selected { crate::ui::setting::bold() } else { FontFamily::Proportional };
    let ink = if is_selected { cx.tokens.ink } else { cx.tokens.muted };
    let at = pos2(rect.right() - 23.0, rect.center().y);
    ui.painter().text(
        at,
        Align2::RIGHT_CENTER,
        mark.number.to_string(),
        FontId::new(12.0, family),
        ink,
    );
    if response.clicked() {
        out.push(Action::TouchMark(mark.id));
    }
    response.on_hover_text(name);
}
