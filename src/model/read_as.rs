//! What the person who opened a file knew better than the file.

use serde::{Deserialize, Serialize};

/// How a file is to be read, where somebody said so; empty where it was left to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadAs {
    /// The encoding of its characters, by its name in the WHATWG Encoding Standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether all of a web page is the article, and not only the story in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub whole_page: bool,
}

impl ReadAs {
    /// Whether nobody said anything.
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}
