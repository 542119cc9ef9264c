//! “Go to”: from what is typed to a place in the article, or to a sentence that says why not.

use thiserror::Error;

use super::Document;
use super::announce::spoken;
use crate::find::search_fold;
use crate::model::{Article, BlockKind, MarkId};
use crate::text::{TextPos, TextRange, isolated};

use super::units::{Unit, unit_at};

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum GoTo {
    /// `12`: a mark by its number.
    Mark(u32),
    /// `p 40`, `¶40`: a block by its number.
    Block(u32),
    /// `page 12`, `page iv`: a page of the file, by what is printed on it.
    Page(String),
    /// `#budget`: a heading that has these words.
    Heading(String),
    /// `50%`: so far into the article.
    Share(f64),
}

/// What is typed for each sort, and what that does: shown while nothing is typed.
pub const GO_TO_WAYS: &[(&str, &str)] = &[
    ("12", "the mark with this number"),
    ("p 40", "the block with this number; ¶40 does the same"),
    ("page 3", "the page of the file that is called so, in PDFs"),
    ("#budget", "the next heading with this word"),
    ("50%", "so far into the article"),
];

/// In front of what a page is called.
const PAGE: &str = "page";

/// Why there is nowhere to go to.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum GoToError {
    /// Nothing is typed yet.
    #[error("Type where to go")]
    Empty,
    /// Neither of what is understood.
    #[error("“{0}” is no place: type 12, p 40, #word or 50%")]
    NotUnderstood(String),
    /// No mark has this number.
    #[error("There is no mark {0}")]
    NoMark(u32),
    /// A mark without a place.
    #[error("Mark {0} has lost its place in the text")]
    LostMark(u32),
    /// Fewer blocks than that.
    #[error("There is no block {0}; the last one is {1}")]
    NoBlock(u32, usize),
    /// The file has no fixed pages.
    #[error("The file of this article has no pages")]
    NoPages,
    /// None of its pages is called so, or it has no words.
    #[error("There is no text on a page {0}")]
    NoPage(String),
    /// Nothing above a section has these words.
    #[error("No heading has “{0}” in it")]
    NoHeading(String),
    /// More than all.
    #[error("The article ends at 100 %")]
    BehindTheEnd,
}

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// What it is: “Mark 12, claim, wrong”.
    pub what: String,
    /// Where it is.
    pub range: TextRange,
    /// The mark that is meant, which is then selected.
    pub mark: Option<MarkId>,
}

impl GoTo {
    /// What is meant by `typed`.
    ///
    /// # Errors
    ///
    /// [`GoToError`] when it means nothing.
    pub fn parse(typed: &str) -> Result<Self, GoToError> {
        let typed = typed.trim();
        let not_understood = || GoToError::NotUnderstood(typed.to_owned());
        if typed.is_empty() {
            return Err(GoToError::Empty);
        }
        if let Some(words) = typed.strip_prefix('#') {
            let words = words.trim();
            return match words {
                "" => Err(GoToError::Empty),
                words => Ok(Self::Heading(words.to_owned())),
            };
        }
        if let Some(share) = typed.strip_suffix('%') {
            let share = share.trim().replace(',', ".").parse::<f64>().ok();
            let share = share.ok_or_else(not_understood)?;
            return match share {
                share if (0.0..=100.0).contains(&share) => Ok(Self::Share(share)),
                share if share > 100.0 => Err(GoToError::BehindTheEnd),
                _ => Err(not_understood()),
            };
        }
        if typed.get(..PAGE.len()).is_some_and(|start| start.eq_ignore_ascii_case(PAGE)) {
            return match typed[PAGE.len()..].trim() {
                "" => Err(not_understood()),
                label => Ok(Self::Page(label.to_owned())),
            };
        }
        let number = |digits: &str| digits.trim().parse::<u32>().ok().ok_or_else(not_understood);
        match typed.strip_prefix(['¶', 'p', 'P']) {
            Some(digits) => number(digits).map(Self::Block),
            None => number(typed).map(Self::Mark),
        }
    }

    /// Where that is in `document`.
    ///
    /// # Errors
    ///
    /// [`GoToError`] when it is nowhere.
    pub fn find(&self, document: &Document) -> Result<Destination, GoToError> {
        let article = document.review.article();
        match self {
            Self::Mark(number) => mark(document, *number),
            Self::Block(number) => {
                let block = article.block_by_number(*number);
                let none = GoToError::NoBlock(*number, article.blocks().len());
                let block = block.ok_or(none)?;
                let what = format!("Block {number}, {}", block.name());
                Ok(Destination { what, range: block.range, mark: None })
            }
            Self::Page(label) => page(article, label),
            Self::Heading(words) => heading(article, words, document.selection.focus)
                .ok_or_else(|| GoToError::NoHeading(words.clone())),
            Self::Share(share) => Ok(at_share(article, *share)),
        }
    }
}

fn mark(document: &Document, number: u32) -> Result<Destination, GoToError> {
    let review = &document.review;
    let mark = review.mark_by_number(number).ok_or(GoToError::NoMark(number))?;
    let range = mark.range().ok_or(GoToError::LostMark(number))?;
    Ok(Destination { what: spoken(review, mark), range, mark: Some(mark.id) })
}

fn page(article: &Article, label: &str) -> Result<Destination, GoToError> {
    if article.pages.is_empty() {
        return Err(GoToError::NoPages);
    }
    let page = article.pages.find(label);
    let page = page.ok_or_else(|| GoToError::NoPage(label.to_owned()))?;
    let block = article.blocks().get(article.block_index_at(page.at));
    let end = block.map_or(page.at, |block| block.range.end().max(page.at));
    let range = TextRange::between(page.at, end);
    Ok(Destination { what: format!("Page {}", isolated(&page.label)), range, mark: None })
}

/// The first heading with these words behind `from`, or the first of all.
fn heading(article: &Article, words: &str, from: TextPos) -> Option<Destination> {
    let wanted = search_fold(words);
    let is_wanted = |(index, range): &(usize, TextRange)| {
        let kind = article.blocks().get(*index).map(|block| block.kind);
        matches!(kind, Some(BlockKind::Headline | BlockKind::Heading))
            && search_fold(range.of(article.text())).contains(&wanted)
    };
    let blocks = || article.blocks().iter().map(|block| block.range).enumerate();
    let behind = blocks().skip(article.block_index_at(from) + 1).find(is_wanted);
    let (index, range) = behind.or_else(|| blocks().find(is_wanted))?;
    let number = article.block_number(index)?;
    Some(Destination { what: format!("Heading, block {number}"), range, mark: None })
}

fn at_share(article: &Article, share: f64) -> Destination {
    let text = article.text();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to the length of the text"
    )]
    let byte = (text.len() as f64 * share / 100.0) as usize;
    let pos = TextPos::from_usize(text.floor_char_boundary(byte));
    let range = unit_at(article, Unit::Sentence, pos);
    let block = article.block_number(article.block_index_at(pos)).unwrap_or_default();
    Destination { what: format!("{share} %, block {block}"), range, mark: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_say_a_place_is_understood() {
        for (typed, meant) in [
            (" 12 ", GoTo::Mark(12)),
            ("p 40", GoTo::Block(40)),
            ("P40", GoTo::Block(40)),
            ("¶ 40", GoTo::Block(40)),
            ("page 12", GoTo::Page("12".to_owned())),
            ("Page iv", GoTo::Page("iv".to_owned())),
            ("# the budget", GoTo::Heading("the budget".to_owned())),
            ("50%", GoTo::Share(50.0)),
            ("12,5 %", GoTo::Share(12.5)),
        ] {
            assert_eq!(GoTo::parse(typed), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_no_place_is_told_in_words() {
        for (typed, told) in [
            ("", "Type where to go"),
            ("#", "Type where to go"),
            ("p", "“p” is no place: type 12, p 40, #word or 50%"),
            ("page", "“page” is no place: type 12, p 40, #word or 50%"),
            ("-3", "“-3” is no place: type 12, p 40, #word or 50%"),
            ("99999999999", "“99999999999” is no place: type 12, p 40, #word or 50%"),
            ("NaN%", "“NaN%” is no place: type 12, p 40, #word or 50%"),
            ("101%", "The article ends at 100 %"),
        ] {
            assert_eq!(GoTo::parse(typed).map_err(|e| e.to_string()), Err(told.to_owned()));
        }
    }
}
