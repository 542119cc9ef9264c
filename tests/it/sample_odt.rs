//! The OpenDocument file among the samples: built here, byte for byte.

use std::io::{Cursor, Write as _};

use obelus::import::import;
use obelus::model::{BlockKind, SourceNoteKind};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::imported::{check_sample, lost, words};

const FILE: &str = "ice_road.odt";

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

const STYLES: &str = r#"<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Subtitle" style:family="paragraph"/>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:styles>"#;

/// What was deleted, by the id that the text names.
const CHANGES: &str = r#"<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>
<office:change-info><dc:creator>Nils Aro</dc:creator><dc:date>2026-02-12T18:40:00</dc:date></office:change-info>
<text:p>at least </text:p></text:deletion></text:changed-region></text:tracked-changes>"#;

const STORY: &str = r#"<text:p text:style-name="Title">The road that is there for six weeks</text:p>
<text:p text:style-name="Subtitle">When the strait freezes, the people of Aldøy drive to the mainland. This winter they waited until February.</text:p>
<text:p>By Kaja Moe</text:p>
<text:p>The ice road between Aldøy and the mainland was opened on 9 February, <office:annotation office:name="a1"><dc:creator>Nils Aro</dc:creator><dc:date>2026-02-12T18:32:00</dc:date><text:p>The road office says 8 February, see its notice no. 4.</text:p></office:annotation>seventeen days later than in the year before<office:annotation-end office:name="a1"/>, when it had been 25 January. It is 11.4 kilometres long and needs <text:change text:change-id="c1"/>40 centimetres of ice for a car and 55 for a lorry.<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Road office, rules for winter roads, § 3.</text:p></text:note-body></text:note></text:p>
<text:p text:style-name="Quotations">“We measure every two hundred metres, every morning, and we have never lost a car.”</text:p>
<text:p>That is what Jon Vik says, who has kept the road since 1994. The archive of the <text:span text:style-name="Emphasis">Strait Gazette</text:span> has a picture of a <office:annotation><dc:creator>Kaja Moe</dc:creator><dc:date>2026-02-13T08:05:00</dc:date><text:p>Page 3 of 2 March 2003; he says that it was beside the road.</text:p></office:annotation>van that went through in March 2003.</text:p>
<text:h text:outline-level="2">What it saves</text:h>
<text:p>From the church to the hospital it is</text:p>
<text:list text:style-name="Bullets">
<text:list-item><text:p>14 kilometres over the ice, some twenty minutes at the 40 kilometres an hour that are allowed</text:p></text:list-item>
<text:list-item><text:p>92 kilometres round the fjord, an hour and a half</text:p></text:list-item>
</text:list>
<text:p>The council has counted the cars of four winters:</text:p>
<table:table table:name="Cars"><table:table-column table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Winter</text:p></table:table-cell><table:table-cell><text:p>Days open</text:p></table:table-cell><table:table-cell><text:p>Cars</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>2022</text:p></table:table-cell><table:table-cell><text:p>61</text:p></table:table-cell><table:table-cell><text:p>9,150</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>2023</text:p></table:table-cell><table:table-cell><text:p>44</text:p></table:table-cell><table:table-cell><text:p>7,480</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>2024</text:p></table:table-cell><table:table-cell><text:p>52</text:p></table:table-cell><table:table-cell><text:p>8,060</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>2025</text:p></table:table-cell><table:table-cell><text:p>38</text:p></table:table-cell><table:table-cell><text:p>6,270</text:p></table:table-cell></table:table-row>
</table:table>
<text:p>That is 30,960 cars in 195 days, or 159 a day. A bridge, for which the county wants 900 million crowns, would cost each of them 29,000.</text:p>"#;

fn document(root: &str, content: &str) -> String {
    let name = |prefix: &str, name: &str| {
        format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"")
    };
    let names = name("office", "office")
        + &name("text", "text")
        + &name("table", "table")
        + &name("style", "style")
        + &name("fo", "xsl-fo-compatible");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:{root}{names} \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\">{content}</office:{root}>\n"
    )
}

fn sample() -> Vec<u8> {
    let text = format!("<office:body><office:text>{CHANGES}{STORY}</office:text></office:body>");
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts = [
        ("mimetype", MIMETYPE.to_owned(), stored),
        ("content.xml", document("document-content", &text), SimpleFileOptions::default()),
        ("styles.xml", document("document-styles", STYLES), SimpleFileOptions::default()),
        ("META-INF/manifest.xml", MANIFEST.to_owned(), SimpleFileOptions::default()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, options) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_opendocument_sample_is_what_is_built_here() {
    check_sample(FILE, &sample());
}

#[test]
fn the_opendocument_sample_has_its_blocks_its_comments_and_its_loss() {
    use BlockKind::{Byline, Deck, Footnote, Headline, ListItem, Quotation, TableCell};
    let imported = import(&sample(), FILE).unwrap();
    for kind in [Headline, Deck, Byline, Quotation, ListItem, TableCell, Footnote] {
        assert!(imported.article.blocks().iter().any(|block| block.kind == kind), "{kind:?}");
    }
    let notes = imported.source_notes.iter();
    let notes: Vec<(SourceNoteKind, &str)> =
        notes.map(|note| (note.kind, words(&imported, note))).collect();
    assert_eq!(
        notes,
        [
            (SourceNoteKind::Comment, "seventeen days later than in the year before"),
            (SourceNoteKind::Footnote, "[1]"),
            (SourceNoteKind::Comment, "van"),
        ]
    );
    assert_eq!(lost(&imported), ["a deletion by Nils Aro was left out: “at least”"]);
}
