//! Layouts of the blocks near the window, and estimates for the rest.

use std::collections::BTreeMap;
use std::ops::Range;

use super::beside::Rooms;
use super::grid::Grid;
use super::heights::Heights;
use super::lay_out::{LaidBlock, Measure, RowBox, Space, after, lay_out, setting};
use super::look::Look;
use super::stacked;
use crate::model::{Article, Table};
use crate::store::PageStyle;
use crate::ui::setting::{Engine, Inked, Inks};

/// Layouts and heights.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) heights: Heights,
    laid: BTreeMap<usize, LaidBlock>,
    measure: Option<Measure>,
    /// The blocks whose heights are still those of another measure.
    stale: Range<usize>,
    /// The blocks that were in sight in the last frame.
    shown: Range<usize>,
    /// The columns of the tables in sight, by their first block; `None` where they do not fit.
    grids: BTreeMap<usize, Option<Grid>>,
    rooms: Rooms,
}

/// Layouts kept at most: a few screens.
const MOST_LAID: usize = 240;

/// Blocks of an article whose heights are guessed again at once when the page gets another measure;
/// of a longer one they are guessed bit by bit, with every frame as many as [`GUESSED`].
const AT_ONCE: usize = 20_000;

/// Heights that are guessed again in a frame: half a millisecond.
const GUESSED: usize = 10_000;

/// Mean width of a character in ems, to guess how many lines a block will take.
const CHARACTER: f32 = 0.47;

impl Blocks {
    /// Whether what is there was laid out for `measure`.
    pub(super) fn is_ready(&self, article: &Article, measure: Measure) -> bool {
        self.measure == Some(measure) && self.heights.len() == article.blocks().len()
    }

    /// Makes ready for `measure`; forgets everything when it is another one.
    pub(super) fn prepare(&mut self, article: &Article, measure: Measure) {
        if self.is_ready(article, measure) {
            return;
        }
        let count = article.blocks().len();
        let is_known = self.measure.is_some() && self.heights.len() == count;
        self.measure = Some(measure);
        self.laid.clear();
        self.grids.clear();
        self.rooms.clear();
        if is_known && count > AT_ONCE {
            self.stale = 0..count;
            return;
        }
        self.stale = 0..0;
        self.heights = Heights::new((0..count).map(|at| estimate(article, at, measure)).collect());
    }

    /// Guesses some more heights again after [`Self::prepare`]; gives whether there are others yet.
    /// Nothing in sight moves, since the view hangs on a block.
    pub(super) fn refine(&mut self, article: &Article) -> bool {
        let Some(measure) = self.measure else { return false };
        let now = self.stale.start..self.stale.end.min(self.stale.start + GUESSED);
        self.stale.start = now.end;
        for block in now {
            if !self.laid.contains_key(&block) {
                self.heights.set(block, estimate(article, block, measure));
            }
        }
        !self.stale.is_empty()
    }

    /// The layout of `block`, made now if it is not there.
    pub(super) fn get(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        block: usize,
    ) -> Option<&LaidBlock> {
        let measure = self.measure?;
        if !self.laid.contains_key(&block) {
            match article.table_of(block) {
                Some(table) if self.has_grid(engine, article, table, measure) => {
                    self.lay_out_row(engine, article, table, block, measure)?;
                }
                Some(table) => {
                    let (laid, after) =
                        stacked::lay_out_cell(engine, article, table, block, measure)?;
                    self.keep(block, laid, after);
                }
                None => {
                    let look = Look::of(article.blocks().get(block)?);
                    let indent = self.indent(engine, article, block, &look, measure);
                    let laid = lay_out(engine, article, block, measure, Space::Column { indent })?;
                    self.keep(block, laid, after(article, block, &look) * measure.zoom);
                }
            }
        }
        self.laid.get(&block)
    }

    /// How far a block is set in: by its kind, and by what the numbers of its list need.
    fn indent(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        block: usize,
        look: &Look,
        measure: Measure,
    ) -> f32 {
        let usual = look.indent * measure.zoom;
        let setting = setting(article, look, measure, measure.column);
        let room = self.rooms.beside(engine, article, block, &setting, measure.zoom);
        usual + room.min((measure.column / 2.0 - usual).max(0.0))
    }

    /// Keeps a layout with the space behind it.
    fn keep(&mut self, block: usize, laid: LaidBlock, after: f32) {
        self.heights.set(block, laid.before + laid.height() + after);
        self.laid.insert(block, laid);
    }

    /// What the layouts were made for.
    pub(super) fn measure(&self) -> Option<Measure> {
        self.measure
    }

    /// Whether a table is set in columns; works them out the first time.
    fn has_grid(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        table: &Table,
        measure: Measure,
    ) -> bool {
        let make = || {
            let width = &mut |words: &str, header| {
                let block = article.blocks().get(header)?;
                let setting = setting(article, &Look::of(block), measure, f32::from(u16::MAX));
                Some(engine.lay_out(words, &setting, &[]).size().x)
            };
            Grid::new(article, table, measure.column, measure.zoom, width)
        };
        self.grids.entry(table.blocks().start).or_insert_with(make).is_some()
    }

    /// Lays out all cells of a row, which together say how high it is.
    fn lay_out_row(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        table: &Table,
        block: usize,
        measure: Measure,
    ) -> Option<()> {
        let grid = self.grids.get(&table.blocks().start)?.as_ref()?;
        let row = table.row(block);
        let above = grid.above();
        let mut filled = vec![above; table.columns()];
        let mut cells = Vec::with_capacity(row.len());
        for index in row.clone() {
            let column = table.cell(index)?.column as usize;
            let mut laid = {
                let (left, width) = grid.inside(column);
                let space = Space::Cell { left, width };
                lay_out(engine, article, index, measure, space)?
            };
            let bottom = filled.get_mut(column)?;
            laid.before = *bottom;
            *bottom += laid.laid.size().y;
            cells.push((index, laid));
        }
        let height = filled.into_iter().fold(0.0, f32::max) + above;
        let is_last = row.end == table.blocks().end;
        for (index, mut laid) in cells {
            let cell = table.cell(index)?;
            laid.row = Some(RowBox {
                sides: grid.sides(cell.column as usize),
                height,
                blocks: (row.start, row.end),
                is_first_cell: index == row.start,
                is_first: row.start == table.blocks().start,
                is_last,
                is_header: cell.is_header,
            });
            self.heights.set(index, 0.0);
            self.laid.insert(index, laid);
        }
        let after = Look::of(article.blocks().get(block)?).after * measure.zoom;
        self.heights.set(row.end - 1, if is_last { height + after } else { height });
        Some(())
    }

    /// The blocks that stand beside `block`: the row of a table, else the block alone.
    pub(super) fn row(&self, article: &Article, block: usize) -> Range<usize> {
        let is_grid =
            |table: &&Table| self.grids.get(&table.blocks().start).is_none_or(Option::is_some);
        article.table_of(block).filter(is_grid).map_or(block..block + 1, |table| table.row(block))
    }

    /// The block in the row of `block` that stands at `x`, measured from the column's left edge.
    pub(super) fn beside(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        block: usize,
        x: f32,
    ) -> usize {
        self.get(engine, article, block);
        let distance = |index: &usize| {
            let sides = self.laid.get(index).and_then(|kept| kept.row).map(|row| row.sides);
            sides.map_or(0.0, |(left, right)| (left - x).max(x - right).max(0.0))
        };
        let row = self.row(article, block);
        row.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(block)
    }

    /// The layout of a block that was asked for before.
    pub(super) fn peek(&self, block: usize) -> Option<&LaidBlock> {
        self.laid.get(&block)
    }

    /// The same, to work out what is drawn for its marks.
    pub(super) fn peek_mut(&mut self, block: usize) -> Option<&mut LaidBlock> {
        self.laid.get_mut(&block)
    }

    /// The mesh of a block that was asked for before, with its number, in the right inks: those of
    /// its text and of what stands beside it.
    pub(super) fn inked(
        &mut self,
        engine: &mut Engine,
        block: usize,
        inks: (Inks, Inks),
    ) -> Option<&mut Inked> {
        Some(self.laid.get_mut(&block)?.inked(engine, inks))
    }

    /// Forgets what is out of sight: meshes where they stood, and when there are many, layouts that
    /// are far from `visible`; rows go whole or stay whole.
    pub(super) fn trim(&mut self, visible: &Range<usize>) {
        let shown = std::mem::replace(&mut self.shown, visible.clone());
        for block in shown.filter(|block| !visible.contains(block)) {
            if let Some(kept) = self.laid.get_mut(&block) {
                kept.inked.hide();
                kept.strips.hide();
            }
        }
        if self.laid.len() > MOST_LAID {
            let near = visible.start.saturating_sub(40)..visible.end + 40;
            self.laid.retain(|block, kept| {
                let (start, end) = kept.row.map_or((*block, *block + 1), |row| row.blocks);
                start < near.end && near.start < end
            });
        }
    }
}

/// A guess at the height of a block. Of the cells in a row only the last has one.
fn estimate(article: &Article, index: usize, measure: Measure) -> f32 {
    let Some(block) = article.blocks().get(index) else { return 0.0 };
    let Some(table) = article.table_of(index) else {
        let more = after(article, index, &Look::of(block)) - Look::of(block).after;
        return estimate_in(block, measure, measure.column) + more * measure.zoom;
    };
    let row = table.row(index);
    if index + 1 != row.end {
        return 0.0;
    }
    let width = measure.column / table.columns().max(1) as f32;
    let cells = article.blocks()[row].iter().map(|cell| estimate_in(cell, measure, width));
    cells.fold(0.0, f32::max)
}

fn estimate_in(block: &crate::model::Block, measure: Measure, width: f32) -> f32 {
    let look = Look::of(block);
    let size = look.size * measure.zoom;
    let width = (width - look.indent * measure.zoom).max(size);
    let per_line = (width / (size * CHARACTER)).max(1.0);
    let lines = (block.range.len() as f32 / per_line).ceil().max(1.0);
    let line = look.line_height * measure.line_height / PageStyle::LINE_HEIGHT;
    lines * size * line + (look.before + look.after) * measure.zoom
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_article_guesses_its_heights_again_bit_by_bit() {
        let text = vec!["word ".repeat(40); AT_ONCE + 1].join("\n");
        let draft = crate::testing::draft(&text);
        let measure = |column| Measure {
            column,
            zoom: 1.0,
            scale: 1.0,
            line_height: PageStyle::LINE_HEIGHT,
            is_justified: false,
            family: 0,
        };
        let mut blocks = Blocks::default();
        blocks.prepare(&draft.article, measure(600.0));
        assert!(!blocks.refine(&draft.article));
        let wide = blocks.heights.total();
        blocks.prepare(&draft.article, measure(300.0));
        assert!((blocks.heights.total() - wide).abs() < 1.0);
        let frames = (1..10).find(|_| !blocks.refine(&draft.article));
        assert_eq!(frames, Some(AT_ONCE / GUESSED + 1));
        let mut fresh = Blocks::default();
        fresh.prepare(&draft.article, measure(300.0));
        assert!((blocks.heights.total() - fresh.heights.total()).abs() < 1.0);
        assert!(fresh.heights.total() > 1.5 * wide);
    }
}
