//! PDF: words from signs, lines from words, and what is told as left out.

use obelus::import::{ImportError, Imported, Origin, import};
use obelus::text::TextPos;
use proptest::prelude::*;

use super::imported::{losses, outline, words};
use super::pdf_writer::{Pdf, text};

fn read(pdf: Pdf) -> Imported {
    import(&pdf.bytes(), "story.pdf").unwrap()
}

fn page_of(lines: &[(i32, i32, &str)]) -> String {
    lines.iter().map(|(x, y, words)| text("F1", 10, *x, *y, words)).collect()
}

#[test]
fn words_come_from_gaps_where_a_file_has_no_spaces() {
    let kerned = "BT /F1 10 Tf 70 700 Td [(The) -300 (har) 20 (bour) -300 (wall)] TJ ET";
    assert_eq!(read(Pdf::new().page(kerned)).article.text(), "The harbour wall");
}

#[test]
fn lines_are_paragraphs_and_words_divided_between_them_are_put_together() {
    let page = page_of(&[
        (70, 700, "The wall of the har-"),
        (70, 688, "bour was built in a well-"),
        (70, 676, "known quarry, and a well-known mason"),
        (70, 664, "cut it."),
        (70, 640, "A second paragraph."),
    ]);
    let imported = read(Pdf::new().page(&page));
    assert_eq!(
        outline(&imported),
        "paragraph: The wall of the harbour was built in a well-known quarry, and a well-known mason cut it.\n\
         paragraph: A second paragraph.\n"
    );
    assert_eq!(losses(&imported), [": 1 word divided at the ends of lines was put together"]);
}

#[test]
fn columns_are_read_one_after_the_other_below_what_stands_over_both() {
    let mut lines = vec![(
        70,
        740,
        "A line that runs over the full width of the page, above both of the columns.",
    )];
    let words = ["one of the left", "two of the left", "three of the left", "four of the left."];
    let others =
        ["five of the right", "six of the right", "seven of the right", "eight of the right."];
    for (n, (left, right)) in (0i32..).zip(words.iter().zip(others)) {
        lines.push((320, 700 - 12 * n, right));
        lines.push((70, 700 - 12 * n, left));
    }
    let text = read(Pdf::new().page(&page_of(&lines))).article.text().to_owned();
    assert!(
        text.ends_with(
            "one of the left two of the left three of the left four of the left.\n\n\
         five of the right six of the right seven of the right eight of the right."
        ),
        "{text}"
    );
}

#[test]
fn running_heads_and_page_numbers_are_left_out_and_told() {
    let mut pdf = Pdf::new();
    for n in 1..=3 {
        let (number, body) = (n.to_string(), format!("Page {n} says something of its own."));
        pdf =
            pdf.page(&page_of(&[(70, 810, "The Orla Post"), (70, 600, &body), (290, 30, &number)]));
    }
    let imported = read(pdf);
    assert_eq!(
        imported.article.text(),
        "Page 1 says something of its own.\n\nPage 2 says something of its own.\n\nPage 3 says something of its own."
    );
    assert_eq!(
        losses(&imported),
        [
            "page 1: the page numbers on 3 pages were left out",
            "page 1: a running head or foot on 3 pages was left out: “The Orla Post”",
        ]
    );
    assert_eq!(imported.losses[0].block, Some(1), "it leads to the page");
}

/// A page with these annotations.
fn noted(annotations: &[&str]) -> Imported {
    let mut pdf = Pdf::new();
    let numbers: Vec<String> =
        annotations.iter().map(|one| format!("{} 0 R", pdf.object(one))).collect();
    let page =
        page_of(&[(70, 700, "The wall was built in 1931."), (70, 600, "It has moved since.")]);
    pdf.page_with(&page, &format!("/Annots [{}]", numbers.join(" ")), "");
    read(pdf)
}

#[test]
fn comments_become_notes_on_the_words_below_them_with_their_answers() {
    let imported = noted(&[
        // The first object behind the catalog and the list of pages is number 3.
        "<< /Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [108 710 150 710 108 698 150 698]          /Contents (Deed of 1931.\rSeen.) /T (Edda Ito) /M (D:20260302160200Z) >>",
        "<< /Subtype /Text /Rect [300 598 318 616] /Contents (How far?) /T (Tomas) >>",
        "<< /Subtype /Text /Rect [0 0 9 9] /IRT 3 0 R /Contents (Box 14.) /T (Tomas) >>",
        "<< /Subtype /Text /Rect [0 0 9 9] /IRT 5 0 R /StateModel (Review) /State (Completed) >>",
        "<< /Subtype /Underline /Rect [70 598 120 612] >>",
        "<< /Subtype /Link /Rect [70 598 120 612] /Contents (https://example.org) >>",
    ]);
    let told: Vec<(&str, &str, usize)> = imported
        .source_notes
        .iter()
        .map(|note| (words(&imported, note), note.said.text.as_str(), note.replies.len()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "was built",
                "Deed of 1931.
Seen.",
                1
            ),
            ("since.", "How far?", 0)
        ]
    );
    let note = &imported.source_notes[0];
    assert_eq!((&*note.said.author, &*note.said.date), ("Edda Ito", "2026-03-02T16:02:00Z"));
    assert_eq!((&*note.replies[0].author, note.is_resolved), ("Tomas", true));
    assert_eq!(losses(&imported), [": 1 mark of readers without words was left out"]);
}

#[test]
fn a_callout_is_a_comment_and_no_words_of_the_page_and_a_box_is_both() {
    let imported = boxed("/CL [200 702 300 702]");
    assert_eq!(imported.article.text(), "The wall was built in 1931.");
    let note = &imported.source_notes[0];
    assert_eq!((words(&imported, note), &*note.said.text), ("1931.", "Which deed?"));
    let imported = boxed("");
    assert!(imported.article.text().ends_with("Which deed?"), "{}", imported.article.text());
    assert_eq!(words(&imported, &imported.source_notes[0]), "Which deed?");
}

/// A page with a box of text on it that has these entries more.
fn boxed(entries: &str) -> Imported {
    let mut pdf = Pdf::new();
    let show = text("F1", 8, 2, 4, "Which deed?");
    let form = pdf.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F1 << /Type /Font          /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>",
        &show,
    );
    let note = pdf.object(&format!(
        "<< /Subtype /FreeText /Rect [300 690 380 710] {entries} /Contents (Which deed?)          /AP << /N {form} 0 R >> >>"
    ));
    let page = page_of(&[(70, 700, "The wall was built in 1931.")]);
    pdf.page_with(&page, &format!("/Annots [{note} 0 R]"), "");
    read(pdf)
}

#[test]
fn comments_of_any_values_do_no_harm() {
    let hostile = [
        "<< /Subtype /Highlight /QuadPoints [1e38 -1e38 1e38 0 0 0 1e38 1e38] /Contents (a) /IRT 3 0 R >>",
        "<< /Subtype /Highlight /Rect [99999999999 -99999999999 1 1] /Contents (b) /M (D:9999) /IRT 5 0 R >>",
        "<< /Subtype /Square /Rect [] /QuadPoints [1 2 3] /Contents (c) /T 9 /IRT 4 0 R >>",
        "<< /Subtype /Text /Contents 7 /Rect (x) >>",
        "<< /Subtype 3 >>",
        "17",
    ];
    let imported = noted(&hostile);
    assert!(imported.article.text().starts_with("The wall"));
    assert!(imported.source_notes.len() <= hostile.len());
}

#[test]
fn figures_at_the_head_of_pages_stay() {
    let mut pdf = Pdf::new();
    for n in 1..=2 {
        let caption = format!("Figure {n}");
        pdf = pdf.page(&page_of(&[(70, 810, &caption), (70, 600, "Words below the figure.")]));
    }
    assert!(read(pdf).article.text().contains("Figure 2"));
}

#[test]
fn what_the_file_calls_a_part_of_its_pages_goes_and_other_marked_words_stay() {
    let page = format!(
        "/Artifact << /Type /Pagination >> BDC {} EMC /P << /MCID 0 >> BDC {} EMC",
        text("F1", 10, 70, 400, "Page 7"),
        text("F1", 10, 70, 700, "The story itself.")
    );
    let imported = read(Pdf::new().page(&page));
    assert_eq!(imported.article.text(), "The story itself.");
    assert!(losses(&imported)[0].contains("“Page 7”"), "{:?}", losses(&imported));
}

#[test]
fn a_paragraph_goes_on_over_the_page_and_keeps_its_places() {
    let mut pdf = Pdf::new();
    pdf.catalog = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>".to_owned();
    let first = page_of(&[(70, 100, "The council met on a Monday evening and de-")]);
    let second = page_of(&[(70, 700, "cided nothing.")]);
    let imported = read(pdf.page(&first).page(&second));
    let text = imported.article.text();
    assert_eq!(text, "The council met on a Monday evening and decided nothing.");
    let page_at = |words: &str| {
        let at = TextPos::from_usize(text.find(words).unwrap());
        match imported.source_map.origin_at(text, at) {
            Some(Origin::Page { page, area }) => {
                (imported.source_map.parts[page as usize].clone(), area)
            }
            other => panic!("{other:?}"),
        }
    };
    let (label, area) = page_at("The");
    assert_eq!(label, "iv");
    assert_eq!((area.left, area.bottom), (7000, 74400));
    assert!(area.top < area.bottom && area.right > area.left);
    assert_eq!(page_at("cided").0, "v");
    let starts = imported.article.pages.starts().iter();
    let starts: Vec<_> = starts.map(|page| (page.label.as_str(), page.at.as_usize())).collect();
    assert_eq!(starts, [("iv", 0), ("v", text.find("cided").unwrap())]);
}

#[test]
fn headings_are_known_by_their_size_and_entries_by_their_bullets() {
    let page = text("F2", 24, 70, 760, "The harbour wall")
        + &text("F2", 14, 70, 720, "What it costs")
        + &page_of(&[
            (70, 700, "Two sections must be renewed, says the office, before the winter comes."),
            (70, 680, "• the north mole, where the"),
            (78, 668, "ferries turn"),
            (70, 656, "• the quay"),
        ]);
    assert_eq!(
        outline(&read(Pdf::new().page(&page))),
        "headline: The harbour wall\n\
         heading 2: What it costs\n\
         paragraph: Two sections must be renewed, says the office, before the winter comes.\n\
         list-item 1: the north mole, where the ferries turn\n\
         list-item 1: the quay\n"
    );
}

#[test]
fn hebrew_is_read_from_right_to_left() {
    let mut pdf = Pdf::new();
    // The letters of שלום as they stand: from the left, the last one first.
    let names = "/Differences [65 /afii57677 /afii57669 /afii57676 /afii57689]";
    pdf.fonts += "/H << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 65 /LastChar 68 \
                  /Widths [500 500 500 500] /Encoding << /BaseEncoding /WinAnsiEncoding ";
    pdf.fonts += names;
    pdf.fonts += " >> >> ";
    let page = text("H", 10, 70, 700, "ABCD") + &text("F1", 10, 92, 700, "12");
    assert_eq!(read(pdf.page(&page)).article.text(), "12 שלום");
}

#[test]
fn turned_and_raised_signs_are_read() {
    let up = "BT /F1 10 Tf 0 1 -1 0 40 300 Tm (Set upwards) Tj ET\n";
    let raised =
        "BT /F1 10 Tf 70 700 Td (Growth) Tj /F1 6 Tf 4 Ts (3) Tj 0 Ts /F1 10 Tf ( fell.) Tj ET";
    let imported = read(Pdf::new().page(&format!("{up}{raised}")));
    assert_eq!(imported.article.text(), "Growth3 fell.\n\nSet upwards");
    let span = &imported.article.spans()[0];
    assert_eq!(span.range.of(imported.article.text()), "3");
}

#[test]
fn signs_drawn_twice_and_signs_outside_of_the_page_are_not_words() {
    let page = page_of(&[(70, 700, "Bold words"), (70, 700, "Bold words"), (900, 700, "outside")]);
    let imported = read(Pdf::new().page(&page));
    assert_eq!(imported.article.text(), "Bold words");
    assert_eq!(losses(&imported), [": 7 signs outside of the pages were left out"]);
}

#[test]
fn what_a_file_says_of_itself_fills_what_the_story_does_not_say() {
    let mut pdf = Pdf::new();
    pdf.info =
        "/Title (The wall of Sandvik) /Author (Tomas Quell) /CreationDate (D:20260301091200Z)"
            .to_owned();
    pdf.catalog = "/Lang (en-GB)".to_owned();
    let meta = read(pdf.page(&page_of(&[(70, 700, "It moved.")]))).article.meta;
    assert_eq!(meta.title.as_deref(), Some("The wall of Sandvik"));
    assert_eq!(meta.byline.as_deref(), Some("Tomas Quell"));
    assert_eq!(
        (meta.date.as_deref(), meta.language.as_deref()),
        (Some("2026-03-01"), Some("en-GB"))
    );
    let mut pdf = Pdf::new();
    pdf.info = "/Title (Microsoft Word - wall.doc) /Author (tquell)".to_owned();
    let meta = read(pdf.page(&page_of(&[(70, 700, "It moved.")]))).article.meta;
    assert_eq!((meta.title, meta.byline), (None, None));
}

#[test]
fn a_scan_is_named_as_one_and_a_layer_of_text_over_it_is_read() {
    let image = |words: &str| {
        let mut pdf = Pdf::new();
        let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let image = pdf.stream(image, "x");
        let content = format!("q 595 0 0 842 0 0 cm /I Do Q {words}");
        pdf.page_with(&content, "", &format!("/XObject << /I {image} 0 R >>"));
        pdf
    };
    let error = import(&image("").bytes(), "scan.pdf").unwrap_err();
    assert!(error.to_string().contains("is a scan"), "{error}");
    let layer = format!("3 Tr {}", text("F1", 10, 70, 700, "Words under the picture."));
    let imported = read(image(&layer));
    assert_eq!(imported.article.text(), "Words under the picture.");
    assert!(losses(&imported)[0].contains("(OCR)"));
}

#[test]
fn signs_without_a_meaning_are_counted() {
    let mut pdf = Pdf::new();
    pdf.fonts += "/N << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /unheard] >> >> ";
    let page = page_of(&[(70, 700, "Nine words of this page can be read by all.")])
        + "BT /N 10 Tf 70 650 Td (\\001\\001) Tj ET";
    let imported = read(pdf.page(&page));
    assert_eq!(losses(&imported), [": 5 % of the signs have no Unicode, shown as \u{fffd}"]);
}

#[test]
fn a_file_without_pages_or_with_a_lock_is_refused() {
    let error = |bytes: &[u8]| import(bytes, "story.pdf").unwrap_err();
    assert!(matches!(error(b"%PDF-1.7\nnothing"), ImportError::Damaged { .. }));
    let locked = String::from_utf8(Pdf::new().page("").bytes()).unwrap().replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 \
         /O (00000000000000000000000000000000) /U (00000000000000000000000000000000) >>",
    );
    assert!(
        matches!(error(locked.as_bytes()), ImportError::Encrypted { .. }),
        "{:?}",
        error(locked.as_bytes())
    );
}

#[test]
fn forms_that_draw_forms_without_end_are_read_in_part() {
    let mut pdf = Pdf::new();
    let mut inner = pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "n");
    for _ in 0..45 {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {inner} 0 R >> >>"
        );
        inner = pdf.stream(&entries, &"/X Do ".repeat(20));
    }
    pdf.page_with("/X Do", "", &format!("/XObject << /X {inner} 0 R >>"));
    let imported = read(pdf.page(&page_of(&[(70, 700, "Some words.")])));
    assert_eq!(imported.article.text(), "Some words.");
    assert!(losses(&imported)[0].contains("was read in part"));
}

#[test]
fn a_file_is_a_pdf_whatever_its_name() {
    let bytes = Pdf::new().page(&page_of(&[(70, 700, "Some words.")])).bytes();
    let imported = import(&bytes, "story.docx").unwrap();
    assert_eq!(imported.format, "pdf");
    assert!(imported.losses[0].what.contains("named like Word"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn words_anywhere_in_any_order_are_all_there(places in prop::collection::vec((40i32..500, 40i32..800, 6u32..30, "[a-z]{1,9}"), 1..24)) {
        let page: String = places.iter().map(|(x, y, size, word)| text("F1", *size, *x, *y, word)).collect();
        let imported = read(Pdf::new().page(&page));
        let signs = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let drawn: usize = places.iter().map(|(.., word)| signs(word)).sum();
        prop_assert!(signs(imported.article.text()) <= drawn);
    }

    #[test]
    fn a_damaged_file_gives_words_or_a_refusal(at in 0usize..2000, byte: u8, cut in 0usize..2000) {
        let mut bytes = Pdf::new().page(&page_of(&[(70, 700, "Some words.")])).bytes();
        let (at, cut) = (at % bytes.len(), cut % bytes.len());
        bytes[at] = byte;
        _ = import(&bytes, "a.pdf");
        _ = import(&bytes[..cut], "a.pdf");
    }
}
