//! What is selected: by units, growing and shrinking, and copied.

use super::reference::with_reference;
use super::state::Workspace;
use super::units::{self, Unit};
use super::{Document, Effect, Selection};
use crate::model::{Article, Mark};
use crate::text::TextRange;

impl Workspace {
    /// The selected words, or those of the selected mark.
    pub(super) fn copy_selection(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let range = document.selected_range().or_else(|| document.selected_mark()?.range());
        let Some(range) = range else { return Vec::new() };
        let words = with_numbers(document.review.article(), range);
        self.announce("Copied");
        vec![Effect::Copy(words)]
    }

    /// The same words with a line about them: about the mark where they are its own, about their
    /// place alone where they are any others.
    pub(super) fn copy_reference(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let mark = document.selected_mark();
        let own = mark.and_then(Mark::range);
        let Some(range) = document.selected_range().or(own) else { return Vec::new() };
        let mark = mark.filter(|_| own == Some(range));
        let words = with_reference(document, range, mark);
        self.announce("Copied with reference");
        vec![Effect::Copy(words)]
    }
}

/// The words of `range`, with the numbers of the entries of lists that it holds from their start; a
/// part of one entry is copied without.
fn with_numbers(article: &Article, range: TextRange) -> String {
    let indices = article.block_indices(range);
    let holds_blocks = indices.len() > 1
        || article.blocks().get(indices.start).is_some_and(|only| only.range.end() <= range.end());
    let mut out = String::with_capacity(range.len());
    let mut done = range.start();
    for block in article.blocks().get(indices).into_iter().flatten().filter(|_| holds_blocks) {
        let start = block.range.start();
        if let Some(number) = block.sign.shown().filter(|_| range.start() <= start) {
            out.push_str(TextRange::between(done, start).of(article.text()));
            out.extend([number, " "]);
            done = start;
        }
    }
    out.push_str(TextRange::between(done, range.end()).of(article.text()));
    out
}

impl Document {
    /// Selects the unit at the caret.
    pub(super) fn select_unit(&mut self, unit: Unit) {
        let range = units::unit_at(self.review.article(), unit, self.selection.focus);
        self.selection = Selection::of(range);
    }

    /// Selects the next larger unit.
    pub(super) fn grow_selection(&mut self) {
        let before = self.selection;
        let Some(range) = units::grown(self.review.article(), before.range()) else { return };
        self.selection = Selection::of(range);
        if !self.can_shrink_from(before) {
            self.grown.clear(); // it was moved since: that way does not lead back here
        }
        self.grown.push((before, self.selection));
    }

    /// Selects what was selected before it grew.
    pub(super) fn shrink_selection(&mut self) {
        if self.can_shrink()
            && let Some((before, _)) = self.grown.pop()
        {
            self.selection = before;
        }
    }

    /// Whether the selection is one that grew.
    pub(super) fn can_shrink(&self) -> bool {
        self.can_shrink_from(self.selection)
    }

    fn can_shrink_from(&self, selection: Selection) -> bool {
        self.grown.last().is_some_and(|(_, grown)| *grown == selection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;

    #[test]
    fn whole_entries_of_a_list_are_copied_with_their_numbers() {
        let article = import(b"So:\n\n9. one\n10. two\n", "a.md").expect("words").article;
        for (from, to, copied) in [
            ("So:", "two", "So:\n\n9. one\n10. two"),
            ("ne", "tw", "ne\n10. tw"),
            ("one", "one", "9. one"),
            ("on", "on", "on"),
            ("So", "So:", "So:"),
        ] {
            let text = article.text();
            let end = text.find(to).expect("there") + to.len();
            let range = TextRange::checked(text, text.find(from).expect("there"), end);
            assert_eq!(with_numbers(&article, range.expect("in order")), copied);
        }
    }
}
