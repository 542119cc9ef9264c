//! Which part of a page is the story.
//!
//! The way browsers do it for their reading view, with its one weakness made up for: where it finds
//! nothing, or next to nothing of what the page marks as its article, that is read.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{Document, NodeData, NodeId, NodeRef};
use dom_smoothie::{Metadata, Readability};

use super::element::{Element, is_silent, text, words_of};
use super::hidden::is_hidden;
use super::page::Page;
use crate::import::shortened;

/// The story of a page with more elements than this is not looked for: all of it is read.
const MOST_ELEMENTS: usize = 60_000;

/// What is found has to be this share of what the page marks as its article, one in so many.
const LEAST_ONE_IN: usize = 10;

/// With fewer letters than this, what is found is doubted.
const DOUBTED: usize = 100;

/// Texts from this length on count for [`MOST_ESCAPING`], in bytes.
const LONG_TEXT: usize = 32 * 1024;

/// The search ends by writing the story as a page, and there each sign that is written as an entity
/// costs as much as the text it stands in is long; so much of that is a second or two.
const MOST_ESCAPING: usize = 200_000_000_000;

/// Passages inside a story that were taken for something else, and have fewer letters, are not told.
const LEAST_TOLD: usize = 25;

/// How many of them are told.
const MOST_TOLD: usize = 20;

/// A story inside its page.
pub(super) struct Story {
    /// The tree in which it was found, where that is not the page: its elements have the numbers that
    /// they have in the page.
    tree: Option<Document>,
    root: NodeId,
    /// What the page says about itself.
    pub(super) meta: Metadata,
    /// How much of the page's text stands around it, in per cent.
    pub(super) around: usize,
}

impl Story {
    /// The whole of a page.
    pub(super) fn whole(page: &mut Page) -> Self {
        let meta = reader(page).map(|reader| meta(&reader)).unwrap_or_default();
        Self { tree: None, root: page.body().id, meta, around: 0 }
    }

    /// Finds the story of a page.
    pub(super) fn find(page: &mut Page) -> Self {
        if page.elements() > MOST_ELEMENTS || escaping(page) > MOST_ESCAPING {
            return Self::whole(page);
        }
        let Some(mut reader) = reader(page) else { return Self::whole(page) };
        let page: &Page = page;
        let mut meta = meta(&reader);
        // Nobody can end this: it is the one step that hears nothing of whoever waits.
        let found = reader.parse().ok();
        if let Some(found) = &found {
            meta.byline = meta.byline.or_else(|| found.byline.clone());
        }
        let root = found.and_then(|_| {
            let root = reader.doc.select_single("#readability-page-1");
            root.nodes().first().map(|node| node.id)
        });
        let length = |root| letters(reader.doc.tree.get_unchecked(&root), page);
        let found = root.map_or(0, length);
        let all = letters(page.body(), page);
        let is_little = |of: usize| found * LEAST_ONE_IN < of;
        let instead = marked(page).filter(|(_, marked)| is_little(*marked)).or_else(|| {
            let is_doubted = root.is_none() || (found < DOUBTED && is_little(all));
            is_doubted.then(|| (page.body(), all))
        });
        let around = |length: usize| all.saturating_sub(length) * 100 / all.max(1);
        match (instead, root) {
            (None, Some(root)) => {
                Self { tree: Some(reader.doc), root, meta, around: around(found) }
            }
            (Some((node, length)), _) => {
                Self { tree: None, root: node.id, meta, around: around(length) }
            }
            (None, None) => Self { tree: None, root: page.body().id, meta, around: 0 },
        }
    }

    /// The element that holds it.
    pub(super) fn root<'s>(&'s self, page: &'s Page) -> NodeRef<'s> {
        self.tree.as_ref().unwrap_or(&page.document).tree.get_unchecked(&self.root)
    }

    /// The nodes of the story.
    pub(super) fn nodes(&self, page: &Page) -> BTreeSet<NodeId> {
        self.root(page).descendants_it().map(|node| node.id).collect()
    }

    /// The element of the story with these nodes that is an element of the page, or that has taken its
    /// place: the search makes paragraphs of divisions that hold nothing but text.
    pub(super) fn stands_for(
        &self,
        id: NodeId,
        page: &Page,
        nodes: &BTreeSet<NodeId>,
    ) -> Option<NodeId> {
        if nodes.contains(&id) {
            return Some(id);
        }
        let element = page.document.tree.get(&id)?;
        let first = element.descendants_it().find(has_words)?;
        let kept = self.tree.as_ref()?.tree.get(&first.id).filter(|it| nodes.contains(&it.id))?;
        let instead = kept.parent()?;
        (words_of(&instead) == words_of(&element)).then_some(instead.id)
    }

    /// Whether nothing is said or shown in the story before this element, unless in `headline`.
    pub(super) fn begins_with(&self, id: NodeId, headline: Option<NodeId>, page: &Page) -> bool {
        let is_in = |node: &NodeRef<'_>, id| node.ancestors_it(None).any(|around| around.id == id);
        let root = self.root(page);
        let is_shown = |node: &NodeRef<'_>| has_words(node) || node.has_name("img");
        let mut said = root.descendants_it().filter(is_shown);
        let first = said.find(|node| !headline.is_some_and(|headline| is_in(node, headline)));
        first.is_some_and(|first| is_in(&first, id))
    }

    /// What stood inside the story and was taken for something else, by the node in front of which it
    /// stood; and what stood behind them all.
    pub(super) fn missing(&self, page: &Page, known: &[NodeId]) -> Missing {
        let mut missing = Missing::default();
        if self.tree.is_none() {
            return missing;
        }
        let kept = self.nodes(page);
        let above = above(page, &kept);
        let mut waiting = Vec::new();
        let around = around(page, &above);
        let is_part = around.id != page.body().id;
        let mut next: Vec<(NodeRef<'_>, bool)> = vec![(around, is_part)];
        while let Some((node, is_inside)) = next.pop() {
            let is_kept = kept.contains(&node.id);
            if is_kept && !waiting.is_empty() {
                missing.before.insert(node.id, std::mem::take(&mut waiting));
            }
            if is_kept || above.contains(&node.id) {
                let is_inside = is_kept || is_inside;
                next.extend(node.children_it(true).map(|child| (child, is_inside)));
            } else if is_inside && missing.count < MOST_TOLD && !known.contains(&node.id) {
                let told = told(node, page);
                missing.count += usize::from(told.is_some());
                waiting.extend(told);
            }
        }
        missing.after = waiting;
        missing
    }
}

/// Whether a node is text, and not white space alone.
fn has_words(node: &NodeRef<'_>) -> bool {
    text(node).is_some_and(|text| !text.trim().is_empty())
}

/// What a story lost to the search for it.
#[derive(Debug, Default)]
pub(super) struct Missing {
    pub(super) before: BTreeMap<NodeId, Vec<(String, u32)>>,
    pub(super) after: Vec<(String, u32)>,
    count: usize,
}

fn told(node: NodeRef<'_>, page: &Page) -> Option<(String, u32)> {
    let element = Element::of(node, page)?;
    if is_hidden(&element, page) || letters(node, page) < LEAST_TOLD {
        return None;
    }
    let words = shortened(&element.words());
    let what = format!("left out as no part of the story: “{words}”");
    Some((what, page.line(node.id).unwrap_or(1)))
}

/// The elements of the page with nodes of the story in them.
fn above(page: &Page, kept: &BTreeSet<NodeId>) -> BTreeSet<NodeId> {
    let mut above = BTreeSet::new();
    for id in kept {
        let Some(node) = page.document.tree.get(id) else { continue };
        for ancestor in node.ancestors_it(None) {
            if !above.insert(ancestor.id) {
                break;
            }
        }
    }
    above
}

/// What writing the page anew would cost.
fn escaping(page: &Page) -> usize {
    let cost = |text: &str| {
        let signs = || text.bytes().filter(|byte| b"&<>\"\xC2".contains(byte)).count();
        if text.len() < LONG_TEXT { 0 } else { signs().saturating_mul(text.len()) }
    };
    let root = page.document.root();
    let costs = root.descendants_it().map(|node| {
        node.query_or(0, |node| match &node.data {
            NodeData::Text { contents } => cost(contents),
            NodeData::Element(element) => element.attrs.iter().map(|a| cost(&a.value)).sum(),
            _ => 0,
        })
    });
    costs.fold(0, usize::saturating_add)
}

/// The smallest element with all of the story in it.
fn around<'p>(page: &'p Page, above: &BTreeSet<NodeId>) -> NodeRef<'p> {
    let mut around = page.body();
    loop {
        let mut inner = around.children_it(false).filter(|node| above.contains(&node.id));
        match (inner.next(), inner.next()) {
            (Some(only), None) => around = only,
            _ => return around,
        }
    }
}

/// A search in a tree of its own. The page keeps the copy, which has no room to spare, and the search
/// gets the tree with the room that was left when it was built: it adds elements.
fn reader(page: &mut Page) -> Option<Readability> {
    let copy = page.document.clone();
    let document = std::mem::replace(&mut page.document, copy);
    // A page behind a dialog is hidden from screen readers, and for the search from everybody.
    let hidden = document.select("[aria-hidden=true]");
    for node in hidden.nodes().iter().filter(|node| page.holds_story(node.id)) {
        node.remove_attr("aria-hidden");
    }
    Readability::with_document(document, None, None).ok()
}

fn meta(reader: &Readability) -> Metadata {
    reader.get_article_metadata(reader.parse_json_ld())
}

/// What the page itself marks as its article: the longest `article`, else its `main`.
fn marked(page: &Page) -> Option<(NodeRef<'_>, usize)> {
    let longest = |selector: &str| {
        let all = page.document.select(selector);
        let counted = all.nodes().iter().map(|node| (*node, letters(*node, page)));
        counted.max_by_key(|(_, letters)| *letters).filter(|(_, letters)| *letters >= DOUBTED)
    };
    longest("article").or_else(|| longest("main, [role=main]"))
}

/// How many letters below a node a reader sees.
fn letters(root: NodeRef<'_>, page: &Page) -> usize {
    let mut count = 0;
    let mut next = vec![root];
    while let Some(node) = next.pop() {
        if let Some(text) = text(&node) {
            count += text.chars().filter(|c| c.is_alphanumeric()).count();
        } else if let Some(element) = Element::of(node, page)
            && (is_silent(&element.name) || is_hidden(&element, page))
        {
            continue;
        }
        next.extend(node.children_it(false));
    }
    count
}
