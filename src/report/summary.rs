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

/// The figures of `review`; they are kept with it, so this costs no look at its marks.
pub fn summarise(review: &Review) -> Summary {
    let census = review.census();
    let by_verdict = counted(Verdict::ALL, |verdict| census.with_verdict(verdict));
    let by_state = counted(WorkState::ALL, |state| census.in_state(state));
    let with_verdict: usize = by_verdict.iter().map(|(_, n)| n).sum();
    let open = by_state.iter().filter(|(state, _)| state.is_open()).map(|(_, n)| n).sum();
    Summary {
        marks: review.mark_count(),
        by_kind: counted(MarkKind::ALL, |kind| census.of_kind(kind)),
        by_verdict,
        without_verdict: review.mark_count() - with_verdict,
        by_state,
        open,
        words: review.tally(),
        sources: review.sources().count(),
        open_queries: review.queries().filter(|q| q.status == QueryStatus::Open).count(),
        draft: review.draft().number,
    }
}

fn counted<T: Copy>(all: &[T], count: impl Fn(T) -> usize) -> Vec<(T, usize)> {
    all.iter().map(|value| (*value, count(*value))).collect()
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
