//! How the page is set: its dialog, and the size of one article.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::store::{PageStyle, ThemeChoice};
use obelus::workspace::Action;

use crate::desk::Desk;

fn style(desk: &Desk) -> PageStyle {
    desk.window.state().workspace().settings.page.clone()
}

#[test]
fn what_is_chosen_for_the_page_holds_at_once_and_goes_back_to_the_defaults() {
    let mut desk = Desk::with("A headline\n\nSome words.\n");
    desk.keys(Modifiers::COMMAND, Key::Comma);
    desk.click("Justify paragraphs: both edges straight");
    assert!(style(&desk).justified);
    desk.click("Back to defaults");
    assert_eq!(style(&desk), PageStyle::default());
    desk.click("Done");
    assert!(desk.window.query_by_label("Back to defaults").is_none());
}

#[test]
fn the_list_of_fonts_holds_what_was_searched_and_a_click_takes_it() {
    let mut desk = Desk::with("A headline\n\nSome words.\n");
    desk.keys(Modifiers::COMMAND, Key::Comma);
    desk.type_into("Search fonts", "ubuntu");
    desk.click("Ubuntu");
    assert_eq!(style(&desk).family, "Ubuntu");
}

#[test]
fn an_article_keeps_its_own_size() {
    let mut desk = Desk::with("A headline\n\nSome words.\n");
    desk.keys(Modifiers::COMMAND, Key::Plus);
    desk.keys(Modifiers::COMMAND, Key::Plus);
    assert_eq!(desk.window.state().workspace().text_percent(), 125);
    desk.act(Action::CloseReview);
    desk.reopen();
    assert_eq!(desk.window.state().workspace().text_percent(), 125);
    assert!((desk.window.state().workspace().settings.text_size - 1.0).abs() < 1e-6);
    desk.keys(Modifiers::COMMAND, Key::Num0);
    assert_eq!(desk.window.state().workspace().text_percent(), 100);
}

#[test]
fn every_theme_can_be_put_on() {
    let mut desk = Desk::with("A headline\n\nSome words.\n");
    for theme in [ThemeChoice::Sepia, ThemeChoice::ContrastLight, ThemeChoice::ContrastDark] {
        desk.act(Action::SetTheme(theme));
        desk.window.get_by_label("Some words.");
    }
}
