//! Names: which sidecar goes with which article.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::model::Timestamp;
use crate::sidecar;

/// What stands between an article's name and the end of its sidecar's.
const INFIX: &str = ".review";

/// The sidecar of an article: `story.md` → `story.md.review.ron`.
pub fn sidecar_path(article: &Path) -> PathBuf {
    let mut name = OsString::from(article.as_os_str());
    name.push(".");
    name.push(sidecar::EXTENSION);
    PathBuf::from(name)
}

/// Whether a path is named like a sidecar, or like a copy of one that was made on a conflict.
pub fn is_sidecar(path: &Path) -> bool {
    article_path(path).is_some()
}

/// The article of a sidecar: `story.md.review.ron` → `story.md`, and so for the copies that
/// [`conflict_path`] and the programs that keep folders in step make: `story.md.review (2).ron`.
pub fn article_path(sidecar: &Path) -> Option<PathBuf> {
    let stem = sidecar.file_name()?.to_str()?.strip_suffix(".ron")?;
    let (article, rest) = stem.rsplit_once(INFIX)?;
    let is_copy = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    (is_copy && !article.is_empty()).then(|| sidecar.with_file_name(article))
}

/// Where a review goes that must not replace the one on disk:
/// `story.md.review.conflict-20260301-1200.ron`.
pub fn conflict_path(sidecar: &Path, at: Timestamp) -> PathBuf {
    sidecar.with_extension(format!("conflict-{}.ron", at.format("%Y%m%d-%H%M")))
}
