//! What is said aloud to those who do not see what changed: plain sentences, one at a time.
//!
//! The window shows them to nobody; it puts the newest where screen readers listen. Notices speak
//! for themselves and are not repeated here; nor is typing, which the field tells.

use super::state::Workspace;
use super::{Action, Cards, Change, Document};
use crate::model::{Mark, MarkId, WorkState};
use crate::review::{Review, work_state};
use crate::text::TextRange;

/// Characters of the article in a sentence at most.
const MOST_WORDS: usize = 120;

/// The newest sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Rises with each sentence, so that the same one twice is two.
    pub number: u64,
    /// What to say; empty at first.
    pub text: String,
}

/// How a mark is told where it is one of many: "Mark 3, claim, wrong, missing evidence".
pub fn spoken(review: &Review, mark: &Mark) -> String {
    format!("Mark {}, {}, {}", mark.number, mark.kind().label(), standing(review, mark))
}

/// How a mark is told by itself, with what it leans on: "Claim 3, confirmed, one source".
pub fn told_mark(review: &Review, mark: &Mark) -> String {
    let kind = capital(mark.kind().label());
    let sources = match mark.sources().len() {
        0 => String::new(),
        1 => ", one source".to_owned(),
        n => format!(", {n} sources"),
    };
    format!("{kind} {}, {}{sources}", mark.number, standing(review, mark))
}

/// The verdict and what stands in its way.
pub(super) fn standing(review: &Review, mark: &Mark) -> String {
    let state = work_state(review, mark);
    let stands = match &mark.verdict {
        Some(given) if state == WorkState::Settled => given.verdict.label().to_owned(),
        Some(given) => format!("{}, {}", given.verdict.label(), state.label()),
        None => state.label().to_owned(),
    };
    match mark.flag() {
        Some(flag) => format!("{stands}, {}", flag.label()),
        None => stands,
    }
}

/// A mark and its words.
fn with_words(review: &Review, mark: &Mark) -> String {
    format!("{}: {}", told_mark(review, mark), short(mark.words(review.text())))
}

fn short(words: &str) -> String {
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What has to be known of an action and of what stood before it, to tell what it did.
#[derive(Debug)]
pub(super) struct Asked {
    what: What,
    revision: Option<u64>,
    /// The word at which the walk through the open words was.
    walk: Option<TextRange>,
}

#[derive(Debug)]
enum What {
    /// Nothing that is told.
    Silent,
    /// Going to a mark.
    Going,
    /// A change after which the mark it was made on tells how things stand.
    OfMark(MarkId),
    /// The selected mark, with new words.
    NewWords,
    /// Something done, in words; told when it was done.
    Done(String),
    /// Words for which the newest step of the history has a name.
    Exempt(String),
}

impl Asked {
    /// What `action` is about to do.
    pub(super) fn of(action: &Action, document: Option<&Document>) -> Self {
        let what = document.map_or(What::Silent, |document| match action {
            Action::Change(change) => of_change(change, document),
            Action::NextMark
            | Action::PreviousMark
            | Action::NextOpenMark
            | Action::PreviousOpenMark
            | Action::NextMarkHere(_)
            | Action::NextChange(_)
            | Action::SelectMark(Some(_)) => What::Going,
            _ => What::Silent,
        });
        let revision = document.map(|document| document.history.revision());
        Self { what, revision, walk: document.and_then(|document| document.walk) }
    }

    /// The sentence for it, when it was done.
    pub(super) fn told(self, document: &Document) -> Option<String> {
        let changed = self.revision != Some(document.history.revision());
        let review = &document.review;
        let mark = document.selected_mark();
        let on = document.walk.filter(|word| self.walk != Some(*word));
        let on = on.map(|word| document.told_word(word));
        match self.what {
            What::Silent => None,
            What::Going => mark.map(|mark| with_words(review, mark)),
            _ if !changed => None,
            What::OfMark(id) => review.mark(id).map(|mark| and_then(told_mark(review, mark), on)),
            What::NewWords => mark.map(|mark| with_words(review, mark)),
            What::Done(text) => Some(text),
            What::Exempt(words) => {
                let label = document.history.undo_label();
                label.map(|label| and_then(format!("{}: {words}", capital(label)), on))
            }
        }
    }
}

/// Two sentences, or the first one alone.
fn and_then(first: String, second: Option<String>) -> String {
    match second {
        Some(second) => format!("{}. {second}", first.trim_end_matches('.')),
        None => first,
    }
}

fn of_change(change: &Change, document: &Document) -> What {
    let history = &document.history;
    let mark = document.selected_mark();
    let of_selected = |what: &str| {
        mark.map_or(What::Silent, |mark| {
            What::Done(format!("{} {} {what}", capital(mark.kind().label()), mark.number))
        })
    };
    let step = |how: &str, label: Option<&str>| {
        label.map_or(What::Silent, |label| What::Done(format!("{how}: {label}")))
    };
    match change {
        Change::Undo => step("Undone", history.undo_label()),
        Change::Redo => step("Done again", history.redo_label()),
        Change::AddMark(_)
        | Change::MoveToSelection
        | Change::MoveEnd(..)
        | Change::PlaceHere
        | Change::PlaceMark(..) => What::NewWords,
        Change::SetVerdict(_)
        | Change::ClearVerdict
        | Change::SetKind(_)
        | Change::Seen
        | Change::StillHolds => mark.map_or(What::Silent, |mark| What::OfMark(mark.id)),
        Change::DeleteMark => of_selected("deleted"),
        Change::AddMarks(kind, places) => {
            What::Done(format!("{} marked as {}", places.len(), kind.label()))
        }
        Change::AddEvidence => of_selected("has new evidence"),
        Change::TakeOver(notes) => What::Done(match notes.len() {
            1 => "Taken over as evidence".to_owned(),
            n => format!("{n} notes taken over as evidence"),
        }),
        Change::RemoveEvidence(_) => of_selected("has less evidence"),
        Change::AddSource(_) => What::Done("Source added".to_owned()),
        Change::RemoveSource(_) => What::Done("Source removed".to_owned()),
        Change::ToggleExempt(extent) | Change::PutExempt(extent, ..) => {
            let words = document.extent(*extent).map(|range| range.of(document.review.text()));
            What::Exempt(short(words.unwrap_or_default()))
        }
        Change::PutMark(..) | Change::PutSource(..) => What::Silent,
    }
}

impl Workspace {
    /// The newest sentence for those who do not see the window.
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    pub(super) fn announce(&mut self, text: impl Into<String>) {
        self.announcement.number += 1;
        self.announcement.text = text.into();
    }

    /// Tells where the caret is now: the block, and the words from there on.
    pub(super) fn announce_place(&mut self) {
        let Some(document) = &self.document else { return };
        let article = document.review.article();
        let caret = document.selection.focus;
        let index = article.block_index_at(caret);
        let (Some(number), Some(block)) =
            (article.block_number(index), article.blocks().get(index))
        else {
            return;
        };
        let from = caret.clamp(block.range.start(), block.range.end());
        let words = TextRange::between(from, block.range.end()).of(article.text());
        let page = article.pages.label_at(caret).map(|label| format!(", page {label}"));
        let (page, name) = (page.unwrap_or_default(), block.name());
        self.announce(format!("Block {number}{page}, {name}: {}", short(words)));
    }

    /// Tells what the card that was put up says, or that it was taken away.
    pub fn announce_card(&mut self, is_up: bool) {
        let Some(document) = &self.document else { return };
        let told = if is_up {
            let cards = Cards::at(&document.review, document.here(), document.selected);
            let note = document.note_here().and_then(|note| document.told_note(note));
            let told: Vec<String> = cards.told().into_iter().chain(note).collect();
            if told.is_empty() { "No mark here".to_owned() } else { told.join(". ") }
        } else {
            "Card away".to_owned()
        };
        self.announce(told);
    }

    /// Tells what was done, if it was.
    pub(super) fn announce_done(&mut self, asked: Asked) {
        let told = self.document.as_ref().and_then(|document| asked.told(document));
        if let Some(text) = told {
            self.announce(text);
        }
    }
}
