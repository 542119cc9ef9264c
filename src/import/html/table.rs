//! Tables: which of them hold data, and the cells that reach over further rows.

use dom_query::NodeRef;

use super::element::{Element, local_name};

/// How many elements of a table are looked at to see what it is for.
const MOST_LOOKED_AT: usize = 2_000;

/// The cells of the rows above that reach into the row at hand.
#[derive(Debug, Default)]
pub(super) struct Grid {
    column: usize,
    rows: usize,
    /// How many further rows the cell above reaches over, by column.
    reaching: Vec<usize>,
}

impl Grid {
    /// A table wider than this is shown as if it were not.
    pub(super) const MOST_COLUMNS: usize = 64;

    /// Whether a table holds data, and is not there to put things side by side.
    ///
    /// It does when its tag or its parts say so. Otherwise it has two rows and two columns at least,
    /// and nothing in it that a page is made of.
    pub(super) fn is_data(element: &Element<'_>) -> bool {
        if element.lists("role", &["presentation", "none"]) {
            return false;
        }
        let (mut rows, mut cells, mut widest) = (0, 0, 0);
        let mut says_so = false;
        let names = element.node.descendants_it().take(MOST_LOOKED_AT);
        for name in names.filter_map(|node| local_name(&node)) {
            match name.as_str() {
                "table" | "article" | "section" | "form" | "h1" | "h2" | "h3" => return false,
                "th" | "thead" | "caption" => says_so = true,
                "tr" => (rows, cells) = (rows + 1, 0),
                "td" => {
                    cells += 1;
                    widest = widest.max(cells);
                }
                _ => {}
            }
        }
        says_so || (rows > 1 && widest > 1)
    }

    /// Begins a row; says whether it names the columns.
    pub(super) fn begin_row(&mut self, element: &Element<'_>) -> bool {
        let is_first = self.rows == 0;
        (self.column, self.rows) = (0, self.rows + 1);
        let is_in_head = element.node.parent().is_some_and(|parent| parent.has_name("thead"));
        let is_th = |node: NodeRef<'_>| node.has_name("th");
        let mut cells = element.node.children_it(false).filter(NodeRef::is_element).peekable();
        is_in_head || (is_first && cells.peek().is_some() && cells.all(is_th))
    }

    /// Goes over the columns that cells from above reach into; how many they are.
    pub(super) fn covered(&mut self) -> usize {
        let from = self.column;
        while let Some(rows) = self.reaching.get_mut(self.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.column += 1;
        }
        self.column - from
    }

    /// Ends a cell that reaches over so many columns and rows.
    pub(super) fn end_cell(&mut self, columns: usize, rows: usize) {
        let to = (self.column + columns).min(Self::MOST_COLUMNS);
        if rows > 1 && self.reaching.len() < to {
            self.reaching.resize(to, 0);
        }
        for reaching in self.reaching.iter_mut().take(to).skip(self.column) {
            *reaching = rows - 1;
        }
        self.column += columns;
    }

    /// How many columns behind the last cell belong to cells from above.
    pub(super) fn rest_of_row(&mut self) -> usize {
        self.covered()
    }
}
