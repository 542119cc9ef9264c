//! Saving a review over the file it was read from, and over no other.

use std::path::Path;

use super::{SaveError, StoreError, read_capped, write_atomically};
use crate::sidecar;
use crate::text::Digest;

/// What a file held when it was last read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Its length in bytes.
    pub len: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, digest: Digest::of(bytes) }
    }
}

/// Writes a review to its sidecar, when the file there is still `expected`: the one that was read
/// or written last, or `None` when there was none.
///
/// A sidecar that has gone in the meantime is written again: nothing can be lost by that. When the
/// file already holds exactly this review, nothing is written.
///
/// # Errors
///
/// [`SaveError::ChangedOnDisk`] when another file stands there; [`SaveError::Store`] when the disk
/// refuses.
pub fn save(
    review_ron: &str,
    sidecar: &Path,
    expected: Option<&Fingerprint>,
) -> Result<Fingerprint, SaveError> {
    let fresh = Fingerprint::of(review_ron.as_bytes());
    let there = fingerprint_at(sidecar)?;
    if there == Some(fresh) {
        return Ok(fresh);
    }
    if there.is_some() && there.as_ref() != expected {
        return Err(SaveError::ChangedOnDisk(sidecar.to_owned()));
    }
    write_atomically(sidecar, review_ron.as_bytes())?;
    Ok(fresh)
}

fn fingerprint_at(path: &Path) -> Result<Option<Fingerprint>, StoreError> {
    match read_capped(path, sidecar::MOST_BYTES) {
        Ok(bytes) => Ok(Some(Fingerprint::of(&bytes))),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}
