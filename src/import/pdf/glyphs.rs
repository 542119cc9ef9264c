//! The signs of one page: what each says, where it stands and how large it is.
//!
//! The interpreter draws the page on a [`Collector`], which keeps what is text and forgets the rest.
//! Places are in points from the upper left corner of the page as it is shown, downwards.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Stream, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret, interpret_page,
};

use super::comments::callouts;
use super::guard::{Stopped, guarded, stop};
use super::signs::{push_readable, text_string};
use super::units::{single, whole};
use crate::import::ImportOptions;

/// The most signs on one page.
const MOST_GLYPHS: usize = 400_000;

/// The most things drawn on one page: forms can draw forms, fifty deep, each many times.
const MOST_DRAWN: usize = 2_000_000;

/// The longest text that a file may put in place of signs; longer ones hide what is shown.
const MOST_ACTUAL: usize = 24;

/// How a sign is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// Smaller and above the line.
    pub(super) is_raised: bool,
}

/// A sign on a page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it says.
    pub(super) text: Box<str>,
    /// Where its baseline begins.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far it goes along its baseline.
    pub(super) width: f32,
    /// The height of an em.
    pub(super) size: f32,
    /// Which way its baseline goes, in degrees clockwise: 0 is to the right, 90 down.
    pub(super) angle: i16,
    pub(super) look: Look,
    pub(super) artifact: Artifact,
    /// Whether its text is only its code in the font.
    pub(super) is_guess: bool,
}

/// Whether a file says that something is no part of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Artifact {
    /// It says nothing.
    #[default]
    No,
    /// It is an ornament of some kind.
    Some,
    /// It is there because there are pages: a running head, a number.
    Pagination,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct PageGlyphs {
    pub(super) glyphs: Vec<Glyph>,
    /// How many things were drawn on it.
    pub(super) drawn: usize,
    /// In points.
    pub(super) width: f32,
    pub(super) height: f32,
    /// How many signs have no text.
    pub(super) unknown: usize,
    /// How many have the text that most fonts have at their code.
    pub(super) guessed: usize,
    /// How many are not painted: the words of a layer over a picture.
    pub(super) invisible: usize,
    /// How many stand outside of the page.
    pub(super) outside: usize,
    /// How much of the page is covered by pictures, from 0 to 1.
    pub(super) pictures: f32,
    /// Whether the interpreter gave up on it.
    pub(super) is_broken: bool,
    /// Whether more is drawn on it than is read.
    pub(super) is_too_much: bool,
}

/// Reads one page; what was collected until the interpreter gave up is kept. The signs are put into
/// `room`, which is empty.
pub(super) fn collect<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    options: &ImportOptions<'_>,
    room: Vec<Glyph>,
) -> PageGlyphs {
    let (width, height) = page.render_dimensions();
    let mut collector = Collector {
        page: PageGlyphs { glyphs: room, width, height, ..PageGlyphs::default() },
        marked: Vec::new(),
        options,
    };
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let mut draw = |content| {
        let settings = InterpreterSettings { render_content: content, ..settings.clone() };
        let mut context = Context::new(transform, area, cache, page.xref(), settings);
        if content.contains(RenderContent::PAGE) {
            let drawing = drawing(page);
            let operations = TypedIter::new(&drawing);
            interpret(operations, page.resources(), &mut context, &mut collector);
        } else {
            interpret_page(page, &mut context, &mut collector);
        }
        collector.page.glyphs.len()
    };
    let callouts = guarded(|| callouts(page)).unwrap_or_default();
    let mut on_page = usize::MAX;
    let outcome = guarded(|| {
        on_page = draw(RenderContent::PAGE);
        draw(RenderContent::ANNOTATIONS);
    });
    collector.page.leave_callouts_out(on_page, &callouts);
    collector.page.is_too_much = outcome == Err(Stopped::TooMuch);
    collector.page.is_broken = outcome == Err(Stopped::Lost);
    check_guesses(&mut collector.page);
    collector.page
}

/// What a page draws, unpacked. A page that is asked for it keeps it until the file is closed.
fn drawing(page: &Page<'_>) -> Vec<u8> {
    const CONTENTS: &[u8] = b"Contents";
    let unpacked = |stream: Stream<'_>| Some(stream.decoded_data().ok()?.into_owned());
    if let Some(stream) = page.raw().get::<Stream<'_>>(CONTENTS) {
        return unpacked(stream).unwrap_or_default();
    }
    let Some(parts) = page.raw().get::<Array<'_>>(CONTENTS) else { return Vec::new() };
    let mut drawing = Vec::new();
    for part in parts.raw_iter() {
        let stream = match part {
            MaybeRef::Ref(id) => page.xref().get::<Stream<'_>>(id.into()),
            MaybeRef::NotRef(object) => object.into_stream(),
        };
        if let Some(part) = stream.and_then(unpacked) {
            drawing.extend(part);
            // A word of one part ends before the next.
            drawing.push(b' ');
        }
    }
    drawing
}

impl PageGlyphs {
    /// Leaves out what callouts show: it is no text of the page, which itself has so many signs.
    fn leave_callouts_out(&mut self, on_page: usize, callouts: &[Rect]) {
        let mut n = 0;
        self.glyphs.retain(|glyph| {
            n += 1;
            let at = Point::new(glyph.x.into(), glyph.y.into());
            n <= on_page || !callouts.iter().any(|area| area.contains(at))
        });
    }
}

/// A stretch that the file marks.
#[derive(Debug, Default)]
struct Marked {
    artifact: Artifact,
    /// What stands for it, and how many signs were there when it began.
    actual: Option<(String, usize)>,
}

/// What the page is drawn on.
#[derive(Debug)]
struct Collector<'o> {
    page: PageGlyphs,
    marked: Vec<Marked>,
    options: &'o ImportOptions<'o>,
}

impl Collector<'_> {
    fn count(&mut self) {
        self.page.drawn += 1;
        let is_too_much = self.page.drawn > MOST_DRAWN || self.page.glyphs.len() > MOST_GLYPHS;
        if is_too_much || self.options.is_cancelled() {
            stop();
        }
    }

    fn artifact(&self) -> Artifact {
        self.marked
            .iter()
            .rev()
            .map(|marked| marked.artifact)
            .find(|a| *a != Artifact::No)
            .unwrap_or_default()
    }

    fn push(
        &mut self,
        glyph: &PositionedGlyph<'_>,
        to_page: Affine,
        mode: WritingMode,
        look: Look,
    ) {
        let known = match glyph.as_unicode() {
            Some(BfString::Char(sign)) => Some(readable(&[sign])),
            Some(BfString::String(signs)) => Some(readable(&signs.chars().collect::<Vec<_>>())),
            None => None,
        };
        let is_guess = known.is_none();
        let text = known.or_else(|| by_code(glyph)).unwrap_or_else(|| "\u{fffd}".into());
        let Some(mut placed) = place(glyph, to_page * glyph.transform(), mode) else { return };
        let is_in = |at: f32, most: f32| at > -1.0 && at < most + 1.0;
        if !is_in(placed.x, self.page.width) || !is_in(placed.y, self.page.height) {
            self.page.outside += 1;
            return;
        }
        placed.is_guess = is_guess && &*text != "\u{fffd}";
        self.page.unknown += usize::from(is_guess && !placed.is_guess);
        self.page.guessed += usize::from(placed.is_guess);
        (placed.text, placed.look, placed.artifact) = (text, look, self.artifact());
        self.page.glyphs.push(placed);
    }

    /// Puts what the file says it means in place of the signs of a marked stretch.
    fn put_actual(&mut self, text: &str, from: usize) {
        let Some([first, rest @ ..]) = self.page.glyphs.get_mut(from..) else { return };
        let is_on_line = |other: &Glyph| {
            other.angle == first.angle
                && (other.y - first.y).hypot(other.x - first.x) < first.size * 20.0
        };
        if !rest.iter().all(is_on_line) {
            return;
        }
        if let Some(last) = rest.last() {
            first.width = (last.x - first.x).hypot(last.y - first.y) + last.width;
        }
        first.text = readable(&text.chars().collect::<Vec<_>>());
        self.page.glyphs.truncate(from + 1);
    }
}

/// What the code of a sign says where fonts have their signs at the usual codes. In a font of 65,536 signs
/// the code is the number of a drawing, and says nothing.
fn by_code(glyph: &PositionedGlyph<'_>) -> Option<Box<str>> {
    let code = glyph.char_code();
    let is_number =
        matches!(&**glyph, Drawn::Outline(outline) if outline.glyph_id().to_u32() == code);
    let is_usual = matches!(code, 0x20..=0x7e | 0xa1..=0xff) && !is_number;
    is_usual.then(|| char::from_u32(code).map(|sign| readable(&[sign]))).flatten()
}

/// Takes back what was read by codes where it makes no words: too many consonants, or too few.
fn check_guesses(page: &mut PageGlyphs) {
    let guessed =
        || page.glyphs.iter().filter(|glyph| glyph.is_guess).flat_map(|glyph| glyph.text.chars());
    let letters = guessed().filter(char::is_ascii_alphabetic).count();
    let vowels = guessed().filter(|c| "aeiouyAEIOUY".contains(*c)).count();
    let makes_words = letters * 2 > page.guessed
        && (letters < 12 || (letters..letters * 3).contains(&(vowels * 5)));
    if makes_words {
        return;
    }
    for glyph in page.glyphs.iter_mut().filter(|glyph| glyph.is_guess) {
        glyph.text = "\u{fffd}".into();
    }
    page.unknown += page.guessed;
    page.guessed = 0;
}

fn readable(signs: &[char]) -> Box<str> {
    let mut out = String::new();
    for sign in signs {
        push_readable(&mut out, *sign);
    }
    out.into()
}

/// Where a glyph stands; `None` where that is nowhere.
fn place(glyph: &PositionedGlyph<'_>, to_page: Affine, mode: WritingMode) -> Option<Glyph> {
    let [a, b, c, d, ..] = to_page.as_coeffs();
    let (along, across) = (a.hypot(b) * 1000.0, c.hypot(d) * 1000.0);
    let advance = match &**glyph {
        Drawn::Outline(outline) => outline.advance_width(),
        Drawn::Type3(type3) => type3.advance_width(),
    };
    let advance = f64::from(advance.unwrap_or_default()) / 1000.0;
    let (origin, way, width, size) = match mode {
        WritingMode::Horizontal => (to_page * Point::ZERO, (a, b), advance * along, across),
        // The baseline of a column stands at a fifth of its width, as that of a line does.
        WritingMode::Vertical => (to_page * Point::new(200.0, 880.0), (-c, -d), across, along),
    };
    let numbers = [origin.x, origin.y, width, size];
    if !numbers.iter().all(|n| n.is_finite() && n.abs() < 1e6) || size <= 0.0 {
        return None;
    }
    // Fonts made of drawings have ems of any size; their widths are true.
    let size = if size < width.abs() / 3.0 { width.abs() } else { size };
    Some(Glyph {
        text: Box::default(),
        x: single(origin.x),
        y: single(origin.y),
        width: single(width.abs()),
        size: single(size),
        angle: angle(way.0, way.1),
        look: Look::default(),
        artifact: Artifact::No,
        is_guess: false,
    })
}

/// The angle of a direction in whole degrees from 0 to 359; nearly upright ones are upright.
fn angle(x: f64, y: f64) -> i16 {
    let degrees = y.atan2(x).to_degrees().rem_euclid(360.0);
    let upright = (degrees / 90.0).round() * 90.0;
    let degrees = if (degrees - upright).abs() < 3.0 { upright } else { degrees.round() };
    i16::try_from(whole(single(degrees)).rem_euclid(360)).unwrap_or_default()
}

/// How a font looks, as far as it says so itself.
fn look(glyph: &PositionedGlyph<'_>) -> Look {
    let Drawn::Outline(outline) = &**glyph else { return Look::default() };
    let Some(font) = outline.font_data() else { return Look::default() };
    let name = font.postscript_name.unwrap_or_default();
    Look {
        is_bold: font.weight.is_some_and(|weight| weight >= 600) || name.contains("Bold"),
        is_italic: font.is_italic || name.contains("Italic") || name.contains("Oblique"),
        is_raised: false,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let before = self.page.glyphs.len();
        let look = run.glyphs().first().map(look).unwrap_or_default();
        for glyph in run.glyphs() {
            self.push(glyph, props.transform, run.writing_mode(), look);
        }
        if matches!(mode, DrawMode::Invisible) {
            self.page.invisible += self.page.glyphs.len() - before;
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let area = (props.transform * Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1)).bounding_box();
        let (width, height) = (f64::from(self.page.width), f64::from(self.page.height));
        let seen = area.intersect(Rect::new(0.0, 0.0, width, height)).area();
        self.page.pictures += single(seen / (width * height).max(1.0));
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.count();
        let artifact = match properties.and_then(|dict| dict.get::<Name<'_>>(b"Type")) {
            _ if tag != b"Artifact" => Artifact::No,
            Some(kind) if kind.as_ref() == b"Pagination" => Artifact::Pagination,
            _ => Artifact::Some,
        };
        let actual = properties
            .and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"))
            .map(|text| text_string(text.as_bytes()))
            .filter(|text| text.len() <= MOST_ACTUAL)
            .map(|text| (text, self.page.glyphs.len()));
        self.marked.push(Marked { artifact, actual });
    }

    fn end_marked_content(&mut self) {
        let marked = self.marked.pop();
        if let Some((text, from)) = marked.and_then(|marked| marked.actual) {
            self.put_actual(&text, from);
        }
    }
}
