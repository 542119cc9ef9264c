//! Byte positions and ranges, checked once and trusted afterwards.

use std::ops::Range;

/// A byte offset into a text, at most 4 GiB.
///
/// A `TextPos` by itself promises nothing about char boundaries; [`TextRange::checked`] does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPos(pub u32);

impl TextPos {
    /// The position as an index for slicing.
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }

    /// A position from a byte index of a text that importers keep below 4 GiB.
    pub fn from_usize(byte: usize) -> Self {
        Self(u32::try_from(byte).unwrap_or(u32::MAX))
    }
}

/// A half-open stretch of a text: `start <= end`, in bytes.
///
/// ```text
///   M r   H a l e
///   0 1 2 3 4 5 6      TextRange 3..7 is "Hale"
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    start: TextPos,
    end: TextPos,
}

impl TextRange {
    /// The range `start..end`, or `None` when it is reversed, outside `text` or splits a character.
    pub fn checked(text: &str, start: usize, end: usize) -> Option<Self> {
        text.get(start..end)?;
        Some(Self { start: TextPos::from_usize(start), end: TextPos::from_usize(end) })
    }

    /// The range of these bytes of a text that importers keep below 4 GiB.
    pub fn of_bytes(bytes: Range<usize>) -> Self {
        Self::between(TextPos::from_usize(bytes.start), TextPos::from_usize(bytes.end))
    }

    /// The range between two positions, in either order.
    pub fn between(a: TextPos, b: TextPos) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// An empty range at `pos`.
    pub fn empty(pos: TextPos) -> Self {
        Self { start: pos, end: pos }
    }

    /// The first byte.
    pub fn start(self) -> TextPos {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> TextPos {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end.0 - self.start.0) as usize
    }

    /// Whether there is nothing between the two ends.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// For slicing: `&text[range.bytes()]`.
    pub fn bytes(self) -> Range<usize> {
        self.start.as_usize()..self.end.as_usize()
    }

    /// The words of `text` here; empty when the range belongs to another, shorter text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.bytes()).unwrap_or_default()
    }

    /// Whether `pos` lies in the half-open range.
    pub fn contains(self, pos: TextPos) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part that both share, if it is not empty.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_never_splits_a_character_or_leaves_the_text() {
        assert!(TextRange::checked("né", 0, 2).is_none());
        assert!(TextRange::checked("né", 0, 9).is_none());
        #[expect(clippy::reversed_empty_ranges, reason = "the point of the test")]
        let reversed = 2..1;
        assert!(TextRange::checked("abc", reversed.start, reversed.end).is_none());
        assert_eq!(TextRange::checked("né", 1, 3).map(|r| r.of("né")), Some("é"));
    }

    #[test]
    fn touching_ranges_do_not_overlap() {
        let text = "abcdef";
        let left = TextRange::checked(text, 0, 3).expect("inside");
        let right = TextRange::checked(text, 3, 6).expect("inside");
        assert!(!left.overlaps(right));
        assert_eq!(left.intersection(right), None);
    }
}
