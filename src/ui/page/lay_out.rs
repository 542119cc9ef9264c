//! One block laid out: its text and what stands beside it, in the column or in a cell of a table.

use egui::Rect;

use super::beside::Beside;
use super::grid::is_rtl_table;
use super::look::Look;
use super::stacked::Stacked;
use super::strips::Strips;
use crate::model::{Article, BlockKind, InlineStyle};
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
    /// The number in front of it, or the name of its column.
    pub(super) beside: Option<Beside>,
    pub(super) inked: Inked,
    pub(super) epoch: u64,
    pub(super) inks: (Inks, Inks),
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
    /// The lines around it where it is a cell of a table without columns.
    pub(super) stacked: Option<Stacked>,
}

impl LaidBlock {
    /// Height of its text and of what stands beside it.
    pub(super) fn height(&self) -> f32 {
        let beside = self.beside.as_ref().map_or(0.0, |b| b.at.y + b.laid.size().y);
        self.laid.size().y.max(beside)
    }

    /// Its mesh, with its number, in these inks: those of its text and of what stands beside it.
    pub(super) fn inked(&mut self, engine: &mut Engine, inks: (Inks, Inks)) -> &mut Inked {
        if self.epoch != engine.epoch() || self.inks != inks || self.inked.is_empty() {
            let mut mesh = engine.mesh(&self.laid, inks.0);
            self.epoch = engine.epoch(); // another one behind the number: all is made again
            if let Some(beside) = &self.beside {
                let mut words = engine.mesh(&beside.laid, inks.1);
                words.translate(beside.at);
                mesh.append(words);
            }
            self.inked = Inked::new(mesh);
            self.inks = inks;
        }
        &mut self.inked
    }
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
    pub(super) blocks: (usize, usize),
    /// Whether this is the first cell of the row.
    pub(super) is_first_cell: bool,
    /// Whether it is the first row of its table.
    pub(super) is_first: bool,
    /// Whether it is the last row.
    pub(super) is_last: bool,
    /// Whether its cells name the columns.
    pub(super) is_header: bool,
}

/// Room for the rule above the notes, in points at 100 %.
const NOTE_RULE_ROOM: f32 = 26.0;

/// Where the text of a block has its place, in points from the left edge of the page's column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Space {
    /// In the column, set in from its leading edge.
    Column { indent: f32 },
    /// In a cell of a table.
    Cell { left: f32, width: f32 },
}

/// How a block is set.
pub(super) fn setting(article: &Article, look: &Look, measure: Measure, width: f32) -> Setting {
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
pub(super) fn after(article: &Article, index: usize, look: &Look) -> f32 {
    let ends_list = article.list_of(index).is_some_and(|list| list.blocks().end == index + 1);
    if ends_list { Look::AFTER_LIST } else { look.after }
}

/// Lays a block out.
pub(super) fn lay_out(
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
    let in_rtl_table = article.table_of(index).is_some_and(|table| is_rtl_table(article, table));
    let setting = if in_rtl_table { setting.among_rtl() } else { setting };
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
    let beside = Beside::number(engine, block, &laid, &setting, measure.zoom);
    Some(LaidBlock {
        laid,
        beside,
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
        stacked: None,
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

/// The inks of a block, and of its number.
pub(super) fn inks(look: &Look, tokens: &Tokens) -> (Inks, Inks) {
    let beside = Inks { text: tokens.muted, link: tokens.accent };
    let ink = if look.is_muted { tokens.muted } else { tokens.ink };
    (Inks { text: ink, ..beside }, beside)
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
}
