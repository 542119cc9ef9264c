//! Bytes of a file → [`Imported`]: an article, and a list of what could not be carried into it.
//!
//! Every format is one file with a `read` function and one line in [`FORMATS`]. The name's ending
//! chooses the format; where it says nothing, the content does. An importer never panics, never
//! touches the disk or the network, and rather gives a partial article with its losses than an
//! error: only a file that holds no readable words is refused.
//!
//! Lines of an article end in `\n`, whatever the file had: `\r\n` and a lone `\r` become `\n`, and a
//! byte order mark is taken off. That is the whole difference between a plain text file and its
//! article.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod builder;
mod decode;
mod error;
mod front_matter;
mod list_signs;
mod markdown;
mod meta;
mod open_block;
mod plain;
mod plain_front;
mod signature;

use crate::model::{Article, Loss};

pub use error::ImportError;

/// The largest file that is read, in bytes: 64 MiB.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The article.
    pub article: Article,
    /// What the file held and the article does not, in the order of the file.
    pub losses: Vec<Loss>,
    /// The [`Format::key`] of the format that read it.
    pub format: &'static str,
    /// The character encoding, by its name in the WHATWG Encoding Standard ("UTF-8").
    pub encoding: String,
}

/// One entry of the registry: a file format that can be read.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The word for sidecars and scripts.
    pub key: &'static str,
    /// The word for people.
    pub label: &'static str,
    /// File name endings, without the full stop, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether the first bytes look like it; asked only when the file's name says nothing.
    pub looks_like: fn(&[u8]) -> bool,
    /// Reads a whole file.
    pub read: fn(&[u8]) -> Result<Imported, ImportError>,
}

/// Every format, the one that takes anything last.
pub const FORMATS: &[Format] = &[
    Format {
        key: markdown::KEY,
        label: "Markdown",
        extensions: &["md", "markdown", "mdown", "mkd"],
        looks_like: markdown::looks_like,
        read: markdown::read,
    },
    Format {
        key: plain::KEY,
        label: "Plain text",
        extensions: &["txt", "text"],
        looks_like: |_| true,
        read: plain::read,
    },
];

/// Reads a file into an article. Of `file_name` only the ending is looked at.
///
/// # Errors
///
/// When the file is too large, of a format that is not text, locked, badly damaged, or without a
/// single word.
pub fn import(bytes: &[u8], file_name: &str) -> Result<Imported, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len(), most: MOST_BYTES });
    }
    let format = format_by_name(file_name)
        .or_else(|| FORMATS.iter().find(|format| (format.looks_like)(bytes)));
    format.map_or_else(|| plain::read(bytes), |format| (format.read)(bytes))
}

/// The format that claims the ending of `file_name`.
fn format_by_name(file_name: &str) -> Option<&'static Format> {
    let (_, extension) = file_name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
}

/// `bytes` for people: "10 MB", "64 kB".
fn readable_size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{} MB", (bytes + 500_000) / 1_000_000),
    }
}
