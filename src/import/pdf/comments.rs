//! Comments: the notes, marked words and boxes of text that readers put on pages, with who said what and
//! when. They become source notes on the words below them, answers under what they answer.
//!
//! *Source*: ISO 32000-1, 12.5.2, 12.5.6 and 12.5.6.3 for states.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, ObjectIdentifier, Rect as PdfRect, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point, Rect, Shape as _};

use super::signs::text_string;
use super::units::{single, whole};
use crate::import::Imported;
use crate::import::source_map::{Area, Origin, SourcePiece};
use crate::model::{Place, Remark, SourceNote, SourceNoteKind};
use crate::text::TextRange;

/// How many comments of a file are read.
const MOST_COMMENTS: usize = 5_000;

/// How many stretches of one comment are looked at.
const MOST_AREAS: usize = 200;

/// The longest comment, in characters.
const MOST_TEXT: usize = 20_000;

/// How many answers to answers are followed.
const MOST_DEPTH: usize = 64;

/// How often a word is compared with a stretch of a comment.
const MOST_COMPARED: usize = 50_000_000;

/// How much more the distance between lines counts than that along them.
const OTHER_LINE: f64 = 8.0;

/// What lies over the words that it is about.
const OVER_WORDS: &[&[u8]] =
    &[b"Highlight", b"Underline", b"Squiggly", b"StrikeOut", b"Square", b"Circle", b"Polygon"];

/// What stands beside the words that it is about, or points to them; a box that does not is about its own.
const BESIDE_WORDS: &[&[u8]] = &[b"Text", BOX, b"Caret", b"Line", b"PolyLine", b"Ink", b"Stamp"];

/// A box of text, which a page shows as well. With a line to other words it is a callout.
const BOX: &[u8] = b"FreeText";
const CALLOUT_LINE: &[u8] = b"CL";

/// The comments of a file.
#[derive(Debug, Default)]
pub(super) struct Comments {
    found: Vec<Comment>,
}

/// A comment as the file has it.
#[derive(Debug)]
struct Comment {
    id: Option<ObjectIdentifier>,
    /// What it answers.
    answers: Option<ObjectIdentifier>,
    /// From 0.
    page: u32,
    is_over_words: bool,
    areas: Vec<Area>,
    said: Remark,
    /// What it says of the state of what it answers.
    state: String,
}

impl Comments {
    /// Reads the comments of a page, whose number counts from 0.
    pub(super) fn read(&mut self, page: &Page<'_>, number: u32) {
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        for dict in annotations(page) {
            if self.found.len() >= MOST_COMMENTS {
                return;
            }
            let Some(kind) = dict.get::<Name<'_>>(b"Subtype") else { continue };
            let is_own = kind.as_ref() == BOX && !dict.contains_key(CALLOUT_LINE);
            let is_over_words = is_own || OVER_WORDS.contains(&kind.as_ref());
            if !is_over_words && !BESIDE_WORDS.contains(&kind.as_ref()) {
                continue;
            }
            self.found.push(Comment {
                id: dict.obj_id(),
                answers: dict.get_ref(b"IRT").map(Into::into),
                page: number,
                is_over_words,
                areas: areas(&dict, transform),
                said: remark(&dict),
                state: string(&dict, b"State"),
            });
        }
    }

    /// The comments as source notes on the words of what was read, answers under their thread; and how
    /// many stretches are marked without a word.
    pub(super) fn into_notes(mut self, imported: &Imported) -> (Vec<SourceNote>, usize) {
        if self.found.is_empty() {
            return (Vec::new(), 0);
        }
        let roots = self.roots();
        let mut notes: BTreeMap<usize, SourceNote> = BTreeMap::new();
        let pages = self.found.iter().map(|comment| comment.page).collect();
        let mut words = Words::of(imported, &pages);
        for (n, comment) in self.found.iter_mut().enumerate().filter(|(n, _)| roots[*n] == *n) {
            let (kind, said) = (SourceNoteKind::Comment, std::mem::take(&mut comment.said));
            let place = words.below(comment).map_or_else(Place::nowhere, Place::At);
            let note = SourceNote { kind, place, said, replies: Vec::new(), is_resolved: false };
            notes.insert(n, note);
        }
        for (n, comment) in self.found.into_iter().enumerate().filter(|(n, _)| roots[*n] != *n) {
            let Some(note) = notes.get_mut(&roots[n]) else { continue };
            if !comment.state.is_empty() {
                note.is_resolved = comment.state == "Completed";
            } else if !comment.said.text.is_empty() {
                note.replies.push(comment.said);
            }
        }
        let is_silent = |note: &SourceNote| note.said.text.is_empty() && note.replies.is_empty();
        let (silent, said): (Vec<_>, Vec<_>) = notes.into_values().partition(is_silent);
        (said, silent.len())
    }

    /// For each comment the first of its thread.
    fn roots(&self) -> Vec<usize> {
        let ids = self.found.iter().enumerate().filter_map(|(n, comment)| Some((comment.id?, n)));
        let by_id: BTreeMap<ObjectIdentifier, usize> = ids.collect();
        let above = |n: &usize| by_id.get(&self.found.get(*n)?.answers?).copied();
        let root = |n| std::iter::successors(Some(n), above).take(MOST_DEPTH).last().unwrap_or(n);
        (0..self.found.len()).map(root).collect()
    }
}

/// The annotations of a page.
fn annotations<'a>(page: &Page<'a>) -> impl Iterator<Item = Dict<'a>> {
    page.raw().get::<Array<'a>>(b"Annots").into_iter().flat_map(|all| all.iter::<Dict<'a>>())
}

/// Where a page shows callouts, in points from its upper left corner: they are about other words, and
/// none of the page's own. Other boxes may be all that a page says, as in a form that was filled in.
pub(super) fn callouts(page: &Page<'_>) -> Vec<Rect> {
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let is_callout = |dict: &Dict<'_>| {
        dict.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == BOX)
            && dict.contains_key(CALLOUT_LINE)
            && !string(dict, b"Contents").is_empty()
    };
    let callouts = annotations(page).take(MOST_COMMENTS).filter(is_callout);
    callouts.filter_map(|dict| rect(&dict, transform)).collect()
}

fn rect(dict: &Dict<'_>, transform: Affine) -> Option<Rect> {
    let PdfRect { x0, y0, x1, y1 } = dict.get::<PdfRect>(b"Rect")?;
    Some((transform * Rect::new(x0, y0, x1, y1).to_path(0.1)).bounding_box())
}

/// What a comment lies over: its quadrilaterals; of a line that leads from a box, its far end; else
/// its rectangle.
fn areas(dict: &Dict<'_>, transform: Affine) -> Vec<Area> {
    let numbers = |key: &[u8], most| {
        let array = dict.get::<Array<'_>>(key);
        let numbers = array.iter().flat_map(|array| array.iter::<f32>()).take(most);
        numbers.map(f64::from).collect::<Vec<f64>>()
    };
    let hull = |points: &[f64]| {
        let (pairs, _) = points.as_chunks::<2>();
        let points = pairs.iter().map(|[x, y]| transform * Point::new(*x, *y));
        points.map(|point| Rect::from_points(point, point)).reduce(|all, one| all.union(one))
    };
    let quads = numbers(b"QuadPoints", 8 * MOST_AREAS);
    let quads: Vec<Rect> = quads.as_chunks::<8>().0.iter().filter_map(|quad| hull(quad)).collect();
    let line = numbers(CALLOUT_LINE, 2);
    let rects = match (quads.is_empty(), hull(&line)) {
        (false, _) => quads,
        (true, Some(end)) => vec![end],
        (true, None) => rect(dict, transform).into_iter().collect(),
    };
    rects.into_iter().map(area).collect()
}

fn area(rect: Rect) -> Area {
    let hundredths = |at: f64| whole(single(at * 100.0));
    Area {
        left: hundredths(rect.x0),
        top: hundredths(rect.y0),
        right: hundredths(rect.x1),
        bottom: hundredths(rect.y1),
    }
}

fn string(dict: &Dict<'_>, key: &[u8]) -> String {
    let string = dict.get::<PdfString<'_>>(key);
    string.map(|string| text_string(string.as_bytes())).unwrap_or_default()
}

fn remark(dict: &Dict<'_>) -> Remark {
    let text = string(dict, b"Contents").replace("\r\n", "\n").replace('\r', "\n");
    let author = string(dict, b"T");
    let times = [b"M".as_slice(), b"CreationDate"].map(|key| string(dict, key));
    Remark {
        author: author.split_whitespace().collect::<Vec<_>>().join(" "),
        initials: String::new(),
        date: times.iter().find_map(|time| iso_time(time)).unwrap_or_default(),
        text: text.trim().chars().take(MOST_TEXT).collect(),
    }
}

/// `D:20260301091200+02'00'` as `2026-03-01T09:12:00+02:00`; `None` for what is no time.
///
/// *Source*: ISO 32000-1, 7.9.4.
fn iso_time(time: &str) -> Option<String> {
    let time = time.trim();
    let time = time.strip_prefix("D:").unwrap_or(time);
    let part = |from, to, range: std::ops::RangeInclusive<u32>| {
        let part: u32 = time.get(from..to)?.parse().ok()?;
        range.contains(&part).then_some(part)
    };
    let year = part(0, 4, 1980..=2999)?;
    let (month, day) = (part(4, 6, 1..=12).unwrap_or(1), part(6, 8, 1..=31).unwrap_or(1));
    let Some(hour) = part(8, 10, 0..=23) else {
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    };
    let minute = part(10, 12, 0..=59).unwrap_or_default();
    let second = part(12, 14, 0..=59).unwrap_or_default();
    let zone = match time.get(14..15) {
        Some("Z") => "Z".to_owned(),
        Some(sign @ ("+" | "-")) => {
            let hours = part(15, 17, 0..=23).unwrap_or_default();
            let minutes = part(18, 20, 0..=59).unwrap_or_default();
            format!("{sign}{hours:02}:{minutes:02}")
        }
        _ => String::new(),
    };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"))
}

/// The words of some pages of an article.
struct Words<'i> {
    text: &'i str,
    pages: BTreeMap<u32, Vec<(Area, TextRange)>>,
    /// How often a word may still be compared.
    left: usize,
}

impl<'i> Words<'i> {
    fn of(imported: &'i Imported, wanted: &BTreeSet<u32>) -> Self {
        let mut pages: BTreeMap<u32, Vec<(Area, TextRange)>> = BTreeMap::new();
        for SourcePiece { range, origin } in imported.source_map.pieces() {
            if let Origin::Page { page, area } = origin
                && wanted.contains(&page)
            {
                pages.entry(page).or_default().push((area, range));
            }
        }
        Self { text: imported.article.text(), pages, left: MOST_COMPARED }
    }

    /// The words that a comment is about: those below it, or the nearest one.
    fn below(&mut self, comment: &Comment) -> Option<TextRange> {
        let words = self.pages.get(&comment.page)?;
        self.left = self.left.checked_sub(words.len() * (comment.areas.len() + 1))?;
        let is_below = |(word, _): &&(Area, TextRange)| {
            comment.areas.iter().any(|area| has_middle_of(area, word))
        };
        let below = words.iter().filter(is_below).map(|(_, range)| *range);
        let hull = |a: TextRange, b: TextRange| {
            let (start, end) = (a.start().min(b.start()), a.end().max(b.end()));
            TextRange::checked(self.text, start.as_usize(), end.as_usize()).unwrap_or(a)
        };
        let below = comment.is_over_words.then(|| below.reduce(hull)).flatten();
        below.or_else(|| {
            let area = comment.areas.first()?;
            let far = |(word, _): &(Area, TextRange)| distance(area, word);
            let nearest = words.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
            Some(nearest.1)
        })
    }
}

fn middle(from: i32, to: i32) -> f64 {
    f64::midpoint(f64::from(from), f64::from(to))
}

/// Whether the middle of a word lies in an area.
fn has_middle_of(area: &Area, word: &Area) -> bool {
    let (x, y) = (middle(word.left, word.right), middle(word.top, word.bottom));
    (f64::from(area.left)..=f64::from(area.right)).contains(&x)
        && (f64::from(area.top)..=f64::from(area.bottom)).contains(&y)
}

/// How far a word is from an area: rather a word far away on the same line than one on the next.
fn distance(area: &Area, word: &Area) -> f64 {
    let apart = |from: i32, to: i32, other_from: i32, other_to: i32| {
        let gap =
            (f64::from(other_from) - f64::from(to)).max(f64::from(from) - f64::from(other_to));
        gap.max(0.0)
    };
    let x = apart(area.left, area.right, word.left, word.right);
    x.hypot(OTHER_LINE * apart(area.top, area.bottom, word.top, word.bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_far_as_the_file_has_them() {
        let told = |time| iso_time(time).unwrap_or_default();
        assert_eq!(told("D:20260301091200+02'00'"), "2026-03-01T09:12:00+02:00");
        assert_eq!(told("D:20260301091200Z"), "2026-03-01T09:12:00Z");
        assert_eq!((told("D:202603").as_str(), told("last spring").as_str()), ("2026-03-01", ""));
    }
}
