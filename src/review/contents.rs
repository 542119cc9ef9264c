//! The review: what is said about one article, readable by all, changed by `edit` alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::census::{Census, Entry};
use super::coverage::{Coverage, Piece, Pieces, Tally, Touched, WordState};
use super::deleted::Deleted;
use super::grid::Grid;
use super::marks::{Kept, Marks, SetOut};
use super::recent::Recent;
use super::shared_map::SharedMap;
use super::state::state_of_kept;
use super::{Draft, Event};
use crate::model::{
    Article, Exempt, ExemptId, Id, Mark, MarkId, Query, QueryId, Reviewer, ReviewerId, SignOff,
    Source, SourceId, WorkState,
};
use crate::text::{CodePoints, NoNames, TextPos, TextRange, WordUnit};

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
    /// Marks that were deleted and stand in older drafts.
    pub deleted_marks: Vec<Mark>,
    /// Exempt stretches of which the same holds.
    pub deleted_exempt: Vec<Exempt>,
    /// Questions.
    pub queries: Vec<Query>,
    /// Signatures.
    pub sign_offs: Vec<SignOff>,
    /// What was done.
    pub events: Vec<Event>,
    /// What other programs keep here, untouched.
    pub ext: BTreeMap<String, String>,
}

/// Everything said about one article.
///
/// Holds: at least one draft; every [`crate::model::Place::At`] lies in the text of the last one,
/// on grapheme boundaries, over at least one character that is not white space; ids and numbers are
/// unique; every source that a mark names is in the register.
///
/// A copy shares the article, the marks and the log, and is cheap enough to hand to the job that
/// saves it.
#[derive(Clone, Debug)]
pub struct Review {
    pub(super) drafts: Vec<Draft>,
    pub(super) reviewers: BTreeMap<ReviewerId, Reviewer>,
    pub(super) sources: BTreeMap<SourceId, Source>,
    pub(super) marks: Marks,
    pub(super) exempt: BTreeMap<ExemptId, Exempt>,
    pub(super) exempt_places: Grid<ExemptId, ExemptId>,
    pub(super) deleted: Deleted,
    pub(super) queries: BTreeMap<QueryId, Query>,
    /// The queries that are about a mark, by mark.
    pub(super) asked: BTreeSet<(MarkId, QueryId)>,
    pub(super) sign_offs: Vec<SignOff>,
    /// Whether somebody signed the text that is shown.
    is_signed: bool,
    pub(super) events: Arc<Vec<Arc<Event>>>,
    /// Every number ever given, with the mark that has or had it.
    pub(super) numbers: SharedMap<u32, Option<MarkId>>,
    pub(super) coverage: Arc<Coverage>,
    pub(super) census: Census,
    pub(super) recent: Recent,
    pub(super) ext: BTreeMap<String, String>,
    pub(super) article: Arc<Article>,
    code_points: CodePoints,
}

impl Review {
    /// An empty review of a first draft.
    pub fn new(draft: Draft) -> Self {
        let coverage = Arc::new(Coverage::new(&draft.article));
        Self { coverage, ..Self::unread(draft) }
    }

    /// A review whose words are not counted: a first look at the text of one that is being read.
    /// [`Self::tally`] knows of no word.
    pub fn unread(draft: Draft) -> Self {
        let article = Arc::clone(&draft.article);
        let code_points = CodePoints::new(article.text());
        let bytes = article.text().len();
        Self {
            drafts: vec![draft],
            reviewers: BTreeMap::new(),
            sources: BTreeMap::new(),
            marks: Marks::new(bytes),
            exempt: BTreeMap::new(),
            exempt_places: Grid::new(bytes),
            deleted: Deleted::default(),
            queries: BTreeMap::new(),
            asked: BTreeSet::new(),
            sign_offs: Vec::new(),
            is_signed: false,
            events: Arc::default(),
            numbers: SharedMap::default(),
            coverage: Arc::default(),
            census: Census::default(),
            recent: Recent::default(),
            ext: BTreeMap::new(),
            article,
            code_points,
        }
    }

    /// The same with the marks that were read so far, and the sources that they may name; a mark
    /// that does not fit is left to the whole review to tell of.
    pub fn with_marks_so_far(mut self, sources: Vec<Source>, marks: Vec<Mark>) -> Self {
        self.sources.extend(sources.into_iter().map(|source| (source.id, source)));
        for mark in marks {
            self.load_mark(mark).ok();
        }
        self
    }

    /// A copy whose words are not counted, for the job that saves: a change that is made while the
    /// job has it does not have to copy the counts.
    pub fn uncounted(&self) -> Self {
        Self { coverage: Arc::default(), ..self.clone() }
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
        review.ext = parts.ext;
        review.load_log(parts.events);
        review.load_sign_offs(parts.sign_offs);
        for reviewer in parts.reviewers {
            insert_once(&mut review.reviewers, reviewer.id, reviewer, "reviewers")?;
        }
        for source in parts.sources {
            insert_once(&mut review.sources, source.id, source, "sources")?;
        }
        for exempt in parts.exempt {
            if let Some(range) = exempt.place.range() {
                review.exempt_places.insert(range, exempt.id, &exempt.id);
            }
            insert_once(&mut review.exempt, exempt.id, exempt, "exempt stretches")?;
        }
        review.load_deleted(parts.deleted_marks, parts.deleted_exempt);
        for query in parts.queries {
            review.asked.extend(query.mark.map(|mark| (mark, query.id)));
            insert_once(&mut review.queries, query.id, query, "queries")?;
        }
        for mark in parts.marks {
            review.load_mark(mark)?;
        }
        review.count_all();
        Ok(review)
    }

    /// Counts every word and every mark.
    pub(super) fn count_all(&mut self) {
        let mut all = Touched::default();
        all.add(TextRange::between(TextPos(0), TextPos(u32::MAX)));
        self.recount(all);
        let mut census = Census::default();
        self.marks.in_order().for_each(|kept| census.add(Some(Entry::of(self, kept))));
        self.census = census;
    }

    fn load_log(&mut self, events: Vec<Event>) {
        for number in events.iter().flat_map(|event| &event.marks) {
            self.numbers.insert(*number, None);
        }
        self.events = Arc::new(events.into_iter().map(Arc::new).collect());
    }

    fn load_deleted(&mut self, marks: Vec<Mark>, exempt: Vec<Exempt>) {
        for mark in marks {
            self.numbers.insert(mark.number, None);
            self.deleted.marks.insert(mark.id, Arc::new(mark));
        }
        self.deleted.exempt.extend(exempt.into_iter().map(|exempt| (exempt.id, exempt)));
    }

    pub(super) fn load_sign_offs(&mut self, sign_offs: Vec<SignOff>) {
        let (number, digest) = (self.draft().number, self.draft().text_digest.to_string());
        self.is_signed = sign_offs.iter().any(|s| s.draft == number && s.text_sha256 == digest);
        self.sign_offs = sign_offs;
    }

    fn load_mark(&mut self, mark: Mark) -> Result<(), String> {
        super::edit::check_mark(self, &mark).map_err(|e| format!("mark {}: {e}", mark.number))?;
        if self.marks.get(mark.id).is_some() {
            return Err(format!("two marks have the id {}", mark.id));
        }
        if let Some(Some(_)) = self.numbers.insert(mark.number, Some(mark.id)) {
            return Err(format!("two marks have the number {}", mark.number));
        }
        self.marks.set(mark.id, Some(Arc::new(mark)), self.article.text());
        Ok(())
    }

    /// The contents, in a stable order: marks as they are read, lost ones last, the rest by id.
    pub fn to_parts(&self) -> ReviewParts {
        ReviewParts {
            drafts: self.drafts.clone(),
            reviewers: self.reviewers.values().cloned().collect(),
            sources: self.sources.values().cloned().collect(),
            marks: self.marks_in_order().cloned().collect(),
            exempt: self.exempt.values().cloned().collect(),
            deleted_marks: self.deleted_marks().cloned().collect(),
            deleted_exempt: self.deleted_exempt().cloned().collect(),
            queries: self.queries.values().cloned().collect(),
            sign_offs: self.sign_offs.clone(),
            events: self.events.iter().map(|event| Event::clone(event)).collect(),
            ext: self.ext.clone(),
        }
    }

    /// The draft that is shown and marked.
    pub fn draft(&self) -> &Draft {
        self.drafts.last().expect("a review has a draft from the start")
    }

    /// The drafts before the one that is shown and marked.
    pub(super) fn past_drafts(&self) -> &[Draft] {
        self.drafts.split_last().map_or(&[], |(_, past)| past)
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
        self.marks.get(id).map(|kept| &*kept.mark)
    }

    /// The mark with this number.
    pub fn mark_by_number(&self, number: u32) -> Option<&Mark> {
        self.numbers.get(number).copied().flatten().and_then(|id| self.mark(id))
    }

    /// All marks, in the order in which they are read; those that lost their place come last.
    pub fn marks_in_order(&self) -> impl Iterator<Item = &Mark> {
        self.marks.in_order().map(|kept| &*kept.mark)
    }

    /// All marks, shared: for a job that reads them all.
    pub fn shared_marks(&self) -> Vec<Arc<Mark>> {
        self.marks.in_order().map(|kept| Arc::clone(&kept.mark)).collect()
    }

    /// The marks in the same order from the `nth` on, 0 for the first; to get there costs no visit to
    /// those before.
    pub fn marks_from(&self, nth: usize) -> impl Iterator<Item = &Mark> {
        self.marks.from(nth).map(|kept| &*kept.mark)
    }

    /// Which of the marks in that order `id` is, 0 for the first.
    pub fn index_of_mark(&self, id: MarkId) -> Option<usize> {
        self.marks.index_of(id)
    }

    /// The ids of all marks in the same order: cheaper, where the marks themselves are not needed.
    pub fn mark_ids_in_order(&self) -> impl Iterator<Item = MarkId> {
        self.marks.ids_in_order()
    }

    /// All marks in the same order, each with its work state: cheaper than to ask for that mark by mark.
    pub fn states_in_order(&self) -> impl Iterator<Item = (&Mark, WorkState)> {
        self.marks.in_order().map(|kept| self.with_state(kept))
    }

    /// The same from the `nth` on, 0 for the first; to get there costs no visit to those before.
    pub fn states_from(&self, nth: usize) -> impl Iterator<Item = (&Mark, WorkState)> {
        self.marks.from(nth).map(|kept| self.with_state(kept))
    }

    /// The marks with their work states as they are read, from behind `from` on and round the end;
    /// a step costs what lies between two marks, not what the review holds.
    pub fn states_onward(&self, from: SetOut) -> impl Iterator<Item = (&Mark, WorkState)> {
        self.marks.onward(from).map(|kept| self.with_state(kept))
    }

    /// The same the other way, from before `from` on and round the beginning.
    pub fn states_backward(&self, from: SetOut) -> impl Iterator<Item = (&Mark, WorkState)> {
        self.marks.backward(from).map(|kept| self.with_state(kept))
    }

    /// The marks that share text with block `block`, by start.
    pub fn marks_in_block(&self, block: usize) -> impl DoubleEndedIterator<Item = &Mark> {
        let range = self.article.blocks().get(block).map(|block| block.range);
        range.into_iter().flat_map(|range| self.marks_over(range))
    }

    /// The marks that share text with `range`, by start.
    pub fn marks_over(&self, range: TextRange) -> impl DoubleEndedIterator<Item = &Mark> {
        self.kept_over(range).map(|kept| &*kept.mark)
    }

    /// The same, each with its work state: cheaper than to ask for that mark by mark.
    pub fn states_over(&self, range: TextRange) -> impl Iterator<Item = (&Mark, WorkState)> {
        self.kept_over(range).map(|kept| self.with_state(kept))
    }

    fn kept_over(&self, range: TextRange) -> impl DoubleEndedIterator<Item = &Kept> {
        self.marks.overlapping(range).map(|(_, kept)| kept)
    }

    fn with_state<'a>(&self, kept: &'a Kept) -> (&'a Mark, WorkState) {
        (&kept.mark, state_of_kept(self, kept))
    }

    /// The marks over `pos`, shortest first.
    pub fn marks_at(&self, pos: TextPos) -> Vec<&Mark> {
        let here = TextRange::between(pos, TextPos(pos.0.saturating_add(1)));
        let mut out: Vec<&Mark> = self.marks_over(here).collect();
        out.sort_by_key(|mark| (mark.range().map(|range| range.len()), mark.number));
        out
    }

    /// How many marks there are.
    pub fn mark_count(&self) -> usize {
        self.marks.len()
    }

    /// How often something about a mark changed since the review was read.
    pub fn mark_changes(&self) -> u64 {
        self.recent.count()
    }

    /// How often the title of a source or the name of a reviewer changed since the review was read.
    pub fn name_changes(&self) -> u64 {
        self.recent.names()
    }

    /// How often it changed where something stands in the text or how it looks there: marks by kind,
    /// number, state, verdict and flag, exempt stretches, and what the words count as. A note that is
    /// typed is none of it.
    pub fn sight_changes(&self) -> u64 {
        self.recent.sights()
    }

    /// The marks that changed, or what they are judged by, since there were so many changes; `None`
    /// when that may be any mark. Some of them may be gone.
    pub fn marks_changed_since(&self, changes: u64) -> Option<BTreeSet<MarkId>> {
        self.recent.since(changes)
    }

    /// The entry of the register with this id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// The register, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// How many entries the register has.
    pub fn source_count(&self) -> usize {
        self.sources.len()
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

    /// The stretches that need no check and share text with `range`, by start.
    pub fn exempt_over(&self, range: TextRange) -> impl DoubleEndedIterator<Item = &Exempt> {
        self.exempt_places.overlapping(range).filter_map(|(_, id)| self.exempt.get(id))
    }

    /// Marks that were deleted and stand in older drafts, by id; their places are lost.
    pub fn deleted_marks(&self) -> impl Iterator<Item = &Mark> {
        self.deleted.marks.values().map(|mark| &**mark)
    }

    /// Exempt stretches of which the same holds.
    pub fn deleted_exempt(&self) -> impl Iterator<Item = &Exempt> {
        self.deleted.exempt.values()
    }

    /// The queries about `mark`.
    pub fn queries_of(&self, mark: MarkId) -> impl Iterator<Item = &Query> {
        let all = (mark, QueryId(Id::new(0)))..=(mark, QueryId(Id::new(u128::MAX)));
        self.asked.range(all).filter_map(|(_, query)| self.queries.get(query))
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
    pub fn events(&self) -> &[Arc<Event>] {
        &self.events
    }

    /// Whether somebody signed the text that is shown.
    pub fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// What other programs keep here; only kept.
    pub fn ext(&self) -> &BTreeMap<String, String> {
        &self.ext
    }

    /// The number that the next new mark gets: one more than was ever given.
    pub fn next_number(&self) -> u32 {
        self.numbers.last_key().map_or(1, |number| number.saturating_add(1))
    }

    /// How many marks there are of each sort.
    pub fn census(&self) -> &Census {
        &self.census
    }

    /// How the words of the article stand.
    pub fn tally(&self) -> Tally {
        self.coverage.total()
    }

    /// How the words of one block stand.
    pub fn tally_of_block(&self, block: usize) -> Tally {
        self.coverage.of_block(block)
    }

    /// How the words of these blocks stand; costs little more for many than for few.
    pub fn tally_of_blocks(&self, blocks: Range<usize>) -> Tally {
        self.coverage.of_blocks(blocks)
    }

    /// How the words with these indices stand, 0 for the first of the article; the same holds.
    pub fn tally_of_words(&self, indices: Range<usize>) -> Tally {
        self.coverage.of_words(indices)
    }

    /// How the words that share text with `range` stand; the same holds.
    pub fn tally_over(&self, range: TextRange) -> Tally {
        self.coverage.over(range)
    }

    /// The words of one block with their state, as ranges of the whole text.
    pub fn word_states(
        &self,
        block: usize,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        self.coverage.words_of(block)
    }

    /// The same of the words that share text with `range`.
    pub fn word_states_over(
        &self,
        range: TextRange,
    ) -> impl ExactSizeIterator<Item = (TextRange, WordState)> + Clone {
        self.coverage.words_over(range)
    }

    /// The first word at `from` or behind it that somebody has to look at.
    pub fn to_do_from(&self, from: TextPos) -> Option<TextRange> {
        self.coverage.to_do_from(from)
    }

    /// The last word that ends at `before` or in front of it and that somebody has to look at.
    pub fn to_do_before(&self, before: TextPos) -> Option<TextRange> {
        self.coverage.to_do_before(before)
    }

    /// What is counted beside words: a pass over the article, unless it is kept.
    pub fn pieces(&self) -> Arc<Pieces> {
        self.coverage.pieces(&self.article)
    }

    /// Counts these with every edit from now on. Those of another text are not taken.
    pub fn keep_pieces(&mut self, pieces: Arc<Pieces>) {
        Arc::make_mut(&mut self.coverage).keep(pieces);
    }

    /// How the pieces of a kind stand, or why they are not counted; `None` until they are kept.
    pub fn tally_of_pieces(&self, piece: Piece) -> Option<Result<Tally, NoNames>> {
        self.coverage.of_pieces(piece)
    }

    /// How many words were asked for their state since the review was made: what edits cost.
    pub fn words_asked(&self) -> u64 {
        self.coverage.asked()
    }

    /// By what the words are told apart.
    pub fn word_unit(&self) -> WordUnit {
        self.coverage.unit()
    }

    /// Asks again how the words in `touched` stand.
    pub(super) fn recount(&mut self, touched: Touched) {
        let mut coverage = std::mem::take(&mut self.coverage);
        let counted = Arc::make_mut(&mut coverage);
        for range in touched.joined() {
            counted.recount(self, range);
        }
        self.coverage = coverage;
    }

    /// What the mark `id` is counted as.
    pub(super) fn entry_of(&self, id: MarkId) -> Option<Entry> {
        self.marks.get(id).map(|kept| Entry::of(self, kept))
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
