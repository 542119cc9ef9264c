//! Small windows and long words: everything stays inside, and nothing waits.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use obelus::text::TextRange;
use obelus::workspace::{Action, Dialog, FindAction};

use crate::desk::Desk;

const STORY: &str = "# The tram\n\nSee [the report](https://example.org/a/long/address/of/a/report/about/\
     the/tram/in/the/city.html) of March. The cost rose by 12 per cent.\n";

/// Names of what stands to the left or right of the window.
fn outside(desk: &Desk, width: f32) -> Vec<String> {
    let dialog = desk.window.query_all(by().role(Role::Dialog)).next().unwrap();
    let parts = dialog.query_all(by().recursive(true).predicate(|_| true));
    let parts: Vec<_> = parts.collect();
    assert!(!parts.is_empty(), "the dialog has nothing in it");
    parts
        .iter()
        .filter(|part| part.accesskit_node().raw_bounds().is_some())
        .filter(|part| part.rect().left() < 0.0 || part.rect().right() > width)
        .map(|part| format!("{:?} {:?}", part.accesskit_node().label(), part.rect()))
        .collect()
}

#[test]
fn every_dialog_stays_inside_a_very_small_window() {
    let mut desk = Desk::with_name("story.md", STORY);
    desk.act(Action::Find(FindAction::Open));
    desk.act(Action::Find(FindAction::Close));
    desk.select("he repor");
    desk.window.set_size(vec2(320.0, 256.0));
    desk.settle();
    for dialog in [
        Dialog::Palette,
        Dialog::Keys,
        Dialog::About,
        Dialog::Export,
        Dialog::MarkAll,
        Dialog::Reviewer,
        Dialog::PageStyle,
        Dialog::Link,
        Dialog::GoTo,
        Dialog::OpenPath,
        Dialog::ReportPath("html"),
    ] {
        desk.act(Action::Show(dialog));
        desk.settle();
        let outside = outside(&desk, 320.0);
        assert!(outside.is_empty(), "{dialog:?}: {outside:#?}");
        desk.act(Action::HideDialog);
    }
}

#[test]
fn a_dialog_that_is_higher_than_the_window_is_scrolled_by_keys() {
    for (dialog, first, last) in
        [(Dialog::Keys, "Open…", "All commands…"), (Dialog::Progress, "Progress", "Close")]
    {
        let mut desk = Desk::with_name("story.md", STORY);
        desk.window.set_size(vec2(480.0, 300.0));
        desk.act(Action::Show(dialog));
        let place = |desk: &Desk, label| {
            let dialog = desk.window.query_all(by().role(Role::Dialog)).next().unwrap();
            let part = dialog.query_all_by_label(label).next();
            part.map(|part| part.rect().center().y)
        };
        let is_seen = |y: Option<f32>| y.is_some_and(|y| (0.0..300.0).contains(&y));
        assert!(!is_seen(place(&desk, last)), "{dialog:?}");
        desk.key(Key::End);
        assert!(is_seen(place(&desk, last)) && !is_seen(place(&desk, first)), "{dialog:?}");
        desk.key(Key::PageUp);
        desk.key(Key::Home);
        assert!(is_seen(place(&desk, first)), "{dialog:?}");
    }
}

#[test]
fn notices_keep_to_a_small_window_and_each_can_be_dismissed_by_keys() {
    let mut desk = Desk::with_name("story.md", STORY);
    let (width, height) = (300.0, 260.0);
    desk.window.set_size(vec2(width, height));
    for name in ["one.txt", "two.txt", "three.txt", "four.txt"] {
        desk.act(Action::Open(name.into()));
    }
    let dismiss = |desk: &Desk| {
        let all = desk.window.query_all_by_label("Dismiss: Not opened");
        all.map(|button| button.rect()).collect::<Vec<_>>()
    };
    let shown = dismiss(&desk).iter().filter(|at| at.top() > 0.0).count();
    assert!(shown > 1, "there is room for two");
    for left in (1..=4).rev() {
        let places = dismiss(&desk);
        assert_eq!(places.len(), left);
        assert!(places.iter().all(|at| at.left() >= 0.0 && at.right() <= width), "{places:?}");
        desk.window.get_all_by_label("Dismiss: Not opened").next().unwrap().focus();
        desk.settle();
        let top = dismiss(&desk)[0];
        assert!(top.top() >= 0.0 && top.bottom() <= height, "{top:?}");
        desk.key(Key::Enter);
    }
}

#[test]
fn a_headline_without_end_does_not_hold_up_the_window() {
    let mut desk =
        Desk::with_name("story.md", &format!("# {}\n\nThe end.\n", "word ".repeat(40_000)));
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert!(document.title().len() > 100_000);
    let start = Instant::now();
    desk.settle();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Whether frames come to an end when nothing happens.
fn comes_to_rest(desk: &mut Desk) -> bool {
    desk.settle();
    desk.window.run_ok().is_some()
}

#[test]
fn an_outline_that_is_not_shown_asks_for_no_frames() {
    let section = |n: usize| format!("## Section {n}\n\n{}\n", "Some words of it. ".repeat(150));
    let story: String = (1..9).map(section).collect();
    let mut desk = Desk::with_name("story.md", &story);
    desk.act(Action::Focus(obelus::workspace::Field::Outline));
    assert!(comes_to_rest(&mut desk), "shown");
    desk.type_into("Filter headings", "nowhere");
    desk.window.get_by_label("No heading fits the filter.");
    assert!(comes_to_rest(&mut desk), "without a row");
    desk.act(Action::Focus(obelus::workspace::Field::Page));
    desk.window.set_size(vec2(700.0, 800.0));
    let at = desk.review().text().find("Section 5").unwrap();
    let range = TextRange::checked(desk.review().text(), at, at + 7).unwrap();
    desk.act(Action::VisitTop(range));
    assert!(desk.window.query_by_label("Filter headings").is_none());
    assert!(comes_to_rest(&mut desk), "without room");
}

#[test]
fn menus_without_room_are_one_menu_that_keys_open() {
    let mut desk = Desk::with("The cost rose.");
    assert!(desk.window.query_by_label("Menu").is_none());
    desk.window.set_size(vec2(200.0, 150.0));
    desk.settle();
    assert!(desk.window.query_by_label("File").is_none());
    desk.key(Key::F10);
    assert!(desk.window.get_by_label("Menu").is_focused());
    desk.key(Key::Enter);
    desk.key(Key::ArrowDown);
    assert!(desk.window.get_by_label("File").is_focused());
    desk.key(Key::ArrowRight);
    desk.settle();
    desk.window.get_by_label("Open recent");
}

#[test]
fn nothing_of_the_bars_and_the_page_is_outside_of_the_smallest_window() {
    let mut desk = Desk::with_name("story.md", STORY);
    for (width, height) in [(200.0, 150.0), (300.0, 150.0), (480.0, 600.0)] {
        desk.window.set_size(vec2(width, height));
        desk.settle();
        let parts = desk.window.query_all(by().recursive(true).predicate(|_| true));
        let outside: Vec<_> = parts
            .filter(|part| part.accesskit_node().raw_bounds().is_some())
            .filter(|part| part.rect().left() < 0.0 || part.rect().right() > width)
            .map(|part| format!("{:?} {:?}", part.accesskit_node().label(), part.rect()))
            .collect();
        assert!(outside.is_empty(), "{width} x {height}: {outside:#?}");
    }
    desk.window.get_by_label("No changes");
}
