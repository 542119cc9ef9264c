//! The one door for change: an edit sets one thing to a value or takes it away.

use thiserror::Error;

use super::Review;
use crate::model::{
    Exempt, ExemptId, Mark, MarkBody, MarkId, Place, Query, QueryId, Reviewer, ReviewerId, Source,
    SourceId,
};
use crate::text::{TextRange, snap_to_graphemes};

/// Sets one thing of a review to a value, or takes it away with `None`.
///
/// Setting a whole thing rather than a field makes every inverse trivial and exact: it is the value
/// that stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A mark.
    Mark(MarkId, Option<Box<Mark>>),
    /// An entry of the source register.
    Source(SourceId, Option<Box<Source>>),
    /// A stretch that needs no check.
    Exempt(ExemptId, Option<Box<Exempt>>),
    /// A query.
    Query(QueryId, Option<Box<Query>>),
    /// Somebody who does something here.
    Reviewer(ReviewerId, Option<Box<Reviewer>>),
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
        Self::Mark(mark.id, Some(Box::new(mark)))
    }

    /// Sets `source`.
    pub fn set_source(source: Source) -> Self {
        Self::Source(source.id, Some(Box::new(source)))
    }

    /// Sets `reviewer`.
    pub fn set_reviewer(reviewer: Reviewer) -> Self {
        Self::Reviewer(reviewer.id, Some(Box::new(reviewer)))
    }

    /// Applies the edit and gives back the one that undoes it.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the review would no longer hold together; it is unchanged then.
    pub(super) fn apply(self, review: &mut Review) -> Result<Self, EditError> {
        match self {
            Self::Mark(id, to) => set_mark(review, id, to),
            Self::Source(id, to) => set_source(review, id, to),
            Self::Exempt(id, to) => set_exempt(review, id, to),
            Self::Query(id, to) => set_query(review, id, to),
            Self::Reviewer(id, to) => {
                let before = swap(&mut review.reviewers, id, to, |r| r.id)?;
                Ok(Self::Reviewer(id, before))
            }
        }
    }

    /// The number of the mark it is about, for the event log.
    pub(super) fn mark_number(&self, review: &Review) -> Option<u32> {
        match self {
            Self::Mark(_, Some(mark)) => Some(mark.number),
            Self::Mark(id, None) => review.mark(*id).map(|mark| mark.number),
            _ => None,
        }
    }
}

fn swap<K: Ord, V>(
    map: &mut std::collections::BTreeMap<K, V>,
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

fn set_mark(review: &mut Review, id: MarkId, to: Option<Box<Mark>>) -> Result<Edit, EditError> {
    if let Some(mark) = &to {
        if mark.id != id {
            return Err(EditError::WrongId);
        }
        check_mark(review, mark)?;
        review.numbers.insert(mark.number, Some(id));
    }
    let article = review.shared_article();
    let mut touched: Vec<TextRange> = Vec::with_capacity(2);
    if let Some(old) = review.marks.get(&id) {
        touched.extend(old.range());
        review.index.remove(&article, old);
    }
    if let Some(new) = &to {
        touched.extend(new.range());
        review.index.insert(&article, new);
    }
    let before = swap(&mut review.marks, id, to, |mark| mark.id)?;
    recount(review, touched);
    Ok(Edit::Mark(id, before))
}

fn recount(review: &mut Review, touched: Vec<TextRange>) {
    let mut coverage = std::mem::take(&mut review.coverage);
    for range in touched {
        coverage.recount(review, range);
    }
    review.coverage = coverage;
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
    let before = swap(&mut review.sources, id, to, |source| source.id)?;
    Ok(Edit::Source(id, before))
}

fn set_exempt(
    review: &mut Review,
    id: ExemptId,
    to: Option<Box<Exempt>>,
) -> Result<Edit, EditError> {
    if let Some(Place::At(range)) = to.as_ref().map(|exempt| &exempt.place) {
        check_range(review.text(), *range)?;
    }
    let after = to.as_ref().and_then(|exempt| exempt.place.range());
    let before = swap(&mut review.exempt, id, to, |exempt| exempt.id)?;
    let range_before = before.as_ref().and_then(|exempt| exempt.place.range());
    recount(review, after.into_iter().chain(range_before).collect());
    Ok(Edit::Exempt(id, before))
}

fn set_query(review: &mut Review, id: QueryId, to: Option<Box<Query>>) -> Result<Edit, EditError> {
    let mark_of = |query: &Query| query.mark;
    let after = to.as_deref().and_then(mark_of);
    let before = swap(&mut review.queries, id, to, |query| query.id)?;
    let ids = before.as_deref().and_then(mark_of).into_iter().chain(after);
    let ranges = ids.filter_map(|id| review.mark(id).and_then(Mark::range)).collect();
    recount(review, ranges);
    Ok(Edit::Query(id, before))
}

/// Whether `mark` may stand in `review`: place, number and sources.
pub(super) fn check_mark(review: &Review, mark: &Mark) -> Result<(), EditError> {
    if let Place::At(range) = mark.place {
        check_range(review.text(), range)?;
        if review.article().block_indices(range).is_empty() {
            return Err(EditError::NoWords);
        }
    }
    if let Some(holder) = review.numbers.get(&mark.number)
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

fn check_range(text: &str, range: TextRange) -> Result<(), EditError> {
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
