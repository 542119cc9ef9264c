//! E-books (.epub): an archive with a page for each chapter, read in the order of the book.
//!
//! | file | what it knows |
//! |---|---|
//! | `book` | the description of the book: its parts, their order, what it says about itself |
//! | `contents` | what the table of contents calls each chapter |
//! | `lock` | which parts are locked |
//!
//! Chapters are read by the walk of web pages. A chapter without a heading has the one that the table of
//! contents gives it; the table itself is left out. A part that is missing or damaged is told, and the
//! rest is read; so are parts that only show pictures.
//!
//! *Source*: EPUB 3.3, Open Packaging Format 2.0.1.

mod book;
mod contents;
mod lock;

use book::{Book, Item};
use contents::Contents;
use memchr::memmem;

use super::at::At;
use super::builder::ArticleBuilder;
use super::html::{Body, Ground, Page, Role, Syntax};
use super::package::{Package, xml_text};
use super::probe::{Certainty, Probe};
use super::walk::Walk;
use super::{Counted, ImportError, ImportOptions, Imported, Input, readable_size};

/// The key in the registry.
pub(super) const KEY: &str = "epub";

/// What the archive says it is.
const MIMETYPE: &str = "application/epub+zip";

/// How much text the chapters may have together, in bytes.
const MOST_TEXT: usize = 48 * 1024 * 1024;

/// An archive that says so, or that has the part that every book begins with.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let is_book = probe.mimetype == MIMETYPE || probe.has_part(book::CONTAINER);
    if is_book { Certainty::Sure } else { Certainty::No }
}

/// Reads a book.
///
/// # Errors
///
/// When it is locked, has no readable description, is too large, or holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let mut package = Package::open(&bytes)?;
    let book = Book::read(&mut package)?;
    let locked = lock::locked(&mut package)?;
    if book.spine.iter().any(|item| locked.contains(&item.path)) {
        return Err(ImportError::NotThisFormat {
            looks_like: "an e-book that its seller has locked (DRM)",
            hint: "ask the publisher for a copy without the lock",
        });
    }
    let contents = Contents::read(&mut package, &book);
    let mut builder = ArticleBuilder::new(Vec::new()).watched(options);
    builder.meta = book.meta.clone();
    let body = Body::new(Walk::new(builder));
    let mut reader = Reader { package, book: &book, contents, body, left: MOST_TEXT };
    reader.learn_notes(options)?;
    reader.front();
    for (n, item) in book.spine.iter().enumerate() {
        if options.is_cancelled() {
            break;
        }
        reader.body.walk.builder.is_at(n + 1, book.spine.len(), Counted::Parts);
        reader.chapter(n, item, options)?;
    }
    reader.finish()
}

/// The reader of a book's chapters.
struct Reader<'a, 'b> {
    package: Package<'a>,
    book: &'b Book,
    contents: Contents,
    body: Body,
    /// How much text may still come.
    left: usize,
}

impl Reader<'_, '_> {
    /// The notes of all chapters, which may stand in a chapter of their own; and room for their text.
    fn learn_notes(&mut self, options: &ImportOptions<'_>) -> Result<(), ImportError> {
        let mut text = 0;
        for item in self.book.spine.iter().filter(|item| item.is_page()) {
            if options.is_cancelled() {
                break;
            }
            let Ok(Some(bytes)) = self.package.read(&item.path) else { continue };
            text += bytes.len();
            let has_notes = ["footnote", "endnote", "rearnote"]
                .iter()
                .any(|word| memmem::find(&bytes, word.as_bytes()).is_some());
            if has_notes {
                self.spend(bytes.len())?;
                let page = parse(&xml_text(bytes), options);
                self.body.learn_notes(page.body(), &page, &item.path);
            }
        }
        self.body.walk.builder.make_room(text.min(MOST_TEXT));
        self.left = MOST_TEXT;
        Ok(())
    }

    /// The title of the book is the headline, its author the byline.
    fn front(&mut self) {
        let meta = &self.book.meta;
        if let Some(title) = &meta.title {
            self.body.put(Role::Headline, title);
        }
        if let Some(author) = &meta.byline {
            self.body.put(Role::Byline, author);
        }
    }

    fn chapter(
        &mut self,
        n: usize,
        item: &Item,
        options: &ImportOptions<'_>,
    ) -> Result<(), ImportError> {
        let at = At::Chapter(n + 1, 1);
        if item.is_contents {
            self.lose("the table of contents was left out", at);
            return Ok(());
        }
        if !item.is_page() {
            self.lose(format!("a part that is no text was left out: {}", item.path), at);
            return Ok(());
        }
        let bytes = match self.package.read(&item.path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                self.lose(format!("a chapter is missing in the archive: {}", item.path), at);
                return Ok(());
            }
            Err(error @ (ImportError::TooLarge { .. } | ImportError::Encrypted { .. })) => {
                return Err(error);
            }
            Err(_) => {
                self.lose(format!("a chapter cannot be unpacked: {}", item.path), at);
                return Ok(());
            }
        };
        self.spend(bytes.len())?;
        let page = parse(&xml_text(bytes), options);
        self.page(n, item, &page);
        Ok(())
    }

    fn page(&mut self, n: usize, item: &Item, page: &Page) {
        for (what, at) in &page.losses {
            let line = if let At::Line(line) = at { *line } else { 1 };
            self.lose(what, At::Chapter(n + 1, line));
        }
        let parts = &mut self.body.walk.builder.parts;
        let part = u16::try_from(parts.len()).unwrap_or(u16::MAX);
        parts.push(item.path.clone());
        let ground = Ground::new(page, part, Some(n + 1));
        self.body.begin_part(&item.path, &ground);
        let title = self.contents.title_of(&item.path);
        if let Some(title) = title.filter(|title| !has_heading(page, title)) {
            self.body.put(Role::Heading(1), title);
        }
        self.body.read(page.body(), &ground);
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ImportError> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| ImportError::TooLarge {
            what: "the text of the book is longer than can be shown".to_owned(),
            most: readable_size(MOST_TEXT),
        })?;
        Ok(())
    }

    fn lose(&mut self, what: impl Into<String>, at: At) {
        self.body.walk.builder.lose(what, at);
    }

    fn finish(mut self) -> Result<Imported, ImportError> {
        self.body.tell_controls();
        let notes = self.body.take_notes();
        self.body.walk.finish(KEY, String::new(), notes)
    }
}

/// A part as a page.
fn parse(text: &str, options: &ImportOptions<'_>) -> Page {
    Page::parse(text, Syntax::Xhtml, |_| !options.is_cancelled())
}

/// Whether a chapter has a heading, or says its title at its start.
fn has_heading(page: &Page, title: &str) -> bool {
    let body = page.body();
    if body.descendants_it().any(|node| ["h1", "h2", "h3"].iter().any(|name| node.has_name(name))) {
        return true;
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words(&body.text()).starts_with(&words(title))
}
