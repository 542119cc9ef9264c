//! What stands around the words of a block: bullets, rules, soft grounds, the lines of a table.

use egui::{Painter, Rect, Stroke, vec2};

use super::lay_out::{LaidBlock, RowBox};
use super::look::{Look, Ornament};
use super::stacked::Stacked;
use super::view::{PageCx, PageView, Visible};
use crate::model::{Block, BlockKind};

/// Room around text on a ground of its own, in points.
const AROUND: egui::Vec2 = vec2(12.0, 8.0);

/// Grounds behind preformatted text and code: below selections and words.
pub(super) fn grounds(view: &PageView, cx: &PageCx<'_>, painter: &Painter) {
    for visible in &view.visible {
        let Some((block, kept)) = found(view, cx, visible) else { continue };
        if block.kind == BlockKind::Preformatted {
            let size = vec2(view.column.right() - visible.at.x, kept.laid.size().y);
            let ground = Rect::from_min_size(visible.at, size);
            painter.rect_filled(ground.expand2(AROUND), 6.0, cx.tokens.chrome);
        }
        for code in &kept.code {
            let ground = code.translate(visible.at.to_vec2()).expand2(vec2(2.0, -3.0));
            painter.rect_filled(ground, 3.0, cx.tokens.chrome);
        }
    }
}

fn found<'a>(
    view: &'a PageView,
    cx: &'a PageCx<'_>,
    visible: &Visible,
) -> Option<(&'a Block, &'a LaidBlock)> {
    let block = cx.document.review.article().blocks().get(visible.block)?;
    Some((block, view.blocks.peek(visible.block)?))
}

/// What stands beside or between blocks.
pub(super) fn ornaments(view: &PageView, cx: &PageCx<'_>, painter: &Painter) {
    for visible in &view.visible {
        let Some((block, kept)) = found(view, cx, visible) else { continue };
        match Look::of(block).ornament {
            Ornament::None => {}
            Ornament::Bullet => bullet(cx, painter, block, kept, visible),
            Ornament::Rule => rule(view, cx, painter, kept, visible),
        }
        if kept.is_first_note {
            let y = visible.at.y - 14.0 * cx.zoom as f32 / 100.0;
            let length = (view.column.width() / 4.0).min(160.0);
            let left =
                if kept.laid.is_rtl() { view.column.right() - length } else { view.column.left() };
            line(cx, painter, left..=left + length, y, 1.0);
        }
        if let Some(Stacked { above, below, after }) = kept.stacked {
            let across = view.column.left()..=view.column.right();
            for (y, width) in [(visible.top, above), (visible.bottom - after, below)] {
                if let Some(width) = width {
                    line(cx, painter, across.clone(), y, width);
                }
            }
        }
        if let Some(row) = &kept.row
            && row.is_first_cell
        {
            row_lines(view, cx, painter, row, visible);
        }
    }
}

/// A thin line on whole pixels.
fn line(cx: &PageCx<'_>, painter: &Painter, x: std::ops::RangeInclusive<f32>, y: f32, width: f32) {
    let scale = painter.ctx().pixels_per_point();
    let y = ((y * scale).floor() + 0.5) / scale;
    let colour = if width > 1.0 { cx.tokens.muted } else { cx.tokens.line };
    painter.hline(x, y, Stroke::new(width, colour));
}

/// Full for the outermost list, hollow inside it, a square further in.
fn bullet(cx: &PageCx<'_>, painter: &Painter, block: &Block, kept: &LaidBlock, visible: &Visible) {
    if !block.has_bullet(cx.document.review.article().block_text(visible.block)) {
        return;
    }
    let Some(first) = kept.laid.line(0) else { return };
    let zoom = cx.zoom as f32 / 100.0;
    let x = if kept.laid.is_rtl() { first.rect.right() + 13.0 * zoom } else { -13.0 * zoom };
    let centre = visible.at + vec2(x, first.baseline - 5.2 * zoom);
    let (radius, ink) = (2.7 * zoom, cx.tokens.muted);
    match block.level {
        0 | 1 => {
            painter.circle_filled(centre, radius, ink);
        }
        2 => {
            painter.circle_stroke(centre, radius, Stroke::new(1.2, ink));
        }
        _ => {
            let square = Rect::from_center_size(centre, vec2(1.7, 1.7) * radius);
            painter.rect_filled(square, 0.0, ink);
        }
    }
}

/// The bar beside a quotation.
fn rule(view: &PageView, cx: &PageCx<'_>, painter: &Painter, kept: &LaidBlock, visible: &Visible) {
    let gap = 14.0 * cx.zoom as f32 / 100.0;
    let x = if kept.laid.is_rtl() {
        view.column.right() - kept.indent + gap
    } else {
        visible.at.x - gap
    };
    let span = visible.at.y..=visible.at.y + kept.laid.size().y;
    painter.vline(x, span, Stroke::new(2.0, cx.tokens.line));
}

/// The lines above and below a row: strong ones around the table and under its header.
fn row_lines(view: &PageView, cx: &PageCx<'_>, painter: &Painter, row: &RowBox, visible: &Visible) {
    let across = view.column.x_range();
    let across = across.min..=across.max;
    if row.is_first {
        line(cx, painter, across.clone(), visible.top, 1.5);
    }
    let width = if row.is_last || row.is_header { 1.5 } else { 1.0 };
    line(cx, painter, across, visible.top + row.height, width);
}
