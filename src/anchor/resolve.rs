//! The exact strategies: by position, then by the words with their context.

use std::cell::{Cell, OnceCell};

use memchr::memmem;

use super::starts::Starts;
use super::whole::splits_a_word;
use crate::model::Selector;
use crate::text::{CodePoints, TextRange, snap_to_graphemes};

/// Where a selector leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The words stand where the position says, or in only one place and no position was given.
    Exact(TextRange),
    /// The words stand elsewhere, in one place that fits best.
    Moved(TextRange),
    /// The words stand in several places that fit equally well; in order, at most
    /// [`MOST_PLACES`](super::MOST_PLACES) of them.
    Ambiguous(Vec<TextRange>),
    /// The words do not stand in the text, or inside other words only.
    Lost,
}

impl Anchor {
    /// The place, where there is exactly one.
    pub fn range(&self) -> Option<TextRange> {
        match self {
            Self::Exact(range) | Self::Moved(range) => Some(*range),
            Self::Ambiguous(_) | Self::Lost => None,
        }
    }
}

/// How many places of one [`Anchor::Ambiguous`] are told.
pub const MOST_PLACES: usize = 100;

/// How many places of the same words are looked at. *Limits*: with more, the rest is not seen and
/// the answer can only be ambiguous. It bounds the cost of one common word at some 0.1 ms.
const MOST_CANDIDATES: usize = 4_000;

/// How many selectors are looked for in the text itself, before a list of its words pays.
const FEW: u32 = 8;

/// Finds `selector` in `text`.
///
/// A place that would split a grapheme is no place, and one inside a longer word is none either,
/// unless the stored context shows the same word there: "5 million" is not in "15 million". Without
/// words, the position alone decides.
pub fn resolve(text: &str, code_points: &CodePoints, selector: &Selector) -> Anchor {
    Finder::new(text, code_points).resolve(selector)
}

/// Finds many selectors in one text: like [`resolve`], at a cost for each that does not grow with
/// the text.
#[derive(Debug)]
pub struct Finder<'a> {
    text: &'a str,
    code_points: &'a CodePoints,
    searches: Cell<u32>,
    starts: OnceCell<Starts>,
}

impl<'a> Finder<'a> {
    /// A finder in `text`, which `code_points` must be the table of.
    pub fn new(text: &'a str, code_points: &'a CodePoints) -> Self {
        Self { text, code_points, searches: Cell::new(0), starts: OnceCell::new() }
    }

    /// Finds `selector`; see [`resolve`].
    pub fn resolve(&self, selector: &Selector) -> Anchor {
        if let Some(range) = self.at_position(selector)
            && (selector.exact.is_empty() || !splits_a_word(self.text, range, selector))
        {
            return Anchor::Exact(range);
        }
        if selector.exact.is_empty() {
            return Anchor::Lost;
        }
        let found = match self.with_whole_context(selector) {
            places if places.is_empty() => self.with_best_context(selector),
            places => places,
        };
        match (found.as_slice(), selector.position) {
            ([], _) => Anchor::Lost,
            ([one], None) => Anchor::Exact(*one),
            ([one], Some(_)) => Anchor::Moved(*one),
            _ => Anchor::Ambiguous(found),
        }
    }

    /// Where the position of `selector` leads, when its words stand there, be it inside others.
    pub fn at_position(&self, selector: &Selector) -> Option<TextRange> {
        let (start, end) = selector.position?;
        let range = self.code_points.to_range(self.text, start, end)?;
        let has_the_words = selector.exact.is_empty() || range.of(self.text) == selector.exact;
        (!range.is_empty() && has_the_words && is_whole(self.text, range)).then_some(range)
    }

    /// Whether `words` stand anywhere, be it inside others.
    pub fn holds(&self, words: &str) -> bool {
        self.starts_of(words, false).next().is_some()
    }

    /// The places where the words stand with all of their stored context: nothing fits better.
    fn with_whole_context(&self, selector: &Selector) -> Vec<TextRange> {
        let Selector { exact, prefix, suffix, .. } = selector;
        if prefix.is_empty() && suffix.is_empty() {
            return Vec::new();
        }
        let whole = [prefix.as_str(), exact, suffix].concat();
        let starts = self.starts_of(&whole, false).map(|start| start + prefix.len());
        let mut places: Vec<TextRange> =
            starts.filter_map(|start| self.good(start, selector)).take(MOST_PLACES).collect();
        places.sort_unstable();
        places
    }

    /// The places where most of the context stands beside the words.
    fn with_best_context(&self, selector: &Selector) -> Vec<TextRange> {
        let mut starts = self.starts_of(&selector.exact, starts_a_word(selector));
        let most = selector.prefix.chars().count() + selector.suffix.chars().count();
        let mut best = Best::default();
        for start in starts.by_ref().take(MOST_CANDIDATES) {
            if !best.wants(most) {
                break; // nothing fits better, and enough fits as well
            }
            let score = context_score(self.text, start, selector);
            if best.wants(score)
                && let Some(range) = self.good(start, selector)
            {
                best.add(score, range);
            }
        }
        // One that was not looked at stands for all of them.
        if !best.places.is_empty() {
            best.places.extend(starts.find_map(|start| self.good(start, selector)));
        }
        best.places.sort_unstable();
        best.places
    }

    /// The words at `start` as a place, if they may be one.
    fn good(&self, start: usize, selector: &Selector) -> Option<TextRange> {
        let range = TextRange::checked(self.text, start, start + selector.exact.len())?;
        (is_whole(self.text, range) && !splits_a_word(self.text, range, selector)).then_some(range)
    }

    /// Where `words` start; those that start inside a run of letters are left out when
    /// `starts_a_word`, since they would be refused anyway.
    fn starts_of<'b>(
        &'b self,
        words: &'b str,
        starts_a_word: bool,
    ) -> Box<dyn Iterator<Item = usize> + 'b> {
        self.searches.set(self.searches.get().saturating_add(1));
        let text = self.text;
        let list =
            (self.searches.get() > FEW).then(|| self.starts.get_or_init(|| Starts::of(text)));
        match list.and_then(|list| list.find(text, words, starts_a_word)) {
            Some(found) => Box::new(found),
            None => Box::new(memmem::find_iter(text.as_bytes(), words.as_bytes())),
        }
    }
}

/// Whether the words follow no letter or digit that could be of the same word.
fn starts_a_word(selector: &Selector) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric();
    !(selector.prefix.ends_with(joins) && selector.exact.starts_with(joins))
}

/// The places that fit best so far.
#[derive(Default)]
struct Best {
    score: usize,
    places: Vec<TextRange>,
}

impl Best {
    fn wants(&self, score: usize) -> bool {
        score > self.score || (score == self.score && self.places.len() < MOST_PLACES)
    }

    fn add(&mut self, score: usize, range: TextRange) {
        if score > self.score {
            self.places.clear();
            self.score = score;
        }
        self.places.push(range);
    }
}

fn is_whole(text: &str, range: TextRange) -> bool {
    snap_to_graphemes(text, range.start().as_usize(), range.end().as_usize()) == range
}

/// Code points of context that stand right beside the words at `start`.
fn context_score(text: &str, start: usize, selector: &Selector) -> usize {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(x, y)| x == y).count()
    };
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(start + selector.exact.len()..).unwrap_or_default();
    same(&mut before.chars().rev(), &mut selector.prefix.chars().rev())
        + same(&mut after.chars(), &mut selector.suffix.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::describe;
    use crate::text::TextPos;

    fn find(text: &str, selector: &Selector) -> Anchor {
        resolve(text, &CodePoints::new(text), selector)
    }

    fn quote(exact: &str, prefix: &str, suffix: &str) -> Selector {
        Selector {
            position: None,
            exact: exact.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        }
    }

    #[test]
    fn what_describe_wrote_is_found_exactly() {
        let text = "🙂 He said five, then five again.";
        let table = CodePoints::new(text);
        let at = text.rfind("five").expect("is there");
        let range = TextRange::checked(text, at, at + 4).expect("inside");
        let selector = describe(text, &table, range);
        assert_eq!(selector.position, Some((21, 25)));
        assert_eq!(find(text, &selector), Anchor::Exact(range));
    }

    #[test]
    fn context_tells_equal_words_apart() {
        let text = "paid five, got five back";
        let anchor = find(text, &quote("five", "got ", ""));
        assert_eq!(anchor.range().map(|r| r.start()), Some(TextPos(15)));
        assert!(
            matches!(find(text, &quote("five", "", "")), Anchor::Ambiguous(all) if all.len() == 2)
        );
    }

    #[test]
    fn other_words_are_never_found() {
        assert_eq!(find("6 million", &quote("5 million", "", "")), Anchor::Lost);
    }

    #[test]
    fn a_place_inside_a_grapheme_is_no_place() {
        assert_eq!(find("cafe\u{301}", &quote("cafe", "", "")), Anchor::Lost);
    }

    #[test]
    fn a_wrong_position_gives_way_to_the_words() {
        let mut selector = quote("later", "", "");
        selector.position = Some((0, 5));
        assert!(matches!(find("sooner or later", &selector), Anchor::Moved(_)));
    }

    #[test]
    fn words_inside_other_words_are_never_found_without_their_context() {
        for text in ["paid 15 million", "paid 1.5 million", "a 5 millionth part"] {
            assert_eq!(find(text, &quote("5 million", "", "")), Anchor::Lost, "{text}");
        }
        let text = "paid 15 million, then 5 million, then 1.5 million";
        let start = |anchor: Anchor| anchor.range().map(|range| range.start().as_usize());
        assert_eq!(start(find(text, &quote("5 million", "", ""))), text.find("5 million, then 1"));
        assert_eq!(start(find(text, &quote("5 million", "paid 1", ""))), text.find("5 million"));
        assert_eq!(start(find(text, &quote("5 million", "1.", ""))), text.rfind("5 million"));
    }

    #[test]
    fn a_position_alone_does_not_take_a_verdict_into_another_word() {
        let mut selector = quote("Hale", "Mr ", " said");
        selector.position = Some((3, 7));
        assert_eq!(find("Mr Haley said", &selector), Anchor::Lost);
        assert!(matches!(find("Mr Hale said", &selector), Anchor::Exact(_)));
        assert!(matches!(find("Mr Haley met Hale", &selector), Anchor::Moved(_)));
    }

    #[test]
    fn a_finder_with_a_list_finds_what_one_without_finds() {
        let text =
            "Café 北京市 unlocked, locked; “five” 1,250 or 250. É\u{301}té été. locked\u{a0}in";
        let table = CodePoints::new(text);
        let finder = Finder::new(text, &table);
        let boundaries: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (n, start) in boundaries.iter().enumerate() {
            for end in boundaries.iter().skip(n + 1).step_by(3) {
                let range = TextRange::checked(text, *start, *end).expect("inside");
                for prefix in ["", "un", "1,", "x"] {
                    let bare = quote(range.of(text), prefix, "");
                    assert_eq!(finder.resolve(&bare), find(text, &bare), "{bare:?}");
                }
                let full = Selector { position: None, ..describe(text, &table, range) };
                assert_eq!(finder.resolve(&full), find(text, &full), "{full:?}");
                assert!(finder.holds(range.of(text)));
            }
        }
        assert!(!finder.holds("nowhere") && !finder.holds("5 or 251"));
    }

    #[test]
    fn very_common_words_are_ambiguous_and_not_all_told() {
        let text = "so ".repeat(MOST_CANDIDATES + 2);
        for selector in [quote("so", "", ""), quote("so", "x ", " so")] {
            let Anchor::Ambiguous(places) = find(&text, &selector) else { panic!("{selector:?}") };
            assert!(places.len() > 1 && places.len() <= MOST_PLACES + 1);
        }
    }
}
