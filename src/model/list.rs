//! Lists: which blocks are the entries of one, and where each of them stands in it.
//!
//! Nothing of it is stored: depths, signs and the white space between two entries say it. An empty
//! line ends a list, unless the entries bring their signs in the text, as in plain text.

use std::ops::Range;

use super::article::{Block, BlockKind};
use super::sign::{ItemSign, begins_with_sign};

/// Where a block stands in its list. All indices are those of blocks of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The block with which its list begins: the list of its own depth, not one around that.
    pub list: usize,
    /// The block with which the entry begins; another one than the block itself where that goes on
    /// with it.
    pub first: usize,
    /// Which entry of its list it is, from 0.
    pub position: usize,
    /// The entry that its list stands in: the block with which that begins.
    pub parent: Option<usize>,
}

/// What is known of a list beside its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    entries: usize,
    /// The block with the longest number, and its characters.
    longest: (usize, usize),
}

/// A list of an article with all lists inside it: entries that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    first: usize,
    entries: Vec<Entry>,
    /// Of the list that begins with the block, where one does.
    sums: Vec<Sums>,
}

impl List {
    /// The indices of its blocks.
    pub fn blocks(&self) -> Range<usize> {
        self.first..self.first + self.entries.len()
    }

    /// Where a block stands in it; `None` when it is not in it.
    pub fn entry(&self, block: usize) -> Option<Entry> {
        self.entries.get(block.checked_sub(self.first)?).copied()
    }

    /// How many entries the list has that begins with block `list`, those of inner lists not
    /// counted.
    pub fn size(&self, list: usize) -> usize {
        self.sums(list).entries
    }

    /// The block with the longest number in the list that begins with block `list`; `None` where it
    /// has no numbers.
    pub fn longest_number(&self, list: usize) -> Option<usize> {
        Some(self.sums(list).longest).filter(|(_, length)| *length > 0).map(|(block, _)| block)
    }

    fn sums(&self, list: usize) -> Sums {
        list.checked_sub(self.first).and_then(|at| self.sums.get(at)).copied().unwrap_or_default()
    }
}

/// The lists among `blocks` of `text`, in order.
pub(super) fn lists(text: &str, blocks: &[Block]) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut end = 0;
    for (index, block) in blocks.iter().enumerate() {
        let bytes = block.range.bytes();
        if block.kind == BlockKind::ListItem {
            let gap = text.get(end..bytes.start).unwrap_or_default();
            let is_apart = gap.contains("\n\n") && !begins_with_sign(block.range.of(text));
            let last = lists.last().filter(|list| list.blocks().end == index);
            if last.is_none_or(|_| is_apart && block.sign != ItemSign::GoesOn) {
                lists.push(List { first: index, entries: Vec::new(), sums: Vec::new() });
                open.clear();
            }
            if let Some(list) = lists.last_mut() {
                list.push(index, block, &mut open);
            }
        }
        end = bytes.end;
    }
    lists
}

/// A list whose end was not met.
struct Open {
    level: u8,
    list: usize,
    has_numbers: bool,
    last: Entry,
}

impl List {
    fn push(&mut self, index: usize, block: &Block, open: &mut Vec<Open>) {
        while open.last().is_some_and(|inner| inner.level > block.level) {
            open.pop();
        }
        let goes_on = block.sign == ItemSign::GoesOn;
        let has_numbers = block.sign.shown().is_some();
        let is_same = |list: &&mut Open| {
            list.level == block.level && (goes_on || list.has_numbers == has_numbers)
        };
        let entry = match open.last_mut().filter(is_same) {
            Some(list) if goes_on => list.last,
            Some(list) => {
                let position = list.last.position + 1;
                list.last = Entry { first: index, position, ..list.last };
                list.last
            }
            None => {
                open.pop_if(|list| list.level == block.level);
                let parent = open.last().map(|outer| outer.last.first);
                let last = Entry { list: index, first: index, position: 0, parent };
                open.push(Open { level: block.level, list: index, has_numbers, last });
                last
            }
        };
        self.entries.push(entry);
        self.sums.push(Sums::default());
        let length = block.sign.shown().map_or(0, |number| number.chars().count());
        let at = open.last().map_or(index, |list| list.list) - self.first;
        if let Some(sums) = self.sums.get_mut(at) {
            sums.entries = entry.position + 1;
            if length > sums.longest.1 {
                sums.longest = (index, length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;
    use crate::model::Article;

    fn article(markdown: &str) -> Article {
        import(markdown.as_bytes(), "a.md").expect("words").article
    }

    /// The list, the entry and the parent of each block, and its position among how many.
    fn told(article: &Article) -> Vec<String> {
        let blocks = 0..article.blocks().len();
        let told = blocks.filter_map(|block| {
            let list = article.list_of(block)?;
            let Entry { list: own, first, position, parent } = list.entry(block)?;
            let parent = parent.map_or(String::new(), |parent| format!(" in {parent}"));
            Some(format!("{own}: {first}{parent}, {} of {}", position + 1, list.size(own)))
        });
        told.collect()
    }

    #[test]
    fn lists_nest_by_depth_and_what_goes_on_belongs_to_its_entry() {
        let article = article("- a\n  - b\n  - c\n\n  on\n- d\n\nText.\n\n1. e\n");
        assert_eq!(
            told(&article),
            [
                "0: 0, 1 of 2",
                "1: 1 in 0, 1 of 2",
                "1: 2 in 0, 2 of 2",
                "0: 0, 1 of 2",
                "0: 4, 2 of 2",
                "6: 6, 1 of 1"
            ]
        );
        assert_eq!(article.list_of(5), None);
    }

    #[test]
    fn an_empty_line_parts_two_lists_unless_the_signs_are_text() {
        assert_eq!(told(&article("- a\n\n1. b\n")), ["0: 0, 1 of 1", "1: 1, 1 of 1"]);
        let plain = import(b"So it is:\n\n1. a\n\n2. b\n", "a.txt").expect("words").article;
        assert_eq!(told(&plain), ["1: 1, 1 of 2", "1: 2, 2 of 2"]);
    }

    #[test]
    fn bullets_behind_numbers_are_another_list() {
        let article = article("- a\n  1. b\n  - c\n- - - d\n");
        assert_eq!(
            told(&article),
            ["0: 0, 1 of 1", "1: 1 in 0, 1 of 1", "2: 2 in 0, 1 of 1", "3: 3 in 2, 1 of 1"]
        );
    }

    #[test]
    fn the_longest_number_of_each_list_is_known() {
        let article = article("9. a\n10. b\n11. c\n    1. d\n");
        let list = article.list_of(0).expect("a list");
        assert_eq!((list.longest_number(0), list.longest_number(3)), (Some(1), Some(3)));
        assert_eq!(list.longest_number(1), None);
    }
}
