//! Files that are no text, known by their first bytes, and what to tell people about them.
//!
//! *Source*: the signatures stand in each format's own specification; most are collected in the
//! WHATWG MIME Sniffing Standard, section 6.

use memchr::memmem;

use super::ImportError;

/// How far into a zip archive the names of its parts are looked for, in bytes.
const HEAD: usize = 4096;

const SAVE_AS_TEXT: &str = "save it as plain text or Markdown";
const NOT_A_STORY: &str = "choose the file that holds the story";

/// Documents that hold words, but not as text: first bytes, what it is.
const DOCUMENTS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (OLE, "an old Word or Excel file"),
];

/// The compound file of Microsoft Office before 2007, and of its locked files ever since.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

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

/// What a zip archive is when a part's name is found near its start.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"word/", "a Word file (.docx)"),
    (b"xl/", "an Excel file (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"vnd.oasis.opendocument", "an OpenDocument file"),
    (b"epub+zip", "an e-book (EPUB)"),
];

/// The refusal of `bytes` when they begin like a file that is not text.
pub(super) fn refusal(bytes: &[u8]) -> Option<ImportError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(refuse_zip(bytes));
    }
    if bytes.starts_with(OLE) && holds(bytes, &utf16("EncryptedPackage")) {
        return Some(ImportError::Encrypted { looks_like: "an Office file" });
    }
    if bytes.starts_with(b"%PDF-") && holds(bytes, b"/Encrypt") {
        return Some(ImportError::Encrypted { looks_like: "a PDF" });
    }
    if let Some((_, looks_like)) = DOCUMENTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(ImportError::NotThisFormat { looks_like, hint: SAVE_AS_TEXT });
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

fn refuse_zip(bytes: &[u8]) -> ImportError {
    // Bit 0 of the general purpose flags: the part is locked (APPNOTE.TXT 4.4.4).
    let is_locked = bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    if is_locked {
        return ImportError::Encrypted { looks_like: "a zip archive" };
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match ARCHIVES.iter().find(|(part, _)| holds(head, part)) {
        Some((_, looks_like)) => ImportError::NotThisFormat { looks_like, hint: SAVE_AS_TEXT },
        None => ImportError::NotThisFormat {
            looks_like: "a zip archive or a Word file",
            hint: "unpack it, or save it as plain text or Markdown",
        },
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memmem::find(bytes, part).is_some()
}

fn utf16(word: &str) -> Vec<u8> {
    word.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
