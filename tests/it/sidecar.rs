//! The sidecar: what is written is read back, what is damaged is told, nothing is dropped.

use std::collections::BTreeMap;
use std::sync::Arc;

use obelus::model::{
    Answer, Article, ArticleMeta, Block, BlockKind, Claim, ClaimType, Evidence, EvidenceId, Exempt,
    ExemptId, ExemptReason, Fix, FixDecision, Id, Importance, InlineSpan, InlineStyle, ItemSign,
    Loss, Mark, MarkBody, MarkId, MarkKind, Mention, Method, Place, Query, QueryId, QueryStatus,
    QueryTo, Quotation, QuoteForm, ReadAs, Relation, Remark, Reviewer, ReviewerId, Role,
    SecondRead, Selector, SignOff, SignOffId, Source, SourceId, SourceKind, SourceNote,
    SourceNoteKind, Verdict, VerdictGiven,
};
use obelus::review::{Draft, Edit, Review, ReviewParts, Transaction};
use obelus::sidecar::{
    EndOfDrafts, FORMAT, FirstLook, Loaded, SidecarError, end_of_drafts, first_place, from_ron,
    to_ron,
};
use obelus::testing::{self, act, stamp};
use obelus::text::{Digest, TextRange, WordsHash};

const SMALL: &str = include_str!("../data/sidecars/v1/small.ron");
const FULL: &str = include_str!("../data/sidecars/v1/full.ron");

fn load(ron: &str) -> Loaded {
    from_ron(ron.as_bytes()).unwrap()
}

fn small() -> Review {
    testing::review("Mr [s:Hale] said [q:“not [c:one cent]”].").0
}

fn range(text: &str, words: &str) -> TextRange {
    let start = text.find(words).unwrap();
    TextRange::checked(text, start, start + words.len()).unwrap()
}

fn id(n: u128) -> Id {
    Id::new(0xfeed_0000 + n)
}

/// A review that shows every verdict, kind and field.
fn full() -> Review {
    let draft = full_draft();
    let text = draft.article.text().to_owned();
    let reviewer = |n: u128, name: &str, role| Reviewer {
        id: ReviewerId(Id::new(n)),
        name: name.to_owned(),
        initials: Reviewer::initials_of(name),
        role,
    };
    let first = Draft { label: "as filed".to_owned(), ..testing::draft("An older text.") };
    let parts = ReviewParts {
        drafts: vec![first, draft],
        reviewers: vec![
            reviewer(7, "Mara Kern", Role::Checker),
            reviewer(8, "Edda Ito", Role::Editor),
        ],
        sources: full_sources(),
        marks: full_marks(&text),
        exempt: vec![Exempt {
            id: ExemptId(id(1)),
            place: Place::At(range(&text, "And so on.")),
            reason: ExemptReason::Connective,
            note: "joins two facts".to_owned(),
            created: stamp(3),
            gone_after: None,
        }],
        deleted_marks: Vec::new(),
        deleted_exempt: Vec::new(),
        queries: vec![Query {
            id: QueryId(id(1)),
            mark: Some(MarkId(id(100))),
            to: QueryTo::Author,
            text: "Where is the figure from?".to_owned(),
            status: QueryStatus::Answered,
            blocking: true,
            due: "Friday".to_owned(),
            answers: vec![Answer { stamp: stamp(9), text: "The audit.\nPage 4.".to_owned() }],
            created: stamp(8),
        }],
        sign_offs: vec![SignOff {
            id: SignOffId(id(1)),
            stamp: stamp(60),
            role: Role::Editor,
            draft: 1,
            text_sha256: Digest::of(b"An older text.").to_string(),
            open: vec!["mark 2 has no verdict".to_owned()],
            note: "runs on Monday".to_owned(),
        }],
        events: Vec::new(),
        ext: BTreeMap::new(),
    };
    let mut review = Review::from_parts(parts).unwrap();
    let mut history = obelus::review::History::default();
    let mut mark = review.mark_by_number(1).unwrap().clone();
    "Rang back twice.\n\tShe isn't sure.".clone_into(&mut mark.note);
    let tx = Transaction::new("edit note", vec![Edit::set_mark(mark)]);
    history.commit(&mut review, tx, act(61)).unwrap();
    review
}

fn full_draft() -> Draft {
    let text = "Costs rise\n\nCosts rose one two three four five six seven eight nine ten percent 🙂 \
                in 2025.\n“Nobody was asked,” said Ms Íñigo.\n\n\n• The audit found नमस्ते שלום.\n\n\
                And so on.\n";
    let block = |words: &str, kind, level| Block {
        kind,
        range: range(text, words),
        level,
        sign: ItemSign::Usual,
    };
    let line = |start: &str| {
        let from = text.find(start).unwrap();
        let to = from + text[from..].find('\n').unwrap();
        &text[from..to]
    };
    let blocks = vec![
        block("Costs rise", BlockKind::Headline, 1),
        block(line("Costs rose"), BlockKind::Paragraph, 0),
        block(line("“Nobody"), BlockKind::Quotation, 1),
        block(line("•"), BlockKind::ListItem, 1),
        block("And so on.", BlockKind::Paragraph, 0),
    ];
    let spans = vec![
        InlineSpan { range: range(text, "one two"), style: InlineStyle::Emphasis },
        InlineSpan {
            range: range(text, "The audit"),
            style: InlineStyle::Link("https://example.org/audit".to_owned()),
        },
    ];
    let meta = ArticleMeta {
        title: Some("Costs rise".to_owned()),
        byline: Some("Ada Íñigo".to_owned()),
        date: Some("2026-03-01".to_owned()),
        language: Some("en".to_owned()),
        publication: Some("The Weekly".to_owned()),
        url: Some("https://example.org/costs".to_owned()),
    };
    Draft {
        number: 2,
        label: "after legal".to_owned(),
        file_name: "costs.md".to_owned(),
        format: "markdown".to_owned(),
        encoding: "UTF-8".to_owned(),
        read_as: ReadAs::default(),
        file_digest: Digest::of(b"the file"),
        text_digest: Digest::of(text.as_bytes()),
        imported: stamp(1),
        losses: vec![Loss {
            what: "an image".to_owned(),
            place: "line 9".to_owned(),
            ..Loss::default()
        }],
        source_notes: Vec::new(),
        article: Arc::new(Article::new(text, blocks, spans, meta).unwrap()),
        marks: Arc::default(),
        exempt: Arc::default(),
        tally: None,
    }
}

#[test]
fn source_notes_are_kept_on_their_words() {
    let text = "Costs rose by 12 percent. Costs rose again.";
    let said = |author: &str, text: &str| Remark {
        author: author.to_owned(),
        text: text.to_owned(),
        ..Remark::default()
    };
    let note = |place| SourceNote {
        kind: SourceNoteKind::Comment,
        place,
        said: said("Ana", "Audit,\npage 4"),
        replies: vec![said("Ed", "Seen.")],
        is_resolved: true,
    };
    let notes = vec![
        note(Place::At(range(text, "12 percent"))),
        SourceNote { kind: SourceNoteKind::Footnote, ..note(Place::nowhere()) },
    ];
    let draft = Draft { source_notes: notes.clone(), ..testing::draft(text) };
    let ron = to_ron(&Review::new(draft)).unwrap();
    let loaded = load(&ron);
    assert_eq!(loaded.review.draft().source_notes, notes);
    assert_eq!((loaded.notes.len(), loaded.read_only), (0, None));
    assert_eq!(to_ron(&loaded.review).unwrap(), ron);
    let moved = ron.replace("text: \"Costs rose by", "text: \"The costs rose by");
    let place = load(&moved).review.draft().source_notes[0].place.range().unwrap();
    assert_eq!(place.of("The costs rose by 12 percent."), "12 percent");
}

fn full_sources() -> Vec<Source> {
    let kinds = SourceKind::ALL.iter().zip(1..);
    kinds
        .map(|(kind, n)| Source {
            by: "City auditor".to_owned(),
            date: "12 May 2025".to_owned(),
            url: "https://example.org/audit.pdf".to_owned(),
            archived_url: "https://archive.example/1".to_owned(),
            contact: "+1 555 0100".to_owned(),
            note: "Volume 2".to_owned(),
            ..Source::new(SourceId(id(n)), *kind, format!("The {}", kind.label()), stamp(2))
        })
        .collect()
}

fn full_marks(text: &str) -> Vec<Mark> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let mut marks: Vec<Mark> = Verdict::ALL
        .iter()
        .zip(words)
        .zip(1..)
        .map(|((verdict, word), n)| {
            let place = Place::At(range(text, word));
            let body = MarkBody::empty(MarkKind::Claim);
            let mut mark = Mark::new(MarkId(id(99 + u128::from(n))), n, place, body, stamp(4));
            mark.verdict = Some(VerdictGiven {
                verdict: *verdict,
                method: Method::ALL.get(n as usize - 1).copied(),
                reason: format!("because of {word}"),
                stamp: stamp(5),
                words: WordsHash::of(word),
            });
            mark
        })
        .collect();
    fill(&mut marks[0]);
    let quote = Quotation {
        speaker: "Ms Íñigo".to_owned(),
        form: QuoteForm::Cleaned,
        recording: Some(SourceId(id(4))),
        from: "00:14:32".to_owned(),
        to: "00:14:40".to_owned(),
    };
    let mention = Mention { source: Some(SourceId(id(1))) };
    let more = [
        (11, "Nobody was asked,", MarkBody::quote(quote)),
        (12, "The audit", MarkBody::Source(mention)),
        (13, "नमस्ते", MarkBody::empty(MarkKind::Source)),
    ];
    for (n, words, body) in more {
        let place = Place::At(range(text, words));
        marks.push(Mark::new(MarkId(id(99 + u128::from(n))), n, place, body, stamp(4)));
    }
    let lost = Selector {
        position: Some((400, 410)),
        exact: "words gone".to_owned(),
        prefix: "these ".to_owned(),
        suffix: " for good".to_owned(),
    };
    let body = MarkBody::empty(MarkKind::Claim);
    marks.push(Mark::new(MarkId(id(300)), 14, Place::Lost(Box::new(lost)), body, stamp(4)));
    marks
}

fn fill(mark: &mut Mark) {
    mark.body = MarkBody::Claim(Claim {
        claim_type: ClaimType::Number,
        importance: Importance::Central,
        statement: "Costs rose by one percent.".to_owned(),
        asserted_by: "the council".to_owned(),
    });
    mark.tags = vec!["money".to_owned(), "legal".to_owned()];
    mark.fix = Some(Box::new(Fix {
        wording: "1.2".to_owned(),
        decision: FixDecision::Amended,
        created: stamp(6),
        decided: Some(stamp(7)),
    }));
    mark.second_reads = vec![SecondRead {
        stamp: stamp(8),
        agrees: true,
        verdict: Verdict::Confirmed,
        words: WordsHash::of("one"),
        note: "read it too".to_owned(),
    }];
    mark.evidence = Relation::ALL
        .iter()
        .zip(1..)
        .map(|(relation, n)| Evidence {
            source: Some(SourceId(id(n))),
            relation: *relation,
            method: Some(Method::Document),
            locator: "p. 4".to_owned(),
            passage: "costs: +1 %".to_owned(),
            url: "https://example.org/audit.pdf#page=4".to_owned(),
            accessed: "2026-03-01".to_owned(),
            note: "table 2".to_owned(),
            ..Evidence::new(EvidenceId(id(500 + n)), stamp(6))
        })
        .collect();
}

#[test]
fn the_files_of_format_1_load_and_save_to_the_same_bytes() {
    for ron in [SMALL, FULL] {
        let loaded = load(ron);
        assert_eq!(loaded.read_only, None);
        assert_eq!(to_ron(&loaded.review).unwrap(), ron);
    }
}

#[test]
fn the_files_of_format_1_hold_what_the_code_makes() {
    if std::env::var_os("OBELUS_WRITE_SIDECARS").is_some() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/sidecars/v1");
        std::fs::write(format!("{folder}/small.ron"), to_ron(&small()).unwrap()).unwrap();
        std::fs::write(format!("{folder}/full.ron"), to_ron(&full()).unwrap()).unwrap();
    }
    assert_eq!(load(SMALL).review.to_parts(), small().to_parts());
    assert_eq!(load(FULL).review.to_parts(), full().to_parts());
}

#[test]
fn what_stands_in_front_of_an_item_is_kept() {
    let signs = [ItemSign::Number("iv)".into()), ItemSign::GoesOn];
    let told = ["level: 1, sign: Number(\"iv)\"), gap", "level: 1, sign: GoesOn, gap"];
    for (sign, told) in signs.into_iter().zip(told) {
        let ron = FULL.replace("ListItem, level: 1, gap", &format!("ListItem, {told}"));
        let loaded = load(&ron);
        assert_eq!(loaded.review.article().blocks()[3].sign, sign);
        assert_eq!(loaded.review.text(), full().text());
        assert_eq!(to_ron(&loaded.review).unwrap(), ron);
    }
}

#[test]
fn a_lost_mark_is_named_and_kept_as_it_was() {
    let loaded = load(FULL);
    assert_eq!(loaded.notes, ["mark 14 could not be placed: its words are not in the text"]);
    assert!(loaded.review.mark_by_number(14).unwrap().range().is_none());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let ron = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
    assert_eq!(to_ron(&load(&ron).review).unwrap(), FULL);
}

#[test]
fn the_lines_that_enable_extensions_may_go() {
    let bare: String =
        SMALL.lines().filter(|line| !line.starts_with("#!")).collect::<Vec<_>>().join("\n");
    assert_eq!(to_ron(&load(&bare).review).unwrap(), SMALL);
}

#[test]
fn a_typo_mended_in_the_sidecar_moves_the_marks_behind_it() {
    let loaded = load(&SMALL.replace("Mr Hale", "Mister Hale"));
    assert!(loaded.notes[0].contains("was changed in the sidecar itself"), "{:?}", loaded.notes);
    assert!(loaded.notes.contains(&"mark 1 was moved: its words stand elsewhere".to_owned()));
    let mark = loaded.review.mark_by_number(1).unwrap();
    assert_eq!(mark.words(loaded.review.text()), "Hale");
    let again = load(&to_ron(&loaded.review).unwrap());
    assert_eq!(again.notes, Vec::<String>::new());
}

#[test]
fn a_mark_whose_words_were_changed_is_lost_and_keeps_everything() {
    let loaded = load(&FULL.replace("rose one two", "rose won two"));
    let mark = loaded.review.mark_by_number(1).unwrap();
    assert!(matches!(&mark.place, Place::Lost(selector) if selector.exact == "one"));
    assert!(mark.verdict.is_some() && mark.evidence.len() == 4);
}

#[test]
fn a_verdict_never_follows_its_words_into_other_words() {
    for name in ["Haley", "McHale"] {
        let loaded = load(&SMALL.replace("Mr Hale said", &format!("Mr {name} said")));
        assert!(loaded.review.mark_by_number(1).unwrap().range().is_none());
        assert!(loaded.notes.iter().any(|note| note.starts_with("mark 1 could not be placed")));
    }
}

#[test]
fn positions_outside_the_text_reversed_or_inside_a_character_give_way_to_the_words() {
    for (start, end) in [("4000000000", "5"), ("9", "3"), ("0", "4294967295")] {
        let at = |start, end| format!("start: {start},\n        end: {end},");
        let ron = SMALL.replacen(&at("3", "7"), &at(start, end), 1);
        assert_ne!(ron, SMALL);
        let loaded = load(&ron);
        assert_eq!(loaded.review.mark_by_number(1).unwrap().words(loaded.review.text()), "Hale");
    }
    let inside = SMALL.replace("Mr Hale", "Mr Hale\u{301}");
    assert!(load(&inside).review.mark_by_number(1).unwrap().range().is_none());
}

#[test]
fn an_unknown_field_opens_for_reading_alone_and_is_named() {
    let ron = SMALL.replacen("number: 1,", "number: 1,\n      colour: \"red\",", 2);
    let why = load(&ron).read_only.unwrap();
    assert!(why.contains("drafts.0.colour, marks.0.colour"), "{why}");
}

#[test]
fn what_other_programs_keep_in_ext_stays_where_it_is() {
    let ext = "ext: {\"other-tool/1\": \"it's\\n(\\\"so\\\")\", \"z\": \"\"},";
    let in_file = format!("{}  {ext}\n)\n", SMALL.strip_suffix(")\n").unwrap());
    let created = SMALL.lines().filter(|line| line.starts_with("      created:")).nth(1).unwrap();
    let ron = in_file.replacen(created, &format!("{created}\n      {ext}"), 1);
    assert_ne!(in_file, ron);
    let loaded = load(&ron);
    assert_eq!(loaded.read_only, None);
    assert_eq!(loaded.review.ext()["other-tool/1"], "it's\n(\"so\")");
    assert_eq!(loaded.review.marks_in_order().filter(|mark| mark.ext.len() == 2).count(), 1);
    assert_eq!(to_ron(&loaded.review).unwrap(), ron);
}

#[test]
fn a_fingerprint_that_is_none_says_where() {
    let hash = WordsHash::of("one").to_string();
    let error = from_ron(FULL.replacen(&hash, "zz", 1).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("`zz` is not a fingerprint"), "{error}");
}

#[test]
fn a_newer_format_opens_for_reading_alone_or_is_refused() {
    let readable = SMALL.replacen("format: 1,", "format: 2,", 1);
    assert!(load(&readable).read_only.unwrap().contains("format 2"));
    let foreign = "(format: 7, items: [Strange(1)])";
    assert_eq!(from_ron(foreign.as_bytes()).unwrap_err(), SidecarError::NewerFormat { format: 7 });
    assert_eq!(FORMAT, 1);
}

#[test]
fn equal_ids_or_numbers_are_refused() {
    let review = small();
    let (a, b) = (review.mark_by_number(1).unwrap().id, review.mark_by_number(2).unwrap().id);
    let ids = SMALL.replace(&a.to_string(), &b.to_string());
    let error = from_ron(ids.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("two marks have the id"), "{error}");
    let numbers = SMALL.replace("number: 2,", "number: 1,");
    let error = from_ron(numbers.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("the number 1"), "{error}");
}

#[test]
fn what_breaks_off_or_is_doubled_says_where() {
    let cut = &SMALL[..SMALL.len() / 2];
    let cases = [
        cut.to_owned(),
        SMALL.replacen("format: 1,", "format: 1, format: 1,", 1),
        SMALL.replacen("kind: Paragraph", "kind: Sidebar", 1),
        format!("{SMALL}\n<<<<<<< HEAD"),
        format!("{cut}\0\0\0"),
    ];
    for ron in cases {
        let error = from_ron(ron.as_bytes()).unwrap_err();
        assert!(matches!(error, SidecarError::Syntax { line: 2.., .. }), "{error:?}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn what_is_not_a_sidecar_says_so() {
    let deep = "[".repeat(10_000);
    for other in ["", "(width: 3)", "{\"a\": 1}", "Dear all,", deep.as_str()] {
        let error = from_ron(other.as_bytes()).unwrap_err();
        assert!(matches!(error, SidecarError::NotASidecar { .. }), "{other:.20}: {error:?}");
    }
    let error = from_ron(b"(format: \xff)").unwrap_err().to_string();
    assert!(error.contains("byte 9 is not UTF-8"), "{error}");
}

#[test]
fn deep_nesting_is_an_error_and_not_the_end() {
    for unit in ["(", "[", "{", "Some("] {
        let ron = SMALL.replacen("format: 1,", &format!("format: 1, x: {}", unit.repeat(5000)), 1);
        assert!(matches!(from_ron(ron.as_bytes()), Err(SidecarError::Syntax { .. })), "{unit}");
    }
}

#[test]
fn notes_stay_on_one_line_and_read_as_text() {
    assert!(FULL.contains(r#"note: "Rang back twice.\n\tShe isn't sure.","#));
    assert!(FULL.contains("नमस्ते"));
    assert!(!FULL.contains("Some("));
    assert!(FULL.lines().all(|line| !line.ends_with(' ')));
}

#[test]
fn a_first_look_is_the_last_draft_and_needs_only_the_start_of_the_file() {
    for ron in [FULL.to_owned(), to_ron(&full()).unwrap(), to_ron(&small()).unwrap()] {
        let EndOfDrafts::At(end) = end_of_drafts(ron.as_bytes()) else { panic!("no end") };
        let review = FirstLook::of(&ron.as_bytes()[..end]).unwrap().review(b"");
        assert_eq!(review.draft(), load(&ron).review.draft());
        assert_eq!(review.mark_count(), 0);
        assert_eq!(end_of_drafts(&ron.as_bytes()[..end - 1]), EndOfDrafts::Later);
    }
}

#[test]
fn a_first_look_has_the_marks_that_are_whole_in_the_lines_it_is_given() {
    let ron = to_ron(&full()).unwrap();
    let all: Vec<_> = load(&ron).review.marks_in_order().cloned().collect();
    let seen = |from: usize, to: usize| -> Vec<_> {
        let review = FirstLook::of(ron.as_bytes()).unwrap().review(&ron.as_bytes()[from..to]);
        review.marks_in_order().cloned().collect()
    };
    let marks = FirstLook::of(ron.as_bytes()).unwrap().marks_at().unwrap();
    let place = |nth| marks + ron[marks..].match_indices("\n      place: (").nth(nth).unwrap().0;
    assert_eq!(seen(marks, place(2)), all[..2]);
    assert_eq!(seen(place(0), place(3)), all[1..3]);
    assert_eq!(seen(marks, place(0)), []);
}

#[test]
fn where_a_mark_begins_can_be_told_from_a_few_lines() {
    let ron = to_ron(&full()).unwrap();
    let review = load(&ron).review;
    let first = review.marks_in_order().next().unwrap().range().unwrap().start();
    let marks = FirstLook::of(ron.as_bytes()).unwrap();
    let lines = &ron.as_bytes()[marks.marks_at().unwrap()..];
    assert_eq!(first_place(lines), Some(marks.position(first)));
    assert_eq!((first_place(b""), first_place(b"\n      place: (\n        start: ")), (None, None));
}

#[test]
fn there_is_no_first_look_at_what_is_not_laid_out_as_we_do() {
    let ron = to_ron(&small()).unwrap();
    let newer = ron.replacen("format: 1", "format: 2", 1);
    let on_one_line = ron.replace('\n', " ");
    for file in [newer.as_str(), on_one_line.as_str(), "", "\n  drafts: [\n\n  ],\n"] {
        assert!(FirstLook::of(file.as_bytes()).is_none(), "{file}");
    }
}

#[test]
fn a_file_of_another_layout_is_given_up_at_its_head() {
    let foreign = "x".repeat(5000);
    assert_eq!(end_of_drafts(foreign.as_bytes()), EndOfDrafts::Unknown);
    assert_eq!(end_of_drafts(&foreign.as_bytes()[..100]), EndOfDrafts::Later);
}
