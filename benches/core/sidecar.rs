//! Saving, loading and changing a review of 10,000 marks, beside what ron itself needs for plain
//! structs that say the same.

use std::fmt::Write as _;

use divan::{Bencher, black_box};
use obelus::review::{Edit, History, Review, Transaction};
use obelus::sidecar::{from_ron, to_ron};
use obelus::testing::{act, draft, stamp};
use obelus::text::TextRange;
use serde::{Deserialize, Serialize};

use super::story::mark;

const MARKS: u32 = 10_000;

/// A paragraph for each mark; every mark has a verdict, a piece of evidence and a note.
fn big() -> (Review, History) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    for n in 0..MARKS {
        write!(text, "“In ward {n},” she said, ").unwrap();
        let start = text.len();
        write!(text, "{n} of the lamps were out").unwrap();
        ranges.push(start..text.len());
        text.push_str(", and nobody came for weeks.\n");
    }
    let edits: Vec<Edit> = (1..)
        .zip(ranges)
        .map(|(n, bytes)| {
            let range = TextRange::checked(&text, bytes.start, bytes.end).unwrap();
            Edit::set_mark(mark(n, range, &text))
        })
        .collect();
    let mut review = Review::new(draft(&text));
    let mut history = History::default();
    history.commit(&mut review, Transaction::new("fill", edits), act(1)).unwrap();
    (review, history)
}

#[derive(Serialize, Deserialize)]
struct PlainFile {
    format: u32,
    blocks: Vec<PlainBlock>,
    marks: Vec<PlainMark>,
}

#[derive(Serialize, Deserialize)]
struct PlainBlock {
    kind: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct PlainStamp {
    by: String,
    at: String,
}

#[derive(Serialize, Deserialize)]
struct PlainPlace {
    start: u32,
    end: u32,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize, Deserialize)]
struct PlainVerdict {
    verdict: String,
    stamp: PlainStamp,
    words: String,
}

#[derive(Serialize, Deserialize)]
struct PlainEvidence {
    id: String,
    relation: String,
    locator: String,
    passage: String,
    created: PlainStamp,
}

#[derive(Serialize, Deserialize)]
struct PlainMark {
    id: String,
    number: u32,
    body: String,
    place: PlainPlace,
    verdict: PlainVerdict,
    evidence: Vec<PlainEvidence>,
    note: String,
    created: PlainStamp,
}

/// The same facts as [`big`] in plain structs, ready made.
fn plain() -> PlainFile {
    let (review, _) = big();
    let stamp = || PlainStamp {
        by: stamp(1).by.to_string(),
        at: stamp(1).at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let marks = review.marks_in_order().map(|mark| {
        let range = mark.range().unwrap();
        let place = obelus::anchor::describe(review.text(), review.code_points(), range);
        let (start, end) = place.position.unwrap();
        let verdict = mark.verdict.as_ref().unwrap();
        let evidence = &mark.evidence[0];
        PlainMark {
            id: mark.id.to_string(),
            number: mark.number,
            body: "Claim".to_owned(),
            place: PlainPlace {
                start,
                end,
                exact: place.exact,
                prefix: place.prefix,
                suffix: place.suffix,
            },
            verdict: PlainVerdict {
                verdict: "Confirmed".to_owned(),
                stamp: stamp(),
                words: verdict.words.to_string(),
            },
            evidence: vec![PlainEvidence {
                id: evidence.id.to_string(),
                relation: "Supports".to_owned(),
                locator: evidence.locator.clone(),
                passage: evidence.passage.clone(),
                created: stamp(),
            }],
            note: mark.note.clone(),
            created: stamp(),
        }
    });
    let article = review.article();
    let blocks = (0..article.blocks().len())
        .map(|n| PlainBlock {
            kind: "Paragraph".to_owned(),
            text: article.block_text(n).to_owned(),
        })
        .collect();
    PlainFile { format: 1, blocks, marks: marks.collect() }
}

fn plain_ron() -> String {
    ron::ser::to_string_pretty(&plain(), ron::ser::PrettyConfig::new()).unwrap()
}

#[divan::bench]
fn sidecar_save_10k(bencher: Bencher<'_, '_>) {
    let (review, _) = big();
    bencher.bench_local(|| to_ron(black_box(&review)).unwrap());
}

#[divan::bench]
fn ron_plain_save_10k(bencher: Bencher<'_, '_>) {
    let plain = plain();
    bencher.bench_local(|| {
        ron::ser::to_string_pretty(black_box(&plain), ron::ser::PrettyConfig::new()).unwrap()
    });
}

#[divan::bench]
fn sidecar_load_10k(bencher: Bencher<'_, '_>) {
    let ron = to_ron(&big().0).unwrap();
    bencher.bench_local(|| from_ron(black_box(ron.as_bytes())).unwrap());
}

#[divan::bench]
fn ron_plain_load_10k(bencher: Bencher<'_, '_>) {
    let ron = plain_ron();
    bencher.bench_local(|| ron::from_str::<PlainFile>(black_box(&ron)).unwrap());
}

#[divan::bench]
fn commit_and_undo_on_10k(bencher: Bencher<'_, '_>) {
    let (mut review, mut history) = big();
    let mut edited = review.mark_by_number(MARKS / 2).unwrap().clone();
    "Another note.".clone_into(&mut edited.note);
    bencher.bench_local(|| {
        let tx = Transaction::new("edit note", vec![Edit::set_mark(edited.clone())]);
        history.commit(&mut review, tx, act(2)).unwrap();
        history.undo(&mut review, act(3)).unwrap()
    });
}

#[divan::bench]
fn undo_and_redo_10k_at_once(bencher: Bencher<'_, '_>) {
    let (mut review, mut history) = big();
    bencher.bench_local(|| {
        history.undo(&mut review, act(2)).unwrap();
        history.redo(&mut review, act(3)).unwrap()
    });
}
