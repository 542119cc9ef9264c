//! Control words: what each changes.

use super::body::Body;
use super::encoding::Page;
use super::state::{Destination, End, Look, Properties};
use crate::import::walk::Into;

/// Groups whose words are no part of the article.
const LEFT_OUT: &[&str] = &[
    "background",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "colorschememapping",
    "comment",
    "datafield",
    "datastore",
    "docvar",
    "falt",
    "filetbl",
    "fontemb",
    "fontfile",
    "formfield",
    "generator",
    "info",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "mmathPr",
    "nonesttables",
    "nonshppict",
    "objclass",
    "objdata",
    "objname",
    "panose",
    "pgptbl",
    "pn",
    "pnseclvl",
    "revtbl",
    "rsidtbl",
    "rxe",
    "shprslt",
    "sp",
    "tc",
    "tcn",
    "template",
    "themedata",
    "upr",
    "userprops",
    "xe",
    "xmlnstbl",
];

impl Body<'_> {
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        self.flush();
        let is_starred = std::mem::take(&mut self.state.is_starred);
        let is_known = self.character(name, number)
            || self.look(name, number)
            || self.paragraph(name, number)
            || self.table_of_file(name, number)
            || self.destination(name);
        if !is_known && is_starred {
            self.leave_out();
        }
    }

    /// Words that stand for characters.
    fn character(&mut self, name: &str, number: Option<i32>) -> bool {
        let text = match name {
            "u" => {
                self.unicode(number.unwrap_or_default());
                return true;
            }
            "uc" => {
                self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or_default();
                return true;
            }
            "tab" => "\t",
            "line" | "softline" | "lbr" => "\n",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            "zwj" => "\u{200d}",
            "zwnj" => "\u{200c}",
            _ => return false,
        };
        self.text(text);
        true
    }

    fn look(&mut self, name: &str, number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        let look = &mut self.state.look;
        match name {
            "plain" => (*look, self.state.font) = (Look::default(), self.default_font),
            "b" => look.is_bold = is_on,
            "i" => look.is_italic = is_on,
            "strike" | "striked" => look.is_struck = is_on,
            "super" => look.is_raised = is_on,
            "up" => look.is_raised = number.is_some_and(|n| n > 0),
            "sub" | "nosupersub" => look.is_raised = false,
            "v" => look.is_hidden = is_on,
            "deleted" => look.is_deleted = is_on,
            "revised" if is_on => self.tell_insertion(),
            "f" => self.state.font = number,
            _ => return false,
        }
        true
    }

    fn tell_insertion(&mut self) {
        if self.state.destination == Destination::Body
            && !std::mem::replace(&mut self.has_insertions, true)
        {
            self.tell_lost();
            let at = self.at();
            self.walk.builder.lose("tracked insertions are shown as text", at);
        }
    }

    fn paragraph(&mut self, name: &str, number: Option<i32>) -> bool {
        let level = number.and_then(|n| u8::try_from(n).ok());
        let is_sheet = self.state.destination == Destination::Styles;
        let own = &mut self.state.paragraph;
        match name {
            "par" | "sect" | "page" | "column" => self.end_paragraph(),
            "pard" => *own = Properties::default(),
            "s" if is_sheet => self.styles.begin(number),
            "cs" | "ds" | "ts" if is_sheet => self.styles.begin(None),
            "cs" | "ds" | "ts" => {}
            "sbasedon" => self.styles.set_base(number.unwrap_or_default()),
            "outlinelevel" if is_sheet => _ = level.map(|level| self.styles.set_outline(level)),
            "outlinelevel" => own.outline = level,
            "s" => own.style = number,
            "ilvl" => own.depth = level.unwrap_or_default(),
            "intbl" => own.is_in_table = true,
            "trowd" => self.is_header = false,
            "trhdr" => self.is_header = true,
            "cell" => self.end_cell(),
            "row" => self.end_row(),
            "nestcell" => self.text("\t"),
            "nestrow" => self.text("\n"),
            "chftn" => self.notes.is_signed = self.notes.open.is_none(),
            _ => return false,
        }
        true
    }

    /// Words of the tables at the head of the file.
    fn table_of_file(&mut self, name: &str, number: Option<i32>) -> bool {
        let number = number.unwrap_or_default();
        let font = self.state.font.unwrap_or_default();
        match name {
            "ansi" => {}
            "mac" => self.set_own(10000),
            "pc" => self.set_own(437),
            "pca" => self.set_own(850),
            "ansicpg" => self.set_own(number),
            "deff" => (self.default_font, self.state.font) = (Some(number), Some(number)),
            "fcharset" => self.pages.font(font, Page::of_charset(number), ""),
            "cpg" => self.pages.font(font, Page::of_number(number), ""),
            _ => return false,
        }
        true
    }

    fn set_own(&mut self, number: i32) {
        if let Some(page) = Page::of_number(number) {
            self.pages.own = page;
        }
    }

    /// Words that say what a group is.
    fn destination(&mut self, name: &str) -> bool {
        // In what is left out, a few things are the article's all the same.
        let is_read = self.state.destination != Destination::Nowhere;
        match name {
            "title" => self.collect(End::Title),
            "ud" => {
                let outer = self.groups.iter().rev().nth(1);
                self.state.destination = outer.map_or(Destination::Body, |group| group.destination);
            }
            _ if !is_read => {}
            "fonttbl" => self.state.destination = Destination::Fonts,
            "stylesheet" => {
                self.state.destination = Destination::Styles;
                self.styles.begin(Some(0));
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => self.collect(End::Margin),
            "listtext" | "pntext" => self.collect(End::Sign),
            "fldinst" => self.collect(End::Instruction),
            "fldrslt" => self.state.link = self.next_link.take().or(self.state.link),
            "footnote" => self.begin_note(),
            "annotation" => self.collect(End::Comment),
            "atnid" => self.collect(End::CommentInitials),
            "atnauthor" => self.collect(End::CommentAuthor),
            "atnref" => self.collect(End::CommentReference),
            "atndate" => self.collect(End::CommentDate),
            "atrfstart" => self.collect(End::FirstWord),
            "atrfend" => self.collect(End::LastWord),
            "shptxt" | "dptxbxtext" => self.begin_box(),
            "do" | "shpinst" | "shppict" | "shp" | "result" | "field" | "nesttableprops" => {}
            "pict" => self.leave_out_with("a picture was left out"),
            "object" => {
                let at = self.at();
                self.walk.builder.lose("an embedded object was left out", at);
            }
            _ if LEFT_OUT.contains(&name) => self.leave_out(),
            _ => return false,
        }
        true
    }

    fn leave_out_with(&mut self, what: &str) {
        let at = self.at();
        self.walk.builder.lose(what, at);
        self.leave_out();
    }

    fn begin_box(&mut self) {
        self.state.destination = Destination::Body;
        self.state.end = End::Aside;
        self.state.paragraph = Properties::default();
        self.walk.begin_aside(Into::Behind);
        self.was_fresh.push(std::mem::replace(&mut self.is_fresh, true));
    }
}
