//! What screen readers read: the article as a document of blocks, texts and marks.
//!
//! ```text
//! Document "Article"             the caret and the selection; its text is that of all blocks
//! └ Heading, Paragraph, …        one for each block in sight, and one more on both sides; lists and
//!   │                            tables stand around theirs ([`structure`])
//!   └ Label                      the block's text, for those that read block by block
//!     ├ TextRun                  characters with their places, words and line
//!     └ Mark "Claim 3, wrong"    described by the words under it; can be pressed
//!       └ TextRun
//! ```
//!
//! egui hangs every node under the `Ui` that made it; these nodes have parents of their own and are
//! handed over when the frame is done ([`PageNodes`]). Nothing is built while nobody listens.

mod block;
mod requests;
mod structure;

pub(super) use requests::answer;

use egui::accesskit::{
    Action, Node, NodeId, Rect as AccessRect, Role, TextDirection, TextPosition, TextSelection,
};
use egui::{Context, FullOutput, Id, Rect, Response, Ui};

use self::block::BlockNodes;
use self::structure::Structure;
use super::view::{PageCx, PageView, Visible, page_id, takes_keys};
use crate::model::MarkId;
use crate::text::{TextPos, TextRange};
use crate::ui::setting::Engine;

/// What was told in the last frame, to understand what is asked about it.
#[derive(Debug, Default)]
pub(super) struct Told {
    runs: Vec<ToldRun>,
    targets: Vec<(NodeId, Target)>,
}

/// A text run that was told.
#[derive(Clone, Debug)]
pub(super) struct ToldRun {
    pub(super) id: NodeId,
    /// What it shows of the article.
    pub(super) range: TextRange,
    /// The bytes of each character; those behind `range` stand for the end of the block.
    pub(super) lengths: Vec<u8>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Text, to go to.
    Text(TextRange),
    /// A mark and where it is.
    Mark(MarkId, TextRange),
}

impl Told {
    pub(super) fn push_run(&mut self, run: ToldRun) {
        self.targets.push((run.id, Target::Text(run.range)));
        self.runs.push(run);
    }

    pub(super) fn push_target(&mut self, id: NodeId, target: Target) {
        self.targets.push((id, target));
    }

    /// What a node stands for.
    pub(super) fn target(&self, id: NodeId) -> Option<Target> {
        self.targets.iter().find(|(node, _)| *node == id).map(|(_, target)| *target)
    }

    /// The place in the article of a place in a text run.
    pub(super) fn place_of(&self, position: &TextPosition) -> Option<TextPos> {
        let run = self.runs.iter().find(|run| run.id == position.node)?;
        let before = run.lengths.iter().take(position.character_index).copied();
        let bytes: usize = before.map(usize::from).sum();
        Some(TextPos::from_usize(run.range.start().as_usize() + bytes.min(run.range.len())))
    }

    /// The place in a text run of a place in the article; `None` where it was not told.
    fn position_of(&self, pos: TextPos) -> Option<TextPosition> {
        let inside = |run: &&ToldRun| run.range.contains(pos);
        let behind = |run: &&ToldRun| run.range.end() == pos;
        let mut runs = self.runs.iter();
        let run = runs.find(inside).or_else(|| self.runs.iter().find(behind))?;
        let mut at = run.range.start().as_usize();
        let mut index = 0;
        while at < pos.as_usize() && index < run.lengths.len() {
            at += usize::from(run.lengths[index]);
            index += 1;
        }
        Some(TextPosition { node: run.id, character_index: index })
    }

    /// The same, or the end of what was told that is nearest.
    fn nearest(&self, pos: TextPos) -> Option<TextPosition> {
        let (first, last) = (self.runs.first()?, self.runs.last()?);
        let edge = if pos < first.range.start() { first.range.start() } else { last.range.end() };
        self.position_of(pos).or_else(|| self.position_of(edge))
    }

    /// The selection with its caret, while the caret is in sight.
    fn selection(&self, anchor: TextPos, focus: TextPos) -> Option<TextSelection> {
        let focus = self.position_of(focus)?;
        Some(TextSelection { anchor: self.nearest(anchor)?, focus })
    }
}

/// Tells the blocks in sight, if anybody listens.
pub(super) fn tell(
    view: &mut PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    response: &Response,
) {
    view.told = Told::default();
    if ui.ctx().accesskit_node_builder(page_id(), |_| ()).is_none() {
        return;
    }
    let mut nodes = Vec::new();
    let mut structure = Structure::default();
    let article = cx.document.review.article();
    for visible in in_sight_and_next(view, cx, engine) {
        let Some(laid) = view.blocks.peek(visible.block) else { continue };
        let Some(block) = BlockNodes::new(cx, &visible, &laid.laid, response.rect) else {
            continue;
        };
        let rect = block.rect;
        let own = block.write(&mut nodes, &mut view.told);
        structure.add(article, visible.block, own, rect);
    }
    let (children, around) = structure.finish();
    nodes.extend(around);
    let selection = cx.document.selection;
    let selection = view.told.selection(selection.anchor, selection.focus);
    let language = article.meta.language.as_deref();
    ui.ctx().accesskit_node_builder(page_id(), |node| {
        node.set_children(children);
        node.set_clips_children();
        node.set_read_only();
        let can = [
            Action::SetTextSelection,
            Action::ScrollDown,
            Action::ScrollUp,
            Action::ShowContextMenu,
        ];
        for action in can {
            node.add_action(action);
        }
        if let Some(selection) = selection {
            node.set_text_selection(selection);
        }
        if let Some(language) = language {
            node.set_language(language);
        }
    });
    let has_keys = takes_keys(ui, cx, response);
    let handed = ui.ctx().plugin_or_default::<PageNodes>();
    let mut handed = handed.lock();
    handed.nodes = nodes;
    handed.takes_focus = has_keys;
}

/// The blocks in sight, and one more above and below: so that a reading cursor has somewhere to go,
/// which scrolls.
fn in_sight_and_next(view: &mut PageView, cx: &PageCx<'_>, engine: &mut Engine) -> Vec<Visible> {
    let article = cx.document.review.article();
    let mut out = Vec::with_capacity(view.visible.len() + 2);
    if let Some(first) = view.visible.first().copied()
        && let Some(block) = first.block.checked_sub(1)
        && view.blocks.get(engine, article, block).is_some()
    {
        let row = view.blocks.row(article, block);
        let top = first.top - view.blocks.heights.get(row.end - 1);
        out.extend(row.filter_map(|cell| view.placed(cell, top, first.top, view.column)));
    }
    out.extend(view.visible.iter().copied());
    if let Some(last) = view.visible.last().copied()
        && view.blocks.get(engine, article, last.block + 1).is_some()
    {
        let row = view.blocks.row(article, last.block + 1);
        let bottom = last.bottom + view.blocks.heights.get(row.end - 1);
        out.extend(row.filter_map(|cell| view.placed(cell, last.bottom, bottom, view.column)));
    }
    out
}

/// A rectangle as AccessKit has it.
pub(super) fn bounds(rect: Rect) -> AccessRect {
    AccessRect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

/// A node that is not egui's own.
pub(super) fn node(role: Role, rect: Rect, is_rtl: bool) -> Node {
    let mut node = Node::new(role);
    node.set_bounds(bounds(rect));
    node.set_text_direction(if is_rtl {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    });
    node
}

/// The id of a node under the page.
pub(super) fn node_id(id: Id) -> NodeId {
    id.accesskit_id()
}

/// The nodes of one frame, on their way into egui's tree.
#[derive(Debug, Default)]
struct PageNodes {
    nodes: Vec<(NodeId, Node)>,
    /// Whether the page has the keyboard, although no widget of egui's has.
    takes_focus: bool,
}

impl egui::Plugin for PageNodes {
    fn debug_name(&self) -> &'static str {
        "article for screen readers"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let nodes = std::mem::take(&mut self.nodes);
        let takes_focus = std::mem::take(&mut self.takes_focus);
        let Some(update) = &mut output.platform_output.accesskit_update else { return };
        let page = page_id().accesskit_id();
        if nodes.is_empty() || !update.nodes.iter().any(|(id, _)| *id == page) {
            return;
        }
        update.nodes.extend(nodes);
        if takes_focus {
            update.focus = page;
        }
    }
}
