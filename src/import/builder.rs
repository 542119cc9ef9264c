//! The one way in which importers make an article: blocks and the gaps between them, in order.

use std::ops::Range;
use std::sync::Arc;

use super::at::At;
use super::source_map::{Origin, Pieces, SourcePiece};
use super::{Counted, ImportError, ImportOptions, Imported, Progress, Watch, readable_size};
use crate::model::{
    Article, ArticleMeta, Block, BlockKind, InlineSpan, InlineStyle, ItemSign, Loss,
};
use crate::text::{TextPos, TextRange, next_grapheme, sentences, snap_to_graphemes};

/// The longest block in bytes. The page lays out a block at a time, so a block's length is what one
/// frame may cost.
const MOST_BLOCK: usize = 16 * 1024;

/// How far before [`MOST_BLOCK`] the end of a sentence or a space is looked for.
const CUT_WINDOW: usize = 4 * 1024;

/// How much text is there before the first blocks are shown to whoever waits, in bytes.
const FIRST_BLOCKS: usize = 32 * 1024;

/// How many losses are told one by one; the sidecar keeps them for ever.
const MOST_LOSSES: usize = 50;

/// A block on its way into the article.
#[derive(Clone, Debug)]
pub(super) struct NewBlock<'a> {
    /// What it is.
    pub(super) kind: BlockKind,
    /// As [`Block::level`].
    pub(super) level: u8,
    /// As [`Block::sign`].
    pub(super) sign: ItemSign,
    /// Its characters; white space at the ends goes to the gaps.
    pub(super) text: &'a str,
    /// Styled stretches, in bytes from the start of `text`.
    pub(super) spans: &'a [(Range<usize>, InlineStyle)],
    /// Where in the file it begins.
    pub(super) at: At,
    /// Which stretches of `text` come from where.
    pub(super) origins: &'a [(Range<usize>, Origin)],
}

/// An article that is being made. The text is what was pushed, nothing more and nothing less.
#[derive(Debug, Default)]
pub(super) struct ArticleBuilder {
    /// What the article says about itself.
    pub(super) meta: ArticleMeta,
    text: String,
    blocks: Vec<Block>,
    spans: Vec<InlineSpan>,
    losses: Vec<Loss>,
    untold: usize,
    /// The parts of the file that the origins of the blocks name.
    pub(super) parts: Vec<String>,
    pieces: Pieces,
    /// Who waits for the article.
    watch: Option<Arc<dyn Watch>>,
    /// Whether the first blocks were offered.
    has_offered: bool,
}

impl ArticleBuilder {
    /// A builder that already knows the losses of decoding.
    pub(super) fn new(losses: Vec<Loss>) -> Self {
        Self { losses, ..Self::default() }
    }

    /// The same, watched by whoever waits for it.
    pub(super) fn watched(self, options: &ImportOptions<'_>) -> Self {
        Self { watch: options.watch.cloned(), ..self }
    }

    /// Whether nobody waits any more: loops end here.
    pub(super) fn is_cancelled(&self) -> bool {
        self.watch.as_ref().is_some_and(|watch| watch.is_cancelled())
    }

    /// Tells whoever waits how far the reading is.
    pub(super) fn is_at(&self, done: usize, all: usize, of: Counted) {
        if let Some(watch) = &self.watch {
            watch.is_at(Progress { done, all, of });
        }
    }

    /// Offers the first blocks to whoever waits, once there are some.
    fn offer_first_blocks(&mut self) {
        let Some(watch) = &self.watch else { return };
        if self.has_offered || self.text.len() < FIRST_BLOCKS {
            return;
        }
        self.has_offered = true;
        if watch.wants_first_blocks() {
            let (blocks, spans) = (self.blocks.clone(), self.spans.clone());
            let article = Article::new(self.text.as_str(), blocks, spans, self.meta.clone());
            if let Some(article) = article {
                watch.take_first_blocks(article);
            }
        }
    }

    /// The blocks so far.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Makes room for so many bytes of text: what grows bit by bit lies in memory twice while it is
    /// moved to more room, and room that nothing is put into takes none.
    pub(super) fn make_room(&mut self, text: usize) {
        self.text.reserve_exact(text);
    }

    /// What was pushed so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Puts white space between two blocks, or around all of them.
    pub(super) fn gap(&mut self, white: &str) {
        debug_assert!(white.trim().is_empty(), "words belong into blocks");
        self.text.push_str(white);
    }

    /// Puts a block, cut into several of the same kind when it is longer than a page can show.
    /// Text of white space alone becomes a gap. Gives the place of its text in the article.
    pub(super) fn block(&mut self, new: &NewBlock<'_>) -> usize {
        let base = self.text.len();
        self.text.push_str(new.text);
        let pieces = cut(new.text, new.kind);
        for (n, piece) in pieces.iter().enumerate() {
            let range = self.range(base, piece);
            let goes_on = n > 0 && new.kind == BlockKind::ListItem;
            let sign = if goes_on { ItemSign::GoesOn } else { new.sign.clone() };
            self.blocks.push(Block { kind: new.kind, range, level: new.level, sign });
        }
        for (range, style) in new.spans {
            self.spans_over_pieces(base, range, style, &pieces);
        }
        for (range, origin) in new.origins {
            let range = self.range(base, range);
            self.pieces.push(SourcePiece { range, origin: *origin });
        }
        if pieces.len() > 1 {
            let (what, size) = (new.kind.label(), readable_size(new.text.len()));
            let what =
                format!("a {what} of {size} was cut into {} pieces to be shown", pieces.len());
            self.lose(what, new.at);
        }
        self.offer_first_blocks();
        base
    }

    /// A span is repeated in every piece of its block that it touches.
    fn spans_over_pieces(
        &mut self,
        base: usize,
        range: &Range<usize>,
        style: &InlineStyle,
        pieces: &[Range<usize>],
    ) {
        let first = pieces.partition_point(|piece| piece.end <= range.start);
        for piece in pieces[first..].iter().take_while(|piece| piece.start < range.end) {
            let part = range.start.max(piece.start)..range.end.min(piece.end);
            let range = self.range(base, &part);
            self.spans.push(InlineSpan { range, style: style.clone() });
        }
    }

    fn range(&self, base: usize, part: &Range<usize>) -> TextRange {
        TextRange::checked(&self.text, base + part.start, base + part.end)
            .expect("a part of a block is cut between characters and lies in the text")
    }

    /// Notes that something stays behind that stood at this place of the file, in the block that
    /// comes next or that was put last.
    pub(super) fn lose(&mut self, what: impl Into<String>, at: At) {
        let block = match at {
            At::Anywhere => None,
            _ => self.next_block(),
        };
        self.lose_in(what, at, block);
    }

    /// The number that the next block will have.
    pub(super) fn next_block(&self) -> Option<u32> {
        u32::try_from(self.blocks.len() + 1).ok()
    }

    /// As [`Self::lose`], in the block with this number.
    pub(super) fn lose_in(&mut self, what: impl Into<String>, at: At, block: Option<u32>) {
        if self.losses.len() < MOST_LOSSES {
            let place = self.place(at);
            self.losses.push(Loss { what: what.into(), place, block });
        } else {
            self.untold += 1;
        }
    }

    /// A place as people are told it: a page by what is printed on it.
    fn place(&self, at: At) -> String {
        let page = |number: usize| self.parts.get(number.checked_sub(1)?);
        match at {
            At::Page(number) => match page(number).filter(|label| !label.is_empty()) {
                Some(label) => format!("page {label}"),
                None => at.to_string(),
            },
            _ => at.to_string(),
        }
    }

    /// The article.
    ///
    /// # Errors
    ///
    /// When no block holds a word.
    pub(super) fn finish(
        mut self,
        format: &'static str,
        encoding: String,
    ) -> Result<Imported, ImportError> {
        if !self.text.chars().any(char::is_alphanumeric) {
            return Err(ImportError::NoText { what: "the file holds no words to read" });
        }
        if self.untold > 0 {
            let what = format!("{} more losses of these kinds", self.untold);
            self.losses.push(Loss::everywhere(what));
        }
        let last = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        for loss in &mut self.losses {
            loss.block = loss.block.map(|block| block.min(last));
        }
        let article = Article::new(self.text, self.blocks, self.spans, self.meta)
            .expect("blocks are pushed in order, each behind the one before");
        Ok(Imported {
            article,
            losses: self.losses,
            source_notes: Vec::new(),
            source_map: self.pieces.finish(self.parts),
            format,
            encoding,
        })
    }
}

/// The pieces of one block's text: trimmed, not empty, none longer than [`MOST_BLOCK`] unless a
/// single grapheme is. One pass: every look-around begins at the cut before.
fn cut(text: &str, kind: BlockKind) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while text.len() - from > MOST_BLOCK {
        let to = from + place_to_cut(&text[from..]);
        pieces.extend(trimmed(text, from..to, kind));
        from = to;
    }
    pieces.extend(trimmed(text, from..text.len(), kind));
    pieces
}

/// Where to cut `rest`, which is longer than [`MOST_BLOCK`]: before the last sentence that begins in
/// the window, else behind the last space, else between two graphemes.
fn place_to_cut(rest: &str) -> usize {
    let to = rest.floor_char_boundary(MOST_BLOCK);
    let from = rest.floor_char_boundary(MOST_BLOCK - CUT_WINDOW);
    let window = &rest[from..to];
    let wanted = match sentences(window).as_slice() {
        [_, .., last] => from + last.start,
        _ => window
            .rfind(char::is_whitespace)
            .map_or(to, |at| rest.ceil_char_boundary(from + at + 1)),
    };
    let cut = snap_to_graphemes(rest, wanted, wanted).start();
    if cut > TextPos(0) { cut.as_usize() } else { next_grapheme(rest, cut).as_usize() }
}

/// `range` of `text` without white space at its ends; `None` when nothing is left.
///
/// A space that carries a combining mark is no white space but a letter of its own, so the ends are
/// put between graphemes. Preformatted text keeps the indent of its first line.
fn trimmed(text: &str, range: Range<usize>, kind: BlockKind) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let white = part.len() - part.trim_start().len();
    let end = part.trim_end().len();
    if white >= end {
        return None;
    }
    let start = match kind {
        BlockKind::Preformatted => part[..white].rfind('\n').map_or(0, |at| at + 1),
        _ => white,
    };
    let whole = snap_to_graphemes(part, start, end).bytes();
    Some(range.start + whole.start..range.start + whole.end)
}
