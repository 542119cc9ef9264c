//! Bytes → text: what the person said, then byte order mark, then UTF-16 by its zero bytes, then strict
//! UTF-8, then a guess.
//!
//! A guess is always told as a [`Loss`], and so is every character that could not be decoded (it
//! stands in the text as U+FFFD). Bytes that are no text are refused here, with their name.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::{ImportError, ImportOptions, signature};
use crate::model::Loss;

/// How much is shown to the detector behind the first byte that is not UTF-8.
///
/// Trying 27 encodings costs some 20 ns a byte; a megabyte of text is plenty to tell them apart.
const GUESS_BYTES: usize = 1024 * 1024;

/// How many bytes are looked at for the zero bytes of UTF-16.
const UTF16_HEAD: usize = 4096;

/// With more than this share of unreadable characters, one in so many, a file counts as damaged.
const DAMAGED_ONE_IN: usize = 10;

/// A file as text.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The characters, lines ending in `\n`, without the byte order mark; those of the file where it has
    /// them like that.
    pub(super) text: Cow<'a, str>,
    /// The name of the encoding.
    pub(super) encoding: String,
    /// What was guessed, and what could not be decoded.
    pub(super) losses: Vec<Loss>,
}

/// The text of a file.
///
/// # Errors
///
/// When the bytes are no text, hold no words, or are mostly unreadable.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    options: &ImportOptions<'_>,
) -> Result<Decoded<'a>, ImportError> {
    if let Some(text) = utf32(bytes).filter(|_| options.encoding.is_none()) {
        let text = with_line_feeds(Cow::Owned(text));
        refuse_without_words(&text)?;
        return Ok(Decoded { text, encoding: "UTF-32".to_owned(), losses: Vec::new() });
    }
    let (encoding, body, how) = match options.encoding {
        Some(encoding) => (encoding, without_mark(bytes, encoding), Found::Certain),
        None => find_encoding(bytes),
    };
    if ![UTF_16LE, UTF_16BE].contains(&encoding)
        && let Some(at) = first_binary_byte(body)
    {
        return Err(signature::unknown(bytes.len() - body.len() + at));
    }
    let (text, _) = encoding.decode_without_bom_handling(body);
    if let Some(at) = first_binary_byte(text.as_bytes()) {
        return Err(signature::unknown(at));
    }
    let losses = decoding_losses(&text, body, encoding, how)?;
    let text = with_line_feeds(text);
    refuse_without_words(&text)?;
    Ok(Decoded { text, encoding: encoding.name().to_owned(), losses })
}

/// How an encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// The file says so, or it is valid UTF-8.
    Certain,
    /// By the look of the bytes.
    Guessed,
}

/// `bytes` without a byte order mark of this encoding.
pub(super) fn without_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, mark)) if marked == encoding => bytes.get(mark..).unwrap_or_default(),
        _ => bytes,
    }
}

/// The text of UTF-32 with a byte order mark; no encoding of the web, so it is read here.
fn utf32(bytes: &[u8]) -> Option<String> {
    let to_unit = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => u32::from_le_bytes,
        [0, 0, 0xFE, 0xFF, ..] => u32::from_be_bytes,
        _ => return None,
    };
    let units = bytes.get(4..)?.chunks(4);
    let to_char = |unit: &[u8]| {
        let unit = unit.try_into().ok().map(to_unit).and_then(char::from_u32);
        unit.unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    Some(units.map(to_char).collect())
}

/// The encoding of `bytes`, the bytes without a byte order mark, and how sure that is.
fn find_encoding(bytes: &[u8]) -> (&'static Encoding, &[u8], Found) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(mark..).unwrap_or_default(), Found::Certain);
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return (encoding, bytes, Found::Guessed);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !has_japanese_escapes(text) => (UTF_8, bytes, Found::Certain),
        Ok(_) => (ISO_2022_JP, bytes, Found::Guessed),
        Err(error) => (guess(bytes, error.valid_up_to()), bytes, Found::Guessed),
    }
}

/// ISO-2022-JP is plain ASCII with escape sequences that begin with these.
fn has_japanese_escapes(text: &str) -> bool {
    memchr(0x1B, text.as_bytes()).is_some()
        && (text.contains("\u{1b}$B") || text.contains("\u{1b}$@"))
}

/// UTF-16 without a mark: in European text, every other byte is zero, and only those.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..UTF16_HEAD).unwrap_or(bytes);
    if bytes.len() % 2 == 1 || head.len() < 4 {
        return None;
    }
    let pairs = head.chunks_exact(2);
    let all = pairs.len();
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    match (first, second) {
        (0, zeros) if zeros * 3 > all => Some(UTF_16LE),
        (zeros, 0) if zeros * 3 > all => Some(UTF_16BE),
        _ => None,
    }
}

/// The most likely encoding of bytes that are not UTF-8 from `bad` on.
fn guess(bytes: &[u8], bad: usize) -> &'static Encoding {
    if is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let head = bytes.get(..bad + GUESS_BYTES).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-8 with a few bad bytes: a legacy encoding does not make many valid sequences by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * DAMAGED_ONE_IN
}

/// Where the bytes stop looking like text: the first NUL, or the first of many control characters.
fn first_binary_byte(bytes: &[u8]) -> Option<usize> {
    if let Some(at) = memchr(0, bytes) {
        return Some(at);
    }
    // Tab to carriage return are white space; escape switches alphabets in ISO-2022-JP.
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(*byte, 0x09..=0x0D | 0x1B);
    let count = bytes.iter().filter(|byte| is_control(byte)).count();
    if count >= 3 && count * 20 > bytes.len() { bytes.iter().position(is_control) } else { None }
}

fn decoding_losses(
    text: &str,
    body: &[u8],
    encoding: &'static Encoding,
    how: Found,
) -> Result<Vec<Loss>, ImportError> {
    let name = encoding.name();
    let mut losses = Vec::new();
    if how == Found::Guessed && encoding != UTF_8 {
        losses.push(Loss::everywhere(format!("decoded as {name} by guess")));
    }
    // A replacement character that the file itself holds, correctly encoded, is no failure.
    let is_intact = encoding == UTF_8 && std::str::from_utf8(body).is_ok();
    let failed = if is_intact { 0 } else { text.matches('\u{fffd}').count() };
    if failed == 0 {
        return Ok(losses);
    }
    let place = format!("line {}", line_of(text, text.find('\u{fffd}').unwrap_or_default()));
    let characters = if failed == 1 { "1 character" } else { &format!("{failed} characters") };
    let what = format!("{characters} could not be decoded as {name}");
    if failed * DAMAGED_ONE_IN > text.chars().count() {
        return Err(ImportError::Damaged { what, place });
    }
    losses.push(Loss { what: format!("{what}, shown as \u{fffd}"), place, block: None });
    Ok(losses)
}

/// The number of the line that holds byte `at`, from 1; lines end in LF, CR LF or CR.
fn line_of(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    let feeds = before.matches('\n').count();
    let lone = before.matches('\r').count() - before.matches("\r\n").count();
    feeds + lone + 1
}

fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn refuse_without_words(text: &str) -> Result<(), ImportError> {
    let what = if text.is_empty() {
        "the file is empty"
    } else if text.chars().all(char::is_whitespace) {
        "the file holds only white space"
    } else if !text.chars().any(char::is_alphanumeric) {
        "the file holds no words, only signs"
    } else {
        return Ok(());
    };
    Err(ImportError::NoText { what })
}
