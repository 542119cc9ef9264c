//! Boxes with a name in them, in place of what cannot be seen: signs without a shape of their own,
//! and characters that no font on this machine has.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Mesh, Rect, pos2, vec2};
use fontique::Blob;
use parley::{Cluster, FontData, Layout};
use swash::FontRef;

use super::atlas::{Atlas, Face};
use super::engine::Brush;
use super::rows::Row;
use super::shown::Shown;
use crate::text::sign_name;

/// A box with a name, in pixels of the layout.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedBox {
    rect: Rect,
    name: String,
}

/// Height of a box and how far it reaches below the baseline, in ems.
const HEIGHT: f32 = 0.92;
const BELOW: f32 = 0.14;

/// The boxes of a layout. `text` is the source, before signs were replaced.
pub(super) fn named_boxes(
    layout: &Layout<Brush>,
    text: &str,
    shown: &Shown<'_>,
    rows: &[Row],
) -> Vec<NamedBox> {
    let mut out = Vec::new();
    for (line, row) in layout.lines().zip(rows) {
        let mut x = line.metrics().offset + line.metrics().inline_min_coord;
        for run in line.runs() {
            for cluster in run.visual_clusters() {
                if let Some(name) = name(&cluster, text, shown) {
                    let height = run.font_size() * HEIGHT;
                    let top = row.baseline + run.font_size() * BELOW - height;
                    let size = vec2(cluster.advance(), height);
                    out.push(NamedBox { rect: Rect::from_min_size(pos2(x, top), size), name });
                }
                x += cluster.advance();
            }
        }
    }
    out
}

/// What a cluster is called, when it is to be shown by name.
fn name(cluster: &Cluster<'_, Brush>, text: &str, shown: &Shown<'_>) -> Option<String> {
    let range = cluster.text_range();
    let at = range.start.checked_sub(shown.lead)?;
    if cluster.first_style().brush.is_named {
        let found = shown.signs.binary_search_by_key(&at, |found| found.at).ok()?;
        return Some(sign_name(shown.signs.get(found)?.sign));
    }
    if !is_missing(cluster) {
        return None;
    }
    let sign = text.get(at..)?.chars().next()?;
    (!sign.is_whitespace()).then(|| sign_name(sign))
}

fn is_missing(cluster: &Cluster<'_, Brush>) -> bool {
    let is_white = cluster.is_hard_line_break() || cluster.is_space_or_nbsp();
    !is_white && cluster.glyphs().any(|glyph| glyph.id == 0)
}

/// The bytes of the characters for which no font has a glyph, in order.
pub(super) fn missing(layout: &Layout<Brush>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters().filter(is_missing) {
                if !cluster.first_style().brush.is_named {
                    out.push(cluster.text_range());
                }
            }
        }
    }
    out.sort_by_key(|range: &Range<usize>| range.start);
    out
}

/// The font of the names: it comes along, so that there is a name where there is no font.
pub(super) fn name_font() -> FontData {
    FontData::new(Blob::new(Arc::new(epaint_default_fonts::HACK_REGULAR)), 0)
}

/// Draws boxes into meshes.
pub(super) struct Pen<'a> {
    pub(super) atlas: &'a mut Atlas,
    pub(super) font: &'a FontData,
    pub(super) ink: Color32,
    /// Pixels per point.
    pub(super) scale: f32,
}

/// Width of a letter of the font of the names, in ems.
const LETTER: f32 = 0.602;

impl Pen<'_> {
    /// Draws one box with its name, in one row of letters or two.
    pub(super) fn draw(&mut self, named: &NamedBox, mesh: &mut Mesh) {
        let rect = named.rect.shrink2(vec2(self.scale.min(named.rect.width() / 8.0), 0.0));
        self.frame(rect, mesh);
        let count = named.name.len();
        let columns = if count > 3 { count.div_ceil(2) } else { count };
        let lines = count.div_ceil(columns.max(1));
        let wide = rect.width() * 0.86 / (columns.max(1) as f32 * LETTER);
        let high = rect.height() * 0.86 / (lines.max(1) as f32 * 0.95);
        let size = wide.min(high).min(rect.height() * 0.56);
        let step = vec2(size * LETTER, size * 0.95);
        let corner = rect.center() - vec2(step.x * columns as f32, step.y * lines as f32) / 2.0;
        for (at, letter) in named.name.chars().enumerate() {
            let (row, column) = (at / columns.max(1), at % columns.max(1));
            let x = corner.x + step.x * column as f32;
            let baseline = corner.y + step.y * row as f32 + size * 0.84;
            self.letter(letter, size, x, baseline, mesh);
        }
    }

    fn letter(&mut self, letter: char, size: f32, x: f32, baseline: f32, mesh: &mut Mesh) {
        let font = FontRef::from_index(self.font.data.as_ref(), 0);
        let Some(glyph) = font.map(|font| font.charmap().map(letter)) else { return };
        let face = Face { font: self.font, size, coords: &[], embolden: false, skew: None };
        let face = self.atlas.know(face);
        let Some((x, slot)) = self.atlas.glyph(&face, u32::from(glyph), x) else { return };
        let rect = Rect::from_min_size(pos2(x, baseline.round()) + slot.offset, slot.size);
        mesh.add_rect_with_uv(rect / self.scale, slot.uv, self.ink);
    }

    fn frame(&self, rect: Rect, mesh: &mut Mesh) {
        let (min, max) = (rect.min.round(), rect.max.round());
        let line = self.scale.round().max(1.0);
        let bars = [
            Rect::from_min_max(min, pos2(max.x, min.y + line)),
            Rect::from_min_max(pos2(min.x, max.y - line), max),
            Rect::from_min_max(min, pos2(min.x + line, max.y)),
            Rect::from_min_max(pos2(max.x - line, min.y), max),
        ];
        for bar in bars {
            let colour = self.ink.gamma_multiply(0.6);
            mesh.add_rect_with_uv(bar / self.scale, self.atlas.solid(), colour);
        }
    }
}
