//! How each kind of block is set.

use crate::model::{Block, BlockKind};
use crate::ui::setting::{Face, Weight};
use crate::ui::theme::size;

/// The look of a block. Sizes in points at 100 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) is_italic: bool,
    pub(super) is_muted: bool,
    /// Whether it is running text, which may be justified.
    pub(super) is_running: bool,
    /// In ems.
    pub(super) line_height: f32,
    pub(super) before: f32,
    pub(super) after: f32,
    /// From the column's leading edge.
    pub(super) indent: f32,
    pub(super) ornament: Ornament,
}

/// What stands beside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ornament {
    None,
    Bullet,
    Rule,
}

/// How far each depth of lists is set in.
pub(super) const LIST_INDENT: f32 = 24.0;

/// Size of the words in a table.
pub(super) const CELL_TEXT: f32 = 15.0;

const TEXT: Look = Look {
    face: Face::Page,
    size: size::PAGE_TEXT,
    weight: Weight::Regular,
    is_italic: false,
    is_muted: false,
    is_running: false,
    line_height: 1.62,
    before: 0.0,
    after: 17.0,
    indent: 0.0,
    ornament: Ornament::None,
};

impl Look {
    /// Space behind the last entry of a list.
    pub(super) const AFTER_LIST: f32 = TEXT.after;

    pub(super) fn of(block: &Block) -> Self {
        let depth = f32::from(block.level.clamp(1, 6));
        match block.kind {
            BlockKind::Paragraph => Self { is_running: true, ..TEXT },
            BlockKind::Headline => {
                Self { size: 31.0, weight: Weight::Bold, line_height: 1.2, after: 9.0, ..TEXT }
            }
            BlockKind::Deck => {
                Self { is_italic: true, is_muted: true, line_height: 1.45, after: 10.0, ..TEXT }
            }
            BlockKind::Byline => {
                Self { face: Face::Interface, size: 13.0, is_muted: true, after: 22.0, ..TEXT }
            }
            BlockKind::Heading => Self {
                size: if block.level <= 2 { 22.0 } else { 19.0 },
                weight: Weight::Bold,
                line_height: 1.3,
                before: 14.0,
                after: 8.0,
                ..TEXT
            },
            BlockKind::ListItem => Self {
                after: 6.0,
                indent: LIST_INDENT * depth,
                is_running: true,
                ornament: Ornament::Bullet,
                ..TEXT
            },
            BlockKind::Quotation => {
                Self { indent: 24.0 * depth, is_running: true, ornament: Ornament::Rule, ..TEXT }
            }
            BlockKind::Caption => Self {
                face: Face::Interface,
                size: 13.0,
                is_muted: true,
                line_height: 1.45,
                ..TEXT
            },
            BlockKind::TableCell => Self {
                size: CELL_TEXT,
                weight: if block.level > 0 { Weight::Bold } else { Weight::Regular },
                line_height: 1.5, // room for the lines of two marks
                after: TEXT.after,
                ..TEXT
            },
            BlockKind::Footnote => {
                Self { size: 15.0, line_height: 1.5, after: 9.0, is_running: true, ..TEXT }
            }
            BlockKind::Preformatted => Self {
                face: Face::Mono,
                size: 14.5,
                line_height: 1.45,
                before: 10.0,
                after: 28.0,
                indent: 12.0,
                ..TEXT
            },
        }
    }
}
