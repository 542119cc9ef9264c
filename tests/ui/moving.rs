//! Moving and selecting on the page by keys, and going to places.

use egui::{Event, Key, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::Queryable as _;
use obelus::store::Snap;
use obelus::workspace::Action;

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent. Mr. Hale paid it.\n\nNobody saw it.\n";

fn selected(desk: &Desk) -> &str {
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    document.selection.range().of(document.review.text())
}

fn caret_words(desk: &Desk, len: usize) -> &str {
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    let at = document.selection.focus.as_usize();
    &document.review.text()[at..at + len]
}

#[test]
fn alt_and_the_arrows_go_by_sentence_and_shift_selects() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::Home);
    for words in ["The cost", "Mr. Hale", "Nobody s"] {
        desk.keys(Modifiers::ALT, Key::ArrowDown);
        assert_eq!(caret_words(&desk, 8), words);
    }
    desk.keys(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(selected(&desk), "Mr. Hale paid it.\n\n");
}

#[test]
fn home_and_end_stay_on_their_line_where_a_long_word_is_broken() {
    let mut desk = Desk::with(&"m".repeat(400));
    desk.keys(Modifiers::COMMAND, Key::Home);
    let caret = |desk: &Desk| {
        let document = desk.window.state().workspace().document.as_ref().unwrap();
        document.selection.focus.as_usize()
    };
    desk.key(Key::End);
    let end = caret(&desk);
    assert!((20..200).contains(&end), "{end}");
    desk.key(Key::End);
    assert_eq!(caret(&desk), end);
    desk.key(Key::Home);
    assert_eq!(caret(&desk), 0);
    desk.key(Key::ArrowDown);
    assert_eq!(caret(&desk), end);
    desk.key(Key::End);
    assert_eq!(caret(&desk), 2 * end);
}

#[test]
fn copy_waits_for_the_keys_before_it() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::Home);
    let key = Event::Key {
        key: Key::ArrowRight,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::SHIFT | Modifiers::COMMAND,
    };
    assert_eq!(desk.copied_by([key, Event::Copy]), ["The"]);
}

#[test]
fn a_selection_by_keys_snaps_when_shift_is_let_go_of() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::SetSnap(Snap::Words));
    desk.keys(Modifiers::COMMAND, Key::Home);
    desk.window.event(Event::Key {
        key: Key::ArrowRight,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::SHIFT,
    });
    desk.settle();
    assert_eq!(selected(&desk), "The");
}

#[test]
fn escape_lets_go_of_the_selection_and_keeps_the_mark() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.select("Nobody");
    desk.key(Key::Escape);
    assert_eq!(selected(&desk), "");
    desk.window.get_by_label("Verdict: wrong");
}

#[test]
fn a_click_in_the_margin_lets_go_of_the_selection() {
    let mut desk = Desk::with(STORY);
    desk.select("Nobody");
    let pos = pos2(320.0, 600.0);
    desk.window.event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        desk.window.event(Event::PointerButton { pos, button, pressed, modifiers });
    }
    desk.settle();
    assert_eq!(selected(&desk), "");
}

#[test]
fn go_to_tells_where_before_it_goes() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::G);
    desk.type_into("Place to go to", "p 3");
    desk.window.get_by_label("Block 3, paragraph");
    desk.key(Key::Enter);
    assert!(desk.window.query_by_label("Block 3, paragraph").is_none());
    assert_eq!(caret_words(&desk, 6), "Nobody");
    desk.keys(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(caret_words(&desk, 8), "The tram");
}

#[test]
fn the_side_buttons_of_the_mouse_go_back_and_forward() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::G);
    desk.type_into("Place to go to", "¶3");
    desk.key(Key::Enter);
    for (button, words) in [(PointerButton::Extra1, "The tr"), (PointerButton::Extra2, "Nobody")] {
        for pressed in [true, false] {
            let (pos, modifiers) = (pos2(700.0, 400.0), Modifiers::NONE);
            desk.window.event(Event::PointerButton { pos, button, pressed, modifiers });
        }
        desk.settle();
        assert_eq!(caret_words(&desk, 6), words);
    }
}
