//! An older draft as it was: its text with its marks, their verdicts and what was known of them then.

use std::sync::Arc;

use super::{Draft, Event, PastExempt, PastMark, Review, ReviewParts};
use crate::model::{Exempt, Mark, MarkBody, Place, SourceId, Timestamp};

/// The review as it stood when draft `number` was the last one, to be read; `None` when there is no
/// such draft, or none came after it.
///
/// Places and verdicts are those of that time. Evidence, queries and readings are those made until
/// the next draft came; what was typed into them since is in them.
/// *Limits*: of a mark that was deleted since, what leaned on a source that is not in the register
/// any more does not name it.
pub fn past_review(review: &Review, number: u32) -> Option<Review> {
    let at = review.drafts().iter().position(|draft| draft.number == number)?;
    let until = review.drafts().get(at + 1)?.imported.at;
    let drafts = review.drafts().get(..=at)?.to_vec();
    let past = drafts.last()?;
    let marks = past.marks.iter().filter_map(|mark| past_mark(review, mark, until)).collect();
    let exempt = past.exempt.iter().filter_map(|exempt| past_exempt(review, exempt)).collect();
    let events = review.events().iter().filter(|event| event.stamp.at <= until);
    let parts = ReviewParts {
        reviewers: review.reviewers().cloned().collect(),
        sources: review.sources().cloned().collect(),
        marks,
        exempt,
        queries: review.queries().filter(|q| q.created.at <= until).cloned().collect(),
        sign_offs: review.sign_offs().to_vec(),
        events: events.map(|event| Event::clone(event)).collect(),
        ext: review.ext().clone(),
        drafts: drafts.into_iter().map(without_the_past).collect(),
        ..ReviewParts::default()
    };
    Review::from_parts(parts).ok()
}

/// The draft as if it were the present one; its text is shared.
fn without_the_past(draft: Draft) -> Draft {
    let article = Arc::clone(&draft.article);
    Draft { marks: Arc::default(), exempt: Arc::default(), tally: None, article, ..draft }
}

fn past_mark(review: &Review, past: &PastMark, until: Timestamp) -> Option<Mark> {
    let mut mark = review.mark_of_any_draft(past.id)?.clone();
    forget_sources(review, &mut mark);
    mark.place = Place::At(past.range);
    mark.verdict.clone_from(&past.verdict);
    mark.carried = None;
    mark.evidence.retain(|evidence| evidence.created.at <= until);
    mark.second_reads.retain(|read| read.stamp.at <= until);
    mark.fix = mark.fix.filter(|fix| fix.created.at <= until);
    Some(mark)
}

/// Takes out of a mark the sources that the register does not have any more.
fn forget_sources(review: &Review, mark: &mut Mark) {
    let forget = |source: &mut Option<SourceId>| {
        *source = source.filter(|id| review.source(*id).is_some());
    };
    match &mut mark.body {
        MarkBody::Source(mention) => forget(&mut mention.source),
        MarkBody::Quote(quote) => forget(&mut quote.recording),
        MarkBody::Claim(_) => {}
    }
    mark.evidence.iter_mut().for_each(|evidence| forget(&mut evidence.source));
}

fn past_exempt(review: &Review, past: &PastExempt) -> Option<Exempt> {
    let known = review.exempt_of_any_draft(past.id)?;
    Some(Exempt { place: Place::At(past.range), gone_after: None, ..known.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_last_draft_and_unknown_ones_are_no_past() {
        let (review, _) = testing::review("Costs [c:rose].");
        assert!(past_review(&review, 1).is_none());
        assert!(past_review(&review, 2).is_none());
    }
}
