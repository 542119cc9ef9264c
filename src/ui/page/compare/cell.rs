//! A block of one draft in a comparison: its words, what of them the other draft does not have, and
//! its marks.

use std::ops::Range;

use egui::{
    Align2, FontId, Id, Painter, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use crate::text::TextRange;
use crate::ui::badge::{self, Badge, Underline};
use crate::ui::compared::Version;
use crate::ui::panel::PanelCx;
use crate::ui::setting::Engine;
use crate::ui::theme::{Tokens, size};
use crate::ui::tip::Tip as _;
use crate::workspace::{Action, Checked, ComparedDraft, Comparison, RowKind};

use super::super::lay_out::{LaidBlock, Measure, Space, inks, lay_out};
use super::super::look::Look;
use super::super::strips::{lane_y, line_of, room};

/// A block that was laid out beside another.
#[derive(Debug)]
pub(super) struct Cell {
    block: usize,
    version: Version,
    laid: LaidBlock,
    /// What the other draft does not have, in bytes of the block.
    own: Vec<Range<usize>>,
    marks: Vec<Placed>,
}

/// A mark over the block, in a lane below the line.
#[derive(Debug)]
struct Placed {
    checked: Checked,
    /// In bytes of the block.
    bytes: Range<usize>,
    lane: u8,
    /// Whether it begins here.
    begins: bool,
}

impl Cell {
    pub(super) fn new(
        engine: &mut Engine,
        of: &Comparison,
        (block, version): (usize, Version),
        measure: Measure,
    ) -> Option<Self> {
        let draft = if version == Version::Old { &of.old } else { &of.new };
        let article = &draft.article;
        let look = Look::of(article.blocks().get(block)?);
        let space = Space::Column { indent: look.indent * measure.zoom };
        let laid = lay_out(engine, article, block, measure, space)?;
        let range = article.blocks().get(block)?.range;
        let stretches = match version {
            Version::Old => of.gone_in(block),
            Version::New => of.fresh_in(block),
        };
        let own = stretches.into_iter().filter_map(|s| local(s, range)).collect();
        let marks = placed(draft, block, range, room(&laid.laid));
        Some(Self { block, version, laid, own, marks })
    }

    pub(super) fn height(&self) -> f32 {
        self.laid.before + self.laid.height()
    }

    /// Paints it with its margin, the corner of its column at `at`; `clip` is what is in sight.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        draft: &ComparedDraft,
        (at, clip): (Pos2, Rect),
        kind: RowKind,
    ) {
        let painter = ui.painter().with_clip_rect(clip);
        let at = at + vec2(self.laid.x, self.laid.before);
        self.grounds(&painter, &cx.tokens, at, kind);
        if let Some(block) = draft.article.blocks().get(self.block) {
            let inks = inks(&Look::of(block), &cx.tokens);
            let scale = ui.ctx().pixels_per_point();
            self.laid.inked(cx.engine, inks).paint(&painter, at, scale);
        }
        self.underlines(&painter, &cx.tokens, at);
        self.margin(ui, cx, (at, clip));
        self.tell(ui, draft, (at, clip), kind);
    }

    /// Behind the words that only this draft has. Of a whole block the sign beside it tells; a line
    /// through or under all of its words would be in the way of its marks.
    fn grounds(&self, painter: &Painter, tokens: &Tokens, at: Pos2, kind: RowKind) {
        if kind == RowKind::Same {
            return;
        }
        let lit = self.version.lit(tokens, &self.own);
        for range in &self.own {
            for (rect, line) in self.laid.laid.rects(range.clone()) {
                let Some(line) = self.laid.laid.line(line) else { continue };
                let rect = rect.translate(at.to_vec2());
                painter.rect_filled(rect.shrink2(vec2(0.0, 2.0)), 2.0, lit.ground);
                if matches!(kind, RowKind::Changed | RowKind::Moved) {
                    let up = if lit.is_struck { line.ascent * 0.28 } else { -2.0 };
                    let y = (at.y + line.baseline - up).round();
                    painter.hline(rect.x_range(), y, Stroke::new(1.2, lit.line));
                }
            }
        }
    }

    fn underlines(&self, painter: &Painter, tokens: &Tokens, at: Pos2) {
        let scale = painter.pixels_per_point();
        for mark in &self.marks {
            let colour = tokens.mark(mark.checked.state, mark.checked.verdict);
            for (rect, line) in self.laid.laid.rects(mark.bytes.clone()) {
                let Some(line) = self.laid.laid.line(line) else { continue };
                let (left, right) = (at.x + rect.left(), at.x + rect.right());
                let y = (at.y + lane_y(&line, mark.lane)).round();
                painter.extend(Underline::of(mark.checked.kind).draw(
                    (left, right),
                    y,
                    colour,
                    scale,
                ));
            }
        }
    }

    /// Numbers and badges beside the lines where marks begin; a press on one selects its mark.
    fn margin(&self, ui: &mut Ui, cx: &mut PanelCx<'_>, (at, clip): (Pos2, Rect)) {
        const WIDTH: f32 = 34.0;
        let mut last = (usize::MAX, 0.0);
        let left = at.x - self.laid.x - 10.0;
        for mark in self.marks.iter().filter(|mark| mark.begins) {
            let line = line_of(&self.laid.laid, mark.bytes.start);
            let Some(place) = self.laid.laid.line(line) else { continue };
            last = if last.0 == line { (line, last.1 + WIDTH) } else { (line, 0.0) };
            if last.1 > WIDTH {
                continue; // no room for more than two
            }
            let right = pos2(left - last.1, at.y + place.rect.center().y);
            let room = Rect::from_min_max(right - vec2(WIDTH, 10.0), right + vec2(0.0, 10.0));
            let id =
                Id::unique("compared mark").with((self.version == Version::Old, mark.checked.mark));
            entry(ui, cx, &mark.checked, (id, room.intersect(clip)), right);
        }
    }

    fn tell(&self, ui: &Ui, draft: &ComparedDraft, (at, clip): (Pos2, Rect), kind: RowKind) {
        let rect = Rect::from_min_size(at, self.laid.laid.size()).intersect(clip);
        let is_old = self.version == Version::Old;
        let id = Id::unique("compared block").with((is_old, self.block));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| {
            let words: String = draft.article.block_text(self.block).chars().take(400).collect();
            let name = format!("Draft {}, {}: {words}", draft.number, kind.label());
            WidgetInfo::labeled(Role::Label, true, name)
        });
    }
}

fn entry(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    checked: &Checked,
    (id, room): (Id, Rect),
    right: Pos2,
) {
    if !room.is_positive() {
        return;
    }
    let response = ui.interact(room, id, Sense::click());
    let verdict = checked.verdict.filter(|_| checked.state.keeps_verdict());
    let says = verdict.map_or(checked.state.label(), |verdict| verdict.label());
    let name = format!("Mark {}, {}, {says}", checked.number, checked.kind.label());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(room.expand(8.0)));
    let badge = Badge::of_state((checked.state, checked.verdict), checked.flag, &cx.tokens);
    badge::paint(&painter, right - vec2(8.0, 0.0), size::BADGE, badge);
    let font = FontId::proportional(size::SMALL);
    let at = right - vec2(19.0, 0.0);
    painter.text(at, Align2::RIGHT_CENTER, checked.number, font, cx.tokens.muted);
    if response.tip(name).clicked() {
        cx.out.push(Action::SelectMark(Some(checked.mark)));
    }
}

/// `range` in bytes of the block over `block`.
fn local(range: TextRange, block: TextRange) -> Option<Range<usize>> {
    let part = range.intersection(block)?.bytes();
    let base = block.start().as_usize();
    Some(part.start - base..part.end - base)
}

/// The marks of a block in lanes: none lies over another of its lane, where there are enough.
fn placed(draft: &ComparedDraft, block: usize, range: TextRange, lanes: u8) -> Vec<Placed> {
    let mut found: Vec<&Checked> = draft.marks_in(block).collect();
    found.sort_by_key(|mark| (mark.range.start(), std::cmp::Reverse(mark.range.end())));
    let mut ends: Vec<usize> = vec![0; usize::from(lanes.max(1))];
    let place = |checked: &Checked| {
        let bytes = local(checked.range, range)?;
        let free = ends.iter().position(|end| *end <= bytes.start).unwrap_or(ends.len() - 1);
        ends[free] = bytes.end;
        let begins = range.contains(checked.range.start());
        let lane = u8::try_from(free).unwrap_or_default();
        Some(Placed { checked: checked.clone(), bytes, lane, begins })
    };
    found.into_iter().filter_map(place).collect()
}
