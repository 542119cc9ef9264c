//! Paragraphs → blocks of the article: words put together over the ends of lines, each with its place.

use std::collections::BTreeSet;

use super::page::Line;
use super::paragraphs::{Kind, Measures, Paragraph, is_all_bold, is_bullet};
use super::signs::is_without_spaces;
use super::units::half_points;
use crate::import::at::At;
use crate::import::source_map::Origin;
use crate::import::walk::{Container, Walk};
use crate::model::{BlockKind, InlineStyle, ItemSign};

/// The longest line that is a heading by being bold, in bytes.
const MOST_BOLD_HEADING: usize = 110;

/// How much larger than running text a deck is at least.
const DECK: f32 = 1.04;

/// Signs that divide a word at the end of a line.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

/// Puts paragraphs into the article.
#[derive(Debug)]
pub(super) struct Flow {
    walk: Walk,
    /// Words with a hyphen inside of a line, in small letters.
    compounds: BTreeSet<String>,
    /// The sizes of headings, in half points, from the largest.
    sizes: Vec<i32>,
    /// The size of running text.
    body: f32,
    /// How many words were put together.
    joined: usize,
    open: Open,
}

/// What several paragraphs stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    List,
    Table,
}

impl Flow {
    /// `paragraphs` are all that will be put.
    pub(super) fn new(
        mut walk: Walk,
        paragraphs: impl Iterator<Item = Paragraph>,
        measures: &Measures,
    ) -> Self {
        let mut compounds = BTreeSet::new();
        let mut sizes = BTreeSet::new();
        let mut text = 0;
        for paragraph in paragraphs {
            if let Kind::Heading(size) = paragraph.kind {
                sizes.insert(-half_points(size));
            }
            for line in &paragraph.lines {
                // Behind each line comes a space, or what stands between two blocks.
                text += line.text().len() + 2;
                let inside = line.all.words.iter().take(line.all.words.len().saturating_sub(1));
                let has_hyphen = |text: &&str| text.trim_end_matches(HYPHENS).contains(HYPHENS);
                compounds.extend(inside.map(|word| word.text).filter(has_hyphen).map(bare));
            }
        }
        walk.builder.make_room(text);
        let sizes = sizes.into_iter().map(|size| -size).collect();
        Self { walk, compounds, sizes, body: measures.body, joined: 0, open: Open::Nothing }
    }

    /// All paragraphs; gives the walk back, and how many words were put together.
    pub(super) fn put_all(mut self, paragraphs: impl Iterator<Item = Paragraph>) -> (Walk, usize) {
        let mut rest = paragraphs.peekable();
        while let Some(paragraph) = rest.next() {
            if self.walk.builder.is_cancelled() {
                break;
            }
            self.put(&paragraph, rest.peek());
        }
        self.stand_in(Open::Nothing);
        (self.walk, self.joined)
    }

    fn put(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        let Some(first) = paragraph.lines.first() else { return };
        let at = At::Page(first.page as usize + 1);
        match paragraph.kind {
            Kind::Heading(size) => {
                self.stand_in(Open::Nothing);
                self.walk.heading(self.level(size), at);
            }
            Kind::Item => return self.put_item(paragraph, at),
            Kind::Row => return self.put_row(first, at),
            Kind::Note => {
                self.stand_in(Open::Nothing);
                self.walk.begin(BlockKind::Footnote, 0, at);
            }
            Kind::Text if is_bold_heading(paragraph, next) => {
                self.stand_in(Open::Nothing);
                let level = u8::try_from(self.sizes.len() + 1).unwrap_or(u8::MAX).max(2);
                self.walk.heading(level, at);
            }
            Kind::Text => {
                self.stand_in(Open::Nothing);
                let kind = if self.is_deck(first) { BlockKind::Deck } else { BlockKind::Paragraph };
                self.walk.begin(kind, 0, at);
            }
        }
        self.put_lines(&paragraph.lines, 0, at);
        self.walk.flush();
    }

    /// What stands below the headline and is a little larger than running text.
    fn is_deck(&self, line: &Line) -> bool {
        let last = self.walk.builder.blocks().last();
        last.is_some_and(|block| block.kind == BlockKind::Headline)
            && line.all.size > self.body * DECK
    }

    fn level(&self, size: f32) -> u8 {
        let at = self.sizes.iter().position(|known| *known == half_points(size));
        u8::try_from(at.unwrap_or_default() + 1).unwrap_or(u8::MAX)
    }

    /// Begins or ends what several paragraphs stand in.
    fn stand_in(&mut self, wanted: Open) {
        if self.open == wanted {
            return;
        }
        match self.open {
            Open::List => self.walk.end_list(),
            Open::Table => self.walk.end_table(),
            Open::Nothing => {}
        }
        match wanted {
            Open::List => self.walk.start_list(None),
            Open::Table => _ = self.walk.start_table(),
            Open::Nothing => {}
        }
        self.open = wanted;
    }

    /// A bullet stands beside the text, and so does a number.
    fn put_item(&mut self, paragraph: &Paragraph, at: At) {
        self.stand_in(Open::List);
        self.walk.enter(Container::Item);
        let sign = paragraph.lines.first().and_then(|line| line.all.words.first());
        let sign = sign.map(|word| word.text).unwrap_or_default();
        let number = if is_bullet(sign) { ItemSign::Usual } else { ItemSign::number(sign) };
        self.walk.here(at).set_sign(number);
        self.put_lines(&paragraph.lines, 1, at);
        self.walk.leave();
    }

    fn put_row(&mut self, line: &Line, at: At) {
        self.stand_in(Open::Table);
        self.walk.start_row(false);
        for (n, from) in line.cells.iter().enumerate() {
            let to = line.cells.get(n + 1).map_or(line.all.words.len(), |to| *to as usize);
            self.walk.start_cell(at);
            self.put_words(line, *from as usize, to, at, "");
            self.walk.end_cell(0);
        }
    }

    /// Lines one after the other, from word `skip` of the first.
    fn put_lines(&mut self, lines: &[Line], skip: usize, at: At) {
        let mut from = skip;
        for (n, line) in lines.iter().enumerate() {
            let next = lines.get(n + 1);
            let join = next.map_or(Join::Nothing, |next| self.join(line, next));
            let cut = if join == Join::WithoutHyphen { HYPHENS.as_slice() } else { &[] };
            self.put_all_words(line, from, at, cut);
            match join {
                Join::Space => self.walk.here(at).push(" "),
                Join::WithoutHyphen => self.joined += 1,
                Join::Nothing => {}
            }
            from = 0;
        }
    }

    fn put_all_words(&mut self, line: &Line, from: usize, at: At, cut: &[char]) {
        let last = line.all.words.len().saturating_sub(1);
        self.put_words(line, from, last.max(from), at, "");
        let Some(word) = line.all.words.get(last).filter(|_| last >= from) else { return };
        if last > from && !word.is_glued {
            self.walk.here(at).push(" ");
        }
        let text = word.text.trim_end_matches(cut);
        self.put_word(line, last, text, at);
    }

    /// The words of a line from one number to before another, `before` in front of them.
    fn put_words(&mut self, line: &Line, from: usize, to: usize, at: At, before: &str) {
        self.walk.here(at).push(before);
        for n in from..to {
            let Some(word) = line.all.words.get(n) else { return };
            if n > from && !word.is_glued {
                self.walk.here(at).push(" ");
            }
            self.put_word(line, n, word.text, at);
        }
    }

    fn put_word(&mut self, line: &Line, n: usize, text: &str, at: At) {
        let Some(word) = line.all.words.get(n) else { return };
        let open = self.walk.here(at);
        let start = open.text().len();
        open.push_from(text, Origin::Page { page: line.page, area: line.area(&word) });
        let styles = [
            (word.look.is_raised, InlineStyle::Superscript),
            (word.look.is_bold, InlineStyle::Strong),
            (word.look.is_italic, InlineStyle::Emphasis),
        ];
        for (is_on, style) in styles {
            if is_on {
                open.style_from(start, style);
            }
        }
    }

    /// What stands between two lines of a paragraph.
    fn join(&self, line: &Line, next: &Line) -> Join {
        let (Some(last), Some(first)) = (line.all.words.last(), next.all.words.first()) else {
            return Join::Space;
        };
        let (Some(end), Some(begin)) = (last.text.chars().last(), first.text.chars().next()) else {
            return Join::Space;
        };
        if is_without_spaces(end) && is_without_spaces(begin) {
            return Join::Nothing;
        }
        let stem = last.text.trim_end_matches(HYPHENS);
        let is_after_letter = stem.ends_with(char::is_alphabetic);
        if !HYPHENS.contains(&end) || stem.is_empty() {
            let is_dash = matches!(end, '—' | '–' | '/')
                && last.text.chars().nth_back(1).is_some_and(char::is_alphanumeric);
            return if is_dash && begin.is_alphanumeric() { Join::Nothing } else { Join::Space };
        }
        if end == '\u{ad}' || (is_after_letter && begin.is_lowercase()) {
            let compound = format!("{}-{}", bare(stem), bare(first.text));
            let is_known = end != '\u{ad}' && self.compounds.contains(&compound);
            return if is_known { Join::Nothing } else { Join::WithoutHyphen };
        }
        if begin.is_alphanumeric() { Join::Nothing } else { Join::Space }
    }
}

/// How two lines come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    Space,
    Nothing,
    /// A word was divided here.
    WithoutHyphen,
}

/// A word in small letters without the points around it, its hyphens all of one kind.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.to_lowercase().replace('\u{2010}', "-").replace('\u{ad}', "")
}

/// Bold and short, with text below that is not bold.
fn is_bold_heading(paragraph: &Paragraph, next: Option<&Paragraph>) -> bool {
    let bytes: usize = paragraph.lines.iter().map(|line| line.text().len()).sum();
    let is_alone =
        next.is_some_and(|next| next.lines.first().is_some_and(|line| !is_all_bold(line)));
    let ends =
        paragraph.lines.last().is_some_and(|line| line.text().ends_with(['.', ',', ';', ':']));
    is_alone && !ends && bytes <= MOST_BOLD_HEADING && paragraph.lines.iter().all(is_all_bold)
}
