//! A review as it stands in another draft, and the exchange of one for the other.
//!
//! To place every mark in another text and to count its words costs a pass over all of them. So that is
//! done beforehand, by whoever prepares the next draft; and what stood there before is kept whole, for
//! the way back. The exchange itself costs little, however long the article is.

use std::sync::Arc;

use super::{Draft, EditError, Review};
use crate::model::{Exempt, Mark, MarkId};

/// A review as it stands in another draft: its drafts, with all that has a place in the last of them,
/// placed and counted.
///
/// What outlives a draft — the log, the register, the queries … — is that of the review it is exchanged
/// for. Where that has changed meanwhile so that the counts are others, they are made anew.
#[derive(Clone, Debug)]
pub struct Drafted(Review);

impl Drafted {
    /// `review` with these drafts, marks and exempt stretches in the place of its own.
    ///
    /// # Errors
    ///
    /// [`EditError`] when something has no place where it is said to be.
    pub(super) fn new(
        review: &Review,
        mut drafts: Vec<Draft>,
        marks: impl IntoIterator<Item = Arc<Mark>>,
        exempt: impl IntoIterator<Item = Exempt>,
    ) -> Result<Self, EditError> {
        let mut next = Review::new(drafts.pop().ok_or(EditError::NoWords)?);
        drafts.append(&mut next.drafts);
        next.drafts = drafts;
        next.lean_on(review);
        for mark in marks {
            super::edit::check_mark(&next, &mark)?;
            if next.numbers.get(mark.number) != Some(&Some(mark.id)) {
                next.numbers.insert(mark.number, Some(mark.id));
            }
            next.marks.set(mark.id, Some(mark), next.article.text());
        }
        for exempt in exempt {
            if let Some(range) = exempt.place.range() {
                super::edit::check_range(next.text(), range)?;
                next.exempt_places.insert(range, exempt.id, &exempt.id);
            }
            next.exempt.insert(exempt.id, exempt);
        }
        next.count_all();
        Ok(Self(next))
    }

    /// The draft that would be shown and marked.
    pub fn draft(&self) -> &Draft {
        self.0.draft()
    }

    /// A mark as it would be.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.0.mark(id)
    }

    /// Names the draft as people call it.
    pub fn set_label(&mut self, label: &str) {
        if let Some(draft) = self.0.drafts.last_mut() {
            label.clone_into(&mut draft.label);
        }
    }

    /// Whether it would be placed and counted for `review` as it is: what that leans on is the same.
    fn fits(&self, review: &Review) -> bool {
        let Self(made) = self;
        made.sources.keys().all(|id| review.sources.contains_key(id))
            && made.queries == review.queries
            && made.sign_offs == review.sign_offs
            && made.numbers.is_within(&review.numbers)
    }

    /// The same, placed and counted for `review`.
    fn anew(self, review: &Review) -> Result<Self, EditError> {
        let marks = self.0.shared_marks();
        Self::new(review, self.0.drafts, marks, self.0.exempt.into_values())
    }
}

impl Review {
    /// Takes up another draft, with all that has a place in it, and gives back what was there.
    ///
    /// # Errors
    ///
    /// [`EditError`] when something has no place where it is said to be; nothing is changed then.
    pub(super) fn exchange_drafts(&mut self, to: Drafted) -> Result<Drafted, EditError> {
        let Drafted(mut next) = if to.fits(self) { to } else { to.anew(self)? };
        next.lean_on(self);
        next.deleted = std::mem::take(&mut self.deleted);
        next.reviewers = std::mem::take(&mut self.reviewers);
        next.events = std::mem::take(&mut self.events);
        next.ext = std::mem::take(&mut self.ext);
        next.recent = std::mem::take(&mut self.recent);
        next.recent.note_all();
        Ok(Drafted(std::mem::replace(self, next)))
    }

    /// Takes over what marks and counts lean on beside their draft.
    fn lean_on(&mut self, review: &Self) {
        self.numbers = review.numbers.clone();
        self.sources.clone_from(&review.sources);
        self.queries.clone_from(&review.queries);
        self.asked.clone_from(&review.asked);
        self.load_sign_offs(review.sign_offs.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Mark, Place, Source, SourceId};
    use crate::model::{SourceKind, WorkState};
    use crate::review::{Edit, History, Transaction, work_state};
    use crate::testing::{act, draft, query, review, stamp};
    use crate::text::TextRange;

    /// `review` in a draft of two more words in front, its mark moved along.
    fn next(review: &Review) -> Transaction {
        let text = format!("And so {}", review.text());
        let draft = Draft { number: 2, ..draft(&text) };
        let moved = |mark: Arc<Mark>| {
            let bytes = mark.range().unwrap().bytes();
            let place = Place::At(TextRange::of_bytes(bytes.start + 7..bytes.end + 7));
            Arc::new(Mark { place, ..Mark::clone(&mark) })
        };
        let drafts = review.drafts().iter().cloned().chain([draft]).collect();
        let marks = review.shared_marks().into_iter().map(moved);
        let drafted = Drafted::new(review, drafts, marks, []).unwrap();
        Transaction::new("draft", vec![Edit::Drafts(Box::new(drafted))])
    }

    fn commit(review: &mut Review, history: &mut History, edit: Edit) {
        history.commit(review, Transaction::new("change", vec![edit]), act(3)).unwrap();
    }

    fn state(review: &Review) -> WorkState {
        let mark = review.mark_by_number(1).unwrap();
        let state = work_state(review, mark);
        assert_eq!(review.census().in_state(state), 1);
        state
    }

    #[test]
    fn a_draft_is_taken_and_taken_back_without_a_word_counted() {
        let (mut review, mut history) = review("[c:One] two");
        let transaction = next(&review);
        let before = review.words_asked();
        history.commit(&mut review, transaction, act(3)).unwrap();
        assert_eq!((review.text(), review.words_asked()), ("And so One two", 4));
        history.undo(&mut review, act(4)).unwrap();
        assert_eq!((review.text(), review.words_asked()), ("One two", before));
    }

    #[test]
    fn what_was_asked_after_a_draft_was_made_counts_in_it() {
        let (mut review, mut history) = review("[c:One] two");
        let transaction = next(&review);
        let query = query(&review, 1);
        commit(&mut review, &mut history, Edit::Query(query.id, Some(Box::new(query))));
        history.commit(&mut review, transaction, act(3)).unwrap();
        assert_eq!(state(&review), WorkState::Queried);
        history.undo(&mut review, act(4)).unwrap();
        assert_eq!(state(&review), WorkState::Queried);
    }

    #[test]
    fn a_draft_whose_marks_lean_on_a_source_that_went_is_refused_and_nothing_is_changed() {
        let (mut review, mut history) = review("[s:One] two");
        let source = Source::new(SourceId(Id::new(5)), SourceKind::Book, "A book", stamp(1));
        commit(&mut review, &mut history, Edit::set_source(source.clone()));
        let mut mark = review.mark_by_number(1).unwrap().clone();
        mark.body =
            crate::model::MarkBody::Source(crate::model::Mention { source: Some(source.id) });
        commit(&mut review, &mut history, Edit::set_mark(mark));
        let transaction = next(&review);
        history.undo(&mut review, act(4)).unwrap();
        history.undo(&mut review, act(5)).unwrap();
        let before = review.to_parts();
        let refused = history.commit(&mut review, transaction, act(6));
        assert_eq!(refused, Err(EditError::UnknownSource));
        assert_eq!(review.to_parts(), before);
    }
}
