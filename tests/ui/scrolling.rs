//! Nothing jumps: not while heights that were guessed are put right, nor when the page is set anew.

use std::collections::BTreeMap;

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use obelus::model::{Mark, MarkKind};
use obelus::text::TextRange;
use obelus::workspace::{Action, Change, Typing};

use crate::desk::Desk;

/// The paragraph in the middle of the text where the tests start.
const START: usize = 120;

/// Paragraphs whose heights nobody guesses: of wide letters, of narrow ones, long and short.
fn story() -> String {
    let one = |n: usize| {
        let letter = if n.is_multiple_of(2) { "mmmmm" } else { "iiiii" };
        format!("{} {}", name(n), [letter].repeat(12 + n * 37 % 90).join(" "))
    };
    (0..200).map(one).collect::<Vec<String>>().join("\n\n")
}

fn name(n: usize) -> String {
    format!("Paragraph {n}.")
}

impl Desk {
    /// The upper edge of the page, and that of each paragraph in sight.
    fn tops(&self) -> (f32, Vec<(usize, f32)>) {
        let page = self.window.get_by_label("Article").rect();
        let in_sight = page.expand(1.0); // what stands at the edge is in sight, whatever is rounded
        let paragraph = |n: usize| {
            let start = name(n);
            // What is said aloud about a place has no place itself.
            let mut nodes = self
                .window
                .query_all_by_label_contains(&start)
                .filter(|node| node.accesskit_node().bounding_box().is_some());
            let top = nodes.find(|node| in_sight.contains(node.rect().min))?.rect().top();
            Some((n, top))
        };
        (page.top(), (START - 30..START + 20).filter_map(paragraph).collect())
    }

    fn show_paragraph(&mut self, n: usize) {
        let text = self.review().text();
        let at = text.find(&name(n)).unwrap();
        let range = TextRange::checked(text, at, at + 4).unwrap();
        self.act(Action::Visit(range));
        self.window.run_steps(60);
    }

    fn wheel(&mut self, y: f32) {
        let page = self.window.get_by_label("Article").rect();
        self.window.event(Event::PointerMoved(page.center()));
        self.window.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, y),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.window.run_steps(40);
    }

    /// Puts a paragraph in sight exactly at the top of the page, and gives which.
    fn align_top(&mut self) -> usize {
        let (page, tops) = self.tops();
        let (n, top) = *tops.first().unwrap();
        self.wheel(page - top);
        n
    }

    fn assert_at_top(&self, n: usize) {
        let (page, tops) = self.tops();
        let top = tops.iter().find(|(other, _)| *other == n).map(|(_, top)| *top);
        assert!(top.is_some_and(|top| (top - page).abs() < 1.5), "{n} at {page}: {tops:?}");
    }
}

#[test]
fn text_moves_by_what_the_wheel_says_while_guessed_heights_above_are_put_right() {
    let mut desk = Desk::with(&story());
    desk.show_paragraph(START);
    for _ in 0..12 {
        let (_, before) = desk.tops();
        desk.wheel(90.0);
        let (_, after) = desk.tops();
        let moved: Vec<f32> = before
            .iter()
            .filter_map(|(n, was)| Some(after.iter().find(|(m, _)| m == n)?.1 - was))
            .collect();
        assert!(!moved.is_empty());
        assert!(moved.iter().all(|by| (by - 90.0).abs() < 1.1), "{moved:?}");
    }
}

#[test]
fn the_line_at_the_top_stays_when_the_window_or_the_text_gets_another_size() {
    let mut desk = Desk::with(&story());
    desk.show_paragraph(START);
    let at_top = desk.align_top();
    desk.assert_at_top(at_top);
    for size in [vec2(880.0, 900.0), vec2(1440.0, 700.0), Vec2::new(1000.0, 900.0)] {
        desk.window.set_size(size);
        desk.window.run_steps(6);
        desk.assert_at_top(at_top);
    }
    for steps in [1, 1, -1, 0] {
        desk.act(Action::ZoomPage(steps));
        desk.assert_at_top(at_top);
    }
}

#[test]
fn a_click_on_the_last_line_in_sight_neither_scrolls_nor_selects() {
    let mut desk = Desk::with(&story());
    desk.show_paragraph(START);
    let (_, before) = desk.tops();
    let page = desk.window.get_by_label("Article").rect();
    let pos = page.center_bottom() - vec2(0.0, 6.0);
    desk.window.event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        desk.window.event(Event::PointerButton { pos, button, pressed, modifiers });
        desk.window.run_steps(12);
    }
    assert_eq!(desk.tops().1, before);
    let document = desk.window.state().workspace().document.as_ref().unwrap();
    assert!(document.selection.range().is_empty());
}

#[test]
fn cards_in_the_margin_stay_beside_their_lines_when_lines_above_leave_the_window() {
    let paragraphs: Vec<String> =
        (0..40).map(|n| format!("Alpha{n}x beta{n}x gamma{n}x delta.")).collect();
    let mut desk = Desk::with(&paragraphs.join("\n\n"));
    for n in (0..16).filter(|n| n % 4 < 2) {
        desk.select(&format!("beta{n}x"));
        desk.act(Action::Change(Change::AddMark(MarkKind::Claim)));
        let mark = desk.review().marks_in_order().last().unwrap();
        let mark = Mark { note: "A note of some length. ".repeat(9), ..mark.clone() };
        desk.act(Action::Change(Change::PutMark(Box::new(mark), "note", Typing::No)));
    }
    desk.act(Action::SelectMark(None));
    desk.key(Key::F8);
    desk.key(Key::F7);
    desk.select("delta");
    desk.act(Action::SelectMark(None));
    let tops = |desk: &Desk| -> BTreeMap<String, f32> {
        let cards = desk.window.query_all_by_label_contains("Card ");
        cards.map(|card| (card.accesskit_node().label().unwrap(), card.rect().top())).collect()
    };
    for _ in 0..20 {
        let before = tops(&desk);
        assert!(!before.is_empty(), "no card");
        desk.wheel(-10.0);
        let after = tops(&desk);
        let moved: Vec<f32> =
            after.iter().filter_map(|(card, top)| Some(top - before.get(card)?)).collect();
        assert!(moved.windows(2).all(|two| (two[0] - two[1]).abs() < 1.0), "{moved:?}");
    }
}

#[test]
fn a_press_on_the_thumb_of_the_scroll_bar_moves_nothing_until_the_pointer_does() {
    let mut desk = Desk::with(&story());
    desk.show_paragraph(START);
    let (_, before) = desk.tops();
    let bar = desk.window.get_by_label("Scroll the article");
    let share = bar.accesskit_node().numeric_value().unwrap() / 100.0;
    assert!((0.3..0.9).contains(&share), "{share}");
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let pos = bar.rect().lerp_inside(vec2(0.5, share as f32));
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    desk.window.event(Event::PointerMoved(pos));
    desk.window.event(Event::PointerButton { pos, button, pressed: true, modifiers });
    desk.window.run_steps(4);
    assert_eq!(desk.tops().1, before);
    desk.window.event(Event::PointerMoved(pos + vec2(0.0, 3.0)));
    desk.window.run_steps(4);
    assert_ne!(desk.tops().1, before);
}
