//! Reading with a limit, writing all or nothing.

use std::fs::{self, File, Metadata};
use std::io::{BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use super::{StoreError, StoreErrorKind};

/// Reads a file of at most `most` bytes.
///
/// Folders, pipes and devices are refused before they are opened: a pipe would never end.
///
/// # Errors
///
/// [`StoreError`] when there is nothing, no file, too much, or the system refuses.
pub fn read_capped(path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let reading = |error| StoreError::reading(path, error);
    let fail = |kind| Err(StoreError::new(path, kind));
    let meta = fs::metadata(path).map_err(reading)?;
    if !meta.is_file() {
        return fail(StoreErrorKind::NotAFile(what_it_is(&meta)));
    }
    if meta.len() > most {
        return fail(StoreErrorKind::TooLarge { bytes: meta.len(), most });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default());
    let file = File::open(path).map_err(reading)?;
    // The length may have changed since, and some file systems say 0.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(reading)?;
    let length = bytes.len() as u64;
    if length > most {
        return fail(StoreErrorKind::TooLarge { bytes: length, most });
    }
    Ok(bytes)
}

/// The first bytes of a file, `most` of them or fewer.
///
/// # Errors
///
/// As [`read_capped`], however long the file is.
pub fn read_head(path: &Path, most: usize) -> Result<Vec<u8>, StoreError> {
    let reading = |error| StoreError::reading(path, error);
    let meta = fs::metadata(path).map_err(reading)?;
    if !meta.is_file() {
        return Err(StoreError::new(path, StoreErrorKind::NotAFile(what_it_is(&meta))));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(reading)?;
    file.take(most as u64).read_to_end(&mut bytes).map_err(reading)?;
    Ok(bytes)
}

/// A file of any length, to be read piece by piece; pipes are welcome.
///
/// # Errors
///
/// [`StoreError`] when there is nothing or a folder, or the system refuses.
pub fn reader(path: &Path) -> Result<BufReader<File>, StoreError> {
    let reading = |error| StoreError::reading(path, error);
    let file = File::open(path).map_err(reading)?;
    let meta = file.metadata().map_err(reading)?;
    if meta.is_dir() {
        return Err(StoreError::new(path, StoreErrorKind::NotAFile(what_it_is(&meta))));
    }
    Ok(BufReader::with_capacity(256 * 1024, file))
}

/// The first part of a file, read on until `is_enough`; `None` when it never is, when that gives up
/// with `None`, or when the file cannot be read.
pub(super) fn read_until(
    path: &Path,
    is_enough: impl Fn(&[u8]) -> Option<bool>,
) -> Option<Vec<u8>> {
    const FIRST: u64 = 256 * 1024;
    let mut file = File::open(path).ok()?;
    let mut bytes = Vec::new();
    let mut more = FIRST;
    while Read::by_ref(&mut file).take(more).read_to_end(&mut bytes).ok()? > 0 {
        if is_enough(&bytes)? {
            return Some(bytes);
        }
        more *= 4;
    }
    None
}

fn what_it_is(meta: &Metadata) -> &'static str {
    if meta.is_dir() { "a folder" } else { "a pipe or a device" }
}

/// Writes a file whole or not at all: a new file beside it, forced to the disk, takes its name.
///
/// The mode of the file that stood there is kept, a link to it is followed. The folder must exist.
///
/// # Errors
///
/// [`StoreError`]; what stood there before still stands.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let write = || {
        let mut file = AtomicWriteFile::open(final_path(path)?)?;
        file.write_all(bytes)?;
        file.commit()
    };
    write().map_err(|error| StoreError::writing(path, error))
}

/// The file behind any links, as an absolute path; for a file that is yet to be, the path itself.
fn final_path(path: &Path) -> std::io::Result<PathBuf> {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path))
}
