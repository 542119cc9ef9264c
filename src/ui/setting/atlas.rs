//! Glyphs drawn once into one texture.

#![expect(clippy::disallowed_types, reason = "the map is only ever looked up, never walked")]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use egui::{Color32, ColorImage, Pos2, Rect, TextureHandle, TextureId, TextureOptions, pos2, vec2};
use etagere::{AtlasAllocator, size2};
use parley::FontData;
use swash::scale::image::{Content, Image};
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Format, Transform, Vector};
use swash::{FontRef, GlyphId};

use super::super::drawing::set_ink;

/// Horizontal steps a glyph may stand on inside a pixel.
const SUBPIXELS: u8 = 4;

/// Side of the texture at the start, in pixels: room for a screen of one script. Doubled when full.
const FIRST_SIDE: u16 = 512;

/// Largest side: what every GPU of the last ten years takes.
const LARGEST_SIDE: u16 = 4096;

/// The smallest size of an em at which glyphs are drawn, in pixels; below it there is only grey.
const SMALLEST_GLYPH: f32 = 2.0;

/// The largest size of an em at which glyphs are drawn, in pixels.
const LARGEST_GLYPH: f32 = LARGEST_SIDE as f32;

/// A font at a size, with what is put on for faces that the family lacks.
#[derive(Clone, Debug)]
pub(super) struct Face<'a> {
    pub(super) font: &'a FontData,
    pub(super) size: f32,
    pub(super) coords: &'a [i16],
    pub(super) embolden: bool,
    pub(super) skew: Option<f32>,
}

/// A [`Face`] that the atlas knows by a number. Glyphs are asked for one by one, faces run by run:
/// what is long to compare is compared here.
#[derive(Clone, Debug)]
pub(super) struct KnownFace<'a> {
    face: Face<'a>,
    number: u32,
}

/// By what a face is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FaceKey {
    font: u64,
    index: u32,
    /// Size in 1/64 pixel.
    size: u32,
    embolden: bool,
    skew: i8,
    coords: Vec<i16>,
}

impl FaceKey {
    fn is_of(&self, face: &Face<'_>) -> bool {
        let Self { font, index, size, embolden, skew, coords } = self;
        *font == face.font.data.id()
            && *size == sixty_fourths(face.size)
            && *index == face.font.index
            && *embolden == face.embolden
            && *skew == degrees(face.skew)
            && coords == face.coords
    }

    fn of(face: &Face<'_>) -> Self {
        Self {
            font: face.font.data.id(),
            index: face.font.index,
            size: sixty_fourths(face.size),
            embolden: face.embolden,
            skew: degrees(face.skew),
            coords: face.coords.to_vec(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small sizes")]
fn sixty_fourths(size: f32) -> u32 {
    (size * 64.0) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "small angles")]
fn degrees(skew: Option<f32>) -> i8 {
    skew.unwrap_or(0.0) as i8
}

/// A glyph of a known face on a step inside a pixel, in one number.
fn key(face: u32, glyph: u32, step: u8) -> u64 {
    u64::from(face) << 34 | u64::from(glyph) << 2 | u64::from(step)
}

/// Spreads a [`key`]. Nobody outside chooses those, so it need not resist anybody.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        /// 2⁶⁴ divided by the golden ratio.
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0 ^ key).wrapping_mul(GOLDEN);
    }

    fn finish(&self) -> u64 {
        // The product is best in its upper half; tables look at both ends.
        self.0 ^ self.0 >> 32
    }
}

/// Where a glyph is in the texture, and where it goes on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// From the (whole-pixel) origin of the glyph to its top left, in pixels.
    pub(super) offset: egui::Vec2,
    /// Size in pixels.
    pub(super) size: egui::Vec2,
    /// In texture coordinates, 0 to 1.
    pub(super) uv: Rect,
    /// Whether it brings its own colours.
    pub(super) is_colour: bool,
}

/// The texture and what is in it.
///
/// When it is full it is emptied and grown, and `epoch` rises: meshes made before are stale.
pub(super) struct Atlas {
    texture: TextureHandle,
    space: AtlasAllocator,
    side: u16,
    slots: HashMap<u64, Option<Slot>, BuildHasherDefault<Spread>>,
    /// The faces there were, by number. They outlive their glyphs: a few dozen bytes each.
    faces: Vec<FaceKey>,
    /// The number of the face that was asked for last.
    last: usize,
    scaler: ScaleContext,
    ctx: egui::Context,
    is_dark: bool,
    epoch: u64,
}

impl std::fmt::Debug for Atlas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Atlas")
            .field("side", &self.side)
            .field("glyphs", &self.slots.len())
            .finish_non_exhaustive()
    }
}

/// Side of the square of solid ink in the top left corner.
const SOLID: u16 = 4;

fn blank(ctx: &egui::Context, side: u16) -> TextureHandle {
    let mut image = ColorImage::filled([usize::from(side); 2], Color32::TRANSPARENT);
    for row in 0..usize::from(SOLID) {
        let start = row * usize::from(side);
        image.pixels[start..start + usize::from(SOLID)].fill(Color32::WHITE);
    }
    let texture = ctx.load_texture("page glyphs", image, TextureOptions::LINEAR);
    set_ink(ctx, texture.id());
    texture
}

/// Room for `side` squared, without the corner of solid ink.
fn space(side: u16) -> AtlasAllocator {
    let mut space = AtlasAllocator::new(size2(i32::from(side), i32::from(side)));
    let corner = i32::from(SOLID) + 1;
    let taken = space.allocate(size2(corner, corner));
    debug_assert!(taken.is_some_and(|a| a.rectangle.min.x == 0 && a.rectangle.min.y == 0));
    space
}

impl Atlas {
    pub(super) fn new(ctx: &egui::Context) -> Self {
        let side = FIRST_SIDE;
        Self {
            texture: blank(ctx, side),
            space: space(side),
            side,
            slots: HashMap::default(),
            faces: Vec::new(),
            last: 0,
            scaler: ScaleContext::new(),
            ctx: ctx.clone(),
            is_dark: false,
            epoch: 0,
        }
    }

    pub(super) fn texture(&self) -> TextureId {
        self.texture.id()
    }

    /// A place in the texture that is all ink, for bars.
    pub(super) fn solid(&self) -> Rect {
        let middle = (f32::from(SOLID) / 2.0) / f32::from(self.side);
        Rect::from_min_max(pos2(middle, middle), pos2(middle, middle))
    }

    /// Rises whenever meshes made before no longer fit the texture.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Light text on dark looks bolder than dark on light; the masks make up for it.
    pub(super) fn set_dark(&mut self, is_dark: bool) {
        if self.is_dark != is_dark {
            self.is_dark = is_dark;
            self.clear(self.side);
        }
    }

    /// Takes the pictures that wait to be painted, as a frame would.
    #[cfg(test)]
    pub(super) fn forget_pictures(&self) {
        self.ctx.tex_manager().write().take_delta().clear();
    }

    fn clear(&mut self, side: u16) {
        self.side = side;
        self.texture = blank(&self.ctx, side);
        self.space = space(side);
        self.slots.clear();
        self.epoch += 1;
    }

    /// Makes a face known, to ask for its glyphs.
    pub(super) fn know<'a>(&mut self, face: Face<'a>) -> KnownFace<'a> {
        if !self.faces.get(self.last).is_some_and(|last| last.is_of(&face)) {
            let found = self.faces.iter().position(|known| known.is_of(&face));
            self.last = found.unwrap_or_else(|| {
                self.faces.push(FaceKey::of(&face));
                self.faces.len() - 1
            });
        }
        KnownFace { face, number: u32::try_from(self.last).unwrap_or(u32::MAX) }
    }

    /// The glyph at horizontal position `x` (pixels); `None` for a space. Also gives the whole
    /// pixel its origin stands on.
    pub(super) fn glyph(
        &mut self,
        known: &KnownFace<'_>,
        glyph: u32,
        x: f32,
    ) -> Option<(f32, Slot)> {
        let KnownFace { face, number } = known;
        // A font that is scaled to nothing would be drawn in its own units, which are thousands.
        if !x.is_finite() || !(SMALLEST_GLYPH..=LARGEST_GLYPH).contains(&face.size) {
            return None;
        }
        let steps = nearest(x * f32::from(SUBPIXELS));
        let step = u8::try_from(steps.rem_euclid(i32::from(SUBPIXELS))).unwrap_or(0);
        let key = key(*number, glyph, step);
        let slot = if let Some(slot) = self.slots.get(&key) {
            *slot
        } else {
            let slot = self.draw(face, glyph, f32::from(step) / f32::from(SUBPIXELS));
            self.slots.insert(key, slot);
            slot
        };
        slot.map(|slot| (steps.div_euclid(i32::from(SUBPIXELS)) as f32, slot))
    }

    fn draw(&mut self, face: &Face<'_>, glyph: u32, step: f32) -> Option<Slot> {
        let image = self.rasterise(face, glyph, step)?;
        let (width, height) = (image.placement.width, image.placement.height);
        if width == 0 || height == 0 {
            return None;
        }
        let (w, h) = (i32::try_from(width).ok()?, i32::try_from(height).ok()?);
        let allocation = self.room(size2(w + 1, h + 1))?;
        let at = allocation.rectangle.min;
        let (x, y) = (usize::try_from(at.x).ok()?, usize::try_from(at.y).ok()?);
        let is_colour = image.content == Content::Color;
        let pixels = self.colours(&image);
        let size = [width as usize, height as usize];
        self.texture.set_partial([x, y], ColorImage::new(size, pixels), TextureOptions::LINEAR);
        let side = f32::from(self.side);
        let min = pos2(x as f32, y as f32);
        let size = vec2(width as f32, height as f32);
        Some(Slot {
            offset: vec2(image.placement.left as f32, -(image.placement.top as f32)),
            size,
            uv: Rect::from_min_max(scale(min, side), scale(min + size, side)),
            is_colour,
        })
    }

    /// A free place, for which the texture is emptied when it is full; `None` for a glyph that would
    /// not fit even then, and must not empty it again at every frame.
    fn room(&mut self, room: etagere::Size) -> Option<etagere::Allocation> {
        let largest = self.largest();
        let most = i32::from(largest) - i32::from(SOLID) - 1;
        if room.width > most || room.height > most {
            return None;
        }
        let mut found = self.space.allocate(room);
        while found.is_none() {
            let was = self.side;
            self.clear(was.saturating_mul(2).min(largest));
            found = self.space.allocate(room);
            if self.side == was {
                break;
            }
        }
        found
    }

    /// The largest side that we want and this machine's graphics take.
    fn largest(&self) -> u16 {
        let machine = self.ctx.input(|i| i.max_texture_side);
        u16::try_from(machine).unwrap_or(LARGEST_SIDE).clamp(FIRST_SIDE, LARGEST_SIDE)
    }

    fn rasterise(&mut self, face: &Face<'_>, glyph: u32, step: f32) -> Option<Image> {
        let glyph = GlyphId::try_from(glyph).ok()?;
        let data = face.font.data.as_ref();
        let font = FontRef::from_index(data, face.font.index as usize)?;
        let id = [face.font.data.id(), u64::from(face.font.index)];
        let mut scaler = self
            .scaler
            .builder_with_id(font, id)
            .size(face.size)
            .normalized_coords(face.coords)
            .build();
        let sources =
            [Source::ColorOutline(0), Source::ColorBitmap(StrikeWith::BestFit), Source::Outline];
        let mut render = Render::new(&sources);
        render.format(Format::Alpha).offset(Vector::new(step, 0.0));
        if face.embolden {
            render.embolden(face.size / 48.0);
        }
        if let Some(degrees) = face.skew {
            let angle = swash::zeno::Angle::from_degrees(degrees);
            render.transform(Some(Transform::skew(angle, swash::zeno::Angle::from_degrees(0.0))));
        }
        render.render(&mut scaler, glyph)
    }

    fn colours(&self, image: &Image) -> Vec<Color32> {
        if image.content == Content::Color {
            let to_colour = |p: &[u8]| Color32::from_rgba_unmultiplied(p[0], p[1], p[2], p[3]);
            return image.data.chunks_exact(4).map(to_colour).collect();
        }
        let mask = |coverage: &u8| {
            let alpha = if self.is_dark { bolder(*coverage) } else { *coverage };
            Color32::from_rgba_premultiplied(alpha, alpha, alpha, alpha)
        };
        image.data.iter().map(mask).collect()
    }
}

/// The nearest whole number. Processors of the baseline round by a call into the library, which a
/// glyph pays three times; what is beyond the numbers ends at their end.
#[expect(clippy::cast_possible_truncation, reason = "saturates")]
pub(super) fn nearest(value: f32) -> i32 {
    let raised = value + 0.5;
    let whole = raised as i32;
    if whole as f32 > raised { whole - 1 } else { whole }
}

/// `2c - c²`: the curve egui uses for light text.
fn bolder(coverage: u8) -> u8 {
    let c = u32::from(coverage);
    u8::try_from(2 * c - c * c / 255).unwrap_or(255)
}

fn scale(at: Pos2, side: f32) -> Pos2 {
    pos2(at.x / side, at.y / side)
}
