//! The caret by keyboard: characters, words, lines, blocks; Shift extends the selection.

use egui::{Event, EventFilter, Key, Modifiers, Rect, Response, Ui, pos2};

use super::view::{PageCx, PageView, local_byte, takes_keys};
use crate::text::{TextPos, TextRange, previous_grapheme};
use crate::ui::setting::{Engine, Side, Step};
use crate::workspace::{Action, Selection};

/// Where the caret is asked to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Visual(Step),
    Line(i32),
    Screen(i32),
    LineEdge(Edge),
    Article(Edge),
    Block(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

pub(super) fn handle(
    view: &mut PageView,
    ui: &Ui,
    response: &Response,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    column: Rect,
    out: &mut Vec<Action>,
) {
    if !takes_keys(ui, cx, response) {
        return;
    }
    let filter =
        EventFilter { tab: false, escape: true, horizontal_arrows: true, vertical_arrows: true };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::A)) {
        let end = TextPos::from_usize(cx.document.review.text().len());
        out.push(Action::Select(Selection { anchor: TextPos(0), focus: end }));
        return;
    }
    let mut selection = cx.document.selection;
    for (movement, extend) in pressed(ui) {
        let Some(to) = target(view, cx, engine, column, selection.focus, movement) else {
            continue;
        };
        let anchor = if extend { selection.anchor } else { to };
        selection = Selection { anchor, focus: to };
        view.column_x = match movement {
            Move::Line(_) | Move::Screen(_) => view.column_x.map(|(_, x)| (to, x)),
            _ => None,
        };
    }
    if selection != cx.document.selection {
        out.push(Action::Select(selection));
        view.reveal(TextRange::empty(selection.focus));
        ui.ctx().request_repaint();
    }
}

/// The moves that were asked for in this frame, in order, and whether each extends the selection.
fn pressed(ui: &Ui) -> Vec<(Move, bool)> {
    const KEYS: &[(Key, bool, Move)] = &[
        (Key::ArrowLeft, true, Move::Visual(Step::WordLeft)),
        (Key::ArrowRight, true, Move::Visual(Step::WordRight)),
        (Key::ArrowUp, true, Move::Block(-1)),
        (Key::ArrowDown, true, Move::Block(1)),
        (Key::Home, true, Move::Article(Edge::Start)),
        (Key::End, true, Move::Article(Edge::End)),
        (Key::ArrowLeft, false, Move::Visual(Step::Left)),
        (Key::ArrowRight, false, Move::Visual(Step::Right)),
        (Key::ArrowUp, false, Move::Line(-1)),
        (Key::ArrowDown, false, Move::Line(1)),
        (Key::PageUp, false, Move::Screen(-1)),
        (Key::PageDown, false, Move::Screen(1)),
        (Key::Home, false, Move::LineEdge(Edge::Start)),
        (Key::End, false, Move::LineEdge(Edge::End)),
    ];
    let mut moves = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            if modifiers.alt {
                return true;
            }
            let found =
                KEYS.iter().find(|(k, command, _)| k == key && *command == modifiers.command);
            moves.extend(found.map(|(_, _, movement)| (*movement, modifiers.shift)));
            found.is_none()
        });
    });
    moves
}

fn target(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    column: Rect,
    focus: TextPos,
    movement: Move,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    match movement {
        Move::Visual(step) => visual(view, cx, engine, focus, step),
        Move::Line(lines) => by_lines(view, cx, engine, focus, lines),
        Move::Screen(screens) => {
            by_screen(view, cx, engine, focus, screens as f32 * column.height() * 0.85)
        }
        Move::LineEdge(edge) => {
            let block = article.block_index_at(focus);
            let laid = &view.blocks.get(engine, article, block)?.laid;
            let line = laid.line(laid.line_of(local_byte(cx, block, focus)))?;
            let text = article.block_text(block).get(line.range.clone()).unwrap_or_default();
            let byte = match edge {
                Edge::Start => line.range.start,
                Edge::End => line.range.start + text.trim_end().len(),
            };
            Some(in_block(cx, block, byte))
        }
        Move::Article(Edge::Start) => article.blocks().first().map(|b| b.range.start()),
        Move::Article(Edge::End) => article.blocks().last().map(|b| b.range.end()),
        Move::Block(step) => {
            let block = article.block_index_at(focus);
            let start = article.blocks().get(block)?.range.start();
            let to = if step < 0 && focus > start {
                block
            } else {
                block.checked_add_signed(step as isize)?
            };
            article.blocks().get(to).map(|b| b.range.start())
        }
    }
}

fn in_block(cx: &PageCx<'_>, block: usize, byte: usize) -> TextPos {
    let range =
        cx.document.review.article().blocks().get(block).map(|b| b.range).unwrap_or_default();
    TextPos::from_usize(range.start().as_usize() + byte.min(range.len()))
}

/// One step in the order in which the text is seen; over the end of a block into the next one.
fn visual(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    focus: TextPos,
    step: Step,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let block = article.block_index_at(focus);
    let laid = &view.blocks.get(engine, article, block)?.laid;
    if let Some(byte) = laid.step(local_byte(cx, block, focus), step) {
        return Some(in_block(cx, block, byte));
    }
    let onward = matches!(step, Step::Right | Step::WordRight) != laid.is_rtl();
    let blocks = article.blocks();
    if onward {
        blocks.get(block + 1).map(|b| b.range.start())
    } else {
        blocks.get(block.checked_sub(1)?).map(|b| b.range.end())
    }
}

/// Up or down by a distance, keeping to the column where the caret was set.
fn by_screen(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    focus: TextPos,
    distance: f32,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let block = article.block_index_at(focus);
    let kept = view.blocks.get(engine, article, block)?;
    let caret = kept.laid.caret(local_byte(cx, block, focus), Side::InFront).center();
    let inside = kept.before + caret.y;
    let x = column_x(&mut view.column_x, focus, kept.x + caret.x);
    let y = view.blocks.heights.above(block) + f64::from(inside + distance);
    let (block, inside) = view.blocks.heights.find(y);
    let kept = view.blocks.get(engine, article, block)?;
    Some(in_block(cx, block, kept.laid.hit(pos2(x - kept.x, inside - kept.before))))
}

/// Up or down by lines, keeping to the column where the caret was set.
fn by_lines(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    focus: TextPos,
    lines: i32,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let mut block = article.block_index_at(focus);
    let (mut line, x) = {
        let kept = view.blocks.get(engine, article, block)?;
        let local = local_byte(cx, block, focus);
        let x = kept.x + kept.laid.caret(local, Side::InFront).center().x;
        (kept.laid.line_of(local), column_x(&mut view.column_x, focus, x))
    };
    for _ in 0..lines.unsigned_abs() {
        let count = view.blocks.get(engine, article, block)?.laid.line_count();
        if lines > 0 && line + 1 < count {
            line += 1;
        } else if lines > 0 && block + 1 < article.blocks().len() {
            block += 1;
            line = 0;
        } else if lines < 0 && line > 0 {
            line -= 1;
        } else if lines < 0 && block > 0 {
            block -= 1;
            line = view.blocks.get(engine, article, block)?.laid.line_count().saturating_sub(1);
        } else {
            break;
        }
    }
    let kept = view.blocks.get(engine, article, block)?;
    let aim = kept.laid.line(line)?;
    let hit = kept.laid.hit(pos2(x - kept.x, aim.rect.center().y));
    // Behind the last letter of a line that wraps is the first of the next: stay in front of it.
    let wraps = line + 1 < kept.laid.line_count() && hit >= aim.range.end;
    let text = article.block_text(block);
    let last = previous_grapheme(text, TextPos::from_usize(aim.range.end)).as_usize();
    Some(in_block(cx, block, if wraps { last } else { hit }))
}

/// Where the caret was set before it went up and down, or where it is now.
fn column_x(kept: &mut Option<(TextPos, f32)>, focus: TextPos, now: f32) -> f32 {
    let x = kept.filter(|(pos, _)| *pos == focus).map_or(now, |(_, x)| x);
    *kept = Some((focus, x));
    x
}
