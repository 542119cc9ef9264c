//! Footnotes of a page: the signs in the text, and the notes that they lead to.
//!
//! A note is an element that says so (`epub:type`, `role`), or an entry of a list that does. A sign is a
//! link to one. Notes stand at the end of the article, and are source notes on their signs.

use std::collections::BTreeMap;

use dom_query::NodeRef;

use super::body::Body;
use super::element::Element;
use super::page::Page;
use crate::import::open_block::Edge;
use crate::model::{InlineStyle, Place, Remark, SourceNote, SourceNoteKind};

/// The longest sign of a note, in characters; a longer link is a link.
const MOST_SIGN: usize = 8;

const TYPES: &[&str] = &["footnote", "endnote", "rearnote"];
const ROLES: &[&str] = &["doc-footnote", "doc-endnote"];
const LIST_TYPES: &[&str] = &["footnotes", "endnotes", "rearnotes"];
const LIST_CLASSES: &[&str] = &["footnotes", "footnotes-list", "endnotes"];
const BACK_CLASSES: &[&str] = &["footnote-back", "footnote-backref", "reversefootnote"];

/// The notes of a file.
#[derive(Debug, Default)]
pub(in crate::import) struct Notes {
    /// The number of each note, by the path of its part and its id.
    by_id: BTreeMap<(String, String), usize>,
    /// The sign of each note that was met in the text.
    signs: BTreeMap<usize, String>,
    /// The source note of each note with a sign: the same numbers.
    made: BTreeMap<usize, usize>,
    pub(in crate::import) source_notes: Vec<SourceNote>,
    /// The notes that are open.
    open: Vec<Option<usize>>,
    /// The path of the part that is read.
    pub(in crate::import) part: String,
}

impl Notes {
    /// Learns the notes of a part before any part is read.
    pub(in crate::import) fn learn(&mut self, root: NodeRef<'_>, page: &Page, part: &str) {
        for node in root.descendants_it() {
            let Some(element) = Element::of(node, page).filter(is_note) else { continue };
            if let Some(id) = element.attribute("id") {
                let number = self.by_id.len();
                self.by_id.entry((part.to_owned(), id)).or_insert(number);
            }
        }
    }

    /// The number of the note that a link leads to.
    fn target(&self, address: &str) -> Option<usize> {
        if self.by_id.is_empty() {
            return None;
        }
        let (path, id) = address.split_once('#')?;
        let part = if path.is_empty() { self.part.clone() } else { resolved(&self.part, path) };
        self.by_id.get(&(part, id.to_owned())).copied()
    }

    /// Ends the note that began last, which says this.
    pub(super) fn end(&mut self, words: String) {
        let note = self.open.pop().flatten();
        if let Some(note) = note.and_then(|note| self.source_notes.get_mut(note)) {
            note.said.text = words;
        }
    }
}

impl Body {
    /// Reads a link that is the sign of a note; `false` for any other element.
    pub(super) fn note_sign(&mut self, element: &Element<'_>) -> bool {
        if element.name != "a" {
            return false;
        }
        let is_back = element.lists("epub:type", &["backlink", "referrer"])
            || element.lists("role", &["doc-backlink"])
            || element.lists("class", BACK_CLASSES);
        if is_back {
            return !self.notes.open.is_empty();
        }
        let number = element.attribute("href").and_then(|to| self.notes.target(&to));
        let words = element.words();
        let sign = words.trim_matches(['[', ']', '(', ')', ' ']);
        let is_sign = self.notes.open.is_empty() && (1..=MOST_SIGN).contains(&sign.chars().count());
        let Some(number) = number.filter(|_| is_sign) else { return false };
        self.put_sign(number, sign);
        true
    }

    fn put_sign(&mut self, number: usize, sign: &str) {
        let place = Place::nowhere();
        let note = *self.notes.made.entry(number).or_insert_with(|| {
            let (kind, said) = (SourceNoteKind::Footnote, Remark::default());
            let note = SourceNote { kind, place, said, replies: Vec::new(), is_resolved: false };
            self.notes.source_notes.push(note);
            self.notes.source_notes.len() - 1
        });
        self.notes.signs.entry(number).or_insert_with(|| sign.to_owned());
        self.open_block(sign);
        let at = self.at();
        self.walk.here(at);
        self.walk.edge(note, Edge::Start);
        self.walk.here(at).push_styled(&format!("[{sign}]"), InlineStyle::Superscript);
        self.walk.edge(note, Edge::End);
    }

    /// Begins a note; `false` for any other element.
    pub(super) fn begin_note(&mut self, element: &Element<'_>) -> bool {
        if !self.notes.open.is_empty() || !is_note(element) {
            return false;
        }
        let id = element.attribute("id").unwrap_or_default();
        let number = self.notes.by_id.get(&(self.notes.part.clone(), id)).copied();
        let sign = number.and_then(|number| self.notes.signs.get(&number)).cloned();
        let words = element.words();
        // A note may show its sign itself.
        let own = words.trim_start_matches(['[', '(']);
        let shows = |sign: &String| {
            let rest = own.strip_prefix(sign.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let sign = sign.filter(|sign| !shows(sign)).unwrap_or_default();
        let note = number.and_then(|number| self.notes.made.get(&number)).copied();
        let order = number.unwrap_or(usize::MAX);
        self.border();
        let at = self.at();
        self.walk.begin_note((SourceNoteKind::Footnote, order), &sign, at);
        self.notes.open.push(note);
        true
    }
}

fn is_note(element: &Element<'_>) -> bool {
    if element.lists("epub:type", TYPES) || element.lists("role", ROLES) {
        return matches!(element.name.as_str(), "aside" | "li" | "div" | "p" | "section" | "dd");
    }
    if element.name != "li" {
        return false;
    }
    element.node.ancestors_it(Some(3)).any(|node| {
        let lists = |name: &str, wanted: &[&str]| {
            let value = node.attr(name).unwrap_or_default().to_ascii_lowercase();
            value.split_ascii_whitespace().any(|word| wanted.contains(&word))
        };
        lists("epub:type", LIST_TYPES)
            || lists("role", &["doc-endnotes", "doc-footnotes"])
            || lists("class", LIST_CLASSES)
    })
}

/// The path that `relative` stands for in a part with this path.
pub(in crate::import) fn resolved(part: &str, relative: &str) -> String {
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in relative.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = folders.pop(),
            step => folders.push(step),
        }
    }
    folders.join("/")
}
