//! The list of marks, with a filter over it.

use egui::{
    Align, Id, Layout, Margin, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::rows::{RowList, RowText, RowsOf, row_text};
use crate::find::{self, Filter, Rows, Sort};
use crate::model::{DraftFlag, Mark, MarkBody, MarkId};
use crate::review::{Census, Review, work_state};
use crate::ui::badge::{self, Badge, spoken};
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{in_a_row, opening};
use crate::ui::setting::ExcerptStyle;
use crate::ui::theme::size;
use crate::ui::tip::Tip as _;
use crate::ui::tip::tip_lines;
use crate::ui::widgets::{name_field, row_ground, small};
use crate::workspace::{Action, Document};

/// Height of a row in points: two lines of words and one about the mark.
const ROW: f32 = 66.0;

/// Marks that are asked in a frame whether the filter lets them through: about a millisecond.
const ASKED: usize = 2000;

/// Characters that the two lines of a row can show.
const WORDS: usize = 160;

/// Where a number of up to four digits ends, in points from the left edge.
const NUMBER: f32 = 35.0;

/// From there to the words, with the badge between.
const BEHIND_NUMBER: f32 = 32.0;

/// The list's own state: what is typed in the filter, and the rows it lets through.
#[derive(Debug, Default)]
pub(in crate::ui) struct MarksPanel {
    query: String,
    sort: Sort,
    rows: Rows,
    list: RowList,
    /// What the rows were made of.
    made_of: Option<(String, Sort)>,
    problems: Vec<String>,
    wants_focus: bool,
    shown: Option<MarkId>,
}

impl MarksPanel {
    /// Gives the filter the keyboard.
    pub(in crate::ui) fn focus_filter(&mut self) {
        self.wants_focus = true;
    }

    /// Forgets the last review.
    pub(in crate::ui) fn reset(&mut self) {
        *self = Self { sort: self.sort, ..Self::default() };
    }

    /// Shows the list; with `takes_keys`, the selected mark's row has the keyboard, or the first.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, takes_keys: bool) {
        let Some(document) = cx.document() else { return };
        let review = &document.review;
        self.filter(ui, cx, document);
        self.select(document);
        if !self.rows.is_complete() {
            ui.ctx().request_repaint();
        }
        let count = self.rows.len(review);
        if count == 0 {
            return empty(ui, cx, document, &self.query, self.rows.is_complete());
        }
        let place = |id| self.rows.position(review, id);
        if takes_keys {
            self.list.go_to(document.selected.and_then(place).unwrap_or(0));
        }
        let is_new = std::mem::replace(&mut self.shown, document.selected) != document.selected;
        let shows = document.selected.filter(|_| is_new).and_then(place);
        let of = RowsOf { name: "List of marks", count, height: ROW, shows, open: None };
        let (rows, list) = (&self.rows, &mut self.list);
        list.show(ui, of, |ui, at| match rows.at(review, at) {
            Some(mark) => row(ui, cx, document, mark),
            None => ui.label(""), // deleted, and not missed yet
        });
    }

    /// The line of the filter, and how many marks it let through.
    fn filter(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document) {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(12, 6));
        frame.show(ui, |ui| {
            let field = TextField::line("Filter marks").hint("status:open kind:claim …");
            let (response, typed) = field.margin(8.0, 5.0).show(ui, cx, &self.query);
            self.query = typed.unwrap_or(std::mem::take(&mut self.query));
            if std::mem::take(&mut self.wants_focus) {
                response.request_focus();
            }
            response.tip_for_pointer(|ui| {
                let key = |(key, what): &(&str, &str)| format!("{key}:  {what}");
                let keys: Vec<String> = find::KEYS.iter().map(key).collect();
                tip_lines(ui, "Words, or:", &keys, &cx.tokens);
            });
            self.chips(ui, cx, &document.review);
            for problem in &self.problems {
                ui.label(small(problem, &cx.tokens).color(cx.tokens.partly));
            }
            ui.horizontal(|ui| {
                let mut count = match self.rows.len(&document.review) {
                    1 => "1 mark".to_owned(),
                    count => format!("{count} marks"),
                };
                if !self.rows.is_complete() {
                    count.push_str(" so far");
                }
                ui.label(small(count, &cx.tokens));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.order(ui, cx));
            });
        });
    }

    /// What the last draft asks for, each a button that shows those marks alone.
    fn chips(&mut self, ui: &mut Ui, cx: &PanelCx<'_>, review: &Review) {
        let asked = asked_by_draft(review.census());
        if asked.iter().all(|(.., count)| *count == 0) {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (filter, label, count) in asked.into_iter().filter(|(.., count)| *count > 0) {
                let is_on = self.query.trim() == filter;
                let text = format!("{label} {count}");
                let ink = if is_on { cx.tokens.ink } else { cx.tokens.accent };
                let chip = small(&text, &cx.tokens).color(ink);
                let response = ui.add(egui::Button::new(chip).small().selected(is_on));
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, &text));
                let tip = "Show these marks alone; press again to show all";
                if response.tip(tip).clicked() {
                    self.query = if is_on { String::new() } else { filter.to_owned() };
                }
            }
        });
    }

    /// The order of the rows, as a quiet word that opens a menu.
    fn order(&mut self, ui: &mut Ui, cx: &PanelCx<'_>) {
        let shown = small(format!("by {} ▾", self.sort.label()), &cx.tokens);
        let button = egui::Button::new(shown).frame(false);
        let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            for sort in Sort::ALL {
                if ui.selectable_label(self.sort == *sort, sort.label()).clicked() {
                    self.sort = *sort;
                }
            }
        });
        name_field(ui, &response, "Order of marks");
    }

    /// Looks for the rows when the filter or the order changed, and goes on with that.
    fn select(&mut self, document: &Document) {
        let made_of = self.made_of.as_ref();
        if made_of.is_none_or(|(query, sort)| *query != self.query || *sort != self.sort) {
            let mut filter = Filter::parse(&self.query);
            self.problems = std::mem::take(&mut filter.problems);
            self.rows.look_for(filter, self.sort, &document.review);
            self.made_of = Some((self.query.clone(), self.sort));
        }
        self.rows.go_on(&document.review, ASKED);
    }
}

/// The filters over what the last draft asks for, with how many marks they let through.
fn asked_by_draft(census: &Census) -> [(&'static str, &'static str, usize); 4] {
    [
        ("draft:waits", "to place", census.waiting()),
        ("draft:changed", "words changed", census.with_flag(DraftFlag::Changed)),
        ("draft:glance", "to glance at", census.with_flag(DraftFlag::Glance)),
        ("draft:moved", "moved", census.with_flag(DraftFlag::Moved)),
    ]
}

fn empty(ui: &mut Ui, cx: &PanelCx<'_>, document: &Document, query: &str, is_complete: bool) {
    let text = if document.review.mark_count() == 0 {
        "No marks yet. Select words on the page, then press C for a claim, Q for a quote, S for a source."
    } else if query.is_empty() || !is_complete {
        ""
    } else {
        "No mark fits the filter."
    };
    egui::Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.label(small(text, &cx.tokens));
    });
}

fn row(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) -> Response {
    let review = &document.review;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    // By the mark, not by the place: the keyboard stays with it when the list scrolls.
    let response = ui.interact(rect, Id::unique("mark row").with(mark.id), Sense::click());
    let is_selected = document.selected == Some(mark.id);
    row_ground(ui, &response, &cx.tokens, is_selected);
    let words = opening(mark.words(review.text()), WORDS);
    response.widget_info(|| {
        let name = format!("{}: {words}", spoken(review, mark));
        WidgetInfo::selected(Role::ListItem, true, is_selected, name)
    });
    let style = ExcerptStyle::quoted(&cx.tokens, 13.5);
    let number = NUMBER + wider(review);
    let indent = number + BEHIND_NUMBER;
    let text = RowText { words: &words, style, about: &detail(review, mark), indent };
    let first_line = row_text(ui, cx, rect, text);

    let ink = if is_selected { cx.tokens.ink } else { cx.tokens.muted };
    let at = pos2(rect.left() + number, first_line);
    let style = ExcerptStyle { ink, ..ExcerptStyle::text(&cx.tokens) };
    let place = (at, Align::Max);
    cx.excerpts.number(ui.painter(), cx.engine, mark.number, &style, place);
    let badge = Badge::of(review, mark, &cx.tokens);
    badge::paint(ui.painter(), at + vec2(16.0, 0.0), size::BADGE, badge);
    if response.clicked() {
        cx.out.push(Action::SelectMark(Some(mark.id)));
    }
    response
}

/// What the longest number of the review takes beyond four digits.
fn wider(review: &Review) -> f32 {
    const DIGIT: f32 = 8.0;
    let digits = review.next_number().saturating_sub(1).checked_ilog10().unwrap_or(0) + 1;
    DIGIT * digits.saturating_sub(4) as f32
}

/// The line about a mark: its kind and type, and what is known or missing.
fn detail(review: &Review, mark: &Mark) -> String {
    let mut parts = vec![mark.kind().label().to_owned()];
    match &mark.body {
        MarkBody::Claim(claim) if !claim.claim_type.is_default() => {
            parts.push(claim.claim_type.label().to_owned());
        }
        MarkBody::Quote(quote) if !quote.speaker.is_empty() => parts.push(quote.speaker.clone()),
        MarkBody::Source(mention) => {
            let source = mention.source.and_then(|id| review.source(id));
            parts.extend(source.map(|source| source.title.clone()));
        }
        MarkBody::Claim(_) | MarkBody::Quote(_) => {}
    }
    let state = work_state(review, mark);
    match &mark.verdict {
        Some(given) => parts.push(given.verdict.short_label().to_owned()),
        None => parts.push(state.label().to_owned()),
    }
    if mark.verdict.is_some() && state.is_open() {
        parts.push(state.label().to_owned());
    }
    parts.extend(mark.flag().map(|flag| flag.label().to_owned()));
    if !mark.evidence.is_empty() {
        parts.push(format!("{} evidence", mark.evidence.len()));
    }
    in_a_row(parts)
}
