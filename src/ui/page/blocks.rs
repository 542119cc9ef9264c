//! Layouts of the blocks near the window, and estimates for the rest.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heights::Heights;
use super::look::Look;
use super::strips::Strips;
use crate::model::{Article, InlineStyle};
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
    inked: Inked,
    epoch: u64,
    inks: Inks,
    /// From the column's left edge to the layout's.
    pub(super) x: f32,
    /// From the block's top to the layout's.
    pub(super) before: f32,
    /// What is drawn for its marks.
    pub(super) strips: Strips,
}

/// Layouts and heights.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) heights: Heights,
    laid: BTreeMap<usize, LaidBlock>,
    measure: Option<Measure>,
    /// The blocks that were in sight in the last frame.
    shown: Range<usize>,
}

/// Layouts kept at most: a few screens.
const MOST_LAID: usize = 240;

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
        self.measure = Some(measure);
        self.laid.clear();
        let estimate = |block| estimate(block, measure);
        self.heights = Heights::new(article.blocks().iter().map(estimate).collect());
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
            let laid = lay_out(engine, article, block, measure)?;
            let look = Look::of(&article.blocks()[block]);
            let after = look.after * measure.zoom;
            self.heights.set(block, laid.before + laid.laid.size().y + after);
            self.laid.insert(block, laid);
        }
        self.laid.get(&block)
    }

    /// What the layouts were made for.
    pub(super) fn measure(&self) -> Option<Measure> {
        self.measure
    }

    /// The layout of a block that was asked for before.
    pub(super) fn peek(&self, block: usize) -> Option<&LaidBlock> {
        self.laid.get(&block)
    }

    /// The same, to work out what is drawn for its marks.
    pub(super) fn peek_mut(&mut self, block: usize) -> Option<&mut LaidBlock> {
        self.laid.get_mut(&block)
    }

    /// The mesh of a block that was asked for before, in the right inks.
    pub(super) fn inked(
        &mut self,
        engine: &mut Engine,
        block: usize,
        inks: Inks,
    ) -> Option<&mut Inked> {
        let kept = self.laid.get_mut(&block)?;
        if kept.epoch != engine.epoch() || kept.inks != inks || kept.inked.is_empty() {
            kept.inked = Inked::new(engine.mesh(&kept.laid, inks));
            kept.epoch = engine.epoch();
            kept.inks = inks;
        }
        Some(&mut kept.inked)
    }

    /// Forgets what is out of sight: meshes where they stood, and when there are many, layouts that
    /// are far from `visible`.
    pub(super) fn trim(&mut self, visible: &Range<usize>) {
        let shown = std::mem::replace(&mut self.shown, visible.clone());
        for block in shown.filter(|block| !visible.contains(block)) {
            if let Some(kept) = self.laid.get_mut(&block) {
                kept.inked.hide();
            }
        }
        if self.laid.len() > MOST_LAID {
            let near = visible.start.saturating_sub(40)..visible.end + 40;
            self.laid.retain(|block, _| near.contains(block));
        }
    }
}

/// The inks of a block.
pub(super) fn inks(look: &Look, tokens: &Tokens) -> Inks {
    Inks { text: if look.is_muted { tokens.muted } else { tokens.ink }, link: tokens.accent }
}

fn estimate(block: &crate::model::Block, measure: Measure) -> f32 {
    let look = Look::of(block);
    let size = look.size * measure.zoom;
    let width = (measure.column - look.indent * measure.zoom).max(size);
    let per_line = (width / (size * CHARACTER)).max(1.0);
    let lines = (block.range.len() as f32 / per_line).ceil().max(1.0);
    let line = look.line_height * measure.line_height / PageStyle::LINE_HEIGHT;
    lines * size * line + (look.before + look.after) * measure.zoom
}

fn lay_out(
    engine: &mut Engine,
    article: &Article,
    index: usize,
    measure: Measure,
) -> Option<LaidBlock> {
    let block = article.blocks().get(index)?;
    let look = Look::of(block);
    let indent = look.indent * measure.zoom;
    let setting = Setting {
        face: look.face,
        size: look.size * measure.zoom,
        weight: look.weight,
        is_italic: look.is_italic,
        line_height: look.line_height * measure.line_height / PageStyle::LINE_HEIGHT,
        width: (measure.column - indent).max(40.0),
        scale: measure.scale,
        language: article.meta.language.as_deref().and_then(language_of),
        is_justified: measure.is_justified && look.is_running,
    };
    let text = article.block_text(index);
    let shown = shown_text(text);
    let laid = engine.lay_out(&shown, &setting, &runs(article, index));
    let x = if laid.is_rtl() { 0.0 } else { indent };
    let inks = Inks { text: egui::Color32::TRANSPARENT, link: egui::Color32::TRANSPARENT };
    let before = look.before * measure.zoom;
    let strips = Strips::default();
    Some(LaidBlock { laid, inked: Inked::default(), epoch: 0, inks, x, before, strips })
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
}
