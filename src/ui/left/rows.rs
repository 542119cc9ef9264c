//! A list of rows of one height, of which only those in sight are there; arrows go through it. One of
//! them may be open and have more below it. And what stands in most of them: words, and a line about
//! these.

use std::ops::Range;

use egui::style::ScrollAnimation;
use egui::{Rangef, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::ui::focus::{self, list_keys, name_list, take_keys, tell_place};
use crate::ui::panel::PanelCx;
use crate::ui::setting::ExcerptStyle;

/// Room between the words of a row and the line about them, in points.
const BETWEEN: f32 = 2.0;

/// How far the words of a row stay away from its right edge, in points.
const MARGIN: f32 = 12.0;

/// What a list remembers from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct RowList {
    /// The row that is to have the keyboard, as soon as it is there.
    goes_to: Option<usize>,
    /// Height of what stood below the open row, in points.
    below: f32,
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
    /// The row that has something below it. It is there even out of sight, and so keeps the keyboard.
    pub(super) open: Option<usize>,
}

impl RowList {
    /// Gives a row the keyboard.
    pub(super) fn go_to(&mut self, row: usize) {
        self.goes_to = Some(row);
    }

    /// Shows the rows; `row` paints one, with what is below it where it is the open one, and gives
    /// the response of the row itself.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        of: RowsOf<'_>,
        mut row: impl FnMut(&mut Ui, usize) -> Response,
    ) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let open = of.open.map(|at| (at, self.below));
        let stack = Stack { count: of.count, row: of.height, open };
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt(of.name);
        if let Some(shows) = of.shows {
            area = area.vertical_scroll_offset(stack.top_of(shows.saturating_sub(2)));
        }
        area.show_viewport(ui, |ui, viewport| {
            name_list(ui, of.name, of.count);
            ui.set_height(stack.height());
            let in_sight = stack.in_sight(viewport.y_range());
            let apart = of.open.filter(|at| !in_sight.contains(at)).map(|at| at..at + 1);
            for rows in [in_sight].into_iter().chain(apart) {
                let place = stack.place(ui.max_rect(), &rows);
                ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                    self.rows(ui, of, rows, &mut row);
                });
            }
            self.scroll_to_goal(ui, stack);
            if of.open.is_some() {
                focus::keep_in_sight(ui);
            }
        });
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        of: RowsOf<'_>,
        rows: Range<usize>,
        row: &mut impl FnMut(&mut Ui, usize) -> Response,
    ) {
        for at in rows {
            let top = ui.cursor().top();
            let response = row(ui, at);
            tell_place(&response, at);
            self.goes_to = list_keys(ui, &response, at, of.count).or(self.goes_to);
            if self.goes_to == Some(at) {
                take_keys(ui, &response);
                response.scroll_to_me_animation(None, ScrollAnimation::none());
                self.goes_to = None;
            }
            let below = ui.cursor().top() - top - of.height;
            if of.open == Some(at) && (below - self.below).abs() > 0.5 {
                self.below = below;
                ui.ctx().request_repaint(); // the rows after it stand elsewhere
            }
        }
    }

    /// Brings the row that is to have the keyboard where it will be there in the next frame.
    fn scroll_to_goal(&mut self, ui: &Ui, stack: Stack) {
        self.goes_to = self.goes_to.filter(|goal| *goal < stack.count);
        let Some(goal) = self.goes_to else { return };
        let place = stack.place(ui.max_rect(), &(goal..goal + 1));
        let head = Rect::from_min_size(place.min, vec2(1.0, stack.row));
        ui.scroll_to_rect_animation(head, None, ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

/// Where rows of one height stand, with more below one of them.
#[derive(Clone, Copy, Debug)]
struct Stack {
    count: usize,
    row: f32,
    open: Option<(usize, f32)>,
}

impl Stack {
    /// How far the top of a row is from that of the first.
    fn top_of(self, at: usize) -> f32 {
        let below = self.open.filter(|(open, _)| *open < at).map_or(0.0, |(_, below)| below);
        at as f32 * self.row + below
    }

    fn height(self) -> f32 {
        self.top_of(self.count)
    }

    /// The row at so many points below the top of the first.
    fn row_at(self, y: f32) -> usize {
        let y = match self.open {
            Some((open, below)) if y > self.top_of(open) => (y - below).max(self.top_of(open)),
            _ => y,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row")]
        let row = (y / self.row).max(0.0) as usize;
        row.min(self.count)
    }

    fn in_sight(self, seen: Rangef) -> Range<usize> {
        self.row_at(seen.min)..(self.row_at(seen.max) + 1).min(self.count)
    }

    /// Where `rows` stand in a list.
    fn place(self, list: Rect, rows: &Range<usize>) -> Rect {
        let y = |at| list.top() + self.top_of(at);
        Rect::from_x_y_ranges(list.x_range(), y(rows.start)..=y(rows.end))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_sight_are_few_and_what_is_open_makes_room_for_itself() {
        let closed = Stack { count: 2000, row: 10.0, open: None };
        assert_eq!(closed.in_sight(Rangef::new(55.0, 95.0)), 5..10);
        assert_eq!(closed.in_sight(Rangef::new(19_990.0, 20_100.0)), 1999..2000);
        let open = Stack { open: Some((3, 300.0)), ..closed };
        assert_eq!((open.top_of(3), open.top_of(4), open.height()), (30.0, 340.0, 20_300.0));
        assert_eq!(open.in_sight(Rangef::new(0.0, 45.0)), 0..4);
        assert_eq!(open.in_sight(Rangef::new(100.0, 345.0)), 3..5);
        assert_eq!(open.in_sight(Rangef::new(355.0, 365.0)), 5..7);
        let none = Stack { count: 0, ..closed };
        assert_eq!(none.in_sight(Rangef::new(0.0, 50.0)), 0..0);
    }
}
