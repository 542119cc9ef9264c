//! `obelus text`: the text that marks are placed in.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::{Exit, output};
use crate::export::visible;
use crate::import::{self, Imported};
use crate::model::{Article, Loss};
use crate::text::CodePoints;
use crate::{sidecar, store};

/// Print the text of an article as it is imported, or the text kept in a review
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// An article, or a review for the text of its last draft
    file: PathBuf,
    /// As JSON, with blocks and their places in code points
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Text<'a> {
    title: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<&'a str>,
    language: Option<&'a str>,
    losses: &'a [Loss],
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Block<'a> {
    kind: &'static str,
    /// The number in front of an entry of a list, which is no part of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let (article, losses) = read(arguments)?;
    if arguments.json {
        output::print_json(&json(&article, &losses))?;
    } else {
        output::print(&format!("{}\n", visible(article.text().trim_end())))?;
        let told: Vec<String> = losses.iter().map(told).collect();
        output::remarks(&arguments.file.display().to_string(), &told);
    }
    Ok(Exit::Fine)
}

/// The article of a file, whether or not it has a review; of a review, its last draft.
fn read(arguments: &Arguments) -> anyhow::Result<(Article, Vec<Loss>)> {
    let path = &arguments.file;
    if store::is_sidecar(path) {
        let bytes = store::read_capped(path, sidecar::MOST_BYTES)?;
        let loaded = sidecar::from_ron(&bytes)
            .map_err(|error| anyhow!("cannot read the review: {error}: {}", path.display()))?;
        let draft = loaded.review.draft();
        return Ok((draft.article.as_ref().clone(), draft.losses.clone()));
    }
    let bytes = store::read_capped(path, import::MOST_BYTES as u64)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Imported { article, losses, .. } =
        import::import(&bytes, &name).map_err(|error| anyhow!("{error}: {}", path.display()))?;
    Ok((article, losses))
}

fn told(loss: &Loss) -> String {
    if loss.place.is_empty() {
        format!("not carried over: {}", loss.what)
    } else {
        format!("not carried over: {} ({})", loss.what, loss.place)
    }
}

fn json<'a>(article: &'a Article, losses: &'a [Loss]) -> Text<'a> {
    let code_points = CodePoints::new(article.text());
    let blocks = article.blocks().iter().map(|block| {
        let (start, end) = code_points.range(article.text(), block.range);
        let (kind, item) = (block.kind.key(), block.sign.shown());
        Block { kind, item, start, end, text: block.range.of(article.text()) }
    });
    let meta = &article.meta;
    Text {
        title: meta.title.as_deref(),
        byline: meta.byline.as_deref(),
        date: meta.date.as_deref(),
        language: meta.language.as_deref(),
        losses,
        blocks: blocks.collect(),
    }
}
