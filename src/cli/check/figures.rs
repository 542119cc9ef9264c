//! The figures of a review as JSON: words, what is counted beside words, sections, blocks, reviewers.

use serde::Serialize;

use crate::review::{Piece, Review, Tally, figures};

/// How far a review has got.
#[derive(Default, Serialize)]
pub(super) struct Coverage {
    /// What counts as a word: `uax29`, or `uax29-dictionary` where a script has no spaces.
    unit: &'static str,
    sentences: Counted,
    numbers: Counted,
    /// Nothing where they cannot be told.
    names: Option<Counted>,
    quotations: Counted,
    /// Why names are not counted, where they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_counted: Option<&'static str>,
    sections: Vec<Section>,
    blocks: Vec<Block>,
    reviewers: Vec<Reviewer>,
}

/// Words, or something else, by state; they add up to `all`.
#[derive(Default, Serialize)]
pub(super) struct Counted {
    pub(super) all: u32,
    covered: u32,
    shown_apart: u32,
    not_covered: u32,
    exempt: u32,
    cut: u32,
    pub(super) recheck: u32,
    pub(super) open: u32,
    /// Of those that stay; nothing where there are none.
    pub(super) percent: Option<u32>,
}

impl From<Tally> for Counted {
    fn from(tally: Tally) -> Self {
        Self {
            all: tally.words,
            covered: tally.covered,
            shown_apart: tally.shown_apart,
            not_covered: tally.not_covered,
            exempt: tally.exempt,
            cut: tally.gone,
            recheck: tally.recheck,
            open: tally.open,
            percent: tally.percent(),
        }
    }
}

/// The words of a section, those of the sections in it among them.
#[derive(Serialize)]
struct Section {
    heading: String,
    /// The number of the block of its heading.
    block: Option<u32>,
    /// How many sections it lies in.
    depth: u8,
    words: Counted,
}

#[derive(Serialize)]
struct Block {
    block: Option<u32>,
    kind: &'static str,
    words: Counted,
}

/// The words over which somebody decided.
#[derive(Serialize)]
struct Reviewer {
    name: String,
    words: Counted,
}

impl Coverage {
    /// The coverage of `review`.
    pub(super) fn of(review: &Review) -> Self {
        let article = review.article();
        let found = figures(review);
        let counted = |piece| found.of(piece).map(Counted::from);
        let section = |(section, tally): &(crate::review::Section, Tally)| Section {
            heading: article.block_text(section.head).to_owned(),
            block: article.block_number(section.head),
            depth: section.depth,
            words: (*tally).into(),
        };
        let blocks = article.blocks().iter().enumerate().map(|(index, block)| Block {
            block: article.block_number(index),
            kind: block.kind.key(),
            words: review.tally_of_block(index).into(),
        });
        let reviewers = found.reviewers.iter().map(|(by, tally)| Reviewer {
            name: review.reviewer(*by).map(|known| known.name.clone()).unwrap_or_default(),
            words: (*tally).into(),
        });
        Self {
            unit: review.word_unit().key(),
            sentences: counted(Piece::Sentence).unwrap_or_default(),
            numbers: counted(Piece::Number).unwrap_or_default(),
            names: counted(Piece::Name),
            quotations: counted(Piece::Quotation).unwrap_or_default(),
            not_counted: found.not_counted(),
            sections: found.sections.iter().map(section).collect(),
            blocks: blocks.collect(),
            reviewers: reviewers.collect(),
        }
    }
}
