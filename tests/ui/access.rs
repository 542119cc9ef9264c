//! What screen readers are told of the page, and what they can ask of it.

use egui::accesskit::{
    Action as Ask, ActionData, ActionRequest, NodeId, Role, TextPosition, TreeId,
};
use egui::{Event, Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use obelus::text::TextPos;

use crate::desk::Desk;

const STORY: &str =
    "The tram\n\nThe cost rose by 12 per cent, to 12.4 million crowns. It opened in March.\n";

fn document(desk: &Desk) -> Node<'_> {
    desk.window.get_by_role_and_label(Role::Document, "Article")
}

/// The whole text, as a screen reader has it.
fn text(node: &Node<'_>) -> String {
    node.accesskit_node().document_range().text()
}

fn caret(desk: &Desk) -> Option<usize> {
    let node = document(desk).accesskit_node();
    node.text_selection_focus().map(|focus| focus.to_global_usv_index())
}

fn ask(desk: &mut Desk, target_node: NodeId, action: Ask, data: Option<ActionData>) {
    let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data };
    desk.window.event(Event::AccessKitActionRequest(request));
    desk.settle();
}

/// The newest sentence that is read out by itself.
fn announced(desk: &Desk) -> String {
    let status = desk.window.get(by().role(Role::Status));
    status.accesskit_node().label().unwrap_or_default().trim_end().to_owned()
}

#[test]
fn the_article_is_one_text_of_paragraphs_words_and_lines() {
    let desk = Desk::with(STORY);
    let node = document(&desk);
    assert_eq!(text(&node), STORY.replace("\n\n", "\n"));
    let start = node.accesskit_node().document_start();
    assert_eq!(start.forward_to_word_start().to_global_usv_index(), 4);
    let second = start.forward_to_paragraph_start();
    assert_eq!(second.to_global_usv_index(), "The tram\n".len());
    assert!(second.is_line_start());
}

#[test]
fn the_caret_and_the_selection_are_told() {
    let mut desk = Desk::with(STORY);
    desk.keys(Modifiers::COMMAND, Key::Home);
    desk.key(Key::ArrowRight);
    assert_eq!(caret(&desk), Some(1));
    desk.select("12 per cent");
    let node = document(&desk).accesskit_node();
    assert_eq!(node.text_selection().unwrap().text(), "12 per cent");
}

#[test]
fn a_screen_reader_can_set_the_caret() {
    let mut desk = Desk::with(STORY);
    let run = {
        let start = document(&desk).accesskit_node().document_start();
        start.forward_to_paragraph_start().to_raw().node
    };
    let at = |character_index| TextPosition { node: run, character_index };
    let wanted = egui::accesskit::TextSelection { anchor: at(4), focus: at(8) };
    let page = document(&desk).accesskit_node().locate().0;
    ask(&mut desk, page, Ask::SetTextSelection, Some(ActionData::SetTextSelection(wanted)));
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert_eq!(document.selection.range().of(STORY), "cost");
}

#[test]
fn a_mark_is_told_in_its_place_and_can_be_pressed() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::Num3);
    desk.key(Key::Escape);
    let id = {
        let mark = desk.window.get(by().role(Role::Mark));
        let node = mark.accesskit_node();
        assert_eq!(node.label().unwrap(), "Claim 1, wrong, missing evidence");
        assert_eq!(node.description().unwrap(), "12 per cent");
        node.locate().0
    };
    desk.select("March");
    ask(&mut desk, id, Ask::Click, None);
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert_eq!(document.selected, Some(desk.mark(1).id));
    assert_eq!(document.selection.focus, TextPos::from_usize(STORY.find("12 per").unwrap()));
}

#[test]
fn marks_that_cross_or_nest_leave_the_text_whole() {
    let mut desk = Desk::with(STORY);
    for (words, key) in [
        ("cost rose by 12", Key::C),
        ("rose by 12 per cent, to", Key::Q),
        ("12 per cent", Key::S),
        ("by", Key::C),
        ("by", Key::Q),
    ] {
        desk.select(words);
        desk.key(key);
    }
    assert_eq!(text(&document(&desk)), STORY.replace("\n\n", "\n"));
    assert_eq!(desk.window.query_all(by().role(Role::Mark)).count(), 5);
}

#[test]
fn a_verdict_is_said_aloud() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    assert_eq!(announced(&desk), "Claim 1, nothing yet: 12 per cent");
    desk.key(Key::Num3);
    assert_eq!(announced(&desk), "Claim 1, wrong, missing evidence");
}

#[test]
fn the_card_is_said_aloud_when_it_is_put_up_and_when_it_goes() {
    let mut desk = Desk::with(STORY);
    desk.select("12 per cent");
    desk.key(Key::C);
    desk.key(Key::H);
    let said = announced(&desk);
    assert!(said.starts_with("Card 1: claim, nothing yet; by "), "{said}");
    desk.key(Key::H);
    assert_eq!(announced(&desk), "Card away");
}

#[test]
fn reading_goes_on_below_the_window() {
    let count = 200;
    let paragraphs = (0..count).map(|n| format!("Paragraph {n} has words."));
    let mut desk = Desk::with(&paragraphs.collect::<Vec<_>>().join("\n\n"));
    for _ in 0..3 {
        let last = {
            let blocks = desk.window.query_all(by().role(Role::Paragraph));
            blocks.last().unwrap().accesskit_node().locate().0
        };
        ask(&mut desk, last, Ask::ScrollIntoView, None);
    }
    assert!(desk.window.query_by_label("Paragraph 1 has words.").is_none());
    let page = document(&desk).accesskit_node().locate().0;
    for _ in 0..4 {
        ask(&mut desk, page, Ask::ScrollUp, None);
    }
    desk.window.get_by_label("Paragraph 1 has words.");
}

/// The left edge of a character of the article.
fn left_of(desk: &Desk, index: usize) -> f64 {
    let node = document(desk).accesskit_node();
    let mut at = node.document_start();
    for _ in 0..index {
        at = at.forward_to_character_start();
    }
    let mut character = at.to_degenerate_range();
    character.set_end(at.forward_to_character_end());
    character.bounding_boxes()[0].x0
}

#[test]
fn characters_that_run_from_right_to_left_are_told_where_they_stand() {
    let desk = Desk::with("שלום עולם\n\nabc\n");
    let latin = "שלום עולם\n".chars().count();
    assert!(left_of(&desk, 0) > left_of(&desk, 1));
    assert!(left_of(&desk, latin) < left_of(&desk, latin + 1));
}

#[test]
fn an_entry_of_an_ordered_list_is_read_with_its_number() {
    let desk = Desk::with_name("story.md", "3. one\n4. two\n\n- three\n");
    let items = desk.window.query_all(by().role(Role::ListItem));
    let names: Vec<String> = items.filter_map(|item| item.accesskit_node().label()).collect();
    assert_eq!(names, ["3. one", "4. two", "three"]);
    assert_eq!(text(&document(&desk)), "one\ntwo\nthree\n");
}

/// The roles and places of lists, tables and what is in them, indented by depth.
fn outline(node: &egui_kittest::kittest::AccessKitNode<'_>, depth: usize, out: &mut Vec<String>) {
    let data = node.data();
    let told = match data.role() {
        Role::List => data.size_of_set().map(|size| format!("list of {size}")),
        Role::ListItem => data.position_in_set().map(|at| format!("item {at}")),
        Role::Table => data.row_count().zip(data.column_count()).map(|n| format!("table {n:?}")),
        Role::Row => data.row_index().map(|row| format!("row {row}")),
        Role::ColumnHeader => data.column_index().map(|column| format!("header {column}")),
        Role::Cell => data.row_index().zip(data.column_index()).map(|at| format!("cell {at:?}")),
        Role::Paragraph => Some("paragraph".to_owned()),
        _ => None,
    };
    let inner = depth + usize::from(told.is_some());
    out.extend(
        told.map(|told| {
            format!("{}{told}: {}", "  ".repeat(depth), node.label().unwrap_or_default())
        }),
    );
    for child in node.children() {
        outline(&child, inner, out);
    }
}

#[test]
fn lists_and_tables_are_told_with_what_is_in_them() {
    let story = "1. one\n   - two\n\n   on\n2. three\n\n|a|b|\n|-|-|\n||1|\n\nEnd.\n";
    let desk = Desk::with_name("story.md", story);
    let mut told = Vec::new();
    outline(&document(&desk).accesskit_node(), 0, &mut told);
    let wanted = [
        "list of 2: ",
        "  item 0: 1. one",
        "    list of 1: ",
        "      item 0: two",
        "    paragraph: on",
        "  item 1: 2. three",
        "table (2, 2): ",
        "  row 0: ",
        "    header 0: a",
        "    header 1: b",
        "  row 1: ",
        "    cell (1, 1): 1",
        "paragraph: End.",
    ];
    assert_eq!(told, wanted);
    assert_eq!(text(&document(&desk)), "one\ntwo\non\nthree\na\nb\n1\nEnd.\n");
}
