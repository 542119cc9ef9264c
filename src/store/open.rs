//! Opening: an article with its sidecar, either without the other, or neither fit to be changed.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::article::{ArticleOnDisk, article_on_disk, file_name, import_draft, read_article};
use super::known::Known;
use super::{Fingerprint, OpenError, article_path, read_capped, read_until, sidecar_path};
use crate::import::ImportOptions;
use crate::model::{Article, ReadAs, Stamp};
use crate::review::{Draft, History, Review};
use crate::sidecar::{self, EndOfDrafts, FirstLook, Loaded, SidecarError};
use crate::text::{Digest, TextPos};

/// The shortest file of which there is a first look, in bytes.
const WORTH_A_LOOK: u64 = 1024 * 1024;

/// A file that was asked for, of whose article there is a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFor {
    /// What it is to the review, in a sentence without a full stop.
    pub told: String,
    /// The draft that it holds, where it holds one.
    pub draft: Option<u32>,
}

/// A review, and how it stands on the disk.
#[derive(Debug)]
pub struct Opened {
    /// The review.
    pub review: Review,
    /// Nothing done yet.
    pub history: History,
    /// Where the article is, or was.
    pub article_path: Option<PathBuf>,
    /// Where the sidecar is, or will be.
    pub sidecar_path: PathBuf,
    /// Why it must not be saved, in a sentence; `None` when it may.
    pub read_only: Option<String>,
    /// What there is to tell about it.
    pub notes: Vec<String>,
    /// What there is to tell of the file that was asked for, where that is another one than the
    /// article that is shown, or than the one after which the review is named.
    pub asked_for: Option<AskedFor>,
    /// How the article file stands to the reviewed text.
    pub article: ArticleOnDisk,
    /// The sidecar as it was read; `None` when there was none.
    pub fingerprint: Option<Fingerprint>,
    /// Whether nothing was saved yet.
    pub is_new: bool,
}

/// Opens the review of an article or sidecar.
///
/// A sidecar beside the article is used whether or not the article is still there, and its text is
/// what is shown. Without one of its own, a file that another sidecar beside it names as a draft opens
/// that review; any other is read in as a first draft by `imported_by`.
///
/// # Errors
///
/// [`OpenError`]; nothing was written. After [`OpenError::Sidecar`], [`open_article_only`] can
/// still show the article.
pub fn open(path: &Path, imported_by: Stamp) -> Result<Opened, OpenError> {
    open_with(path, imported_by, &ImportOptions::default())
}

/// As [`open`]; an article that has no sidecar yet is read as `options` say.
///
/// # Errors
///
/// As [`open`].
pub fn open_with(
    path: &Path,
    imported_by: Stamp,
    options: &ImportOptions<'_>,
) -> Result<Opened, OpenError> {
    let (article, sidecar) = match article_path(path) {
        Some(article) => (article, path.to_owned()),
        None => (path.to_owned(), sidecar_path(path)),
    };
    match read_capped(&sidecar, sidecar::MOST_BYTES) {
        Ok(bytes) => open_sidecar(&bytes, article, sidecar, imported_by),
        Err(error) if error.is_missing() && sidecar != path => {
            match Known::of(&article, imported_by) {
                Some(known) => Ok(open_known(known, article, imported_by)),
                None => open_new(article, sidecar, imported_by, options),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// A first look at the review of an article or sidecar: its text with the marks `around` a place,
/// read-only.
///
/// Reads no more of the file than that takes. `None` when there is no sidecar, when it is so short
/// that [`open`] is as quick, or when it cannot be looked into; [`open`] tells why.
pub fn peek(path: &Path, around: TextPos) -> Option<Opened> {
    let (article, sidecar) = match article_path(path) {
        Some(article) => (article, path.to_owned()),
        None => (path.to_owned(), sidecar_path(path)),
    };
    let meta = std::fs::metadata(&sidecar).ok()?;
    if !meta.is_file() || !(WORTH_A_LOOK..sidecar::MOST_BYTES).contains(&meta.len()) {
        return None;
    }
    let bytes = read_until(&sidecar, |bytes| match sidecar::end_of_drafts(bytes) {
        EndOfDrafts::At(_) => Some(true),
        EndOfDrafts::Later => Some(false),
        EndOfDrafts::Unknown => None,
    })?;
    let look = FirstLook::of(&bytes)?;
    let position = look.position(around);
    let marks = look.marks_at().and_then(|at| marks_around(&sidecar, at as u64, position).ok());
    Some(first_look(look.review(&marks.unwrap_or_default()), article, sidecar))
}

/// What there is to see of a review while the rest of it is still being read.
fn first_look(review: Review, article: PathBuf, sidecar: PathBuf) -> Opened {
    Opened {
        review,
        history: History::default(),
        article_path: Some(article),
        sidecar_path: sidecar,
        read_only: Some("the rest of it is still being read".to_owned()),
        notes: Vec::new(),
        asked_for: None,
        article: ArticleOnDisk::Same,
        fingerprint: None,
        is_new: false,
    }
}

/// The lines of a screen or two of marks from about `position` on, in code points. They stand in the
/// file as they are read, from `start` on, so that halves of it can be ruled out by a look into each.
fn marks_around(sidecar: &Path, start: u64, position: u32) -> std::io::Result<Vec<u8>> {
    const LOOK: u64 = 128 * 1024;
    const GLANCE: u64 = 16 * 1024;
    let mut file = File::open(sidecar)?;
    let mut read = |at: u64, most: u64| {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        file.by_ref().take(most).read_to_end(&mut bytes).map(|_| bytes)
    };
    let (mut from, mut to) = (start, std::fs::metadata(sidecar)?.len());
    while to.saturating_sub(from) > LOOK / 2 {
        let middle = u64::midpoint(from, to);
        match sidecar::first_place(&read(middle, GLANCE)?) {
            Some(first) if first < position => from = middle,
            _ => to = middle,
        }
    }
    read(from, LOOK)
}

/// Whether a file is so long that its first blocks are worth a look before the rest is there.
pub fn is_long(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() >= WORTH_A_LOOK)
}

/// The first blocks of an article whose rest is still being read: read-only, and without losses and
/// notes.
pub fn first_blocks(path: &Path, article: Article, by: Stamp) -> Opened {
    let draft = Draft {
        number: 1,
        label: String::new(),
        file_name: file_name(path),
        format: String::new(),
        encoding: String::new(),
        read_as: ReadAs::default(),
        file_digest: Digest::of(&[]),
        text_digest: Digest::of(article.text().as_bytes()),
        imported: by,
        losses: Vec::new(),
        source_notes: Vec::new(),
        article: Arc::new(article),
        marks: Arc::default(),
        exempt: Arc::default(),
        tally: None,
    };
    let first_look = first_look(Review::unread(draft), path.to_owned(), sidecar_path(path));
    Opened { is_new: true, ..first_look }
}

/// Opens an article for reading alone, without looking into its sidecar: for when that one is
/// damaged and must stay as it is.
///
/// # Errors
///
/// [`OpenError`] when the article cannot be read in.
pub fn open_article_only(path: &Path, imported_by: Stamp) -> Result<Opened, OpenError> {
    let article = article_path(path).unwrap_or_else(|| path.to_owned());
    let sidecar = sidecar_path(&article);
    let reason = match read_capped(&sidecar, sidecar::MOST_BYTES) {
        Ok(bytes) => sidecar::from_ron(&bytes).err().map_or_else(
            || "the article was opened without its review".to_owned(),
            |error| format!("the review beside the article could not be read: {error}"),
        ),
        Err(error) => error.kind.to_string(),
    };
    let opened = open_new(article, sidecar, imported_by, &ImportOptions::default())?;
    Ok(Opened { read_only: Some(reason), is_new: false, ..opened })
}

fn open_new(
    article: PathBuf,
    sidecar: PathBuf,
    by: Stamp,
    options: &ImportOptions<'_>,
) -> Result<Opened, OpenError> {
    let bytes = read_article(&article)?;
    let draft = import_draft(&article, bytes, by, 1, options)?;
    let count = draft.losses.len();
    let notes = match count {
        0 => Vec::new(),
        _ => vec![format!("{count} {} of the file could not be carried over", things(count))],
    };
    Ok(Opened {
        review: Review::new(draft),
        history: History::default(),
        article_path: Some(article),
        sidecar_path: sidecar,
        read_only: None,
        notes,
        asked_for: None,
        article: ArticleOnDisk::Same,
        fingerprint: None,
        is_new: true,
    })
}

fn things(count: usize) -> &'static str {
    if count == 1 { "thing" } else { "things" }
}

fn open_sidecar(
    bytes: &[u8],
    article: PathBuf,
    sidecar: PathBuf,
    by: Stamp,
) -> Result<Opened, OpenError> {
    let loaded = sidecar::from_ron(bytes)
        .map_err(|source: SidecarError| OpenError::Sidecar { path: sidecar.clone(), source })?;
    Ok(open_loaded(loaded, Fingerprint::of(bytes), article, sidecar, by))
}

/// Opens the review of which `article` is a draft.
fn open_known(known: Known, article: PathBuf, by: Stamp) -> Opened {
    let Known { loaded, sidecar, fingerprint, number } = known;
    let (name, review) = (file_name(&article), file_name(&sidecar));
    let told = format!("{name} is draft {number} of the review in {review}");
    let opened = open_loaded(loaded, fingerprint, article, sidecar, by);
    let asked_for = AskedFor { told, draft: Some(number) };
    Opened { asked_for: opened.asked_for.or(Some(asked_for)), ..opened }
}

fn open_loaded(
    loaded: Loaded,
    fingerprint: Fingerprint,
    article: PathBuf,
    sidecar: PathBuf,
    by: Stamp,
) -> Opened {
    let Loaded { review, read_only, notes } = loaded;
    let later = later_article(&review, &article);
    let asked_for = later.as_ref().and_then(|later| older(&review, &article, later, by));
    let article = later.unwrap_or(article);
    let on_disk = article_on_disk(review.drafts(), &article, by);
    Opened {
        review,
        history: History::default(),
        article_path: Some(article),
        sidecar_path: sidecar,
        read_only,
        notes,
        asked_for,
        article: on_disk,
        fingerprint: Some(fingerprint),
        is_new: false,
    }
}

/// What there is to tell of the article that was opened, when its review goes on with another file.
fn older(review: &Review, article: &Path, later: &Path, by: Stamp) -> Option<AskedFor> {
    let (holds, draft) = match article_on_disk(review.drafts(), article, by) {
        ArticleOnDisk::Same | ArticleOnDisk::Missing => return None,
        ArticleOnDisk::Older(number) => (format!("holds draft {number}"), Some(number)),
        ArticleOnDisk::Changed(_) => ("has changed since".to_owned(), None),
        ArticleOnDisk::Unreadable(_) => ("cannot be read any more".to_owned(), None),
    };
    let (number, name, later) = (review.draft().number, file_name(article), file_name(later));
    let told = format!("{name} {holds}; this is draft {number}, from {later}");
    Some(AskedFor { told, draft })
}

/// The file from which the last draft was read, when that is another one in the same folder.
fn later_article(review: &Review, article: &Path) -> Option<PathBuf> {
    let name = Path::new(&review.draft().file_name).file_name()?;
    let later = article.with_file_name(name);
    (review.drafts().len() > 1 && later != article && later.is_file()).then_some(later)
}
