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

/// A mesh with its origin at the top left of a text, and a copy of it where it was painted last: a
/// text that stays where it is costs no copy.
#[derive(Debug, Default)]
pub(super) struct Inked {
    mesh: Mesh,
    shown: Option<(Pos2, Arc<Mesh>)>,
}

impl Inked {
    pub(super) fn new(mesh: Mesh) -> Self {
        Self { mesh, shown: None }
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
        let shown = self.shown.take().filter(|(there, _)| *there == at).unwrap_or_else(|| {
            let mut mesh = self.mesh.clone();
            mesh.translate(at.to_vec2());
            (at, Arc::new(mesh))
        });
        painter.add(Shape::Mesh(Arc::clone(&shown.1)));
        self.shown = Some(shown);
    }

    /// Lets go of the copy: it is out of sight.
    pub(super) fn hide(&mut self) {
        self.shown = None;
    }
}
