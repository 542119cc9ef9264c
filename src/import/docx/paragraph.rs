//! The properties of paragraphs, runs, rows and cells, as far as they say what text is.

use super::super::xml::{Node, Ns, Tag, Xml};
use crate::model::InlineStyle;

/// What a paragraph says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    /// 0 is the highest level, 9 none.
    pub(super) outline: Option<u8>,
    /// The number of its list; 0 takes it out of one.
    pub(super) list: Option<u32>,
    /// 0 is the outermost.
    pub(super) list_depth: Option<u8>,
    /// Whether its end was deleted in a tracked change, so that the next one goes on with it.
    pub(super) is_joined: bool,
}

impl ParagraphProperties {
    /// Reads up to the end of `w:pPr`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut properties = Self::default();
        each_child(xml, "pPr", |tag, xml| {
            let number = || tag.attribute("val").and_then(|val| val.trim().parse().ok());
            let small = || number().and_then(|number| u8::try_from(number).ok());
            match tag.name() {
                "pStyle" => properties.style = tag.attribute("val"),
                "outlineLvl" => properties.outline = small(),
                "numId" => properties.list = number(),
                "ilvl" => properties.list_depth = small(),
                // Of the mark that ends the paragraph, and so of the paragraph's end.
                "del" | "moveFrom" => properties.is_joined = true,
                "pPrChange" | "sectPr" => xml.skip(|_| {}),
                _ => {}
            }
        });
        properties
    }
}

/// How a run looks; `None` leaves it to the style.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) style: Option<String>,
    pub(super) font: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
    is_code: bool,
}

impl Look {
    /// Reads up to the end of `w:rPr`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut look = Self::default();
        each_child(xml, "rPr", |tag, xml| match tag.name() {
            "rStyle" => look.style = tag.attribute("val"),
            "rFonts" => look.font = tag.attribute("ascii"),
            "b" => look.bold = Some(is_on(tag)),
            "i" => look.italic = Some(is_on(tag)),
            "strike" | "dstrike" => look.struck = Some(is_on(tag)),
            "vanish" => look.hidden = Some(is_on(tag)),
            "vertAlign" => {
                look.raised = tag.attribute("val").map(|val| val == "superscript");
            }
            "rPrChange" => xml.skip(|_| {}),
            _ => {}
        });
        look
    }

    /// This look, and what it leaves open as `base` has it.
    pub(super) fn or(self, base: &Self, is_code: bool) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            struck: self.struck.or(base.struck),
            raised: self.raised.or(base.raised),
            hidden: self.hidden.or(base.hidden),
            font: self.font.or_else(|| base.font.clone()),
            style: self.style,
            is_code: self.is_code || is_code,
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    /// As the styles of an article.
    pub(super) fn styles(&self) -> impl Iterator<Item = InlineStyle> {
        let all = [
            (self.bold, InlineStyle::Strong),
            (self.italic, InlineStyle::Emphasis),
            (self.struck, InlineStyle::Strikethrough),
            (self.raised, InlineStyle::Superscript),
            (Some(self.is_code), InlineStyle::Code),
        ];
        all.into_iter().filter(|(is_on, _)| *is_on == Some(true)).map(|(_, style)| style)
    }
}

/// What a row of a table says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowProperties {
    pub(super) is_header: bool,
    /// Whether it was deleted in a tracked change.
    pub(super) is_deleted: bool,
}

impl RowProperties {
    /// Reads up to the end of `w:trPr`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut properties = Self::default();
        each_child(xml, "trPr", |tag, xml| match tag.name() {
            "tblHeader" => properties.is_header = is_on(tag),
            "del" => properties.is_deleted = true,
            "trPrChange" => xml.skip(|_| {}),
            _ => {}
        });
        properties
    }
}

/// How many columns a cell reaches over; reads up to the end of `w:tcPr`.
pub(super) fn read_cell_width(xml: &mut Xml<'_>) -> usize {
    let mut width = 1;
    each_child(xml, "tcPr", |tag, xml| match tag.name() {
        "gridSpan" => {
            width = tag.attribute("val").and_then(|val| val.parse().ok()).unwrap_or(1).max(1);
        }
        "tcPrChange" => xml.skip(|_| {}),
        _ => {}
    });
    width
}

/// Goes through all elements up to the end of the open one, which is called `name`.
fn each_child<'a>(xml: &mut Xml<'a>, name: &str, mut child: impl FnMut(&Tag<'a>, &mut Xml<'a>)) {
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) if tag.ns == Ns::Word => child(&tag, xml),
            Node::End(Ns::Word, end) if *end == *name => return,
            _ => {}
        }
    }
}

/// Whether a switch is on: it is unless it says no.
fn is_on(tag: &Tag<'_>) -> bool {
    !tag.attribute("val").is_some_and(|val| matches!(val.as_str(), "0" | "false" | "off"))
}
