//! Stored types → review: texts are put together, marks placed again, nothing dropped.

use std::sync::Arc;

use super::{SidecarError, v1};
use crate::anchor::{Anchor, Finder};
use crate::model::{Article, Block, Exempt, InlineSpan, Mark, PageStart, Pages, Place, SourceNote};
use crate::review::{Draft, PastExempt, PastMark, Review, ReviewParts, Tally};
use crate::text::{CodePoints, Digest, TextRange};

/// The review of a file, and what is not as the file says.
pub(super) fn review(file: v1::File<'_>) -> Result<(Review, Vec<String>), SidecarError> {
    let mut notes = Vec::new();
    let drafts = file
        .drafts
        .into_iter()
        .map(|stored| draft(stored, &mut notes))
        .collect::<Result<Vec<Draft>, _>>()
        .map_err(|what| SidecarError::Invalid { what })?;
    let article = drafts
        .last()
        .map(|draft| Arc::clone(&draft.article))
        .ok_or_else(|| SidecarError::Invalid { what: "it has no draft".to_owned() })?;
    let code_points = CodePoints::new(article.text());
    let places = Places { finder: Finder::new(article.text(), &code_points), article: &article };
    let marks = file.marks.into_iter().map(|stored| places.mark(stored, &mut notes)).collect();
    let exempt = file.exempt.into_iter().map(|stored| places.exempt(stored, &mut notes)).collect();
    let parts = ReviewParts {
        drafts,
        reviewers: file.reviewers,
        sources: file.sources,
        marks,
        exempt,
        deleted_marks: file.deleted_marks.into_iter().map(deleted_mark).collect(),
        deleted_exempt: file.deleted_exempt.into_iter().map(deleted_exempt).collect(),
        queries: file.queries,
        sign_offs: file.sign_offs,
        events: file.events,
        ext: file.ext,
    };
    let review = Review::from_parts(parts).map_err(|what| SidecarError::Invalid { what })?;
    Ok((review, notes))
}

/// The last of `drafts`, when all is well with it.
pub(super) fn last_draft(mut drafts: Vec<v1::Draft<'_>>) -> Option<Draft> {
    draft(drafts.pop()?, &mut Vec::new()).ok()
}

/// A draft with the marks of a file that was read in part.
pub(super) fn first_look(draft: Draft, file: Option<v1::File<'_>>) -> Review {
    let Some(file) = file else { return Review::unread(draft) };
    let article = Arc::clone(&draft.article);
    let code_points = CodePoints::new(article.text());
    let places = Places { finder: Finder::new(article.text(), &code_points), article: &article };
    let marks = file.marks.into_iter().map(|stored| places.mark(stored, &mut Vec::new())).collect();
    Review::unread(draft).with_marks_so_far(file.sources, marks)
}

fn draft(stored: v1::Draft<'_>, notes: &mut Vec<String>) -> Result<Draft, String> {
    let number = stored.number;
    let digest = |hex: &str, what: &str| {
        Digest::parse(hex).ok_or_else(|| format!("the {what} of draft {number} is not a SHA-256"))
    };
    let file_digest = digest(&stored.file_sha256, "file_sha256")?;
    let stored_digest = digest(&stored.text_sha256, "text_sha256")?;
    let mut article = article(number, stored.blocks, &stored.tail)?;
    article.meta = stored.meta;
    article.pages = pages(article.text(), stored.pages);
    let text_digest = Digest::of(article.text().as_bytes());
    if text_digest != stored_digest {
        notes.push(format!(
            "the text of draft {number} was changed in the sidecar itself; marks were placed again"
        ));
    }
    let source_notes = source_notes(number, stored.source_notes, &article, notes);
    let marks = past_marks(&article, stored.marks).into();
    let exempt = past_exempt(&article, stored.exempt).into();
    Ok(Draft {
        number,
        label: stored.label,
        file_name: stored.file,
        format: stored.format,
        encoding: stored.encoding,
        read_as: stored.read_as,
        file_digest,
        text_digest,
        imported: stored.imported,
        losses: stored.losses,
        source_notes,
        article: Arc::new(article),
        marks,
        exempt,
        tally: stored.words.as_ref().map(tally),
    })
}

/// Where pages of the file begin; one that begins behind the text was changed by hand, and goes.
fn pages(text: &str, stored: Vec<v1::Page>) -> Pages {
    if stored.is_empty() {
        return Pages::default();
    }
    let code_points = CodePoints::new(text);
    let start = |page: v1::Page| {
        let at = code_points.to_byte(text, page.start)?;
        Some(PageStart { at, label: page.label })
    };
    Pages::new(stored.into_iter().filter_map(start).collect())
}

/// The sums of an older draft: what they do not name was open.
fn tally(stored: &v1::PastWords) -> Tally {
    let v1::PastWords { all, covered, shown_apart, not_covered, exempt, gone, recheck } = *stored;
    let named = [covered, shown_apart, not_covered, exempt, gone, recheck];
    let named = named.into_iter().fold(0, u32::saturating_add);
    let words = all.max(named);
    let open = words - named;
    Tally { words, covered, shown_apart, not_covered, exempt, gone, recheck, open }
}

/// The comments and notes that the file brought along, on their words again.
fn source_notes(
    draft: u32,
    stored: Vec<v1::SourceNote<'_>>,
    article: &Article,
    notes: &mut Vec<String>,
) -> Vec<SourceNote> {
    if stored.is_empty() {
        return Vec::new();
    }
    let code_points = CodePoints::new(article.text());
    let places = Places { finder: Finder::new(article.text(), &code_points), article };
    let place = |stored: v1::SourceNote<'_>| {
        let name = || format!("a {} of the file of draft {draft}", stored.kind.label());
        let place = match stored.place {
            nowhere if nowhere.exact.is_empty() => Place::Lost(Box::new(nowhere.selector())),
            somewhere => places.place(somewhere, notes, name),
        };
        let (said, replies) = (stored.said, stored.replies);
        SourceNote { kind: stored.kind, place, said, replies, is_resolved: stored.resolved }
    };
    stored.into_iter().map(place).collect()
}

/// Marks of an older draft; one that is not in its text was changed by hand, and goes.
fn past_marks(article: &Article, stored: Vec<v1::PastMark>) -> Vec<PastMark> {
    if stored.is_empty() {
        return Vec::new();
    }
    let code_points = CodePoints::new(article.text());
    let past = |mark: v1::PastMark| {
        let range = code_points.to_range(article.text(), mark.start, mark.end)?;
        Some(PastMark { id: mark.id, range, verdict: mark.verdict })
    };
    stored.into_iter().filter_map(past).collect()
}

/// What needed no check in an older draft; a stretch that is not in its text goes.
fn past_exempt(article: &Article, stored: Vec<v1::PastExempt>) -> Vec<PastExempt> {
    if stored.is_empty() {
        return Vec::new();
    }
    let code_points = CodePoints::new(article.text());
    let past = |exempt: v1::PastExempt| {
        let range = code_points.to_range(article.text(), exempt.start, exempt.end)?;
        Some(PastExempt { id: exempt.id, range })
    };
    stored.into_iter().filter_map(past).collect()
}

/// The text of a draft, put together from its blocks.
fn article(number: u32, stored: Vec<v1::Block<'_>>, tail: &str) -> Result<Article, String> {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(stored.len());
    let mut styled = Vec::new();
    for (n, block) in stored.into_iter().enumerate() {
        text.push_str(block.gap.as_deref().unwrap_or(v1::usual_gap(n == 0)));
        let start = text.len();
        text.push_str(&block.text);
        let range = TextRange::checked(&text, start, text.len())
            .filter(|range| !range.is_empty())
            .ok_or_else(|| format!("block {} of draft {number} has no text", n + 1))?;
        styled.extend(block.spans.into_iter().map(|span| (range, span)));
        blocks.push(Block { kind: block.kind, range, level: block.level, sign: block.sign });
    }
    text.push_str(tail);
    let spans = spans(&text, styled);
    Article::new(text, blocks, spans, Default::default())
        .ok_or_else(|| format!("the blocks of draft {number} do not fit its text"))
}

/// Styled stretches in bytes of the whole text; one that leaves the text is only style, and goes.
fn spans(text: &str, styled: Vec<(TextRange, v1::Span)>) -> Vec<InlineSpan> {
    let code_points = CodePoints::new(text);
    let to_text = |(block, span): (TextRange, v1::Span)| {
        let base = code_points.at(text, block.start());
        let start = base.checked_add(span.start)?;
        let range = code_points.to_range(text, start, base.checked_add(span.end)?)?;
        Some(InlineSpan { range, style: span.style })
    };
    styled.into_iter().filter_map(to_text).collect()
}

fn mark_at(place: Place, mut stored: v1::Mark<'_>) -> Mark {
    // Lists that were read grow by four: of the most common one, that is three too many.
    stored.evidence.shrink_to_fit();
    stored.second_reads.shrink_to_fit();
    stored.tags.shrink_to_fit();
    Mark {
        id: stored.id,
        number: stored.number,
        place,
        body: stored.body,
        verdict: stored.verdict,
        second_reads: stored.second_reads,
        evidence: stored.evidence,
        fix: stored.fix,
        note: stored.note,
        tags: stored.tags,
        created: stored.created,
        carried: stored.carried,
        ext: stored.ext,
    }
}

/// A mark that was deleted: its words are looked for nowhere.
fn deleted_mark(mut stored: v1::Mark<'_>) -> Mark {
    let place = std::mem::take(&mut stored.place).selector();
    mark_at(Place::Lost(Box::new(place)), stored)
}

/// An exempt stretch that was deleted: the same holds.
fn deleted_exempt(stored: v1::Exempt<'_>) -> Exempt {
    let v1::Exempt { id, place, reason, note, created, gone_after } = stored;
    Exempt { id, place: Place::Lost(Box::new(place.selector())), reason, note, created, gone_after }
}

/// Where marks are looked for: the text of the last draft.
struct Places<'a> {
    article: &'a Article,
    finder: Finder<'a>,
}

impl Places<'_> {
    fn mark(&self, mut stored: v1::Mark<'_>, notes: &mut Vec<String>) -> Mark {
        let number = stored.number;
        let place = match &stored.carried {
            Some(carried) if carried.has_no_place() => {
                Place::Lost(Box::new(std::mem::take(&mut stored.place).selector()))
            }
            _ => self.place(std::mem::take(&mut stored.place), notes, || format!("mark {number}")),
        };
        mark_at(place, stored)
    }

    fn exempt(&self, stored: v1::Exempt<'_>, notes: &mut Vec<String>) -> Exempt {
        let id = stored.id;
        let place = match stored.gone_after {
            Some(_) => Place::Lost(Box::new(stored.place.selector())),
            None => self.place(stored.place, notes, || format!("exempt stretch {id}")),
        };
        let v1::Exempt { reason, note, created, gone_after, .. } = stored;
        Exempt { id, place, reason, note, created, gone_after }
    }

    /// The place that a stored one means in this text; `name` is what the notes call its owner.
    fn place(
        &self,
        stored: v1::Place<'_>,
        notes: &mut Vec<String>,
        name: impl Fn() -> String,
    ) -> Place {
        let selector = stored.selector();
        match self.finder.resolve(&selector) {
            Anchor::Exact(range) if self.is_good(range) => Place::At(range),
            Anchor::Moved(range) if self.is_good(range) => {
                notes.push(format!("{} was moved: its words stand elsewhere", name()));
                Place::At(range)
            }
            Anchor::Ambiguous(places) => {
                let count = places.len();
                notes.push(format!(
                    "{} could not be placed: its words are in the text {count} times",
                    name()
                ));
                Place::Lost(Box::new(selector))
            }
            Anchor::Exact(_) | Anchor::Moved(_) | Anchor::Lost => {
                notes
                    .push(format!("{} could not be placed: its words are not in the text", name()));
                Place::Lost(Box::new(selector))
            }
        }
    }

    /// Whether a mark may stand there: over some words, in a block.
    fn is_good(&self, range: TextRange) -> bool {
        !range.of(self.article.text()).trim().is_empty()
            && !self.article.block_indices(range).is_empty()
    }
}
