//! What two drafts have in common: which block became which, what is new in it, and how its check
//! stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::moved_blocks::{MovedBlock, name_moved};
use crate::model::{Article, DraftFlag, Mark, MarkId, MarkKind, Verdict, WorkState};
use crate::review::{Draft, PastMark, Review};
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
    let checked = |(mark, state): (&Mark, WorkState)| {
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
    let checked = |past: &PastMark| {
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
    let mut of_old: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let keep_best = |best: &mut (usize, usize), other: usize, bytes: usize| {
        if bytes > best.1 {
            *best = (other, bytes);
        }
    };
    for ((a, b), bytes) in shared(old, new, diff) {
        keep_best(of_old.entry(a).or_insert((b, 0)), b, bytes);
        keep_best(of_new.entry(b).or_insert((a, 0)), a, bytes);
    }
    let is_mutual = |(a, (b, bytes)): (&usize, &(usize, usize))| {
        let shorter = old.blocks()[*a].range.len().min(new.blocks()[*b].range.len());
        (of_new.get(b).is_some_and(|(back, _)| back == a) && bytes * 5 >= shorter)
            .then_some((*a, *b))
    };
    let mut out: Vec<(usize, usize)> = of_old.iter().filter_map(is_mutual).collect();
    let mut next = 0;
    out.retain(|(_, b)| {
        let goes_on = *b >= next;
        next = if goes_on { *b + 1 } else { next };
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
