//! The card about the marks under a resting pointer, or at the selected mark when it is asked for.

use std::time::Duration;

use egui::{
    Align2, Area, Frame, Id, Margin, Order, Pos2, Rect, Response, RichText, Ui, pos2, vec2,
};

use super::link;
use super::note_signs::{CARD_LINES, MOST_NOTES};
use super::view::{PageCx, PageView};
use crate::model::MarkId;
use crate::text::{TextPos, isolated};
use crate::ui::badge::{self, Badge};
use crate::ui::pen::{Pen, Written};
use crate::ui::setting::{Engine, ExcerptStyle, Excerpts, Side};
use crate::ui::theme::size;
use crate::ui::tip::in_window;
use crate::ui::widgets::{small, strong};
use crate::workspace::{CardLine, Cards, Document, MarkCard, Selection, Top};

/// Seconds for which a pointer rests before the card comes.
const DELAY: f64 = 0.45;

/// Height that most cards stay below, in points.
const USUAL: f32 = 220.0;

/// Width of a card in points, and the same in the smallest window.
const WIDTH: f32 = 320.0;
const LEAST: f32 = 120.0;

/// What its frame and the room at its sides take of the width of the window.
const BESIDE: f32 = 44.0;

/// Lines of each of the words that people wrote.
const LINES: usize = 3;

/// The card that is up, and the pointer that may bring one.
#[derive(Debug, Default)]
pub(super) struct CardView {
    /// Asked for by a command: it stays at the selected mark until it is sent away.
    is_pinned: bool,
    resting: Option<Resting>,
    up: Option<Up>,
    /// Where a pinned card belongs, and what that was found from.
    pinned_at: Option<(Found, TextPos)>,
}

/// The selection, the selected mark and the revision.
type Found = (Selection, Option<MarkId>, u64);

/// A pointer over the page.
#[derive(Clone, Copy, Debug)]
struct Resting {
    at: Pos2,
    /// Since when it has been there, in seconds.
    since: f64,
    /// How the page stood when it came.
    stood: (Found, Top),
    /// Whether something else was done since: then it has to move before it brings a card.
    is_spent: bool,
    is_on_marks: bool,
}

/// A card that is up.
#[derive(Debug)]
struct Up {
    /// Where in the text.
    pos: TextPos,
    /// The revision it was made at, and the selected mark then.
    made_of: (u64, Option<MarkId>),
    cards: Cards,
    /// The writer's notes there.
    notes: Vec<usize>,
}

impl CardView {
    /// Shows the card at the selected mark, or takes it away; gives whether it is there now.
    pub(super) fn toggle(&mut self) -> bool {
        self.is_pinned = !self.is_pinned;
        self.up = None;
        self.is_pinned
    }

    /// Takes any card away.
    pub(super) fn close(&mut self) {
        self.is_pinned = false;
        self.up = None;
    }

    /// Where a pinned card belongs: worked out anew when something moved or changed.
    fn pinned_place(&mut self, document: &Document) -> TextPos {
        let from = found_from(document);
        match self.pinned_at {
            Some((of, pos)) if of == from => pos,
            _ => self.pinned_at.insert((from, document.here())).1,
        }
    }

    /// Whether the pointer rests on marked words, so that their card is up or comes.
    pub(super) fn is_under_pointer(&self) -> bool {
        !self.is_pinned && self.resting.is_some_and(|it| it.is_on_marks && !it.is_spent)
    }

    fn put_up(&mut self, cx: &PageCx<'_>, pos: TextPos) {
        let made_of = (cx.document.history.revision(), cx.document.selected);
        if self.up.as_ref().is_some_and(|up| up.pos == pos && up.made_of == made_of) {
            return;
        }
        let first = cx.document.selected.filter(|_| self.is_pinned);
        let cards = Cards::at(&cx.document.review, pos, first);
        let notes: Vec<usize> = cx.document.notes.over(pos).take(MOST_NOTES).collect();
        let has_news = !cards.is_empty() || !notes.is_empty();
        self.up = has_news.then_some(Up { pos, made_of, cards, notes });
    }
}

/// Decides which card is up, and paints it.
pub(super) fn show(
    view: &mut PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    excerpts: &mut Excerpts,
    response: &Response,
) {
    if view.card.is_pinned {
        let pos = view.card.pinned_place(cx.document);
        view.card.put_up(cx, pos);
    } else {
        follow_pointer(view, ui, cx, response);
    }
    let Some(up) = &view.card.up else { return };
    let Some(line) = view.caret_rect(cx, up.pos, Side::InFront) else { return };
    let page = response.rect;
    if !page.intersects(line) {
        return;
    }
    let mut pen = Pen { tokens: &cx.tokens, engine, excerpts };
    paint(ui, cx, &mut pen, up, place(page, line));
}

/// Where the card goes: below the line, or above it near the lower edge of the page.
fn place(page: Rect, line: Rect) -> (Pos2, Align2) {
    let room = (page.right() - WIDTH - 40.0).max(page.left() + 8.0);
    let x = (line.left() - 24.0).clamp(page.left() + 8.0, room);
    if line.bottom() + USUAL < page.bottom() || line.top() - page.top() < USUAL {
        (pos2(x, line.bottom() + 4.0), Align2::LEFT_TOP)
    } else {
        (pos2(x, line.top() - 4.0), Align2::LEFT_BOTTOM)
    }
}

/// What the place of a card is found from.
fn found_from(document: &Document) -> Found {
    (document.selection, document.selected, document.history.revision())
}

/// A pointer that rests on marked words brings the card. One that leaves them takes it away; so does
/// a press, a key, the wheel, and whatever else changes the page under it, and then it has to move
/// before the card comes again.
fn follow_pointer(view: &mut PageView, ui: &Ui, cx: &PageCx<'_>, response: &Response) {
    let Some(at) = response.hover_pos().filter(|_| response.contains_pointer()) else {
        (view.card.up, view.card.resting) = (None, None);
        return;
    };
    let is_busy = ui.input(|i| i.pointer.any_down() || i.events.iter().any(sends_away))
        || !cx.document.selection.range().is_empty()
        || egui::Popup::is_any_open(ui.ctx());
    let now = ui.input(|i| i.time);
    let stood = (found_from(cx.document), view.top(cx.document));
    let came = Resting { at, since: now, stood, is_spent: false, is_on_marks: false };
    let mut resting = view.card.resting.filter(|resting| resting.at == at).unwrap_or(came);
    resting.is_spent |= is_busy || resting.stood != stood;
    let marked = view.hit(cx, at).filter(|(pos, on_text)| *on_text && is_marked(cx, *pos));
    resting.is_on_marks = marked.is_some();
    view.card.resting = Some(resting);
    let Some((pos, _)) = marked.filter(|_| !resting.is_spent) else {
        view.card.up = None;
        return;
    };
    if view.card.up.as_ref().is_some_and(|up| same_marks(cx, up.pos, pos)) {
        return;
    }
    let left = DELAY - (now - resting.since);
    if left <= 0.0 {
        view.card.put_up(cx, pos);
    } else {
        view.card.up = None;
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left + 0.01));
    }
}

fn sends_away(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(event, Event::Key { pressed: true, .. } | Event::MouseWheel { .. } | Event::Text(_))
}

fn is_marked(cx: &PageCx<'_>, pos: TextPos) -> bool {
    let here = crate::text::TextRange::between(pos, TextPos(pos.0.saturating_add(1)));
    let has_note = || cx.document.notes.over(pos).next().is_some();
    cx.document.review.marks_over(here).next().is_some() || has_note()
}

/// Whether two places lie under the same marks and notes and in the same link; told by the first few.
fn same_marks(cx: &PageCx<'_>, a: TextPos, b: TextPos) -> bool {
    let over = |pos: TextPos| {
        let here = crate::text::TextRange::between(pos, TextPos(pos.0.saturating_add(1)));
        cx.document.review.marks_over(here).map(|mark| mark.id).take(8)
    };
    let notes = |pos| cx.document.notes.over(pos).take(MOST_NOTES);
    let link = |pos| cx.document.review.article().link_at(pos);
    a == b || (link(a) == link(b) && over(a).eq(over(b)) && notes(a).eq(notes(b)))
}

fn paint(ui: &Ui, cx: &PageCx<'_>, pen: &mut Pen<'_>, up: &Up, (at, pivot): (Pos2, Align2)) {
    let area = Area::new(Id::unique("mark card")).order(Order::Tooltip).interactable(false);
    area.fixed_pos(at).pivot(pivot).constrain(true).show(ui.ctx(), |ui| {
        Frame::new()
            .fill(cx.tokens.card)
            .stroke(egui::Stroke::new(1.0, cx.tokens.line))
            .corner_radius(8)
            .inner_margin(Margin::symmetric(12, 10))
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| in_window(ui, |ui| all(ui, cx, pen, up)));
    });
}

/// The marks, the writer's notes and the link at one place.
fn all(ui: &mut Ui, cx: &PageCx<'_>, pen: &mut Pen<'_>, Up { pos, cards, notes, .. }: &Up) {
    let room = ui.ctx().content_rect().width() - BESIDE;
    ui.set_width(room.clamp(LEAST, WIDTH));
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    for (n, card) in cards.cards.iter().enumerate() {
        if n > 0 {
            ui.separator();
        }
        one(ui, cx, pen, card);
    }
    if cards.more > 0 {
        ui.label(small(format!("and {} more", cards.more), &cx.tokens));
    }
    for (n, note) in notes.iter().enumerate() {
        if n > 0 || !cards.is_empty() {
            ui.separator();
        }
        pen.thread(ui, cx.document, *note, CARD_LINES);
    }
    if let Some(address) = cx.document.review.article().link_at(*pos) {
        ui.separator();
        link::tell(ui, pen, address);
    }
}

fn one(ui: &mut Ui, cx: &PageCx<'_>, pen: &mut Pen<'_>, card: &MarkCard) {
    let tokens = &cx.tokens;
    ui.horizontal(|ui| {
        if let Some(mark) = cx.document.review.mark(card.mark) {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), egui::Sense::empty());
            let badge = Badge::of(&cx.document.review, mark, tokens);
            badge::paint(ui.painter(), rect.center(), size::BADGE, badge);
        }
        ui.label(strong(card.number.to_string()));
        ui.label(RichText::new(&card.says).color(tokens.ink));
    });
    for line in &card.lines {
        words(ui, pen, line);
    }
    if card.more_evidence > 0 {
        ui.label(small(format!("and {} more evidence", card.more_evidence), tokens));
    }
    let when = card.at.with_timezone(&chrono::Local).format("%-d %b %Y, %H:%M");
    pen.label(ui, &format!("by {}, {when}", isolated(&card.by)), Written::Small);
}

/// A line of other people's words, with what they are about in front.
fn words(ui: &mut Ui, pen: &mut Pen<'_>, line: &CardLine) {
    let style = ExcerptStyle::text(pen.tokens).in_lines(LINES);
    ui.horizontal_top(|ui| {
        let about = egui::Label::new(small(line.about, pen.tokens)).truncate();
        ui.add_sized(vec2(74.0, 16.0), about);
        pen.set(ui, &line.words, &style);
    });
}
