//! What the last draft made of the mark, until somebody has seen to it: the old words beside the new
//! ones, the old verdict in grey, and what can be done.

use chrono::Local;
use egui::{Button, Ui, WidgetInfo, accesskit::Role};

use crate::model::{DraftFlag, FromDraft, Mark, Verdict};
use crate::text::{TextRange, isolated};
use crate::ui::compared::{self, Version};
use crate::ui::keys;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{card, small, strong};
use crate::workspace::{Action, Command, Document, Selection};

/// Characters of old words that are shown at most.
const MOST_WORDS: usize = 900;

/// Shows it; gives whether there was anything to show.
pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) -> bool {
    let Some((from, flag)) = mark.carried.as_ref().zip(mark.flag()) else { return false };
    ui.add_space(4.0);
    let tokens = cx.tokens;
    card(&tokens).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(strong(format!("{}  {}", flag.sign(), title(flag, document))));
        match flag {
            DraftFlag::Glance | DraftFlag::Moved => {}
            DraftFlag::Changed => words(ui, cx, document, (mark, from)),
            DraftFlag::Asks | DraftFlag::Cut => waiting(ui, cx, document, (mark, from)),
        }
        ui.add_space(2.0);
        buttons(ui, cx, document, (mark, flag));
    });
    ui.add_space(4.0);
    true
}

fn title(flag: DraftFlag, document: &Document) -> String {
    let draft = document.review.draft().number;
    match flag {
        DraftFlag::Glance => format!("Draft {draft}: same words, another sentence around them"),
        DraftFlag::Moved => format!("Draft {draft}: same words, moved here"),
        DraftFlag::Changed => format!("Draft {draft}: the words changed"),
        DraftFlag::Asks => format!("Draft {draft}: it may belong to several places"),
        DraftFlag::Cut => format!("Draft {draft}: the words went out"),
    }
}

fn style(cx: &PanelCx<'_>) -> ExcerptStyle {
    ExcerptStyle::quoted(&cx.tokens, 13.5).in_lines(8)
}

/// Old words, the verdict on them, new words.
fn words(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    (mark, from): (&Mark, &FromDraft),
) {
    let short = |words: &str| words.chars().take(MOST_WORDS).collect::<String>();
    let (old, new) = (short(&from.words), short(mark.words(document.review.text())));
    let (gone, fresh) = compared::apart(&old, &new);
    let style = style(cx);
    ui.label(small(format!("in draft {}", from.draft), &cx.tokens));
    compared::shown(ui, cx, (&old, Version::Old), &gone, &style);
    if document.is_outdated(mark) {
        dead_verdict(ui, cx, document, mark);
    }
    ui.label(small("now", &cx.tokens));
    compared::shown(ui, cx, (&new, Version::New), &fresh, &style);
}

/// The verdict on the old words, in grey: it does not hold for the new ones.
fn dead_verdict(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, mark: &Mark) {
    let Some(given) = &mark.verdict else { return };
    let who = document.review.reviewer(given.stamp.by).map_or("", |reviewer| reviewer.short());
    let when = given.stamp.at.with_timezone(&Local).format("%-d %b, %H:%M");
    let (sign, label) = (given.verdict.sign(), given.verdict.label());
    let told = format!("{sign} {label} · {} {when}", isolated(who));
    let told = written(ui, cx, &told, Written::Small);
    told.tip("This verdict was given on the words above; it does not hold for those below");
}

/// The words of a mark without a place, and where it may belong.
fn waiting(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, (mark, _): (&Mark, &FromDraft)) {
    let style = ExcerptStyle { size: 13.0, lines: 2, ..style(cx) };
    for (n, place) in document.candidates(mark).into_iter().enumerate() {
        let (words, own) = document.with_surroundings(place);
        compared::shown(ui, cx, (&words, Version::New), std::slice::from_ref(&own), &style);
        candidate(ui, cx, document, (n + 1, place));
    }
    let told = if document.candidates(mark).is_empty() {
        "Confirm that they went out, or select where they are now and press P."
    } else {
        "Show one of the places and press P; or select other words and press P."
    };
    ui.label(small(told, &cx.tokens));
}

/// The way to one of the places; two may have the same words around them, but not the same number.
fn candidate(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    (number, place): (usize, TextRange),
) {
    let article = document.review.article();
    let block = article.block_number(article.block_index_at(place.start()));
    let block = block.map(|block| format!(" in block {block}")).unwrap_or_default();
    let button = ui.button(format!("Show place {number}{block}"));
    if button.tip("Selects these words on the page; P puts the mark there").clicked() {
        cx.out.push(Action::Visit(place));
        cx.out.push(Action::Select(Selection::of(place)));
    }
}

fn buttons(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    (mark, flag): (&Mark, DraftFlag),
) {
    let commands: &[(Command, &str)] = match flag {
        DraftFlag::Changed if document.is_outdated(mark) => {
            &[(Command::StillHolds, "Verdict still holds")]
        }
        DraftFlag::Glance | DraftFlag::Moved | DraftFlag::Changed => &[(Command::Seen, "Seen")],
        DraftFlag::Asks | DraftFlag::Cut => &[
            (Command::PlaceHere, "Place here"),
            (Command::Verdict(Verdict::Cut), "Confirm as cut"),
        ],
    };
    ui.horizontal_wrapped(|ui| {
        for (command, label) in commands {
            let resolved = command.resolve(cx.env);
            let key = keys::shown(ui.ctx(), *command).unwrap_or_default();
            let button = Button::new(*label).shortcut_text(key);
            let is_on = resolved.is_ok();
            let response = ui.add_enabled(is_on, button);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, is_on, *label));
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
