//! All keys, made from the command list.

use egui::{ScrollArea, Ui};

use super::pairs;
use crate::ui::focus;
use crate::ui::panel::PanelCx;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{small, strong};
use crate::workspace::{COMMANDS, Menu};

/// Keys of the page that are no commands.
const PAGE_KEYS: &[(&str, &str)] = &[
    ("Arrows", "move the caret"),
    ("Ctrl+Left, Ctrl+Right", "by word"),
    ("Alt+Up, Alt+Down", "by sentence"),
    ("Ctrl+Up, Ctrl+Down", "by block"),
    ("Page Up, Page Down", "by screen"),
    ("Home, End", "to the ends of the line"),
    ("Ctrl+Home, Ctrl+End", "to the ends of the article"),
    ("Shift+any of these", "select"),
    ("Double-click", "select a word; three clicks a sentence, four a block"),
    ("Alt while dragging", "select freely, not by whole words"),
    ("Shift+click", "select up to there"),
    ("Ctrl+click", "follow a link"),
];

/// Room for two columns, in points.
const TWO: f32 = 756.0;

pub(super) fn show(ui: &mut Ui, cx: &PanelCx<'_>) {
    super::set_width(ui, 780.0);
    ui.label(strong("Keys").size(16.0));
    ui.label(small(
        "Escape closes this. While a text field has the keyboard, its letters are its own.",
        &cx.tokens,
    ));
    ui.add_space(6.0);
    ScrollArea::vertical().show(ui, |ui| {
        let count = if ui.available_width() < TWO { 1 } else { 2 };
        ui.columns(count, |columns| {
            for menu in [Menu::File, Menu::Edit, Menu::Mark] {
                group(&mut columns[0], menu);
            }
            page(&mut columns[count - 1]);
            for menu in [Menu::Review, Menu::View, Menu::Help] {
                group(&mut columns[count - 1], menu);
            }
        });
        focus::scroll_by_keys(ui);
    });
}

fn group(ui: &mut Ui, menu: Menu) {
    ui.add_space(6.0);
    ui.label(strong(menu.label()));
    pairs(ui, menu.label(), |ui, end| {
        for spec in COMMANDS.iter().filter(|spec| spec.menu == menu && !spec.keys.is_empty()) {
            ui.monospace(spec.keys.join(" or "));
            ui.label(spec.label).tip(spec.help);
            end(ui);
        }
    });
}

fn page(ui: &mut Ui) {
    ui.add_space(6.0);
    ui.label(strong("On the page"));
    pairs(ui, "page keys", |ui, end| {
        for (keys, what) in PAGE_KEYS {
            ui.monospace(*keys);
            ui.label(*what);
            end(ui);
        }
    });
}
