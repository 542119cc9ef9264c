//! The article: an immutable text with its blocks.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::list::{List, lists};
use super::pages::Pages;
use super::sign::ItemSign;
use super::table::{Table, tables};
use super::vocabulary::vocabulary;
use crate::text::{TextPos, TextRange};

vocabulary! {
    /// What a block is in the story.
    pub enum BlockKind {
        /// Running text.
        Paragraph = "paragraph", "paragraph";
        /// The title of the story.
        Headline = "headline", "headline";
        /// The line under the headline.
        Deck = "deck", "deck";
        /// The line with the writer's name.
        Byline = "byline", "byline";
        /// A cross-head inside the story.
        Heading = "heading", "heading";
        /// One entry of a list.
        ListItem = "list-item", "list item";
        /// Displayed quotation.
        Quotation = "quotation", "quotation";
        /// Text under a picture.
        Caption = "caption", "caption";
        /// One cell of a table.
        TableCell = "table-cell", "table cell";
        /// A note.
        Footnote = "footnote", "footnote";
        /// Text set as is, such as code.
        Preformatted = "preformatted", "preformatted";
    }
}

/// One block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where its text stands; never empty, without the line break that ends it.
    pub range: TextRange,
    /// Heading level (1-6), or nesting depth of a list or quotation (1 is the outermost), 1
    /// for a table cell that names its column; else 0.
    pub level: u8,
    /// What stands in front of it, where it is an entry of a list.
    pub sign: ItemSign,
}

/// How a stretch inside a block is set apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InlineStyle {
    /// Italic.
    Emphasis,
    /// Bold.
    Strong,
    /// Struck through.
    Strikethrough,
    /// Fixed pitch.
    Code,
    /// Raised, such as the sign that points to a footnote.
    Superscript,
    /// A link, with its address as written in the article.
    Link(String),
}

/// A styled stretch of the text; spans may overlap and nest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineSpan {
    /// Where.
    pub range: TextRange,
    /// How.
    pub style: InlineStyle,
}

/// What the article says about itself. Recognised, never made up; every field may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleMeta {
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it, without "By".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The date as the article writes it; ISO 8601 where the article does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// BCP 47 language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it appears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
    /// Its address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The imported text with its blocks; immutable.
///
/// The blocks are in order, do not overlap, and hold every character but the white space between
/// them: `article.text()[block.range]` is what the reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    text: Arc<str>,
    blocks: Vec<Block>,
    spans: Vec<InlineSpan>,
    tables: Vec<Table>,
    lists: Vec<List>,
    /// What it says about itself.
    pub meta: ArticleMeta,
    /// Where pages of its file begin in it.
    pub pages: Pages,
}

/// Something of a file that could not be carried into the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// What was lost, in a sentence for people.
    pub what: String,
    /// Where it stood in the file, for people: "line 12", "page 3"; empty when it is everywhere.
    pub place: String,
    /// The number of the block in the article that it stood in or before, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<u32>,
}

impl Loss {
    /// A loss that has no one place.
    pub fn everywhere(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }
}

impl Article {
    /// An article, or `None` when the blocks are out of order, overlap, are empty or leave `text`.
    pub fn new(
        text: impl Into<Arc<str>>,
        blocks: Vec<Block>,
        mut spans: Vec<InlineSpan>,
        meta: ArticleMeta,
    ) -> Option<Self> {
        let text: Arc<str> = text.into();
        let mut end = 0;
        for block in &blocks {
            let bytes = block.range.bytes();
            if block.range.is_empty() || bytes.start < end || text.get(bytes.clone()).is_none() {
                return None;
            }
            end = bytes.end;
        }
        spans.retain(|span| text.get(span.range.bytes()).is_some_and(|s| !s.is_empty()));
        spans.sort_by_key(|span| (span.range.start(), std::cmp::Reverse(span.range.end())));
        let tables = tables(&text, &blocks);
        let lists = lists(&text, &blocks);
        Some(Self { text, blocks, spans, tables, lists, meta, pages: Pages::default() })
    }

    /// The whole text; lines end in `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// What people call the block with this index: blocks are counted from 1. Reports, the page's
    /// margin, references and “go to” all say this number.
    pub fn block_number(&self, index: usize) -> Option<u32> {
        self.blocks.get(index)?;
        u32::try_from(index + 1).ok()
    }

    /// The block that people call by this number.
    pub fn block_by_number(&self, number: u32) -> Option<&Block> {
        self.blocks.get((number as usize).checked_sub(1)?)
    }

    /// The table that a block is a cell of.
    pub fn table_of(&self, block: usize) -> Option<&Table> {
        let before = self.tables.partition_point(|table| table.blocks().start <= block);
        let table = self.tables.get(before.checked_sub(1)?)?;
        table.blocks().contains(&block).then_some(table)
    }

    /// The list that a block is an entry of, with all lists inside it.
    pub fn list_of(&self, block: usize) -> Option<&List> {
        let before = self.lists.partition_point(|list| list.blocks().start <= block);
        let list = self.lists.get(before.checked_sub(1)?)?;
        list.blocks().contains(&block).then_some(list)
    }

    /// The styled stretches, by start.
    pub fn spans(&self) -> &[InlineSpan] {
        &self.spans
    }

    /// The styled stretches that touch `range`.
    ///
    /// Inline spans never cross a block, so looking back over one block's worth is enough.
    pub fn spans_in(&self, range: TextRange) -> impl Iterator<Item = &InlineSpan> {
        let from = self.spans.partition_point(|s| s.range.start() < range.start());
        self.spans[from..]
            .iter()
            .take_while(move |s| s.range.start() < range.end())
            .filter(move |s| s.range.overlaps(range))
    }

    /// The address of the link at `pos`; the innermost where links nest.
    pub fn link_at(&self, pos: TextPos) -> Option<&str> {
        let block = self.blocks.get(self.block_index_at(pos))?;
        let links = self.spans_in(block.range).filter_map(|span| match &span.style {
            InlineStyle::Link(address) if span.range.contains(pos) => Some(address.as_str()),
            _ => None,
        });
        links.last()
    }

    /// The text of one block; empty for an index that is not there.
    pub fn block_text(&self, index: usize) -> &str {
        self.blocks.get(index).map_or("", |b| b.range.of(&self.text))
    }

    /// The block that holds `pos`, or the last one that starts before it; 0 in front of all.
    pub fn block_index_at(&self, pos: TextPos) -> usize {
        self.blocks.partition_point(|b| b.range.start() <= pos).saturating_sub(1)
    }

    /// The indices of the blocks that share text with `range`.
    pub fn block_indices(&self, range: TextRange) -> std::ops::Range<usize> {
        let from = self.blocks.partition_point(|b| b.range.end() <= range.start());
        let to = self.blocks.partition_point(|b| b.range.start() < range.end());
        from..to.max(from)
    }

    /// The headline, for window titles and reports; `None` when the article has no name for itself.
    pub fn title(&self) -> Option<&str> {
        self.meta.title.as_deref().filter(|title| !title.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, start: usize, end: usize) -> Block {
        let range = TextRange::checked(text, start, end).expect("inside");
        Block { kind: BlockKind::Paragraph, range, level: 0, sign: ItemSign::Usual }
    }

    #[test]
    fn blocks_that_overlap_make_no_article() {
        let text = "one\n\ntwo";
        let good = vec![block(text, 0, 3), block(text, 5, 8)];
        assert!(Article::new(text, good, vec![], ArticleMeta::default()).is_some());
        let bad = vec![block(text, 0, 6), block(text, 5, 8)];
        assert!(Article::new(text, bad, vec![], ArticleMeta::default()).is_none());
    }

    #[test]
    fn blocks_are_counted_from_one() {
        let text = "one\n\ntwo";
        let blocks = vec![block(text, 0, 3), block(text, 5, 8)];
        let article = Article::new(text, blocks, vec![], ArticleMeta::default()).expect("fits");
        assert_eq!((article.block_number(1), article.block_number(2)), (Some(2), None));
        assert_eq!(article.block_by_number(2).map(|b| b.range.of(text)), Some("two"));
        assert!(article.block_by_number(0).is_none() && article.block_by_number(3).is_none());
    }

    #[test]
    fn a_range_knows_its_blocks() {
        let text = "one\n\ntwo\n\nsix";
        let blocks = vec![block(text, 0, 3), block(text, 5, 8), block(text, 10, 13)];
        let article = Article::new(text, blocks, vec![], ArticleMeta::default()).expect("fits");
        let range = |a, b| TextRange::checked(text, a, b).expect("inside");
        assert_eq!(article.block_indices(range(2, 6)), 0..2);
        assert_eq!(article.block_indices(range(3, 5)), 1..1);
        assert_eq!(article.block_index_at(TextPos(11)), 2);
    }
}
