//! What screen readers read of a field: its lines as text runs, with the place of each character,
//! and the selection in them.
//!
//! The field itself is a node of egui's. Its runs are handed over when the frame is done, as those
//! of the page are. Nothing is built while nobody listens.

use std::ops::{Range, RangeInclusive};

use egui::accesskit::{
    Action, ActionData, Node, NodeId, Rect as AccessRect, Role, TextDirection, TextPosition,
    TextSelection,
};
use egui::{Context, FullOutput, Id, Pos2, Rect, Response, Ui, vec2};

use super::buffer::Selection;
use super::sheet::Paragraph;
use super::state::State;
use crate::ui::setting::{Side, Span, word_starts};

/// Characters in a run at most: words in it are counted in a byte, and a line feed needs room.
const MOST_CHARACTERS: usize = 254;

/// A text run that was told.
#[derive(Clone, Debug)]
pub(super) struct ToldRun {
    id: NodeId,
    /// What it shows, with the line feed behind it.
    bytes: Range<usize>,
    /// The bytes of each character.
    lengths: Vec<u8>,
}

/// Does what screen readers ask of a field.
pub(super) fn answer(state: &mut State, ui: &Ui, id: Id) {
    let asked = |action: Action| {
        ui.input(|input| {
            let requests = input.accesskit_action_requests(id, action);
            requests.last().and_then(|request| request.data.clone())
        })
    };
    if let Some(ActionData::Value(text)) = asked(Action::SetValue) {
        state.buffer.set(&text);
    } else if let Some(ActionData::Value(text)) = asked(Action::ReplaceSelectedText) {
        state.buffer.paste(&text);
    } else if let Some(ActionData::SetTextSelection(wanted)) = asked(Action::SetTextSelection)
        && let Some(anchor) = place_of(&state.told, &wanted.anchor)
        && let Some(head) = place_of(&state.told, &wanted.focus)
    {
        state.buffer.select(Selection { anchor, head, side: Side::InFront });
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// The place in the text of a place in a run.
fn place_of(told: &[ToldRun], position: &TextPosition) -> Option<usize> {
    let run = told.iter().find(|run| run.id == position.node)?;
    let before = run.lengths.iter().take(position.character_index).copied();
    Some(run.bytes.start + before.map(usize::from).sum::<usize>())
}

/// The place in a run of a place in the text, or of the end of what was told that is nearest.
fn position_of(told: &[ToldRun], byte: usize) -> Option<TextPosition> {
    let (first, last) = (told.first()?, told.last()?);
    let byte = byte.clamp(first.bytes.start, last.bytes.end);
    let inside = |run: &&ToldRun| run.bytes.contains(&byte);
    let behind = |run: &&ToldRun| run.bytes.end == byte;
    let run = told.iter().find(inside).or_else(|| told.iter().rev().find(behind))?;
    let mut at = run.bytes.start;
    let before = |length: &&u8| {
        let is_before = at < byte;
        at += usize::from(**length);
        is_before
    };
    let character_index = run.lengths.iter().take_while(before).count();
    Some(TextPosition { node: run.id, character_index })
}

/// Tells a field whose text begins at `origin`, as far as it is near what is in sight, if anybody
/// listens.
pub(super) fn tell(
    state: &mut State,
    response: &Response,
    origin: Pos2,
    near: &RangeInclusive<f32>,
) {
    let ctx = &response.ctx;
    state.told.clear();
    if ctx.accesskit_node_builder(response.id, |_| ()).is_none() {
        return;
    }
    let text = state.buffer.shown();
    let mut runs =
        Runs { field: response.id, origin, text: &text, nodes: Vec::new(), told: Vec::new() };
    for paragraph in state.sheet.paragraphs_between(near) {
        for line in paragraph.lines_between(near) {
            runs.push_line(paragraph, line);
        }
    }
    let Runs { nodes, told, .. } = runs;
    state.told = told;
    ctx.accesskit_node_builder(response.id, |node| {
        node.set_children(nodes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        describe(node, state, response.enabled());
    });
    let handed = ctx.plugin_or_default::<FieldNodes>();
    handed.lock().fields.push((response.id.accesskit_id(), nodes));
}

/// What a field is, what is selected in what was told of it, and what can be asked of it.
fn describe(node: &mut Node, state: &State, is_enabled: bool) {
    let takes_lines = state.buffer.takes_lines();
    node.set_role(if takes_lines { Role::MultilineTextInput } else { Role::TextInput });
    let Selection { anchor, head, .. } = state.buffer.selection();
    let ends = position_of(&state.told, anchor).zip(position_of(&state.told, head));
    if let Some((anchor, focus)) = ends {
        node.set_text_selection(TextSelection { anchor, focus });
    }
    if !is_enabled {
        return node.set_read_only();
    }
    for action in [Action::SetValue, Action::ReplaceSelectedText, Action::SetTextSelection] {
        node.add_action(action);
    }
}

/// The runs of a field as they are written.
struct Runs<'a> {
    field: Id,
    origin: Pos2,
    text: &'a str,
    nodes: Vec<(NodeId, Node)>,
    told: Vec<ToldRun>,
}

impl Runs<'_> {
    fn push_line(&mut self, paragraph: &Paragraph, line: usize) {
        let first = self.nodes.len();
        let down = vec2(0.0, paragraph.top);
        for span in paragraph.laid.spans(line) {
            let mut byte = paragraph.bytes.start + span.range.start;
            let mut start = 0;
            while start < span.characters.len() {
                let end = (start + MOST_CHARACTERS).min(span.characters.len());
                byte = self.push(&span, start..end, byte, self.origin + down);
                start = end;
            }
        }
        if self.nodes.len() == first {
            self.push_empty(paragraph);
        }
        let is_last_line = line + 1 >= paragraph.laid.line_count();
        if is_last_line && paragraph.bytes.end < self.text.len() {
            self.end_paragraph();
        }
        link(self.nodes.get_mut(first..).unwrap_or_default());
    }

    /// Some characters of a span, which begin at `byte`; gives where they end.
    fn push(&mut self, span: &Span, part: Range<usize>, byte: usize, at: Pos2) -> usize {
        let characters = span.characters.get(part.clone()).unwrap_or_default();
        let lengths: Vec<u8> = characters.iter().map(|character| character.len).collect();
        let end = byte + lengths.iter().copied().map(usize::from).sum::<usize>();
        let value = self.text.get(byte..end).unwrap_or_default();
        let from = characters.first().map_or(0.0, |first| first.at);
        let rect = span.rect_of(part).translate(at.to_vec2());
        let mut node = run(rect, span.is_rtl);
        node.set_word_starts(word_starts(value, &lengths));
        node.set_value(value);
        node.set_character_lengths(lengths.clone());
        node.set_character_positions(characters.iter().map(|c| c.at - from).collect::<Vec<_>>());
        node.set_character_widths(characters.iter().map(|c| c.width).collect::<Vec<_>>());
        self.add(node, byte..end, lengths);
        end
    }

    /// A line without characters: a caret may stand there.
    fn push_empty(&mut self, paragraph: &Paragraph) {
        let caret = paragraph.caret(paragraph.bytes.start, Side::InFront);
        let mut node = run(caret.translate(self.origin.to_vec2()), paragraph.laid.is_rtl());
        node.set_value("");
        node.set_character_lengths(Vec::new());
        node.set_character_positions(Vec::new());
        node.set_character_widths(Vec::new());
        let at = paragraph.bytes.start;
        self.add(node, at..at, Vec::new());
    }

    fn add(&mut self, node: Node, bytes: Range<usize>, lengths: Vec<u8>) {
        let id = self.field.with(("run", self.nodes.len())).accesskit_id();
        self.nodes.push((id, node));
        self.told.push(ToldRun { id, bytes, lengths });
    }

    /// Puts the line feed behind the last run.
    fn end_paragraph(&mut self) {
        let (Some((_, node)), Some(told)) = (self.nodes.last_mut(), self.told.last_mut()) else {
            return;
        };
        told.bytes.end += 1;
        told.lengths.push(1);
        let mut value = node.value().unwrap_or_default().to_owned();
        value.push('\n');
        let mut places = node.character_positions().unwrap_or_default().to_vec();
        let mut widths = node.character_widths().unwrap_or_default().to_vec();
        places.push(places.last().zip(widths.last()).map_or(0.0, |(at, width)| at + width));
        widths.push(0.0);
        node.set_value(value);
        node.set_character_lengths(told.lengths.clone());
        node.set_character_positions(places);
        node.set_character_widths(widths);
    }
}

/// An empty text run.
fn run(rect: Rect, is_rtl: bool) -> Node {
    let mut node = Node::new(Role::TextRun);
    node.set_bounds(AccessRect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    });
    node.set_text_direction(if is_rtl {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    });
    node
}

/// Tells the runs of a line which is next to which.
fn link(runs: &mut [(NodeId, Node)]) {
    for at in 1..runs.len() {
        let (before, behind) = (runs[at - 1].0, runs[at].0);
        runs[at - 1].1.set_next_on_line(behind);
        runs[at].1.set_previous_on_line(before);
    }
}

/// The runs of one frame, on their way into egui's tree.
#[derive(Debug, Default)]
struct FieldNodes {
    fields: Vec<(NodeId, Vec<(NodeId, Node)>)>,
}

impl egui::Plugin for FieldNodes {
    fn debug_name(&self) -> &'static str {
        "fields for screen readers"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let fields = std::mem::take(&mut self.fields);
        let Some(update) = &mut output.platform_output.accesskit_update else { return };
        for (field, runs) in fields {
            if update.nodes.iter().any(|(id, _)| *id == field) {
                update.nodes.extend(runs);
            }
        }
    }
}
