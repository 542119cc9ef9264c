//! Evidence as cards; the one that is open is a form.

use egui::{Button, Sense, Ui, WidgetInfo, accesskit::Role};

use super::details::register;
use super::{Inspector, Proposal};
use crate::model::{Evidence, Mark, Method, Relation};
use crate::review::Review;
use crate::text::isolated;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, in_a_row, written};
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{card, choice, small};
use crate::workspace::{Action, Change, Document, Field};

impl Inspector {
    pub(super) fn evidence(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        mark: &Mark,
        proposal: &mut Proposal<'_>,
    ) {
        if mark.evidence.is_empty() {
            ui.label(small("None yet.", &cx.tokens));
        }
        for (at, evidence) in mark.evidence.iter().enumerate() {
            ui.push_id(evidence.id, |ui| {
                let is_open = self.open == Some(evidence.id);
                let tokens = cx.tokens;
                let shown = card(&tokens).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    if is_open {
                        self.form(ui, cx, document, evidence, at, proposal);
                    } else {
                        summary(ui, cx, &document.review, evidence);
                    }
                });
                if !is_open {
                    let response = ui.interact(
                        shown.response.rect,
                        ui.scope_id().with("open"),
                        Sense::click(),
                    );
                    let name = format!(
                        "Evidence {}: {}",
                        at + 1,
                        source_title(&document.review, evidence)
                    );
                    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                    if response.tip("Edit this evidence").clicked() {
                        self.open = Some(evidence.id);
                    }
                }
            });
        }
    }

    fn form(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        evidence: &Evidence,
        at: usize,
        proposal: &mut Proposal<'_>,
    ) {
        let mut new = evidence.clone();
        let mut chose = false;
        let label = |relation: Relation| relation.label().to_owned();
        if let Some(relation) = choice(ui, "Relation", Some(new.relation), "", Relation::ALL, label)
        {
            new.relation = relation;
            chose = true;
        }
        chose |= source_choice(ui, cx, &document.review, &mut new);
        let label = |method: Method| method.label().to_owned();
        if let Some(method) =
            choice(ui, "Evidence method", new.method, "method …", Method::ALL, label)
        {
            new.method = Some(method);
            chose = true;
        }
        let mut typed = None;
        let field = TextField::lines("Passage", 2).hint("what the source says");
        let (response, passage) = field.show(ui, cx, &new.passage);
        self.attend(&response, Field::Evidence);
        if let Some(passage) = passage {
            new.passage = passage;
            typed = Some("passage");
        }
        let fields: [(&str, &str, &mut String); 4] = [
            ("Locator", "page, time stamp, cell", &mut new.locator),
            ("Address", "https://…", &mut new.url),
            ("Accessed", "YYYY-MM-DD", &mut new.accessed),
            ("Evidence note", "note", &mut new.note),
        ];
        for (name, hint, value) in fields {
            // A thread that was taken over has several answers.
            let field = if value.contains('\n') {
                TextField::lines(name, 2)
            } else {
                TextField::line(name)
            };
            let (response, text) = field.hint(hint).show(ui, cx, value);
            self.session += u64::from(response.gained_focus());
            if let Some(text) = text {
                *value = text;
                typed = Some(name);
            }
        }
        self.form_foot(ui, cx, evidence);
        if let Some(field) = typed {
            proposal.typed("edit evidence", field);
        } else if chose {
            proposal.chose("edit evidence");
        }
        if (chose || typed.is_some())
            && let Some(slot) = proposal.new.evidence.get_mut(at)
        {
            if slot.url.is_empty() && !new.url.is_empty() && new.accessed.is_empty() {
                new.accessed = crate::store::today();
            }
            *slot = new;
        }
    }

    fn form_foot(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, evidence: &Evidence) {
        ui.horizontal(|ui| {
            if ui.button("Done").clicked() {
                self.open = None;
            }
            if ui.button("Remove").tip("Undo brings it back").clicked() {
                cx.out.push(Action::Change(Change::RemoveEvidence(evidence.id)));
            }
            let can_open = crate::export::web_link(&evidence.url).is_some();
            if can_open && ui.button("Open address").clicked() {
                cx.out.push(Action::OpenUrl(evidence.url.clone()));
            }
        });
    }
}

/// Which source of the register; a new one is added and linked at once. Gives whether it changed.
fn source_choice(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    review: &Review,
    evidence: &mut Evidence,
) -> bool {
    let mut changed = false;
    ui.horizontal(|ui| {
        let new = Button::new("New source");
        let width = 92.0;
        ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - width).max(80.0));
            let names = ("Source", "source …");
            if let Some(source) = register(ui, cx, names, review, evidence.source) {
                evidence.source = Some(source);
                changed = true;
            }
        });
        if ui.add(new).tip("Add a source to the register and use it here").clicked() {
            cx.out.push(Action::Change(Change::AddSource(Some(evidence.id))));
        }
    });
    changed
}

fn source_title(review: &Review, evidence: &Evidence) -> String {
    let source = evidence.source.and_then(|id| review.source(id));
    match (source, evidence.method) {
        (Some(source), _) => source.title.clone(),
        (None, Some(method)) => method.label().to_owned(),
        (None, None) if !evidence.url.is_empty() => evidence.url.clone(),
        (None, None) => "no source yet".to_owned(),
    }
}

fn summary(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, evidence: &Evidence) {
    let source = source_title(review, evidence);
    let title = in_a_row([source.as_str(), evidence.relation.label()]);
    written(ui, cx, &title, Written::Strong);
    if !evidence.passage.is_empty() {
        let style = ExcerptStyle::quoted(&cx.tokens, 13.0).in_lines(6);
        let passage: String = evidence.passage.chars().take(600).collect();
        cx.pen().set(ui, &passage, &style);
    }
    let mut foot: Vec<String> = Vec::new();
    foot.extend(evidence.method.map(|method| method.label().to_owned()));
    foot.extend([&evidence.locator, &evidence.url, &evidence.note].map(String::clone));
    let who = review.reviewer(evidence.created.by).map_or("", |reviewer| reviewer.short());
    let when = evidence.created.at.with_timezone(&chrono::Local).format("%-d %b, %H:%M");
    foot.push(format!("{} {when}", isolated(who)).trim().to_owned());
    written(ui, cx, &in_a_row(foot), Written::Small);
}
