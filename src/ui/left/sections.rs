//! The sections of an article: a heading with all that stands below it, sections of lower level
//! among it.

use crate::model::{Article, Block, BlockKind};
use crate::review::{Review, Tally};

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The block of its heading.
    pub(super) head: usize,
    /// The first block behind it.
    pub(super) end: usize,
    /// How many sections it lies in.
    pub(super) depth: u8,
}

impl Section {
    /// How its words stand.
    pub(super) fn tally(&self, review: &Review) -> Tally {
        if self.head == 0 && self.end == review.article().blocks().len() {
            return review.tally();
        }
        let mut tally = Tally::default();
        for block in self.head..self.end {
            tally += review.tally_of_block(block);
        }
        tally
    }
}

/// All sections, in order.
pub(super) fn sections(article: &Article) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (head, block) in article.blocks().iter().enumerate() {
        let Some(level) = level(block) else { continue };
        while let Some((section, _)) = open.pop_if(|(_, above)| *above >= level) {
            out[section].end = head;
        }
        let depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
        open.push((out.len(), level));
        out.push(Section { head, end: article.blocks().len(), depth });
    }
    out
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Headline => Some(0),
        BlockKind::Heading => Some(block.level.max(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;

    #[test]
    fn sections_nest_by_level_even_where_one_is_left_out() {
        let text =
            "# Story\n\nOne.\n\n### Deep\n\nTwo.\n\n## Next\n\nThree.\n\n### Below\n\nFour.\n";
        let article = import::import(text.as_bytes(), "story.md").expect("has words").article;
        let row = |s: &Section| (article.block_text(s.head).to_owned(), s.depth, s.end - s.head);
        let rows: Vec<_> = sections(&article).iter().map(row).collect();
        let told = |words: &str, depth, blocks| (words.to_owned(), depth, blocks);
        assert_eq!(
            rows,
            [told("Story", 0, 8), told("Deep", 1, 2), told("Next", 1, 4), told("Below", 2, 2)]
        );
    }
}
