//! Setting text: parley lays it out, swash draws the glyphs, egui paints the meshes.
//!
//! egui shapes text but has no bidi and one galley for a whole label; everything of the article
//! (the page, and excerpts in lists and cards) goes through here instead. Layouts are made in
//! physical pixels, so that text is crisp at every scale, and handed out in points.

mod atlas;
mod breaks;
mod choice;
mod digits;
mod draw;
mod ends;
mod engine;
mod excerpt;
mod fallback;
mod families;
mod laid;
mod named;
mod near;
mod rows;
mod scripts;
mod shown;
mod spans;
mod steps;
#[cfg(test)]
mod tests;

pub(super) use engine::{Engine, Face, Inks, Run, RunStyle, Setting, Weight};
pub(super) use excerpt::{ExcerptStyle, Excerpts, Lit, excerpt};
pub(super) use families::{Fonts, bold};
pub(super) use laid::{Laid, LaidLine, RangeBox, Side};
pub(super) use scripts::{language_of, runs_from_right};
pub(super) use spans::{Span, word_starts};
pub(super) use steps::Step;

pub(super) use parley::fontique::Language;

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Shape};

/// A mesh that was made with its origin at the top left of a text. It is moved to where it is painted
/// first, and only when it is painted elsewhere there is a copy: a text that stays costs none, nor
/// does one that is seen for a single frame.
#[derive(Debug, Default)]
pub(super) struct Inked {
    mesh: Arc<Mesh>,
    /// Where its origin is since it was painted first.
    at: Option<Pos2>,
    /// The copy, and where its origin is.
    moved: Option<(Pos2, Arc<Mesh>)>,
}

impl Inked {
    pub(super) fn new(mesh: Mesh) -> Self {
        Self { mesh: Arc::new(mesh), at: None, moved: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.mesh.is_empty()
    }

    /// Paints it with its origin at `at`, moved to a whole pixel so that it stays crisp.
    pub(super) fn paint(&mut self, painter: &Painter, at: Pos2, scale: f32) {
        if self.mesh.is_empty() {
            return;
        }
        let at = Pos2::new((at.x * scale).round() / scale, (at.y * scale).round() / scale);
        painter.add(Shape::Mesh(Arc::clone(self.placed(at))));
    }

    /// The mesh with its origin at `at`.
    fn placed(&mut self, at: Pos2) -> &Arc<Mesh> {
        let Self { mesh, at: first, moved } = self;
        let first = *first.get_or_insert_with(|| {
            Arc::make_mut(mesh).translate(at.to_vec2());
            at
        });
        if first == at {
            return mesh;
        }
        let (there, copy) = moved.get_or_insert_with(|| (first, Arc::clone(mesh)));
        if *there != at {
            *there = at;
            let vertices = Arc::make_mut(copy).vertices.iter_mut();
            for (vertex, from) in vertices.zip(&mesh.vertices) {
                vertex.pos = from.pos + (at - first);
            }
        }
        copy
    }

    /// Lets go of the copy: it is out of sight.
    pub(super) fn hide(&mut self) {
        self.moved = None;
    }
}

#[cfg(test)]
mod inked_tests {
    use egui::{Color32, Rect, pos2, vec2};

    use super::*;

    #[test]
    fn a_mesh_stands_where_it_is_painted_however_often_it_is_moved() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(Pos2::ZERO, vec2(3.0, 2.0)), Color32::RED);
        let mut inked = Inked::new(mesh);
        let mut top_left = |x, y| inked.placed(pos2(x, y)).calc_bounds().min;
        for (x, y) in [(5.0, 7.0), (5.0, 7.0), (1.0, 1.0), (9.0, -4.0), (5.0, 7.0), (9.0, -4.0)] {
            assert_eq!(top_left(x, y), pos2(x, y));
        }
    }
}
