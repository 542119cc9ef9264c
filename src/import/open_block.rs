//! A block while its pieces still come in: text, and the styles that are open over it.

use std::ops::Range;

use crate::model::{BlockKind, InlineStyle, ItemSign};

/// How many styles are kept over one place; what is nested deeper is text only.
const MOST_STYLES: usize = 16;

/// A block that is being read.
#[derive(Debug)]
pub(super) struct OpenBlock {
    kind: BlockKind,
    level: u8,
    line: usize,
    text: String,
    /// How much of the text is the sign of a note, which is no line by itself.
    note_sign: usize,
    spans: Vec<(Range<usize>, InlineStyle)>,
    /// Where each open style began; `None` for those nested too deep.
    styles: Vec<Option<(usize, InlineStyle)>>,
}

/// A block that has been read.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    /// What stands in front of it; whoever walks through the lists knows.
    pub(super) sign: ItemSign,
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) spans: Vec<(Range<usize>, InlineStyle)>,
}

impl OpenBlock {
    /// An empty block that begins on `line` of the file.
    pub(super) fn new(kind: BlockKind, level: u8, line: usize) -> Self {
        Self {
            kind,
            level,
            line,
            text: String::new(),
            note_sign: 0,
            spans: Vec::new(),
            styles: Vec::new(),
        }
    }

    /// Adds characters. Those that a line cannot hold become spaces; white space at the start goes.
    pub(super) fn push(&mut self, text: &str) {
        let is_start = self.text.is_empty() && self.kind != BlockKind::Preformatted;
        let text = if is_start { text.trim_start() } else { text };
        if text.contains('\r') {
            self.text.push_str(&text.replace('\r', " "));
        } else {
            self.text.push_str(text);
        }
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

    /// The block, without spans of nothing.
    pub(super) fn finish(mut self) -> Ready {
        while !self.styles.is_empty() {
            self.close_style();
        }
        self.text.truncate(self.text.trim_end().len());
        for (range, _) in &mut self.spans {
            range.end = range.end.min(self.text.len());
        }
        self.spans.retain(|(range, _)| range.start < range.end);
        let Self { kind, level, line, text, spans, .. } = self;
        Ready { kind, level, sign: ItemSign::Usual, line, text, spans }
    }
}

impl Ready {
    /// Whether one emphasis, italic or bold, holds all of it.
    pub(super) fn is_all_emphasis(&self) -> bool {
        let whole = 0..self.text.len();
        self.spans.iter().any(|(range, style)| {
            *range == whole && matches!(style, InlineStyle::Emphasis | InlineStyle::Strong)
        })
    }
}
