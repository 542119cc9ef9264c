//! The figures at the head of a report, cheap enough to show before it is made.

use crate::model::{MarkKind, QueryStatus, Verdict, WorkState};
use crate::review::{Review, Tally};

/// How a review stands, in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// All marks.
    pub marks: usize,
    /// Marks by kind; every kind, also those with none.
    pub by_kind: Vec<(MarkKind, usize)>,
    /// Marks by verdict; every verdict, also those with none. A verdict on other words than those
    /// that stand there now is dead and not counted.
    pub by_verdict: Vec<(Verdict, usize)>,
    /// Marks on which no verdict stands.
    pub without_verdict: usize,
    /// Marks by work state; every state, also those with none.
    pub by_state: Vec<(WorkState, usize)>,
    /// Marks that are not finished.
    pub open: usize,
    /// The words of the draft; [`Tally::percent`] is the share accounted for.
    pub words: Tally,
    /// Entries of the source register.
    pub sources: usize,
    /// Queries that wait for an answer.
    pub open_queries: usize,
    /// The number of the draft that the figures are about.
    pub draft: u32,
}

impl Summary {
    /// Marks that are finished.
    pub fn settled(&self) -> usize {
        self.marks - self.open
    }
}

/// The figures of `review`: one pass over its marks.
pub fn summarise(review: &Review) -> Summary {
    let mut summary = empty(review);
    for (mark, state) in review.states_in_order() {
        summary.open += usize::from(state.is_open());
        count(&mut summary.by_kind, &mark.kind());
        count(&mut summary.by_state, &state);
        match &mark.verdict {
            Some(given) if stands(state) => count(&mut summary.by_verdict, &given.verdict),
            _ => summary.without_verdict += 1,
        }
    }
    summary
}

/// Whether a verdict in this state still belongs to the words under its mark.
pub(super) fn stands(state: WorkState) -> bool {
    !matches!(state, WorkState::Recheck | WorkState::Lost)
}

fn empty(review: &Review) -> Summary {
    Summary {
        marks: review.mark_count(),
        by_kind: zeros(MarkKind::ALL),
        by_verdict: zeros(Verdict::ALL),
        without_verdict: 0,
        by_state: zeros(WorkState::ALL),
        open: 0,
        words: review.tally(),
        sources: review.sources().count(),
        open_queries: review.queries().filter(|q| q.status == QueryStatus::Open).count(),
        draft: review.draft().number,
    }
}

fn zeros<T: Copy>(all: &[T]) -> Vec<(T, usize)> {
    all.iter().map(|value| (*value, 0)).collect()
}

fn count<T: PartialEq>(counts: &mut [(T, usize)], value: &T) {
    if let Some((_, n)) = counts.iter_mut().find(|(other, _)| other == value) {
        *n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_figures_add_up() {
        let (review, _) = testing::review("A [c:b] and [q:“c [s:d]”].");
        let summary = summarise(&review);
        assert_eq!(summary.marks, 3);
        assert_eq!(summary.by_kind.iter().map(|(_, n)| n).sum::<usize>(), 3);
        assert_eq!(summary.by_state.iter().map(|(_, n)| n).sum::<usize>(), 3);
        assert_eq!((summary.open, summary.settled(), summary.without_verdict), (3, 0, 3));
        assert_eq!(summary.words.percent(), Some(0));
    }
}
