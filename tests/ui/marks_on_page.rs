//! What is drawn for the marks, and what can be done with them on the page itself.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use obelus::model::{Mark, MarkKind};
use obelus::workspace::{Action, Change, Command, CommandEnv, Dialog, Shown, Typing};

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent, to 12.4 million crowns. It opened in March.\n";

impl Desk {
    /// Marks the first place of `words` as a claim.
    fn claim(&mut self, words: &str) {
        self.select(words);
        self.act(Action::Change(Change::AddMark(MarkKind::Claim)));
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        self.window.event(Event::PointerMoved(pos));
        self.window.event(Event::PointerButton { pos, button, pressed, modifiers });
        self.settle();
    }

    fn selected(&self) -> Option<u32> {
        let document = self.window.state().workspace().document.as_ref()?;
        document.selected_mark().map(|mark| mark.number)
    }
}

#[test]
fn forty_marks_on_the_same_words_take_no_more_lanes_than_there_is_room_for() {
    let words: Vec<String> = (0..90).map(|n| format!("word{n}")).collect();
    let mut desk = Desk::with(&words.join(" "));
    for n in 0..40 {
        desk.claim(&words[n..90 - n].join(" "));
    }
    assert_eq!(desk.review().mark_count(), 40);
    assert_eq!(desk.window.state().last_frame().marks, 4); // three lanes, and one for the rest
    // How many begin on a line is a matter of the font.
    let more = desk.window.query_all_by_label_contains("more marks begin on this line").count();
    assert!(more > 0);
}

#[test]
fn o_goes_through_the_marks_over_the_same_words() {
    let mut desk = Desk::with(STORY);
    desk.claim("The cost rose by 12 per cent");
    desk.claim("12 per cent");
    for expected in [1, 2, 1] {
        desk.key(Key::O);
        assert_eq!(desk.selected(), Some(expected));
    }
    desk.keys(Modifiers::SHIFT, Key::O);
    assert_eq!(desk.selected(), Some(2));
}

#[test]
fn h_shows_a_card_of_the_marks_here_and_escape_takes_it_away() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    assert!(desk.window.query_by_label("claim · nothing yet").is_none());
    desk.key(Key::H);
    desk.window.get_by_label("claim · nothing yet");
    desk.key(Key::Escape);
    assert!(desk.window.query_by_label("claim · nothing yet").is_none());
}

#[test]
fn settled_marks_and_the_numbers_can_be_left_out() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    let resolve = |command: Command| command.resolve(&CommandEnv::default()).unwrap();
    desk.act(resolve(Command::Shown(Shown::SettledMarks)));
    assert_eq!(desk.window.state().last_frame().marks, 1);
    desk.key(Key::Num9);
    let mark = Mark { note: "Hyperbole.".to_owned(), ..desk.mark(1).clone() };
    desk.act(Action::Change(Change::PutMark(Box::new(mark), "note", Typing::No)));
    assert_eq!(desk.window.state().last_frame().marks, 0);
    desk.act(resolve(Command::Shown(Shown::SettledMarks)));
    assert_eq!(desk.window.state().last_frame().marks, 1);
    desk.window.get_by_label("Mark 1, claim, opinion");
    desk.act(resolve(Command::Shown(Shown::MarginNumbers)));
    assert!(desk.window.query_by_label("Mark 1, claim, opinion").is_none());
}

#[test]
fn an_end_of_the_selected_mark_is_dragged_to_another_word_in_one_step() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    let end = desk.window.get_by_label("End of mark 1").rect().center();
    let there = end + vec2(70.0, 0.0);
    desk.button(end, true);
    desk.window.event(Event::PointerMoved(there));
    desk.settle();
    assert_eq!(desk.words(1), "12 per cent"); // shown, and not done yet
    desk.key(Key::Escape);
    desk.button(there, false);
    assert_eq!(desk.words(1), "12 per cent");

    desk.button(end, true);
    desk.window.event(Event::PointerMoved(there));
    desk.button(there, false);
    assert!(desk.words(1).starts_with("12 per cent, to"), "{}", desk.words(1));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.words(1), "12 per cent");
}

#[test]
fn a_click_on_a_handle_leaves_a_mark_that_was_set_letter_by_letter() {
    let mut desk = Desk::with(STORY);
    desk.claim("2 per ce");
    let end = desk.window.get_by_label("End of mark 1").rect().center();
    desk.button(end, true);
    desk.window.event(Event::PointerMoved(end + vec2(1.0, 0.0)));
    desk.button(end + vec2(1.0, 0.0), false);
    assert_eq!(desk.words(1), "2 per ce");
}

#[test]
fn a_handle_behind_a_dialog_cannot_be_pulled() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    let end = desk.window.get_by_label("End of mark 1").rect().center();
    desk.act(Action::Show(Dialog::Keys));
    desk.button(end, true);
    desk.window.event(Event::PointerMoved(end + vec2(70.0, 0.0)));
    desk.button(end + vec2(70.0, 0.0), false);
    assert_eq!(desk.words(1), "12 per cent");
}

#[test]
fn arrow_keys_move_the_end_that_has_the_focus() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    desk.window.get_by_label("Start of mark 1").focus();
    desk.settle();
    desk.key(Key::ArrowLeft);
    assert_eq!(desk.words(1), "by 12 per cent");
    desk.window.get_by_label("End of mark 1").focus();
    desk.settle();
    desk.key(Key::ArrowLeft);
    assert_eq!(desk.words(1), "by 12 per");
}

#[test]
fn cards_stand_in_the_margin_where_there_is_room_for_them() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    let card = "Card 1: claim · nothing yet";
    desk.key(Key::F7);
    assert!(desk.window.query_by_label(card).is_none()); // both panels are open
    desk.key(Key::F8);
    desk.key(Key::Escape);
    desk.act(Action::SelectMark(None));
    desk.click(card);
    assert_eq!(desk.selected(), Some(1));
    desk.key(Key::F7);
    assert!(desk.window.query_by_label(card).is_none());
}

#[test]
fn a_card_under_the_pointer_goes_with_a_key_that_changes_the_page_until_the_pointer_moves() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    desk.key(Key::Escape);
    let start = desk.window.get_by_label("Start of mark 1").rect().center();
    desk.window.event(Event::PointerMoved(start + vec2(40.0, 0.0)));
    desk.window.run_steps(90);
    desk.window.get_by_label("claim · nothing yet");
    desk.key(Key::Num9);
    desk.window.run_steps(90);
    assert!(desk.window.query_by_label_contains("claim · ").is_none());
    desk.window.event(Event::PointerMoved(start + vec2(42.0, 0.0)));
    desk.window.run_steps(90);
    desk.window.get_by_label_contains("claim · opinion");
}

#[test]
fn a_card_that_was_asked_for_tells_of_the_verdict_that_was_just_given() {
    let mut desk = Desk::with(STORY);
    desk.claim("12 per cent");
    desk.key(Key::H);
    desk.window.get_by_label("claim · nothing yet");
    desk.key(Key::Num9);
    desk.window.get_by_label_contains("claim · opinion");
}

#[test]
fn over_a_marked_link_one_card_tells_of_both() {
    let mut desk = Desk::with_name("story.md", "The [city report](https://example.org) says so.\n");
    desk.claim("city report");
    desk.key(Key::Escape);
    let start = desk.window.get_by_label("Start of mark 1").rect().center();
    desk.window.event(Event::PointerMoved(start + vec2(40.0, 0.0)));
    desk.window.run_steps(90);
    desk.window.get_by_label("claim · nothing yet");
    desk.window.get_by_label("https://example.org"); // and not twice
}
