//! Spaces at the end of a line that stand against the direction of the paragraph.
//!
//! Where a line wraps behind a word of the other direction, the space belongs at the end of the line
//! (Unicode Standard Annex 9, rule L1). parley leaves it with its word, which is seen in the middle:
//! a gap in the line. It shows nothing at either place, so hardly any width is left to it.

use std::ops::Range;

use parley::{Cluster, Layout, Line};

use super::engine::Brush;

/// Such spaces, with their width in pixels. Those at the end of a paragraph are left: somebody who
/// writes sees the caret move.
pub(super) fn turned_ends(layout: &Layout<Brush>) -> Vec<(Range<usize>, f32)> {
    let wrapped = layout.len().saturating_sub(1);
    layout.lines().take(wrapped).flat_map(|line| turned_end(&line, layout.is_rtl())).collect()
}

fn turned_end(line: &Line<'_, Brush>, is_rtl: bool) -> Vec<(Range<usize>, f32)> {
    let last = line.runs().max_by_key(|run| run.text_range().end);
    let Some(run) = last.filter(|run| run.is_rtl() != is_rtl) else { return Vec::new() };
    let clusters: Vec<Cluster<'_, Brush>> = run.clusters().collect();
    let is_space = |cluster: &&Cluster<'_, Brush>| cluster.source_char() == ' ';
    let ends = clusters.iter().rev().take_while(is_space);
    ends.map(|cluster| (cluster.text_range(), cluster.advance())).collect()
}

/// The first line of `one` that ends at another place in `other`; `None` where all end at the same.
pub(super) fn first_other_line(one: &Layout<Brush>, other: &Layout<Brush>) -> Option<Range<usize>> {
    let lines = |layout| Layout::lines(layout).map(|line: Line<'_, Brush>| line.text_range());
    lines(one).zip(lines(other)).find(|(mine, its)| mine.end != its.end).map(|(mine, _)| mine)
}
