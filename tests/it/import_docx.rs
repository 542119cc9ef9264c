//! Word files: what of them becomes text, what becomes a source note, and what is told as lost.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use obelus::import::{ImportError, Imported, Origin, import};
use obelus::model::{ItemSign, SourceNoteKind};
use obelus::text::TextPos;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::imported::{losses, outline, words};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A Word file while it is put together: the text, and what else is in the archive.
pub(crate) struct Docx {
    main: String,
    namespace: &'static str,
    parts: Vec<(String, String)>,
    relations: String,
}

impl Docx {
    /// A file with these elements as its text; `w:` is the prefix.
    pub(crate) fn new(body: &str) -> Self {
        Self { main: body.to_owned(), namespace: WORD, parts: Vec::new(), relations: String::new() }
    }

    /// Adds a part that the text names by the kind of its relation.
    pub(crate) fn part(mut self, kind: &str, root: &str, content: &str) -> Self {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:{root} xmlns:w=\"{WORD}\" \
             xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
             xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">{content}</w:{root}>"
        );
        self.parts.push((format!("word/{kind}.xml"), xml));
        self.relation(kind, kind, &format!("{kind}.xml"), "")
    }

    /// Adds an address that the text calls by this id.
    pub(crate) fn link(self, id: &str, address: &str) -> Self {
        self.relation(id, "hyperlink", address, " TargetMode=\"External\"")
    }

    fn relation(mut self, id: &str, kind: &str, target: &str, mode: &str) -> Self {
        write!(
            self.relations,
            "<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"{mode}/>"
        )
        .unwrap();
        self
    }

    /// The text as it stands in its part.
    fn main(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"{}\" xmlns:r=\"{RELATIONS}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
             xmlns:v=\"urn:schemas-microsoft-com:vml\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <w:body>{}</w:body></w:document>",
            self.namespace, self.main
        )
    }

    /// The bytes of the file. Nothing is packed, so that they are the same on every machine.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.bytes_with("word/document.xml", self.main().as_bytes())
    }

    fn bytes_with(&self, main_name: &str, main: &[u8]) -> Vec<u8> {
        let (folder, name) = main_name.rsplit_once('/').unwrap();
        let rels = |content: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Relationships xmlns=\"{PACKAGE}\">{content}</Relationships>"
            )
        };
        let top = rels(&format!(
            "<Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"{main_name}\"/>"
        ));
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| {
            let plain = SimpleFileOptions::default()
                .compression_method(zip::CompressionMethod::Stored)
                .last_modified_time(zip::DateTime::default());
            zip.start_file(name, plain).unwrap();
            zip.write_all(bytes).unwrap();
        };
        put("[Content_Types].xml", self.content_types(main_name).as_bytes());
        put("_rels/.rels", top.as_bytes());
        put(main_name, main);
        put(&format!("{folder}/_rels/{name}.rels"), rels(&self.relations).as_bytes());
        for (name, xml) in &self.parts {
            put(name, xml.as_bytes());
        }
        zip.finish().unwrap().into_inner()
    }

    fn content_types(&self, main_name: &str) -> String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/{main_name}\" ContentType=\"{word}.document.main+xml\"/>"
        );
        for (name, _) in &self.parts {
            let kind = name.trim_start_matches("word/").trim_end_matches(".xml");
            write!(xml, "<Override PartName=\"/{name}\" ContentType=\"{word}.{kind}+xml\"/>")
                .unwrap();
        }
        xml + "</Types>"
    }

    fn import(&self) -> Imported {
        import(&self.bytes(), "story.docx").unwrap()
    }
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph of this style.
pub(crate) fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_lists_and_quotations_are_known_by_their_styles() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"Zwischentitel\"/><w:basedOn w:val=\"H2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Q\"><w:name w:val=\"Quote\"/></w:style>";
    let item = |depth: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr>\
                 <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let numbering = "<w:abstractNum w:abstractNumId=\"7\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"%1.%2)\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/></w:num>";
    let body = [
        styled("Titel", "Trams for all"),
        p("By Ana Novák"),
        styled("Own", "What it costs"),
        styled("Q", "Nobody was asked."),
        item(0, "one"),
        item(1, "two"),
        item(0, "three"),
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>By outline</w:t></w:r></w:p>"
            .to_owned(),
    ];
    let docx = Docx::new(&body.concat()).part("styles", "styles", styles);
    let imported = docx.part("numbering", "numbering", numbering).import();
    assert_eq!(
        outline(&imported),
        "headline: Trams for all\nbyline: By Ana Novák\nheading 2: What it costs\n\
         quotation 1: Nobody was asked.\nlist-item 1 3.: one\nlist-item 2 3.i): two\nlist-item 1 4.: three\n\
         heading 1: By outline\n"
    );
    assert_eq!(imported.article.meta.byline.as_deref(), Some("Ana Novák"));
    assert_eq!(imported.article.blocks()[0].sign, ItemSign::Usual);
    assert_eq!((imported.format, imported.losses.len()), ("docx", 0));
}

#[test]
fn runs_keep_their_looks_and_links_their_addresses() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">It is </w:t></w:r>\
        <w:r><w:rPr><w:b/></w:rPr><w:t>ve</w:t></w:r><w:r><w:rPr><w:b w:val=\"1\"/></w:rPr><w:t>ry</w:t></w:r>\
        <w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:tab/><w:t>late</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>\
        <w:hyperlink r:id=\"a1\"><w:r><w:t>here</w:t></w:r></w:hyperlink>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://b.test\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:sym w:font=\"Symbol\" w:char=\"F0B1\"/></w:r></w:p>";
    let imported = Docx::new(body).link("a1", "https://a.test").import();
    assert_eq!(imported.article.text(), "It is very\tlate\nco\u{2011}opherethere±");
    let spans = imported.article.spans().iter();
    let styles: Vec<String> = spans
        .map(|span| format!("{:?} {}", span.style, span.range.of(imported.article.text())))
        .collect();
    assert_eq!(
        styles,
        ["Strong very", "Link(\"https://a.test\") here", "Link(\"https://b.test\") there"]
    );
}

#[test]
fn a_comment_thread_hangs_on_its_words() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Costs </w:t></w:r><w:commentRangeStart w:id=\"0\"/>\
        <w:r><w:t>rose by 12</w:t></w:r></w:p><w:p><w:r><w:t>per cent</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
        <w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>\
        <w:r><w:t xml:space=\"preserve\"> in May</w:t></w:r><w:r><w:commentReference w:id=\"2\"/></w:r>\
        <w:r><w:t>.</w:t></w:r></w:p>";
    let comment = |id: u8, who: &str, text: &str, paragraph: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{who}\" w:initials=\"X\" w:date=\"2026-03-0{}T09:00:00Z\">\
                 <w:p w14:paraId=\"0{paragraph}0\"/><w:p w14:paraId=\"{paragraph}\"><w:r><w:annotationRef/></w:r>\
                 <w:r><w:t>{text}</w:t></w:r></w:p></w:comment>",
            id + 1
        )
    };
    let comments = [
        comment(0, "Ana", "Audit, table 1", "AA"),
        comment(1, "Ed", "Checked?", "BB"),
        comment(2, "Ana", "Which May?", "CC"),
    ];
    let extended = "<w15:commentEx w15:paraId=\"AA\" w15:done=\"1\"/>\
        <w15:commentEx w15:paraId=\"BB\" w15:paraIdParent=\"AA\" w15:done=\"0\"/>";
    let docx = Docx::new(body).part("comments", "comments", &comments.concat());
    let imported = docx.part("commentsExtended", "commentsEx", extended).import();
    let [thread, single] = imported.source_notes.as_slice() else { panic!("two threads") };
    assert_eq!(words(&imported, thread), "rose by 12\n\nper cent");
    assert_eq!((thread.kind, thread.is_resolved), (SourceNoteKind::Comment, true));
    assert_eq!((thread.said.author.as_str(), thread.said.text.as_str()), ("Ana", "Audit, table 1"));
    assert_eq!(
        (thread.said.initials.as_str(), thread.said.date.as_str()),
        ("X", "2026-03-01T09:00:00Z")
    );
    assert_eq!(thread.replies.len(), 1);
    assert_eq!(thread.replies[0].text, "Checked?");
    // A comment at a point hangs on the word there.
    assert_eq!((words(&imported, single), single.is_resolved), ("May", false));
}

#[test]
fn footnotes_stand_at_the_end_and_hang_on_their_signs() {
    let note = |id: u8, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let body = "<w:p><w:r><w:t>It rose</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>It fell.</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>";
    let footnotes = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>not shown</w:t></w:r></w:p></w:footnote>".to_owned()
        + &note(1, "Report, p. 9")
        + &note(2, "Audit, p. 4");
    let endnotes = "<w:endnote w:id=\"2\"><w:p><w:r><w:t>Diary</w:t></w:r></w:p></w:endnote>";
    let docx = Docx::new(body).part("footnotes", "footnotes", &footnotes);
    let imported = docx.part("endnotes", "endnotes", endnotes).import();
    assert_eq!(
        imported.article.text(),
        "It rose[1].\n\nIt fell.[i][2]\n\n[1] Audit, p. 4\n\n[2] Report, p. 9\n\n[i] Diary"
    );
    let notes: Vec<_> = imported
        .source_notes
        .iter()
        .map(|note| (note.kind.key(), words(&imported, note), note.said.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("footnote", "[1]", "Audit, p. 4"),
            ("endnote", "[i]", "Diary"),
            ("footnote", "[2]", "Report, p. 9")
        ]
    );
}

#[test]
fn tracked_changes_are_read_as_accepted_and_told() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">It rose </w:t></w:r>\
        <w:del w:author=\"Ed\"><w:r><w:delText>ten</w:delText></w:r></w:del>\
        <w:ins w:author=\"Ed\"><w:r><w:t>twelve</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> per cent</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>paragraph.</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not to be seen.</w:t></w:r></w:p>";
    let imported = Docx::new(body).import();
    assert_eq!(imported.article.text(), "It rose twelve per cent\n\nOneparagraph.");
    assert_eq!(
        losses(&imported),
        [
            "paragraph 1: a deletion by Ed was left out: “ten”",
            "paragraph 1: an insertion by Ed is shown as text",
            "paragraph 4: hidden text was left out: “Not to be seen.”",
        ]
    );
}

#[test]
fn cells_stand_apart_by_tabs_and_rows_by_lines() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            if text.is_empty() { "<w:p/>".to_owned() } else { p(text) }
        )
    };
    let body = format!(
        "{}<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        p("Before."),
        cell("<w:gridSpan w:val=\"2\"/>", "Year"),
        cell("", "Cost"),
        cell("", "2025"),
        cell("", ""),
        cell("", "12.4"),
        cell("", "two lines").replace("</w:tc>", "<w:p><w:r><w:t>in one</w:t></w:r></w:p></w:tc>"),
        cell("", "9"),
        p("After."),
    );
    let imported = Docx::new(&body).import();
    assert_eq!(
        imported.article.text(),
        "Before.\n\nYear\t\tCost\n2025\t\t12.4\ntwo lines\nin one\t9\n\nAfter."
    );
    let table = imported.article.table_of(2).unwrap();
    assert_eq!((table.columns(), table.blocks().len()), (3, 6));
    assert!(table.cell(1).unwrap().is_header && !table.cell(3).unwrap().is_header);
}

#[test]
fn a_text_box_stands_behind_its_paragraph_once() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("In a box."));
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Round </w:t></w:r><w:r><mc:AlternateContent>\
         <mc:Choice Requires=\"wps\"><wps:txbx>{boxed}</wps:txbx></mc:Choice>\
         <mc:Fallback><v:textbox>{boxed}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>the box.</w:t></w:r></w:p>{}",
        p("Next.")
    );
    let imported = Docx::new(&body).import();
    assert_eq!(imported.article.text(), "Round the box.\n\nIn a box.\n\nNext.");
}

#[test]
fn a_picture_is_told_with_what_it_shows() {
    let body = p("Text.")
        + "<w:p><w:r><w:drawing><wp:docPr id=\"1\" descr=\"A tram\"/><pic:pic/></w:drawing></w:r></w:p>";
    let imported = Docx::new(&body).import();
    assert_eq!(losses(&imported), ["paragraph 2: a picture was left out: “A tram”"]);
    assert_eq!(imported.losses[0].block, Some(1));
}

#[test]
fn strict_names_other_part_names_and_utf_16_are_read() {
    let mut docx = Docx::new(&p("Żółw 12."));
    docx.namespace = STRICT;
    let main = docx.main();
    for bytes in [
        docx.bytes(),
        docx.bytes_with("other/story.xml", main.as_bytes()),
        docx.bytes_with("word/document.xml", &utf16(&main)),
    ] {
        assert_eq!(import(&bytes, "a.docx").unwrap().article.text(), "Żółw 12.");
    }
}

fn utf16(text: &str) -> Vec<u8> {
    let marked = format!("\u{feff}{}", text.replace("UTF-8", "UTF-16"));
    marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_character_leads_back_to_its_run() {
    let body = "<w:p/><w:p><w:r/><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r><w:r><w:t>three</w:t></w:r></w:p>";
    let imported = Docx::new(body).import();
    let text = imported.article.text();
    assert_eq!(text, "one\ttwothree");
    let origin = |words: &str| {
        let pos = TextPos::from_usize(text.find(words).unwrap());
        imported.source_map.origin_at(text, pos).unwrap()
    };
    assert_eq!(origin("two"), Origin::Run { part: 0, paragraph: 1, run: 1, offset: 4 });
    assert_eq!(origin("hree"), Origin::Run { part: 0, paragraph: 1, run: 2, offset: 1 });
    assert_eq!(imported.source_map.parts, ["word/document.xml"]);
    assert_eq!(imported.source_map.pieces().count(), 2);
}

#[test]
fn a_file_that_is_cut_off_says_so_and_keeps_what_there_is() {
    let docx = Docx::new(&(p("First words.") + &p("Second words.")));
    let bytes = docx.bytes();
    let error = import(&bytes[..bytes.len() / 2], "a.docx").unwrap_err();
    assert!(matches!(error, ImportError::Damaged { .. }), "{error}");
    let main = docx.main();
    let cut = &main.as_bytes()[..main.find("Second").unwrap()];
    let imported = import(&docx.bytes_with("word/document.xml", cut), "a.docx").unwrap();
    assert_eq!(imported.article.text(), "First words.");
    assert!(losses(&imported)[0].contains("word/document.xml is damaged at byte"));
    let error = import(&docx.bytes_with("word/document.xml", b"<w:"), "a.docx").unwrap_err();
    assert!(error.to_string().contains("word/document.xml, byte"), "{error}");
}

#[test]
fn what_swells_when_it_is_unpacked_is_refused_before() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b' '; 8 * 1024 * 1024]).unwrap();
    let error = import(&zip.finish().unwrap().into_inner(), "a.docx").unwrap_err();
    assert!(matches!(error, ImportError::TooLarge { .. }), "{error}");
}

#[test]
fn deep_nesting_and_foreign_entities_do_no_harm() {
    let deep = format!("{}{}", p("Words."), "<w:sdt>".repeat(100_000));
    let imported = Docx::new(&deep).import();
    assert_eq!((imported.article.text(), imported.losses.len()), ("Words.", 1));
    let attributes: String = (0..100_000).fold(String::new(), |mut out, n| {
        write!(out, " a{n}=\"x\"").unwrap();
        out
    });
    let imported =
        Docx::new(&format!("<w:p{attributes}><w:r><w:t>Words.</w:t></w:r></w:p>")).import();
    assert_eq!(imported.article.text(), "Words.");
    let docx = Docx::new(&p("Words &own; &amp; more."));
    let main = docx.main().replacen(
        "<w:document",
        "<!DOCTYPE x [<!ENTITY own \"secret\">]><w:document",
        1,
    );
    let imported =
        import(&docx.bytes_with("word/document.xml", main.as_bytes()), "a.docx").unwrap();
    assert_eq!(imported.article.text(), "Words \u{fffd} & more.");
}

#[test]
fn the_content_decides_and_the_name_is_told() {
    let bytes = Docx::new(&p("Words.")).bytes();
    let imported = import(&bytes, "story.txt").unwrap();
    assert_eq!(imported.format, "docx");
    assert_eq!(
        losses(&imported),
        [": the file is named like Plain text, but it is Word and was read as that"]
    );
    assert!(import(&bytes, "story").unwrap().losses.is_empty());
}

/// Elements that mean something to the reader, in any order and nesting.
fn elements() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>word </w:t>",
        "<w:t> </w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:commentRangeStart w:id=\"0\"/>",
        "<w:commentRangeEnd w:id=\"0\"/>",
        "<w:commentReference w:id=\"0\"/>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
        "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:pPr><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
        "<w:br/>",
        "<w:tab/>",
        "<w:tcPr><w:gridSpan w:val=\"9999999\"/></w:tcPr>",
        "<w:rPr><w:vanish/></w:rPr>",
        "<w:rPr><w:b/></w:rPr>",
        "<mc:AlternateContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        "<mc:Fallback>",
        "\u{301}",
        "<w:t>\u{301}🇳🇴</w:t>",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_elements_make_a_sound_article(body in elements()) {
        let comment = "<w:comment w:id=\"0\"><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment>";
        let note = "<w:footnote w:id=\"1\"><w:p><w:r><w:t>n</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p></w:footnote>";
        let docx = Docx::new(&body).part("comments", "comments", comment).part("footnotes", "footnotes", note);
        if let Ok(imported) = import(&docx.bytes(), "a.docx") {
            super::import::assert_sound(&imported);
        }
    }

    #[test]
    fn no_change_of_bytes_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = Docx::new(&(p("One two.") + &p("Three."))).bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drop(import(&bytes, "a.docx"));
        bytes.truncate(cut.index(bytes.len()));
        drop(import(&bytes, "a.docx"));
    }
}
