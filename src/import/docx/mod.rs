//! Word files (.docx): an archive of parts that name each other by relations.
//!
//! | file | what it knows |
//! |---|---|
//! | `relations` | which part belongs to which |
//! | `styles` | what a paragraph or a run is by its style |
//! | `comments` | the writer's comments, as threads |
//! | `numbering` | which number or bullet stands in front of a paragraph |
//! | `body` | the walk over the text of a part |
//! | `paragraph` | the properties of paragraphs, runs, rows and cells |
//!
//! Tracked changes are read as if they were accepted: insertions are text, deletions are losses.
//! Footnotes and endnotes are blocks at the end, and source notes on their signs.
//!
//! *Source*: ECMA-376 part 1, sections 17 (`WordprocessingML`) and 9 (packages); [MS-DOCX] 2.5 for the
//! threads of comments.

mod body;
mod comments;
mod notes;
mod numbering;
mod paragraph;
mod relations;
mod styles;

use body::Body;
use comments::Comments;
use notes::NotePart;
use numbering::Numbering;
use relations::{Relation, Relations};
use styles::Styles;

use super::builder::ArticleBuilder;
use super::package::Package;
use super::probe::{Certainty, Probe};
use super::walk::Walk;
use super::xml::{Node, Ns, Xml};
use super::{ImportError, Imported, Input, shortened};

/// The key in the registry.
pub(super) const KEY: &str = "docx";

/// An archive with content types that belongs to no other program of Office.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let is_office = probe.has_part("[content_types].xml") || probe.has_part("_rels/.rels");
    let is_other = ["xl/", "ppt/", "visio/", "meta-inf/"].iter().any(|f| probe.has_folder(f));
    if is_office && !is_other { Certainty::Sure } else { Certainty::No }
}

/// Reads a Word file.
///
/// # Errors
///
/// When the archive is locked, damaged or too large, has no text, or its text holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    let mut package = Package::open(&bytes)?;
    let main = main_part(&mut package)?;
    let relations = Relations::of(&mut package, &main)?;
    let text = package.xml(&main)?.ok_or_else(|| missing(&main))?;
    let optional = |package: &mut Package<'_>, kind| -> Result<String, ImportError> {
        let part = relations.first(kind).map(|relation| relation.target.clone());
        let text = part.map(|part| package.xml(&part)).transpose()?.flatten();
        Ok(text.unwrap_or_default())
    };
    let styles = Styles::read(&optional(&mut package, "styles")?);
    let numbering = Numbering::read(&optional(&mut package, "numbering")?);
    let comments = Comments::read(
        &optional(&mut package, "comments")?,
        &optional(&mut package, "commentsExtended")?,
    );
    let mut builder = ArticleBuilder::new(Vec::new()).watched(options);
    builder.meta.language.clone_from(&styles.language);
    let mut body = Body::new(Walk::new(builder), &styles, numbering, comments);
    body.read_part(&main, &text, &relations);
    for part in [NotePart::Footnotes, NotePart::Endnotes] {
        let Some(relation) = relations.first(part.relation()) else { continue };
        let Some(text) = package.xml(&relation.target)? else { continue };
        let own = Relations::of(&mut package, &relation.target)?;
        body.read_notes(part, &relation.target, &text, &own);
    }
    tell_headers(&mut body, &mut package, &relations)?;
    read_properties(&mut body, &mut package)?;
    body.finish(&main)
}

/// The part that holds the text, by the relations of the archive, else by its usual name.
fn main_part(package: &mut Package<'_>) -> Result<String, ImportError> {
    let relations = Relations::of(package, "")?;
    let main = relations.first("officeDocument").map(|relation| relation.target.clone());
    Ok(main.unwrap_or_else(|| "word/document.xml".to_owned()))
}

fn missing(part: &str) -> ImportError {
    ImportError::Damaged {
        what: "the part that holds the text is not in the archive".to_owned(),
        place: part.to_owned(),
    }
}

/// What stands in headers and footers is no part of the story; that it is there is told.
fn tell_headers(
    body: &mut Body<'_>,
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<(), ImportError> {
    let mut told = Vec::new();
    for Relation { kind, target, .. } in relations.all() {
        if !matches!(kind.as_str(), "header" | "footer") {
            continue;
        }
        let words = package.xml(target)?.map(|text| words(&text)).unwrap_or_default();
        if words.chars().any(char::is_alphabetic) && !told.contains(&words) {
            body.lose_everywhere(format!("a {kind} was left out: “{}”", shortened(&words)));
            told.push(words);
        }
    }
    Ok(())
}

/// All words of a part, on one line.
fn words(text: &str) -> String {
    let mut xml = Xml::new(text);
    let mut words = String::new();
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) if tag.ns == Ns::Word && tag.name() == "t" => {
                words.push_str(&xml.text());
            }
            Node::End(Ns::Word, name) if &*name == "p" => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of the file's properties, where the text has no headline.
fn read_properties(body: &mut Body<'_>, package: &mut Package<'_>) -> Result<(), ImportError> {
    let relations = Relations::of(package, "")?;
    let Some(relation) = relations.first("core-properties") else { return Ok(()) };
    let Some(text) = package.xml(&relation.target)? else { return Ok(()) };
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next() {
        if let Node::Start(tag) = node
            && tag.ns == Ns::DublinCore
        {
            let name = tag.name().to_owned();
            body.property(&name, xml.text().trim());
        }
    }
    Ok(())
}
