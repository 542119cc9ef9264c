//! A row of a comparison: the block of the older draft, what became of it, and what is to be done.

use egui::{Align2, FontId, Rect, Ui, pos2, vec2};

use super::super::lay_out::Measure;
use super::cell::Cell;
use super::{MARGIN, sign};
use crate::ui::compared::Version;
use crate::ui::panel::PanelCx;
use crate::ui::setting::{Engine, bold};
use crate::ui::status::grouped;
use crate::ui::theme::size;
use crate::workspace::{CompareRow, Comparison, RowKind};

/// Space below a row, and what the line about its new words takes, in points.
const AFTER: f32 = 16.0;
const LINE: f32 = 20.0;

/// What is shown in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The row with this index.
    Row(usize),
    /// So many rows from this one on, which are the same and left out.
    Folded(usize, usize),
}

impl Shown {
    /// The first row that it stands for.
    pub(super) fn row(&self) -> usize {
        match self {
            Self::Row(row) | Self::Folded(row, _) => *row,
        }
    }
}

/// The rows that are shown: all, or those that are not the same with a line for each gap.
pub(super) fn shown(made: &Comparison, only_changes: bool) -> Vec<Shown> {
    if !only_changes {
        return (0..made.rows.len()).map(Shown::Row).collect();
    }
    let mut out = Vec::new();
    let mut next = 0;
    for at in made.changes.iter().copied().chain([made.rows.len()]) {
        if next < at {
            out.push(Shown::Folded(next, at - next));
        }
        if at < made.rows.len() {
            out.push(Shown::Row(at));
        }
        next = at + 1;
    }
    if made.changes.is_empty() { Vec::new() } else { out }
}

/// A row that was laid out.
#[derive(Debug)]
pub(super) struct LaidRow {
    shown: Shown,
    old: Option<Cell>,
    new: Option<Cell>,
    is_beside: bool,
    column: f32,
    pub(super) height: f32,
}

impl LaidRow {
    pub(super) fn new(
        engine: &mut Engine,
        of: &Comparison,
        shown: Shown,
        measure: Measure,
        is_beside: bool,
    ) -> Self {
        let mut laid = Self {
            shown,
            old: None,
            new: None,
            is_beside,
            column: measure.column,
            height: LINE + AFTER,
        };
        let Some(row) = laid.compared(of) else { return laid };
        // The same words are not shown twice where one stands above the other.
        let wants_old = is_beside || row.kind != RowKind::Same || row.new.is_none();
        let mut cell = |block: Option<usize>, version: Version| {
            Cell::new(engine, of, (block?, version), measure)
        };
        laid.old = cell(row.old.filter(|_| wants_old), Version::Old);
        laid.new = cell(row.new, Version::New);
        let height = |cell: &Option<Cell>| cell.as_ref().map_or(0.0, Cell::height);
        let (old, new) = (height(&laid.old), height(&laid.new));
        let words =
            if is_beside { old.max(new) } else { old + new + if old > 0.0 { 6.0 } else { 0.0 } };
        laid.height = words + AFTER + if row.fresh > 0 { LINE } else { 0.0 };
        laid
    }

    /// The row of the comparison that it shows.
    fn compared(&self, of: &Comparison) -> Option<CompareRow> {
        match self.shown {
            Shown::Row(row) => of.rows.get(row).copied(),
            Shown::Folded(..) => None,
        }
    }

    /// Its index among all rows, where it shows one.
    pub(super) fn row_of_change(&self) -> Option<usize> {
        match self.shown {
            Shown::Row(row) => Some(row),
            Shown::Folded(..) => None,
        }
    }

    /// Paints it in `rect`; `clip` is what is in sight.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        of: &Comparison,
        (rect, clip): (Rect, Rect),
        is_current: bool,
    ) {
        let Some(row) = self.compared(of) else { return self.gap(ui, cx, (rect, clip)) };
        let painter = ui.painter().with_clip_rect(clip);
        if is_current {
            painter.rect_filled(rect, 0.0, cx.tokens.chrome);
        }
        if row.kind != RowKind::Same {
            let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height() - 6.0));
            let colour = if is_current { cx.tokens.accent } else { cx.tokens.line };
            painter.rect_filled(bar, 0.0, colour);
            let at = pos2(rect.left() + 14.0, rect.top() + 16.0);
            let font = FontId::new(size::TEXT, bold());
            painter.text(at, Align2::CENTER_CENTER, sign(row.kind), font, cx.tokens.ink);
        }
        let left = rect.min + vec2(MARGIN, 6.0);
        let below =
            if self.is_beside { 0.0 } else { self.old.as_ref().map_or(0.0, |c| c.height() + 6.0) };
        let across = if self.is_beside { self.column + MARGIN + 14.0 } else { 0.0 };
        let right = left + vec2(across, below);
        if let Some(cell) = &mut self.old {
            cell.show(ui, cx, &of.old, (left, clip), row.kind);
        }
        let bottom = right.y + self.new.as_ref().map_or(0.0, Cell::height);
        if let Some(cell) = &mut self.new {
            cell.show(ui, cx, &of.new, (right, clip), row.kind);
        }
        if row.fresh > 0 {
            let font = FontId::proportional(size::SMALL);
            let colour = if row.open > 0 { cx.tokens.bad } else { cx.tokens.muted };
            let at = pos2(right.x, bottom + 10.0);
            painter.text(at, Align2::LEFT_CENTER, standing(row), font, colour);
        }
    }

    /// The line that stands for rows that are left out.
    fn gap(&self, ui: &Ui, cx: &PanelCx<'_>, (rect, clip): (Rect, Rect)) {
        let Shown::Folded(_, count) = self.shown else { return };
        let painter = ui.painter().with_clip_rect(clip);
        let blocks = if count == 1 { "1 block" } else { "blocks" };
        let words = if count == 1 {
            format!("{blocks} the same")
        } else {
            format!("{} {blocks} the same", grouped(count))
        };
        let font = FontId::proportional(size::SMALL);
        let at = pos2(rect.left() + MARGIN, rect.center().y);
        painter.text(at, Align2::LEFT_CENTER, words, font, cx.tokens.muted);
        let line = egui::Stroke::new(1.0, cx.tokens.line);
        painter.hline(rect.left() + MARGIN + 130.0..=rect.right(), rect.center().y, line);
    }
}

/// How the new words of a row stand: "4 new words, 2 not accounted for".
fn standing(row: CompareRow) -> String {
    let words =
        if row.fresh == 1 { "1 new word".to_owned() } else { format!("{} new words", row.fresh) };
    match row.open {
        0 => format!("{words}, accounted for"),
        open => format!("{words}, {open} not accounted for"),
    }
}
