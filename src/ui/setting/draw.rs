//! From a layout to a mesh: its glyphs, bars through what is struck out, boxes with names.

use std::time::Instant;

use egui::{Color32, Mesh, Rect, pos2, vec2};
use parley::layout::Style;
use parley::{Glyph, Run};

use super::atlas::{Atlas, Face, KnownFace, nearest};
use super::engine::{Brush, Engine, Inks};
use super::laid::Laid;
use super::named::Pen;
use super::rows::Row;

/// How far raised signs stand above the line, in their own size.
const RAISED_BY: f32 = 0.5;

/// How often a mesh is begun again when the atlas had to be emptied: it doubles twice.
const TRIES: usize = 4;

/// How far letters may reach over their line, in ems: a hundred accents on one letter are cut off
/// rather than painted over what stands around.
const OVERHANG: f32 = 0.5;

impl Engine {
    /// The mesh of a layout, its top left at the origin, in points.
    pub(crate) fn mesh(&mut self, laid: &Laid, inks: Inks) -> Mesh {
        let start = Instant::now();
        let mut mesh = Mesh::default();
        // The atlas may have been emptied half-way: again, with room. A text with more glyphs than
        // the largest atlas holds would empty it for ever; it is shown with gaps.
        for _ in 0..TRIES {
            let epoch = self.atlas.epoch();
            mesh = self.try_mesh(laid, inks);
            if self.atlas.epoch() == epoch {
                break;
            }
        }
        self.work.0 += start.elapsed();
        mesh
    }

    fn try_mesh(&mut self, laid: &Laid, inks: Inks) -> Mesh {
        let (layout, scale) = (laid.layout(), laid.scale());
        let runs = layout.lines().flat_map(|line| line.runs());
        let clusters: usize = runs.map(|run| run.len()).sum();
        let mut mesh = Mesh::with_texture(self.atlas.texture());
        mesh.reserve_vertices(4 * clusters);
        mesh.reserve_triangles(2 * clusters);
        let atlas = &mut self.atlas;
        let mut draft = Draft { atlas, mesh, bars: Vec::new(), scale, inks };
        for (line, row) in layout.lines().zip(laid.rows()) {
            let metrics = line.metrics();
            let mut x = metrics.offset + metrics.inline_min_coord;
            for run in line.runs() {
                x = draft.run(&run, layout.styles(), row, x);
            }
        }
        let Draft { mut mesh, bars, .. } = draft;
        for (bar, ink) in bars {
            mesh.add_rect_with_uv(bar / scale, self.atlas.solid(), ink);
        }
        let mut pen = Pen { atlas: &mut self.atlas, font: &self.names, ink: inks.text, scale };
        for named in laid.named() {
            pen.draw(named, &mut mesh);
        }
        mesh
    }
}

/// A mesh that is being made.
struct Draft<'a> {
    atlas: &'a mut Atlas,
    mesh: Mesh,
    /// Through what is struck out, in pixels: painted above all letters.
    bars: Vec<(Rect, Color32)>,
    scale: f32,
    inks: Inks,
}

impl Draft<'_> {
    /// Draws a run whose left end is at `x`; gives its right end. In pixels.
    fn run(&mut self, run: &Run<'_, Brush>, styles: &[Style<Brush>], row: &Row, x: f32) -> f32 {
        let synthesis = run.synthesis();
        let known = self.atlas.know(Face {
            font: run.font(),
            size: run.font_size(),
            coords: run.normalized_coords(),
            embolden: synthesis.embolden(),
            skew: synthesis.skew(),
        });
        let over = run.font_size() * OVERHANG;
        let room = (row.top - over, row.bottom + over);
        let mut x = x;
        for cluster in run.visual_clusters() {
            for glyph in cluster.glyphs() {
                let Some(style) = styles.get(glyph.style_index()) else { continue };
                let ink = if style.brush.is_link { self.inks.link } else { self.inks.text };
                if style.strikethrough.is_some() {
                    let x_height = run.metrics().x_height.unwrap_or(run.font_size() / 2.0);
                    self.strike(x, glyph.advance, row.baseline - x_height / 2.0, ink);
                }
                if glyph.id != 0 && !style.brush.is_named {
                    let raised = if style.brush.is_raised { run.font_size() } else { 0.0 };
                    let y = row.baseline + glyph.y - raised * RAISED_BY;
                    self.glyph(&known, glyph, pos2(x + glyph.x, y), room, ink);
                }
                x += glyph.advance;
            }
        }
        x
    }

    /// Draws a glyph with its origin at `at`, between the heights of `room`.
    fn glyph(
        &mut self,
        known: &KnownFace<'_>,
        glyph: Glyph,
        at: egui::Pos2,
        room: (f32, f32),
        ink: Color32,
    ) {
        let Some((x, slot)) = self.atlas.glyph(known, glyph.id, at.x) else { return };
        let min = pos2(x, nearest(at.y) as f32) + slot.offset;
        let rect = Rect::from_min_size(min, slot.size);
        let Some((rect, uv)) = cut(rect, slot.uv, room) else { return };
        let colour = if slot.is_colour { Color32::WHITE } else { ink };
        self.mesh.add_rect_with_uv(rect / self.scale, uv, colour);
    }

    /// Strikes out a glyph: makes the last bar longer, or begins another.
    fn strike(&mut self, x: f32, advance: f32, y: f32, ink: Color32) {
        let min = pos2(x, nearest(y) as f32);
        let bar = Rect::from_min_size(min, vec2(advance, self.scale.max(1.0)));
        match self.bars.last_mut() {
            Some((last, with))
                if *with == ink && last.right_top().distance(bar.left_top()) < 0.01 =>
            {
                last.set_right(bar.right());
            }
            _ => self.bars.push((bar, ink)),
        }
    }
}

/// A picture between two heights, with the part of the texture that is left of it; `None` when it
/// is above or below them.
fn cut(rect: Rect, uv: Rect, (top, bottom): (f32, f32)) -> Option<(Rect, Rect)> {
    if rect.top() >= top && rect.bottom() <= bottom {
        return Some((rect, uv));
    }
    let kept = rect.y_range().intersection(egui::Rangef::new(top, bottom));
    if kept.span() <= 0.0 {
        return None;
    }
    let part = |y: f32| egui::remap(y, rect.y_range(), uv.y_range());
    let uv = Rect::from_x_y_ranges(uv.x_range(), part(kept.min)..=part(kept.max));
    Some((Rect::from_x_y_ranges(rect.x_range(), kept), uv))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_reaches_over_its_line_keeps_the_part_inside() {
        let rect = Rect::from_min_max(pos2(0.0, -10.0), pos2(4.0, 30.0));
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let (kept, part) = cut(rect, uv, (0.0, 10.0)).unwrap();
        assert_eq!((kept.y_range().min, kept.y_range().max), (0.0, 10.0));
        assert_eq!((part.top(), part.bottom()), (0.25, 0.5));
        assert_eq!(cut(rect, uv, (-20.0, 40.0)), Some((rect, uv)));
        assert_eq!(cut(rect, uv, (40.0, 50.0)), None);
    }
}
