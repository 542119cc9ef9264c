//! What a report must hold, and what it must never let through.

use obelus::export::{self, html, markdown};
use obelus::model::{
    Answer, Article, ArticleMeta, Claim, Evidence, EvidenceId, Exempt, ExemptId, ExemptReason, Fix,
    FixDecision, Id, InlineSpan, InlineStyle, Loss, Mark, MarkBody, MarkId, Method, Place, Query,
    QueryId, QueryStatus, QueryTo, Relation, Reviewer, Role, Selector, Source, SourceId,
    SourceKind, Verdict, VerdictGiven,
};
use obelus::report::{Options, Report, build, summarise};
use obelus::review::{Draft, Edit, History, Review, Transaction};
use obelus::testing::{self, stamp, time};
use obelus::text::{TextRange, WordsHash};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

const CONTACT: &str = "+44 20 7946 0958";

/// Strings that are harmless only when they are escaped where they stand.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></table><svg onload=alert(1)>",
    "&lt;script&gt; &#x3c;b&#x3e;",
    "![i](http://evil.example/p.png) [l](javascript:alert(1)) <http://evil.example>",
    "| a | b |\n|---|---|\n# head\n``` x",
];

fn report_of(review: &Review) -> Report {
    build(review, &Options::new(time(90)))
}

fn settled(mark: &Mark, text: &str) -> Mark {
    let mut mark = mark.clone();
    mark.evidence.push(Evidence {
        source: Some(SourceId(Id::new(500))),
        relation: Relation::Contradicts,
        locator: "p. 41".to_owned(),
        passage: "11.6 million".to_owned(),
        accessed: "2026-03-01".to_owned(),
        ..Evidence::new(EvidenceId(Id::new(900)), stamp(3))
    });
    mark.fix = Some(Box::new(Fix {
        wording: "11.6 million".to_owned(),
        decision: FixDecision::Proposed,
        created: stamp(4),
        decided: None,
    }));
    mark.verdict = Some(VerdictGiven {
        verdict: Verdict::Wrong,
        method: Some(Method::Document),
        reason: String::new(),
        stamp: stamp(5),
        words: WordsHash::of(mark.words(text)),
    });
    mark
}

/// A review with something of everything.
fn full() -> Review {
    let (mut review, mut history) = testing::review(
        "The bus cost [c:12.4 million], said [q:“nobody [c:asked]”].\nIt opened on a wet Tuesday.",
    );
    let source = Source {
        url: "https://audit.example/2025".to_owned(),
        contact: CONTACT.to_owned(),
        ..Source::new(SourceId(Id::new(500)), SourceKind::Document, "Audit report", stamp(2))
    };
    let mark = settled(review.mark_by_number(1).unwrap(), review.text());
    let reviewer = Reviewer {
        id: testing::reviewer_id(),
        name: "Mara Kern".to_owned(),
        initials: "MK".to_owned(),
        role: Role::Checker,
    };
    let query = Query {
        id: QueryId(Id::new(600)),
        mark: Some(mark.id),
        to: QueryTo::Author,
        text: "Which year?".to_owned(),
        status: QueryStatus::Answered,
        blocking: true,
        due: String::new(),
        answers: vec![Answer { stamp: stamp(8), text: "2025".to_owned() }],
        created: stamp(7),
    };
    let lost = Mark::new(
        MarkId(Id::new(700)),
        9,
        Place::Lost(Box::new(Selector {
            exact: "words that went".to_owned(),
            ..Selector::default()
        })),
        MarkBody::Claim(Claim::default()),
        stamp(9),
    );
    let start = review.text().find("It opened").unwrap();
    let exempt = Exempt {
        id: ExemptId(Id::new(800)),
        place: Place::At(TextRange::checked(review.text(), start, start + 2).unwrap()),
        reason: ExemptReason::Connective,
        note: String::new(),
        created: stamp(6),
        gone_after: None,
    };
    let edits = vec![
        Edit::set_source(source),
        Edit::set_mark(mark),
        Edit::set_mark(lost),
        Edit::Query(query.id, Some(Box::new(query))),
        Edit::Exempt(exempt.id, Some(Box::new(exempt))),
    ];
    history.commit(&mut review, Transaction::new("fill", edits), testing::act(50)).unwrap();
    history.introduce(&mut review, &reviewer);
    review
}

/// A review in which every field that people can fill says `word`.
fn filled_with(word: &str) -> Review {
    let mut review = Review::new(draft_of(word));
    let source = source_of(word);
    let mut mark = mark_of(word, review.text());
    mark.evidence.push(evidence_of(word, source.id));
    let reviewer = Reviewer {
        id: testing::reviewer_id(),
        name: word.to_owned(),
        initials: word.to_owned(),
        role: Role::Editor,
    };
    let edits = vec![Edit::set_source(source), Edit::set_mark(mark)];
    let mut history = History::default();
    history.commit(&mut review, Transaction::new("fill", edits), testing::act(1)).unwrap();
    history.introduce(&mut review, &reviewer);
    review
}

fn draft_of(word: &str) -> Draft {
    let flat = word.replace(['[', ']', '\n'], " ");
    let text = format!("Start {flat} end.\nSecond block.");
    let draft = testing::draft(&text);
    let link = InlineSpan {
        range: TextRange::checked(&text, 0, 5).unwrap(),
        style: InlineStyle::Link(format!("javascript:{word}")),
    };
    let meta = ArticleMeta {
        title: Some(word.to_owned()),
        byline: Some(word.to_owned()),
        date: Some(word.to_owned()),
        language: Some(word.to_owned()),
        publication: Some(word.to_owned()),
        url: Some(word.to_owned()),
    };
    let blocks = draft.article.blocks().to_vec();
    Draft {
        article: Article::new(text.as_str(), blocks, vec![link], meta).unwrap().into(),
        label: word.to_owned(),
        file_name: word.to_owned(),
        losses: vec![Loss { what: word.to_owned(), place: word.to_owned(), ..Loss::default() }],
        ..draft
    }
}

fn source_of(word: &str) -> Source {
    Source {
        url: format!("https://a.example/{word}"),
        archived_url: format!("javascript:{word}"),
        by: word.to_owned(),
        note: word.to_owned(),
        ..Source::new(SourceId(Id::new(1)), SourceKind::WebPage, word, stamp(0))
    }
}

fn mark_of(word: &str, text: &str) -> Mark {
    let range = TextRange::checked(text, 0, text.find(" end").unwrap()).unwrap();
    let body = MarkBody::Claim(Claim {
        statement: word.to_owned(),
        asserted_by: word.to_owned(),
        ..Claim::default()
    });
    Mark {
        note: word.to_owned(),
        tags: vec![word.to_owned()],
        ..Mark::new(MarkId(Id::new(2)), 1, Place::At(range), body, stamp(0))
    }
}

fn evidence_of(word: &str, source: SourceId) -> Evidence {
    Evidence {
        source: Some(source),
        url: word.to_owned(),
        locator: word.to_owned(),
        passage: word.to_owned(),
        accessed: word.to_owned(),
        note: word.to_owned(),
        ..Evidence::new(EvidenceId(Id::new(3)), stamp(0))
    }
}

/// A tag of a page: its name, and its attributes as they stand.
struct Element<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

/// Walks a page written by `maud`, checks that its tags are balanced, and gives them.
fn elements(page: &str) -> Vec<Element<'_>> {
    const VOID: &[&str] = &["meta", "br", "img", "link", "input", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let tag_end = end_of_tag(&rest[at..]);
        let tag = &rest[at + 1..at + tag_end];
        rest = &rest[at + tag_end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order");
            continue;
        }
        let name = tag.split_whitespace().next().unwrap();
        found.push(Element { name, attributes: attributes(&tag[name.len()..]) });
        if !VOID.contains(&name) {
            open.push(name);
        }
        if name == "style" {
            let (style, after) = rest.split_once("</style>").unwrap();
            assert!(!style.contains('<'));
            rest = after;
            open.pop();
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

fn end_of_tag(from: &str) -> usize {
    let mut quoted = false;
    for (at, c) in from.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without end: {}", &from[..from.len().min(60)]);
}

fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap();
        out.push((name.trim(), value));
        rest = after;
    }
    out
}

#[test]
fn the_page_is_well_formed_and_self_contained() {
    let page = html(&report_of(&full()));
    let elements = elements(&page);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    for element in &elements {
        assert!(!["script", "img", "link", "iframe", "object"].contains(&element.name));
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && *name != "src" && *name != "style", "{name}");
            assert!(*name != "href" || value.starts_with('#') || value.starts_with("https://"));
        }
    }
    assert!(!page.contains("url(") && !page.contains("@import"));
}

#[test]
fn every_inner_link_of_the_page_leads_somewhere() {
    let page = html(&report_of(&full()));
    let all: Vec<(&str, &str)> = elements(&page).into_iter().flat_map(|e| e.attributes).collect();
    let ids: Vec<&str> = all.iter().filter(|(n, _)| *n == "id").map(|(_, id)| *id).collect();
    for (_, target) in all.iter().filter(|(n, v)| *n == "href" && v.starts_with('#')) {
        assert_eq!(ids.iter().filter(|id| **id == &target[1..]).count(), 1, "{target}");
    }
}

#[test]
fn hostile_words_are_inert_in_the_page() {
    let known = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3",
        "p", "bdi", "span", "section", "dl", "div", "dt", "dd", "ul", "li", "table", "thead", "tr",
        "th", "tbody", "td", "a", "article", "b", "footer",
    ];
    for word in HOSTILE {
        let page = html(&report_of(&filled_with(word)));
        for element in elements(&page) {
            assert!(known.contains(&element.name), "{} from {word}", element.name);
            for (name, value) in element.attributes {
                assert!(!name.starts_with("on"), "{name} from {word}");
                assert!(!(name == "href" && value.contains("script")), "{value}");
            }
        }
        assert!(!page.contains(word) || !word.contains(['<', '&']), "{word}");
    }
}

#[test]
fn addresses_that_are_not_web_or_mail_are_text() {
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"] {
        let report = report_of(&filled_with(address));
        assert!(!html(&report).contains(&format!("href=\"{address}")));
        assert!(html(&report).contains(address));
        assert!(markdown(&report).contains(&format!("`{address}`")));
    }
    let page = html(&report_of(&full()));
    assert!(page.contains(
        "<a href=\"https://audit.example/2025\" rel=\"noopener noreferrer\"><bdi>https://audit"
    ));
}

#[test]
fn hostile_words_are_inert_in_markdown() {
    for word in HOSTILE {
        let text = markdown(&report_of(&filled_with(word)));
        let mut headings = 0;
        for event in Parser::new_ext(&text, pulldown_cmark::Options::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} from {word}"),
                Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => panic!("{word}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with("https://a.example/"), "{dest_url}");
                }
                Event::End(TagEnd::Heading(_)) => headings += 1,
                _ => {}
            }
        }
        assert_eq!(headings, 11, "{word}\n{text}");
    }
}

#[test]
fn how_to_reach_a_source_leaves_in_no_format() {
    let report = report_of(&full());
    assert!(!format!("{report:?}").contains(CONTACT));
    for format in export::FORMATS {
        let bytes = (format.render)(&report);
        assert!(!String::from_utf8(bytes).unwrap().contains(CONTACT), "{}", format.key);
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    for format in export::FORMATS {
        let (first, second) = (report_of(&full()), report_of(&full()));
        assert_eq!((format.render)(&first), (format.render)(&second), "{}", format.key);
    }
}

#[test]
fn direction_signs_in_a_name_are_seen_and_in_the_article_stay() {
    let report = report_of(&filled_with("a\u{202e}b\u{7}"));
    let page = html(&report);
    assert!(page.contains("Reviewed by <bdi>a⟨U+202E⟩b⟨U+0007⟩</bdi>"));
    assert!(page.contains("a\u{202e}b⟨U+0007⟩"));
    assert!(!markdown(&report).contains('\u{7}'));
}

#[test]
fn a_mark_is_found_in_text_table_and_evidence() {
    let report = report_of(&full());
    let page = html(&report);
    assert!(page.contains("<a class=\"mark claim b-bad d0\" href=\"#m1\">"));
    assert!(page.contains("12.4 million"));
    assert!(page.contains("<tr id=\"m1\"><td class=\"num\"><a href=\"#t1\">1</a>"));
    assert!(page.contains("Evidence, contradicts: "));
    let text = markdown(&report);
    assert!(text.contains("⟦12.4 million⟧(1 ✕)"));
    assert!(text.contains("⟦“nobody ⟦asked⟧(3 ·)”⟧(2 ·)"), "{text}");
    assert!(text.contains("| 1 | claim | 12.4 million | ✕ wrong | settled | 1 |"));
}

#[test]
fn a_lost_mark_is_listed_and_open() {
    let report = report_of(&full());
    let row = report.marks.last().unwrap();
    assert_eq!((row.number, row.words.as_str(), row.spot.as_ref()), (9, "words that went", None));
    assert!(report.open_items.iter().any(|item| item.key == "lost" && item.number == 9));
    assert!(html(&report).contains("words that went"));
}

#[test]
fn a_source_names_the_marks_that_lean_on_it() {
    let report = report_of(&full());
    assert_eq!(report.sources[0].used_by, [1]);
    assert_eq!(report.marks[0].evidence[0].url, "https://audit.example/2025");
    assert!(markdown(&report).contains("1. Audit report (document) – used by: 1"));
}

#[test]
fn the_summary_before_export_is_the_summary_in_the_report() {
    let review = full();
    let summary = summarise(&review);
    assert_eq!(summary, report_of(&review).summary);
    assert_eq!((summary.marks, summary.open, summary.settled()), (4, 3, 1));
    assert!(summary.by_verdict.contains(&(Verdict::Wrong, 1)));
    assert_eq!(summary.words.exempt, 1);
}

#[test]
fn segments_put_the_text_of_a_block_back_together() {
    let review = full();
    for (block, shown) in review.article().blocks().iter().zip(report_of(&review).blocks) {
        assert_eq!(shown.text(), block.range.of(review.text()));
    }
}

#[test]
fn right_to_left_words_decide_their_own_direction() {
    let (review, _) = testing::review("[q:שלום] said she.");
    let page = html(&report_of(&review));
    assert!(page.contains("<div class=\"words\" dir=\"auto\">שלום</div>"), "{page}");
    assert!(page.contains("<p class=\"block k-paragraph\" id=\"b1\" data-n=\"1\" dir=\"auto\">"));
}

#[test]
fn an_entry_of_a_list_has_its_number_in_every_format() {
    let story = b"3. one\n4. two\n   - three\n";
    let imported = obelus::import::import(story, "story.md").unwrap();
    let mut draft = testing::draft("one");
    draft.article = std::sync::Arc::new(imported.article);
    let report = report_of(&Review::new(draft));
    assert!(markdown(&report).contains("\n¶2 *list item:* 4. two\n"));
    let page = html(&report);
    assert!(page.contains("<bdi class=\"item\">4. </bdi>"), "{page}");
    assert!(page.contains("<p class=\"block k-list-item in2 dot\""), "{page}");
}
