//! The e-book among the samples: built here, byte for byte.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use obelus::import::import;
use obelus::model::BlockKind;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::imported::check_sample;

const FILE: &str = "lighthouse.epub";

const CONTAINER: &str = r#"<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const BOOK: &str = r#"<?xml version="1.0"?>
<package version="3.0" unique-identifier="id" xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:isbn:0000000000000</dc:identifier>
<dc:title>The lamp at Skarv</dc:title>
<dc:creator>Einar Holm</dc:creator>
<dc:language>en</dc:language>
<dc:publisher>Hest Island Press</dc:publisher>
<dc:date>2026-02-01</dc:date>
<meta property="dcterms:modified">2026-02-01T12:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="notes" href="notes.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="notes"/></spine>
</package>
"#;

const NAV: &str = r#"<nav epub:type="toc"><h1>Contents</h1><ol>
<li><a href="one.xhtml">The keeper</a></li>
<li><a href="two.xhtml">The fire</a></li>
</ol></nav>"#;

const ONE: &str = r#"<p>The lighthouse on Skarv was lit for the first time on 1 September 1871, and its lamp burned rape oil until 1903.<a epub:type="noteref" href="notes.xhtml#n1">1</a> It stands 34 metres above the sea and is seen from eighteen nautical miles, which is 33 kilometres.</p>
<p>Seven keepers lived there in the hundred and four years until it was left to a machine, in 1975. The longest was Halvor Brun, who came at twenty-six in 1898 and went at sixty-one, in 1931. <em>“I have seen the sea every day for thirty-five years,”</em> he wrote in the log, <em>“and it has not once seen me.”</em></p>
<blockquote><p>Wind from the south-west, six. Lit at 16.02. One candle left for the house.</p><p>Log of 21 December 1916</p></blockquote>"#;

const TWO: &str = r#"<p>On the night of 9 November 1922 the oil store burned. Brun and his wife Agnes saved the lens, which weighs 240 kilograms, by rolling it on broom handles to the well.<a epub:type="noteref" href="notes.xhtml#n2">2</a></p>
<p>What it cost to build the store again:</p>
<table><tr><th>For</th><th>Crowns</th></tr><tr><td>Stone</td><td>1,150</td></tr><tr><td>Oil</td><td>840</td></tr><tr><td>Carriage by boat</td><td>275</td></tr></table>
<p>Together that was 2,365 crowns, nearly two years of a keeper’s wages, which were 1,200 a year.</p>"#;

const NOTES: &str = r#"<section epub:type="endnotes"><h2>Notes</h2>
<aside epub:type="endnote" id="n1"><p>Register of lights, 1904 edition, page 77.</p></aside>
<aside epub:type="endnote" id="n2"><p>The log says 1921; the newspaper of the week is of 1922.</p></aside>
</section>"#;

fn page(title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\">\n<head><title>{title}</title></head>\n\
         <body>\n{body}\n</body>\n</html>\n"
    )
}

fn sample() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts = [
        ("mimetype", "application/epub+zip".to_owned(), stored),
        ("META-INF/container.xml", CONTAINER.to_owned(), SimpleFileOptions::default()),
        ("book/book.opf", BOOK.to_owned(), SimpleFileOptions::default()),
        ("book/nav.xhtml", page("Contents", NAV), SimpleFileOptions::default()),
        ("book/one.xhtml", page("The keeper", ONE), SimpleFileOptions::default()),
        ("book/two.xhtml", page("The fire", TWO), SimpleFileOptions::default()),
        ("book/notes.xhtml", page("Notes", NOTES), SimpleFileOptions::default()),
    ];
    for (name, text, options) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_book_sample_is_what_is_built_here() {
    check_sample(FILE, &sample());
}

#[test]
fn the_samples_of_pages_mails_and_books_have_their_blocks() {
    use BlockKind::{Byline, Caption, Deck, Footnote, Headline, ListItem, Quotation, TableCell};
    let samples: [(&str, &str, &[BlockKind]); 4] = [
        (
            "ferry_page.html",
            "html",
            &[Headline, Deck, Byline, Caption, ListItem, Quotation, TableCell],
        ),
        ("wind_park.mht", "mht", &[Headline, Deck, Byline, Caption, TableCell]),
        ("school_mail.eml", "eml", &[Headline, Byline, ListItem, Quotation]),
        (FILE, "epub", &[Headline, Byline, Quotation, TableCell, Footnote]),
    ];
    for (name, format, kinds) in samples {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs").join(name);
        let imported = import(&fs::read(path).unwrap(), name).unwrap();
        assert_eq!(imported.format, format, "{name}");
        for kind in kinds {
            assert!(imported.article.blocks().iter().any(|b| b.kind == *kind), "{name}: {kind:?}");
        }
    }
}
