//! How the page is set: the choices of the reader, the same for every article.

use serde::{Deserialize, Serialize};

/// How the page is set. Its size is [`super::Settings::text_size`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageStyle {
    /// Characters on a full line, 45 to 90.
    pub measure: u32,
    /// Height of a line of running text in ems, 1.2 to 2.4.
    pub line_height: f32,
    /// Font family of the text; empty: the best serif that the system has.
    pub family: String,
    /// Whether both edges of a paragraph are straight.
    pub justified: bool,
}

impl Default for PageStyle {
    fn default() -> Self {
        Self {
            measure: 70,
            line_height: Self::LINE_HEIGHT,
            family: String::new(),
            justified: false,
        }
    }
}

impl PageStyle {
    /// Fewest and most characters on a line.
    pub const MEASURES: std::ops::RangeInclusive<u32> = 45..=90;

    /// Lowest and highest line in ems.
    pub const LINE_HEIGHTS: std::ops::RangeInclusive<f32> = 1.2..=2.4;

    /// Height of a line as designed, in ems.
    pub const LINE_HEIGHT: f32 = 1.62;

    /// Puts every figure where it may be.
    pub(super) fn mend(&mut self) {
        self.measure = self.measure.clamp(*Self::MEASURES.start(), *Self::MEASURES.end());
        self.line_height = if self.line_height.is_finite() {
            self.line_height.clamp(*Self::LINE_HEIGHTS.start(), *Self::LINE_HEIGHTS.end())
        } else {
            Self::LINE_HEIGHT
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_out_of_range_come_back_into_it() {
        let mut style = PageStyle { measure: 3, line_height: f32::NAN, ..PageStyle::default() };
        style.mend();
        assert_eq!((style.measure, style.line_height), (45, PageStyle::LINE_HEIGHT));
        let mut style = PageStyle { measure: 900, line_height: 9.0, ..PageStyle::default() };
        style.mend();
        assert_eq!((style.measure, style.line_height), (90, 2.4));
    }
}
