//! An element of a page: its name, and its attributes as the page has them.

use dom_query::{NodeData, NodeId, NodeRef};

use super::page::Page;

/// An element.
///
/// Finding the story takes away classes and styles and gives some elements another name, but leaves
/// them their numbers: what the page said of an element is looked up in the page.
pub(in crate::import) struct Element<'t> {
    pub(in crate::import) node: NodeRef<'t>,
    /// In small letters.
    pub(in crate::import) name: String,
    /// The same element in the page.
    source: NodeRef<'t>,
}

impl<'t> Element<'t> {
    /// The element of a node; `None` for text and comments.
    pub(in crate::import) fn of(node: NodeRef<'t>, page: &'t Page) -> Option<Self> {
        let mut name = local_name(&node)?;
        let in_page = page.document.tree.get(&node.id).filter(NodeRef::is_element);
        let source = in_page.unwrap_or(node);
        if let Some(own) = local_name(&source).filter(|own| heading_level(own).is_some())
            && heading_level(&name).is_some()
        {
            name = own;
        }
        Some(Self { node, name, source })
    }

    pub(in crate::import) fn id(&self) -> NodeId {
        self.node.id
    }

    /// An attribute as the page has it.
    pub(in crate::import) fn attribute(&self, name: &str) -> Option<String> {
        self.source.attr(name).map(|value| value.to_string())
    }

    /// An address, told from the base that the page names.
    pub(in crate::import) fn address(&self, name: &str) -> Option<String> {
        self.node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// A number in an attribute, from 1 to `most`.
    pub(in crate::import) fn count(&self, name: &str, most: usize) -> usize {
        let count = self.attribute(name).and_then(|value| value.trim().parse().ok());
        count.unwrap_or(1).clamp(1, most)
    }

    /// Whether an attribute lists one of these words.
    pub(in crate::import) fn lists(&self, name: &str, wanted: &[&str]) -> bool {
        let value = self.attribute(name).unwrap_or_default().to_ascii_lowercase();
        value.split_ascii_whitespace().any(|word| wanted.contains(&word))
    }

    /// The value of a property that is set on the element itself, in small letters.
    pub(in crate::import) fn style(&self, property: &str) -> Option<String> {
        let style = self.attribute("style")?.to_ascii_lowercase();
        let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
        let (_, value) = pairs.find(|(name, _)| name.trim() == property)?;
        Some(value.replace("!important", "").trim().to_owned())
    }

    /// All text in it, white space as one space.
    pub(in crate::import) fn words(&self) -> String {
        words_of(&self.node)
    }
}

/// The name of an element, in small letters.
pub(in crate::import) fn local_name(node: &NodeRef<'_>) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Element(element) => Some(element.name.local.to_string().to_ascii_lowercase()),
        _ => None,
    })
}

/// The characters of a text node.
pub(in crate::import) fn text(node: &NodeRef<'_>) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

/// All text below a node, white space and the borders of lines as one space.
pub(in crate::import) fn words_of(node: &NodeRef<'_>) -> String {
    let is_line = |node: &NodeRef<'_>| local_name(node).is_some_and(|name| is_line(&name));
    let mut words = String::new();
    for node in node.descendants_it() {
        if is_line(&node) || node.prev_sibling().is_some_and(|before| is_line(&before)) {
            words.push(' ');
        }
        words.push_str(&text(&node).unwrap_or_default());
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 1 to 6 for the name of a heading.
pub(in crate::import) fn heading_level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?;
    digit.parse().ok().filter(|level| (1..=6).contains(level))
}

/// Whether an element begins a line.
pub(in crate::import) fn is_line(name: &str) -> bool {
    is_block(name)
        || heading_level(name).is_some()
        || matches!(name, "br" | "hr" | "li" | "blockquote")
}

/// Whether an element stands on lines of its own.
pub(in crate::import) fn is_block(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    NAMES.contains(&name)
}

/// Whether what an element holds is no text of the page.
pub(in crate::import) fn is_silent(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "annotation",
        "annotation-xml",
        "base",
        "colgroup",
        "datalist",
        "head",
        "link",
        "map",
        "meta",
        "noframes",
        "noscript",
        "param",
        "rp",
        "script",
        "source",
        "style",
        "template",
        "title",
        "track",
    ];
    NAMES.contains(&name)
}
