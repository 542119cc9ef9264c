//! Fields for text, in scripts that egui's own turn round: typing, selecting, composing, undo.

use egui::accesskit::{Role, TextDirection};
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::desk::Desk;

const STORY: &str = "The tram\n\nThe cost rose by 12 per cent. It opened in March.\n";

const NOTE: &str = "Note on this mark";

/// A desk with a mark and the keyboard in its note, which says `text`.
fn noting(text: &str) -> Desk {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::N);
    if !text.is_empty() {
        paste(&mut desk, text);
    }
    desk
}

fn note(desk: &Desk) -> &str {
    &desk.mark(1).note
}

fn field(desk: &Desk) -> Node<'_> {
    desk.window.get_by_label(NOTE)
}

fn tags(desk: &Desk) -> Node<'_> {
    desk.window.get_by_role_and_label(Role::TextInput, "Tags")
}

fn type_in(desk: &mut Desk, text: &str) {
    desk.window.event(Event::Text(text.to_owned()));
    desk.settle();
}

fn paste(desk: &mut Desk, text: &str) {
    desk.window.event(Event::Paste(text.to_owned()));
    desk.settle();
}

fn ime(desk: &mut Desk, event: ImeEvent) {
    desk.window.event(Event::Ime(event));
    desk.settle();
}

fn preedit(text: &str) -> ImeEvent {
    ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }
}

/// The place of the caret in characters, as screen readers have it.
fn caret(desk: &Desk) -> usize {
    let node = field(desk).accesskit_node();
    node.text_selection_focus().unwrap().to_global_usv_index()
}

/// Presses so many times in a row.
fn press(desk: &mut Desk, at: Pos2, times: usize) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    let events = &mut desk.window.input_mut().events;
    events.push(Event::PointerMoved(at));
    for pressed in [true, false].repeat(times) {
        events.push(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    desk.settle();
}

#[test]
fn hebrew_is_typed_at_the_right_and_read_as_it_is_written() {
    let mut desk = noting("");
    for letter in ["ש", "ל", "ו", "ם", " ", "1", "2"] {
        type_in(&mut desk, letter);
    }
    assert_eq!(note(&desk), "שלום 12");
    let node = field(&desk);
    assert_eq!(node.value().as_deref(), Some("שלום 12"));
    assert_eq!(node.accesskit_node().role(), Role::MultilineTextInput);
    assert_eq!(node.accesskit_node().document_range().text(), "שלום 12");
    let runs: Vec<_> = node.children().map(|run| run.accesskit_node()).collect();
    assert_eq!(runs[0].data().text_direction(), Some(TextDirection::RightToLeft));
    let right = runs[0].raw_bounds().unwrap().x1;
    let inside = f64::from(node.rect().right()) - right;
    assert!((0.0..20.0).contains(&inside), "the text begins {inside} points from the right");
}

#[test]
fn arrows_go_as_the_text_is_seen_and_shift_selects() {
    let mut desk = noting("ab שלום");
    desk.key(Key::Home);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    type_in(&mut desk, "x");
    assert_eq!(note(&desk), "x שלום");
    // The first step passes the space, the second the letter that is seen first: the last one.
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowRight);
    type_in(&mut desk, "ב");
    assert_eq!(note(&desk), "x שלובם");
    desk.keys(Modifiers::COMMAND, Key::A);
    let cut = desk.copied_by([Event::Cut]);
    assert_eq!((cut.as_slice(), note(&desk)), (["x שלובם".to_owned()].as_slice(), ""));
}

#[test]
fn a_field_undoes_what_was_pasted_and_typed() {
    let mut desk = noting("");
    type_in(&mut desk, "قال ");
    paste(&mut desk, "one\r\ntwo");
    assert_eq!(note(&desk), "قال one\ntwo");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(note(&desk), "قال ");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(note(&desk), "");
    desk.keys(Modifiers::COMMAND, Key::Y);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(note(&desk), "قال one\ntwo");
    assert_eq!(desk.review().mark_count(), 1, "the review itself undid nothing");
}

#[test]
fn what_an_input_method_composes_is_shown_and_then_typed_once() {
    let mut desk = noting("x");
    ime(&mut desk, preedit("に"));
    ime(&mut desk, preedit("日ほ"));
    assert_eq!(field(&desk).value().as_deref(), Some("x日ほ"));
    let output = &desk.window.output().platform_output;
    let place = output.ime.unwrap().cursor_rect;
    assert!(field(&desk).rect().expand(2.0).contains_rect(place), "{place}");
    ime(&mut desk, ImeEvent::Commit("日本".to_owned()));
    assert_eq!(note(&desk), "x日本");
    ime(&mut desk, preedit("ご"));
    ime(&mut desk, preedit(""));
    assert_eq!(note(&desk), "x日本");
}

#[test]
fn one_click_places_the_caret_two_take_a_word_and_three_the_paragraph() {
    let mut desk = noting("he said אמרה now\nmore");
    let rect = field(&desk).rect();
    let at = pos2(rect.left() + 30.0, rect.top() + 12.0);
    press(&mut desk, at, 1);
    let first = caret(&desk);
    assert!((2..=5).contains(&first), "{first}");
    press(&mut desk, at, 2);
    assert_eq!(desk.copied_by([Event::Copy]), ["said"]);
    press(&mut desk, at, 3);
    assert_eq!(desk.copied_by([Event::Copy]), ["he said אמרה now"]);
}

#[test]
fn an_assistive_tool_sets_the_text_and_the_selection_is_told() {
    let mut desk = noting("one\n\nשלום");
    assert_eq!(caret(&desk), "one\n\nשלום".chars().count());
    desk.keys(Modifiers::COMMAND, Key::Home);
    desk.key(Key::ArrowDown);
    assert_eq!(caret(&desk), 4);
    assert_eq!(field(&desk).accesskit_node().document_range().text(), "one\n\nשלום");
    field(&desk).set_text_value_accesskit("otherwise");
    desk.settle();
    assert_eq!(note(&desk), "otherwise");
    field(&desk).replace_selected_text_accesskit("!");
    desk.settle();
    assert_eq!(note(&desk), "otherwise!");
}

#[test]
fn a_line_stays_one_line_and_shows_the_caret_however_long_it_is() {
    let mut desk = noting("");
    tags(&desk).focus();
    desk.settle();
    paste(&mut desk, &"מילה ארוכה\n".repeat(20));
    assert!(!tags(&desk).value().unwrap().contains('\n'));
    let place = desk.window.output().platform_output.ime.unwrap().cursor_rect;
    assert!(tags(&desk).rect().contains_rect(place), "{place}");
    desk.key(Key::Enter);
    assert!(!tags(&desk).is_focused());
}

#[test]
fn a_long_note_is_not_set_again_while_it_stays_the_same() {
    let mut desk = noting(&"He said it cost 12.4 million, אמרה.\n".repeat(2500));
    desk.window.step();
    assert_eq!(desk.window.state().last_frame().laid_out, 0);
    type_in(&mut desk, "x");
    assert!(note(&desk).ends_with('x'));
    desk.window.event(Event::Text("y".to_owned()));
    desk.window.step();
    assert_eq!(desk.window.state().last_frame().laid_out, 1, "only the paragraph that changed");
}
