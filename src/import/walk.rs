//! The walk over the pieces of any document: one open block, and what it stands in.
//!
//! An importer says what it meets, in order: a list begins, here is text, a note begins. The walk
//! keeps the block that is open, flushes it where another begins, and knows what an article looks
//! like: which white space stands between two blocks, what headline, deck and byline are, that notes
//! stand at the end.
//!
//! What stands *beside* the running text while a paragraph is open (a text box, a note, the words of a
//! picture) has a frame of its own: the paragraph waits in the frame below.
//!
//! ```text
//!   frames  [ body: paragraph "The mayor|" ]          text goes here
//!   frames  [ body: paragraph "The mayor" , box: "" ]  begin_aside(Into::Behind)
//! ```

use super::at::At;
use super::builder::{ArticleBuilder, NewBlock};
use super::list_signs::ListSigns;
use super::open_block::{Edge, OpenBlock, Ready};
use super::source_notes::NotePlaces;
use super::{ImportError, Imported, meta};
use crate::model::{BlockKind, SourceNote, SourceNoteKind};

/// The deepest level that is told; what is nested deeper counts as this deep.
const MOST_LEVEL: usize = 16;

/// By what notes are put in order at the end of the article: footnotes first, each kind as it comes.
pub(super) type NoteNumber = (SourceNoteKind, usize);

/// What a block can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Item,
    Quotation,
    Note,
}

/// Where the blocks of a frame go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Into {
    /// Into the article, one after the other.
    Text,
    /// Behind the block that is open in the frame below.
    Behind,
    /// To the end of the article.
    Notes,
}

/// A table while its cells come in.
#[derive(Debug, Default)]
struct OpenTable {
    rows: usize,
    cells: usize,
    /// Whether the open row names the columns.
    is_header: bool,
    is_in_cell: bool,
    /// Tables open inside of a cell; theirs are lines of that cell.
    inner: usize,
    /// Things beside the text open inside of a cell; theirs are lines of that cell.
    asides: usize,
}

/// A flow of blocks.
#[derive(Debug)]
struct Frame {
    into: Into,
    containers: Vec<Container>,
    signs: ListSigns,
    open: Option<OpenBlock>,
    table: Option<OpenTable>,
    /// The gap in front of the next block, where it is not the usual one.
    gap: Option<String>,
    /// What stands behind the open block.
    behind: Vec<Ready>,
}

impl Frame {
    fn new(into: Into) -> Self {
        Self {
            into,
            containers: Vec::new(),
            signs: ListSigns::default(),
            open: None,
            table: None,
            gap: None,
            behind: Vec::new(),
        }
    }

    /// What a block without a tag of its own is, by what it stands in.
    fn kind_here(&self) -> (BlockKind, u8) {
        let depth = |container| {
            let depth =
                self.containers.iter().filter(|c| **c == container).take(MOST_LEVEL).count();
            u8::try_from(depth).unwrap_or(u8::MAX)
        };
        if let Some(table) = self.table.as_ref().filter(|table| table.is_in_cell) {
            return (BlockKind::TableCell, u8::from(table.is_header));
        }
        match self.containers.last() {
            None => (BlockKind::Paragraph, 0),
            Some(Container::Item) => (BlockKind::ListItem, depth(Container::Item)),
            Some(Container::Quotation) => (BlockKind::Quotation, depth(Container::Quotation)),
            Some(Container::Note) => (BlockKind::Footnote, 0),
        }
    }
}

/// The state of the walk.
#[derive(Debug)]
pub(super) struct Walk {
    /// What has been read.
    pub(super) builder: ArticleBuilder,
    /// Never empty; text goes to the last.
    frames: Vec<Frame>,
    has_headline: bool,
    /// Whether the story itself has not begun.
    is_top: bool,
    /// Notes wait here until the story is at its end, each with its number.
    notes: Vec<(NoteNumber, Ready)>,
    /// The number of the note that is being read, and how many blocks of notes stand before it.
    note: NoteNumber,
    first_of_note: usize,
    /// Ends of source notes that were met where no block is open.
    waiting: Vec<(usize, Edge)>,
    places: NotePlaces,
}

impl Walk {
    pub(super) fn new(builder: ArticleBuilder) -> Self {
        Self {
            builder,
            frames: vec![Frame::new(Into::Text)],
            has_headline: false,
            is_top: true,
            notes: Vec::new(),
            note: NoteNumber::default(),
            first_of_note: 0,
            waiting: Vec::new(),
            places: NotePlaces::default(),
        }
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Into::Text));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    // --- Where text goes ---

    /// The block that text goes to now, opened by the first text in it.
    pub(super) fn here(&mut self, at: At) -> &mut OpenBlock {
        let waiting = match self.frame().open {
            Some(_) => Vec::new(),
            None => std::mem::take(&mut self.waiting),
        };
        let frame = self.frame();
        let (kind, level) = frame.kind_here();
        let open = frame.open.get_or_insert_with(|| OpenBlock::new(kind, level, at));
        for (note, edge) in waiting {
            open.push_edge(note, edge);
        }
        open
    }

    /// As [`Self::here`], but opens nothing.
    pub(super) fn inner(&mut self) -> Option<&mut OpenBlock> {
        self.frame().open.as_mut()
    }

    /// Begins a block of this kind; in a cell, a line.
    pub(super) fn begin(&mut self, kind: BlockKind, level: u8, at: At) -> &mut OpenBlock {
        self.break_block();
        if self.is_in_cell() {
            return self.here(at);
        }
        self.frame().open = Some(OpenBlock::new(kind, level, at));
        let waiting = std::mem::take(&mut self.waiting);
        let open = self.here(at);
        for (note, edge) in waiting {
            open.push_edge(note, edge);
        }
        open
    }

    /// The words of a source note begin or end here.
    pub(super) fn edge(&mut self, note: usize, edge: Edge) {
        match self.inner() {
            Some(open) => open.push_edge(note, edge),
            None => self.waiting.push((note, edge)),
        }
    }

    /// What the frame at hand stands in.
    pub(super) fn containers(&self) -> &[Container] {
        self.frames.last().map_or(&[], |frame| &frame.containers)
    }

    /// Begins a list item, a quotation or a note.
    pub(super) fn enter(&mut self, container: Container) {
        self.break_block();
        self.frame().containers.push(container);
    }

    /// Ends what was entered last.
    pub(super) fn leave(&mut self) {
        self.break_block();
        self.frame().containers.pop();
    }

    /// Begins something that stands beside the running text.
    pub(super) fn begin_aside(&mut self, into: Into) {
        if into == Into::Behind && self.is_in_cell() {
            self.break_block();
            if let Some(table) = self.frame().table.as_mut() {
                table.asides += 1;
            }
            return;
        }
        self.frames.push(Frame::new(into));
    }

    /// Ends it.
    pub(super) fn end_aside(&mut self) {
        if let Some(table) = self.frame().table.as_mut().filter(|table| table.asides > 0) {
            table.asides -= 1;
            return self.break_block();
        }
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        self.frames.pop();
    }

    /// Whether text goes to something beside the running text.
    pub(super) fn is_in_aside(&self) -> bool {
        self.frames.len() > 1
    }

    // --- Blocks ---

    /// Ends the open block; in a cell, the line.
    fn break_block(&mut self) {
        let is_in_cell = self.is_in_cell();
        match self.inner() {
            Some(open) if is_in_cell => open.end_line(),
            _ => self.flush(),
        }
    }

    /// A further paragraph of one item, note or cell stays in its block, on a line of its own.
    pub(super) fn start_paragraph(&mut self) {
        let stays = self.keeps_paragraphs();
        match self.inner() {
            Some(open) if stays => open.end_line(),
            _ => self.flush(),
        }
    }

    /// Ends a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        if !self.keeps_paragraphs() {
            self.flush();
        }
    }

    fn keeps_paragraphs(&self) -> bool {
        let is_kept = matches!(self.containers().last(), Some(Container::Item | Container::Note));
        is_kept || self.is_in_cell()
    }

    /// Whether text goes to a cell of a table.
    pub(super) fn is_in_cell(&self) -> bool {
        let table = self.frames.last().and_then(|frame| frame.table.as_ref());
        table.is_some_and(|table| table.is_in_cell)
    }

    /// Begins a heading; the first of level 1 in the running text is the headline.
    pub(super) fn heading(&mut self, level: u8, at: At) {
        let is_running = self.containers().is_empty() && !self.is_in_aside() && !self.is_in_cell();
        if level == 1 && is_running && !self.has_headline {
            self.headline(at);
        } else {
            self.begin(BlockKind::Heading, level.clamp(1, 6), at);
        }
    }

    /// Begins the headline.
    pub(super) fn headline(&mut self, at: At) {
        self.has_headline = true;
        self.begin(BlockKind::Headline, 0, at);
    }

    /// Whether the headline has been read.
    pub(super) fn has_headline(&self) -> bool {
        self.has_headline
    }

    /// Begins a list, apart from what stands before it; `first` is its first number, if it has numbers.
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.break_block();
        self.frame().signs.start_list(first);
        if !self.is_in_cell() && !self.containers().contains(&Container::Item) {
            self.frame().gap = Some("\n\n".to_owned());
        }
    }

    /// Ends the innermost list.
    pub(super) fn end_list(&mut self) {
        self.frame().signs.end_list();
    }

    /// Begins an item of the innermost list, whose numbers are shown by `show`; `anew` is its number
    /// where it does not count on.
    pub(super) fn start_item(&mut self, anew: Option<u64>, show: impl FnOnce(u64) -> String) {
        self.enter(Container::Item);
        self.frame().signs.start_item(anew, show);
    }

    /// Ends it.
    pub(super) fn end_item(&mut self) {
        self.leave();
        self.frame().signs.end_item();
    }

    /// Begins a note, whose sign stands in front of it. It goes to the end of the article, behind
    /// the notes with smaller numbers.
    pub(super) fn begin_note(&mut self, number: NoteNumber, sign: &str, at: At) {
        self.begin_aside(Into::Notes);
        self.enter(Container::Note);
        (self.note, self.first_of_note) = (number, self.notes.len());
        if !sign.is_empty() {
            self.here(at).push_sign(sign);
        }
    }

    /// Ends it; gives its words.
    pub(super) fn end_note(&mut self) -> String {
        self.leave();
        self.end_aside();
        let own = self.notes.get(self.first_of_note..).unwrap_or_default();
        own.iter().map(|(_, ready)| ready.said()).collect::<Vec<_>>().join("\n")
    }

    /// Ends whatever a part of a file has left open.
    pub(super) fn end_part(&mut self) {
        while self.is_in_aside() {
            self.end_table();
            self.end_aside();
        }
        self.end_table();
        self.frame().containers.clear();
    }

    // --- Tables ---

    /// Begins a table. A table inside a cell becomes lines of that cell; `false` says so.
    pub(super) fn start_table(&mut self) -> bool {
        if let Some(table) = self.frame().table.as_mut() {
            table.inner += 1;
            return false;
        }
        self.flush();
        let frame = self.frame();
        frame.gap = Some("\n\n".to_owned());
        frame.table = Some(OpenTable::default());
        true
    }

    /// Begins a row.
    pub(super) fn start_row(&mut self, is_header: bool) {
        self.flush_cell();
        let frame = self.frame();
        let Some(table) = frame.table.as_mut().filter(|table| table.inner == 0) else { return };
        (table.is_header, table.cells) = (is_header, 0);
        table.rows += 1;
        // An empty line would end the table: an empty row of one column is left out.
        let gap = frame.gap.get_or_insert_default();
        if table.rows > 1 && !gap.ends_with('\n') {
            gap.push('\n');
        }
    }

    /// Begins a cell. Cells stand apart by tabs, empty ones too, so that the columns can be counted.
    pub(super) fn start_cell(&mut self, at: At) {
        self.flush_cell();
        let frame = self.frame();
        let Some(table) = frame.table.as_mut().filter(|table| table.inner == 0) else { return };
        if table.cells > 0 {
            frame.gap.get_or_insert_default().push('\t');
        }
        table.cells += 1;
        table.is_in_cell = true;
        self.here(at);
    }

    /// Ends a cell that reaches over so many further columns.
    pub(super) fn end_cell(&mut self, further: usize) {
        const MOST: usize = 64;
        self.flush_cell();
        let frame = self.frame();
        let Some(table) = frame.table.as_mut().filter(|table| table.inner == 0) else { return };
        table.is_in_cell = false;
        table.cells += further;
        for _ in 0..further.min(MOST) {
            frame.gap.get_or_insert_default().push('\t');
        }
    }

    /// Ends a cell of the outer table, or a line of a table in it.
    fn flush_cell(&mut self) {
        match self.frame().table.as_mut() {
            Some(table) if table.inner > 0 => self.break_block(),
            Some(table) => {
                table.asides = 0;
                self.flush();
            }
            None => self.flush(),
        }
    }

    /// Ends a table.
    pub(super) fn end_table(&mut self) {
        if let Some(table) = self.frame().table.as_mut().filter(|table| table.inner > 0) {
            table.inner -= 1;
            return;
        }
        self.flush();
        let frame = self.frame();
        (frame.table, frame.gap) = (None, None);
    }

    // --- Into the article ---

    /// Ends the open block, and puts what stands behind it.
    pub(super) fn flush(&mut self) {
        let frame = self.frame();
        let into = frame.into;
        let behind = std::mem::take(&mut frame.behind);
        if let Some(open) = frame.open.take() {
            let gap = frame.gap.take();
            let mut ready = open.finish(gap);
            if ready.text.trim().is_empty() {
                // An empty cell is told by the gap alone.
                self.frame().gap = ready.gap.take();
                self.waiting.extend(ready.edges.iter().map(|edge| (edge.note, edge.edge)));
            } else {
                if ready.sign.is_none() && ready.kind != BlockKind::Footnote {
                    ready.sign = Some(self.frame().signs.take(ready.kind));
                }
                self.put(ready, into);
            }
        }
        for ready in behind {
            self.put(ready, into);
        }
    }

    fn put(&mut self, ready: Ready, into: Into) {
        let depth = self.frames.len();
        match into {
            Into::Notes => self.notes.push((self.note, ready)),
            Into::Behind if depth > 1 => self.frames[depth - 2].behind.push(ready),
            Into::Behind | Into::Text => self.emit(ready),
        }
    }

    fn emit(&mut self, mut ready: Ready) {
        self.recognise(&mut ready);
        self.is_top &= matches!(
            ready.kind,
            BlockKind::Headline | BlockKind::Deck | BlockKind::Byline | BlockKind::Caption
        );
        let usual = match self.builder.blocks().last().map(|block| block.kind) {
            None => "",
            Some(BlockKind::ListItem) if ready.kind == BlockKind::ListItem => "\n",
            Some(_) => "\n\n",
        };
        let Ready { kind, level, sign, at, gap, text, spans, origins, edges, .. } = ready;
        let sign = sign.unwrap_or_default();
        let gap = if usual.is_empty() { usual } else { gap.as_deref().unwrap_or(usual) };
        self.builder.gap(gap);
        let (spans, origins) = (&spans, &origins);
        let new = NewBlock { kind, level, sign, text: &text, spans, at, origins };
        let base = self.builder.block(&new);
        for edge in edges {
            self.places.set(edge.note, edge.edge, base + edge.at);
        }
    }

    /// Names the blocks at the top: headline, deck, byline, date.
    fn recognise(&mut self, ready: &mut Ready) {
        if ready.kind == BlockKind::Headline {
            self.builder.meta.title.get_or_insert_with(|| ready.text.trim().to_owned());
        }
        if ready.kind != BlockKind::Paragraph || !self.is_top {
            return;
        }
        let blocks = self.builder.blocks();
        let is_under_headline = blocks.last().is_some_and(|b| b.kind == BlockKind::Headline);
        let meta = &mut self.builder.meta;
        // A desk or an agency is no run of capitalised names, but the front matter may name it.
        let known =
            ready.text.strip_prefix("By ").filter(|who| Some(*who) == meta.byline.as_deref());
        if let Some(who) = meta::byline(&ready.text).or(known) {
            meta.byline.get_or_insert_with(|| who.to_owned());
            ready.kind = BlockKind::Byline;
        } else if let Some(date) = meta::whole_date(&ready.text) {
            meta.date.get_or_insert_with(|| date.to_owned());
            ready.kind = BlockKind::Byline;
        } else if is_under_headline && ready.is_all_emphasis() {
            ready.kind = BlockKind::Deck;
        } else if let Some((date, _)) = meta::date_prefix(&ready.text) {
            meta.date.get_or_insert_with(|| date.to_owned());
        }
    }

    /// The article, with `notes` on their words: the note of index `n` is the one whose edges were
    /// told by this number.
    ///
    /// # Errors
    ///
    /// When nothing holds a word.
    pub(super) fn finish(
        mut self,
        format: &'static str,
        encoding: String,
        notes: Vec<SourceNote>,
    ) -> Result<Imported, ImportError> {
        self.end_part();
        let mut own = std::mem::take(&mut self.notes);
        own.sort_by_key(|(number, _)| *number);
        for (_, note) in own {
            self.emit(note);
        }
        let end = self.builder.text().len();
        for (note, edge) in std::mem::take(&mut self.waiting) {
            self.places.set(note, edge, end);
        }
        let places = self.places;
        let mut imported = self.builder.finish(format, encoding)?;
        imported.source_notes = places.place(notes, &imported.article);
        Ok(imported)
    }
}
