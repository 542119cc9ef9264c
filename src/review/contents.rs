//! The review: what is said about one article, readable by all, changed by `edit` alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::{Coverage, Tally, WordState};
use super::index::MarkIndex;
use super::{Draft, Event};
use crate::model::{
    Article, Exempt, ExemptId, Mark, MarkId, Query, QueryId, Reviewer, ReviewerId, SignOff, Source,
    SourceId,
};
use crate::text::{CodePoints, TextPos};

/// The plain contents of a review, as a sidecar holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewParts {
    /// Versions of the article, oldest first; the last one is the one that is shown and marked.
    pub drafts: Vec<Draft>,
    /// Everybody who did something here.
    pub reviewers: Vec<Reviewer>,
    /// The register.
    pub sources: Vec<Source>,
    /// The marks.
    pub marks: Vec<Mark>,
    /// Stretches that need no check.
    pub exempt: Vec<Exempt>,
    /// Questions.
    pub queries: Vec<Query>,
    /// Signatures.
    pub sign_offs: Vec<SignOff>,
    /// What was done.
    pub events: Vec<Event>,
}

/// Everything said about one article.
///
/// Holds: at least one draft; every [`crate::model::Place::At`] lies in the text of the last one,
/// on grapheme boundaries, over at least one character that is not white space; ids and numbers are
/// unique; every source that a mark names is in the register.
#[derive(Clone, Debug)]
pub struct Review {
    pub(super) drafts: Vec<Draft>,
    pub(super) reviewers: BTreeMap<ReviewerId, Reviewer>,
    pub(super) sources: BTreeMap<SourceId, Source>,
    pub(super) marks: BTreeMap<MarkId, Mark>,
    pub(super) exempt: BTreeMap<ExemptId, Exempt>,
    pub(super) queries: BTreeMap<QueryId, Query>,
    pub(super) sign_offs: Vec<SignOff>,
    pub(super) events: Vec<Event>,
    /// Every number ever given, with the mark that has or had it.
    pub(super) numbers: BTreeMap<u32, Option<MarkId>>,
    pub(super) index: MarkIndex,
    pub(super) coverage: Coverage,
    article: Arc<Article>,
    code_points: CodePoints,
}

impl Review {
    /// An empty review of a first draft.
    pub fn new(draft: Draft) -> Self {
        let article = Arc::clone(&draft.article);
        let code_points = CodePoints::new(article.text());
        let mut review = Self {
            drafts: vec![draft],
            reviewers: BTreeMap::new(),
            sources: BTreeMap::new(),
            marks: BTreeMap::new(),
            exempt: BTreeMap::new(),
            queries: BTreeMap::new(),
            sign_offs: Vec::new(),
            events: Vec::new(),
            numbers: BTreeMap::new(),
            index: MarkIndex::default(),
            coverage: Coverage::default(),
            article,
            code_points,
        };
        review.coverage = Coverage::of(&review);
        review
    }

    /// The review with these contents.
    ///
    /// # Errors
    ///
    /// Says in a sentence which of the things that a [`Review`] holds does not hold.
    pub fn from_parts(mut parts: ReviewParts) -> Result<Self, String> {
        let last = parts.drafts.pop().ok_or("it has no draft")?;
        let mut review = Self::new(last);
        parts.drafts.append(&mut review.drafts);
        review.drafts = parts.drafts;
        review.sign_offs = parts.sign_offs;
        for event in &parts.events {
            for number in &event.marks {
                review.numbers.entry(*number).or_insert(None);
            }
        }
        review.events = parts.events;
        for reviewer in parts.reviewers {
            insert_once(&mut review.reviewers, reviewer.id, reviewer, "reviewers")?;
        }
        for source in parts.sources {
            insert_once(&mut review.sources, source.id, source, "sources")?;
        }
        for exempt in parts.exempt {
            insert_once(&mut review.exempt, exempt.id, exempt, "exempt stretches")?;
        }
        for query in parts.queries {
            insert_once(&mut review.queries, query.id, query, "queries")?;
        }
        for mark in parts.marks {
            review.load_mark(mark)?;
        }
        review.coverage = Coverage::of(&review);
        Ok(review)
    }

    fn load_mark(&mut self, mark: Mark) -> Result<(), String> {
        super::edit::check_mark(self, &mark).map_err(|e| format!("mark {}: {e}", mark.number))?;
        match self.numbers.get(&mark.number) {
            Some(Some(_)) => return Err(format!("two marks have the number {}", mark.number)),
            _ => self.numbers.insert(mark.number, Some(mark.id)),
        };
        self.index.insert(&self.article, &mark);
        insert_once(&mut self.marks, mark.id, mark, "marks")
    }

    /// The contents, in a stable order: marks as they are read, lost ones last, the rest by id.
    pub fn to_parts(&self) -> ReviewParts {
        ReviewParts {
            drafts: self.drafts.clone(),
            reviewers: self.reviewers.values().cloned().collect(),
            sources: self.sources.values().cloned().collect(),
            marks: self.marks_in_order().cloned().collect(),
            exempt: self.exempt.values().cloned().collect(),
            queries: self.queries.values().cloned().collect(),
            sign_offs: self.sign_offs.clone(),
            events: self.events.clone(),
        }
    }

    /// The draft that is shown and marked.
    pub fn draft(&self) -> &Draft {
        self.drafts.last().expect("a review has a draft from the start")
    }

    /// All drafts, oldest first.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// The article of the current draft.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The article, shared.
    pub fn shared_article(&self) -> Arc<Article> {
        Arc::clone(&self.article)
    }

    /// The text of the current draft.
    pub fn text(&self) -> &str {
        self.article.text()
    }

    /// The code-point table of [`Self::text`].
    pub fn code_points(&self) -> &CodePoints {
        &self.code_points
    }

    /// The mark with this id.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.marks.get(&id)
    }

    /// The mark with this number.
    pub fn mark_by_number(&self, number: u32) -> Option<&Mark> {
        self.numbers.get(&number).copied().flatten().and_then(|id| self.marks.get(&id))
    }

    /// All marks, in the order in which they are read; those that lost their place come last.
    pub fn marks_in_order(&self) -> impl Iterator<Item = &Mark> {
        let placed = self.index.in_order(&self.article).filter_map(|id| self.marks.get(&id));
        placed.chain(self.marks.values().filter(|mark| mark.range().is_none()))
    }

    /// The marks that share text with block `block`, by start.
    pub fn marks_in_block(&self, block: usize) -> impl DoubleEndedIterator<Item = &Mark> {
        self.index.in_block(block).filter_map(|id| self.marks.get(&id))
    }

    /// The marks over `pos`, shortest first.
    pub fn marks_at(&self, pos: TextPos) -> Vec<&Mark> {
        let block = self.article.block_index_at(pos);
        let mut out: Vec<&Mark> = self
            .marks_in_block(block)
            .filter(|mark| mark.range().is_some_and(|range| range.contains(pos)))
            .collect();
        out.sort_by_key(|mark| (mark.range().map(|range| range.len()), mark.number));
        out
    }

    /// How many marks there are.
    pub fn mark_count(&self) -> usize {
        self.marks.len()
    }

    /// The entry of the register with this id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// The register, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The register as people read it: by title.
    pub fn sources_by_title(&self) -> Vec<&Source> {
        let mut out: Vec<&Source> = self.sources.values().collect();
        out.sort_by_cached_key(|source| (source.title.to_lowercase(), source.id));
        out
    }

    /// The reviewer with this id.
    pub fn reviewer(&self, id: ReviewerId) -> Option<&Reviewer> {
        self.reviewers.get(&id)
    }

    /// Everybody who did something here.
    pub fn reviewers(&self) -> impl Iterator<Item = &Reviewer> {
        self.reviewers.values()
    }

    /// The stretches that need no check.
    pub fn exempt(&self) -> impl Iterator<Item = &Exempt> {
        self.exempt.values()
    }

    /// The queries about `mark`.
    pub fn queries_of(&self, mark: MarkId) -> impl Iterator<Item = &Query> {
        self.queries.values().filter(move |query| query.mark == Some(mark))
    }

    /// All queries.
    pub fn queries(&self) -> impl Iterator<Item = &Query> {
        self.queries.values()
    }

    /// The signatures, oldest first.
    pub fn sign_offs(&self) -> &[SignOff] {
        &self.sign_offs
    }

    /// What was done, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The number that the next new mark gets: one more than was ever given.
    pub fn next_number(&self) -> u32 {
        self.numbers.last_key_value().map_or(1, |(number, _)| number.saturating_add(1))
    }

    /// How the words of the article stand.
    pub fn tally(&self) -> Tally {
        self.coverage.total()
    }

    /// How the words of one block stand.
    pub fn tally_of_block(&self, block: usize) -> Tally {
        self.coverage.of_block(block)
    }

    /// The words of one block with their state, as ranges of the whole text.
    pub fn word_states(&self, block: usize) -> Vec<(crate::text::TextRange, WordState)> {
        super::coverage::word_states(self, block)
    }
}

fn insert_once<K: Ord + std::fmt::Display + Copy, V>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    what: &str,
) -> Result<(), String> {
    match map.insert(key, value) {
        None => Ok(()),
        Some(_) => Err(format!("two {what} have the id {key}")),
    }
}
