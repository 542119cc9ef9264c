//! Opening: other encodings, what was pasted, and files that cannot be read.

use egui_kittest::kittest::Queryable as _;
use obelus::workspace::{Action, Change, Command, CommandEnv, Pasted};

use crate::desk::Desk;

/// “Un café noir.” as old Macs wrote it, which nobody would guess.
const OLD_MAC: &[u8] = b"Un caf\x8E noir.\n";

/// How the draft that waits is read.
fn reading(desk: &Desk) -> &str {
    let arrival = desk.window.state().workspace().arrival();
    arrival.and_then(|arrival| arrival.reading.as_deref()).unwrap_or_default()
}

#[test]
fn a_file_is_read_again_in_another_encoding_and_so_the_next_time() {
    let mut desk = Desk::with_bytes("story.txt", OLD_MAC);
    assert_ne!(desk.review().text(), "Un café noir.\n");
    desk.click("File");
    desk.window.get_by_label_contains(Command::Encoding.spec().label).click();
    desk.settle();
    desk.click("macintosh, Western European, old Macs");
    desk.window.get_by_label("Un café noir.");
    desk.click("Reopen");
    assert_eq!(desk.review().text(), "Un café noir.\n");
    desk.reopen();
    assert_eq!(desk.review().text(), "Un café noir.\n");
    desk.select("café");
    desk.key(egui::Key::C);
    desk.act(Action::Save);
    assert!(desk.sidecar().contains("read_as: (encoding: \"macintosh\")"), "{}", desk.sidecar());
}

#[test]
fn marks_go_into_the_text_of_another_encoding_as_into_the_next_draft() {
    let mut desk = Desk::with_bytes("story.txt", OLD_MAC);
    desk.select("noir");
    desk.key(egui::Key::C);
    desk.act(Action::ReopenIn("macintosh"));
    assert_eq!(reading(&desk), "read as macintosh");
    desk.act(Action::TakeDraft(String::new()));
    assert_eq!((desk.review().text(), desk.words(1)), ("Un café noir.\n", "noir"));
    assert_eq!(desk.review().draft().read_as.encoding.as_deref(), Some("macintosh"));
}

const PAGE: &str = "sample_docs/ferry_page.html";

#[test]
fn of_a_web_page_all_is_shown_on_request_and_then_the_story_again() {
    let mut desk = Desk::with_sample("ferry_page.html");
    assert!(!desk.review().text().contains("Most read"));
    desk.click("Show: Not all could be carried over");
    desk.click("Show the whole page");
    assert!(desk.review().text().contains("Most read"));
    desk.reopen();
    assert!(desk.review().text().contains("Most read"), "it is read so the next time");
    desk.click("File");
    desk.click("Show only the story");
    assert!(!desk.review().text().contains("Most read"));
}

#[test]
fn marks_go_from_the_story_into_the_whole_page_as_into_the_next_draft() {
    let mut desk = Desk::with_sample("ferry_page.html");
    desk.select("120 passengers");
    desk.key(egui::Key::C);
    desk.act(Action::ToggleWholePage);
    desk.act(Action::TakeDraft(String::new()));
    assert!(desk.review().text().contains("Most read"));
    assert_eq!(desk.words(1), "120 passengers");
    desk.act(Action::Save);
    assert!(desk.sidecar().contains("read_as: (whole_page: true)"), "{}", desk.sidecar());
}

#[test]
fn the_story_comes_again_as_a_draft_and_undo_brings_the_page_back_with_its_marks() {
    let mut desk = Desk::with_sample("ferry_page.html");
    desk.select("120 passengers");
    desk.key(egui::Key::C);
    desk.act(Action::ToggleWholePage);
    assert_eq!(reading(&desk), "the whole page");
    desk.act(Action::TakeDraft(String::new()));
    desk.select("Most read");
    desk.key(egui::Key::C);
    desk.act(Action::ToggleWholePage);
    assert_eq!(reading(&desk), "the story in it alone");
    let told = "These are the words of draft 1 again: what lost its place since stands where it stood then.";
    desk.window.get_by_label(told);
    desk.click("Take draft 3");
    let shows_whole = |desk: &Desk| desk.review().draft().read_as.whole_page;
    assert_eq!((desk.words(1), shows_whole(&desk)), ("120 passengers", false));
    assert!(desk.review().mark_by_number(2).unwrap().range().is_none(), "its words are gone");
    desk.act(Action::Change(Change::Undo));
    assert_eq!((desk.words(1), desk.words(2)), ("120 passengers", "Most read"));
    assert!(shows_whole(&desk));
    desk.act(Action::ToggleWholePage);
    desk.act(Action::TakeDraft(String::new()));
    assert_eq!((desk.review().draft().number, shows_whole(&desk)), (3, false));
}

#[test]
fn an_article_that_is_no_web_page_has_no_whole_page_to_show() {
    let desk = Desk::with("One story.\n");
    let env = CommandEnv::of(desk.window.state().workspace().document.as_ref());
    assert!(Command::WholePage.resolve(&env).is_err());
}

#[test]
fn a_pasted_page_becomes_a_web_page_with_its_headings() {
    let mut desk = Desk::empty();
    let page = std::fs::read_to_string(PAGE).unwrap();
    let text = Some("Night ferry returns\n".to_owned());
    desk.act(Action::NamePasted(Pasted::of(Some(page), text).unwrap()));
    desk.act(Action::SavePasted(desk.beside("ferry")));
    assert_eq!(desk.review().draft().file_name, "ferry.html");
    assert_eq!(desk.review().article().title(), Some("Night ferry returns after nine years"));
}

#[test]
fn what_was_pasted_becomes_a_file_and_is_opened() {
    let mut desk = Desk::with("One story.\n");
    let pasted = Pasted::of(None, Some("Another story.\n\nIt is long.".to_owned())).unwrap();
    desk.act(Action::NamePasted(pasted));
    let path = desk.beside("another");
    desk.act(Action::SavePasted(path));
    assert_eq!(desk.review().text(), "Another story.\n\nIt is long.");
    assert_eq!(desk.review().draft().file_name, "another.txt");
}

#[test]
fn what_was_pasted_does_not_replace_the_open_article() {
    let mut desk = Desk::with("One story.\n");
    let pasted = Pasted::of(None, Some("Another story.".to_owned())).unwrap();
    desk.act(Action::NamePasted(pasted));
    desk.act(Action::SavePasted(desk.beside("story.txt")));
    assert_eq!(std::fs::read_to_string(desk.beside("story.txt")).unwrap(), "One story.\n");
    desk.window.get_by_label("Pasted words not saved");
}

#[test]
fn a_file_of_an_old_word_processor_gets_a_sentence_that_says_what_to_do() {
    let mut old_word = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    old_word.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    let files: [(&str, &[u8]); 2] = [("old.doc", &old_word), ("old.wpd", b"\xFFWPC\x10\0\0\0")];
    for (name, bytes) in files {
        let mut desk = Desk::with("One story.\n");
        let path = desk.beside(name);
        std::fs::write(&path, bytes).unwrap();
        desk.act(Action::Open(path));
        desk.window.get_by_label_contains("save it as .docx");
        assert_eq!(desk.review().text(), "One story.\n", "what is open stays");
    }
}

#[test]
fn a_file_with_the_wrong_ending_opens_with_a_note() {
    let word = include_bytes!("../../sample_docs/harbour_wall.docx");
    let desk = Desk::with_bytes("story.txt", word);
    assert_eq!(desk.review().draft().format, "docx");
    desk.window.get_by_label_contains("the file is named like Plain text, but it is Word");
}
