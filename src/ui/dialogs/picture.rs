//! The article as boxes in rows, a word each or some: how all of it stands at a glance.

use std::sync::Arc;

use egui::{Mesh, Rect, Sense, Shape, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::review::{Review, Tally};
use crate::ui::theme::Tokens;
use crate::ui::tip::Tip as _;

/// Height of a box, and room between two, in points.
const CELL: f32 = 6.0;
const GAP: f32 = 1.0;

/// Boxes at most.
const MOST: usize = 4_000;

/// The boxes, made once for each state of the review.
#[derive(Debug)]
pub(super) struct Picture {
    made_of: MadeOf,
    /// Words of a box.
    words: usize,
    height: f32,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct MadeOf {
    /// Which draft, and which revision of the review.
    state: (u32, u64),
    width: f32,
    tokens: Tokens,
}

impl Picture {
    /// Shows `picture`, made anew where it is not of this `state` of the review.
    pub(super) fn show(
        picture: &mut Option<Self>,
        ui: &mut Ui,
        review: &Review,
        state: (u32, u64),
        tokens: Tokens,
    ) {
        let made_of = MadeOf { state, width: ui.available_width().round(), tokens };
        let kept = picture.take().filter(|kept| kept.made_of == made_of);
        picture.insert(kept.unwrap_or_else(|| Self::new(review, made_of))).paint(ui, review);
    }

    fn new(review: &Review, made_of: MadeOf) -> Self {
        let all = review.tally().words as usize;
        let words = all.div_ceil(MOST).max(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred")]
        let columns = ((made_of.width / (CELL + GAP)) as usize).max(1);
        let mut mesh = Mesh::default();
        let cells = all.div_ceil(words);
        for cell in 0..cells {
            let (row, column) = (cell / columns, cell % columns);
            let at = pos2(column as f32 * (CELL + GAP), row as f32 * (CELL + GAP));
            let tally = review.tally_of_words(cell * words..(cell + 1) * words);
            add(&mut mesh, Rect::from_min_size(at, vec2(CELL, CELL)), &tally, &made_of.tokens);
        }
        let height = cells.div_ceil(columns) as f32 * (CELL + GAP);
        Self { made_of, words, height, mesh: Arc::new(mesh) }
    }

    fn paint(&self, ui: &mut Ui, review: &Review) {
        let size = vec2(self.made_of.width, self.height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let share = review.tally().share();
        let name = format!("Picture of the article: {share} of words accounted for");
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if ui.is_rect_visible(rect) {
            let mut mesh = Mesh::clone(&self.mesh);
            mesh.translate(rect.min.to_vec2());
            ui.painter().add(Shape::mesh(mesh));
        }
        let about = match self.words {
            1 => "Each box is a word: full when it is accounted for, light while it is open."
                .to_owned(),
            words => format!("Each box is {words} words, filled as far as they are accounted for."),
        };
        response.tip(about);
    }
}

/// A box: light with a line around it, filled from below as far as it is accounted for; what is not
/// right has its upper half filled.
fn add(mesh: &mut Mesh, rect: Rect, tally: &Tally, tokens: &Tokens) {
    let all = tally.words.max(1) as f32;
    mesh.add_colored_rect(rect, tokens.line);
    mesh.add_colored_rect(rect.shrink(0.5), tokens.open);
    let part = |words: u32| rect.height() * words as f32 / all;
    let mut bottom = rect.bottom();
    for (words, colour) in [
        (tally.covered, tokens.good),
        (tally.shown_apart, tokens.author),
        (tally.exempt, tokens.exempt),
        (tally.gone, tokens.line),
    ] {
        if words > 0 {
            let top = bottom - part(words);
            mesh.add_colored_rect(Rect::from_x_y_ranges(rect.x_range(), top..=bottom), colour);
            bottom = top;
        }
    }
    let wrong = part(tally.not_covered + tally.recheck) / 2.0;
    if wrong > 0.0 {
        let heights = rect.top()..=rect.top() + wrong;
        mesh.add_colored_rect(Rect::from_x_y_ranges(rect.x_range(), heights), tokens.bad);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_any_length_fits_the_boxes() {
        let tokens = crate::ui::theme::LIGHT;
        for (words, boxes, of) in [(0, 0, 1), (3, 3, 1), (4_001, 2_001, 2)] {
            let (review, _) = crate::testing::review(&"word ".repeat(words));
            let made_of = MadeOf { state: (1, 0), width: 700.0, tokens };
            let picture = Picture::new(&review, made_of);
            let drawn = picture.mesh.vertices.len() / 8; // a frame and a ground for each
            assert_eq!((drawn, picture.words), (boxes, of), "{words} words");
        }
    }
}
