//! What stands in front of a story: headline, deck and byline, as the page shows them.
//!
//! What a page says about itself in its head is for machines, and often another wording. So the
//! elements that readers see are looked for, with the help of what the head says.

use dom_query::{NodeId, NodeRef};
use dom_smoothie::Metadata;

use super::element::{Element, heading_level, is_silent, words_of};
use super::hidden::is_hidden;
use super::page::Page;

/// The longest headline, in words.
const MOST_HEADLINE: usize = 40;

/// The longest deck, in words.
const MOST_DECK: usize = 80;

/// The longest byline, in characters.
const MOST_BYLINE: usize = 100;

/// How many elements behind the headline a deck is looked for in.
const DECK_WITHIN: usize = 120;

/// The last part of the class of a deck, as in `article__standfirst`.
const DECKS: &[&str] = &[
    "standfirst",
    "deck",
    "dek",
    "subtitle",
    "subheadline",
    "subheading",
    "subhead",
    "subhed",
    "summary",
    "teaser",
    "intro",
    "kicker-deck",
];

/// The elements in front of a story.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) headline: Option<NodeId>,
    pub(super) deck: Option<NodeId>,
    pub(super) byline: Option<NodeId>,
}

impl Front {
    /// Looks for the elements that `meta` speaks of.
    pub(super) fn find(page: &Page, meta: &Metadata) -> Self {
        let shown = shown_elements(page);
        let headline = headline(&shown, &meta.title);
        let behind = headline.map_or(0, |at| at + 1);
        let deck = deck(shown.get(behind..).unwrap_or_default(), meta);
        let byline = byline(&shown, meta.byline.as_deref());
        let id = |at: usize| shown.get(at).map(|element| element.id());
        Self {
            headline: headline.and_then(id),
            deck: deck.and_then(|at| id(behind + at)),
            byline: byline.and_then(id),
        }
    }
}

/// The elements that a reader sees, in order.
fn shown_elements(page: &Page) -> Vec<Element<'_>> {
    let mut shown = Vec::new();
    let mut next: Vec<NodeRef<'_>> = page.document.body().into_iter().collect();
    while let Some(node) = next.pop() {
        let Some(element) = Element::of(node, page) else { continue };
        if is_silent(&element.name) || is_hidden(&element, page) {
            continue;
        }
        next.extend(node.children_it(true));
        shown.push(element);
    }
    shown
}

/// The heading that says the title, best in other words than the head of the page; a page with one
/// heading of the first level has its headline there.
fn headline(shown: &[Element<'_>], title: &str) -> Option<usize> {
    let of_level = |wanted: u8| {
        let headings = shown.iter().enumerate();
        headings.filter(move |(_, element)| heading_level(&element.name) == Some(wanted))
    };
    let is_short = |words: &str| (1..=MOST_HEADLINE).contains(&words.split_whitespace().count());
    let best = |level, least: f32| {
        let scored = of_level(level).filter_map(|(at, element)| {
            let words = element.words();
            is_short(&words).then(|| (at, likeness(&words, title)))
        });
        let best = scored.fold(None, |best: Option<(usize, f32)>, this| match best {
            Some(best) if best.1 >= this.1 => Some(best),
            _ => Some(this),
        });
        best.filter(|(_, likeness)| *likeness >= least).map(|(at, _)| at)
    };
    let only = || {
        let mut all = of_level(1);
        let (at, element) = all.next()?;
        let words = element.words();
        let is_sentence = is_short(&words) && words.split_whitespace().count() > 2;
        (all.next().is_none() && is_sentence).then_some(at)
    };
    best(1, 0.5).or_else(only).or_else(|| best(2, 0.8))
}

/// The share of words that two lines have in common.
fn likeness(a: &str, b: &str) -> f32 {
    let words = |line: &str| {
        let mut words: Vec<String> = line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let both = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let least = a.len().min(b.len()).max(1);
    let most = a.len().max(b.len()).max(1);
    // “Title – Site” holds the whole headline.
    if both == least && least > 2 { 0.9 } else { both as f32 / most as f32 }
}

/// The first element that is called a deck, or that says what the head gives as its summary.
fn deck(behind: &[Element<'_>], meta: &Metadata) -> Option<usize> {
    let excerpt = meta.excerpt.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>());
    behind.iter().take(DECK_WITHIN).position(|element| {
        if !matches!(element.name.as_str(), "p" | "div" | "h2" | "h3" | "h4" | "span") {
            return false;
        }
        let words = element.words();
        let words: Vec<&str> = words.split_whitespace().collect();
        (4..=MOST_DECK).contains(&words.len())
            && (is_called_deck(element) || excerpt.as_ref().is_some_and(|said| *said == words))
    })
}

fn is_called_deck(element: &Element<'_>) -> bool {
    let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    let ends = class.split_ascii_whitespace().filter_map(|word| word.rsplit(['_', '-']).next());
    ends.into_iter().any(|end| DECKS.contains(&end))
}

/// The element with the writer's name: the first that is called so, and says what `name` says.
fn byline(shown: &[Element<'_>], name: Option<&str>) -> Option<usize> {
    let name = name?.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = shown.iter().position(|element| {
        if !is_called_byline(element) {
            return false;
        }
        let words = words_of(&element.node);
        words.chars().count() <= MOST_BYLINE && !words.is_empty() && words.contains(&name)
    });
    found.filter(|_| !name.is_empty())
}

fn is_called_byline(element: &Element<'_>) -> bool {
    let called = |attribute: &str| {
        let value = element.attribute(attribute).unwrap_or_default().to_ascii_lowercase();
        ["byline", "author", "dateline", "writtenby"].iter().any(|word| value.contains(word))
    };
    ["class", "id", "rel", "itemprop"].into_iter().any(called)
}
