//! Which sign stands in front of which block, while the lists of a file are walked through.
//!
//! The first block in an item has its sign, the others go on with it. Where an item begins with
//! another list, the first entry of that one has the numbers of both: no number is left out.

use crate::model::{BlockKind, ItemSign};

/// The lists and items that are open.
#[derive(Debug, Default)]
pub(super) struct ListSigns {
    /// The number of the next item of each open list; `None` where it has bullets.
    lists: Vec<Option<u64>>,
    /// What the next block of each open item is given.
    items: Vec<ItemSign>,
}

impl ListSigns {
    /// Begins a list; `first` is its first number, if it has numbers.
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.lists.push(first);
    }

    /// Ends the innermost list.
    pub(super) fn end_list(&mut self) {
        self.lists.pop();
    }

    /// Begins the next item of the innermost list, whose numbers are shown by `show`; `anew` is the
    /// number of this item where it does not count on.
    pub(super) fn start_item(&mut self, anew: Option<u64>, show: impl FnOnce(u64) -> String) {
        let next = self.lists.last_mut().and_then(Option::as_mut);
        let own = next.map(|number| {
            *number = anew.unwrap_or(*number);
            let shown = show(*number);
            *number = number.saturating_add(1);
            shown
        });
        let outer = self.items.last_mut().map(|item| std::mem::replace(item, ItemSign::GoesOn));
        let outer = outer.as_ref().and_then(ItemSign::shown).map(str::to_owned);
        let both: Vec<String> = outer.into_iter().chain(own).collect();
        self.items.push(ItemSign::number(&both.join(" ")));
    }

    /// Ends the innermost item.
    pub(super) fn end_item(&mut self) {
        self.items.pop();
    }

    /// The sign of a block of this kind that stands here.
    pub(super) fn take(&mut self, kind: BlockKind) -> ItemSign {
        let Some(item) = self.items.last_mut() else { return ItemSign::Usual };
        match std::mem::replace(item, ItemSign::GoesOn) {
            ItemSign::Number(number) => ItemSign::Number(number),
            sign if kind == BlockKind::ListItem => sign,
            _ => ItemSign::Usual,
        }
    }
}
