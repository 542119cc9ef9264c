//! Lines and circles as triangles that are made once and then only moved.
//!
//! They are painted with the texture of the page's glyphs, the first pixel of which is all ink: what
//! is painted one after the other with one texture is handed to the graphics system in one go, and a
//! list would otherwise go back and forth between text and signs with every row.

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::emath::GuiRounding as _;
use egui::epaint::{RectShape, TessellationOptions, Tessellator};
use egui::{
    Color32, Context, CornerRadius, Id, Mesh, Painter, Pos2, Rangef, Rect, Shape, Stroke,
    StrokeKind, TextureId, vec2,
};

/// Tells which texture has ink in its first pixel.
pub(super) fn set_ink(ctx: &Context, texture: TextureId) {
    ctx.data_mut(|data| data.insert_temp(ink_id(), texture));
}

/// The texture that has ink in its first pixel: egui's own until another one is told.
pub(super) fn ink(ctx: &Context) -> TextureId {
    ctx.data(|data| data.get_temp(ink_id())).unwrap_or_default()
}

fn ink_id() -> Id {
    Id::unique("ink for drawings")
}

/// The triangles of shapes without text, in points, for `scale` pixels a point. They are as sharp as
/// the shapes where their origin stands on a whole pixel.
pub(super) fn mesh(ink: TextureId, shapes: impl IntoIterator<Item = Shape>, scale: f32) -> Mesh {
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(scale, options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    for shape in shapes {
        tessellator.tessellate_shape(shape, &mut mesh);
    }
    mesh.texture_id = ink;
    mesh
}

/// Paints a copy of `mesh` with its origin on the pixel nearest to `at`.
pub(super) fn stamp(painter: &Painter, mesh: &Mesh, at: Pos2) {
    let mut mesh = mesh.clone();
    mesh.translate(at.round_to_pixels(painter.pixels_per_point()).to_vec2());
    painter.add(mesh);
}

/// Paints a rounded rectangle with its line inside.
pub(super) fn plate(
    painter: &Painter,
    rect: Rect,
    radius: impl Into<CornerRadius>,
    fill: Color32,
    line: Stroke,
) {
    let size = rect.size();
    let bits = [size.x, size.y, line.width, painter.pixels_per_point()].map(f32::to_bits);
    let key = (bits, radius.into(), fill, line.color);
    let plate = painter.ctx().memory_mut(|m| Arc::clone(m.caches.cache::<Plates>().get(key)));
    stamp(painter, &plate, rect.min);
}

/// The rounded rectangles in sight.
type Plates = FrameCache<Arc<Mesh>, Plate>;

#[derive(Default)]
struct Plate;

/// The bits of width, height, width of the line and scale; the radius; the colours.
type PlateKey = ([u32; 4], CornerRadius, Color32, Color32);

impl ComputerMut<PlateKey, Arc<Mesh>> for Plate {
    fn compute(&mut self, (bits, radius, fill, line): PlateKey) -> Arc<Mesh> {
        let [width, height, stroke, scale] = bits.map(f32::from_bits);
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        let line = Stroke::new(stroke, line);
        let shape = RectShape::new(rect, radius, fill, line, StrokeKind::Inside);
        // What stands on it is egui's own text, so it is painted with the texture of that.
        Arc::new(mesh(TextureId::default(), [Shape::Rect(shape)], scale))
    }
}

/// Paints a level line, on whole pixels.
pub(super) fn rule(painter: &Painter, x: Rangef, y: f32, stroke: Stroke) {
    let rect = Rect::from_x_y_ranges(x, y - stroke.width / 2.0..=y + stroke.width / 2.0);
    let mut mesh = Mesh::with_texture(ink(painter.ctx()));
    let ink = Rect::from_pos(Pos2::ZERO);
    mesh.add_rect_with_uv(rect.round_to_pixels(painter.pixels_per_point()), ink, stroke.color);
    painter.add(mesh);
}
