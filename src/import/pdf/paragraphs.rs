//! Lines → paragraphs, over the ends of columns and pages.

use std::collections::VecDeque;

use super::glyphs::Artifact;
use super::packed::PackedPages;
use super::page::{Line, PageLines};
use super::units::half_points;
use crate::import::meta;

/// Lines of another size than this share begin another paragraph.
const SAME_SIZE: f32 = 0.12;

/// What is larger than running text by this factor is a heading.
const HEADING: f32 = 1.15;

/// What is smaller than running text by this factor and stands below it is a note.
const NOTE: f32 = 0.93;

/// The longest heading, in bytes.
const MOST_HEADING: usize = 240;

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Text,
    /// With the size that tells its level.
    Heading(f32),
    /// An entry of a list.
    Item,
    Note,
    /// A row of a table.
    Row,
}

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) lines: Vec<Line>,
}

/// What lines are compared with.
#[derive(Debug)]
pub(super) struct Measures {
    /// The size of most of the text.
    pub(super) body: f32,
}

impl Measures {
    /// Measures what most of the signs are set in.
    pub(super) fn new(pages: &PackedPages) -> Self {
        let mut by_size = std::collections::BTreeMap::<i32, usize>::new();
        for line in pages.unpacked().flat_map(|page| page.lines) {
            *by_size.entry(half_points(line.all.size)).or_default() += line.all.words.bytes();
        }
        let most = by_size.into_iter().max_by_key(|(_, bytes)| *bytes);
        Self { body: most.map_or(10.0, |(size, _)| size as f32 / 2.0) }
    }
}

/// What is known of a column.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    /// Where most of its lines begin and the widest end, for their reader.
    start: f32,
    end: f32,
    /// From baseline to baseline within paragraphs.
    leading: f32,
    /// Whether the first lines of its paragraphs stick out.
    is_hanging: bool,
}

/// The paragraphs of pages in order of reading, page by page as they are asked for. What interrupts a
/// paragraph that goes on on the next page, a note or a title set upwards, comes behind it.
pub(super) fn paragraphs(
    mut pages: impl Iterator<Item = PageLines>,
    measures: &Measures,
) -> impl Iterator<Item = Paragraph> {
    let mut flow = Flow { measures, done: VecDeque::new(), open: None, aside: Vec::new() };
    std::iter::from_fn(move || {
        while flow.done.is_empty() {
            let Some(page) = pages.next() else {
                flow.close();
                break;
            };
            flow.page(page);
        }
        flow.done.pop_front()
    })
}

struct Flow<'m> {
    measures: &'m Measures,
    done: VecDeque<Paragraph>,
    /// The paragraph that the next line may belong to, and the column of its last line.
    open: Option<(Paragraph, Column)>,
    /// What waits for its end.
    aside: Vec<Paragraph>,
}

impl Flow<'_> {
    fn page(&mut self, page: PageLines) {
        let mut lines = page.lines.into_iter().peekable();
        while let Some(first) = lines.next() {
            let region = first.region;
            let mut column = vec![first];
            while let Some(line) = lines.next_if(|line| line.region == region) {
                column.push(line);
            }
            self.column(column);
        }
    }

    fn column(&mut self, lines: Vec<Line>) {
        let column = Column::new(&lines);
        let tables = table_rows(&lines);
        let notes_from = self.notes_from(&lines);
        for (n, line) in lines.into_iter().enumerate() {
            let kind = self.kind(&line, tables[n], n >= notes_from);
            self.line(line, kind, column);
        }
    }

    /// Where the notes at the foot of a column begin: small lines to its end, the first with a sign.
    fn notes_from(&self, lines: &[Line]) -> usize {
        let is_small = |line: &&Line| line.all.size < self.measures.body * NOTE;
        let small = lines.iter().rev().take_while(is_small).count();
        let from = lines.len() - small;
        if from == 0 {
            return lines.len();
        }
        let is_sign = |line: &Line| {
            let first = line.all.words.first();
            first.is_some_and(|word| {
                word.look.is_raised
                    || word.text.starts_with(['*', '†', '‡', '§'])
                    || (word.text.len() <= 3 && word.text.starts_with(|c: char| c.is_ascii_digit()))
            })
        };
        lines[from..].iter().position(is_sign).map_or(lines.len(), |at| from + at)
    }

    fn kind(&self, line: &Line, is_row: bool, is_note: bool) -> Kind {
        if is_note {
            Kind::Note
        } else if is_row {
            Kind::Row
        } else if line.all.size > self.measures.body * HEADING && line.text().len() <= MOST_HEADING
        {
            Kind::Heading(line.all.size)
        } else if begins_item(line) {
            Kind::Item
        } else {
            Kind::Text
        }
    }

    fn line(&mut self, line: Line, kind: Kind, column: Column) {
        if let Some((open, before)) = &mut self.open {
            if goes_on(open, *before, &line, &kind, column) {
                open.lines.push(line);
                *before = column;
                return;
            }
            let last = open.lines.last();
            let is_elsewhere = last.is_some_and(|last| last.page == line.page);
            let waits = open.kind == Kind::Text && !ends(open);
            if waits
                && is_elsewhere
                && (kind == Kind::Note || last.is_some_and(|last| last.all.angle != line.all.angle))
            {
                return self.put_aside(line, kind);
            }
        }
        self.close();
        self.open = Some((Paragraph { kind, lines: vec![line] }, column));
    }

    /// Lines that stand between two parts of a paragraph.
    fn put_aside(&mut self, line: Line, kind: Kind) {
        let begins = line.all.words.first().is_some_and(|word| {
            word.look.is_raised || word.text.starts_with(|c: char| c.is_ascii_digit())
        });
        match self.aside.last_mut().filter(|last| last.kind == kind && !begins) {
            Some(last) => last.lines.push(line),
            None => self.aside.push(Paragraph { kind, lines: vec![line] }),
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().map(|(paragraph, _)| paragraph));
        self.done.extend(self.aside.drain(..));
    }
}

/// Whether what stands there is a whole: a paragraph that may go on ends without a full stop.
fn ends(paragraph: &Paragraph) -> bool {
    paragraph.lines.last().is_none_or(|line| meta::ends_sentence(line.text()))
}

/// Whether a line goes on with a paragraph.
fn goes_on(open: &Paragraph, before: Column, line: &Line, kind: &Kind, column: Column) -> bool {
    let Some(last) = open.lines.last() else { return true };
    if !fits(&open.kind, kind) || last.all.angle != line.all.angle || !is_same_size(last, line) {
        return false;
    }
    if last.page != line.page || last.region != line.region {
        return goes_on_elsewhere(open, last, before, line, column);
    }
    let drop = line.all.v - last.all.v;
    if drop <= 0.0 || drop > column.leading * 1.35 {
        return false;
    }
    match open.kind {
        Kind::Heading(_) => true,
        Kind::Item => goes_on_in_item(open, last, line, column),
        Kind::Note => !line.all.words.first().is_some_and(|word| word.look.is_raised),
        Kind::Text | Kind::Row => !begins_paragraph(last, line, column),
    }
}

/// Whether a line goes on with an entry of a list: the one before had no room for its first word, or it
/// hangs below the entry and begins small.
fn goes_on_in_item(open: &Paragraph, last: &Line, line: &Line, column: Column) -> bool {
    let hangs = open.lines.first().is_some_and(|first| line.edges().0 > first.edges().0 + 1.0);
    !is_short(last, column) || (hangs && !meta::begins_sentence(line.text()))
}

/// Whether a line of a kind can stand in a paragraph of another.
fn fits(open: &Kind, line: &Kind) -> bool {
    match (open, line) {
        (Kind::Row, _) | (_, Kind::Row | Kind::Item) => false,
        (Kind::Heading(a), Kind::Heading(b)) => (a - b).abs() < SAME_SIZE * a,
        (Kind::Item, Kind::Text) => true,
        (a, b) => a == b,
    }
}

fn is_same_size(a: &Line, b: &Line) -> bool {
    (a.all.size - b.all.size).abs() <= SAME_SIZE * a.all.size.max(b.all.size)
}

/// Whether a paragraph goes on in the next column or on the next page.
fn goes_on_elsewhere(
    open: &Paragraph,
    last: &Line,
    before: Column,
    line: &Line,
    column: Column,
) -> bool {
    let is_running = matches!(open.kind, Kind::Text | Kind::Item) && last.page + 1 >= line.page;
    let is_indented = line.edges().0 > column.start + 0.8 * line.all.size;
    let text = last.text();
    let is_cut = text.ends_with(['-', '\u{ad}', '\u{2010}']);
    let begins_small = line.text().starts_with(char::is_lowercase);
    is_running
        && !meta::ends_sentence(text)
        && !text.ends_with(':')
        && (is_cut
            || begins_small
            || (!is_short(last, before) && !is_indented && open.kind == Kind::Text))
}

/// Whether a line ends well before its column does.
fn is_short(line: &Line, column: Column) -> bool {
    line.edges().1 < column.end - 0.12 * (column.end - column.start)
}

/// Whether a line of running text begins a paragraph, by its indent and by the line above.
fn begins_paragraph(last: &Line, line: &Line, column: Column) -> bool {
    let indent = |line: &Line| line.edges().0 - column.start;
    let (above, here) = (indent(last), indent(line));
    let step = 0.7 * line.all.size;
    if column.is_hanging {
        return here < step && above >= step;
    }
    let is_indented = here > step && here < 8.0 * line.all.size && above < step;
    let text = last.text();
    let is_end = is_short(last, column)
        && (meta::ends_sentence(text) || is_all_bold(last) != is_all_bold(line));
    let begins = meta::begins_sentence(line.text());
    (is_indented && (begins || meta::ends_sentence(text))) || (is_end && begins)
}

pub(super) fn is_all_bold(line: &Line) -> bool {
    line.all.words.iter().all(|word| word.look.is_bold)
}

/// Whether a line begins with the sign of an entry of a list.
fn begins_item(line: &Line) -> bool {
    let Some(sign) = line.all.words.first().filter(|_| line.all.words.len() > 1) else {
        return false;
    };
    !sign.look.is_raised
        && (is_bullet(sign.text)
            || (meta::is_list_item(line.text()) && !sign.text.starts_with('-')))
}

/// Whether a word is a bullet.
pub(super) fn is_bullet(word: &str) -> bool {
    matches!(
        word,
        "•" | "●"
            | "○"
            | "▪"
            | "■"
            | "□"
            | "◦"
            | "‣"
            | "⁃"
            | "➢"
            | "✓"
            | "◆"
            | "▸"
            | "►"
            | "·"
    )
}

/// Which lines are rows of a table: at least three of them below one another with cells.
fn table_rows(lines: &[Line]) -> Vec<bool> {
    let mut rows = vec![false; lines.len()];
    let has_cells = |line: &Line| {
        line.cells.len() > 1
            && line.all.artifact == Artifact::No
            && !line.all.words.first().is_some_and(|word| is_bullet(word.text))
    };
    let mut from = 0;
    while from < lines.len() {
        let length = lines[from..].iter().take_while(|line| has_cells(line)).count();
        if length >= 3 {
            rows[from..from + length].fill(true);
        }
        from += length.max(1);
    }
    rows
}

impl Column {
    fn new(lines: &[Line]) -> Self {
        let mut starts: Vec<f32> = lines.iter().map(|line| line.edges().0).collect();
        starts.sort_by(f32::total_cmp);
        let first = starts.first().copied().unwrap_or_default();
        let size = lines.iter().map(|line| line.all.size).fold(1.0, f32::max);
        let near =
            |at: f32| starts.iter().filter(|start| (**start - at).abs() < size * 0.4).count();
        let usual = starts.iter().copied().max_by_key(|start| near(*start)).unwrap_or_default();
        let end = lines.iter().map(|line| line.edges().1).fold(f32::MIN, f32::max);
        let is_hanging = usual > first + 0.8 * size
            && usual < first + 6.0 * size
            && near(first) * 5 >= starts.len()
            && near(first) < near(usual);
        let start = if is_hanging { first } else { usual };
        Self { start, end, leading: leading(lines), is_hanging }
    }
}

/// The usual distance of two baselines: the middle one of those that fit the size of the text.
fn leading(lines: &[Line]) -> f32 {
    let mut drops: Vec<f32> = lines
        .windows(2)
        .filter(|two| is_same_size(&two[0], &two[1]))
        .map(|two| (two[1].all.v - two[0].all.v, two[0].all.size))
        .filter(|(drop, size)| *drop > 0.0 && *drop < size * 2.5)
        .map(|(drop, _)| drop)
        .collect();
    drops.sort_by(f32::total_cmp);
    let size = lines.iter().map(|line| line.all.size).fold(1.0, f32::max);
    // Where most paragraphs have one line, the lesser distances are those within paragraphs.
    drops.get(drops.len() / 3).copied().unwrap_or(size * 1.3)
}
