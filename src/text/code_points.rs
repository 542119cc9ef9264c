//! Bytes to code points and back, for the borders.

use super::{TextPos, TextRange};

/// Every this many bytes the table remembers how many code points came before.
const STRIDE: usize = 128;

/// A sparse table of code-point counts over one text.
///
/// Building it costs one pass, a look-up at most 128 bytes. A full table of 10 MB of text would cost
/// 40 MB and 20 ms; this one costs 320 kB.
///
/// ```text
///   bytes        0 ......... 128 ......... 256 ......
///   code points  0           125           251         <- `before`
/// ```
#[derive(Clone, Debug, Default)]
pub struct CodePoints {
    before: Vec<u32>,
    bytes: usize,
    total: u32,
}

/// Code points that start in `bytes`: every byte that is not a continuation byte starts one. The
/// counts of a few bytes fit into a byte, of which the machine adds many at once.
fn starts(bytes: &[u8]) -> u32 {
    let count = |bytes: &[u8]| bytes.iter().map(|b| u8::from((*b & 0xC0) != 0x80)).sum::<u8>();
    bytes.chunks(STRIDE).map(|chunk| u32::from(count(chunk))).sum()
}

impl CodePoints {
    /// The table of `text`.
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(total);
            total += starts(chunk);
        }
        Self { before, bytes: text.len(), total }
    }

    /// Code points of the whole text.
    pub fn len(&self) -> u32 {
        self.total
    }

    /// Whether the text has no characters.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Code points before `pos`. `text` must be the text the table was made of.
    pub fn at(&self, text: &str, pos: TextPos) -> u32 {
        let byte = pos.as_usize().min(self.bytes);
        let slot = byte / STRIDE;
        let Some(before) = self.before.get(slot) else { return self.total };
        before + starts(text.as_bytes().get(slot * STRIDE..byte).unwrap_or_default())
    }

    /// The byte position of the code point with index `code_point`; the end of the text is valid.
    pub fn to_byte(&self, text: &str, code_point: u32) -> Option<TextPos> {
        if code_point == self.total {
            return Some(TextPos::from_usize(self.bytes));
        }
        let slot = self.before.partition_point(|before| *before <= code_point).checked_sub(1)?;
        /// Counting so many at once is quicker than looking at each.
        const STEP: usize = 64;
        let mut left = code_point - self.before[slot];
        let mut from = slot * STRIDE;
        for chunk in text.as_bytes().get(from..)?.chunks(STEP) {
            let here = starts(chunk);
            if left < here {
                let mut begins = (0..chunk.len()).filter(|at| (chunk[*at] & 0xC0) != 0x80);
                let at = begins.nth(left as usize)?;
                return Some(TextPos::from_usize(from + at));
            }
            left -= here;
            from += chunk.len();
        }
        None
    }

    /// Both ends of `range` in code points.
    pub fn range(&self, text: &str, range: TextRange) -> (u32, u32) {
        (self.at(text, range.start()), self.at(text, range.end()))
    }

    /// The byte range of two code-point positions; `None` when reversed or outside.
    pub fn to_range(&self, text: &str, start: u32, end: u32) -> Option<TextRange> {
        let (a, b) = (self.to_byte(text, start)?, self.to_byte(text, end)?);
        TextRange::checked(text, a.as_usize(), b.as_usize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_before_the_mark_counts_as_one() {
        let text = "🙂 é five";
        let table = CodePoints::new(text);
        let byte = text.find("five").expect("is there");
        assert_eq!(table.at(text, TextPos::from_usize(byte)), 4);
        assert_eq!(table.to_byte(text, 4), Some(TextPos::from_usize(byte)));
    }

    #[test]
    fn every_boundary_of_a_long_text_goes_there_and_back() {
        let text = "añ漢🙂".repeat(700);
        let table = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            let n = u32::try_from(n).expect("small");
            assert_eq!(table.to_byte(&text, n), Some(TextPos::from_usize(byte)));
            assert_eq!(table.at(&text, TextPos::from_usize(byte)), n);
        }
        assert_eq!(table.to_byte(&text, table.len()), Some(TextPos::from_usize(text.len())));
        assert_eq!(table.to_byte(&text, table.len() + 1), None);
    }
}
