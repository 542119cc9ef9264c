//! The pages of a file: told wherever a place in the article is told, and kept with the review.

use std::path::Path;

use obelus::export::FORMATS;
use obelus::model::MarkKind;
use obelus::report::{Options, build};
use obelus::sidecar::{from_ron, to_ron};
use obelus::testing::time;
use obelus::text::{TextPos, TextRange};
use obelus::workspace::{Action, Change, Effect, GoTo, Selection};

use super::workflow::Desk;

const STORY: &str = "lighthouse_keepers.pdf";

/// A workspace on the sample, whose pages are called 14 and so on.
fn desk() -> Desk {
    let mut desk = Desk::with("Something else.");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs").join(STORY);
    let path = desk.write(STORY, &std::fs::read(sample).unwrap());
    desk.act(Action::Open(path));
    desk
}

/// The first place of a page, and the words from there on.
fn on_page(desk: &Desk, label: &str) -> (TextPos, String) {
    let found = GoTo::parse(&format!("page {label}")).unwrap().find(desk.document()).unwrap();
    let text = desk.document().review.text();
    (found.range.start(), text[found.range.start().as_usize()..].chars().take(20).collect())
}

#[test]
fn a_page_is_gone_to_by_what_is_printed_on_it() {
    let desk = desk();
    let (first, (second, _)) = (on_page(&desk, "14"), on_page(&desk, "15"));
    assert_eq!(first.0, TextPos(0));
    assert!(second > first.0);
    assert_eq!(desk.document().review.article().pages.label_at(second), Some("15"));
    let none = GoTo::parse("page 99").unwrap().find(desk.document()).unwrap_err();
    assert_eq!(none.to_string(), "There is no text on a page 99");
    let other = Desk::with("No pages here.");
    let none = GoTo::parse("page 1").unwrap().find(other.document()).unwrap_err();
    assert_eq!(none.to_string(), "The file of this article has no pages");
}

#[test]
fn references_and_reports_say_the_page() {
    let mut desk = desk();
    let (at, _) = on_page(&desk, "15");
    let text = desk.document().review.text().to_owned();
    let end = at.as_usize() + text[at.as_usize()..].find(' ').unwrap();
    let range = TextRange::checked(&text, at.as_usize(), end).unwrap();
    desk.act(Action::Select(Selection::of(range)));
    desk.act(Action::Change(Change::AddMark(MarkKind::Claim)));
    let copied = match desk.act(Action::CopyReference).pop() {
        Some(Effect::Copy(words)) => words,
        other => panic!("{other:?}"),
    };
    assert!(copied.contains(", page 15, lighthouse_keepers.pdf"), "{copied}");
    let report = build(&desk.document().review, &Options::new(time(90)));
    assert_eq!(report.marks[0].spot.as_ref().unwrap().page.as_deref(), Some("15"));
    for format in FORMATS {
        let bytes = (format.render)(&report);
        assert!(String::from_utf8_lossy(&bytes).contains("page "), "{}", format.key);
    }
}

#[test]
fn pages_are_kept_with_the_review() {
    let desk = desk();
    let review = &desk.document().review;
    let ron = to_ron(review).unwrap();
    assert!(ron.contains("pages: ["), "{ron}");
    let again = from_ron(ron.as_bytes()).unwrap().review;
    assert!(!again.article().pages.is_empty());
    assert_eq!(again.article().pages, review.article().pages);
    let behind = ron.replacen("(start: 0, label: \"14\")", "(start: 9999999, label: \"14\")", 1);
    assert_ne!(behind, ron);
    let again = from_ron(behind.as_bytes()).unwrap().review;
    assert_eq!(again.article().pages.label_at(TextPos(0)), None);
}
