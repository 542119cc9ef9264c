//! Old words beside new ones: what went out is struck through, what came in is underlined, each on a
//! ground of its own.

use std::ops::Range;

use egui::{Rect, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::panel::PanelCx;
use super::setting::{ExcerptStyle, Lit};
use super::theme::Tokens;
use crate::text::{TextDiff, TextRange};

/// Which of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// The older one: what it alone has went out.
    Old,
    /// The newer one: what it alone has came in.
    New,
}

impl Version {
    /// How words are shown that it alone has.
    pub(super) fn lit<'a>(self, tokens: &Tokens, ranges: &'a [Range<usize>]) -> Lit<'a> {
        match self {
            Self::Old => Lit { ranges, ground: tokens.gone, line: tokens.bad, is_struck: true },
            Self::New => Lit { ranges, ground: tokens.fresh, line: tokens.good, is_struck: false },
        }
    }
}

/// What each of two short texts has alone, in bytes.
pub(super) fn apart(old: &str, new: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let diff = TextDiff::new(old, new);
    let bytes = |ranges: Vec<TextRange>| ranges.into_iter().map(TextRange::bytes).collect();
    (bytes(diff.gone()), bytes(diff.fresh()))
}

/// Shows a text as a label, with the words lit that it alone has.
pub(super) fn shown(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    (text, version): (&str, Version),
    own: &[Range<usize>],
    style: &ExcerptStyle,
) {
    let width = ui.available_width();
    let scale = ui.ctx().pixels_per_point();
    let height = cx.excerpts.height(cx.engine, text, style, width, scale);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    paint(ui, cx, (text, version), own, style, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// Paints it in `rect`.
pub(super) fn paint(
    ui: &Ui,
    cx: &mut PanelCx<'_>,
    (text, version): (&str, Version),
    own: &[Range<usize>],
    style: &ExcerptStyle,
    rect: Rect,
) {
    let lit = version.lit(&cx.tokens, own);
    cx.excerpts.paint_lit(ui, cx.engine, text, style, (rect, Some(&lit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_text_has_alone_is_told() {
        let (gone, fresh) = apart("Costs rose 12 percent.", "Costs rose 13 percent, too.");
        assert_eq!(gone.first(), Some(&(11..13)));
        assert_eq!(fresh, [11..13, 21..26]);
    }
}
