//! Numbers put together from ten digits: every line of a list and of the margin has one, and to lay
//! each of them out would be most of what a jump costs.

use egui::{Align, Mesh, Painter, Pos2, vec2};

use super::engine::Engine;
use super::excerpt::{ExcerptStyle, lay_out};

/// The ten digits in one manner.
#[derive(Debug)]
pub(super) struct Digits {
    meshes: [Mesh; 10],
    /// The atlas that the meshes were made from.
    epoch: u64,
    /// From one digit to the next, in points: whole pixels, so that all of them are as sharp.
    advance: f32,
    /// From the top of a layout to the middle of its line.
    middle: f32,
}

impl Digits {
    pub(super) fn new(engine: &mut Engine, style: &ExcerptStyle, scale: f32) -> Self {
        /// No digit is wider, in ems.
        const ROOM: f32 = 4.0;
        let (mut advance, mut middle) = (0.0_f32, 0.0);
        let laid = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map(|digit| {
            let (laid, _) = lay_out(engine, digit, style, ROOM * style.size, scale, None);
            if let Some(line) = laid.line(0) {
                advance = advance.max((line.rect.width() * scale).round() / scale);
                middle = line.rect.center().y;
            }
            laid
        });
        let meshes = laid.map(|laid| engine.mesh(&laid, style.inks()));
        Self { meshes, epoch: engine.epoch(), advance, middle }
    }

    /// Whether they are those of the atlas as it is.
    pub(super) fn is_of(&self, engine: &Engine) -> bool {
        self.epoch == engine.epoch()
    }

    /// Paints a number that begins or ends at `at`, in the middle of its height.
    pub(super) fn paint(&self, painter: &Painter, number: u32, at: Pos2, align: Align) {
        let count = number.checked_ilog10().unwrap_or(0) + 1;
        let width = count as f32 * self.advance;
        let scale = painter.pixels_per_point();
        let on_pixel = |points: f32| (points * scale).round() / scale;
        let mut place =
            vec2(on_pixel(at.x + width * (1.0 - align.to_factor())), on_pixel(at.y - self.middle));
        let mut mesh = Mesh::with_texture(self.meshes[0].texture_id);
        mesh.reserve_vertices(4 * count as usize);
        mesh.reserve_triangles(2 * count as usize);
        let mut rest = number;
        for _ in 0..count {
            place.x -= self.advance;
            let first = mesh.vertices.len();
            mesh.append_ref(&self.meshes[(rest % 10) as usize]);
            for vertex in &mut mesh.vertices[first..] {
                vertex.pos += place;
            }
            rest /= 10;
        }
        painter.add(mesh);
    }
}
