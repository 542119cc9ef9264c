//! Review → stored types → text.

use std::borrow::Cow;
use std::fmt;

use super::{FORMAT, MOST_BYTES, SidecarError, layout, options, v1};
use crate::anchor;
use crate::model::{Article, Exempt, Mark, PageStart, Place, Selector};
use crate::review::{Draft, Event, PastExempt, PastMark, Review, Tally};
use crate::text::CodePoints;

/// The first lines of every file: what it is, and the two ways in which its RON is short.
const HEAD: &str = "// An Obelus review: the text of an article and what its checkers found. \
                    Positions count Unicode code points.\n\
                    #![enable(implicit_some)]\n#![enable(unwrap_variant_newtypes)]\n";

/// The review as the text of its sidecar. Equal reviews give equal bytes.
///
/// # Errors
///
/// [`SidecarError::TooLarge`] when it could not be read again, [`SidecarError::Invalid`] when ron
/// refuses a value; nothing that a [`Review`] holds is known to make it do so.
pub fn to_ron(review: &Review) -> Result<String, SidecarError> {
    let mut compact = Capped { text: String::new(), most: MOST_BYTES, bytes: 0 };
    options()
        .to_writer(&mut compact, &stored(review))
        .map_err(|error| SidecarError::Invalid { what: error.to_string() })?;
    let ron = layout::lay_out(HEAD, &compact.within()?);
    match ron.len() as u64 {
        bytes if bytes > MOST_BYTES => Err(SidecarError::TooLarge { bytes }),
        _ => Ok(ron),
    }
}

/// What is written, as far as it could be read again; of the rest only how long it is.
///
/// Every mark is written with its words: those of thousands of marks in each other are gigabytes.
struct Capped {
    text: String,
    most: u64,
    bytes: u64,
}

impl Capped {
    /// All that was written.
    fn within(self) -> Result<String, SidecarError> {
        match self.bytes {
            bytes if bytes > self.most => Err(SidecarError::TooLarge { bytes }),
            _ => Ok(self.text),
        }
    }
}

impl fmt::Write for Capped {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.bytes += part.len() as u64;
        if self.bytes <= self.most {
            self.text.push_str(part);
        } else {
            self.text = String::new();
        }
        Ok(())
    }
}

fn stored(review: &Review) -> v1::File<'_> {
    v1::File {
        format: FORMAT,
        drafts: review.drafts().iter().map(draft).collect(),
        reviewers: review.reviewers().cloned().collect(),
        sources: review.sources().cloned().collect(),
        marks: review.marks_in_order().map(|m| mark(review, m)).collect(),
        exempt: review.exempt().map(|e| exempt(review, e)).collect(),
        deleted_marks: review.deleted_marks().map(|m| mark(review, m)).collect(),
        deleted_exempt: review.deleted_exempt().map(|e| exempt(review, e)).collect(),
        queries: review.queries().cloned().collect(),
        sign_offs: review.sign_offs().to_vec(),
        events: review.events().iter().map(|event| Event::clone(event)).collect(),
        ext: review.ext().clone(),
    }
}

fn draft(draft: &Draft) -> v1::Draft<'_> {
    let (blocks, tail) = blocks(draft);
    v1::Draft {
        number: draft.number,
        label: draft.label.clone(),
        file: draft.file_name.clone(),
        format: draft.format.clone(),
        encoding: draft.encoding.clone(),
        read_as: draft.read_as.clone(),
        file_sha256: draft.file_digest.to_string(),
        text_sha256: draft.text_digest.to_string(),
        imported: draft.imported,
        meta: draft.article.meta.clone(),
        losses: draft.losses.clone(),
        pages: pages(&draft.article),
        source_notes: source_notes(draft),
        blocks,
        tail,
        marks: past_marks(draft),
        exempt: past_exempt(draft),
        words: draft.tally.map(past_words),
    }
}

fn pages(article: &Article) -> Vec<v1::Page> {
    if article.pages.is_empty() {
        return Vec::new();
    }
    let text = article.text();
    let code_points = CodePoints::new(text);
    let stored = |page: &PageStart| v1::Page {
        start: code_points.at(text, page.at),
        label: page.label.clone(),
    };
    article.pages.starts().iter().map(stored).collect()
}

fn past_words(tally: Tally) -> v1::PastWords {
    v1::PastWords {
        all: tally.words,
        covered: tally.covered,
        shown_apart: tally.shown_apart,
        not_covered: tally.not_covered,
        exempt: tally.exempt,
        gone: tally.gone,
        recheck: tally.recheck,
    }
}

fn past_exempt(draft: &Draft) -> Vec<v1::PastExempt> {
    if draft.exempt.is_empty() {
        return Vec::new();
    }
    let text = draft.article.text();
    let code_points = CodePoints::new(text);
    let stored = |exempt: &PastExempt| {
        let (start, end) = code_points.range(text, exempt.range);
        v1::PastExempt { id: exempt.id, start, end }
    };
    draft.exempt.iter().map(stored).collect()
}

fn source_notes(draft: &Draft) -> Vec<v1::SourceNote<'_>> {
    let text = draft.article.text();
    let code_points = CodePoints::new(text);
    let stored = draft.source_notes.iter().map(|note| v1::SourceNote {
        kind: note.kind,
        place: place(text, &code_points, &note.place),
        said: note.said.clone(),
        replies: note.replies.clone(),
        resolved: note.is_resolved,
    });
    stored.collect()
}

/// The blocks with their text, and what stands after the last one.
fn blocks(draft: &Draft) -> (Vec<v1::Block<'_>>, String) {
    let article = &draft.article;
    let text = article.text();
    let code_points = CodePoints::new(text);
    let mut spans = article.spans().iter().peekable();
    let mut out = Vec::with_capacity(article.blocks().len());
    let mut end = 0;
    for (n, block) in article.blocks().iter().enumerate() {
        let bytes = block.range.bytes();
        let gap = text.get(end..bytes.start).unwrap_or_default();
        let start = code_points.at(text, block.range.start());
        let next = article.blocks().get(n + 1).map(|b| b.range.start());
        let mut own = Vec::new();
        while let Some(span) =
            spans.next_if(|span| next.is_none_or(|next| span.range.start() < next))
        {
            let (a, b) = code_points.range(text, span.range);
            if let (Some(start), Some(end)) = (a.checked_sub(start), b.checked_sub(start)) {
                own.push(v1::Span { start, end, style: span.style.clone() });
            }
        }
        out.push(v1::Block {
            kind: block.kind,
            level: block.level,
            sign: block.sign.clone(),
            gap: (gap != v1::usual_gap(n == 0)).then(|| gap.to_owned()),
            text: Cow::Borrowed(block.range.of(text)),
            spans: own,
        });
        end = bytes.end;
    }
    (out, text.get(end..).unwrap_or_default().to_owned())
}

fn past_marks(draft: &Draft) -> Vec<v1::PastMark> {
    if draft.marks.is_empty() {
        return Vec::new();
    }
    let text = draft.article.text();
    let code_points = CodePoints::new(text);
    let stored = |mark: &PastMark| {
        let (start, end) = code_points.range(text, mark.range);
        v1::PastMark { id: mark.id, start, end, verdict: mark.verdict.clone() }
    };
    draft.marks.iter().map(stored).collect()
}

fn mark<'a>(review: &'a Review, mark: &'a Mark) -> v1::Mark<'a> {
    let Mark {
        id,
        number,
        place: at,
        body,
        verdict,
        second_reads,
        evidence,
        fix,
        note,
        tags,
        created,
        carried,
        ext,
    } = mark;
    v1::Mark {
        id: *id,
        number: *number,
        body: body.clone(),
        place: place(review.text(), review.code_points(), at),
        verdict: verdict.clone(),
        second_reads: second_reads.clone(),
        evidence: evidence.clone(),
        fix: fix.clone(),
        note: note.clone(),
        tags: tags.clone(),
        created: *created,
        carried: carried.clone(),
        ext: ext.clone(),
    }
}

fn exempt<'a>(review: &'a Review, exempt: &'a Exempt) -> v1::Exempt<'a> {
    let Exempt { id, place: at, reason, note, created, gone_after } = exempt;
    v1::Exempt {
        id: *id,
        place: place(review.text(), review.code_points(), at),
        reason: *reason,
        note: note.clone(),
        created: *created,
        gone_after: *gone_after,
    }
}

/// A known place is described afresh; what is known of a lost one is written as it was read.
fn place<'a>(text: &'a str, code_points: &CodePoints, place: &'a Place) -> v1::Place<'a> {
    let (position, [exact, prefix, suffix]) = match place {
        Place::At(range) => (Some(code_points.range(text, *range)), anchor::quoted(text, *range)),
        Place::Lost(selector) => {
            let Selector { position, exact, prefix, suffix } = &**selector;
            (*position, [exact.as_str(), prefix, suffix])
        }
    };
    let (start, end) = position.unzip();
    let [exact, prefix, suffix] = [exact, prefix, suffix].map(Cow::Borrowed);
    v1::Place { start, end, exact, prefix, suffix }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn what_is_too_long_is_counted_and_not_kept() {
        let mut capped = Capped { text: String::new(), most: 4, bytes: 0 };
        capped.write_str("abcd").unwrap();
        assert_eq!(capped.text, "abcd");
        capped.write_str("efgh").unwrap();
        capped.write_str("ij").unwrap();
        assert_eq!(capped.text, "");
        assert!(matches!(capped.within(), Err(SidecarError::TooLarge { bytes: 10 })));
    }
}
