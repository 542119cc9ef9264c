//! A real window on a screen that nobody sees: mouse and keys from outside, judged by the sidecar
//! on disk and by the pixels.
//!
//! `cargo test --features desktop-test --test desktop`; `.ci/run` names the packages. What can be
//! tested without a screen is tested in `tests/ui`: here is what only the whole program shows.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may panic and tell why")]

mod reader;
mod screen;
mod window;

use obelus::model::{MarkKind, Verdict};

use reader::Reader;
use window::{COLUMN, HEADLINE, MARGIN, WORDS, Window, colour, line, obelus, words};

/// Left of the first letter and right of the last, at the height of a line.
fn ends(y: usize) -> [(usize, usize); 2] {
    [(COLUMN.0 + 2, y), (COLUMN.1 - 4, y)]
}

#[test]
fn a_claim_is_marked_judged_proved_and_there_the_next_day() {
    let mut window = Window::open("claim");
    let before = window.look();
    assert_eq!(before.count(MARGIN, colour::WRONG) + before.count(WORDS, colour::WRONG), 0);

    let [start, end] = ends(line::HEADLINE);
    window.drag(end, start); // The caret is at the start: so the press is to be seen, too.
    window.until_selected(line::HEADLINE);
    window.keys("c 3 e");
    window.type_text("The minutes say 12.4 million.");
    window.keep("evidence");
    window.keys("Escape ctrl+z");
    let passage = |review: &obelus::review::Review, wanted: &str| {
        let mark = review.mark_by_number(1);
        mark.and_then(|mark| mark.evidence.first()).is_some_and(|first| first.passage == wanted)
    };
    window.save_until("the passage undone", |review| passage(review, ""));
    window.keys("ctrl+shift+z");
    window.save_until("the passage redone", |review| {
        passage(review, "The minutes say 12.4 million.")
    });
    window.press("ctrl+q");
    window.until_gone();

    let review = window.sidecar().unwrap();
    let mark = review.mark_by_number(1).unwrap();
    assert_eq!(mark.kind(), MarkKind::Claim);
    assert_eq!(mark.verdict.as_ref().unwrap().verdict, Verdict::Wrong);
    let marked = mark.words(review.text());
    assert!(HEADLINE.starts_with(marked) && marked.ends_with(char::is_alphabetic), "{marked:?}");
    assert!(marked.len() > 20 && marked.len() < HEADLINE.len(), "{marked:?}");

    window.reopen();
    window.until_seen("a red badge in the margin", |seen| seen.count(MARGIN, colour::WRONG) > 15);
    window.until_seen("a red line under the words", |seen| seen.count(WORDS, colour::WRONG) > 300);
    window.keep("next-day");
}

#[test]
fn words_are_marked_and_settled_by_keyboard_alone() {
    let mut window = Window::open("keyboard");
    window.keys("ctrl+Down ctrl+Down ctrl+Down");
    window.keys("ctrl+shift+Right ctrl+shift+Right ctrl+shift+Right");
    window.keep("selected");
    window.keys("q 9");
    window.save_until("a quote", |review| words(review, 1) == Some("The budget of"));
    window.press("ctrl+q");
    window.until_gone();
    let review = window.sidecar().unwrap();
    let mark = review.mark_by_number(1).unwrap();
    assert_eq!(mark.kind(), MarkKind::Quote);
    assert_eq!(mark.verdict.as_ref().unwrap().verdict, Verdict::Opinion);
}

#[test]
fn clicks_take_a_word_a_sentence_and_a_stretch() {
    let window = Window::open("clicks");
    window.click_in_a_row((COLUMN.0 + 24, line::HEADLINE), 2, 500);
    window.keys("c");
    window.save_until("a word", |review| words(review, 1) == Some("Tram"));

    window.click_in_a_row((COLUMN.0 + 24, line::PARAGRAPH), 3, 10_000);
    window.keys("q");
    window.save_until("a sentence", |review| {
        words(review, 2).is_some_and(|words| {
            words.starts_with("The budget of tram line 4") && words.ends_with("said on Tuesday.")
        })
    });

    let [start, end] = ends(line::DECK);
    window.mouse(start, "click 1");
    window.mouse(end, "keydown shift click 1 keyup shift");
    window.until_selected(line::DECK);
    window.keys("s");
    window.keep("marked");
    window.save_until("a stretch", |review| {
        words(review, 3).is_some_and(|words| words.starts_with("Council puts the extra money down"))
    });
}

#[test]
fn keys_that_come_all_at_once_count_in_their_order() {
    let window = Window::open("rush");
    window.keys("ctrl+shift+Right");
    window.press("--delay 0 c 3 ctrl+z ctrl+shift+z ctrl+s");
    window.save_until("a wrong claim", |review| {
        let mark = review.mark_by_number(1);
        mark.and_then(|mark| mark.verdict.as_ref()).is_some_and(|v| v.verdict == Verdict::Wrong)
    });
}

#[test]
fn a_window_that_is_closed_from_outside_saves_first() {
    let mut window = Window::open("closed");
    window.keys("ctrl+shift+Right c");
    assert!(window.sidecar().is_none(), "nothing is saved yet");
    window.press("alt+F4");
    window.until_gone();
    assert_eq!(words(&window.sidecar().unwrap(), 1), Some("Tram"));
}

#[test]
fn without_a_display_there_is_one_line_and_exit_code_3() {
    for display in [None, Some(":64999")] {
        let output =
            obelus().arg("story.txt").envs(display.map(|name| ("DISPLAY", name))).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{display:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{display:?}: {told}");
        assert!(told.contains("cannot open the window"), "{told}");
    }
}

#[test]
fn a_screen_reader_reads_the_article_goes_by_mark_and_hears_verdicts() {
    let Some(mut reader) = Reader::new() else { return };
    let window = Window::open_on("reader", Some(reader.address()));

    let document = reader.until("document", |document| document["caret"] == 0);
    let text = document["text"].as_str().unwrap();
    assert!(text.starts_with(&format!("{HEADLINE}\nCouncil puts")), "{text}");
    assert_eq!(document["count"], text.chars().count());
    assert_eq!(document["word"], "Tram ");
    assert_eq!(document["paragraph"], format!("{HEADLINE}\n"));
    let line = document["line"].as_str().unwrap();
    assert!(line.len() > 20 && line.len() < HEADLINE.len(), "the headline takes two lines: {line}");

    let blocks = reader.ask("blocks");
    assert_eq!(blocks[0]["role"], "heading");
    assert_eq!(blocks[0]["name"], HEADLINE);
    assert_eq!(blocks[0]["text"]["count"], HEADLINE.len() + 1, "and the end of the paragraph");

    window.keys("ctrl+Right");
    reader.until("document", |document| document["caret"] != 0);
    assert_eq!(reader.ask("focus"), serde_json::json!(["Article"]));
    window.keys("ctrl+Home ctrl+shift+Right");
    reader.until("document", |document| document["selected"] == serde_json::json!([[0, 4]]));
    window.keys("c");
    reader.until_heard("Claim 1, nothing yet: Tram");
    window.keys("3");
    reader.until_heard("Claim 1, wrong, missing evidence");
    window.keys("ctrl+Down ctrl+shift+Right q");
    reader.until_heard("Quote 2, nothing yet: Council");

    window.keys("k");
    reader.until_heard("Claim 1, wrong, missing evidence: Tram");
    let marks = reader.until("marks", |marks| marks[0]["selected"] == true);
    assert_eq!(marks[0]["name"], "Claim 1, wrong, missing evidence");
    assert_eq!(marks[0]["words"], "Tram");
    reader.until("document", |document| document["caret"] == 0);
    assert_eq!(reader.ask("press Quote 2, nothing yet"), true);
    reader.until_heard("Quote 2, nothing yet: Council");
    let caret = HEADLINE.len() + 1;
    let document = reader.until("document", |document| document["caret"] == caret);
    assert_eq!(document["word"], "Council ");
    assert_eq!(reader.ask("caret 5"), true);
    reader.until("document", |document| document["word"] == "line ");
    window.keep_text("tree", &reader.ask("tree"));
}
