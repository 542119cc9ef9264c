//! How far the review has got: figures, sections, a picture of the article, reviewers, and the way
//! it has come.

use std::sync::Arc;

use egui::{
    Grid, Mesh, Rect, ScrollArea, Sense, Shape, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::course::Course;
use crate::review::{Figures, Section, Tally, WordState, figures, milestones};
use crate::ui::focus::Tip as _;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, opening, written};
use crate::ui::setting::ExcerptStyle;
use crate::ui::status::grouped;
use crate::ui::theme::{Tokens, size};
use crate::ui::top::bar;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, Document};

/// Width of the window, in points.
const WIDTH: f32 = 640.0;

/// A row of the list of sections, and how many are seen at once.
const ROW: f32 = 26.0;
const ROWS: f32 = 7.0;

/// Room for the bar of a section and its figures, in points.
const BAR: f32 = 120.0;
const FIGURES: f32 = 150.0;

/// Height of a cell of the picture, and room between two, in points.
const CELL: f32 = 6.0;
const GAP: f32 = 1.0;

/// Cells of the picture at most.
const MOST_CELLS: usize = 4_000;

/// What is shown, made once for each state of the review.
#[derive(Debug, Default)]
pub(super) struct Progress {
    made_of: Option<(u64, u32)>,
    figures: Figures,
    course: Course,
    picture: Option<Picture>,
}

impl Progress {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        let Some(document) = cx.document() else { return };
        let made_of = (document.history.revision(), document.review.draft().number);
        if comes_up || self.made_of != Some(made_of) {
            *self = Self {
                made_of: Some(made_of),
                figures: figures(&document.review),
                course: Course::new(&milestones(&document.review)),
                picture: None,
            };
        }
        super::set_width(ui, WIDTH);
        head(ui, cx, document, &self.figures.words);
        pieces(ui, cx, &self.figures);
        self.sections(ui, cx, document);
        self.picture(ui, cx, document);
        reviewers(ui, cx, document, &self.figures);
        self.course.show(ui, cx);
        ui.add_space(8.0);
        ui.label(small(format!("{}.", document.review.word_unit().label()), &cx.tokens));
        ui.add_space(6.0);
        let close = ui.button("Close");
        if comes_up {
            close.request_focus();
        }
        if close.clicked() {
            cx.out.push(Action::HideDialog);
        }
    }

    /// A bar for each section; a click goes there.
    fn sections(&self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document) {
        if self.figures.sections.is_empty() {
            return;
        }
        title(ui, cx, "Sections");
        let count = self.figures.sections.len();
        let area = ScrollArea::vertical().id_salt("sections").max_height(ROW * ROWS);
        area.show_rows(ui, ROW - ui.spacing().item_spacing.y, count, |ui, rows| {
            for (section, tally) in &self.figures.sections[rows] {
                section_row(ui, cx, document, *section, tally);
            }
        });
    }

    fn picture(&mut self, ui: &mut Ui, cx: &PanelCx<'_>, document: &Document) {
        title(ui, cx, "The article, word by word");
        let width = ui.available_width();
        let is_right = self.picture.as_ref().is_some_and(|p| p.is_for(width, &cx.tokens));
        if !is_right {
            self.picture = Some(Picture::new(document, width, cx.tokens));
        }
        let Some(picture) = &self.picture else { return };
        let (rect, response) = ui.allocate_exact_size(vec2(width, picture.height), Sense::hover());
        let share = self.figures.words.share();
        let name = format!("Picture of the article: {share} of words accounted for");
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        let mut mesh = Mesh::clone(&picture.mesh);
        mesh.translate(rect.min.to_vec2());
        ui.painter().add(Shape::mesh(mesh));
        let about = match picture.words {
            1 => "Each box is a word: full when it is accounted for, light while it is open."
                .to_owned(),
            words => format!("Each box is {words} words, filled as far as they are accounted for."),
        };
        response.on_hover_text(about);
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
    let told = WordState::ALL.iter().rev().filter_map(|state| {
        let count = words.in_state(*state);
        (count > 0).then(|| format!("{} {}", grouped(count), state.label()))
    });
    let told: Vec<String> = told.collect();
    ui.label(small(told.join(" · "), &cx.tokens));
}

/// What is counted beside words.
fn pieces(ui: &mut Ui, cx: &PanelCx<'_>, figures: &Figures) {
    title(ui, cx, "Figures");
    Grid::new("figures of coverage").num_columns(5).spacing([22.0, 3.0]).show(ui, |ui| {
        for column in ["", "all", "accounted for", "open", "share"] {
            ui.label(small(column, &cx.tokens));
        }
        ui.end_row();
        let words = [("words", figures.words)];
        for (what, tally) in words.into_iter().chain(figures.pieces()) {
            ui.label(what);
            for figure in [tally.words, tally.done(), tally.to_do()] {
                ui.label(grouped(figure));
            }
            ui.label(tally.share());
            ui.end_row();
        }
    });
}

fn section_row(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    section: Section,
    tally: &Tally,
) {
    let heading = opening(document.review.article().block_text(section.head), 160);
    let size = vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let open = grouped(tally.to_do());
    let name = format!("{heading}: {} of words, {open} open", tally.share());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, cx.tokens.card);
    }
    let style = ExcerptStyle::text(&cx.tokens);
    let indent = 4.0 + 12.0 * f32::from(section.depth.min(6));
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
    let font = egui::FontId::proportional(size::SMALL);
    let at = pos2(figures + 4.0, middle);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, told, font, cx.tokens.muted);
    if response.tip("Go to this section").clicked() {
        let range = document.review.article().blocks().get(section.head).map(|block| block.range);
        cx.out.push(Action::HideDialog);
        cx.out.extend(range.map(Action::VisitTop));
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

/// The article as boxes in rows: a word each, or some.
#[derive(Debug)]
struct Picture {
    width: f32,
    tokens: Tokens,
    /// Words of a box.
    words: usize,
    height: f32,
    mesh: Arc<Mesh>,
}

impl Picture {
    fn new(document: &Document, width: f32, tokens: Tokens) -> Self {
        let review = &document.review;
        let all = review.tally().words as usize;
        let words = all.div_ceil(MOST_CELLS).max(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred")]
        let columns = ((width / (CELL + GAP)) as usize).max(1);
        let states = (0..review.article().blocks().len())
            .flat_map(|block| review.word_states(block).map(|(_, state)| state));
        let mut mesh = Mesh::default();
        let mut cells = 0;
        let mut states = states.peekable();
        while states.peek().is_some() {
            let mut tally = Tally::default();
            states.by_ref().take(words).for_each(|state| tally.add(state));
            let (row, column) = (cells / columns, cells % columns);
            let at = pos2(column as f32 * (CELL + GAP), row as f32 * (CELL + GAP));
            cell(&mut mesh, Rect::from_min_size(at, vec2(CELL, CELL)), &tally, &tokens);
            cells += 1;
        }
        let height = cells.div_ceil(columns) as f32 * (CELL + GAP);
        Self { width, tokens, words, height, mesh: Arc::new(mesh) }
    }

    fn is_for(&self, width: f32, tokens: &Tokens) -> bool {
        (self.width - width).abs() < 0.5 && self.tokens == *tokens
    }
}

/// A box: light with a line around it, filled from below as far as it is accounted for; what is not
/// right has its upper half filled.
fn cell(mesh: &mut Mesh, rect: Rect, tally: &Tally, tokens: &Tokens) {
    let counted = tally.words.max(1) as f32;
    mesh.add_colored_rect(rect, tokens.line);
    mesh.add_colored_rect(rect.shrink(0.5), tokens.open);
    let part = |words: u32| rect.height() * words as f32 / counted;
    let mut bottom = rect.bottom();
    for (words, colour) in [
        (tally.covered, tokens.good),
        (tally.shown_apart, tokens.author),
        (tally.exempt, tokens.exempt),
        (tally.gone, tokens.line),
    ] {
        let top = bottom - part(words);
        mesh.add_colored_rect(Rect::from_x_y_ranges(rect.x_range(), top..=bottom), colour);
        bottom = top;
    }
    let wrong = part(tally.not_covered + tally.recheck) / 2.0;
    let heights = rect.top()..=rect.top() + wrong;
    mesh.add_colored_rect(Rect::from_x_y_ranges(rect.x_range(), heights), tokens.bad);
}
