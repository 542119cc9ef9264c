//! Bytes of a file → [`Imported`]: an article, and a list of what could not be carried into it.
//!
//! Every format is one file or folder with a `read` function and one line in [`FORMATS`]. The content
//! chooses the format; the name's ending is asked where the content says nothing, and when it says
//! something else, that becomes a note among the losses. An importer never panics, never touches the
//! disk or the network, and rather gives a partial article with its losses than an error: only a file
//! that holds no readable words is refused.
//!
//! How much is read is limited before it is parsed: the size of a file and of what it unpacks to
//! (`package`), how deep elements nest and how many attributes they have (`xml`), how long an article
//! can be.
//!
//! Importers know their format; what an article looks like, they leave to `walk`: it has the one open
//! block, the lists, quotations, tables and notes it stands in, the white space between blocks, and
//! the places of source notes.
//!
//! Lines of an article end in `\n`, whatever the file had: `\r\n` and a lone `\r` become `\n`, and a
//! byte order mark is taken off. That is the whole difference between a plain text file and its
//! article.
#![warn(clippy::disallowed_methods, reason = "a pure room: values in, values out")]

mod at;
mod builder;
mod decode;
mod docx;
mod encodings;
mod epub;
mod error;
mod field;
mod front_matter;
mod html;
mod list_signs;
mod mail;
mod markdown;
mod meta;
mod numerals;
mod odt;
mod open_block;
mod package;
mod pdf;
mod plain;
mod plain_front;
mod probe;
mod role;
mod rtf;
mod signature;
mod source_map;
mod source_notes;
mod symbol;
mod varint;
mod walk;
mod watch;
mod xml;

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::model::{Article, Loss, ReadAs, SourceNote};

pub use encodings::{ENCODINGS, PREVIEW_BYTES, Preview, preview};
pub use error::ImportError;
pub use probe::{Certainty, Probe};
pub use source_map::{Area, Origin, SourceMap, SourcePiece};
pub use watch::{Counted, Progress, Watch};

/// The largest file that is read, in bytes: 64 MiB.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The article.
    pub article: Article,
    /// What the file held and the article does not, in the order of the file.
    pub losses: Vec<Loss>,
    /// The comments and notes of the file, in order of their places.
    pub source_notes: Vec<SourceNote>,
    /// Where in the file the text comes from; empty for formats that do not say.
    pub source_map: SourceMap,
    /// The [`Format::key`] of the format that read it.
    pub format: &'static str,
    /// The character encoding, by its name in the WHATWG Encoding Standard ("UTF-8"); empty where the
    /// format says so itself.
    pub encoding: String,
}

/// What the person who opens a file knows better than the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions<'a> {
    /// The format to read it as, whatever it looks like.
    pub format: Option<&'static Format>,
    /// The encoding of its characters; heeded by the formats that are text.
    pub encoding: Option<&'static Encoding>,
    /// Whether all of a web page is read, and not only the story in it.
    pub whole_page: bool,
    /// Who waits for it.
    pub watch: Option<&'a Arc<dyn Watch>>,
}

impl ImportOptions<'_> {
    /// As somebody said once; an encoding that is not known any more is left to the file.
    pub fn of(read_as: &ReadAs) -> Self {
        let encoding = read_as.encoding.as_deref().and_then(encoding_by_name);
        Self { encoding, whole_page: read_as.whole_page, ..Self::default() }
    }

    /// What of it is worth keeping.
    pub fn read_as(&self) -> ReadAs {
        let encoding = self.encoding.map(|encoding| encoding.name().to_owned());
        ReadAs { encoding, whole_page: self.whole_page }
    }

    /// Whether the reading is to end.
    pub(in crate::import) fn is_cancelled(&self) -> bool {
        self.watch.is_some_and(|watch| watch.is_cancelled())
    }

    /// Tells whoever waits how far the reading is.
    pub(in crate::import) fn is_at(&self, done: usize, all: usize, of: Counted) {
        if let Some(watch) = self.watch {
            watch.is_at(Progress { done, all, of });
        }
    }
}

/// A file on its way into an importer.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The whole file: its reader lets go of it as soon as it is done with it.
    pub bytes: Arc<Vec<u8>>,
    /// What the person said.
    pub options: &'a ImportOptions<'a>,
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
    /// Whether a file looks like it.
    pub sniff: fn(&Probe<'_>) -> Certainty,
    /// Reads a whole file.
    pub read: fn(Input<'_>) -> Result<Imported, ImportError>,
}

/// Every format, the one that takes any text last.
pub const FORMATS: &[Format] = &[
    Format {
        key: docx::KEY,
        label: "Word",
        extensions: &["docx", "docm", "dotx", "dotm"],
        sniff: docx::sniff,
        read: docx::read,
    },
    Format {
        key: odt::KEY,
        label: "OpenDocument text",
        extensions: &["odt", "ott"],
        sniff: odt::sniff,
        read: odt::read,
    },
    Format {
        key: odt::FLAT_KEY,
        label: "flat OpenDocument text",
        extensions: &["fodt"],
        sniff: odt::sniff_flat,
        read: odt::read_flat,
    },
    Format {
        key: pdf::KEY,
        label: "PDF",
        extensions: &["pdf"],
        sniff: pdf::sniff,
        read: pdf::read,
    },
    Format {
        key: rtf::KEY,
        label: "Rich text",
        extensions: &["rtf"],
        sniff: rtf::sniff,
        read: rtf::read,
    },
    Format {
        key: epub::KEY,
        label: "e-book (EPUB)",
        extensions: &["epub"],
        sniff: epub::sniff,
        read: epub::read,
    },
    Format {
        key: mail::PAGE_KEY,
        label: "web page in one file (MHT)",
        extensions: &["mht", "mhtml"],
        sniff: mail::sniff_page,
        read: mail::read_page,
    },
    Format {
        key: mail::KEY,
        label: "mail",
        extensions: &["eml"],
        sniff: mail::sniff,
        read: mail::read,
    },
    Format {
        key: html::KEY,
        label: "web page",
        extensions: &["html", "htm", "xhtml", "xht"],
        sniff: html::sniff,
        read: html::read,
    },
    Format {
        key: markdown::KEY,
        label: "Markdown",
        extensions: &["md", "markdown", "mdown", "mkd"],
        sniff: markdown::sniff,
        read: markdown::read,
    },
    Format {
        key: plain::KEY,
        label: "Plain text",
        extensions: &["txt", "text"],
        sniff: |_| Certainty::Possible,
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
    import_with(Arc::new(bytes.to_vec()), file_name, &ImportOptions::default())
}

/// As [`import`], with what the person said. Whoever keeps no share in `bytes` has the memory of the
/// file back before its article is made, where the format allows it.
///
/// # Errors
///
/// As [`import`].
pub fn import_with(
    bytes: Arc<Vec<u8>>,
    file_name: &str,
    options: &ImportOptions<'_>,
) -> Result<Imported, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge {
            what: format!("the file has {}", readable_size(bytes.len())),
            most: readable_size(MOST_BYTES),
        });
    }
    if let Some(format) = options.format {
        return read(format, Input { bytes, options });
    }
    let named = format_by_name(file_name);
    let format = choose(&Probe::new(&bytes), named)?;
    let mut imported = read(format, Input { bytes, options })?;
    if let Some(named) = named.filter(|named| named.key != format.key) {
        let (is, named) = (format.label, named.label);
        let note = format!("the file is named like {named}, but it is {is} and was read as that");
        imported.losses.insert(0, Loss::everywhere(note));
    }
    Ok(imported)
}

/// Reads a file as this format, unless whoever waits for it has had enough.
fn read(format: &Format, input: Input<'_>) -> Result<Imported, ImportError> {
    let options = input.options;
    let read = (format.read)(input);
    if options.is_cancelled() { Err(ImportError::Cancelled) } else { read }
}

/// Whether of a file of the format with this key only the story in a page is read, unless somebody
/// asks for all of it.
pub fn finds_story(key: &str) -> bool {
    [html::KEY, mail::PAGE_KEY].contains(&key)
}

/// The format with this key.
pub fn format_by_key(key: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.key == key)
}

/// The encoding that goes by this name, in any of its spellings: "utf-8", "latin1", "Windows-1251".
pub fn encoding_by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// By the content, then by the name, then by a guess.
fn choose(
    probe: &Probe<'_>,
    named: Option<&'static Format>,
) -> Result<&'static Format, ImportError> {
    let like = |wanted: Certainty| FORMATS.iter().find(|f| (f.sniff)(probe) == wanted);
    if let Some(format) = like(Certainty::Sure) {
        return Ok(format);
    }
    if let Some(refusal) = signature::refusal(probe) {
        return Err(refusal);
    }
    let named = named.filter(|format| (format.sniff)(probe) != Certainty::No);
    let format = named.or_else(|| like(Certainty::Likely)).or_else(|| like(Certainty::Possible));
    format.ok_or_else(|| signature::unknown(0))
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

/// The start of some words, for a loss.
fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words.to_owned(),
    }
}
