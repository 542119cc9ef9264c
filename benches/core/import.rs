//! Reading a megabyte of plain text and of Markdown.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use obelus::import::import;

use super::story::story;

/// Words that make some megabyte.
const WORDS: usize = 190_000;

#[divan::bench]
fn import_txt_1_mb(bencher: Bencher<'_, '_>) {
    let (text, _) = story(WORDS, "\n\n");
    read(bencher, &text, "story.txt");
}

#[divan::bench]
fn import_md_1_mb(bencher: Bencher<'_, '_>) {
    let (text, _) = story(WORDS, "\n\n");
    let text = text
        .replace("\n\nIn ", "\n\n## In ")
        .replace(" nobody ", " *nobody* ")
        .replace(" review ", " [review](https://example.org/a) ");
    read(bencher, &text, "story.md");
}

fn read(bencher: Bencher<'_, '_>, text: &str, name: &str) {
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| import(black_box(text.as_bytes()), name).unwrap());
}
