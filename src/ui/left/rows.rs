//! A list of rows of one height, of which only those in sight are there; arrows go through it. And what
//! stands in most of them: words, and a line about these.

use egui::{Rect, Response, ScrollArea, Ui, pos2, vec2};

use crate::ui::focus::{list_keys, name_list, take_keys, tell_place};
use crate::ui::panel::PanelCx;
use crate::ui::setting::ExcerptStyle;

/// Room between the words of a row and the line about them, in points.
const BETWEEN: f32 = 2.0;

/// How far the words of a row stay away from its right edge, in points.
const MARGIN: f32 = 12.0;

/// Where the keyboard goes next in a list.
#[derive(Debug, Default)]
pub(super) struct RowList {
    /// The row that is to have the keyboard, as soon as it is there.
    goes_to: Option<usize>,
}

/// What a list is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowsOf<'a> {
    /// Its name for those who do not see it.
    pub(super) name: &'a str,
    /// How many rows there are.
    pub(super) count: usize,
    /// Their height in points.
    pub(super) height: f32,
    /// The row to scroll to.
    pub(super) shows: Option<usize>,
}

impl RowList {
    /// Gives a row the keyboard.
    pub(super) fn go_to(&mut self, row: usize) {
        self.goes_to = Some(row);
    }

    /// Shows the rows; `row` paints one and gives its response.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        of: RowsOf<'_>,
        mut row: impl FnMut(&mut Ui, usize) -> Response,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt(of.name);
        if let Some(shows) = of.shows {
            area = area.vertical_scroll_offset(((shows as f32 - 2.0) * of.height).max(0.0));
        }
        area.show_rows(ui, of.height, of.count, |ui, rows| {
            name_list(ui, of.name, of.count);
            let top = ui.cursor().min;
            for at in rows.clone() {
                let response = row(ui, at);
                tell_place(&response, at);
                self.goes_to = list_keys(ui, &response, at, of.count).or(self.goes_to);
                if self.goes_to == Some(at) {
                    take_keys(ui, &response);
                }
            }
            let Some(goal) = self.goes_to else { return };
            let y = top.y + (goal as f32 - rows.start as f32) * of.height;
            let rect = Rect::from_min_size(pos2(top.x, y), vec2(1.0, of.height));
            ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
            if rows.contains(&goal) {
                self.goes_to = None;
            }
        });
    }
}

/// What a row says.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowText<'a> {
    /// Two lines of it at most.
    pub(super) words: &'a str,
    /// How the words are set.
    pub(super) style: ExcerptStyle,
    /// The line about the words.
    pub(super) about: &'a str,
    /// Where both begin, from the left edge of the row.
    pub(super) indent: f32,
}

/// Paints what a row says in its middle; gives the height of the middle of the first line.
pub(super) fn row_text(ui: &Ui, cx: &mut PanelCx<'_>, row: Rect, text: RowText<'_>) -> f32 {
    let RowText { words, style, about, indent } = text;
    let style = style.in_lines(2);
    let about_style = ExcerptStyle::small(&cx.tokens);
    let (left, scale) = (row.left() + indent, ui.ctx().pixels_per_point());
    let width = row.right() - MARGIN - left;
    let height = cx.excerpts.height(cx.engine, words, &style, width, scale);
    let below = cx.excerpts.height(cx.engine, about, &about_style, width, scale);
    let top = row.center().y - (height + BETWEEN + below) / 2.0;
    let first = Rect::from_min_size(pos2(left, top), vec2(width, height));
    cx.excerpts.paint(ui, cx.engine, words, &style, first);
    let foot = Rect::from_min_size(pos2(left, top + height + BETWEEN), vec2(width, below));
    cx.excerpts.paint(ui, cx.engine, about, &about_style, foot);
    top + style.size * 0.68
}
