//! “Paste as article”: what the clipboard holds becomes a file that the person names, and is opened.

use std::path::{Path, PathBuf};

use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Effect, Severity};
use crate::import;
use crate::store::{self, StoreError};

/// Characters of the first words that name the file.
const NAME: usize = 60;

/// What a notice about pasted words that could not be saved is called.
const PASTED_NOT_SAVED: &str = "Pasted words not saved";

/// In front of a page that another program put into the clipboard, which says nothing of itself.
const PAGE_HEAD: &str = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n";

/// What was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    content: String,
    /// The key of the format that it is in.
    format: &'static str,
    /// The first words.
    title: String,
}

impl Pasted {
    /// What the clipboard holds, as a page with its headings and links where that can be read, else
    /// as plain text; `None` when there is no word in it.
    pub fn of(page: Option<String>, text: Option<String>) -> Option<Self> {
        let text = text.unwrap_or_default();
        let has_words = |content: &str| content.chars().any(char::is_alphanumeric);
        let title = text.lines().map(str::trim).find(|line| has_words(line));
        let title: String = title.unwrap_or("Pasted article").chars().take(NAME).collect();
        let page = page.filter(|page| has_words(page) && import::format_by_key("html").is_some());
        if let Some(page) = page {
            let content = format!("{PAGE_HEAD}{page}");
            return Some(Self { content, format: "html", title });
        }
        has_words(&text).then_some(Self { content: text, format: "text", title })
    }

    fn extension(&self) -> &'static str {
        let format = import::format_by_key(self.format);
        format.and_then(|format| format.extensions.first()).copied().unwrap_or("txt")
    }

    /// A name for its file, of the first words.
    pub fn file_name(&self) -> String {
        let keeps = |c: char| if c.is_alphanumeric() || "-_,'’".contains(c) { c } else { ' ' };
        let words: String = self.title.chars().map(keeps).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = if words.is_empty() { "Pasted article" } else { &words };
        format!("{words}.{}", self.extension())
    }

    /// The same path with the ending of its format where it has none.
    fn with_ending(&self, path: PathBuf) -> PathBuf {
        if path.extension().is_some() { path } else { path.with_extension(self.extension()) }
    }
}

impl Workspace {
    /// What was pasted and waits for a name.
    pub fn pasted(&self) -> Option<&Pasted> {
        self.pasted.as_ref()
    }

    /// Asks for a name for what was pasted.
    pub(super) fn name_pasted(&mut self, pasted: Pasted) -> Vec<Effect> {
        let name = pasted.file_name();
        self.pasted = Some(pasted);
        vec![Effect::PickPasted(name)]
    }

    /// Writes what was pasted to this path and opens it.
    pub(super) fn save_pasted(&mut self, path: PathBuf) -> Vec<Effect> {
        self.dialog = None;
        let Some(pasted) = self.pasted.take() else { return Vec::new() };
        let path = pasted.with_ending(path);
        if self.is_in_use(&path) {
            let detail = "It may not replace the open article or its review. Choose another name.";
            self.notices.push(Severity::Error, PASTED_NOT_SAVED, detail);
            return self.name_pasted(pasted);
        }
        self.jobs.start(Job::Paste, move || {
            Done::Pasted(store::write_atomically(&path, pasted.content.as_bytes()).map(|()| path))
        });
        self.poll()
    }

    /// What was pasted was written, or was not: it is opened.
    pub(super) fn pasted_written(&mut self, written: Result<PathBuf, StoreError>) -> Vec<Effect> {
        match written {
            Ok(path) => {
                self.notices.dismiss_titled(PASTED_NOT_SAVED);
                self.open(path)
            }
            Err(error) => {
                self.notices.push(Severity::Error, PASTED_NOT_SAVED, error.to_string());
                Vec::new()
            }
        }
    }

    /// Whether a path is the open article's, or a review's.
    fn is_in_use(&self, path: &Path) -> bool {
        let document = self.document.as_ref();
        store::is_sidecar(path)
            || document.is_some_and(|document| document.article_path.as_deref() == Some(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_text_is_named_by_its_first_words() {
        let name = |text: &str| Pasted::of(None, Some(text.to_owned())).map(|p| p.file_name());
        assert_eq!(
            name("\n  The wall: who/what?\nMore.").as_deref(),
            Some("The wall who what.txt")
        );
        assert_eq!(name("城墙。").as_deref(), Some("城墙.txt"));
        assert_eq!(name(" \n!"), None);
    }

    #[test]
    fn a_name_without_an_ending_gets_one() {
        let pasted = Pasted::of(None, Some("One.".to_owned())).expect("has words");
        assert_eq!(pasted.with_ending("/a/story".into()), PathBuf::from("/a/story.txt"));
        assert_eq!(pasted.with_ending("/a/story.md".into()), PathBuf::from("/a/story.md"));
    }

    #[test]
    fn a_clipboard_with_a_picture_alone_is_no_article() {
        assert_eq!(Pasted::of(None, None), None);
    }
}
