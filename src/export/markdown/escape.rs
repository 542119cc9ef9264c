//! Foreign text made inert in Markdown.

use super::super::{visible, visible_article, web_link};

/// Something that somebody entered, or words of the article, on one line.
pub(super) fn line(text: &str) -> String {
    at_line_start(&one_line(&visible(text)))
}

/// The same in a table, cut after `longest` characters.
pub(super) fn cell(text: &str, longest: usize) -> String {
    let text = one_line(&visible(text));
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", escaped(text[..at].trim_end())),
        None => escaped(&text),
    }
}

/// A piece of the article, with its line breaks.
pub(super) fn block_text(text: &str) -> String {
    let text = visible_article(text);
    let mut out = String::with_capacity(text.len());
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("\\\n");
            out.push_str(&at_line_start(part.trim_start()));
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}

/// An address: a link where it may be one, else code.
pub(super) fn link(address: &str) -> String {
    match web_link(address) {
        Some(link) => format!("<{link}>"),
        None => code(address),
    }
}

/// An address that may be a link, for the inside of `(…)`; [`web_link`] lets no other sign through
/// that could end it.
pub(super) fn target(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29")
}

/// Text as it stands, between fences longer than any run of backticks in it.
pub(super) fn code(text: &str) -> String {
    let text = one_line(&visible(text)).replace('|', "¦");
    let fence = "`".repeat(longest_run(&text) + 1);
    let gap = if text.contains('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escaped, and with a backslash before what would start a heading, a list or a rule.
fn at_line_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let starts_block = if number.is_empty() {
        rest.starts_with(['#', '+', '-', '='])
    } else {
        rest.strip_prefix(['.', ')']).is_some_and(|r| r.is_empty() || r.starts_with(' '))
    };
    let slash = if starts_block { "\\" } else { "" };
    format!("{number}{slash}{}", escaped(rest))
}

/// A backslash before every sign that can start markup inside a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_foreign_text_stays_text() {
        assert_eq!(
            line("<b> | `x` [a](b) *c* ![i](j)"),
            "\\<b\\> \\| \\`x\\` \\[a\\](b) \\*c\\* !\\[i\\](j)"
        );
        assert_eq!(line("# head"), "\\# head");
        assert_eq!(line("12. list"), "12\\. list");
        assert_eq!(line("12.4 million"), "12.4 million");
        assert_eq!(line("two\n- lines"), "two - lines");
        assert_eq!(block_text("a\n# b"), "a\\\n\\# b");
    }

    #[test]
    fn addresses_that_may_not_be_links_are_code() {
        assert_eq!(link("https://a.example/(b)"), "<https://a.example/(b)>");
        assert_eq!(link("javascript:alert(1)"), "`javascript:alert(1)`");
        assert_eq!(code("a``b"), "``` a``b ```");
    }

    #[test]
    fn long_words_are_cut_in_tables() {
        assert_eq!(cell("one two three", 7), "one two…");
        assert_eq!(cell("one|two", 90), "one\\|two");
    }
}
