//! Tables with more columns than fit: their cells one below the other, with the name of the column
//! beside each, and a line between two rows.

use super::beside::Beside;
use super::lay_out::{LaidBlock, Measure, Space, lay_out, setting};
use super::look::Look;
use crate::model::{Article, Table};
use crate::ui::setting::{Engine, Face, Setting, Weight};

/// How much of the column the names take.
const NAMES: f32 = 0.34;

/// Between a name and its cell, in points at 100 %.
const GAP: f32 = 12.0;

/// Size of a name, in sizes of the cell.
const NAME_SIZE: f32 = 0.87;

/// Characters of a name at most.
const LONGEST_NAME: usize = 120;

/// Space above and below a cell, and above and below a row, in points at 100 %.
const CELL: f32 = 1.5;
const ROW: f32 = 8.0;

/// The lines around a cell, as wide as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stacked {
    pub(super) above: Option<f32>,
    pub(super) below: Option<f32>,
    /// From the lower line to the end of the block.
    pub(super) after: f32,
}

/// Lays a cell out, and gives the space behind it.
pub(super) fn lay_out_cell(
    engine: &mut Engine,
    article: &Article,
    table: &Table,
    block: usize,
    measure: Measure,
) -> Option<(LaidBlock, f32)> {
    let name = name(article, table, block);
    let indent = name.map_or(0.0, |_| measure.column * NAMES);
    let mut laid = lay_out(engine, article, block, measure, Space::Column { indent })?;
    let look = Look::of(article.blocks().get(block)?);
    if let Some(name) = name.filter(|_| begins_cell(table, block)) {
        let width = indent - GAP * measure.zoom;
        let own = setting(article, &look, measure, width);
        let own = Setting {
            face: Face::Interface,
            size: own.size * NAME_SIZE,
            weight: Weight::Regular,
            ..own
        };
        let name = engine.lay_out(name, &own, &[]);
        let x = if laid.laid.is_rtl() { measure.column - width } else { -indent };
        laid.beside = Beside::new(name, x, &laid.laid, measure.scale);
    }
    let row = table.row(block);
    let (is_first, is_last) = (row.start == block, row.end == block + 1);
    let ends = row.end == table.blocks().end;
    let space = |is_edge| if is_edge { ROW } else { CELL } * measure.zoom;
    let after = if ends && is_last { look.after * measure.zoom } else { 0.0 };
    laid.before = space(is_first);
    laid.stacked = Some(Stacked {
        above: is_first.then(|| line_above(table, row.start)),
        below: (ends && is_last).then_some(STRONG),
        after,
    });
    Some((laid, space(is_last) + after))
}

const STRONG: f32 = 1.5;
const THIN: f32 = 1.0;

/// Around the table and under its header the lines are strong.
fn line_above(table: &Table, first: usize) -> f32 {
    let before = first.checked_sub(1).and_then(|before| table.cell(before));
    if before.is_none_or(|before| before.is_header) { STRONG } else { THIN }
}

/// The name of a cell's column, unless the cell is a name itself.
fn name<'a>(article: &'a Article, table: &Table, block: usize) -> Option<&'a str> {
    let cell = table.cell(block).filter(|cell| !cell.is_header)?;
    let name = article.block_text(table.header(cell.column)?);
    Some(name.char_indices().nth(LONGEST_NAME).map_or(name, |(end, _)| &name[..end]))
}

/// Whether a block is the first of its cell, which may have been cut.
fn begins_cell(table: &Table, block: usize) -> bool {
    let before = block.checked_sub(1).and_then(|before| table.cell(before));
    before != table.cell(block)
}
