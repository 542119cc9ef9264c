//! Reading the file again as somebody says: in another encoding, or all of a web page.

use std::sync::Arc;

use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Dialog, Document, Effect, Severity};
use crate::import::{self, PREVIEW_BYTES};
use crate::model::ReadAs;
use crate::store::{self, StoreError};

impl Workspace {
    /// Reads the beginning of the file, to show what it looks like in other encodings.
    pub(super) fn show_encodings(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.article_path.clone() else { return Vec::new() };
        let of = document.id;
        self.jobs.start(Job::Head, move || Done::Head(of, store::read_head(&path, PREVIEW_BYTES)));
        self.poll()
    }

    /// Puts the encodings up, with the beginning of the file to look at.
    pub(super) fn take_head(&mut self, of: u64, head: Result<Vec<u8>, StoreError>) {
        let Some(document) = self.document.as_mut().filter(|document| document.id == of) else {
            return; // another one is open by now
        };
        match head {
            Ok(head) => {
                document.head = Some(Arc::from(head));
                self.dialog = Some(Dialog::Encoding);
            }
            Err(error) => {
                self.notices.push(Severity::Error, "File not read", error.to_string());
            }
        }
    }

    /// Reads the file again in this encoding.
    pub(super) fn reopen_in(&mut self, encoding: &'static str) -> Vec<Effect> {
        let encoding = Some(encoding.to_owned());
        self.reopen_as(|now| ReadAs { encoding, ..now })
    }

    /// Reads all of the web page, or only the story in it.
    pub(super) fn toggle_whole_page(&mut self) -> Vec<Effect> {
        self.reopen_as(|now| ReadAs { whole_page: !now.whole_page, ..now })
    }

    /// Reads the file again. A review that nobody worked on yet begins anew with the other text; any
    /// other takes it as its next draft, and says first what that makes of the marks.
    fn reopen_as(&mut self, say: impl FnOnce(ReadAs) -> ReadAs) -> Vec<Effect> {
        self.dialog = None;
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.article_path.clone() else { return Vec::new() };
        let read_as = say(document.review.draft().read_as.clone());
        if document.is_untouched() {
            return self.open_as(path, Some(read_as));
        }
        self.read_draft_as(path, read_as)
    }
}

impl Document {
    /// Whether its file is text that can be read in another encoding.
    pub(super) fn has_encoding(&self) -> bool {
        self.article_path.is_some() && !self.review.draft().encoding.is_empty()
    }

    /// Whether all of its web page is shown, and not only the story; `None` where it is no web page.
    pub(super) fn shows_whole_page(&self) -> Option<bool> {
        let draft = self.review.draft();
        let is_page = self.article_path.is_some() && import::finds_story(&draft.format);
        is_page.then_some(draft.read_as.whole_page)
    }

    /// Whether nobody did anything with it: nothing is saved and nothing is to be.
    fn is_untouched(&self) -> bool {
        self.fingerprint.is_none() && !self.is_dirty() && self.read_only.is_none()
    }
}
