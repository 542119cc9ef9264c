//! Tables: which blocks are the cells of one, and where each of them stands in it.
//!
//! Nothing of it is stored. The white space between two cells says it: a tab for each border of a
//! column, a line break for each row, an empty line between two tables.

use std::ops::Range;

use super::article::{Block, BlockKind};

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// Whether it names its column.
    pub is_header: bool,
}

/// A table of an article.
///
/// Its blocks are in order of reading, row by row. A long cell may be cut into several blocks; they
/// have the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    first: usize,
    cells: Vec<Cell>,
    columns: u32,
    /// Blocks in the row that has most of them.
    fullest: usize,
    /// Blocks in the last row.
    last: usize,
}

impl Table {
    /// The indices of its blocks.
    pub fn blocks(&self) -> Range<usize> {
        self.first..self.first + self.cells.len()
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.row as usize + 1)
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }

    /// The block that names a column, where one does.
    pub fn header(&self, column: u32) -> Option<usize> {
        let top = self.cells.iter().take_while(|cell| cell.is_header);
        let at = top.into_iter().position(|cell| cell.column == column)?;
        Some(self.first + at)
    }

    /// How many blocks the row has that has most of them.
    pub fn most_in_row(&self) -> usize {
        self.fullest
    }

    /// Where a block stands in it; `None` when it is not in it.
    pub fn cell(&self, block: usize) -> Option<Cell> {
        self.cells.get(block.checked_sub(self.first)?).copied()
    }

    /// The blocks in the row of `block`; empty when it is not in the table.
    pub fn row(&self, block: usize) -> Range<usize> {
        let Some(row) = self.cell(block).map(|cell| cell.row) else { return block..block };
        let from = self.cells.partition_point(|cell| cell.row < row);
        let to = self.cells.partition_point(|cell| cell.row <= row);
        self.first + from..self.first + to
    }
}

/// The tables among `blocks` of `text`, in order.
pub(super) fn tables(text: &str, blocks: &[Block]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut end = 0;
    for (index, block) in blocks.iter().enumerate() {
        let bytes = block.range.bytes();
        if block.kind == BlockKind::TableCell {
            let gap = text.get(end..bytes.start).unwrap_or_default();
            let is_header = block.level > 0;
            let last = tables.last_mut().filter(|table| table.blocks().end == index);
            match last.filter(|_| !gap.contains("\n\n")) {
                Some(table) => table.push(gap, is_header),
                None => tables.push(Table::new(index, gap, is_header)),
            }
        }
        end = bytes.end;
    }
    tables
}

impl Table {
    fn new(first: usize, gap: &str, is_header: bool) -> Self {
        let column = tabs(gap.rsplit('\n').next().unwrap_or_default());
        let cells = vec![Cell { row: 0, column, is_header }];
        Self { first, cells, columns: column + 1, fullest: 1, last: 1 }
    }

    fn push(&mut self, gap: &str, is_header: bool) {
        let before = self.cells.last().map_or((0, 0), |cell| (cell.row, cell.column));
        let (row, column) = match gap.rsplit_once('\n') {
            Some((rows, columns)) => (before.0 + 1 + breaks(rows), tabs(columns)),
            None => (before.0, before.1 + tabs(gap)),
        };
        self.last = if row == before.0 { self.last + 1 } else { 1 };
        self.fullest = self.fullest.max(self.last);
        self.columns = self.columns.max(column + 1);
        self.cells.push(Cell { row, column, is_header });
    }
}

fn tabs(gap: &str) -> u32 {
    u32::try_from(gap.matches('\t').count()).unwrap_or(u32::MAX / 4)
}

fn breaks(gap: &str) -> u32 {
    u32::try_from(gap.matches('\n').count()).unwrap_or(u32::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ItemSign;
    use crate::text::TextRange;

    /// Cells are words; the first row is the header.
    fn table(text: &str) -> Vec<Table> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim();
            let is_header = !text[..at].contains('\n');
            if let Some(range) = TextRange::checked(text, at, at + trimmed.len())
                && !range.is_empty()
            {
                let level = u8::from(is_header);
                let kind = BlockKind::TableCell;
                blocks.push(Block { kind, range, level, sign: ItemSign::Usual });
            }
            at += word.len();
        }
        tables(text, &blocks)
    }

    #[test]
    fn tabs_and_line_breaks_say_where_a_cell_stands() {
        let table = table("a\tb\tc\n1\t\t3\n\t2").remove(0);
        let at: Vec<(u32, u32, bool)> =
            (0..6).filter_map(|n| table.cell(n)).map(|c| (c.row, c.column, c.is_header)).collect();
        let wanted =
            [(0, 0, true), (0, 1, true), (0, 2, true), (1, 0, false), (1, 2, false), (2, 1, false)];
        assert_eq!((table.rows(), table.columns(), at), (3, 3, wanted.to_vec()));
        assert_eq!((table.row(1), table.row(4), table.row(5)), (0..3, 3..5, 5..6));
        assert_eq!((table.cell(6), table.row(9)), (None, 9..9));
        assert_eq!((table.header(2), table.header(3)), (Some(2), None));
    }

    #[test]
    fn an_empty_line_parts_two_tables_and_an_empty_row_does_not() {
        let both = table("a\tb\n\n1\t2");
        assert_eq!(both.iter().map(Table::blocks).collect::<Vec<_>>(), [0..2, 2..4]);
        let one = table("a\tb\n\t\n1\t2");
        assert_eq!((one.len(), one[0].cell(2).map(|cell| cell.row)), (1, Some(2)));
    }

    #[test]
    fn the_pieces_of_a_long_cell_stand_in_one_place() {
        let table = table("a\tlong cell\tc").remove(0);
        let columns: Vec<u32> = (0..4).filter_map(|n| table.cell(n)).map(|c| c.column).collect();
        assert_eq!((columns, table.most_in_row()), (vec![0, 1, 1, 2], 4));
    }
}
