//! The small bar at the selection: Claim, Quote, Source, Nothing to check; Place here in front of
//! them while the selected mark waits for a place.
//!
//! It never covers what is selected nor the line with the caret, and never leaves the page: it lies
//! below the selection, above it, or, where that fills the page, upright in the margin.

use egui::{
    Area, AreaState, Button, Frame, Id, Layout, Margin, Order, Pos2, Rect, Response, RichText, Ui,
    Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::view::{PageCx, PageView};
use crate::model::{Mark, MarkKind};
use crate::ui::setting::Side;
use crate::ui::tip::Tip as _;
use crate::workspace::{Action, Command, CommandEnv, Extent};

/// Distance to the selection, in points.
const GAP: f32 = 8.0;

/// Distance to the edges of the page.
const EDGE: f32 = 6.0;

/// Room that the scroll bar takes.
const SCROLL_BAR: f32 = 16.0;

/// How the buttons stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Side by side, with their names.
    Flat,
    /// One above the other, with their keys alone.
    Upright,
}

impl Shape {
    fn id(self) -> Id {
        Id::unique(("selection bar", self == Self::Flat))
    }

    /// Its size in the last frame, or about that.
    fn size(self, ui: &Ui) -> Vec2 {
        let guess = match self {
            Self::Flat => vec2(370.0, 34.0),
            Self::Upright => vec2(26.0, 112.0),
        };
        AreaState::load(ui.ctx(), self.id()).map_or(guess, |area| area.size.unwrap_or(guess))
    }
}

pub(super) fn show(
    view: &PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    page: Rect,
    response: &Response,
    out: &mut Vec<Action>,
) {
    let is_dragging = view.drag.is_some() && response.is_pointer_button_down_on();
    if is_dragging || cx.document.read_only.is_some() || !cx.has_keys {
        return;
    }
    let Some(taken) = taken(view, cx, page) else { return };
    let (shape, at) = match flat_at(page, taken, Shape::Flat.size(ui)) {
        Some(at) => (Shape::Flat, at),
        None => (Shape::Upright, upright_at(page, view.column, taken, Shape::Upright.size(ui))),
    };
    let area = Area::new(shape.id()).order(Order::Foreground).fixed_pos(at).fade_in(false);
    area.show(ui.ctx(), |ui| {
        let margin = match shape {
            Shape::Flat => Margin::symmetric(6, 4),
            Shape::Upright => Margin::same(2),
        };
        Frame::new()
            .fill(cx.tokens.ink)
            .corner_radius(8)
            .inner_margin(margin)
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| buttons(ui, cx, shape, out));
    });
}

/// The lines that must stay free: of the selection, and of the caret, as far as they are in sight;
/// from side to side as wide as the line where the caret is.
fn taken(view: &PageView, cx: &PageCx<'_>, page: Rect) -> Option<Rect> {
    let range = cx.document.selected_range()?;
    let in_sight = |rect: &Rect| rect.intersects(page);
    let selected: Vec<Rect> = view.rects(cx, range).into_iter().filter(in_sight).collect();
    let (first, last) = (selected.first()?, selected.last()?);
    let focus = cx.document.selection.focus;
    let near = if focus < cx.document.selection.anchor { first } else { last };
    let mut taken = Rect::from_x_y_ranges(near.x_range(), first.top()..=last.bottom());
    if let Some(caret) = view.caret_rect(cx, focus, Side::InFront).filter(in_sight) {
        taken.min.y = taken.top().min(caret.top());
        taken.max.y = taken.bottom().max(caret.bottom());
    }
    Some(taken)
}

/// Below what is taken, or above it; `None` where there is no room.
fn flat_at(page: Rect, taken: Rect, size: Vec2) -> Option<Pos2> {
    let (below, above) = (taken.bottom() + GAP, taken.top() - GAP - size.y);
    let y = if below + size.y <= page.bottom() - EDGE {
        below
    } else if above >= page.top() + EDGE {
        above
    } else {
        return None;
    };
    let most = page.right() - SCROLL_BAR - size.x;
    (most >= page.left()).then(|| pos2(taken.left().min(most).max(page.left() + EDGE.min(most)), y))
}

/// In the margin at the right, at the height of the end of the selection.
fn upright_at(page: Rect, column: Rect, taken: Rect, size: Vec2) -> Pos2 {
    let right = page.right() - SCROLL_BAR - size.x;
    let lowest = page.bottom() - EDGE - size.y;
    let y = (taken.bottom() - size.y).min(lowest).max(page.top() + EDGE);
    pos2(right.min(column.right() + GAP), y)
}

fn buttons(ui: &mut Ui, cx: &PageCx<'_>, shape: Shape, out: &mut Vec<Action>) {
    let env = CommandEnv::of(Some(cx.document));
    let kinds = MarkKind::ALL.iter().map(|kind| Command::Mark(*kind));
    let waits = cx.document.selected_mark().is_some_and(Mark::waits);
    let place = waits.then_some(Command::PlaceHere);
    let commands = place.into_iter().chain(kinds).chain([Command::Exempt(Extent::Selection)]);
    let layout = match shape {
        Shape::Flat => Layout::left_to_right(egui::Align::Center),
        Shape::Upright => Layout::top_down(egui::Align::Center),
    };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for command in commands {
            if button(ui, cx, shape, command).clicked()
                && let Ok(action) = command.resolve(&env)
            {
                out.push(action);
            }
        }
    });
}

fn button(ui: &mut Ui, cx: &PageCx<'_>, shape: Shape, command: Command) -> Response {
    let spec = command.spec();
    let (label, key) = (spec.label, *spec.keys.first().unwrap_or(&""));
    let name = format!("{label} {key}");
    let paper = cx.tokens.paper;
    let button = match shape {
        Shape::Flat => {
            let key = RichText::new(key).small().color(paper.gamma_multiply(0.65));
            Button::new((RichText::new(label).color(paper), key))
        }
        Shape::Upright => {
            ui.spacing_mut().button_padding = vec2(2.0, 2.0);
            Button::new(RichText::new(key).color(paper)).min_size(vec2(22.0, 24.0))
        }
    };
    let response = ui.add(button.frame_when_inactive(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    match shape {
        Shape::Flat => response.tip(spec.help),
        Shape::Upright => response.tip(format!("{label}: {}", spec.help)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect { min: pos2(100.0, 30.0), max: pos2(900.0, 830.0) };
    const SIZE: Vec2 = vec2(370.0, 34.0);

    fn taken(x: f32, top: f32, bottom: f32) -> Rect {
        Rect::from_x_y_ranges(x..=x + 80.0, top..=bottom)
    }

    #[test]
    fn the_bar_stays_on_the_page_and_off_the_selection() {
        for x in [100.0, 400.0, 820.0] {
            for (top, bottom) in [(40.0, 70.0), (400.0, 430.0), (790.0, 825.0), (90.0, 829.0)] {
                let taken = taken(x, top, bottom);
                let at = flat_at(PAGE, taken, SIZE).expect("there is room");
                let bar = Rect::from_min_size(at, SIZE);
                assert!(PAGE.contains_rect(bar) && !bar.y_range().intersects(taken.y_range()));
            }
        }
    }

    #[test]
    fn a_selection_that_fills_the_page_has_the_bar_in_the_margin() {
        let taken = taken(200.0, 0.0, 900.0);
        assert_eq!(flat_at(PAGE, taken, SIZE), None);
        let column = Rect::from_x_y_ranges(200.0..=860.0, PAGE.y_range());
        let size = vec2(24.0, 112.0);
        let bar = Rect::from_min_size(upright_at(PAGE, column, taken, size), size);
        assert!(PAGE.contains_rect(bar) && bar.left() >= column.right());
    }
}
