//! The headings of the article, nested, each with the words of its section that are still open. The
//! section that is being read is marked and followed.

use std::collections::BTreeMap;

use egui::{
    Align2, EventFilter, FontId, Frame, Id, Key, Margin, Modifiers, Rect, Response, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::find::search_fold;
use crate::review::{Review, Section, Tally, sections};
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::opening;
use crate::ui::setting::{ExcerptStyle, Weight};
use crate::ui::status::grouped;
use crate::ui::theme::size;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{row_ground, small};
use crate::workspace::{Action, Document};

/// Height of a row in points.
const ROW: f32 = 32.0;

/// Rows that a page key goes by.
const SCREEN: usize = 16;

/// How far a level is set in.
const INDENT: f32 = 13.0;

/// Room for the words that are open, at the right.
const OPEN: f32 = 74.0;

/// The list's own state.
#[derive(Debug, Default)]
pub(in crate::ui) struct Outline {
    sections: Vec<Section>,
    /// The draft that they are the sections of.
    made_of: Option<u32>,
    filter: String,
    /// The sections that the filter lets through.
    rows: Vec<usize>,
    /// The section that was read in the last frame.
    read: Option<usize>,
    /// The row that the keys are at.
    chosen: usize,
    wants_focus: bool,
    /// Whether the list was painted in this frame.
    is_painted: bool,
    /// How the words of the sections that were shown stand, at this revision.
    tallies: BTreeMap<usize, Tally>,
    counted_at: u64,
}

impl Outline {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Gives the list the keyboard.
    pub(in crate::ui) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Whether the list was painted in this frame, and another section is read than the one that
    /// is marked in it.
    pub(super) fn is_behind(&mut self, document: &Document) -> bool {
        let is_painted = std::mem::take(&mut self.is_painted);
        is_painted && self.read != self.section_at(document.reading)
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        let draft = document.review.draft().number;
        if self.made_of != Some(draft) {
            self.sections = sections(document.review.article());
            self.made_of = Some(draft);
            self.select(&document.review);
        }
        let revision = document.history.revision();
        if std::mem::replace(&mut self.counted_at, revision) != revision {
            self.tallies.clear();
        }
        if self.sections.is_empty() {
            return say(ui, cx, "This article has no headings.");
        }
        self.filter(ui, cx, document);
        if self.rows.is_empty() {
            return say(ui, cx, "No heading fits the filter.");
        }
        let room = ui.available_rect_before_wrap();
        let list = ui.interact(room, list_id(), Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Outline"));
        if let Some(chosen) = self.row(document, self.chosen, true) {
            ui.ctx().accesskit_node_builder(list.id, |node| {
                node.set_value(spoken(&title(document, chosen.section), &chosen));
            });
        }
        if std::mem::take(&mut self.wants_focus) {
            list.request_focus();
        }
        let moved = self.keys(ui, cx, document, &list);
        let followed = self.follow(document, &list);
        self.list(ui, cx, document, &list, moved || followed);
        self.is_painted = true;
    }

    /// The row at a place in the list.
    fn row(&mut self, document: &Document, at: usize, list_has_keys: bool) -> Option<Row> {
        let index = *self.rows.get(at)?;
        let section = *self.sections.get(index)?;
        let tally = *self.tallies.entry(index).or_insert_with(|| section.tally(&document.review));
        let is_read = self.read == Some(index);
        Some(Row { section, tally, is_read, has_keys: list_has_keys && at == self.chosen })
    }

    /// The section that holds a block.
    fn section_at(&self, block: usize) -> Option<usize> {
        self.sections.partition_point(|section| section.head <= block).checked_sub(1)
    }

    fn filter(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document) {
        Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            let field = TextField::line("Filter headings").hint("Filter");
            let (_, typed) = field.show(ui, cx, &self.filter);
            if let Some(typed) = typed {
                self.filter = typed;
                self.select(&document.review);
            }
        });
    }

    fn select(&mut self, review: &Review) {
        let wanted = search_fold(&self.filter);
        let fits = |section: &Section| {
            wanted.is_empty()
                || search_fold(review.article().block_text(section.head)).contains(&wanted)
        };
        let all = self.sections.iter().enumerate();
        self.rows = all.filter(|(_, section)| fits(section)).map(|(at, _)| at).collect();
        self.chosen = 0;
        self.read = None;
    }

    /// Marks the section that is read; gives whether it is another one than before.
    fn follow(&mut self, document: &Document, list: &Response) -> bool {
        let read = self.section_at(document.reading);
        if self.read == read {
            return false;
        }
        self.read = read;
        let row = read.map(|read| self.rows.partition_point(|at| *at <= read).saturating_sub(1));
        if !list.has_focus() {
            self.chosen = row.unwrap_or_default();
        }
        !list.has_focus()
    }

    /// Moves through the rows by keys; gives whether one did.
    fn keys(
        &mut self,
        ui: &Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        list: &Response,
    ) -> bool {
        if !list.has_focus() {
            return false;
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(list.id, filter));
        let pressed = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        let last = self.rows.len().saturating_sub(1);
        let before = self.chosen;
        let down = pressed(Key::ArrowDown) + SCREEN * pressed(Key::PageDown);
        let up = pressed(Key::ArrowUp) + SCREEN * pressed(Key::PageUp);
        self.chosen = (self.chosen + down).min(last).saturating_sub(up);
        if pressed(Key::Home) > 0 {
            self.chosen = 0;
        } else if pressed(Key::End) > 0 {
            self.chosen = last;
        }
        if pressed(Key::Enter) > 0
            && let Some(row) = self.row(document, self.chosen, true)
        {
            cx.out.extend(visit(document, row.section));
        }
        self.chosen != before
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        list: &Response,
        show: bool,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("outline");
        if show {
            let room = (list.rect.height() - ROW).max(0.0) / 2.0;
            area = area.vertical_scroll_offset((self.chosen as f32 * ROW - room).max(0.0));
        }
        area.show_rows(ui, ROW, self.rows.len(), |ui, rows| {
            for at in rows {
                if let Some(shown) = self.row(document, at, list.has_focus()) {
                    row(ui, cx, document, shown);
                }
            }
        });
    }
}

fn list_id() -> Id {
    Id::unique("outline list")
}

fn say(ui: &mut Ui, cx: &PanelCx<'_>, what: &str) {
    Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.label(small(what, &cx.tokens));
    });
}

fn visit(document: &Document, section: Section) -> Option<Action> {
    let block = document.review.article().blocks().get(section.head)?;
    Some(Action::VisitTop(block.range))
}

/// What a row shows.
#[derive(Clone, Copy, Debug)]
struct Row {
    section: Section,
    tally: Tally,
    /// Whether it is the one that is read.
    is_read: bool,
    /// Whether the keys are at it.
    has_keys: bool,
}

fn row(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, row: Row) {
    let words = title(document, row.section);
    let size = vec2(ui.available_width(), ROW);
    // Not a stop of Tab of its own: the list is one, and the arrows go through it.
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    row_ground(ui, &response, &cx.tokens, row.is_read);
    if row.has_keys {
        let stroke = Stroke::new(1.0, cx.tokens.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), 0.0, stroke, StrokeKind::Inside);
    }
    let name = spoken(&words, &row);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, row.is_read, &name));
    let left = rect.left() + 14.0 + INDENT * f32::from(row.section.depth.min(6));
    let room = Rect::from_x_y_ranges(left..=rect.right() - OPEN, rect.y_range());
    heading(ui, cx, &words, room, row.section.depth == 0);
    let at = pos2(rect.right() - 12.0, rect.center().y);
    let font = FontId::proportional(size::SMALL);
    ui.painter().text(at, Align2::RIGHT_CENTER, open_words(&row.tally), font, cx.tokens.muted);
    if response.tip(about(&row.tally)).clicked() {
        cx.out.extend(visit(document, row.section));
    }
}

/// The words of a heading, as many as a row can show.
fn title(document: &Document, section: Section) -> String {
    const MOST: usize = 120;
    opening(document.review.article().block_text(section.head), MOST)
}

fn spoken(words: &str, row: &Row) -> String {
    let reading = if row.is_read { ", being read" } else { "" };
    let level = row.section.depth + 1;
    format!("Section {words}, level {level}, {}{reading}", open_words(&row.tally))
}

fn heading(ui: &Ui, cx: &mut PanelCx<'_>, words: &str, room: Rect, is_first: bool) {
    let weight = if is_first { Weight::Bold } else { Weight::Regular };
    let style = ExcerptStyle { weight, ..ExcerptStyle::quoted(&cx.tokens, 13.5) };
    let scale = ui.ctx().pixels_per_point();
    let height = cx.excerpts.height(cx.engine, words, &style, room.width(), scale);
    let at = Rect::from_center_size(room.center(), vec2(room.width(), height));
    cx.excerpts.paint(ui, cx.engine, words, &style, at);
}

/// What is still to do in a section, in as few words as fit a row.
fn open_words(tally: &Tally) -> String {
    match tally.to_do() {
        0 => "done".to_owned(),
        open => format!("{} open", grouped(open)),
    }
}

fn about(tally: &Tally) -> String {
    let share = tally.percent().map_or("n/a".to_owned(), |percent| format!("{percent} %"));
    format!(
        "{share} of {} words are accounted for, {} are open",
        grouped(tally.words),
        grouped(tally.to_do())
    )
}
