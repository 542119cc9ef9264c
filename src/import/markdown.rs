//! Markdown: what a reader of the rendered page would see, as text with blocks and styles.
//!
//! CommonMark with footnotes, tables and strikethrough. The walk over the parser's events keeps one
//! open block and a stack of what it stands in (list items, quotations, notes); every block tag
//! flushes the block before. Numbers and bullets of lists are not text but signs beside it: they are
//! for the page to draw, and nobody has to check them. The sign of a note is text (`[1]`), since a reader follows it.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::builder::{ArticleBuilder, NewBlock};
use super::decode::decode;
use super::list_signs::ListSigns;
use super::open_block::{OpenBlock, Ready};
use super::{ImportError, Imported, front_matter, meta, plain};
use crate::model::{BlockKind, InlineStyle};

/// The key in the registry.
pub(super) const KEY: &str = "markdown";

/// The deepest level that is told; what is nested deeper counts as this deep.
const MOST_LEVEL: usize = 16;

/// Files nested deeper than this are not parsed: the parser's work grows with depth times lines.
const MOST_DEPTH: usize = 100;

/// Reads a Markdown file.
///
/// # Errors
///
/// When it is no text or holds no words.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    let decoded = decode(bytes)?;
    let mut builder = ArticleBuilder::new(decoded.losses);
    let parts = front_matter::split(&decoded.text);
    front_matter::read(parts.head, &mut builder.meta);
    if let Some(line) = too_deep(parts.story) {
        let line = parts.lines + line;
        builder.lose("nested too deeply; the whole file is shown as plain text", line);
        plain::build(&decoded.text, &mut builder);
        return builder.finish(KEY, decoded.encoding);
    }
    let mut walk = Walk::new(builder, parts.story, LineTable::new(parts.story, parts.lines));
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(parts.story, options).into_offset_iter() {
        walk.event(event, &range);
    }
    walk.finish().finish(KEY, decoded.encoding)
}

/// Front matter, or a first heading with a number sign.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes));
    let text = head.trim_start_matches('\u{feff}');
    text.starts_with("---\ntitle:") || text.trim_start().starts_with("# ")
}

/// The line on which lists or quotations are nested deeper than [`MOST_DEPTH`], if there is one.
fn too_deep(story: &str) -> Option<usize> {
    story.split('\n').position(|line| depth(line) > MOST_DEPTH).map(|at| at + 1)
}

/// How deeply the start of a line can nest at most: two columns of indent make a level of a list.
fn depth(line: &str) -> usize {
    let (mut signs, mut columns, mut last) = (0, 0, b' ');
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            b'>' => signs += 1,
            b'-' | b'*' | b'+' | b'0'..=b'9' => {}
            b'.' | b')' if last.is_ascii_digit() => {}
            _ => break,
        }
        last = byte;
    }
    let is_marked =
        line.trim_start().starts_with(|c: char| ">-*+".contains(c) || c.is_ascii_digit());
    if is_marked { signs + columns / 2 } else { 0 }
}

/// What a block can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Item,
    Quotation,
    Note,
}

/// Where the lines of the story begin, to name the line of an event.
struct LineTable {
    feeds: Vec<usize>,
    before: usize,
}

impl LineTable {
    fn new(story: &str, before: usize) -> Self {
        Self { feeds: memchr_iter(b'\n', story.as_bytes()).collect(), before }
    }

    fn line(&self, at: usize) -> usize {
        self.before + self.feeds.partition_point(|feed| *feed < at) + 1
    }
}

/// The state of the walk over the events.
struct Walk<'a> {
    story: &'a str,
    builder: ArticleBuilder,
    lines: LineTable,
    containers: Vec<Container>,
    signs: ListSigns,
    open: Option<OpenBlock>,
    /// Whether the headline has been read.
    has_headline: bool,
    /// Whether the story itself has not begun.
    is_top: bool,
    /// Footnotes wait here until the story is at its end.
    notes: Vec<Ready>,
    /// Pictures wait here until their paragraph is at its end.
    captions: Vec<OpenBlock>,
    /// How many pictures are open: their content is alternative text.
    pictures: usize,
    /// The gap in front of the next block, where it is not the usual one.
    gap: Option<String>,
    /// Cells seen in the open table row, and whether a table is open.
    cells: Option<usize>,
    /// Whether the open row names the columns.
    is_header: bool,
    /// Raw HTML that is being left out.
    html: Option<(String, usize)>,
    /// HTML tags inside paragraphs that were dropped, and the line of the first.
    tags: Option<(usize, usize)>,
}

impl<'a> Walk<'a> {
    fn new(builder: ArticleBuilder, story: &'a str, lines: LineTable) -> Self {
        Self {
            story,
            builder,
            lines,
            containers: Vec::new(),
            signs: ListSigns::default(),
            open: None,
            has_headline: false,
            is_top: true,
            notes: Vec::new(),
            captions: Vec::new(),
            pictures: 0,
            gap: None,
            cells: None,
            is_header: false,
            html: None,
            tags: None,
        }
    }

    fn event(&mut self, event: Event<'_>, at: &Range<usize>) {
        let line = self.lines.line(at.start);
        match event {
            Event::Start(Tag::Item) => self.start_item(at.start),
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.here(line).push(&text);
            }
            Event::Code(text) => self.here(line).push_styled(&text, InlineStyle::Code),
            Event::FootnoteReference(label) => {
                self.here(line).push_styled(&format!("[{label}]"), InlineStyle::Superscript);
            }
            Event::SoftBreak => self.here(line).push(" "),
            Event::HardBreak => self.hard_break(line),
            Event::Html(html) => match &mut self.html {
                Some((dropped, _)) => dropped.push_str(&html),
                None => self.lose_html(&html, line),
            },
            Event::InlineHtml(html) => self.inline_html(&html, line),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.here(line).push(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level, line),
            Tag::BlockQuote(_) => self.enter(Container::Quotation),
            Tag::FootnoteDefinition(label) => self.start_note(&label, line),
            Tag::List(first) => self.start_list(first),
            Tag::CodeBlock(kind) => self.start_code(&kind, line),
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some((String::new(), line));
            }
            Tag::Table(_) => {
                self.flush();
                self.gap = Some("\n\n".to_owned());
            }
            Tag::TableHead => {
                self.cells = Some(0);
                self.is_header = true;
            }
            Tag::TableRow => {
                self.is_header = false;
                self.cells = Some(0);
                self.gap.get_or_insert_default().push('\n');
            }
            Tag::TableCell => self.start_cell(line),
            Tag::Emphasis => self.here(line).open_style(InlineStyle::Emphasis),
            Tag::Strong => self.here(line).open_style(InlineStyle::Strong),
            Tag::Strikethrough => self.here(line).open_style(InlineStyle::Strikethrough),
            Tag::Superscript => self.here(line).open_style(InlineStyle::Superscript),
            Tag::Link { dest_url, .. } => {
                self.here(line).open_style(InlineStyle::Link(dest_url.into_string()));
            }
            Tag::Image { .. } => self.start_picture(line),
            // Extensions that are not turned on, and what is met before.
            Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Item => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => self.flush(),
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.leave(),
            TagEnd::Item => {
                self.leave();
                self.signs.end_item();
            }
            TagEnd::List(_) => self.signs.end_list(),
            TagEnd::HtmlBlock => {
                if let Some((html, line)) = self.html.take() {
                    self.lose_html(&html, line);
                }
            }
            TagEnd::Table => {
                self.cells = None;
                self.gap = None;
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Link => {
                if let Some(open) = self.inner() {
                    open.close_style();
                }
            }
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    // --- Where text goes ---

    /// The block that text goes to now, opened by the first text in it.
    fn here(&mut self, line: usize) -> &mut OpenBlock {
        if self.pictures > 0 && !self.captions.is_empty() {
            let last = self.captions.len() - 1;
            return &mut self.captions[last];
        }
        let (kind, level) = self.kind_here();
        self.open.get_or_insert_with(|| OpenBlock::new(kind, level, line))
    }

    /// As [`Self::here`], but opens nothing.
    fn inner(&mut self) -> Option<&mut OpenBlock> {
        let caption = self.captions.last_mut().filter(|_| self.pictures > 0);
        caption.or(self.open.as_mut())
    }

    /// What a block without a tag of its own is, by the innermost container.
    fn kind_here(&self) -> (BlockKind, u8) {
        let depth = |container| {
            let depth =
                self.containers.iter().filter(|c| **c == container).take(MOST_LEVEL).count();
            u8::try_from(depth).unwrap_or(u8::MAX)
        };
        match self.containers.last() {
            None => (BlockKind::Paragraph, 0),
            Some(Container::Item) => (BlockKind::ListItem, depth(Container::Item)),
            Some(Container::Quotation) => (BlockKind::Quotation, depth(Container::Quotation)),
            Some(Container::Note) => (BlockKind::Footnote, 0),
        }
    }

    fn enter(&mut self, container: Container) {
        self.flush();
        self.containers.push(container);
    }

    fn leave(&mut self) {
        self.flush();
        self.containers.pop();
    }

    // --- Blocks ---

    /// A further paragraph of one item or note stays in its block, on a line of its own.
    fn start_paragraph(&mut self) {
        match (&mut self.open, self.containers.last()) {
            (Some(open), Some(Container::Item | Container::Note)) => open.end_line(),
            _ => self.flush(),
        }
    }

    fn end_paragraph(&mut self) {
        if !matches!(self.containers.last(), Some(Container::Item | Container::Note)) {
            self.flush();
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, line: usize) {
        self.flush();
        let is_headline =
            level == HeadingLevel::H1 && self.containers.is_empty() && !self.has_headline;
        self.open = Some(if is_headline {
            self.has_headline = true;
            OpenBlock::new(BlockKind::Headline, 0, line)
        } else {
            OpenBlock::new(BlockKind::Heading, level as u8, line)
        });
    }

    fn start_list(&mut self, first: Option<u64>) {
        self.flush();
        self.signs.start_list(first);
        if !self.containers.contains(&Container::Item) {
            self.gap = Some("\n\n".to_owned());
        }
    }

    fn start_item(&mut self, at: usize) {
        self.enter(Container::Item);
        let number = self.story.get(at..).unwrap_or_default().trim_start();
        let is_bracket = number.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(')');
        self.signs.start_item(if is_bracket { ')' } else { '.' });
    }

    fn start_note(&mut self, label: &str, line: usize) {
        self.enter(Container::Note);
        self.here(line).push_sign(label);
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, line: usize) {
        self.flush();
        // The fence of a fenced block has a line of its own.
        let line = line + usize::from(kind.is_fenced());
        self.open = Some(OpenBlock::new(BlockKind::Preformatted, 0, line));
    }

    /// Cells stand apart by tabs, empty ones too, so that the columns can be counted.
    fn start_cell(&mut self, line: usize) {
        self.flush();
        let before = self.cells.unwrap_or_default();
        self.cells = Some(before + 1);
        if before > 0 {
            self.gap.get_or_insert_default().push('\t');
        }
        self.open = Some(OpenBlock::new(BlockKind::TableCell, u8::from(self.is_header), line));
    }

    /// Alternative text becomes a caption behind the paragraph; in a cell it is part of the cell.
    fn start_picture(&mut self, line: usize) {
        self.builder
            .lose("a picture was left out; its alternative text, if it has one, is kept", line);
        if self.cells.is_none() && self.pictures == 0 {
            self.captions.push(OpenBlock::new(BlockKind::Caption, 0, line));
        }
        self.pictures += 1;
    }

    fn hard_break(&mut self, line: usize) {
        let sign = if self.cells.is_some() { " " } else { "\n" };
        self.here(line).push(sign);
    }

    fn inline_html(&mut self, html: &str, line: usize) {
        let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if name.starts_with("br>") || name.starts_with("br ") || name.starts_with("br/") {
            return self.hard_break(line);
        }
        let (count, _) = self.tags.get_or_insert((0, line));
        *count += 1;
    }

    fn lose_html(&mut self, html: &str, line: usize) {
        let html = html.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = html.chars().take(60).collect();
        let dots = if start.len() < html.len() { "…" } else { "" };
        self.builder.lose(format!("raw HTML was left out: {start}{dots}"), line);
    }

    // --- Into the article ---

    fn flush(&mut self) {
        let open = self.open.take();
        let captions = std::mem::take(&mut self.captions);
        for block in open.into_iter().chain(captions) {
            let mut ready = block.finish();
            if ready.text.trim().is_empty() {
                continue;
            }
            if ready.kind != BlockKind::Footnote {
                ready.sign = self.signs.take(ready.kind);
            }
            if self.containers.contains(&Container::Note) {
                self.notes.push(ready);
            } else {
                self.emit(ready);
            }
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
        let gap = self.gap.take();
        let gap = if usual.is_empty() { usual } else { gap.as_deref().unwrap_or(usual) };
        self.builder.gap(gap);
        let Ready { kind, level, sign, line, text, spans } = ready;
        self.builder.block(&NewBlock { kind, level, sign, text: &text, spans: &spans, line });
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

    fn finish(mut self) -> ArticleBuilder {
        self.flush();
        for note in std::mem::take(&mut self.notes) {
            self.emit(note);
        }
        if let Some((count, line)) = self.tags {
            let tags =
                if count == 1 { "1 HTML tag".to_owned() } else { format!("{count} HTML tags") };
            self.builder.lose(format!("{tags} left out, from here on; their text stays"), line);
        }
        self.builder
    }
}
