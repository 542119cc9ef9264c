//! What stands in a page in place of text: pictures, videos, fields to fill in.

use dom_query::NodeRef;

use super::body::Body;
use super::element::{Element, text};
use crate::import::at::At;
use crate::import::shortened;
use crate::import::walk::Into;
use crate::model::BlockKind;

/// Pictures smaller than this in one direction, in pixels, are there to count readers.
const SMALLEST_PICTURE: u32 = 3;

/// How many nodes of a figure are looked at to see what it says, and how much of that, in bytes.
const MOST_NODES: usize = 500;
const MOST_SAID: usize = 8 * 1024;

/// Buttons and fields that were left out: how many, and where the first stood.
#[derive(Debug, Default)]
pub(super) struct Controls {
    count: usize,
    first: Option<(At, Option<u32>)>,
}

impl Body {
    /// Whether an element is shown as something else than its content.
    pub(super) fn replaced(&mut self, element: &Element<'_>) -> bool {
        match element.name.as_str() {
            "img" => self.picture(element),
            "svg" | "canvas" => self.drawing(element),
            "video" | "audio" | "iframe" | "object" | "embed" | "frame" => self.embedded(element),
            "rt" => {
                let words = shortened(&element.words());
                self.lose(format!("a reading above the text was left out: “{words}”"));
            }
            "button" | "input" | "select" | "textarea" | "progress" | "meter" => {
                let at = self.at();
                let block = self.walk.builder.next_block();
                self.controls.count += 1;
                self.controls.first.get_or_insert((at, block));
            }
            _ => return false,
        }
        true
    }

    /// Tells of the buttons and fields.
    pub(in crate::import) fn tell_controls(&mut self) {
        let Controls { count, first } = std::mem::take(&mut self.controls);
        if let Some((at, block)) = first {
            let what = match count {
                1 => "1 button or field to fill in was left out".to_owned(),
                _ => format!("{count} buttons and fields to fill in were left out, from here on"),
            };
            self.walk.builder.lose_in(what, at, block);
        }
    }

    /// The words that stand for a picture are its caption; a sign that stands for a character is text.
    fn picture(&mut self, element: &Element<'_>) {
        let words = element.attribute("alt").unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_tiny = ["width", "height"].into_iter().any(|side| {
            let side = element.attribute(side).and_then(|side| side.trim().parse::<u32>().ok());
            side.is_some_and(|side| side < SMALLEST_PICTURE)
        });
        if is_tiny || self.is_front() {
            return;
        }
        if words.is_empty() {
            return self.lose("a picture without words that stand for it was left out");
        }
        let is_sign = !words.contains(char::is_alphanumeric) && words.chars().count() < 8;
        if is_sign {
            return self.text_at_once(&words);
        }
        let figure = element.node.ancestors_it(Some(4)).find(|node| node.has_name("figure"));
        if !figure.is_some_and(|figure| self.says(figure, &words)) {
            self.beside(&words);
        }
    }

    /// Whether a figure says these words; what it says is kept for the next picture in it.
    fn says(&mut self, figure: NodeRef<'_>, words: &str) -> bool {
        let known = self.figure.take().filter(|(id, _)| *id == figure.id);
        let known = known.unwrap_or_else(|| (figure.id, start_of(figure)));
        self.figure.insert(known).1.contains(words)
    }

    fn beside(&mut self, words: &str) {
        let at = self.at();
        self.walk.begin_aside(Into::Behind);
        if self.walk.is_in_cell() {
            self.walk.here(at).push(words);
        } else {
            self.walk.begin(BlockKind::Caption, 0, at).push(words);
        }
        self.walk.end_aside();
    }

    fn drawing(&mut self, element: &Element<'_>) {
        let words = element.words();
        if words.chars().any(char::is_alphanumeric) {
            self.lose(format!("a drawing was left out: “{}”", shortened(&words)));
        }
    }

    fn embedded(&mut self, element: &Element<'_>) {
        let what = match element.name.as_str() {
            "video" => "a video",
            "audio" => "a sound recording",
            "object" | "embed" => "an embedded object",
            _ => "an embedded page",
        };
        let source = element.node.children_it(false).find(|node| node.has_name("source"));
        let address = element.address("src").or_else(|| element.address("data")).or_else(|| {
            let source = source?.attr("src")?;
            Some(source.to_string())
        });
        let address = address.filter(|address| !address.starts_with("data:"));
        let from = address.map_or_else(String::new, |from| format!(": {}", shortened(&from)));
        self.lose(format!("{what} was left out{from}"));
    }
}

/// The beginning of what a figure says.
fn start_of(figure: NodeRef<'_>) -> String {
    let mut said = String::new();
    for node in figure.descendants_it().take(MOST_NODES) {
        if said.len() >= MOST_SAID {
            break;
        }
        said.push_str(&text(&node).unwrap_or_default());
    }
    said.truncate(said.floor_char_boundary(MOST_SAID));
    said
}
