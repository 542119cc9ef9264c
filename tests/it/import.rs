//! Importing: bytes → article, for each encoding, construct and kind of damage.

use std::fmt::Write as _;
use std::sync::Arc;

use obelus::import::{
    FORMATS, ImportError, ImportOptions, Imported, MOST_BYTES, import, import_with,
};
use obelus::model::{Article, Block, BlockKind, InlineStyle, ItemSign};
use obelus::text::CodePoints;
use proptest::prelude::*;

fn plain(text: &str) -> Article {
    import(text.as_bytes(), "story.txt").unwrap().article
}

fn markdown(text: &str) -> Article {
    import(text.as_bytes(), "story.md").unwrap().article
}

/// One line for each block: kind, level where there is one, text.
fn outline(article: &Article) -> String {
    let mut out = String::new();
    for block in article.blocks() {
        let level = if block.level > 0 { format!(" {}", block.level) } else { String::new() };
        let text = block.range.of(article.text());
        writeln!(out, "{}{level}: {text:?}", block.kind.key()).unwrap();
    }
    out
}

/// One line for each span: style, text.
fn styles(article: &Article) -> Vec<String> {
    let spans = article.spans().iter();
    spans.map(|span| format!("{:?} {}", span.style, span.range.of(article.text()))).collect()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn refused(bytes: &[u8], name: &str) -> String {
    import(bytes, name).unwrap_err().to_string()
}

/// What holds for every article: blocks in order, not empty, and only white space between them.
pub(crate) fn assert_sound(imported: &Imported) {
    let article = &imported.article;
    let mut end = 0;
    for block in article.blocks() {
        let range = block.range.bytes();
        assert!(article.text()[end..range.start].trim().is_empty(), "words outside of blocks");
        assert!(!article.text()[range.clone()].trim().is_empty(), "an empty block");
        end = range.end;
    }
    assert!(article.text()[end..].trim().is_empty(), "words behind the last block");
    for span in article.spans() {
        assert_eq!(article.block_indices(span.range).len(), 1, "a span crosses a block");
    }
    let pieces = imported.source_map.pieces();
    assert!(pieces.is_sorted_by(|a, b| a.range.end() <= b.range.start()), "pieces overlap");
    for note in &imported.source_notes {
        let words = note.place.range().map(|range| range.of(article.text()));
        assert!(words.is_none_or(|words| !words.is_empty()), "a note on nothing");
    }
}

mod decoding {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        let imported = import("\u{feff}One word.".as_bytes(), "a.txt").unwrap();
        assert_eq!(imported.article.text(), "One word.");
        assert_eq!((imported.encoding.as_str(), imported.losses.len()), ("UTF-8", 0));
    }

    #[test]
    fn utf_16_is_read_at_both_ends_with_and_without_a_mark() {
        let text = "Ett blått tåg för 12 kronor.";
        for (to_bytes, name) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")]
        {
            for marked in [format!("\u{feff}{text}"), text.to_owned()] {
                let imported = import(&utf16(&marked, to_bytes), "a.txt").unwrap();
                assert_eq!((imported.article.text(), imported.encoding.as_str()), (text, name));
                assert_eq!(imported.losses.is_empty(), marked.starts_with('\u{feff}'));
            }
        }
    }

    #[test]
    fn a_legacy_encoding_is_guessed_and_the_guess_is_told() {
        let cases = [
            (
                encoding_rs::WINDOWS_1251,
                "Городской совет принял бюджет трамвайной линии во вторник.",
            ),
            (encoding_rs::SHIFT_JIS, "新しい図書館は月曜日に開きました。館長は言いました。"),
            (
                encoding_rs::WINDOWS_1252,
                "Le conseil a décidé d’élargir la ligne à Évreux, très tôt.",
            ),
        ];
        for (encoding, text) in cases {
            let (bytes, _, _) = encoding.encode(text);
            let imported = import(&bytes, "a.txt").unwrap();
            assert_eq!(imported.article.text(), text);
            assert_eq!(imported.encoding, encoding.name());
            let told = format!("decoded as {} by guess", encoding.name());
            assert_eq!(imported.losses[0].what, told);
        }
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest_of_utf_8() {
        let mut bytes =
            "Première ligne, très bien écrite à l’été, déjà.\nDeuxième l".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xFFigne.");
        let imported = import(&bytes, "a.txt").unwrap();
        assert!(imported.article.text().ends_with("Deuxième l\u{fffd}igne."));
        assert_eq!(
            imported.losses[0].what,
            "1 character could not be decoded as UTF-8, shown as \u{fffd}"
        );
        assert_eq!(imported.losses[0].place, "line 2");
    }

    #[test]
    fn lines_end_in_line_feeds_whatever_the_file_had() {
        assert_eq!(plain("One.\r\n\r\nTwo.\rThree.\n").text(), "One.\n\nTwo.\nThree.\n");
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        let cases: [(&[u8], &str); 6] = [
            (b"%PDF-1.7\n...", "it has no pages"),
            (b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml", "a Word file (.docx)"),
            (b"PK\x03\x04\x14\0\x01\0", "locked with a password"),
            (b"\x89PNG\r\n\x1A\n\0\0", "a PNG picture"),
            (b"\x7FELF\x02\x01", "a program"),
            (b"some\0thing", "byte 5"),
        ];
        for (bytes, named) in cases {
            let message = refused(bytes, "story.txt");
            assert!(message.contains(named), "{message}");
            assert!(!message.contains('\n'));
        }
    }

    #[test]
    fn a_file_without_words_says_in_which_way_it_has_none() {
        assert!(refused(b"", "a.txt").starts_with("the file is empty;"));
        assert!(refused(b" \r\n\t", "a.md").starts_with("the file holds only white space;"));
        assert!(refused(b"--- ***", "a.txt").starts_with("the file holds no words, only signs;"));
        assert!(refused(b"<p>word</p>", "a.md").starts_with("the file holds no words to read;"));
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_before_it_is_read() {
        let error = import(&vec![b'a'; MOST_BYTES + 1], "a.txt").unwrap_err();
        assert!(matches!(error, ImportError::TooLarge { .. }));
    }

    #[test]
    fn documents_of_other_programs_are_told_what_to_do() {
        let compound = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &name].concat()
        };
        for (bytes, named) in [
            (compound("WordDocument"), "an old Word file (.doc)"),
            (compound("EncryptedPackage"), "an Office file locked with a password"),
            (b"\xFFWPC\x10".to_vec(), "a WordPerfect file"),
        ] {
            assert!(refused(&bytes, "a.docx").contains(named), "{}", refused(&bytes, "a.docx"));
        }
        assert!(refused(&compound("WordDocument"), "a").contains("save it as .docx"));
    }

    #[test]
    fn what_the_person_says_of_encoding_and_format_holds() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Год");
        let encoding = obelus::import::encoding_by_name("windows-1251");
        let format = obelus::import::format_by_key("text");
        let options = ImportOptions { encoding, format, ..ImportOptions::default() };
        let imported = import_with(Arc::new(bytes.into()), "a.md", &options).unwrap();
        assert_eq!((imported.article.text(), imported.format), ("Год", "text"));
        assert!(imported.losses.is_empty());
        assert!(encoding.is_some() && obelus::import::encoding_by_name("nonsense").is_none());
    }

    #[test]
    fn utf_32_is_read_by_its_mark() {
        let units = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let bytes: Vec<u8> = units("\u{feff}Ett 🙂 tåg.");
        assert_eq!(import(&bytes, "a.txt").unwrap().article.text(), "Ett 🙂 tåg.");
    }

    #[test]
    fn the_name_chooses_the_format_and_else_the_content_does() {
        let format = |bytes: &[u8], name| import(bytes, name).unwrap().format;
        assert_eq!(format(b"# One", "A.MD"), "markdown");
        assert_eq!(format(b"# One", "a.txt"), "text");
        assert_eq!(format(b"# One", "README"), "markdown");
        assert_eq!(format(b"One", "notes.unknown"), "text");
        assert_eq!(FORMATS.last().unwrap().key, "text");
    }
}

mod plain_text {
    use super::*;

    #[test]
    fn a_date_in_front_of_the_first_sentence_is_known_and_stays_where_it_is() {
        let text =
            "date 2023-11-01 The director of an office in New York resigned. He wrote a letter.";
        let article = plain(text);
        assert_eq!(article.text(), text);
        assert_eq!(outline(&article), format!("paragraph: {text:?}\n"));
        assert_eq!(article.meta.date.as_deref(), Some("2023-11-01"));
        assert_eq!(article.meta.title, None);
    }

    #[test]
    fn label_lines_at_the_top_are_article_data() {
        let text =
            "Title: Trams for all\nDate: 2023-11-01\nAuthor: Ana Novák\n\nThe town bought a tram.";
        let article = plain(text);
        assert_eq!(
            outline(&article),
            "headline: \"Title: Trams for all\"\nbyline: \"Date: 2023-11-01\"\n\
             byline: \"Author: Ana Novák\"\nparagraph: \"The town bought a tram.\"\n"
        );
        let meta = &article.meta;
        assert_eq!(meta.title.as_deref(), Some("Trams for all"));
        assert_eq!(meta.date.as_deref(), Some("2023-11-01"));
        assert_eq!(meta.byline.as_deref(), Some("Ana Novák"));
    }

    #[test]
    fn headline_deck_and_byline_are_found_above_the_story() {
        let text = "A tram for Varnholt\n\nThe council voted for it.\nBy Ana Novák\n\n\
                    The town council voted for a new tram on Tuesday, nine to four.\n";
        let article = plain(text);
        let found: Vec<_> = article.blocks().iter().map(|block| block.kind).collect();
        use BlockKind::{Byline, Deck, Headline, Paragraph};
        assert_eq!(found, [Headline, Deck, Byline, Paragraph]);
        assert_eq!(article.meta.title.as_deref(), Some("A tram for Varnholt"));
        assert_eq!(article.meta.byline.as_deref(), Some("Ana Novák"));
        assert_eq!(article.text(), text);
    }

    #[test]
    fn an_ordinary_first_sentence_is_no_headline_and_running_text_no_byline() {
        for text in [
            "The mayor left.\n\nNobody knew why she had gone, and nobody asked.",
            "By the river Orla\n\nthere stood a mill that nobody had used for years.",
            "The council met on Tuesday and\ndecided that the budget of the tram line\nwould rise.\n\nEnd of it.",
            "roses are red\n\nviolets are blue, as everybody has always known.",
        ] {
            let article = plain(text);
            assert!(article.blocks().iter().all(|b| b.kind == BlockKind::Paragraph), "{text}");
            assert_eq!(article.title(), None);
        }
    }

    #[test]
    fn without_blank_lines_every_line_is_a_paragraph() {
        let text = "The first line is a sentence.\nThe second one too.\nAnd the third.";
        assert_eq!(plain(text).blocks().len(), 3);
        assert_eq!(plain("One line.\nAnd its second.\n\nAnother.").blocks().len(), 2);
    }

    #[test]
    fn a_cross_head_stands_alone_between_longer_paragraphs() {
        let body =
            "The works manager said that the ground was soft, and that the steel had come late.";
        let article = plain(&format!("{body}\n\nWhat it means\n\n{body}"));
        assert_eq!((article.blocks()[1].kind, article.blocks()[1].level), (BlockKind::Heading, 2));
        let article = plain(&format!("{body}\n\nShe left.\n\n{body}"));
        assert_eq!(article.blocks()[1].kind, BlockKind::Paragraph);
    }

    #[test]
    fn list_items_keep_their_whole_line() {
        let article =
            plain("Three things:\n- one\n- two\n  and a half\n\n1. three\n\n1999. A year.");
        assert_eq!(
            outline(&article),
            "paragraph: \"Three things:\"\nlist-item 1: \"- one\"\n\
             list-item 1: \"- two\\n  and a half\"\nlist-item 1: \"1. three\"\n\
             paragraph: \"1999. A year.\"\n"
        );
    }

    #[test]
    fn code_points_of_a_block_count_an_emoji_as_one() {
        let article = plain("🙂 Hé.\n\nTwo.");
        let table = CodePoints::new(article.text());
        let second = article.blocks()[1].range;
        assert_eq!(table.range(article.text(), second), (7, 11));
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences() {
        let text = "The tram is late again today. ".repeat(2_000);
        let imported = import(text.as_bytes(), "a.txt").unwrap();
        assert_sound(&imported);
        let article = &imported.article;
        assert_eq!(article.text(), text);
        assert!(article.blocks().len() >= 4);
        for n in 0..article.blocks().len() {
            assert!(
                article.block_text(n).starts_with("The")
                    && article.block_text(n).ends_with("today.")
            );
        }
        assert!(imported.losses[0].what.starts_with("a paragraph of 60 kB was cut into"));
        assert_eq!(imported.losses[0].place, "line 1");
    }

    #[test]
    fn a_long_run_without_spaces_is_cut_between_graphemes() {
        for sign in ["👩\u{200d}🚒", "🇳🇴", "e\u{301}", "字"] {
            let text = format!("a{}", sign.repeat(9_000));
            let imported = import(text.as_bytes(), "a.txt").unwrap();
            let article = imported.article;
            assert!(article.blocks().len() > 1);
            for n in 1..article.blocks().len() {
                assert!(article.block_text(n).starts_with(sign), "{sign}");
                assert!(article.block_text(n).ends_with(sign), "{sign}");
            }
        }
    }
}

mod markdown_text {
    use super::*;

    #[test]
    fn front_matter_is_data_and_no_text() {
        let text = "---\ntitle: \"Trams\"\nauthor: Ana Novák\ndate: 2023-11-02\nlang: en-GB\n\
                    publication: The Orla Post\nurl: https://orla.test/a\ntags: [x]\n---\n\nOne word.\n";
        let article = markdown(text);
        assert_eq!(article.text(), "One word.");
        let meta = &article.meta;
        assert_eq!(meta.title.as_deref(), Some("Trams"));
        assert_eq!(meta.byline.as_deref(), Some("Ana Novák"));
        assert_eq!(meta.date.as_deref(), Some("2023-11-02"));
        assert_eq!(meta.language.as_deref(), Some("en-GB"));
        assert_eq!(meta.publication.as_deref(), Some("The Orla Post"));
        assert_eq!(meta.url.as_deref(), Some("https://orla.test/a"));
        let article = markdown("+++\ntitle = 'Trams'\n+++\nOne word.");
        assert_eq!((article.title(), article.text()), (Some("Trams"), "One word."));
    }

    #[test]
    fn words_between_two_rules_are_not_hidden() {
        assert_eq!(markdown("One.\n\n---\n\ntitle: two\n\n---\n\nThree.").blocks().len(), 3);
    }

    #[test]
    fn the_top_of_an_article_is_known() {
        let article =
            markdown("# Trams\n\n*A new line opens*\n\n*By Ana Novák*\n\nIt opened.\n\n*It did.*");
        assert_eq!(
            outline(&article),
            "headline: \"Trams\"\ndeck: \"A new line opens\"\nbyline: \"By Ana Novák\"\n\
             paragraph: \"It opened.\"\nparagraph: \"It did.\"\n"
        );
        assert_eq!(article.title(), Some("Trams"));
        assert_eq!(article.meta.byline.as_deref(), Some("Ana Novák"));
    }

    #[test]
    fn later_headings_keep_their_level() {
        let article = markdown("# One\n\n## Two\n\n# Three\n\nFour\n====\n");
        assert_eq!(
            outline(&article),
            "headline: \"One\"\nheading 2: \"Two\"\nheading 1: \"Three\"\nheading 1: \"Four\"\n"
        );
    }

    #[test]
    fn styles_lie_over_their_words() {
        let article = markdown("Say *it **now*** or ~~never~~, `x = 1`, [here](https://a.test).");
        assert_eq!(article.text(), "Say it now or never, x = 1, here.");
        assert_eq!(
            styles(&article),
            [
                "Emphasis it now",
                "Strong now",
                "Strikethrough never",
                "Code x = 1",
                "Link(\"https://a.test\") here",
            ]
        );
    }

    #[test]
    fn a_soft_break_is_a_space_and_a_hard_break_a_line() {
        assert_eq!(markdown("one\ntwo  \nthree<br>four").text(), "one two\nthree\nfour");
    }

    #[test]
    fn lists_have_one_block_an_item_at_its_depth() {
        let article = markdown("Of:\n\n- one\n  - two\n\n    more of two\n- *three*\n\nEnd.");
        assert_eq!(
            outline(&article),
            "paragraph: \"Of:\"\nlist-item 1: \"one\"\nlist-item 2: \"two\\nmore of two\"\n\
             list-item 1: \"three\"\nparagraph: \"End.\"\n"
        );
        assert_eq!(article.text(), "Of:\n\none\ntwo\nmore of two\nthree\n\nEnd.");
    }

    /// The sign in front of each block.
    fn signs(article: &Article) -> Vec<String> {
        let told = |block: &Block| match &block.sign {
            ItemSign::Usual => "usual".to_owned(),
            ItemSign::Number(number) => number.to_string(),
            ItemSign::GoesOn => "goes on".to_owned(),
        };
        article.blocks().iter().map(told).collect()
    }

    #[test]
    fn an_ordered_list_keeps_its_numbers_beside_the_text() {
        let article = markdown("3. three\n1. four\n\n   more of four\n\n- one\n\n007) seven\n");
        assert_eq!(signs(&article), ["3.", "4.", "usual", "7)"]);
        assert_eq!(article.text(), "three\nfour\nmore of four\n\none\n\nseven");
    }

    #[test]
    fn what_goes_on_with_an_item_has_no_sign_of_its_own() {
        let article =
            markdown("1. one\n   - a\n\n   on\n2. ```\n   two\n   ```\n3. > three\n   > 1. x");
        assert_eq!(signs(&article), ["1.", "usual", "goes on", "2.", "3.", "1."]);
        let kinds: Vec<BlockKind> = article.blocks().iter().skip(3).map(|b| b.kind).collect();
        assert_eq!(kinds, [BlockKind::Preformatted, BlockKind::Quotation, BlockKind::ListItem]);
    }

    #[test]
    fn an_item_that_begins_with_a_list_leaves_its_number_to_that() {
        assert_eq!(signs(&markdown("1. 4. a\n   5. b\n2. - c\n")), ["1. 4.", "5.", "2."]);
    }

    #[test]
    fn the_pieces_of_a_long_item_have_one_number() {
        let article = markdown(&format!("1. {}", "word ".repeat(8_000)));
        assert_eq!(signs(&article), ["1.", "goes on", "goes on"]);
    }

    #[test]
    fn quotations_and_code_are_blocks_of_their_own() {
        let article = markdown("> one\n> > two\n\n```\n  a\n\n  b\n```\n");
        assert_eq!(
            outline(&article),
            "quotation 1: \"one\"\nquotation 2: \"two\"\npreformatted: \"  a\\n\\n  b\"\n"
        );
    }

    #[test]
    fn table_cells_stand_apart_by_tabs_and_rows_by_lines() {
        let article = markdown("Before\n\n|a|b|\n|-|-|\n|1||\n||2 **x**|\n\nAfter");
        assert_eq!(article.text(), "Before\n\na\tb\n1\t\n\t2 x\n\nAfter");
        let cells = article.blocks().iter().filter(|b| b.kind == BlockKind::TableCell).count();
        assert_eq!((cells, styles(&article)), (4, vec!["Strong x".to_owned()]));
    }

    #[test]
    fn notes_go_to_the_end_and_their_signs_are_raised() {
        let article = markdown("One.[^a] Two.\n\n[^a]: The note.\n\n    More.\n\nThree.");
        assert_eq!(article.text(), "One.[a] Two.\n\nThree.\n\n[a] The note.\nMore.");
        assert_eq!(article.blocks()[2].kind, BlockKind::Footnote);
        let raised = article.spans().iter().filter(|s| s.style == InlineStyle::Superscript);
        assert_eq!(raised.count(), 2);
    }

    #[test]
    fn the_alternative_text_of_a_picture_becomes_a_caption() {
        let imported =
            import(b"See ![The *mill*](a.png) there.\n\n![Alone](b.png)", "a.md").unwrap();
        assert_eq!(
            outline(&imported.article),
            "paragraph: \"See  there.\"\ncaption: \"The mill\"\ncaption: \"Alone\"\n"
        );
        assert_eq!(imported.losses[1].place, "line 3");
    }

    #[test]
    fn raw_html_is_left_out_and_told_with_its_line() {
        let text = "---\ntitle: x\n---\nOne <b>two</b>.\n\n<div>three</div>\n\nFour.";
        let imported = import(text.as_bytes(), "a.md").unwrap();
        assert_eq!(imported.article.text(), "One two.\n\nFour.");
        let losses: Vec<_> =
            imported.losses.iter().map(|l| format!("{}: {}", l.place, l.what)).collect();
        assert_eq!(
            losses,
            [
                "line 6: raw HTML was left out: <div>three</div>",
                "line 4: 2 HTML tags left out, from here on; their text stays",
            ]
        );
    }

    #[test]
    fn without_a_first_heading_no_headline_is_made_up() {
        let article = markdown("---\ntitle: Trams\n---\n## Two\n\nThree.");
        assert_eq!(article.title(), Some("Trams"));
        assert!(article.blocks().iter().all(|block| block.kind != BlockKind::Headline));
    }

    #[test]
    fn deep_nesting_is_shown_as_plain_text() {
        for sign in [">", "- ", "1. ", "> - "] {
            let text = format!("{}word\n\nEnd.", sign.repeat(10_000));
            let imported = import(text.as_bytes(), "a.md").unwrap();
            assert_eq!(imported.article.text(), text);
            assert_eq!(imported.losses[0].place, "line 1");
        }
        let text = format!("{}word", "*".repeat(10_000));
        assert_sound(&import(text.as_bytes(), "a.md").unwrap());
    }
}

mod samples {
    use super::*;

    #[test]
    fn the_report_has_its_data_and_its_note() {
        let bytes = include_bytes!("../../sample_docs/resignation_report.md");
        let imported = import(bytes, "resignation_report.md").unwrap();
        assert_sound(&imported);
        let article = &imported.article;
        assert!(imported.losses.is_empty());
        assert_eq!(article.meta.date.as_deref(), Some("2023-11-02"));
        assert_eq!(article.meta.byline.as_deref(), Some("Obelus sample desk"));
        assert_eq!(article.blocks()[1].kind, BlockKind::Deck);
        assert_eq!(article.blocks()[2].kind, BlockKind::Byline);
        assert_eq!(article.blocks().last().unwrap().kind, BlockKind::Footnote);
    }

    #[test]
    fn the_budget_story_is_read_as_it_is_printed() {
        let text = include_str!("../../sample_docs/transit_budget.txt");
        let article = plain(text);
        let found: Vec<_> = article.blocks().iter().map(|block| block.kind).collect();
        use BlockKind::{Byline, Deck, Heading, Headline, Paragraph};
        assert_eq!(found[..4], [Headline, Deck, Byline, Paragraph]);
        assert_eq!(found.iter().filter(|kind| **kind == Heading).count(), 1);
        assert_eq!(article.meta.byline.as_deref(), Some("Ines Halvorsen"));
        assert_eq!(article.text(), text);
    }

    #[test]
    fn mixed_scripts_keep_every_code_point() {
        let bytes = include_bytes!("../../sample_docs/mixed_scripts.md");
        let imported = import(bytes, "mixed_scripts.md").unwrap();
        assert_sound(&imported);
        for part in ["👩\u{200d}🚒", "🇳🇴", "cafe\u{301}"] {
            assert!(imported.article.text().contains(part), "{part}");
        }
    }
}

/// Text that is likely to mean something to an importer.
fn tricky() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("# "),
        Just("- "),
        Just("    "),
        Just("> "),
        Just("*"),
        Just("**"),
        Just("`"),
        Just("```\n"),
        Just("|a|b|\n|-|-|\n"),
        Just("|"),
        Just("[^1]"),
        Just("[^1]: "),
        Just("![a"),
        Just("](b)"),
        Just("["),
        Just("<br>"),
        Just("<div>"),
        Just("<b>"),
        Just("---\n"),
        Just("title: x\n"),
        Just("By Ana Novák"),
        Just("date 2023-11-01 "),
        Just("&#13;"),
        Just("\u{301}"),
        Just(" "),
        Just("🇳🇴"),
        Just("word"),
        Just("A sentence. "),
        Just("1. "),
        Just("\u{600} "),
        Just("~~"),
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.txt", "a.md", "a"] {
            if let Ok(imported) = import(&bytes, name) {
                assert_sound(&imported);
            }
        }
    }

    #[test]
    fn any_plain_text_is_kept_as_it_is(text in prop_oneof![any::<String>(), tricky()]) {
        if let Ok(imported) = import(text.as_bytes(), "a.txt") {
            assert_sound(&imported);
            let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
            if imported.encoding == "UTF-8" {
                let expected = body.replace("\r\n", "\n").replace('\r', "\n");
                prop_assert_eq!(imported.article.text(), expected);
            }
        }
    }

    #[test]
    fn any_markdown_makes_a_sound_article(text in prop_oneof![any::<String>(), tricky()]) {
        if let Ok(imported) = import(text.as_bytes(), "a.md") {
            assert_sound(&imported);
        }
    }
}
