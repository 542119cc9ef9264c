//! A first look at a file: what there is to tell formats apart by.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::package::Package;

/// How much of a text file is looked at, in bytes.
const HEAD: usize = 8 * 1024;

/// The part in which OpenDocument files and e-books say what they are.
const MIMETYPE: &str = "mimetype";

/// How sure a format is of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is another format.
    No,
    /// It is this one when its name says so.
    IfNamed,
    /// It can be read as this one, as nearly everything can.
    Possible,
    /// It looks like it, when its name says nothing else.
    Likely,
    /// It is this one, whatever its name.
    Sure,
}

/// What the formats look at.
#[derive(Debug)]
pub struct Probe<'a> {
    /// The whole file.
    pub(super) bytes: &'a [u8],
    /// The start of the file as text.
    pub(super) head: Cow<'a, str>,
    /// The names of the parts of a zip archive in lower case; `None` for any other file, and for an
    /// archive without a readable directory.
    pub(super) parts: Option<Vec<String>>,
    /// What a zip archive says it is.
    pub(super) mimetype: String,
}

impl<'a> Probe<'a> {
    /// Looks at a file.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut probe = Self { bytes, head: head(bytes), parts: None, mimetype: String::new() };
        if probe.is_zip()
            && let Ok(mut package) = Package::open(bytes)
        {
            let mimetype = package.read(MIMETYPE).ok().flatten().unwrap_or_default();
            String::from_utf8_lossy(&mimetype).trim().clone_into(&mut probe.mimetype);
            probe.parts = Some(package.names().map(ToOwned::to_owned).collect());
        }
        probe
    }

    /// Whether it begins like a zip archive.
    pub(super) fn is_zip(&self) -> bool {
        self.bytes.starts_with(b"PK\x03\x04") || self.bytes.starts_with(b"PK\x05\x06")
    }

    /// Whether it is an archive with this part, named in lower case.
    pub(super) fn has_part(&self, name: &str) -> bool {
        self.parts.iter().flatten().any(|part| part == name)
    }

    /// Whether it is an archive with a part in this folder, named in lower case with its slash.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.parts.iter().flatten().any(|part| part.starts_with(folder))
    }
}

fn head(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let head = bytes.get(mark..(mark + HEAD).min(bytes.len())).unwrap_or_default();
    encoding.decode_without_bom_handling(head).0
}
