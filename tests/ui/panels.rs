//! Lists, dialogs, menus.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::model::Verdict;

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent, to 12.4 million crowns. It opened in March.\n";

fn two_marks() -> Desk {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num3);
    desk.select("It opened in March");
    desk.key(Key::Q);
    desk
}

#[test]
fn the_filter_leaves_what_fits() {
    let mut desk = two_marks();
    desk.type_into("Filter marks", "kind:quote");
    assert!(desk.window.query_by_label_contains("claim, wrong, missing evidence: ").is_none());
    desk.window.get_by_label("Mark 2, quote, nothing yet: It opened in March");
}

#[test]
fn j_and_k_go_from_mark_to_mark() {
    let mut desk = two_marks();
    desk.key(Key::K);
    desk.window.get_by_label("1 · Claim");
    desk.key(Key::J);
    desk.window.get_by_label("2 · Quote");
}

#[test]
fn the_palette_finds_a_command_by_a_few_letters() {
    let mut desk = two_marks();
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.window.get_by_label("Search commands").type_text("unsup");
    desk.settle();
    desk.key(Key::Enter);
    assert_eq!(desk.mark(2).verdict.as_ref().unwrap().verdict, Verdict::Unsupported);
}

#[test]
fn the_undo_entry_says_what_it_takes_back() {
    let mut desk = two_marks();
    desk.click("Edit");
    desk.window.get_by_label_contains("Undo add quote");
}

#[test]
fn a_source_is_added_and_used_by_a_mark() {
    let mut desk = two_marks();
    desk.key(Key::E);
    desk.click("New source");
    assert_eq!(desk.review().sources().count(), 1);
    let source = desk.review().sources().next().unwrap().id;
    assert_eq!(desk.mark(2).evidence[0].source, Some(source));
    desk.window.get_by_label("Source title");
}

#[test]
fn a_source_is_chosen_by_its_name_in_any_script() {
    let mut desk = two_marks();
    desk.key(Key::E);
    desk.click("New source");
    desk.type_into("Source title", ": בית הספר");
    desk.key(Key::Escape);
    desk.key(Key::E);
    desk.click("Source");
    desk.window.get_by_role_and_label(Role::Button, "Source 1: בית הספר").click();
    desk.settle();
    let used = desk.mark(2).evidence.iter().map(|evidence| evidence.source);
    assert_eq!(used.collect::<Vec<_>>(), vec![desk.review().sources().next().map(|s| s.id); 2]);
}

#[test]
fn f1_shows_the_keys_and_escape_hides_them() {
    let mut desk = two_marks();
    desk.key(Key::F1);
    desk.window.get_by_label("On the page");
    desk.key(Key::Escape);
    assert!(desk.window.query_by_label("On the page").is_none());
}

#[test]
fn the_export_dialog_shows_the_figures_first() {
    let mut desk = two_marks();
    desk.keys(Modifiers::COMMAND, Key::E);
    desk.window.get_by_label("0 of 2");
    desk.window.get_by_label("Write report…");
}

#[test]
fn a_missing_file_is_told_once_and_nothing_opens() {
    let mut desk = Desk::empty();
    desk.act(obelus::workspace::Action::Open("nowhere.txt".into()));
    desk.act(obelus::workspace::Action::Open("nowhere.txt".into()));
    desk.window.get_by_label("Not opened");
    assert!(desk.window.state().workspace().document.is_none());
}

#[test]
fn the_welcome_page_offers_to_open_an_article() {
    let desk = Desk::empty();
    desk.window.get_by_label("Open an article…");
}

#[test]
fn the_outline_goes_by_keys_and_follows_the_reader() {
    let section = |n: usize| format!("## Section {n}\n\n{}\n", "Some words of it. ".repeat(150));
    let story: String = (1..9).map(section).collect();
    let mut desk = Desk::with_name("story.md", &story);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    desk.window.get_by_label("Section Section 1, level 1, 602 open, being read");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        desk.key(key);
    }
    desk.window.get_by_label("Section Section 4, level 1, 602 open, being read");
    desk.keys(Modifiers::ALT, Key::ArrowLeft);
    desk.window.get_by_label("Section Section 1, level 1, 602 open, being read");
}

#[test]
fn the_status_bar_tells_the_page_of_the_file_at_the_caret() {
    let mut desk = Desk::with_sample("lighthouse_keepers.pdf");
    assert!(desk.window.query_by_label("page 14").is_some());
    desk.keys(Modifiers::COMMAND, Key::End);
    assert!(desk.window.query_by_label("page 15").is_some());
}

#[test]
fn the_status_bar_tells_the_address_of_the_link_at_the_caret() {
    let story = "See [the report](https://example.org/2024/report) of March.";
    let mut desk = Desk::with_name("story.md", story);
    let told = "Link: https://example.org/2024/report";
    assert!(desk.window.query_by_label(told).is_none());
    desk.select("rep");
    desk.window.get_by_label(told);
    desk.select("March");
    assert!(desk.window.query_by_label(told).is_none());
    desk.select("rep");
    desk.window.set_size(egui::vec2(260.0, 300.0));
    desk.settle();
    assert!(desk.window.query_by_label(told).is_none(), "no room for it");
}
