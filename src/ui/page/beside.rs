//! What stands beside the text of a block and is no part of it: the number of an entry of a list, in
//! the margin, on the line where the text begins. The longest number of a list says how much room all
//! its entries leave.

use std::collections::BTreeMap;

use egui::{Vec2, vec2};

use super::look::{LIST_INDENT, Look, Ornament};
use crate::model::{Article, Block, BlockKind};
use crate::ui::setting::{Engine, Laid, Setting};

/// Words beside a block that are no part of its text, laid out: a number, or the name of a column.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) laid: Laid,
    /// From the origin of the block's layout to this one's, on whole pixels.
    pub(super) at: Vec2,
}

impl Beside {
    /// Words whose first line stands on that of `laid`, `x` from its left.
    pub(super) fn new(words: Laid, x: f32, laid: &Laid, scale: f32) -> Option<Self> {
        let y = laid.line(0)?.baseline - words.line(0)?.baseline;
        Some(Self { laid: words, at: (vec2(x, y) * scale).round() / scale })
    }

    /// The number of `block`, whose text is `laid` with `setting`.
    pub(super) fn number(
        engine: &mut Engine,
        block: &Block,
        laid: &Laid,
        setting: &Setting,
        zoom: f32,
    ) -> Option<Self> {
        let number = set(engine, block.sign.shown()?, setting, laid.is_rtl());
        let line = number.line(0)?.rect;
        let gap = gap(block) * zoom;
        let x = if laid.is_rtl() { setting.width + gap - line.left() } else { -gap - line.right() };
        Self::new(number, x, laid, setting.scale)
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

/// Lays a number out.
fn set(engine: &mut Engine, shown: &str, setting: &Setting, is_rtl: bool) -> Laid {
    let own = Setting { width: f32::from(u16::MAX), is_justified: false, ..setting.clone() };
    let own = if is_rtl { own.among_rtl() } else { own };
    engine.lay_out(shown, &own, &[])
}

/// How much wider than usual the margins of lists are, by the block with which each begins.
#[derive(Debug, Default)]
pub(super) struct Rooms(BTreeMap<usize, f32>);

impl Rooms {
    /// Forgets all: the text is set in another way.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What the numbers of the lists around `block` need beside the usual indent; `setting` is how it
    /// is set.
    pub(super) fn beside(
        &mut self,
        engine: &mut Engine,
        article: &Article,
        block: usize,
        setting: &Setting,
        zoom: f32,
    ) -> f32 {
        let Some(list) = article.list_of(block) else { return 0.0 };
        let mut entry = list.entry(block);
        let mut sum = 0.0;
        while let Some(inner) = entry {
            sum += *self.0.entry(inner.list).or_insert_with(|| {
                let longest = list.longest_number(inner.list);
                let longest = longest.and_then(|at| article.blocks().get(at));
                longest.map_or(0.0, |longest| more_room(engine, longest, setting, zoom))
            });
            entry = inner.parent.and_then(|parent| list.entry(parent));
        }
        sum
    }
}

/// How much the number of `block` is wider than the usual indent of one depth.
fn more_room(engine: &mut Engine, block: &Block, setting: &Setting, zoom: f32) -> f32 {
    let Some(shown) = block.sign.shown() else { return 0.0 };
    let width = set(engine, shown, setting, false).size().x;
    (width + (gap(block) - LIST_INDENT) * zoom).max(0.0).ceil()
}
