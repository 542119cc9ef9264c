//! Fonts, scratch space and glyphs, shared by everything that sets text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Color32;
use parley::fontique::Language;
use parley::{
    Alignment, AlignmentOptions, FontContext, FontData, FontFamily, FontFamilyName, FontStyle,
    FontWeight, GenericFamily, Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty,
};

use super::atlas::Atlas;
use super::breaks::break_lines;
use super::ends::{first_other_line, turned_ends};
use super::fallback::SystemFallback;
use super::families::Fonts;
use super::laid::Laid;
use super::named::{missing, name_font};
use super::near::{Near, near_name};
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
    /// What it sets in a text of `size`, with the families of fixed pitch.
    fn properties<'a>(
        self,
        size: f32,
        mono: &'a [FontFamilyName<'a>],
    ) -> [Option<StyleProperty<'a, Brush>>; 2] {
        let one = |property| [Some(property), None];
        let and_size =
            |property, part| [Some(property), Some(StyleProperty::FontSize(size * part))];
        match self {
            Self::Italic => one(StyleProperty::FontStyle(FontStyle::Italic)),
            Self::Bold => one(StyleProperty::FontWeight(FontWeight::BOLD)),
            Self::Mono => {
                let mono = FontFamily::List(Cow::Borrowed(mono));
                and_size(StyleProperty::FontFamily(mono), MONO_SIZE)
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

/// Room between words, in points, that nobody sees: enough to tell one stretch from the next.
const UNSEEN: f32 = 0.001;

/// Room for the name of a sign beside what stands in for it, in ems.
const NAME_ROOM: f32 = 0.75;

/// Room for the code point of a character beside the empty box that fonts have for it, in ems.
const MISSING_ROOM: f32 = 0.4;

/// In a text with more characters than this that no font has, their boxes stay narrow: it is a
/// whole script that is missing.
const MOST_MISSING: usize = 100;

/// What is left of a space at a turned end of a line, in pixels: a place for the caret.
const CARET: f32 = 1.0;

/// Bytes of a text whose room is kept for the next one.
const MOST_KEPT: usize = 64 * 1024;

/// How often the ends of lines are tried again.
const TRIES: usize = 3;

/// Size of raised signs, in sizes of the text.
const RAISED_SIZE: f32 = 0.68;

/// Mean width of a character of the usual serifs, in ems. A fixed figure, so that a system with
/// another serif has the same column.
pub(super) const USUAL_CHARACTER: f32 = 0.476;

/// Fonts, scratch space and the glyph atlas: one for the program.
pub(crate) struct Engine {
    pub(super) fonts: FontContext,
    scratch: LayoutContext<Brush>,
    pub(super) near: Near,
    /// Scratch space of its own: what it remembers are the fonts of one collection.
    near_scratch: LayoutContext<Brush>,
    /// What is laid out grows here: a copy takes no more room than it needs.
    draft: Layout<Brush>,
    pub(super) atlas: Atlas,
    pub(super) names: FontData,
    /// Time and layouts since somebody asked last.
    pub(super) work: (Duration, usize),
    interface: Vec<FontFamilyName<'static>>,
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
        let Fonts { context, near, page, interface, definitions } = fonts;
        ctx.set_fonts(definitions);
        ctx.add_font_provider(Arc::new(SystemFallback::over(&context)));
        Self {
            fonts: context,
            scratch: LayoutContext::new(),
            near,
            near_scratch: LayoutContext::new(),
            draft: Layout::new(),
            interface,
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
        let writing = Writing::of(&shown.text, setting.language, setting.face);
        let wanted = Wanted { shown: &shown, setting, runs, writing: &writing };
        let (mut layout, reach, lacking) = self.first_try(&wanted);
        let is_whole = lacking.is_empty();
        let mut spaced = Vec::new();
        // Only now is it known which characters no font has: their boxes need room.
        if !is_whole && lacking.len() <= MOST_MISSING {
            let room = |range| Spaced { range, by: setting.size * MISSING_ROOM };
            spaced.extend(lacking.into_iter().map(room));
            layout = self.build(&wanted, reach, &spaced);
        }
        // And where lines end.
        let ends = turned_ends(&layout);
        if !ends.is_empty() {
            layout = self.close_ends(&wanted, reach, &mut spaced, (layout, ends));
        }
        let laid = Laid::new(layout, setting.scale, text, shown, is_whole);
        self.work = (self.work.0 + start.elapsed(), self.work.1 + 1);
        laid
    }

    /// Makes the spaces at turned ends of lines as narrow as a caret. One whose line would then take
    /// in the next word keeps its width.
    fn close_ends(
        &mut self,
        wanted: &Wanted<'_>,
        reach: Reach,
        spaced: &mut Vec<Spaced>,
        (open, ends): (Layout<Brush>, Vec<(Range<usize>, f32)>),
    ) -> Layout<Brush> {
        let kept = spaced.len();
        let scale = wanted.setting.scale;
        let narrow = |(range, width): (_, f32)| Spaced { range, by: (CARET - width) / scale };
        spaced.extend(ends.into_iter().map(narrow));
        for _ in 0..TRIES {
            let closed = self.build(wanted, reach, spaced);
            let Some(line) = first_other_line(&open, &closed) else { return closed };
            let mut at = 0..spaced.len();
            spaced.retain(|end| at.next() < Some(kept) || !line.contains(&end.range.start));
        }
        open
    }

    /// Lays out with as few fonts as will do; gives also among which it looked, and the bytes of
    /// what none of them has.
    fn first_try(&mut self, wanted: &Wanted<'_>) -> (Layout<Brush>, Reach, Vec<Range<usize>>) {
        if self.is_near(wanted) {
            let layout = self.build(wanted, Reach::Near, &[]);
            if missing(&layout).is_empty() {
                return (layout, Reach::Near, Vec::new());
            }
        }
        let layout = self.build(wanted, Reach::Far, &[]);
        let lacking = missing(&layout);
        (layout, Reach::Far, lacking)
    }

    /// Whether it is worth trying to set a text in the first family of its face alone.
    fn is_near(&self, wanted: &Wanted<'_>) -> bool {
        let Wanted { shown, setting, runs, writing } = wanted;
        let is_mono = |run: &Run| run.style == RunStyle::Mono;
        self.near.has(setting.face)
            && writing.families.is_empty()
            && shown.signs.is_empty()
            && shown.emoji().next().is_none()
            && (self.near.has(Face::Mono) || !runs.iter().any(is_mono))
    }

    fn build(&mut self, wanted: &Wanted<'_>, reach: Reach, spaced: &[Spaced]) -> Layout<Brush> {
        let Wanted { shown, setting, runs, writing } = *wanted;
        let (families, mono) = match reach {
            Reach::Near => (near_family(setting.face), near_family(Face::Mono)),
            Reach::Far => (self.families(setting.face, writing), vec![MONO]),
        };
        let emoji = FontFamilyName::Generic(GenericFamily::Emoji);
        let emoji_first: Vec<_> = std::iter::once(emoji).chain(families.iter().cloned()).collect();
        let (scratch, fonts) = match reach {
            Reach::Near => (&mut self.near_scratch, &mut self.near.fonts),
            Reach::Far => (&mut self.scratch, &mut self.fonts),
        };
        let mut builder = scratch.ranged_builder(fonts, &shown.text, setting.scale, false);
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
            for property in run.style.properties(setting.size, &mono).into_iter().flatten() {
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
        for Spaced { range, by } in spaced {
            // parley divides ligatures by guess, at times between the bytes of a character.
            let start = shown.text.floor_char_boundary(range.start);
            let end = shown.text.ceil_char_boundary(range.end);
            builder.push(StyleProperty::LetterSpacing(*by), start..end);
        }
        for range in every_other_stretch(&shown.text) {
            builder.push(StyleProperty::WordSpacing(UNSEEN), range);
        }
        let layout = &mut self.draft;
        builder.build_into(layout, &shown.text);
        break_lines(layout, setting.width * setting.scale);
        let alignment = if setting.is_justified { Alignment::Justify } else { Alignment::Start };
        layout.align(alignment, AlignmentOptions::default());
        // What a very long text took is not kept.
        if shown.text.len() > MOST_KEPT { std::mem::take(layout) } else { layout.clone() }
    }

    /// The families of a face, and behind its first one those that the scripts of a text ask for.
    fn families(&self, face: Face, writing: &Writing) -> Vec<FontFamilyName<'static>> {
        let own: &[FontFamilyName<'static>] = match face {
            Face::Page => &self.page,
            Face::Interface => &self.interface,
            Face::Mono => &[MONO],
        };
        let (first, rest) = own.split_at(own.len().min(1));
        let of_scripts = writing.families.iter().map(|name| FontFamilyName::named(name));
        first.iter().cloned().chain(of_scripts).chain(rest.iter().cloned()).collect()
    }

    /// Brings the near fonts up to the families of now.
    pub(super) fn renew_near(&mut self) {
        self.near = near(&mut self.fonts, &self.page, &self.interface);
        self.near_scratch = LayoutContext::new();
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

/// The near fonts for the families of the page and of the interface.
pub(super) fn near(
    fonts: &mut FontContext,
    page: &[FontFamilyName<'_>],
    interface: &[FontFamilyName<'_>],
) -> Near {
    Near::new(fonts, &[(Face::Page, page), (Face::Interface, interface), (Face::Mono, &[MONO])])
}

/// Fixed pitch, whatever the system has for it.
const MONO: FontFamilyName<'static> = FontFamilyName::Generic(GenericFamily::Monospace);

fn near_family(face: Face) -> Vec<FontFamilyName<'static>> {
    vec![FontFamilyName::named(near_name(face))]
}

/// Among which fonts one looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The first family of the face.
    Near,
    /// All there are.
    Far,
}

/// A text, and how it is to be set.
struct Wanted<'a> {
    shown: &'a Shown<'a>,
    setting: &'a Setting,
    runs: &'a [Run],
    writing: &'a Writing,
}

/// Bytes with more room behind each character than it has by itself, or with less; in points.
struct Spaced {
    range: Range<usize>,
    by: f32,
}
