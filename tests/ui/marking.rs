//! Marking, settling, undoing: by keys and by buttons.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::model::{MarkKind, Verdict};

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent, to 12.4 million crowns. It opened in March.\n";

#[test]
fn c_q_and_s_mark_the_selected_words() {
    let mut desk = Desk::with(STORY);
    for (words, key, kind) in [
        ("12 per cent", Key::C, MarkKind::Claim),
        ("It opened in March", Key::Q, MarkKind::Quote),
        ("The cost", Key::S, MarkKind::Source),
    ] {
        desk.select(words);
        desk.key(key);
        let number = u32::try_from(desk.review().mark_count()).unwrap();
        assert_eq!((desk.words(number), desk.mark(number).kind()), (words, kind));
    }
}

#[test]
fn the_bar_at_the_selection_marks_as_well() {
    let mut desk = Desk::with(STORY);
    desk.select("12.4 million crowns");
    desk.click("Claim C");
    assert_eq!(desk.words(1), "12.4 million crowns");
}

#[test]
fn a_digit_gives_the_verdict_and_the_margin_says_it() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num3);
    assert_eq!(desk.mark(1).verdict.as_ref().unwrap().verdict, Verdict::Wrong);
    desk.window.get_by_label("Mark 1, claim, wrong, missing evidence");
}

#[test]
fn the_verdict_buttons_give_and_take_the_verdict() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.click("Verdict: disputed");
    assert_eq!(desk.mark(1).verdict.as_ref().unwrap().verdict, Verdict::Disputed);
    desk.click("Verdict: disputed");
    assert!(desk.mark(1).verdict.is_none());
}

#[test]
fn words_are_selected_by_keyboard_alone() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::Home);
    desk.key(Key::ArrowDown);
    desk.key(Key::Home);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    desk.key(Key::C);
    assert_eq!(desk.words(1), "The cost");
}

#[test]
fn undo_and_redo_bring_the_same_mark_back() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    let id = desk.mark(1).id;
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.review().mark_count(), 0);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.mark(1).id, id);
}

#[test]
fn a_deleted_marks_number_is_not_given_again() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Delete);
    desk.select("March");
    desk.key(Key::C);
    assert_eq!(desk.words(2), "March");
    assert_eq!(desk.review().mark_count(), 1);
}

#[test]
fn evidence_is_added_and_typed_by_keyboard() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::E);
    desk.window.get_by_label("Passage").type_text("from 10.4 to 12.4 million");
    desk.settle();
    assert_eq!(desk.mark(1).evidence[0].passage, "from 10.4 to 12.4 million");
}

#[test]
fn typing_in_one_field_is_one_step_of_undo() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    for word in ["a ", "long ", "note"] {
        desk.type_into("Note on this mark", word);
    }
    assert_eq!(desk.mark(1).note, "a long note");
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.mark(1).note, "");
    assert_eq!(desk.review().mark_count(), 1);
}

#[test]
fn moving_an_end_kills_the_tick() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num9);
    desk.key(Key::CloseBracket);
    assert_eq!(desk.words(1), "12 per cent, to");
    desk.window.get_by_label("Mark 1, claim, opinion, recheck");
}

#[test]
fn a_review_is_there_again_the_next_day() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num3);
    desk.reopen();
    assert_eq!(desk.words(1), "12 per cent");
    assert!(desk.sidecar().contains("exact: \"12 per cent\""));
    desk.window.get_by_label("Mark 1, claim, wrong, missing evidence");
}

#[test]
fn words_that_need_no_check_leave_the_open_ones() {
    let mut desk = Desk::with(STORY);
    let open = desk.review().tally().open;
    desk.select("It opened");
    desk.key(Key::X);
    assert_eq!(desk.review().tally().open, open - 2);
    desk.key(Key::X);
    assert_eq!(desk.review().tally().open, open);
}

#[test]
fn keys_pressed_within_one_frame_all_count_in_order() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    for key in [Key::C, Key::Num3, Key::E] {
        desk.window.key_down(key);
        desk.window.key_up(key);
    }
    desk.window.event(egui::Event::Text("twelve".to_owned()));
    desk.settle();
    assert_eq!(desk.review().mark_count(), 1);
    assert_eq!(desk.mark(1).verdict.as_ref().unwrap().verdict, Verdict::Wrong);
    assert_eq!(desk.mark(1).evidence[0].passage, "twelve");
}

#[test]
fn the_same_words_are_not_marked_twice_as_the_same_kind() {
    let mut desk = Desk::with(STORY);
    for _ in 0..2 {
        desk.select("12 per cent");
        desk.key(Key::C);
    }
    assert_eq!(desk.review().mark_count(), 1);
    desk.select("12 per cent");
    desk.key(Key::S);
    assert_eq!(desk.review().mark_count(), 2);
}

#[test]
fn marking_lets_go_of_the_selection() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.window.get_by_label("Claim C");
    desk.key(Key::C);
    assert!(desk.window.query_by_label("Claim C").is_none());
}

#[test]
fn a_field_keeps_the_keyboard_when_what_was_missing_is_met() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num3);
    desk.key(Key::E);
    for letter in ["1", "9", "c"] {
        desk.window.event(egui::Event::Text(letter.to_owned()));
        desk.settle();
    }
    assert_eq!(desk.mark(1).evidence[0].passage, "19c");
    assert_eq!(desk.mark(1).verdict.as_ref().unwrap().verdict, Verdict::Wrong);
    assert_eq!(desk.review().mark_count(), 1);
}

#[test]
fn shift_makes_another_command_of_a_letter() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.keys(Modifiers::SHIFT, Key::C);
    desk.keys(Modifiers::ALT, Key::E);
    assert_eq!(desk.review().mark_count(), 0);
}
