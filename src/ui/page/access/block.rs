//! The nodes of one block: its text cut into runs, and its marks around them.

use std::ops::Range;

use egui::accesskit::{Action, Color, Node, NodeId, Role, TextDecoration, TextDecorationStyle};
use egui::{Color32, Id, Rect, pos2};

use super::{Target, Told, ToldRun, bounds, node, node_id};
use crate::model::{Block, BlockKind, Mark, MarkKind};
use crate::review::work_state;
use crate::text::{TextPos, TextRange};
use crate::ui::page::lay_out::shown_text;
use crate::ui::page::view::{PageCx, Visible, page_id};
use crate::ui::setting::{Laid, Span, word_starts};
use crate::workspace::told_mark;

/// Characters in a run at most: words in it are counted in a byte, and a block's end needs room.
const MOST_CHARACTERS: usize = 254;

/// Marks told of a block at most, and how deep one may lie in others.
const MOST_MARKS: usize = 64;
const DEEPEST: usize = 8;

/// Characters of the words that describe a mark.
const MOST_WORDS: usize = 160;

/// What the nodes of one block are made of.
pub(super) struct BlockNodes<'a> {
    cx: &'a PageCx<'a>,
    block: &'a Block,
    index: usize,
    laid: &'a Laid,
    /// Where the layout's origin is.
    at: egui::Pos2,
    pub(super) rect: Rect,
    /// The lines that are told: those in sight, and a window more on both sides.
    lines: Range<usize>,
    /// The text as it is set, byte for byte in the same place as in the article.
    text: std::borrow::Cow<'a, str>,
    marks: Vec<(&'a Mark, Range<usize>)>,
}

impl<'a> BlockNodes<'a> {
    pub(super) fn new(
        cx: &'a PageCx<'a>,
        visible: &Visible,
        laid: &'a Laid,
        page: Rect,
    ) -> Option<Self> {
        let article = cx.document.review.article();
        let block = article.blocks().get(visible.block)?;
        let rect = Rect::from_min_max(
            pos2(visible.sides.min, visible.top),
            pos2(visible.sides.max, visible.bottom),
        );
        let near = page.expand2(egui::vec2(0.0, page.height())).translate(-visible.at.to_vec2());
        let mut nodes = Self {
            cx,
            block,
            index: visible.block,
            laid,
            at: visible.at,
            rect,
            lines: lines_between(laid, near.top(), near.bottom()),
            text: shown_text(article.block_text(visible.block)),
            marks: Vec::new(),
        };
        nodes.marks = nodes.marks_told();
        Some(nodes)
    }

    /// Writes the nodes and gives the block's own, with its id.
    pub(super) fn write(self, nodes: &mut Vec<(NodeId, Node)>, told: &mut Told) -> (NodeId, Node) {
        let id = page_id().with(self.index);
        let label_id = node_id(id.with("text"));
        let mut own = node(role(self.block.kind), self.rect, self.laid.is_rtl());
        let marker = self.marker(id, nodes);
        let parts: Vec<NodeId> = marker.into_iter().chain([label_id]).collect();
        own.set_labelled_by(parts.clone());
        own.set_children(parts);
        own.add_action(Action::ScrollIntoView);
        own.add_action(Action::Click);
        if self.block.level > 0 {
            own.set_level(usize::from(self.block.level));
        }
        if let Some(count) = counted(self.marks.len()) {
            own.set_description(count);
        }
        let mut label = node(Role::Label, self.rect, self.laid.is_rtl());
        label.add_action(Action::SetTextSelection);
        label.add_action(Action::ScrollIntoView);
        label.set_value(self.told_text());
        let range = self.block.range;
        told.push_target(node_id(id), Target::Text(TextRange::empty(range.start())));
        told.push_target(label_id, Target::Text(TextRange::empty(range.start())));
        let mut tree = MarkTree { label, open: Vec::new(), started: 0, closed: Vec::new() };
        for line in self.lines.clone() {
            self.write_line(id, line, &mut tree, nodes, told);
        }
        tree.close_from(0);
        nodes.append(&mut tree.closed);
        nodes.push((label_id, tree.label));
        (node_id(id), own)
    }

    /// The number in front of the text, which is read with it.
    fn marker(&self, id: Id, nodes: &mut Vec<(NodeId, Node)>) -> Option<NodeId> {
        let number = self.block.sign.shown()?;
        let mut marker = node(Role::ListMarker, self.rect, self.laid.is_rtl());
        marker.set_label(number);
        marker.set_value(number);
        let id = node_id(id.with("number"));
        nodes.push((id, marker));
        Some(id)
    }

    /// The block's text, or what of it is near the window where it is very long.
    fn told_text(&self) -> &str {
        let line = |index: usize| self.laid.line(index).map(|line| line.range);
        let start = line(self.lines.start).map_or(0, |range| range.start);
        let end = line(self.lines.end.saturating_sub(1)).map_or(self.text.len(), |range| range.end);
        self.text.get(start..end).unwrap_or_default().trim_end_matches('\n')
    }

    /// The first marks over what is told, with their bytes in the block, the outer ones first.
    fn marks_told(&self) -> Vec<(&'a Mark, Range<usize>)> {
        let base = self.block.range.start().as_usize();
        let line = |index: usize| self.laid.line(index).map(|line| line.range);
        let (Some(first), Some(last)) =
            (line(self.lines.start), line(self.lines.end.saturating_sub(1)))
        else {
            return Vec::new();
        };
        let place = |byte: usize| TextPos::from_usize(base + byte.min(self.block.range.len()));
        let near = TextRange::between(place(first.start), place(last.end));
        let local = |mark: &'a Mark| {
            let part = mark.range()?.intersection(self.block.range)?.bytes();
            Some((mark, part.start - base..part.end - base))
        };
        let over = self.cx.document.review.marks_over(near).take(MOST_MARKS);
        let mut marks: Vec<(&Mark, Range<usize>)> = over.filter_map(local).collect();
        marks.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
        marks
    }

    fn write_line(
        &self,
        id: Id,
        line: usize,
        tree: &mut MarkTree<'a>,
        nodes: &mut Vec<(NodeId, Node)>,
        told: &mut Told,
    ) {
        let first = nodes.len();
        let spans = self.laid.spans(line);
        let is_last_line = line + 1 == self.laid.line_count();
        let mut count = 0;
        for (n, span) in spans.iter().enumerate() {
            let pieces = self.pieces(span);
            for (m, piece) in pieces.iter().enumerate() {
                let is_end = is_last_line && n + 1 == spans.len() && m + 1 == pieces.len();
                let run_id = node_id(id.with(("run", line, count)));
                count += 1;
                let bytes = bytes_of(span, piece);
                tree.enter(self, &bytes, id, told);
                let rect = self.place_of(span, piece);
                tree.add(run_id, rect);
                let (run, lengths) = self.run(span, piece, &bytes, rect, tree, is_end);
                nodes.push((run_id, run));
                let base = self.block.range.start().as_usize();
                let range = TextRange::between(
                    TextPos::from_usize(base + bytes.start),
                    TextPos::from_usize(base + bytes.end),
                );
                told.push_run(ToldRun { id: run_id, range, lengths });
            }
        }
        link(&mut nodes[first..]);
    }

    /// A span cut where marks begin and end, and where it is too long; as ranges of characters.
    fn pieces(&self, span: &Span) -> Vec<Range<usize>> {
        let is_edge =
            |byte: usize| self.marks.iter().any(|(_, r)| r.start == byte || r.end == byte);
        let mut pieces = Vec::new();
        let (mut start, mut byte) = (0, span.range.start);
        for (at, character) in span.characters.iter().enumerate() {
            if at > start && (at - start == MOST_CHARACTERS || is_edge(byte)) {
                pieces.push(start..at);
                start = at;
            }
            byte += usize::from(character.len);
        }
        pieces.push(start..span.characters.len());
        pieces
    }

    /// Where a piece is on the screen.
    fn place_of(&self, span: &Span, piece: &Range<usize>) -> Rect {
        span.rect_of(piece.clone()).translate(self.at.to_vec2())
    }

    fn run(
        &self,
        span: &Span,
        piece: &Range<usize>,
        bytes: &Range<usize>,
        rect: Rect,
        tree: &MarkTree<'_>,
        is_end: bool,
    ) -> (Node, Vec<u8>) {
        let characters = span.characters.get(piece.clone()).unwrap_or_default();
        let from = characters.first().map_or(0.0, |first| first.at);
        let mut value = self.text.get(bytes.clone()).unwrap_or_default().to_owned();
        let mut lengths: Vec<u8> = characters.iter().map(|c| c.len).collect();
        let mut places: Vec<f32> = characters.iter().map(|c| c.at - from).collect();
        let mut widths: Vec<f32> = characters.iter().map(|c| c.width).collect();
        let mut node = node(Role::TextRun, rect, span.is_rtl);
        node.set_word_starts(word_starts(&value, &lengths));
        if is_end && !value.ends_with('\n') {
            // The end of a block is the end of a paragraph for those who read the whole document.
            value.push('\n');
            lengths.push(1);
            places.push(rect.width());
            widths.push(0.0);
        }
        node.set_value(value);
        node.set_character_lengths(lengths.clone());
        node.set_character_positions(places);
        node.set_character_widths(widths);
        node.set_font_size(span.size);
        node.set_font_weight(span.weight);
        if span.is_italic {
            node.set_italic();
        }
        if let Some(mark) = tree.innermost() {
            node.set_underline(self.underline(mark));
        }
        (node, lengths)
    }

    fn underline(&self, mark: &Mark) -> TextDecoration {
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        let state = work_state(&self.cx.document.review, mark);
        let style = match mark.kind() {
            MarkKind::Claim => TextDecorationStyle::Solid,
            MarkKind::Quote => TextDecorationStyle::Double,
            MarkKind::Source => TextDecorationStyle::Dotted,
        };
        TextDecoration { style, color: colour(self.cx.tokens.mark(state, verdict)) }
    }

    /// The node of a mark, without its runs.
    fn mark(&self, mark: &Mark) -> Node {
        let review = &self.cx.document.review;
        let mut node = Node::new(Role::Mark);
        node.set_label(told_mark(review, mark));
        let words: String = mark.words(review.text()).chars().take(MOST_WORDS).collect();
        node.set_description(words);
        node.set_selected(self.cx.document.selected == Some(mark.id));
        let can = [Action::Click, Action::Focus, Action::ScrollIntoView, Action::ShowContextMenu];
        for action in can {
            node.add_action(action);
        }
        node
    }
}

/// The nodes of marks, nested as the marks are.
struct MarkTree<'a> {
    label: Node,
    /// The marks around the run that is written, the outermost first.
    open: Vec<OpenMark<'a>>,
    /// How many marks have a node.
    started: usize,
    closed: Vec<(NodeId, Node)>,
}

struct OpenMark<'a> {
    id: NodeId,
    node: Node,
    mark: &'a Mark,
    bytes: Range<usize>,
    rect: Rect,
}

impl<'a> MarkTree<'a> {
    /// Closes the marks that do not hold `bytes`, and opens those that do.
    ///
    /// A mark that crosses the end of the one it lies in ends there as a node: its description has
    /// all its words.
    fn enter(&mut self, block: &BlockNodes<'a>, bytes: &Range<usize>, id: Id, told: &mut Told) {
        let holds = |range: &Range<usize>| range.start <= bytes.start && bytes.start < range.end;
        let keep = self.open.iter().take_while(|open| holds(&open.bytes)).count();
        self.close_from(keep);
        while let Some((mark, range)) = block.marks.get(self.started)
            && range.start <= bytes.start
        {
            self.started += 1;
            let mark_id = node_id(id.with(("mark", mark.id)));
            if let Some(place) = mark.range() {
                told.push_target(mark_id, Target::Mark(mark.id, place));
            }
            self.push_child(mark_id);
            let node = block.mark(mark);
            let bytes = range.clone();
            let open = OpenMark { id: mark_id, node, mark, bytes, rect: Rect::NOTHING };
            self.open.push(open);
            if self.open.len() > DEEPEST || !holds(range) {
                self.close_from(self.open.len() - 1);
            }
        }
    }

    fn innermost(&self) -> Option<&'a Mark> {
        self.open.last().map(|open| open.mark)
    }

    /// Hangs a run where the reading is.
    fn add(&mut self, id: NodeId, rect: Rect) {
        self.push_child(id);
        for open in &mut self.open {
            open.rect = open.rect.union(rect);
        }
    }

    fn push_child(&mut self, id: NodeId) {
        match self.open.last_mut() {
            Some(open) => open.node.push_child(id),
            None => self.label.push_child(id),
        }
    }

    fn close_from(&mut self, depth: usize) {
        for mut open in self.open.drain(depth..) {
            if open.rect.is_positive() {
                open.node.set_bounds(bounds(open.rect));
            }
            self.closed.push((open.id, open.node));
        }
    }
}

/// The bytes of the block under some characters of a span.
fn bytes_of(span: &Span, piece: &Range<usize>) -> Range<usize> {
    let sum = |range: Range<usize>| -> usize {
        let characters = span.characters.get(range).unwrap_or_default();
        characters.iter().map(|character| usize::from(character.len)).sum()
    };
    let start = span.range.start + sum(0..piece.start);
    start..start + sum(piece.clone())
}

/// Tells the runs of a line which is next to which.
fn link(runs: &mut [(NodeId, Node)]) {
    for at in 1..runs.len() {
        let (before, behind) = (runs[at - 1].0, runs[at].0);
        runs[at - 1].1.set_next_on_line(behind);
        runs[at].1.set_previous_on_line(before);
    }
}

/// The lines of a layout between two heights.
fn lines_between(laid: &Laid, top: f32, bottom: f32) -> Range<usize> {
    let count = laid.line_count();
    let first = laid.first_line(|line| line.rect.bottom() < top);
    let end = laid.first_line(|line| line.rect.top() <= bottom);
    first.min(count.saturating_sub(1))..end.max(first + 1).min(count)
}

fn counted(marks: usize) -> Option<String> {
    match marks {
        0 => None,
        1 => Some("1 mark".to_owned()),
        MOST_MARKS => Some(format!("{MOST_MARKS} marks or more")),
        n => Some(format!("{n} marks")),
    }
}

fn role(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Headline | BlockKind::Heading => Role::Heading,
        BlockKind::ListItem => Role::ListItem,
        BlockKind::Quotation => Role::Blockquote,
        BlockKind::Caption => Role::Caption,
        BlockKind::TableCell => Role::Cell,
        BlockKind::Footnote => Role::DocFootnote,
        BlockKind::Preformatted => Role::Code,
        BlockKind::Paragraph | BlockKind::Deck | BlockKind::Byline => Role::Paragraph,
    }
}

fn colour(colour: Color32) -> Color {
    let [red, green, blue, alpha] = colour.to_srgba_unmultiplied();
    Color { red, green, blue, alpha }
}
