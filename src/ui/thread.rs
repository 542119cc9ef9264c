//! The writer's notes as they are shown: a sign, and the thread of what was said.

use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::pen::{Pen, in_a_row};
use super::setting::{ExcerptStyle, bold};
use crate::model::{Remark, SourceNoteKind};
use crate::workspace::{Document, said_by, told_date};

/// Characters of one remark that are shown at most.
const MOST_WORDS: usize = 8_000;

/// What a sign tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoteSign {
    /// What the notes are.
    pub(super) kind: SourceNoteKind,
    /// How many there are.
    pub(super) count: usize,
    /// Whether all of them are evidence.
    pub(super) is_taken: bool,
}

/// Paints the sign of notes around `centre`: a bubble for comments, a rule with lines below it for
/// notes; with a tick when they are evidence, with their number when there are several.
pub(super) fn sign(painter: &Painter, centre: Pos2, sign: NoteSign, ink: Color32) {
    let pen = Stroke::new(1.2, ink);
    if sign.kind == SourceNoteKind::Comment {
        bubble(painter, centre, pen);
    } else {
        let line = |y: f32, left: f32, right: f32| {
            painter.hline(centre.x + left..=centre.x + right, centre.y + y, pen);
        };
        line(-4.0, -6.0, 1.0);
        if !sign.is_taken {
            line(0.5, -6.0, 6.0);
            line(4.0, -6.0, 3.0);
        }
    }
    let middle = centre - vec2(0.0, 1.0);
    if sign.count > 1 {
        let shown = if sign.count > 9 { "9+".to_owned() } else { sign.count.to_string() };
        painter.text(middle, Align2::CENTER_CENTER, shown, FontId::new(8.5, bold()), ink);
    } else if sign.is_taken {
        let down = if sign.kind == SourceNoteKind::Comment { 0.0 } else { 3.0 };
        let at = |x: f32, y: f32| pos2(middle.x + x, middle.y + y + down);
        painter.add(Shape::line(vec![at(-2.8, 0.2), at(-0.8, 2.2), at(3.0, -2.4)], pen));
    } else if sign.kind == SourceNoteKind::Comment {
        painter.hline(middle.x - 3.2..=middle.x + 3.2, middle.y - 1.6, Stroke::new(1.0, ink));
        painter.hline(middle.x - 3.2..=middle.x + 1.2, middle.y + 1.4, Stroke::new(1.0, ink));
    }
}

fn bubble(painter: &Painter, centre: Pos2, pen: Stroke) {
    let bubble = Rect::from_center_size(centre - vec2(0.0, 1.0), vec2(13.0, 10.5));
    painter.rect_stroke(bubble, 3.0, pen, StrokeKind::Middle);
    let foot = bubble.left_bottom();
    let tail = vec![foot + vec2(2.8, 0.2), foot + vec2(2.8, 3.2), foot + vec2(6.0, 0.2)];
    painter.add(Shape::line(tail, pen));
}

impl Pen<'_> {
    /// Shows a note with its answers and how it stands, each remark in `lines` lines at most.
    pub(super) fn thread(&mut self, ui: &mut Ui, document: &Document, note: usize, lines: usize) {
        let Some(found) = document.source_notes().get(note) else { return };
        self.about(ui, &said(found.kind.label(), &found.said));
        self.remark(ui, &found.said, lines);
        for reply in &found.replies {
            ui.add_space(2.0);
            self.about(ui, &said("answer", reply));
            self.remark(ui, reply, lines);
        }
        let standing = in_a_row(document.note_standing(note));
        if !standing.is_empty() {
            self.about(ui, &standing);
        }
    }

    fn about(&mut self, ui: &mut Ui, words: &str) {
        self.set(ui, words, &ExcerptStyle::small(self.tokens).in_lines(2));
    }

    fn remark(&mut self, ui: &mut Ui, said: &Remark, lines: usize) {
        let style = ExcerptStyle::text(self.tokens).in_lines(lines);
        let words =
            said.text.char_indices().nth(MOST_WORDS).and_then(|(at, _)| said.text.get(..at));
        self.set(ui, words.unwrap_or(&said.text), &style);
    }
}

/// What somebody said, who, and when.
fn said(what: &str, said: &Remark) -> String {
    in_a_row([what, said_by(said), &told_date(&said.date)])
}
