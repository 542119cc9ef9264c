//! What is in force inside of a group, and what the words of the group are.

use crate::model::InlineStyle;

/// What text is at a place of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Of the article.
    #[default]
    Body,
    /// Nothing.
    Nowhere,
    /// The name of a font or a style.
    Fonts,
    Styles,
    /// Collected, for what is done at the end of the group.
    Collected,
}

/// What is done where a group ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Nothing,
    Title,
    /// The number or bullet of a paragraph.
    Sign,
    /// A header or footer.
    Margin,
    /// The instruction of a field.
    Instruction,
    Note,
    /// A text box.
    Aside,
    Comment,
    /// What a comment says of itself.
    CommentInitials,
    CommentAuthor,
    CommentReference,
    CommentDate,
    /// The first and the last of the words of a comment.
    FirstWord,
    LastWord,
}

/// How characters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is switched by a word of its own")]
pub(super) struct Look {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_struck: bool,
    pub(super) is_raised: bool,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
}

impl Look {
    /// The styles of text that looks like this.
    pub(super) fn styles(self) -> impl Iterator<Item = InlineStyle> {
        let all = [
            (self.is_bold, InlineStyle::Strong),
            (self.is_italic, InlineStyle::Emphasis),
            (self.is_struck, InlineStyle::Strikethrough),
            (self.is_raised, InlineStyle::Superscript),
        ];
        all.into_iter().filter_map(|(is_on, style)| is_on.then_some(style))
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    pub(super) style: Option<i32>,
    /// From 0.
    pub(super) outline: Option<u8>,
    pub(super) is_in_table: bool,
    /// How deep in a list, from 0.
    pub(super) depth: u8,
}

/// The state of a group; those inside begin with a copy.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub(super) destination: Destination,
    pub(super) end: End,
    /// Whether what comes is left out by those who do not know it.
    pub(super) is_starred: bool,
    /// How many characters stand in for one of Unicode.
    pub(super) fallback: usize,
    pub(super) font: Option<i32>,
    pub(super) look: Look,
    pub(super) paragraph: Properties,
    /// Index of the address that the text links to.
    pub(super) link: Option<usize>,
}
