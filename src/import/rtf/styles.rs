//! The style sheet: what a paragraph is by the name of its style.

use std::collections::BTreeMap;

use super::state::Properties;
use crate::import::role::Role;

/// How many styles are looked through, each the base of the one before.
const MOST_BASES: usize = 20;

/// The styles of paragraphs, by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_number: BTreeMap<i32, Style>,
    /// The one that is being read; `None` for one of characters.
    open: Option<i32>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    base: Option<i32>,
    outline: Option<u8>,
}

impl Styles {
    /// A style begins: the first one has no number of its own.
    pub(super) fn begin(&mut self, number: Option<i32>) {
        self.open = number;
    }

    fn open(&mut self) -> Option<&mut Style> {
        Some(self.by_number.entry(self.open?).or_default())
    }

    pub(super) fn push_name(&mut self, text: &str) {
        if let Some(style) = self.open() {
            style.name.push_str(text);
        }
    }

    pub(super) fn set_base(&mut self, base: i32) {
        if let Some(style) = self.open() {
            style.base = Some(base);
        }
    }

    pub(super) fn set_outline(&mut self, level: u8) {
        if let Some(style) = self.open() {
            style.outline = Some(level);
        }
    }

    /// What a paragraph with these properties is.
    pub(super) fn role(&self, own: Properties) -> Role {
        let first = own.style.and_then(|number| self.by_number.get(&number));
        let next = |style: &&Style| self.by_number.get(&style.base?);
        let chain = || std::iter::successors(first, next).take(MOST_BASES);
        let by_name = chain().find_map(|style| {
            let name = style.name.trim().trim_end_matches(';').to_lowercase();
            // Other programs put their other names behind a comma.
            Role::by_style(name.split(',').next().unwrap_or_default().trim())
        });
        let level = own.outline.or_else(|| chain().find_map(|style| style.outline));
        match (level, by_name) {
            (Some(level @ ..9), None) => Role::Heading(level + 1),
            (_, by_name) => by_name.unwrap_or(Role::Body),
        }
    }
}
