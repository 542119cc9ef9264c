//! Excerpts of the article in lists and cards, set by the same painter as the page.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use egui::{
    Align, Color32, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role,
    vec2,
};

use super::digits::Digits;
use super::engine::{Engine, Face, Inks, Setting, Weight};
use super::laid::Laid;
use super::{Inked, Language};
use crate::text::{TextPos, previous_grapheme};

/// Layouts of excerpts, kept while they are shown.
#[derive(Debug, Default)]
pub(crate) struct Excerpts {
    /// By the hash of what they are: a list asks for all its rows with every frame.
    cache: BTreeMap<u64, Kept>,
    digits: Vec<(Manner, Digits)>,
    frame: u64,
    language: Option<Language>,
}

/// What an excerpt looks like apart from its words; sizes as bits, since it is compared for sameness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Manner {
    face: Face,
    size: u32,
    width: u32,
    scale: u32,
    weight: Weight,
    ink: Color32,
    lines: usize,
}

#[derive(Debug)]
struct Kept {
    text: Box<str>,
    manner: Manner,
    laid: Laid,
    inked: Inked,
    epoch: u64,
    height: f32,
    /// Whether nothing is left of it that has no room.
    fits: bool,
    used: u64,
}

/// How an excerpt is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExcerptStyle {
    /// Starting fonts.
    pub face: Face,
    /// Size of an em in points.
    pub size: f32,
    /// Heaviness.
    pub weight: Weight,
    /// Colour.
    pub ink: Color32,
    /// Lines at most; more are cut off.
    pub lines: usize,
}

impl ExcerptStyle {
    fn manner(&self, width: f32, scale: f32) -> Manner {
        let bits = f32::to_bits;
        Manner {
            face: self.face,
            size: bits(self.size),
            width: bits(width),
            scale: bits(scale),
            weight: self.weight,
            ink: self.ink,
            lines: self.lines,
        }
    }

    pub(super) fn inks(&self) -> Inks {
        Inks { text: self.ink, link: self.ink }
    }
}

impl Excerpts {
    /// Starts a frame of something written in `language`: what the last one did not show is
    /// forgotten.
    pub(crate) fn begin_frame(&mut self, language: Option<Language>) {
        if self.language != language {
            self.cache.clear();
            self.language = language;
        }
        let last = self.frame;
        if self.cache.len() > 256 {
            self.cache.retain(|_, kept| kept.used == last);
        }
        if self.digits.len() > 16 {
            self.digits.clear(); // other themes, other sizes
        }
        self.frame += 1;
    }

    fn get(
        &mut self,
        engine: &mut Engine,
        text: &str,
        style: &ExcerptStyle,
        width: f32,
        scale: f32,
    ) -> &mut Kept {
        let (manner, inks) = (style.manner(width, scale), style.inks());
        let make = |engine: &mut Engine, language: Option<Language>| {
            let (laid, height) = lay_out(engine, text, style, width, scale, language);
            let inked = Inked::new(engine.mesh(&laid, inks));
            let epoch = engine.epoch();
            let fits = laid.line_count() <= style.lines && laid.size().x <= width + 2.0;
            Kept { text: text.into(), manner, laid, inked, epoch, height, fits, used: 0 }
        };
        let mut hasher = DefaultHasher::new();
        (text, manner).hash(&mut hasher);
        let kept = match self.cache.entry(hasher.finish()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(make(engine, self.language)),
        };
        if kept.manner != manner || *kept.text != *text {
            *kept = make(engine, self.language); // two that have the same hash take turns
        }
        if kept.epoch != engine.epoch() {
            kept.inked = Inked::new(engine.mesh(&kept.laid, inks));
            kept.epoch = engine.epoch();
        }
        kept.used = self.frame;
        kept
    }

    /// The height that [`excerpt`] will take.
    pub(crate) fn height(
        &mut self,
        engine: &mut Engine,
        text: &str,
        style: &ExcerptStyle,
        width: f32,
        scale: f32,
    ) -> f32 {
        self.get(engine, text, style, width, scale).height
    }

    /// Where it shows something, when it is painted at the origin with this much room.
    pub(crate) fn extent(
        &mut self,
        engine: &mut Engine,
        text: &str,
        style: &ExcerptStyle,
        width: f32,
        scale: f32,
    ) -> Rect {
        let laid = &self.get(engine, text, style, width, scale).laid;
        let lines = (0..laid.line_count().min(style.lines)).filter_map(|at| laid.line(at));
        lines.map(|line| line.rect).reduce(Rect::union).unwrap_or(Rect::ZERO)
    }

    /// Paints a number that begins or ends at `at`, in the middle of its height.
    pub(crate) fn number(
        &mut self,
        painter: &Painter,
        engine: &mut Engine,
        number: u32,
        style: &ExcerptStyle,
        (at, align): (Pos2, Align),
    ) {
        let scale = painter.pixels_per_point();
        let manner = style.manner(0.0, scale);
        self.digits.retain(|(of, digits)| *of != manner || digits.is_of(engine));
        if !self.digits.iter().any(|(of, _)| *of == manner) {
            self.digits.push((manner, Digits::new(engine, style, scale)));
        }
        if let Some((_, digits)) = self.digits.iter().find(|(of, _)| *of == manner) {
            digits.paint(painter, number, at, align);
        }
    }

    /// Paints at `rect.min`; what does not fit into `rect` is cut off.
    pub(crate) fn paint(
        &mut self,
        ui: &Ui,
        engine: &mut Engine,
        text: &str,
        style: &ExcerptStyle,
        rect: Rect,
    ) {
        self.paint_lit(ui, engine, text, style, (rect, None));
    }

    /// The same with stretches of the text lit, where there are any.
    pub(crate) fn paint_lit(
        &mut self,
        ui: &Ui,
        engine: &mut Engine,
        text: &str,
        style: &ExcerptStyle,
        (rect, lit): (Rect, Option<&Lit<'_>>),
    ) {
        let scale = ui.ctx().pixels_per_point();
        let kept = self.get(engine, text, style, rect.width(), scale);
        if kept.fits && lit.is_none() {
            return kept.inked.paint(ui.painter(), rect.min, scale);
        }
        // Accents and tails may reach a little over the lines.
        let clip = Rect::from_min_size(rect.min, vec2(rect.width() + 2.0, kept.height));
        let clip = clip.expand2(vec2(0.0, style.size * 0.2));
        let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
        if let Some(lit) = lit {
            lit.paint(&painter, &kept.laid, rect.min, style);
        }
        kept.inked.paint(&painter, rect.min, scale);
    }
}

/// Stretches of a text that are told from the rest by a ground, and by a line through or under them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lit<'a> {
    /// Where, in bytes.
    pub ranges: &'a [Range<usize>],
    /// Behind them.
    pub ground: Color32,
    /// The line, and whether it goes through them.
    pub line: Color32,
    /// Whether the line goes through them; else it is under them.
    pub is_struck: bool,
}

impl Lit<'_> {
    /// Paints grounds and lines of a layout whose corner is at `at`.
    pub(crate) fn paint(&self, painter: &Painter, laid: &Laid, at: Pos2, style: &ExcerptStyle) {
        let end = laid.line(laid.line_count().saturating_sub(1)).map_or(0, |l| l.range.end);
        for range in self.ranges.iter().filter(|range| range.start < end) {
            for (rect, line) in laid.rects(range.start..range.end.min(end)) {
                let Some(line) = laid.line(line) else { continue };
                let rect = rect.translate(at.to_vec2());
                painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), 2.0, self.ground);
                let up = if self.is_struck { style.size * 0.28 } else { -2.5 };
                let y = (at.y + line.baseline - up).round();
                painter.hline(rect.x_range(), y, Stroke::new(1.2, self.line));
            }
        }
    }
}

/// Lays an excerpt out; gives its height as well.
pub(super) fn lay_out(
    engine: &mut Engine,
    text: &str,
    style: &ExcerptStyle,
    width: f32,
    scale: f32,
    language: Option<Language>,
) -> (Laid, f32) {
    let setting = Setting {
        face: style.face,
        size: style.size,
        weight: style.weight,
        is_italic: false,
        line_height: 1.35,
        width,
        scale,
        language,
        is_justified: false,
    };
    let laid = lay_out_cut(engine, text, &setting, style.lines);
    let last = laid.line_count().min(style.lines).saturating_sub(1);
    let height = laid.line(last).map_or(0.0, |line| line.rect.bottom());
    (laid, height)
}

/// Lays `text` out in at most `lines` lines; what does not fit is cut off behind an ellipsis.
fn lay_out_cut(engine: &mut Engine, text: &str, setting: &Setting, lines: usize) -> Laid {
    let laid = engine.lay_out(text, setting, &[]);
    if laid.line_count() <= lines {
        return laid;
    }
    let end = laid.line(lines.saturating_sub(1)).map_or(text.len(), |line| line.range.end);
    let mut kept = text.get(..end).unwrap_or(text).trim_end();
    loop {
        let cut = engine.lay_out(&format!("{kept}…"), setting, &[]);
        if cut.line_count() <= lines || kept.is_empty() {
            return cut;
        }
        kept = shorter(kept);
    }
}

/// Without its last word; without its last letter where that word is long, or the only one.
fn shorter(text: &str) -> &str {
    /// The longest word that is taken off as a whole, in bytes.
    const WORD: usize = 12;
    let word = text.char_indices().rev().find(|(_, letter)| letter.is_whitespace());
    match word {
        Some((at, _)) if text.len() - at <= WORD => text.get(..at).unwrap_or("").trim_end(),
        _ => {
            let end = previous_grapheme(text, TextPos::from_usize(text.len()));
            text.get(..end.as_usize()).unwrap_or("").trim_end()
        }
    }
}

/// Shows an excerpt as a label.
pub(crate) fn excerpt(
    ui: &mut Ui,
    engine: &mut Engine,
    excerpts: &mut Excerpts,
    text: &str,
    style: &ExcerptStyle,
) -> Response {
    let width = ui.available_width();
    let scale = ui.ctx().pixels_per_point();
    let height = excerpts.height(engine, text, style, width, scale);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    excerpts.paint(ui, engine, text, style, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

#[cfg(test)]
mod tests {
    use super::super::Fonts;
    use super::*;

    #[test]
    fn what_is_cut_off_where_no_space_is_ends_in_an_ellipsis() {
        let ctx = egui::Context::default();
        let mut engine = Engine::new(&ctx, Fonts::bundled());
        let setting = Setting {
            face: Face::Interface,
            size: 13.0,
            weight: Weight::Regular,
            is_italic: false,
            line_height: 1.35,
            width: 120.0,
            scale: 1.0,
            language: None,
            is_justified: false,
        };
        let letters = "abcdefghijklmnopqrstuvwxyz".repeat(6);
        for text in [&"新图书馆星期一开放。".repeat(9), &letters, &format!("a word {letters}")]
        {
            for lines in [1, 2] {
                let cut = lay_out_cut(&mut engine, text, &setting, lines);
                assert_eq!(cut.line_count(), lines, "{text}");
            }
        }
    }
}
