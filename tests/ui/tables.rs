//! Tables on the page: in columns, without them where they do not fit, and from right to left.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use obelus::text::TextRange;

use crate::desk::Desk;

const STORY: &str = "# Lines\n\n| Line | Passengers | Opened |\n|---|---|---|\n\
                     | Harbour | 1,349 | March |\n| North | 871 | June |\n";

/// Where the words stand of the cells that are none of the header.
fn cells(desk: &Desk) -> Vec<(String, Rect)> {
    let cells = desk.window.query_all(by().role(Role::Cell));
    let place = |cell: egui_kittest::Node<'_>| {
        let run = cell.query_all(by().role(Role::TextRun).recursive(true)).next().unwrap().rect();
        (cell.accesskit_node().label().unwrap(), run)
    };
    cells.map(place).collect()
}

fn selected(desk: &Desk) -> &str {
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    let range: TextRange = document.selection.range();
    range.of(document.review.text())
}

#[test]
fn cells_stand_beside_each_other_where_there_is_room_and_else_below_each_other() {
    let mut desk = Desk::with_name("story.md", STORY);
    let wide = cells(&desk);
    assert!((wide[0].1.center().y - wide[2].1.center().y).abs() < 0.5);
    assert!(wide[0].1.right() < wide[1].1.left());
    desk.window.set_size(vec2(360.0, 900.0));
    desk.settle();
    let narrow = cells(&desk);
    for pair in narrow.windows(2) {
        let (above, below) = (pair[0].1, pair[1].1);
        assert!(above.bottom() <= below.top(), "{narrow:?}");
        assert!((above.left() - below.left()).abs() < 0.5, "{narrow:?}");
    }
    assert!(narrow.iter().all(|(_, at)| at.right() < 360.0), "{narrow:?}");
}

#[test]
fn the_caret_goes_down_a_column_and_shift_takes_in_the_cells_between() {
    let mut desk = Desk::with_name("story.md", STORY);
    desk.select("1,349");
    desk.key(Key::ArrowLeft);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&desk), "9\tMarch\nNorth\t871");
}

#[test]
fn figures_in_a_table_from_right_to_left_stand_below_their_heading() {
    let desk = Desk::with_name("story.md", "| קו | נוסעים |\n|---|---|\n| נמל | 1,349 |\n");
    let heading = desk.window.query_all(by().role(Role::ColumnHeader)).nth(1).unwrap();
    let heading = heading.query_all(by().role(Role::TextRun).recursive(true)).next().unwrap();
    let figure = cells(&desk)[1].1;
    assert!((heading.rect().right() - figure.right()).abs() < 2.0, "{figure:?}");
}
