//! Bytes → stored types, or why not.

use std::str;

use ron::de::Deserializer;
use ron::error::SpannedError;
use serde::Deserialize;

use super::{FORMAT, MOST_BYTES, SidecarError, options, rebuild, v1};
use crate::review::Review;

/// How many unknown fields are named; the rest is counted.
const MOST_NAMED: usize = 3;

/// A review as it was read, and what there is to say about that.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The review.
    pub review: Review,
    /// Why it must not be saved over the file, in a sentence; `None` when it may.
    pub read_only: Option<String>,
    /// What is not as the file says, for people: a mark that moved or lost its place.
    pub notes: Vec<String>,
}

/// Reads a sidecar.
///
/// Marks are placed by their words again; one whose words are gone is kept as
/// [`crate::model::Place::Lost`] and named in the notes.
///
/// # Errors
///
/// [`SidecarError`]: the bytes are not a review that this version can show.
pub fn from_ron(bytes: &[u8]) -> Result<Loaded, SidecarError> {
    let length = bytes.len() as u64;
    if length > MOST_BYTES {
        return Err(SidecarError::TooLarge { bytes: length });
    }
    let text = utf8(bytes)?;
    let (file, unknown) = parse(text).map_err(|error| diagnose(text, &error))?;
    if file.format == 0 {
        return Err(SidecarError::Invalid { what: "there is no format 0".to_owned() });
    }
    let read_only = why_read_only(file.format, &unknown);
    let (review, notes) = rebuild::review(file)?;
    Ok(Loaded { review, read_only, notes })
}

pub(super) fn utf8(bytes: &[u8]) -> Result<&str, SidecarError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| SidecarError::NotASidecar {
        what: format!("byte {} is not UTF-8", error.valid_up_to()),
    })
}

/// The file, and the paths of the fields that this version does not know.
pub(super) fn parse(text: &str) -> Result<(v1::File<'_>, Vec<String>), SpannedError> {
    let mut unknown = Vec::new();
    let mut ron = Deserializer::from_str_with_options(text, &options())?;
    let file = serde_ignored::deserialize(&mut ron, |path| unknown.push(path.to_string()))
        .and_then(|file| ron.end().map(|()| file))
        .map_err(|code| ron.span_error(code))?;
    Ok((file, unknown))
}

/// As much of any format as is needed to tell which one it is.
#[derive(Deserialize)]
#[serde(rename = "Review")]
struct Head {
    format: u32,
}

/// What an unreadable file is: ours and newer, ours and damaged, or somebody else's.
fn diagnose(text: &str, error: &SpannedError) -> SidecarError {
    match options().from_str::<Head>(text) {
        Ok(head) if head.format > FORMAT => SidecarError::NewerFormat { format: head.format },
        Err(_) if !is_ours(text) => SidecarError::NotASidecar { what: place_and_reason(error) },
        _ => SidecarError::Syntax {
            line: error.span.start.line,
            column: error.span.start.col,
            what: one_line(&error.code.to_string()),
        },
    }
}

/// Whether a file that cannot be read starts like one of ours.
fn is_ours(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    start.contains("// An Obelus review") || start.contains("format:")
}

fn place_and_reason(error: &SpannedError) -> String {
    let start = error.span.start;
    format!("line {}, column {}: {}", start.line, start.col, one_line(&error.code.to_string()))
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn why_read_only(format: u32, unknown: &[String]) -> Option<String> {
    if format <= FORMAT && unknown.is_empty() {
        return None;
    }
    let who = if format > FORMAT {
        format!("it is in format {format}, and this version writes format {FORMAT}")
    } else {
        "a newer version wrote it".to_owned()
    };
    let named = unknown.len().min(MOST_NAMED);
    let list = unknown[..named].join(", ");
    Some(match unknown.len() - named {
        _ if unknown.is_empty() => who,
        0 => format!("{who}; this version does not know {list}"),
        more => format!("{who}; this version does not know {list} and {more} more"),
    })
}
