//! The reader of a file: its groups, from the first to the last.

use super::encoding::{Page, Pages};
use super::notes::Notes;
use super::state::{Destination, End, State};
use super::styles::Styles;
use super::tokens::{Token, Tokens};
use crate::import::at::At;
use crate::import::field::address;
use crate::import::walk::Walk;
use crate::import::{Counted, ImportError, Imported, shortened};
use crate::model::SourceNoteKind;

/// Groups nested deeper than this change nothing.
const MOST_GROUPS: usize = 10_000;

/// How much is read between two times that whoever waits hears of it, in bytes.
const NEWS: usize = 1024;

/// What text that is left out was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    Hidden,
    Deleted,
}

/// The reader of a file.
#[expect(clippy::struct_excessive_bools, reason = "each belongs to another part of the state")]
pub(super) struct Body<'b> {
    pub(super) walk: Walk,
    pub(super) tokens: Tokens<'b>,
    pub(super) state: State,
    pub(super) groups: Vec<State>,
    /// How many groups are open that no state was kept of.
    pub(super) untold: usize,
    pub(super) pages: Pages,
    /// How bytes that stand for themselves are read, where the file says nothing of fonts.
    pub(super) raw: Option<Page>,
    pub(super) default_font: Option<i32>,
    pub(super) styles: Styles,
    pub(super) notes: Notes,
    pub(super) links: Vec<String>,
    /// The address that the result of the field links to.
    pub(super) next_link: Option<usize>,
    /// What was collected in each open group that collects.
    pub(super) collected: Vec<String>,
    pub(super) bytes: Vec<u8>,
    pub(super) are_raw: bool,
    /// How many characters are passed over: they stand in for one of Unicode.
    pub(super) passed_over: usize,
    /// The first half of a character of Unicode.
    pub(super) half: Option<u16>,
    pub(super) paragraphs: usize,
    /// Whether the next text begins a paragraph.
    pub(super) is_fresh: bool,
    /// The same of the paragraphs around the open text boxes.
    pub(super) was_fresh: Vec<bool>,
    pub(super) sign: Option<String>,
    pub(super) table: Table,
    /// Whether the next row names the columns.
    pub(super) is_header: bool,
    pub(super) lost: Option<(Lost, String)>,
    pub(super) has_insertions: bool,
    pub(super) margins: Vec<String>,
}

/// How much of a table is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    #[default]
    Nothing,
    BetweenRows,
    BetweenCells,
    Cell,
}

impl<'b> Body<'b> {
    pub(super) fn new(walk: Walk, bytes: &'b [u8]) -> Self {
        let is_text = !bytes.is_ascii() && str::from_utf8(bytes).is_ok();
        Self {
            walk,
            tokens: Tokens::new(bytes),
            state: State { fallback: 1, ..State::default() },
            groups: Vec::new(),
            untold: 0,
            pages: Pages::new(),
            raw: if is_text { Page::of_number(65001) } else { None },
            default_font: None,
            styles: Styles::default(),
            notes: Notes::default(),
            links: Vec::new(),
            next_link: None,
            collected: Vec::new(),
            bytes: Vec::new(),
            are_raw: false,
            passed_over: 0,
            half: None,
            paragraphs: 0,
            is_fresh: true,
            was_fresh: Vec::new(),
            sign: None,
            table: Table::Nothing,
            is_header: false,
            lost: None,
            has_insertions: false,
            margins: Vec::new(),
        }
    }

    /// Reads all of it.
    pub(super) fn read(&mut self) {
        let all = self.tokens.rest().len();
        let mut told = 0;
        while let Some(token) = self.tokens.next() {
            let done = all - self.tokens.rest().len();
            if done >= told + NEWS {
                told = done;
                if self.walk.builder.is_cancelled() {
                    return;
                }
                self.walk.builder.is_at(done, all, Counted::Bytes);
            }
            match token {
                Token::Open => self.open_group(),
                Token::Close => self.close_group(),
                Token::Text(text) => self.take_bytes(text, true),
                Token::Hex(byte) => self.take_bytes(&[byte], false),
                Token::Symbol(sign) => self.symbol(sign),
                Token::Word(name, number) => self.word(name, number),
            }
        }
        while !self.groups.is_empty() {
            self.close_group();
        }
        self.flush();
        self.tell_lost();
    }

    /// The article.
    ///
    /// # Errors
    ///
    /// When it holds no words.
    pub(super) fn finish(mut self, key: &'static str) -> Result<Imported, ImportError> {
        for words in std::mem::take(&mut self.margins) {
            let what = format!("a header or footer was left out: “{}”", shortened(&words));
            self.walk.builder.lose(what, At::Anywhere);
        }
        let mut imported = self.walk.finish(key, String::new(), self.notes.all)?;
        // The words of a comment may be marked and the comment itself be missing.
        imported
            .source_notes
            .retain(|note| note.kind != SourceNoteKind::Comment || !note.said.text.is_empty());
        Ok(imported)
    }

    // --- Groups ---

    fn open_group(&mut self) {
        self.flush();
        self.passed_over = 0;
        if self.groups.len() >= MOST_GROUPS {
            self.untold += 1;
            return;
        }
        self.groups.push(self.state);
        (self.state.end, self.state.is_starred) = (End::Nothing, false);
    }

    fn close_group(&mut self) {
        self.flush();
        self.passed_over = 0;
        if self.untold > 0 {
            self.untold -= 1;
            return;
        }
        let Some(outer) = self.groups.pop() else { return };
        let end = std::mem::replace(&mut self.state, outer).end;
        match end {
            End::Nothing => {}
            End::Note => self.end_note(),
            End::Aside => {
                self.walk.end_aside();
                self.is_fresh = self.was_fresh.pop().unwrap_or_default();
            }
            _ => {
                let text = self.collected.pop().unwrap_or_default();
                self.end_collected(end, &text);
            }
        }
    }

    fn end_collected(&mut self, end: End, text: &str) {
        let words = || text.split_whitespace().collect::<Vec<_>>().join(" ");
        match end {
            End::Title if !text.trim().is_empty() => {
                self.walk.builder.meta.title.get_or_insert_with(words);
            }
            End::Sign => self.sign = Some(words()),
            End::Margin => {
                let words = words();
                if words.chars().any(char::is_alphabetic) && !self.margins.contains(&words) {
                    self.margins.push(words);
                }
            }
            End::Instruction => {
                self.next_link = address(text).map(|address| {
                    self.links.push(address);
                    self.links.len() - 1
                });
            }
            _ => self.end_comment_part(end, text),
        }
    }

    /// The words of the group are not read.
    pub(super) fn leave_out(&mut self) {
        self.state.destination = Destination::Nowhere;
    }

    pub(super) fn collect(&mut self, end: End) {
        self.begin_comment_part(end);
    }
}
