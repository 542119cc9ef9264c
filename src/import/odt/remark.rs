//! What stands aside of the text in an OpenDocument file: a comment, or a tracked change.

use std::collections::BTreeMap;

use super::super::shortened;
use super::super::xml::{Node, Ns, Tag, Xml};
use crate::model::Remark;

/// A comment.
#[derive(Debug)]
pub(super) struct Annotation {
    /// What its end, and its answers, call it by.
    pub(super) name: String,
    /// The name of the comment it answers.
    pub(super) parent: String,
    pub(super) is_resolved: bool,
    pub(super) said: Remark,
}

impl Annotation {
    /// Reads up to the end of `office:annotation`.
    pub(super) fn read(tag: &Tag<'_>, xml: &mut Xml<'_>) -> Self {
        let attribute = |name| tag.attribute(name).unwrap_or_default();
        let mut annotation = Self {
            name: attribute("name"),
            parent: attribute("parent-name"),
            is_resolved: attribute("resolved") == "true",
            said: Remark::default(),
        };
        let said = &mut annotation.said;
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => match (tag.ns, tag.name()) {
                    (Ns::DublinCore, "creator") => said.author = xml.text(),
                    (Ns::DublinCore, "date") => said.date = xml.text(),
                    (_, "creator-initials" | "sender-initials") => said.initials = xml.text(),
                    (Ns::OdfText, "tab") => said.text.push('\t'),
                    (Ns::OdfText, "s") => said.text.push(' '),
                    (Ns::OdfText, "line-break") => said.text.push('\n'),
                    _ => {}
                },
                Node::End(Ns::OdfText, name) if matches!(&*name, "p" | "h") => said.text.push('\n'),
                Node::End(Ns::OdfOffice, name) if &*name == "annotation" => break,
                Node::Text(text) => said.text.push_str(&text),
                Node::End(..) => {}
            }
        }
        said.text = said.text.trim().to_owned();
        annotation
    }
}

/// The tracked changes of a file: what there is to tell where each stands, by its id.
pub(super) fn read_changes(xml: &mut Xml<'_>) -> BTreeMap<String, String> {
    let mut changes = BTreeMap::new();
    let (mut id, mut author, mut words, mut is_deletion) =
        (String::new(), String::new(), String::new(), false);
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) => match (tag.ns, tag.name()) {
                (Ns::OdfText, "changed-region") => {
                    id = tag.attribute("id").unwrap_or_default();
                    (author, words) = (String::new(), String::new());
                }
                (Ns::OdfText, "deletion") => is_deletion = true,
                (Ns::OdfText, "insertion" | "format-change") => is_deletion = false,
                (Ns::DublinCore, "creator") => author = xml.text(),
                (Ns::DublinCore, "date") => xml.skip(|_| {}),
                _ => {}
            },
            Node::Text(text) => words.push_str(&text),
            Node::End(Ns::OdfText, name) => match &*name {
                "changed-region" => {
                    let told = told(is_deletion, &author, &words);
                    changes.insert(std::mem::take(&mut id), told);
                }
                "tracked-changes" => break,
                _ => {}
            },
            Node::End(..) => {}
        }
    }
    changes
}

fn told(is_deletion: bool, author: &str, words: &str) -> String {
    let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
    if !is_deletion {
        return format!("an insertion{by} is shown as text");
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("a deletion{by} was left out: “{}”", shortened(&words))
}
