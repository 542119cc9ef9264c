//! The bar at the bottom: saved or not, where, who, how many words.

use chrono::Local;
use egui::accesskit::{Live, Role};
use egui::{
    Align, Button, FontId, Frame, Id, Label, Layout, Margin, Panel, Rect, Response, Sense, Ui,
    WidgetInfo, vec2,
};

use super::areas::{self, Room};
use super::panel::PanelCx;
use super::pen::{Written, in_a_row};
use super::setting::ExcerptStyle;
use super::theme::size;
use super::tip::Tip as _;
use super::widgets::small;
use crate::export::visible;
use crate::review::{Piece, Review, WordState};
use crate::store::ArticleOnDisk;
use crate::text::{elided, in_order, isolated};
use crate::workspace::{Action, Announcement, Command, Document, Purpose};

/// Room without which the name of a file is not shown, in points.
const NAME: f32 = 40.0;

/// Room that the figures take at most, and that an address asks for beside them, in points.
const FIGURES: f32 = 300.0;
const ADDRESS: f32 = 160.0;

/// In front of an address.
const LINK: &str = "Link: ";

/// Mean width of a character of an address, in ems, and the characters from which on it is shown.
const CHARACTER: f32 = 0.6;
const LEAST: usize = 10;

/// Gives the bar its room.
pub(super) fn reserve(ui: &mut Ui, cx: &PanelCx<'_>) -> Room {
    let frame = Frame::new().fill(cx.tokens.chrome).inner_margin(Margin::symmetric(12, 3));
    areas::reserve(ui, Panel::bottom("status bar").frame(frame).exact_size(28.0))
}

/// Shows the bar; `link` is the address of the link that is meant.
pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>, link: Option<&str>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().button_padding.y = 0.0;
        announce(ui, cx.workspace.announcement());
        left(ui, cx);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right(ui, cx, link.is_some());
            if let Some(link) = link {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| address(ui, cx, link));
            }
        });
    });
}

/// A place that nobody sees, and that screen readers read out whenever its words change.
fn announce(ui: &Ui, newest: &Announcement) {
    let id = Id::unique("announcements");
    ui.interact(Rect::from_min_size(ui.cursor().min, vec2(1.0, 1.0)), id, Sense::empty());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        // The same sentence twice is two: only a change of the words is read out.
        let parity = if newest.number.is_multiple_of(2) { "" } else { "\u{a0}" };
        node.set_label(format!("{}{parity}", newest.text));
    });
}

/// The state of saving, the file, the reviewer. Where there is no room for all of them, the name of
/// the file is cut and left out first, then the reviewer, then what happened to the article on disk.
fn left(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let reviewer = &cx.workspace.settings.reviewer;
    let reviewer = in_a_row([reviewer.short(), reviewer.role.label()]);
    let mut room = ui.available_width();
    let saving = cx.document().map(saved);
    room -= saving.as_ref().map_or(0.0, |text| taken(ui, cx, text));
    let on_disk = cx.document().and_then(on_disk).filter(|text| fits(ui, cx, &mut room, text));
    let reviewer = Some(reviewer).filter(|text| fits(ui, cx, &mut room, text));
    for file in cx.workspace.being_read() {
        // No spinner: its frames would take the processor away from what is being waited for.
        let shown = cut(ui, cx, &file.told(), room);
        room -= shown.map_or(0.0, |shown| shown.rect.width() + ui.spacing().item_spacing.x);
        room -= cancel(ui, cx, file.purpose()).rect.width() + ui.spacing().item_spacing.x;
    }
    if let Some(text) = saving {
        ui.add(Label::new(small(text, &cx.tokens)).truncate());
    }
    if let Some(document) = cx.document()
        && let Some(shown) = cut(ui, cx, &document.sidecar_name(), room)
    {
        cx.pen().tip(shown, &document.sidecar_path.display().to_string());
    }
    if let Some(what) = on_disk {
        ui.label(small(what, &cx.tokens).color(cx.tokens.bad));
    }
    if let Some(text) = reviewer {
        who(ui, cx, &text);
    }
}

/// Ends what is being read.
fn cancel(ui: &mut Ui, cx: &mut PanelCx<'_>, purpose: Purpose) -> Response {
    let (name, tip, action) = match purpose {
        Purpose::Opening => {
            ("Cancel opening", "Do not open it; what is open stays", Action::CancelOpening)
        }
        Purpose::Draft => {
            ("Cancel reading", "Do not read it; the review stays as it is", Action::CancelDraft)
        }
    };
    let words = small("Cancel", &cx.tokens).color(cx.tokens.accent);
    let button = ui.add(Button::new(words).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let button = button.tip(tip);
    if button.clicked() {
        cx.out.push(action);
    }
    button
}

/// Room that an entry takes, with what is between it and the next.
fn taken(ui: &Ui, cx: &mut PanelCx<'_>, text: &str) -> f32 {
    let style = ExcerptStyle::small(&cx.tokens);
    let words = cx.pen().fit(ui, text, &style, f32::INFINITY).extent;
    words.width() + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}

/// Whether an entry fits; it takes its room then.
fn fits(ui: &Ui, cx: &mut PanelCx<'_>, room: &mut f32, text: &str) -> bool {
    let taken = taken(ui, cx, text);
    let fits = taken <= *room;
    if fits {
        *room -= taken;
    }
    fits
}

/// An entry that may be cut, where there is room for a part of it.
fn cut(ui: &mut Ui, cx: &mut PanelCx<'_>, text: &str, room: f32) -> Option<Response> {
    let room = room - ui.spacing().item_spacing.x;
    let style = ExcerptStyle::small(&cx.tokens);
    let shown = |ui: &mut Ui| {
        ui.set_max_width(room);
        cx.pen().snug(ui, text, &style)
    };
    (room >= NAME).then(|| ui.scope(shown).inner)
}

fn on_disk(document: &Document) -> Option<&'static str> {
    match document.on_disk {
        ArticleOnDisk::Same => None,
        ArticleOnDisk::Changed(_) => Some("article changed on disk"),
        ArticleOnDisk::Older(_) => Some("article file holds an older draft"),
        ArticleOnDisk::Missing => Some("article file is gone"),
        ArticleOnDisk::Unreadable(_) => Some("article file cannot be read"),
    }
}

fn who(ui: &mut Ui, cx: &mut PanelCx<'_>, text: &str) {
    let reviewer = &cx.workspace.settings.reviewer;
    let name = format!("Reviewer: {}, {}", reviewer.name, reviewer.role.label());
    let button = cx.pen().button(ui, text, Written::Small);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.tip("Say who is reviewing, and in which role").clicked() {
        cx.run(Command::Reviewer);
    }
}

fn saved(document: &Document) -> String {
    if document.is_first_look {
        "Still being read …".to_owned()
    } else if document.read_only.is_some() {
        "Read-only".to_owned()
    } else if document.has_save_failed() {
        "Not saved".to_owned()
    } else if document.is_saving() {
        "Saving …".to_owned()
    } else if document.is_dirty() {
        "Not saved yet".to_owned()
    } else if let Some(at) = document.saved_at {
        format!("Saved {}", at.with_timezone(&Local).format("%H:%M"))
    } else {
        "No changes".to_owned()
    }
}

/// The figures; with a link, only where the address has room beside them.
fn right(ui: &mut Ui, cx: &mut PanelCx<'_>, has_link: bool) {
    let Some(document) = cx.document() else { return };
    if has_link && ui.available_width() < FIGURES + ADDRESS {
        return;
    }
    let percent = format!("{} %", document.zoom);
    figure(ui, cx, percent, "Size of this article's text: Ctrl+Plus, Ctrl+Minus, Ctrl+0");
    let number = document.review.draft().number;
    let draft = format!("draft {number} of {}", document.last_draft.unwrap_or(number));
    let about = match document.last_draft {
        Some(_) => "An older version of the article, as it was",
        None => "The version of the article that is reviewed",
    };
    figure(ui, cx, draft, about);
    let tally = document.review.tally();
    let text = format!("{} words · {} open", grouped(tally.words), grouped(tally.to_do()));
    if let Some(shown) = figure(ui, cx, text, "") {
        shown.tip_ui(|ui| told(ui, &document.review));
    }
    if let Some(label) = document.review.article().pages.label_at(document.selection.focus) {
        let page = format!("page {}", isolated(label));
        figure(ui, cx, page, "The page of the file at the caret, by what is printed on it");
    }
    if cx.workspace.settings.coverage {
        let block = document.review.article().block_index_at(document.selection.focus);
        let tally = document.review.tally_of_block(block);
        let text = format!("block: {} of {} open", grouped(tally.to_do()), grouped(tally.words));
        figure(ui, cx, text, "Words of the block at the caret that nobody has accounted for");
    }
}

/// How all words stand, and what is counted beside them, as soon as it is known.
fn told(ui: &mut Ui, review: &Review) {
    let tally = review.tally();
    ui.label(format!("{} of the words are accounted for", tally.share()));
    for state in WordState::ALL.into_iter().rev() {
        let count = tally.in_state(state);
        if count > 0 {
            ui.label(format!("{} {}", grouped(count), state.label()));
        }
    }
    for piece in Piece::ALL {
        if let Some(Ok(tally)) = review.tally_of_pieces(piece) {
            let (open, all) = (grouped(tally.to_do()), grouped(tally.words));
            ui.label(format!("{open} of {all} {} open", piece.plural()));
        }
    }
}

/// An address, cut in the middle where there is no room for all of it.
///
/// “Link” in front of it makes the line run from left to right, whatever the address begins with;
/// signs that would turn it round are shown by their numbers, as in reports.
fn address(ui: &mut Ui, cx: &mut PanelCx<'_>, address: &str) {
    let style = ExcerptStyle::small(&cx.tokens);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
    let most = (ui.available_width() / (style.size * CHARACTER)).max(0.0) as usize;
    let Some(most) = most.checked_sub(LINK.len()).filter(|most| *most >= LEAST) else { return };
    let words = visible(address);
    let shown = format!("{LINK}{}", in_order(&elided(&words, most)));
    let label = cx.pen().set(ui, &shown, &style);
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{LINK}{address}")));
    cx.pen().tip(label, &in_order(&words));
}

/// A figure, where there is room for all of it.
fn figure(ui: &mut Ui, cx: &PanelCx<'_>, text: String, about: &str) -> Option<Response> {
    let font = FontId::proportional(size::SMALL);
    let width = ui.painter().layout_no_wrap(text.clone(), font, cx.tokens.muted).size().x;
    (width <= ui.available_width()).then(|| {
        let shown = ui.label(small(text, &cx.tokens));
        if about.is_empty() { shown } else { shown.tip(about) }
    })
}

/// `4812` as `4,812`.
pub(super) fn grouped(number: impl std::fmt::Display) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let shown: Vec<String> = [0, 999, 4812, 1_000_000].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "999", "4,812", "1,000,000"]);
    }
}
