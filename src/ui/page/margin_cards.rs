//! Cards in the right margin, beside the lines where marks begin.

use std::collections::BTreeMap;

use egui::{
    Align2, FontFamily, FontId, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::gutter::{marks_on_line, selected_line};
use super::stacking::{Form, Put, Wanted, height, stack};
use super::view::{PageCx, PageView, Visible, page_id};
use crate::model::MarkId;
use crate::ui::badge::{self, Badge};
use crate::ui::setting::{Engine, ExcerptStyle, Excerpts};
use crate::ui::theme::size;
use crate::workspace::{Action, MarkCard};

/// Height of a card's first line with its frame, in points.
const HEAD: f32 = 26.0;

/// From the frame to what stands in it, in points.
const INSET: f32 = 9.0;

/// Cards that are kept ready.
const MOST_KEPT: usize = 512;

/// What the cards say, kept until the review changes, and where they are.
#[derive(Debug, Default)]
pub(super) struct MarginCards {
    revision: Option<u64>,
    cards: BTreeMap<MarkId, Saying>,
    rects: Vec<Rect>,
}

/// A card, and the first words of its evidence, fix and note.
#[derive(Debug)]
struct Saying {
    about: MarkCard,
    body: String,
}

impl MarginCards {
    /// Whether a card is at this point.
    pub(super) fn is_at(&self, at: Pos2) -> bool {
        self.rects.iter().any(|rect| rect.contains(at))
    }

    fn prepare(&mut self, cx: &PageCx<'_>, marks: impl Iterator<Item = MarkId>) {
        let revision = Some(cx.document.history.revision());
        if self.revision != revision || self.cards.len() > MOST_KEPT {
            self.cards.clear();
            self.revision = revision;
        }
        let review = &cx.document.review;
        for mark in marks.filter_map(|id| review.mark(id)) {
            self.cards.entry(mark.id).or_insert_with(|| {
                let about = MarkCard::of(review, mark);
                let words: Vec<&str> = about.lines.iter().map(|line| line.words.as_str()).collect();
                let body = words.join("\n");
                Saying { about, body }
            });
        }
    }
}

/// A card of this frame.
struct Card<'a> {
    says: &'a Saying,
    wanted: Wanted,
    /// Marks that begin on the same line and have no card.
    more: usize,
}

/// Paints cards into a strip.
struct Pen<'a> {
    ui: &'a Ui,
    cx: &'a PageCx<'a>,
    engine: &'a mut Engine,
    excerpts: &'a mut Excerpts,
    strip: Rect,
}

/// Shows the cards of the lines in sight in `strip`.
pub(super) fn show(
    view: &mut PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    excerpts: &mut Excerpts,
    strip: Option<Rect>,
    out: &mut Vec<Action>,
) {
    let mut kept = std::mem::take(&mut view.margin_cards);
    kept.rects.clear();
    if let Some(strip) = strip {
        let lines = lines_around(view, cx, strip);
        kept.prepare(cx, lines.iter().map(|(id, ..)| *id));
        let mut pen = Pen { ui, cx, engine, excerpts, strip };
        let cards: Vec<Card<'_>> = lines
            .into_iter()
            .filter_map(|(id, y, more)| {
                let says = kept.cards.get(&id)?;
                Some(Card { says, wanted: pen.wanted(says, y), more })
            })
            .collect();
        kept.rects = pen.cards(&cards, out);
    }
    view.margin_cards = kept;
}

/// The blocks in sight, and in front of them those that were laid out a window above.
fn blocks_around(view: &PageView, strip: Rect) -> Vec<Visible> {
    let mut above = Vec::new();
    let mut top = view.visible.first().map_or(f32::NEG_INFINITY, |visible| visible.top);
    let mut block = view.first;
    while top > strip.top() - strip.height() && block > 0 {
        block -= 1;
        let bottom = top;
        top -= view.blocks.heights.get(block);
        let Some(visible) = view.placed(block, top, bottom, view.column) else { break };
        above.push(visible);
    }
    above.into_iter().rev().chain(view.visible.iter().copied()).collect()
}

/// The marks that begin on the lines in sight and a window above them, whose cards may push those
/// in sight down: id, height of the line, how many more begin there.
fn lines_around(view: &PageView, cx: &PageCx<'_>, strip: Rect) -> Vec<(MarkId, f32, usize)> {
    let mut out = Vec::new();
    for visible in &blocks_around(view, strip) {
        let Some(kept) = view.blocks.peek(visible.block) else { continue };
        let selected = selected_line(cx, visible, &kept.laid);
        for numbers in kept.strips.margin() {
            let Some(line) = kept.laid.line(numbers.line) else { continue };
            let y = visible.at.y + line.rect.center().y - HEAD / 2.0;
            if y < strip.top() - strip.height() || y > strip.bottom() {
                continue;
            }
            let marks = marks_on_line(numbers, selected);
            let last = marks.len().saturating_sub(1);
            let more = |n| if n == last { numbers.more } else { 0 };
            out.extend(marks.iter().enumerate().map(|(n, mark)| (mark.id, y, more(n))));
        }
    }
    // Lines of cells that stand side by side do not come from top to bottom.
    out.sort_by(|a, b| a.1.total_cmp(&b.1));
    out
}

impl Pen<'_> {
    fn style(&self, says: &Saying) -> ExcerptStyle {
        let tokens = &self.cx.tokens;
        let lines = if self.is_selected(says) { 6 } else { 2 };
        ExcerptStyle { ink: tokens.ink, lines, ..ExcerptStyle::small(tokens) }
    }

    fn is_selected(&self, says: &Saying) -> bool {
        self.cx.document.selected == Some(says.about.mark)
    }

    fn wanted(&mut self, says: &Saying, y: f32) -> Wanted {
        let (style, scale) = (self.style(says), self.ui.ctx().pixels_per_point());
        let width = self.strip.width() - 2.0 * INSET;
        let body = if says.body.is_empty() {
            0.0
        } else {
            self.excerpts.height(self.engine, &says.body, &style, width, scale) + 8.0
        };
        Wanted { y, whole: HEAD + body, line: HEAD, is_selected: self.is_selected(says) }
    }

    /// Puts the cards in their places; gives where those are.
    fn cards(&mut self, cards: &[Card<'_>], out: &mut Vec<Action>) -> Vec<Rect> {
        let wanted: Vec<Wanted> = cards.iter().map(|card| card.wanted).collect();
        let put = stack(&wanted);
        let mut rects = Vec::new();
        for (n, card) in cards.iter().enumerate().filter(|(n, _)| put[*n].form != Form::Counted) {
            if put[n].y + height(&card.wanted, put[n].form) < self.strip.top() {
                continue; // with its line above the window
            }
            let counted = put[n + 1..].iter().take_while(|p| p.form == Form::Counted).count();
            let response = self.card(card, put[n], card.more + counted);
            if response.clicked() {
                out.push(Action::TouchMark(card.says.about.mark));
            }
            rects.push(response.rect);
        }
        rects
    }

    fn card(&mut self, card: &Card<'_>, put: Put, more: usize) -> Response {
        let (ui, cx, strip) = (self.ui, self.cx, self.strip);
        let about = &card.says.about;
        let size = vec2(strip.width(), height(&card.wanted, put.form));
        let rect = Rect::from_min_size(pos2(strip.left(), put.y), size);
        let response = ui.interact(rect, page_id().with(("card", about.mark)), Sense::click());
        let name = || format!("Card {}: {}", about.number, about.says);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name()));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(card.says.body.as_str());
        });
        let is_on = card.wanted.is_selected || response.hovered() || response.has_focus();
        let edge = if is_on { cx.tokens.accent } else { cx.tokens.line };
        let painter = ui.painter();
        painter.rect(rect, 6.0, cx.tokens.card, Stroke::new(1.0, edge), StrokeKind::Inside);
        if let Some(mark) = cx.document.review.mark(about.mark) {
            let badge = Badge::of(&cx.document.review, mark, &cx.tokens);
            head(ui, cx, rect, about, badge, more);
        }
        if put.form == Form::Whole && !card.says.body.is_empty() {
            let min = pos2(rect.left() + INSET, rect.top() + HEAD - 1.0);
            let body = Rect::from_min_max(min, rect.max - vec2(INSET, 0.0));
            let style = self.style(card.says);
            self.excerpts.paint(ui, self.engine, &card.says.body, &style, body);
        }
        response
    }
}

/// Badge, number, what it says, and how many more there are.
fn head(ui: &Ui, cx: &PageCx<'_>, rect: Rect, card: &MarkCard, badge: Badge, more: usize) {
    let y = rect.top() + HEAD / 2.0;
    let painter = ui.painter();
    let font = FontId::new(size::SMALL, FontFamily::Proportional);
    let mut right = rect.right() - INSET;
    if more > 0 {
        let at = pos2(right, y);
        let text = format!("+{more}");
        let counted = painter.text(at, Align2::RIGHT_CENTER, text, font.clone(), cx.tokens.muted);
        right = counted.left() - 6.0;
    }
    badge::paint(painter, pos2(rect.left() + INSET + 6.0, y), size::BADGE - 1.0, badge);
    let bold = FontId::new(size::SMALL, crate::ui::setting::bold());
    let at = pos2(rect.left() + INSET + 19.0, y);
    let number =
        painter.text(at, Align2::LEFT_CENTER, card.number.to_string(), bold, cx.tokens.ink);
    let left = number.right() + 6.0;
    let mut job =
        egui::text::LayoutJob::simple_singleline(card.says.clone(), font, cx.tokens.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(10.0));
    let says = painter.layout_job(job);
    painter.galley(pos2(left, y - says.size().y / 2.0), says, cx.tokens.muted);
}
