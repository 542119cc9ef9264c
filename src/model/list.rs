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
    use crate::text::TextRange;

    /// The lists of an article with a word on each line: its depth in spaces, then `-` for a bullet,
    /// a number, `+` for what goes on, or nothing in front of a paragraph.
    fn lists_of(lines: &str) -> Vec<List> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in lines.split_inclusive('\n') {
            let inside = line.trim_start_matches(' ');
            let level = u8::try_from(line.len() - inside.len() + 1).expect("a few spaces");
            let (sign, word) = inside.trim_end().split_once(' ').unwrap_or(("", inside.trim_end()));
            let kind = if sign.is_empty() { BlockKind::Paragraph } else { BlockKind::ListItem };
            let sign = match sign {
                "-" | "" => ItemSign::Usual,
                "+" => ItemSign::GoesOn,
                number => ItemSign::number(number),
            };
            let end = at + line.trim_end().len();
            if let Some(range) = TextRange::checked(lines, end - word.len(), end)
                && !range.is_empty()
            {
                blocks.push(Block { kind, range, level, sign });
            }
            at += line.len();
        }
        lists(lines, &blocks)
    }

    /// The list, the entry and the parent of each block of a list, and its position among how many.
    fn told(lists: &[List]) -> Vec<String> {
        let of_list = |list: &List| {
            let told = |block| {
                let Entry { list: own, first, position, parent } = list.entry(block)?;
                let parent = parent.map_or(String::new(), |parent| format!(" in {parent}"));
                Some(format!("{own}: {first}{parent}, {} of {}", position + 1, list.size(own)))
            };
            list.blocks().filter_map(told).collect::<Vec<_>>()
        };
        lists.iter().flat_map(of_list).collect()
    }

    #[test]
    fn lists_nest_by_depth_and_what_goes_on_belongs_to_its_entry() {
        assert_eq!(
            told(&lists_of("- a\n - b\n - c\n+ on\n- d\n\nText\n\n1. e\n")),
            [
                "0: 0, 1 of 2",
                "1: 1 in 0, 1 of 2",
                "1: 2 in 0, 2 of 2",
                "0: 0, 1 of 2",
                "0: 4, 2 of 2",
                "6: 6, 1 of 1"
            ]
        );
    }

    #[test]
    fn an_empty_line_parts_two_lists_unless_the_signs_are_text() {
        assert_eq!(told(&lists_of("- a\n\n- b\n")), ["0: 0, 1 of 1", "1: 1, 1 of 1"]);
        let text = "1. a\n\n2. b";
        let block = |from, to| Block {
            kind: BlockKind::ListItem,
            range: TextRange::checked(text, from, to).expect("inside"),
            level: 1,
            sign: ItemSign::Usual,
        };
        let plain = lists(text, &[block(0, 4), block(6, 10)]);
        assert_eq!(told(&plain), ["0: 0, 1 of 2", "0: 1, 2 of 2"]);
    }

    #[test]
    fn bullets_behind_numbers_are_another_list() {
        assert_eq!(
            told(&lists_of("- a\n 1. b\n - c\n   - d\n- e\n")),
            [
                "0: 0, 1 of 2",
                "1: 1 in 0, 1 of 1",
                "2: 2 in 0, 1 of 1",
                "3: 3 in 2, 1 of 1",
                "0: 4, 2 of 2"
            ]
        );
    }

    #[test]
    fn the_longest_number_of_each_list_is_known() {
        let list = lists_of("9. a\n10. b\n11. c\n 1. d\n").remove(0);
        assert_eq!((list.longest_number(0), list.longest_number(3)), (Some(1), Some(3)));
        assert_eq!((list.longest_number(1), list.entry(4)), (None, None));
    }
}
