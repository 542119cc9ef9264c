//! The review of which a file is a draft, where the file has no sidecar of its own: one beside it may
//! name it.
//!
//! Looked for when such a file is opened, and cheaply: by the names of what lies beside it, then by the
//! names of drafts in the first part of each sidecar. Only one that names the file is read, and only
//! when its text is a draft of that article is it taken: a name alone may be anybody's.

use std::cell::Cell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{
    ArticleOnDisk, Fingerprint, article_on_disk, article_path, read_capped, read_until,
    sidecar_path,
};
use crate::anchor::{Blocks, Carrier, is_another_text};
use crate::model::Stamp;
use crate::review::Draft;
use crate::sidecar::{self, EndOfDrafts, Loaded};

/// Entries of the folder, sidecars among them, and bytes of these together that are looked at.
const MOST_ENTRIES: usize = 4096;
const MOST_SIDECARS: usize = 64;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A review that has a file among its drafts.
pub(super) struct Known {
    pub(super) loaded: Loaded,
    pub(super) sidecar: PathBuf,
    pub(super) fingerprint: Fingerprint,
    /// The draft that the file is, by its number.
    pub(super) number: u32,
}

impl Known {
    /// The review beside `article` of which it is a draft, the present one before an older one.
    pub(super) fn of(article: &Path, by: Stamp) -> Option<Self> {
        let name = article.file_name()?.to_str()?;
        let known = naming(article, name).into_iter().filter_map(|sidecar| {
            let bytes = read_capped(&sidecar, sidecar::MOST_BYTES).ok()?;
            let loaded = sidecar::from_ron(&bytes).ok()?;
            let fingerprint = Fingerprint::of(&bytes);
            let number = draft_of(loaded.review.drafts(), article, name, by)?;
            Some(Self { loaded, sidecar, fingerprint, number })
        });
        known.min_by_key(|known| !known.is_present())
    }

    /// Whether the file is the draft that is shown.
    pub(super) fn is_present(&self) -> bool {
        self.loaded.review.draft().number == self.number
    }
}

/// Which of the drafts was read from this file, when its text is a draft of the same article.
fn draft_of(drafts: &[Draft], article: &Path, name: &str, by: Stamp) -> Option<u32> {
    let at = drafts.iter().rposition(|draft| draft.file_name == name)?;
    let draft = drafts.get(at)?;
    let is_draft = match article_on_disk(drafts.get(..=at)?, article, by) {
        ArticleOnDisk::Same | ArticleOnDisk::Older(_) => true,
        ArticleOnDisk::Changed(now) => {
            let (known, now) = (Blocks::of(&draft.article), Blocks::of(&now.article));
            !is_another_text(Carrier::new(&known, &now).percent_kept())
        }
        ArticleOnDisk::Missing | ArticleOnDisk::Unreadable(_) => false,
    };
    is_draft.then_some(draft.number)
}

/// The sidecars beside `article` that name it as a draft, by name.
fn naming(article: &Path, name: &str) -> Vec<PathBuf> {
    let mut left = MOST_BYTES;
    let mut naming = sidecars_beside(article);
    naming.retain(|sidecar| {
        let bytes = drafts_in(sidecar, &mut left).unwrap_or_default();
        sidecar::draft_files(&bytes).iter().any(|file| file == name)
    });
    naming
}

fn sidecars_beside(article: &Path) -> Vec<PathBuf> {
    let folder = article.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let beside = |name: OsString| article.with_file_name(name);
    let paths =
        entries.take(MOST_ENTRIES).filter_map(|entry| Some(beside(entry.ok()?.file_name())));
    let is_review = |path: &PathBuf| {
        let article = article_path(path);
        article.is_some_and(|article| sidecar_path(&article) == *path) && path.is_file()
    };
    let mut sidecars: Vec<PathBuf> = paths.filter(is_review).collect();
    sidecars.sort_unstable();
    sidecars.truncate(MOST_SIDECARS);
    sidecars
}

/// The first part of a sidecar, up to the end of its drafts; `None` where that is more than is `left`.
fn drafts_in(sidecar: &Path, left: &mut usize) -> Option<Vec<u8>> {
    let (most, seen) = (*left, Cell::new(0));
    let found = read_until(sidecar, |bytes| {
        seen.set(bytes.len());
        match sidecar::end_of_drafts(bytes) {
            EndOfDrafts::At(_) => Some(true),
            EndOfDrafts::Later if bytes.len() < most => Some(false),
            EndOfDrafts::Later | EndOfDrafts::Unknown => None,
        }
    });
    *left = most.saturating_sub(seen.get());
    found
}
