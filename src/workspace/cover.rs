//! The words that nobody has accounted for: going from one to the next, and saying which of them
//! need no check.

use super::editing::{NO_WORDS, Outcome};
use super::state::Workspace;
use super::trail::Jump;
use super::units::units_over;
use super::{Change, Direction, Document, Effect, Selection, Severity, Unit};
use crate::model::{BlockKind, Exempt, ExemptId, ExemptReason, Id, Place};
use crate::review::{Act, Edit, Transaction, work_state};
use crate::text::{TextPos, TextRange};

/// How much of the text is said to need no check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What is selected.
    #[default]
    Selection,
    /// The sentences that are selected, or that hold the caret.
    Sentence,
    /// The blocks that are selected, or that hold the caret.
    Block,
}

impl Extent {
    /// The smallest first.
    pub const ALL: [Self; 3] = [Self::Selection, Self::Sentence, Self::Block];

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Selection => "the selected words",
            Self::Sentence => "the sentence",
            Self::Block => "the block",
        }
    }
}

impl Document {
    /// The stretch that is meant; `None` where nothing is selected.
    pub fn extent(&self, extent: Extent) -> Option<TextRange> {
        let whole = |unit| units_over(self.review.article(), unit, self.selection.range());
        match extent {
            Extent::Selection => self.selected_range(),
            Extent::Sentence => super::place::tidy(&self.review, whole(Unit::Sentence)),
            Extent::Block => super::place::tidy(&self.review, whole(Unit::Block)),
        }
    }

    /// What says of exactly this stretch that it needs no check.
    pub fn exempt_at(&self, range: TextRange) -> Option<&Exempt> {
        self.review.exempt_over(range).find(|exempt| exempt.place.range() == Some(range))
    }

    /// The likeliest reason: a heading is one, anything else joins facts.
    pub fn likely_reason(&self, range: TextRange) -> ExemptReason {
        let article = self.review.article();
        let block = article.blocks().get(article.block_index_at(range.start()));
        match block.map(|block| block.kind) {
            Some(BlockKind::Headline | BlockKind::Heading) => ExemptReason::Heading,
            _ => ExemptReason::Connective,
        }
    }

    /// Says that a stretch needs no check, or, asked again, that it does.
    pub(super) fn toggle_exempt(&mut self, extent: Extent, id: Id, act: Act) -> Outcome {
        let range = self.extent(extent).ok_or(NO_WORDS)?;
        if let Some(same) = self.exempt_at(range).map(|exempt| exempt.id) {
            let edits = vec![Edit::Exempt(same, None)];
            return self.commit(Transaction::new("check these words again", edits), act);
        }
        let reason = self.likely_reason(range);
        self.put_exempt(extent, reason, String::new(), id, act)
    }

    /// Says why a stretch needs no check. Smaller stretches inside it are taken up by it.
    pub(super) fn put_exempt(
        &mut self,
        extent: Extent,
        reason: ExemptReason,
        note: String,
        id: Id,
        act: Act,
    ) -> Outcome {
        let range = self.extent(extent).ok_or(NO_WORDS)?;
        let known = self.exempt_at(range);
        let (id, created) =
            known.map_or((ExemptId(id), act.stamp), |known| (known.id, known.created));
        let place = Place::At(range);
        let exempt = Exempt { id, place, reason, note, created, gone_after: None };
        let is_inside = |other: &&Exempt| {
            other.id != id && other.place.range().is_some_and(|inner| range.covers(inner))
        };
        let inside = self.review.exempt_over(range).filter(is_inside);
        let mut edits: Vec<Edit> = inside.map(|other| Edit::Exempt(other.id, None)).collect();
        edits.push(Edit::Exempt(id, Some(Box::new(exempt))));
        self.commit(Transaction::new("nothing to check", edits), act)
    }

    /// The next word that somebody has to look at, or the one before; round the end.
    fn word_to_do(&self, direction: Direction, from: TextRange) -> Option<TextRange> {
        match direction {
            Direction::Forward => {
                let next = self.review.to_do_from(from.end());
                next.or_else(|| self.review.to_do_from(TextPos(0)))
            }
            Direction::Back => {
                let next = self.review.to_do_before(from.start());
                next.or_else(|| self.review.to_do_before(TextPos(u32::MAX)))
            }
        }
    }

    /// Selects a word with something to do, and the mark over it that is not settled.
    fn walk_to(&mut self, word: TextRange) {
        self.leave(word.start(), Jump::Step);
        self.selection = Selection::of(word);
        self.walk = Some(word);
        let there = self.review.marks_at(word.start());
        let open = there.iter().find(|mark| work_state(&self.review, mark).is_open());
        self.selected = open.map(|mark| mark.id);
    }

    /// The word at which the walk through the open words is, for those who do not see it.
    pub(super) fn told_word(&self, word: TextRange) -> String {
        let article = self.review.article();
        let block = article.block_number(article.block_index_at(word.start())).unwrap_or_default();
        let left = self.review.tally().to_do();
        let mark = self.selected_mark().map(|mark| format!(", mark {}", mark.number));
        let mark = mark.unwrap_or_default();
        format!("Open word {}{mark}, block {block}, {left} left", word.of(self.review.text()))
    }

    /// From where the walk goes on after `change`, when that settled what it was made on.
    pub(super) fn goes_on_from(&self, change: &Change) -> Option<TextRange> {
        match change {
            Change::SetVerdict(_) => {
                let mark = self.selected_mark()?;
                (!work_state(&self.review, mark).is_open()).then(|| mark.range())?
            }
            // Whoever chose the words stays at them; a word of the walk was not chosen.
            Change::ToggleExempt(_) | Change::PutExempt(..) => {
                self.walk.filter(|word| self.selection.range() == *word).filter(|word| {
                    self.review.word_states_over(*word).all(|(_, state)| !state.is_to_do())
                })
            }
            _ => None,
        }
    }
}

impl Workspace {
    /// Goes to the next word that somebody has to look at, or to the one before.
    pub(super) fn step_to_do(&mut self, direction: Direction) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let Some(word) = document.word_to_do(direction, document.selection.range()) else {
            self.notices.push(Severity::Info, "Nothing more", ALL_DONE);
            return Vec::new();
        };
        document.walk_to(word);
        let told = document.told_word(word);
        self.announce(told);
        vec![Effect::Reveal(word)]
    }

    /// After what settled a stretch: on to the next word that somebody has to look at. A word inside
    /// the stretch comes first, since a settled mark may have an open one in it.
    pub(super) fn go_on(&mut self, from: Option<TextRange>) -> Vec<Effect> {
        let Some(from) = from.filter(|_| self.settings.goes_on) else { return Vec::new() };
        let Some(document) = &mut self.document else { return Vec::new() };
        let behind = TextRange::empty(from.start());
        let Some(word) = document.word_to_do(Direction::Forward, behind) else {
            self.notices.push(Severity::Info, "Done", ALL_DONE);
            return Vec::new();
        };
        document.walk_to(word);
        vec![Effect::Reveal(word)]
    }

    /// Whether a verdict that settles its mark goes on to the next open word.
    pub(super) fn toggle_goes_on(&mut self) -> Vec<Effect> {
        self.settings.goes_on = !self.settings.goes_on;
        self.settings_dirty = true;
        self.announce(if self.settings.goes_on {
            "A verdict goes on to the next open word"
        } else {
            "A verdict stays at its mark"
        });
        Vec::new()
    }
}

/// What is said where no word is left.
const ALL_DONE: &str = "no word is open any more";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn document(notation: &str) -> Document {
        let (review, history) = testing::review(notation);
        Document::of(review, history)
    }

    fn exempt(document: &mut Document, words: &str, extent: Extent, n: u32) {
        let start = document.review.text().find(words).expect("is there");
        let range = TextRange::checked(document.review.text(), start, start + words.len());
        document.selection = Selection::of(range.expect("inside"));
        let (id, act) = (Id::new(u128::from(n) + 500), testing::act(n));
        document.toggle_exempt(extent, id, act).expect("has words");
    }

    fn walked(document: &mut Document, direction: Direction, steps: usize) -> Vec<String> {
        let mut step = || {
            let word = document.word_to_do(direction, document.selection.range())?;
            document.walk_to(word);
            Some(word.of(document.review.text()).to_owned())
        };
        (0..steps).map_while(|_| step()).collect()
    }

    #[test]
    fn a_walk_passes_over_what_needs_no_check_and_goes_round() {
        let mut document = document("So, costs [c:rose] then.");
        exempt(&mut document, "So", Extent::Selection, 20);
        document.selection = Selection::at(TextPos(0));
        let on = ["costs", "rose", "then", "costs"];
        assert_eq!(walked(&mut document, Direction::Forward, 4), on);
        assert_eq!(walked(&mut document, Direction::Back, 2), ["then", "rose"]);
        assert_eq!(document.selected_mark().map(|mark| mark.number), Some(1));
    }

    #[test]
    fn a_sentence_or_a_block_is_said_to_need_no_check_from_a_word_in_it() {
        let mut document = document("One here. Two there.\nThree.");
        exempt(&mut document, "there", Extent::Sentence, 20);
        assert_eq!((document.review.tally().exempt, document.review.exempt().count()), (2, 1));
        exempt(&mut document, "here", Extent::Block, 21);
        assert_eq!((document.review.tally().exempt, document.review.exempt().count()), (4, 1));
        exempt(&mut document, "One", Extent::Block, 22);
        assert_eq!(document.review.tally().exempt, 0);
    }

    #[test]
    fn a_reason_given_again_replaces_the_one_before() {
        let mut document = document("One here.");
        exempt(&mut document, "One here", Extent::Selection, 20);
        let before = document.review.exempt().next().map(|exempt| exempt.id);
        let note = "as told by the council".to_owned();
        let (reason, act) = (ExemptReason::Other, testing::act(21));
        document.put_exempt(Extent::Selection, reason, note, Id::new(77), act).expect("has words");
        let all: Vec<&Exempt> = document.review.exempt().collect();
        assert_eq!((all.len(), Some(all[0].id), all[0].reason), (1, before, ExemptReason::Other));
    }
}
