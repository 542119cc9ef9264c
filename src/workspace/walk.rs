//! From place to place: from mark to mark, to what is asked for, and back.

use super::state::Workspace;
use super::trail::{Jump, Spot, Top};
use super::{Document, Effect, Selection, Severity};
use crate::model::{Mark, MarkId, WorkState};
use crate::review::SetOut;
use crate::text::{TextPos, TextRange};

impl Workspace {
    pub(super) fn select_mark(&mut self, mark: Option<MarkId>, how: Jump) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let range = mark.and_then(|id| document.review.mark(id)).and_then(Mark::range);
        if let Some(range) = range {
            document.leave(Some(range.start()), how);
            document.selection = Selection::at(range.start());
        }
        document.selected = mark;
        range.map(Effect::Reveal).into_iter().collect()
    }

    /// Shows a stretch; the caret stays where it is.
    pub(super) fn reveal(&mut self, range: TextRange) -> Vec<Effect> {
        if let Some(document) = &mut self.document {
            document.leave(None, Jump::Reveal);
        }
        vec![Effect::Reveal(range)]
    }

    /// Puts the caret at a stretch and shows it.
    pub(super) fn visit(&mut self, range: TextRange) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.leave(Some(range.start()), Jump::Single);
        document.selection = Selection::at(range.start());
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
        vec![Effect::Resume(to.top)]
    }

    pub(super) fn step(
        &mut self,
        direction: Direction,
        wanted: fn(WorkState) -> bool,
    ) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if let Some(id) = document.neighbour(direction, wanted) {
            return self.select_mark(Some(id), Jump::Step);
        }
        self.notices.push(Severity::Info, "Nothing more", "no other mark in that direction");
        Vec::new()
    }
}

/// Which way through the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Back,
}

impl Document {
    pub(super) fn spot(&self) -> Spot {
        Spot { caret: self.selection.focus, mark: self.selected, top: self.top }
    }

    /// Notes where one was before a jump that puts the caret at `to`, or leaves it where it is.
    fn leave(&mut self, to: Option<TextPos>, how: Jump) {
        let here = self.spot();
        if to != Some(here.caret) {
            self.trail.leave(here, to.unwrap_or(here.caret), how);
        }
    }

    /// The next mark from the selected one, or from the caret, that is `wanted`; round the end.
    pub(super) fn neighbour(
        &self,
        direction: Direction,
        wanted: fn(WorkState) -> bool,
    ) -> Option<MarkId> {
        let from = match self.selected_mark() {
            Some(mark) => SetOut::Mark(mark.id),
            None => SetOut::Place(self.selection.focus),
        };
        let found = match direction {
            Direction::Forward => self.review.states_onward(from).find(|(_, s)| wanted(*s)),
            Direction::Back => self.review.states_backward(from).find(|(_, s)| wanted(*s)),
        };
        found.map(|(mark, _)| mark.id)
    }
}
