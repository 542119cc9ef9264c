//! Running heads and page numbers: what stands in the margins because there are pages.
//!
//! A line in the upper or lower margin goes when the page next to it or the one behind that has the
//! same one at the same height, digits aside, and when nothing that stays stands between it and the edge.
//! What the file itself calls a part of its pages goes without a second one.

use std::collections::{BTreeMap, BTreeSet};

use super::glyphs::Artifact;
use super::packed::PackedPages;
use super::page::{Line, PageLines};

/// How much of a page's height its margins can be.
const MARGIN: f32 = 0.13;

/// How far two running heads may be apart in height, in points.
const SAME_HEIGHT: f32 = 6.0;

/// The longest running head, in bytes.
const MOST: usize = 160;

/// Words before a number that make it the number of something else than a page.
const NUMBERED: &[&str] = &["fig", "table", "chart", "map", "box", "abb", "tab"];

/// What was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// As it stands on the first of its pages.
    pub(super) text: String,
    /// That page, from 0.
    pub(super) page: u32,
    /// On how many.
    pub(super) pages: usize,
}

/// A line in a margin.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    page: usize,
    line: usize,
    v: f32,
    number: Option<u32>,
}

/// Takes the running heads out of the pages, and tells which.
pub(super) fn take_out(pages: &mut PackedPages) -> Vec<LeftOut> {
    let mut by_key: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (n, page) in pages.unpacked().enumerate() {
        for (line, it) in page.lines.iter().enumerate() {
            if is_in_margin(it, page.height) {
                let (key, number) = key(it.text());
                by_key.entry(key).or_default().push(Candidate {
                    page: n,
                    line,
                    v: it.all.v,
                    number,
                });
            }
        }
    }
    let mut repeated: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (key, group) in &by_key {
        let twins = group.iter().filter(|one| has_twin(key, **one, group));
        repeated.extend(twins.map(|one| (one.page, one.line)));
    }
    drop(by_key);
    let (mut left_out, mut is_all) = (BTreeMap::new(), true);
    let mut numbers: Vec<Vec<usize>> = Vec::new();
    for (n, page) in pages.unpacked().enumerate() {
        let goes = reaching_the_edge(&page, |line| repeated.contains(&(n, line)));
        is_all &= goes.len() == page.lines.len();
        for line in &goes {
            tell(&mut left_out, &page.lines[*line]);
        }
        numbers.push(goes);
    }
    // A file with nothing else, such as one page with a stamp, has that for its text.
    if is_all {
        return Vec::new();
    }
    pages.leave_out(numbers);
    let mut left_out: Vec<LeftOut> = left_out.into_values().collect();
    left_out.sort_by_key(|one| one.page);
    left_out
}

fn is_in_margin(line: &Line, height: f32) -> bool {
    let is_outside = line.all.v < height * MARGIN || line.all.v > height * (1.0 - MARGIN);
    line.all.angle == 0 && is_outside && line.all.words.bytes() <= MOST
}

/// The line without its numbers, and the last of these.
fn key(text: &str) -> (String, Option<u32>) {
    let mut key = String::new();
    let mut number = None;
    for word in text.to_lowercase().split_whitespace() {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        match digits.parse::<u32>().ok().or_else(|| roman(digits)) {
            Some(value) => {
                number = Some(value);
                key.push('#');
            }
            None => key.push_str(word),
        }
        key.push(' ');
    }
    (key, number)
}

/// The value of a small Roman number; words that are none, such as "mix", count as their letters.
fn roman(word: &str) -> Option<u32> {
    let value = |c: char| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let values: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let (sum, _) = values.iter().rev().fold((0i64, 0), |(sum, largest), value| {
        let signed = i64::from(*value);
        (if *value < largest { sum - signed } else { sum + signed }, largest.max(*value))
    });
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

/// Whether a page nearby has the same line.
fn has_twin(key: &str, one: Candidate, group: &[Candidate]) -> bool {
    if key.contains('#') && NUMBERED.iter().any(|word| key.starts_with(word)) {
        return false;
    }
    let is_twin = |other: &Candidate| {
        let apart = other.page.abs_diff(one.page);
        let counts = match (one.number, other.number) {
            (Some(a), Some(b)) => {
                a == b || (a > b) == (one.page > other.page) && a.abs_diff(b) as usize == apart
            }
            _ => true,
        };
        (1..=2).contains(&apart) && (other.v - one.v).abs() < SAME_HEIGHT && counts
    };
    let near = group.partition_point(|other| other.page + 2 < one.page);
    group[near..].iter().take_while(|other| other.page <= one.page + 2).any(is_twin)
}

/// Which lines go: those that repeat, and that only others which go part from the edge.
fn reaching_the_edge(page: &PageLines, is_repeated: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut goes = vec![false; page.lines.len()];
    let is_of_pages = |n: usize| {
        let line = &page.lines[n];
        match line.all.artifact {
            Artifact::Pagination => true,
            Artifact::Some => is_in_margin(line, page.height),
            Artifact::No => false,
        }
    };
    let mut order: Vec<usize> =
        (0..page.lines.len()).filter(|n| page.lines[*n].all.angle == 0).collect();
    order.sort_by(|a, b| page.lines[*a].all.v.total_cmp(&page.lines[*b].all.v));
    for from_edge in [order.clone(), order.into_iter().rev().collect()] {
        let mut stays_at: Option<f32> = None;
        for n in from_edge {
            let v = page.lines[n].all.v;
            if stays_at.is_some_and(|at| (at - v).abs() > SAME_HEIGHT) {
                break;
            }
            if is_repeated(n) || is_of_pages(n) {
                goes[n] = true;
            } else {
                stays_at.get_or_insert(v);
            }
        }
    }
    for (n, goes) in goes.iter_mut().enumerate() {
        *goes |= page.lines[n].all.artifact == Artifact::Pagination;
    }
    (0..goes.len()).filter(|n| goes[*n]).collect()
}

fn tell(left_out: &mut BTreeMap<String, LeftOut>, line: &Line) {
    let told = left_out.entry(key(line.text()).0).or_insert_with(|| LeftOut {
        text: line.text().to_owned(),
        page: line.page,
        pages: 0,
    });
    told.pages += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_in_both_kinds() {
        assert_eq!(key("The Orla Post 12"), ("the orla post # ".to_owned(), Some(12)));
        assert_eq!(key("– xiv –"), ("– # – ".to_owned(), Some(14)));
    }
}
