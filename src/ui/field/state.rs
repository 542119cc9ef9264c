//! What a field remembers between frames, and how it answers to keys.

use std::ops::Range;

use egui::{Event, ImeEvent, Pos2, Rect};

use super::access::ToldRun;
use super::buffer::{Buffer, Selection};
use super::keys::{Move, Order};
use super::sheet::{Place, Sheet};
use crate::ui::setting::{Engine, Setting, Side, Step};

/// How a field is set.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) setting: Setting,
    /// Whether what has no letters runs from right to left.
    pub(super) falls_rtl: bool,
    /// Lines that are seen at once.
    pub(super) screen: isize,
}

/// What pressing the mouse again and again selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Grapheme,
    Word,
    Paragraph,
}

/// A selection that is made with the mouse: by what, and where it was begun.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    pub(super) unit: Unit,
    pub(super) begun: Range<usize>,
}

/// A press, and when it was let go, for the next one to be counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Click {
    pub(super) at: Pos2,
    pub(super) time: f64,
    pub(super) count: u32,
}

/// A field between two frames.
#[derive(Debug)]
pub(super) struct State {
    pub(super) buffer: Buffer,
    pub(super) sheet: Sheet,
    /// How much of a long line is hidden at the left, in points.
    pub(super) hidden: f32,
    /// The column that going up and down keeps to.
    column: Option<f32>,
    pub(super) drag: Option<Drag>,
    pub(super) click: Option<Click>,
    /// When somebody did something here: the caret blinks from then on.
    pub(super) touched: f64,
    /// The selection that the system was told of last.
    pub(super) settled: Option<Range<usize>>,
    /// What screen readers were told in the last frame.
    pub(super) told: Vec<ToldRun>,
    /// The frame in which it was shown last.
    pub(super) used: u64,
}

impl State {
    pub(super) fn new(text: &str, takes_lines: bool) -> Self {
        Self {
            buffer: Buffer::new(text, takes_lines),
            sheet: Sheet::default(),
            hidden: 0.0,
            column: None,
            drag: None,
            click: None,
            touched: 0.0,
            settled: None,
            told: Vec::new(),
            used: 0,
        }
    }

    /// Sets what is not set yet.
    pub(super) fn lay_out(&mut self, engine: &mut Engine, look: &Look) {
        self.sheet.set(engine, &self.buffer.shown(), &look.setting, look.falls_rtl);
    }

    pub(super) fn place(&self) -> Place {
        let Selection { head, side, .. } = self.buffer.selection();
        (head, side)
    }

    pub(super) fn caret(&self) -> Rect {
        self.sheet.caret(self.place())
    }

    /// Does what an event asks for that is neither a key nor the mouse; gives what is to be copied.
    pub(super) fn take(&mut self, event: &Event) -> Option<String> {
        match event {
            Event::Copy => return Some(self.buffer.selected().to_owned()),
            Event::Cut => return Some(self.buffer.cut()),
            Event::Paste(text) if !text.is_empty() => self.buffer.paste(text),
            Event::Text(text) => self.buffer.type_in(text),
            Event::Ime(ime) => self.compose(ime),
            _ => return None,
        }
        self.column = None;
        self.drag = None;
        None
    }

    fn compose(&mut self, ime: &ImeEvent) {
        match ime {
            ImeEvent::Preedit { text, active_range_chars } => {
                self.buffer.compose(text, active_range_chars.clone());
            }
            ImeEvent::Commit(text) => self.buffer.commit(text),
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                self.buffer.delete_around(*before_chars, *after_chars);
            }
            #[expect(deprecated, reason = "told no more, but still in the list")]
            ImeEvent::Enabled | ImeEvent::Disabled => {}
        }
    }

    /// Does what a key asks for. The text must be set as it is.
    pub(super) fn obey(&mut self, order: Order, look: &Look) {
        self.drag = None;
        let column = self.column.take();
        match order {
            Order::Go(movement) => self.go(movement, column, look),
            Order::Extend(movement) => {
                let (head, side) = self.target(movement, column, look);
                let anchor = self.buffer.selection().anchor;
                self.buffer.select(Selection { anchor, head, side });
            }
            Order::SelectAll => self.buffer.select_all(),
            Order::Delete(deletion) => self.buffer.delete(deletion),
            Order::Enter if self.buffer.takes_lines() => self.buffer.insert("\n"),
            Order::Enter => {}
            Order::Undo => self.buffer.undo(),
            Order::Redo => self.buffer.redo(),
        }
    }

    fn go(&mut self, movement: Move, column: Option<f32>, look: &Look) {
        let (at, side) = match movement {
            Move::Step(step @ (Step::Left | Step::Right))
                if !self.buffer.selection().is_empty() =>
            {
                self.end_at(step)
            }
            _ => self.target(movement, column, look),
        };
        self.buffer.select(Selection::caret(at, side));
    }

    /// The end of the selection on the side of a step, as it is seen.
    fn end_at(&self, step: Step) -> Place {
        let range = self.buffer.selection().range();
        let (start, end) = ((range.start, Side::InFront), self.sheet.end_at(range.end));
        let (first, last) = (self.sheet.caret(start), self.sheet.caret(end));
        let is_in_line = (first.top() - last.top()).abs() < 0.5;
        let start_is_left = if is_in_line {
            first.left() <= last.left()
        } else {
            !self.sheet.is_rtl_at(range.start)
        };
        if (step == Step::Left) == start_is_left { start } else { end }
    }

    fn target(&mut self, movement: Move, column: Option<f32>, look: &Look) -> Place {
        let place = self.place();
        let (start, end) = self.sheet.line_ends(place);
        let is_rtl = self.sheet.is_rtl_at(place.0);
        let (left, right) = if is_rtl { (end, start) } else { (start, end) };
        match movement {
            Move::Step(step) => self.sheet.step(place, step).unwrap_or(place),
            Move::Lines(lines) => self.by_lines(place, column, lines),
            Move::Screens(screens) => self.by_lines(place, column, screens * look.screen),
            Move::LineStart => start,
            Move::LineEnd => end,
            Move::LineLeft => left,
            Move::LineRight => right,
            Move::TextStart => (0, Side::InFront),
            Move::TextEnd => (self.buffer.text().len(), Side::InFront),
        }
    }

    fn by_lines(&mut self, place: Place, column: Option<f32>, lines: isize) -> Place {
        let x = column.unwrap_or_else(|| self.sheet.caret(place).left());
        self.column = Some(x);
        self.sheet.step_lines(place, x, lines)
    }
}
