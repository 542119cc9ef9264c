//! Comments, footnotes and endnotes: where the text refers to them, and what they say.

use super::super::at::At;
use super::super::numerals::roman;
use super::super::open_block::Edge;
use super::super::xml::{Node, Ns, Tag, Xml};
use super::body::Body;
use super::relations::Relations;
use crate::model::{InlineStyle, Place, Remark, SourceNote, SourceNoteKind};

/// The parts that hold notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotePart {
    Footnotes,
    Endnotes,
}

impl NotePart {
    /// The kind of the relation that leads to it.
    pub(super) fn relation(self) -> &'static str {
        match self {
            Self::Footnotes => "footnotes",
            Self::Endnotes => "endnotes",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Self::Footnotes => "footnote",
            Self::Endnotes => "endnote",
        }
    }

    fn kind(self) -> SourceNoteKind {
        match self {
            Self::Footnotes => SourceNoteKind::Footnote,
            Self::Endnotes => SourceNoteKind::Endnote,
        }
    }
}

/// A note that the text refers to.
#[derive(Debug)]
pub(super) struct Reference {
    /// Its number among the source notes.
    note: usize,
    /// What stands for it in the text; empty when the writer typed a sign.
    sign: String,
}

impl Body<'_> {
    /// Reads the notes of a part that the text refers to.
    pub(super) fn read_notes(
        &mut self,
        part: NotePart,
        name: &str,
        text: &str,
        relations: &Relations,
    ) {
        self.begin_part(name);
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            if self.walk.builder.is_cancelled() {
                return;
            }
            match &node {
                Node::Start(tag) if tag.ns == Ns::Word && tag.name() == part.element() => {
                    self.begin_note(part, tag, &mut xml);
                }
                Node::End(Ns::Word, name) if **name == *part.element() => self.end_note(),
                _ => self.node(node, &mut xml, relations),
            }
        }
        self.end_part(&xml);
    }

    pub(super) fn comment_edge(&mut self, name: &str, id: &str) {
        let Some(thread) = self.comments.thread(id) else { return };
        if name != "commentRangeEnd" {
            self.walk.edge(thread, Edge::Start);
        }
        if name != "commentRangeStart" {
            self.walk.edge(thread, Edge::End);
        }
    }

    pub(super) fn note_reference(&mut self, part: NotePart, tag: &Tag<'_>) {
        let id = tag.attribute("id").unwrap_or_default();
        let own_sign = tag.attribute("customMarkFollows");
        let has_own = own_sign.is_some_and(|on| matches!(on.as_str(), "1" | "true" | "on"));
        let kind = part.kind();
        let sign = if has_own { String::new() } else { self.next_sign(kind) };
        let at = self.at();
        self.begin_block();
        let note = self.notes.len();
        self.walk.here(at);
        self.walk.edge(note, Edge::Start);
        if !sign.is_empty() {
            let shown = format!("[{sign}]");
            self.walk.here(at).push_styled(&shown, InlineStyle::Superscript);
        }
        self.walk.edge(note, Edge::End);
        self.notes.push(SourceNote {
            kind,
            place: Place::nowhere(),
            said: Remark::default(),
            replies: Vec::new(),
            is_resolved: false,
        });
        self.references.entry((kind, id)).or_insert(Reference { note, sign });
    }

    /// Footnotes count 1, 2, 3 and endnotes i, ii, iii, as Word does when nobody says otherwise.
    fn next_sign(&mut self, kind: SourceNoteKind) -> String {
        let number = self.signs.entry(kind).or_default();
        *number += 1;
        if kind == SourceNoteKind::Endnote { roman(*number as u64) } else { number.to_string() }
    }

    fn begin_note(&mut self, part: NotePart, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let id = tag.attribute("id").unwrap_or_default();
        let at = At::Paragraph(self.paragraphs as usize + 1);
        match self.references.get(&(part.kind(), id)) {
            Some(Reference { note, sign }) => {
                self.note = Some(*note);
                self.walk.begin_note((part.kind(), *note), sign, at);
            }
            None => {
                self.skip(xml);
            }
        }
    }

    fn end_note(&mut self) {
        let text = self.walk.end_note();
        if let Some(note) = self.note.take().and_then(|note| self.notes.get_mut(note)) {
            note.said.text = text;
        }
    }
}
