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
mod inked;
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
pub(super) use inked::Inked;
pub(super) use laid::{Laid, LaidLine, RangeBox, Side};
pub(super) use scripts::{language_of, runs_from_right};
pub(super) use spans::{Span, word_starts};
pub(super) use steps::Step;

pub(super) use parley::fontique::Language;
