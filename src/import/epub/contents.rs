//! What the table of contents calls each chapter.

use std::collections::BTreeMap;

use super::super::html::{Page, Syntax, resolved};
use super::super::package::Package;
use super::super::xml::{Node, Xml};
use super::book::{Book, one_line, unescaped};

/// The titles of chapters, by the path of their part in lower case.
#[derive(Debug, Default)]
pub(super) struct Contents {
    titles: BTreeMap<String, String>,
}

impl Contents {
    /// Reads the table; a book whose table cannot be read has none.
    pub(super) fn read(package: &mut Package<'_>, book: &Book) -> Self {
        let mut contents = Self::default();
        let mut text = |path: &Option<String>| {
            let text = package.xml(path.as_deref()?).ok().flatten()?;
            Some((path.clone()?, text))
        };
        if let Some((path, text)) = text(&book.navigation) {
            contents.read_page(&path, &text);
        }
        if contents.titles.is_empty()
            && let Some((path, text)) = text(&book.ncx)
        {
            contents.read_ncx(&path, &text);
        }
        contents
    }

    /// The title of the chapter that this part is; it is the first that leads there.
    pub(super) fn title_of(&self, path: &str) -> Option<&str> {
        self.titles.get(&path.to_lowercase()).map(String::as_str)
    }

    fn add(&mut self, table: &str, address: &str, title: &str) {
        let title = one_line(title);
        if !title.is_empty() {
            let path = resolved(table, &unescaped(address)).to_lowercase();
            self.titles.entry(path).or_insert(title);
        }
    }

    fn read_page(&mut self, path: &str, text: &str) {
        let page = Page::parse(text, Syntax::Xhtml, |_| true);
        for nav in page.document.select("nav").nodes() {
            let kind = nav.attr("epub:type").unwrap_or_default();
            if !kind.split_ascii_whitespace().any(|word| word == "toc") {
                continue;
            }
            for link in nav.descendants_it().filter(|node| node.has_name("a")) {
                if let Some(address) = link.attr("href") {
                    self.add(path, &address, &link.text());
                }
            }
        }
    }

    fn read_ncx(&mut self, path: &str, text: &str) {
        let mut xml = Xml::new(text);
        let mut label = String::new();
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "navLabel" => label = xml.text(),
                "content" => {
                    if let Some(address) = tag.attribute("src") {
                        self.add(path, &address, &std::mem::take(&mut label));
                    }
                }
                "docTitle" | "docAuthor" | "pageList" | "navList" => xml.skip(|_| {}),
                _ => {}
            }
        }
    }
}
