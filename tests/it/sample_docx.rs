//! The Word file among the samples: built here, byte for byte, with all that desks get in one.

use obelus::import::import;
use obelus::model::BlockKind;

use super::import_docx::{Docx, p, styled};
use super::imported::check_sample;

const FILE: &str = "harbour_wall.docx";

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Words under the comments with these ids.
fn commented(ids: &[u8], text: &str) -> String {
    let each = |element: &str| {
        let one = |id: &u8| format!("<w:{element} w:id=\"{id}\"/>");
        ids.iter().map(one).collect::<Vec<_>>().concat()
    };
    let reference = |id: &u8| format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    let references = ids.iter().map(reference).collect::<Vec<_>>().concat();
    format!("{}{}{}{references}", each("commentRangeStart"), run(text), each("commentRangeEnd"))
}

fn footnote(id: u8) -> String {
    format!(
        "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
    )
}

fn tracked(element: &str, text: &str) -> String {
    let t = if element == "del" { "delText" } else { "t" };
    format!(
        "<w:{element} w:id=\"9{}\" w:author=\"Edda Ito\" w:date=\"2026-03-02T16:20:00Z\"><w:r><w:{t} \
         xml:space=\"preserve\">{text}</w:{t}></w:r></w:{element}>",
        text.len()
    )
}

fn item(text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>",
        run(text)
    )
}

fn row(is_header: bool, cells: [&str; 3]) -> String {
    let header = if is_header { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
    let cell = |text: &&str| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>", p(text))
    };
    format!("<w:tr>{header}{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

fn boxed(text: &str) -> String {
    format!(
        "<w:r><w:pict><v:shape style=\"width:160pt;height:60pt\"><v:textbox><w:txbxContent>{}\
         </w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        p(text)
    )
}

fn body() -> String {
    let table = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"9000\" w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/>\
         <w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>{}{}{}</w:tbl>",
        row(true, ["Section", "Metres", "Cost in crowns"]),
        row(false, ["North mole", "240", "3.1 million"]),
        row(false, ["Ferry quay", "165", "2.4 million"]),
    );
    let paragraph = |parts: &[String]| format!("<w:p>{}</w:p>", parts.concat());
    [
        styled("Title", "The harbour wall that will not hold"),
        p("By Tomas Quell"),
        paragraph(&[
            run("The wall of the harbour in Sandvik was "),
            commented(&[0, 1], "built in 1931"),
            run(" and has moved by "),
            commented(&[2], "eleven centimetres"),
            run(" since then, the port office says."),
            footnote(1),
            boxed("A mole is a wall that keeps the waves out."),
        ]),
        paragraph(&[
            run("“Every winter takes "),
            tracked("del", "a metre"),
            tracked("ins", "half a metre"),
            run(" of the bank,” said the harbour master, "),
            commented(&[3], "Ingrid Solheim"),
            run("."),
        ]),
        styled("Heading2", "What it costs"),
        paragraph(&[run("Two sections must be renewed before the autumn:")]),
        item("the north mole, where the ferries turn"),
        item("the ferry quay itself"),
        table,
        paragraph(&[
            run("Together that is 5.5 million crowns, "),
            commented(&[4], "twice the yearly budget"),
            run(" of the port."),
            footnote(2),
        ]),
    ]
    .concat()
}

fn comments() -> String {
    let comment = |id: u8, who: [&str; 2], time: &str, paragraph: &str, text: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{}\" w:initials=\"{}\" w:date=\"2026-03-{time}:00Z\">\
             <w:p w14:paraId=\"{paragraph}\"><w:r><w:annotationRef/></w:r>{}</w:p></w:comment>",
            who[0],
            who[1],
            run(text)
        )
    };
    let (tomas, edda) = (["Tomas Quell", "TQ"], ["Edda Ito", "EI"]);
    [
        comment(0, tomas, "01T09:12", "00000001", "Port archive, box 14: deed of 4 May 1931."),
        comment(1, edda, "02T16:02", "00000002", "Seen. The deed says begun, not built."),
        comment(2, tomas, "01T09:15", "00000003", "Survey of 2025, table 2."),
        comment(3, edda, "02T16:21", "00000004", "Spelling checked against her card."),
        comment(4, tomas, "01T09:40", "00000005", "Budget 2026, p. 3: 2.7 million."),
    ]
    .concat()
}

fn sample() -> Docx {
    let style = |id: &str, name: &str, level: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{level}</w:style>"
        )
    };
    let outline = "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>";
    let styles =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault>\
                  </w:docDefaults>"
            .to_owned()
            + &style("Title", "Title", "")
            + &style("Heading2", "heading 2", outline);
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let note = |id: u8, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
            run(text)
        )
    };
    let footnotes = note(1, " Port office, letter of 11 February 2026.")
        + &note(2, " Budget of the port for 2026, page 3.");
    let extended = "<w15:commentEx w15:paraId=\"00000001\" w15:done=\"0\"/>\
        <w15:commentEx w15:paraId=\"00000002\" w15:paraIdParent=\"00000001\" w15:done=\"0\"/>\
        <w15:commentEx w15:paraId=\"00000004\" w15:done=\"1\"/>";
    Docx::new(&body())
        .part("styles", "styles", &styles)
        .part("numbering", "numbering", numbering)
        .part("footnotes", "footnotes", &footnotes)
        .part("comments", "comments", &comments())
        .part("commentsExtended", "commentsEx", extended)
}

#[test]
fn the_word_sample_is_what_is_built_here() {
    check_sample(FILE, &sample().bytes());
}

#[test]
fn the_word_sample_shows_what_desks_get_in_one_file() {
    let imported = import(&sample().bytes(), FILE).unwrap();
    let article = &imported.article;
    for kind in [BlockKind::Headline, BlockKind::Byline, BlockKind::ListItem, BlockKind::TableCell]
    {
        assert!(article.blocks().iter().any(|block| block.kind == kind), "{kind:?}");
    }
    assert!(article.text().contains("half a metre") && !article.text().contains("takes a metre"));
    let of = |words: &str| {
        let on = |range: obelus::text::TextRange| range.of(article.text()) == words;
        imported.source_notes.iter().find(|note| note.place.range().is_some_and(on)).unwrap()
    };
    assert_eq!(of("built in 1931").replies.len(), 1);
    assert!(of("Ingrid Solheim").is_resolved);
    assert_eq!(of("[2]").said.text, "Budget of the port for 2026, page 3.");
    assert_eq!(imported.source_notes.len(), 6);
}
