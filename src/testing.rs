//! For tests, benches and samples: marked-text notation, fixed ids and times.

use std::sync::Arc;

use crate::model::{
    Article, ArticleMeta, Block, BlockKind, EventId, Id, ItemSign, Mark, MarkBody, MarkId,
    MarkKind, Place, Query, QueryId, QueryStatus, QueryTo, ReadAs, ReviewerId, Stamp, Timestamp,
};
use crate::review::{Act, Draft, Edit, History, Review, Transaction};
use crate::text::{Digest, TextRange};

/// Text with marks, parsed from the notation of [`marked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text without the notation.
    pub text: String,
    /// The marks in order of their start, with their kind.
    pub marks: Vec<(MarkKind, TextRange)>,
}

/// Reads `Mr [s:Hale] said [q:“not [c:one cent]”].` into text and marks.
///
/// `[c:…]` is a claim, `[q:…]` a quote, `[s:…]` a source; they nest.
pub fn marked(notation: &str) -> Marked {
    let mut text = String::new();
    let mut open: Vec<(MarkKind, usize)> = Vec::new();
    let mut spans: Vec<(MarkKind, usize, usize)> = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        let kind = [("[c:", MarkKind::Claim), ("[q:", MarkKind::Quote), ("[s:", MarkKind::Source)]
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign));
        if let Some((sign, kind)) = kind {
            open.push((kind, text.len()));
            rest = &rest[sign.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match (c, open.pop()) {
            (']', Some((kind, start))) => spans.push((kind, start, text.len())),
            (c, top) => {
                open.extend(top);
                text.push(c);
            }
        }
    }
    spans.sort_by_key(|(_, start, end)| (*start, std::cmp::Reverse(*end)));
    let marks = spans
        .into_iter()
        .filter_map(|(kind, start, end)| Some((kind, TextRange::checked(&text, start, end)?)))
        .collect();
    Marked { text, marks }
}

/// Prints the notation back: the inverse of [`marked`].
pub fn unmarked(text: &str, marks: &[(MarkKind, TextRange)]) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        for _ in marks.iter().filter(|(_, r)| r.end().as_usize() == at) {
            out.push(']');
        }
        for (kind, _) in marks.iter().filter(|(_, r)| r.start().as_usize() == at) {
            out.push('[');
            out.push(kind.letter().to_ascii_lowercase());
            out.push(':');
        }
        if at < text.len() {
            out.push(c);
        }
    }
    out
}

/// Ids that count up, so that tests are exact.
#[derive(Debug, Default)]
pub struct FixedIds(u128);

impl FixedIds {
    /// The next id.
    pub fn fresh(&mut self) -> Id {
        self.0 += 1;
        Id::new(self.0)
    }
}

/// Noon on 1 March 2026, plus `minutes`.
pub fn time(minutes: i64) -> Timestamp {
    Timestamp::from_timestamp(1_772_366_400 + minutes * 60, 0).unwrap_or_default()
}

/// The reviewer that tests act as.
pub fn reviewer_id() -> ReviewerId {
    ReviewerId(Id::new(7))
}

/// The tests' reviewer at [`time`]`(minutes)`.
pub fn stamp(minutes: i64) -> Stamp {
    Stamp { by: reviewer_id(), at: time(minutes) }
}

/// An act with an id made of `n`.
pub fn act(n: u32) -> Act {
    Act { stamp: stamp(i64::from(n)), event: EventId(Id::new(1_000_000 + u128::from(n))) }
}

/// An article with one paragraph for each line that is not empty.
pub fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if let Some(range) = TextRange::checked(text, at, at + line.len())
            && !line.trim().is_empty()
        {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                range,
                level: 0,
                sign: ItemSign::Usual,
            });
        }
        at += line.len() + 1;
    }
    Article::new(text, blocks, Vec::new(), ArticleMeta::default())
        .expect("lines are in order and inside the text")
}

/// A question to the author about the mark with this number, which blocks it.
pub fn query(review: &Review, number: u32) -> Query {
    Query {
        id: QueryId(Id::new(9)),
        mark: review.mark_by_number(number).map(|mark| mark.id),
        to: QueryTo::Author,
        text: "Who?".to_owned(),
        status: QueryStatus::Open,
        blocking: true,
        due: String::new(),
        answers: Vec::new(),
        created: stamp(2),
    }
}

/// A first draft of [`article`]`(text)`.
pub fn draft(text: &str) -> Draft {
    Draft {
        number: 1,
        label: String::new(),
        file_name: "story.txt".to_owned(),
        format: "text".to_owned(),
        encoding: "UTF-8".to_owned(),
        read_as: ReadAs::default(),
        file_digest: Digest::of(text.as_bytes()),
        text_digest: Digest::of(text.as_bytes()),
        imported: stamp(0),
        losses: Vec::new(),
        source_notes: Vec::new(),
        article: Arc::new(article(text)),
        marks: Arc::default(),
        exempt: Arc::default(),
        tally: None,
    }
}

/// A review of `notation`'s text that holds its marks, numbered in order of their start.
pub fn review(notation: &str) -> (Review, History) {
    let Marked { text, marks } = marked(notation);
    let mut review = Review::new(draft(&text));
    let mut history = History::default();
    for (n, (kind, range)) in (1..).zip(marks) {
        let id = MarkId(Id::new(100 + u128::from(n)));
        let mark = Mark::new(id, n, Place::At(range), MarkBody::empty(kind), stamp(i64::from(n)));
        let tx = Transaction::new(format!("add {}", kind.label()), vec![Edit::set_mark(mark)]);
        history.commit(&mut review, tx, act(n)).expect("the notation makes good marks");
    }
    (review, history)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_reads_and_prints_back() {
        let notation = "Mr [s:Hale] said [q:“not [c:one cent]”].";
        let Marked { text, marks } = marked(notation);
        assert_eq!(text, "Mr Hale said “not one cent”.");
        assert_eq!(unmarked(&text, &marks), notation);
    }
}
