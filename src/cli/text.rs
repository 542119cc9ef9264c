//! `obelus text`: the text that marks are placed in.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::{Exit, output};
use crate::export::visible;
use crate::import::{self, Format, ImportOptions, Imported};
use crate::model::{Article, ArticleMeta, Loss, Remark, SourceNote};
use crate::text::CodePoints;
use crate::{sidecar, store};

/// Print the text of an article as it is imported, or the text kept in a review
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// An article, or a review for the text of its last draft
    file: PathBuf,
    /// As JSON, with blocks, comments and notes, and their places in code points
    #[arg(long)]
    json: bool,
    /// Read the file as this format, whatever it looks like
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<&'static Format>,
    /// Read the characters of a text file in this encoding, such as windows-1251
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Read all of a web page, and not only the story in it
    #[arg(long)]
    whole_page: bool,
}

fn format(key: &str) -> Result<&'static Format, String> {
    import::format_by_key(key).ok_or_else(|| {
        let keys: Vec<&str> = import::FORMATS.iter().map(|format| format.key).collect();
        format!("it is one of {}", keys.join(", "))
    })
}

fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    import::encoding_by_name(name).ok_or_else(|| {
        "it is a name of the WHATWG Encoding Standard, such as utf-8 or windows-1252".to_owned()
    })
}

#[derive(Serialize)]
struct Text<'a> {
    format: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding: &'a str,
    #[serde(flatten)]
    meta: &'a ArticleMeta,
    losses: &'a [Loss],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Page<'a>>,
    blocks: Vec<Block<'a>>,
    source_notes: Vec<Note<'a>>,
}

/// Where a page of the file begins.
#[derive(Serialize)]
struct Page<'a> {
    label: &'a str,
    start: u32,
}

#[derive(Serialize)]
struct Block<'a> {
    kind: &'static str,
    level: u8,
    /// The number in front of an entry of a list, which is no part of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
}

/// A comment or a note of the file; without a place when the file has none for it.
#[derive(Serialize)]
struct Note<'a> {
    kind: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    words: &'a str,
    resolved: bool,
    #[serde(flatten)]
    said: &'a Remark,
    replies: &'a [Remark],
}

/// What is printed of a file.
struct Read {
    article: Article,
    losses: Vec<Loss>,
    source_notes: Vec<SourceNote>,
    format: String,
    encoding: String,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let read = read(arguments)?;
    if arguments.json {
        output::print_json(&json(&read))?;
    } else {
        output::print(&visible(read.article.text().trim_end()))?;
        output::print("\n")?;
        let told: Vec<String> = read.losses.iter().map(told).collect();
        output::remarks(&arguments.file.display().to_string(), &told);
    }
    Ok(Exit::Fine)
}

/// The article of a file, whether or not it has a review; of a review, its last draft.
fn read(arguments: &Arguments) -> anyhow::Result<Read> {
    let path = &arguments.file;
    if store::is_sidecar(path) {
        let bytes = store::read_capped(path, sidecar::MOST_BYTES)?;
        let loaded = sidecar::from_ron(&bytes)
            .map_err(|error| anyhow!("cannot read the review: {error}: {}", path.display()))?;
        let draft = loaded.review.draft().clone();
        return Ok(Read {
            article: draft.article.as_ref().clone(),
            losses: draft.losses,
            source_notes: draft.source_notes,
            format: draft.format,
            encoding: draft.encoding,
        });
    }
    let bytes = Arc::new(store::read_capped(path, import::MOST_BYTES as u64)?);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let options = ImportOptions {
        format: arguments.format,
        encoding: arguments.encoding,
        whole_page: arguments.whole_page,
        ..ImportOptions::default()
    };
    let Imported { article, losses, source_notes, format, encoding, .. } =
        import::import_with(bytes, &name, &options)
            .map_err(|error| anyhow!("{error}: {}", path.display()))?;
    Ok(Read { article, losses, source_notes, format: format.to_owned(), encoding })
}

fn told(loss: &Loss) -> String {
    if loss.place.is_empty() {
        format!("not carried over: {}", loss.what)
    } else {
        format!("not carried over: {} ({})", loss.what, loss.place)
    }
}

fn json(read: &Read) -> Text<'_> {
    let article = &read.article;
    let code_points = CodePoints::new(article.text());
    let blocks = article.blocks().iter().map(|block| {
        let (start, end) = code_points.range(article.text(), block.range);
        let text = block.range.of(article.text());
        let (kind, item) = (block.kind.key(), block.sign.shown());
        Block { kind, level: block.level, item, start, end, text }
    });
    let pages = article.pages.starts().iter().map(|page| {
        let start = code_points.at(article.text(), page.at);
        Page { label: &page.label, start }
    });
    let note = |note| json_note(note, article, &code_points);
    Text {
        format: &read.format,
        encoding: &read.encoding,
        meta: &article.meta,
        losses: &read.losses,
        pages: pages.collect(),
        blocks: blocks.collect(),
        source_notes: read.source_notes.iter().map(note).collect(),
    }
}

fn json_note<'a>(note: &'a SourceNote, article: &'a Article, code_points: &CodePoints) -> Note<'a> {
    let range = note.place.range();
    let (start, end) = range.map(|range| code_points.range(article.text(), range)).unzip();
    Note {
        kind: note.kind.key(),
        start,
        end,
        words: range.map_or("", |range| range.of(article.text())),
        resolved: note.is_resolved,
        said: &note.said,
        replies: &note.replies,
    }
}
