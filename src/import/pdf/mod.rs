//! PDF: pages of signs, each with its place, and hardly anything else.
//!
//! | file | what it knows |
//! |---|---|
//! | `glyphs` | which signs a page shows, where and how large |
//! | `signs` | what a sign of a font is in text |
//! | `lines` | signs → words and segments of lines |
//! | `words` | the words of a line, kept small |
//! | `bidi` | Arabic and Hebrew from the order of places to the order of reading |
//! | `columns` | which segments are read after which |
//! | `page` | a page as lines in order of reading |
//! | `packed` | pages that wait for the others, in few bytes |
//! | `margins` | running heads and page numbers |
//! | `paragraphs` | lines → paragraphs, over columns and pages |
//! | `flow` | paragraphs → blocks, words put together over the ends of lines |
//! | `info` | title, author, language, what pages are called |
//! | `comments` | what readers noted on the pages |
//! | `guard` | how the interpreter is stopped |
//! | `unpacked` | how large its streams are |
//! | `units` | rounding |
//! | `empty_font` | what stands for fonts that the file does not hold |
//!
//! All words are kept but running heads and page numbers, which are told. Layers of recognised text
//! over a scan are text like any other; a scan without one is refused with its name.
//!
//! Bold and italic letters are known of TrueType and composite fonts only; of the others the interpreter
//! does not tell.
//!
//! *Limits*: 10,000 pages; 400,000 signs and 2 million things drawn on one of them, 8 and 10 million on
//! all. *Source*: ISO 32000-1.

mod bidi;
mod columns;
mod comments;
mod empty_font;
mod flow;
mod glyphs;
mod guard;
mod info;
mod lines;
mod margins;
mod packed;
mod page;
mod paragraphs;
mod signs;
mod units;
mod unpacked;
mod words;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};
use memchr::memmem;

use super::at::At;
use super::builder::ArticleBuilder;
use super::probe::{Certainty, Probe};
use super::source_notes::in_order;
use super::walk::Walk;
use super::watch::Counted;
use super::{ImportError, ImportOptions, Imported, Input, Origin, SourcePiece, shortened};
use comments::Comments;
use flow::Flow;
use glyphs::{Glyph, PageGlyphs, collect};
use guard::guarded;
use margins::LeftOut;
use packed::PackedPages;
use page::PageLines;
use paragraphs::{Measures, paragraphs};

use crate::model::{ArticleMeta, Loss};

/// The key in the registry.
pub(super) const KEY: &str = "pdf";

/// The most pages that are read.
const MOST_PAGES: usize = 10_000;

/// The most signs on all pages together.
const MOST_GLYPHS: usize = 8_000_000;

/// The most things drawn on all pages together.
const MOST_DRAWN: usize = 10_000_000;

/// For how many signs of a page there is room from the start; most pages have fewer.
const USUAL_GLYPHS: usize = 8 * 1024;

/// How far into a file its first words may stand: some have a mail's head or a web server's in front.
const HEAD: usize = 1024;

/// A page is a picture when pictures cover this much of it.
const PICTURE: f32 = 0.5;

/// With a smaller share of signs that have a text, one in so many, there is nothing to read.
const READABLE_ONE_IN: usize = 6;

/// A file that says so in its first bytes, or near them.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let head = probe.bytes.get(..HEAD).unwrap_or(probe.bytes);
    match memmem::find(head, b"%PDF-") {
        Some(0) => Certainty::Sure,
        Some(_) => Certainty::Likely,
        None => Certainty::No,
    }
}

/// Reads a PDF.
///
/// # Errors
///
/// When it is locked, damaged or too large, has only pictures of words, or fonts that do not say what
/// their signs mean.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    unpacked::refuse_swelling(&input.bytes, input.options)?;
    let pdf = open(input.bytes)?;
    let mut builder = ArticleBuilder::new(Vec::new()).watched(input.options);
    let count = pdf.pages().len();
    builder.parts = guarded(|| info::page_labels(&pdf, count)).unwrap_or_default();
    builder.parts.resize(count, String::new());
    let (packed, room) = (PackedPages::with_room(count), Vec::with_capacity(USUAL_GLYPHS));
    let mut pages = Pages { packed, room, ..Pages::default() };
    pages.read(&pdf, input.options)?;
    if input.options.is_cancelled() {
        return Err(ImportError::Cancelled);
    }
    pages.refuse_without_text()?;
    pages.tell(&mut builder);
    let own = guarded(|| info::meta(&pdf)).unwrap_or_default();
    // With it go the unpacked pages and the fonts, which are larger than what was read of them.
    drop(pdf);
    let (mut pages, comments) = (pages.packed, pages.comments);
    for left_out in margins::take_out(&mut pages) {
        tell_left_out(&left_out, &mut builder);
    }
    let measures = Measures::new(&pages);
    let first = paragraphs(pages.unpacked(), &measures);
    let flow = Flow::new(Walk::new(builder), first, &measures);
    let (mut walk, joined) = flow.put_all(paragraphs(pages.unpacked(), &measures));
    // The article is put together where they were.
    drop(pages);
    if joined > 0 {
        let what =
            format!("{} divided at the ends of lines {} put together", words(joined), was(joined));
        walk.builder.lose(what, At::Anywhere);
    }
    let mut imported = walk.finish(KEY, String::new(), Vec::new())?;
    imported.article.pages = imported.source_map.pages();
    put_comments(comments, &mut imported);
    lead_to_pages(&mut imported);
    let meta = &mut imported.article.meta;
    let said = std::mem::take(meta);
    *meta = ArticleMeta {
        title: said.title.or(own.title),
        byline: said.byline.or(own.byline),
        date: said.date.or(own.date),
        language: said.language.or(own.language),
        ..said
    };
    Ok(imported)
}

/// Puts the comments on the words that they are about.
fn put_comments(comments: Comments, imported: &mut Imported) {
    let (mut notes, silent) = comments.into_notes(imported);
    in_order(&mut notes);
    imported.source_notes = notes;
    if silent > 0 {
        let what = if silent == 1 { "1 mark" } else { &format!("{silent} marks") };
        let what = format!("{what} of readers without words {} left out", was(silent));
        imported.losses.push(Loss::everywhere(what));
    }
}

/// What was told of a page before it had blocks leads to the first one on it.
fn lead_to_pages(imported: &mut Imported) {
    let Imported { article, losses, source_map, .. } = imported;
    for loss in losses.iter_mut().filter(|loss| loss.block.is_none()) {
        let label = loss.place.strip_prefix("page ");
        let page = label.and_then(|label| source_map.parts.iter().position(|part| part == label));
        let is_there = |piece: &SourcePiece| match (piece.origin, page) {
            (Origin::Page { page, .. }, Some(wanted)) => page as usize >= wanted,
            _ => false,
        };
        let first = source_map.pieces().find(is_there);
        let block = first.map(|piece| article.block_index_at(piece.range.start()));
        loss.block = block.and_then(|block| article.block_number(block));
    }
}

fn words(count: usize) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// The file as its objects; an empty password opens what is locked against changes only.
fn open(bytes: Arc<Vec<u8>>) -> Result<Pdf, ImportError> {
    let damaged = |what: &str| ImportError::Damaged {
        what: what.to_owned(),
        place: "its list of objects".to_owned(),
    };
    let read = guarded(|| Pdf::new(bytes));
    let Ok(read) = read else { return Err(damaged("it cannot be taken apart")) };
    let pdf = read.map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => ImportError::Encrypted { looks_like: "a PDF" },
        LoadPdfError::Decryption(_) => damaged("its lock is broken"),
        LoadPdfError::Invalid => damaged("it has no pages that could be found"),
    })?;
    match pdf.pages().len() {
        0 => Err(damaged("it has no pages")),
        pages if pages > MOST_PAGES => Err(ImportError::TooLarge {
            what: format!("the file has {pages} pages"),
            most: MOST_PAGES.to_string(),
        }),
        _ => Ok(pdf),
    }
}

/// The pages as they are read.
#[derive(Debug, Default)]
struct Pages {
    packed: PackedPages,
    /// Where the signs of a page are put: each finds the room that the one before had.
    room: Vec<Glyph>,
    comments: Comments,
    glyphs: usize,
    drawn: usize,
    unknown: usize,
    guessed: usize,
    outside: usize,
    /// By number from 1: pictures without text, pages whose text is a layer over a picture, and those
    /// that could not be read to the end.
    pictures: Vec<usize>,
    recognised: Vec<usize>,
    broken: Vec<usize>,
    crowded: Vec<usize>,
}

impl Pages {
    fn read(&mut self, pdf: &Pdf, options: &ImportOptions<'_>) -> Result<(), ImportError> {
        let font: Arc<Vec<u8>> = Arc::new(empty_font::empty_font());
        let settings = InterpreterSettings {
            font_resolver: Arc::new(move |_| Some((font.clone(), 0))),
            ..InterpreterSettings::default()
        };
        let cache = InterpreterCache::new();
        let all = pdf.pages().len();
        for (n, page) in pdf.pages().iter().enumerate() {
            if options.is_cancelled() {
                break;
            }
            options.is_at(n, all, Counted::Pages);
            let room = std::mem::take(&mut self.room);
            self.take(n, collect(page, &cache, &settings, options, room));
            let number = u32::try_from(n).unwrap_or(u32::MAX);
            // A page keeps its words whatever its comments are like.
            _ = guarded(|| self.comments.read(page, number));
            self.refuse_too_much()?;
        }
        Ok(())
    }

    fn refuse_too_much(&self) -> Result<(), ImportError> {
        let (what, most) = if self.glyphs > MOST_GLYPHS {
            ("the file has more signs than can be read", "8 million")
        } else if self.drawn > MOST_DRAWN {
            ("the file draws more than can be looked at", "10 million lines and signs")
        } else {
            return Ok(());
        };
        Err(ImportError::TooLarge { what: what.to_owned(), most: most.to_owned() })
    }

    fn take(&mut self, n: usize, mut page: PageGlyphs) {
        self.glyphs += page.glyphs.len();
        self.drawn += page.drawn;
        self.unknown += page.unknown;
        self.guessed += page.guessed;
        self.outside += page.outside;
        let is_picture = page.pictures > PICTURE;
        if is_picture && page.glyphs.is_empty() {
            self.pictures.push(n + 1);
        }
        if is_picture && page.invisible * 2 > page.glyphs.len() {
            self.recognised.push(n + 1);
        }
        if page.is_broken {
            self.broken.push(n + 1);
        }
        if page.is_too_much {
            self.crowded.push(n + 1);
        }
        let number = u32::try_from(n).unwrap_or(u32::MAX);
        self.packed.push(&PageLines::new(number, &mut page));
        self.room = page.glyphs;
    }

    fn refuse_without_text(&self) -> Result<(), ImportError> {
        if self.glyphs == 0 && !self.pictures.is_empty() {
            let what = "this PDF is a scan: it has pictures of pages and no text; have its text recognised (OCR)";
            return Err(ImportError::NoText { what });
        }
        if self.unknown > 0 && (self.glyphs - self.unknown) * READABLE_ONE_IN < self.glyphs {
            let what = "the fonts of this PDF do not say which letters they show; have its text recognised (OCR)";
            return Err(ImportError::NoText { what });
        }
        Ok(())
    }

    fn tell(&self, builder: &mut ArticleBuilder) {
        let percent = |count: usize| (count * 100).div_ceil(self.glyphs.max(1));
        if self.unknown > 0 {
            let percent = percent(self.unknown);
            let what = format!("{percent} % of the signs have no Unicode, shown as \u{fffd}");
            builder.lose(what, At::Anywhere);
        }
        if self.guessed > 0 {
            let percent = percent(self.guessed);
            let what = format!(
                "{percent} % of the signs have no Unicode and were read by their codes; compare the words with the pages"
            );
            builder.lose(what, At::Anywhere);
        }
        if self.outside > 0 {
            let what = format!("{} signs outside of the pages were left out", self.outside);
            builder.lose(what, At::Anywhere);
        }
        let kinds = [
            (&self.pictures, "a picture of a page has no text"),
            (
                &self.recognised,
                "the text was recognised in a picture (OCR); compare it with the page",
            ),
            (&self.broken, "the page is damaged and was read in part"),
            (&self.crowded, "the page has more on it than can be read, and was read in part"),
        ];
        for (pages, what) in kinds {
            for page in pages {
                builder.lose_in(what, At::Page(*page), None);
            }
        }
    }
}

fn tell_left_out(left_out: &LeftOut, builder: &mut ArticleBuilder) {
    let LeftOut { text, page, pages } = left_out;
    let on = if *pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
    let what = if text.chars().any(char::is_alphabetic) {
        format!("a running head or foot on {on} was left out: “{}”", shortened(text))
    } else {
        format!("the page numbers on {on} were left out")
    };
    builder.lose_in(what, At::Page(*page as usize + 1), None);
}
