//! Marking every hit of a search, in one step.

use super::state::Workspace;
use super::{Change, Document, Effect, Severity};
use crate::model::{Id, MarkKind};
use crate::review::Review;
use crate::text::TextRange;

/// From more than this many on, a question comes first.
pub const MANY_MARKS: usize = 200;

/// More marks than this are not made in one step.
pub const MOST_MARKS: usize = 10_000;

impl Document {
    /// How many hits would become marks of `kind`: those that are not marked like that already.
    pub fn markable_hits(&self, kind: MarkKind) -> usize {
        self.hits_to_mark(kind).len()
    }

    fn hits_to_mark(&self, kind: MarkKind) -> Vec<TextRange> {
        let places = self.find.hits().map_or(&[][..], |hits| &hits.places);
        let tidy = places.iter().filter_map(|hit| super::place::tidy(&self.review, *hit));
        tidy.filter(|range| !is_marked(&self.review, *range, kind)).collect()
    }
}

fn is_marked(review: &Review, range: TextRange, kind: MarkKind) -> bool {
    review.marks_over(range).any(|mark| mark.range() == Some(range) && mark.kind() == kind)
}

impl Workspace {
    /// Marks every hit in the text that is not marked like that already: one step of undo.
    pub(super) fn mark_all(&mut self, kind: MarkKind) -> Vec<Effect> {
        self.dialog = None;
        let Some(document) = &self.document else { return Vec::new() };
        if document.find.total() > MOST_MARKS {
            let detail = format!(
                "{} places are too many for one step; {MOST_MARKS} are the most.",
                document.find.total()
            );
            self.notices.push(Severity::Warning, "Not marked", detail);
            return Vec::new();
        }
        let total = document.find.total();
        let ranges = document.hits_to_mark(kind);
        if ranges.is_empty() {
            let detail = "every place is marked like that already";
            self.notices.push(Severity::Info, "Nothing to mark", detail);
            return Vec::new();
        }
        let before = total - ranges.len();
        let new = ranges.len();
        let with_ids: Vec<(Id, TextRange)> =
            ranges.into_iter().map(|range| (self.outside.new_id(), range)).collect();
        let effects = self.change(Change::AddMarks(kind, with_ids));
        if self.document.as_ref().is_some_and(|document| document.read_only.is_none()) {
            let skipped = match before {
                0 => String::new(),
                n => format!("; {n} were marked already"),
            };
            let detail = format!("{new} as {}{skipped}", kind.label());
            self.notices.push(Severity::Info, "Marked", detail);
        }
        effects
    }
}
