//! The walk over the elements of a page: what each means for the article.
//!
//! White space counts as in a browser: a run of it is one space, and none stands at the ends of a
//! line. An element either stands on lines of its own, or it is a look of the text in it; what it
//! opened, `leave` ends.

mod lists;
mod tables;

use std::collections::BTreeMap;

use dom_query::{NodeId, NodeRef};

use super::element::{Element, heading_level, is_block, is_line, is_silent, text};
use super::hidden::is_hidden;
use super::looks::looks;
use super::media::Controls;
use super::notes::Notes;
use super::page::Page;
use super::table::Grid;
use crate::import::at::At;
use crate::import::builder::ArticleBuilder;
use crate::import::source_map::Origin;
use crate::import::walk::{Container, Walk};
use crate::import::{Counted, shortened};
use crate::model::{BlockKind, InlineStyle, SourceNote};
use lists::Numbering;

/// What blocks are that text opens now, whatever they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Role {
    Headline,
    Heading(u8),
    Deck,
    Byline,
    Caption,
    Preformatted,
}

/// How many looks are kept over one text; what is nested deeper changes nothing.
const MOST_LOOKS: usize = 16;

/// What ends with an element.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Nothing but its looks.
    Inline,
    /// A line of a block.
    Line,
    /// A block.
    Block,
    /// What text is.
    Role,
    List,
    Item,
    Quotation,
    /// The quotation mark behind it.
    Quote,
    Table,
    Row,
    Cell {
        columns: usize,
        rows: usize,
    },
    Note,
}

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    end: End,
    /// How many looks there were before it.
    looks: usize,
}

/// What the walk does next.
enum Step<'t> {
    Enter(NodeRef<'t>),
    Leave(Open),
}

/// Where the elements of a tree stand.
pub(in crate::import) struct Ground<'p> {
    /// The page as it was parsed.
    pub(in crate::import) page: &'p Page,
    /// Which part of the file it is: an index into the parts of the source map.
    pub(in crate::import) part: u16,
    /// What single elements are, whatever they look like.
    pub(in crate::import) roles: Vec<(NodeId, Role)>,
    /// Elements of the page that are read behind one of the tree.
    pub(in crate::import) behind: Vec<(NodeId, NodeId)>,
    /// What is missing in front of a node, each with its line.
    pub(in crate::import) missing: BTreeMap<NodeId, Vec<(String, u32)>>,
    /// Which chapter of a book it is, from 1.
    pub(in crate::import) chapter: Option<usize>,
    /// How long the file is, where it is this page and nothing else: its second half is the walk.
    pub(in crate::import) length: Option<usize>,
}

impl<'p> Ground<'p> {
    /// Nothing is known but the page.
    pub(in crate::import) fn new(page: &'p Page, part: u16, chapter: Option<usize>) -> Self {
        let (roles, missing) = (Vec::new(), BTreeMap::new());
        Self { page, part, roles, behind: Vec::new(), missing, chapter, length: None }
    }

    /// What is read behind this element, the last first.
    fn behind(&self, id: NodeId) -> impl Iterator<Item = NodeRef<'p>> {
        let behind = self.behind.iter().rev().filter(move |(before, _)| *before == id);
        behind.filter_map(|(_, behind)| self.page.document.tree.get(behind))
    }

    /// Tells whoever waits that so many of the elements have been read.
    fn tell(&self, elements: usize, builder: &ArticleBuilder) {
        if let Some(length) = self.length {
            let half = length / 2;
            let walked = half * elements / self.page.elements().max(1);
            builder.is_at(half + walked.min(half), length, Counted::Bytes);
        }
    }
}

/// The reader of pages.
pub(in crate::import) struct Body {
    pub(in crate::import) walk: Walk,
    pub(super) notes: Notes,
    pub(super) controls: Controls,
    /// The figure that was looked at last, and what it says.
    pub(super) figure: Option<(NodeId, String)>,
    looks: Vec<InlineStyle>,
    roles: Vec<Role>,
    /// White space before the next word, and how many looks it has.
    space: Option<usize>,
    tables: Vec<Option<Grid>>,
    lists: Vec<Numbering>,
    part: u16,
    line: u32,
    chapter: Option<usize>,
}

impl Body {
    pub(in crate::import) fn new(walk: Walk) -> Self {
        Self {
            walk,
            notes: Notes::default(),
            controls: Controls::default(),
            figure: None,
            looks: Vec::new(),
            roles: Vec::new(),
            space: None,
            tables: Vec::new(),
            lists: Vec::new(),
            part: 0,
            line: 1,
            chapter: None,
        }
    }

    /// Reads an element and all in it.
    pub(in crate::import) fn read<'t>(&mut self, root: NodeRef<'t>, ground: &Ground<'t>) {
        (self.part, self.chapter) = (ground.part, ground.chapter);
        self.border();
        let mut elements = 0;
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            if self.walk.builder.is_cancelled() {
                return;
            }
            let node = match step {
                Step::Leave(open) => {
                    self.leave(open);
                    continue;
                }
                Step::Enter(node) => node,
            };
            for (what, line) in ground.missing.get(&node.id).into_iter().flatten() {
                self.walk.builder.lose(what, At::Line(*line as usize));
            }
            if let Some(text) = text(&node) {
                self.text(&text);
            } else if let Some(element) = Element::of(node, ground.page) {
                self.line = ground.page.line(element.id()).unwrap_or(self.line);
                elements += 1;
                ground.tell(elements, &self.walk.builder);
                steps.extend(ground.behind(element.id()).map(Step::Enter));
                if let Some(open) = self.enter(&element, ground) {
                    steps.push(Step::Leave(open));
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
            }
        }
        self.border();
    }

    /// Reads an element as a block of its own.
    pub(in crate::import) fn read_as(
        &mut self,
        role: Role,
        root: NodeRef<'_>,
        ground: &Ground<'_>,
    ) {
        self.border();
        self.roles.push(role);
        self.read(root, ground);
        self.end_role();
    }

    /// Adds a block of words that stand in no element.
    pub(in crate::import) fn put(&mut self, role: Role, words: &str) {
        self.border();
        self.roles.push(role);
        self.text(words);
        self.end_role();
    }

    /// Learns the notes of a part before any part is read.
    pub(in crate::import) fn learn_notes(&mut self, root: NodeRef<'_>, page: &Page, part: &str) {
        self.notes.learn(root, page, part);
    }

    /// Begins a part of the file, before anything of it is read or put in.
    pub(in crate::import) fn begin_part(&mut self, path: &str, ground: &Ground<'_>) {
        (self.part, self.chapter, self.line) = (ground.part, ground.chapter, 1);
        path.clone_into(&mut self.notes.part);
    }

    /// The notes that have a sign in the text.
    pub(in crate::import) fn take_notes(&mut self) -> Vec<SourceNote> {
        std::mem::take(&mut self.notes.source_notes)
    }

    /// Where the walk is.
    pub(super) fn at(&self) -> At {
        let line = self.line as usize;
        self.chapter.map_or(At::Line(line), |chapter| At::Chapter(chapter, line))
    }

    fn origin(&self) -> Origin {
        Origin::Line { part: self.part, line: self.line }
    }

    pub(super) fn lose(&mut self, what: impl Into<String>) {
        let at = self.at();
        self.walk.builder.lose(what, at);
    }

    // --- Elements ---

    /// What an element begins; `None` when nothing of it is read.
    fn enter(&mut self, element: &Element<'_>, ground: &Ground<'_>) -> Option<Open> {
        let looks_before = self.looks.len();
        if is_silent(&element.name) {
            return None;
        }
        if let Some((_, role)) = ground.roles.iter().find(|(id, _)| *id == element.id()) {
            self.border();
            self.roles.push(*role);
            return Some(Open { end: End::Role, looks: looks_before });
        }
        if is_hidden(element, ground.page) {
            self.lose_hidden(element);
            return None;
        }
        if self.replaced(element) || self.note_sign(element) {
            return None;
        }
        let end = self.begin(element, ground)?;
        let is_book = self.chapter.is_some();
        let own = looks(element, is_book).into_iter().filter(|look| !self.looks.contains(look));
        let room = MOST_LOOKS.saturating_sub(looks_before);
        let own: Vec<InlineStyle> = own.take(room).collect();
        self.looks.extend(own);
        Some(Open { end, looks: looks_before })
    }

    fn lose_hidden(&mut self, element: &Element<'_>) {
        let words = element.words();
        if words.chars().any(char::is_alphanumeric) {
            let what = format!("text that the page hides was left out: “{}”", shortened(&words));
            self.lose(what);
        }
    }

    fn begin(&mut self, element: &Element<'_>, ground: &Ground<'_>) -> Option<End> {
        if self.is_front() {
            return Some(self.begin_in_front(element));
        }
        if let Some(level) = heading_level(&element.name) {
            return Some(self.begin_role(Role::Heading(level)));
        }
        if self.begin_note(element) {
            return Some(End::Note);
        }
        Some(match element.name.as_str() {
            "br" => {
                self.line_break();
                return None;
            }
            "hr" => {
                self.border();
                return None;
            }
            "ul" | "ol" | "menu" | "dir" => self.begin_list(element),
            "li" => self.begin_item(element),
            "blockquote" => {
                self.border();
                self.walk.enter(Container::Quotation);
                End::Quotation
            }
            "q" => {
                self.text_at_once("“");
                End::Quote
            }
            "figcaption" => self.begin_role(Role::Caption),
            "pre" | "listing" | "plaintext" | "xmp" => self.begin_role(Role::Preformatted),
            "table" => self.begin_table(element, ground),
            // It was read in front of its table.
            "caption" if self.tables.last().is_some() => return None,
            "tr" => self.begin_row(element),
            "td" | "th" => self.begin_cell(element),
            name if is_block(name) => {
                self.border();
                End::Block
            }
            _ => End::Inline,
        })
    }

    /// Whether text goes to the headline, the deck or the byline: one block each.
    pub(super) fn is_front(&self) -> bool {
        matches!(self.roles.last(), Some(Role::Headline | Role::Deck | Role::Byline))
    }

    /// What stands in lines of its own there is a line.
    fn begin_in_front(&mut self, element: &Element<'_>) -> End {
        if !is_line(&element.name) {
            return End::Inline;
        }
        self.line_break();
        End::Line
    }

    fn leave(&mut self, open: Open) {
        self.looks.truncate(open.looks);
        self.space = self.space.map(|looks| looks.min(open.looks));
        match open.end {
            End::Inline => {}
            End::Line => self.line_break(),
            End::Block => self.border(),
            End::Role => self.end_role(),
            End::Quote => self.text_at_once("”"),
            End::List => {
                self.border();
                self.lists.pop();
                self.walk.end_list();
            }
            End::Item => {
                self.border();
                self.walk.end_item();
            }
            End::Quotation => {
                self.border();
                self.walk.leave();
            }
            End::Table => self.end_table(),
            End::Row => self.end_row(),
            End::Cell { columns, rows } => self.end_cell(columns, rows),
            End::Note => {
                self.border();
                let words = self.walk.end_note();
                self.notes.end(words);
            }
        }
    }

    /// The line ends here, and the block where it is not kept together.
    pub(super) fn border(&mut self) {
        self.space = None;
        self.walk.start_paragraph();
    }

    fn begin_role(&mut self, role: Role) -> End {
        self.border();
        self.roles.push(role);
        End::Role
    }

    fn end_role(&mut self) {
        self.roles.pop();
        self.space = None;
        if self.walk.is_in_cell() { self.walk.start_paragraph() } else { self.walk.flush() }
    }

    /// Characters of the page.
    fn text(&mut self, raw: &str) {
        if self.roles.last() == Some(&Role::Preformatted) {
            self.push(raw);
            return;
        }
        if raw.starts_with(is_white) {
            self.note_space();
        }
        let words: Vec<&str> = raw.split(is_white).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return;
        }
        self.text_at_once(&words.join(" "));
        if raw.ends_with(is_white) {
            self.note_space();
        }
    }

    /// Characters without white space at their ends.
    pub(super) fn text_at_once(&mut self, words: &str) {
        if let Some(looks) = self.space.take() {
            self.push_with(" ", looks);
        }
        self.push(words);
    }

    fn note_space(&mut self) {
        let looks = self.looks.len();
        let has_text = self
            .walk
            .inner()
            .is_some_and(|open| !open.text().is_empty() && !open.text().ends_with(['\n', ' ']));
        if has_text {
            self.space = Some(self.space.map_or(looks, |before| before.min(looks)));
        }
    }

    fn push(&mut self, words: &str) {
        self.push_with(words, self.looks.len());
    }

    /// Adds characters with the first so many looks.
    fn push_with(&mut self, words: &str, looks: usize) {
        self.open_block(words);
        let (at, origin) = (self.at(), self.origin());
        let looks = self.looks.get(..looks).unwrap_or(&self.looks);
        let open = self.walk.here(at);
        let start = open.text().len();
        open.push_from(words, origin);
        if open.text().len() > start {
            for look in looks {
                open.style_from(start, look.clone());
            }
        }
    }

    /// Opens the block that these words go to, where it is not the usual one.
    pub(super) fn open_block(&mut self, words: &str) {
        let Some(role) = self.roles.last().copied() else { return };
        if self.walk.inner().is_some() || self.walk.is_in_cell() || words.trim().is_empty() {
            return;
        }
        let at = self.at();
        match role {
            Role::Headline => self.walk.headline(at),
            Role::Heading(level) => self.walk.heading(level, at),
            Role::Deck => _ = self.walk.begin(BlockKind::Deck, 0, at),
            Role::Byline => _ = self.walk.begin(BlockKind::Byline, 0, at),
            Role::Caption => _ = self.walk.begin(BlockKind::Caption, 0, at),
            Role::Preformatted => _ = self.walk.begin(BlockKind::Preformatted, 0, at),
        }
    }

    /// One break is a line, two are a paragraph.
    fn line_break(&mut self) {
        self.space = None;
        let is_preformatted = self.roles.last() == Some(&Role::Preformatted);
        let is_front = self.is_front();
        match self.walk.inner() {
            Some(open) if is_preformatted => open.push("\n"),
            Some(open) if open.text().ends_with('\n') && !is_front => self.border(),
            Some(open) => open.end_line(),
            None => {}
        }
    }
}

/// White space that a browser draws as one space.
fn is_white(c: char) -> bool {
    c.is_ascii_whitespace()
}
