//! The marks to show, in order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Filter;
use crate::model::{Mark, MarkId, WorkState};
use crate::review::{Review, work_state};

/// An order of marks. Where it leaves two alike, they stand as they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As they are read; those that lost their place come last.
    #[default]
    Place,
    /// By number.
    Number,
    /// What needs somebody most comes first.
    State,
    /// Claims, quotes, sources.
    Kind,
    /// The youngest first.
    Newest,
}

/// What an order compares before the place in the text.
type Key = (Reverse<i64>, u32);

impl Sort {
    /// Every order, as people are shown them.
    pub const ALL: &'static [Self] =
        &[Self::Place, Self::Number, Self::State, Self::Kind, Self::Newest];

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Place => "place in the text",
            Self::Number => "number",
            Self::State => "state",
            Self::Kind => "kind",
            Self::Newest => "newest first",
        }
    }

    fn key(self, mark: &Mark, state: WorkState) -> Key {
        let same_time = Reverse(0);
        match self {
            Self::Place => (same_time, 0),
            Self::Number => (same_time, mark.number),
            Self::State => (same_time, urgency(state)),
            Self::Kind => (same_time, mark.kind() as u32),
            Self::Newest => (Reverse(mark.created.at.timestamp()), u32::MAX - mark.number),
        }
    }
}

/// The marks to show: those that a filter lets through, in order.
///
/// They are asked a few at a time, so that no frame waits for a hundred thousand of them; after that,
/// only those that changed are asked again. Where all are shown as they are read there is no list of
/// them at all.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    filter: Filter,
    sort: Sort,
    /// What was found so far; `None` stands for all marks, in the order of the review.
    found: Option<Vec<Row>>,
    /// What is shown until an order other than that of the text is complete.
    before: Option<Vec<Row>>,
    /// The last mark that was asked, while there are more.
    last: Option<MarkId>,
    is_complete: bool,
    /// How many changes of marks and of names were taken in.
    seen: (u64, u64),
    asked: u64,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    key: Key,
    id: MarkId,
}

impl Rows {
    /// Sets out to find what `filter` lets through.
    pub fn look_for(&mut self, filter: Filter, sort: Sort, review: &Review) {
        (self.filter, self.sort) = (filter, sort);
        self.set_out(review);
    }

    fn set_out(&mut self, review: &Review) {
        if self.is_whole() {
            self.before = self.found.take();
        }
        let takes_all = self.sort == Sort::Place && self.filter.is_empty();
        self.found = (!takes_all).then(Vec::new);
        self.is_complete = takes_all;
        self.last = None;
        self.seen = (review.mark_changes(), review.name_changes());
    }

    /// Takes in what changed in the review and, where not all marks were asked, asks the next `most`.
    pub fn go_on(&mut self, review: &Review, most: usize) {
        let (marks, names) = self.seen;
        self.seen = (review.mark_changes(), review.name_changes());
        let is_renamed = names != self.seen.1 && self.filter.asks_names();
        let is_up_to_date = match review.marks_changed_since(marks) {
            Some(changed) if !is_renamed => self.take_in(review, &changed),
            _ => false,
        };
        if !is_up_to_date && self.found.is_some() {
            self.set_out(review);
        }
        if !self.is_complete {
            self.ask_more(review, most);
        }
    }

    /// Asks those that changed again; `false` when it is lost where it was.
    fn take_in(&mut self, review: &Review, changed: &BTreeSet<MarkId>) -> bool {
        let Some(found) = self.found.as_mut().filter(|_| !changed.is_empty()) else { return true };
        let reach = match self.last {
            Some(last) if changed.contains(&last) => return false,
            Some(last) => review.index_of_mark(last),
            None => None,
        };
        found.retain(|row| !changed.contains(&row.id));
        for mark in changed.iter().filter_map(|id| review.mark(*id)) {
            let place = review.index_of_mark(mark.id);
            if !self.is_complete && place > reach {
                continue; // its turn comes
            }
            self.asked += 1;
            let state = work_state(review, mark);
            if self.filter.matches(review, mark, state) {
                let key = self.sort.key(mark, state);
                let is_before = |row: &Row| {
                    row.key < key || row.key == key && review.index_of_mark(row.id) < place
                };
                found.insert(found.partition_point(is_before), Row { key, id: mark.id });
            }
        }
        true
    }

    fn ask_more(&mut self, review: &Review, most: usize) {
        let from = self.last.and_then(|last| review.index_of_mark(last)).map_or(0, |at| at + 1);
        let mut fresh = Vec::new();
        let mut asked = 0;
        for (mark, state) in review.states_from(from).take(most) {
            asked += 1;
            self.last = Some(mark.id);
            if self.filter.matches(review, mark, state) {
                fresh.push(Row { key: self.sort.key(mark, state), id: mark.id });
            }
        }
        fresh.sort_by_key(|row| row.key);
        let found = self.found.get_or_insert_default();
        *found = merged(std::mem::take(found), fresh);
        self.asked += asked as u64;
        if asked < most {
            (self.is_complete, self.last, self.before) = (true, None, None);
        }
    }

    /// Whether every mark was asked; if not, [`Self::go_on`] has more to do.
    pub fn is_complete(&self) -> bool {
        self.is_complete || self.found.is_none()
    }

    /// How often a mark was asked whether the filter lets it through: what it costs.
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// Whether what was found is what to show. In the order of the text rows are only added at the
    /// end; in another, each might come in between those that somebody reads.
    fn is_whole(&self) -> bool {
        self.is_complete() || self.sort == Sort::Place
    }

    fn shown(&self) -> Option<&[Row]> {
        if self.is_whole() { self.found.as_deref() } else { self.before.as_deref() }
    }

    /// How many there are.
    pub fn len(&self, review: &Review) -> usize {
        self.shown().map_or_else(|| review.mark_count(), <[Row]>::len)
    }

    /// Whether there is none.
    pub fn is_empty(&self, review: &Review) -> bool {
        self.len(review) == 0
    }

    /// The mark in a row.
    pub fn at<'a>(&self, review: &'a Review, row: usize) -> Option<&'a Mark> {
        match self.shown() {
            None => review.marks_from(row).next(),
            Some(shown) => review.mark(shown.get(row)?.id),
        }
    }

    /// In which row `id` stands.
    pub fn position(&self, review: &Review, id: MarkId) -> Option<usize> {
        match self.shown() {
            None => review.index_of_mark(id),
            Some(shown) => shown.iter().position(|row| row.id == id),
        }
    }
}

/// Both in one order; of those that it leaves alike, the first come first.
fn merged(mut first: Vec<Row>, second: Vec<Row>) -> Vec<Row> {
    let in_order = first.last().zip(second.first()).is_none_or(|(a, b)| a.key <= b.key);
    if in_order {
        first.extend(second);
        return first;
    }
    let mut rows = Vec::with_capacity(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for row in first {
        while let Some(before) = second.next_if(|other| other.key < row.key) {
            rows.push(before);
        }
        rows.push(row);
    }
    rows.extend(second);
    rows
}

/// 0 is the most urgent: what fell back comes before what was never begun, what is done last.
fn urgency(state: WorkState) -> u32 {
    match state {
        WorkState::Lost => 0,
        WorkState::Recheck => 1,
        WorkState::MissingEvidence => 2,
        WorkState::Queried => 3,
        WorkState::Sourced => 4,
        WorkState::Marked => 5,
        WorkState::Settled => 6,
        WorkState::SecondRead => 7,
        WorkState::Signed => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, MarkBody, MarkKind, Mention, Source, SourceId, SourceKind};
    use crate::review::{Edit, History, Transaction};
    use crate::testing::{self, act, stamp};

    const STORY: &str = "[q:a [c:b]] [s:c] [c:d]";

    fn rows(review: &Review, line: &str, sort: Sort) -> Rows {
        let mut rows = Rows::default();
        rows.look_for(Filter::parse(line), sort, review);
        rows
    }

    fn numbers(review: &Review, rows: &Rows) -> Vec<u32> {
        let all = (0..rows.len(review)).filter_map(|at| rows.at(review, at));
        all.map(|mark| mark.number).collect()
    }

    /// What is found in steps of two.
    fn found(line: &str, sort: Sort) -> Vec<u32> {
        let (review, _) = testing::review(STORY);
        let mut rows = rows(&review, line, sort);
        while !rows.is_complete() {
            rows.go_on(&review, 2);
        }
        numbers(&review, &rows)
    }

    fn commit(review: &mut Review, edit: Edit) {
        History::default().commit(review, Transaction::new("x", vec![edit]), act(9)).unwrap();
    }

    #[test]
    fn each_order_is_total_and_repeatable() {
        assert_eq!(found("", Sort::Place), [1, 2, 3, 4]);
        assert_eq!(found("", Sort::Number), [1, 2, 3, 4]);
        assert_eq!(found("", Sort::Kind), [2, 4, 1, 3]);
        assert_eq!(found("", Sort::Newest), [4, 3, 2, 1]);
        assert_eq!(found("", Sort::State), [1, 2, 3, 4]);
    }

    #[test]
    fn a_filter_leaves_marks_out_and_keeps_the_order() {
        assert_eq!(found("kind:claim", Sort::Newest), [4, 2]);
        assert!(found("zebra", Sort::Number).is_empty());
    }

    #[test]
    fn all_marks_as_they_are_read_need_no_list_and_ask_nobody() {
        let (review, _) = testing::review(STORY);
        let mut all = rows(&review, "", Sort::Place);
        all.go_on(&review, 2);
        assert_eq!((all.len(&review), all.asked(), all.is_complete()), (4, 0, true));
        assert_eq!(numbers(&review, &all), [1, 2, 3, 4]);
        for (at, mark) in review.marks_in_order().enumerate() {
            assert_eq!(all.position(&review, mark.id), Some(at));
        }
    }

    #[test]
    fn a_step_asks_no_more_marks_than_it_may_and_a_change_asks_only_what_changed() {
        let (mut review, _) = testing::review(STORY);
        let mut rows = rows(&review, "kind:claim", Sort::Place);
        rows.go_on(&review, 3);
        assert_eq!((rows.asked(), numbers(&review, &rows)), (3, vec![2]));
        rows.go_on(&review, 3);
        assert_eq!((rows.asked(), numbers(&review, &rows)), (4, vec![2, 4]));
        let mut mark = review.mark_by_number(1).unwrap().clone();
        mark.body = MarkBody::empty(MarkKind::Claim);
        commit(&mut review, Edit::set_mark(mark));
        rows.go_on(&review, 3);
        assert_eq!((rows.asked(), numbers(&review, &rows)), (5, vec![1, 2, 4]));
        let gone = review.mark_by_number(2).unwrap().id;
        commit(&mut review, Edit::Mark(gone, None));
        rows.go_on(&review, 3);
        assert_eq!((rows.asked(), numbers(&review, &rows)), (5, vec![1, 4]));
    }

    #[test]
    fn what_changes_half_way_is_neither_lost_nor_shown_twice() {
        for (sort, wanted) in [(Sort::Place, vec![1, 2, 3, 4]), (Sort::Kind, vec![2, 4, 1, 3])] {
            for number in 1..=4 {
                let (mut review, _) = testing::review(STORY);
                let mut rows = rows(&review, "-zebra", sort);
                rows.go_on(&review, 2);
                let mut mark = review.mark_by_number(number).unwrap().clone();
                "seen".clone_into(&mut mark.note);
                commit(&mut review, Edit::set_mark(mark));
                while !rows.is_complete() {
                    rows.go_on(&review, 2);
                }
                assert_eq!(numbers(&review, &rows), wanted, "{number}");
            }
        }
    }

    #[test]
    fn a_source_by_another_title_is_found_by_that() {
        let (mut review, _) = testing::review(STORY);
        let id = SourceId(Id::new(5));
        let titled = |title| Edit::set_source(Source::new(id, SourceKind::Book, title, stamp(1)));
        commit(&mut review, titled("A book"));
        let mut mark = review.mark_by_number(3).unwrap().clone();
        mark.body = MarkBody::Source(Mention { source: Some(id) });
        commit(&mut review, Edit::set_mark(mark));
        let mut rows = rows(&review, "source:zebra", Sort::Place);
        rows.go_on(&review, 9);
        assert!(rows.is_empty(&review));
        let mut claims = self::rows(&review, "kind:claim", Sort::Place);
        claims.go_on(&review, 9);
        commit(&mut review, titled("On zebras"));
        rows.go_on(&review, 9);
        claims.go_on(&review, 9);
        assert_eq!((numbers(&review, &rows), rows.asked()), (vec![3], 8));
        assert_eq!(claims.asked(), 4, "who does not look for names asks nobody again");
    }

    #[test]
    fn rows_in_another_order_come_when_they_are_all_there() {
        let (review, _) = testing::review(STORY);
        let mut rows = rows(&review, "", Sort::Place);
        rows.look_for(Filter::default(), Sort::Newest, &review);
        rows.go_on(&review, 3);
        assert_eq!(numbers(&review, &rows), [1, 2, 3, 4]);
        rows.go_on(&review, 3);
        assert_eq!(numbers(&review, &rows), [4, 3, 2, 1]);
    }
}
