//! The description of a book: its parts, the order in which they are read, title and author.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::super::html::resolved;
use super::super::package::Package;
use super::super::xml::{Node, Ns, Tag, Xml};
use crate::model::ArticleMeta;

/// The part that says where the description is, in lower case.
pub(super) const CONTAINER: &str = "meta-inf/container.xml";

/// How many chapters a book may have.
const MOST_CHAPTERS: usize = 5_000;

/// A part of a book.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// Where it is in the archive.
    pub(super) path: String,
    kind: String,
    /// Whether it is the table of contents.
    pub(super) is_contents: bool,
}

impl Item {
    /// Whether it is a page of text.
    pub(super) fn is_page(&self) -> bool {
        match self.kind.as_str() {
            "application/xhtml+xml" | "text/html" | "application/x-dtbook+xml" => true,
            "" => ["xhtml", "html", "htm", "xml"].iter().any(|end| ends_with(&self.path, end)),
            _ => false,
        }
    }
}

/// A book.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The chapters, in order.
    pub(super) spine: Vec<Item>,
    pub(super) meta: ArticleMeta,
    /// The table of contents as a page, of books since 2011.
    pub(super) navigation: Option<String>,
    /// The table of contents of older books.
    pub(super) ncx: Option<String>,
}

impl Book {
    /// Reads the description.
    ///
    /// # Errors
    ///
    /// When there is none, it names no chapter, or it cannot be unpacked.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, ImportError> {
        let damaged = |what: &str, place: &str| ImportError::Damaged {
            what: what.to_owned(),
            place: place.to_owned(),
        };
        let container = package.xml(CONTAINER)?.unwrap_or_default();
        let path = description(&container).or_else(|| {
            let mut names = package.names();
            names.find(|name| ends_with(name, "opf")).map(str::to_owned)
        });
        let path =
            path.ok_or_else(|| damaged("it does not say where the book begins", CONTAINER))?;
        let text = package
            .xml(&path)?
            .ok_or_else(|| damaged("the description of the book is not in the archive", &path))?;
        let book = Self::parse(&text, &path);
        if book.spine.is_empty() {
            return Err(damaged("the description of the book names no chapter", &path));
        }
        Ok(book)
    }

    fn parse(text: &str, path: &str) -> Self {
        let mut book = Self::default();
        let (mut items, mut order, mut authors) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut ncx = String::new();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match (tag.ns, tag.name()) {
                (
                    Ns::DublinCore,
                    name @ ("title" | "creator" | "language" | "publisher" | "date"),
                ) => {
                    let name = name.to_owned();
                    let words = one_line(&xml.text());
                    book.say(&name, words, &mut authors);
                }
                (_, "item") => book.item(&tag, path, &mut items),
                (_, "spine") => ncx = tag.attribute("toc").unwrap_or_default(),
                (_, "itemref") if order.len() < MOST_CHAPTERS => {
                    order.extend(tag.attribute("idref"));
                }
                _ => {}
            }
        }
        book.meta.byline = (!authors.is_empty()).then(|| authors.join(", "));
        book.ncx = items.get(&ncx).map(|item: &Item| item.path.clone()).or_else(|| {
            let mut all = items.values();
            all.find(|item| item.kind == "application/x-dtbncx+xml").map(|item| item.path.clone())
        });
        book.spine = order.iter().filter_map(|id| items.get(id).cloned()).collect();
        book
    }

    fn say(&mut self, name: &str, words: String, authors: &mut Vec<String>) {
        if words.is_empty() {
            return;
        }
        let slot = match name {
            "title" => &mut self.meta.title,
            "language" => &mut self.meta.language,
            "publisher" => &mut self.meta.publication,
            "date" => &mut self.meta.date,
            _ => return authors.push(words),
        };
        slot.get_or_insert(words);
    }

    fn item(&mut self, tag: &Tag<'_>, path: &str, items: &mut BTreeMap<String, Item>) {
        let (Some(id), Some(href)) = (tag.attribute("id"), tag.attribute("href")) else { return };
        let properties = tag.attribute("properties").unwrap_or_default();
        let is_contents = properties.split_whitespace().any(|word| word == "nav");
        let path = resolved(path, &unescaped(&href));
        let kind = tag.attribute("media-type").unwrap_or_default();
        if is_contents {
            self.navigation.get_or_insert_with(|| path.clone());
        }
        items.insert(id, Item { path, kind, is_contents });
    }
}

/// Whether the name of a part has this ending.
fn ends_with(name: &str, wanted: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case(wanted))
}

/// The part with the description, as the container names it.
fn description(container: &str) -> Option<String> {
    let mut xml = Xml::new(container);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        if tag.name() == "rootfile"
            && let Some(path) = tag.attribute("full-path")
        {
            return Some(unescaped(path.trim()));
        }
    }
    None
}

pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address inside the book as the name of a part: `%20` is a space, what follows `#` is no name.
pub(super) fn unescaped(address: &str) -> String {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| behind.get(..2)).flatten();
        let escaped = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
