//! E-books: their order, titles and notes, and what is told as lost.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use obelus::import::{ImportError, Origin, import};
use obelus::text::TextPos;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::imported::outline;

const CONTAINER: &str = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
    <rootfile full-path=\"OPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

/// A book with these chapters and further parts, in this order.
fn epub(chapters: &[(&str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut manifest, mut spine) = (String::new(), String::new());
    for (n, (name, _)) in chapters.iter().enumerate() {
        let nav = if *name == "nav.xhtml" { " properties=\"nav\"" } else { "" };
        write!(
            manifest,
            "<item id=\"c{n}\" href=\"{name}\"{nav} media-type=\"application/xhtml+xml\"/>"
        )
        .unwrap();
        write!(spine, "<itemref idref=\"c{n}\"/>").unwrap();
    }
    let opf = format!(
        "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>The wall</dc:title><dc:creator>Ana Novák</dc:creator><dc:language>en</dc:language></metadata>\
         <manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put("mimetype", "application/epub+zip");
    put("META-INF/container.xml", CONTAINER);
    put("OPS/book.opf", &opf);
    for (name, body) in chapters.iter().filter(|(_, body)| !body.is_empty()) {
        put(&format!("OPS/{}", name.replace("%20", " ")), &page(body));
    }
    for (name, text) in parts {
        put(name, text);
    }
    zip.finish().unwrap().into_inner()
}

fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title/></head>\n<body>{body}</body></html>"
    )
}

#[test]
fn chapters_are_read_in_the_order_of_the_book_under_their_titles() {
    let nav = "<nav epub:type=\"toc\"><ol><li><a href=\"b%20b.xhtml#top\">Second</a></li><li><a href=\"a.xhtml\">First</a></li></ol></nav>";
    let bytes = epub(
        &[("nav.xhtml", nav), ("b%20b.xhtml", "<p>One</p>"), ("a.xhtml", "<h1>Own</h1><p>Two</p>")],
        &[],
    );
    let imported = import(&bytes, "wall.epub").unwrap();
    let expected = "headline: The wall\nbyline: Ana Novák\nheading 1: Second\nparagraph: One\n\
                    heading 1: Own\nparagraph: Two\n";
    assert_eq!(outline(&imported), expected);
    assert_eq!((imported.format, imported.article.meta.language.as_deref()), ("epub", Some("en")));
    assert_eq!(imported.losses[0].what, "the table of contents was left out");
    assert_eq!(imported.losses[0].place, "chapter 1, line 1");
}

#[test]
fn the_source_map_names_the_part_and_its_line() {
    let imported = import(&epub(&[("a.xhtml", "<p>One</p>\n<p>Two</p>")], &[]), "a.epub").unwrap();
    let at = TextPos::from_usize(imported.article.text().find("Two").unwrap());
    let origin = imported.source_map.origin_at(imported.article.text(), at);
    assert_eq!(origin, Some(Origin::Line { part: 0, line: 4 }));
    assert_eq!(imported.source_map.parts, ["OPS/a.xhtml"]);
}

#[test]
fn a_note_in_another_chapter_belongs_to_its_sign() {
    let imported = import(
        &epub(
            &[
                ("a.xhtml", "<p>It cost 4<a epub:type=\"noteref\" href=\"n.xhtml#n1\">1</a>.</p>"),
                ("n.xhtml", "<aside epub:type=\"endnote\" id=\"n1\"><p>Budget.</p></aside>"),
            ],
            &[],
        ),
        "a.epub",
    )
    .unwrap();
    assert!(outline(&imported).ends_with("paragraph: It cost 4[1].\nfootnote: [1] Budget.\n"));
    assert_eq!(imported.source_notes[0].said.text, "Budget.");
}

#[test]
fn what_is_missing_is_told_and_the_rest_is_read() {
    let imported =
        import(&epub(&[("gone.xhtml", ""), ("a.xhtml", "<p>Words</p>")], &[]), "a.epub").unwrap();
    assert_eq!(imported.losses[0].what, "a chapter is missing in the archive: OPS/gone.xhtml");
    assert!(imported.article.text().ends_with("Words"));
}

#[test]
fn a_locked_book_is_refused_and_one_with_locked_fonts_is_read() {
    let lock = |method: &str, part: &str| {
        format!(
            "<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\">\
             <enc:EncryptedData><enc:EncryptionMethod Algorithm=\"{method}\"/><enc:CipherData>\
             <enc:CipherReference URI=\"{part}\"/></enc:CipherData></enc:EncryptedData></encryption>"
        )
    };
    let chapters = [("a.xhtml", "<p>Words</p>")];
    let locked = lock("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/a.xhtml");
    let error =
        import(&epub(&chapters, &[("META-INF/encryption.xml", &locked)]), "a.epub").unwrap_err();
    assert!(matches!(error, ImportError::NotThisFormat { .. }));
    assert!(error.to_string().contains("DRM"), "{error}");
    let fonts = lock("http://www.idpf.org/2008/embedding", "OPS/font.otf");
    assert!(import(&epub(&chapters, &[("META-INF/encryption.xml", &fonts)]), "a.epub").is_ok());
}

#[test]
fn a_book_is_known_by_its_content() {
    let imported = import(&epub(&[("a.xhtml", "<p>Words</p>")], &[]), "a.docx").unwrap();
    assert_eq!(imported.format, "epub");
    assert!(imported.losses.iter().any(|loss| loss.what.contains("named like Word")));
}

proptest! {
    #[test]
    fn a_damaged_book_is_read_or_refused(cut in 500..1_000_usize, noise in prop::collection::vec((0..1_000_usize, any::<u8>()), 0..6)) {
        let mut bytes = epub(&[("a.xhtml", "<h1>A</h1><p>Words</p>"), ("b.xhtml", "<p>More</p>")], &[]);
        let length = bytes.len();
        for (at, byte) in noise {
            bytes[at * length / 1_000] = byte;
        }
        let _ended = import(&bytes, "a.epub").is_ok();
        bytes.truncate(cut * length / 1_000);
        let _ended = import(&bytes, "a.epub").is_ok();
    }
}
