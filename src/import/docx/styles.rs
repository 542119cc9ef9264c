//! Styles: what a paragraph or a run is by the name of its style, or of one that it is based on.

use std::collections::BTreeMap;

use super::super::role::Role;
use super::super::xml::{Node, Ns, Tag, Xml};
use super::paragraph::{Look, ParagraphProperties};

/// How many styles are looked through, each the base of the one before.
const MOST_BASES: usize = 20;

/// The styles of a file, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// What the text is written in, as far as the file says.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// In lower case.
    name: String,
    base: Option<String>,
    paragraph: ParagraphProperties,
    look: Look,
}

impl Styles {
    pub(super) fn read(text: &str) -> Self {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match (tag.ns, tag.name()) {
                (Ns::Word, "style") => {
                    let id = tag.attribute("styleId").unwrap_or_default();
                    let style = Style::read(&mut xml);
                    styles.by_id.entry(id).or_insert(style);
                }
                (Ns::Word, "lang") if styles.language.is_none() => {
                    styles.language = tag.attribute("val").filter(|val| !val.is_empty());
                }
                _ => {}
            }
        }
        styles
    }

    /// The style of this id and those it is based on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.by_id.get(id));
        let next = |style: &&'a Style| self.by_id.get(style.base.as_deref()?);
        std::iter::successors(first, next).take(MOST_BASES)
    }

    /// What a paragraph with these properties of its own is.
    pub(super) fn role(&self, own: &ParagraphProperties) -> Role {
        let chain = || self.chain(own.style.as_deref());
        let level = own.outline.or_else(|| chain().find_map(|style| style.paragraph.outline));
        let by_name = chain().find_map(|style| Role::by_style(&style.name));
        match (level, by_name) {
            (Some(9..), Some(Role::Heading(_))) => Role::Body,
            (Some(level @ ..9), None) => Role::Heading(level + 1),
            (_, by_name) => by_name.unwrap_or(Role::Body),
        }
    }

    /// The list that a paragraph is in, and how deep: its own word, else that of its style.
    pub(super) fn list(&self, own: &ParagraphProperties) -> Option<(u32, u8)> {
        let chain = || self.chain(own.style.as_deref());
        let number = own.list.or_else(|| chain().find_map(|style| style.paragraph.list))?;
        let depth = own.list_depth.or_else(|| chain().find_map(|style| style.paragraph.list_depth));
        (number != 0).then_some((number, depth.unwrap_or_default()))
    }

    /// How a run looks: its own word, else that of its style.
    pub(super) fn look(&self, own: &Look) -> Look {
        self.chain(own.style.as_deref()).fold(own.clone(), |look, style| {
            let code = style.name == "html code" || style.name == "verbatim char";
            look.or(&style.look, code)
        })
    }
}

impl Style {
    /// Reads up to the end of the style.
    fn read(xml: &mut Xml<'_>) -> Self {
        let mut style = Self::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => style.child(&tag, xml),
                Node::End(Ns::Word, name) if &*name == "style" => break,
                _ => {}
            }
        }
        style
    }

    fn child(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match (tag.ns, tag.name()) {
            (Ns::Word, "name") => {
                self.name = tag.attribute("val").unwrap_or_default().to_lowercase();
            }
            (Ns::Word, "basedOn") => self.base = tag.attribute("val"),
            (Ns::Word, "pPr") => self.paragraph = ParagraphProperties::read(xml),
            (Ns::Word, "rPr") => self.look = Look::read(xml),
            _ => {}
        }
    }
}
