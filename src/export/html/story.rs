//! The text column: block numbers at the left, marks with their verdict at the right of their line.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::{visible, visible_article, web_link};
use super::parts::badge;
use crate::model::{BlockKind, InlineStyle, begins_with_sign};
use crate::report::{MarginMark, Report, ReportBlock, Segment};

/// Deeper nesting than this shares one line.
const DEEPEST: usize = 3;

/// Depths of lists and quotations that the style sheet knows.
const MOST_DEPTH: u8 = 6;

type Marks = BTreeMap<u32, MarginMark>;

/// The whole text.
pub(super) fn story(report: &Report, language: Option<&str>) -> Markup {
    let marks: Marks = report
        .marks
        .iter()
        .map(|r| (r.number, MarginMark { number: r.number, kind: r.kind, badge: r.badge }))
        .collect();
    html! {
        article.story lang=[language] {
            @for block in &report.blocks { (block_markup(block, &marks)) }
        }
    }
}

fn block_markup(block: &ReportBlock, marks: &Marks) -> Markup {
    let dot = if wants_dot(block) { " dot" } else { "" };
    let class = format!("block k-{}{}{dot}", block.kind.key(), depth(block));
    let id = format!("b{}", block.number);
    let n = block.number;
    let text = html! {
        @if let Some(number) = block.sign.shown() { bdi.item { (visible(number)) " " } }
        span.text { @for s in &block.segments { (segment(s, marks)) } }
    };
    html! {
        @match block.kind {
            BlockKind::Headline => { h3 class=(class) id=(id) data-n=(n) dir="auto" { (text) } },
            BlockKind::Heading => { h4 class=(class) id=(id) data-n=(n) dir="auto" { (text) } },
            BlockKind::Quotation => {
                blockquote class=(class) id=(id) data-n=(n) dir="auto" { (text) }
            },
            BlockKind::Preformatted => { pre class=(class) id=(id) data-n=(n) dir="auto" { (text) } },
            _ => { p class=(class) id=(id) data-n=(n) dir="auto" { (text) } },
        }
    }
}

/// The class of a list or quotation inside another one; deeper ones stand like the last.
fn depth(block: &ReportBlock) -> String {
    match (block.kind, block.level.min(MOST_DEPTH)) {
        (BlockKind::ListItem | BlockKind::Quotation, depth) if depth > 1 => format!(" in{depth}"),
        _ => String::new(),
    }
}

/// Whether it is an entry of a list without a sign or number of its own.
fn wants_dot(block: &ReportBlock) -> bool {
    let is_item = block.kind == BlockKind::ListItem;
    is_item && block.sign.is_usual() && !begins_with_sign(&block.text())
}

/// One piece: margin entries of the marks that start here, then the words under their marks.
fn segment(piece: &Segment, marks: &Marks) -> Markup {
    let words = html! { (visible_article(&piece.text)) };
    let words = piece.styles.iter().rev().fold(words, |inner, style| styled(style, &inner));
    let words = if piece.is_open {
        html! { span.open { (words) } }
    } else {
        words
    };
    html! {
        @for mark in piece.begins.iter().filter_map(|number| marks.get(number)) {
            (margin(mark))
        }
        (underlined(piece, marks, words))
    }
}

/// The direction is set so that the entry does not decide the direction of the text around it.
fn margin(mark: &MarginMark) -> Markup {
    html! {
        span.margin id={ "t" (mark.number) } dir="ltr" lang="en" {
            a href={ "#m" (mark.number) } { (mark.number) " " (badge(mark.badge)) }
        }
    }
}

/// The words inside one element for each mark, the outermost mark outside and lowest.
///
/// The innermost is a link to its row, unless the words hold a link of the article: links do not
/// nest.
fn underlined(piece: &Segment, marks: &Marks, words: Markup) -> Markup {
    let has_link = piece.styles.iter().any(|style| link_of(style).is_some());
    let over = piece.marks.iter().filter_map(|number| marks.get(number)).rev().enumerate();
    over.fold(words, |inner, (depth, mark)| {
        let tone = mark.badge.tone.key();
        let class = format!("mark {} b-{tone} d{}", mark.kind.key(), depth.min(DEEPEST));
        html! {
            @if depth == 0 && !has_link {
                a class=(class) href={ "#m" (mark.number) } { (inner) }
            } @else {
                span class=(class) { (inner) }
            }
        }
    })
}

fn styled(style: &InlineStyle, inner: &Markup) -> Markup {
    html! {
        @match style {
            InlineStyle::Emphasis => { em { (inner) } },
            InlineStyle::Strong => { strong { (inner) } },
            InlineStyle::Strikethrough => { s { (inner) } },
            InlineStyle::Code => { code { (inner) } },
            InlineStyle::Superscript => { sup { (inner) } },
            InlineStyle::Link(_) => {
                @match link_of(style) {
                    Some(link) => { a href=(link) rel="noopener noreferrer" { (inner) } },
                    None => { (inner) },
                }
            },
        }
    }
}

fn link_of(style: &InlineStyle) -> Option<&str> {
    match style {
        InlineStyle::Link(address) => web_link(address),
        _ => None,
    }
}
