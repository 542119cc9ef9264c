//! Going through a laid-out text as it is seen: over the characters of a line from left to right or
//! back, and on to the line that is read next.

use parley::Cluster;

use super::engine::Brush;
use super::laid::{Laid, Side};

/// Which way a cursor goes inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the left, as seen.
    Left,
    /// To the right, as seen.
    Right,
    /// A word to the left, as seen.
    WordLeft,
    /// A word to the right, as seen.
    WordRight,
}

impl Step {
    /// Whether it goes to the right.
    pub(crate) fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::WordRight)
    }

    fn is_word(self) -> bool {
        matches!(self, Self::WordLeft | Self::WordRight)
    }
}

impl Laid {
    /// One step from `byte`, in the order in which the text is seen, and the side on which the caret
    /// then stands; `None` at the end of the text.
    ///
    /// A sign without width is passed together with its neighbour: the caret never stands still.
    pub(crate) fn step(&self, byte: usize, side: Side, step: Step) -> Option<(usize, Side)> {
        let start = self.caret(byte, side);
        let mut walker = Walker::new(self, byte, side);
        let mut last = None;
        while walker.walk(step.is_right()) {
            let (at, side) = walker.place(step.is_right());
            if at == byte || self.snapped(at) != at {
                continue;
            }
            last = Some((at, side));
            let is_there = !step.is_word() || walker.is_word_edge(step.is_right());
            if is_there && self.caret(at, side) != start {
                break;
            }
        }
        last
    }
}

/// A caret between two characters of a line.
struct Walker<'a> {
    laid: &'a Laid,
    row: usize,
    /// What is seen on the line, from the left; without a line feed.
    clusters: Vec<Cluster<'a, Brush>>,
    /// How many of them are at the left of the caret.
    at: usize,
}

impl<'a> Walker<'a> {
    fn new(laid: &'a Laid, byte: usize, side: Side) -> Self {
        let Some((cluster, is_right)) = laid.edge(byte, side) else {
            let row = laid.line_of_caret(byte, side);
            let clusters = clusters_of(laid, row);
            // At the end of all, beside what is seen last.
            let at = if laid.is_rtl() { 0 } else { clusters.len() };
            return Self { laid, row, clusters, at };
        };
        let row = cluster.path().line_index();
        let clusters = clusters_of(laid, row);
        let range = cluster.text_range();
        let at = clusters.iter().position(|c| c.text_range() == range).unwrap_or_default();
        Self { laid, row, clusters, at: at + usize::from(is_right) }
    }

    /// One character on, or to the near end of the next line; gives whether there was any.
    fn walk(&mut self, is_right: bool) -> bool {
        let in_line = if is_right {
            (self.at < self.clusters.len()).then_some(self.at + 1)
        } else {
            self.at.checked_sub(1)
        };
        if let Some(at) = in_line {
            self.at = at;
            return true;
        }
        let Some(row) = self.next_row(is_right) else { return false };
        self.row = row;
        self.clusters = clusters_of(self.laid, row);
        self.at = if is_right { 0 } else { self.clusters.len() };
        true
    }

    /// The line that comes next: below where the text is read that way.
    fn next_row(&self, is_right: bool) -> Option<usize> {
        if is_right == self.laid.is_rtl() {
            self.row.checked_sub(1)
        } else {
            Some(self.row + 1).filter(|row| *row < self.laid.line_count())
        }
    }

    /// Where the caret stands: at the edge of what was passed, or of what a new line begins with.
    fn place(&self, is_right: bool) -> (usize, Side) {
        let (passed, next) = (self.at.checked_sub(1), Some(self.at));
        let (near, far) = if is_right { (passed, next) } else { (next, passed) };
        let cluster = |at: Option<usize>| self.clusters.get(at?);
        let (cluster, at_right) = match (cluster(near), cluster(far)) {
            (Some(near), _) => (near, is_right),
            (None, Some(far)) => (far, !is_right),
            (None, None) => {
                let start = self.laid.line(self.row).map_or(0, |line| line.range.start);
                return (start, Side::InFront);
            }
        };
        let range = self.laid.source_range(cluster.text_range());
        if at_right == cluster.is_rtl() {
            (range.start, Side::InFront)
        } else {
            (range.end, Side::Behind)
        }
    }

    /// Whether a step by words ends here: behind a word where it is gone through as it is read, and
    /// in front of one where it is gone through backwards.
    fn is_word_edge(&self, is_right: bool) -> bool {
        let (left, right) = (self.at.checked_sub(1), Some(self.at));
        let (passed, next) = if is_right { (left, right) } else { (right, left) };
        let cluster = |at: Option<usize>| self.clusters.get(at?);
        let Some(passed) = cluster(passed).filter(|c| !c.is_space_or_nbsp()) else { return false };
        if is_right == passed.is_rtl() {
            return passed.is_word_boundary();
        }
        let is_inside = |next: &Cluster<'_, Brush>| {
            next.is_rtl() == passed.is_rtl() && !next.is_word_boundary()
        };
        !cluster(next).is_some_and(is_inside)
    }
}

fn clusters_of(laid: &Laid, row: usize) -> Vec<Cluster<'_, Brush>> {
    let Some(line) = laid.layout().get(row) else { return Vec::new() };
    let mut clusters = Vec::new();
    for run in line.runs() {
        let seen = (0..run.len()).filter_map(|at| run.get(run.visual_to_logical(at)?));
        clusters.extend(seen.filter(|cluster| !cluster.is_hard_line_break()));
    }
    clusters
}
