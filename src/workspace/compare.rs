//! Two drafts beside each other: which block became which, what is new in it, and how its check stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::jobs::{Done, Job};
use super::moved_blocks::{MovedBlock, name_moved};
use super::state::Workspace;
use super::{Direction, Effect, Severity};
use crate::model::{Article, DraftFlag, MarkId, MarkKind, Verdict, WorkState};
use crate::review::{Draft, Review};
use crate::text::{TextDiff, TextPos, TextRange, fold};

/// A mark as it is laid over a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which mark.
    pub mark: MarkId,
    /// Its number.
    pub number: u32,
    /// Its kind.
    pub kind: MarkKind,
    /// Where it stood in this draft.
    pub range: TextRange,
    /// Its verdict then.
    pub verdict: Option<Verdict>,
    /// How far its check has got; of an older draft only whether there was a verdict.
    pub state: WorkState,
    /// What the draft asked for.
    pub flag: Option<DraftFlag>,
}

/// One of two drafts that are compared.
#[derive(Debug)]
pub struct ComparedDraft {
    /// Its number.
    pub number: u32,
    /// Its text.
    pub article: Arc<Article>,
    /// Its marks, by start.
    pub marks: Vec<Checked>,
}

impl ComparedDraft {
    fn of(review: &Review, number: u32) -> Option<Self> {
        let draft = review.drafts().iter().find(|draft| draft.number == number)?;
        let mut marks = if number == review.draft().number {
            present_marks(review)
        } else {
            past_marks(review, draft)
        };
        marks.sort_by_key(|mark| (mark.range.start(), mark.number));
        Some(Self { number, article: Arc::clone(&draft.article), marks })
    }

    /// Where a block stands; empty where there is none.
    fn range(&self, block: usize) -> TextRange {
        self.article.blocks().get(block).map(|block| block.range).unwrap_or_default()
    }

    /// The marks that begin in block `block`, and those that go on in it.
    pub fn marks_in(&self, block: usize) -> impl Iterator<Item = &Checked> {
        let range = self.range(block);
        let end = self.marks.partition_point(|mark| mark.range.start() < range.end());
        self.marks[..end].iter().rev().take(MOST_MARKS).filter(move |m| m.range.overlaps(range))
    }
}

/// Marks that are looked at for one block. *Limits*: of more that begin before its end, the nearest.
const MOST_MARKS: usize = 2_000;

fn present_marks(review: &Review) -> Vec<Checked> {
    let checked = |(mark, state): (&crate::model::Mark, WorkState)| {
        Some(Checked {
            mark: mark.id,
            number: mark.number,
            kind: mark.kind(),
            range: mark.range()?,
            verdict: mark.verdict.as_ref().map(|given| given.verdict),
            state,
            flag: mark.flag(),
        })
    };
    review.states_in_order().filter_map(checked).collect()
}

fn past_marks(review: &Review, draft: &Draft) -> Vec<Checked> {
    let checked = |past: &crate::review::PastMark| {
        let mark = review.mark(past.id)?;
        let verdict = past.verdict.as_ref().map(|given| given.verdict);
        let state = if verdict.is_some() { WorkState::Settled } else { WorkState::Marked };
        let (number, kind) = (mark.number, mark.kind());
        Some(Checked { mark: past.id, number, kind, range: past.range, verdict, state, flag: None })
    };
    draft.marks.iter().filter_map(checked).collect()
}

/// What a row of a comparison shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The same words in both drafts.
    Same,
    /// A block with other words.
    Changed,
    /// A block that went out.
    Gone,
    /// A block that came in.
    Fresh,
    /// A block that stands elsewhere in the other draft.
    Moved,
}

/// Blocks that stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompareRow {
    /// The block of the older draft.
    pub old: Option<usize>,
    /// The block of the newer draft.
    pub new: Option<usize>,
    /// How they compare.
    pub kind: RowKind,
    /// Words of the newer block that are new, and those of them that nobody accounted for; known of
    /// the last draft alone.
    pub fresh: u32,
    /// See there.
    pub open: u32,
}

/// Two drafts compared.
#[derive(Debug)]
pub struct Comparison {
    /// The older draft.
    pub old: ComparedDraft,
    /// The newer draft.
    pub new: ComparedDraft,
    /// Every block of both, in the order of the newer one.
    pub rows: Vec<CompareRow>,
    /// The rows that are not the same, by index.
    pub changes: Vec<usize>,
    /// Word by word.
    diff: TextDiff,
    moved: Vec<MovedBlock>,
}

impl Comparison {
    /// Compares two drafts of `review`; `None` when it does not have them.
    pub fn of(review: &Review, old: u32, new: u32) -> Option<Self> {
        let (old, new) = (ComparedDraft::of(review, old)?, ComparedDraft::of(review, new)?);
        let diff = TextDiff::new(old.article.text(), new.article.text());
        let pairs = pairs(&old.article, &new.article, &diff);
        let mut rows = rows(&old.article, &new.article, &pairs);
        let moved = name_moved(&old.article, &new.article, &mut rows);
        let is_change = |(_, row): &(usize, &CompareRow)| row.kind != RowKind::Same;
        let changes = rows.iter().enumerate().filter(is_change).map(|(at, _)| at).collect();
        let mut made = Self { old, new, rows, changes, diff, moved };
        if made.new.number == review.draft().number {
            made.count_fresh(review);
        }
        Some(made)
    }

    /// What of a block of the older draft the newer one does not have.
    pub fn gone_in(&self, block: usize) -> Vec<TextRange> {
        let range = self.old.range(block);
        match self.moved.iter().find(|moved| moved.old == block) {
            Some(moved) => shifted(moved.diff.gone(), range),
            None => self.diff.gone_over(range),
        }
    }

    /// What of a block of the newer draft the older one does not have.
    pub fn fresh_in(&self, block: usize) -> Vec<TextRange> {
        let range = self.new.range(block);
        match self.moved.iter().find(|moved| moved.new == block) {
            Some(moved) => shifted(moved.diff.fresh(), range),
            None => self.diff.fresh_over(range),
        }
    }

    /// Counts the new words of each row, and those of them that nobody accounted for.
    fn count_fresh(&mut self, review: &Review) {
        for at in self.changes.clone() {
            let Some(block) = self.rows[at].new else { continue };
            let fresh = self.fresh_in(block);
            for (word, state) in review.word_states(block) {
                let before = fresh.partition_point(|range| range.end() <= word.start());
                if fresh.get(before).is_some_and(|range| range.overlaps(word)) {
                    self.rows[at].fresh += 1;
                    self.rows[at].open += u32::from(state.is_to_do());
                }
            }
        }
    }
}

/// Stretches that are counted from the start of `block`, counted from that of the text.
fn shifted(stretches: Vec<TextRange>, block: TextRange) -> Vec<TextRange> {
    let shift = |pos: TextPos| TextPos(pos.0.saturating_add(block.start().0));
    let moved = |range: TextRange| TextRange::between(shift(range.start()), shift(range.end()));
    stretches.into_iter().map(moved).collect()
}

/// How many bytes were kept from each block in each other one.
fn shared(old: &Article, new: &Article, diff: &TextDiff) -> BTreeMap<(usize, usize), usize> {
    let mut out: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for kept in &diff.lines {
        let shift = i64::from(kept.new.start().0) - i64::from(kept.old.start().0);
        for index in old.block_indices(kept.old) {
            let Some(part) = old.blocks()[index].range.intersection(kept.old) else { continue };
            let start = i64::from(part.start().0) + shift;
            let Ok(at) = u32::try_from(start) else { continue };
            let other = new.block_index_at(TextPos(at));
            *out.entry((index, other)).or_default() += part.len();
        }
    }
    for compared in &diff.old {
        let twin = compared.twin.and_then(|twin| diff.new.get(twin as usize));
        let Some(twin) = twin.filter(|_| compared.token.weight > 0) else { continue };
        let a = old.block_index_at(compared.token.range().start());
        let b = new.block_index_at(twin.token.range().start());
        *out.entry((a, b)).or_default() += compared.token.weight as usize;
    }
    out
}

/// The blocks that became each other: each is what most of the other went to. They are in order in
/// both drafts, for what was kept is.
fn pairs(old: &Article, new: &Article, diff: &TextDiff) -> Vec<(usize, usize)> {
    let shared = shared(old, new, diff);
    let mut of_old: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for ((a, b), bytes) in &shared {
        let best = of_old.entry(*a).or_insert((*b, 0));
        if *bytes > best.1 {
            *best = (*b, *bytes);
        }
        let best = of_new.entry(*b).or_insert((*a, 0));
        if *bytes > best.1 {
            *best = (*a, *bytes);
        }
    }
    let is_mutual = |(a, (b, bytes)): (&usize, &(usize, usize))| {
        let shorter = old.blocks()[*a].range.len().min(new.blocks()[*b].range.len());
        (of_new.get(b).is_some_and(|(back, _)| back == a) && bytes * 5 >= shorter)
            .then_some((*a, *b))
    };
    let mut out: Vec<(usize, usize)> = of_old.iter().filter_map(is_mutual).collect();
    let mut last = None;
    out.retain(|(_, b)| {
        let goes_on = last.is_none_or(|last| *b > last);
        if goes_on {
            last = Some(*b);
        }
        goes_on
    });
    out
}

fn rows(old: &Article, new: &Article, pairs: &[(usize, usize)]) -> Vec<CompareRow> {
    let row = |old, new, kind| CompareRow { old, new, kind, fresh: 0, open: 0 };
    let mut out = Vec::with_capacity(old.blocks().len().max(new.blocks().len()));
    let (mut a, mut b) = (0, 0);
    let ends = [(old.blocks().len(), new.blocks().len())];
    for (to_a, to_b) in pairs.iter().copied().chain(ends) {
        out.extend((a..to_a).map(|gone| row(Some(gone), None, RowKind::Gone)));
        out.extend((b..to_b).map(|fresh| row(None, Some(fresh), RowKind::Fresh)));
        if to_a < old.blocks().len() && to_b < new.blocks().len() {
            let is_same = fold(old.block_text(to_a)) == fold(new.block_text(to_b));
            let kind = if is_same { RowKind::Same } else { RowKind::Changed };
            out.push(row(Some(to_a), Some(to_b), kind));
        }
        (a, b) = (to_a + 1, to_b + 1);
    }
    out
}

/// Two drafts that are looked at side by side.
#[derive(Debug)]
pub struct Compare {
    /// Number of the older draft.
    pub old: u32,
    /// Number of the newer draft.
    pub new: u32,
    /// Whether only rows with a difference are shown.
    pub only_changes: bool,
    /// What came of it; `None` while it is being worked out.
    pub made: Option<Arc<Comparison>>,
    /// The change that was gone to last, as an index of [`Comparison::changes`], and how many times
    /// somebody went to one.
    pub current: Option<usize>,
    /// See there.
    pub steps: u64,
    /// The document and the revision of its review that it shows.
    of: (u64, u64),
}

/// What comes home when two drafts were compared.
#[derive(Debug)]
pub(super) struct ComparedOf {
    pub(super) document: u64,
    pub(super) drafts: (u32, u32),
    pub(super) made: Option<Comparison>,
}

impl Workspace {
    /// The drafts that are looked at side by side.
    pub fn compare(&self) -> Option<&Compare> {
        self.compare.as_ref()
    }

    /// Puts the last draft beside the one before it, or takes the comparison away.
    pub(super) fn toggle_compare(&mut self) -> Vec<Effect> {
        if self.compare.take().is_some() {
            return Vec::new();
        }
        let Some(present) = self.present() else { return Vec::new() };
        let numbers: Vec<u32> = present.review.drafts().iter().map(|d| d.number).collect();
        if let [.., before, last] = numbers[..] {
            return self.compare_drafts(before, last);
        }
        let detail = "there is one draft only";
        self.notices.push(Severity::Info, "Nothing to compare", detail);
        Vec::new()
    }

    /// Puts two drafts beside each other, the older one first.
    pub(super) fn compare_drafts(&mut self, a: u32, b: u32) -> Vec<Effect> {
        let mut effects = self.come_back();
        let Some(document) = &self.document else { return effects };
        let only_changes = self.compare.as_ref().is_some_and(|compare| compare.only_changes);
        let (old, new) = (a.min(b), a.max(b));
        let of = (document.id, document.history.revision());
        self.compare =
            Some(Compare { old, new, only_changes, made: None, current: None, steps: 0, of });
        self.start_compare();
        effects.extend(self.poll());
        effects
    }

    fn start_compare(&mut self) {
        let (Some(compare), Some(document)) = (&self.compare, &self.document) else { return };
        let (old, new) = (compare.old, compare.new);
        let (id, review) = (document.id, document.review.clone());
        self.jobs.start(Job::Compare, move || {
            let made = Comparison::of(&review, old, new);
            Done::Compared(Box::new(ComparedOf { document: id, drafts: (old, new), made }))
        });
    }

    pub(super) fn compared(&mut self, of: ComparedOf) {
        let Some(compare) = &mut self.compare else { return };
        if compare.of.0 != of.document || (compare.old, compare.new) != of.drafts {
            return; // others were asked for meanwhile
        }
        match of.made {
            Some(made) => compare.made = Some(Arc::new(made)),
            None => self.compare = None, // a draft was taken back meanwhile
        }
    }

    /// Compares again what is compared when the review changed; another review ends it.
    pub(super) fn freshen_compare(&mut self) -> Vec<Effect> {
        let Some(compare) = &mut self.compare else { return Vec::new() };
        let now = self.document.as_ref().map(|d| (d.id, d.history.revision()));
        match now {
            Some(of) if of == compare.of => Vec::new(),
            Some(of) if of.0 == compare.of.0 => {
                compare.of = of;
                self.start_compare();
                self.poll()
            }
            _ => {
                self.compare = None;
                Vec::new()
            }
        }
    }

    /// Goes to the next change, or the one before; round the end.
    pub(super) fn step_difference(&mut self, direction: Direction) {
        let Some(compare) = &mut self.compare else { return };
        let Some(made) = &compare.made else { return };
        let count = made.changes.len();
        if count == 0 {
            self.notices.push(Severity::Info, "Nothing more", "the two drafts are the same");
            return;
        }
        let next = match (compare.current, direction) {
            (None, Direction::Forward) => 0,
            (None, Direction::Back) => count - 1,
            (Some(at), Direction::Forward) => (at + 1) % count,
            (Some(at), Direction::Back) => (at + count - 1) % count,
        };
        compare.current = Some(next);
        compare.steps += 1;
        let told = told(made, next);
        self.announce(told);
    }

    /// Shows all rows, or those with a difference alone.
    pub(super) fn toggle_only_changes(&mut self) -> Vec<Effect> {
        if let Some(compare) = &mut self.compare {
            compare.only_changes = !compare.only_changes;
            compare.steps += u64::from(compare.current.is_some());
        }
        Vec::new()
    }
}

/// A change in a sentence: "Change 2 of 7, words changed: …".
fn told(made: &Comparison, change: usize) -> String {
    const MOST: usize = 120;
    let count = made.changes.len();
    let Some(row) = made.changes.get(change).and_then(|at| made.rows.get(*at)) else {
        return String::new();
    };
    let new = row.new.map(|block| made.new.article.block_text(block));
    let old = row.old.map(|block| made.old.article.block_text(block));
    let words: String = new.or(old).unwrap_or_default().chars().take(MOST).collect();
    format!("Change {} of {count}, {}: {words}", change + 1, row.kind.label())
}

impl RowKind {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Same => "the same",
            Self::Changed => "words changed",
            Self::Gone => "went out",
            Self::Fresh => "new",
            Self::Moved => "moved",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{act, draft, review, stamp};
    use crate::workspace::carry_review;

    /// The rows of a comparison in words.
    fn told_rows(old: &str, new: &str) -> Vec<String> {
        let (mut review, mut history) = review(old);
        let next = carry_review(&review, draft(new), stamp(50)).expect("is new").next;
        history.commit(&mut review, next.transaction, act(50)).expect("fits");
        let made = Comparison::of(&review, 1, 2).expect("both are there");
        let row = |row: &CompareRow| {
            let text = |article: &Article, block: Option<usize>| {
                block.map_or("-".to_owned(), |block| article.block_text(block).to_owned())
            };
            let (old, new) = (text(&made.old.article, row.old), text(&made.new.article, row.new));
            format!("{}: {old} | {new} | {} {}", row.kind.label(), row.fresh, row.open)
        };
        made.rows.iter().map(row).collect()
    }

    #[test]
    fn blocks_stand_beside_what_became_of_them() {
        let rows = told_rows(
            "One stays as it was.\nCosts rose 12 per cent.\nThis goes out now.",
            "One stays as it was.\nBrand new words here.\nCosts rose 13 per cent.",
        );
        assert_eq!(
            rows,
            [
                "the same: One stays as it was. | One stays as it was. | 0 0",
                "new: - | Brand new words here. | 4 4",
                "words changed: Costs rose 12 per cent. | Costs rose 13 per cent. | 1 1",
                "went out: This goes out now. | - | 0 0",
            ]
        );
    }

    #[test]
    fn a_block_that_stands_elsewhere_was_moved() {
        let rows = told_rows(
            "Ada wrote it all.\nIt rained on us.\nIt snowed, too.",
            "It rained on us.\nIt snowed, too.\nAda wrote it all.",
        );
        assert!(
            rows[0].starts_with("moved: Ada") && rows[3].starts_with("moved: - | Ada"),
            "{rows:?}"
        );
    }

    #[test]
    fn of_a_block_that_was_moved_and_changed_only_the_change_is_new() {
        let rows = told_rows(
            "Ada Pell wrote the audit of the costs in May.\nIt rained on us all day long.\nIt snowed, too, and nobody came by.",
            "It rained on us all day long.\nIt snowed, too, and nobody came by.\nAda Pell wrote the audit of the costs in June.",
        );
        assert!(rows[0].starts_with("moved: Ada"), "{rows:?}");
        assert!(rows[3].starts_with("moved: - | Ada") && rows[3].ends_with("| 1 1"), "{rows:?}");
    }
}
