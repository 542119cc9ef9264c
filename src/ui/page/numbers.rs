//! At the right of the column, since the left margin belongs to the marks: the numbers of the blocks,
//! beside their first lines, and the pages of the file, beside the lines where they begin.

use egui::{Align, Pos2, Rect, Ui, pos2, vec2};

use super::note_signs;
use super::strips::line_of;
use super::view::{PageCx, PageView, Visible, local_byte};
use crate::model::PageStart;
use crate::text::isolated;
use crate::ui::setting::{Engine, ExcerptStyle, Excerpts};
use crate::ui::theme::size;

/// Distance from the column, in points, and from the signs of the writer's comments.
const GAP: f32 = 14.0;
const BEHIND_SIGNS: f32 = 4.0;

/// What the name of a page takes at most, in points.
const PAGE: f32 = 56.0;

/// The scroll bar and the strip beside it, in points.
const BAR: f32 = 24.0;

/// From the middle of a line to that of a number, where there are two beside it, in points.
const APART: f32 = 6.5;

/// Room between the column and what stands behind the signs and the numbers.
pub(super) fn room(cx: &PageCx<'_>) -> f32 {
    const DIGIT: f32 = 7.0;
    const LEAST: f32 = 16.0;
    const NOTHING: f32 = 18.0;
    let blocks = cx.settings.block_numbers.then(|| {
        let blocks = cx.document.review.article().blocks().len();
        let digits = blocks.checked_ilog10().unwrap_or(0) + 1;
        (digits as f32 * DIGIT).max(LEAST)
    });
    let pages = shows_pages(cx).then_some(PAGE);
    let longest = blocks.into_iter().chain(pages).reduce(f32::max);
    longest.map_or(NOTHING, |longest| left(cx) + longest + GAP)
}

/// From the column to the numbers.
fn left(cx: &PageCx<'_>) -> f32 {
    let signs = note_signs::room(cx);
    if signs > 0.0 { signs + BEHIND_SIGNS } else { GAP }
}

fn shows_pages(cx: &PageCx<'_>) -> bool {
    cx.settings.page_numbers && !cx.document.review.article().pages.is_empty()
}

/// Shows those of the lines in sight.
pub(super) fn show(
    view: &PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    column: Rect,
    engine: &mut Engine,
    excerpts: &mut Excerpts,
) {
    let (has_blocks, has_pages) = (cx.settings.block_numbers, shows_pages(cx));
    if !has_blocks && !has_pages {
        return;
    }
    let article = cx.document.review.article();
    let left = column.right() + left(cx);
    let style = ExcerptStyle { size: size::BLOCK_NUMBER, ..ExcerptStyle::small(&cx.tokens) };
    for visible in &view.visible {
        let mut first = has_blocks.then(|| first_line(view, visible)).flatten();
        let range = article.blocks().get(visible.block).map(|block| block.range);
        let starts = range.filter(|_| has_pages).map(|range| article.pages.beginning_in(range));
        for start in starts.unwrap_or_default() {
            let Some(mut y) = height(view, cx, visible, start) else { continue };
            if let Some(first) = first.as_mut().filter(|first| (**first - y).abs() < 1.0) {
                *first -= APART;
                y += APART;
            }
            page(ui, (engine, excerpts), &style, pos2(left, y), start);
        }
        if let Some((y, number)) = first.zip(article.block_number(visible.block)) {
            let at = pos2(left, y);
            excerpts.number(ui.painter(), engine, number, &style, (at, Align::Min));
        }
    }
}

/// The middle of the first line of a block; of a row, that of its first cell.
fn first_line(view: &PageView, visible: &Visible) -> Option<f32> {
    let kept = view.blocks.peek(visible.block)?;
    let is_first = kept.row.is_none_or(|row| row.is_first_cell);
    let line = kept.laid.line(0).filter(|_| is_first)?;
    Some(visible.at.y + line.rect.center().y)
}

/// The middle of the line where a page begins.
fn height(view: &PageView, cx: &PageCx<'_>, visible: &Visible, start: &PageStart) -> Option<f32> {
    let kept = view.blocks.peek(visible.block)?;
    let byte = local_byte(cx, visible.block, start.at);
    let line = kept.laid.line(line_of(&kept.laid, byte))?;
    Some(visible.at.y + line.rect.center().y)
}

/// The name of a page, where there is room for it in front of the scroll bar.
fn page(
    ui: &Ui,
    (engine, excerpts): (&mut Engine, &mut Excerpts),
    style: &ExcerptStyle,
    at: Pos2,
    start: &PageStart,
) {
    let words = format!("page {}", isolated(&start.label));
    let scale = ui.ctx().pixels_per_point();
    let extent = excerpts.extent(engine, &words, style, PAGE, scale);
    let height = excerpts.height(engine, &words, style, PAGE, scale);
    if at.x + extent.right() <= ui.clip_rect().right() - BAR {
        let rect = Rect::from_min_size(at - vec2(0.0, height / 2.0), vec2(PAGE, height));
        excerpts.paint(ui, engine, &words, style, rect);
    }
}
