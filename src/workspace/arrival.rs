//! A draft that has come in: what it would make of every mark, before anybody decided.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::anchor::{Blocks, Carrier, describe, is_another_text};
use crate::import::ImportOptions;
use crate::model::{Mark, MarkKind, ReadAs, Stamp};
use crate::review::{
    Carry, Draft, Edit, Fate, NextDraft, NextDraftError, Review, Transaction, next_draft,
};
use crate::store::{self, OpenError};
use crate::text::{TextDiff, count_words};

/// Characters of a mark's words in a row at most.
const MOST_WORDS: usize = 400;

/// A review carried into a draft, and how the two texts compare.
#[derive(Debug)]
pub struct CarriedReview {
    /// The one step, and what becomes of each mark.
    pub next: NextDraft,
    /// How much was kept of the shorter text, in percent of its letters.
    pub kept: usize,
    /// How the two texts compare.
    pub diff: TextDiff,
}

impl CarriedReview {
    /// Whether the new text is hardly a draft of the same article. One that was a draft before is.
    pub fn is_another_text(&self) -> bool {
        self.next.again.is_none() && is_another_text(self.kept)
    }

    /// What becomes of each mark of `review`, which was carried, with its words before and after; in the
    /// order of the text.
    pub fn rows(&self, review: &Review) -> Vec<ArrivalRow> {
        let drafted = self.next.transaction.edits.iter().find_map(|edit| match edit {
            Edit::Drafts(to) => Some(to),
            _ => None,
        });
        let Some(drafted) = drafted else { return Vec::new() };
        let text = drafted.draft().article.text();
        let row = |(before, (number, fate)): (&Mark, &(u32, Fate))| {
            let after = drafted.mark(before.id)?;
            Some(ArrivalRow {
                number: *number,
                kind: before.kind(),
                fate: *fate,
                before: short(before.words(review.text())),
                after: after.range().map_or_else(String::new, |range| short(range.of(text))),
                places: after.carried.as_ref().map_or(0, |from| from.places.len()),
            })
        };
        review.marks_in_order().zip(&self.next.fates).filter_map(row).collect()
    }
}

/// Takes `draft` as the next one of `review`, which is not changed; `stamp` is who does so, and when.
///
/// # Errors
///
/// [`NextDraftError`] when the draft is empty, or has the text of the present one.
pub fn carry_review(
    review: &Review,
    draft: Draft,
    stamp: Stamp,
) -> Result<CarriedReview, NextDraftError> {
    let article = Arc::clone(&draft.article);
    let (old, new) = (Blocks::of(review.article()), Blocks::of(&article));
    let carrier = Carrier::new(&old, &new);
    let carry = Carry {
        place: &|range| carrier.carry(range),
        in_stead: &|range, wording| carrier.in_stead(range, wording),
        describe: &|range| describe(review.text(), review.code_points(), range),
    };
    let next = next_draft(review, draft, &carry, stamp)?;
    let kept = carrier.percent_kept();
    Ok(CarriedReview { next, kept, diff: carrier.into_diff() })
}

/// A mark in the summary of a new draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalRow {
    /// Its number.
    pub number: u32,
    /// Its kind.
    pub kind: MarkKind,
    /// What becomes of it.
    pub fate: Fate,
    /// Its words now.
    pub before: String,
    /// The words it would be on; empty where it would have no place.
    pub after: String,
    /// Among how many places somebody would have to choose.
    pub places: usize,
}

/// A draft that waits for somebody to take it or leave it.
#[derive(Debug)]
pub struct Arrival {
    /// The number it would have.
    pub number: u32,
    /// The file it was read from.
    pub path: PathBuf,
    /// How many words it has.
    pub words: usize,
    /// How much of the shorter text was kept, in percent.
    pub kept: usize,
    /// The earlier draft that had the same text.
    pub again: Option<u32>,
    /// How the file is read, where that is not how the present draft was.
    pub reading: Option<String>,
    /// Its marks, in the order of [`Fate::ALL`] and of the text.
    pub rows: Vec<ArrivalRow>,
    pub(super) transaction: Transaction,
    pub(super) diff: TextDiff,
}

/// Why a draft did not come in.
#[derive(Debug, Error)]
pub(super) enum ArrivalError {
    /// The file gives no text.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The text is no next draft.
    #[error(transparent)]
    Draft(#[from] NextDraftError),
}

impl Arrival {
    /// Reads a file and carries `review` into it.
    pub(super) fn read(
        review: &Review,
        path: &Path,
        options: &ImportOptions<'_>,
        stamp: Stamp,
    ) -> Result<Self, ArrivalError> {
        let number = review.draft().number.saturating_add(1);
        let draft = store::read_draft(path, stamp, number, options)?;
        let words = count_words(draft.article.text());
        let reading = other_reading(&review.draft().read_as, &draft);
        let carried = carry_review(review, draft, stamp)?;
        let mut rows = carried.rows(review);
        rows.sort_by_key(|row| row.fate);
        let CarriedReview { next: NextDraft { transaction, again, .. }, kept, diff } = carried;
        let path = path.to_owned();
        Ok(Self { number, path, words, kept, again, reading, rows, transaction, diff })
    }

    /// Whether it is hardly a draft of the same article. One that was a draft before is.
    pub fn is_another_text(&self) -> bool {
        self.again.is_none() && is_another_text(self.kept)
    }

    /// How many marks have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.of(fate).len()
    }

    /// The marks that have this fate, as a part of all rows.
    pub fn of(&self, fate: Fate) -> std::ops::Range<usize> {
        let start = self.rows.partition_point(|row| row.fate < fate);
        start..start + self.rows[start..].partition_point(|row| row.fate == fate)
    }

    /// Its name without folders.
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The one step that takes it, under the name that people call it by.
    pub(super) fn labelled(mut self, label: &str) -> (Transaction, TextDiff, PathBuf) {
        for edit in &mut self.transaction.edits {
            if let Edit::Drafts(to) = edit {
                to.set_label(label.trim());
            }
        }
        (self.transaction, self.diff, self.path)
    }
}

/// How a draft is read, for people, where somebody said it otherwise than `before`.
fn other_reading(before: &ReadAs, draft: &Draft) -> Option<String> {
    let now = &draft.read_as;
    let page = if now.whole_page { "the whole page" } else { "the story in it alone" };
    let encoding = format!("read as {}", draft.encoding);
    let told = [
        (now.whole_page != before.whole_page).then_some(page),
        (now.encoding != before.encoding && !draft.encoding.is_empty()).then_some(&*encoding),
    ];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn short(words: &str) -> String {
    words.chars().take(MOST_WORDS).collect()
}
