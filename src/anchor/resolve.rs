//! The exact strategies: by position, then by the words with their context.

use memchr::memmem;

use crate::model::Selector;
use crate::text::{CodePoints, TextRange, snap_to_graphemes};

/// Where a selector leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The words stand where the position says, or in only one place and no position was given.
    Exact(TextRange),
    /// The words stand elsewhere, in one place that fits best.
    Moved(TextRange),
    /// The words stand in several places that fit equally well.
    Ambiguous(Vec<TextRange>),
    /// The words do not stand in the text.
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

/// How many places of the same words are looked at. *Limits*: with more, the rest is not seen and
/// the answer can only be ambiguous.
const MOST_CANDIDATES: usize = 10_000;

/// Finds `selector` in `text`.
///
/// A place that would split a grapheme is no place. Without words, the position alone decides.
pub fn resolve(text: &str, code_points: &CodePoints, selector: &Selector) -> Anchor {
    let at_position = selector
        .position
        .and_then(|(start, end)| code_points.to_range(text, start, end))
        .filter(|range| !range.is_empty() && is_whole(text, *range));
    if let Some(range) = at_position
        && (selector.exact.is_empty() || range.of(text) == selector.exact)
    {
        return Anchor::Exact(range);
    }
    if selector.exact.is_empty() {
        return Anchor::Lost;
    }
    best_by_context(text, selector)
}

fn is_whole(text: &str, range: TextRange) -> bool {
    snap_to_graphemes(text, range.start().as_usize(), range.end().as_usize()) == range
}

fn best_by_context(text: &str, selector: &Selector) -> Anchor {
    let mut best: Vec<TextRange> = Vec::new();
    let mut best_score = 0;
    for start in memmem::find_iter(text.as_bytes(), selector.exact.as_bytes()).take(MOST_CANDIDATES)
    {
        let Some(range) = TextRange::checked(text, start, start + selector.exact.len()) else {
            continue;
        };
        if !is_whole(text, range) {
            continue;
        }
        let score = context_score(text, range, selector);
        if best.is_empty() || score > best_score {
            best.clear();
            best_score = score;
        }
        if score == best_score {
            best.push(range);
        }
    }
    match (best.as_slice(), selector.position) {
        ([], _) => Anchor::Lost,
        ([one], None) => Anchor::Exact(*one),
        ([one], Some(_)) => Anchor::Moved(*one),
        _ => Anchor::Ambiguous(best),
    }
}

/// Code points of context that stand right beside the candidate.
fn context_score(text: &str, range: TextRange, selector: &Selector) -> usize {
    let bytes = range.bytes();
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(x, y)| x == y).count()
    };
    same(&mut text[..bytes.start].chars().rev(), &mut selector.prefix.chars().rev())
        + same(&mut text[bytes.end..].chars(), &mut selector.suffix.chars())
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
}
