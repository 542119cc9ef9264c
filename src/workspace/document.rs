//! An open review: the review itself, its history, its files, and what is selected in it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{Mark, MarkId, SourceId, Timestamp};
use crate::review::{History, Review};
use crate::store::{ArticleOnDisk, Fingerprint, Opened};
use crate::text::{TextPos, TextRange};

use super::standing::Standing;
use super::trail::{Spot, Top, Trail};
use super::{Find, WriterNotes};

/// A stretch of text somebody is selecting: from where it was started to where it is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was started.
    pub anchor: TextPos,
    /// Where it is now; the caret stands here.
    pub focus: TextPos,
}

impl Selection {
    /// A caret.
    pub fn at(pos: TextPos) -> Self {
        Self { anchor: pos, focus: pos }
    }

    /// From the start of `range` to its end.
    pub fn of(range: TextRange) -> Self {
        Self { anchor: range.start(), focus: range.end() }
    }

    /// What is selected.
    pub fn range(self) -> TextRange {
        TextRange::between(self.anchor, self.focus)
    }
}

/// An open review.
#[derive(Debug)]
pub struct Document {
    /// What is said about the article.
    pub review: Review,
    /// What was done to it.
    pub history: History,
    /// The article's file, where it is known.
    pub article_path: Option<PathBuf>,
    /// Where the review is saved.
    pub sidecar_path: PathBuf,
    /// The file that stands for it in the recent list.
    pub(super) remembered_as: PathBuf,
    /// Why nothing can be changed, where nothing can.
    pub read_only: Option<String>,
    /// How the article's file stands to the text that is shown.
    pub on_disk: ArticleOnDisk,
    /// What is selected in the text.
    pub selection: Selection,
    /// The mark that the inspector shows.
    pub selected: Option<MarkId>,
    /// What is known of the notes that the file brought along.
    pub notes: WriterNotes,
    /// The one of them that was chosen last.
    pub note: Option<usize>,
    /// The beginning of its file, while somebody looks at it in other encodings.
    pub head: Option<Arc<[u8]>>,
    /// What is looked for in it.
    pub find: Find,
    /// How the page stands: what is at its top.
    pub top: Top,
    /// The index of the block that is being read.
    pub reading: usize,
    /// Size of its text, in per cent of the general size.
    pub zoom: u32,
    /// The places that were visited.
    pub trail: Trail,
    /// The files from which drafts were read, by the drafts' numbers, where they are known.
    pub(super) draft_files: BTreeMap<u32, PathBuf>,
    /// What is to be written down for the next time.
    pub(super) noted: Option<Spot>,
    /// What was written down last.
    pub(super) written: Option<Spot>,
    /// What was selected before it grew, each with what it grew to.
    pub(super) grown: Vec<(Selection, Selection)>,
    /// The word at which the walk through the open words is.
    pub(super) walk: Option<TextRange>,
    /// When it was saved last in this session.
    pub saved_at: Option<Timestamp>,
    /// The source that was added last.
    pub added_source: Option<SourceId>,
    /// Whether this is the text alone, while the rest of the review is being read.
    pub is_first_look: bool,
    /// Where this is an older draft: the number of the last one.
    pub last_draft: Option<u32>,
    /// Tells this document from those that were open before.
    pub(super) id: u64,
    /// How far it has got, as worked out last, and whether that is being done again.
    pub(super) standing: Option<Box<Standing>>,
    pub(super) is_counting: bool,
    pub(super) fingerprint: Option<Fingerprint>,
    pub(super) save_again: bool,
    pub(super) saved_revision: u64,
    pub(super) saving: Option<u64>,
    pub(super) changed_at: Option<f64>,
    /// The revision that could not be saved, until one can.
    pub(super) failed_revision: Option<u64>,
}

impl Document {
    pub(super) fn new(opened: Opened, id: u64) -> Self {
        let revision = opened.history.revision();
        let notes = WriterNotes::of(&opened.review, revision);
        let number = opened.review.draft().number;
        let draft_files = opened.article_path.iter().map(|path| (number, path.clone())).collect();
        Self {
            draft_files,
            review: opened.review,
            history: opened.history,
            article_path: opened.article_path,
            remembered_as: opened.sidecar_path.clone(),
            sidecar_path: opened.sidecar_path,
            read_only: opened.read_only,
            on_disk: opened.article,
            selection: Selection::default(),
            selected: None,
            notes,
            note: None,
            head: None,
            find: Find::default(),
            top: Top::default(),
            reading: 0,
            zoom: 100,
            trail: Trail::default(),
            noted: None,
            written: None,
            grown: Vec::new(),
            walk: None,
            saved_at: None,
            added_source: None,
            is_first_look: false,
            last_draft: None,
            id,
            fingerprint: opened.fingerprint,
            save_again: false,
            saved_revision: revision,
            saving: None,
            changed_at: None,
            failed_revision: None,
            standing: None,
            is_counting: false,
        }
    }

    /// A document that stands in no file.
    #[cfg(test)]
    pub(super) fn of(review: Review, history: History) -> Self {
        let opened = Opened {
            review,
            history,
            article_path: None,
            sidecar_path: PathBuf::new(),
            read_only: None,
            notes: Vec::new(),
            asked_for: None,
            article: ArticleOnDisk::Same,
            fingerprint: None,
            is_new: true,
        };
        Self::new(opened, 0)
    }

    /// Whether this is the text of what was `opened` now, or its beginning, shown before the rest of
    /// it was there.
    pub(super) fn is_first_look_at(&self, opened: &Opened) -> bool {
        self.is_first_look
            && self.sidecar_path == opened.sidecar_path
            && opened.review.text().starts_with(self.review.text())
            && opened.review.article().blocks().starts_with(self.review.article().blocks())
    }

    /// Whether there is something that is not on disk yet.
    pub fn is_dirty(&self) -> bool {
        self.history.revision() != self.saved_revision
    }

    /// Whether a save is on its way.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Whether there is something that would be lost.
    pub(super) fn is_unsaved(&self) -> bool {
        self.read_only.is_none() && (self.is_dirty() || self.is_saving())
    }

    /// Whether the last save did not work.
    pub fn has_save_failed(&self) -> bool {
        self.failed_revision.is_some()
    }

    /// The mark that the inspector shows.
    pub fn selected_mark(&self) -> Option<&Mark> {
        self.selected.and_then(|id| self.review.mark(id))
    }

    /// The headline, or the file's name.
    pub fn title(&self) -> &str {
        self.review.article().title().unwrap_or(&self.review.draft().file_name)
    }

    /// File name of the sidecar.
    pub fn sidecar_name(&self) -> String {
        self.sidecar_path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The address of the link at the caret.
    pub fn link_at_caret(&self) -> Option<&str> {
        self.review.article().link_at(self.selection.focus)
    }

    /// The selection, without white space at its ends and in whole graphemes; `None` when empty.
    pub fn selected_range(&self) -> Option<TextRange> {
        super::place::tidy(&self.review, self.selection.range())
    }
}
