//! The sections of an article: a heading with all that stands below it, sections of lower level
//! among it.

use super::{Review, Tally};
use crate::model::{Article, Block, BlockKind};

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The block of its heading.
    pub head: usize,
    /// The first block behind it.
    pub end: usize,
    /// How many sections it lies in.
    pub depth: u8,
}

impl Section {
    /// How its words stand.
    pub fn tally(&self, review: &Review) -> Tally {
        review.tally_of_blocks(self.head..self.end)
    }
}

/// All sections, in order.
pub fn sections(article: &Article) -> Vec<Section> {
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
