//! What was deleted while an older draft had it: kept for that draft alone, so that it can be read as
//! it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Review;
use crate::model::{Exempt, ExemptId, Mark, MarkId, Place, Selector};

/// Deleted marks and exempt stretches that stand in older drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Deleted {
    pub(super) marks: BTreeMap<MarkId, Arc<Mark>>,
    pub(super) exempt: BTreeMap<ExemptId, Exempt>,
}

impl Review {
    /// The mark with this id, also when it was deleted and stands in an older draft.
    pub(super) fn mark_of_any_draft(&self, id: MarkId) -> Option<&Mark> {
        self.mark(id).or_else(|| self.deleted.marks.get(&id).map(|mark| &**mark))
    }

    /// The exempt stretch with this id; the same holds.
    pub(super) fn exempt_of_any_draft(&self, id: ExemptId) -> Option<&Exempt> {
        self.exempt.get(&id).or_else(|| self.deleted.exempt.get(&id))
    }

    /// Takes note that `mark` is not in the review any more.
    pub(super) fn note_deleted_mark(&mut self, mark: &Mark) {
        if self.past_drafts().iter().any(|d| d.marks.iter().any(|past| past.id == mark.id)) {
            let place = nowhere(&mark.place, self.text());
            self.deleted.marks.insert(mark.id, Arc::new(Mark { place, ..mark.clone() }));
        }
    }

    /// Takes note that `exempt` is not in the review any more.
    pub(super) fn note_deleted_exempt(&mut self, exempt: &Exempt) {
        if self.past_drafts().iter().any(|d| d.exempt.iter().any(|past| past.id == exempt.id)) {
            let place = nowhere(&exempt.place, self.text());
            self.deleted.exempt.insert(exempt.id, Exempt { place, ..exempt.clone() });
        }
    }
}

/// What is deleted has no place in a text any more, only words.
fn nowhere(place: &Place, text: &str) -> Place {
    match place {
        Place::At(range) => {
            let exact = range.of(text).to_owned();
            Place::Lost(Box::new(Selector { exact, ..Selector::default() }))
        }
        Place::Lost(selector) => Place::Lost(selector.clone()),
    }
}
