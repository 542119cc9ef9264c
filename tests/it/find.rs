//! Finding: exact places in any text, and the search of a workspace without its window.

use obelus::find::{Folded, Needle, Owner, Scope, find_all, search_fold};
use obelus::model::{Mark, MarkKind};
use obelus::testing;
use obelus::text::{TextPos, TextRange, is_grapheme_boundary, is_word_boundary, words};
use obelus::workspace::{Action, Change, Effect, FindAction, Selection, Typing, Wrapped};
use proptest::prelude::*;
use proptest::sample::select;

use crate::workflow::Desk;

/// Pieces that fold to another length, belong to their neighbours, or part blocks.
const PIECES: &[&str] = &[
    "a",
    "e",
    "s",
    "B",
    " ",
    "  ",
    "\n",
    "\u{a0}",
    "é",
    "É",
    "\u{301}",
    "ß",
    "æ",
    "İ",
    "…",
    ".",
    "“",
    "’",
    "'",
    "–",
    "-",
    "\u{ad}",
    "\u{200d}",
    "👩\u{200d}🚒",
    "👩",
    "🇩🇪",
    "漢",
    "नि",
    "न",
    "שָׁ",
    "ש",
    "12.4",
    "\u{202e}",
    "ﬁ",
    "\t",
];

fn pieces(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 1..most).prop_map(|pieces| pieces.concat())
}

/// Whether a stretch between two graphemes of one block folds like `needle`.
fn stands_in(text: &str, needle: &str) -> bool {
    text.split('\n').any(|block| {
        let whole = |at: usize| is_grapheme_boundary(block, TextPos::from_usize(at));
        let ends: Vec<usize> =
            (0..=block.len()).filter(|at| block.is_char_boundary(*at) && whole(*at)).collect();
        ends.iter().enumerate().any(|(n, start)| {
            ends[n..].iter().any(|end| search_fold(&block[*start..*end]).trim() == needle)
        })
    })
}

proptest! {
    #[test]
    fn folded_hits_are_whole_and_say_the_needle(text in pieces(24), typed in pieces(4)) {
        let needle = search_fold(&typed).trim().to_owned();
        prop_assume!(!needle.is_empty());
        let article = testing::article(&text);
        let folded = Folded::new(&article);
        let asked = Needle { text: needle.clone(), ..Needle::default() };
        let hits = find_all(&asked, &article, || &folded, &|| false).unwrap();
        let mut end = TextPos(0);
        for hit in &hits.places {
            prop_assert_eq!(search_fold(hit.of(&text)).trim().to_owned(), needle.clone());
            prop_assert!(is_grapheme_boundary(&text, hit.start()));
            prop_assert!(is_grapheme_boundary(&text, hit.end()));
            prop_assert!(hit.start() >= end);
            end = hit.end();
        }
        prop_assert_eq!(hits.places.is_empty(), !stands_in(&text, &needle));
    }

    #[test]
    fn every_way_of_looking_gives_places_of_the_text(
        text in pieces(24),
        typed in pieces(4),
        ways in any::<[bool; 4]>(),
    ) {
        let [match_case, whole_word, is_regex, folds] = ways;
        let article = testing::article(&text);
        let folded = Folded::new(&article);
        let needle = Needle { text: typed, match_case, whole_word, is_regex, folds };
        let Ok(hits) = find_all(&needle, &article, || &folded, &|| false) else { return Ok(()) };
        for hit in hits.places {
            prop_assert!(TextRange::checked(&text, hit.start().as_usize(), hit.end().as_usize()).is_some());
            prop_assert!(article.blocks().iter().any(|block| block.range.covers(hit)));
        }
    }

    #[test]
    fn the_ends_of_every_word_are_word_boundaries(text in pieces(24)) {
        let whole = TextRange::checked(&text, 0, text.len()).unwrap();
        for word in words(&text) {
            for at in [word.start, word.end] {
                prop_assert!(is_word_boundary(&text, whole, TextPos::from_usize(at)));
            }
        }
    }
}

const STORY: &str = "The tram\n\nThe cost rose. The “cost” is known: costly.\n";

fn find(desk: &mut Desk, action: FindAction) -> Vec<Effect> {
    desk.act(Action::Find(action))
}

fn look(desk: &mut Desk, text: &str) -> Vec<Effect> {
    let needle = desk.document().find.needle.clone();
    find(desk, FindAction::Look(Needle { text: text.to_owned(), ..needle }))
}

/// The index of the current hit, and where it stands.
fn here(desk: &Desk) -> (Option<usize>, u32) {
    (desk.document().find.current, desk.document().selection.anchor.0)
}

#[test]
fn typing_goes_to_the_first_hit_from_the_caret_and_steps_go_round() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Select(Selection::at(TextPos(16))));
    find(&mut desk, FindAction::Open);
    look(&mut desk, "co");
    look(&mut desk, "cost");
    assert_eq!(desk.document().find.total(), 3);
    assert_eq!(here(&desk).0, Some(1));
    find(&mut desk, FindAction::Next);
    assert_eq!((here(&desk).0, desk.document().find.wrapped), (Some(2), None));
    find(&mut desk, FindAction::Next);
    assert_eq!((here(&desk).0, desk.document().find.wrapped), (Some(0), Some(Wrapped::ToStart)));
    let effects = find(&mut desk, FindAction::Previous);
    assert_eq!(desk.document().find.wrapped, Some(Wrapped::ToEnd));
    assert!(
        matches!(effects[..], [Effect::Reveal(range)] if range.of(desk.document().review.text()) == "cost")
    );
    assert_eq!(desk.workspace.announcement().text, "3 of 3, from the end again");
}

#[test]
fn closing_leaves_the_hit_selected_and_f3_goes_on_from_there() {
    let mut desk = Desk::with(STORY);
    find(&mut desk, FindAction::Open);
    look(&mut desk, "cost");
    let at = desk.document().selection;
    find(&mut desk, FindAction::Close);
    assert_eq!((desk.document().selection, desk.document().find.is_open), (at, false));
    find(&mut desk, FindAction::Next);
    assert_eq!(here(&desk).0, Some(1));
    assert_eq!(desk.document().find.history, ["cost"]);
}

#[test]
fn selected_words_are_the_first_needle() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Select(Selection { anchor: TextPos(0), focus: TextPos(3) }));
    find(&mut desk, FindAction::Open);
    assert_eq!((&*desk.document().find.needle.text, desk.document().find.total()), ("The", 3));
    find(&mut desk, FindAction::Close);
    find(&mut desk, FindAction::Selection);
    assert_eq!(here(&desk).0, Some(1));
}

#[test]
fn all_hits_are_marked_in_one_step_and_those_that_were_are_left() {
    let mut desk = Desk::with(STORY);
    desk.mark("cost", MarkKind::Claim);
    find(&mut desk, FindAction::Open);
    look(&mut desk, "cost");
    desk.act(Action::MarkAll(MarkKind::Claim));
    assert_eq!(desk.document().review.mark_count(), 3);
    desk.act(Action::MarkAll(MarkKind::Claim));
    assert_eq!(desk.document().review.mark_count(), 3);
    desk.act(Action::MarkAll(MarkKind::Quote));
    assert_eq!(desk.document().review.mark_count(), 6);
    desk.act(Action::Change(Change::Undo));
    desk.act(Action::Change(Change::Undo));
    assert_eq!(desk.document().review.mark_count(), 1);
}

#[test]
fn hits_without_words_are_told_apart_from_those_that_are_marked() {
    let mut desk = Desk::with(STORY);
    desk.mark("cost", MarkKind::Claim);
    find(&mut desk, FindAction::Open);
    let regex = |text: &str| Needle { text: text.to_owned(), is_regex: true, ..Needle::default() };
    let mut told = |text: &str| {
        find(&mut desk, FindAction::Look(regex(text)));
        desk.act(Action::MarkAll(MarkKind::Claim));
        let notices = desk.workspace.notices.standing();
        notices.last().map(|notice| format!("{}: {}", notice.title, notice.detail)).unwrap()
    };
    assert_eq!(
        told(r"\s+cost\s+|\s+"),
        "Nothing to mark: 1 marked like that already, 6 without words"
    );
    assert_eq!(
        told("cost| "),
        "Marked: 2 as claim; left out: 1 marked like that already, 8 without words"
    );
}

#[test]
fn another_article_is_searched_as_it_is_opened_and_stays_where_it_was_left() {
    let mut desk = Desk::with(STORY);
    find(&mut desk, FindAction::Open);
    look(&mut desk, "cost");
    let effects = desk.open_another("The cost is a guess. Nobody knows the cost.");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))));
    assert_eq!((desk.document().find.total(), here(&desk)), (2, (None, 0)));
    find(&mut desk, FindAction::Next);
    assert_eq!(here(&desk).0, Some(0));
}

#[test]
fn a_note_is_found_and_leads_to_its_mark() {
    let mut desk = Desk::with(STORY);
    desk.mark("tram", MarkKind::Claim);
    let mark = desk.document().review.mark_by_number(1).unwrap().clone();
    let id = mark.id;
    let noted = Mark { note: "rang the depot".to_owned(), ..mark };
    desk.act(Action::Change(Change::PutMark(Box::new(noted), "edit note", Typing::No)));
    desk.act(Action::SelectMark(None));
    find(&mut desk, FindAction::Open);
    look(&mut desk, "depot");
    let found = desk.document().find.found().unwrap();
    assert_eq!((found.hits.total, found.beside_total), (0, 1));
    assert_eq!(found.beside[0].owner, Owner::Mark(id, 1));
    find(&mut desk, FindAction::GoTo(Owner::Mark(id, 1)));
    assert_eq!(desk.document().selected, Some(id));
    find(&mut desk, FindAction::Toggle(Scope::Notes));
    assert_eq!(desk.document().find.found().unwrap().beside_total, 0);
}

#[test]
fn hits_beside_the_text_follow_an_edit_and_the_page_stays() {
    let mut desk = Desk::with(STORY);
    desk.mark("tram", MarkKind::Claim);
    find(&mut desk, FindAction::Open);
    look(&mut desk, "cost");
    let before = here(&desk);
    let mark = desk.document().review.mark_by_number(1).unwrap().clone();
    let noted = Mark { note: "asked about the cost".to_owned(), ..mark.clone() };
    desk.act(Action::Change(Change::PutMark(Box::new(noted), "edit note", Typing::No)));
    assert_eq!(desk.document().find.found().unwrap().beside_total, 1);
    assert_eq!(here(&desk), before);
    desk.act(Action::Change(Change::Undo));
    assert_eq!(desk.document().find.found().unwrap().beside_total, 0);
    desk.act(Action::Change(Change::Undo));
    let selected = desk.document().selected;
    assert!(find(&mut desk, FindAction::GoTo(Owner::Mark(mark.id, 1))).is_empty());
    assert_eq!(desk.document().selected, selected);
}

#[test]
fn a_wrong_expression_is_told_and_the_next_one_is_found() {
    let mut desk = Desk::with(STORY);
    find(&mut desk, FindAction::Open);
    let regex = |text: &str| Needle { text: text.to_owned(), is_regex: true, ..Needle::default() };
    find(&mut desk, FindAction::Look(regex("c(ost")));
    let why = desk.document().find.found().unwrap_err().to_string();
    assert_eq!(why, "unclosed group, at character 2");
    find(&mut desk, FindAction::Look(regex("c(ost)")));
    assert_eq!(desk.document().find.total(), 3);
}
