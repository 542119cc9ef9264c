//! Web pages: which part of them is the story, what of it becomes text, and what is told as lost.

use std::fmt::Write as _;
use std::sync::Arc;

use obelus::import::{ImportOptions, Imported, Origin, import, import_with};
use obelus::text::TextPos;
use proptest::prelude::*;

use super::imported::{lost, outline};

/// All of a page with this body.
fn read(body: &str) -> Imported {
    let page = format!("<!DOCTYPE html><html lang=en><body>{body}</body></html>");
    let options = ImportOptions { whole_page: true, ..ImportOptions::default() };
    import_with(Arc::new(page.into()), "page.html", &options).unwrap()
}

const SENTENCE: &str = "The harbour board met on Tuesday evening, and it heard three engineers, \
    two of whom had dived at the wall, before it voted on the repair by seven to two.";

/// A page of a newspaper around a story of five paragraphs.
fn newspaper() -> String {
    let story = ["One", "Two", "Three", "Four", "Five"]
        .map(|part| format!("<p>Part {part}. {SENTENCE}</p>"))
        .concat();
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Wall to be mended | The Orla Post</title>\
         <link rel=canonical href=\"https://post.example/wall\">\
         <meta property=\"og:site_name\" content=\"The Orla Post\">\
         <meta name=author content=\"Ana Novák\">\
         <meta property=\"article:published_time\" content=\"2026-03-04\"></head>\
         <body><nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>\
         <header><h1>Wall to be mended</h1><p class=article__standfirst>Seven votes to two, after a long evening.</p>\
         <div class=byline>By Ana Novák, harbour desk</div></header>\
         <article>{story}<aside class=related-links><h4>More</h4><a href=/a>Read more: ten great cafés by the harbour wall</a></aside></article>\
         <footer>All rights reserved by the Orla Post and its owners.</footer></body></html>"
    )
}

#[test]
fn the_story_of_a_page_has_its_headline_deck_and_byline_and_no_menus() {
    let imported = import(newspaper().as_bytes(), "wall.html").unwrap();
    let outline = outline(&imported);
    let start = "headline: Wall to be mended\n\
                 deck: Seven votes to two, after a long evening.\n\
                 byline: By Ana Novák, harbour desk\n\
                 paragraph: Part One. The harbour";
    assert!(outline.starts_with(start), "{outline}");
    assert_eq!(outline.lines().count(), 8, "{outline}");
    let meta = &imported.article.meta;
    assert_eq!(meta.title.as_deref(), Some("Wall to be mended"));
    assert_eq!(meta.byline.as_deref(), Some("Ana Novák"));
    assert_eq!(meta.publication.as_deref(), Some("The Orla Post"));
    assert_eq!(meta.url.as_deref(), Some("https://post.example/wall"));
    assert_eq!(meta.date.as_deref(), Some("2026-03-04"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
}

#[test]
fn a_byline_inside_the_story_stays_behind_the_deck() {
    let front = "<h1>Wall to be mended</h1><p class=article__standfirst>Seven votes to two, after a \
        long evening.</p><div class=byline>By Ana Novák</div>";
    let page = newspaper().replace("<article>", &format!("<article>{front}"));
    let (head, rest) = page.split_once("<header>").unwrap();
    let page = format!("{head}{}", rest.split_once("</header>").unwrap().1);
    let outline = outline(&import(page.as_bytes(), "wall.html").unwrap());
    let kinds: Vec<&str> =
        outline.lines().map(|line| line.split(':').next().unwrap()).take(4).collect();
    assert_eq!(kinds, ["headline", "deck", "byline", "paragraph"], "{outline}");
}

#[test]
fn what_the_search_for_the_story_leaves_out_is_told() {
    let imported = import(newspaper().as_bytes(), "wall.html").unwrap();
    let losses = lost(&imported);
    assert!(losses[0].starts_with("what stands around the story was left out"), "{losses:?}");
    assert!(losses.iter().any(|loss| loss.contains("“More Read more: ten great")), "{losses:?}");
}

#[test]
fn the_whole_page_has_its_menus_too() {
    let options = ImportOptions { whole_page: true, ..ImportOptions::default() };
    let imported = import_with(Arc::new(newspaper().into()), "wall.html", &options).unwrap();
    let outline = outline(&imported);
    assert!(outline.starts_with("list-item 1: Home\nlist-item 1: Sport\nheadline: Wall"));
    assert!(outline.contains("ten great cafés") && outline.contains("All rights"));
}

#[test]
fn a_page_without_a_story_is_read_whole() {
    let page = "<!DOCTYPE html><html><body><p>Two words.</p></body></html>";
    assert_eq!(outline(&import(page.as_bytes(), "a.html").unwrap()), "paragraph: Two words.\n");
}

#[test]
fn white_space_counts_as_in_a_browser() {
    let imported =
        read("<p> The \n <b>old </b> wall<br>\n fell&nbsp;down. <p>\n\n<pre>a\n  b</pre>");
    let text = "The old wall\nfell\u{a0}down.\n\na\n  b";
    assert_eq!(imported.article.text(), text);
}

#[test]
fn elements_are_the_blocks_of_an_article() {
    let imported = read(
        "<h1>One</h1><h2>Two</h2><blockquote><p>Said</p></blockquote>\
         <figure><img alt=\"A wall\"><figcaption>The wall <i>in May</i></figcaption></figure>\
         <ol start=4 type=a><li>First<li><p>Second</p><p>more</p></ol><ol reversed><li>Top<li>Low</ol>",
    );
    let expected = "headline: One\nheading 2: Two\nquotation 1: Said\ncaption: A wall\n\
                    caption: The wall in May\nlist-item 1 d.: First\nlist-item 1 e.: Second⏎more\n\
                    list-item 1 2.: Top\nlist-item 1 1.: Low\n";
    assert_eq!(outline(&imported), expected);
}

#[test]
fn a_table_keeps_its_rows_and_columns() {
    let imported = read(
        "<table><caption>Votes</caption><tr><th>Ward<th>Yes<th>No\
         <tr><td rowspan=2>Quay<td>1<td>2<tr><td>3<td>4</table>",
    );
    assert_eq!(imported.article.text(), "Votes\n\nWard\tYes\tNo\nQuay\t1\t2\n\t3\t4");
}

#[test]
fn a_table_that_puts_things_side_by_side_is_no_table() {
    let imported = read("<table role=presentation><tr><td>Left<td>Right</table>");
    assert_eq!(outline(&imported), "paragraph: Left\nparagraph: Right\n");
}

#[test]
fn links_and_looks_are_spans() {
    let imported = read("<p>See <a href=\"https://a.test/x\">the <em>report</em></a>.");
    let article = &imported.article;
    assert_eq!(article.link_at(TextPos(9)), Some("https://a.test/x"));
    assert_eq!(article.spans().len(), 2);
}

#[test]
fn text_that_a_tag_hides_is_left_out_and_told() {
    let imported = read(
        "<p>Shown <span style=\"DISPLAY : none\">never seen</span></p><p hidden>Nor this</p>\
         <details><summary>More</summary>Opened</details><script>x</script><noscript>No</noscript>",
    );
    assert_eq!(outline(&imported), "paragraph: Shown\nparagraph: More\nparagraph: Opened\n");
    let told = lost(&imported);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("“never seen”") && told[1].contains("“Nor this”"));
}

#[test]
fn what_is_no_text_is_told_with_its_line() {
    let imported =
        read("<p>Words</p>\n<p><img src=a.png></p>\n<video src=b.mp4></video><button>Go</button>");
    let told: Vec<(String, &str)> =
        imported.losses.iter().map(|loss| (loss.what.clone(), loss.place.as_str())).collect();
    assert_eq!(
        told[0],
        ("a picture without words that stand for it was left out".to_owned(), "line 2")
    );
    assert_eq!(told[1], ("a video was left out: b.mp4".to_owned(), "line 3"));
    assert!(told[2].0.starts_with("1 button"));
}

#[test]
fn a_footnote_stands_at_the_end_and_on_its_sign() {
    let imported = read(
        "<p>It cost 4 million<a href=\"#n1\" role=doc-noteref><sup>1</sup></a> in all.</p>\
         <aside id=n1 role=doc-footnote>Budget, p. 9. <a role=doc-backlink href=\"#r1\">↩</a></aside><p>End.</p>",
    );
    let expected = "paragraph: It cost 4 million[1] in all.\nparagraph: End.\n\
                    footnote: [1] Budget, p. 9.\n";
    assert_eq!(outline(&imported), expected);
    let note = &imported.source_notes[0];
    assert_eq!(note.said.text, "Budget, p. 9.");
    assert_eq!(note.place.range().unwrap().of(imported.article.text()), "[1]");
}

#[test]
fn the_source_map_gives_the_line_of_the_element() {
    let imported = read("<p>One</p>\n\n<p>Two</p>");
    let origin = imported.source_map.origin_at(imported.article.text(), TextPos(6));
    assert_eq!(origin, Some(Origin::Line { part: 0, line: 3 }));
}

#[test]
fn characters_are_what_the_page_says_they_are() {
    let page = b"<!DOCTYPE html><html><head><meta charset=windows-1251></head><body><p>\xCC\xE8\xF0</body>";
    let imported = import(page, "a.html").unwrap();
    assert_eq!((imported.article.text(), imported.encoding.as_str()), ("Мир", "windows-1251"));
    let page = "<!DOCTYPE html><meta charset=iso-8859-1><body><p>Ærø".as_bytes();
    let imported = import(page, "a.html").unwrap();
    assert_eq!((imported.article.text(), imported.encoding.as_str()), ("Ærø", "UTF-8"));
}

#[test]
fn an_empty_element_of_xhtml_holds_nothing() {
    let page = "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/>\
                <script src=\"a\"/></head><body><h2><a id=\"x\"/>Head</h2><p>Body</p></body></html>";
    let imported = import(page.as_bytes(), "a.xhtml").unwrap();
    assert_eq!(outline(&imported), "heading 2: Head\nparagraph: Body\n");
    assert!(imported.article.spans().is_empty());
}

#[test]
fn pages_that_are_made_to_swell_are_read_within_limits() {
    let deep = read(&format!("{}Words", "<div>".repeat(100_000)));
    assert_eq!(deep.article.text(), "Words");
    assert!(lost(&deep)[0].starts_with("nested too deeply"), "{:?}", lost(&deep));
    let mut wide = String::new();
    for n in 0..50_000 {
        write!(wide, " a{n}=1").unwrap();
    }
    assert_eq!(read(&format!("<p{wide}>Words</p>")).article.text(), "Words");
    let again =
        format!("{}{}", "<p><b id=x><i id=y><a href=z>".repeat(2_000), "<p>a".repeat(3_000));
    assert!(read(&again).article.text().ends_with("a\n\na"));
}

proptest! {
    #[test]
    fn elements_in_any_order_make_an_article(picks in prop::collection::vec((0..PIECES.len(), any::<bool>()), 1..60)) {
        let body: String = picks.iter().map(|(n, ends)| {
            let piece = PIECES[*n];
            if *ends { format!("</{}>", piece.split(' ').next().unwrap()) } else { format!("<{piece}>word ") }
        }).collect();
        for whole_page in [true, false] {
            let options = ImportOptions { whole_page, ..ImportOptions::default() };
            let page = format!("<html><body>Start {body}");
            let imported = import_with(Arc::new(page.into()), "a.html", &options).unwrap();
            prop_assert!(!whole_page || imported.article.text().contains("Start"));
        }
    }
}

const PIECES: &[&str] = &[
    "p",
    "div",
    "table",
    "tr",
    "td",
    "th colspan=2",
    "td rowspan=3",
    "caption",
    "ul",
    "ol start=3",
    "li",
    "li id=n role=doc-footnote",
    "a href=#n",
    "blockquote",
    "figure",
    "figcaption",
    "img alt=word",
    "h1",
    "h2",
    "pre",
    "b",
    "sup",
    "q",
    "br",
    "hr",
    "section",
    "article",
    "aside id=n role=doc-footnote",
    "span hidden",
    "template",
    "svg",
    "math",
    "select",
    "details",
    "form",
    "font",
    "center",
];
