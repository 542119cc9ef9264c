//! What a page hides from its readers.
//!
//! One rule: an element is left out, and told, when its own tag says that it is not shown. That is
//!
//! - the attribute `hidden`, or `aria-hidden="true"`,
//! - a style on the tag itself with `display: none`, `visibility: hidden` or `collapse`, or
//!   `font-size: 0`,
//! - a `dialog` that is not open.
//!
//! Style sheets are not read: text that is hidden by a class is shown. So is what opens at a click
//! (`details`), since a reader can open it. `aria-hidden` on what holds the story itself is a page
//! behind a dialog, and is shown.

use super::element::Element;
use super::page::Page;

/// Whether the page does not show an element.
pub(in crate::import) fn is_hidden(element: &Element<'_>, page: &Page) -> bool {
    let is = |property: &str, values: &[&str]| {
        element.style(property).is_some_and(|value| values.contains(&value.as_str()))
    };
    if matches!(element.name.as_str(), "html" | "body") {
        return false;
    }
    element.attribute("hidden").is_some()
        || is("display", &["none"])
        || is("visibility", &["hidden", "collapse"])
        || is("font-size", &["0", "0px", "0pt", "0em", "0rem", "0%"])
        || (element.name == "dialog" && element.attribute("open").is_none())
        || (element.attribute("aria-hidden").is_some_and(|value| value == "true")
            && !page.holds_story(element.id()))
}
