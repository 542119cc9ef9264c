//! The article's file: read as a draft, and held against what was read from it before.

use std::path::Path;
use std::sync::Arc;

use super::{OpenError, StoreError, read_capped};
use crate::import::{self, ImportOptions, Imported};
use crate::model::Stamp;
use crate::review::Draft;
use crate::text::Digest;

/// How the article file stands to the text that is reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleOnDisk {
    /// It gives the same text.
    Same,
    /// It gives another text: this one. The review still shows the text it was made on.
    Changed(Box<Draft>),
    /// It gives the text of an older draft, this one: the review has gone on with another file.
    Older(u32),
    /// It is gone.
    Missing,
    /// It is there and gives no text; why, in a sentence.
    Unreadable(String),
}

impl ArticleOnDisk {
    /// What there is to tell of it, in a sentence without a full stop.
    pub fn told(&self) -> Option<String> {
        match self {
            Self::Same => None,
            Self::Changed(_) => {
                Some("the article file has changed; this is the text that was reviewed".to_owned())
            }
            Self::Older(number) => Some(format!(
                "this file holds draft {number}; the review has gone on to a newer draft, which is shown"
            )),
            Self::Missing => {
                Some("the article file is gone; its text is kept in the review".to_owned())
            }
            Self::Unreadable(why) => {
                Some(format!("the article file cannot be read any more: {why}"))
            }
        }
    }
}

/// How the file stands to the last of the drafts: equal bytes or equal text are the same.
pub fn article_on_disk(drafts: &[Draft], article: &Path, by: Stamp) -> ArticleOnDisk {
    let Some(last) = drafts.last() else { return ArticleOnDisk::Missing };
    let bytes = match read_article(article) {
        Ok(bytes) => bytes,
        Err(error) if error.is_missing() => return ArticleOnDisk::Missing,
        Err(error) => return ArticleOnDisk::Unreadable(error.kind.to_string()),
    };
    if Digest::of(&bytes) == last.file_digest {
        return ArticleOnDisk::Same;
    }
    let number = last.number.saturating_add(1);
    match import_draft(article, bytes, by, number, &ImportOptions::of(&last.read_as)) {
        Ok(fresh) => {
            let is_same = |known: &&Draft| known.text_digest == fresh.text_digest;
            match drafts.iter().rev().find(is_same) {
                Some(known) if known.number == last.number => ArticleOnDisk::Same,
                Some(known) => ArticleOnDisk::Older(known.number),
                None => ArticleOnDisk::Changed(Box::new(fresh)),
            }
        }
        Err(OpenError::Import { source, .. }) => ArticleOnDisk::Unreadable(source.to_string()),
        Err(error) => ArticleOnDisk::Unreadable(error.to_string()),
    }
}

/// Reads a file, as somebody says, as draft `number` of some article.
///
/// # Errors
///
/// [`OpenError`] when it cannot be read in.
pub fn read_draft(
    path: &Path,
    by: Stamp,
    number: u32,
    options: &ImportOptions<'_>,
) -> Result<Draft, OpenError> {
    import_draft(path, read_article(path)?, by, number, options)
}

/// The bytes of an article.
pub(super) fn read_article(path: &Path) -> Result<Arc<Vec<u8>>, StoreError> {
    read_capped(path, import::MOST_BYTES as u64).map(Arc::new)
}

/// The article in `bytes` as draft `number`.
pub(super) fn import_draft(
    path: &Path,
    bytes: Arc<Vec<u8>>,
    by: Stamp,
    number: u32,
    options: &ImportOptions<'_>,
) -> Result<Draft, OpenError> {
    let (file_name, file_digest) = (file_name(path), Digest::of(&bytes));
    let Imported { article, losses, source_notes, format, encoding, .. } =
        import::import_with(bytes, &file_name, options)
            .map_err(|source| OpenError::Import { path: path.to_owned(), source })?;
    Ok(Draft {
        number,
        label: String::new(),
        file_name,
        format: format.to_owned(),
        encoding,
        read_as: options.read_as(),
        file_digest,
        text_digest: Digest::of(article.text().as_bytes()),
        imported: by,
        losses,
        source_notes,
        article: Arc::new(article),
        marks: Arc::default(),
        exempt: Arc::default(),
        tally: None,
    })
}

/// Its name without folders.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
