//! Where each article was left: written down in the recent list, and gone on from the next time.

use std::path::{Path, PathBuf};

use super::state::Workspace;
use super::{Document, Selection, Top};
use crate::model::ReadAs;
use crate::store::{self, Recent};

impl Workspace {
    /// How the page stands, which is kept for the way back and for the next time; and the index of
    /// the block that is being read.
    pub fn remember_view(&mut self, top: Top, reading: usize) {
        let Some(document) = &mut self.document else { return };
        // As it is opened it stands where it was left: nothing to write down yet.
        document.written = document.written.or_else(|| Some(document.spot()));
        document.top = top;
        document.reading = reading;
        document.noted = Some(document.spot());
    }

    /// Whether the open article is read somewhere else than is written down.
    pub(super) fn has_moved(&self) -> bool {
        let document = self.document.as_ref().filter(|document| !document.is_first_look);
        document.is_some_and(|document| document.noted != document.written)
    }

    /// Writes down where the open article is being read.
    pub(super) fn note_place(&mut self) {
        self.settings_dirty |= self.has_moved();
        let Some(document) = self.document.as_mut().filter(|d| !d.is_first_look) else { return };
        let Some(spot) = document.noted else { return };
        document.written = Some(spot);
        let path = &document.remembered_as;
        let review = &document.review;
        let code_point = |pos| review.code_points().at(review.text(), pos);
        if let Some(recent) = self.settings.recent.iter_mut().find(|recent| recent.path == *path) {
            recent.place = code_point(spot.top.at);
            recent.hidden = spot.top.hidden;
            recent.caret = code_point(spot.caret);
            recent.mark = spot.mark;
            recent.zoom = document.zoom;
        }
    }

    /// Puts what is open on top of the recent list; gives how it was left, where it is known.
    pub(super) fn enter_recent(&mut self, document: &Document) -> Option<Recent> {
        let (path, title) = (document.remembered_as.clone(), document.title().to_owned());
        let known = self.settings.recent.iter().find(|recent| recent.path == path).cloned();
        let opened = self.outside.now();
        let fresh = Recent {
            path,
            title: title.clone(),
            place: 0,
            hidden: 0.0,
            caret: 0,
            mark: None,
            zoom: 100,
            read_as: ReadAs::default(),
            opened,
        };
        let entry = known.clone().map_or(fresh, |known| Recent { title, opened, ..known });
        let entry = Recent { read_as: document.review.draft().read_as.clone(), ..entry };
        self.settings.remember(entry);
        self.settings_dirty = true;
        known
    }
}

/// The file by which a review is found in the recent list: its article where that is there, and else
/// the review, as for a copy that was saved under another name.
pub(super) fn remembered_as(path: &Path) -> PathBuf {
    let article = store::article_path(path)
        .filter(|article| article.exists() && store::sidecar_path(article) == path);
    article.unwrap_or_else(|| path.to_owned())
}

impl Document {
    /// Goes on where the article was left.
    pub(super) fn take_up(&mut self, left: &Recent) {
        self.zoom = left.zoom;
        let review = &self.review;
        let byte = |code_point| review.code_points().to_byte(review.text(), code_point);
        let place = byte(left.place);
        // A place behind the end is one in another text: there is nothing to go on from.
        self.top = place.map_or(Top::default(), |at| Top { at, hidden: left.hidden });
        self.selection = Selection::at(byte(left.caret).unwrap_or_default());
        self.selected = left.mark.filter(|id| review.mark(*id).is_some());
    }

    /// The mark that was selected last time, unless the reader went elsewhere meanwhile.
    pub(super) fn select_again(&mut self, left: Option<&Recent>) {
        let Some(left) = left else { return };
        let review = &self.review;
        let caret = review.code_points().to_byte(review.text(), left.caret).unwrap_or_default();
        if self.selection == Selection::at(caret) {
            self.selected = left.mark.filter(|id| review.mark(*id).is_some());
        }
    }
}
