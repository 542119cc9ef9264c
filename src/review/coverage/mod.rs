//! Coverage: which words of the article are accounted for.
//!
//! The state of each word is kept, with the sums of runs of them; so are, once somebody asked for
//! them, the sentences, numbers, names and quotations. A transaction costs the words it touches and
//! the marks over them, each once; neither its blocks nor the article. What asks for a stretch pays
//! for a few hundred words at most, and what looks for a word with something to do skips runs without
//! one.

mod claims;
mod pieces;
mod sums;
mod tally;

use std::ops::Range;
use std::sync::Arc;

use super::Review;
use crate::model::Article;
use crate::text::{NoNames, TextPos, TextRange, WordUnit, words};
use claims::{Sweep, claims_over};
use pieces::PieceCount;
use sums::Sums;

pub(super) use claims::{Touched, word_state};
pub use pieces::{Piece, Pieces};
pub use tally::{Tally, WordState};

/// The words of an article, in order.
#[derive(Debug, Default)]
struct Words {
    ranges: Vec<TextRange>,
    /// For each block, how many words stand before it.
    before: Vec<usize>,
    unit: WordUnit,
}

impl Words {
    fn of(article: &Article) -> Self {
        let mut found = Self { unit: WordUnit::of(article.text()), ..Self::default() };
        for (n, block) in article.blocks().iter().enumerate() {
            let base = block.range.start().as_usize();
            let at = |byte: usize| TextPos::from_usize(base + byte);
            found.before.push(found.ranges.len());
            found.ranges.extend(
                words(article.block_text(n))
                    .map(|word| TextRange::between(at(word.start), at(word.end))),
            );
        }
        found
    }

    fn in_block(&self, block: usize) -> Range<usize> {
        let Some(from) = self.before.get(block) else { return 0..0 };
        *from..self.before.get(block + 1).copied().unwrap_or(self.ranges.len())
    }

    /// The words that share text with `range`.
    fn touching(&self, range: TextRange) -> Range<usize> {
        let from = self.ranges.partition_point(|word| word.end() <= range.start());
        let to = self.ranges.partition_point(|word| word.start() < range.end());
        from..to.max(from)
    }
}

/// The state of every word, with sums; and the pieces that were counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    words: Arc<Words>,
    sums: Sums,
    pieces: Option<PieceCount>,
    /// How many words were asked for their state.
    asked: u64,
}

impl Coverage {
    /// The coverage of an article about which nothing is said.
    pub(super) fn new(article: &Article) -> Self {
        let words = Arc::new(Words::of(article));
        Self { sums: Sums::open(words.ranges.len()), words, pieces: None, asked: 0 }
    }

    /// Asks again how the words in `touched` stand.
    pub(super) fn recount(&mut self, review: &Review, touched: TextRange) {
        let words = Arc::clone(&self.words);
        let indices = words.touching(touched);
        self.asked += indices.len() as u64;
        if let Some(pieces) = &mut self.pieces {
            pieces.take(indices.clone(), &self.sums);
        }
        let mut sweep = Sweep::new(&claims_over(review, &words.ranges[indices.clone()]));
        for index in indices.clone() {
            self.sums.set(index, sweep.state(words.ranges[index]));
        }
        if let Some(pieces) = &mut self.pieces {
            pieces.add(indices, &self.sums);
        }
    }

    /// How many words were asked for their state since the article was read.
    pub(super) fn asked(&self) -> u64 {
        self.asked
    }

    /// The pieces of `article`, whose words these are: those that are known, or found now.
    pub(super) fn pieces(&self, article: &Article) -> Arc<Pieces> {
        let known = self.pieces.as_ref().map(|count| Arc::clone(count.pieces()));
        known.unwrap_or_else(|| Arc::new(Pieces::of(article, &self.words)))
    }

    /// Counts these from now on, when they are of this article.
    pub(super) fn keep(&mut self, pieces: Arc<Pieces>) {
        if pieces.are_of(&self.words) {
            self.pieces = Some(PieceCount::new(pieces, &self.sums));
        }
    }

    /// How the pieces of a kind stand, as soon as they are known.
    pub(super) fn of_pieces(&self, piece: Piece) -> Option<Result<Tally, NoNames>> {
        self.pieces.as_ref().map(|count| count.tally(piece))
    }

    pub(super) fn total(&self) -> Tally {
        self.sums.total()
    }

    pub(super) fn unit(&self) -> WordUnit {
        self.words.unit
    }

    pub(super) fn of_block(&self, block: usize) -> Tally {
        self.sums.of(self.words.in_block(block))
    }

    /// How the words of these blocks stand.
    pub(super) fn of_blocks(&self, blocks: Range<usize>) -> Tally {
        let start = self.words.in_block(blocks.start).start;
        let end = blocks.end.checked_sub(1).map_or(0, |last| self.words.in_block(last).end);
        self.sums.of(start..end.max(start))
    }

    /// How the words that share text with `range` stand.
    pub(super) fn over(&self, range: TextRange) -> Tally {
        self.sums.of(self.words.touching(range))
    }

    /// How the words with these indices stand, cut to those there are.
    pub(super) fn of_words(&self, indices: Range<usize>) -> Tally {
        let all = self.words.ranges.len();
        self.sums.of(indices.start.min(all)..indices.end.min(all))
    }

    /// The words of `block` with their states, in order.
    pub(super) fn words_of(
        &self,
        block: usize,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        self.at(self.words.in_block(block))
    }

    /// The words that share text with `range`, with their states, in order.
    pub(super) fn words_over(
        &self,
        range: TextRange,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        self.at(self.words.touching(range))
    }

    /// For each word whether something holds of it; of none so far.
    pub(super) fn no_words(&self) -> Vec<bool> {
        vec![false; self.words.ranges.len()]
    }

    /// The indices of the words that share text with `range`.
    pub(super) fn indices(&self, range: TextRange) -> Range<usize> {
        self.words.touching(range)
    }

    /// How the word with this index stands.
    pub(super) fn state(&self, index: usize) -> WordState {
        self.sums.state(index)
    }

    fn at(
        &self,
        indices: Range<usize>,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        let states = self.sums.states(indices.clone()).iter().copied();
        self.words.ranges[indices].iter().copied().zip(states)
    }

    /// The first word at `from` or behind it that somebody has to look at.
    pub(super) fn to_do_from(&self, from: TextPos) -> Option<TextRange> {
        let index = self.words.ranges.partition_point(|word| word.start() < from);
        self.words.ranges.get(self.sums.to_do_from(index)?).copied()
    }

    /// The last word in front of `before` that somebody has to look at.
    pub(super) fn to_do_before(&self, before: TextPos) -> Option<TextRange> {
        let end = self.words.ranges.partition_point(|word| word.end() <= before);
        self.words.ranges.get(self.sums.to_do_before(end)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Exempt, ExemptId, ExemptReason, Id, Mark, Place, Verdict, VerdictGiven};
    use crate::review::{Edit, History, Transaction};
    use crate::testing::{act, review, stamp};
    use crate::text::{TextPos, WordsHash};

    fn judge(review: &mut Review, number: u32, verdict: Verdict) {
        let mut mark: Mark = review.mark_by_number(number).unwrap().clone();
        let words = WordsHash::of(mark.words(review.text()));
        let reason = "so it is".to_owned();
        mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp: stamp(2), words });
        commit(review, Edit::set_mark(mark));
    }

    fn commit(review: &mut Review, edit: Edit) {
        let tx = Transaction::new("change", vec![edit]);
        History::default().commit(review, tx, act(9)).unwrap();
    }

    fn exempt(review: &mut Review, words: &str) -> ExemptId {
        let start = review.text().find(words).unwrap();
        let range = TextRange::checked(review.text(), start, start + words.len()).unwrap();
        let id = ExemptId(Id::new(start as u128));
        let (reason, note) = (ExemptReason::Connective, String::new());
        let new = Exempt {
            id,
            place: Place::At(range),
            reason,
            note,
            created: stamp(3),
            gone_after: None,
        };
        commit(review, Edit::Exempt(id, Some(Box::new(new))));
        id
    }

    fn states(review: &Review, block: usize) -> Vec<WordState> {
        review.word_states(block).map(|(_, state)| state).collect()
    }

    #[test]
    fn under_several_marks_a_word_takes_the_worst() {
        let (mut review, _) = review("[c:one [c:two [c:three]] four] five");
        let order = [
            (Verdict::Cut, WordState::Gone),
            (Verdict::Opinion, WordState::Exempt),
            (Verdict::OnAuthor, WordState::ShownApart),
            (Verdict::Unsupported, WordState::NotCovered),
        ];
        judge(&mut review, 1, Verdict::OnAuthor);
        judge(&mut review, 3, Verdict::Cut);
        for (verdict, state) in order {
            judge(&mut review, 2, verdict);
            let two = state.max(WordState::ShownApart);
            let apart = WordState::ShownApart;
            assert_eq!(states(&review, 0), [apart, two, two, apart, WordState::Open]);
        }
    }

    #[test]
    fn a_mark_over_part_of_a_word_claims_the_word() {
        let (mut review, _) = review("un[c:locked] doors");
        judge(&mut review, 1, Verdict::Opinion);
        assert_eq!(states(&review, 0), [WordState::Exempt, WordState::Open]);
    }

    #[test]
    fn exempt_words_are_accounted_for_until_a_mark_claims_them() {
        let (mut review, _) = review("And so on, [c:she said] there.");
        let id = exempt(&mut review, "And so on, she");
        assert_eq!((review.tally().exempt, review.tally().percent()), (3, Some(50)));
        assert_eq!(states(&review, 0)[3], WordState::Open);
        judge(&mut review, 1, Verdict::OnAuthor);
        assert_eq!(states(&review, 0)[3], WordState::ShownApart);
        commit(&mut review, Edit::Exempt(id, None));
        assert_eq!((review.tally().exempt, review.tally().open), (0, 4));
    }

    #[test]
    fn words_that_go_out_do_not_count() {
        let (mut review, _) = review("[c:one two] three");
        judge(&mut review, 1, Verdict::Cut);
        assert_eq!((review.tally().words, review.tally().counted()), (3, 1));
        assert_eq!(review.tally().percent(), Some(0));
    }

    #[test]
    fn a_mark_over_two_blocks_counts_in_both() {
        let (mut review, _) = review("one [c:two\nthree] four");
        judge(&mut review, 1, Verdict::Opinion);
        assert_eq!((review.tally_of_block(0).exempt, review.tally_of_block(1).exempt), (1, 1));
        assert_eq!((review.tally().exempt, review.tally().open), (2, 2));
    }

    #[test]
    fn a_refused_transaction_leaves_the_words_as_they_stood() {
        let (mut review, _) = review("[c:one] two [c:three]");
        judge(&mut review, 1, Verdict::Opinion);
        let before = (states(&review, 0), review.tally());
        let unjudged = Mark { verdict: None, ..review.mark_by_number(1).unwrap().clone() };
        let taken = Mark { number: 1, ..review.mark_by_number(2).unwrap().clone() };
        let edits = vec![Edit::set_mark(unjudged), Edit::set_mark(taken)];
        let tx = Transaction::new("change", edits);
        assert!(History::default().commit(&mut review, tx, act(9)).is_err());
        assert_eq!((states(&review, 0), review.tally()), before);
    }

    /// A long text, every third word of which is marked and settled.
    fn long() -> Review {
        let words: Vec<String> = (0..700)
            .map(|n| if n % 3 == 0 { format!("[c:w{n}]") } else { format!("w{n}") })
            .collect();
        let lines: Vec<String> = words.chunks(90).map(|line| line.join(" ")).collect();
        let (mut review, _) = review(&lines.join("\n"));
        for number in 1..=review.mark_count() {
            let number = u32::try_from(number).unwrap();
            judge(&mut review, number, Verdict::Opinion);
        }
        review
    }

    #[test]
    fn the_sum_of_a_stretch_is_that_of_its_words() {
        let review = long();
        let end = u32::try_from(review.text().len()).unwrap();
        for (start, end) in [(0, end), (0, 1), (3, 9), (400, 401), (700, 2100), (255, end - 7)] {
            let range = TextRange::between(TextPos(start), TextPos(end));
            let mut plain = Tally::default();
            review.word_states_over(range).for_each(|(_, state)| plain.add(state));
            assert_eq!(review.tally_over(range), plain, "{range:?}");
        }
    }

    #[test]
    fn a_walk_over_what_is_to_do_meets_every_such_word_both_ways() {
        let review = long();
        let blocks = 0..review.article().blocks().len();
        let all: Vec<TextRange> = blocks
            .flat_map(|n| review.word_states(n))
            .filter_map(|(word, state)| state.is_to_do().then_some(word))
            .collect();
        let mut walked = Vec::new();
        let mut at = TextPos(0);
        while let Some(word) = review.to_do_from(at) {
            at = word.end();
            walked.push(word);
        }
        assert_eq!(walked, all);
        walked.clear();
        while let Some(word) = review.to_do_before(at) {
            at = word.start();
            walked.push(word);
        }
        walked.reverse();
        assert_eq!(walked, all);
    }

    #[test]
    fn pieces_that_are_kept_stand_as_those_counted_anew() {
        let text = "[c:It [c:rose] by 12.] Then [c:Mara] Kern said “no [c:3 times. Twice] it was.”";
        let (mut review, _) = review(text);
        review.keep_pieces(review.pieces());
        let order = [(1, Verdict::Opinion), (3, Verdict::Cut), (2, Verdict::OnAuthor)];
        for (number, verdict) in order.into_iter().chain([(4, Verdict::Opinion)]) {
            judge(&mut review, number, verdict);
            let (id, before) = (exempt(&mut review, "Kern said “no"), review.words_asked());
            commit(&mut review, Edit::Exempt(id, None));
            assert_eq!(review.words_asked() - before, 3);
            let mut anew = review.clone();
            anew.keep_pieces(Arc::new(Pieces::of(review.article(), &review.coverage.words)));
            for piece in Piece::ALL {
                let (kept, anew) = (review.tally_of_pieces(piece), anew.tally_of_pieces(piece));
                assert_eq!(kept, anew, "{piece:?}");
            }
        }
    }

    #[test]
    fn pieces_of_another_text_are_not_kept() {
        let (mut review, other) = (long(), long());
        review.keep_pieces(other.pieces());
        assert!(review.tally_of_pieces(Piece::Sentence).is_none());
    }

    #[test]
    fn words_that_were_checked_as_others_are_to_be_checked_again() {
        let (mut review, _) = review("[c:one [c:two]] three");
        judge(&mut review, 1, Verdict::Opinion);
        let mut mark: Mark = review.mark_by_number(2).unwrap().clone();
        let (reason, stamp) = ("so it was".to_owned(), stamp(2));
        let words = WordsHash::of("ten");
        let verdict = Verdict::Opinion;
        mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp, words });
        commit(&mut review, Edit::set_mark(mark));
        assert_eq!(states(&review, 0), [WordState::Exempt, WordState::Recheck, WordState::Open]);
        assert_eq!((review.tally().recheck, review.tally().to_do()), (1, 2));
    }
}
