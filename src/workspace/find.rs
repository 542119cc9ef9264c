//! Finding: the needle, what it found, and which hit is the current one.
//!
//! The search itself is a job. One runs at a time: a newer needle makes it stale, it comes home
//! early, and the newest needle is looked for. So typing never waits, and threads never pile up.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::jobs::{Done, FindOf, Job};
use super::state::Workspace;
use super::trail::Jump;
use super::{Direction, Document, Effect, Field, Selection, Severity};
use crate::find::{
    BesideHit, Folded, Hits, LONGEST_NEEDLE, Needle, NeedleError, Owner, Scope, Writings, find_all,
};
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
    pub(super) fn for_another(self) -> Self {
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
    pub(super) fn give_up(&self) {
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

impl Workspace {
    pub(super) fn find(&mut self, action: FindAction) -> Vec<Effect> {
        match action {
            FindAction::Open => self.open_find(),
            FindAction::Close => self.close_find(),
            FindAction::Look(needle) => self.look_for(needle),
            FindAction::Toggle(scope) => self.toggle_scope(scope),
            FindAction::Next => self.step_hit(Direction::Forward),
            FindAction::Previous => self.step_hit(Direction::Back),
            FindAction::Selection => self.find_selection(),
            FindAction::GoTo(owner) => self.go_to_owner(owner),
        }
    }

    fn open_find(&mut self) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        if let Some(words) = document.words_for_needle() {
            document.find.needle = literal(&document.find.needle, words);
            document.find.current = None;
        }
        document.find.is_open = true;
        let mut effects = self.ask();
        effects.push(Effect::Focus(Field::Find));
        effects
    }

    fn close_find(&mut self) -> Vec<Effect> {
        if let Some(document) = &mut self.document {
            document.close_find();
        }
        vec![Effect::Focus(Field::Page)]
    }

    fn look_for(&mut self, needle: Needle) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        document.find.needle = needle;
        self.ask()
    }

    fn toggle_scope(&mut self, scope: Scope) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let scopes = &mut document.find.scopes;
        match scopes.iter().position(|s| *s == scope) {
            Some(at) => drop(scopes.remove(at)),
            None => scopes.push(scope),
        }
        self.ask()
    }

    fn find_selection(&mut self) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let Some(words) = document.words_for_needle() else { return Vec::new() };
        document.find.needle = literal(&document.find.needle, words);
        document.find.is_open = true;
        document.find.remember();
        document.find.current = None;
        document.selection = Selection::at(document.selection.range().end());
        self.ask()
    }

    /// To the next hit; the first time, the bar comes up and the needle of before is looked for.
    fn step_hit(&mut self, direction: Direction) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let is_new = !std::mem::replace(&mut document.find.is_open, true);
        document.find.remember();
        if !document.find.is_up_to_date() {
            return self.ask();
        }
        let Some((to, wrapped)) = document.find.neighbour(document.selection, direction) else {
            return if is_new { self.ask() } else { Vec::new() };
        };
        document.find.wrapped = wrapped.then_some(match direction {
            Direction::Forward => Wrapped::ToStart,
            Direction::Back => Wrapped::ToEnd,
        });
        let effects = document.go_to_hit(to);
        document.find.origin = document.selection.anchor;
        self.tell_hit();
        effects
    }

    /// For those who do not see the bar.
    fn tell_hit(&mut self) {
        let Some(document) = &self.document else { return };
        let find = &document.find;
        let told = match (find.current, find.total()) {
            _ if find.needle.text.is_empty() => return,
            (Some(current), total) => {
                let wrapped = find.wrapped.map_or(String::new(), |w| format!(", {}", w.label()));
                format!("{} of {total}{wrapped}", current + 1)
            }
            (None, _) => "Not found in the text".to_owned(),
        };
        self.announce(told);
    }

    fn go_to_owner(&mut self, owner: Owner) -> Vec<Effect> {
        let Some(review) = self.document.as_ref().map(|document| &document.review) else {
            return Vec::new();
        };
        match owner {
            Owner::Mark(mark, _) if review.mark(mark).is_none() => Vec::new(),
            Owner::Source(source) if review.source(source).is_none() => Vec::new(),
            Owner::Mark(mark, _) => self.select_mark(Some(mark), Jump::Single),
            Owner::Source(source) => {
                self.settings.left_panel = true;
                vec![Effect::ShowSource(source)]
            }
        }
    }

    /// Looks for the needle as it is now.
    fn ask(&mut self) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let find = &mut document.find;
        if find.current_hit() != Some(document.selection.range()) {
            find.origin = document.selection.range().start();
        }
        find.wrapped = None;
        find.stays = false;
        find.asked_at = document.selection;
        find.asked.fetch_add(1, Ordering::Relaxed);
        self.start_find();
        self.poll()
    }

    /// Looks for the needle in a document that was just opened, which stays where it was left.
    pub(super) fn look_again(&mut self) {
        let Some(document) = self.document.as_mut().filter(|document| document.find.is_open) else {
            return;
        };
        document.find.stays = true;
        document.find.asked.fetch_add(1, Ordering::Relaxed);
        self.start_find();
    }

    /// Looks again where what is written beside the text has changed since it was searched.
    pub(super) fn freshen_hits(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let revision = document.history.revision();
        if document.find.writings.as_ref().is_none_or(|(of, _)| *of == revision) {
            return Vec::new();
        }
        self.look_again();
        self.poll()
    }

    /// Starts the search for the newest needle, unless one is on its way: that comes home first.
    fn start_find(&mut self) {
        let Some(document) = self.document.as_mut().filter(|document| !document.find.is_running)
        else {
            return;
        };
        let search = document.search();
        document.find.is_running = true;
        self.jobs.start(Job::Find(search.of), move || search.run());
    }

    /// A search came home.
    pub(super) fn found(&mut self, of: FindOf, found: Result<Found, NeedleError>) -> Vec<Effect> {
        let Some(document) = self.document.as_mut().filter(|document| document.id == of.document)
        else {
            return Vec::new();
        };
        document.find.is_running = false;
        if document.find.asked.load(Ordering::Relaxed) != of.question {
            self.start_find();
            return self.poll();
        }
        document.find.stays |= document.find.asked_at != document.selection;
        let stays = document.find.stays;
        let effects = document.take_answer(of.question, found);
        if !stays {
            self.tell_hit();
        }
        effects
    }

    /// The search broke down; the next needle is looked for all the same.
    pub(super) fn find_failed(&mut self, of: FindOf, detail: String) {
        if let Some(document) = self.document.as_mut().filter(|document| document.id == of.document)
        {
            document.find.is_running = false;
            document.find.answered = of.question;
            document.find.answers += 1;
            document.find.found = Ok(Found::default());
        }
        self.notices.push(Severity::Error, "Search broken off", detail);
    }
}

/// A needle of plain words; a regular expression before it is one no more.
fn literal(before: &Needle, words: String) -> Needle {
    Needle { text: words, is_regex: false, ..before.clone() }
}

impl Document {
    /// The selected words, where they make a needle: a few, in one line.
    fn words_for_needle(&self) -> Option<String> {
        let words = self.selected_range()?.of(self.review.text());
        let is_short = words.len() <= LONGEST_NEEDLE.min(200) && !words.contains("\n\n");
        is_short.then(|| words.replace('\n', " "))
    }

    /// The bar goes; what was found stays selected.
    pub(super) fn close_find(&mut self) {
        self.find.is_open = false;
        self.find.remember();
        self.find.writings = None;
    }

    fn take_answer(&mut self, question: u64, found: Result<Found, NeedleError>) -> Vec<Effect> {
        let find = &mut self.find;
        find.answered = question;
        find.answers += 1;
        find.found = found;
        let first = find.hits().and_then(|hits| hits.first_from(find.origin));
        find.current = None;
        if find.stays {
            find.current = find.hits().and_then(|hits| hits.place_of(self.selection.range()));
        }
        let find = &self.find;
        let Some(first) = first.filter(|_| find.is_open && !find.stays) else { return Vec::new() };
        let effects = self.go_to_hit(first);
        let find = &mut self.find;
        let is_before = find.current_hit().is_some_and(|hit| hit.start() < find.origin);
        find.wrapped = is_before.then_some(Wrapped::ToStart);
        effects
    }

    /// Makes a hit the current one: selected, and in sight.
    fn go_to_hit(&mut self, hit: usize) -> Vec<Effect> {
        self.find.current = Some(hit);
        let Some(range) = self.find.current_hit() else { return Vec::new() };
        self.leave(range.end(), Jump::Hit);
        self.selection = Selection::of(range);
        vec![Effect::Reveal(range)]
    }

    fn search(&mut self) -> Search {
        let revision = self.history.revision();
        let is_beside = self.find.scopes.iter().any(|scope| *scope != Scope::Text);
        let is_stale = self.find.writings.as_ref().is_none_or(|(of, _)| *of != revision);
        if is_beside && is_stale {
            self.find.writings = Some((revision, Arc::new(Writings::of(&self.review))));
        }
        let find = &self.find;
        Search {
            of: FindOf { document: self.id, question: find.asked.load(Ordering::Relaxed) },
            newest: Arc::clone(&find.asked),
            needle: find.needle.clone(),
            scopes: find.scopes.clone(),
            article: self.review.shared_article(),
            folded: Arc::clone(&find.folded),
            writings: find.writings.as_ref().map(|(_, writings)| Arc::clone(writings)),
        }
    }
}

/// All that a search needs, on its way to a thread.
struct Search {
    of: FindOf,
    newest: Arc<AtomicU64>,
    needle: Needle,
    scopes: Vec<Scope>,
    article: Arc<crate::model::Article>,
    folded: Arc<OnceLock<Folded>>,
    writings: Option<Arc<Writings>>,
}

impl Search {
    fn run(self) -> Done {
        let folded = || self.folded.get_or_init(|| Folded::new(&self.article));
        if self.needle.text.is_empty() && self.needle.folds {
            folded(); // while the first letter is being typed
        }
        Done::Found(self.of, Box::new(self.find(folded)))
    }

    fn find<'a>(&'a self, folded: impl FnOnce() -> &'a Folded) -> Result<Found, NeedleError> {
        let is_stale = || self.newest.load(Ordering::Relaxed) != self.of.question;
        let mut found = Found::default();
        if self.scopes.contains(&Scope::Text) {
            found.hits = find_all(&self.needle, &self.article, folded, &is_stale)?;
        }
        if let Some(writings) = &self.writings {
            (found.beside, found.beside_total) =
                writings.find(&self.needle, &self.scopes, &is_stale)?;
        }
        Ok(found)
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
