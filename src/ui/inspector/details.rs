//! What only a claim, a quote or a source has; queries; and what was done to the mark.

use chrono::Local;
use egui::Ui;

use super::{Inspector, Proposal};
use crate::model::{
    Claim, ClaimType, Importance, Mark, MarkBody, MarkId, MarkKind, Mention, Quotation, QuoteForm,
    SourceId,
};
use crate::review::Review;
use crate::text::isolated;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, in_a_row, written};
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{card, choice, section, small};
use crate::workspace::{Action, Change, Document, Field};

/// What the section is called.
pub(super) fn title(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Claim => "Claim",
        MarkKind::Quote => "Quote",
        MarkKind::Source => "Which source",
    }
}

impl Inspector {
    pub(super) fn details(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        proposal: &mut Proposal<'_>,
    ) {
        let mut body = proposal.new.body.clone();
        let edited = match &mut body {
            MarkBody::Claim(claim) => self.claim(ui, cx, claim),
            MarkBody::Quote(quote) => self.quote(ui, cx, &document.review, quote),
            MarkBody::Source(mention) => source(ui, cx, &document.review, mention),
        };
        match edited {
            Edited::No => return,
            Edited::Chose => proposal.chose("edit details"),
            Edited::Typed(field) => proposal.typed("edit details", field),
        }
        proposal.new.body = body;
    }

    fn claim(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, claim: &mut Claim) -> Edited {
        let mut edited = Edited::No;
        ui.columns(2, |columns| {
            let label = |value: ClaimType| value.label().to_owned();
            if let Some(value) = choice(
                &mut columns[0],
                "Claim type",
                Some(claim.claim_type),
                "",
                ClaimType::ALL,
                label,
            ) {
                claim.claim_type = value;
                edited = Edited::Chose;
            }
            let label = |value: Importance| value.label().to_owned();
            if let Some(value) = choice(
                &mut columns[1],
                "Importance",
                Some(claim.importance),
                "",
                Importance::ALL,
                label,
            ) {
                claim.importance = value;
                edited = Edited::Chose;
            }
        });
        ui.label(small("The claim in one plain sentence", &cx.tokens));
        let (response, statement) = TextField::lines("Statement", 1).show(ui, cx, &claim.statement);
        self.attend(&response, Field::Inspector);
        if let Some(statement) = statement {
            claim.statement = statement;
            edited = Edited::Typed("statement");
        }
        self.line(ui, cx, "Asserted by", "the publication", &mut claim.asserted_by, &mut edited);
        edited
    }

    fn quote(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        review: &Review,
        quote: &mut Quotation,
    ) -> Edited {
        let mut edited = Edited::No;
        self.line(ui, cx, "Speaker", "whose words", &mut quote.speaker, &mut edited);
        let label = |value: QuoteForm| value.label().to_owned();
        if let Some(value) = choice(ui, "Form", Some(quote.form), "", QuoteForm::ALL, label) {
            quote.form = value;
            edited = Edited::Chose;
        }
        ui.label(small("Recording or document", &cx.tokens));
        let names = ("Recording or document", "choose from the register …");
        if let Some(source) = register(ui, cx, names, review, quote.recording) {
            quote.recording = Some(source);
            edited = Edited::Chose;
        }
        self.line(ui, cx, "From", "00:14:32", &mut quote.from, &mut edited);
        self.line(ui, cx, "To", "00:14:40", &mut quote.to, &mut edited);
        edited
    }

    fn line(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        name: &'static str,
        hint: &str,
        value: &mut String,
        edited: &mut Edited,
    ) {
        ui.label(small(name, &cx.tokens));
        let (response, typed) = TextField::line(name).hint(hint).show(ui, cx, value);
        match name {
            "Speaker" => self.attend(&response, Field::Inspector),
            _ => self.session += u64::from(response.gained_focus()),
        }
        if let Some(typed) = typed {
            *value = typed;
            *edited = Edited::Typed(name);
        }
    }
}

/// What happened to a form in this frame.
enum Edited {
    No,
    Chose,
    Typed(&'static str),
}

fn source(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, mention: &mut Mention) -> Edited {
    let names = ("Which source", "choose from the register …");
    if let Some(source) = register(ui, cx, names, review, mention.source) {
        mention.source = Some(source);
        return Edited::Chose;
    }
    if mention.source.is_none() {
        let button = ui.button("Add to the register");
        if button.tip("A new source with these words as its title").clicked() {
            cx.out.push(Action::Change(Change::AddSource(None)));
        }
    }
    Edited::No
}

/// A box to choose a source from the register: its name, and what stands in it before that.
pub(super) fn register(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    names: (&str, &str),
    review: &Review,
    current: Option<SourceId>,
) -> Option<SourceId> {
    let ids = || review.sources_by_title().iter().map(|source| source.id).collect();
    let label = |id: SourceId| review.source(id).map_or_else(String::new, |s| s.title.clone());
    cx.pen().choice(ui, names, current, ids, label)
}

/// Queries about the mark, to read.
pub(super) fn queries(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) {
    let review = &document.review;
    if review.queries_of(mark.id).next().is_none() {
        return;
    }
    section(ui, cx, "Queries", None);
    for query in review.queries_of(mark.id) {
        card(&cx.tokens).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(small(
                format!("to {} · {}", query.to.label(), query.status.label()),
                &cx.tokens,
            ));
            written(ui, cx, &query.text, Written::Text);
            for answer in &query.answers {
                let who = review.reviewer(answer.stamp.by).map_or("", |reviewer| reviewer.short());
                written(ui, cx, &format!("{}: {}", isolated(who), answer.text), Written::Small);
            }
        });
    }
}

/// The newest events that touched a mark: looked for in the whole log, so not with every frame.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The mark, and the revision.
    of: Option<(MarkId, u64)>,
    told: Vec<String>,
}

impl History {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        document: &Document,
        mark: &Mark,
    ) {
        let of = Some((mark.id, document.history.revision()));
        if self.of != of {
            *self = Self { of, told: newest_events(&document.review, mark) };
        }
        section(ui, cx, "History", None);
        for event in &self.told {
            written(ui, cx, event, Written::Small);
        }
    }
}

fn newest_events(review: &Review, mark: &Mark) -> Vec<String> {
    const MOST: usize = 8;
    let touching = review.events().iter().rev().filter(|event| event.marks.contains(&mark.number));
    let told = touching.take(MOST).map(|event| {
        let who = review.reviewer(event.stamp.by).map_or("", |reviewer| reviewer.short());
        let when = event.stamp.at.with_timezone(&Local).format("%-d %b, %H:%M").to_string();
        in_a_row([&when, who, &event.what])
    });
    told.collect()
}
