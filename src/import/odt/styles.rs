//! Styles: what a paragraph, a stretch of text or a list is by the name of its style.

use std::collections::BTreeMap;

use super::super::numerals::{letter, roman};
use super::super::role::Role;
use super::super::shortened;
use super::super::xml::{Node, Ns, Tag, Xml};
use crate::model::InlineStyle;

/// How many styles are looked through, each the parent of the one before.
const MOST_PARENTS: usize = 20;

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: BTreeMap<String, Style>,
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// What the text is written in, as far as the file says.
    pub(super) language: Option<String>,
    /// The words of headers and footers, each once.
    pub(super) margins: Vec<String>,
}

/// A style, as far as it says what text is.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
}

/// How the numbers of one level of a list look.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    format: String,
    prefix: String,
    suffix: String,
    /// The first number; `None` for a bullet.
    pub(super) start: Option<u64>,
}

impl Level {
    /// A number of the list as it is shown.
    pub(super) fn shown(&self, number: u64) -> String {
        let number = match self.format.as_str() {
            "i" => roman(number),
            "I" => roman(number).to_uppercase(),
            "a" => letter(number),
            "A" => letter(number).to_uppercase(),
            _ => number.to_string(),
        };
        format!("{}{number}{}", self.prefix, self.suffix)
    }
}

impl Styles {
    /// Adds the styles of a part; what it says goes before what was there.
    pub(super) fn read(&mut self, text: &str) {
        let (mut style, mut list) = (String::new(), String::new());
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match (tag.ns, tag.name()) {
                (Ns::OdfStyle, "style") => {
                    style = tag.attribute("name").unwrap_or_default();
                    let parent = tag.attribute("parent-style-name");
                    self.by_name.insert(style.clone(), Style { parent, ..Style::default() });
                }
                (Ns::OdfStyle, "default-style") => style.clear(),
                (Ns::OdfStyle, "text-properties") => self.text_properties(&style, &tag),
                (Ns::OdfText, "list-style") => list = tag.attribute("name").unwrap_or_default(),
                (Ns::OdfText, "list-level-style-number") => self.level(&list, &tag),
                (Ns::OdfStyle, "header" | "footer" | "header-first" | "footer-first") => {
                    self.margin(&xml.text());
                }
                (Ns::OdfOffice, "body") => return,
                _ => {}
            }
        }
    }

    fn text_properties(&mut self, style: &str, tag: &Tag<'_>) {
        let Some(style) = self.by_name.get_mut(style) else {
            let language = tag.attribute("language").filter(|word| word != "none");
            if let Some(language) = language.filter(|_| self.language.is_none()) {
                let country = tag.attribute("country").filter(|word| word != "none");
                self.language =
                    Some(country.map_or(language.clone(), |c| format!("{language}-{c}")));
            }
            return;
        };
        let says = |name, on: &dyn Fn(&str) -> bool| tag.attribute(name).map(|value| on(&value));
        style.bold = says("font-weight", &|weight| {
            weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600)
        });
        style.italic = says("font-style", &|slant| slant == "italic" || slant == "oblique");
        style.struck = says("text-line-through-style", &|line| line != "none");
        style.raised = says("text-position", &|place| {
            let share = place.split_whitespace().next().unwrap_or_default();
            share == "super" || share.trim_end_matches('%').parse().is_ok_and(|up: i32| up > 0)
        });
        style.hidden = says("display", &|display| display == "none");
    }

    fn level(&mut self, list: &str, tag: &Tag<'_>) {
        let number = |name| tag.attribute(name).and_then(|value| value.parse::<u64>().ok());
        let format = tag.attribute("num-format").unwrap_or_default();
        let level = Level {
            start: (!format.is_empty()).then(|| number("start-value").unwrap_or(1)),
            format,
            prefix: tag.attribute("num-prefix").unwrap_or_default(),
            suffix: tag.attribute("num-suffix").unwrap_or_default(),
        };
        let depth = number("level").and_then(|depth| usize::try_from(depth).ok()).unwrap_or(1);
        self.lists.entry(list.to_owned()).or_default().insert(depth, level);
    }

    fn margin(&mut self, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = shortened(&words);
        if words.chars().any(char::is_alphabetic) && !self.margins.contains(&words) {
            self.margins.push(words);
        }
    }

    /// The style of this name and its parents, the nearest first, with their names.
    fn chain<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let named = |name: &'a str| self.by_name.get(name).map(|style| (name, style));
        let parent = move |(_, style): &(&str, &'a Style)| named(style.parent.as_deref()?);
        std::iter::successors(named(name), parent).take(MOST_PARENTS)
    }

    /// What a paragraph of this style is.
    pub(super) fn role(&self, name: &str) -> Role {
        // A parent that the file does not describe still has its name.
        let parents = self.chain(name).filter_map(|(_, style)| style.parent.as_deref());
        std::iter::once(name).chain(parents).find_map(role_of).unwrap_or(Role::Body)
    }

    /// How text of this style looks.
    pub(super) fn looks(&self, name: &str) -> Vec<InlineStyle> {
        let says = |get: fn(&Style) -> Option<bool>| {
            self.chain(name).find_map(|(_, style)| get(style)).unwrap_or(false)
        };
        let all = [
            (says(|style| style.bold), InlineStyle::Strong),
            (says(|style| style.italic), InlineStyle::Emphasis),
            (says(|style| style.struck), InlineStyle::Strikethrough),
            (says(|style| style.raised), InlineStyle::Superscript),
            (name == "Source_20_Text", InlineStyle::Code),
        ];
        all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, look)| look).collect()
    }

    /// Whether text of this style is not shown.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// How a level of a list looks, from 1; `None` for a bullet.
    pub(super) fn list(&self, name: &str, depth: usize) -> Option<&Level> {
        self.lists.get(name)?.get(&depth)
    }
}

/// What a style is by its name. LibreOffice writes the names of its own styles in English.
fn role_of(name: &str) -> Option<Role> {
    match name {
        "Title" => Some(Role::Title),
        "Subtitle" => Some(Role::Subtitle),
        "Quotations" => Some(Role::Quotation),
        "Caption" | "Illustration" | "Figure" | "FigureCaption" | "TableCaption" => {
            Some(Role::Caption)
        }
        "Preformatted_20_Text" => Some(Role::Code),
        _ => None,
    }
}
