//! The source register: what the check leans on. One source serves many marks.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{SourceId, Stamp};

vocabulary! {
    /// What a source is.
    pub enum SourceKind {
        /// A paper, file or letter.
        Document = "document", "document";
        /// Somebody who was spoken or written to.
        Person = "person", "person";
        /// A page on the web.
        WebPage = "web-page", "web page";
        /// Sound or moving pictures.
        Recording = "recording", "recording";
        /// The written form of a recording.
        Transcript = "transcript", "transcript";
        /// Figures.
        DataSet = "data-set", "data set";
        /// A book.
        Book = "book", "book";
        /// A photo.
        Photo = "photo", "photo";
        /// What the checker saw.
        OwnObservation = "own-observation", "own observation";
    }
}

/// An entry of the source register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in files.
    pub id: SourceId,
    /// What it is.
    pub kind: SourceKind,
    /// The name it goes by: a title, or a person's name.
    pub title: String,
    /// Author, publisher, or the person's position.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Its date as written on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Address of an archived copy.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub archived_url: String,
    /// Telephone, mail, how to reach a person. **Confidential**: leaves in no export.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Anything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who entered it, and when.
    pub created: Stamp,
}

impl Source {
    /// A new entry with nothing but its title.
    pub fn new(id: SourceId, kind: SourceKind, title: impl Into<String>, created: Stamp) -> Self {
        Self {
            id,
            kind,
            title: title.into(),
            by: String::new(),
            date: String::new(),
            url: String::new(),
            archived_url: String::new(),
            contact: String::new(),
            note: String::new(),
            created,
        }
    }
}
