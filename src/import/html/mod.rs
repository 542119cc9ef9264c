//! Pages of the web, saved by a browser: the story in them, or all of it.
//!
//! | file | what it knows |
//! |---|---|
//! | `charset` | which characters the bytes stand for |
//! | `page`, `attributes` | the parser of browsers, within limits |
//! | `story` | which part of the page is the story |
//! | `front` | headline, deck and byline as the page shows them |
//! | `body` | the walk over the elements; with `element`, `looks`, `table`, `media`, `notes` |
//! | `hidden` | the rule by which text counts as hidden |
//!
//! Books and mails are made of pages as well and are read by the same walk. The source map gives the
//! line on which the element that holds a text begins: the parser tells no more.

mod attributes;
mod body;
mod charset;
mod element;
mod front;
mod hidden;
mod looks;
mod media;
mod notes;
mod page;
mod story;
mod table;

use dom_query::NodeId;
use dom_smoothie::Metadata;
use memchr::memmem;

pub(in crate::import) use body::{Body, Ground, Role};
pub(in crate::import) use charset::text as decoded;
use front::Front;
pub(in crate::import) use notes::resolved;
pub(in crate::import) use page::{Page, Syntax};
use story::{Missing, Story};

use super::at::At;
use super::builder::ArticleBuilder;
use super::decode::Decoded;
use super::probe::{Certainty, Probe};
use super::walk::Walk;
use super::{Counted, ImportError, ImportOptions, Imported, Input};
use crate::model::{ArticleMeta, Loss};

/// The key in the registry.
pub(super) const KEY: &str = "html";

/// How much of a page is looked at for its own address, in bytes.
const HEAD: usize = 64 * 1024;

/// A document type or the outermost element says so; other tags make it likely.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let head = probe.head.trim_start_matches('\u{feff}').to_ascii_lowercase();
    let start = without_remarks(&head);
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Certainty::Sure;
    }
    let is_like = ["<head", "<body", "<title", "<meta", "<div", "<article", "<main", "<h1", "<p>"];
    let is_like = is_like.iter().any(|tag| start.starts_with(tag));
    if is_like { Certainty::Likely } else { Certainty::IfNamed }
}

/// A page without the declarations and comments in front of it.
fn without_remarks(head: &str) -> &str {
    let mut rest = head.trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            None
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(behind) => rest = behind.trim_start(),
            None => return rest,
        }
    }
}

/// Reads a page.
///
/// # Errors
///
/// When it is no text or holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let Decoded { text, losses, encoding } = charset::text(&bytes, options)?;
    let saved = Saved::parse(&text, None, options);
    // The tree has all that is left to read, and the search for the story needs room.
    drop(text);
    drop(bytes);
    saved.read(KEY, losses, encoding)
}

/// A page on its way into an article.
pub(super) struct Saved<'a> {
    page: Page,
    /// Its address, where it or the file around it says so.
    address: Option<String>,
    /// What the person said.
    options: &'a ImportOptions<'a>,
    /// How long its text is, in bytes.
    length: usize,
}

impl<'a> Saved<'a> {
    /// Parses the text of a page; `address` is what the file around it says.
    pub(super) fn parse(
        text: &str,
        address: Option<String>,
        options: &'a ImportOptions<'a>,
    ) -> Self {
        let length = text.len();
        let page = Page::parse(text, syntax(text), |done| {
            options.is_at(done / 2, length, Counted::Bytes);
            !options.is_cancelled()
        });
        let address = address.or_else(|| self::address(&page, text));
        Self { page, address, options, length }
    }

    /// Reads it as the format with this key.
    ///
    /// # Errors
    ///
    /// When it holds no words.
    pub(super) fn read(
        self,
        key: &'static str,
        losses: Vec<Loss>,
        encoding: String,
    ) -> Result<Imported, ImportError> {
        let Self { mut page, address, options, length } = self;
        if options.is_cancelled() {
            return Err(ImportError::Cancelled);
        }
        let story =
            if options.whole_page { Story::whole(&mut page) } else { Story::find(&mut page) };
        let front = Front::find(&page, &story.meta);
        let mut builder = ArticleBuilder::new(losses).watched(options);
        builder.make_room(length);
        let mut body = Body::new(Walk::new(builder));
        for (what, at) in &page.losses {
            body.walk.builder.lose(what, *at);
        }
        body.walk.builder.meta = article_meta(&story.meta, address);
        if front.headline.is_some() {
            // The headline as it is shown says it better than the head of the page.
            body.walk.builder.meta.title = None;
        }
        read_story(&mut body, &page, &story, &front, length);
        body.tell_controls();
        let notes = body.take_notes();
        // The article is put together where they were.
        drop((story, page));
        body.walk.finish(key, encoding, notes)
    }
}

/// Reads what stands in front of the story, and the story, of a file with so many bytes.
fn read_story(body: &mut Body, page: &Page, story: &Story, front: &Front, length: usize) {
    if story.around > 0 {
        let share = story.around;
        let what =
            format!("what stands around the story was left out, {share} % of the page’s text");
        body.walk.builder.lose(what, At::Anywhere);
    }
    let root = story.root(page);
    body.learn_notes(root, page, "");
    let inside = story.nodes(page);
    let known: Vec<NodeId> =
        [front.headline, front.deck, front.byline].into_iter().flatten().collect();
    let mut ground = Ground::new(page, 0, None);
    let Missing { before, after, .. } = story.missing(page, &known);
    ground.missing = before;
    ground.length = Some(length);
    let pieces =
        [(front.headline, Role::Headline), (front.deck, Role::Deck), (front.byline, Role::Byline)];
    let plain = Ground::new(page, 0, None);
    let mut first = None;
    for (id, role) in pieces {
        let Some(id) = id else { continue };
        if let Some(id) = story.stands_for(id, page, &inside) {
            let headline = ground.roles.first().map(|(id, _)| *id);
            first = Some(id).filter(|id| story.begins_with(*id, headline, page));
            ground.roles.push((id, role));
        } else if let Some(first) = first {
            // The search takes a byline out of the story and leaves the deck in front of it.
            ground.roles.push((id, role));
            ground.behind.push((first, id));
        } else if let Some(node) = page.document.tree.get(&id) {
            body.read_as(role, node, &plain);
        }
    }
    let is_named = front.headline.is_some();
    if !is_named && story.around > 0 && !story.meta.title.trim().is_empty() {
        body.put(Role::Headline, &story.meta.title);
    }
    body.read(root, &ground);
    for (what, line) in after {
        body.walk.builder.lose(what, At::Line(line as usize));
    }
}

fn syntax(text: &str) -> Syntax {
    let head = text.get(..text.floor_char_boundary(1024)).unwrap_or(text);
    let is_xml = head.trim_start().starts_with("<?xml") || head.contains("//DTD XHTML 1.1");
    if is_xml { Syntax::Xhtml } else { Syntax::Html }
}

fn article_meta(meta: &Metadata, url: Option<String>) -> ArticleMeta {
    let plain = |value: &Option<String>| {
        let value = value.as_deref().unwrap_or_default();
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let title = Some(meta.title.clone());
    ArticleMeta {
        title: plain(&title),
        byline: plain(&meta.byline).map(|who| {
            let name = who.strip_prefix("By ").or_else(|| who.strip_prefix("by "));
            name.map_or(who.clone(), str::to_owned)
        }),
        date: plain(&meta.published_time),
        language: plain(&meta.lang),
        publication: plain(&meta.site_name),
        url: url.or_else(|| plain(&meta.url)),
    }
}

/// The address of a page: as it says itself, or as the browser that saved it noted in a remark.
fn address(page: &Page, text: &str) -> Option<String> {
    let said = [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")];
    let said = said.into_iter().find_map(|(selector, attribute)| {
        let found = page.document.select_single(selector).attr(attribute)?;
        Some(found.trim().to_owned())
    });
    said.filter(|address| is_web(address)).or_else(|| {
        let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
        // Firefox and Chrome; SingleFile.
        ["saved from url=(", "Page saved with SingleFile"].iter().find_map(|sign| {
            let at = memmem::find(head.as_bytes(), sign.as_bytes())?;
            let rest = head.get(at..)?;
            let rest = rest.get(rest.find("http")?..)?;
            let end = rest.find(|c: char| c.is_whitespace() || c == '<' || c == '-')?;
            rest.get(..end).map(str::to_owned)
        })
    })
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}
