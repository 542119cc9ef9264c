//! Lists: which number or bullet stands in front of a paragraph.

use std::collections::{BTreeMap, BTreeSet};

use super::super::numerals::{letter, roman};
use super::super::xml::{Node, Ns, Tag, Xml};
use crate::model::ItemSign;

/// A list has so many levels at most.
const LEVELS: usize = 9;

/// The lists of a file.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// How lists look, by the number of the look.
    looks: BTreeMap<u32, Vec<Level>>,
    /// The look of each list, and the levels that begin anew in it.
    lists: BTreeMap<u32, List>,
    /// The last number of each level, by look: lists with the same look count on.
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(u32, usize)>,
}

/// A level of a look.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2)` stands for the numbers of the first two levels.
    text: String,
}

#[derive(Debug, Default)]
struct List {
    look: u32,
    starts: BTreeMap<usize, u32>,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Self {
        let mut numbering = Self::default();
        let (mut look, mut list, mut level) = (0, 0, 0);
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            if tag.ns != Ns::Word {
                continue;
            }
            match tag.name() {
                "abstractNum" => {
                    look = number(&tag, "abstractNumId").unwrap_or_default();
                    numbering.looks.insert(look, vec![Level::default(); LEVELS]);
                }
                "num" => {
                    list = number(&tag, "numId").unwrap_or_default();
                    numbering.lists.insert(list, List::default());
                }
                "lvl" | "lvlOverride" => level = depth(&tag),
                "abstractNumId" => {
                    if let Some(list) = numbering.lists.get_mut(&list) {
                        list.look = number(&tag, "val").unwrap_or_default();
                    }
                }
                "startOverride" => {
                    let start = number(&tag, "val").unwrap_or(1);
                    if let Some(list) = numbering.lists.get_mut(&list) {
                        list.starts.insert(level, start);
                    }
                }
                _ => {
                    let levels = numbering.looks.get_mut(&look);
                    if let Some(level) = levels.and_then(|levels| levels.get_mut(level)) {
                        level.property(&tag);
                    }
                }
            }
        }
        numbering
    }

    /// The sign of the next paragraph of a list on this level, from 0.
    pub(super) fn next(&mut self, list: u32, depth: u8) -> ItemSign {
        let depth = usize::from(depth).min(LEVELS - 1);
        let Some(own) = self.lists.get(&list) else { return ItemSign::Usual };
        let Some(levels) = self.looks.get(&own.look) else { return ItemSign::Usual };
        let counters = self.counters.entry(own.look).or_default();
        let anew = own.starts.get(&depth).filter(|_| self.begun.insert((list, depth)));
        let start = levels.get(depth).map_or(1, |level| level.start);
        let next = counters[depth].map_or(start, |last| last.saturating_add(1));
        counters[depth] = Some(anew.copied().unwrap_or(next));
        counters[depth + 1..].fill(None);
        levels.get(depth).map_or(ItemSign::Usual, |level| level.sign(levels, counters))
    }
}

impl Level {
    fn property(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "start" => self.start = number(tag, "val").unwrap_or(1),
            "numFmt" => self.format = tag.attribute("val").unwrap_or_default(),
            "lvlText" => self.text = tag.attribute("val").unwrap_or_default(),
            _ => {}
        }
    }

    fn sign(&self, levels: &[Self], counters: &[Option<u32>; LEVELS]) -> ItemSign {
        if matches!(self.format.as_str(), "bullet" | "none" | "") {
            return ItemSign::Usual;
        }
        let mut shown = self.text.clone();
        for (n, (level, counter)) in levels.iter().zip(counters).enumerate() {
            let number = counter.unwrap_or(level.start);
            shown = shown.replace(&format!("%{}", n + 1), &spelled(number, &level.format));
        }
        ItemSign::number(&shown)
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.trim().parse().ok()
}

fn depth(tag: &Tag<'_>) -> usize {
    number(tag, "ilvl").and_then(|level| usize::try_from(level).ok()).unwrap_or_default()
}

/// A number in a format of Word; those that are not known here are digits.
fn spelled(number: u32, format: &str) -> String {
    match format {
        "lowerRoman" => roman(number.into()),
        "upperRoman" => roman(number.into()).to_uppercase(),
        "lowerLetter" => letter(number.into()),
        "upperLetter" => letter(number.into()).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}
