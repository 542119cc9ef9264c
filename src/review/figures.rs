//! How far a review has got, in all its figures: by words and by what people count beside words, by
//! section and by reviewer.
//!
//! The words are counted with every edit. The rest is worked out when somebody asks, in one pass over
//! the article.

use std::collections::BTreeMap;
use std::ops::Range;

use super::coverage::{Tally, WordState};
use super::sections::{Section, sections};
use super::{Review, coverage};
use crate::model::{BlockKind, ReviewerId, Timestamp};
use crate::text::{TextPos, TextRange, names, quotations, sentences};

/// The figures of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Words.
    pub words: Tally,
    /// Sentences; each as its worst word.
    pub sentences: Tally,
    /// Words with a digit.
    pub numbers: Tally,
    /// Names, as far as capitals tell them; none in headings, nor in German.
    pub names: Tally,
    /// What stands between quotation marks, and blocks of quotation.
    pub quotations: Tally,
    /// By section, in order.
    pub sections: Vec<(Section, Tally)>,
    /// The words that are not to be looked at any more, by who decided so.
    pub reviewers: Vec<(ReviewerId, Tally)>,
}

impl Figures {
    /// What is counted beside words, with its name for people.
    pub fn pieces(&self) -> [(&'static str, Tally); 4] {
        [
            ("sentences", self.sentences),
            ("numbers", self.numbers),
            ("names", self.names),
            ("quotations", self.quotations),
        ]
    }
}

/// The figures of `review`. Costs a pass over its article.
pub fn figures(review: &Review) -> Figures {
    let article = review.article();
    let mut out = Figures { words: review.tally(), ..Figures::default() };
    let all_nouns = article.meta.language.as_deref().is_some_and(|tag| tag.starts_with("de"));
    for (index, block) in article.blocks().iter().enumerate() {
        let text = article.block_text(index);
        let base = block.range.start().as_usize();
        let count = |tally: &mut Tally, ranges: &[Range<usize>]| {
            let at = |byte: usize| TextPos::from_usize(base + byte);
            let range = |range: &Range<usize>| TextRange::between(at(range.start), at(range.end));
            for worst in ranges.iter().filter_map(|bytes| worst(review, range(bytes))) {
                tally.add(worst);
            }
        };
        count(&mut out.sentences, &sentences(text));
        let is_heading = matches!(block.kind, BlockKind::Headline | BlockKind::Heading);
        if !is_heading && !all_nouns {
            count(&mut out.names, &names(text));
        }
        if block.kind == BlockKind::Quotation {
            count(&mut out.quotations, std::slice::from_ref(&(0..text.len())));
        } else {
            count(&mut out.quotations, &quotations(text));
        }
        for (word, state) in review.word_states(index) {
            if word.of(article.text()).contains(char::is_numeric) {
                out.numbers.add(state);
            }
        }
    }
    let section = |section: Section| (section, section.tally(review));
    out.sections = sections(article).into_iter().map(section).collect();
    out.reviewers = by_reviewer(review);
    out
}

/// How the worst word in `range` stands; `None` where there is none.
fn worst(review: &Review, range: TextRange) -> Option<WordState> {
    review.word_states_over(range).map(|(_, state)| state).max()
}

/// Who decided over how many words, the most first. Where several decided the same of a word, it
/// counts for the one whose mark is read first.
fn by_reviewer(review: &Review) -> Vec<(ReviewerId, Tally)> {
    let marks = review.marks.in_order().filter_map(|kept| {
        let given = kept.mark.verdict.as_ref()?;
        Some((kept.mark.range()?, coverage::word_state(review, kept), given.stamp.by))
    });
    let exempt = review
        .exempt()
        .filter_map(|exempt| Some((exempt.place.range()?, WordState::Exempt, exempt.created.by)));
    let mut tallies: BTreeMap<ReviewerId, Tally> = BTreeMap::new();
    let mut credited = review.coverage.no_words();
    for (range, claimed, by) in marks.chain(exempt).filter(|(_, claimed, _)| !claimed.is_to_do()) {
        let tally = tallies.entry(by).or_default();
        for index in review.coverage.indices(range) {
            if review.coverage.state(index) == claimed && !credited[index] {
                credited[index] = true;
                tally.add(claimed);
            }
        }
    }
    let mut out: Vec<_> = tallies.into_iter().filter(|(_, tally)| tally.words > 0).collect();
    out.sort_by_key(|(by, tally)| (std::cmp::Reverse(tally.words), *by));
    out
}

/// How many words were accounted for at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// When.
    pub at: Timestamp,
    /// Words that were accounted for.
    pub done: u32,
    /// Words that counted.
    pub counted: u32,
}

/// The way the review has come, from its log: a point for each event that changed how many words are
/// accounted for, behind one for the first event of all.
pub fn milestones(review: &Review) -> Vec<Milestone> {
    let noted = review.events().iter().filter_map(|event| {
        let (done, counted) = event.accounted?;
        Some(Milestone { at: event.stamp.at, done, counted })
    });
    let mut out: Vec<Milestone> = noted.collect();
    if let (Some(start), Some(first)) = (review.events().first(), out.first()) {
        let at = start.stamp.at.min(first.at);
        out.insert(0, Milestone { at, done: 0, counted: first.counted });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Verdict, VerdictGiven};
    use crate::review::{Edit, History, Transaction};
    use crate::testing::{act, review, reviewer_id, stamp};
    use crate::text::WordsHash;

    fn settle(review: &mut Review, number: u32) {
        let mut mark = review.mark_by_number(number).unwrap().clone();
        let words = WordsHash::of(mark.words(review.text()));
        let (verdict, reason) = (Verdict::Opinion, "so it is".to_owned());
        mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp: stamp(2), words });
        let tx = Transaction::new("verdict opinion", vec![Edit::set_mark(mark)]);
        History::default().commit(review, tx, act(30 + number)).unwrap();
    }

    #[test]
    fn each_thing_is_as_its_worst_word() {
        let text = "[c:It rose by 12 per cent.] Then [c:Mara] Kern said “no [c:3 times].”";
        let (mut review, _) = review(text);
        (1..=3).for_each(|number| settle(&mut review, number));
        let found = figures(&review);
        let done = |tally: Tally| (tally.done(), tally.words);
        assert_eq!(found.pieces().map(|(_, tally)| done(tally)), [(1, 2), (2, 2), (0, 1), (0, 1)]);
        assert_eq!(found.words, review.tally());
        let [(by, tally)] = found.reviewers[..] else { panic!("one reviewer") };
        assert_eq!((by, tally.exempt, tally.words), (reviewer_id(), 9, 9));
    }

    #[test]
    fn the_log_tells_when_words_were_accounted_for_and_when_not_any_more() {
        let (mut review, _) = review("[c:one two] three");
        assert_eq!(milestones(&review), []);
        let mut history = History::default();
        let mut mark = review.mark_by_number(1).unwrap().clone();
        let words = WordsHash::of("one two");
        let (verdict, reason) = (Verdict::Opinion, "so it is".to_owned());
        mark.verdict = Some(VerdictGiven { verdict, method: None, reason, stamp: stamp(2), words });
        let tx = Transaction::new("verdict", vec![Edit::set_mark(mark)]);
        history.commit(&mut review, tx, act(5)).unwrap();
        history.undo(&mut review, act(9)).unwrap();
        let done: Vec<_> = milestones(&review).iter().map(|m| (m.done, m.counted)).collect();
        assert_eq!(done, [(0, 3), (2, 3), (0, 3)]);
    }
}
