//! Reviewers, their roles, and who did what when.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{ReviewerId, SignOffId};

/// A moment in UTC, kept to the second.
pub type Timestamp = chrono::DateTime<chrono::Utc>;

vocabulary! {
    /// The hat a reviewer wears.
    pub enum Role {
        /// Checks the story.
        Checker = "checker", "checker";
        /// Wrote the story.
        Writer = "writer", "writer";
        /// Reads the check again.
        SecondChecker = "second-checker", "second checker";
        /// Heads the checking desk.
        ResearchHead = "research-head", "research head";
        /// Decides on the text.
        Editor = "editor", "editor";
        /// Reads for the law.
        Legal = "legal", "legal";
    }
}

/// A person in a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Its name in files.
    pub id: ReviewerId,
    /// As they want to be called.
    pub name: String,
    /// Short form for margins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub initials: String,
    /// The hat.
    #[serde(default)]
    pub role: Role,
}

impl Reviewer {
    /// The first letters of the words of a name, in upper case: "Mara Kern" → "MK".
    pub fn initials_of(name: &str) -> String {
        let letters = name.split_whitespace().filter_map(|word| word.chars().next());
        letters.flat_map(char::to_uppercase).take(4).collect()
    }

    /// The initials, or the name where there are none.
    pub fn short(&self) -> &str {
        if self.initials.is_empty() { &self.name } else { &self.initials }
    }
}

/// Who did something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Who.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
}

/// A named person's signature on one draft's text, with the gates that were open at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Its name in files.
    pub id: SignOffId,
    /// Who signed, and when.
    pub stamp: Stamp,
    /// In which role.
    pub role: Role,
    /// The number of the draft.
    pub draft: u32,
    /// SHA-256 of the draft's text, in hexadecimal.
    pub text_sha256: String,
    /// What was still open, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// What the signer wanted to add.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
