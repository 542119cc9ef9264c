//! Fonts, scratch space and glyphs, shared by everything that sets text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Color32, Mesh, Rect, pos2};
use parley::fontique::Language;
use parley::{
    Alignment, AlignmentOptions, FontContext, FontData, FontFamily, FontFamilyName, FontStyle,
    FontWeight, GenericFamily, Layout, LayoutContext, LineHeight, OverflowWrap,
    PositionedLayoutItem, StyleProperty,
};

use super::atlas::{Atlas, Face as AtlasFace};
use super::fallback::SystemFallback;
use super::families::Fonts;
use super::laid::Laid;
use super::named::{Pen, missing, name_font};
use super::scripts::{Writing, language_of, runs_from_right};
use super::shown::Shown;

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
    /// Smaller, and above the line.
    Raised,
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
    /// Width at which lines break; without end where they do not.
    pub width: f32,
    /// Pixels per point.
    pub scale: f32,
    /// The language of what it stands in: the forms of Chinese characters, and the direction of a
    /// text without letters.
    pub language: Option<Language>,
    /// Whether the lines are spread to the full width.
    pub is_justified: bool,
}

impl Setting {
    /// The same among text that runs from right to left: what has no letters of its own runs that
    /// way, too.
    pub(crate) fn among_rtl(self) -> Self {
        let language = self.language.filter(runs_from_right).or_else(|| language_of("he"));
        Self { language, ..self }
    }
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
    /// Stands in for a sign that is shown by name.
    pub(super) is_named: bool,
    pub(super) is_raised: bool,
}

impl RunStyle {
    /// What it sets in a text of `size`.
    fn properties(self, size: f32) -> [Option<StyleProperty<'static, Brush>>; 2] {
        let one = |property| [Some(property), None];
        let and_size =
            |property, part| [Some(property), Some(StyleProperty::FontSize(size * part))];
        match self {
            Self::Italic => one(StyleProperty::FontStyle(FontStyle::Italic)),
            Self::Bold => one(StyleProperty::FontWeight(FontWeight::BOLD)),
            Self::Mono => {
                let mono = FontFamilyName::Generic(GenericFamily::Monospace);
                and_size(StyleProperty::FontFamily(FontFamily::Single(mono)), MONO_SIZE)
            }
            Self::Struck => one(StyleProperty::Strikethrough(true)),
            Self::Link => one(StyleProperty::Brush(Brush { is_link: true, ..Brush::default() })),
            Self::Raised => {
                let brush = Brush { is_raised: true, ..Brush::default() };
                and_size(StyleProperty::Brush(brush), RAISED_SIZE)
            }
        }
    }
}

/// Size of fixed pitch, which looks larger than it is, in sizes of the text.
const MONO_SIZE: f32 = 0.88;

/// The families of the interface, the best first.
const INTERFACE: &[&str] = &[
    "Inter",
    "Noto Sans",
    "Source Sans 3",
    "Cantarell",
    "Segoe UI",
    "DejaVu Sans",
    "sans-serif",
    "Ubuntu",
];

/// Room between words, in points, that nobody sees: enough to tell one stretch from the next.
const UNSEEN: f32 = 0.001;

/// Room for the name of a sign beside what stands in for it, in ems.
const NAME_ROOM: f32 = 0.75;

/// Room for the code point of a character beside the empty box that fonts have for it, in ems.
const MISSING_ROOM: f32 = 0.4;

/// In a text with more characters than this that no font has, their boxes stay narrow: it is a
/// whole script that is missing.
const MOST_MISSING: usize = 100;

/// Size of raised signs, in sizes of the text.
const RAISED_SIZE: f32 = 0.68;

/// How far they stand above the line, in their own size.
const RAISED_BY: f32 = 0.5;

/// How often a mesh is begun again when the atlas had to be emptied: it doubles twice.
const TRIES: usize = 4;

/// Mean width of a character of the usual serifs, in ems. A fixed figure, so that a system with
/// another serif has the same column.
pub(super) const USUAL_CHARACTER: f32 = 0.476;

/// Fonts, scratch space and the glyph atlas: one for the program.
pub(crate) struct Engine {
    pub(super) fonts: FontContext,
    scratch: LayoutContext<Brush>,
    atlas: Atlas,
    names: FontData,
    /// Time and layouts since somebody asked last.
    work: (Duration, usize),
    pub(super) page: Vec<FontFamilyName<'static>>,
    /// The families of the page where none was chosen.
    pub(super) usual: Vec<FontFamilyName<'static>>,
    pub(super) chosen: String,
    /// Rises with every other choice.
    pub(super) choice: u32,
    /// Mean width of a character of the page, in ems.
    pub(super) character: f32,
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
    /// Takes the pictures that wait to be painted, as a frame would.
    #[cfg(test)]
    pub(super) fn forget_pictures(&self) {
        self.atlas.forget_pictures();
    }

    /// Sets with `fonts`, and gives the interface its own.
    pub(crate) fn new(ctx: &egui::Context, fonts: Fonts) -> Self {
        let Fonts { context, page, interface } = fonts;
        ctx.set_fonts(interface);
        ctx.add_font_provider(Arc::new(SystemFallback::over(&context)));
        Self {
            fonts: context,
            scratch: LayoutContext::new(),
            atlas: Atlas::new(ctx),
            names: name_font(),
            work: (Duration::ZERO, 0),
            usual: page.clone(),
            page,
            chosen: String::new(),
            choice: 0,
            character: USUAL_CHARACTER,
        }
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
        let is_rtl = setting.language.as_ref().is_some_and(runs_from_right);
        self.set(text, setting, runs, is_rtl)
    }

    /// The same for a text that runs from right to left if `is_rtl`, where no letter of it says
    /// which way.
    pub(crate) fn lay_out_from(&mut self, text: &str, setting: &Setting, is_rtl: bool) -> Laid {
        self.set(text, setting, &[], is_rtl)
    }

    /// How long laying out and drawing glyphs took since the last call, and how many layouts it was.
    pub(crate) fn take_work(&mut self) -> (Duration, usize) {
        std::mem::take(&mut self.work)
    }

    fn set(&mut self, text: &str, setting: &Setting, runs: &[Run], is_rtl: bool) -> Laid {
        let start = Instant::now();
        let shown = Shown::of(text, is_rtl);
        let mut layout = self.build(&shown, setting, runs, &[]);
        // Only now is it known which characters no font has: their boxes need room.
        let missing = missing(&layout);
        if !missing.is_empty() && missing.len() <= MOST_MISSING {
            layout = self.build(&shown, setting, runs, &missing);
        }
        let laid = Laid::new(layout, setting.scale, text, shown);
        self.work = (self.work.0 + start.elapsed(), self.work.1 + 1);
        laid
    }

    fn build(
        &mut self,
        shown: &Shown<'_>,
        setting: &Setting,
        runs: &[Run],
        missing: &[Range<usize>],
    ) -> Layout<Brush> {
        let writing = Writing::of(&shown.text, setting.language, setting.face);
        let families = self.families(setting.face, &writing);
        let emoji = FontFamilyName::Generic(GenericFamily::Emoji);
        let emoji_first: Vec<_> = std::iter::once(emoji).chain(families.iter().cloned()).collect();
        let mut builder =
            self.scratch.ranged_builder(&mut self.fonts, &shown.text, setting.scale, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(setting.size));
        builder.push_default(LineHeight::FontSizeRelative(setting.line_height));
        builder.push_default(StyleProperty::Locale(writing.language));
        // A word that is longer than a line is broken anywhere rather than run out of the page.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if setting.weight == Weight::Bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        if setting.is_italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        for run in runs {
            let range = run.range.start + shown.lead..run.range.end + shown.lead;
            for property in run.style.properties(setting.size).into_iter().flatten() {
                builder.push(property, range.clone());
            }
        }
        for range in shown.emoji() {
            let family = FontFamily::List(Cow::Borrowed(emoji_first.as_slice()));
            builder.push(StyleProperty::FontFamily(family), range);
        }
        let named = Brush { is_named: true, ..Brush::default() };
        for range in shown.named() {
            builder.push(StyleProperty::Brush(named), range.clone());
            builder.push(StyleProperty::LetterSpacing(setting.size * NAME_ROOM), range);
        }
        for range in missing {
            builder.push(StyleProperty::LetterSpacing(setting.size * MISSING_ROOM), range.clone());
        }
        for range in every_other_stretch(&shown.text) {
            builder.push(StyleProperty::WordSpacing(UNSEEN), range);
        }
        let mut layout = builder.build(&shown.text);
        let width = setting.width * setting.scale;
        layout.break_all_lines(width.is_finite().then_some(width));
        let alignment = if setting.is_justified { Alignment::Justify } else { Alignment::Start };
        layout.align(alignment, AlignmentOptions::default());
        layout
    }

    /// The families of a face, and behind its first one those that the scripts of a text ask for.
    fn families(&self, face: Face, writing: &Writing) -> Vec<FontFamilyName<'static>> {
        let own: Vec<FontFamilyName<'static>> = match face {
            Face::Page => self.page.clone(),
            Face::Interface => {
                INTERFACE.iter().filter_map(|name| FontFamilyName::parse(name)).collect()
            }
            Face::Mono => vec![FontFamilyName::Generic(GenericFamily::Monospace)],
        };
        let (first, rest) = own.split_at(own.len().min(1));
        let of_scripts = writing.families.iter().map(|name| FontFamilyName::named(name));
        first.iter().cloned().chain(of_scripts).chain(rest.iter().cloned()).collect()
    }

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
        let mut mesh = Mesh::with_texture(self.atlas.texture());
        let mut bars = Vec::new();
        let scale = laid.scale();
        for (line, row) in laid.layout().lines().zip(0..) {
            let shift = laid.shift(row);
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
                let is_named = run.style().brush.is_named;
                let raised = if run.style().brush.is_raised { face.size * RAISED_BY } else { 0.0 };
                for glyph in run.positioned_glyphs().filter(|glyph| glyph.id != 0 && !is_named) {
                    let Some((x, slot)) = self.atlas.glyph(&face, glyph.id, glyph.x) else {
                        continue;
                    };
                    let min = pos2(x, (glyph.y + shift - raised).round()) + slot.offset;
                    let rect = Rect::from_min_size(min, slot.size) / scale;
                    let colour = if slot.is_colour { Color32::WHITE } else { ink };
                    mesh.add_rect_with_uv(rect, slot.uv, colour);
                }
                if run.style().strikethrough.is_some() {
                    let y = run.baseline() + shift
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
        let mut pen = Pen { atlas: &mut self.atlas, font: &self.names, ink: inks.text, scale };
        for named in laid.named() {
            pen.draw(named, &mut mesh);
        }
        mesh
    }
}

/// Every other stretch of a long text, cut behind spaces.
///
/// parley counts the bytes in a run of one style with 16 bits: in a longer one, places are wrong.
fn every_other_stretch(text: &str) -> Vec<Range<usize>> {
    const MOST: usize = 32 * 1024;
    let mut stretches = Vec::new();
    let mut start = 0;
    while text.len() - start > MOST {
        let end = text.floor_char_boundary(start + MOST);
        let space = text.get(start..end).and_then(|stretch| stretch.rfind(' '));
        let end = space.map_or(end, |at| start + at + 1);
        stretches.push(start..end);
        start = end;
    }
    stretches.into_iter().step_by(2).collect()
}
