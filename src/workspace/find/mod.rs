//! Finding: the needle, what it found, and which hit is the current one.
//!
//! The search itself is a job. One runs at a time: a newer needle makes it stale, it comes home
//! early, and the newest needle is looked for. So typing never waits, and threads never pile up.

mod search;
mod steps;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::{Direction, Selection};
use crate::find::{BesideHit, Folded, Hits, Needle, NeedleError, Owner, Scope, Writings};
use crate::text::{TextPos, TextRange};

/// Needles that are remembered.
const MOST_REMEMBERED: usize = 12;

/// What can be asked of the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindAction {
    /// Show the bar with the keyboard in it; selected words are the first needle.
    Open,
    /// Take the bar away; the page has the keys, the caret is at the current hit.
    Close,
    /// Look for this.
    Look(Needle),
    /// Look there, or do not.
    Toggle(Scope),
    /// To the next hit, round the end.
    Next,
    /// To the hit before, round the start.
    Previous,
    /// Look for the selected words and go to the next place.
    Selection,
    /// To what a hit beside the text belongs to.
    GoTo(Owner),
}

/// That the last step went round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapped {
    /// From the last hit to the first.
    ToStart,
    /// From the first hit to the last.
    ToEnd,
}

impl Wrapped {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::ToStart => "from the start again",
            Self::ToEnd => "from the end again",
        }
    }
}

/// What a search brought home.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the text.
    pub hits: Hits,
    /// Beside it.
    pub beside: Vec<BesideHit>,
    /// How many there are beside it, with those that are not listed.
    pub beside_total: usize,
}

/// The search in one open review.
#[derive(Debug)]
pub struct Find {
    /// Whether the bar is shown, and hits with it.
    pub is_open: bool,
    /// What is looked for.
    pub needle: Needle,
    /// Where.
    pub scopes: Vec<Scope>,
    /// What was looked for before, the last one first.
    pub history: Vec<String>,
    /// The current hit.
    pub current: Option<usize>,
    /// Whether the last step went round.
    pub wrapped: Option<Wrapped>,
    found: Result<Found, NeedleError>,
    /// Counts answers, for caches over them.
    answers: u64,
    /// Where the search starts from.
    origin: TextPos,
    /// The number of the last question, which jobs can see.
    asked: Arc<AtomicU64>,
    answered: u64,
    is_running: bool,
    /// Whether the next answer leaves the page where it is.
    stays: bool,
    /// What was selected when it was asked: who selects something else meanwhile keeps that.
    asked_at: Selection,
    folded: Arc<OnceLock<Folded>>,
    /// What is written beside the text, at a revision.
    writings: Option<(u64, Arc<Writings>)>,
}

impl Default for Find {
    fn default() -> Self {
        Self {
            is_open: false,
            needle: Needle::default(),
            scopes: Scope::ALL.to_vec(),
            history: Vec::new(),
            current: None,
            wrapped: None,
            found: Ok(Found::default()),
            answers: 0,
            origin: TextPos(0),
            asked: Arc::default(),
            answered: 0,
            is_running: false,
            stays: false,
            asked_at: Selection::default(),
            folded: Arc::default(),
            writings: None,
        }
    }
}

impl Find {
    /// The same needle and ways of looking, for another article.
    pub(in crate::workspace) fn for_another(self) -> Self {
        self.asked.fetch_add(1, Ordering::Relaxed); // what is on its way is not wanted any more
        let Self { is_open, needle, scopes, history, .. } = self;
        Self { is_open, needle, scopes, history, ..Self::default() }
    }

    /// The hits in the text; none where the needle cannot be looked for.
    pub fn hits(&self) -> Option<&Hits> {
        self.found.as_ref().ok().map(|found| &found.hits)
    }

    /// What was found, or why the needle cannot be looked for.
    ///
    /// # Errors
    ///
    /// [`NeedleError`] of the last needle.
    pub fn found(&self) -> Result<&Found, &NeedleError> {
        self.found.as_ref()
    }

    /// Rises with each answer.
    pub fn answers(&self) -> u64 {
        self.answers
    }

    /// The stretch of the current hit.
    pub fn current_hit(&self) -> Option<TextRange> {
        self.hits()?.places.get(self.current?).copied()
    }

    /// How many hits the text has.
    pub fn total(&self) -> usize {
        self.hits().map_or(0, |hits| hits.total)
    }

    /// Whether what was found is for the needle as it is now.
    pub fn is_up_to_date(&self) -> bool {
        self.answers > 0 && self.answered == self.asked.load(Ordering::Relaxed)
    }

    /// Whether the needle as it is now stands in the text.
    pub fn has_fresh_hits(&self) -> bool {
        self.is_up_to_date() && self.total() > 0
    }

    /// Lets the search that runs come home early; its answer is not wanted any more.
    pub(in crate::workspace) fn give_up(&self) {
        if self.is_running {
            self.asked.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn remember(&mut self) {
        if self.needle.text.trim().is_empty() {
            return;
        }
        let text = self.needle.text.clone();
        self.history.retain(|other| *other != text);
        self.history.insert(0, text);
        self.history.truncate(MOST_REMEMBERED);
    }

    /// The hit after `selection` in a direction, and whether the way went round.
    fn neighbour(&self, selection: Selection, direction: Direction) -> Option<(usize, bool)> {
        let places = &self.hits()?.places;
        let last = places.len().checked_sub(1)?;
        let here = selection.range();
        Some(match direction {
            Direction::Forward => {
                let behind = places.partition_point(|hit| hit.start() < here.end());
                if behind <= last { (behind, false) } else { (0, true) }
            }
            Direction::Back => {
                let before = places.partition_point(|hit| hit.start() < here.start());
                before.checked_sub(1).map_or((last, true), |before| (before, false))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_of_the_needle_before_are_not_fresh() {
        let mut find = Find::default();
        assert!(!find.is_up_to_date(), "nothing was looked for yet");
        let hits = Hits { total: 1, ..Hits::default() };
        find.found = Ok(Found { hits, ..Found::default() });
        find.answers = 1;
        assert!(find.has_fresh_hits());
        find.is_running = true;
        find.give_up();
        assert!(!find.has_fresh_hits() && !find.is_up_to_date());
    }
}
