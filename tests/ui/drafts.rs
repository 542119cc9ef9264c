//! The next draft in the window: its summary, what it leaves to do, and the drafts before it.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use obelus::model::{DraftFlag, MarkKind, Verdict};
use obelus::workspace::{Action, Change, Jobs};

use crate::desk::Desk;

const STORY: &str = "Costs rose 12 per cent in May.\n\nAda Pell, who is 61, was asked about it.\n\nNobody else was ever asked.";

/// A desk with three judged marks, and the next draft of the story beside it.
fn desk() -> Desk {
    let mut desk = Desk::with(STORY);
    for words in ["rose 12 per cent in May", "who is 61", "Nobody else was ever asked"] {
        desk.select(words);
        desk.act(Action::Change(Change::AddMark(MarkKind::Claim)));
        desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    }
    let next = STORY.replace("12 per cent", "13 per cent").replace(", who is 61,", "");
    let path = desk.write("second.txt", &next);
    desk.act(Action::ReadDraft(path));
    desk
}

fn number(desk: &Desk) -> u32 {
    desk.review().draft().number
}

#[test]
fn the_summary_is_looked_at_before_a_draft_is_taken() {
    let mut desk = desk();
    desk.window.get_by_label("words changed: 1 mark, shown");
    desk.window.get_by_label("cut: 1 mark, shown");
    desk.click("unchanged: 1 mark, folded");
    desk.window.get_by_label_contains("Mark 3, claim, unchanged: Nobody else was ever asked");
    desk.click("Cancel");
    assert_eq!(number(&desk), 1);
    let path = desk.write("third.txt", &STORY.replace("12", "14"));
    desk.act(Action::ReadDraft(path));
    desk.type_into("Label of the draft", "after legal");
    desk.click("Take draft 2");
    assert_eq!((number(&desk), desk.review().draft().label.as_str()), (2, "after legal"));
}

#[test]
fn the_reading_of_a_draft_is_ended_in_the_status_bar() {
    let ((news, heard), (go, wait)) = (channel(), channel::<()>());
    let hold = Mutex::new((news, wait));
    let wake = move || {
        if std::thread::current().name() == Some("new draft") {
            let (news, wait) = &*hold.lock().unwrap();
            let _gone = news.send(());
            let _ended = wait.recv();
        }
    };
    let mut desk = Desk::with_jobs(STORY, Jobs::threaded(Arc::new(wake)));
    let path = desk.write("second.txt", &"Another story.\n\n".repeat(2000));
    desk.act(Action::ReadDraft(path));
    heard.recv().unwrap();
    desk.settle();
    desk.window.get_by_label_contains("Reading second.txt … 1 %");
    desk.click("Cancel reading");
    assert!(desk.window.query_by_label_contains("Reading second.txt").is_none());
    drop(go);
    desk.finish();
    assert!(desk.window.state().workspace().arrival().is_none());
    assert!(desk.window.query_by_label("Cancel reading").is_none());
}

#[test]
fn the_file_of_an_older_draft_opens_its_review_and_shows_that_draft_on_request() {
    let mut desk = desk();
    desk.click("Take draft 2");
    let path = desk.write("third.txt", &STORY.replace("12", "14"));
    desk.act(Action::ReadDraft(path));
    desk.click("Take draft 3");
    desk.act(Action::Save);
    desk.act(Action::CloseReview);
    let second = desk.beside("second.txt");
    desk.act(Action::Open(second));
    assert_eq!((number(&desk), desk.review().mark_count()), (3, 3));
    desk.window.get_by_label_contains("second.txt holds draft 2");
    desk.click("Show the older draft: About this review");
    assert_eq!((number(&desk), desk.words(1)), (2, "rose 13 per cent in May"));
}

#[test]
fn escape_leaves_a_draft_and_enter_takes_it_unless_it_is_another_article() {
    let mut desk = desk();
    desk.key(Key::Escape);
    assert_eq!(number(&desk), 1);
    let path = desk.write("another.txt", "Wholly other words; nothing like them was seen before.");
    desk.act(Action::ReadDraft(path));
    desk.key(Key::Enter);
    assert_eq!((number(&desk), desk.window.state().workspace().dialog), (1, None));
    let path = desk.write("third.txt", &STORY.replace("12", "14"));
    desk.act(Action::ReadDraft(path));
    desk.key(Key::Enter);
    assert_eq!(number(&desk), 2);
    let another = desk.beside("another.txt");
    desk.act(Action::ReadDraft(another));
    desk.click("Carry the marks all the same");
    desk.key(Key::Enter);
    assert_eq!(number(&desk), 3, "who has said so is asked no more");
}

#[test]
fn what_a_draft_leaves_to_do_is_done_by_keys() {
    let mut desk = desk();
    desk.click("Take draft 2");
    desk.act(Action::SelectMark(Some(desk.mark(2).id)));
    desk.key(Key::D);
    desk.window.get_by_label("Verdict: opinion, given on other words");
    desk.window.get_by_label("rose 12 per cent in May");
    desk.key(Key::R);
    assert_eq!((desk.mark(1).flag(), desk.words(1)), (None, "rose 13 per cent in May"));
    desk.key(Key::D);
    assert_eq!(desk.mark(2).flag(), Some(DraftFlag::Cut));
    desk.window.get_by_label("Place here");
    desk.click("Confirm as cut");
    assert!(desk.mark(2).is_out());
    desk.act(Action::Change(Change::Undo));
    desk.click("to place 1");
    desk.select("Ada Pell");
    desk.key(Key::P);
    assert_eq!((desk.mark(2).flag(), desk.words(2)), (Some(DraftFlag::Changed), "Ada Pell"));
}

#[test]
fn of_several_places_each_is_shown_and_one_is_chosen() {
    let mut desk = Desk::with("Ada Pell wrote it all.\n\nIt rained.\n\nIt snowed.");
    desk.select("Ada Pell wrote it all");
    desk.act(Action::Change(Change::AddMark(MarkKind::Claim)));
    let next =
        "It rained.\n\nNow: Ada Pell wrote it all.\n\nIt snowed.\n\nNow: Ada Pell wrote it all.";
    let path = desk.write("second.txt", next);
    desk.act(Action::ReadDraft(path));
    desk.window.get_by_label_contains("now: 2 places to choose from");
    desk.click("Take draft 2");
    desk.key(Key::D);
    desk.window.get_by_label("Show place 1 in block 2");
    desk.click("Show place 2 in block 4");
    desk.click("Place here P");
    let second = next.rfind("Ada Pell").unwrap();
    assert_eq!(desk.mark(1).range().map(|range| range.start().as_usize()), Some(second));
    assert!(desk.window.query_by_label("Place here P").is_none());
}

#[test]
fn drafts_are_compared_with_their_checks_from_change_to_change() {
    let mut desk = desk();
    desk.click("Take draft 2");
    desk.keys(egui::Modifiers::COMMAND, Key::D);
    desk.window.get_by_label_contains("Draft 1, words changed: Costs rose 12 per cent");
    desk.window.get_by_label_contains("Draft 2, words changed: Costs rose 13 per cent");
    desk.window.get_by_label("Draft 2, the same: Nobody else was ever asked.");
    desk.key(Key::D);
    desk.window.get_by_label("1 of 2 changes");
    desk.click("Only changes");
    assert!(desk.window.query_by_label("Draft 2, the same: Nobody else was ever asked.").is_none());
    desk.click("Mark 1, claim, recheck");
    assert_eq!(
        desk.window.state().workspace().document.as_ref().unwrap().selected,
        Some(desk.mark(1).id)
    );
    desk.key(Key::R);
    assert_eq!(desk.mark(1).flag(), None);
    desk.key(Key::Escape);
    assert!(desk.window.state().workspace().compare().is_none());
}

#[test]
fn drafts_that_have_room_in_the_window_are_not_scrolled_from_change_to_change() {
    let mut desk = desk();
    desk.click("Take draft 2");
    desk.keys(egui::Modifiers::COMMAND, Key::D);
    let first = "Draft 1, words changed: Costs rose 12 per cent in May.";
    let place = desk.window.get_by_label(first).rect();
    desk.key(Key::D);
    desk.key(Key::D);
    desk.window.get_by_label("2 of 2 changes");
    desk.key(Key::End);
    assert_eq!(desk.window.get_by_label(first).rect(), place);
}

#[test]
fn where_drafts_stand_below_each_other_the_marks_of_both_can_be_pressed() {
    let mut desk = desk();
    desk.click("Take draft 2");
    desk.window.set_size(egui::vec2(560.0, 600.0));
    desk.keys(egui::Modifiers::COMMAND, Key::D);
    let of_old = desk.window.query_all_by_label("Mark 1, claim, opinion").count();
    let of_new = desk.window.query_all_by_label("Mark 1, claim, recheck").count();
    assert_eq!((of_old, of_new), (1, 1));
}

#[test]
fn an_older_draft_is_read_as_it_was_and_left_again() {
    let mut desk = desk();
    desk.click("Take draft 2");
    desk.click("Drafts");
    desk.click("Read draft 1");
    assert_eq!((number(&desk), desk.words(2)), (1, "who is 61"));
    desk.act(Action::Change(Change::DeleteMark));
    assert_eq!(desk.review().mark_count(), 3);
    desk.window.get_by_label_contains("as it was when the next draft came");
    desk.click("Back to the last draft, 2");
    assert_eq!(number(&desk), 2);
}
