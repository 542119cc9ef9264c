//! Every word accounted for: the walk through the open ones, and the figures of it.

use obelus::export::{html, markdown};
use obelus::import;
use obelus::model::{Claim, ExemptReason, Mark, MarkBody, MarkKind, Verdict};
use obelus::report::{Options, build, coverage_rows};
use obelus::review::{Draft, Review, Section, Tally, sections};
use obelus::testing;
use obelus::text::TextRange;
use obelus::workspace::{Action, Change, Direction, Document, Extent, Selection, Typing};

use crate::workflow::Desk;

#[test]
fn sections_nest_by_level_even_where_one_is_left_out() {
    let text = "# Story\n\nOne.\n\n### Deep\n\nTwo.\n\n## Next\n\nThree.\n\n### Below\n\nFour.\n";
    let article = import::import(text.as_bytes(), "story.md").unwrap().article;
    let row = |s: &Section| (article.block_text(s.head).to_owned(), s.depth, s.end - s.head);
    let rows: Vec<_> = sections(&article).iter().map(row).collect();
    let told = |words: &str, depth, blocks| (words.to_owned(), depth, blocks);
    let all = [told("Story", 0, 8), told("Deep", 1, 2), told("Next", 1, 4), told("Below", 2, 2)];
    assert_eq!(rows, all);
}

#[test]
fn a_report_has_the_figures_with_the_headings_of_their_sections() {
    let text = "# Story\n\nIt rose by 12.\n\n## Inside\n\nThen Mara Kern said so.\n";
    let article = import::import(text.as_bytes(), "story.md").unwrap().article;
    let draft = Draft { article: article.into(), ..testing::draft("x") };
    let rows = coverage_rows(&Review::new(draft));
    let count = |tally: Option<Tally>| tally.map_or(0, |tally| tally.words);
    let all: Vec<_> = rows.pieces.iter().map(|row| (&*row.what, count(row.tally))).collect();
    let pieces = [("words", 11), ("sentences", 4), ("numbers", 1), ("names", 1), ("quotations", 0)];
    assert_eq!(all, pieces);
    let sections: Vec<_> =
        rows.sections.iter().map(|(row, depth)| (row.what.as_str(), *depth)).collect();
    assert_eq!(sections, [("Story", 0), ("Inside", 1)]);
    assert!(rows.reviewers.is_empty() && rows.unit.starts_with("A word is"));
}

#[test]
fn names_that_capitals_do_not_tell_are_said_not_to_be_counted() {
    let text = "Der Rat hat für das Bad mehr bezahlt, als er wollte, und das ist nach dem Bericht \
                nicht alles: Auch die Brücke wird teurer, sagt Mara Kern.\n";
    let article = import::import(text.as_bytes(), "bad.txt").unwrap().article;
    let draft = Draft { article: article.into(), ..testing::draft("x") };
    let report = build(&Review::new(draft), &Options::new(testing::time(0)));
    let names = report.coverage.pieces.iter().find(|row| row.what == "names").unwrap();
    assert!(names.tally.is_none() && report.coverage.not_counted.is_some());
    for text in [markdown(&report), html(&report)] {
        assert!(text.contains("Names are not counted: in this language every noun has a capital."));
        assert!(text.contains("Coverage by block") && text.contains("Der Rat hat"), "{text}");
    }
}

const STORY: &str = "It rose by 12 per cent.\n\nNobody saw it.\n";

fn selected(desk: &Desk) -> &str {
    desk.document().selection.range().of(desk.document().review.text())
}

fn exempt(desk: &mut Desk, words: &str) {
    let text = desk.document().review.text().to_owned();
    let at = text.find(words).unwrap();
    let range = TextRange::checked(&text, at, at + words.len()).unwrap();
    desk.act(Action::Select(Selection::of(range)));
    desk.act(Action::Change(Change::ToggleExempt(Extent::Selection)));
}

/// A mark with a note, which is the reason that an opinion demands.
fn noted(desk: &mut Desk, words: &str) {
    desk.mark(words, MarkKind::Claim);
    let mark = desk.document().selected_mark().unwrap().clone();
    let body = MarkBody::Claim(Claim::default());
    let mark = Mark { note: "A figure of speech.".to_owned(), body, ..mark };
    desk.act(Action::Change(Change::PutMark(Box::new(mark), "edit note", Typing::No)));
}

#[test]
fn a_verdict_that_settles_its_mark_goes_on_to_the_next_open_word() {
    let mut desk = Desk::with(STORY);
    exempt(&mut desk, "per cent");
    noted(&mut desk, "rose by 12");
    desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    assert_eq!(selected(&desk), "Nobody");
    assert_eq!(desk.document().selected_mark(), None);
    let told = &desk.workspace.announcement().text;
    assert_eq!(told, "Claim 1, opinion. Open word Nobody, block 2, 4 left");
}

#[test]
fn a_verdict_that_lacks_something_or_is_told_to_stays_at_its_mark() {
    let mut desk = Desk::with(STORY);
    desk.mark("rose", MarkKind::Claim);
    desk.act(Action::Change(Change::SetVerdict(Verdict::Confirmed)));
    assert_eq!(desk.document().selected_mark().map(|mark| mark.number), Some(1));
    desk.act(Action::ToggleGoesOn);
    noted(&mut desk, "12");
    desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    assert_eq!(desk.document().selected_mark().map(|mark| mark.number), Some(2));
}

#[test]
fn an_open_word_inside_a_settled_mark_comes_first() {
    let mut desk = Desk::with(STORY);
    desk.mark("12", MarkKind::Claim);
    exempt(&mut desk, "It");
    noted(&mut desk, "rose by 12 per cent");
    desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    assert_eq!(selected(&desk), "12");
    assert_eq!(desk.document().selected_mark().map(|mark| mark.number), Some(1));
}

#[test]
fn words_of_the_walk_go_by_one_key_each_until_none_is_left() {
    let mut desk = Desk::with("One two.\n\nThree.\n");
    let mut met = Vec::new();
    desk.act(Action::NextOpenWord(Direction::Forward));
    for _ in 0..3 {
        met.push(selected(&desk).to_owned());
        desk.act(Action::Change(Change::ToggleExempt(Extent::Selection)));
    }
    assert_eq!(met, ["One", "two", "Three"]);
    let tally = desk.document().review.tally();
    assert_eq!((tally.exempt, tally.percent()), (3, Some(100)));
    let last = desk.workspace.notices.standing().last().unwrap();
    assert_eq!(last.detail, "no word is open any more");
}

#[test]
fn a_reason_with_a_note_is_kept_and_saved() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::NextOpenWord(Direction::Back));
    assert_eq!(selected(&desk), "it");
    let note = "from the poem".to_owned();
    let change = Change::PutExempt(Extent::Sentence, ExemptReason::Fiction, note);
    desk.act(Action::Change(change));
    let told = &desk.workspace.announcement().text;
    assert!(told.starts_with("Nothing to check: Nobody saw it. Open word It, block 1"), "{told}");
    let document: &Document = desk.document();
    let exempt = document.review.exempt().next().unwrap();
    assert_eq!((exempt.reason, exempt.note.as_str()), (ExemptReason::Fiction, "from the poem"));
    assert_eq!(document.review.events().last().unwrap().accounted, Some((3, 9)));
}
