//! How far a review has got, in all its figures: by words and by what people count beside words, by
//! section and by reviewer.
//!
//! The words are counted with every edit, and so are the pieces once they are known. To find them
//! costs a pass over the article; who decided costs one over the marks.

use std::collections::BTreeMap;

use super::coverage::{Piece, Tally, WordState};
use super::sections::{Section, sections};
use super::{Review, coverage};
use crate::model::{ReviewerId, Timestamp};
use crate::text::NoNames;

/// The figures of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Words.
    pub words: Tally,
    /// What is counted beside words, or why it is not; each stands as its worst word.
    pub pieces: Vec<(Piece, Result<Tally, NoNames>)>,
    /// By section, in order.
    pub sections: Vec<(Section, Tally)>,
    /// The words that are not to be looked at any more, by who decided so.
    pub reviewers: Vec<(ReviewerId, Tally)>,
}

impl Figures {
    /// How the pieces of a kind stand; `None` where they cannot be told.
    pub fn of(&self, piece: Piece) -> Option<Tally> {
        self.pieces.iter().find(|(kind, _)| *kind == piece).and_then(|(_, tally)| tally.ok())
    }

    /// Why some pieces are not counted, in a sentence without a full stop.
    pub fn not_counted(&self) -> Option<&'static str> {
        self.pieces.iter().find_map(|(_, tally)| tally.err()).map(NoNames::told)
    }
}

/// The figures of `review`. Costs a pass over its article, unless [`Review::keep_pieces`] was called.
pub fn figures(review: &Review) -> Figures {
    let mut counted = coverage::Coverage::clone(&review.coverage);
    counted.keep(review.pieces());
    let piece = |kind: Piece| Some((kind, counted.of_pieces(kind)?));
    let section = |section: Section| (section, section.tally(review));
    Figures {
        words: review.tally(),
        pieces: Piece::ALL.into_iter().filter_map(piece).collect(),
        sections: sections(review.article()).into_iter().map(section).collect(),
        reviewers: by_reviewer(review),
    }
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
        let pieces = found.pieces.iter().filter_map(|(_, tally)| tally.ok());
        assert!(pieces.map(done).eq([(1, 2), (2, 2), (0, 1), (0, 1)]));
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
