//! Watching a reading that goes on elsewhere: how far it is, its first blocks, and the way to end it.
//!
//! Readers tell what they know and no more: a text file its bytes, a PDF its pages, an archive the
//! bytes of the part that holds the story. A reading that is to end stops its loops, and
//! [`super::import_with`] throws away what it has. All loops over a file ask; the search for the story
//! of a web page, which is not ours, does not.

use std::fmt;

use crate::model::Article;

/// What is counted while a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Bytes of the text.
    Bytes,
    /// Pages.
    Pages,
    /// Parts of the file, such as chapters.
    Parts,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How much was read.
    pub done: usize,
    /// Of how much.
    pub all: usize,
    /// Of what.
    pub of: Counted,
}

impl Progress {
    /// In whole per cent, from 0 to 100.
    pub fn percent(self) -> usize {
        (self.done.min(self.all) * 100).checked_div(self.all).unwrap_or(100)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { done, all, of } = self;
        match of {
            Counted::Bytes => write!(f, "{} %", self.percent()),
            Counted::Pages => write!(f, "page {done} of {all}"),
            Counted::Parts => write!(f, "part {done} of {all}"),
        }
    }
}

/// Whoever waits for a reading.
pub trait Watch: fmt::Debug + Send + Sync {
    /// Whether the reading is to end. Asked at every block at least, so it has to be quick.
    fn is_cancelled(&self) -> bool;
    /// Hears how far it is, as often as the reader knows.
    fn is_at(&self, progress: Progress);
    /// Whether the first blocks are wanted before the end. Asked once, when there are some.
    fn wants_first_blocks(&self) -> bool;
    /// Takes the first blocks.
    fn take_first_blocks(&self, article: Article);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_as_the_format_counts() {
        let at = |done, all, of| Progress { done, all, of }.to_string();
        assert_eq!(at(1, 3, Counted::Bytes), "33 %");
        assert_eq!(at(0, 0, Counted::Bytes), "100 %");
        assert_eq!(at(2, 9, Counted::Pages), "page 2 of 9");
    }
}
