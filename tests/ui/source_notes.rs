//! What the writer's file brings along: comments, notes, and what could not be carried over.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use obelus::workspace::Command;

use crate::desk::Desk;

const DEED: &str = "Comment by Tomas Quell on “built in 1931”: Port archive, box 14: deed of 4 May \
                    1931.; 1 reply";

/// The sign beside the line and the row of the list have the same name.
fn count(desk: &Desk, name: &str) -> usize {
    desk.window.query_all_by_label(name).count()
}

#[test]
fn comments_have_signs_on_the_page_and_are_gone_through_by_key() {
    let mut desk = Desk::with_sample("harbour_wall.docx");
    assert_eq!(count(&desk, DEED), 1, "the sign");
    desk.key(Key::G);
    assert_eq!(count(&desk, DEED), 2, "the sign, and the row of the list that came up");
    desk.window.get_by_label("Seen. The deed says begun, not built.");
    desk.keys(Modifiers::SHIFT, Key::G);
    desk.window.get_by_label("Budget of the port for 2026, page 3.");
}

#[test]
fn a_comment_is_taken_over_by_one_key_and_only_once() {
    let mut desk = Desk::with_sample("harbour_wall.docx");
    desk.key(Key::G);
    desk.key(Key::T);
    assert_eq!(desk.words(1), "built in 1931");
    let evidence = &desk.mark(1).evidence[0];
    assert_eq!(evidence.passage, "Port archive, box 14: deed of 4 May 1931.");
    let source = desk.review().source(evidence.source.unwrap()).unwrap();
    assert_eq!(source.title, "Tomas Quell");
    desk.key(Key::T);
    assert_eq!(desk.mark(1).evidence.len(), 1);
    desk.window.get_by_label("Evidence of mark 1");
    desk.reopen();
    assert_eq!(count(&desk, &format!("{DEED}, evidence of mark 1")), 1);
}

#[test]
fn all_notes_are_taken_over_in_one_step_of_undo() {
    let mut desk = Desk::with_sample("harbour_wall.docx");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    desk.click(Command::TakeAllOver.spec().label);
    assert_eq!(desk.review().marks_in_order().map(|mark| mark.evidence.len()).sum::<usize>(), 6);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!((desk.review().mark_count(), desk.review().sources().count()), (0, 0));
}

#[test]
fn the_list_of_notes_is_narrowed_to_one_author_and_what_is_resolved() {
    let mut desk = Desk::with_sample("harbour_wall.docx");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert_eq!(count(&desk, DEED), 2);
    desk.click("Whose notes");
    desk.click("Edda Ito");
    assert_eq!(count(&desk, DEED), 1, "the sign stays on the page");
    desk.click("Which notes");
    desk.click("not resolved");
    desk.window.get_by_label("No note fits the choice.");
}

#[test]
fn a_loss_is_offered_after_opening_and_leads_to_its_place() {
    let mut desk = Desk::with_sample("harbour_wall.docx");
    desk.click("Show: Not all could be carried over");
    let loss =
        "Not carried over: a deletion by Edda Ito was left out: “a metre”, paragraph 5 · block 5";
    desk.window.get_by_label(loss);
    desk.key(Key::Enter);
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    let article = document.review.article();
    assert_eq!(article.block_index_at(document.selection.focus), 4);
}
