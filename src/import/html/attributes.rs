//! Tags with more attributes than anybody writes, cut before the parser sees them.
//!
//! The parser compares each attribute of a tag with all before it, so a tag with a hundred thousand of
//! them would keep it busy for a minute.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// How many attributes a tag may have.
const MOST_ATTRIBUTES: usize = 256;

/// Elements whose content holds no tags, up to their own end.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// `html` without the attributes that come too late in their tag, and how many tags lost some.
pub(super) fn within_limits(html: &str) -> (Cow<'_, str>, usize) {
    let bytes = html.as_bytes();
    let (mut kept, mut done, mut at, mut cuts) = (String::new(), 0, 0, 0);
    while let Some(sign) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + sign;
        let tag = Tag::at(html, start);
        if let Some(cut) = tag.cut {
            kept.push_str(html.get(done..cut).unwrap_or_default());
            done = tag.end;
            cuts += 1;
        }
        at = tag.next.max(start + 1);
    }
    if cuts == 0 {
        return (Cow::Borrowed(html), 0);
    }
    kept.push_str(html.get(done..).unwrap_or_default());
    (Cow::Owned(kept), cuts)
}

/// Where something that begins with `<` ends.
struct Tag {
    /// The place of its `>`, or the end of the page.
    end: usize,
    /// Where the next one is looked for.
    next: usize,
    /// Behind the last attribute that it may have.
    cut: Option<usize>,
}

impl Tag {
    fn at(html: &str, start: usize) -> Self {
        let bytes = html.as_bytes();
        let rest = bytes.get(start + 1..).unwrap_or_default();
        if rest.starts_with(b"!--") {
            let end = memmem::find(rest, b"-->").map_or(html.len(), |at| start + 1 + at);
            return Self { end, next: end, cut: None };
        }
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return Self { end: start + 1, next: start + 1, cut: None };
        }
        let length = rest.iter().position(|byte| !is_in_name(*byte)).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        let (end, cut) = attributes(bytes, start + 1 + length);
        let raw = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw.as_bytes()));
        let next = raw.map_or(end, |raw| end_of_raw(bytes, end, raw));
        Self { end, next, cut }
    }
}

fn is_in_name(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != b'/' && byte != b'>'
}

/// Where the tag whose name ends at `from` has its `>`, and where it should have had it.
///
/// *Source*: HTML Standard 13.2.5.32 to 13.2.5.40, the states of attributes.
fn attributes(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut at, mut count, mut cut) = (from, 0, None);
    let byte = |at: usize| bytes.get(at).copied();
    let skip = |at: usize, while_: &dyn Fn(u8) -> bool| {
        let rest = bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| !while_(*byte)).unwrap_or(rest.len())
    };
    loop {
        let last = at;
        at = skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'/');
        match byte(at) {
            None => return (bytes.len(), cut),
            Some(b'>') => return (at, cut),
            Some(_) => {}
        }
        count += 1;
        if count > MOST_ATTRIBUTES {
            cut.get_or_insert(last);
        }
        // A name may begin with an equals sign.
        at = skip(at + 1, &|byte| is_in_name(byte) && byte != b'=');
        let sign = skip(at, &|byte| byte.is_ascii_whitespace());
        if byte(sign) != Some(b'=') {
            continue;
        }
        at = skip(sign + 1, &|byte| byte.is_ascii_whitespace());
        at = match byte(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                at + 1 + memchr(quote, rest).map_or(rest.len(), |end| end + 1)
            }
            _ => skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
    }
}

/// Where the end tag of an element without tags in it begins.
fn end_of_raw(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, b"</")) {
        at += found + 2;
        let is_end = bytes
            .get(at..at + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        if is_end {
            return at - 2;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_cut_behind_its_last_allowed_attribute() {
        let many = " a=\"<\"".repeat(MOST_ATTRIBUTES);
        let html = format!("<p{many} b c='>' d>Words</p><p e>More</p>");
        let (kept, cuts) = within_limits(&html);
        assert_eq!((kept.as_ref(), cuts), (format!("<p{many}>Words</p><p e>More</p>").as_str(), 1));
    }

    #[test]
    fn scripts_and_comments_hold_no_tags() {
        let long = " a".repeat(MOST_ATTRIBUTES + 9);
        let html = format!("<script>if (i <b{long}) x</script><!-- <p{long} --><i>Words</i>");
        assert_eq!(within_limits(&html), (Cow::Borrowed(html.as_str()), 0));
    }
}
