//! Coverage: which words of the article are accounted for.
//!
//! The state of each word is kept, with the sums for each block. A transaction costs the words it
//! touches and the marks over them, each once; neither its blocks nor the article.

use std::iter::Peekable;
use std::ops::{AddAssign, Range, SubAssign};
use std::sync::Arc;
use std::vec::IntoIter;

use super::Review;
use super::marks::Kept;
use super::state::state_of_kept;
use crate::model::{Article, Covers, Verdict};
use crate::text::{TextPos, TextRange, words};

/// How one word stands, from best to worst: under several marks a word takes the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordState {
    /// Goes out of the text.
    Gone,
    /// Needs no check.
    Exempt,
    /// Accounted for.
    Covered,
    /// Accounted for, and shown apart.
    ShownApart,
    /// Checked, and not right.
    NotCovered,
    /// Nobody accounted for it.
    Open,
}

impl WordState {
    const ALL: [Self; 6] =
        [Self::Gone, Self::Exempt, Self::Covered, Self::ShownApart, Self::NotCovered, Self::Open];
}

/// Words by state. Always `covered + shown_apart + not_covered + exempt + gone + open = words`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All words.
    pub words: u32,
    /// Accounted for.
    pub covered: u32,
    /// Accounted for, and shown apart: kept unconfirmed, on author.
    pub shown_apart: u32,
    /// Checked, and wrong, partly right, unsupported or disputed.
    pub not_covered: u32,
    /// Needs no check.
    pub exempt: u32,
    /// Goes out of the text.
    pub gone: u32,
    /// Nobody accounted for them.
    pub open: u32,
}

impl Tally {
    fn add(&mut self, state: WordState) {
        self.words += 1;
        *match state {
            WordState::Gone => &mut self.gone,
            WordState::Exempt => &mut self.exempt,
            WordState::Covered => &mut self.covered,
            WordState::ShownApart => &mut self.shown_apart,
            WordState::NotCovered => &mut self.not_covered,
            WordState::Open => &mut self.open,
        } += 1;
    }

    /// Words that count: all but those that go out of the text.
    pub fn counted(&self) -> u32 {
        self.words - self.gone
    }

    /// The share of counted words that are accounted for, in whole per cent rounded down; `None`
    /// when no word counts.
    pub fn percent(&self) -> Option<u32> {
        let done = u64::from(self.covered + self.shown_apart + self.exempt);
        let all = u64::from(self.counted());
        (all > 0).then(|| u32::try_from(done * 100 / all).unwrap_or(100))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.covered += other.covered;
        self.shown_apart += other.shown_apart;
        self.not_covered += other.not_covered;
        self.exempt += other.exempt;
        self.gone += other.gone;
        self.open += other.open;
    }
}

impl SubAssign for Tally {
    fn sub_assign(&mut self, other: Self) {
        self.words -= other.words;
        self.covered -= other.covered;
        self.shown_apart -= other.shown_apart;
        self.not_covered -= other.not_covered;
        self.exempt -= other.exempt;
        self.gone -= other.gone;
        self.open -= other.open;
    }
}

/// The words of an article, in order.
#[derive(Debug, Default)]
struct Words {
    ranges: Vec<TextRange>,
    /// For each block, how many words stand before it.
    before: Vec<usize>,
}

impl Words {
    fn of(article: &Article) -> Self {
        let mut found = Self::default();
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

/// The state of every word, the sums of every block, and those of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Coverage {
    words: Arc<Words>,
    states: Vec<WordState>,
    blocks: Vec<Tally>,
    total: Tally,
}

impl Coverage {
    /// The coverage of an article about which nothing is said.
    pub(super) fn new(article: &Article) -> Self {
        let words = Arc::new(Words::of(article));
        let tally = |words: usize| {
            let words = u32::try_from(words).unwrap_or(u32::MAX);
            Tally { words, open: words, ..Tally::default() }
        };
        let blocks = (0..article.blocks().len()).map(|n| tally(words.in_block(n).len())).collect();
        let states = vec![WordState::Open; words.ranges.len()];
        Self { total: tally(states.len()), words, states, blocks }
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
        let (mut less, mut more) = (Tally::default(), Tally::default());
        less.add(before);
        more.add(state);
        for tally in [&mut self.total, &mut self.blocks[words.block_of(index)]] {
            *tally += more;
            *tally -= less;
        }
    }

    pub(super) fn total(&self) -> Tally {
        self.total
    }

    pub(super) fn of_block(&self, block: usize) -> Tally {
        self.blocks.get(block).copied().unwrap_or_default()
    }

    /// The words of `block` with their states, in order.
    pub(super) fn words_of(&self, block: usize) -> Vec<(TextRange, WordState)> {
        let indices = self.words.in_block(block);
        let states = self.states[indices.clone()].iter().copied();
        self.words.ranges[indices].iter().copied().zip(states).collect()
    }
}

/// Stretches whose words may stand otherwise than before: what a transaction has to count again.
#[derive(Debug, Default)]
pub(super) struct Touched(Vec<TextRange>);

impl Touched {
    /// Stretches with less than this many bytes between them are counted in one go, since the marks
    /// over them are largely the same.
    const NEAR: usize = 1024;

    pub(super) fn add(&mut self, range: TextRange) {
        self.0.push(range);
    }

    /// The same words with few others, in order, none twice.
    pub(super) fn joined(mut self) -> Vec<TextRange> {
        self.0.sort_unstable_by_key(|range| range.start());
        self.0.dedup_by(|next, range| {
            let is_near = next.start().as_usize() < range.end().as_usize() + Self::NEAR;
            if is_near {
                *range = TextRange::between(range.start(), range.end().max(next.end()));
            }
            is_near
        });
        self.0
    }
}

/// A stretch that says how its words stand.
type Claim = (TextRange, WordState);

/// Where claims begin or end, in order.
type Edges = Peekable<IntoIter<(TextPos, WordState)>>;

/// Claims met word by word. Those over a word are counted, not listed: ten thousand over the same
/// two thousand words must not be asked twenty million times.
struct Sweep {
    begins: Edges,
    ends: Edges,
    /// How many of those that began and did not end claim each state.
    over: [usize; WordState::ALL.len()],
}

impl Sweep {
    fn new(claims: &[Claim]) -> Self {
        let sorted = |edge: fn(TextRange) -> TextPos| {
            let mut edges: Vec<_> = claims.iter().map(|(r, state)| (edge(*r), *state)).collect();
            edges.sort_unstable();
            edges.into_iter().peekable()
        };
        Self {
            begins: sorted(TextRange::start),
            ends: sorted(TextRange::end),
            over: [0; WordState::ALL.len()],
        }
    }

    /// How `word` stands: the worst that is claimed of it. Words must come in order.
    fn state(&mut self, word: TextRange) -> WordState {
        while let Some((_, state)) = self.begins.next_if(|(at, _)| *at < word.end()) {
            self.over[state as usize] += 1;
        }
        while let Some((_, state)) = self.ends.next_if(|(at, _)| *at <= word.start()) {
            self.over[state as usize] -= 1;
        }
        let is_claimed = |state: &WordState| self.over[*state as usize] > 0;
        WordState::ALL.into_iter().rev().find(is_claimed).unwrap_or(WordState::Open)
    }
}

/// What is claimed of `words`: by marks, and by the exempt stretches.
fn claims_over(review: &Review, words: &[TextRange]) -> Vec<Claim> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let range = TextRange::between(first.start(), last.end());
    let marks = review.marks.overlapping(range).map(|(r, kept)| (r, word_state(review, kept)));
    let exempt = review.exempt_places.overlapping(range).map(|(r, ())| (r, WordState::Exempt));
    marks.chain(exempt).collect()
}

/// How the words of a mark stand.
pub(super) fn word_state(review: &Review, kept: &Kept) -> WordState {
    let mark = &kept.mark;
    let Some(given) = &mark.verdict else { return WordState::Open };
    if state_of_kept(review, kept).is_open() {
        return WordState::Open;
    }
    if given.verdict == Verdict::ConfirmedWithFix && !kept.fix_stands {
        return WordState::NotCovered;
    }
    match given.verdict.covers() {
        Covers::Gone => WordState::Gone,
        Covers::Exempt => WordState::Exempt,
        Covers::Yes => WordState::Covered,
        Covers::ShownApart => WordState::ShownApart,
        Covers::No => WordState::NotCovered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Exempt, ExemptId, ExemptReason, Id, Mark, Place, VerdictGiven};
    use crate::review::{Edit, History, Transaction};
    use crate::testing::{act, review, stamp};
    use crate::text::WordsHash;

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
        review.word_states(block).into_iter().map(|(_, state)| state).collect()
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
    fn range(start: u32, end: u32) -> TextRange {
        TextRange::between(TextPos(start), TextPos(end))
    }

    #[test]
    fn a_sweep_says_of_each_word_what_asking_every_claim_says() {
        let claims: Vec<Claim> = (0..400_u32)
            .map(|n| {
                let start = n * 7919 % 900;
                let state = WordState::ALL[n as usize * 31 % 6];
                // Two thirds of them are within one word or between two.
                (range(start, start + 1 + n % 3 / 2 * (n * 37 % 200)), state)
            })
            .collect();
        let mut sweep = Sweep::new(&claims);
        for word in (0..120).map(|n| range(n * 10 + 2, n * 10 + 9)) {
            let over = claims.iter().filter(|(claim, _)| claim.overlaps(word));
            let plain = over.map(|(_, state)| *state).max().unwrap_or(WordState::Open);
            assert_eq!(sweep.state(word), plain, "{word:?}");
        }
    }

    #[test]
    fn what_many_edits_touch_is_counted_once() {
        let mut touched = Touched::default();
        for n in 0..1000 {
            touched.add(range(5000 + n, 9000 - n));
        }
        touched.add(range(0, 10));
        touched.add(range(9500, 9501));
        assert_eq!(touched.joined(), [range(0, 10), range(5000, 9501)]);
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
}
