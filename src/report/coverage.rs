//! The figures of coverage as rows with names.

use super::{CoverageRow, CoverageRows};
use crate::review::{Review, figures};

/// The figures of `review`; costs a pass over its article.
pub fn coverage_rows(review: &Review) -> CoverageRows {
    let found = figures(review);
    let row = |what: &str, tally| CoverageRow { what: what.to_owned(), tally };
    let words = row("words", Some(found.words));
    let pieces = found.pieces.iter().map(|(piece, tally)| row(piece.plural(), tally.ok()));
    let sections = found.sections.iter().map(|(section, tally)| {
        let heading = review.article().block_text(section.head);
        (row(heading, Some(*tally)), section.depth)
    });
    let reviewers = found.reviewers.iter().map(|(by, tally)| {
        let known = review.reviewer(*by).map(|reviewer| reviewer.name.trim());
        let name = known.filter(|name| !name.is_empty()).unwrap_or("unknown reviewer");
        row(name, Some(*tally))
    });
    CoverageRows {
        unit: review.word_unit().label(),
        not_counted: found.not_counted(),
        pieces: [words].into_iter().chain(pieces).collect(),
        sections: sections.collect(),
        reviewers: reviewers.collect(),
    }
}
