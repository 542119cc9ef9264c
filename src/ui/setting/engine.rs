//! Fonts, scratch space and glyphs, shared by everything that sets text.

use std::borrow::Cow;
use std::ops::Range;

use egui::{Color32, Mesh, Rect, pos2};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontStyle, FontWeight,
    GenericFamily, LayoutContext, LineHeight, PositionedLayoutItem, StyleProperty,
};

use super::atlas::{Atlas, Face as AtlasFace};
use super::families::{PAGE_FALLBACKS, install_interface_fonts, page_families};
use super::laid::Laid;

/// Which fonts a setting starts from; every one falls back to what the script needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// The serif of the page.
    Page,
    /// The sans of the interface.
    Interface,
    /// Fixed pitch.
    Mono,
}

/// How heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    /// Book weight.
    Regular,
    /// Semi-bold.
    Bold,
}

/// A stretch set differently from the rest, in bytes of the text that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Where.
    pub range: Range<usize>,
    /// How.
    pub style: RunStyle,
}

/// How a [`Run`] differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunStyle {
    /// Slanted.
    Italic,
    /// Heavier.
    Bold,
    /// Fixed pitch.
    Mono,
    /// Struck through.
    Struck,
    /// In the colour of links.
    Link,
}

/// How to set a text. Sizes in points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setting {
    /// Starting fonts.
    pub face: Face,
    /// Size of an em.
    pub size: f32,
    /// Heaviness of it all.
    pub weight: Weight,
    /// Slant of it all.
    pub is_italic: bool,
    /// Height of a line in ems.
    pub line_height: f32,
    /// Width at which lines break.
    pub width: f32,
    /// Pixels per point.
    pub scale: f32,
}

/// Colours of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inks {
    /// Running text.
    pub text: Color32,
    /// Links.
    pub link: Color32,
}

/// What a glyph's style carries through the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Brush {
    pub(super) is_link: bool,
}

/// How often a mesh is begun again when the atlas had to be emptied: it doubles twice.
const TRIES: usize = 4;

/// Fonts, scratch space and the glyph atlas: one for the program.
pub(crate) struct Engine {
    fonts: FontContext,
    scratch: LayoutContext<Brush>,
    atlas: Atlas,
    page: Vec<FontFamilyName<'static>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("page", &self.page)
            .field("atlas", &self.atlas)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Finds the system's fonts and gives the interface its own.
    pub(crate) fn new(ctx: &egui::Context) -> Self {
        let mut fonts = FontContext::new();
        let mut page: Vec<FontFamilyName<'static>> = page_families(&mut fonts.collection)
            .into_iter()
            .map(|name| FontFamilyName::Named(Cow::Owned(name)))
            .collect();
        page.extend(PAGE_FALLBACKS.iter().filter_map(|name| FontFamilyName::parse(name)));
        install_interface_fonts(ctx, &mut fonts.collection, &mut fonts.source_cache);
        Self { fonts, scratch: LayoutContext::new(), atlas: Atlas::new(ctx), page }
    }

    /// Rises whenever meshes made before are stale.
    pub(crate) fn epoch(&self) -> u64 {
        self.atlas.epoch()
    }

    /// Tells which way round the text will stand.
    pub(crate) fn set_dark(&mut self, is_dark: bool) {
        self.atlas.set_dark(is_dark);
    }

    /// The first family of the page, for those who wonder.
    pub(crate) fn page_family(&self) -> String {
        match self.page.first() {
            Some(FontFamilyName::Named(name)) => name.to_string(),
            _ => "the system's serif".to_owned(),
        }
    }

    /// Lays `text` out.
    pub(crate) fn lay_out(&mut self, text: &str, setting: &Setting, runs: &[Run]) -> Laid {
        let generic = |family| FontFamily::Single(FontFamilyName::Generic(family));
        let page = FontFamily::List(Cow::Borrowed(self.page.as_slice()));
        let family = match setting.face {
            Face::Page => page,
            Face::Interface => FontFamily::Source(Cow::Borrowed(
                "Inter, Noto Sans, Source Sans 3, Cantarell, Segoe UI, DejaVu Sans, sans-serif, Ubuntu",
            )),
            Face::Mono => generic(GenericFamily::Monospace),
        };
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, text, setting.scale, false);
        builder.push_default(StyleProperty::FontFamily(family));
        builder.push_default(StyleProperty::FontSize(setting.size));
        builder.push_default(LineHeight::FontSizeRelative(setting.line_height));
        if setting.weight == Weight::Bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        if setting.is_italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        for run in runs {
            let property = match run.style {
                RunStyle::Italic => StyleProperty::FontStyle(FontStyle::Italic),
                RunStyle::Bold => StyleProperty::FontWeight(FontWeight::BOLD),
                RunStyle::Mono => StyleProperty::FontFamily(generic(GenericFamily::Monospace)),
                RunStyle::Struck => StyleProperty::Strikethrough(true),
                RunStyle::Link => StyleProperty::Brush(Brush { is_link: true }),
            };
            builder.push(property, run.range.clone());
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(setting.width * setting.scale));
        layout.align(Alignment::Start, AlignmentOptions::default());
        Laid::new(layout, setting.scale)
    }

    /// The mesh of a layout, its top left at the origin, in points.
    pub(crate) fn mesh(&mut self, laid: &Laid, inks: Inks) -> Mesh {
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
        mesh
    }

    fn try_mesh(&mut self, laid: &Laid, inks: Inks) -> Mesh {
        let mut mesh = Mesh::with_texture(self.atlas.texture());
        let mut bars = Vec::new();
        let scale = laid.scale();
        for line in laid.layout().lines() {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let ink = if run.style().brush.is_link { inks.link } else { inks.text };
                let synthesis = run.run().synthesis();
                let face = AtlasFace {
                    font: run.run().font(),
                    size: run.run().font_size(),
                    coords: run.run().normalized_coords(),
                    embolden: synthesis.embolden(),
                    skew: synthesis.skew(),
                };
                for glyph in run.positioned_glyphs() {
                    let Some((x, slot)) = self.atlas.glyph(&face, glyph.id, glyph.x) else {
                        continue;
                    };
                    let min = pos2(x, glyph.y.round()) + slot.offset;
                    let rect = Rect::from_min_size(min, slot.size) / scale;
                    let colour = if slot.is_colour { Color32::WHITE } else { ink };
                    mesh.add_rect_with_uv(rect, slot.uv, colour);
                }
                if run.style().strikethrough.is_some() {
                    let y = run.baseline()
                        - run.run().metrics().x_height.unwrap_or(face.size / 2.0) / 2.0;
                    let min = pos2(run.offset(), y.round());
                    let bar =
                        Rect::from_min_size(min, egui::vec2(run.advance(), scale.max(1.0))) / scale;
                    bars.push((bar, ink));
                }
            }
        }
        for (bar, ink) in bars {
            mesh.add_rect_with_uv(bar, self.atlas.solid(), ink);
        }
        mesh
    }
}
