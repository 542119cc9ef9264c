//! What went wrong on the disk: what, the detail, the path last.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::import::ImportError;
use crate::sidecar::SidecarError;

/// A file that could not be read or written.
#[derive(Debug, Error)]
#[error("{kind}: {}", path.display())]
pub struct StoreError {
    /// Which file.
    pub path: PathBuf,
    /// Why.
    pub kind: StoreErrorKind,
}

/// Why a file could not be read or written.
#[derive(Debug, Error)]
pub enum StoreErrorKind {
    /// Nothing there.
    #[error("there is no such file")]
    Missing,
    /// A folder, a pipe or a device; not even opened.
    #[error("cannot read: it is {0}, not a file")]
    NotAFile(&'static str),
    /// More than is read.
    #[error("cannot read: it has {bytes} bytes, and at most {most} are read")]
    TooLarge {
        /// Its length.
        bytes: u64,
        /// The most that is read.
        most: u64,
    },
    /// The system refused to read.
    #[error("cannot read: {}", reason(.0))]
    Read(#[source] io::Error),
    /// The system refused to write. What stood there before still stands.
    #[error("cannot write: {}", reason(.0))]
    Write(#[source] io::Error),
}

/// The system's reason in lower case, without its number where the reason is plain.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

impl StoreError {
    pub(super) fn new(path: &Path, kind: StoreErrorKind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    pub(super) fn reading(path: &Path, error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => StoreErrorKind::Missing,
            _ => StoreErrorKind::Read(error),
        };
        Self::new(path, kind)
    }

    pub(super) fn writing(path: &Path, error: io::Error) -> Self {
        Self::new(path, StoreErrorKind::Write(error))
    }

    /// Whether there is nothing at the path.
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, StoreErrorKind::Missing)
    }
}

/// Why a review could not be opened. Nothing was written.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The article could not be read in.
    #[error("{source}: {}", path.display())]
    Import {
        /// The article.
        path: PathBuf,
        /// Why.
        source: ImportError,
    },
    /// The sidecar is damaged, newer, or something else.
    #[error("cannot read the review: {source}: {}", path.display())]
    Sidecar {
        /// The sidecar.
        path: PathBuf,
        /// Why.
        source: SidecarError,
    },
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a review was not saved. The file there is as it was.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Somebody else wrote it since it was read.
    #[error("not saved: somebody else changed the file since it was opened: {}", .0.display())]
    ChangedOnDisk(PathBuf),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}
