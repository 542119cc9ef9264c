//! A first look into a long file: its text and a screen or two of its marks, while all of it is being
//! read. Goes by the lines that [`super::to_ron`] writes; `from_ron` has the last word.

use memchr::memmem;

use super::read::{parse, utf8};
use super::{FORMAT, options, rebuild, v1};
use crate::review::{Draft, Review};
use crate::text::{CodePoints, TextPos};

/// The line in front of the drafts, the one behind them, and the one in front of the marks.
const DRAFTS: &[u8] = b"\n  drafts: [\n";
const LIST_END: &[u8] = b"\n  ],\n";
const MARKS: &[u8] = b"\n  marks: [\n";

/// What stands in front of the name of the file from which a draft was read.
const FILE: &[u8] = b"\n      file: ";

/// Where a mark begins and ends, and what stands in front of the code point at which it begins.
const MARK: &[u8] = b"\n    (\n";
const MARK_END: &[u8] = b"\n    ),\n";
const PLACE: &[u8] = b"\n      place: (\n        start: ";

/// Where the drafts of a file end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfDrafts {
    /// Here, in bytes.
    At(usize),
    /// Behind the part that was looked at.
    Later,
    /// It is laid out another way than [`super::to_ron`] does.
    Unknown,
}

/// Where the drafts end in a file that starts with `bytes`.
pub fn end_of_drafts(bytes: &[u8]) -> EndOfDrafts {
    const HEAD: usize = 4096;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match memmem::find(head, DRAFTS) {
        Some(start) => memmem::find(&bytes[start..], LIST_END)
            .map_or(EndOfDrafts::Later, |end| EndOfDrafts::At(start + end + LIST_END.len())),
        None if bytes.len() < HEAD => EndOfDrafts::Later,
        None => EndOfDrafts::Unknown,
    }
}

/// The names of the files from which drafts were read, oldest first, as told by the first part of a
/// file up to [`end_of_drafts`].
pub fn draft_files(bytes: &[u8]) -> Vec<String> {
    let EndOfDrafts::At(end) = end_of_drafts(bytes) else { return Vec::new() };
    let drafts = bytes.get(..end).unwrap_or(bytes);
    let name = |at: usize| {
        let line = drafts.get(at + FILE.len()..)?.split(|byte| *byte == b'\n').next()?;
        options().from_str(utf8(line).ok()?.strip_suffix(',')?).ok()
    };
    memmem::find_iter(drafts, FILE).filter_map(name).collect()
}

/// The text of a review, as it was read from the first part of its file.
#[derive(Debug)]
pub struct FirstLook {
    draft: Draft,
    /// The lines between the drafts and the marks, and where they end in the file, in bytes.
    between: Option<(Vec<u8>, usize)>,
}

impl FirstLook {
    /// Looks into `bytes`, the start of a file, up to [`end_of_drafts`] at least. `None` for a file
    /// that is not laid out as this version lays it out.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let EndOfDrafts::At(end) = end_of_drafts(bytes) else { return None };
        let head = [utf8(bytes.get(..end)?).ok()?, ")"].concat();
        let draft = rebuild::last_draft(known(&head)?.drafts)?;
        // The line feed at the end of the drafts may be the one in front of the marks.
        let rest = bytes.get(end.checked_sub(1)?..)?;
        let marks = memmem::find(rest, MARKS).map(|at| end + at);
        let between = marks.and_then(|marks| Some((bytes.get(end..marks)?.to_vec(), marks)));
        Some(Self { draft, between })
    }

    /// Where the list of marks begins in the file, in bytes, where that was seen.
    pub fn marks_at(&self) -> Option<usize> {
        self.between.as_ref().map(|(_, end)| *end)
    }

    /// A place in the text, in code points.
    pub fn position(&self, at: TextPos) -> u32 {
        let text = self.draft.article.text();
        let at = text.floor_char_boundary(at.as_usize());
        CodePoints::new(text).at(text, TextPos::from_usize(at))
    }

    /// The review with the marks that are whole in `lines`, a part of the file behind
    /// [`Self::marks_at`]; its words are not counted.
    pub fn review(self, lines: &[u8]) -> Review {
        let between = self.between.map(|(lines, _)| lines).unwrap_or_default();
        let some = || {
            let start =
                if lines.starts_with(&MARK[1..]) { 0 } else { memmem::find(lines, MARK)? + 1 };
            let end = memmem::rfind(lines, MARK_END)? + MARK_END.len();
            let (between, marks) = (utf8(&between).ok()?, utf8(lines.get(start..end)?).ok()?);
            Some(format!(
                "(\n  format: {FORMAT},\n  drafts: [],\n{between}  marks: [\n{marks}  ],\n)"
            ))
        };
        let some = some();
        let file = some.as_deref().and_then(known);
        rebuild::first_look(self.draft, file)
    }
}

/// A part of a file, when all of it is known to this version.
fn known(text: &str) -> Option<v1::File<'_>> {
    let (file, unknown) = parse(text).ok()?;
    (file.format == FORMAT && unknown.is_empty()).then_some(file)
}

/// The code point at which the first mark begins whose place is in `lines`.
pub fn first_place(lines: &[u8]) -> Option<u32> {
    let at = memmem::find(lines, PLACE)? + PLACE.len();
    let digits = lines.get(at..)?.iter().position(|byte| !byte.is_ascii_digit())?;
    utf8(lines.get(at..at + digits)?).ok()?.parse().ok()
}
