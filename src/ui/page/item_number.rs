//! The number of an entry of a list: in the margin of its block, on the line where the text begins.

use egui::{Vec2, vec2};

use super::look::{Look, Ornament};
use crate::model::{Block, BlockKind};
use crate::ui::setting::{Engine, Laid, Setting, language_of};

/// A number that has been laid out.
#[derive(Debug)]
pub(super) struct ItemNumber {
    pub(super) laid: Laid,
    /// From the origin of the block's layout to this one's, on whole pixels.
    pub(super) at: Vec2,
}

impl ItemNumber {
    /// The number of `block`, whose text is `laid` with `setting`.
    pub(super) fn new(
        engine: &mut Engine,
        block: &Block,
        laid: &Laid,
        setting: &Setting,
        zoom: f32,
    ) -> Option<Self> {
        let shown = block.sign.shown()?;
        let mut own =
            Setting { width: f32::from(u16::MAX), is_justified: false, ..setting.clone() };
        if laid.is_rtl() {
            // A number has no direction of its own: its stop stands on the side of the text.
            own.language = language_of("he");
        }
        let number = engine.lay_out(shown, &own, &[]);
        let (first, line) = (laid.line(0)?, number.line(0)?);
        let gap = gap(block) * zoom;
        let x = if laid.is_rtl() {
            setting.width + gap - line.rect.left()
        } else {
            -gap - line.rect.right()
        };
        let at = vec2(x, first.baseline - line.baseline);
        Some(Self { laid: number, at: (at * setting.scale).round() / setting.scale })
    }
}

/// Between a number and its text, in points at 100 %: clear of a ground or a rule beside the text.
fn gap(block: &Block) -> f32 {
    match Look::of(block).ornament {
        Ornament::Rule => 22.0,
        _ if block.kind == BlockKind::Preformatted => 20.0,
        _ => 8.0,
    }
}
