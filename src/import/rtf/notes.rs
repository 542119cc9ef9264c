//! Footnotes, endnotes and the comments of the writer.

use std::collections::BTreeMap;

use super::body::Body;
use super::state::{Destination, End, Look};
use crate::import::numerals::roman;
use crate::import::open_block::Edge;
use crate::model::{InlineStyle, Place, Remark, SourceNote, SourceNoteKind};

/// The notes of a file while they come in.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) all: Vec<SourceNote>,
    /// How many signs of each kind the text has.
    signs: BTreeMap<SourceNoteKind, usize>,
    /// Whether the text has a place for the sign of the next note.
    pub(super) is_signed: bool,
    /// The note that is being read.
    pub(super) open: Option<usize>,
    /// The comments whose words are known, by their names in the file.
    ranges: BTreeMap<String, usize>,
    /// Of the comment that comes or is being read.
    said: Remark,
    reference: String,
}

impl Notes {
    fn add(&mut self, kind: SourceNoteKind) -> usize {
        self.all.push(SourceNote {
            kind,
            place: Place::nowhere(),
            said: Remark::default(),
            replies: Vec::new(),
            is_resolved: false,
        });
        self.all.len() - 1
    }

    fn next_sign(&mut self, kind: SourceNoteKind) -> String {
        let number = self.signs.entry(kind).or_default();
        *number += 1;
        if kind == SourceNoteKind::Endnote { roman(*number as u64) } else { number.to_string() }
    }
}

impl Body<'_> {
    /// Begins a note. Its sign stands in the text already, where its writer set one of their own.
    pub(super) fn begin_note(&mut self) {
        if self.notes.open.is_some() || self.state.destination != Destination::Body {
            return self.leave_out();
        }
        let is_endnote = self.tokens.rest().starts_with(b"\\ftnalt");
        let kind = if is_endnote { SourceNoteKind::Endnote } else { SourceNoteKind::Footnote };
        let is_signed = std::mem::take(&mut self.notes.is_signed);
        let sign = if is_signed { self.notes.next_sign(kind) } else { String::new() };
        let note = self.notes.add(kind);
        let at = self.at();
        self.begin_block();
        self.walk.edge(note, Edge::Start);
        if !sign.is_empty() {
            self.walk.here(at).push_styled(&format!("[{sign}]"), InlineStyle::Superscript);
        }
        self.walk.edge(note, Edge::End);
        self.notes.open = Some(note);
        self.walk.begin_note((kind, note), &sign, at);
        self.state.end = End::Note;
        self.state.look = Look::default();
        self.state.link = None;
        self.is_fresh = false;
    }

    pub(super) fn end_note(&mut self) {
        let text = self.walk.end_note();
        if let Some(note) = self.notes.open.take().and_then(|note| self.notes.all.get_mut(note)) {
            note.said.text = text;
        }
        self.is_fresh = false;
    }

    /// Begins what belongs to a comment; all of it is collected.
    pub(super) fn begin_comment_part(&mut self, end: End) {
        self.state.destination = Destination::Collected;
        self.state.end = end;
        self.collected.push(String::new());
        if end == End::Comment {
            self.notes.reference.clear();
        }
    }

    /// Ends it.
    pub(super) fn end_comment_part(&mut self, end: End, text: &str) {
        let text = text.trim();
        match end {
            End::CommentInitials => text.clone_into(&mut self.notes.said.initials),
            End::CommentAuthor => text.clone_into(&mut self.notes.said.author),
            End::CommentReference => text.clone_into(&mut self.notes.reference),
            End::CommentDate => self.notes.said.date = date(text).unwrap_or_default(),
            End::FirstWord => {
                let note = self.notes.add(SourceNoteKind::Comment);
                self.notes.ranges.insert(text.to_owned(), note);
                self.walk.edge(note, Edge::Start);
            }
            End::LastWord => {
                if let Some(note) = self.notes.ranges.get(text) {
                    self.walk.edge(*note, Edge::End);
                }
            }
            End::Comment => self.end_comment(text),
            _ => {}
        }
    }

    fn end_comment(&mut self, text: &str) {
        let known = self.notes.ranges.get(&self.notes.reference).copied();
        let note = known.unwrap_or_else(|| {
            let note = self.notes.add(SourceNoteKind::Comment);
            self.walk.edge(note, Edge::Start);
            self.walk.edge(note, Edge::End);
            note
        });
        let said = std::mem::take(&mut self.notes.said);
        if let Some(note) = self.notes.all.get_mut(note) {
            note.said = Remark { text: text.to_owned(), ..said };
        }
    }
}

/// A date and time as a number of bits. *Source*: the specification, "DTTM".
fn date(text: &str) -> Option<String> {
    let bits = u32::try_from(text.parse::<i64>().ok()? & 0xFFFF_FFFF).ok()?;
    let part = |from: u32, count: u32| (bits >> from) & ((1 << count) - 1);
    let (minute, hour, day, month, year) =
        (part(0, 6), part(6, 5), part(11, 5), part(16, 4), part(20, 9) + 1900);
    let is_date = (1..=31).contains(&day) && (1..=12).contains(&month) && hour < 24 && minute < 60;
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_bits() {
        // 2026-03-02 16:20
        let bits = 20 + (16 << 6) + (2 << 11) + (3 << 16) + (126 << 20);
        assert_eq!(date(&i64::from(bits).to_string()).as_deref(), Some("2026-03-02T16:20:00"));
        assert_eq!(date("0"), None);
    }
}
