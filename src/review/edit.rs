//! The one door for change: an edit sets one thing to a value or takes it away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use super::coverage::{Touched, WordState, word_state};
use super::state::state_of_kept;
use super::{Drafted, Review};
use crate::model::{
    Exempt, ExemptId, Mark, MarkBody, MarkId, Place, Query, QueryId, Source, SourceId,
};
use crate::text::{TextRange, snap_to_graphemes};

/// Sets one thing of a review to a value, or takes it away with `None`.
///
/// Setting a whole thing rather than a field makes every inverse trivial and exact: it is the value
/// that stood there before.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A mark, shared with the review and its history.
    Mark(MarkId, Option<Arc<Mark>>),
    /// An entry of the source register.
    Source(SourceId, Option<Box<Source>>),
    /// A stretch that needs no check.
    Exempt(ExemptId, Option<Box<Exempt>>),
    /// A query.
    Query(QueryId, Option<Box<Query>>),
    /// The drafts, with all that has a place in the last of them.
    Drafts(Box<Drafted>),
}

/// Why an edit was refused. The review is as it was.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EditError {
    /// The place is not in the text.
    #[error("the place {0}–{1} (bytes) is not in the text")]
    OutsideText(usize, usize),
    /// The place cuts a character in two as people see it.
    #[error("the place would split a character")]
    SplitsGrapheme,
    /// Nothing to see there.
    #[error("there are no words in that place")]
    NoWords,
    /// Numbers are given once.
    #[error("the number {0} was given to another mark before")]
    NumberTaken(u32),
    /// The register does not know it.
    #[error("it leans on a source that is not in the register")]
    UnknownSource,
    /// Marks lean on it.
    #[error("the source is in use by mark {0}")]
    SourceInUse(u32),
    /// The key and the value differ.
    #[error("the edit names one thing and holds another")]
    WrongId,
}

impl Edit {
    /// Sets `mark`.
    pub fn set_mark(mark: Mark) -> Self {
        Self::Mark(mark.id, Some(Arc::new(mark)))
    }

    /// Sets `source`.
    pub fn set_source(source: Source) -> Self {
        Self::Source(source.id, Some(Box::new(source)))
    }

    /// Applies the edit and gives back the one that undoes it. How the words in what is `touched`
    /// stand has to be asked again, once for all edits that belong together.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the review would no longer hold together; it is unchanged then.
    pub(super) fn apply(
        self,
        review: &mut Review,
        touched: &mut Touched,
    ) -> Result<Self, EditError> {
        match self {
            Self::Mark(id, to) => set_mark(review, id, to, touched),
            Self::Source(id, to) => set_source(review, id, to),
            Self::Exempt(id, to) => set_exempt(review, id, to, touched),
            Self::Query(id, to) => set_query(review, id, to, touched),
            Self::Drafts(to) => Ok(Self::Drafts(Box::new(review.exchange_drafts(*to)?))),
        }
    }

    /// The number of the mark it is about, for the event log.
    pub(super) fn mark_number(&self, review: &Review) -> Option<u32> {
        match self {
            Self::Mark(_, Some(mark)) => Some(mark.number),
            Self::Mark(id, None) => review.mark(*id).map(|mark| mark.number),
            Self::Source(..) | Self::Exempt(..) | Self::Query(..) | Self::Drafts(..) => None,
        }
    }

    /// Whether both set the same thing, to whatever value.
    pub(super) fn sets_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mark(a, _), Self::Mark(b, _)) => a == b,
            (Self::Source(a, _), Self::Source(b, _)) => a == b,
            (Self::Exempt(a, _), Self::Exempt(b, _)) => a == b,
            (Self::Query(a, _), Self::Query(b, _)) => a == b,
            (Self::Drafts(_), Self::Drafts(_)) => true,
            (
                Self::Mark(..)
                | Self::Source(..)
                | Self::Exempt(..)
                | Self::Query(..)
                | Self::Drafts(..),
                _,
            ) => false,
        }
    }
}

fn swap<K: Ord, V>(
    map: &mut BTreeMap<K, V>,
    id: K,
    to: Option<Box<V>>,
    id_of: impl Fn(&V) -> K,
) -> Result<Option<Box<V>>, EditError> {
    let before = match to {
        Some(value) if id_of(&value) != id => return Err(EditError::WrongId),
        Some(value) => map.insert(id, *value),
        None => map.remove(&id),
    };
    Ok(before.map(Box::new))
}

fn set_mark(
    review: &mut Review,
    id: MarkId,
    to: Option<Arc<Mark>>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    if let Some(mark) = &to {
        if mark.id != id {
            return Err(EditError::WrongId);
        }
        check_mark(review, mark)?;
        review.numbers.insert(mark.number, Some(id));
    }
    let claim_before = claim_of(review, id);
    let sight_before = sight_of(review, id);
    review.census.take(review.entry_of(id));
    let article = review.shared_article();
    let is_there = to.is_some();
    let before = review.marks.set(id, to, article.text());
    match &before {
        _ if is_there => drop(review.deleted.marks.remove(&id)),
        Some(mark) => review.note_deleted_mark(mark),
        None => {}
    }
    review.census.add(review.entry_of(id));
    review.recent.note(id);
    let claim_after = claim_of(review, id);
    if claim_before != claim_after || sight_before != sight_of(review, id) {
        review.recent.note_sight();
    }
    if claim_before != claim_after {
        for (range, _) in claim_before.into_iter().chain(claim_after) {
            touched.add(range);
        }
    }
    Ok(Edit::Mark(id, before))
}

/// Where the mark `id` stands, and what it makes of its words.
fn claim_of(review: &Review, id: MarkId) -> Option<(TextRange, WordState)> {
    let kept = review.marks.get(id)?;
    Some((kept.mark.range()?, word_state(review, kept)))
}

/// What is seen of the mark `id` in the text.
fn sight_of(review: &Review, id: MarkId) -> Option<impl PartialEq + use<>> {
    let kept = review.marks.get(id)?;
    let mark = &kept.mark;
    let verdict = mark.verdict.as_ref().map(|given| given.verdict);
    let state = state_of_kept(review, kept);
    Some((mark.range(), mark.kind(), mark.number, verdict, mark.flag(), state))
}

fn set_source(
    review: &mut Review,
    id: SourceId,
    to: Option<Box<Source>>,
) -> Result<Edit, EditError> {
    if to.is_none()
        && let Some(user) = review.marks_in_order().find(|mark| mark.sources().contains(&id))
    {
        return Err(EditError::SourceInUse(user.number));
    }
    let title = to.as_deref().map(|source| source.title.clone());
    let before = swap(&mut review.sources, id, to, |source| source.id)?;
    if before.as_deref().map(|source| &source.title) != title.as_ref() {
        review.recent.note_name();
    }
    Ok(Edit::Source(id, before))
}

fn set_exempt(
    review: &mut Review,
    id: ExemptId,
    to: Option<Box<Exempt>>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    if let Some(Place::At(range)) = to.as_ref().map(|exempt| &exempt.place) {
        check_range(review.text(), *range)?;
    }
    let range_of = |exempt: &Exempt| exempt.place.range();
    let after = to.as_deref().and_then(range_of);
    let is_there = to.is_some();
    let before = swap(&mut review.exempt, id, to, |exempt| exempt.id)?;
    review.recent.note_sight();
    match &before {
        _ if is_there => drop(review.deleted.exempt.remove(&id)),
        Some(exempt) => review.note_deleted_exempt(exempt),
        None => {}
    }
    if let Some(range) = before.as_deref().and_then(range_of) {
        review.exempt_places.remove(range, id);
        touched.add(range);
    }
    if let Some(range) = after {
        review.exempt_places.insert(range, id, &id);
        touched.add(range);
    }
    Ok(Edit::Exempt(id, before))
}

fn set_query(
    review: &mut Review,
    id: QueryId,
    to: Option<Box<Query>>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    let mark_of = |query: &Query| query.mark;
    let after = to.as_deref().and_then(mark_of);
    let asked = review.queries.get(&id).and_then(mark_of);
    let marks: BTreeSet<MarkId> = asked.into_iter().chain(after).collect();
    for mark in &marks {
        review.census.take(review.entry_of(*mark));
    }
    let swapped = swap(&mut review.queries, id, to, |query| query.id);
    if swapped.is_ok() {
        if let Some(mark) = asked {
            review.asked.remove(&(mark, id));
        }
        review.asked.extend(after.map(|mark| (mark, id)));
    }
    for mark in marks {
        review.census.add(review.entry_of(mark));
        review.recent.note(mark);
        review.recent.note_sight();
        touch_mark(review, mark, touched);
    }
    let before = swapped?;
    Ok(Edit::Query(id, before))
}

fn touch_mark(review: &Review, id: MarkId, touched: &mut Touched) {
    if let Some(range) = review.mark(id).and_then(Mark::range) {
        touched.add(range);
    }
}

/// Whether `mark` may stand in `review`: place, number and sources.
pub(super) fn check_mark(review: &Review, mark: &Mark) -> Result<(), EditError> {
    if let Place::At(range) = mark.place {
        check_range(review.text(), range)?;
        if review.article().block_indices(range).is_empty() {
            return Err(EditError::NoWords);
        }
    }
    if let Some(holder) = review.numbers.get(mark.number)
        && holder.is_some_and(|holder| holder != mark.id)
    {
        return Err(EditError::NumberTaken(mark.number));
    }
    let own = match &mark.body {
        MarkBody::Source(mention) => mention.source,
        MarkBody::Quote(quote) => quote.recording,
        MarkBody::Claim(_) => None,
    };
    let known = |id: &SourceId| review.sources.contains_key(id);
    if own.iter().chain(mark.evidence.iter().filter_map(|e| e.source.as_ref())).all(known) {
        Ok(())
    } else {
        Err(EditError::UnknownSource)
    }
}

pub(super) fn check_range(text: &str, range: TextRange) -> Result<(), EditError> {
    let bytes = range.bytes();
    let words = text.get(bytes.clone()).ok_or(EditError::OutsideText(bytes.start, bytes.end))?;
    if words.trim().is_empty() {
        return Err(EditError::NoWords);
    }
    if snap_to_graphemes(text, bytes.start, bytes.end) != range {
        return Err(EditError::SplitsGrapheme);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExemptReason, Id, Verdict, VerdictGiven};
    use crate::review::Transaction;
    use crate::testing::{act, query, review, stamp};
    use crate::text::WordsHash;

    #[test]
    fn only_what_is_seen_in_the_text_counts_as_a_change_of_sight() {
        let (mut review, mut history) = review("[c:One] two");
        let mut does = |edit| {
            let before = review.sight_changes();
            history.commit(&mut review, Transaction::new("change", vec![edit]), act(3)).unwrap();
            review.sight_changes() != before
        };
        let (text, _) = crate::testing::review("[c:One] two");
        let mut mark = text.mark_by_number(1).unwrap().clone();
        "Asked the clerk.".clone_into(&mut mark.note);
        assert!(!does(Edit::set_mark(mark.clone())));
        let (verdict, words) = (Verdict::Wrong, WordsHash::of("One"));
        let (method, reason) = (None, String::new());
        mark.verdict = Some(VerdictGiven { verdict, method, reason, stamp: stamp(3), words });
        assert!(does(Edit::set_mark(mark.clone())));
        mark.place = Place::At(TextRange::of_bytes(0..7));
        assert!(does(Edit::set_mark(mark.clone())));
        let query = query(&text, 1);
        assert!(does(Edit::Query(query.id, Some(Box::new(query)))));
        let exempt = Exempt {
            id: ExemptId(Id::new(5)),
            place: Place::At(TextRange::of_bytes(4..7)),
            reason: ExemptReason::Opinion,
            note: String::new(),
            created: stamp(3),
            gone_after: None,
        };
        assert!(does(Edit::Exempt(exempt.id, Some(Box::new(exempt)))));
    }
}
