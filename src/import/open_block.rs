//! A block while its pieces still come in: text, and the styles that are open over it.

use std::ops::Range;

use super::at::At;
use super::source_map::Origin;
use crate::model::{BlockKind, InlineStyle, ItemSign};

/// How many styles are kept over one place; what is nested deeper is text only.
const MOST_STYLES: usize = 16;

/// Which end of a source note's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// An end of the words of the source note with this number, behind so many bytes of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteEdge {
    pub(super) note: usize,
    pub(super) edge: Edge,
    pub(super) at: usize,
}

/// A block that is being read.
#[derive(Debug)]
pub(super) struct OpenBlock {
    kind: BlockKind,
    level: u8,
    at: At,
    /// What stands in front of it, where that is known when it begins.
    sign: Option<ItemSign>,
    text: String,
    /// How much of the text is the sign of a note, which is no line by itself.
    note_sign: usize,
    spans: Vec<(Range<usize>, InlineStyle)>,
    /// Where each open style began; `None` for those nested too deep.
    styles: Vec<Option<(usize, InlineStyle)>>,
    origins: Vec<(Range<usize>, Origin)>,
    /// The length of the text, and what would come next from the same stretch of the file.
    next_origin: Option<(usize, Origin)>,
    edges: Vec<NoteEdge>,
}

/// A block that has been read.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    /// What stands in front of it; `None` leaves it to the lists that are open.
    pub(super) sign: Option<ItemSign>,
    pub(super) at: At,
    /// The white space in front of it, where it is not the usual.
    pub(super) gap: Option<String>,
    pub(super) text: String,
    pub(super) spans: Vec<(Range<usize>, InlineStyle)>,
    pub(super) origins: Vec<(Range<usize>, Origin)>,
    pub(super) edges: Vec<NoteEdge>,
    /// How much of the text is the sign of a note.
    note_sign: usize,
}

impl OpenBlock {
    /// An empty block that begins at this place of the file.
    pub(super) fn new(kind: BlockKind, level: u8, at: At) -> Self {
        Self {
            kind,
            level,
            at,
            sign: None,
            text: String::new(),
            note_sign: 0,
            spans: Vec::new(),
            styles: Vec::new(),
            origins: Vec::new(),
            next_origin: None,
            edges: Vec::new(),
        }
    }

    /// What is in it so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Says what stands in front of it.
    pub(super) fn set_sign(&mut self, sign: ItemSign) {
        self.sign = Some(sign);
    }

    /// Adds characters. Those that a line cannot hold become spaces; white space at the start goes.
    pub(super) fn push(&mut self, text: &str) {
        let is_start = self.text.len() == self.note_sign && self.kind != BlockKind::Preformatted;
        let text = if is_start { text.trim_start() } else { text };
        if text.contains('\r') {
            self.text.push_str(&text.replace('\r', " "));
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds characters of which the first comes from `origin`.
    pub(super) fn push_from(&mut self, text: &str, origin: Origin) {
        let start = self.text.len();
        self.push(text);
        // What was not taken stood in front: white space at the start of the block.
        let left_out = text.len().saturating_sub(self.text.len() - start);
        let origin = origin.advanced(text.get(..left_out).unwrap_or_default());
        let goes_on = self.next_origin == Some((start, origin));
        match self.origins.last_mut().filter(|_| goes_on) {
            Some((range, _)) => range.end = self.text.len(),
            None => self.origins.push((start..self.text.len(), origin)),
        }
        let taken = self.text.get(start..).unwrap_or_default();
        self.next_origin = Some((self.text.len(), origin.advanced(taken)));
    }

    /// Adds characters in a style of their own.
    pub(super) fn push_styled(&mut self, text: &str, style: InlineStyle) {
        let start = self.text.len();
        self.push(text);
        self.spans.push((start..self.text.len(), style));
    }

    /// Puts the sign of a note in front of its text.
    pub(super) fn push_sign(&mut self, label: &str) {
        self.push_styled(&format!("[{label}]"), InlineStyle::Superscript);
        self.push(" ");
        self.note_sign = self.text.len();
    }

    /// Ends the line, unless nothing stands on it.
    pub(super) fn end_line(&mut self) {
        if self.text.len() > self.note_sign && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Begins a style; each is ended by one [`Self::close_style`], the last one first.
    pub(super) fn open_style(&mut self, style: InlineStyle) {
        let is_kept = self.styles.len() < MOST_STYLES;
        self.styles.push(is_kept.then_some((self.text.len(), style)));
    }

    /// Ends the style that was begun last.
    pub(super) fn close_style(&mut self) {
        if let Some((start, style)) = self.styles.pop().flatten() {
            self.spans.push((start..self.text.len(), style));
        }
    }

    /// Puts a style over what was pushed since its text had this length.
    pub(super) fn style_from(&mut self, start: usize, style: InlineStyle) {
        let end = self.text.len();
        let is_last =
            |(range, of): &&mut (Range<usize>, InlineStyle)| range.end == start && *of == style;
        match self.spans.iter_mut().rev().take(MOST_STYLES).find(is_last) {
            Some((range, _)) => range.end = end,
            None => self.spans.push((start..end, style)),
        }
    }

    /// The words of a source note begin or end here.
    pub(super) fn push_edge(&mut self, note: usize, edge: Edge) {
        self.edges.push(NoteEdge { note, edge, at: self.text.len() });
    }

    /// The block, without spans of nothing; `gap` stands in front of it.
    pub(super) fn finish(mut self, gap: Option<String>) -> Ready {
        while !self.styles.is_empty() {
            self.close_style();
        }
        self.text.truncate(self.text.trim_end().len());
        let end = self.text.len();
        for (range, _) in &mut self.spans {
            range.end = range.end.min(end);
        }
        self.spans.retain(|(range, _)| range.start < range.end);
        for (range, _) in &mut self.origins {
            range.end = range.end.min(end);
        }
        self.origins.retain(|(range, _)| range.start < range.end);
        for edge in &mut self.edges {
            edge.at = edge.at.min(end);
        }
        let Self { kind, level, sign, at, text, spans, origins, edges, note_sign, .. } = self;
        Ready { kind, level, sign, at, gap, text, spans, origins, edges, note_sign }
    }
}

impl Ready {
    /// Its text without the sign of a note.
    pub(super) fn said(&self) -> &str {
        self.text.get(self.note_sign..).unwrap_or_default()
    }

    /// Whether one emphasis, italic or bold, holds all of it.
    pub(super) fn is_all_emphasis(&self) -> bool {
        let whole = 0..self.text.len();
        self.spans.iter().any(|(range, style)| {
            *range == whole && matches!(style, InlineStyle::Emphasis | InlineStyle::Strong)
        })
    }
}
