//! What a reader, and a screen reader, finds on the page.

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::desk::Desk;

fn paragraphs(count: usize) -> String {
    let one = |n| format!("Paragraph number {n} has some words in it.");
    (0..count).map(one).collect::<Vec<String>>().join("\n\n")
}

#[test]
fn every_visible_block_is_read_as_it_stands() {
    let desk = Desk::with("A headline\n\nFirst paragraph, with five words.\n\nשלום עולם, hello.\n");
    desk.window.get_by_label("First paragraph, with five words.");
    desk.window.get_by_label("שלום עולם, hello.");
}

#[test]
fn a_marks_line_in_the_list_shows_it_on_the_page() {
    let text = paragraphs(200);
    let mut desk = Desk::with(&text);
    desk.select("Paragraph number 190");
    desk.key(Key::C);
    desk.key(Key::Escape);
    desk.act(obelus::workspace::Action::Visit(obelus::text::TextRange::default()));
    assert!(desk.window.query_by_label("Paragraph number 190 has some words in it.").is_none());
    desk.click("Mark 1, claim, nothing yet: Paragraph number 190");
    desk.window.get_by_label("Paragraph number 190 has some words in it.");
}

#[test]
fn the_page_scrolls_with_page_down() {
    let text = paragraphs(200);
    let mut desk = Desk::with(&text);
    for _ in 0..3 {
        desk.key(Key::PageDown);
    }
    assert!(desk.window.query_by_label("Paragraph number 0 has some words in it.").is_none());
    desk.window.get_by_label("Paragraph number 50 has some words in it.");
}
