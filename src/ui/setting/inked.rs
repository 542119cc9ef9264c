//! Meshes that are painted again and again, where they were or elsewhere.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Shape};

/// A mesh that was made with its origin at the top left of a text. It is moved to where it is painted
/// first, and only when it is painted elsewhere there is a copy: a text that stays costs none, nor
/// does one that is seen for a single frame.
#[derive(Debug, Default)]
pub(in crate::ui) struct Inked {
    mesh: Arc<Mesh>,
    /// Where its origin is since it was painted first.
    at: Option<Pos2>,
    /// The copy, and where its origin is.
    moved: Option<(Pos2, Arc<Mesh>)>,
}

impl Inked {
    pub(in crate::ui) fn new(mesh: Mesh) -> Self {
        Self { mesh: Arc::new(mesh), at: None, moved: None }
    }

    pub(in crate::ui) fn is_empty(&self) -> bool {
        self.mesh.is_empty()
    }

    /// Paints it with its origin at `at`, moved to a whole pixel so that it stays crisp.
    pub(in crate::ui) fn paint(&mut self, painter: &Painter, at: Pos2, scale: f32) {
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
    pub(in crate::ui) fn hide(&mut self) {
        self.moved = None;
    }
}

#[cfg(test)]
mod tests {
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
