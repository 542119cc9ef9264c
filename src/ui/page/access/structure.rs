//! Lists and tables around the blocks that are told.
//!
//! ```text
//! List                          of its depth; says how many entries it has, in sight or not
//! └ ListItem                    a block
//!   ├ ListMarker, Label
//!   ├ Paragraph                 a block that goes on with the entry
//!   └ List                      an inner one
//! Table                         says how many rows and columns it has
//! └ Row
//!   └ ColumnHeader, Cell        a block
//! ```
//!
//! An entry that is out of sight has no node: its inner list then hangs under the outer one.

use egui::accesskit::{Node, NodeId, Role};
use egui::{Id, Rect};

use super::{bounds, node_id};
use crate::model::{Article, Cell, Entry, List, Table};
use crate::ui::page::view::page_id;

/// The nodes around the blocks, while they are told in order.
#[derive(Debug, Default)]
pub(super) struct Structure {
    open: Vec<Open>,
    top: Vec<NodeId>,
    closed: Vec<(NodeId, Node)>,
}

/// A node that may get more children.
#[derive(Debug)]
struct Open {
    what: Around,
    id: NodeId,
    node: Node,
    rect: Rect,
}

/// What stands around a block. Indices are those of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// The list that begins with a block.
    List(usize),
    /// The entry that does.
    Item(usize),
    /// The table that does.
    Table(usize),
    /// A row of the table.
    Row(u32),
    /// A cell of the row.
    Cell(u32),
}

impl Structure {
    /// Puts the node of a block where it belongs. Blocks come in order, but some may be left out.
    pub(super) fn add(
        &mut self,
        article: &Article,
        block: usize,
        (id, mut node): (NodeId, Node),
        rect: Rect,
    ) {
        if let Some((list, entry)) = article.list_of(block).and_then(|l| Some((l, l.entry(block)?)))
        {
            let own = Around::Item(entry.first);
            self.enter(&around_entry(list, entry), own, |what| list_node(list, what));
            node.set_position_in_set(entry.position);
            self.put(own, id, node, rect);
        } else if let Some((table, cell)) =
            article.table_of(block).and_then(|t| Some((t, t.cell(block)?)))
        {
            let around = [Around::Table(table.blocks().start), Around::Row(cell.row)];
            let own = Around::Cell(cell.column);
            self.enter(&around, own, |what| table_node(table, what));
            describe_cell(&mut node, cell);
            self.put(own, id, node, rect);
        } else {
            self.close_from(0);
            self.top.push(id);
            self.closed.push((id, node));
        }
    }

    /// The ids of the outermost nodes and all nodes that were put or made.
    pub(super) fn finish(mut self) -> (Vec<NodeId>, Vec<(NodeId, Node)>) {
        self.close_from(0);
        (self.top, self.closed)
    }

    /// Leaves open what is around the next block, and the block that it may go on with, `own`; makes
    /// what is missing around it.
    fn enter(
        &mut self,
        around: &[Around],
        own: Around,
        make: impl Fn(Around) -> Option<(Id, Node)>,
    ) {
        let mut kept = 0;
        for what in around {
            if self.open.get(kept).is_some_and(|open| open.what == *what) {
                kept += 1;
            } else if let Some((id, node)) = make(*what) {
                self.close_from(kept);
                self.open(*what, node_id(id), node, Rect::NOTHING);
                kept += 1;
            }
        }
        let goes_on = self.open.get(kept).is_some_and(|open| open.what == own);
        self.close_from(kept + usize::from(goes_on));
    }

    /// Puts a block as what it is, or into that when another block began it.
    fn put(&mut self, own: Around, id: NodeId, mut node: Node, rect: Rect) {
        if self.open.last().is_none_or(|open| open.what != own) {
            return self.open(own, id, node, rect);
        }
        node.set_role(Role::Paragraph);
        node.clear_position_in_set();
        self.hang(id, rect);
        self.closed.push((id, node));
    }

    fn open(&mut self, what: Around, id: NodeId, node: Node, rect: Rect) {
        self.hang(id, rect);
        self.open.push(Open { what, id, node, rect });
    }

    /// Hangs a node where the telling is.
    fn hang(&mut self, id: NodeId, rect: Rect) {
        match self.open.last_mut() {
            Some(open) => open.node.push_child(id),
            None => self.top.push(id),
        }
        for open in &mut self.open {
            open.rect = open.rect.union(rect);
        }
    }

    fn close_from(&mut self, depth: usize) {
        for mut open in self.open.drain(depth..) {
            open.node.set_bounds(bounds(open.rect));
            self.closed.push((open.id, open.node));
        }
    }
}

/// The lists and entries around an entry, from the outermost to its own list.
fn around_entry(list: &List, entry: Entry) -> Vec<Around> {
    let mut around = vec![Around::List(entry.list)];
    let mut parent = entry.parent;
    while let Some(outer) = parent.and_then(|parent| list.entry(parent)) {
        around.extend([Around::Item(outer.first), Around::List(outer.list)]);
        parent = outer.parent;
    }
    around.reverse();
    around
}

fn list_node(list: &List, what: Around) -> Option<(Id, Node)> {
    let Around::List(first) = what else { return None };
    let mut node = Node::new(Role::List);
    node.set_size_of_set(list.size(first));
    Some((page_id().with(("list", first)), node))
}

fn table_node(table: &Table, what: Around) -> Option<(Id, Node)> {
    let first = table.blocks().start;
    let (id, node) = match what {
        Around::Table(first) => {
            let mut node = Node::new(Role::Table);
            node.set_row_count(table.rows());
            node.set_column_count(table.columns());
            (page_id().with(("table", first)), node)
        }
        Around::Row(row) => {
            let mut node = Node::new(Role::Row);
            node.set_row_index(row as usize);
            (page_id().with(("row", first, row)), node)
        }
        Around::List(_) | Around::Item(_) | Around::Cell(_) => return None,
    };
    Some((id, node))
}

fn describe_cell(node: &mut Node, cell: Cell) {
    node.set_role(if cell.is_header { Role::ColumnHeader } else { Role::Cell });
    node.set_row_index(cell.row as usize);
    node.set_column_index(cell.column as usize);
}
