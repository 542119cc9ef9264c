//! OpenDocument text: what of it becomes text, what becomes a source note, and what is told as lost.

use std::io::{Cursor, Write as _};

use obelus::import::{ImportError, Imported, Origin, import};
use obelus::text::TextPos;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::imported::{losses, outline, words};

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\"";

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// A flat file with these styles and this text.
fn fodt(styles: &str, text: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {NAMESPACES} office:mimetype=\"{MIMETYPE}\">\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document>"
    )
}

/// An archive with this text.
fn odt(text: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "<office:document-meta {NAMESPACES}><office:meta><dc:title>A tram</dc:title></office:meta></office:document-meta>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("mimetype", MIMETYPE),
        ("content.xml", &content),
        ("meta.xml", &meta),
        ("META-INF/manifest.xml", manifest),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(styles: &str, text: &str) -> Imported {
    import(fodt(styles, text).as_bytes(), "story.fodt").unwrap()
}

#[test]
fn headings_and_lists_have_their_levels_and_signs() {
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>\
        <text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"a\" style:num-suffix=\")\"/>\
        <text:list-level-style-bullet text:level=\"2\"/></text:list-style>";
    let imported = read(
        styles,
        "<text:p text:style-name=\"P1\">Trams</text:p><text:h text:outline-level=\"2\">Costs</text:h>\
         <text:p text:style-name=\"Quotations\">Nobody asked.</text:p>\
         <text:list text:style-name=\"L1\"><text:list-item><text:p>one</text:p><text:p>more</text:p></text:list-item>\
         <text:list-item><text:p>two</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list>\
         </text:list-item></text:list>",
    );
    assert_eq!(
        outline(&imported),
        "headline: Trams\nheading 2: Costs\nquotation 1: Nobody asked.\nlist-item 1 a): one⏎more\n\
         list-item 1 b): two\nlist-item 2: inner\n"
    );
    assert_eq!((imported.format, imported.article.title()), ("fodt", Some("Trams")));
}

#[test]
fn white_space_is_what_the_elements_say() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>";
    let imported = read(
        styles,
        "<text:p>\n  One\n  <text:span text:style-name=\"T1\"> bold</text:span><text:s text:c=\"2\"/>two<text:tab/>three<text:line-break/>\
         <text:a xlink:href=\"https://a.test\">four</text:a></text:p>",
    );
    let text = imported.article.text();
    assert_eq!(text, "One bold  two\tthree\nfour");
    let spans: Vec<String> = imported
        .article
        .spans()
        .iter()
        .map(|span| format!("{:?} {}", span.style, span.range.of(text)))
        .collect();
    assert_eq!(spans, ["Strong bold", "Link(\"https://a.test\") four"]);
    let pos = TextPos::from_usize(text.find("wo").unwrap());
    let origin = imported.source_map.origin_at(text, pos).unwrap();
    assert_eq!(origin, Origin::Run { part: 0, paragraph: 0, run: 4, offset: 1 });
}

#[test]
fn a_comment_hangs_on_its_range_and_its_answers_on_the_comment() {
    let annotation = |more: &str, who: &str, text: &str| {
        format!(
            "<office:annotation {more}><dc:creator>{who}</dc:creator><dc:date>2026-03-01T09:00:00</dc:date>\
                 <text:p>{text}</text:p></office:annotation>"
        )
    };
    let imported = read(
        "",
        &format!(
            "<text:p>Costs {}{}rose by 12</text:p><text:p>per cent<office:annotation-end office:name=\"c1\"/> in May{}.</text:p>",
            annotation("office:name=\"c1\" loext:resolved=\"true\"", "Ana", "Audit"),
            annotation("office:name=\"c2\" loext:parent-name=\"c1\"", "Ed", "Checked"),
            annotation("", "Ana", "Which May?"),
        ),
    );
    let [thread, single] = imported.source_notes.as_slice() else { panic!("two threads") };
    assert_eq!(words(&imported, thread), "rose by 12\n\nper cent");
    assert!(thread.is_resolved && !single.is_resolved);
    assert_eq!((thread.said.author.as_str(), thread.said.text.as_str()), ("Ana", "Audit"));
    assert_eq!(
        (thread.replies[0].author.as_str(), thread.replies[0].text.as_str()),
        ("Ed", "Checked")
    );
    assert_eq!(words(&imported, single), "May");
}

#[test]
fn notes_stand_at_the_end_and_tables_in_columns() {
    let note = |class: &str, sign: &str, text: &str| {
        format!(
            "<text:note text:note-class=\"{class}\"><text:note-citation>{sign}</text:note-citation>\
                 <text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )
    };
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let imported = read(
        "",
        &format!(
            "<text:p>It rose{}{}.</text:p><table:table><table:table-header-rows><table:table-row>{}{}</table:table-row>\
             </table:table-header-rows><table:table-row>{}<table:covered-table-cell/></table:table-row></table:table>",
            note("endnote", "i", "Diary"),
            note("footnote", "1", "Audit"),
            cell("Year"),
            cell("Cost"),
            cell("2025"),
        ),
    );
    assert_eq!(
        imported.article.text(),
        "It rose[i][1].\n\nYear\tCost\n2025\n\n[1] Audit\n\n[i] Diary"
    );
    assert!(imported.article.table_of(1).unwrap().cell(2).unwrap().is_header);
    let said: Vec<_> = imported
        .source_notes
        .iter()
        .map(|note| (note.kind.key(), words(&imported, note), note.said.text.as_str()))
        .collect();
    assert_eq!(said, [("endnote", "[i]", "Diary"), ("footnote", "[1]", "Audit")]);
}

#[test]
fn tracked_changes_and_hidden_text_are_told_where_they_stand() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let change = |id: &str, what: &str, text: &str| {
        format!(
            "<text:changed-region text:id=\"{id}\"><text:{what}><office:change-info><dc:creator>Ed</dc:creator>\
                 <dc:date>2026-01-01</dc:date></office:change-info>{text}</text:{what}></text:changed-region>"
        )
    };
    let imported = read(
        styles,
        &format!(
            "<text:tracked-changes>{}{}</text:tracked-changes><text:p>First.</text:p><text:p>It rose <text:change text:change-id=\"d\"/>\
             <text:change-start text:change-id=\"i\"/>twelve<text:change-end text:change-id=\"i\"/>.\
             <text:span text:style-name=\"T1\">secret</text:span></text:p>\
             <text:p>Box:<draw:frame><draw:text-box><text:p>inside</text:p></draw:text-box></draw:frame></text:p>",
            change("d", "deletion", "<text:p>ten</text:p>"),
            change("i", "insertion", ""),
        ),
    );
    assert_eq!(imported.article.text(), "First.\n\nIt rose twelve.\n\nBox:\n\ninside");
    assert_eq!(
        losses(&imported),
        [
            "paragraph 2: a deletion by Ed was left out: “ten”",
            "paragraph 2: an insertion by Ed is shown as text",
            "paragraph 2: hidden text was left out: “secret”",
        ]
    );
}

#[test]
fn an_archive_is_read_by_its_parts_and_a_locked_one_refused() {
    let imported = import(&odt("<text:p>Words.</text:p>", "<x/>"), "story.odt").unwrap();
    assert_eq!((imported.format, imported.article.text()), ("odt", "Words."));
    assert_eq!(imported.article.title(), Some("A tram"));
    assert_eq!(imported.source_map.parts, ["content.xml"]);
    let locked = import(&odt("x", "<m><encryption-data/></m>"), "a.odt").unwrap_err();
    assert!(matches!(locked, ImportError::Encrypted { .. }), "{locked}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_elements_make_a_sound_article(parts in prop::collection::vec(prop::sample::select(vec![
        "<text:p>", "</text:p>", "word ", " ", "<text:span>", "</text:span>", "<text:list>", "</text:list>",
        "<text:list-item>", "</text:list-item>", "<table:table>", "</table:table>", "<table:table-row>",
        "</table:table-row>", "<table:table-cell table:number-columns-repeated=\"99999999\">", "</table:table-cell>",
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>", "</text:note-body></text:note>",
        "<draw:text-box>", "</draw:text-box>", "<office:annotation office:name=\"a\"><text:p>c</text:p></office:annotation>",
        "<office:annotation-end office:name=\"a\"/>", "<text:h text:outline-level=\"200\">", "</text:h>",
        "<text:s text:c=\"999999999\"/>", "<text:tab/>", "\u{301}", "🇳🇴",
    ]), 0..60)) {
        if let Ok(imported) = import(fodt("", &parts.concat()).as_bytes(), "a.fodt") {
            super::import::assert_sound(&imported);
        }
    }
}
