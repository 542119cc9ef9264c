//! The source register: add, edit, and see what leans on each source.

use std::collections::BTreeMap;

use egui::{
    Align, Button, Frame, Id, Layout, Margin, Response, Sense, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, vec2,
};

use super::rows::{RowList, RowText, RowsOf, row_text};
use crate::model::{Source, SourceId, SourceKind};
use crate::review::Review;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{TITLE, in_a_row, opening};
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{choice, row_ground, small};
use crate::workspace::{Action, Change, Command, Document, Typing};

/// Height of a row in points: two lines of a title and one about the source.
const ROW: f32 = 66.0;

/// Where the words of a row begin, in points from the left edge.
const INDENT: f32 = 14.0;

/// The panel's own state: which source is open, and what is typed in the search field.
#[derive(Debug, Default)]
pub(in crate::ui) struct SourcesPanel {
    list: RowList,
    open: Option<SourceId>,
    search: String,
    rows: SourceRows,
    /// Counts the times a field took the keyboard: typing then and now are two steps of undo.
    session: u64,
    opens_newest: bool,
    /// To be scrolled to.
    to_show: Option<SourceId>,
    uses: Uses,
}

impl SourcesPanel {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Opens the source that was added last and gives it the keyboard.
    pub(in crate::ui) fn open_newest(&mut self) {
        self.opens_newest = true;
    }

    /// Opens an entry.
    pub(in crate::ui) fn open_source(&mut self, source: SourceId) {
        (self.open, self.to_show) = (Some(source), Some(source));
        self.search.clear();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        self.uses.follow(&document.review);
        let mut wants_focus = false;
        if std::mem::take(&mut self.opens_newest) {
            self.open = document.added_source;
            self.search.clear();
            wants_focus = true;
        }
        self.head(ui, cx);
        self.rows.follow(document, &self.search, self.open);
        if self.rows.found.is_empty() {
            return empty(ui, cx, self.rows.total);
        }
        let count = self.rows.found.len();
        let place = |id: SourceId| self.rows.found.iter().position(|found| *found == id);
        let (shows, open) = (self.to_show.take().and_then(place), self.open.and_then(place));
        let of = RowsOf { name: "List of sources", count, height: ROW, shows, open };
        let mut list = std::mem::take(&mut self.list);
        list.show(ui, of, |ui, at| {
            let found = self.rows.found.get(at).and_then(|id| document.review.source(*id));
            // Rows follow the review before they are shown.
            let Some(source) = found else { return ui.label("") };
            self.entry(ui, cx, source, wants_focus)
        });
        self.list = list;
    }

    /// The field to search in, and how many there are.
    fn head(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            let field = TextField::line("Search sources").hint("title, author, address …");
            let (_, typed) = field.show(ui, cx, &self.search);
            self.search = typed.unwrap_or(std::mem::take(&mut self.search));
            ui.horizontal(|ui| {
                let count = match self.rows.found.len() {
                    1 => "1 source".to_owned(),
                    count => format!("{count} sources"),
                };
                ui.label(small(count, &cx.tokens));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let enabled = Command::AddSource.resolve(cx.env).is_ok();
                    let add = ui.add_enabled(enabled, Button::new("Add source"));
                    if add.tip(Command::AddSource.spec().help).clicked() {
                        cx.run(Command::AddSource);
                    }
                });
            });
        });
    }

    /// The row of a source, and its fields where it is open.
    fn entry(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        source: &Source,
        wants_focus: bool,
    ) -> Response {
        let is_open = self.open == Some(source.id);
        let response = row(ui, cx, source, self.uses.of(source.id), is_open);
        if is_open {
            // An id of its own: the fields keep the keyboard when the row goes out of sight.
            let builder = UiBuilder::new().scope_id(Id::unique("open source").with(source.id));
            ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                Frame::new().inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| {
                    self.form(ui, cx, source, wants_focus);
                });
            });
        }
        if response.clicked() {
            self.open = (!is_open).then_some(source.id);
        }
        response
    }

    fn form(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, source: &Source, wants_focus: bool) {
        ui.add_space(4.0);
        let mut new = source.clone();
        let mut typed_in = None;
        let tokens = cx.tokens;
        let mut field = |ui: &mut Ui, name: &'static str, hint: &str, value: &mut String| {
            ui.label(small(name, &tokens));
            let full_name = format!("Source {}", name.to_lowercase());
            let (response, typed) = TextField::line(&full_name).hint(hint).show(ui, cx, value);
            self.session += u64::from(response.gained_focus());
            if let Some(typed) = typed {
                *value = typed;
                typed_in = Some(name);
            }
            response
        };
        let title = field(ui, "Title", "the name it goes by", &mut new.title);
        if wants_focus {
            title.request_focus();
        }
        ui.label(small("Kind", &tokens));
        let kind = choice(ui, "Source kind", Some(new.kind), "", SourceKind::ALL, |k| {
            k.label().to_owned()
        });
        field(ui, "By", "author, publisher, position", &mut new.by);
        field(ui, "Date", "as written on it", &mut new.date);
        field(ui, "Address", "https://…", &mut new.url);
        field(ui, "Archived copy", "https://…", &mut new.archived_url);
        field(ui, "Contact", "confidential: leaves in no report", &mut new.contact);
        ui.label(small("Note", &tokens));
        let (response, note) = TextField::lines("Source note", 2).show(ui, cx, &new.note);
        self.session += u64::from(response.gained_focus());
        if let Some(note) = note {
            new.note = note;
            typed_in = Some("Note");
        }
        if let Some(kind) = kind {
            new.kind = kind;
            cx.out.push(Action::Change(Change::PutSource(Box::new(new), Typing::No)));
        } else if let Some(field) = typed_in {
            let key = format!("source {} {field} {}", source.id, self.session);
            cx.out.push(Action::Change(Change::PutSource(Box::new(new), Typing::In(key))));
        }
        ui.horizontal(|ui| {
            let unused = self.uses.of(source.id).is_empty();
            let remove = ui.add_enabled(unused, Button::new("Remove"));
            if remove.tip_when_off("Marks lean on it").clicked() {
                cx.out.push(Action::Change(Change::RemoveSource(source.id)));
            }
            if crate::export::web_link(&source.url).is_some() && ui.button("Open address").clicked()
            {
                cx.out.push(Action::OpenUrl(source.url.clone()));
            }
        });
        ui.add_space(6.0);
    }
}

/// The numbers of the marks that lean on each source.
#[derive(Debug, Default)]
struct Uses {
    marks: BTreeMap<SourceId, Vec<u32>>,
    /// How often a mark had changed when they were counted.
    counted_at: Option<u64>,
}

impl Uses {
    /// Counts anew when a mark changed; typing about a source changes none.
    fn follow(&mut self, review: &Review) {
        let changes = Some(review.mark_changes());
        if std::mem::replace(&mut self.counted_at, changes) == changes {
            return;
        }
        self.marks.clear();
        for mark in review.marks_in_order() {
            for source in mark.sources() {
                self.marks.entry(source).or_default().push(mark.number);
            }
        }
    }

    fn of(&self, source: SourceId) -> &[u32] {
        self.marks.get(&source).map_or(&[], Vec::as_slice)
    }
}

/// The sources that the search lets through, kept until it or the review changes.
#[derive(Debug, Default)]
struct SourceRows {
    found: Vec<SourceId>,
    /// How many there are in the register.
    total: usize,
    made_of: Option<(u64, String, Option<SourceId>)>,
}

impl SourceRows {
    /// Looks again where something changed. While a source is open, typing in its fields moves
    /// nothing: it would go away under the hands that type.
    fn follow(&mut self, document: &Document, search: &str, open: Option<SourceId>) {
        let revision = document.history.revision();
        let before = self.made_of.as_mut();
        let same = before.filter(|(_, old, was_open)| old == search && *was_open == open);
        if let Some((at, ..)) = same {
            let is_read = std::mem::replace(at, revision) == revision;
            if is_read || open.is_some() && document.review.source_count() == self.total {
                return;
            }
        }
        self.found = found(&document.review, search);
        self.total = document.review.source_count();
        self.made_of = Some((revision, search.to_owned(), open));
    }
}

/// The sources that fit, by title.
fn found(review: &Review, search: &str) -> Vec<SourceId> {
    let wanted = search.to_lowercase();
    let all = review.sources_by_title().into_iter();
    all.filter(|source| fits(source, &wanted)).map(|source| source.id).collect()
}

fn fits(source: &Source, wanted: &str) -> bool {
    [&source.title, &source.by, &source.url, &source.note]
        .iter()
        .any(|field| field.to_lowercase().contains(wanted))
}

fn empty(ui: &mut Ui, cx: &PanelCx<'_>, total: usize) {
    let text = if total == 0 {
        "A source is what the story leans on: a report, a person, a recording. One source serves many marks."
    } else {
        "No source fits the search."
    };
    Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.label(small(text, &cx.tokens));
    });
}

fn row(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    source: &Source,
    used: &[u32],
    is_open: bool,
) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique("source row").with(source.id), Sense::click());
    row_ground(ui, &response, &cx.tokens, is_open);
    let about = in_a_row([source.kind.label(), &users(used), &source.by]);
    response.widget_info(|| {
        let name = format!("Source {}, {about}", source.title);
        WidgetInfo::selected(Role::ListItem, true, is_open, name)
    });
    let words = match opening(&source.title, TITLE) {
        title if title.trim().is_empty() => "no title yet".to_owned(),
        title => title,
    };
    let style = ExcerptStyle::strong(&cx.tokens);
    row_text(ui, cx, rect, RowText { words: &words, style, about: &about, indent: INDENT });
    response.tip(if is_open { "Hide its fields" } else { "Show its fields" })
}

/// The marks that lean on a source.
fn users(used: &[u32]) -> String {
    let list = || used.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    match used.len() {
        0 => "not used yet".to_owned(),
        1 => format!("used by mark {}", list()),
        n if n > 8 => format!("used by {n} marks"),
        _ => format!("used by marks {}", list()),
    }
}
