//! The walk over the text of a part: what each element means for the article.

use std::collections::BTreeMap;

use super::super::at::At;
use super::super::field::address;
use super::super::role::Role;
use super::super::source_map::Origin;
use super::super::symbol;
use super::super::walk::{Into, Walk};
use super::super::xml::{Node, Ns, Tag, Xml};
use super::super::{Counted, ImportError, Imported, shortened};
use super::KEY;
use super::comments::Comments;
use super::notes::{NotePart, Reference};
use super::numbering::Numbering;
use super::paragraph::{Look, ParagraphProperties, RowProperties, read_cell_width};
use super::relations::Relations;
use super::styles::Styles;
use crate::model::{BlockKind, InlineStyle, SourceNote, SourceNoteKind};

/// A paragraph that is open; more than one where a text box stands in one.
#[derive(Debug)]
struct Paragraph {
    number: u32,
    properties: ParagraphProperties,
    runs: u32,
    run: Run,
}

#[derive(Debug, Default)]
struct Run {
    number: u32,
    offset: u32,
    look: Look,
}

/// A field: an instruction, and what it came to when it was last carried out.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    is_in_result: bool,
    link: Option<String>,
}

/// A table that is open.
#[derive(Debug, Default)]
struct Row {
    properties: RowProperties,
    /// Whether the walk was told that the row begins.
    has_begun: bool,
    /// How many columns the open cell reaches over.
    width: usize,
}

/// The reader of a file's text.
pub(super) struct Body<'f> {
    pub(super) walk: Walk,
    styles: &'f Styles,
    numbering: Numbering,
    pub(super) comments: Comments,
    /// The comments, then the notes in the order of their signs.
    pub(super) notes: Vec<SourceNote>,
    pub(super) references: BTreeMap<(SourceNoteKind, String), Reference>,
    /// How many signs of each kind the text has so far.
    pub(super) signs: BTreeMap<SourceNoteKind, usize>,
    /// The note that is being read.
    pub(super) note: Option<usize>,
    broken: Option<String>,
    part: u16,
    /// How many paragraphs of the part have begun.
    pub(super) paragraphs: u32,
    open: Vec<Paragraph>,
    /// Whether the next paragraph goes on with the one before.
    is_joined: bool,
    fields: Vec<Field>,
    links: Vec<Option<String>>,
    rows: Vec<Row>,
    /// For each open choice between versions, whether one was taken.
    choices: Vec<bool>,
    /// What the picture that is open shows, as its writer says.
    picture: String,
}

impl<'f> Body<'f> {
    pub(super) fn new(
        walk: Walk,
        styles: &'f Styles,
        numbering: Numbering,
        mut comments: Comments,
    ) -> Self {
        Self {
            walk,
            styles,
            numbering,
            notes: std::mem::take(&mut comments.notes),
            comments,
            references: BTreeMap::new(),
            signs: BTreeMap::new(),
            note: None,
            broken: None,
            part: 0,
            paragraphs: 0,
            open: Vec::new(),
            is_joined: false,
            fields: Vec::new(),
            links: Vec::new(),
            rows: Vec::new(),
            choices: Vec::new(),
            picture: String::new(),
        }
    }

    /// Reads the main part.
    pub(super) fn read_part(&mut self, name: &str, text: &str, relations: &Relations) {
        self.begin_part(name);
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let builder = &self.walk.builder;
            if builder.is_cancelled() {
                return;
            }
            builder.is_at(xml.position(), text.len(), Counted::Bytes);
            self.node(node, &mut xml, relations);
        }
        self.end_part(&xml);
    }

    pub(super) fn begin_part(&mut self, name: &str) {
        let parts = &mut self.walk.builder.parts;
        self.part = u16::try_from(parts.len()).unwrap_or(u16::MAX);
        parts.push(name.to_owned());
        self.paragraphs = 0;
    }

    /// Tells when a part is damaged, and forgets what it left open.
    pub(super) fn end_part(&mut self, xml: &Xml<'_>) {
        if let Some(at) = xml.broken_at() {
            let part = self.walk.builder.parts.last().cloned().unwrap_or_default();
            let at = format!("byte {}", at + 1);
            self.lose(format!("{part} is damaged at {at}; what stands behind is missing"));
            self.broken.get_or_insert(at);
        }
        self.open.clear();
        self.fields.clear();
        self.links.clear();
        self.rows.clear();
        self.choices.clear();
        self.is_joined = false;
        self.walk.end_part();
    }

    /// A property of the file.
    pub(super) fn property(&mut self, name: &str, value: &str) {
        let meta = &mut self.walk.builder.meta;
        if value.is_empty() {
            return;
        }
        match name {
            "title" => _ = meta.title.get_or_insert_with(|| value.to_owned()),
            "language" => _ = meta.language.get_or_insert_with(|| value.to_owned()),
            _ => {}
        }
    }

    pub(super) fn lose_everywhere(&mut self, what: String) {
        self.walk.builder.lose(what, At::Anywhere);
    }

    /// The article.
    ///
    /// # Errors
    ///
    /// When it holds no words.
    pub(super) fn finish(self, main: &str) -> Result<Imported, ImportError> {
        let Self { walk, notes, broken, .. } = self;
        let place = broken.as_ref().map(|place| format!("{main}, {place}"));
        walk.finish(KEY, String::new(), notes).map_err(|error| match place {
            Some(place) => {
                ImportError::Damaged { what: "it is no XML from there on".to_owned(), place }
            }
            None => error,
        })
    }

    // --- Elements ---

    pub(super) fn node(&mut self, node: Node<'_>, xml: &mut Xml<'_>, relations: &Relations) {
        match node {
            Node::Start(tag) => self.start(&tag, xml, relations),
            Node::End(ns, name) => self.end(ns, &name),
            Node::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>, relations: &Relations) {
        match tag.ns {
            Ns::Word => self.start_word(tag, xml, relations),
            Ns::Compatibility => self.start_choice(tag, xml),
            Ns::Math if tag.name() == "t" => self.push(&xml.text()),
            Ns::Math if matches!(tag.name(), "rPr" | "ctrlPr") => _ = self.skip(xml),
            Ns::Drawing => self.start_drawing(tag),
            _ => {}
        }
    }

    fn start_word(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>, relations: &Relations) {
        match tag.name() {
            "p" => self.start_paragraph(),
            "pPr" => {
                let properties = ParagraphProperties::read(xml);
                if let Some(open) = self.open.last_mut() {
                    open.properties = properties;
                }
            }
            "r" => self.start_run(),
            "rPr" => self.start_look(xml),
            "t" => self.push(&xml.text()),
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "sym" => self.symbol(tag),
            "hyperlink" => {
                let id = tag.attribute("id").unwrap_or_default();
                self.links.push(relations.address(&id).map(ToOwned::to_owned));
            }
            "fldSimple" => {
                let instruction = tag.attribute("instr").unwrap_or_default();
                let link = address(&instruction);
                self.fields.push(Field { instruction, is_in_result: true, link });
            }
            "fldChar" => {
                let kind = tag.attribute("fldCharType").unwrap_or_default();
                self.skip(xml);
                self.field(&kind);
            }
            "instrText" => {
                let text = xml.text();
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&text);
                }
            }
            "tbl" => self.start_table(),
            "tr" => {
                if let Some(row) = self.rows.last_mut() {
                    *row = Row::default();
                }
            }
            "trPr" => {
                let properties = RowProperties::read(xml);
                if let Some(row) = self.rows.last_mut() {
                    row.properties = properties;
                }
            }
            "tc" => self.start_cell(),
            "tcPr" => {
                let width = read_cell_width(xml);
                if let Some(row) = self.rows.last_mut() {
                    row.width = width;
                }
            }
            "txbxContent" => self.walk.begin_aside(Into::Behind),
            _ => self.start_mark(tag, xml),
        }
    }

    /// What hangs on the text, or stands in it without being text.
    fn start_mark(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let id = || tag.attribute("id").unwrap_or_default();
        match tag.name() {
            name @ ("commentRangeStart" | "commentRangeEnd" | "commentReference") => {
                self.comment_edge(name, &id());
            }
            "footnoteReference" => self.note_reference(NotePart::Footnotes, tag),
            "endnoteReference" => self.note_reference(NotePart::Endnotes, tag),
            "ins" | "moveTo" => self.lose(format!("{} is shown as text", change("insertion", tag))),
            name @ ("del" | "moveFrom") => {
                let what = if name == "del" { "deletion" } else { "text moved elsewhere" };
                let what = change(what, tag);
                let words = self.skip(xml);
                if !words.trim().is_empty() {
                    self.lose(format!("{what} was left out: “{}”", shortened(words.trim())));
                }
            }
            "altChunk" | "subDoc" => {
                self.lose("another document that this one takes in was left out".to_owned());
            }
            "rt" => {
                let words = self.skip(xml);
                self.lose(format!("a reading above the text was left out: “{words}”"));
            }
            "object" => self.lose("an embedded object was left out".to_owned()),
            "sdtPr" | "sdtEndPr" | "sectPr" | "smartTagPr" | "customXmlPr" | "tblPr"
            | "tblGrid" | "tblPrEx" | "rubyPr" | "delText" => {
                self.skip(xml);
            }
            _ => {}
        }
    }

    /// Of several versions of the same content, the first is taken.
    fn start_choice(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.name() {
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => match self.choices.last_mut() {
                Some(is_taken) if !*is_taken => *is_taken = true,
                _ => {
                    self.skip(xml);
                }
            },
            _ => {}
        }
    }

    fn start_drawing(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "docPr" => self.picture = tag.attribute("descr").unwrap_or_default(),
            "pic" | "imagedata" => {
                let shows = std::mem::take(&mut self.picture);
                let shows = shows.trim();
                self.lose(if shows.is_empty() {
                    "a picture was left out".to_owned()
                } else {
                    format!("a picture was left out: “{}”", shortened(shows))
                });
            }
            "chart" => self.lose("a chart was left out".to_owned()),
            "relIds" => self.lose("a diagram was left out".to_owned()),
            _ => {}
        }
    }

    fn end(&mut self, ns: Ns, name: &str) {
        match (ns, name) {
            (Ns::Word, "p") => self.end_paragraph(),
            (Ns::Word, "r") => {
                if let Some(open) = self.open.last_mut() {
                    open.run.look = Look::default();
                }
            }
            (Ns::Word, "hyperlink") => drop(self.links.pop()),
            (Ns::Word, "fldSimple") => drop(self.fields.pop()),
            (Ns::Word, "tc") => {
                let width = self.rows.last().map_or(1, |row| row.width);
                self.walk.end_cell(width.saturating_sub(1));
            }
            (Ns::Word, "tbl") => {
                self.rows.pop();
                self.walk.end_table();
            }
            (Ns::Word, "txbxContent") => self.walk.end_aside(),
            (Ns::Compatibility, "AlternateContent") => drop(self.choices.pop()),
            _ => {}
        }
    }

    /// Goes on behind the open element and gives its words. The ends of comments in it stay.
    pub(super) fn skip(&mut self, xml: &mut Xml<'_>) -> String {
        let (mut words, mut paragraphs, mut edges) = (String::new(), 0, Vec::new());
        xml.skip(|node| match node {
            Node::Text(text) => words.push_str(text),
            Node::Start(tag) if tag.ns == Ns::Word => match tag.name() {
                "p" => paragraphs += 1,
                name @ ("commentRangeStart" | "commentRangeEnd" | "commentReference") => {
                    edges.push((name.to_owned(), tag.attribute("id").unwrap_or_default()));
                }
                _ => {}
            },
            _ => {}
        });
        self.paragraphs += paragraphs;
        for (name, id) in edges {
            self.comment_edge(&name, &id);
        }
        words
    }

    // --- Paragraphs and runs ---

    pub(super) fn at(&self) -> At {
        At::Paragraph(self.open.last().map_or(self.paragraphs, |open| open.number + 1) as usize)
    }

    fn lose(&mut self, what: String) {
        let at = self.at();
        self.walk.builder.lose(what, at);
    }

    fn start_paragraph(&mut self) {
        let number = self.paragraphs;
        self.paragraphs += 1;
        self.open.push(Paragraph {
            number,
            properties: ParagraphProperties::default(),
            runs: 0,
            run: Run::default(),
        });
        if !self.is_joined {
            self.walk.start_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        self.is_joined = paragraph.properties.is_joined;
        if !self.is_joined {
            self.walk.end_paragraph();
        }
    }

    fn start_run(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.run = Run { number: open.runs, ..Run::default() };
            open.runs += 1;
        }
    }

    fn start_look(&mut self, xml: &mut Xml<'_>) {
        let look = Look::read(xml);
        let look = self.styles.look(&look);
        if let Some(open) = self.open.last_mut() {
            open.run.look = look;
        }
    }

    /// Begins the block of the open paragraph, when its first text comes.
    pub(super) fn begin_block(&mut self) {
        let at = self.at();
        if self.walk.inner().is_some() {
            return;
        }
        let Some(open) = self.open.last() else { return };
        let role = self.styles.role(&open.properties);
        let list = self.styles.list(&open.properties);
        match (role, list) {
            (Role::Heading(_) | Role::Title, _) | (_, None) => self.walk.begin_as(role, at),
            (_, Some((_, depth))) => {
                self.walk.begin(BlockKind::ListItem, depth.min(15) + 1, at);
            }
        }
        if let Some((list, depth)) = list
            && !self.walk.is_in_cell()
        {
            let sign = self.numbering.next(list, depth);
            self.walk.here(at).set_sign(sign);
        }
    }

    /// Puts characters of the open run.
    fn push(&mut self, text: &str) {
        if self.fields.iter().any(|field| !field.is_in_result) {
            return;
        }
        if self.is_hidden() {
            if !text.trim().is_empty() {
                self.lose(format!("hidden text was left out: “{}”", shortened(text.trim())));
            }
            return;
        }
        let at = self.at();
        self.begin_block();
        let link = self.link();
        let Some(paragraph) = self.open.last_mut() else {
            return self.walk.here(at).push(text);
        };
        let (part, run) = (self.part, &mut paragraph.run);
        let origin =
            Origin::Run { part, paragraph: paragraph.number, run: run.number, offset: run.offset };
        let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        run.offset = run.offset.saturating_add(count);
        let block = self.walk.here(at);
        let start = block.text().len();
        block.push_from(text, origin);
        run.look.styles().for_each(|style| block.style_from(start, style));
        if let Some(link) = link {
            block.style_from(start, InlineStyle::Link(link));
        }
    }

    fn is_hidden(&self) -> bool {
        let row = self.rows.last().is_some_and(|row| row.properties.is_deleted);
        row || self.open.last().is_some_and(|open| open.run.look.is_hidden())
    }

    /// Where the text at hand links to.
    fn link(&self) -> Option<String> {
        let field = self.fields.iter().rev().find_map(|field| field.link.clone());
        self.links.last().cloned().flatten().or(field)
    }

    fn symbol(&mut self, tag: &Tag<'_>) {
        let font = tag.attribute("font").unwrap_or_default();
        let code = tag.attribute("char").unwrap_or_default();
        let character = symbol::character(&font, &code).unwrap_or_else(|| {
            self.lose(format!("the sign {code} of the font {font} has no known character"));
            char::REPLACEMENT_CHARACTER
        });
        self.push(character.encode_utf8(&mut [0; 4]));
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_in_result = true;
                    field.link = address(&field.instruction);
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    // --- Tables ---

    fn start_table(&mut self) {
        self.rows.push(Row::default());
        if !self.walk.start_table() {
            self.lose("a table inside a cell of another is shown as lines".to_owned());
        }
    }

    fn start_cell(&mut self) {
        let at = self.at();
        let Some(row) = self.rows.last_mut() else { return };
        row.width = 1;
        if !row.has_begun {
            row.has_begun = true;
            self.walk.start_row(row.properties.is_header);
        }
        self.walk.start_cell(at);
    }
}

/// What a tracked change is called: "a deletion by Ana Novák".
fn change(what: &str, tag: &Tag<'_>) -> String {
    let article = if what.starts_with('i') { "an" } else { "a" };
    let what = if what == "deletion" || what == "insertion" {
        format!("{article} {what}")
    } else {
        what.to_owned()
    };
    match tag.attribute("author").filter(|author| !author.is_empty()) {
        Some(author) => format!("{what} by {author}"),
        None => what,
    }
}
