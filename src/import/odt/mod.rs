//! OpenDocument text (.odt), an archive of parts, and its flat form in one file (.fodt).
//!
//! | file | what it knows |
//! |---|---|
//! | `styles` | what a paragraph or a stretch is by its style; headers and footers |
//! | `body` | the walk over the text |
//! | `remark` | what a comment or a tracked change says |
//!
//! Tracked changes are read as if they were accepted. Comments are source notes on their words, notes
//! are blocks at the end and source notes on their signs.
//!
//! *Source*: OASIS OpenDocument 1.3 part 3; for answers and resolved comments, the elements that
//! LibreOffice adds (`loext`).

mod body;
mod remark;
mod styles;

use std::sync::Arc;

use body::Body;
use memchr::memmem;
use styles::Styles;

use super::at::At;
use super::builder::ArticleBuilder;
use super::package::{Package, xml_text};
use super::probe::{Certainty, Probe};
use super::walk::Walk;
use super::xml::{Node, Ns, Xml};
use super::{ImportError, Imported, Input};

/// The key in the registry, of the archive.
pub(super) const KEY: &str = "odt";

/// The key in the registry, of the flat form.
pub(super) const FLAT_KEY: &str = "fodt";

/// Of texts, their templates and master documents.
const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// An archive that says so, or that has the parts of one and says nothing.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let says_so = probe.mimetype.starts_with(MIMETYPE);
    let is_silent = probe.mimetype.is_empty();
    let has_parts = probe.has_part("content.xml") && probe.has_part("meta-inf/manifest.xml");
    if says_so || (is_silent && has_parts) { Certainty::Sure } else { Certainty::No }
}

/// An XML file of one piece.
pub(super) fn sniff_flat(probe: &Probe<'_>) -> Certainty {
    let is_flat = probe.head.contains("<office:document") && probe.head.contains(MIMETYPE);
    if is_flat { Certainty::Sure } else { Certainty::No }
}

/// Reads an archive.
///
/// # Errors
///
/// When it is locked, damaged or too large, has no text, or its text holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let mut package = Package::open(&bytes)?;
    let manifest = package.xml("META-INF/manifest.xml")?.unwrap_or_default();
    if memmem::find(manifest.as_bytes(), b"encryption-data").is_some() {
        return Err(ImportError::Encrypted { looks_like: "an OpenDocument file" });
    }
    let text = package.xml("content.xml")?.ok_or_else(|| ImportError::Damaged {
        what: "the part that holds the text is not in the archive".to_owned(),
        place: "content.xml".to_owned(),
    })?;
    let styles = package.xml("styles.xml")?.unwrap_or_default();
    let meta = package.xml("meta.xml")?.unwrap_or_default();
    let builder = ArticleBuilder::new(Vec::new()).watched(options);
    build(KEY, builder, "content.xml", &text, [&styles, &text], &meta)
}

/// Reads a flat file.
///
/// # Errors
///
/// When it holds no words, or is no XML before the first one.
pub(super) fn read_flat(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let text = xml_text(Arc::unwrap_or_clone(bytes));
    let builder = ArticleBuilder::new(Vec::new()).watched(options);
    build(FLAT_KEY, builder, "", &text, [&text, ""], &text)
}

/// An article from the text of the parts: the story, those that hold styles, and what the file says
/// about itself.
fn build(
    key: &'static str,
    mut builder: ArticleBuilder,
    part: &str,
    text: &str,
    styles: [&str; 2],
    meta: &str,
) -> Result<Imported, ImportError> {
    let mut known = Styles::default();
    for part in styles {
        known.read(part);
    }
    if !part.is_empty() {
        builder.parts.push(part.to_owned());
    }
    let mut walk = Walk::new(builder);
    read_properties(meta, &mut walk);
    let meta = &mut walk.builder.meta;
    if meta.language.is_none() {
        meta.language.clone_from(&known.language);
    }
    let title = meta.title.take();
    let mut body = Body::new(walk, &known);
    body.read(text);
    for words in &known.margins {
        body.lose(format!("a header or footer was left out: “{words}”"), At::Anywhere);
    }
    body.finish(key, title)
}

fn read_properties(text: &str, walk: &mut Walk) {
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        let is_title = match (tag.ns, tag.name()) {
            (Ns::DublinCore, "title") => true,
            (Ns::DublinCore, "language") => false,
            // The rest of a flat file: comments have a name and a date as well.
            (Ns::OdfOffice, "body") => return,
            _ => continue,
        };
        let value = xml.text().trim().to_owned();
        let meta = &mut walk.builder.meta;
        let slot = if is_title { &mut meta.title } else { &mut meta.language };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    }
}
