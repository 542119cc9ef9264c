//! How far the review has got: figures, sections or blocks, a picture of the article, reviewers, and
//! the way it has come.
//!
//! Words and what is made of them are counted with every edit and shown as they stand. What costs a
//! look at the whole article comes from a job of the workspace, and is shown when it is there.

use egui::{
    Align, Color32, FontId, Grid, Layout, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::course::Course;
use super::picture::Picture;
use crate::review::{Figures, Piece, Review, Section, Tally, WordState, sections};
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, opening, written};
use crate::ui::setting::ExcerptStyle;
use crate::ui::status::grouped;
use crate::ui::theme::{Tokens, size};
use crate::ui::tip::Tip as _;
use crate::ui::top::bar;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, Document};

/// Width of the window, in points.
const WIDTH: f32 = 640.0;

/// A row of the list of parts, and how many are seen at once.
const ROW: f32 = 26.0;
const ROWS: f32 = 7.0;

/// Room for the bar of a part and its figures, in points.
const BAR: f32 = 120.0;
const FIGURES: f32 = 150.0;

/// Side of a box of the legend, in points.
const SWATCH: f32 = 9.0;

/// The states as bars have them, from the left.
const LEGEND: [WordState; 7] = [
    WordState::Covered,
    WordState::ShownApart,
    WordState::Exempt,
    WordState::NotCovered,
    WordState::Recheck,
    WordState::Open,
    WordState::Gone,
];

/// Into which parts the article is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum By {
    #[default]
    Section,
    Block,
}

/// What is shown, as far as it is not in the review itself.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The draft and the revision that this is of.
    state: (u32, u64),
    by: By,
    /// The parts of the article, for either way to cut it.
    sections: Vec<Section>,
    blocks: Vec<Section>,
    /// The way it has come, and the revision that is of.
    course: Option<(u64, Course)>,
    picture: Option<Picture>,
}

impl Progress {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        let Some(document) = cx.document() else { return };
        let review = &document.review;
        let state = (review.draft().number, document.history.revision());
        if comes_up || self.state.0 != state.0 {
            *self = Self::of(review);
        }
        self.state = state;
        super::set_width(ui, WIDTH);
        head(ui, cx, document, &review.tally());
        pieces(ui, cx, review);
        self.choice(ui, comes_up);
        self.parts(ui, cx, document);
        title(ui, cx, "The article, word by word");
        Picture::show(&mut self.picture, ui, review, state, cx.tokens);
        self.behind(ui, cx, document);
        ui.add_space(8.0);
        ui.label(small(format!("{}.", review.word_unit().label()), &cx.tokens));
        ui.add_space(6.0);
        if ui.button("Close").clicked() {
            cx.out.push(Action::HideDialog);
        }
    }

    fn of(review: &Review) -> Self {
        let sections = sections(review.article());
        let by = if sections.len() > 1 { By::Section } else { By::Block };
        let all = 0..review.article().blocks().len();
        let with_words = all.filter(|block| review.word_states(*block).len() > 0);
        let alone = |head| Section { head, end: head + 1, depth: 0 };
        Self { by, sections, blocks: with_words.map(alone).collect(), ..Self::default() }
    }

    /// How the article is cut. The keyboard is here at first: at the button at the end, a small window
    /// would show the end first.
    fn choice(&mut self, ui: &mut Ui, comes_up: bool) {
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            for (by, name) in [(By::Section, "By section"), (By::Block, "By block")] {
                if by == By::Section && self.sections.is_empty() {
                    continue;
                }
                let chosen = ui.selectable_value(&mut self.by, by, name);
                if comes_up && self.by == by {
                    chosen.request_focus();
                }
            }
        });
    }

    /// A bar for each section or block; a click goes there.
    fn parts(&self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document) {
        let parts = match self.by {
            By::Section => &self.sections,
            By::Block => &self.blocks,
        };
        let area = ScrollArea::vertical().id_salt(self.by as u8).max_height(ROW * ROWS);
        area.show_rows(ui, ROW - ui.spacing().item_spacing.y, parts.len(), |ui, rows| {
            for part in parts.get(rows).unwrap_or_default() {
                part_row(ui, cx, document, *part, self.by);
            }
        });
    }

    /// What is worked out beside the window.
    fn behind(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document) {
        let Some(standing) = document.standing() else { return };
        reviewers(ui, cx, document, &standing.figures);
        let revision = standing.revision();
        let kept = self.course.take().filter(|(of, _)| *of == revision);
        let made = || (revision, Course::new(&standing.course));
        self.course.insert(kept.unwrap_or_else(made)).1.show(ui, cx);
    }
}

fn title(ui: &mut Ui, cx: &PanelCx<'_>, text: &str) {
    ui.add_space(10.0);
    ui.label(small(text, &cx.tokens));
    ui.add_space(2.0);
}

/// The words, and in which states they are.
fn head(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, words: &Tally) {
    ui.label(strong("Progress").size(16.0));
    let story = opening(document.title(), 120);
    written(ui, cx, &story, Written::Small);
    ui.add_space(6.0);
    let draft = document.review.draft().number;
    let all = grouped(words.counted());
    ui.label(strong(format!("{} of {all} words of draft {draft}", words.share())));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
    let name = format!("{} of words accounted for", words.share());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &name));
    bar(ui.painter(), &cx.tokens, rect, words);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 16.0;
        for state in LEGEND {
            let count = words.in_state(state);
            if count > 0 {
                legend(ui, cx, state, format!("{} {}", grouped(count), state.label()));
            }
        }
    });
}

/// An entry of the legend: a box of the colour that the state has in bars, and how many are in it.
fn legend(ui: &mut Ui, cx: &PanelCx<'_>, state: WordState, text: String) {
    let font = FontId::proportional(size::SMALL);
    let words = ui.painter().layout_no_wrap(text.clone(), font, cx.tokens.muted);
    if ui.available_size_before_wrap().x < words.size().x + SWATCH * 2.0 {
        ui.end_row();
    }
    let (room, _) = ui.allocate_exact_size(vec2(SWATCH, words.size().y), Sense::hover());
    let rect = Rect::from_center_size(room.center(), Vec2::splat(SWATCH));
    let line = Stroke::new(1.0, cx.tokens.line);
    ui.painter().rect(rect, 2.0, state_colour(state, &cx.tokens), line, StrokeKind::Inside);
    ui.label(small(text, &cx.tokens));
    ui.add_space(6.0);
}

fn state_colour(state: WordState, tokens: &Tokens) -> Color32 {
    match state {
        WordState::Covered => tokens.good,
        WordState::ShownApart => tokens.author,
        WordState::Exempt => tokens.exempt,
        WordState::NotCovered => tokens.bad,
        WordState::Recheck | WordState::Open => tokens.open,
        WordState::Gone => tokens.line,
    }
}

/// What is counted beside words.
fn pieces(ui: &mut Ui, cx: &PanelCx<'_>, review: &Review) {
    title(ui, cx, "Figures");
    let told = Piece::ALL.map(|piece| (piece.plural(), review.tally_of_pieces(piece)));
    let words = ("words", Some(Ok(review.tally())));
    let grid = Grid::new("figures of coverage").spacing([22.0, 2.0]);
    grid.min_row_height(18.0).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        ui.label("");
        for column in ["all", "accounted for", "open", "share"] {
            figure(ui, small(column, &cx.tokens));
        }
        ui.end_row();
        for (what, tally) in [words].into_iter().chain(told) {
            ui.label(what);
            match tally {
                Some(Ok(tally)) => figures(ui, &tally),
                Some(Err(_)) => drop(ui.label(small("not counted", &cx.tokens))),
                None => drop(ui.label(small("…", &cx.tokens))),
            }
            ui.end_row();
        }
    });
    match told.iter().find_map(|(_, tally)| tally.and_then(Result::err)) {
        Some(why) => drop(ui.label(small(format!("{}.", why.told()), &cx.tokens))),
        None if told[0].1.is_none() => drop(ui.label(small("Counting …", &cx.tokens))),
        None => {}
    }
}

fn figures(ui: &mut Ui, tally: &Tally) {
    for count in [tally.words, tally.done(), tally.to_do()] {
        figure(ui, grouped(count).into());
    }
    figure(ui, tally.share().into());
}

/// An entry of a column of figures: at its right.
fn figure(ui: &mut Ui, text: RichText) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
}

fn part_row(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, part: Section, by: By) {
    let (heading, tip) = told(&document.review, part, by);
    let tally = &part.tally(&document.review);
    let size = vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let open = grouped(tally.to_do());
    let name = format!("{heading}: {} of words, {open} open", tally.share());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, cx.tokens.card);
    }
    let style = ExcerptStyle::text(&cx.tokens);
    let indent = 4.0 + 12.0 * f32::from(part.depth.min(6));
    let figures = rect.right() - FIGURES;
    let left = rect.left() + indent;
    let words = Rect::from_min_max(
        pos2(left, rect.top() + 3.0),
        pos2((figures - BAR - 16.0).max(left + 20.0), rect.bottom()),
    );
    cx.excerpts.paint(ui, cx.engine, &heading, &style, words);
    let middle = rect.center().y;
    let place = Rect::from_x_y_ranges(figures - BAR..=figures - 8.0, middle - 4.0..=middle + 4.0);
    bar(ui.painter(), &cx.tokens, place, tally);
    let told = format!("{}, {open} open", tally.share());
    let font = FontId::proportional(size::SMALL);
    let at = pos2(figures + 4.0, middle);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, told, font, cx.tokens.muted);
    if response.tip(tip).clicked() {
        let range = document.review.article().blocks().get(part.head).map(|block| block.range);
        cx.out.push(Action::HideDialog);
        cx.out.extend(range.map(Action::VisitTop));
    }
}

/// What a part is called, and what a click on it does.
fn told(review: &Review, part: Section, by: By) -> (String, &'static str) {
    let article = review.article();
    let first = opening(article.block_text(part.head), 160);
    match by {
        By::Section => (first, "Go to this section"),
        By::Block => {
            let number = article.block_number(part.head).unwrap_or_default();
            (format!("{number} · {first}"), "Go to this block")
        }
    }
}

/// Who decided over how many words.
fn reviewers(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, figures: &Figures) {
    if figures.reviewers.is_empty() {
        return;
    }
    title(ui, cx, "Reviewers");
    for (by, tally) in &figures.reviewers {
        let known = document.review.reviewer(*by).map(|reviewer| reviewer.name.trim());
        let name = known.filter(|name| !name.is_empty()).unwrap_or("Unknown reviewer");
        let told = format!(
            "{name}: {} words accounted for, {} of them exempt; {} found not right",
            grouped(tally.done()),
            grouped(tally.exempt),
            grouped(tally.not_covered)
        );
        written(ui, cx, &told, Written::Text);
    }
}
