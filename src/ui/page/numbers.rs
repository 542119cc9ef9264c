//! The numbers of the blocks, beside their first lines.

use egui::{Align, Rect, Ui, pos2};

use super::view::{PageCx, PageView};
use crate::ui::setting::{Engine, ExcerptStyle, Excerpts};
use crate::ui::theme::size;

/// Distance from the column, in points.
const GAP: f32 = 14.0;

/// From the column to what stands behind the numbers, with room for the longest of them.
pub(super) fn room(blocks: usize) -> f32 {
    const DIGIT: f32 = 7.0;
    const LEAST: f32 = 44.0;
    let digits = blocks.checked_ilog10().unwrap_or(0) + 1;
    (2.0 * GAP + digits as f32 * DIGIT).max(LEAST)
}

/// At the right of the column: the left margin belongs to the marks.
pub(super) fn show(
    view: &PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    column: Rect,
    engine: &mut Engine,
    excerpts: &mut Excerpts,
) {
    if !cx.settings.block_numbers {
        return;
    }
    let article = cx.document.review.article();
    let style = ExcerptStyle { size: size::BLOCK_NUMBER, ..ExcerptStyle::small(&cx.tokens) };
    for visible in &view.visible {
        let kept = view.blocks.peek(visible.block);
        // One number for a row: that of its first cell.
        let kept = kept.filter(|kept| kept.row.is_none_or(|row| row.is_first_cell));
        let line = kept.and_then(|kept| kept.laid.line(0));
        let (Some(line), Some(number)) = (line, article.block_number(visible.block)) else {
            continue;
        };
        let at = pos2(column.right() + GAP, visible.at.y + line.rect.center().y);
        excerpts.number(ui.painter(), engine, number, &style, (at, Align::Min));
    }
}
