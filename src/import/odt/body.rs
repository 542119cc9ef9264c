//! The walk over the text of an OpenDocument file: what each element means for the article.

use std::collections::BTreeMap;

use super::super::at::At;
use super::super::open_block::Edge;
use super::super::role::Role;
use super::super::source_map::Origin;
use super::super::walk::{Into, Walk};
use super::super::xml::{Node, Ns, Tag, Xml};
use super::super::{Counted, ImportError, Imported, shortened};
use super::remark::{Annotation, read_changes};
use super::styles::{Level, Styles};
use crate::model::{InlineStyle, Place, Remark, SourceNote, SourceNoteKind};

/// A paragraph that is open; more than one where a note or a box stands in one.
#[derive(Debug)]
struct Paragraph {
    number: u32,
    /// The level of a heading, from 1.
    heading: Option<u8>,
    style: String,
    /// How many stretches of characters have begun, and how much of the last was read.
    run: u32,
    offset: u32,
    /// Whether white space that comes now is no text.
    is_behind_space: bool,
    /// Looks and links of the open stretches, the innermost last.
    looks: Vec<Vec<InlineStyle>>,
    /// How many of them there were when text began to be hidden; 0 when it is shown.
    hidden: usize,
}

/// A list that is open.
#[derive(Debug)]
struct List {
    style: String,
    level: Option<Level>,
}

/// The reader of a file's text.
pub(super) struct Body<'f> {
    walk: Walk,
    styles: &'f Styles,
    notes: Vec<SourceNote>,
    /// The number of each comment, by its name.
    named: BTreeMap<String, usize>,
    changes: BTreeMap<String, String>,
    broken: Option<usize>,
    paragraphs: u32,
    open: Vec<Paragraph>,
    lists: Vec<List>,
    /// The notes whose bodies are open, and the class of the one that begins.
    open_notes: Vec<usize>,
    class: SourceNoteKind,
    sign: String,
    is_header: bool,
}

impl<'f> Body<'f> {
    pub(super) fn new(walk: Walk, styles: &'f Styles) -> Self {
        Self {
            walk,
            styles,
            notes: Vec::new(),
            named: BTreeMap::new(),
            changes: BTreeMap::new(),
            broken: None,
            paragraphs: 0,
            open: Vec::new(),
            lists: Vec::new(),
            open_notes: Vec::new(),
            class: SourceNoteKind::Footnote,
            sign: String::new(),
            is_header: false,
        }
    }

    /// Reads the text; what stands before it in the file is passed over.
    pub(super) fn read(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut is_text = false;
        while let Some(node) = xml.next() {
            let builder = &self.walk.builder;
            if builder.is_cancelled() {
                return;
            }
            builder.is_at(xml.position(), text.len(), Counted::Bytes);
            match node {
                Node::Start(tag) if !is_text => {
                    is_text = tag.ns == Ns::OdfOffice && tag.name() == "text";
                }
                Node::Start(tag) => self.start(&tag, &mut xml),
                Node::End(Ns::OdfOffice, name) if &*name == "text" => break,
                Node::End(ns, name) => self.end(ns, &name),
                Node::Text(text) if is_text => self.raw(&text),
                Node::Text(_) => {}
            }
        }
        self.broken = xml.broken_at();
        if let Some(at) = self.broken {
            let at = at + 1;
            let what = format!("the text is damaged at byte {at}; what stands behind is missing");
            self.lose(what, self.at());
        }
    }

    pub(super) fn lose(&mut self, what: String, at: At) {
        self.walk.builder.lose(what, at);
    }

    /// The article; `title` is what the file says of itself.
    ///
    /// # Errors
    ///
    /// When it holds no words.
    pub(super) fn finish(
        mut self,
        key: &'static str,
        title: Option<String>,
    ) -> Result<Imported, ImportError> {
        self.walk.end_part();
        let meta = &mut self.walk.builder.meta;
        meta.title = meta.title.take().or(title);
        let place = self.broken.map(|at| format!("byte {} of the text", at + 1));
        self.walk.finish(key, String::new(), self.notes).map_err(|error| match place {
            Some(place) => {
                ImportError::Damaged { what: "it is no XML from there on".to_owned(), place }
            }
            None => error,
        })
    }

    fn at(&self) -> At {
        At::Paragraph(self.open.last().map_or(self.paragraphs, |open| open.number + 1) as usize)
    }

    // --- Elements ---

    fn start(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        self.next_stretch();
        match tag.ns {
            Ns::OdfText => self.start_text(tag, xml),
            Ns::OdfTable => self.start_table(tag),
            Ns::OdfDraw => self.start_drawing(tag),
            Ns::OdfOffice => match tag.name() {
                "annotation" => self.annotation(tag, xml),
                "annotation-end" => {
                    let name = tag.attribute("name").unwrap_or_default();
                    if let Some(note) = self.named.get(&name) {
                        self.walk.edge(*note, Edge::End);
                    }
                }
                "forms" | "binary-data" => xml.skip(|_| {}),
                _ => {}
            },
            Ns::Other if matches!(tag.name(), "title" | "desc") => xml.skip(|_| {}),
            _ => {}
        }
    }

    fn start_text(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.name() {
            "p" => self.start_paragraph(tag, None),
            "h" => {
                let level = tag.attribute("outline-level").and_then(|level| level.parse().ok());
                self.start_paragraph(tag, Some(level.unwrap_or(1)));
            }
            "span" => self.start_span(tag),
            "a" => {
                let address = tag.attribute("href").filter(|address| !address.starts_with('#'));
                self.look(address.map(InlineStyle::Link).into_iter().collect());
            }
            "s" => {
                let count = tag.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.push_sign(&" ".repeat(usize::min(count, 1_000)));
            }
            "tab" => self.push_sign("\t"),
            "line-break" => self.push_sign("\n"),
            "list" => self.start_list(tag),
            "list-item" | "list-header" => self.start_item(tag),
            "tracked-changes" => self.changes = read_changes(xml),
            "change" | "change-start" => {
                let id = tag.attribute("change-id").unwrap_or_default();
                if let Some(told) = self.changes.get(&id).cloned() {
                    self.lose(told, self.at());
                }
            }
            "note" => {
                let class = tag.attribute("note-class");
                let is_endnote = class.is_some_and(|class| class == "endnote");
                self.class =
                    if is_endnote { SourceNoteKind::Endnote } else { SourceNoteKind::Footnote };
            }
            "note-citation" => self.sign = xml.text(),
            "note-body" => self.begin_note(),
            "hidden-text" | "hidden-paragraph" => {
                let words = xml.text();
                self.tell_hidden(&words);
            }
            "ruby-text" => {
                let words = xml.text();
                let what = format!("a reading above the text was left out: “{words}”");
                self.lose(what, self.at());
            }
            "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "index-title-template"
            | "table-of-content-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "illustration-index-source"
            | "script" => xml.skip(|_| {}),
            _ => {}
        }
    }

    fn start_table(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "table" => self.start_own_table(),
            "table-header-rows" => self.is_header = true,
            "table-row" => self.walk.start_row(self.is_header),
            "table-cell" | "covered-table-cell" => {
                self.walk.start_cell(self.at());
                let repeated = tag.attribute("number-columns-repeated");
                let repeated = repeated.and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                if repeated > 1 {
                    self.walk.end_cell(repeated - 1);
                }
            }
            _ => {}
        }
    }

    fn start_own_table(&mut self) {
        if !self.walk.start_table() {
            let what = "a table inside a cell of another is shown as lines".to_owned();
            self.lose(what, self.at());
        }
    }

    fn start_drawing(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "text-box" => self.walk.begin_aside(Into::Behind),
            "image" => self.lose("a picture was left out".to_owned(), self.at()),
            "object" | "object-ole" => {
                self.lose("an embedded object was left out".to_owned(), self.at());
            }
            _ => {}
        }
    }

    fn end(&mut self, ns: Ns, name: &str) {
        self.next_stretch();
        match (ns, name) {
            (Ns::OdfText, "p" | "h") => {
                self.open.pop();
                self.walk.end_paragraph();
            }
            (Ns::OdfText, "span" | "a") => {
                if let Some(open) = self.open.last_mut() {
                    open.looks.pop();
                    if open.hidden > open.looks.len() {
                        open.hidden = 0;
                    }
                }
            }
            (Ns::OdfText, "list") => {
                self.lists.pop();
                self.walk.end_list();
            }
            (Ns::OdfText, "list-item" | "list-header") => self.walk.end_item(),
            (Ns::OdfText, "note-body") => self.end_note(),
            (Ns::OdfTable, "table-header-rows") => self.is_header = false,
            (Ns::OdfTable, "table-cell" | "covered-table-cell") => self.walk.end_cell(0),
            (Ns::OdfTable, "table") => self.walk.end_table(),
            (Ns::OdfDraw, "text-box") => self.walk.end_aside(),
            _ => {}
        }
    }

    // --- Paragraphs and stretches ---

    fn start_paragraph(&mut self, tag: &Tag<'_>, heading: Option<u8>) {
        let style = tag.attribute("style-name").unwrap_or_default();
        let hidden = usize::from(self.styles.is_hidden(&style));
        self.open.push(Paragraph {
            number: self.paragraphs,
            heading,
            style,
            run: 0,
            offset: 0,
            is_behind_space: true,
            looks: vec![Vec::new()],
            hidden,
        });
        self.paragraphs += 1;
        self.walk.start_paragraph();
    }

    fn start_span(&mut self, tag: &Tag<'_>) {
        let style = tag.attribute("style-name").unwrap_or_default();
        self.look(self.styles.looks(&style));
        let is_hidden = self.styles.is_hidden(&style);
        if let Some(open) = self.open.last_mut()
            && is_hidden
            && open.hidden == 0
        {
            open.hidden = open.looks.len();
        }
    }

    fn look(&mut self, looks: Vec<InlineStyle>) {
        if let Some(open) = self.open.last_mut() {
            open.looks.push(looks);
        }
    }

    /// Behind every tag a new stretch of characters begins.
    fn next_stretch(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.run = open.run.saturating_add(1);
            open.offset = 0;
        }
    }

    /// Begins the block of the open paragraph, when its first text comes.
    fn begin_block(&mut self) {
        let at = self.at();
        let is_in_list = !self.walk.containers().is_empty();
        if self.walk.inner().is_some() {
            return;
        }
        let Some(open) = self.open.last() else { return };
        let role = match (open.heading, self.styles.role(&open.style)) {
            (Some(level), role) if role != Role::Title => Role::Heading(level),
            (_, role) => role,
        };
        match role {
            Role::Title if is_in_list => self.walk.heading(1, at),
            Role::Title | Role::Heading(_) => self.walk.begin_as(role, at),
            Role::Body => _ = self.walk.here(at),
            _ if is_in_list => _ = self.walk.here(at),
            _ => self.walk.begin_as(role, at),
        }
    }

    /// Characters as they stand in the file: a run of white space is one space, and none at the start
    /// of a paragraph.
    fn raw(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else { return };
        let mut kept: Vec<(u32, String)> = Vec::new();
        let mut goes_on = false;
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\r' | '\n');
            let is_kept = !(is_space && open.is_behind_space);
            open.is_behind_space = is_space;
            if is_kept {
                let c = if is_space { ' ' } else { c };
                match kept.last_mut().filter(|_| goes_on) {
                    Some((_, stretch)) => stretch.push(c),
                    None => kept.push((open.offset, c.to_string())),
                }
            }
            goes_on = is_kept;
            open.offset = open.offset.saturating_add(1);
        }
        for (offset, stretch) in kept {
            self.push(&stretch, Some(offset));
        }
    }

    /// A sign that is an element.
    fn push_sign(&mut self, sign: &str) {
        if let Some(open) = self.open.last_mut() {
            open.is_behind_space = false;
        }
        self.push(sign, None);
    }

    /// Puts text; `offset` is where in the stretch it begins, where it stands in one.
    fn push(&mut self, text: &str, offset: Option<u32>) {
        if self.open.last().is_some_and(|open| open.hidden > 0) {
            return self.tell_hidden(text);
        }
        let at = self.at();
        self.begin_block();
        let Some(open) = self.open.last() else { return };
        let block = self.walk.here(at);
        let start = block.text().len();
        match offset {
            Some(offset) => block.push_from(
                text,
                Origin::Run { part: 0, paragraph: open.number, run: open.run, offset },
            ),
            None => block.push(text),
        }
        for style in open.looks.iter().flatten() {
            block.style_from(start, style.clone());
        }
    }

    fn tell_hidden(&mut self, text: &str) {
        if !text.trim().is_empty() {
            let what = format!("hidden text was left out: “{}”", shortened(text.trim()));
            self.lose(what, self.at());
        }
    }

    // --- Lists ---

    fn start_list(&mut self, tag: &Tag<'_>) {
        let outer = self.lists.last().map(|list| list.style.clone()).unwrap_or_default();
        let style = tag.attribute("style-name").unwrap_or(outer);
        let level = self.styles.list(&style, self.lists.len() + 1).cloned();
        self.walk.start_list(level.as_ref().and_then(|level| level.start));
        self.lists.push(List { style, level });
    }

    fn start_item(&mut self, tag: &Tag<'_>) {
        let start = tag.attribute("start-value").and_then(|start| start.parse().ok());
        let level = self.lists.last().and_then(|list| list.level.clone()).unwrap_or_default();
        self.walk.start_item(start, |number| level.shown(number));
    }

    // --- Notes ---

    fn annotation(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let Annotation { name, parent, is_resolved, said } = Annotation::read(tag, xml);
        let thread = self.named.get(&parent).copied();
        if let Some(note) = thread.and_then(|thread| self.notes.get_mut(thread)) {
            note.replies.push(said);
            self.named.insert(name, thread.unwrap_or_default());
            return;
        }
        let note = self.add_note(SourceNoteKind::Comment, said, is_resolved);
        if !name.is_empty() {
            self.named.insert(name, note);
        }
        self.walk.edge(note, Edge::Start);
    }

    fn add_note(&mut self, kind: SourceNoteKind, said: Remark, is_resolved: bool) -> usize {
        let place = Place::nowhere();
        self.notes.push(SourceNote { kind, place, said, replies: Vec::new(), is_resolved });
        self.notes.len() - 1
    }

    fn begin_note(&mut self) {
        let at = self.at();
        let sign = std::mem::take(&mut self.sign);
        let note = self.add_note(self.class, Remark::default(), false);
        self.begin_block();
        self.walk.here(at);
        self.walk.edge(note, Edge::Start);
        self.walk.here(at).push_styled(&format!("[{}]", sign.trim()), InlineStyle::Superscript);
        self.walk.edge(note, Edge::End);
        if let Some(open) = self.open.last_mut() {
            open.is_behind_space = false;
        }
        self.open_notes.push(note);
        self.walk.begin_note((self.class, note), sign.trim(), at);
    }

    fn end_note(&mut self) {
        let text = self.walk.end_note();
        if let Some(note) = self.open_notes.pop().and_then(|note| self.notes.get_mut(note)) {
            note.said.text = text;
        }
    }
}
