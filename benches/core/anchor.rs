//! Finding 10,000 marks in a story of 280,000 words without their positions.

use divan::{Bencher, black_box};
use obelus::anchor::{Anchor, Finder, describe};
use obelus::model::Selector;
use obelus::text::{CodePoints, TextRange};

use super::story::{Dice, story};

const WORDS: usize = 280_000;
const MARKS: usize = 10_000;

/// Looks for what `change` makes of the selectors of marks here and there in the story, of which
/// `found` are found.
fn find_all(
    bencher: Bencher<'_, '_>,
    between: &str,
    found: usize,
    change: impl Fn(Selector) -> Selector,
) {
    let (text, words) = story(WORDS, between);
    let table = CodePoints::new(&text);
    let mut dice = Dice::new(3);
    let mut selector = || {
        let at = dice.below(words.len() - 5);
        let range = TextRange::between(words[at].start(), words[at + 4].end());
        change(Selector { position: None, ..describe(&text, &table, range) })
    };
    let selectors: Vec<Selector> = (0..MARKS).map(|_| selector()).collect();
    let find = || {
        let finder = Finder::new(black_box(&text), &table);
        let places = selectors.iter().map(|selector| finder.resolve(selector));
        places.filter(|anchor| *anchor != Anchor::Lost).count()
    };
    assert_eq!(find(), found);
    bencher.bench_local(find);
}

#[divan::bench]
fn find_10k_with_context(bencher: Bencher<'_, '_>) {
    find_all(bencher, "\n\n", MARKS, |selector| selector);
}

#[divan::bench]
fn find_10k_in_one_block(bencher: Bencher<'_, '_>) {
    find_all(bencher, " ", MARKS, |selector| selector);
}

#[divan::bench]
fn find_10k_common_words_without_context(bencher: Bencher<'_, '_>) {
    find_all(bencher, "\n\n", MARKS, |_| Selector {
        exact: "said".to_owned(),
        ..Selector::default()
    });
}

#[divan::bench]
fn find_10k_common_words_with_changed_context(bencher: Bencher<'_, '_>) {
    find_all(bencher, "\n\n", MARKS, |selector| Selector {
        exact: "said".to_owned(),
        prefix: format!("{}x ", selector.prefix),
        suffix: format!(" y{}", selector.suffix),
        position: None,
    });
}

#[divan::bench]
fn find_10k_that_are_not_there(bencher: Bencher<'_, '_>) {
    find_all(bencher, "\n\n", 0, |selector| Selector {
        exact: format!("{}zz", selector.exact),
        ..selector
    });
}
