//! The source register: add, edit, and see what leans on each source.

use std::collections::BTreeMap;

use egui::{
    Align, Button, Frame, Layout, Margin, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role,
};

use crate::model::{Source, SourceId, SourceKind};
use crate::ui::field::TextField;
use crate::ui::focus;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, in_a_row, written};
use crate::ui::widgets::{card, choice, small};
use crate::workspace::{Action, Change, Command, Document, Typing};

/// The panel's own state: which source is open, and what is typed in the search field.
#[derive(Debug, Default)]
pub(in crate::ui) struct SourcesPanel {
    open: Option<SourceId>,
    search: String,
    /// Counts the times a field took the keyboard: typing then and now are two steps of undo.
    session: u64,
    opens_newest: bool,
    /// To be scrolled to.
    to_show: Option<SourceId>,
    /// The numbers of the marks that lean on each source, and the revision they were counted at.
    uses: (Option<u64>, BTreeMap<SourceId, Vec<u32>>),
}

impl SourcesPanel {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Counts anew when the review changed.
    fn count_uses(&mut self, document: &Document) {
        let revision = document.history.revision();
        if self.uses.0 == Some(revision) {
            return;
        }
        let mut uses: BTreeMap<SourceId, Vec<u32>> = BTreeMap::new();
        for mark in document.review.marks_in_order() {
            for source in mark.sources() {
                uses.entry(source).or_default().push(mark.number);
            }
        }
        self.uses = (Some(revision), uses);
    }

    fn uses_of(&self, source: SourceId) -> &[u32] {
        self.uses.1.get(&source).map_or(&[], Vec::as_slice)
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
        self.count_uses(document);
        let mut wants_focus = false;
        if std::mem::take(&mut self.opens_newest) {
            self.open = document.added_source;
            wants_focus = true;
        }
        Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            let field = TextField::line("Search sources").hint("title, author, address …");
            let (_, typed) = field.show(ui, cx, &self.search);
            self.search = typed.unwrap_or(std::mem::take(&mut self.search));
            ui.horizontal(|ui| {
                ui.label(small(
                    format!("{} sources", document.review.sources().count()),
                    &cx.tokens,
                ));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let enabled = Command::AddSource.resolve(cx.env).is_ok();
                    if ui.add_enabled(enabled, Button::new("Add source")).clicked() {
                        cx.run(Command::AddSource);
                    }
                });
            });
        });
        let found: Vec<&Source> = document
            .review
            .sources_by_title()
            .into_iter()
            .filter(|source| fits(source, &self.search))
            .collect();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| {
                if found.is_empty() {
                    ui.label(small("A source is what the story leans on: a report, a person, a recording. One source serves many marks.", &cx.tokens));
                }
                for source in found {
                    self.entry(ui, cx, source, wants_focus);
                    ui.add_space(2.0);
                }
                focus::keep_in_sight(ui);
            });
        });
    }

    fn entry(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, source: &Source, wants_focus: bool) {
        let is_open = self.open == Some(source.id);
        let shown = card(&cx.tokens).show(ui, |ui| {
            ui.set_width(ui.available_width());
            head(ui, cx, source, self.uses_of(source.id));
        });
        let response =
            ui.interact(shown.response.rect, ui.scope_id().with(source.id), Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, true, is_open, format!("Source {}", source.title))
        });
        if self.to_show.take_if(|id| *id == source.id).is_some() {
            response.scroll_to_me(Some(Align::TOP));
        }
        if response.clicked() {
            self.open = (!is_open).then_some(source.id);
        }
        if is_open {
            ui.push_id(source.id, |ui| self.form(ui, cx, source, wants_focus));
        }
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
            let unused = self.uses_of(source.id).is_empty();
            let remove = ui.add_enabled(unused, Button::new("Remove"));
            if remove.on_disabled_hover_text("Marks lean on it").clicked() {
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

fn head(ui: &mut Ui, cx: &mut PanelCx<'_>, source: &Source, used: &[u32]) {
    written(ui, cx, &source.title, Written::Strong);
    let about = in_a_row([source.kind.label(), &source.by]);
    written(ui, cx, &about, Written::Small);
    let list: Vec<String> = used.iter().take(8).map(u32::to_string).collect();
    let text = match used.len() {
        0 => "not used yet".to_owned(),
        1 => format!("used by mark {}", list.join(", ")),
        n if n > 8 => format!("used by {n} marks"),
        _ => format!("used by marks {}", list.join(", ")),
    };
    ui.label(small(text, &cx.tokens));
}

fn fits(source: &Source, search: &str) -> bool {
    let wanted = search.to_lowercase();
    [&source.title, &source.by, &source.url, &source.note]
        .iter()
        .any(|field| field.to_lowercase().contains(&wanted))
}
