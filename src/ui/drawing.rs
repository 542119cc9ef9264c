//! Lines and circles as triangles that are made once and then only moved.

use egui::emath::GuiRounding as _;
use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Mesh, Painter, Pos2, Shape};

/// The triangles of shapes without text, in points, for `scale` pixels a point. They are as sharp as
/// the shapes where their origin stands on a whole pixel.
pub(super) fn mesh(shapes: impl IntoIterator<Item = Shape>, scale: f32) -> Mesh {
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(scale, options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    for shape in shapes {
        tessellator.tessellate_shape(shape, &mut mesh);
    }
    mesh
}

/// Paints a copy of `mesh` with its origin on the pixel nearest to `at`.
pub(super) fn stamp(painter: &Painter, mesh: &Mesh, at: Pos2) {
    let mut mesh = mesh.clone();
    mesh.translate(at.round_to_pixels(painter.pixels_per_point()).to_vec2());
    painter.add(mesh);
}
