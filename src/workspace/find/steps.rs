//! What is asked of the search, carried out: the bar, the needle, and the way from hit to hit.

use std::sync::atomic::Ordering;

use super::{FindAction, Found, Wrapped};
use crate::find::{LONGEST_NEEDLE, Needle, NeedleError, Owner, Scope};
use crate::workspace::jobs::{FindOf, Job};
use crate::workspace::trail::Jump;
use crate::workspace::{Direction, Document, Effect, Field, Selection, Severity, Workspace};

impl Workspace {
    pub(in crate::workspace) fn find(&mut self, action: FindAction) -> Vec<Effect> {
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
    pub(in crate::workspace) fn look_again(&mut self) {
        let Some(document) = self.document.as_mut().filter(|document| document.find.is_open) else {
            return;
        };
        document.find.stays = true;
        document.find.asked.fetch_add(1, Ordering::Relaxed);
        self.start_find();
    }

    /// Looks again where what is written beside the text has changed since it was searched.
    pub(in crate::workspace) fn freshen_hits(&mut self) -> Vec<Effect> {
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
    pub(in crate::workspace) fn found(
        &mut self,
        of: FindOf,
        found: Result<Found, NeedleError>,
    ) -> Vec<Effect> {
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
    pub(in crate::workspace) fn find_failed(&mut self, of: FindOf, detail: String) {
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
    pub(in crate::workspace) fn close_find(&mut self) {
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
}
