//! The list of sources.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use obelus::model::{Id, Source, SourceId, SourceKind};
use obelus::testing::stamp;
use obelus::workspace::{Action, Change, Command, CommandEnv, Typing};

use crate::desk::Desk;

/// A desk with `count` sources, whose titles are numbers of four digits, and the list of them.
fn listed(count: u32) -> Desk {
    let mut desk = Desk::with("The cost rose by 12 per cent.");
    let ctx = desk.window.ctx.clone();
    for n in 0..count {
        let id = SourceId(Id::new(5000 + u128::from(n)));
        let source = Source::new(id, SourceKind::Book, format!("Book {n:04}"), stamp(1));
        let put = Change::PutSource(Box::new(source), Typing::No);
        desk.window.state_mut().dispatch(&ctx, Action::Change(put));
    }
    desk.click("Sources");
    desk
}

fn rows(desk: &Desk) -> Vec<String> {
    let rows = desk.window.query_all(by().role(Role::ListItem));
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn of_two_thousand_sources_only_those_in_sight_are_there() {
    let mut desk = listed(2000);
    let shown = rows(&desk);
    assert!((5..25).contains(&shown.len()), "{}", shown.len());
    assert_eq!(shown[0], "Source Book 0000, book · not used yet");
    desk.window.get_by_label(&shown[0]).focus();
    desk.settle();
    desk.key(Key::End);
    assert_eq!(rows(&desk).last().unwrap(), "Source Book 1999, book · not used yet");
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    desk.window.get_by_label("Source title");
    assert_eq!(desk.window.get_by_label("Source title").value().as_deref(), Some("Book 1998"));
}

#[test]
fn an_open_source_keeps_the_keyboard_and_its_place_while_its_title_is_typed() {
    let mut desk = listed(300);
    desk.window.get_by_label("Source Book 0002, book · not used yet").click();
    desk.settle();
    desk.type_into("Source title", "Z");
    let shown = rows(&desk);
    assert_eq!(shown[2], "Source Book 0002Z, book · not used yet");
    let pointer = desk.window.get_by_label("Source title").rect().center();
    desk.window.event(egui::Event::PointerMoved(pointer));
    desk.window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Page,
        delta: egui::vec2(0.0, -8.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    desk.settle();
    assert!(!rows(&desk).contains(&"Source Book 0000, book · not used yet".to_owned()));
    desk.window.event(egui::Event::Text("Q".to_owned()));
    desk.settle();
    let titles: Vec<&str> = desk.review().sources().map(|s| s.title.as_str()).collect();
    assert_eq!(titles.iter().filter(|title| title.ends_with("ZQ")).count(), 1);
}

#[test]
fn a_new_source_is_opened_with_the_keyboard_in_its_title() {
    let mut desk = listed(300);
    let env = CommandEnv::of(desk.window.state().workspace().document.as_ref());
    desk.act(Command::AddSource.resolve(&env).unwrap());
    desk.window.event(egui::Event::Text("Annual report".to_owned()));
    desk.settle();
    assert_eq!(desk.review().sources().filter(|s| s.title.ends_with("Annual report")).count(), 1);
    assert!(desk.window.get_by_label("Source title").rect().bottom() < 900.0);
}
