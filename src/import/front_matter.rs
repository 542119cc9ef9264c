//! The head of a Markdown file between two fences: `key: value` lines that speak of the article.
//!
//! Read by hand, and only at the very start: the parser's own extension takes any pair of rules
//! with lines between them, anywhere, for such a head, and would hide a part of the story. This is
//! no YAML or TOML reader; it knows the flat subset that writing tools put there.

use crate::model::ArticleMeta;

/// A file cut into its head and its story.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split<'a> {
    /// The lines between the fences; empty without a head.
    pub(super) head: &'a str,
    /// Everything behind the closing fence.
    pub(super) story: &'a str,
    /// How many lines of the file stand before the story.
    pub(super) lines: usize,
}

/// Cuts `text` behind its front matter: `---` or `+++`, lines that all look like data, and the same
/// fence (or `...` for `---`).
pub(super) fn split(text: &str) -> Split<'_> {
    let none = Split { head: "", story: text, lines: 0 };
    let Some((fence, rest)) = text.split_once('\n') else { return none };
    let fence = fence.trim_end();
    if fence != "---" && fence != "+++" {
        return none;
    }
    let mut end = 0;
    for (n, line) in rest.split_inclusive('\n').enumerate() {
        let sign = line.trim_end();
        if sign == fence || (fence == "---" && sign == "...") {
            let has_keys = rest[..end].lines().any(|line| pair(line).is_some());
            let story = &rest[end + line.len()..];
            return if has_keys { Split { head: &rest[..end], story, lines: n + 2 } } else { none };
        }
        if !is_data(line) {
            return none;
        }
        end += line.len();
    }
    none
}

/// Puts the known keys of `head` into `meta`; the rest is left to the tools that wrote it.
pub(super) fn read(head: &str, meta: &mut ArticleMeta) {
    let mut lines = head.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = pair(line) else { continue };
        let mut values = scalars(value);
        while value.is_empty()
            && let Some(item) = lines.peek().and_then(|line| line.trim_start().strip_prefix("- "))
        {
            values.extend(scalars(item.trim()));
            lines.next();
        }
        let value = values.join(", ");
        if value.is_empty() {
            continue;
        }
        match key.to_lowercase().as_str() {
            "title" | "headline" => meta.title = Some(value),
            "author" | "authors" | "byline" | "by" => meta.byline = Some(value),
            "date" | "published" => meta.date = Some(value),
            "lang" | "language" => meta.language = Some(value),
            "publication" | "publisher" => meta.publication = Some(value),
            "url" | "canonical" | "link" => meta.url = Some(value),
            _ => {}
        }
    }
}

/// The key and the raw value of an unindented line.
fn pair(line: &str) -> Option<(&str, &str)> {
    let sign = line.find([':', '='])?;
    let (key, value) = (line[..sign].trim_end(), line[sign + 1..].trim());
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-. ".contains(&b));
    is_key.then_some((key, value))
}

fn is_data(line: &str) -> bool {
    let text = line.trim();
    text.is_empty()
        || text.starts_with('#')
        || text.starts_with("- ")
        || line.starts_with([' ', '\t', '[', ']'])
        || pair(line).is_some()
}

/// The words of a value: one, or those of `[a, b]`, without quotes. A block sign (`>`, `|`) has none.
fn scalars(value: &str) -> Vec<String> {
    let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let parts: Vec<&str> = list.map_or_else(|| vec![value], |list| list.split(',').collect());
    let words = parts.into_iter().map(|part| unquoted(part.trim()));
    words
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), ">" | "|" | ">-" | "|-"))
        .collect()
}

fn unquoted(word: &str) -> String {
    if let Some(inner) = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    match word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_lists_and_colons_in_values_are_read() {
        let mut meta = ArticleMeta::default();
        let head = "title: \"Trams: a \\\"saga\\\"\"\nauthors:\n  - Ana\n  - 'Jo'\nurl: https://a.test/x\ntags: [a]\n";
        read(head, &mut meta);
        assert_eq!(meta.title.as_deref(), Some("Trams: a \"saga\""));
        assert_eq!(meta.byline.as_deref(), Some("Ana, Jo"));
        assert_eq!(meta.url.as_deref(), Some("https://a.test/x"));
    }

    #[test]
    fn a_rule_above_a_sentence_opens_no_front_matter() {
        let text = "---\nThe mayor left.\n---\nShe came back.";
        assert_eq!(split(text).story, text);
        let text = "---\ntitle: A\n---\nShe came back.";
        assert_eq!(split(text), Split { head: "title: A\n", story: "She came back.", lines: 3 });
    }
}
