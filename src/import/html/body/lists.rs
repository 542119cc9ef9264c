//! Lists and the numbers of their entries.

use super::{Body, End};
use crate::import::html::element::Element;
use crate::import::numerals::{letter, roman};

/// How the entries of a list that is open are numbered.
pub(super) enum Numbering {
    /// Upwards, as its `type` says.
    Up(String),
    /// Downwards: the walk only counts up, so that each number is said anew. This is the next.
    Down(u64),
}

impl Body {
    pub(super) fn begin_list(&mut self, element: &Element<'_>) -> End {
        self.border();
        let kind = element.attribute("type").unwrap_or_default();
        let is_numbered = element.name == "ol";
        let count = || {
            let items = element.node.children_it(false).filter(|node| node.has_name("li"));
            items.count() as u64
        };
        let first = element.attribute("start").and_then(|start| start.trim().parse().ok());
        let is_reversed = is_numbered && element.attribute("reversed").is_some();
        let first = first.unwrap_or_else(|| if is_reversed { count() } else { 1 });
        self.lists.push(if is_reversed { Numbering::Down(first) } else { Numbering::Up(kind) });
        self.walk.start_list(is_numbered.then_some(first));
        End::List
    }

    pub(super) fn begin_item(&mut self, element: &Element<'_>) -> End {
        self.border();
        let mut number = element.attribute("value").and_then(|value| value.trim().parse().ok());
        let mut kind = String::new();
        match self.lists.last_mut() {
            Some(Numbering::Up(own)) => kind.clone_from(own),
            Some(Numbering::Down(next)) => {
                let this = number.unwrap_or(*next);
                *next = this.saturating_sub(1);
                number = Some(this);
            }
            None => {}
        }
        self.walk.start_item(number, |number| format!("{}.", numeral(number, &kind)));
        End::Item
    }
}

/// A number as a list of this type shows it.
fn numeral(number: u64, kind: &str) -> String {
    match kind {
        "a" => letter(number),
        "A" => letter(number).to_uppercase(),
        "i" => roman(number),
        "I" => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}
