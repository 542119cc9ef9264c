//! Pages of the file that an article was read from, by what is printed on them.

use crate::text::{TextPos, TextRange};

/// A place in the article where another page of the file begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The first character that stands on it.
    pub at: TextPos,
    /// What the page is called: "12", "iv".
    pub label: String,
}

/// Which page of the file each word stands on; nothing for files that have no fixed pages.
///
/// A page may begin more than once, since an article has its notes elsewhere than the page has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages(Vec<PageStart>);

impl Pages {
    /// The pages that begin at these places, which are brought in order; one that begins where
    /// another does, or where the same page goes on, is left out.
    pub fn new(mut starts: Vec<PageStart>) -> Self {
        starts.sort_by_key(|start| start.at);
        starts.dedup_by(|next, last| next.at == last.at || next.label == last.label);
        Self(starts)
    }

    /// Whether nothing is known of any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where pages begin, in order of the article.
    pub fn starts(&self) -> &[PageStart] {
        &self.0
    }

    /// The pages that begin inside `range`.
    pub fn beginning_in(&self, range: TextRange) -> &[PageStart] {
        let from = self.0.partition_point(|start| start.at < range.start());
        let to = self.0.partition_point(|start| start.at < range.end());
        self.0.get(from..to).unwrap_or_default()
    }

    /// What the page is called that has the character at `pos`.
    pub fn label_at(&self, pos: TextPos) -> Option<&str> {
        let behind = self.0.partition_point(|start| start.at <= pos);
        Some(&self.0.get(behind.checked_sub(1)?)?.label)
    }

    /// The first page that is called so, capitals aside.
    pub fn find(&self, label: &str) -> Option<&PageStart> {
        let wanted = label.to_lowercase();
        self.0.iter().find(|start| start.label.to_lowercase() == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(starts: &[(u32, &str)]) -> Pages {
        let start =
            |(at, label): &(u32, &str)| PageStart { at: TextPos(*at), label: (*label).to_owned() };
        Pages::new(starts.iter().map(start).collect())
    }

    #[test]
    fn a_page_has_the_characters_up_to_the_next_one() {
        let pages = pages(&[(0, "iv"), (10, "1"), (25, "2")]);
        let told: Vec<_> = [0, 9, 10, 24, 25, 900].map(|at| pages.label_at(TextPos(at))).into();
        assert_eq!(told, ["iv", "iv", "1", "1", "2", "2"].map(Some));
        let range = TextRange::between(TextPos(10), TextPos(25));
        assert_eq!(pages.beginning_in(range).len(), 1);
        assert_eq!(pages.find("IV").map(|start| start.at), Some(TextPos(0)));
    }

    #[test]
    fn a_page_that_goes_on_begins_once() {
        let pages = pages(&[(10, "2"), (0, "1"), (4, "1"), (10, "3"), (20, "1")]);
        let starts: Vec<_> = pages.starts().iter().map(|s| (s.at.0, s.label.as_str())).collect();
        assert_eq!(starts, [(0, "1"), (10, "2"), (20, "1")]);
    }
}
