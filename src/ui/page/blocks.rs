//! Layouts of the blocks near the window, and estimates for the rest.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::Rect;

use super::grid::Grid;
use super::heights::Heights;
use super::item_number::{ItemNumber, Rooms};
use super::look::Look;
use super::strips::Strips;
use crate::model::{Article, BlockKind, InlineStyle, Table};
use crate::store::PageStyle;
use crate::ui::setting::{Engine, Inked, Inks, Laid, Run, RunStyle, Setting, language_of};
use crate::ui::theme::Tokens;

/// What layouts depend on; when it changes, all are stale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// Width of the column in points.
    pub(super) column: f32,
    /// 1 at 100 %.
    pub(super) zoom: f32,
    /// Pixels per point.
    pub(super) scale: f32,
    /// Height of a line of running text, in ems.
    pub(super) line_height: f32,
    /// Whether both edges of running text are straight.
    pub(super) is_justified: bool,
    /// Which choice of the page's family this is.
    pub(super) family: u32,
}

/// A block that has been laid out.
#[derive(Debug)]
pub(super) struct LaidBlock {
    pub(super) laid: Laid,
    /// The number in front of it.
    pub(super) number: Option<ItemNumber>,
    inked: Inked,
    epoch: u64,
    inks: (Inks, Inks),
    /// From the column's left edge to the layout's.
    pub(super) x: f32,
    /// From the block's top to the layout's.
    pub(super) before: f32,
    /// What is drawn for its marks.
    pub(super) strips: Strips,
    /// From the column's leading edge, as asked for.
    pub(super) indent: f32,
    /// Where code stands in it.
    pub(super) code: Vec<Rect>,
    /// Whether it is the first of several notes.
    pub(super) is_first_note: bool,
    /// The row of a table that it stands in.
    pub(super) row: Option<RowBox>,
}

/// The row of a table that a cell stands in. The last cell carries the row's height, the others
/// have none: so the distance from the top of the article is the same for all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each decides over a line of its own")]
pub(super) struct RowBox {
    /// Left and right edge of the cell, from the left edge of the page's column.
    pub(super) sides: (f32, f32),
    /// Height of the row without what follows it.
    pub(super) height: f32,
    /// The indices of the row's blocks.
    blocks: (usize, usize),
    /// Whether this is the first cell of the row.
    pub(super) is_first_cell: bool,
    /// Whether it is the first row of its table.
    pub(super) is_first: bool,
    /// Whether it is the last row.
    pub(super) is_last: bool,
    /// Whether its cells name the columns.
    pub(super) is_header: bool,
}

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

/// Room for the rule above the notes, in points at 100 %.
const NOTE_RULE_ROOM: f32 = 26.0;

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
            let table = article.table_of(block);
            if let Some(table) = table.filter(|table| self.has_grid(article, table, measure)) {
                self.lay_out_row(engine, article, table, block, measure)?;
            } else {
                let look = Look::of(article.blocks().get(block)?);
                let indent = self.indent(engine, article, block, &look, measure);
                let laid = lay_out(engine, article, block, measure, Space::Column { indent })?;
                let after = after(article, block, &look) * measure.zoom;
                self.heights.set(block, laid.before + laid.laid.size().y + after);
                self.laid.insert(block, laid);
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

    /// What the layouts were made for.
    pub(super) fn measure(&self) -> Option<Measure> {
        self.measure
    }

    /// Whether a table is set in columns; works them out the first time.
    fn has_grid(&mut self, article: &Article, table: &Table, measure: Measure) -> bool {
        let first = table.blocks().start;
        let make = || Grid::new(article, table, measure.column, measure.zoom);
        self.grids.entry(first).or_insert_with(make).is_some()
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
                lay_out(engine, article, index, measure, Space::Cell { left, width })?
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
        let kept = self.laid.get_mut(&block)?;
        if kept.epoch != engine.epoch() || kept.inks != inks || kept.inked.is_empty() {
            let mut mesh = engine.mesh(&kept.laid, inks.0);
            kept.epoch = engine.epoch(); // another one behind the number: all is made again
            if let Some(number) = &kept.number {
                let mut beside = engine.mesh(&number.laid, inks.1);
                beside.translate(number.at);
                mesh.append(beside);
            }
            kept.inked = Inked::new(mesh);
            kept.inks = inks;
        }
        Some(&mut kept.inked)
    }

    /// Forgets what is out of sight: meshes where they stood, and when there are many, layouts that
    /// are far from `visible`; rows go whole or stay whole.
    pub(super) fn trim(&mut self, visible: &Range<usize>) {
        let shown = std::mem::replace(&mut self.shown, visible.clone());
        for block in shown.filter(|block| !visible.contains(block)) {
            if let Some(kept) = self.laid.get_mut(&block) {
                kept.inked.hide();
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

/// The inks of a block, and of its number.
pub(super) fn inks(look: &Look, tokens: &Tokens) -> (Inks, Inks) {
    let beside = Inks { text: tokens.muted, link: tokens.accent };
    let ink = if look.is_muted { tokens.muted } else { tokens.ink };
    (Inks { text: ink, ..beside }, beside)
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

/// Where the text of a block has its place, in points from the left edge of the page's column.
#[derive(Clone, Copy, Debug)]
enum Space {
    /// In the column, set in from its leading edge.
    Column { indent: f32 },
    /// In a cell of a table.
    Cell { left: f32, width: f32 },
}

/// How a block is set.
fn setting(article: &Article, look: &Look, measure: Measure, width: f32) -> Setting {
    Setting {
        face: look.face,
        size: look.size * measure.zoom,
        weight: look.weight,
        is_italic: look.is_italic,
        line_height: look.line_height * measure.line_height / PageStyle::LINE_HEIGHT,
        width: width.max(1.0),
        scale: measure.scale,
        language: article.meta.language.as_deref().and_then(language_of),
        is_justified: measure.is_justified && look.is_running,
    }
}

/// Space behind a block: more behind the last entry of a list than between two.
fn after(article: &Article, index: usize, look: &Look) -> f32 {
    let ends_list = article.list_of(index).is_some_and(|list| list.blocks().end == index + 1);
    if ends_list { Look::AFTER_LIST } else { look.after }
}

/// Lays a block out.
fn lay_out(
    engine: &mut Engine,
    article: &Article,
    index: usize,
    measure: Measure,
    space: Space,
) -> Option<LaidBlock> {
    let block = article.blocks().get(index)?;
    let look = Look::of(block);
    let (indent, width) = match space {
        Space::Column { indent } => (indent, measure.column - indent),
        Space::Cell { width, .. } => (0.0, width),
    };
    let setting = setting(article, &look, measure, width);
    let text = article.block_text(index);
    let shown = shown_text(text);
    let runs = runs(article, index);
    let laid = engine.lay_out(&shown, &setting, &runs);
    let x = match space {
        Space::Cell { left, .. } => left,
        Space::Column { .. } if laid.is_rtl() => 0.0,
        Space::Column { indent } => indent,
    };
    let is_code = |run: &&Run| run.style == RunStyle::Mono;
    let code = runs.iter().filter(is_code).flat_map(|run| laid.rects(run.range.clone()));
    let code = code.map(|(rect, _)| rect).collect();
    let inks = Inks { text: egui::Color32::TRANSPARENT, link: egui::Color32::TRANSPARENT };
    let is_first_note = is_first_note(article, index);
    let room = if is_first_note { NOTE_RULE_ROOM } else { 0.0 };
    let number = ItemNumber::new(engine, block, &laid, &setting, measure.zoom);
    Some(LaidBlock {
        laid,
        number,
        inked: Inked::default(),
        epoch: 0,
        inks: (inks, inks),
        x,
        before: (look.before + room) * measure.zoom,
        strips: Strips::default(),
        indent,
        code,
        is_first_note,
        row: None,
    })
}

/// Whether a block is a note and the one before is none: a rule stands between them.
fn is_first_note(article: &Article, index: usize) -> bool {
    let is_note =
        |at: usize| article.blocks().get(at).is_some_and(|block| block.kind == BlockKind::Footnote);
    is_note(index) && !index.checked_sub(1).is_some_and(is_note)
}

/// The text as it is set: a hard-wrapped paragraph flows, byte for byte in the same place.
pub(super) fn shown_text(text: &str) -> std::borrow::Cow<'_, str> {
    /// A line of a hard-wrapped paragraph is at least this long; verse and addresses are shorter.
    const WRAPPED: usize = 50;
    let mut lines = text.split('\n');
    let last = lines.next_back();
    let mut is_wrapped = false;
    for line in lines {
        is_wrapped = true;
        if line.chars().count() < WRAPPED {
            return text.into();
        }
    }
    if is_wrapped && last.is_some() { text.replace('\n', " ").into() } else { text.into() }
}

fn runs(article: &Article, index: usize) -> Vec<Run> {
    let Some(block) = article.blocks().get(index) else { return Vec::new() };
    let base = block.range.start().as_usize();
    let spans = article.spans_in(block.range).filter_map(|span| {
        let part = span.range.intersection(block.range)?.bytes();
        let style = match span.style {
            InlineStyle::Emphasis => RunStyle::Italic,
            InlineStyle::Strong => RunStyle::Bold,
            InlineStyle::Code => RunStyle::Mono,
            InlineStyle::Strikethrough => RunStyle::Struck,
            InlineStyle::Link(_) => RunStyle::Link,
            InlineStyle::Superscript => RunStyle::Raised,
        };
        Some(Run { range: part.start - base..part.end - base, style })
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hard_wrapped_paragraph_flows_and_verse_does_not() {
        let wrapped = format!("{}\n{}", "word ".repeat(13).trim(), "the end.");
        assert!(!shown_text(&wrapped).contains('\n'));
        assert_eq!(shown_text(&wrapped).len(), wrapped.len());
        assert_eq!(
            shown_text("Roses are red\nviolets are blue"),
            "Roses are red\nviolets are blue"
        );
    }
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
