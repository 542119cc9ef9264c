//! Setting text: parley lays it out, swash draws the glyphs, egui paints the meshes.
//!
//! egui shapes text but has no bidi and one galley for a whole label; everything of the article
//! (the page, and excerpts in lists and cards) goes through here instead. Layouts are made in
//! physical pixels, so that text is crisp at every scale, and handed out in points.

mod atlas;
mod choice;
mod engine;
mod excerpt;
mod families;
mod laid;
mod named;
mod rows;
mod scripts;
mod shown;
mod spans;
#[cfg(test)]
mod tests;

pub(super) use engine::{Engine, Face, Inks, Run, RunStyle, Setting, Weight};
pub(super) use excerpt::{ExcerptStyle, Excerpts, excerpt};
pub(super) use families::{Fonts, bold};
pub(super) use laid::{Laid, LaidLine, Side, Step};
pub(super) use scripts::language_of;
pub(super) use spans::Span;

pub(super) use parley::fontique::Language;

use egui::{Mesh, Painter, Pos2, Shape};

/// Paints a mesh with its origin at `at`, moved to a whole pixel so that it stays crisp.
pub(super) fn paint_mesh(painter: &Painter, mesh: &Mesh, at: Pos2, scale: f32) {
    if mesh.is_empty() {
        return;
    }
    let mut mesh = mesh.clone();
    let snapped = Pos2::new((at.x * scale).round() / scale, (at.y * scale).round() / scale);
    mesh.translate(snapped.to_vec2());
    painter.add(Shape::mesh(mesh));
}
