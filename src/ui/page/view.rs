//! The page's own state, and where things are on it.

use std::ops::Range;

use egui::{Id, Pos2, Rangef, Rect, Response, Ui, pos2};

use super::access::Told;
use super::blocks::Blocks;
use super::card::CardView;
use super::cover::Cover;
use super::found::FoundRects;
use super::handles::Handles;
use super::lay_out::LaidBlock;
use super::margin_cards::MarginCards;
use super::menu::MenuHere;
use super::minimap::MiniMap;
use super::scroll::Thumb;
use super::strips::Source;
use super::ticks::Ticks;
use crate::model::MarkId;
use crate::store::Settings;
use crate::text::{TextPos, TextRange};
use crate::ui::setting::{Engine, Side};
use crate::ui::theme::Tokens;
use crate::workspace::{Document, Lanes, Selection, Top, Unit};

/// What the page reads while it is shown.
#[derive(Debug)]
pub(crate) struct PageCx<'a> {
    /// The open review.
    pub document: &'a Document,
    /// How the page is set, and what stands on it and beside it.
    pub settings: &'a Settings,
    /// Size of the text in per cent; an article may have its own.
    pub zoom: u32,
    /// Colours.
    pub tokens: Tokens,
    /// Whether the keys belong to the page: no text field has them, no dialog is up.
    pub has_keys: bool,
}

/// Where a visible block stands on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visible {
    pub(super) block: usize,
    /// Top left of its layout.
    pub(super) at: Pos2,
    /// Top and bottom of the block with its spacing.
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Left and right edge of what is its own.
    pub(super) sides: Rangef,
}

/// A drag that goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drag {
    /// What it takes in at a time; single characters where there is none.
    pub(super) unit: Option<Unit>,
    /// What was taken first.
    pub(super) origin: TextRange,
    /// Where the pointer is, inside the window or not.
    pub(super) at: Pos2,
    /// Where the button was pressed.
    pub(super) from: Pos2,
    /// Whether the pointer has left that place: until then it may be a click.
    pub(super) has_moved: bool,
}

impl Drag {
    /// A drag that begins with a press.
    pub(super) fn new(unit: Option<Unit>, origin: TextRange, at: Pos2) -> Self {
        Self { unit, origin, at, from: at, has_moved: false }
    }
}

/// What the eye needs: where the page is scrolled to, what is laid out, what is being dragged.
#[derive(Debug)]
pub(crate) struct PageView {
    pub(super) blocks: Blocks,
    /// The block at the top of the window.
    pub(super) first: usize,
    /// How much of it is above the window.
    pub(super) offset: f32,
    pub(super) drag: Option<Drag>,
    /// The thumb of the scroll bar, while it is being pulled.
    pub(super) thumb: Option<Thumb>,
    /// Steps of the text's size that the wheel has not made up yet.
    pub(super) zooming: f32,
    /// The last press: when, where, and how many in a row.
    pub(super) last_press: Option<(f64, Pos2, u32)>,
    /// The word of the last click that selected a mark.
    pub(super) last_touch: Option<TextRange>,
    pub(super) visible: Vec<Visible>,
    /// Where the caret wants to go when it moves up and down, while it is still at this place.
    pub(super) column_x: Option<(TextPos, f32)>,
    /// On which side of its place the caret was put, while it is still there.
    pub(super) caret_side: Option<(TextPos, Side)>,
    /// Where the text stands in this frame.
    pub(super) column: Rect,
    /// To be shown when the blocks are there.
    pub(super) pending: Option<TextRange>,
    /// The caret that the page is to follow, and how far it goes with it in any case.
    pub(super) following: Option<(TextPos, f32)>,
    /// Where the page is to stand when the blocks are there.
    pub(super) resuming: Option<Top>,
    /// What was put at the top last, and the block and offset that this came to.
    pub(super) stood: Option<(Top, usize, f32)>,
    /// Whether the selection was made with Shift, which is still held.
    pub(super) is_extending: bool,
    /// What is lit up, and until when.
    pub(super) flash: Option<(TextRange, f64)>,
    pub(super) wants_focus: bool,
    /// Rectangles of the hits in sight.
    pub(super) found: FoundRects,
    /// The hits in the scroll bar.
    pub(super) ticks: Ticks,
    /// Which words in sight are accounted for.
    pub(super) cover: Cover,
    /// The strip for the whole article.
    pub(super) minimap: MiniMap,
    /// What screen readers were told in the last frame.
    pub(super) told: Told,
    pub(super) menu: MenuHere,
    pub(super) lanes: Lanes,
    pub(super) card: CardView,
    pub(super) margin_cards: MarginCards,
    /// The ends of the selected mark that can be pulled.
    pub(super) handles: Handles,
    /// The mark whose number the pointer is over.
    pub(super) pointed: Option<MarkId>,
    /// The writer's note whose sign the pointer is over.
    pub(super) pointed_note: Option<usize>,
    /// A place in the link that the pointer is over.
    pub(super) pointed_link: Option<TextPos>,
    /// How many marks the last frame painted.
    pub(super) marks_painted: usize,
}

impl Default for PageView {
    fn default() -> Self {
        Self {
            blocks: Blocks::default(),
            first: 0,
            offset: -TOP,
            drag: None,
            thumb: None,
            zooming: 0.0,
            last_press: None,
            last_touch: None,
            visible: Vec::new(),
            column_x: None,
            caret_side: None,
            column: Rect::ZERO,
            pending: None,
            following: None,
            resuming: None,
            stood: None,
            is_extending: false,
            flash: None,
            wants_focus: false,
            found: FoundRects::default(),
            ticks: Ticks::default(),
            cover: Cover::default(),
            minimap: MiniMap::default(),
            told: Told::default(),
            menu: MenuHere::default(),
            lanes: Lanes::default(),
            card: CardView::default(),
            margin_cards: MarginCards::default(),
            handles: Handles::default(),
            pointed: None,
            pointed_note: None,
            pointed_link: None,
            marks_painted: 0,
        }
    }
}

/// Space above the first block.
pub(super) const TOP: f32 = 44.0;

/// What stays in sight of the last block, however far the page is scrolled.
const LAST: f32 = 40.0;

/// How long a place is lit up after a jump, in seconds.
const FLASH: f64 = 0.9;

impl PageView {
    /// Forgets the last article.
    pub(crate) fn reset(&mut self) {
        *self = Self { wants_focus: true, ..Self::default() };
    }

    /// Lays everything in sight out again, where it stands.
    pub(crate) fn forget_layouts(&mut self) {
        self.blocks = Blocks::default();
        self.lanes = Lanes::default();
        self.cover = Cover::default();
        self.minimap = MiniMap::default();
    }

    /// Shows `range` at the next frame: scrolled to only when it is not in sight.
    pub(crate) fn reveal(&mut self, range: TextRange) {
        self.pending = Some(range);
    }

    /// Puts up the menu at the caret at the next frame.
    pub(crate) fn ask_menu(&mut self) {
        self.menu.is_asked = true;
    }

    /// Gives the page the keyboard at the next frame.
    pub(crate) fn focus(&mut self) {
        self.card.close();
        self.handles.let_go();
        self.wants_focus = true;
    }

    /// Shows the card at the selected mark, or takes it away; gives whether it is there now.
    pub(crate) fn toggle_card(&mut self) -> bool {
        self.card.toggle()
    }

    /// How many blocks and marks the last frame painted: what a frame costs must follow them.
    pub(crate) fn painted(&self) -> (usize, usize) {
        (self.visible.len(), self.marks_painted)
    }

    /// Works out what is drawn for the marks in sight, where that changed.
    pub(super) fn prepare_strips(&mut self, cx: &PageCx<'_>, heights: Rangef) {
        let article = cx.document.review.article();
        for visible in &self.visible {
            let Some(block) = article.blocks().get(visible.block).map(|b| b.range) else {
                continue;
            };
            let Some(kept) = self.blocks.peek_mut(visible.block) else { continue };
            let LaidBlock { laid, strips, .. } = kept;
            let first = laid.first_line(|line| visible.at.y + line.rect.bottom() < heights.min);
            let end = laid.first_line(|line| visible.at.y + line.rect.top() < heights.max);
            let shows_settled = cx.settings.settled_marks;
            let from = Source { laid, block, document: cx.document, shows_settled };
            strips.prepare(from, &mut self.lanes, &(first..end));
        }
    }

    /// The indices of the blocks in sight.
    pub(super) fn visible_range(&self) -> Range<usize> {
        let start = self.visible.first().map_or(self.first, |v| v.block);
        let end = self.visible.last().map_or(self.first, |v| v.block + 1);
        start..end
    }

    /// Lays out what is in sight, and keeps the view inside the article.
    pub(super) fn lay_out_visible(&mut self, engine: &mut Engine, cx: &PageCx<'_>, column: Rect) {
        let article = cx.document.review.article();
        let count = article.blocks().len();
        self.first = self.first.min(count.saturating_sub(1));
        while self.offset < 0.0 && self.first > 0 {
            self.first -= 1;
            self.blocks.get(engine, article, self.first);
            self.offset += self.blocks.heights.get(self.first);
        }
        let top = if self.first == 0 { -TOP } else { 0.0 };
        self.offset = if self.first == 0 { self.offset.max(top) } else { self.offset.max(0.0) };
        loop {
            self.blocks.get(engine, article, self.first);
            let height = self.blocks.heights.get(self.first);
            if self.first + 1 >= count {
                self.offset = self.offset.min((height - LAST).max(0.0));
                break;
            }
            if self.offset < height {
                break;
            }
            self.offset -= height;
            self.first += 1;
        }
        self.place_visible(engine, cx, column);
    }

    fn place_visible(&mut self, engine: &mut Engine, cx: &PageCx<'_>, column: Rect) {
        let article = cx.document.review.article();
        self.visible.clear();
        let mut y = column.top() - self.offset;
        // Only a table that was looked at tells whether it is set in rows.
        self.blocks.get(engine, article, self.first);
        let mut block = self.blocks.row(article, self.first).start;
        while y < column.bottom() && self.blocks.get(engine, article, block).is_some() {
            let row = self.blocks.row(article, block);
            let bottom = y + self.blocks.heights.get(row.end - 1);
            for index in row.clone() {
                self.visible.extend(self.placed(index, y, bottom, column));
            }
            y = bottom;
            block = row.end;
        }
    }

    /// A block that was laid out, put between two heights.
    pub(super) fn placed(
        &self,
        block: usize,
        top: f32,
        bottom: f32,
        column: Rect,
    ) -> Option<Visible> {
        let kept = self.blocks.peek(block)?;
        let at = pos2(column.left() + kept.x, top + kept.before);
        let sides = kept.row.map_or(column.x_range(), |row| {
            Rangef::new(column.left() + row.sides.0, column.left() + row.sides.1)
        });
        Some(Visible { block, at, top, bottom, sides })
    }

    /// Scrolls so that `range` is in sight, a third from the top, unless it is already.
    pub(super) fn go_to(
        &mut self,
        ui: &Ui,
        cx: &PageCx<'_>,
        engine: &mut Engine,
        range: TextRange,
        column: Rect,
    ) {
        let article = cx.document.review.article();
        let block = article.block_index_at(range.start());
        self.lay_out_visible(engine, cx, column);
        if let Some(caret) = self.caret_rect(cx, range.start(), Side::InFront)
            && caret.top() > column.top() + 8.0
            && caret.bottom() < column.bottom() - 24.0
        {
            self.light_up(ui, range);
            return;
        }
        let Some(laid) = self.blocks.get(engine, article, block) else { return };
        let local = local_byte(cx, block, range.start());
        let inside = laid.before + laid.laid.caret(local, Side::InFront).top();
        self.first = block;
        self.offset = inside - column.height() / 3.0;
        self.light_up(ui, range);
    }

    fn light_up(&mut self, ui: &Ui, range: TextRange) {
        if !range.is_empty() {
            self.flash = Some((range, ui.input(|i| i.time) + FLASH));
        }
    }

    /// The caret at `pos`, on the screen, when its block is in sight.
    pub(super) fn caret_rect(&self, cx: &PageCx<'_>, pos: TextPos, side: Side) -> Option<Rect> {
        let block = cx.document.review.article().block_index_at(pos);
        let visible = self.visible.iter().find(|v| v.block == block)?;
        let laid = self.blocks.peek(block)?;
        let caret = laid.laid.caret(local_byte(cx, block, pos), side);
        Some(caret.translate(visible.at.to_vec2()))
    }

    /// The side on which the caret of a selection stands: where it was put, or beside what is
    /// selected. It matters where a line wraps, and where the writing turns round.
    pub(super) fn side_of(&self, selection: Selection) -> Side {
        let Selection { anchor, focus } = selection;
        let usual = if focus > anchor { Side::Behind } else { Side::InFront };
        self.caret_side.filter(|(of, _)| *of == focus).map_or(usual, |(_, side)| side)
    }

    /// The rectangles of `range` on the screen, for the blocks in sight.
    pub(super) fn rects(&self, cx: &PageCx<'_>, range: TextRange) -> Vec<Rect> {
        let article = cx.document.review.article();
        let mut out = Vec::new();
        for visible in &self.visible {
            let Some(block) = article.blocks().get(visible.block) else { continue };
            let Some(part) = block.range.intersection(range) else { continue };
            let Some(laid) = self.blocks.peek(visible.block) else { continue };
            let base = block.range.start().as_usize();
            let (bytes, shown) = (part.bytes(), self.bytes_in_sight(visible));
            let start = (bytes.start - base).max(shown.start);
            let rects = laid.laid.rects(start..(bytes.end - base).min(shown.end).max(start));
            out.extend(rects.into_iter().map(|(rect, _)| rect.translate(visible.at.to_vec2())));
        }
        out
    }

    /// The bytes of a block whose lines are in sight: a block may be longer than any window.
    fn bytes_in_sight(&self, visible: &Visible) -> Range<usize> {
        let Some(kept) = self.blocks.peek(visible.block) else { return 0..0 };
        let line = |y: f32| kept.laid.line(kept.laid.line_at(y - visible.at.y));
        let first = line(self.column.top()).map_or(0, |line| line.range.start);
        first..line(self.column.bottom()).map_or(0, |line| line.range.end)
    }

    /// The text position under a point, and whether there is text.
    pub(super) fn hit(&self, cx: &PageCx<'_>, at: Pos2) -> Option<(TextPos, bool)> {
        self.hit_side(cx, at).map(|(pos, _, on_text)| (pos, on_text))
    }

    /// The block at a height; of cells that stand side by side, the nearest.
    fn nearest(&self, at: Pos2) -> Option<&Visible> {
        let first = self.visible.iter().position(|v| at.y < v.bottom);
        let first = first.or_else(|| self.visible.len().checked_sub(1))?;
        let bottom = self.visible[first].bottom;
        // From the last row in sight, its last cell was found: look at those before it, too.
        let start = self.visible[..first].partition_point(|v| v.bottom < bottom);
        let away = |v: &&Visible| {
            let below = (v.at.y - at.y).max(0.0) * 1e-3;
            (v.sides.min - at.x).max(at.x - v.sides.max).max(0.0) + below
        };
        let row = self.visible[start..].iter().take_while(|v| v.bottom <= bottom);
        row.min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// The text position under a point, on which side of it the point lies, and whether there is
    /// text.
    pub(super) fn hit_side(&self, cx: &PageCx<'_>, at: Pos2) -> Option<(TextPos, Side, bool)> {
        let visible = self.nearest(at)?;
        let laid = self.blocks.peek(visible.block)?;
        let local = at - visible.at.to_vec2();
        let range = cx.document.review.article().blocks().get(visible.block)?.range;
        let (byte, side) = laid.laid.hit_side(local);
        let pos = TextPos::from_usize(range.start().as_usize() + byte.min(range.len()));
        Some((pos, side, laid.laid.is_on_text(local)))
    }
}

/// The id of the page, for focus.
pub(in crate::ui) fn page_id() -> Id {
    Id::unique("article page")
}

/// `pos` as a byte of its block's layout.
pub(super) fn local_byte(cx: &PageCx<'_>, block: usize, pos: TextPos) -> usize {
    let range =
        cx.document.review.article().blocks().get(block).map(|b| b.range).unwrap_or_default();
    pos.as_usize().saturating_sub(range.start().as_usize()).min(range.len())
}

/// Whether the page takes keys: it has the focus, or nothing else has.
pub(super) fn takes_keys(ui: &Ui, cx: &PageCx<'_>, response: &Response) -> bool {
    cx.has_keys && (response.has_focus() || ui.memory(|m| m.focused().is_none()))
}
