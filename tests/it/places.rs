//! Going to places, back and forward, selecting and copying: without a window.

use obelus::model::MarkKind;
use obelus::text::{TextPos, TextRange};
use obelus::workspace::{Action, Change, Effect, GoTo, GoToError, Selection, Top, Unit};

use crate::workflow::Desk;

const STORY: &str = "The tram\n\nThe cost rose by 12 per cent. Mr. Hale paid.\n\nNobody saw it.\n";

fn range(desk: &Desk, words: &str) -> TextRange {
    let text = desk.document().review.text();
    let at = text.find(words).unwrap();
    TextRange::checked(text, at, at + words.len()).unwrap()
}

fn select(desk: &mut Desk, words: &str) {
    let range = range(desk, words);
    desk.act(Action::Select(Selection::of(range)));
}

fn selected(desk: &Desk) -> &str {
    desk.document().selection.range().of(desk.document().review.text())
}

/// Puts the caret and the page somewhere, as reading does.
fn stand(desk: &mut Desk, at: u32) -> Top {
    let top = Top { at: TextPos(at), hidden: 0.5 };
    desk.act(Action::Select(Selection::at(TextPos(at))));
    desk.workspace.remember_view(top, 0);
    top
}

fn going(desk: &Desk, typed: &str) -> Result<(String, String), GoToError> {
    let found = GoTo::parse(typed)?.find(desk.document())?;
    let words = found.range.of(desk.document().review.text()).to_owned();
    Ok((found.what, words))
}

#[test]
fn going_back_finds_the_caret_the_mark_and_the_page_as_they_were() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let mark = desk.document().selected;
    let top = stand(&mut desk, 14);
    let there = range(&desk, "Nobody");
    desk.act(Action::Visit(there));
    desk.act(Action::SelectMark(None));
    assert_eq!(desk.document().selection, Selection::at(there.start()));
    assert_eq!(desk.act(Action::GoBack), [Effect::Resume(top)]);
    assert_eq!(desk.document().selection, Selection::at(TextPos(14)));
    assert_eq!(desk.document().selected, mark);
    let told = &desk.workspace.announcement().text;
    assert_eq!(told, "Block 2, paragraph: cost rose by 12 per cent. Mr. Hale paid.");
    desk.act(Action::GoForward);
    assert_eq!(desk.document().selection, Selection::at(there.start()));
}

#[test]
fn a_place_outlives_the_mark_that_was_selected_there() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let there = range(&desk, "Nobody");
    desk.act(Action::Visit(there));
    desk.act(Action::Change(Change::Undo));
    assert_eq!(desk.act(Action::GoBack).len(), 1);
    assert_eq!(desk.document().selected, None);
}

#[test]
fn steps_through_the_marks_are_one_jump() {
    let mut desk = Desk::with(STORY);
    for words in ["tram", "cost", "Hale", "Nobody"] {
        desk.mark(words, MarkKind::Claim);
    }
    desk.act(Action::SelectMark(None));
    stand(&mut desk, 0);
    for _ in 0..3 {
        desk.act(Action::NextMark);
    }
    desk.act(Action::GoBack);
    assert_eq!(desk.document().selection, Selection::at(TextPos(0)));
}

#[test]
fn a_typed_place_is_told_with_its_words() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let found = |typed: &str| going(&desk, typed).unwrap();
    let told = |what: &str, words: &str| (what.to_owned(), words.to_owned());
    assert_eq!(found("1"), told("Mark 1, claim, nothing yet", "12 per cent"));
    assert_eq!(found("¶3"), told("Block 3, paragraph", "Nobody saw it."));
    assert_eq!(found("#TRAM"), told("Heading, block 1", "The tram"));
    assert_eq!(found("100%").1, "Nobody saw it.");
}

#[test]
fn a_place_that_is_not_there_is_told_in_words() {
    let desk = Desk::with(STORY);
    let told = |typed: &str| going(&desk, typed).unwrap_err().to_string();
    assert_eq!(told("7"), "There is no mark 7");
    assert_eq!(told("p 4"), "There is no block 4; the last one is 3");
    assert_eq!(told("p 0"), "There is no block 0; the last one is 3");
    assert_eq!(told("#bridge"), "No heading has “bridge” in it");
}

#[test]
fn a_selection_grows_and_shrinks_the_same_way() {
    let mut desk = Desk::with(STORY);
    let caret = Selection::at(range(&desk, "ost rose").start());
    desk.act(Action::Select(caret));
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk.act(Action::GrowSelection);
        seen.push(selected(&desk).to_owned());
    }
    assert_eq!(seen[..2], ["cost", "The cost rose by 12 per cent."]);
    for grown in seen.iter().rev() {
        assert_eq!(selected(&desk), grown);
        desk.act(Action::ShrinkSelection);
    }
    assert_eq!(desk.document().selection, caret);
}

#[test]
fn a_selection_that_was_moved_shrinks_no_more() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::SelectUnit(Unit::Word));
    desk.act(Action::GrowSelection);
    select(&mut desk, "Hale");
    desk.act(Action::ShrinkSelection);
    assert_eq!(selected(&desk), "Hale");
}

#[test]
fn a_copy_with_reference_says_what_and_where() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let copied = |desk: &mut Desk| match desk.act(Action::CopyReference).pop() {
        Some(Effect::Copy(words)) => words,
        other => panic!("{other:?}"),
    };
    let of_mark = "“12 per cent”\n— The tram, mark 1, claim, nothing yet, ¶2, story.txt";
    assert_eq!(copied(&mut desk), of_mark);
    select(&mut desk, "Mr. Hale paid.\n\nNobody");
    let plain = "“Mr. Hale paid.\n\nNobody”\n— The tram, ¶2–3, story.txt";
    assert_eq!(copied(&mut desk), plain);
}

#[test]
fn a_place_that_is_left_and_found_again_is_not_written_down_again() {
    let mut desk = Desk::with(STORY);
    desk.workspace.remember_view(Top::default(), 0);
    desk.workspace.save_settings();
    assert_eq!(desk.workspace.tick(0.0), None);
    stand(&mut desk, 14);
    assert!(desk.workspace.tick(1.0).is_some());
    desk.act(Action::Select(Selection::at(TextPos(0))));
    desk.workspace.remember_view(Top::default(), 0);
    assert_eq!(desk.workspace.tick(2.0), None);
}
