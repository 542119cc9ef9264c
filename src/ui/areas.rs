//! The areas of the window: which of them there is room for, and in which order the keyboard goes
//! through them.
//!
//! egui hands the keyboard on in the order in which things are shown, and gives room in that order
//! as well. The bar at the bottom and the inspector need their room before the page and the
//! keyboard after it: so they are reserved first and filled later.

use egui::accesskit::Role;
use egui::{Align, Context, Layout, Panel, Rect, Ui, UiBuilder};

use super::theme::size;
use crate::store::Settings;
use crate::workspace::{Direction, Panel as Side};

/// What the page needs beside it to be read, in points.
const PAGE: f32 = 480.0;

/// Areas that F6 goes through, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    /// Marks, sources, outline, drafts.
    List,
    /// The article.
    Page,
    /// The selected mark.
    Inspector,
}

/// Which areas are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InSight {
    pub(super) list: bool,
    pub(super) page: bool,
    pub(super) inspector: bool,
}

impl InSight {
    /// What there is room for in a window of `width` points: the page comes first, then the
    /// inspector, then the list. A side that was asked for and has no room stands in front of all.
    pub(super) fn of(settings: &Settings, width: f32, asked: Option<Side>) -> Self {
        let inspector = settings.right_panel && width >= PAGE + size::RIGHT_PANEL;
        let taken = if inspector { size::RIGHT_PANEL } else { 0.0 };
        let list = settings.left_panel && width >= PAGE + taken + size::LEFT_PANEL;
        let beside = Self { list, page: true, inspector };
        match asked {
            Some(Side::Left) if settings.left_panel && !list => {
                let page = width >= PAGE + size::LEFT_PANEL;
                Self { list: true, page, inspector: false }
            }
            Some(Side::Right) if settings.right_panel && !inspector => {
                Self { list: false, page: false, inspector: true }
            }
            _ => beside,
        }
    }

    /// Whether a side is shown.
    pub(super) fn has(self, side: Side) -> bool {
        match side {
            Side::Left => self.list,
            Side::Right => self.inspector,
        }
    }
}

/// Where the sides were in the last frame, to know which area has the keyboard.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub(super) list: Option<Rect>,
    pub(super) inspector: Option<Rect>,
}

impl Places {
    /// The area that has the keyboard.
    pub(super) fn current(self, ctx: &Context) -> Area {
        let focused = ctx.memory(|memory| memory.focused());
        let at = focused.and_then(|id| ctx.read_response(id)).map(|found| found.rect.center());
        let is_in =
            |place: Option<Rect>| at.is_some_and(|at| place.is_some_and(|p| p.contains(at)));
        if is_in(self.list) {
            Area::List
        } else if is_in(self.inspector) {
            Area::Inspector
        } else {
            Area::Page
        }
    }
}

impl Area {
    /// The next area, or the one before; round the end.
    pub(super) fn step(self, step: Direction) -> Self {
        match (self, step) {
            (Self::List, Direction::Forward) | (Self::Inspector, Direction::Back) => Self::Page,
            (Self::Page, Direction::Forward) | (Self::List, Direction::Back) => Self::Inspector,
            (Self::Inspector, Direction::Forward) | (Self::Page, Direction::Back) => Self::List,
        }
    }
}

/// Room that a panel was given, to be filled when it is its turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    inner: Rect,
    clip: Rect,
}

impl Room {
    /// Where it is.
    pub(super) fn rect(self) -> Rect {
        self.clip
    }
}

/// Gives a panel its room and nothing in it yet.
pub(super) fn reserve(ui: &mut Ui, panel: Panel) -> Room {
    let reserved = panel.show(ui, |ui| {
        let inner = ui.max_rect();
        ui.advance_cursor_after_rect(inner);
        (inner, ui.clip_rect())
    });
    let (inner, clip) = reserved.inner;
    Room { inner, clip }
}

/// Fills the room with what belongs there; `name` is what screen readers call the area.
pub(super) fn fill(ui: &mut Ui, room: Room, name: &'static str, add: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    let builder = UiBuilder::new().id_salt(name).max_rect(room.inner).layout(layout);
    let mut child = ui.new_child(builder);
    child.set_clip_rect(room.clip);
    name_area(&child, name);
    add(&mut child);
}

/// Gives an area its name for those who do not see it.
pub(super) fn name_area(ui: &Ui, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Region);
        node.set_label(name);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: f32, asked: Option<Side>) -> (bool, bool, bool) {
        let shown = InSight::of(&Settings::default(), width, asked);
        (shown.list, shown.page, shown.inspector)
    }

    #[test]
    fn a_side_without_room_comes_when_it_is_asked_for() {
        assert_eq!(shown(1400.0, None), (true, true, true));
        assert_eq!(shown(900.0, None), (false, true, true));
        assert_eq!(shown(900.0, Some(Side::Left)), (true, true, false));
        assert_eq!(shown(640.0, None), (false, true, false));
        assert_eq!(shown(640.0, Some(Side::Left)), (true, false, false));
        assert_eq!(shown(640.0, Some(Side::Right)), (false, false, true));
        assert_eq!(shown(1400.0, Some(Side::Left)), (true, true, true));
    }

    #[test]
    fn areas_go_round_both_ways() {
        for area in [Area::List, Area::Page, Area::Inspector] {
            assert_eq!(area.step(Direction::Forward).step(Direction::Back), area);
            assert_eq!(
                area.step(Direction::Forward).step(Direction::Forward).step(Direction::Forward),
                area
            );
        }
    }
}
