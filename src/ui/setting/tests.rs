//! What holds for any text in any script, with the bundled font alone and with those of the system.

use egui::{Color32, pos2};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

const MIXED: &str = "Varnholt אמרה 12.4 מיליון today";

const STRINGS: &[&str] = &[
    "افتتحت المدينة مكتبة جديدة",
    "הספרייה החדשה נפתחה",
    "שָׁלוֹם עֲלֵיכֶם",
    "นายกรัฐมนตรีกล่าวว่า",
    "नया पुस्तकालय सोमवार को खुला",
    "নতুন গ্রন্থাগার",
    "ភាសាខ្មែរ",
    "👩‍🚒 👨‍👩‍👧 🇳🇴 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "新图书馆星期一开放。",
    "e\u{301}a\u{308}\u{323}",
    MIXED,
    "a\u{202e}b\u{200b}c\u{7}d",
];

fn engines() -> [Engine; 2] {
    let ctx = egui::Context::default();
    [Engine::new(&ctx, Fonts::bundled()), Engine::new(&ctx, Fonts::find())]
}

fn setting(width: f32) -> Setting {
    Setting {
        face: Face::Page,
        size: 18.0,
        weight: Weight::Regular,
        is_italic: false,
        line_height: 1.6,
        width,
        scale: 1.0,
        language: None,
        is_justified: false,
    }
}

fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

#[test]
fn a_click_on_a_caret_finds_its_place_again() {
    for mut engine in engines() {
        for text in STRINGS {
            let laid = engine.lay_out(text, &setting(4000.0), &[]);
            for byte in boundaries(text) {
                let caret = laid.caret(byte, Side::InFront);
                let hit = laid.hit(caret.left_center());
                let again = laid.caret(hit, Side::InFront);
                let behind = laid.caret(hit, Side::Behind);
                let is_there = |other: egui::Rect| (other.left() - caret.left()).abs() < 0.51;
                assert!(is_there(again) || is_there(behind), "{text:?} {byte} gave {hit}");
                assert!(boundaries(text).contains(&hit), "{text:?} {byte} gave {hit}");
            }
        }
    }
}

#[test]
fn a_range_over_a_turn_of_direction_lies_in_pieces_and_covers_no_other_letter() {
    for mut engine in engines() {
        let laid = engine.lay_out(MIXED, &setting(4000.0), &[]);
        let end = MIXED.find("רה").unwrap();
        let range = MIXED.find("holt").unwrap()..end;
        let rects = laid.rects(range.clone());
        assert!(rects.len() >= 2, "{rects:?}");
        let outside = MIXED.grapheme_indices(true).filter(|(at, _)| !range.contains(at));
        for (at, grapheme) in outside {
            for (other, _) in laid.rects(at..at + grapheme.len()) {
                let meets = |mine: &egui::Rect| mine.shrink(0.1).intersects(other.shrink(0.1));
                assert!(!rects.iter().any(|(mine, _)| meets(mine)), "{grapheme:?} at {at}");
            }
        }
    }
}

#[test]
fn the_first_letter_says_which_way_a_text_runs_and_the_language_where_there_is_none() {
    let arabic = language_of("ar");
    for mut engine in engines() {
        let mut is_rtl = |text: &str, language| {
            engine.lay_out(text, &Setting { language, ..setting(400.0) }, &[]).is_rtl()
        };
        assert!(is_rtl("12 שלום abc", None));
        assert!(!is_rtl("12 abc שלום", arabic));
        assert!(is_rtl("12.4 – 13", arabic) && !is_rtl("12.4 – 13", None));
        assert!(!is_rtl("\u{202e}abc", None) && !is_rtl("\u{200f}abc", None));
    }
}

#[test]
fn a_text_that_is_given_its_direction_keeps_its_bytes() {
    for mut engine in engines() {
        let setting = Setting { language: language_of("he"), ..setting(400.0) };
        let laid = engine.lay_out("12 + 3", &setting, &[]);
        assert!(laid.is_rtl());
        assert_eq!(laid.line(0).unwrap().range, 0..6);
        let left = |range| laid.rects(range)[0].0.left();
        assert!(left(5..6) < left(3..4) && left(3..4) < left(0..2));
        assert_eq!(laid.hit(pos2(-50.0, 5.0)), 5);
        assert!((laid.line(0).unwrap().rect.right() - 400.0).abs() < 1.0);
    }
}

#[test]
fn text_from_right_to_left_ends_at_the_right_edge_on_every_line() {
    for mut engine in engines() {
        let text = "הספרייה החדשה נפתחה ביום שני ".repeat(6);
        let laid = engine.lay_out(&text, &setting(200.0), &[]);
        assert!(laid.line_count() > 2);
        for line in (0..laid.line_count()).map(|n| laid.line(n).unwrap()) {
            assert!((line.rect.right() - 200.0).abs() < 1.0, "{line:?}");
            assert!(line.rect.left() > -1.0, "{line:?}");
        }
    }
}

#[test]
fn an_override_turns_nothing_round() {
    for mut engine in engines() {
        let laid = engine.lay_out("a\u{202e}bc\u{202c}d", &setting(400.0), &[]);
        let left = |byte| laid.caret(byte, Side::InFront).left();
        let places = [0, 1, 4, 5, 6, 9].map(left);
        assert!(places.is_sorted(), "{places:?}");
        assert!(left(4) - left(1) > 9.0, "the box of the override has room for its name");
    }
}

#[test]
fn thai_wraps_between_words() {
    for mut engine in engines() {
        let text = "นายกรัฐมนตรีกล่าวว่าห้องสมุดแห่งใหม่จะเปิดในวันจันทร์";
        // Wide enough for a word of the boxes that a font without Thai has.
        let laid = engine.lay_out(text, &setting(200.0), &[]);
        let words = [
            "นายก",
            "รัฐ",
            "มนตรี",
            "กล่าว",
            "ว่า",
            "ห้อง",
            "สมุด",
            "แห่ง",
            "ใหม่",
            "จะ",
            "เปิด",
            "ใน",
            "วัน",
            "จันทร์",
        ];
        let mut at = 0;
        let mut ends: Vec<usize> = words
            .map(|word| {
                at += word.len();
                at
            })
            .into();
        ends.push(text.len());
        assert!(laid.line_count() > 1);
        for line in (0..laid.line_count()).map(|n| laid.line(n).unwrap()) {
            assert!(ends.contains(&line.range.end), "{:?}", &text[line.range]);
        }
    }
}

#[test]
fn no_line_of_chinese_or_japanese_begins_with_a_sign_that_may_not() {
    for mut engine in engines() {
        let text =
            "馆长说，那里有一万二千本书。「新しい図書館は、月曜日に開きました」、と。ちょっと！"
                .repeat(4);
        for width in 60..140_u8 {
            let laid = engine.lay_out(&text, &setting(f32::from(width)), &[]);
            for line in (0..laid.line_count()).map(|n| laid.line(n).unwrap()) {
                let first = text[line.range.clone()].chars().next().unwrap();
                assert!(!"，。、」！っょ".contains(first), "{width}: {:?}", &text[line.range]);
                let last = text[line.range.clone()].chars().next_back().unwrap();
                assert_ne!(last, '「', "{width}");
            }
        }
    }
}

#[test]
fn a_fallback_font_moves_no_line() {
    for mut engine in engines() {
        let text = "plain words and so on ภาษาไทย and ខ្មែរ and 新聞 and نص and so on ".repeat(3);
        let laid = engine.lay_out(&text, &setting(200.0), &[]);
        let lines: Vec<LineAt> = (0..laid.line_count())
            .map(|n| laid.line(n).unwrap())
            .map(|line| LineAt { top: line.rect.top(), depth: line.baseline - line.rect.top() })
            .collect();
        for pair in lines.windows(2) {
            let step = pair[1].top - pair[0].top;
            assert!((step - (lines[1].top - lines[0].top)).abs() < 0.01, "{lines:?}");
            assert!((pair[1].depth - pair[0].depth).abs() <= 1.0, "{lines:?}");
        }
    }
}

/// Where a line stands, and its baseline in it.
#[derive(Debug)]
struct LineAt {
    top: f32,
    depth: f32,
}

#[test]
fn the_caret_goes_through_a_mixed_line_without_standing_still() {
    for mut engine in engines() {
        for text in STRINGS {
            let laid = engine.lay_out(text, &setting(4000.0), &[]);
            let mut at = (if laid.is_rtl() { text.len() } else { 0 }, Side::InFront);
            let mut x = laid.caret(at.0, at.1).left();
            let mut steps = 0;
            while let Some(next) = laid.step(at.0, at.1, Step::Right) {
                let to = laid.caret(next.0, next.1).left();
                assert!(to > x, "{text:?}: {at:?} {x} → {next:?} {to}");
                (at, x, steps) = (next, to, steps + 1);
                assert!(steps <= text.len());
            }
        }
    }
}

#[test]
fn the_caret_goes_down_the_lines_of_a_text_from_right_to_left() {
    let mixed = "הספרייה החדשה, he said: 12.4 million and a very long line that wraps נפתחה";
    for mut engine in engines() {
        for text in [&"הספרייה החדשה נפתחה ביום שני ".repeat(6), mixed] {
            let laid = engine.lay_out(text, &setting(200.0), &[]);
            let (mut at, mut line) = ((0, Side::InFront), 0);
            let mut steps = 0;
            while let Some(next) = laid.step(at.0, at.1, Step::Left) {
                let (from, to) = (laid.caret(at.0, at.1), laid.caret(next.0, next.1));
                assert!(to.left() < from.left() || to.top() > from.top(), "{at:?} {next:?}");
                line = laid.line_of_caret(next.0, next.1);
                (at, steps) = (next, steps + 1);
            }
            assert_eq!(line + 1, laid.line_count(), "{text:?}");
            assert!(steps >= text.graphemes(true).count() - laid.line_count(), "{steps}");
            let back = std::iter::successors(Some(at), |at| laid.step(at.0, at.1, Step::Right));
            assert_eq!(back.count(), steps + 1);
        }
    }
}

#[test]
fn a_caret_at_the_start_of_a_line_stands_on_it_whichever_way_its_words_run() {
    for mut engine in engines() {
        let text = "הספרייה, and a very long line that wraps around here";
        let laid = engine.lay_out(text, &setting(200.0), &[]);
        for line in (1..laid.line_count()).map(|n| laid.line(n).unwrap()) {
            let caret = laid.caret(line.range.start, Side::InFront);
            assert!((caret.top() - line.rect.top()).abs() < 0.1, "{caret}");
            assert!((caret.left() - line.rect.left()).abs() < 0.1, "{caret} {:?}", line.rect);
        }
    }
}

#[test]
fn places_in_a_paragraph_of_any_length_are_right() {
    let mut engine = Engine::new(&egui::Context::default(), Fonts::bundled());
    for text in ["many words and ".repeat(12_000), "letters".repeat(12_000)] {
        let laid = engine.lay_out(&text, &setting(4000.0), &[]);
        for byte in [70_001, 80_000, text.len() - 1] {
            let caret = laid.caret(byte, Side::InFront);
            let there = pos2(caret.left() + 0.5, caret.center().y);
            assert_eq!(laid.hit(there), byte);
            assert_eq!(laid.step(byte, Side::InFront, Step::Right), Some((byte + 1, Side::Behind)));
        }
    }
}

#[test]
fn steps_over_words_end_behind_them_and_come_back_in_front_of_them() {
    for mut engine in engines() {
        for (text, on, back) in [
            ("one two, three", Step::WordRight, Step::WordLeft),
            ("אחת שתיים, שלוש", Step::WordLeft, Step::WordRight),
        ] {
            let laid = engine.lay_out(text, &setting(4000.0), &[]);
            let stops = |from: usize, step| -> Vec<usize> {
                let next = |at: &(usize, Side)| laid.step(at.0, at.1, step);
                std::iter::successors(next(&(from, Side::InFront)), next).map(|at| at.0).collect()
            };
            let comma = text.find(',').unwrap();
            let (first, last) = (text.find(' ').unwrap(), text.rfind(' ').unwrap() + 1);
            assert_eq!(stops(0, on), [first, comma, comma + 1, text.len()], "{text}");
            assert_eq!(stops(text.len(), back), [last, comma, first + 1, 0], "{text}");
        }
    }
}

#[test]
fn what_no_font_has_is_shown_by_its_code_point() {
    for mut engine in engines() {
        let laid = engine.lay_out("a\u{10e123}\u{378}b", &setting(400.0), &[]);
        assert_eq!(laid.named().len(), 2);
        let inks = Inks { text: Color32::BLACK, link: Color32::BLUE };
        let mesh = engine.mesh(&laid, inks);
        // Two letters; for each box a frame of four bars and the letters of its name.
        assert_eq!(mesh.vertices.len() / 4, 2 + (4 + 6) + (4 + 4));
    }
}

#[test]
fn a_name_in_a_box_without_width_is_not_drawn() {
    let mut engine = Engine::new(&egui::Context::default(), Fonts::bundled());
    let laid = engine.lay_out("ก\u{e48}ก\u{e49}", &setting(400.0), &[]);
    engine.mesh(&laid, Inks { text: Color32::BLACK, link: Color32::BLUE });
    assert_eq!(engine.epoch(), 0, "no glyph of thousands of pixels filled the atlas");
}

#[test]
fn a_click_into_a_ligature_gives_the_edge_of_a_grapheme() {
    let text = "a\u{202e}b\u{200b}c\u{7}dনতুন গ্রন্থাগার";
    for mut engine in engines() {
        let laid = engine.lay_out(text, &setting(4000.0), &[]);
        for x in 0..400_u16 {
            assert!(boundaries(text).contains(&laid.hit(pos2(f32::from(x), 4.0))), "{x}");
        }
    }
}

#[test]
fn a_word_longer_than_a_line_is_broken_and_stays_inside() {
    for mut engine in engines() {
        let text = "a".repeat(400);
        let laid = engine.lay_out(&text, &setting(200.0), &[]);
        assert!(laid.line_count() > 10);
        for (rect, _) in laid.rects(0..text.len()) {
            assert!(rect.right() <= 200.5, "{rect:?}");
        }
    }
}

#[test]
fn a_glyph_larger_than_the_atlas_is_left_out_and_disturbs_nothing() {
    let mut engine = Engine::new(&egui::Context::default(), Fonts::bundled());
    let huge = Setting { size: 9000.0, ..setting(1e6) };
    let laid = engine.lay_out("W", &huge, &[]);
    let inks = Inks { text: Color32::BLACK, link: Color32::BLUE };
    let epoch = engine.epoch();
    assert!(engine.mesh(&laid, inks).is_empty());
    assert_eq!(engine.epoch(), epoch);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(STRINGS).prop_map(ToOwned::to_owned),
        prop::sample::select(vec![
            " ",
            "\n",
            "\u{200f}",
            "\u{200e}",
            "\u{2067}",
            "\u{2069}",
            "\u{202b}",
            "\u{202c}",
            "\u{202e}",
            "\u{200b}",
            "\u{200d}",
            "\u{ad}",
            "\u{301}",
            "\u{fe0f}",
            "\u{0}",
            "\u{85}",
            "\u{2029}",
            "\u{e123}",
            "\u{10ffff}",
            "ﷺ",
            "\r\n",
            "\t",
            "(",
            "12",
        ])
        .prop_map(ToOwned::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// What is done to a text: how wide it is set, where it is clicked, which part is selected.
type Use = (f32, (f32, f32), (f32, f32));

fn use_of(text: &str, (width, at, ends): Use, engine: &mut Engine) -> Result<(), TestCaseError> {
    let stops = boundaries(text);
    let laid = engine.lay_out(text, &setting(width), &[]);
    let size = laid.size();
    let hit = laid.hit(pos2(at.0 * width, at.1 * size.y));
    prop_assert!(stops.contains(&hit), "{text:?}: a click gave {hit}");
    for step in [Step::Left, Step::Right, Step::WordLeft, Step::WordRight] {
        if let Some((to, _)) = laid.step(hit, Side::InFront, step) {
            prop_assert!(stops.contains(&to), "{text:?}: {step:?} gave {to}");
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "indices")]
    let stop = |part: f32| stops[((stops.len() - 1) as f32 * part) as usize];
    let (a, b) = (stop(ends.0), stop(ends.1));
    for (rect, _) in laid.rects(a.min(b)..a.max(b)) {
        prop_assert!(rect.is_finite() && rect.width() > 0.0);
        prop_assert!(rect.top() >= 0.0 && rect.bottom() <= size.y + 0.01, "{text:?}");
    }
    engine.mesh(&laid, Inks { text: Color32::BLACK, link: Color32::BLUE });
    engine.forget_pictures();
    Ok(())
}

#[test]
fn any_text_can_be_set_clicked_and_walked() {
    let config = ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() };
    let part = || 0.0_f32..1.0;
    let uses = (1.0_f32..500.0, (0.0_f32..1.2, 0.0_f32..1.2), (part(), part()));
    let engines = std::cell::RefCell::new(engines());
    let result = TestRunner::new(config).run(&(pieces(), uses), |(text, uses)| {
        let mut engines = engines.borrow_mut();
        engines.iter_mut().try_for_each(|engine| use_of(&text, uses, engine))
    });
    assert_eq!(result, Ok(()));
}

#[test]
fn a_line_may_end_inside_a_sign_of_several() {
    let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{301}";
    let text = format!("ﷺ👩\u{200d}🚒 👨\u{200d}👩\u{200d}👧 🇳🇴 👍🏽 {flag}{}", STRINGS[3]);
    for mut engine in engines() {
        for width in 1..200_u8 {
            assert!(engine.lay_out(&text, &setting(f32::from(width)), &[]).line_count() > 1);
        }
    }
}

#[test]
fn ligatures_make_no_line_longer_or_shorter() {
    // A run of its own at the beginning; behind it, parley miscounts ligatures.
    let text = "1 official office affix finally flew offices efficient fluff afflicted fish";
    let raised = [Run { range: 0..1, style: RunStyle::Raised }];
    for mut engine in engines() {
        for width in 60..300_u16 {
            let width = f32::from(width) * 2.0;
            let laid = engine.lay_out(text, &setting(width), &raised);
            for line in laid.layout().lines() {
                let advance: f32 = line.runs().map(|run| run.advance()).sum();
                let white = line.metrics().trailing_whitespace;
                assert!(advance - white < width + 0.2, "{width}: {advance}");
            }
        }
    }
}

#[test]
fn a_space_at_which_a_line_wraps_leaves_no_gap_inside_it() {
    const TEXTS: [&str; 2] = [
        "The mayor wrote הספרייה החדשה נפתחה and more",
        "הספרייה החדשה the new line is open ביום שני",
    ];
    // Letters that no font has are boxes, of the same width on every machine.
    let mut engine = Engine::new(&egui::Context::default(), Fonts::bundled());
    for (text, width) in TEXTS.into_iter().flat_map(|text| [160_u16, 190, 270].map(|w| (text, w))) {
        let laid = engine.lay_out(text, &setting(f32::from(width)), &[]);
        assert!(laid.line_count() > 1);
        for line in (0..laid.line_count()).map(|n| laid.line(n).unwrap()) {
            let shown = text[line.range.clone()].trim_end();
            let rects = laid.rects(line.range.start..line.range.start + shown.len());
            let covered: f32 = rects.iter().map(|(rect, _)| rect.width()).sum();
            assert!((line.rect.width() - covered).abs() < 1.5, "{width}: {shown:?} {rects:?}");
        }
    }
}
