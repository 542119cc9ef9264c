//! One pair of texts: the JSON that asks, and the JSON that answers.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::anchor::{Anchor, Blocks, Carrier, Finder};
use crate::model::{Carried, Selector};
use crate::text::{CodePoints, TextRange};

/// What is asked.
#[derive(Deserialize)]
struct Asked<'a> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    old_text: Cow<'a, str>,
    #[serde(borrow)]
    new_text: Cow<'a, str>,
    #[serde(borrow, default)]
    marks: Vec<AskedMark<'a>>,
}

#[derive(Deserialize)]
struct AskedMark<'a> {
    start: Option<u32>,
    end: Option<u32>,
    #[serde(borrow, default)]
    quote: Cow<'a, str>,
    #[serde(borrow, default)]
    prefix: Cow<'a, str>,
    #[serde(borrow, default)]
    suffix: Cow<'a, str>,
}

/// What is answered.
#[derive(Serialize)]
pub(super) struct Answer {
    id: Value,
    placed: Vec<Option<Placed>>,
    ambiguous: Vec<Ambiguous>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<NotCarried>,
}

#[derive(Serialize)]
struct Placed {
    start: u32,
    end: u32,
    fit: &'static str,
}

#[derive(Serialize)]
struct Ambiguous {
    /// Which of the marks, 0 for the first.
    mark: usize,
    places: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct NotCarried {
    /// Which of the marks, 0 for the first.
    mark: usize,
    error: &'static str,
}

/// A line that makes no sense.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) id: Value,
    pub(super) why: String,
}

impl Refused {
    pub(super) fn new(why: String) -> Self {
        Self { id: Value::Null, why }
    }
}

impl Answer {
    /// Whether each mark stood in the old text.
    pub(super) fn is_complete(&self) -> bool {
        self.errors.is_empty()
    }
}

/// Carries the marks of one line.
pub(super) fn carry(line: &[u8]) -> Result<Answer, Refused> {
    let text = std::str::from_utf8(line)
        .map_err(|error| Refused::new(format!("byte {} is not UTF-8", error.valid_up_to())))?;
    let asked: Asked<'_> = serde_json::from_str(text).map_err(|error| refused(text, &error))?;
    Ok(answer(asked))
}

fn refused(line: &str, error: &serde_json::Error) -> Refused {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        id: Value,
    }
    let id = serde_json::from_str::<Named>(line).map(|named| named.id).unwrap_or_default();
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    Refused { id, why: format!("{what} (column {})", error.column()) }
}

fn answer(asked: Asked<'_>) -> Answer {
    let (old, new) = (&*asked.old_text, &*asked.new_text);
    let (old_points, new_points) = (CodePoints::new(old), CodePoints::new(new));
    let (old_blocks, new_blocks) = (Blocks::of_plain(old), Blocks::of_plain(new));
    let carrier = Carrier::new(&old_blocks, &new_blocks);
    let finder = Finder::new(old, &old_points);
    let ranges: Vec<_> =
        asked.marks.iter().map(|mark| range_of(mark, old, &old_points, &finder)).collect();
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|n| ranges[*n].ok());
    let mut out =
        Answer { id: asked.id, placed: Vec::new(), ambiguous: Vec::new(), errors: Vec::new() };
    out.placed.resize_with(ranges.len(), || None);
    for mark in order {
        match ranges[mark] {
            Ok(range) => out.take(mark, &carrier.carry(range), new, &new_points),
            Err(error) => out.errors.push(NotCarried { mark, error }),
        }
    }
    out.ambiguous.sort_by_key(|found| found.mark);
    out.errors.sort_by_key(|found| found.mark);
    out
}

impl Answer {
    fn take(&mut self, mark: usize, carried: &Carried, text: &str, points: &CodePoints) {
        let fit = match carried {
            Carried::Unchanged(_) => "exact",
            Carried::Glance(_) => "glance",
            Carried::Moved(_) => "moved",
            Carried::Changed(_) => "changed",
            Carried::Ambiguous(places) => {
                let span = |place: &TextRange| {
                    let (start, end) = points.range(text, *place);
                    Span { start, end }
                };
                let places = places.iter().map(span).collect();
                self.ambiguous.push(Ambiguous { mark, places });
                return;
            }
            Carried::Cut => return,
        };
        self.placed[mark] = carried.range().map(|range| {
            let (start, end) = points.range(text, range);
            Placed { start, end, fit }
        });
    }
}

/// Where a mark stands in the old text: where its position says, or where its words are.
fn range_of(
    mark: &AskedMark<'_>,
    text: &str,
    points: &CodePoints,
    finder: &Finder<'_>,
) -> Result<TextRange, &'static str> {
    let position = mark.start.zip(mark.end);
    let counted = position.and_then(|(start, end)| points.to_range(text, start, end));
    let holds_the_quote = |range: &TextRange| mark.quote.is_empty() || range.of(text) == mark.quote;
    if let Some(range) = counted.filter(holds_the_quote) {
        return Ok(range);
    }
    if mark.quote.is_empty() {
        return Err("it is not in the old text");
    }
    let selector = Selector {
        position,
        exact: mark.quote.as_ref().to_owned(),
        prefix: mark.prefix.as_ref().to_owned(),
        suffix: mark.suffix.as_ref().to_owned(),
    };
    match finder.resolve(&selector) {
        Anchor::Ambiguous(_) => Err("its words are in the old text more than once"),
        anchor => anchor.range().ok_or("its words are not in the old text"),
    }
}
