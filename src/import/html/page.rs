//! A page as a tree of elements: the parser of browsers, within limits.
//!
//! The parser's work at a tag grows with the elements that are open, and one tag can make it build many
//! elements anew. So a gate stands between its two halves, which lets tags pass only while the page
//! is no deeper and no larger than a page can be, and remembers on which line each element began.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use dom_query::{Document, NodeId, NodeRef};
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName};

use super::attributes;
use super::element::local_name;
use crate::import::at::At;

/// How deep elements may nest; deeper ones are left out, their text stays.
const MOST_DEPTH: u32 = 400;

/// How many elements a page may have.
const MOST_ELEMENTS: usize = 500_000;

/// How much work a page may be: each tag counts by the elements that are open at it.
const MOST_WORK: u64 = 500_000_000;

/// How much is parsed before somebody is asked whether to go on, in bytes.
const PIECE: usize = 64 * 1024;

/// Elements that never hold anything.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];

/// Which rules the text of a page follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Syntax {
    Html,
    /// A tag that ends in `/>` has no content.
    Xhtml,
}

/// A page that has been parsed.
pub(in crate::import) struct Page {
    /// The tree.
    pub(in crate::import) document: Document,
    /// The line on which each element begins, by its number.
    lines: Vec<(NodeId, u32)>,
    /// The elements that hold what a story is made of, in order.
    above_story: BTreeSet<NodeId>,
    /// What the limits left out.
    pub(in crate::import) losses: Vec<(String, At)>,
}

impl Page {
    /// Parses a page. `goes_on` hears how many bytes were parsed, and whether to.
    pub(in crate::import) fn parse(
        text: &str,
        syntax: Syntax,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> Self {
        let (text, cuts) = attributes::within_limits(text);
        let sink = Sink::default();
        // What stands there for browsers without scripts is then parsed, and left out by name.
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(sink, options);
        let tokenizer = Tokenizer::new(Gate::new(builder, syntax), TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut rest = text.as_ref();
        while !rest.is_empty() && goes_on(text.len() - rest.len()) {
            let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
            queue.push_back(StrTendril::from(piece));
            // It would hand back at a script, but the gate lets none of them through.
            let _done = tokenizer.feed(&queue);
            rest = behind;
        }
        tokenizer.end();
        let Gate { builder, deep, end, .. } = tokenizer.sink;
        let Sink { document, born, .. } = builder.sink;
        let lines = born.into_inner().into_iter().map(|born| (born.id, born.line)).collect();
        let mut losses = Vec::new();
        if cuts > 0 {
            let what = format!("{cuts} tags with hundreds of attributes were cut");
            losses.push((what, At::Anywhere));
        }
        if let Some(line) = deep.get() {
            let what = "nested too deeply; from here on the text is kept and its form is not";
            losses.push((what.to_owned(), At::Line(line as usize)));
        }
        if let Some(line) = end.get() {
            let what = "the page has too many elements; what stands behind this is missing";
            losses.push((what.to_owned(), At::Line(line as usize)));
        }
        let above_story = above_story(&document);
        Self { document, lines, above_story, losses }
    }

    /// Whether an element of the page holds what a story is made of.
    pub(in crate::import) fn holds_story(&self, id: NodeId) -> bool {
        self.above_story.contains(&id)
    }

    /// What holds everything that is shown.
    pub(in crate::import) fn body(&self) -> NodeRef<'_> {
        self.document.body().unwrap_or_else(|| self.document.root())
    }

    /// The line on which an element of the page begins.
    pub(in crate::import) fn line(&self, id: NodeId) -> Option<u32> {
        let at = self.lines.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.lines.get(at).map(|(_, line)| *line)
    }

    /// How many elements it has.
    pub(in crate::import) fn elements(&self) -> usize {
        self.lines.len()
    }
}

/// The elements around everything that a story is made of.
fn above_story(document: &Document) -> BTreeSet<NodeId> {
    let mut above = BTreeSet::new();
    for node in document.root().descendants_it() {
        let is_story = local_name(&node)
            .is_some_and(|name| matches!(name.as_str(), "h1" | "article" | "main"));
        if is_story {
            let around = node.ancestors_it(None).map(|node| node.id);
            // Those around one that is known are known.
            around.take_while(|id| above.insert(*id)).for_each(drop);
        }
    }
    above
}

/// Lets tokens pass from the tokenizer to the builder of the tree.
struct Gate {
    builder: TreeBuilder<NodeId, Sink>,
    syntax: Syntax,
    work: Cell<u64>,
    /// The line of the first element that nests too deeply.
    deep: Cell<Option<u32>>,
    /// The line behind which nothing passes any more.
    end: Cell<Option<u32>>,
}

impl Gate {
    fn new(builder: TreeBuilder<NodeId, Sink>, syntax: Syntax) -> Self {
        let (work, deep, end) = (Cell::new(0), Cell::new(None), Cell::new(None));
        Self { builder, syntax, work, deep, end }
    }

    /// Whether a tag may pass.
    fn lets_pass(&self, tag: &Tag, line: u32) -> bool {
        let sink = &self.builder.sink;
        let depth = sink.depth.get();
        self.work.set(self.work.get() + u64::from(depth));
        if self.work.get() > MOST_WORK || sink.born.borrow().len() > MOST_ELEMENTS {
            self.end.set(self.end.get().or(Some(line)));
        }
        let is_too_deep = tag.kind == StartTag && depth >= MOST_DEPTH;
        if is_too_deep {
            self.deep.set(self.deep.get().or(Some(line)));
        }
        !is_too_deep
    }

    /// An element of XHTML that ends where it begins.
    fn pass_empty(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        // What these hold is no markup: the tokenizer would look for their end.
        let is_raw =
            matches!(&*tag.name, "script" | "style" | "title" | "textarea" | "iframe" | "noframes");
        if is_raw {
            return TokenSinkResult::Continue;
        }
        let end = Tag { kind: EndTag, attrs: Vec::new(), self_closing: false, ..tag.clone() };
        let is_foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let done = self.builder.process_token(TagToken(tag), line);
        if is_foreign {
            return done;
        }
        self.builder.process_token(TagToken(end), line)
    }
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let short = u32::try_from(line).unwrap_or(u32::MAX);
        self.builder.sink.line.set(short);
        let done = match token {
            TagToken(tag) if !self.lets_pass(&tag, short) => TokenSinkResult::Continue,
            Token::EOFToken | Token::ParseError(_) => self.builder.process_token(token, line),
            _ if self.end.get().is_some() => TokenSinkResult::Continue,
            TagToken(tag)
                if self.syntax == Syntax::Xhtml
                    && tag.kind == StartTag
                    && tag.self_closing
                    && !VOID.contains(&&*tag.name) =>
            {
                self.pass_empty(tag, line)
            }
            token => self.builder.process_token(token, line),
        };
        match done {
            // Nothing is run, and the text has been decoded.
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            done => done,
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// An element when it was made.
struct Born {
    id: NodeId,
    line: u32,
    depth: u32,
}

/// Builds the tree, and watches how deep it gets.
#[derive(Default)]
struct Sink {
    document: Document,
    line: Cell<u32>,
    /// How deep the element is that was put in last, or that is open since one ended.
    depth: Cell<u32>,
    /// All elements, by number.
    born: RefCell<Vec<Born>>,
}

impl Sink {
    fn depth_of(&self, id: NodeId) -> u32 {
        let born = self.born.borrow();
        let found = born.binary_search_by_key(&id, |born| born.id).ok();
        found.and_then(|at| born.get(at)).map_or(0, |born| born.depth)
    }

    /// An element is put in at this depth.
    fn put(&self, child: &NodeOrText<NodeId>, depth: u32) {
        if let NodeOrText::AppendNode(id) = child {
            let mut born = self.born.borrow_mut();
            if let Ok(at) = born.binary_search_by_key(id, |born| born.id)
                && let Some(born) = born.get_mut(at)
            {
                born.depth = depth;
                self.depth.set(depth);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = <Document as TreeSink>::ElemName<'a>;

    fn finish(self) -> Self {
        self
    }

    /// Errors are for people who write pages.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.document.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        self.document.elem_name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let id = self.document.create_element(name, attributes, flags);
        self.born.borrow_mut().push(Born { id, line: self.line.get(), depth: 0 });
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.document.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.document.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(&child, self.depth_of(*parent) + 1);
        self.document.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.put(&child, self.depth_of(*element));
        self.document.append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        self.document.append_doctype_to_document(name, public_id, system_id);
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.depth_of(*node).saturating_sub(1));
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.document.get_template_contents(target)
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.put(&child, self.depth_of(*sibling));
        self.document.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.document.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.document.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.document.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(handle)
    }
}
