//! Coverage: which words of the article are accounted for.
//!
//! The state of each word is kept, with the sums of each block and of each small run of words. A
//! transaction costs the words it touches and the marks over them, each once; neither its blocks nor
//! the article. What asks for a stretch pays for its runs, and what looks for a word with something
//! to do skips runs without one.

mod claims;
mod tally;

use std::ops::Range;
use std::sync::Arc;

use super::Review;
use crate::model::Article;
use crate::text::{TextPos, TextRange, WordUnit, words};
use claims::{Sweep, claims_over};

pub(super) use claims::{Touched, word_state};
pub use tally::{Tally, WordState};

/// Words in a run that has a sum of its own.
const RUN: usize = 64;

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

    /// The block of the word `index`.
    fn block_of(&self, index: usize) -> usize {
        self.before.partition_point(|before| *before <= index).saturating_sub(1)
    }
}

/// The state of every word, the sums of every block and run, and those of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    words: Arc<Words>,
    states: Vec<WordState>,
    blocks: Vec<Tally>,
    runs: Vec<Tally>,
    total: Tally,
}

impl Coverage {
    /// The coverage of an article about which nothing is said.
    pub(super) fn new(article: &Article) -> Self {
        let words = Arc::new(Words::of(article));
        let blocks = 0..article.blocks().len();
        let blocks = blocks.map(|n| Tally::untouched(words.in_block(n).len())).collect();
        let states = vec![WordState::Open; words.ranges.len()];
        let runs = states.chunks(RUN).map(|run| Tally::untouched(run.len())).collect();
        Self { total: Tally::untouched(states.len()), words, states, blocks, runs }
    }

    /// Asks again how the words in `touched` stand.
    pub(super) fn recount(&mut self, review: &Review, touched: TextRange) {
        let words = Arc::clone(&self.words);
        let indices = words.touching(touched);
        let mut sweep = Sweep::new(&claims_over(review, &words.ranges[indices.clone()]));
        for index in indices {
            self.set(&words, index, sweep.state(words.ranges[index]));
        }
    }

    fn set(&mut self, words: &Words, index: usize, state: WordState) {
        let before = std::mem::replace(&mut self.states[index], state);
        if before == state {
            return;
        }
        let block = &mut self.blocks[words.block_of(index)];
        for tally in [&mut self.total, block, &mut self.runs[index / RUN]] {
            tally.move_one(before, state);
        }
    }

    pub(super) fn total(&self) -> Tally {
        self.total
    }

    pub(super) fn unit(&self) -> WordUnit {
        self.words.unit
    }

    pub(super) fn of_block(&self, block: usize) -> Tally {
        self.blocks.get(block).copied().unwrap_or_default()
    }

    /// How the words that share text with `range` stand.
    pub(super) fn over(&self, range: TextRange) -> Tally {
        let indices = self.words.touching(range);
        let (first, last) = (indices.start.div_ceil(RUN), indices.end / RUN);
        let mut tally = Tally::default();
        if first >= last {
            self.states[indices].iter().for_each(|state| tally.add(*state));
            return tally;
        }
        self.runs[first..last].iter().for_each(|run| tally += *run);
        let ends = [indices.start..first * RUN, last * RUN..indices.end];
        for end in ends {
            self.states[end].iter().for_each(|state| tally.add(*state));
        }
        tally
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
        vec![false; self.states.len()]
    }

    /// The indices of the words that share text with `range`.
    pub(super) fn indices(&self, range: TextRange) -> Range<usize> {
        self.words.touching(range)
    }

    /// How the word with this index stands.
    pub(super) fn state(&self, index: usize) -> WordState {
        self.states[index]
    }

    fn at(
        &self,
        indices: Range<usize>,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        let states = self.states[indices.clone()].iter().copied();
        self.words.ranges[indices].iter().copied().zip(states)
    }

    /// The first word at `from` or behind it that somebody has to look at.
    pub(super) fn to_do_from(&self, from: TextPos) -> Option<TextRange> {
        let mut index = self.words.ranges.partition_point(|word| word.start() < from);
        while index < self.states.len() {
            let end = (index / RUN + 1) * RUN;
            let run = &self.states[index..end.min(self.states.len())];
            if self.runs[index / RUN].to_do() > 0
                && let Some(found) = run.iter().position(|state| state.is_to_do())
            {
                return self.words.ranges.get(index + found).copied();
            }
            index = end;
        }
        None
    }

    /// The last word in front of `before` that somebody has to look at.
    pub(super) fn to_do_before(&self, before: TextPos) -> Option<TextRange> {
        let mut end = self.words.ranges.partition_point(|word| word.end() <= before);
        while end > 0 {
            let start = (end - 1) / RUN * RUN;
            if self.runs[start / RUN].to_do() > 0
                && let Some(found) = self.states[start..end].iter().rposition(|s| s.is_to_do())
            {
                return self.words.ranges.get(start + found).copied();
            }
            end = start;
        }
        None
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
        let id = ExemptId(Id(start as u128));
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
