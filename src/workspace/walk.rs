//! From place to place: from mark to mark, to what is asked for, and back.

use super::state::Workspace;
use super::trail::{Jump, Spot, Top};
use super::{Direction, Document, Effect, Selection, Severity};
use crate::model::{Mark, MarkId, WorkState};
use crate::review::{SetOut, work_state};
use crate::text::{TextPos, TextRange, previous_grapheme};

impl Workspace {
    pub(super) fn select_mark(&mut self, mark: Option<MarkId>, how: Jump) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let range = mark.and_then(|id| document.review.mark(id)).and_then(Mark::range);
        if let Some(range) = range {
            document.leave(range.start(), how);
            document.selection = Selection::at(range.start());
        }
        document.selected = mark;
        range.map(Effect::Reveal).into_iter().collect()
    }

    /// Puts the caret at a stretch and shows it.
    pub(super) fn visit(&mut self, range: TextRange) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.leave(range.start(), Jump::Single);
        document.selection = Selection::at(range.start());
        self.announce_place();
        vec![Effect::Reveal(range)]
    }

    /// Puts the caret at a stretch and the stretch at the top of the page.
    pub(super) fn visit_top(&mut self, range: TextRange) -> Vec<Effect> {
        /// Lines that stay free above it.
        const ROOM: f32 = 1.0;
        if self.visit(range).is_empty() {
            return Vec::new();
        }
        vec![Effect::Resume(Top::below(range.start(), ROOM))]
    }

    /// Back to the place before the last jump, or forward again.
    pub(super) fn walk_trail(&mut self, direction: Direction) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let here = document.spot();
        let to = match direction {
            Direction::Back => document.trail.back(here),
            Direction::Forward => document.trail.forward(here),
        };
        let Some(to) = to else { return Vec::new() };
        document.selection = Selection::at(to.caret);
        document.selected = to.mark.filter(|id| document.review.mark(*id).is_some());
        self.announce_place();
        vec![Effect::Resume(to.top)]
    }

    /// The next mark over the words at the caret, or over those where the selected mark starts.
    pub(super) fn step_here(&mut self, direction: Direction) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let (at, next) = document.next_here(direction);
        if next.is_none() || next == document.selected {
            let what = if next.is_none() { "no mark here" } else { "no other mark here" };
            self.notices.push(Severity::Info, "Nothing more", what);
            return Vec::new();
        }
        document.selected = next;
        document.selection = Selection::at(at);
        vec![Effect::Reveal(TextRange::empty(at))]
    }

    /// Shows the first source of the selected mark, or says that it has none.
    pub(super) fn go_to_source(&mut self) -> Vec<Effect> {
        let mark = self.document.as_ref().and_then(Document::selected_mark);
        if let Some(source) = mark.and_then(|mark| mark.sources().first().copied()) {
            self.settings.left_panel = true;
            return vec![Effect::ShowSource(source)];
        }
        self.notices.push(Severity::Info, "Not done", "the mark has no source yet");
        Vec::new()
    }

    /// The next mark that the last draft flagged; the next change while drafts are compared.
    pub(super) fn step_change(&mut self, direction: Direction) -> Vec<Effect> {
        if self.compare.is_some() {
            self.step_difference(direction);
            return Vec::new();
        }
        let Some(document) = &self.document else { return Vec::new() };
        if let Some(id) = document.neighbour(direction, |mark, _| mark.flag().is_some()) {
            return self.select_mark(Some(id), Jump::Step);
        }
        let detail = document.why_no_change();
        self.notices.push(Severity::Info, "Nothing more", detail);
        Vec::new()
    }

    pub(super) fn step(
        &mut self,
        direction: Direction,
        noun: &str,
        wanted: fn(WorkState) -> bool,
    ) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if let Some(id) = document.neighbour(direction, |_, state| wanted(state)) {
            return self.select_mark(Some(id), Jump::Step);
        }
        let selected = document.selected_mark().map(|mark| work_state(&document.review, mark));
        let none = if selected.is_some_and(wanted) { "no other" } else { "there is no" };
        self.notices.push(Severity::Info, "Nothing more", format!("{none} {noun}"));
        Vec::new()
    }
}

impl Document {
    /// Why there is no mark to go to that a draft flagged, but the selected one.
    fn why_no_change(&self) -> String {
        let number = self.review.draft().number;
        match self.selected_mark() {
            _ if self.review.drafts().len() < 2 => "there is one draft only".to_owned(),
            Some(mark) if mark.flag().is_some() => {
                format!("draft {number} left no other mark to see to")
            }
            _ => format!("nothing is left to see to of draft {number}"),
        }
    }

    pub(super) fn spot(&self) -> Spot {
        Spot { caret: self.selection.focus, mark: self.selected, top: self.top }
    }

    /// Notes where one was before a jump that puts the caret at `to`.
    pub(super) fn leave(&mut self, to: TextPos, how: Jump) {
        let here = self.spot();
        if to != here.caret {
            self.trail.leave(here, to, how);
        }
    }

    /// Where the marks are looked for that lie over each other: at the caret, unless the selected
    /// mark is elsewhere; then where that starts.
    pub fn here(&self) -> TextPos {
        let caret = self.selection.focus;
        let elsewhere = self.selected_mark().and_then(Mark::range).map(|range| range.start());
        let is_on = |pos| self.review.marks_at(pos).iter().any(|m| Some(m.id) == self.selected);
        let before = previous_grapheme(self.review.text(), caret);
        let empty = |pos: &TextPos| self.review.marks_at(*pos).is_empty();
        let beside = if empty(&caret) && !empty(&before) { before } else { caret };
        match elsewhere {
            Some(start) if !is_on(beside) => start,
            _ => beside,
        }
    }

    /// The place of [`Self::here`], and the mark over it after the selected one: shortest first,
    /// round the end.
    fn next_here(&self, direction: Direction) -> (TextPos, Option<MarkId>) {
        let here = self.here();
        (here, self.next_at(here, direction))
    }

    /// The mark over `pos` after the selected one: shortest first, round the end; the shortest when
    /// the selected one is not there.
    pub fn next_at(&self, pos: TextPos, direction: Direction) -> Option<MarkId> {
        let there = self.review.marks_at(pos);
        let len = there.len();
        let at = there.iter().position(|mark| Some(mark.id) == self.selected);
        let next = match (at, direction) {
            (None, _) => 0,
            (Some(at), Direction::Forward) => (at + 1) % len,
            (Some(at), Direction::Back) => (at + len - 1) % len,
        };
        there.get(next).map(|mark| mark.id)
    }

    /// The next mark from the selected one, or from the caret, that is `wanted`; round the end.
    pub(super) fn neighbour(
        &self,
        direction: Direction,
        wanted: impl Fn(&Mark, WorkState) -> bool,
    ) -> Option<MarkId> {
        let from = match self.selected_mark() {
            Some(mark) => SetOut::Mark(mark.id),
            None => SetOut::Place(self.selection.focus),
        };
        let found = match direction {
            Direction::Forward => self.review.states_onward(from).find(|(m, s)| wanted(m, *s)),
            Direction::Back => self.review.states_backward(from).find(|(m, s)| wanted(m, *s)),
        };
        found.map(|(mark, _)| mark.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn document(notation: &str) -> Document {
        let (review, history) = testing::review(notation);
        Document::of(review, history)
    }

    /// The words of the marks that are gone through from `words` on.
    fn walked(document: &mut Document, direction: Direction, steps: usize) -> Vec<String> {
        let step = |document: &mut Document| {
            let (at, next) = document.next_here(direction);
            (document.selection, document.selected) = (Selection::at(at), next);
            let mark = document.selected_mark().expect("a mark is there");
            mark.words(document.review.text()).to_owned()
        };
        (0..steps).map(|_| step(document)).collect()
    }

    #[test]
    fn marks_over_each_other_are_gone_through_shortest_first_and_round() {
        let mut document = document("[q:He said [c:costs [s:rose] fast] then].");
        let at = document.review.text().find("rose").expect("is there");
        document.selection = Selection::at(TextPos::from_usize(at));
        let words = ["rose", "costs rose fast", "He said costs rose fast then", "rose"];
        assert_eq!(walked(&mut document, Direction::Forward, 4), words);
        assert_eq!(walked(&mut document, Direction::Back, 1), [words[2]]);
    }

    #[test]
    fn a_mark_selected_elsewhere_is_left_for_those_over_its_start() {
        let mut document = document("One [c:two [s:three] four] five.");
        document.selected = document.review.mark_by_number(2).map(|mark| mark.id);
        assert_eq!(walked(&mut document, Direction::Forward, 1), ["two three four"]);
    }

    #[test]
    fn a_caret_behind_a_mark_is_at_that_mark() {
        let mut document = document("One [c:two] three.");
        document.selection = Selection::at(TextPos::from_usize("One two".len()));
        assert_eq!(walked(&mut document, Direction::Forward, 1), ["two"]);
    }
}
