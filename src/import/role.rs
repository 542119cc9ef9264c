//! What a paragraph of a word processor's file is, by its style.

use super::at::At;
use super::walk::Walk;
use crate::model::BlockKind;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Title,
    Subtitle,
    Quotation,
    Caption,
    Code,
    /// A heading of this level, from 1.
    Heading(u8),
}

impl Role {
    /// What a style is by its name in lower case. Word writes the names of its own styles in English in all
    /// languages.
    pub(super) fn by_style(name: &str) -> Option<Self> {
        if let Some(level) = name.strip_prefix("heading ") {
            return level
                .trim()
                .parse()
                .ok()
                .filter(|level| (1..=9).contains(level))
                .map(Self::Heading);
        }
        match name {
            "title" => Some(Self::Title),
            "subtitle" => Some(Self::Subtitle),
            "quote" | "intense quote" | "block text" => Some(Self::Quotation),
            "caption" | "image caption" | "table caption" => Some(Self::Caption),
            "html preformatted" | "source code" => Some(Self::Code),
            _ => None,
        }
    }
}

impl Walk {
    /// Begins the block of a paragraph. The first title is the headline of the story.
    pub(super) fn begin_as(&mut self, role: Role, at: At) {
        let (kind, level) = match role {
            Role::Title if !self.has_headline() => return self.headline(at),
            Role::Title => return self.heading(1, at),
            Role::Heading(level) => return self.heading(level, at),
            Role::Body => (BlockKind::Paragraph, 0),
            Role::Subtitle => (BlockKind::Deck, 0),
            Role::Quotation => (BlockKind::Quotation, 1),
            Role::Caption => (BlockKind::Caption, 0),
            Role::Code => (BlockKind::Preformatted, 0),
        };
        self.begin(kind, level, at);
    }
}
