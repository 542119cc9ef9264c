//! Files that no importer reads, known by their first bytes, and what to tell people about them.
//!
//! *Source*: the signatures stand in each format's own specification; most are collected in the
//! WHATWG MIME Sniffing Standard, section 6.

use memchr::memmem;

use super::package::Package;
use super::{ImportError, Probe};

/// How far into a damaged zip archive the names of its parts are looked for, in bytes.
const HEAD: usize = 4096;

const SAVE_AS_WORD: &str = "open it where it was written and save it as .docx";
const NOT_A_STORY: &str = "choose the file that holds the story";

/// Documents that hold words, but not as text: first bytes, what it is, what to do.
const DOCUMENTS: &[(&[u8], &str, &str)] = &[
    (b"\xFFWPC", "a WordPerfect file", SAVE_AS_WORD),
    (b"\xDB\xA5", "a Word file from before 1995", SAVE_AS_WORD),
    (b"\x31\xBE\0\0", "a Word file from before 1995", SAVE_AS_WORD),
];

/// The compound file of Microsoft Office before 2007, and of its locked files ever since.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What a compound file is by a name in its directory.
const COMPOUND: &[(&str, &str, &str)] = &[
    ("WordDocument", "an old Word file (.doc)", SAVE_AS_WORD),
    ("Workbook", "an old Excel file (.xls)", NOT_A_STORY),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", NOT_A_STORY),
    ("__substg1.0_", "an Outlook message (.msg)", "save it as .eml or as text"),
];

/// Files without words: first bytes, what it is.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\x1F\x8B\x08", "a gzip archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"SQLite format 3\0", "a database"),
];

/// What a zip archive is when a part has this name or stands in this folder.
const ARCHIVES: &[(&str, &str, &str)] = &[
    ("index/document.iwa", "a Pages file", SAVE_AS_WORD),
    ("index.zip", "a Pages file", SAVE_AS_WORD),
    ("index.xml.gz", "a Pages file", SAVE_AS_WORD),
    ("index.xml", "a Pages file", SAVE_AS_WORD),
    ("xl/", "an Excel file (.xlsx)", NOT_A_STORY),
    ("ppt/", "a PowerPoint file (.pptx)", NOT_A_STORY),
];

/// Word's own XML in one file: what stands in its head, what it is.
const XML: &[(&str, &str)] = &[
    ("http://schemas.microsoft.com/office/2006/xmlPackage", "a Word file as one XML file"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", "a Word 2003 XML file"),
];

/// The refusal of a file that begins like something that is not read.
pub(super) fn refusal(probe: &Probe<'_>) -> Option<ImportError> {
    let bytes = probe.bytes;
    if probe.is_zip() {
        return Some(refuse_zip(probe));
    }
    if bytes.starts_with(OLE) {
        return Some(refuse_compound(bytes));
    }
    let document = DOCUMENTS.iter().find(|(magic, ..)| bytes.starts_with(magic));
    if let Some((_, looks_like, hint)) = document {
        return Some(ImportError::NotThisFormat { looks_like, hint });
    }
    let is_xml = probe.head.trim_start().starts_with("<?xml");
    if let Some((_, looks_like)) = XML.iter().find(|(uri, _)| is_xml && probe.head.contains(uri)) {
        return Some(ImportError::NotThisFormat { looks_like, hint: SAVE_AS_WORD });
    }
    let (_, looks_like) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    Some(ImportError::Binary { looks_like, place: "byte 1".to_owned(), hint: NOT_A_STORY })
}

/// The refusal of bytes that have no known beginning and are no text either.
pub(super) fn unknown(at: usize) -> ImportError {
    ImportError::Binary {
        looks_like: "data with control characters",
        place: format!("byte {}", at + 1),
        hint: NOT_A_STORY,
    }
}

/// The refusal of an archive that no importer claims.
fn refuse_zip(probe: &Probe<'_>) -> ImportError {
    // Bit 0 of the general purpose flags: the part is locked (APPNOTE.TXT 4.4.4).
    let is_locked = probe.bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    if is_locked {
        return ImportError::Encrypted { looks_like: "a zip archive" };
    }
    let Some(parts) = &probe.parts else { return refuse_broken_zip(probe.bytes) };
    let is_in = |name: &str| {
        parts
            .iter()
            .any(|part| if name.ends_with('/') { part.starts_with(name) } else { part == name })
    };
    if let Some((_, looks_like, hint)) = ARCHIVES.iter().find(|(name, ..)| is_in(name)) {
        return ImportError::NotThisFormat { looks_like, hint };
    }
    if probe.mimetype.starts_with("application/vnd.oasis.opendocument") {
        let looks_like = "an OpenDocument file that is no text";
        return ImportError::NotThisFormat { looks_like, hint: NOT_A_STORY };
    }
    let hint = "unpack it and choose the file that holds the story";
    ImportError::NotThisFormat { looks_like: "a zip archive", hint }
}

/// What is wrong with an archive whose directory cannot be read.
fn refuse_broken_zip(bytes: &[u8]) -> ImportError {
    let error = Package::open(bytes).err();
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match error {
        Some(ImportError::Damaged { what, place }) => {
            let kind = if holds(head, b"word/") {
                "a Word file (.docx): "
            } else if holds(head, b"vnd.oasis.opendocument") {
                "an OpenDocument file: "
            } else {
                ""
            };
            ImportError::Damaged { what: format!("{kind}{what}"), place }
        }
        Some(error) => error,
        None => ImportError::NotThisFormat { looks_like: "a zip archive", hint: NOT_A_STORY },
    }
}

fn refuse_compound(bytes: &[u8]) -> ImportError {
    if holds(bytes, &utf16("EncryptedPackage")) {
        return ImportError::Encrypted { looks_like: "an Office file" };
    }
    let found = COMPOUND.iter().find(|(name, ..)| holds(bytes, &utf16(name)));
    let (looks_like, hint) = found
        .map_or(("an old Office file", SAVE_AS_WORD), |(_, looks_like, hint)| (looks_like, hint));
    ImportError::NotThisFormat { looks_like, hint }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memmem::find(bytes, part).is_some()
}

fn utf16(word: &str) -> Vec<u8> {
    word.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
