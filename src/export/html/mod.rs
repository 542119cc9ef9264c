//! The report as one self-contained web page: to read on screen, to print, to file.
//!
//! No script, no picture, nothing from elsewhere: a content security policy says so to the browser,
//! and the style stands in the page. `maud` escapes every word that is put in; the style sheet is
//! the only thing that goes in as it stands.

mod coverage;
mod parts;
mod story;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{moment, visible};
use crate::report::{Report, Spot};

const STYLE: &str = include_str!("style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The report as a web page.
pub fn html(report: &Report) -> String {
    let language = language(report);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (visible(&report.title)) " – fact-check report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (head(report))
                (parts::summary(&report.summary))
                (coverage::coverage(report))
                (tables::open_items(report))
                (parts::legend(report))
                section {
                    h2 id="text" { "The text" }
                    (story::story(report, language))
                }
                (tables::marks(report))
                (tables::queries(report))
                (tables::sources(report))
                (tables::exempt(report))
                (coverage::by_block(report))
                (parts::losses(report))
                (parts::sign_offs(report))
                footer {
                    "Made with Obelus on " (moment(report.generated)) ". SHA-256 of the text: "
                    span.digest { (report.text_digest) }
                }
            }
        }
    }
    .into_string()
}

/// The language of the story, where the tag has the form of one. *Source*: BCP 47.
fn language(report: &Report) -> Option<&str> {
    let tag = report.language.trim();
    let is_tag = tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_tag && !tag.is_empty()).then_some(tag)
}

fn head(report: &Report) -> Markup {
    let about: Vec<&str> = [&report.byline, &report.publication, &report.date]
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    html! {
        header {
            h1 lang=[language(report)] dir="auto" { (visible(&report.title)) }
            @if !about.is_empty() {
                p { @for (i, part) in about.iter().enumerate() {
                    @if i > 0 { " · " }
                    bdi { (visible(part)) }
                } }
            }
            p.meta {
                "Fact-check report · draft " (report.draft)
                @if !report.draft_label.trim().is_empty() {
                    " (" bdi { (visible(&report.draft_label)) } ")"
                }
                " · " bdi { (visible(&report.file_name)) }
                " · " (moment(report.generated))
            }
            (parts::reviewers(report))
        }
    }
}

/// `block 3, page 2`, with a link to the block; where the place is lost, says so.
fn spot_link(spot: Option<&Spot>) -> Markup {
    html! {
        @match spot {
            Some(Spot { block, page }) => {
                "block " a href={ "#b" (block) } { (block) }
                @if let Some(page) = page { ", page " bdi { (visible(page)) } }
            },
            None => { "not in the text" },
        }
    }
}

/// Marks by number, as links to their rows.
fn mark_links(numbers: &[u32]) -> Markup {
    html! {
        @for (i, number) in numbers.iter().enumerate() {
            @if i > 0 { ", " }
            a href={ "#m" (number) } { (number) }
        }
    }
}
