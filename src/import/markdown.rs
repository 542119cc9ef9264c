//! Markdown: what a reader of the rendered page would see, as text with blocks and styles.
//!
//! CommonMark with footnotes, tables and strikethrough: the parser's events, told to the walk. Numbers
//! and bullets of lists are not text but signs beside it: they are for the page to draw, and nobody has
//! to check them. The sign of a note is text (`[1]`), since a reader follows it.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::at::At;
use super::builder::ArticleBuilder;
use super::decode::decode;
use super::open_block::OpenBlock;
use super::probe::{Certainty, Probe};
use super::walk::{Container, Into, Walk};
use super::{Counted, ImportError, Imported, Input, front_matter, plain};
use crate::model::{BlockKind, InlineStyle};

/// The key in the registry.
pub(super) const KEY: &str = "markdown";

/// Files nested deeper than this are not parsed: the parser's work grows with depth times lines.
const MOST_DEPTH: usize = 100;

/// Reads a Markdown file.
///
/// # Errors
///
/// When it is no text or holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let decoded = decode(&bytes, options)?;
    let mut builder = ArticleBuilder::new(decoded.losses).watched(options);
    let parts = front_matter::split(&decoded.text);
    front_matter::read(parts.head, &mut builder.meta);
    if let Some(line) = too_deep(parts.story) {
        let line = parts.lines + line;
        builder.lose("nested too deeply; the whole file is shown as plain text", At::Line(line));
        plain::build(&decoded.text, &mut builder);
        return builder.finish(KEY, decoded.encoding);
    }
    let mut reader = Reader::new(builder, parts.story, LineTable::new(parts.story, parts.lines));
    let extras = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut done = 0;
    for (event, range) in Parser::new_ext(parts.story, extras).into_offset_iter() {
        if options.is_cancelled() {
            break;
        }
        done = range.start.max(done); // what ends is told where it began
        reader.walk.builder.is_at(done, parts.story.len(), Counted::Bytes);
        reader.event(event, &range);
    }
    reader.finish(decoded.encoding)
}

/// Front matter, or a first heading with a number sign.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let text = &probe.head;
    let is_likely = text.starts_with("---\ntitle:") || text.trim_start().starts_with("# ");
    if is_likely { Certainty::Likely } else { Certainty::IfNamed }
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

/// The reader of the parser's events.
struct Reader<'a> {
    story: &'a str,
    walk: Walk,
    lines: LineTable,
    /// How many pictures are open: their content is alternative text.
    pictures: usize,
    /// Raw HTML that is being left out.
    html: Option<(String, usize)>,
    /// HTML tags inside paragraphs that were dropped, with line and block of the first.
    tags: Option<(usize, usize, Option<u32>)>,
}

impl<'a> Reader<'a> {
    fn new(builder: ArticleBuilder, story: &'a str, lines: LineTable) -> Self {
        Self { story, walk: Walk::new(builder), lines, pictures: 0, html: None, tags: None }
    }

    fn here(&mut self, line: usize) -> &mut OpenBlock {
        self.walk.here(At::Line(line))
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
            Event::Rule => self.walk.flush(),
            Event::TaskListMarker(done) => self.here(line).push(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Paragraph => self.walk.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level, line),
            Tag::BlockQuote(_) => self.walk.enter(Container::Quotation),
            Tag::FootnoteDefinition(label) => {
                self.walk.begin_note(Default::default(), &label, At::Line(line));
            }
            Tag::List(first) => self.walk.start_list(first),
            Tag::CodeBlock(kind) => self.start_code(&kind, line),
            Tag::HtmlBlock => {
                self.walk.flush();
                self.html = Some((String::new(), line));
            }
            Tag::Table(_) => {
                self.walk.start_table();
            }
            Tag::TableHead => self.walk.start_row(true),
            Tag::TableRow => self.walk.start_row(false),
            Tag::TableCell => self.walk.start_cell(At::Line(line)),
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
            TagEnd::Paragraph => self.walk.end_paragraph(),
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => self.walk.flush(),
            TagEnd::BlockQuote(_) => self.walk.leave(),
            TagEnd::Item => self.walk.end_item(),
            TagEnd::List(_) => self.walk.end_list(),
            TagEnd::FootnoteDefinition => _ = self.walk.end_note(),
            TagEnd::HtmlBlock => {
                if let Some((html, line)) = self.html.take() {
                    self.lose_html(&html, line);
                }
            }
            TagEnd::Table => self.walk.end_table(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Link => {
                if let Some(open) = self.walk.inner() {
                    open.close_style();
                }
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, line: usize) {
        self.walk.heading(level as u8, At::Line(line));
    }

    fn start_item(&mut self, at: usize) {
        let number = self.story.get(at..).unwrap_or_default().trim_start();
        let is_bracket = number.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(')');
        let end = if is_bracket { ')' } else { '.' };
        self.walk.start_item(None, |number| format!("{number}{end}"));
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, line: usize) {
        // The fence of a fenced block has a line of its own.
        let line = line + usize::from(kind.is_fenced());
        self.walk.begin(BlockKind::Preformatted, 0, At::Line(line));
    }

    /// Alternative text becomes a caption behind the paragraph; in a cell it is part of the cell.
    fn start_picture(&mut self, line: usize) {
        let what = "a picture was left out; its alternative text, if it has one, is kept";
        self.walk.builder.lose(what, At::Line(line));
        if self.pictures == 0 && !self.walk.is_in_cell() {
            self.walk.begin_aside(Into::Behind);
            self.walk.begin(BlockKind::Caption, 0, At::Line(line));
        }
        self.pictures += 1;
    }

    fn end_picture(&mut self) {
        self.pictures = self.pictures.saturating_sub(1);
        if self.pictures == 0 && !self.walk.is_in_cell() {
            self.walk.end_aside();
        }
    }

    fn hard_break(&mut self, line: usize) {
        let sign = if self.walk.is_in_cell() { " " } else { "\n" };
        self.here(line).push(sign);
    }

    fn inline_html(&mut self, html: &str, line: usize) {
        let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if name.starts_with("br>") || name.starts_with("br ") || name.starts_with("br/") {
            return self.hard_break(line);
        }
        let block = self.walk.builder.next_block();
        self.tags.get_or_insert((0, line, block)).0 += 1;
    }

    fn lose_html(&mut self, html: &str, line: usize) {
        let html = html.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = html.chars().take(60).collect();
        let dots = if start.len() < html.len() { "…" } else { "" };
        self.walk.builder.lose(format!("raw HTML was left out: {start}{dots}"), At::Line(line));
    }

    fn finish(mut self, encoding: String) -> Result<Imported, ImportError> {
        if let Some((count, line, block)) = self.tags {
            let tags =
                if count == 1 { "1 HTML tag".to_owned() } else { format!("{count} HTML tags") };
            let what = format!("{tags} left out, from here on; their text stays");
            self.walk.builder.lose_in(what, At::Line(line), block);
        }
        self.walk.finish(KEY, encoding, Vec::new())
    }
}
