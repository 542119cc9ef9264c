//! Which words are accounted for, on the page and beside it.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::model::ExemptReason;
use obelus::workspace::{Action, Change, Extent};

use crate::desk::Desk;

const STORY: &str = "The tram\n\nIt rose by 12 per cent. It opened in March.\n";

#[test]
fn open_words_are_gone_through_and_said_to_need_no_check_for_a_reason() {
    let mut desk = Desk::with(STORY);
    desk.key(Key::U);
    desk.key(Key::U);
    desk.keys(Modifiers::SHIFT, Key::X);
    desk.click("the block");
    desk.click("house style");
    desk.type_into("More on why", "the rubric");
    desk.click("Nothing to check");
    let exempt = desk.review().exempt().next().unwrap();
    assert_eq!((exempt.reason, exempt.note.as_str()), (ExemptReason::HouseStyle, "the rubric"));
    assert_eq!(exempt.place.range().unwrap().of(desk.review().text()), "The tram");
    assert_eq!(desk.review().tally().to_do(), 10);
}

#[test]
fn a_click_in_the_strip_goes_to_an_open_word_there() {
    let mut desk = Desk::with(STORY);
    assert!(desk.window.query_by_label("Coverage of the article").is_none());
    desk.key(Key::V);
    let strip = desk.window.get_by_label("Coverage of the article");
    assert_eq!(strip.value().as_deref(), Some("0 % of words accounted for, 12 open"));
    strip.click();
    desk.settle();
    assert!(desk.window.state().workspace().document.as_ref().unwrap().selection.focus.0 > 0);
}

#[test]
fn the_progress_window_tells_figures_sections_and_the_way_that_was_come() {
    let mut desk = Desk::with_name("story.md", "# The tram\n\nIt rose by 12.\n");
    desk.select("The tram");
    desk.act(Action::Change(Change::ToggleExempt(Extent::Selection)));
    desk.keys(Modifiers::SHIFT, Key::P);
    desk.window.get_by_label("33 % of words accounted for");
    desk.window.get_by_label("Picture of the article: 33 % of words accounted for");
    desk.window.get_by_label_contains("Words accounted for over time. From");
    desk.window.get_by_label("1 · The tram: 100 % of words, 0 open");
    desk.click("By section");
    desk.click("The tram: 33 % of words, 4 open");
    assert!(desk.window.state().workspace().dialog.is_none());
}
