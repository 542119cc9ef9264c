//! Two drafts beside each other: compared in a job, and gone through from change to change.

use std::sync::Arc;

use super::comparison::Comparison;
use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Direction, Effect, Severity};

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
