//! The caret by keyboard: characters, words, sentences, lines, blocks, screens; Shift extends the
//! selection.

use egui::{Event, EventFilter, Key, Modifiers, Rect, Response, Ui, pos2};

use super::view::{PageCx, PageView, local_byte, takes_keys};
use crate::model::Article;
use crate::text::{TextPos, TextRange, previous_grapheme};
use crate::ui::setting::{Engine, Side, Step};
use crate::workspace::{Action, Selection, next_sentence, previous_sentence, snapped};

/// Where the caret is asked to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Visual(Step),
    Line(i32),
    Screen(i32),
    LineEdge(Edge),
    Article(Edge),
    Sentence(Way),
    Block(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back,
    On,
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
    let mut selection = cx.document.selection;
    for (movement, extend) in pressed(ui) {
        view.is_extending = extend;
        let (from, side) = (selection.focus, view.side_of(selection));
        let Some(to) = target(view, cx, engine, column, (from, side), movement) else {
            continue;
        };
        match movement {
            Move::LineEdge(Edge::End) => view.caret_side = Some((to, Side::Behind)),
            Move::LineEdge(_) | Move::Line(_) | Move::Screen(_) => {
                view.caret_side = Some((to, Side::InFront));
            }
            _ => {}
        }
        show(view, cx, engine, (from, to), movement);
        let anchor = if extend { selection.anchor } else { to };
        selection = Selection { anchor, focus: to };
        view.column_x = match movement {
            Move::Line(_) | Move::Screen(_) => view.column_x.map(|(_, x)| (to, x)),
            _ => None,
        };
    }
    if view.is_extending && !ui.input(|i| i.modifiers.shift) {
        view.is_extending = false;
        selection = snapped(cx.document.review.article(), selection, cx.settings.snap);
    }
    if selection != cx.document.selection {
        out.push(Action::Select(selection));
        ui.ctx().request_repaint();
    }
}

/// Has the page follow the caret step by step and screen by screen, and show where it leapt to.
fn show(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    (from, to): (TextPos, TextPos),
    movement: Move,
) {
    match movement {
        Move::Visual(_) | Move::Line(_) | Move::LineEdge(_) => view.following = Some((to, 0.0)),
        Move::Screen(_) => {
            let before = view.following.map_or(0.0, |(_, along)| along);
            let heights = (view.height_of(cx, engine, from), view.height_of(cx, engine, to));
            let (Some(from), Some(at)) = heights else { return };
            #[expect(clippy::cast_possible_truncation, reason = "about a screen")]
            let along = (at - from) as f32;
            view.following = Some((to, before + along));
        }
        Move::Article(_) | Move::Sentence(_) | Move::Block(_) => {
            view.following = None;
            view.reveal(TextRange::empty(to));
        }
    }
}

/// The keys that move the caret, with what is held beside Shift.
const KEYS: &[(Key, Modifiers, Move)] = &[
    (Key::ArrowLeft, Modifiers::COMMAND, Move::Visual(Step::WordLeft)),
    (Key::ArrowRight, Modifiers::COMMAND, Move::Visual(Step::WordRight)),
    (Key::ArrowUp, Modifiers::COMMAND, Move::Block(-1)),
    (Key::ArrowDown, Modifiers::COMMAND, Move::Block(1)),
    (Key::Home, Modifiers::COMMAND, Move::Article(Edge::Start)),
    (Key::End, Modifiers::COMMAND, Move::Article(Edge::End)),
    (Key::ArrowUp, Modifiers::ALT, Move::Sentence(Way::Back)),
    (Key::ArrowDown, Modifiers::ALT, Move::Sentence(Way::On)),
    (Key::ArrowLeft, Modifiers::NONE, Move::Visual(Step::Left)),
    (Key::ArrowRight, Modifiers::NONE, Move::Visual(Step::Right)),
    (Key::ArrowUp, Modifiers::NONE, Move::Line(-1)),
    (Key::ArrowDown, Modifiers::NONE, Move::Line(1)),
    (Key::PageUp, Modifiers::NONE, Move::Screen(-1)),
    (Key::PageDown, Modifiers::NONE, Move::Screen(1)),
    (Key::Home, Modifiers::NONE, Move::LineEdge(Edge::Start)),
    (Key::End, Modifiers::NONE, Move::LineEdge(Edge::End)),
];

/// The moves that were asked for in this frame, in order, and whether each extends the selection.
fn pressed(ui: &Ui) -> Vec<(Move, bool)> {
    let mut moves = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let fits =
                |held: &Modifiers| held.alt == modifiers.alt && held.command == modifiers.command;
            let found = KEYS.iter().find(|(k, held, _)| k == key && fits(held));
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
    (focus, side): (TextPos, Side),
    movement: Move,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    match movement {
        Move::Visual(step) => visual(view, cx, engine, (focus, side), step),
        Move::Line(lines) => by_lines(view, cx, engine, (focus, side), lines),
        Move::Screen(screens) => {
            let distance = screens as f32 * column.height() * 0.85;
            by_screen(view, cx, engine, (focus, side), distance)
        }
        Move::LineEdge(edge) => {
            let block = article.block_index_at(focus);
            let laid = &view.blocks.get(engine, article, block)?.laid;
            let line = laid.line(laid.line_of_caret(local_byte(cx, block, focus), side))?;
            let text = article.block_text(block).get(line.range.clone()).unwrap_or_default();
            let byte = match edge {
                Edge::Start => line.range.start,
                Edge::End => line.range.start + text.trim_end().len(),
            };
            Some(in_block(cx, block, byte))
        }
        Move::Article(Edge::Start) => article.blocks().first().map(|b| b.range.start()),
        Move::Article(Edge::End) => article.blocks().last().map(|b| b.range.end()),
        Move::Sentence(Way::On) => next_sentence(article, focus),
        Move::Sentence(Way::Back) => previous_sentence(article, focus),
        Move::Block(step) => by_blocks(article, focus, step),
    }
}

/// To the start of this block or the one before; on to the next, and behind the last to its end.
fn by_blocks(article: &Article, focus: TextPos, step: i32) -> Option<TextPos> {
    let block = article.block_index_at(focus);
    let here = article.blocks().get(block)?.range;
    if step < 0 && focus > here.start() {
        return Some(here.start());
    }
    let to = article.blocks().get(block.checked_add_signed(step as isize)?);
    to.map(|to| to.range.start()).or(Some(here.end()))
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
    (focus, side): (TextPos, Side),
    step: Step,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let block = article.block_index_at(focus);
    let laid = &view.blocks.get(engine, article, block)?.laid;
    if let Some((byte, side)) = laid.step(local_byte(cx, block, focus), side, step) {
        let to = in_block(cx, block, byte);
        view.caret_side = Some((to, side));
        return Some(to);
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
    (focus, side): (TextPos, Side),
    distance: f32,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let block = article.block_index_at(focus);
    let kept = view.blocks.get(engine, article, block)?;
    let caret = kept.laid.caret(local_byte(cx, block, focus), side).center();
    let inside = kept.before + caret.y;
    let x = column_x(&mut view.column_x, focus, kept.x + caret.x);
    let y = view.blocks.heights.above(block) + f64::from(inside + distance);
    let (block, inside) = view.blocks.heights.find(y);
    let block = view.blocks.beside(engine, article, block, x);
    let kept = view.blocks.get(engine, article, block)?;
    Some(in_block(cx, block, kept.laid.hit(pos2(x - kept.x, inside - kept.before))))
}

/// Up or down by lines, keeping to the column where the caret was set.
fn by_lines(
    view: &mut PageView,
    cx: &PageCx<'_>,
    engine: &mut Engine,
    (focus, side): (TextPos, Side),
    lines: i32,
) -> Option<TextPos> {
    let article = cx.document.review.article();
    let mut block = article.block_index_at(focus);
    let (mut line, x) = {
        let kept = view.blocks.get(engine, article, block)?;
        let local = local_byte(cx, block, focus);
        let x = kept.x + kept.laid.caret(local, side).center().x;
        (kept.laid.line_of_caret(local, side), column_x(&mut view.column_x, focus, x))
    };
    for _ in 0..lines.unsigned_abs() {
        let count = view.blocks.get(engine, article, block)?.laid.line_count();
        if lines > 0 && line + 1 < count {
            line += 1;
        } else if lines > 0 && view.blocks.row(article, block).end < article.blocks().len() {
            let below = view.blocks.row(article, block).end;
            block = view.blocks.beside(engine, article, below, x);
            line = 0;
        } else if lines < 0 && line > 0 {
            line -= 1;
        } else if lines < 0 && view.blocks.row(article, block).start > 0 {
            let above = view.blocks.row(article, block).start - 1;
            block = view.blocks.beside(engine, article, above, x);
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
