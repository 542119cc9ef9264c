//! ron's compact text → the lines that people read.
//!
//! ron itself can lay out by depth alone, which gives five lines to a stamp or one to a whole mark.
//! Here a group stands on one line when it is small and holds no other group, or when it is an item
//! of a list in [`LISTS_OF_LINES`]; every other group has a line for each entry. The rules look at
//! the group itself and never at its neighbours, so a change moves few lines.
//!
//! ```text
//!   (id:"…",created:(by:"…",at:"…"),tags:["a"])      in
//!
//!   (                                                 out
//!     id: "…",
//!     created: (by: "…", at: "…"),
//!     tags: ["a"],
//!   )
//! ```
//!
//! Strings lose the escapes that only get in the reader's way: `\'`, and letters' combining marks.
//! Control, bidi and invisible characters stay escaped.

/// A group without inner groups is written on one line up to this many bytes.
const SMALL: usize = 72;

/// Lists whose every item stands on one line, however long.
const LISTS_OF_LINES: &[&str] = &["blocks", "losses", "reviewers", "events"];

/// Lays out what ron wrote without a pretty configuration, below the lines of `head`.
pub(super) fn lay_out(head: &str, compact: &str) -> String {
    let out = String::with_capacity(head.len() + compact.len() + compact.len() / 2);
    let mut out = Layout { src: compact, at: 0, out, open: Vec::new(), word: "" };
    out.out.push_str(head);
    while let Some(byte) = out.peek() {
        out.step(byte);
    }
    out.out.push('\n');
    out.out
}

/// A group whose end has not been reached.
struct Open {
    on_one_line: bool,
    items_on_one_line: bool,
}

struct Layout<'a> {
    src: &'a str,
    at: usize,
    out: String,
    open: Vec<Open>,
    /// The last field name.
    word: &'a str,
}

impl Layout<'_> {
    fn peek(&self) -> Option<u8> {
        self.src.as_bytes().get(self.at).copied()
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'"' => self.string(),
            b'(' | b'[' | b'{' => self.open(byte),
            b')' | b']' | b'}' => self.close(byte),
            b',' => {
                self.at += 1;
                self.out.push(',');
                self.between();
            }
            b':' => {
                self.at += 1;
                self.out.push_str(": ");
            }
            _ => self.plain(),
        }
    }

    /// A name, number or keyword.
    fn plain(&mut self) {
        let rest = self.src.get(self.at..).unwrap_or_default();
        let len = rest.find(['"', '(', ')', '[', ']', '{', '}', ',', ':']).unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        self.out.push_str(word);
        self.at += len;
        if self.peek() == Some(b':') {
            self.word = word;
        }
    }

    fn open(&mut self, byte: u8) {
        self.out.push(char::from(byte));
        self.at += 1;
        if matches!(self.peek(), Some(b')' | b']' | b'}')) {
            let end = self.peek().unwrap_or(b')');
            self.out.push(char::from(end));
            self.at += 1;
            return;
        }
        let inside = self.open.last();
        let on_one_line = inside.is_some_and(|open| open.on_one_line || open.items_on_one_line)
            || is_small(self.src.as_bytes().get(self.at..).unwrap_or_default());
        let items_on_one_line = byte == b'[' && LISTS_OF_LINES.contains(&self.word);
        self.open.push(Open { on_one_line: on_one_line && !items_on_one_line, items_on_one_line });
        if !self.is_on_one_line() {
            self.new_line();
        }
    }

    fn close(&mut self, byte: u8) {
        let on_one_line = self.is_on_one_line();
        self.open.pop();
        if !on_one_line {
            self.out.push(',');
            self.new_line();
        }
        self.out.push(char::from(byte));
        self.at += 1;
    }

    fn between(&mut self) {
        if self.is_on_one_line() {
            self.out.push(' ');
        } else {
            self.new_line();
        }
    }

    fn is_on_one_line(&self) -> bool {
        self.open.last().is_some_and(|open| open.on_one_line)
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }

    /// A string, from its first quote to its last.
    fn string(&mut self) {
        self.out.push('"');
        self.at += 1;
        let from = self.at;
        loop {
            let rest = self.src.get(self.at..).unwrap_or_default();
            let Some(len) = rest.find(['"', '\\']) else { return self.at = self.src.len() };
            self.out.push_str(rest.get(..len).unwrap_or_default());
            self.at += len;
            if self.peek() == Some(b'"') {
                break;
            }
            self.escape(from);
        }
        self.out.push('"');
        self.at += 1;
    }

    /// One escape of the string that started at `from`.
    fn escape(&mut self, from: usize) {
        let rest = self.src.get(self.at..).unwrap_or_default();
        let len = match rest.as_bytes().get(1) {
            Some(b'u') => rest.find('}').map_or(rest.len(), |end| end + 1),
            _ => rest.len().min(2),
        };
        let escape = rest.get(..len).unwrap_or(rest);
        match plain_form(escape) {
            Some('\'') => self.out.push('\''),
            Some(mark) if self.at > from => self.out.push(mark),
            _ => self.out.push_str(escape),
        }
        self.at += escape.len();
    }
}

/// The character of an escape that reads better without one: a single quote or a combining mark.
fn plain_form(escape: &str) -> Option<char> {
    if escape == "\\'" {
        return Some('\'');
    }
    let hex = escape.strip_prefix("\\u{")?.strip_suffix('}')?;
    let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
    // `str` escapes a combining mark at its start only, where it would sit on the quote.
    let after_a_letter = String::from_iter(['a', c]);
    (after_a_letter.escape_debug().nth(1) == Some(c)).then_some(c)
}

/// Whether the group whose inside starts here is small and holds no other group.
fn is_small(inside: &[u8]) -> bool {
    let mut in_string = false;
    let mut bytes = inside.iter().take(SMALL);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                bytes.next();
            }
            b'(' | b'[' | b'{' if !in_string => return false,
            b')' | b']' | b'}' if !in_string => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_stand_on_one_line_and_others_have_a_line_for_each_entry() {
        let out = lay_out(
            "",
            r#"(id:"a",stamp:(by:"x",at:"y"),tags:["p","q"],none:[],marks:[(n:1,p:(s:2))])"#,
        );
        let wanted = "(\n  id: \"a\",\n  stamp: (by: \"x\", at: \"y\"),\n  tags: [\"p\", \"q\"],\n  \
                      none: [],\n  marks: [\n    (\n      n: 1,\n      p: (s: 2),\n    ),\n  ],\n)\n";
        assert_eq!(out, wanted);
    }

    #[test]
    fn blocks_and_events_stand_on_one_line_each() {
        let out = lay_out("", r#"(events:[(id:"a",stamp:(by:"x"),marks:[1,2])])"#);
        assert_eq!(
            out,
            "(\n  events: [\n    (id: \"a\", stamp: (by: \"x\"), marks: [1, 2]),\n  ],\n)\n"
        );
    }

    #[test]
    fn brackets_and_escapes_inside_strings_are_letters() {
        let text = "a \"(,\" \\ 'b' e\u{301} \u{202e}\u{1b}\n[";
        let compact = ron::to_string(&(text,)).unwrap();
        let out = lay_out("", &compact);
        assert_eq!(out, "(\"a \\\"(,\\\" \\\\ 'b' e\u{301} \\u{202e}\\u{1b}\\n[\")\n");
        assert_eq!(ron::from_str::<(String,)>(&out).unwrap().0, text);
    }

    #[test]
    fn a_combining_mark_does_not_sit_on_the_quote() {
        assert_eq!(
            lay_out("", &ron::to_string("\u{301}a\u{301}").unwrap()),
            "\"\\u{301}a\u{301}\"\n"
        );
    }
}
