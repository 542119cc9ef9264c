//! The whole window without a mouse.

use std::collections::BTreeSet;

use egui::accesskit::{Action as Ask, NodeId, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use obelus::workspace::{Action, Dialog};

use crate::desk::Desk;

const STORY: &str = "The tram\n\nThe cost rose by 12 per cent, to 12.4 million crowns. \
    It opened in March.\n\nA second paragraph says more.\n";

fn with_marks() -> Desk {
    let mut desk = Desk::with(STORY);
    for (words, key) in [("12 per cent", Key::C), ("It opened in March", Key::Q)] {
        desk.select(words);
        desk.key(key);
    }
    desk.key(Key::Num3);
    desk
}

/// What has the keyboard: its id, role and name.
fn focused(desk: &Desk) -> (NodeId, Role, String) {
    let nodes = desk.window.query_all(by().predicate(|node| node.is_focused()));
    let node = nodes.last().unwrap().accesskit_node();
    (node.locate().0, node.role(), node.label().unwrap_or_default())
}

/// Everything that can have the keyboard. Marks in the text are reached by the caret and by J and K.
fn reachable(desk: &Desk) -> Vec<(NodeId, String)> {
    let takes_keys = by().predicate(|node| {
        node.data().supports_action(Ask::Focus) && !node.is_disabled() && node.role() != Role::Mark
    });
    let nodes = desk.window.query_all(takes_keys).map(|node| {
        let node = node.accesskit_node();
        (node.locate().0, format!("{:?} {:?}", node.role(), node.label().unwrap_or_default()))
    });
    nodes.collect()
}

#[test]
fn alt_and_a_letter_open_no_menu_behind_a_dialog() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Show(Dialog::Keys));
    desk.keys(Modifiers::ALT, Key::F);
    assert!(desk.window.query_by_label_contains("Open recent").is_none());
}

#[test]
fn tab_reaches_everything_in_order_and_everything_has_a_name() {
    let mut desk = with_marks();
    desk.keys(Modifiers::NONE, Key::F10);
    let first = focused(&desk);
    assert_eq!(first.2, "File");
    let mut order = vec![first.clone()];
    let all = reachable(&desk);
    for _ in 0..all.len() + 5 {
        desk.key(Key::Tab);
        let now = focused(&desk);
        if now.0 == first.0 {
            break;
        }
        order.push(now);
    }
    let reached: BTreeSet<NodeId> = order.iter().map(|(id, ..)| *id).collect();
    let missed: Vec<&String> =
        all.iter().filter(|(id, _)| !reached.contains(id)).map(|(_, name)| name).collect();
    assert!(missed.is_empty(), "Tab never comes to {missed:#?}");
    let nameless: Vec<&Role> =
        order.iter().filter(|(_, _, name)| name.is_empty()).map(|(_, role, _)| role).collect();
    assert!(nameless.is_empty(), "no name: {nameless:?}");

    let at = |wanted: &str| {
        let found = order.iter().position(|(_, _, name)| name == wanted);
        found.unwrap_or_else(|| panic!("{wanted} in {order:#?}"))
    };
    let stations =
        ["File", "Filter marks", "Article", "Verdict: confirmed", "Reviewer: Mara Kern, checker"];
    assert!(stations.map(at).is_sorted(), "bar, list, page, inspector, status: {order:#?}");
}

#[test]
fn f6_goes_through_the_areas_and_back() {
    let mut desk = with_marks();
    let mut visited = Vec::new();
    for modifiers in [Modifiers::NONE, Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT] {
        desk.keys(modifiers, Key::F6);
        visited.push(focused(&desk).2);
    }
    let row = "Mark 2, quote, wrong, missing evidence: It opened in March";
    assert_eq!(visited, ["Verdict: wrong", row, "Article", row]);
}

#[test]
fn arrows_go_through_the_list_beyond_what_is_in_sight() {
    let paragraphs: Vec<String> = (0..40).map(|n| format!("Paragraph {n} has words.")).collect();
    let mut desk = Desk::with(&paragraphs.join("\n\n"));
    for n in 0..40 {
        desk.select(&format!("Paragraph {n} "));
        desk.key(Key::C);
    }
    desk.keys(Modifiers::SHIFT, Key::F6);
    desk.key(Key::Home);
    for _ in 0..30 {
        desk.key(Key::ArrowDown);
    }
    assert_eq!(focused(&desk).2, "Mark 31, claim, nothing yet: Paragraph 30");
    desk.key(Key::End);
    desk.key(Key::Space);
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert_eq!(document.selected, Some(desk.mark(40).id));
}

#[test]
fn a_menu_is_opened_walked_and_left_by_keys() {
    let mut desk = with_marks();
    desk.keys(Modifiers::NONE, Key::F10);
    desk.key(Key::ArrowRight);
    assert_eq!(focused(&desk).2, "Edit");
    desk.key(Key::Enter);
    desk.key(Key::ArrowDown);
    assert!(focused(&desk).2.starts_with("Redo") || focused(&desk).2.starts_with("Undo"));
    desk.key(Key::Escape);
    assert_eq!(desk.review().mark_count(), 2);
}

#[test]
fn tab_goes_through_the_numbers_of_a_line_as_they_are_read() {
    let mut desk = with_marks();
    desk.keys(Modifiers::NONE, Key::F10);
    let mut names = Vec::new();
    for _ in 0..reachable(&desk).len() {
        desk.key(Key::Tab);
        names.push(focused(&desk).2);
    }
    // The rows of the list give the words too.
    let is_number = |name: &&String| name.starts_with("Mark ") && !name.contains(": ");
    let numbers: Vec<&String> = names.iter().filter(is_number).collect();
    assert_eq!(numbers.len(), 2, "{names:#?}");
    assert!(numbers.is_sorted(), "{numbers:#?}");
}

#[test]
fn a_dialog_keeps_the_keyboard_and_gives_it_back() {
    let mut desk = with_marks();
    desk.keys(Modifiers::SHIFT, Key::F6);
    let row = focused(&desk);
    desk.act(obelus::workspace::Action::Show(obelus::workspace::Dialog::Reviewer));
    for _ in 0..8 {
        desk.key(Key::Tab);
        let inside = ["Name", "Initials", "Role", "Take over", "Cancel"];
        assert!(inside.contains(&focused(&desk).2.as_str()), "{:?}", focused(&desk));
    }
    desk.key(Key::Escape);
    assert_eq!(focused(&desk), row);
}

#[test]
fn at_200_per_cent_both_sides_come_when_they_are_asked_for() {
    let mut desk = with_marks();
    desk.window.set_size(egui::vec2(640.0, 400.0)); // 1280x800 at 200 per cent
    desk.settle();
    assert!(desk.window.query_by_label("Filter marks").is_none());
    desk.key(Key::F8);
    desk.window.get_by_label("Filter marks");
    desk.key(Key::F9);
    desk.window.get_by_label("Verdict: cut");
    assert!(desk.window.query_by_label("Filter marks").is_none());
    desk.key(Key::Escape);
    desk.window.get_by_role_and_label(Role::Document, "Article");
}

#[test]
fn the_window_grows_by_keys_and_stays_so() {
    let mut desk = with_marks();
    desk.keys(Modifiers::COMMAND | Modifiers::ALT, Key::Plus);
    desk.keys(Modifiers::COMMAND | Modifiers::ALT, Key::Plus);
    assert!((desk.window.ctx.zoom_factor() - 1.25).abs() < 1e-6);
    desk.reopen();
    assert!((desk.window.ctx.zoom_factor() - 1.25).abs() < 1e-6);
}

#[test]
fn alt_and_a_letter_opens_a_menu() {
    let mut desk = with_marks();
    desk.keys(Modifiers::ALT, Key::E);
    assert_eq!(focused(&desk).2, "Edit");
    desk.window.get_by_label_contains("Undo verdict wrong");
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert!(desk.mark(2).verdict.is_none(), "the first entry undoes");
}

#[test]
fn the_menu_at_the_caret_comes_by_key_and_goes_by_arrows() {
    let mut desk = with_marks();
    desk.keys(Modifiers::SHIFT, Key::F10);
    desk.key(Key::ArrowDown);
    let first = focused(&desk);
    assert_ne!(first.1, Role::Document, "{first:?}");
    desk.key(Key::ArrowDown);
    assert_ne!(focused(&desk), first);
    desk.key(Key::Escape);
    desk.settle();
    desk.key(Key::Num1);
    assert_eq!(desk.mark(2).verdict.as_ref().unwrap().verdict, obelus::model::Verdict::Confirmed);
}

#[test]
fn a_tooltip_comes_where_the_keyboard_rests() {
    let mut desk = with_marks();
    desk.key(Key::F6);
    desk.settle();
    desk.window.get_by_label("contradicted (key 3)");
    desk.key(Key::Tab);
    desk.settle();
    desk.window.get_by_label("some of it is right (key 4)");
    assert!(desk.window.query_by_label("contradicted (key 3)").is_none());
}
