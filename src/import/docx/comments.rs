//! The writer's comments, put together into threads.
//!
//! A comment and its answers stand in one list. Another part says which answers which and what is
//! resolved; there, a comment is called by the id of its last paragraph.

use std::collections::BTreeMap;

use super::super::xml::{Node, Ns, Xml};
use crate::model::{Place, Remark, SourceNote, SourceNoteKind};

/// The comments of a file.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// The threads; a comment without its place yet.
    pub(super) notes: Vec<SourceNote>,
    /// The thread of each comment, by its id in the file.
    threads: BTreeMap<String, usize>,
}

/// A comment as it stands in the list.
#[derive(Debug, Default)]
struct Comment {
    id: String,
    paragraph: String,
    said: Remark,
}

/// What the other part says of a comment.
#[derive(Debug)]
struct Extension {
    parent: Option<String>,
    is_done: bool,
}

impl Comments {
    pub(super) fn read(comments: &str, extended: &str) -> Self {
        let list = read_list(comments);
        let extensions = read_extensions(extended);
        let by_paragraph: BTreeMap<&str, usize> =
            list.iter().enumerate().map(|(n, c)| (c.paragraph.as_str(), n)).collect();
        let mut threads = Self::default();
        let mut thread_of: Vec<Option<usize>> = vec![None; list.len()];
        for (n, comment) in list.iter().enumerate() {
            let extension = extensions.get(&comment.paragraph);
            let parent = extension
                .and_then(|extension| by_paragraph.get(extension.parent.as_deref()?))
                .and_then(|parent| thread_of.get(*parent).copied().flatten());
            let thread = match parent {
                Some(thread) => {
                    threads.notes[thread].replies.push(comment.said.clone());
                    thread
                }
                None => threads.open(comment, extension.is_some_and(|e| e.is_done)),
            };
            thread_of[n] = Some(thread);
            threads.threads.insert(comment.id.clone(), thread);
        }
        threads
    }

    /// The number of the thread that a comment belongs to.
    pub(super) fn thread(&self, id: &str) -> Option<usize> {
        self.threads.get(id).copied()
    }

    fn open(&mut self, comment: &Comment, is_resolved: bool) -> usize {
        self.notes.push(SourceNote {
            kind: SourceNoteKind::Comment,
            place: Place::nowhere(),
            said: comment.said.clone(),
            replies: Vec::new(),
            is_resolved,
        });
        self.notes.len() - 1
    }
}

fn read_list(text: &str) -> Vec<Comment> {
    let mut list: Vec<Comment> = Vec::new();
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next() {
        let (Node::Start(tag), last) = (&node, list.last_mut()) else {
            if let (Node::End(Ns::Word, name), Some(last)) = (&node, list.last_mut())
                && &**name == "p"
            {
                last.said.text.push('\n');
            }
            continue;
        };
        match (tag.ns, tag.name(), last) {
            (Ns::Word, "comment", _) => {
                let said = Remark {
                    author: tag.attribute("author").unwrap_or_default(),
                    initials: tag.attribute("initials").unwrap_or_default(),
                    date: tag.attribute("date").unwrap_or_default(),
                    text: String::new(),
                };
                let id = tag.attribute("id").unwrap_or_default();
                list.push(Comment { id, said, ..Comment::default() });
            }
            (Ns::Word, "p", Some(last)) => {
                last.paragraph = tag.attribute("paraId").unwrap_or_default();
            }
            (Ns::Word, "t", Some(last)) => last.said.text.push_str(&xml.text()),
            (Ns::Word, "tab", Some(last)) => last.said.text.push('\t'),
            (Ns::Word, "br" | "cr", Some(last)) => last.said.text.push('\n'),
            (Ns::Word, "pPr" | "rPr" | "del" | "moveFrom" | "instrText", _)
            | (Ns::Compatibility, "Fallback", _) => xml.skip(|_| {}),
            _ => {}
        }
    }
    for comment in &mut list {
        comment.said.text = comment.said.text.trim().to_owned();
    }
    list
}

fn read_extensions(text: &str) -> BTreeMap<String, Extension> {
    let mut extensions = BTreeMap::new();
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        if tag.ns == Ns::Word
            && tag.name() == "commentEx"
            && let Some(paragraph) = tag.attribute("paraId")
        {
            let parent = tag.attribute("paraIdParent");
            let done = tag.attribute("done");
            let is_done = done.is_some_and(|done| matches!(done.as_str(), "1" | "true" | "on"));
            extensions.insert(paragraph, Extension { parent, is_done });
        }
    }
    extensions
}
