//! Looking for words in a story of a million words, each beside a bare count of the same needle.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use memchr::memmem;
use obelus::find::{Folded, Needle, find_all};
use obelus::model::Article;
use obelus::testing::article;

use super::story::story;

const WORDS: usize = 1_000_000;

/// Found 31,000 times.
const COMMON: &str = "nobody";

/// Found nowhere, so that nothing but the way through the text counts.
const ABSENT: &str = "depot";

fn million() -> Article {
    article(&story(WORDS, "\n").0)
}

fn bare(bencher: Bencher<'_, '_>, needle: &str) {
    let article = million();
    let text = article.text();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| memmem::find_iter(black_box(text).as_bytes(), needle).count());
}

fn ours(bencher: Bencher<'_, '_>, needle: &Needle) {
    let article = million();
    let folded = Folded::new(&article);
    bencher.counter(BytesCount::new(article.text().len())).bench_local(|| {
        find_all(black_box(needle), &article, || &folded, &|| false).unwrap().total
    });
}

fn literal(text: &str) -> Needle {
    Needle { text: text.to_owned(), match_case: true, folds: false, ..Needle::default() }
}

#[divan::bench]
fn bare_count_common(bencher: Bencher<'_, '_>) {
    bare(bencher, COMMON);
}

#[divan::bench]
fn bare_count_absent(bencher: Bencher<'_, '_>) {
    bare(bencher, ABSENT);
}

#[divan::bench]
fn literal_common(bencher: Bencher<'_, '_>) {
    ours(bencher, &literal(COMMON));
}

#[divan::bench]
fn literal_absent(bencher: Bencher<'_, '_>) {
    ours(bencher, &literal(ABSENT));
}

#[divan::bench]
fn literal_one_letter(bencher: Bencher<'_, '_>) {
    ours(bencher, &literal("e"));
}

#[divan::bench]
fn any_case_common(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { match_case: false, ..literal(COMMON) });
}

#[divan::bench]
fn folded_common(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { text: COMMON.to_owned(), ..Needle::default() });
}

#[divan::bench]
fn folded_absent(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { text: ABSENT.to_owned(), ..Needle::default() });
}

#[divan::bench]
fn folded_one_letter(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { text: "e".to_owned(), ..Needle::default() });
}

#[divan::bench]
fn whole_word_common(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { whole_word: true, ..literal(COMMON) });
}

#[divan::bench]
fn regex_common(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { is_regex: true, ..literal("no[a-z]{2}dy") });
}

#[divan::bench]
fn regex_every_word(bencher: Bencher<'_, '_>) {
    ours(bencher, &Needle { is_regex: true, ..literal(r"\w+") });
}

#[divan::bench]
fn fold_the_text(bencher: Bencher<'_, '_>) {
    let article = million();
    bencher
        .counter(BytesCount::new(article.text().len()))
        .bench_local(|| Folded::new(black_box(&article)).text().len());
}
