//! The bar at the top: menus, the story's title, how far the review has got.

use egui::{
    Align, Color32, FontId, Frame, Key, Layout, Margin, MenuBar, Modifiers, Painter, Panel, Popup,
    Rect, ScrollArea, Sense, Stroke, StrokeKind, TextStyle, TextWrapMode, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::areas::name_area;
use super::focus;
use super::panel::PanelCx;
use super::pen::{TITLE, Written, in_a_row, opening};
use super::setting::ExcerptStyle;
use super::theme::{Tokens, size};
use super::tip::Tip as _;
use super::widgets::menu_entry;
use crate::review::Tally;
use crate::workspace::{Action, COMMANDS, Menu};

/// Width of the progress bar in points.
const BAR: f32 = 120.0;

/// Room beside figures and the progress bar without which they are not shown, in points.
const ROOM: f32 = 24.0;

/// Width of a menu at least, and of a window in which its words wrap, in points.
const ENTRIES: f32 = 230.0;
const NARROW: f32 = 360.0;

/// Room without which the title is not shown, in points.
const LEAST_TITLE: f32 = 60.0;

/// Shows the bar; with `takes_keys`, the first menu has the keyboard.
pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>, takes_keys: bool) {
    let frame = Frame::new().fill(cx.tokens.chrome).inner_margin(Margin::symmetric(12, 4));
    Panel::top("menu bar").frame(frame).exact_size(34.0).show(ui, |ui| {
        let bar = ui.max_rect();
        name_area(ui, "Menus");
        MenuBar::new().ui(ui, |ui| {
            let menus_end = if have_room(ui) {
                ui.label(egui::RichText::new("†").size(16.0)).tip("Obelus");
                menus(ui, cx, takes_keys)
            } else {
                one_menu(ui, cx, takes_keys)
            };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let left = progress(ui, cx);
                title(ui, cx, bar, menus_end, left);
            });
        });
    });
}

/// Whether all menus fit beside each other, with the sign in front of them.
fn have_room(ui: &Ui) -> bool {
    let font = TextStyle::Button.resolve(ui.style());
    let spacing = ui.spacing();
    let beside = 2.0 * spacing.button_padding.x + spacing.item_spacing.x;
    let width = |words: &str| {
        let words = ui.painter().layout_no_wrap(words.to_owned(), font.clone(), Color32::BLACK);
        words.size().x + beside
    };
    let all: f32 = Menu::ALL.iter().map(|menu| width(menu.label())).sum();
    width("†") + all <= ui.available_width()
}

fn menus(ui: &mut Ui, cx: &mut PanelCx<'_>, takes_keys: bool) -> f32 {
    let mut end = ui.cursor().left();
    let letter = if cx.workspace.dialog.is_some() { None } else { asked_by_letter(ui) };
    for menu in Menu::ALL {
        let button = ui.menu_button(menu.label(), |ui| scrolling(ui, cx, menu)).response;
        end = button.rect.right();
        let by_letter = letter == Some(menu);
        if by_letter {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
        }
        if by_letter || (takes_keys && menu == Menu::ALL[0]) {
            button.request_focus();
        }
    }
    end
}

/// All menus in one, for a window that is too narrow to show them beside each other. Alt and any
/// of their letters open it.
fn one_menu(ui: &mut Ui, cx: &mut PanelCx<'_>, takes_keys: bool) -> f32 {
    let by_letter = cx.workspace.dialog.is_none() && asked_by_letter(ui).is_some();
    let button = ui.menu_button("Menu", |ui| {
        in_sight(ui, 0.0, |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.label(), |ui| scrolling(ui, cx, menu));
            }
        });
    });
    let button = button.response;
    if by_letter {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    if by_letter || takes_keys {
        button.request_focus();
    }
    button.rect.right()
}

fn scrolling(ui: &mut Ui, cx: &mut PanelCx<'_>, menu: Menu) {
    in_sight(ui, ENTRIES, |ui| entries(ui, cx, menu));
}

/// A long menu in a low window scrolls, and its words wrap in a narrow one.
fn in_sight(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let window = ui.ctx().content_rect().size();
    let most = (window.y - 64.0).max(32.0);
    let widest = (window.x - 32.0).max(32.0);
    ui.set_max_height(most);
    focus::keep_bar_apart(ui);
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        ui.set_min_width(width.min(widest));
        if widest < NARROW {
            ui.set_max_width(widest);
            ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
        }
        add(ui);
        focus::keep_in_sight(ui);
    });
}

/// The menu that Alt and its first letter ask for. In a field, Alt makes letters on many keyboards.
fn asked_by_letter(ui: &Ui) -> Option<Menu> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let asked = |menu: &Menu| {
        let key = menu.label().get(..1).and_then(Key::from_name);
        key.is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)))
    };
    Menu::ALL.into_iter().find(asked)
}

fn entries(ui: &mut Ui, cx: &mut PanelCx<'_>, menu: Menu) {
    for spec in COMMANDS.iter().filter(|spec| spec.menu == menu) {
        if spec.starts_group {
            ui.separator();
        }
        let is_on = spec.command.is_on(&cx.workspace.settings);
        menu_entry(ui, cx.env, spec.command, is_on, cx.out);
        if spec.command == crate::workspace::Command::Open {
            recent(ui, cx);
        }
    }
}

fn recent(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    ui.menu_button("Open recent", |ui| {
        if cx.workspace.settings.recent.is_empty() {
            ui.weak("Nothing was open yet");
        }
        for recent in cx.workspace.settings.latest() {
            let name = recent.path.file_name().unwrap_or_default().to_string_lossy();
            let label = in_a_row([&opening(&recent.title, TITLE / 2), &*name]);
            let button = cx.pen().button(ui, &label, Written::Text);
            if cx.pen().tip(button, &recent.path.display().to_string()).clicked() {
                cx.out.push(Action::Open(recent.path.clone()));
            }
        }
    });
}

/// The title in the middle of the window, or between its neighbours where that is too narrow.
fn title(ui: &Ui, cx: &mut PanelCx<'_>, bar: Rect, left: f32, right: f32) {
    let Some(document) = cx.document() else { return };
    let words = opening(document.title(), TITLE);
    let detail = format!(" · draft {}", document.review.draft().number);
    let font = FontId::proportional(size::TEXT);
    let detail = ui.painter().layout_no_wrap(detail, font, cx.tokens.muted);
    let room = right - left - 32.0 - detail.size().x;
    if room < LEAST_TITLE {
        return; // the window's own title has it
    }
    let style = ExcerptStyle::strong(&cx.tokens);
    let fit = cx.pen().fit(ui, &words, &style, room);
    let shown = fit.extent.size();
    let width = shown.x + detail.size().x;
    let centred = bar.center().x - width / 2.0;
    let x = centred.clamp(left + 16.0, (right - 16.0 - width).max(left + 16.0));
    cx.pen().paint(ui, &words, &style, fit, pos2(x, bar.center().y - shown.y / 2.0));
    let second = pos2(x + shown.x, bar.center().y - detail.size().y / 2.0);
    ui.painter().galley(second, detail, cx.tokens.muted);
}

/// The share of words that are accounted for; gives its left edge.
fn progress(ui: &mut Ui, cx: &PanelCx<'_>) -> f32 {
    let Some(summary) = cx.summary else { return ui.max_rect().right() };
    let tally = summary.words;
    let marks = if summary.open == 1 { "mark" } else { "marks" };
    let text = format!("{} of words · {} {marks} open", tally.share(), summary.open);
    let font = FontId::proportional(size::TEXT);
    let words = ui.painter().layout_no_wrap(text.clone(), font, cx.tokens.ink).size().x;
    if ui.available_width() < words + ROOM {
        return ui.cursor().right();
    }
    ui.label(&text).tip(format!(
        "{} of {} marks are settled. {} words are accounted for, {} are not yet.",
        summary.settled(),
        summary.marks,
        tally.done(),
        tally.counted() - tally.done(),
    ));
    if ui.available_width() < BAR + ROOM {
        return ui.cursor().right();
    }
    let (rect, response) = ui.allocate_exact_size(vec2(BAR, 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &text));
    bar(ui.painter(), &cx.tokens, rect, &tally);
    rect.left()
}

/// A bar that is filled as far as words are accounted for.
pub(super) fn bar(painter: &Painter, tokens: &Tokens, rect: Rect, tally: &Tally) {
    painter.rect(rect, 2.0, tokens.open, Stroke::new(1.0, tokens.line), StrokeKind::Outside);
    let all = tally.counted().max(1) as f32;
    let parts = [
        (tally.covered, tokens.good),
        (tally.shown_apart, tokens.author),
        (tally.exempt, tokens.exempt),
        (tally.not_covered, tokens.bad),
    ];
    let mut x = rect.left();
    for (words, colour) in parts {
        let width = rect.width() * words as f32 / all;
        let part = Rect::from_min_size(pos2(x, rect.top()), vec2(width, rect.height()));
        painter.rect_filled(part, 0.0, colour);
        x += width;
    }
}
