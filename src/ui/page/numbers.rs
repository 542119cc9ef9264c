//! The numbers of the blocks, beside their first lines.

use egui::{Align2, FontFamily, FontId, Rect, Ui, pos2};

use super::view::{PageCx, PageView};
use crate::ui::theme::size;

/// Distance from the column, in points.
const GAP: f32 = 14.0;

/// At the right of the column: the left margin belongs to the marks.
pub(super) fn show(view: &PageView, ui: &Ui, cx: &PageCx<'_>, column: Rect) {
    if !cx.shows_block_numbers {
        return;
    }
    let article = cx.document.review.article();
    let font = FontId::new(size::BLOCK_NUMBER, FontFamily::Proportional);
    for visible in &view.visible {
        let line = view.blocks.peek(visible.block).and_then(|kept| kept.laid.line(0));
        let (Some(line), Some(number)) = (line, article.block_number(visible.block)) else {
            continue;
        };
        let at = pos2(column.right() + GAP, visible.at.y + line.rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, number, font.clone(), cx.tokens.muted);
    }
}
