//! Tables: rows, cells, and those that only hold a page together.

use dom_query::NodeRef;

use super::{Body, End, Ground, Role};
use crate::import::at::At;
use crate::import::html::element::{Element, is_block, text, words_of};
use crate::import::html::table::Grid;

impl Body {
    pub(super) fn begin_table(&mut self, element: &Element<'_>, ground: &Ground<'_>) -> End {
        self.border();
        if !Grid::is_data(element) {
            self.tables.push(None);
            return End::Table;
        }
        let caption = element.node.children_it(false).find(|node| node.has_name("caption"));
        if let Some(caption) = caption {
            // Blocks of another kind between two cells would make two tables of one.
            let ground = Ground::new(ground.page, ground.part, ground.chapter);
            let children: Vec<NodeRef<'_>> = caption.children_it(false).collect();
            self.roles.push(Role::Caption);
            for child in children {
                self.read_inline(child, &ground);
            }
            self.end_role();
        }
        if !self.walk.start_table() {
            self.lose("a table inside a cell of another is shown as lines");
        }
        self.tables.push(Some(Grid::default()));
        End::Table
    }

    /// As [`Self::read`], without a line of its own.
    fn read_inline(&mut self, node: NodeRef<'_>, ground: &Ground<'_>) {
        if let Some(text) = text(&node) {
            self.text(&text);
        } else if let Some(element) = Element::of(node, ground.page)
            && is_block(&element.name)
        {
            self.read(node, ground);
        } else if !words_of(&node).is_empty() {
            self.text(&node.text());
        }
    }

    pub(super) fn end_table(&mut self) {
        self.border();
        if self.tables.pop().flatten().is_some() {
            self.walk.end_table();
        }
    }

    pub(super) fn begin_row(&mut self, element: &Element<'_>) -> End {
        let Some(Some(grid)) = self.tables.last_mut() else {
            self.border();
            return End::Block;
        };
        let is_header = grid.begin_row(element);
        self.space = None;
        self.walk.start_row(is_header);
        End::Row
    }

    pub(super) fn end_row(&mut self) {
        let Some(Some(grid)) = self.tables.last_mut() else { return };
        for _ in 0..grid.rest_of_row() {
            self.walk.start_cell(At::Anywhere);
            self.walk.end_cell(0);
        }
    }

    pub(super) fn begin_cell(&mut self, element: &Element<'_>) -> End {
        let at = self.at();
        let Some(Some(grid)) = self.tables.last_mut() else {
            self.border();
            return End::Block;
        };
        for _ in 0..grid.covered() {
            self.walk.start_cell(at);
            self.walk.end_cell(0);
        }
        self.space = None;
        self.walk.start_cell(at);
        let columns = element.count("colspan", Grid::MOST_COLUMNS);
        End::Cell { columns, rows: element.count("rowspan", 1_000) }
    }

    pub(super) fn end_cell(&mut self, columns: usize, rows: usize) {
        self.space = None;
        self.walk.end_cell(columns - 1);
        if let Some(Some(grid)) = self.tables.last_mut() {
            grid.end_cell(columns, rows);
        }
    }
}
