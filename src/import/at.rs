//! Where in a file something stands, as people are told it.

use std::fmt;

/// A place in a file, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum At {
    /// Nowhere in particular.
    #[default]
    Anywhere,
    /// A line of a text file.
    Line(usize),
    /// A paragraph of a document, those in tables and boxes counted in.
    Paragraph(usize),
    /// A page of a file that has them, whatever is printed on it.
    Page(usize),
    /// A line of a chapter of a book.
    Chapter(usize, usize),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anywhere => Ok(()),
            Self::Line(n) => write!(f, "line {n}"),
            Self::Paragraph(n) => write!(f, "paragraph {n}"),
            Self::Chapter(n, line) => write!(f, "chapter {n}, line {line}"),
            Self::Page(n) => write!(f, "page {n}"),
        }
    }
}
