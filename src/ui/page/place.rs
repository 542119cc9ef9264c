//! Where the page stands, in words that outlive a layout: the line at the top of the window, and how
//! much of it is hidden. So a place is the same one at another size, in a narrower window, tomorrow.

use super::lay_out::{LaidBlock, Measure};
use super::view::{PageCx, PageView, TOP, Visible, local_byte};
use crate::text::{TextPos, TextRange};
use crate::ui::setting::{Engine, LaidLine, Side};
use crate::workspace::{Document, Top};

impl PageView {
    /// The line at the top of the window.
    pub(crate) fn top(&self, document: &Document) -> Top {
        let Some(block) = document.review.article().blocks().get(self.first) else {
            return Top::default();
        };
        let start = block.range.start();
        let Some(kept) = self.blocks.peek(self.first) else {
            return self.resuming.unwrap_or(Top { at: start, hidden: 0.0 });
        };
        let y = self.offset - kept.before;
        let Some(line) = kept.laid.line(kept.laid.line_at(y)) else {
            return Top { at: start, hidden: 0.0 };
        };
        let at = TextPos::from_usize(start.as_usize() + line.range.start);
        if at == TextPos::default() && y < line.rect.top() {
            return Top::default(); // above the first line there is only space
        }
        Top { at, hidden: (y - line.rect.top()) / height(&line) }
    }

    /// The block that is being read: the last one that begins at the top of the window, or little
    /// below it.
    pub(crate) fn reading(&self) -> usize {
        const LITTLE: f32 = 0.12;
        let little = self.column.height() * LITTLE;
        let begins_there = |visible: &&Visible| {
            let line = self.blocks.peek(visible.block).and_then(|kept| kept.laid.line(0));
            let own = line.map_or(0.0, |line| height(&line) * 1.5);
            visible.at.y <= self.column.top() + little.max(own)
        };
        let begun = self.visible.iter().rev().find(begins_there);
        begun.map_or(self.first, |visible| visible.block)
    }

    /// Puts the page so that `top` is at the top of the window, at the next frame.
    pub(crate) fn resume(&mut self, top: Top) {
        self.resuming = Some(top);
        self.pending = None;
    }

    /// Lays out for `measure`; what stands at the top of the window stays there.
    pub(super) fn measure(&mut self, cx: &PageCx<'_>, engine: &mut Engine, measure: Measure) {
        let article = cx.document.review.article();
        if !self.blocks.is_ready(article, measure) {
            self.resuming = self.resuming.or_else(|| self.stays(cx.document));
            self.blocks.prepare(article, measure);
        }
        if let Some(top) = self.resuming.take() {
            self.stand_at(cx, engine, top);
        }
    }

    /// The distance of the line with the caret from the top of the article.
    pub(super) fn height_of(
        &mut self,
        cx: &PageCx<'_>,
        engine: &mut Engine,
        pos: TextPos,
    ) -> Option<f64> {
        let article = cx.document.review.article();
        let block = article.block_index_at(pos);
        let kept = self.blocks.get(engine, article, block)?;
        let inside = kept.before + kept.laid.caret(local_byte(cx, block, pos), Side::InFront).top();
        Some(self.blocks.heights.above(block) + f64::from(inside))
    }

    /// Scrolls after a caret that was moved to `pos`, no further than needed; `along` is how far the
    /// page goes with it in any case. Where the caret is elsewhere altogether, shows that place.
    pub(super) fn follow(
        &mut self,
        cx: &PageCx<'_>,
        engine: &mut Engine,
        pos: TextPos,
        along: f32,
    ) {
        /// What stays in sight above the caret's line and below it, in points.
        const MARGIN: f32 = 48.0;
        let window = self.column.height();
        self.offset += along;
        self.lay_out_visible(engine, cx, self.column);
        let Some(caret) = self.height_of(cx, engine, pos) else { return };
        let top = self.blocks.heights.above(self.first) + f64::from(self.offset);
        #[expect(clippy::cast_possible_truncation, reason = "looked at when it is near")]
        let y = (caret - top) as f32;
        let margin = MARGIN.min(window / 4.0);
        let (above, below) = (y - margin, y + 2.0 * margin - window);
        if y.abs() > 2.0 * window {
            self.reveal(TextRange::empty(pos));
        } else if above < 0.0 {
            self.offset += above;
        } else if below > 0.0 {
            self.offset += below;
        }
    }

    /// What is to stay at the top: where nobody scrolled since, what was put there, so that sizes
    /// can be tried without the page creeping away line by line.
    fn stays(&self, document: &Document) -> Option<Top> {
        let put = self.stood.filter(|(_, first, offset)| {
            *first == self.first && (offset - self.offset).abs() < f32::EPSILON
        });
        match put {
            Some((top, ..)) => Some(top),
            None => self.blocks.peek(self.first).map(|_| self.top(document)),
        }
    }

    fn stand_at(&mut self, cx: &PageCx<'_>, engine: &mut Engine, top: Top) {
        let article = cx.document.review.article();
        let block = article.block_index_at(top.at);
        let local = local_byte(cx, block, top.at);
        let Some(kept) = self.blocks.get(engine, article, block) else { return };
        self.first = block;
        self.offset = match line_with(kept, local) {
            // Nothing was scrolled yet, or by a version that did not know how far.
            Some(_) if block == 0 && local == 0 && top.hidden == 0.0 => -TOP,
            Some(line) => kept.before + line.rect.top() + top.hidden * height(&line),
            None => 0.0,
        };
        self.lay_out_visible(engine, cx, self.column);
        self.stood = Some((top, self.first, self.offset));
    }
}

/// The line on which the byte `local` of a block is seen.
fn line_with(kept: &LaidBlock, local: usize) -> Option<LaidLine> {
    let caret = kept.laid.caret(local, Side::InFront);
    kept.laid.line(kept.laid.line_at(caret.center().y))
}

fn height(line: &LaidLine) -> f32 {
    line.rect.height().max(1.0)
}
