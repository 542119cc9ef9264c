//! XML as a stream of tags and text, with limits.
//!
//! Elements are told by the vocabulary that their namespace belongs to, so a file may name its prefixes
//! as it likes and use the strict or the transitional names. No entity of a file's own is ever
//! expanded, no document type is read, and nothing is recursive: a million nested elements are a
//! number.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// How deep elements may nest.
const MOST_DEPTH: usize = 2_000;

/// How many attributes of an element are looked at.
const MOST_ATTRIBUTES: usize = 200;

/// The vocabulary of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    /// The text of a Word file.
    Word,
    /// Choices between versions of the same content.
    Compatibility,
    /// Formulas of Office files.
    Math,
    /// Pictures, shapes and boxes of Office files, in all their generations.
    Drawing,
    /// Which part belongs to which, and what the parts are.
    Package,
    /// Title and date of a document.
    DublinCore,
    /// The text of an OpenDocument file.
    OdfText,
    /// Its tables.
    OdfTable,
    /// Its frames and pictures.
    OdfDraw,
    /// Its outermost elements and its comments.
    OdfOffice,
    /// Its styles.
    OdfStyle,
    /// What it says about itself.
    OdfMeta,
    /// Any other, or none.
    Other,
}

/// Namespaces and the vocabulary each is taken for; what ends with `*` stands for all that begin so.
///
/// *Source*: ECMA-376 parts 1 and 4, ISO/IEC 29500 strict, OpenDocument 1.3 part 3, section 1.4.
const NAMESPACES: &[(&str, Ns)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Ns::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::Word),
    ("http://schemas.microsoft.com/office/word/20*", Ns::Word),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Ns::Compatibility),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Ns::Math),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Ns::Math),
    ("http://schemas.openxmlformats.org/drawingml/*", Ns::Drawing),
    ("http://purl.oclc.org/ooxml/drawingml/*", Ns::Drawing),
    ("urn:schemas-microsoft-com:*", Ns::Drawing),
    ("http://schemas.openxmlformats.org/package/2006/relationships", Ns::Package),
    ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", Ns::Package),
    ("http://purl.org/dc/elements/1.1/", Ns::DublinCore),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", Ns::OdfText),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", Ns::OdfTable),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", Ns::OdfDraw),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", Ns::OdfOffice),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", Ns::OdfStyle),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", Ns::OdfMeta),
];

/// A file as tags and text.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    /// The elements that are open.
    open: Vec<(Ns, Box<str>)>,
    broken_at: Option<usize>,
}

/// A piece of a file.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// The element of this name ends; an empty one does so at once.
    End(Ns, Box<str>),
    /// Characters.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) ns: Ns,
    start: BytesStart<'a>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, open: Vec::new(), broken_at: None }
    }

    /// The next piece; `None` at the end, and where the file is broken.
    pub(super) fn next(&mut self) -> Option<Node<'a>> {
        while self.broken_at.is_none() {
            let Ok(event) = self.reader.read_event() else { return self.give_up() };
            return match event {
                Event::Start(start) => self.start(start),
                Event::End(_) => self.open.pop().map(|(ns, name)| Node::End(ns, name)),
                Event::Text(text) => Some(Node::Text(text.xml10_content())),
                Event::CData(text) => Some(Node::Text(text.xml10_content())),
                Event::GeneralRef(name) => Some(Node::Text(entity(&name))),
                Event::Eof if self.open.is_empty() => None,
                Event::Eof => self.give_up(),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            };
        }
        None
    }

    /// How much was read, in bytes.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or_default()
    }

    /// The byte from which on the file could not be read; all before it was.
    pub(super) fn broken_at(&self) -> Option<usize> {
        self.broken_at
    }

    fn give_up(&mut self) -> Option<Node<'a>> {
        let at = self.reader.buffer_position();
        self.broken_at = Some(usize::try_from(at).unwrap_or_default());
        None
    }

    fn start(&mut self, start: BytesStart<'a>) -> Option<Node<'a>> {
        if self.open.len() >= MOST_DEPTH {
            return self.give_up();
        }
        let ns = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(namespace) => vocabulary(namespace.into_inner()),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => Ns::Other,
        };
        self.open.push((ns, start.local_name().into_inner().into()));
        Some(Node::Start(Tag { ns, start }))
    }

    /// Goes on behind the end of the element that began last; tells what it passes.
    pub(super) fn skip(&mut self, mut seen: impl FnMut(&Node<'a>)) {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            let Some(node) = self.next() else { return };
            seen(&node);
        }
    }

    /// The characters up to the end of the element that began last.
    pub(super) fn text(&mut self) -> String {
        let mut text = String::new();
        self.skip(|node| {
            if let Node::Text(part) = node {
                text.push_str(part);
            }
        });
        text
    }
}

impl Tag<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the first attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .take(MOST_ATTRIBUTES)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }
}

/// What a reference stands for: a character by number, one of the five that XML knows, else the sign
/// for what cannot be read.
fn entity(name: &BytesRef<'_>) -> Cow<'static, str> {
    let character = match name.resolve_char_ref() {
        Ok(Some(character)) => character,
        Ok(None) => match name.as_ref() {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => char::REPLACEMENT_CHARACTER,
        },
        Err(_) => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(character.to_string())
}

fn vocabulary(namespace: &str) -> Ns {
    let matches = |known: &str| match known.strip_suffix('*') {
        Some(start) => namespace.starts_with(start),
        None => namespace == known,
    };
    NAMESPACES.iter().find(|(known, _)| matches(known)).map_or(Ns::Other, |(_, ns)| *ns)
}
