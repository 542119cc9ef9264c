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

/// What becomes of the hits in the text.
#[derive(Default)]
struct Sorted {
    /// To be marked.
    new: Vec<TextRange>,
    /// How many are marked like that already.
    marked: usize,
    /// How many have no words to mark: a regular expression finds spaces as well.
    wordless: usize,
}

impl Sorted {
    /// Why some are left out, if any are.
    fn left_out(&self) -> Option<String> {
        let marked = match self.marked {
            0 => None,
            n => Some(format!("{n} marked like that already")),
        };
        let wordless = match self.wordless {
            0 => None,
            n => Some(format!("{n} without words")),
        };
        let both: Vec<String> = [marked, wordless].into_iter().flatten().collect();
        (!both.is_empty()).then(|| both.join(", "))
    }
}

impl Document {
    fn sort_hits(&self, kind: MarkKind) -> Sorted {
        let mut sorted = Sorted::default();
        for hit in self.find.hits().map_or(&[][..], |hits| &hits.places) {
            match super::place::tidy(&self.review, *hit) {
                None => sorted.wordless += 1,
                Some(range) if is_marked(&self.review, range, kind) => sorted.marked += 1,
                Some(range) => sorted.new.push(range),
            }
        }
        sorted
    }

    /// Why the hits cannot be marked, where they cannot.
    fn why_not_all(&self) -> Option<String> {
        let find = &self.find;
        if !find.is_up_to_date() {
            return Some("The search is still on its way. Try again in a moment.".to_owned());
        }
        let total = find.total();
        (total > MOST_MARKS).then(|| {
            format!("{total} places are too many for one step; {MOST_MARKS} are the most.")
        })
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
        if let Some(why) = document.why_not_all() {
            self.notices.push(Severity::Warning, "Not marked", why);
            return Vec::new();
        }
        let sorted = document.sort_hits(kind);
        let left_out = sorted.left_out();
        let count = sorted.new.len();
        if count == 0 {
            let detail = left_out.unwrap_or_else(|| "nothing was found in the text".to_owned());
            self.notices.push(Severity::Info, "Nothing to mark", detail);
            return Vec::new();
        }
        let before = document.history.revision();
        let with_ids: Vec<(Id, TextRange)> =
            sorted.new.into_iter().map(|range| (self.outside.new_id(), range)).collect();
        let effects = self.change(Change::AddMarks(kind, with_ids));
        let is_done = self.document.as_ref().is_some_and(|d| d.history.revision() != before);
        if is_done {
            let left_out = left_out.map_or(String::new(), |left| format!("; left out: {left}"));
            let detail = format!("{count} as {}{left_out}", kind.label());
            self.notices.push(Severity::Info, "Marked", detail);
        }
        effects
    }
}
