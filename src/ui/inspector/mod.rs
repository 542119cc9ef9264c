//! The panel at the right: everything about the selected mark, in one column.

mod carried;
mod details;
mod evidence;
mod fix;
mod verdict;

use egui::{Button, Frame, Margin, Panel, Rect, RichText, ScrollArea, Ui, pos2, vec2};

use super::areas::{self, InSight, Room};
use super::field::TextField;
use super::focus;
use super::panel::PanelCx;
use super::pen::{Written, in_a_row, written};
use super::setting::ExcerptStyle;
use super::theme::size;
use super::tip::Tip as _;
use super::widgets::{section, small, strong};
use crate::model::{Demand, EvidenceId, Mark, MarkBody, MarkKind};
use crate::review::{missing, work_state};
use crate::text::isolated;
use crate::workspace::{Action, Change, Command, Document, Field, Typing};

/// The inspector's own state.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    /// The piece of evidence whose form is open.
    open: Option<EvidenceId>,
    /// The field that is to take the keyboard.
    wants: Option<Field>,
    /// Counts the times a field took the keyboard: typing then and now are two steps of undo.
    session: u64,
    /// Tags as they are typed, commas and all.
    tags: Option<String>,
    /// What was done to the mark that is shown.
    history: details::History,
}

/// A change that a form proposes: the whole mark as it would be.
pub(super) struct Proposal<'a> {
    new: Mark,
    label: Option<&'static str>,
    typed: Option<&'a str>,
}

impl<'a> Proposal<'a> {
    fn of(mark: &Mark) -> Self {
        Self { new: mark.clone(), label: None, typed: None }
    }

    /// Something was chosen: a step of its own.
    fn chose(&mut self, label: &'static str) {
        self.label = Some(label);
    }

    /// Something was typed in `field`.
    fn typed(&mut self, label: &'static str, field: &'a str) {
        self.label = Some(label);
        self.typed = Some(field);
    }
}

impl Inspector {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self { session: self.session, ..Self::default() };
    }

    /// Gives a field the keyboard.
    pub(super) fn focus(&mut self, field: Field, document: Option<&Document>) {
        self.wants = Some(field);
        if field == Field::Evidence {
            let mark = document.and_then(Document::selected_mark);
            self.open = mark.and_then(|mark| mark.evidence.last()).map(|evidence| evidence.id);
        }
    }

    /// Gives the inspector its room; alone in the window, it has all of it.
    pub(super) fn reserve(ui: &mut Ui, cx: &PanelCx<'_>, shown: InSight) -> Room {
        let width = match cx.workspace.settings.right_width {
            width if width > 0.0 => width,
            _ => size::RIGHT_PANEL,
        };
        let frame = Frame::new().fill(cx.tokens.chrome).inner_margin(Margin {
            left: 16,
            right: 4,
            top: 12,
            bottom: 8,
        });
        let panel = if shown.page {
            Panel::right("inspector").default_size(width).size_range(280.0..=560.0)
        } else {
            Panel::right("inspector alone").exact_size(ui.available_width()).resizable(false)
        };
        areas::reserve(ui, panel.frame(frame))
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            let Some(mark) = document.selected_mark() else { return nothing(ui, cx) };
            ui.add_enabled_ui(document.read_only.is_none(), |ui| {
                ui.push_id(mark.id, |ui| self.mark(ui, cx, document, mark));
            });
            focus::keep_in_sight(ui);
        });
    }

    fn mark(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) {
        head(ui, cx, document, mark);
        let takes_keys = self.wants == Some(Field::Verdicts);
        verdict::buttons(ui, cx, document, mark, takes_keys);
        let mut proposal = Proposal::of(mark);
        self.verdict_details(ui, cx, mark, &mut proposal);
        section(ui, cx, "Evidence", Some((Command::Evidence, "add")));
        self.evidence(ui, cx, document, mark, &mut proposal);
        section(ui, cx, "Fix", None);
        self.fix(ui, cx, mark, &mut proposal);
        section(ui, cx, "Note", None);
        self.note_and_tags(ui, cx, mark, &mut proposal);
        section(ui, cx, details::title(mark.kind()), None);
        self.details(ui, cx, document, &mut proposal);
        kind_and_place(ui, cx, mark);
        details::queries(ui, cx, document, mark);
        self.history.show(ui, cx, document, mark);
        self.send(cx, mark, proposal);
        self.wants = None; // nobody was there to take it
    }

    fn send(&mut self, cx: &mut PanelCx<'_>, mark: &Mark, proposal: Proposal<'_>) {
        let Some(label) = proposal.label else { return };
        let typing = match proposal.typed {
            Some(field) => Typing::In(format!("mark {} {field} {}", mark.id, self.session)),
            None => Typing::No,
        };
        cx.out.push(Action::Change(Change::PutMark(Box::new(proposal.new), label, typing)));
    }

    /// Notes that a field took the keyboard, and gives it when it was asked for.
    fn attend(&mut self, response: &egui::Response, field: Field) {
        self.session += u64::from(response.gained_focus());
        if self.wants == Some(field) {
            self.wants = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    fn note_and_tags(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        mark: &Mark,
        proposal: &mut Proposal<'_>,
    ) {
        let field = TextField::lines("Note on this mark", 2);
        let field = field.hint("anything the next reader should know");
        let (response, note) = field.show(ui, cx, &mark.note);
        self.attend(&response, Field::Note);
        if let Some(note) = note {
            proposal.new.note = note;
            proposal.typed("edit note", "note");
        }
        ui.label(small("Tags", &cx.tokens));
        let shown = self.tags.clone().unwrap_or_else(|| mark.tags.join(", "));
        let field = TextField::line("Tags").hint("separated by commas");
        let (response, typed) = field.show(ui, cx, &shown);
        self.session += u64::from(response.gained_focus());
        if let Some(typed) = typed {
            proposal.new.tags = tags_of(&typed);
            self.tags = Some(typed);
            proposal.typed("edit tags", "tags");
        }
        if !response.has_focus() {
            self.tags = None;
        }
    }
}

fn tags_of(typed: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in typed.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !out.iter().any(|known| known == tag) {
            out.push(tag.to_owned());
        }
    }
    out
}

fn nothing(ui: &mut Ui, cx: &PanelCx<'_>) {
    ui.label(strong("No mark selected"));
    ui.add_space(4.0);
    let hints = [
        "Select words on the page: drag, double-click a word, triple-click a sentence, or hold Shift and use the arrows.",
        "C makes a claim, Q a quote, S a source.",
        "Then 1 to 9 and 0 give the verdict, E adds evidence, N a note.",
        "J and K go from mark to mark, U to the next open word. F1 shows all keys.",
    ];
    for hint in hints {
        ui.add_space(2.0);
        ui.label(RichText::new(hint).color(cx.tokens.muted));
    }
}

fn head(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) {
    let review = &document.review;
    let mut title = format!("{} · {}", mark.number, capital(mark.kind().label()));
    let mut about = Vec::new();
    match &mark.body {
        MarkBody::Claim(claim) => {
            if !claim.claim_type.is_default() {
                title = format!("{title} · {}", claim.claim_type.label());
            }
            about.push(claim.importance.label().to_owned());
            let who =
                if claim.asserted_by.is_empty() { "the publication" } else { &claim.asserted_by };
            about.push(format!("asserted by {}", isolated(who)));
        }
        MarkBody::Quote(quote) => {
            about.push(quote.form.label().to_owned());
            if !quote.speaker.is_empty() {
                about.push(quote.speaker.clone());
            }
        }
        MarkBody::Source(mention) => {
            let source = mention.source.and_then(|id| review.source(id));
            about.push(
                source.map_or("which source is not said yet".to_owned(), |s| s.title.clone()),
            );
        }
    }
    ui.label(strong(title).size(14.5));
    written(ui, cx, &in_a_row(about), Written::Small);
    ui.add_space(6.0);
    let state = work_state(review, mark);
    let colour = cx.tokens.mark(state, mark.verdict.as_ref().map(|given| given.verdict));
    quoted(ui, cx, mark.words(document.review.text()), colour);
    let lacks = lacking(mark);
    if carried::show(ui, cx, document, mark) {
        return;
    }
    let told = match state {
        crate::model::WorkState::Recheck => {
            Some("The words changed after the verdict: check again.".to_owned())
        }
        crate::model::WorkState::Lost => Some(
            "These words are not in the text any more. Select where they are now and press M."
                .to_owned(),
        ),
        _ if !lacks.is_empty() => Some(format!("Still missing: {}", lacks.join(", "))),
        _ => None,
    };
    if let Some(told) = told {
        ui.label(RichText::new(told).size(12.0).color(cx.tokens.bad));
    }
    ui.add_space(4.0);
}

/// What the verdict still demands, in words.
fn lacking(mark: &Mark) -> Vec<String> {
    let reason = mark.verdict.as_ref().map_or("", |given| given.verdict.reason_label());
    missing(mark)
        .into_iter()
        .map(|demand| match demand {
            Demand::Reason => reason.to_lowercase(),
            other => other.label().to_owned(),
        })
        .collect()
}

/// Words of the article beside a bar in the colour of their mark.
fn quoted(ui: &mut Ui, cx: &mut PanelCx<'_>, words: &str, colour: egui::Color32) {
    let style = ExcerptStyle::quoted(&cx.tokens, 15.0).in_lines(8);
    let short: String = words.chars().take(900).collect();
    let shown = ui
        .horizontal(|ui| {
            ui.add_space(12.0);
            ui.vertical(|ui| cx.pen().set(ui, &short, &style)).inner
        })
        .response;
    let bar = Rect::from_min_size(
        pos2(shown.rect.left(), shown.rect.top()),
        vec2(3.0, shown.rect.height()),
    );
    ui.painter().rect_filled(bar, 0.0, colour);
}

/// Change of kind and place, and deletion: seldom wanted, so at the end.
fn kind_and_place(ui: &mut Ui, cx: &mut PanelCx<'_>, mark: &Mark) {
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        let kinds = MarkKind::ALL.iter().filter(|kind| **kind != mark.kind());
        let commands = kinds
            .map(|kind| Command::SetKind(*kind))
            .chain([Command::MoveToSelection, Command::Delete]);
        for command in commands {
            let resolved = command.resolve(cx.env);
            let response = ui.add_enabled(resolved.is_ok(), Button::new(command.spec().label));
            let response = match &resolved {
                Ok(_) => response.tip(command.spec().help),
                Err(why) => response.tip_when_off(&why.0),
            };
            if response.clicked() {
                cx.out.extend(resolved.ok());
            }
        }
    });
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_at_commas_and_stand_once() {
        assert_eq!(tags_of("money, , tram ,money"), ["money", "tram"]);
    }
}
