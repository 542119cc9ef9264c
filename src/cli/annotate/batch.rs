//! The lines of one run → the edits of one transaction, and what became of each line.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{self, Wanted};
use crate::anchor::{Anchor, Finder, MOST_PLACES};
use crate::cli::output;
use crate::model::{
    Evidence, EvidenceId, Mark, MarkBody, MarkId, MarkKind, Mention, Place, Relation, Selector,
    Source, SourceId, SourceKind, Stamp, Verdict, VerdictGiven,
};
use crate::review::{Edit, Review};
use crate::store::new_id;
use crate::text::{TextRange, WordsHash};

/// What became of a line.
#[derive(Debug)]
pub(super) enum Fate {
    /// It is a mark now, on words that begin like this.
    Placed { number: u32, kind: MarkKind, start: u32, end: u32, words: String },
    /// There was such a mark: the same kind in the same place.
    AlreadyThere { number: u32 },
    /// It is no mark; why.
    NotPlaced(String),
}

impl Fate {
    /// Whether the review holds the mark, from now or from before.
    pub(super) fn is_in_the_review(&self) -> bool {
        !matches!(self, Self::NotPlaced(_))
    }

    /// The fate in a phrase.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Placed { number, kind, start, end, words } => {
                format!("{} {number} placed at {start}–{end}: {words}", kind.label())
            }
            Self::AlreadyThere { number } => format!("already there as mark {number}"),
            Self::NotPlaced(why) => format!("not placed: {}", output::one_line(why)),
        }
    }
}

/// Lines being placed in a review.
pub(super) struct Batch<'a> {
    review: &'a Review,
    stamp: Stamp,
    next_number: u32,
    /// Every mark that has a place, by kind and place.
    there: BTreeMap<(MarkKind, TextRange), u32>,
    sources: BTreeMap<String, SourceId>,
    /// Addresses of the register, to be left out of evidence that leans on it.
    urls: BTreeSet<(SourceId, String)>,
    new_sources: Vec<Edit>,
    new_marks: Vec<Edit>,
}

/// What a run comes to.
pub(super) struct Outcome {
    /// What changes, to be done together; empty when nothing does.
    pub(super) edits: Vec<Edit>,
    /// Each line that is not blank, by its number.
    pub(super) fates: Vec<(usize, Fate)>,
}

impl<'a> Batch<'a> {
    /// An empty batch of marks, made by whom and when `stamp` says.
    pub(super) fn new(review: &'a Review, stamp: Stamp) -> Self {
        let place = |mark: &Mark| Some(((mark.kind(), mark.range()?), mark.number));
        Self {
            review,
            stamp,
            next_number: review.next_number(),
            there: review.marks_in_order().filter_map(place).collect(),
            sources: review.sources().map(|s| (s.title.clone(), s.id)).collect(),
            urls: review.sources().map(|s| (s.id, s.url.clone())).collect(),
            new_sources: Vec::new(),
            new_marks: Vec::new(),
        }
    }

    /// Places every line of `input`.
    pub(super) fn place(mut self, input: &[u8]) -> Outcome {
        let input = input.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(input);
        let finder = Finder::new(self.review.text(), self.review.code_points());
        let mut fates = Vec::new();
        for (line, bytes) in (1..).zip(input.split(|byte| *byte == b'\n')) {
            let Some(wanted) = line::read(bytes) else { continue };
            let fate = wanted
                .and_then(|wanted| self.place_one(&finder, wanted))
                .unwrap_or_else(Fate::NotPlaced);
            fates.push((line, fate));
        }
        Outcome { edits: self.into_edits(), fates }
    }

    fn place_one(&mut self, finder: &Finder<'_>, wanted: Wanted) -> Result<Fate, String> {
        let range = find(self.review, finder, &wanted.selector)?;
        let kind = wanted.kind;
        if let Some(number) = self.there.get(&(kind, range)) {
            return Ok(Fate::AlreadyThere { number: *number });
        }
        let number = self.next_number;
        self.next_number = number.checked_add(1).ok_or("there are no more numbers for marks")?;
        self.there.insert((kind, range), number);
        let mark = self.mark(number, range, wanted);
        self.new_marks.push(Edit::set_mark(mark));
        let text = self.review.text();
        let (start, end) = self.review.code_points().range(text, range);
        Ok(Fate::Placed { number, kind, start, end, words: output::quoted(range.of(text)) })
    }

    fn mark(&mut self, number: u32, range: TextRange, wanted: Wanted) -> Mark {
        let source = (!wanted.source.is_empty()).then(|| self.source(&wanted));
        let body = match wanted.kind {
            MarkKind::Source => MarkBody::Source(Mention { source }),
            kind => MarkBody::empty(kind),
        };
        let id = MarkId(new_id());
        let mut mark = Mark::new(id, number, Place::At(range), body, self.stamp);
        mark.evidence.extend(self.evidence(source, &wanted));
        mark.verdict = wanted.verdict.map(|verdict| VerdictGiven {
            verdict,
            method: wanted.method,
            reason: String::new(),
            stamp: self.stamp,
            words: WordsHash::of(range.of(self.review.text())),
        });
        mark.note = wanted.note;
        mark
    }

    /// The entry of the register with this title, new where there was none.
    fn source(&mut self, wanted: &Wanted) -> SourceId {
        if let Some(id) = self.sources.get(&wanted.source) {
            return *id;
        }
        let id = SourceId(new_id());
        let kind = if wanted.url.is_empty() { SourceKind::Document } else { SourceKind::WebPage };
        let mut source = Source::new(id, kind, wanted.source.clone(), self.stamp);
        source.url.clone_from(&wanted.url);
        self.sources.insert(wanted.source.clone(), id);
        self.urls.insert((id, wanted.url.clone()));
        self.new_sources.push(Edit::set_source(source));
        id
    }

    fn evidence(&self, source: Option<SourceId>, wanted: &Wanted) -> Option<Evidence> {
        if source.is_none() && wanted.url.is_empty() && wanted.locator.is_empty() {
            return None;
        }
        let is_wrong = wanted.verdict == Some(Verdict::Wrong);
        let is_own = source.is_some_and(|id| self.urls.contains(&(id, wanted.url.clone())));
        Some(Evidence {
            source,
            relation: if is_wrong { Relation::Contradicts } else { Relation::Supports },
            method: wanted.method,
            locator: wanted.locator.clone(),
            url: if is_own { String::new() } else { wanted.url.clone() },
            ..Evidence::new(EvidenceId(new_id()), self.stamp)
        })
    }

    /// Sources before the marks that lean on them; nothing at all when there is no new mark.
    fn into_edits(self) -> Vec<Edit> {
        if self.new_marks.is_empty() {
            return Vec::new();
        }
        let mut edits = self.new_sources;
        edits.extend(self.new_marks);
        edits
    }
}

/// Why words that are found inside other words alone get no mark.
const INSIDE: &str = "its words are in the text inside other words only; give start and end";

/// Why a place without words gets no mark.
const NO_WORDS: &str = "there are no words there";

/// The one place that a selector means, or why there is none.
///
/// Words at the position that was given may stand inside others: whoever counted meant it.
fn find(review: &Review, finder: &Finder<'_>, selector: &Selector) -> Result<TextRange, String> {
    let range = match finder.at_position(selector) {
        Some(range) => range,
        None => the_one(finder, selector)?,
    };
    let is_in_a_block = !review.article().block_indices(range).is_empty();
    if range.of(review.text()).trim().is_empty() || !is_in_a_block {
        return Err(NO_WORDS.to_owned());
    }
    Ok(range)
}

fn the_one(finder: &Finder<'_>, selector: &Selector) -> Result<TextRange, String> {
    match finder.resolve(selector) {
        Anchor::Exact(range) | Anchor::Moved(range) => Ok(range),
        Anchor::Ambiguous(places) => {
            let more = if places.len() >= MOST_PLACES { "more than " } else { "" };
            let count = places.len().min(MOST_PLACES);
            Err(format!(
                "its words are in the text {more}{count} times; give prefix, suffix, or start and end"
            ))
        }
        Anchor::Lost if selector.exact.is_empty() => Err(NO_WORDS.to_owned()),
        Anchor::Lost if finder.holds(&selector.exact) => Err(INSIDE.to_owned()),
        Anchor::Lost => Err(format!("its words are not in the text: {}", selector.exact)),
    }
}
