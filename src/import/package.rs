//! A zip archive of parts, as Word and OpenDocument files and e-books are: read by name, with limits.
//!
//! Nothing is unpacked to the disk and no name of a part is ever a path. How large a part is when it
//! is unpacked, and how much it was packed, is looked at before it is read; the count of parts before
//! the archive's directory is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{ImportError, readable_size};

/// The most parts an archive may have.
const MOST_PARTS: usize = 10_000;

/// The largest part that is read, in bytes.
const MOST_PART: u64 = 64 * 1024 * 1024;

/// How much is unpacked of one archive, in bytes.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

/// A part from [`RATIO_FROM`] on that shrank to less than this share of itself, one in so many, was
/// made to swell.
const MOST_RATIO: u64 = 500;

/// Smaller parts may shrink as they like, in bytes.
const RATIO_FROM: u64 = 1024 * 1024;

/// What the parts of an archive are packed by.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The index of each part by its name: lower case, slashes, none in front.
    names: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// When it has no readable directory or too many parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        refuse_too_many_parts(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error, None))?;
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                names.insert(plain_name(&name), index);
            }
        }
        Ok(Self { archive, names, left: MOST_UNPACKED })
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The bytes of a part; `None` when there is none of that name.
    ///
    /// # Errors
    ///
    /// When it is locked, damaged or too large.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(index) = self.names.get(&plain_name(name)) else { return Ok(None) };
        let fail = |error: &ZipError| damaged(error, Some(name));
        let part = self.archive.by_index(*index).map_err(|error| fail(&error))?;
        let (size, packed) = (part.size(), part.compressed_size().max(1));
        let most = MOST_PART.min(self.left);
        if size > most || (size > RATIO_FROM && size / packed > MOST_RATIO) {
            return Err(too_large(name, size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // What the archive says of the size may be a lie.
        part.take(most + 1).read_to_end(&mut bytes).map_err(|error| fail(&error.into()))?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(too_large(name, length));
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// The text of an XML part; `None` when there is none of that name.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        Ok(self.read(name)?.map(xml_text))
    }
}

/// The text of an XML file: by its byte order mark, its zero bytes, or what it says of itself.
pub(super) fn xml_text(bytes: Vec<u8>) -> String {
    let head = bytes.get(..200).unwrap_or(&bytes);
    let (encoding, mark) = match (Encoding::for_bom(&bytes), head) {
        (Some(found), _) => found,
        (None, [0, b'<', ..]) => (UTF_16BE, 0),
        (None, [b'<', 0, ..]) => (UTF_16LE, 0),
        _ => (declared(head).unwrap_or(UTF_8), 0),
    };
    if encoding == UTF_8 && mark == 0 {
        return String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    let body = bytes.get(mark..).unwrap_or_default();
    encoding.decode_without_bom_handling(body).0.into_owned()
}

fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let at = memmem::find(head, b"encoding=")? + b"encoding=".len();
    let quote = *head.get(at)?;
    let name = head.get(at + 1..)?.split(|byte| *byte == quote).next()?;
    let encoding = Encoding::for_label(name)?;
    // Whoever could be read up to here is no UTF-16.
    (![UTF_16LE, UTF_16BE].contains(&encoding)).then_some(encoding)
}

/// The directory of an archive ends with a record that begins like this (APPNOTE.TXT 4.3.16).
const END_RECORD: &[u8] = b"PK\x05\x06";

fn refuse_too_many_parts(bytes: &[u8]) -> Result<(), ImportError> {
    let count = memmem::rfind(bytes, END_RECORD)
        .and_then(|at| bytes.get(at + 10..at + 12))
        .map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])));
    if count <= MOST_PARTS {
        return Ok(());
    }
    Err(ImportError::TooLarge {
        what: format!("the archive has {count} parts"),
        most: MOST_PARTS.to_string(),
    })
}

fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn too_large(part: &str, bytes: u64) -> ImportError {
    let size = readable_size(usize::try_from(bytes).unwrap_or(usize::MAX));
    ImportError::TooLarge {
        what: format!("its part {part} unpacks to {size}"),
        most: readable_size(usize::try_from(MOST_PART).unwrap_or(usize::MAX)),
    }
}

fn damaged(error: &ZipError, part: Option<&str>) -> ImportError {
    let what = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            return ImportError::Encrypted { looks_like: "a zip archive" };
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            "it is packed in a way that is not known here"
        }
        _ if part.is_some() => "it cannot be unpacked",
        _ => "the archive is cut off or has no directory",
    };
    let place = part.map_or_else(|| "its end".to_owned(), |part| format!("the part {part}"));
    ImportError::Damaged { what: what.to_owned(), place }
}
