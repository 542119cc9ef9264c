//! Why a file could not become an article: what, where and what to do, in one line.

/// A file that was refused; nothing of it was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A document, but of a format that has no importer.
    #[error("this is {looks_like}, which cannot be read; {hint}")]
    NotThisFormat {
        /// The format, with its article: "a PDF".
        looks_like: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// So much is unreadable that the words cannot be trusted.
    #[error("the file is damaged at {place}: {what}; save it again where it was written")]
    Damaged {
        /// What is wrong.
        what: String,
        /// Where it begins, for people.
        place: String,
    },
    /// Locked with a password.
    #[error("this is {looks_like} locked with a password; save it without one")]
    Encrypted {
        /// The format, with its article.
        looks_like: &'static str,
    },
    /// Larger than an article can be; told before the work is done.
    #[error("{what}, and at most {most} are read; cut the file into parts")]
    TooLarge {
        /// What is too large, with its size: "the file has 80 MB".
        what: String,
        /// The largest that is read: "64 MB".
        most: String,
    },
    /// Whoever waited for it has had enough.
    #[error("the reading was ended before its end")]
    Cancelled,
    /// There is nothing to check in it.
    #[error("{what}; open the file that holds the story")]
    NoText {
        /// Empty, only white space, or no words.
        what: &'static str,
    },
    /// Not text at all.
    #[error("this is {looks_like}, not text ({place}); {hint}")]
    Binary {
        /// What the bytes look like, with its article: "a PNG picture".
        looks_like: &'static str,
        /// Where it shows, for people: "byte 1".
        place: String,
        /// What to do.
        hint: &'static str,
    },
}
