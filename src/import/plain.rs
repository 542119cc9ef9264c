//! Plain text: paragraphs between blank lines, and nothing altered.
//!
//! The article's text is the file's, character by character. Recognition only draws borders and
//! gives names: it never leaves out, adds or joins anything, so a wrong guess costs a style on the
//! page and no word.

use std::ops::Range;

use super::at::At;
use super::builder::{ArticleBuilder, NewBlock};
use super::decode::decode;
use super::{Counted, ImportError, Imported, Input, meta, plain_front};
use crate::model::{BlockKind, ItemSign};

/// The key in the registry.
pub(super) const KEY: &str = "text";

/// A stretch of the text that becomes a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    pub(super) range: Range<usize>,
}

/// Reads a plain text file.
///
/// # Errors
///
/// When it is no text or holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let decoded = decode(&bytes, options)?;
    let mut builder = ArticleBuilder::new(decoded.losses).watched(options);
    build(&decoded.text, &mut builder);
    builder.finish(KEY, decoded.encoding)
}

/// Puts the whole of `text` into `builder`.
pub(super) fn build(text: &str, builder: &mut ArticleBuilder) {
    let (mut done, mut line) = (0, 1);
    for Piece { kind, level, range } in pieces(text, builder) {
        if builder.is_cancelled() {
            return;
        }
        builder.is_at(range.start, text.len(), Counted::Bytes);
        line += feeds(&text[done..range.start]);
        builder.gap(&text[done..range.start]);
        let block = &text[range.clone()];
        let (at, sign) = (At::Line(line), ItemSign::Usual); // the sign stands in the text
        builder.block(&NewBlock { kind, level, sign, text: block, spans: &[], at, origins: &[] });
        line += feeds(block);
        done = range.end;
    }
    builder.gap(&text[done..]);
}

fn pieces(text: &str, builder: &mut ArticleBuilder) -> Vec<Piece> {
    let chunks = chunks(text);
    let mut pieces = plain_front::read(text, &chunks, &mut builder.meta);
    let done = pieces.last().map_or(0, |piece| piece.range.end);
    for (n, chunk) in chunks.iter().enumerate() {
        if chunk.end <= done {
            continue;
        }
        if n > 0 && is_heading(text, chunk, &chunks[n - 1], chunks.get(n + 1)) {
            pieces.push(Piece { kind: BlockKind::Heading, level: 2, range: chunk.clone() });
        } else {
            push_lines(text, chunk.start.max(done)..chunk.end, &mut pieces);
        }
    }
    pieces
}

/// The stretches between blank lines; where there is no blank line, every line.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let each_line = !text.trim().lines().any(|line| line.trim().is_empty());
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for line in lines(text, 0..text.len()) {
        if text[line.clone()].trim().is_empty() {
            is_open = false;
            continue;
        }
        match chunks.last_mut() {
            Some(chunk) if is_open && !each_line => chunk.end = line.end,
            _ => chunks.push(line),
        }
        is_open = true;
    }
    chunks
}

/// The lines of `text[within]` without their ends.
pub(super) fn lines(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = within.start;
    text[within].split_inclusive('\n').scan(base, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..start + line.strip_suffix('\n').unwrap_or(line).len())
    })
}

/// Cuts a chunk into list items and what stands before them. A line that follows an item without a
/// sign of its own belongs to the item.
fn push_lines(text: &str, chunk: Range<usize>, pieces: &mut Vec<Piece>) {
    let first = pieces.len();
    for line in lines(text, chunk) {
        let (is_blank, is_item) = {
            let line = &text[line.clone()];
            (line.trim().is_empty(), meta::is_list_item(line))
        };
        match pieces.get_mut(first..).and_then(|new| new.last_mut()) {
            _ if is_item => pieces.push(Piece { kind: BlockKind::ListItem, level: 1, range: line }),
            Some(open) => open.range.end = line.end,
            None if is_blank => {}
            None => pieces.push(Piece { kind: BlockKind::Paragraph, level: 0, range: line }),
        }
    }
}

/// A short line without a full stop, alone between two paragraphs that are much longer and end as
/// sentences do. Verse and lists of names fail on the last two.
fn is_heading(
    text: &str,
    chunk: &Range<usize>,
    before: &Range<usize>,
    after: Option<&Range<usize>>,
) -> bool {
    let is_apart =
        |a: &Range<usize>, b: &Range<usize>| text[a.end..b.start].matches('\n').count() > 1;
    let is_body = |other: &Range<usize>| {
        other.len() >= 80
            && other.len() >= chunk.len() * 2
            && meta::ends_sentence(&text[other.clone()])
    };
    let Some(after) = after else { return false };
    let line = text[chunk.clone()].trim();
    !line.contains('\n')
        && meta::is_like_heading(line)
        && is_apart(before, chunk)
        && is_apart(chunk, after)
        && is_body(before)
        && is_body(after)
}

fn feeds(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}
