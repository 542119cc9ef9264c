//! The drafts of the article under this review: what each was, and a way to read it.

use chrono::Local;
use egui::{Button, Frame, Margin, ScrollArea, Ui};

use crate::review::{Draft, Review};
use crate::text::isolated;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, in_a_row, written};
use crate::ui::status::grouped;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{card, small};
use crate::workspace::{Action, Command};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let Some(present) = cx.workspace.present() else { return };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
            new_draft(ui, cx);
            for draft in present.review.drafts().iter().rev() {
                card(&cx.tokens).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    entry(ui, cx, &present.review, draft);
                });
                ui.add_space(4.0);
            }
        });
    });
}

fn new_draft(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let command = Command::NewDraft;
    let resolved = command.resolve(cx.env);
    let button = Button::new(command.spec().label);
    let response = ui.add_enabled(resolved.is_ok(), button);
    let response = match &resolved {
        Ok(_) => response.tip(command.spec().help),
        Err(why) => response.tip_when_off(&why.0),
    };
    if response.clicked() {
        cx.out.extend(resolved.ok());
    }
    ui.add_space(6.0);
}

fn entry(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, draft: &Draft) {
    let name = in_a_row([&format!("Draft {}", draft.number), &draft.label]);
    written(ui, cx, &name, Written::Strong);
    ui.label(small(figures(review, draft), &cx.tokens).color(cx.tokens.ink));
    written(ui, cx, &draft.file_name, Written::Small);
    let read = draft.imported.at.with_timezone(&Local).format("%-d %b %Y, %H:%M");
    let by = review.reviewer(draft.imported.by).map(|by| format!(" by {}", isolated(&by.name)));
    written(ui, cx, &format!("read {read}{}", by.unwrap_or_default()), Written::Small);
    let encoding =
        if draft.encoding.is_empty() { String::new() } else { format!(", {}", draft.encoding) };
    let whole = if draft.read_as.whole_page { ", the whole page" } else { "" };
    ui.label(small(format!("{}{encoding}{whole}", draft.format), &cx.tokens));
    let digest = draft.text_digest.to_string();
    let short = digest.get(..16).unwrap_or_default();
    ui.label(small(format!("text {short}…"), &cx.tokens)).tip(format!("SHA-256 {digest}"));
    ways(ui, cx, review, draft);
}

/// Words, coverage and marks; of an older draft as they were when the next one came.
fn figures(review: &Review, draft: &Draft) -> String {
    let is_last = draft.number == review.draft().number;
    let (tally, marks) = if is_last {
        (Some(review.tally()), review.mark_count())
    } else {
        (draft.tally, draft.marks.len())
    };
    let marks = if marks == 1 { "1 mark".to_owned() } else { format!("{} marks", grouped(marks)) };
    let Some(tally) = tally else { return marks };
    let share = tally.percent().map_or("n/a".to_owned(), |percent| format!("{percent} %"));
    format!("{} words · {share} accounted for · {marks}", grouped(tally.words))
}

/// To read an older draft, and back.
fn ways(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, draft: &Draft) {
    let shown = cx.document().map(|document| document.review.draft().number);
    if shown == Some(draft.number) {
        if review.drafts().len() > 1 {
            ui.label(small("shown on the page", &cx.tokens));
        }
        return;
    }
    let is_last = draft.number == review.draft().number;
    let verb = if is_last { "Back to" } else { "Read" };
    let button = ui.button(format!("{verb} draft {}", draft.number));
    let tip = if is_last {
        "The draft that is worked on"
    } else {
        "Its text and its marks as they were, for reading alone"
    };
    if button.tip(tip).clicked() {
        cx.out.push(Action::ShowDraft(draft.number));
    }
}
