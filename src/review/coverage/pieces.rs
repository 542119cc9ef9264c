//! What is counted beside words: sentences, numbers, names and quotations. Each stands as its worst
//! word.

use std::ops::Range;
use std::sync::Arc;

use super::sums::Sums;
use super::{Tally, WordState, Words};
use crate::model::{Article, Block, BlockKind};
use crate::text::{NoNames, TextPos, TextRange, names, quotations, sentences};

/// What is counted beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// By UAX #29 and a list of abbreviations.
    Sentence,
    /// A word with a digit.
    Number,
    /// As far as capitals tell them; none in headings.
    Name,
    /// What stands between quotation marks, and blocks of quotation.
    Quotation,
}

impl Piece {
    /// All of them, as they are listed.
    pub const ALL: [Self; 4] = [Self::Sentence, Self::Number, Self::Name, Self::Quotation];

    /// What people call several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Sentence => "sentences",
            Self::Number => "numbers",
            Self::Name => "names",
            Self::Quotation => "quotations",
        }
    }
}

/// Where the pieces of an article stand: a pass over all of it to find, and good for as long as its
/// draft is.
#[derive(Debug)]
pub struct Pieces {
    /// The words they are made of.
    words: Arc<Words>,
    /// For each [`Piece`] the words of each, by index; they are in order and do not overlap.
    found: [Vec<Range<u32>>; Piece::ALL.len()],
    /// Why there are no names, where they cannot be told.
    no_names: Option<NoNames>,
}

impl Pieces {
    pub(super) fn of(article: &Article, words: &Arc<Words>) -> Self {
        let no_names = NoNames::of(article.text(), article.meta.language.as_deref());
        let mut pieces = Self { words: Arc::clone(words), found: Default::default(), no_names };
        for (index, block) in article.blocks().iter().enumerate() {
            pieces.add(index, block, article.block_text(index));
        }
        pieces
    }

    /// Whether they are made of these words.
    pub(super) fn are_of(&self, words: &Arc<Words>) -> bool {
        Arc::ptr_eq(&self.words, words)
    }

    fn add(&mut self, index: usize, block: &Block, text: &str) {
        let base = block.range.start().as_usize();
        let words = Arc::clone(&self.words);
        let own = words.in_block(index);
        let range_in_text = |word: &TextRange| {
            let bytes = word.bytes();
            bytes.start - base..bytes.end - base
        };
        let ranges = words.ranges[own.clone()].iter().map(range_in_text);
        let at = |byte: usize| TextPos::from_usize(base + byte);
        let touched =
            |part: &Range<usize>| words.touching(TextRange::between(at(part.start), at(part.end)));
        let told = sentences(text);
        self.push(Piece::Sentence, told.iter().map(touched));
        let numbers = ranges.clone().zip(own).filter(|(word, _)| is_number(&text[word.clone()]));
        self.push(Piece::Number, numbers.map(|(_, index)| index..index + 1));
        let is_heading = matches!(block.kind, BlockKind::Headline | BlockKind::Heading);
        if !is_heading && self.no_names.is_none() {
            self.push(Piece::Name, names(text, &told, ranges).iter().map(touched));
        }
        if block.kind == BlockKind::Quotation {
            self.push(Piece::Quotation, std::iter::once(touched(&(0..text.len()))));
        } else {
            self.push(Piece::Quotation, quotations(text).iter().map(touched));
        }
    }

    fn push(&mut self, piece: Piece, found: impl Iterator<Item = Range<usize>>) {
        let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let with_words = found.filter(|words| !words.is_empty());
        self.found[piece as usize].extend(with_words.map(|w| index(w.start)..index(w.end)));
    }

    /// The pieces that have words among `indices`, each with what it is.
    fn over(&self, indices: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.found.iter().enumerate().flat_map(move |(piece, found)| {
            let first = found.partition_point(|words| words.end as usize <= indices.start);
            let end = indices.end;
            let here = found[first..].iter().take_while(move |words| (words.start as usize) < end);
            here.map(move |words| (piece, words.start as usize..words.end as usize))
        })
    }
}

fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric)
}

/// The pieces of an article, counted by how they stand.
#[derive(Clone, Debug)]
pub(super) struct PieceCount {
    pieces: Arc<Pieces>,
    tallies: [Tally; Piece::ALL.len()],
}

impl PieceCount {
    pub(super) fn new(pieces: Arc<Pieces>, sums: &Sums) -> Self {
        let mut count = Self { tallies: Default::default(), pieces };
        count.add(0..sums.total().words as usize, sums);
        count
    }

    pub(super) fn pieces(&self) -> &Arc<Pieces> {
        &self.pieces
    }

    /// How the pieces of a kind stand, or why they cannot be told.
    pub(super) fn tally(&self, piece: Piece) -> Result<Tally, NoNames> {
        match self.pieces.no_names {
            Some(why) if piece == Piece::Name => Err(why),
            _ => Ok(self.tallies[piece as usize]),
        }
    }

    /// Counts the pieces with words among `indices`.
    pub(super) fn add(&mut self, indices: Range<usize>, sums: &Sums) {
        for (piece, words) in self.pieces.over(indices) {
            if let Some(state) = worst(sums, words) {
                self.tallies[piece].add(state);
            }
        }
    }

    /// Counts them no more: before their words are set, as they stand then.
    pub(super) fn take(&mut self, indices: Range<usize>, sums: &Sums) {
        for (piece, words) in self.pieces.over(indices) {
            if let Some(state) = worst(sums, words) {
                self.tallies[piece].take(state);
            }
        }
    }
}

/// How the worst word of some stands; `None` where there is none.
fn worst(sums: &Sums, words: Range<usize>) -> Option<WordState> {
    sums.of(words).worst()
}
