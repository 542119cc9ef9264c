//! How the text in an element looks: by its name, and by the style on its tag.

use super::element::Element;
use crate::model::InlineStyle;

/// The looks that an element gives to its text. In a book, a link to another chapter is none.
pub(super) fn looks(element: &Element<'_>, is_book: bool) -> Vec<InlineStyle> {
    let mut looks: Vec<InlineStyle> = by_name(&element.name).into_iter().collect();
    if element.name == "a" {
        looks.extend(
            element.address("href").filter(|to| is_link(to, is_book)).map(InlineStyle::Link),
        );
    }
    let says = |property, is: &dyn Fn(&str) -> bool| {
        element.style(property).is_some_and(|value| is(&value))
    };
    let is_heavy =
        |weight: &str| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600);
    let by_style = [
        (says("font-weight", &is_heavy), InlineStyle::Strong),
        (
            says("font-style", &|style| style == "italic" || style == "oblique"),
            InlineStyle::Emphasis,
        ),
        (
            says("text-decoration", &|line| line.contains("line-through")),
            InlineStyle::Strikethrough,
        ),
        (says("vertical-align", &|align| align == "super"), InlineStyle::Superscript),
    ];
    looks.extend(by_style.into_iter().filter(|(is_on, _)| *is_on).map(|(_, look)| look));
    looks
}

fn by_name(name: &str) -> Option<InlineStyle> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(InlineStyle::Emphasis),
        "strong" | "b" => Some(InlineStyle::Strong),
        "code" | "kbd" | "samp" | "tt" => Some(InlineStyle::Code),
        "s" | "strike" | "del" => Some(InlineStyle::Strikethrough),
        "sup" => Some(InlineStyle::Superscript),
        _ => None,
    }
}

/// Whether an address leads out of the text.
fn is_link(address: &str, is_book: bool) -> bool {
    let lower = address.to_ascii_lowercase();
    if is_book && !address.contains(':') {
        return false;
    }
    !address.starts_with('#') && !lower.starts_with("javascript:") && !lower.starts_with("data:")
}
