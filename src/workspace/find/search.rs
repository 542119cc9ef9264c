//! The search itself, on its way to a thread and there.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::Found;
use crate::find::{Folded, Needle, NeedleError, Scope, Writings, find_all};
use crate::model::Article;
use crate::workspace::Document;
use crate::workspace::jobs::{Done, FindOf};

/// All that a search needs, on its way to a thread.
pub(super) struct Search {
    pub(super) of: FindOf,
    newest: Arc<AtomicU64>,
    needle: Needle,
    scopes: Vec<Scope>,
    article: Arc<Article>,
    folded: Arc<OnceLock<Folded>>,
    writings: Option<Arc<Writings>>,
}

impl Search {
    pub(super) fn run(self) -> Done {
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

impl Document {
    /// The search for the needle as it is now.
    pub(super) fn search(&mut self) -> Search {
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
