//! The find bar: typed into, walked through, marked from, closed.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::model::MarkKind;

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent. The “cost” is known, the costs are not.\n";

fn selected(desk: &Desk) -> String {
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    document.selection.range().of(document.review.text()).to_owned()
}

fn looking_for(text: &str) -> Desk {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.window.event(egui::Event::Text(text.to_owned()));
    desk.settle();
    desk
}

#[test]
fn a_needle_is_counted_and_enter_goes_on() {
    let mut desk = looking_for("\"cost\"");
    desk.window.get_by_label("1 of 1");
    assert_eq!(selected(&desk), "“cost”");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.window.event(egui::Event::Text("cost".to_owned()));
    desk.settle();
    for _ in 0..3 {
        desk.key(Key::Enter);
    }
    desk.window.get_by_label("1 of 3, wrapped");
    desk.keys(Modifiers::SHIFT, Key::F3);
    desk.window.get_by_label("3 of 3, wrapped");
    desk.click("Whole word");
    desk.window.get_by_label("1 of 2, wrapped");
}

#[test]
fn escape_gives_the_page_its_keys_with_the_hit_selected() {
    let mut desk = looking_for("12 per");
    desk.key(Key::Escape);
    assert!(desk.window.query_by_label("Find").is_none());
    desk.key(Key::C);
    assert_eq!(desk.words(1), "12 per");
}

#[test]
fn the_bar_and_the_selection_stay_when_the_keyboard_comes_back_from_elsewhere() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.select("cost");
    for _ in 0..3 {
        desk.key(Key::F6);
    }
    assert_eq!(selected(&desk), "cost");
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_into("Note on this mark", "rang");
    desk.key(Key::Escape);
    desk.window.get_by_label("Whole word");
    desk.key(Key::Escape);
    assert!(desk.window.query_by_label("Whole word").is_none());
}

#[test]
fn all_occurrences_are_marked_in_one_step() {
    let mut desk = looking_for("cost");
    desk.click("Mark all occurrences…");
    desk.click("Mark as quote");
    let kinds: Vec<MarkKind> = desk.review().marks_in_order().map(|mark| mark.kind()).collect();
    assert_eq!(kinds, [MarkKind::Quote; 3]);
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.review().mark_count(), 0);
}

#[test]
fn a_hit_in_a_note_is_listed_and_leads_to_its_mark() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.type_into("Note on this mark", "rang the depot");
    desk.key(Key::Escape);
    desk.act(obelus::workspace::Action::SelectMark(None));
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.window.event(egui::Event::Text("depot".to_owned()));
    desk.settle();
    desk.window.get_by_label("not in the text");
    desk.click("Mark 1, note: rang the depot");
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert_eq!(document.selected_mark().map(|mark| mark.number), Some(1));
}
