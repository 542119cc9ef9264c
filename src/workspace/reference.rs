//! Words to be pasted elsewhere, with what they are and where they stand.

use super::Document;
use super::announce::standing;
use crate::model::Mark;
use crate::text::TextRange;

/// The words of `range` in quotation marks, then a line about them:
///
/// ```text
/// “up 12 per cent”
/// — The tram, mark 3, claim, wrong, ¶2, page 1, story.pdf
/// ```
pub(super) fn with_reference(document: &Document, range: TextRange, mark: Option<&Mark>) -> String {
    let review = &document.review;
    let mut about = vec![document.title().to_owned()];
    about.extend(mark.map(|mark| {
        format!("mark {}, {}, {}", mark.number, mark.kind().label(), standing(review, mark))
    }));
    about.extend(blocks(document, range));
    about.extend(pages(document, range));
    let file_name = &review.draft().file_name;
    if about[0] != *file_name {
        about.push(file_name.clone());
    }
    format!("“{}”\n— {}", range.of(review.text()), about.join(", "))
}

/// `page 3`, or `pages 3–4`, of a file that has pages.
fn pages(document: &Document, range: TextRange) -> Option<String> {
    let pages = &document.review.article().pages;
    let first = pages.label_at(range.start())?;
    Some(match pages.beginning_in(range).last() {
        Some(last) if last.label != first => format!("pages {first}–{}", last.label),
        _ => format!("page {first}"),
    })
}

/// `¶7`, or `¶7–9`.
fn blocks(document: &Document, range: TextRange) -> Option<String> {
    let article = document.review.article();
    let indices = article.block_indices(range);
    let first = article.block_number(indices.start)?;
    match article.block_number(indices.end.checked_sub(1)?) {
        Some(last) if last > first => Some(format!("¶{first}–{last}")),
        _ => Some(format!("¶{first}")),
    }
}
