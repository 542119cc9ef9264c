//! The next draft: what it makes of every mark, as one step that can be undone.
//!
//! The text of the present draft is no next one: there is nothing new in it. The text of an earlier draft
//! may come again, under a new number, because somebody went back to it. It is told as such, and a mark
//! that lost its words on the way stands where it stood in that draft.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use super::{Draft, Drafted, Edit, EditError, PastExempt, PastMark, Review, Transaction};
use crate::model::{
    Carried, DraftFlag, Exempt, ExemptId, FixDecision, FromDraft, Mark, MarkId, Place, Selector,
    Stamp, Verdict, VerdictGiven,
};
use crate::text::{CodePoints, TextRange, WordsHash, count_words, fold};

/// Where things of the present draft are in the next one.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Carry<'a> {
    /// What became of a stretch.
    pub place: &'a dyn Fn(TextRange) -> Carried,
    /// Where a wording stands in the stead of a stretch.
    pub in_stead: &'a dyn Fn(TextRange, &str) -> Option<TextRange>,
    /// How a stretch of the present text is described, for one that has no place any more.
    pub describe: &'a dyn Fn(TextRange) -> Selector,
}

/// What the next draft makes of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The same words in the same sentence.
    Unchanged,
    /// The same words elsewhere.
    Moved,
    /// The same words in another sentence.
    Glance,
    /// The fix that was decided stands there now.
    Fixed,
    /// Other words: to be checked again.
    Recheck,
    /// A person has to say where it belongs.
    Asks,
    /// Its words went out.
    Cut,
    /// Its words went out, as somebody had decided.
    Gone,
    /// It had no place before.
    Lost,
}

impl Fate {
    /// Every fate, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Unchanged,
        Self::Moved,
        Self::Glance,
        Self::Fixed,
        Self::Recheck,
        Self::Asks,
        Self::Cut,
        Self::Gone,
        Self::Lost,
    ];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Glance => "sentence changed",
            Self::Fixed => "fixed as decided",
            Self::Recheck => "words changed",
            Self::Asks => "several places",
            Self::Cut => "cut",
            Self::Gone => "cut as decided",
            Self::Lost => "without a place before",
        }
    }

    /// What follows from it for the check, in a sentence without a full stop.
    pub fn told(self) -> &'static str {
        match self {
            Self::Unchanged => "The same words in the same sentence; verdicts stand",
            Self::Moved => "The same words elsewhere; verdicts stand, look at them once",
            Self::Glance => "The same words in another sentence; verdicts stand, look at them once",
            Self::Fixed => "The fix stands in the text: confirmed with fix",
            Self::Recheck => "Other words; verdicts are dead, check again",
            Self::Asks => "Nobody but you can tell where they belong; they wait for a place",
            Self::Cut => "The words went out; they wait to be confirmed as cut, or placed",
            Self::Gone => "The words went out, as it was decided",
            Self::Lost => "They had no place in the draft before",
        }
    }

    /// Whether nobody has to do anything about it.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Unchanged | Self::Fixed | Self::Gone)
    }

    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Glance => "glance",
            Self::Fixed => "fixed",
            Self::Recheck => "recheck",
            Self::Asks => "ambiguous",
            Self::Cut => "cut",
            Self::Gone => "cut-as-decided",
            Self::Lost => "lost",
        }
    }
}

/// The next draft, ready to be taken.
#[derive(Clone, Debug)]
pub struct NextDraft {
    /// The one step.
    pub transaction: Transaction,
    /// What becomes of each mark, by number, in the order of the present draft.
    pub fates: Vec<(u32, Fate)>,
    /// The earlier draft that had the same text.
    pub again: Option<u32>,
}

/// Why a draft is not taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NextDraftError {
    /// No words at all.
    #[error("the new draft is empty")]
    Empty,
    /// The text of the present draft.
    #[error("this is draft {0} already")]
    Known(u32),
    /// It would not hold together.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// Takes `draft` as the next one of `review` and carries everything into it; `stamp` is who does so,
/// and when.
///
/// The number of the draft is given here. The review is not changed: that is for whoever commits the
/// transaction, which costs next to nothing then.
///
/// # Errors
///
/// [`NextDraftError`] when the draft is empty, or has the text of the present one.
pub fn next_draft(
    review: &Review,
    draft: Draft,
    carry: &Carry<'_>,
    stamp: Stamp,
) -> Result<NextDraft, NextDraftError> {
    if count_words(draft.article.text()) == 0 {
        return Err(NextDraftError::Empty);
    }
    let is_same = |known: &&Draft| known.text_digest == draft.text_digest;
    if is_same(&review.draft()) {
        return Err(NextDraftError::Known(review.draft().number));
    }
    let again = review.drafts().iter().rfind(is_same);
    let number = review.draft().number.saturating_add(1);
    let points = CodePoints::new(draft.article.text());
    let before = again.map(Before::of).unwrap_or_default();
    let step = Step { review, draft: &draft, points, carry, stamp, before };
    let (mut marks, mut fates) = (Vec::new(), Vec::new());
    for mark in review.marks_in_order() {
        let (carried, fate) = step.mark(mark);
        marks.push(Arc::new(carried));
        fates.push((mark.number, fate));
    }
    let exempt: Vec<Exempt> = review.exempt().map(|exempt| step.exempt(exempt)).collect();
    let mut drafts = review.drafts().to_vec();
    if let Some(last) = drafts.last_mut() {
        last.marks = past_marks(review);
        last.exempt = past_exempt(review);
        last.tally = Some(review.tally());
    }
    drafts.push(Draft { number, ..draft });
    let drafted = Drafted::new(review, drafts, marks, exempt)?;
    let edit = Edit::Drafts(Box::new(drafted));
    let label = format!("import draft {number}");
    let transaction = Transaction::new(label, vec![edit]);
    Ok(NextDraft { transaction, fates, again: again.map(|draft| draft.number) })
}

/// How the marks stand now.
fn past_marks(review: &Review) -> Arc<[PastMark]> {
    let past = |mark: &Mark| {
        Some(PastMark { id: mark.id, range: mark.range()?, verdict: mark.verdict.clone() })
    };
    review.marks_in_order().filter_map(past).collect()
}

/// What needs no check now.
fn past_exempt(review: &Review) -> Arc<[PastExempt]> {
    let past = |exempt: &Exempt| Some(PastExempt { id: exempt.id, range: exempt.place.range()? });
    review.exempt().filter_map(past).collect()
}

/// Where things stood when the text was a draft before.
#[derive(Debug, Default)]
struct Before {
    marks: BTreeMap<MarkId, TextRange>,
    exempt: BTreeMap<ExemptId, TextRange>,
}

impl Before {
    fn of(draft: &Draft) -> Self {
        Self {
            marks: draft.marks.iter().map(|mark| (mark.id, mark.range)).collect(),
            exempt: draft.exempt.iter().map(|exempt| (exempt.id, exempt.range)).collect(),
        }
    }
}

/// Everything of one import.
struct Step<'a> {
    review: &'a Review,
    draft: &'a Draft,
    /// Of the new text.
    points: CodePoints,
    carry: &'a Carry<'a>,
    stamp: Stamp,
    before: Before,
}

impl Step<'_> {
    fn mark(&self, mark: &Mark) -> (Mark, Fate) {
        let mut mark = mark.clone();
        let fate = self.put_back(&mut mark).unwrap_or_else(|| match mark.place.clone() {
            Place::At(range) => self.move_to(&mut mark, range),
            Place::Lost(_) => self.keep_lost(&mut mark),
        });
        (mark, fate)
    }

    /// Puts a mark where it stood when this text was a draft before, unless its words can be followed
    /// there from the present one. `None` where it is to be followed.
    fn put_back(&self, mark: &mut Mark) -> Option<Fate> {
        let place = *self.before.marks.get(&mark.id)?;
        let is_followed = |now: TextRange| (self.carry.place)(now).keeps_verdict();
        if mark.range().is_some_and(is_followed) || !self.may_stand(place) {
            return None;
        }
        let words = WordsHash::of(place.of(self.draft.article.text()));
        if mark.verdict.as_ref().is_none_or(|given| given.words == words) {
            (mark.place, mark.carried) = (Place::At(place), None);
            return Some(Fate::Unchanged);
        }
        // Somebody judged other words since. Those that stand in the text are followed from there.
        let Place::Lost(_) = mark.place else { return None };
        let judged = mark.carried.take().map(|carried| carried.words).unwrap_or_default();
        self.recheck(mark, place, &judged);
        Some(Fate::Recheck)
    }

    fn move_to(&self, mark: &mut Mark, old: TextRange) -> Fate {
        let carried = (self.carry.place)(old);
        if let Some(range) = self.fixed(mark, old, &carried) {
            return self.settle(mark, range);
        }
        let words = old.of(self.review.text());
        match carried {
            Carried::Unchanged(range) if self.may_stand(range) => {
                mark.place = Place::At(range);
                Fate::Unchanged
            }
            Carried::Glance(range) if self.may_stand(range) => {
                self.flag(mark, range, DraftFlag::Glance);
                Fate::Glance
            }
            Carried::Moved(range) if self.may_stand(range) => {
                self.flag(mark, range, DraftFlag::Moved);
                Fate::Moved
            }
            Carried::Changed(range) if self.may_stand(range) && self.differs(words, range) => {
                self.recheck(mark, range, words);
                Fate::Recheck
            }
            Carried::Changed(range) => self.lose(mark, old, &[range]),
            Carried::Ambiguous(places) => self.lose(mark, old, &places),
            _ => self.lose(mark, old, &[]),
        }
    }

    /// Whether a mark may stand there: over words, in a block.
    fn may_stand(&self, range: TextRange) -> bool {
        let article = &self.draft.article;
        let has_words = !range.of(article.text()).trim().is_empty();
        has_words && !article.block_indices(range).is_empty()
    }

    fn differs(&self, words: &str, range: TextRange) -> bool {
        fold(words) != fold(range.of(self.draft.article.text()))
    }

    fn told_of(&self, flag: DraftFlag, words: &str) -> FromDraft {
        let draft = self.review.draft().number;
        FromDraft { flag, draft, words: words.to_owned(), places: Vec::new() }
    }

    /// The same words; what was to be done about an older change stays to be done.
    fn flag(&self, mark: &mut Mark, range: TextRange, flag: DraftFlag) {
        mark.place = Place::At(range);
        let is_to_check = mark.carried.as_ref().is_some_and(|c| c.flag == DraftFlag::Changed);
        if !is_to_check {
            mark.carried = Some(Box::new(self.told_of(flag, "")));
        }
    }

    /// Other words. Beside them stand those on which somebody gave a verdict.
    fn recheck(&self, mark: &mut Mark, range: TextRange, words: &str) {
        mark.place = Place::At(range);
        let is_judged = mark.verdict.as_ref().is_none_or(|v| v.words == WordsHash::of(words));
        let is_known = mark.carried.as_ref().is_some_and(|c| c.flag == DraftFlag::Changed);
        if is_judged || !is_known {
            mark.carried = Some(Box::new(self.told_of(DraftFlag::Changed, words)));
        }
    }

    /// No place that a machine could tell.
    fn lose(&self, mark: &mut Mark, old: TextRange, places: &[TextRange]) -> Fate {
        let text = self.draft.article.text();
        let flag = if places.is_empty() { DraftFlag::Cut } else { DraftFlag::Asks };
        let mut carried = self.told_of(flag, old.of(self.review.text()));
        carried.places = places.iter().map(|place| self.points.range(text, *place)).collect();
        mark.carried = Some(Box::new(carried));
        mark.place = Place::Lost(Box::new(self.forgotten(old)));
        match places.is_empty() {
            true if mark.is_out() => Fate::Gone,
            true => Fate::Cut,
            false => Fate::Asks,
        }
    }

    /// What is known of a place in the present text, without its position: that is of no use in
    /// another text.
    fn forgotten(&self, old: TextRange) -> Selector {
        Selector { position: None, ..(self.carry.describe)(old) }
    }

    /// A mark without a place keeps all it has; the places that it may have are carried.
    fn keep_lost(&self, mark: &mut Mark) -> Fate {
        let Some(carried) = &mut mark.carried else { return Fate::Lost };
        let (old, new) = (self.review.text(), self.draft.article.text());
        let moved = |(start, end): &(u32, u32)| {
            let range = self.review.code_points().to_range(old, *start, *end)?;
            Some(self.points.range(new, (self.carry.place)(range).range()?))
        };
        carried.places = carried.places.iter().filter_map(moved).collect();
        if carried.flag == DraftFlag::Asks && carried.places.is_empty() {
            carried.flag = DraftFlag::Cut;
        }
        Fate::Lost
    }

    /// Where the wording that was decided stands in the stead of the old words.
    fn fixed(&self, mark: &Mark, old: TextRange, carried: &Carried) -> Option<TextRange> {
        let fix = mark.fix.as_ref()?;
        let is_decided = matches!(fix.decision, FixDecision::Accepted | FixDecision::Amended);
        mark.verdict.as_ref()?;
        let is_as_before = matches!(carried, Carried::Unchanged(_))
            || fold(&fix.wording) == fold(old.of(self.review.text()));
        if !is_decided || is_as_before {
            return None;
        }
        (self.carry.in_stead)(old, &fix.wording).filter(|place| self.may_stand(*place))
    }

    fn settle(&self, mark: &mut Mark, range: TextRange) -> Fate {
        let words = WordsHash::of(range.of(self.draft.article.text()));
        mark.place = Place::At(range);
        mark.carried = None;
        mark.verdict = mark.verdict.take().map(|given| VerdictGiven {
            verdict: Verdict::ConfirmedWithFix,
            stamp: self.stamp,
            words,
            ..given
        });
        Fate::Fixed
    }

    /// A stretch that needs no check does so as long as its words are the same.
    fn exempt(&self, exempt: &Exempt) -> Exempt {
        let mut exempt = exempt.clone();
        let carried = exempt.place.range().map(|old| (old, (self.carry.place)(old)));
        let before = self.before.exempt.get(&exempt.id).copied();
        let followed = carried.as_ref().filter(|(_, carried)| carried.keeps_verdict());
        let place = followed.and_then(|(_, carried)| carried.range()).or(before);
        match (place, carried) {
            (Some(range), _) if self.may_stand(range) => {
                (exempt.place, exempt.gone_after) = (Place::At(range), None);
            }
            (_, None) => {}
            (_, Some((old, _))) => {
                exempt.place = Place::Lost(Box::new(self.forgotten(old)));
                exempt.gone_after = Some(self.review.draft().number);
            }
        }
        exempt
    }
}
