//! From mark to mark.

use super::state::Workspace;
use super::{Document, Effect, Selection, Severity};
use crate::model::{Mark, MarkId, WorkState};
use crate::review::work_state;

impl Workspace {
    pub(super) fn select_mark(&mut self, mark: Option<MarkId>) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.selected = mark;
        let range = document.selected_mark().and_then(Mark::range);
        if let Some(range) = range {
            document.selection = Selection::at(range.start());
        }
        range.map(Effect::Reveal).into_iter().collect()
    }

    pub(super) fn step(
        &mut self,
        direction: Direction,
        wanted: fn(WorkState) -> bool,
    ) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if let Some(id) = document.neighbour(direction, wanted) {
            return self.select_mark(Some(id));
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
    /// The next mark from the selected one, or from the caret, that is `wanted`; round the end.
    pub(super) fn neighbour(
        &self,
        direction: Direction,
        wanted: fn(WorkState) -> bool,
    ) -> Option<MarkId> {
        let marks: Vec<&Mark> = self.review.marks_in_order().collect();
        if marks.is_empty() {
            return None;
        }
        let here = self.selected.and_then(|id| marks.iter().position(|mark| mark.id == id));
        let start = here.unwrap_or_else(|| {
            let before =
                |mark: &&Mark| mark.range().is_some_and(|r| r.start() < self.selection.focus);
            let at = marks.partition_point(before);
            match direction {
                Direction::Forward => at + marks.len() - 1,
                Direction::Back => at,
            }
        });
        let len = marks.len();
        (1..=len)
            .map(|n| match direction {
                Direction::Forward => (start + n) % len,
                Direction::Back => (start + len - n) % len,
            })
            .find(|at| Some(*at) != here && wanted(work_state(&self.review, marks[*at])))
            .map(|at| marks[at].id)
    }
}
