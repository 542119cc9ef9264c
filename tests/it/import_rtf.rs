//! RTF: what of it becomes text, what becomes a source note, and what is told as lost.

use std::fs;
use std::path::Path;

use obelus::import::{Imported, import};
use obelus::model::{InlineStyle, SourceNoteKind};
use proptest::prelude::*;

use super::imported::{losses, outline, words};

fn read(body: &str) -> Imported {
    let file = format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}}}{body}}}");
    import(file.as_bytes(), "story.rtf").unwrap()
}

fn text(body: &str) -> String {
    read(body).article.text().to_owned()
}

#[test]
fn characters_are_read_by_code_page_font_and_number() {
    assert_eq!(
        text("Caf\\'e9 \\u8364? \\emdash  \\ldblquote a\\rdblquote\\~b"),
        "Café € — “a”\u{a0}b"
    );
    assert_eq!(text("{\\fonttbl{\\f1\\fcharset204 Arial;}}{\\f1 \\'cf\\'f0\\'e8}\\'e9"), "Приé");
    assert_eq!(text("{\\fonttbl{\\f1\\fcharset128 Gothic;}}{\\f1 \\'93\\'fa\\'96\\{}"), "日本");
    assert_eq!(text("{\\fonttbl{\\f1\\fcharset2 Symbol;}}{\\f1 a\\u-3999?}"), "αα");
}

#[test]
fn what_stands_in_for_unicode_is_passed_over() {
    assert_eq!(text("{\\uc2\\u233 e'x}{\\uc0\\u233 y}\\u233\\'e9z"), "éxéyéz");
    assert_eq!(text("\\u-10179?\\u-8704? a\\u-10179? b"), "😀 a\u{fffd} b");
    assert_eq!(text("{\\upr{plain}{\\*\\ud{\\u1575?}}}"), "ا");
}

#[test]
fn headings_are_known_by_style_and_level_and_lists_by_their_signs() {
    let sheet = "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2\\sbasedon1 Own;}{\\*\\cs3 Strong;}}";
    let body = "\\pard\\s1 The wall\\par\\pard\\outlinelevel1 Costs\\par\
        \\pard{\\listtext\\pard 1.\\tab}\\ilvl0 one\\par{\\listtext\\pard\\f0 \\'b7\\tab}\\ilvl1 two\\par\
        \\pard Text {\\b bold} and {\\i italic}.\\par";
    let imported = read(&format!("{sheet}{body}"));
    assert_eq!(
        outline(&imported),
        "headline: The wall\nheading 2: Costs\nlist-item 1 1.: one\nlist-item 2: two\n\
         paragraph: Text bold and italic.\n"
    );
    let styled: Vec<(&str, &InlineStyle)> = imported
        .article
        .spans()
        .iter()
        .map(|span| (span.range.of(imported.article.text()), &span.style))
        .collect();
    assert_eq!(styled, [("bold", &InlineStyle::Strong), ("italic", &InlineStyle::Emphasis)]);
}

#[test]
fn tables_have_cells() {
    let body = "Before.\\par\\trowd\\trhdr\\intbl Year\\cell Crowns\\cell\\row\
        \\trowd\\intbl 2025\\par two lines\\cell\\cell\\row\\pard Behind.";
    assert_eq!(
        outline(&read(body)),
        "paragraph: Before.\ntable-cell 1: Year\ntable-cell 1: Crowns\ntable-cell: 2025⏎two lines\n\
         paragraph: Behind.\n"
    );
}

#[test]
fn footnotes_stand_at_the_end_and_on_their_signs() {
    let body = "It moved.{\\super\\chftn{\\footnote\\pard{\\super\\chftn} Port office, \\i letter\\i0.}} Then\
        {\\super\\chftn{\\footnote\\ftnalt\\pard\\chftn  An endnote.}} more.";
    let imported = read(body);
    assert_eq!(
        imported.article.text(),
        "It moved.[1] Then[i] more.\n\n[1] Port office, letter.\n\n[i] An endnote."
    );
    let note = &imported.source_notes[0];
    assert_eq!((words(&imported, note), note.said.text.as_str()), ("[1]", "Port office, letter."));
    assert_eq!(imported.source_notes[1].kind, SourceNoteKind::Endnote);
}

#[test]
fn comments_lie_on_their_words() {
    let body = "The wall was {\\*\\atrfstart 7}built in 1931{\\*\\atrfend 7}{\\*\\atnid TQ}{\\*\\atnauthor Tomas Quell}\
        \\chatn{\\*\\annotation{\\*\\atnref 7}{\\*\\atndate 132322324}\\pard Box 14:\\par the deed.} and moved.\
        {\\*\\atnid EI}{\\*\\atnauthor Edda Ito}\\chatn{\\*\\annotation Far?}";
    let imported = read(body);
    assert_eq!(imported.article.text(), "The wall was built in 1931 and moved.");
    let [first, second] = imported.source_notes.as_slice() else { panic!("two comments") };
    assert_eq!(words(&imported, first), "built in 1931");
    assert_eq!((first.said.author.as_str(), first.said.initials.as_str()), ("Tomas Quell", "TQ"));
    assert_eq!(first.said.text, "Box 14:\nthe deed.");
    assert_eq!(first.said.date, "2026-03-02T16:20:00");
    assert_eq!((words(&imported, second), second.said.text.as_str()), ("moved", "Far?"));
}

#[test]
fn links_keep_their_addresses() {
    let imported = read(
        "See {\\field{\\*\\fldinst{HYPERLINK \"https://example.org/a\"}}{\\fldrslt{\\ul the minutes}}} there.",
    );
    assert_eq!(imported.article.text(), "See the minutes there.");
    let style = &imported.article.spans()[0].style;
    assert_eq!(style, &InlineStyle::Link("https://example.org/a".to_owned()));
}

#[test]
fn what_is_not_shown_is_left_out_and_told() {
    let imported = read(
        "{\\header The Orla Post}Shown {\\v secret }{\\deleted old}{\\revised new} text.{\\pict 00ff}\
         {\\*\\unheardof hidden}{\\info{\\title A wall}{\\author x}}",
    );
    assert_eq!(imported.article.text(), "Shown new text.");
    assert_eq!(imported.article.meta.title.as_deref(), Some("A wall"));
    assert_eq!(
        losses(&imported),
        [
            "paragraph 1: hidden text was left out: “secret”",
            "paragraph 1: a deletion was left out: “old”",
            "paragraph 1: tracked insertions are shown as text",
            "paragraph 1: a picture was left out",
            ": a header or footer was left out: “The Orla Post”",
        ]
    );
}

#[test]
fn text_boxes_and_text_behind_the_last_brace_are_read() {
    let body = "A paragraph {\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt\\pard In a box.\\par}}}goes on.\\par}{\\b Behind.";
    assert_eq!(text(body), "A paragraph goes on.\n\nIn a box.\n\nBehind.");
}

#[test]
fn deep_groups_and_lying_lengths_cost_nothing() {
    let deep = format!("{}word{}", "{".repeat(200_000), "}".repeat(200_000));
    assert_eq!(text(&deep), "word");
    assert_eq!(text("word\\bin999999999 x"), "word");
}

const FILE: &str = "ferry_fares.rtf";

#[test]
fn the_rtf_sample_shows_what_old_programs_write() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs").join(FILE);
    let imported = import(&fs::read(path).unwrap(), FILE).unwrap();
    let article = &imported.article;
    assert_eq!(article.title(), Some("The ferry to Æbø will cost more"));
    for kind in ["byline", "heading", "list-item", "table-cell", "footnote"] {
        assert!(article.blocks().iter().any(|block| block.kind.key() == kind), "{kind}");
    }
    let of = |wanted: &str| {
        imported.source_notes.iter().find(|note| words(&imported, note) == wanted).unwrap()
    };
    assert_eq!(of("a third more").said.author, "Edda Ito");
    assert!(of("[1]").said.text.starts_with("Fares of the Æbø line"));
    assert!(
        losses(&imported).iter().any(|loss| loss.contains("“nearly”")),
        "{:?}",
        losses(&imported)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_its_words_gives_an_article_or_a_refusal(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "\\par ", "word ", "\\cell ", "\\row ", "\\intbl ", "\\trowd ", "\\pard ", "{\\footnote ",
                "\\chftn ", "{\\*\\atrfstart 1}", "{\\*\\atrfend 1}", "{\\*\\annotation x}", "{\\shptxt ", "\\u-3913?",
                "\\'e9", "{\\listtext 1.}", "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt ", "\\deleted ", "\\v ",
                "\\plain ", "\\u55357 ", "\\s1 ", "{\\stylesheet{\\s1 heading 1;}}", "\\bin4 ", "\\", "\\'",
            ]),
            0..40,
        )
    ) {
        let file = format!("{{\\rtf1 {} end", parts.concat());
        _ = import(file.as_bytes(), "a.rtf");
    }
}
