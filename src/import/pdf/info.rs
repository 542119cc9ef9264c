//! What a PDF says about itself: title, author, date, language, and what its pages are called.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, DateTime, Dict, Name, Object, String as PdfString,
};

use super::signs::text_string;
use crate::import::numerals::{letter, roman};
use crate::model::ArticleMeta;

/// How deep the tree of page labels may be, and how many ranges it may have.
const MOST_DEPTH: usize = 8;
const MOST_RANGES: usize = 10_000;

/// The longest label of a page, in characters.
const MOST_LABEL: usize = 24;

/// Parts of titles that programs make up.
const MADE_UP: &[&str] =
    &["microsoft word", "microsoft powerpoint", "untitled", "print", "document1", "slide 1"];

/// Endings of titles that are names of files.
const FILES: &[&str] = &[
    ".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex", ".dvi", ".odt", ".rtf", ".txt", ".ps",
    ".eps", ".html", ".pages", ".ai", ".fm",
];

/// Title, author, date and language, where somebody may have written them.
pub(super) fn meta(pdf: &Pdf) -> ArticleMeta {
    let own = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = text_string(bytes.as_deref().unwrap_or_default());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (title, author) = (text(&own.title), text(&own.author));
    let language = catalog(pdf).and_then(|dict| dict.get::<PdfString<'_>>(b"Lang"));
    let language = language.map(|language| text_string(language.as_bytes()));
    let is_tag = |tag: &String| {
        (2..=16).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    ArticleMeta {
        title: Some(title).filter(|title| is_title(title)),
        byline: Some(author).filter(|author| is_person(author)),
        date: own.creation_date.as_ref().and_then(iso_date),
        language: language.filter(is_tag),
        ..ArticleMeta::default()
    }
}

fn catalog(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
}

/// A title that a person may have written.
fn is_title(title: &str) -> bool {
    let small = title.to_lowercase();
    title.split(' ').count() >= 2
        && title.len() <= 300
        && !title.contains(['\u{fffd}', '\\'])
        && !MADE_UP.iter().any(|part| small.starts_with(part))
        && !FILES.iter().any(|ending| small.ends_with(ending))
}

/// At least two names.
fn is_person(author: &str) -> bool {
    let names = author.split(' ').filter(|name| name.starts_with(char::is_uppercase)).count();
    names >= 2 && author.len() <= 200 && !author.contains(['@', '\\', '/', '\u{fffd}'])
}

fn iso_date(date: &DateTime) -> Option<String> {
    let DateTime { year, month, day, .. } = date;
    let is_sane =
        (1980..=2100).contains(year) && (1..=12).contains(month) && (1..=31).contains(day);
    is_sane.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// What each of the pages is called: its number where the file says nothing else.
pub(super) fn page_labels(pdf: &Pdf, pages: usize) -> Vec<String> {
    let mut labels = Labels::default();
    if let Some(tree) = catalog(pdf).and_then(|dict| dict.get::<Dict<'_>>(b"PageLabels")) {
        labels.read(&tree, MOST_DEPTH);
    }
    let mut ranges = labels.ranges;
    ranges.sort_by_key(|range| range.from);
    (0..pages)
        .map(|page| {
            let before = ranges.partition_point(|range| range.from <= page);
            let range = before.checked_sub(1).and_then(|n| ranges.get(n));
            range
                .map(|range| range.label(page))
                .filter(|l| !l.is_empty())
                .unwrap_or_else(|| (page + 1).to_string())
        })
        .collect()
}

/// Pages that are counted in one way.
#[derive(Debug)]
struct Range {
    from: usize,
    style: u8,
    prefix: String,
    first: usize,
}

impl Range {
    fn label(&self, page: usize) -> String {
        let number = (self.first + page - self.from) as u64;
        let number = match self.style {
            b'D' => number.to_string(),
            b'r' => roman(number),
            b'R' => roman(number).to_uppercase(),
            b'a' => letter(number),
            b'A' => letter(number).to_uppercase(),
            _ => String::new(),
        };
        format!("{}{number}", self.prefix)
    }
}

/// The ranges that were read.
#[derive(Debug, Default)]
struct Labels {
    ranges: Vec<Range>,
    /// How many branches were looked at: a tree may hold itself.
    branches: usize,
}

impl Labels {
    /// A number tree: pairs of a number and a value, or trees. *Source*: ISO 32000-1, 7.9.7, 12.4.2.
    fn read(&mut self, tree: &Dict<'_>, depth: usize) {
        self.branches += 1;
        if let Some(pairs) = tree.get::<Array<'_>>(b"Nums") {
            let mut items = pairs.iter::<Object<'_>>();
            while let (Some(from), Some(value)) = (items.next(), items.next()) {
                let from = from.into_number().and_then(|n| usize::try_from(n.as_i64()).ok());
                if let (Some(from), Some(value), true) =
                    (from, value.into_dict(), self.ranges.len() < MOST_RANGES)
                {
                    self.ranges.push(read_range(from, &value));
                }
            }
        }
        let Some(kids) = tree.get::<Array<'_>>(b"Kids").filter(|_| depth > 0) else { return };
        for kid in kids.iter::<Dict<'_>>() {
            if self.branches >= MOST_RANGES {
                return;
            }
            self.read(&kid, depth - 1);
        }
    }
}

fn read_range(from: usize, value: &Dict<'_>) -> Range {
    let style = value.get::<Name<'_>>(b"S").and_then(|style| style.as_ref().first().copied());
    let prefix = value.get::<PdfString<'_>>(b"P").map(|prefix| text_string(prefix.as_bytes()));
    let first = value.get::<i32>(b"St").and_then(|first| usize::try_from(first).ok());
    Range {
        from,
        style: style.unwrap_or_default(),
        prefix: prefix
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(MOST_LABEL)
            .collect(),
        first: first.unwrap_or(1),
    }
}
