//! Text in its paragraph, its cell or its list, and what of it is left out.

use super::body::{Body, Lost, Table};
use super::state::{Destination, Look, Properties};
use crate::import::at::At;
use crate::import::role::Role;
use crate::import::shortened;
use crate::model::{BlockKind, InlineStyle, ItemSign};

impl Body<'_> {
    /// Text of the article.
    pub(super) fn push(&mut self, text: &str) {
        let look = self.state.look;
        let lost = match look {
            Look { is_deleted: true, .. } => Some(Lost::Deleted),
            Look { is_hidden: true, .. } => Some(Lost::Hidden),
            _ => None,
        };
        if let Some(lost) = lost {
            if self.lost.as_ref().is_some_and(|(kind, _)| *kind != lost) {
                self.tell_lost();
            }
            self.lost.get_or_insert_with(|| (lost, String::new())).1.push_str(text);
            return;
        }
        self.tell_lost();
        self.begin_block();
        let at = self.at();
        let link = self.state.link.and_then(|link| self.links.get(link)).cloned();
        let block = self.walk.here(at);
        let start = block.text().len();
        block.push(text);
        look.styles().for_each(|style| block.style_from(start, style));
        if let Some(link) = link {
            block.style_from(start, InlineStyle::Link(link));
        }
    }

    pub(super) fn tell_lost(&mut self) {
        let Some((kind, words)) = self.lost.take() else { return };
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let what = match kind {
            Lost::Hidden => "hidden text",
            Lost::Deleted => "a deletion",
        };
        let at = self.at();
        self.walk.builder.lose(format!("{what} was left out: “{}”", shortened(words)), at);
    }

    pub(super) fn at(&self) -> At {
        At::Paragraph(self.paragraphs + 1)
    }

    /// Begins the paragraph that the next text is in.
    pub(super) fn begin_block(&mut self) {
        if !std::mem::take(&mut self.is_fresh) {
            return;
        }
        let at = self.at();
        let own = self.state.paragraph;
        if self.walk.is_in_aside() {
            return self.walk.start_paragraph();
        }
        self.begin_or_end_table(own);
        let sign = self.sign.take();
        if self.walk.is_in_cell() {
            return self.walk.start_paragraph();
        }
        let role = self.styles.role(own);
        match (role, sign) {
            (Role::Body, Some(sign)) => {
                self.walk
                    .begin(BlockKind::ListItem, own.depth.min(15) + 1, at)
                    .set_sign(item_sign(&sign));
            }
            (role, Some(sign)) => {
                self.walk.begin_as(role, at);
                self.walk.here(at).set_sign(item_sign(&sign));
            }
            (role, None) => self.walk.begin_as(role, at),
        }
    }

    fn begin_or_end_table(&mut self, own: Properties) {
        if own.is_in_table {
            self.begin_cell();
        } else if self.table > Table::Nothing {
            self.walk.end_table();
            self.table = Table::Nothing;
        }
    }

    fn begin_cell(&mut self) {
        if self.table < Table::BetweenRows {
            self.walk.start_table();
        }
        if self.table < Table::BetweenCells {
            self.walk.start_row(self.is_header);
        }
        if self.table < Table::Cell {
            let at = self.at();
            self.walk.start_cell(at);
        }
        self.table = Table::Cell;
    }

    pub(super) fn end_cell(&mut self) {
        if self.walk.is_in_aside() || self.state.destination != Destination::Body {
            return self.text("\t");
        }
        self.tell_lost();
        self.begin_cell();
        self.walk.end_cell(0);
        self.table = Table::BetweenCells;
        (self.is_fresh, self.sign) = (true, None);
    }

    pub(super) fn end_row(&mut self) {
        if self.walk.is_in_aside() || self.state.destination != Destination::Body {
            return self.end_paragraph();
        }
        if self.table == Table::Cell {
            self.walk.end_cell(0);
        }
        self.table = self.table.min(Table::BetweenRows);
        self.is_fresh = true;
    }

    pub(super) fn end_paragraph(&mut self) {
        match self.state.destination {
            Destination::Body => {
                self.tell_lost();
                self.walk.end_paragraph();
                (self.is_fresh, self.sign) = (true, None);
                self.paragraphs += 1;
            }
            Destination::Collected => self.text("\n"),
            _ => {}
        }
    }
}

/// The sign in front of a paragraph: bullets have none of their own.
fn item_sign(sign: &str) -> ItemSign {
    if sign.chars().any(char::is_alphanumeric) { ItemSign::number(sign) } else { ItemSign::Usual }
}
