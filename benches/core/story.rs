//! Stories of any length and reviews of them, the same in every run.

use obelus::model::{
    Evidence, EvidenceId, Id, Mark, MarkBody, MarkId, MarkKind, Place, Verdict, VerdictGiven,
};
use obelus::review::{Review, ReviewParts};
use obelus::testing::{draft, stamp};
use obelus::text::{TextPos, TextRange, WordsHash};

const WORDS: &[&str] = &[
    "the", "council", "said", "costs", "rose", "12.4", "percent,", "and", "nobody", "“asked",
    "why,”", "Ms", "Íñigo", "wrote.", "In", "ward", "lamps", "were", "out;", "repairs", "took",
    "1,250", "days", "so", "a", "review", "found", "that", "it’s", "not", "one", "cent.",
];

/// Words of a paragraph.
pub(crate) const PARAGRAPH: usize = 100;

/// Words from one mark to the next, in [`marked`].
const STRIDE: usize = 10;

/// Numbers that look random, from a linear congruential generator.
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// `words` words in paragraphs with `between` between them, and where each word stands.
pub(crate) fn story(words: usize, between: &str) -> (String, Vec<TextRange>) {
    let mut dice = Dice::new(7);
    let (mut text, mut ranges) = (String::new(), Vec::with_capacity(words));
    for n in 0..words {
        if n > 0 {
            text.push_str(if n % PARAGRAPH == 0 { between } else { " " });
        }
        let start = TextPos::from_usize(text.len());
        text.push_str(WORDS[dice.below(WORDS.len())]);
        ranges.push(TextRange::between(start, TextPos::from_usize(text.len())));
    }
    (text, ranges)
}

/// A review with `marks` marks of four words, one in every ten words; all have a verdict with what
/// it demands.
pub(crate) fn marked(marks: usize) -> Review {
    let (text, words) = story(marks * STRIDE, "\n");
    let all = words.chunks(STRIDE).zip(1..).map(|(words, n)| {
        let range = TextRange::between(words[2].start(), words[5].end());
        mark(n, range, &text)
    });
    let parts =
        ReviewParts { marks: all.collect(), drafts: vec![draft(&text)], ..ReviewParts::default() };
    Review::from_parts(parts).unwrap()
}

/// A confirmed claim with its evidence.
pub(crate) fn mark(n: u32, range: TextRange, text: &str) -> Mark {
    // Ids are random; multiplying spreads these as widely.
    let id = MarkId(Id::new(u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)));
    let body = MarkBody::empty(MarkKind::Claim);
    let mut mark = Mark::new(id, n, Place::At(range), body, stamp(1));
    mark.verdict = Some(VerdictGiven {
        verdict: Verdict::Confirmed,
        method: None,
        reason: String::new(),
        stamp: stamp(2),
        words: WordsHash::of(range.of(text)),
    });
    mark.evidence = vec![Evidence {
        passage: "lamps out, by ward".to_owned(),
        locator: "p. 4".to_owned(),
        ..Evidence::new(EvidenceId(Id::new(u128::from(n) << 91)), stamp(2))
    }];
    "Rang the desk; they don't dispute it.".clone_into(&mut mark.note);
    mark
}
