//! The writer's notes of the open draft: where they lie, which were taken over as evidence, and how
//! they are told. They belong to the file; nobody changes them here.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::state::Workspace;
use super::trail::Jump;
use super::{Direction, Document, Effect, Selection, Severity};
use crate::model::{MarkId, Remark, SourceNote, SourceNoteKind};
use crate::review::Review;
use crate::text::{TextPos, TextRange, WordsHash, previous_grapheme};

/// What is known of the notes of a draft: made anew when the draft or the review changes.
#[derive(Clone, Debug, Default)]
pub struct WriterNotes {
    /// The number of the draft, and the revision.
    made_of: Option<(u32, u64)>,
    prints: Vec<WordsHash>,
    taken: Vec<Option<MarkId>>,
    /// The places of those that have one, by start, each with the index of its note.
    placed: Vec<(TextRange, usize)>,
    /// The furthest end of the places up to each.
    reach: Vec<TextPos>,
    /// Whether one of them has a place and is evidence of nothing yet.
    has_untaken: bool,
}

impl WriterNotes {
    /// The notes of `review` as it is at `revision`.
    pub(super) fn of(review: &Review, revision: u64) -> Self {
        let mut notes = Self::default();
        notes.freshen(review, revision);
        notes
    }

    /// Looks again at a review that may have changed; without notes there is nothing to look at.
    pub(super) fn freshen(&mut self, review: &Review, revision: u64) {
        let draft = review.draft();
        let made_of = Some((draft.number, revision));
        if self.made_of == made_of {
            return;
        }
        if self.made_of.is_none_or(|(number, _)| number != draft.number) {
            self.find_places(&draft.source_notes);
        }
        self.made_of = made_of;
        if !self.prints.is_empty() {
            self.find_taken(review);
        }
    }

    fn find_places(&mut self, notes: &[SourceNote]) {
        self.prints = SourceNote::prints(notes);
        let place = |(at, note): (usize, &SourceNote)| Some((note.place.range()?, at));
        self.placed = notes.iter().enumerate().filter_map(place).collect();
        self.placed.sort_by_key(|(range, at)| (range.start(), *at));
        let furthest = |reach: &mut TextPos, (range, _): &(TextRange, usize)| {
            *reach = (*reach).max(range.end());
            Some(*reach)
        };
        self.reach = self.placed.iter().scan(TextPos(0), furthest).collect();
    }

    fn find_taken(&mut self, review: &Review) {
        let mut by_print = BTreeMap::new();
        for mark in review.marks_in_order() {
            let prints = mark.evidence.iter().filter_map(|evidence| evidence.taken_from);
            by_print.extend(prints.map(|print| (print, mark.id)));
        }
        self.taken = self.prints.iter().map(|print| by_print.get(print).copied()).collect();
        let has_untaken = self.untaken().next().is_some();
        self.has_untaken = has_untaken;
    }

    /// How the note with this index is known wherever it stands.
    pub(super) fn print(&self, note: usize) -> Option<WordsHash> {
        self.prints.get(note).copied()
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The mark that the note with this index is evidence of.
    pub fn taken(&self, note: usize) -> Option<MarkId> {
        self.taken.get(note).copied().flatten()
    }

    /// The notes that have a place and are evidence of nothing yet, in order of their places.
    pub fn untaken(&self) -> impl Iterator<Item = usize> {
        self.placed.iter().map(|(_, note)| *note).filter(|note| self.taken(*note).is_none())
    }

    /// Whether there is one of those.
    pub fn has_untaken(&self) -> bool {
        self.has_untaken
    }

    /// The notes over the character at `pos`, the one that begins last first.
    pub fn over(&self, pos: TextPos) -> impl Iterator<Item = usize> {
        let end = self.placed.partition_point(|(range, _)| range.start() <= pos);
        let from_behind = (0..end).rev();
        let reaching = from_behind.take_while(move |at| self.reach[*at] > pos);
        let over = reaching.filter(move |at| self.placed[*at].0.contains(pos));
        over.map(|at| self.placed[at].1)
    }

    /// The notes that begin in `range`, each with its place.
    pub fn beginning_in(&self, range: TextRange) -> &[(TextRange, usize)] {
        let from = self.placed.partition_point(|(place, _)| place.start() < range.start());
        let to = self.placed.partition_point(|(place, _)| place.start() < range.end());
        self.placed.get(from..to).unwrap_or_default()
    }

    /// The note after or before `from`, or after or before `pos` where that is none; round the end.
    fn neighbour(&self, from: Option<usize>, pos: TextPos, way: Direction) -> Option<usize> {
        let count = self.placed.len();
        let here = from.and_then(|note| self.placed.iter().position(|(_, n)| *n == note));
        let next = match (here, way) {
            (Some(at), Direction::Forward) => at + 1,
            (Some(at), Direction::Back) => at + count.saturating_sub(1),
            (None, Direction::Forward) => self.placed.partition_point(|(r, _)| r.start() <= pos),
            (None, Direction::Back) => {
                self.placed.partition_point(|(r, _)| r.start() < pos) + count.saturating_sub(1)
            }
        };
        self.placed.get(next % count.max(1)).map(|(_, note)| *note)
    }
}

impl Document {
    /// The comments and notes that the file of the draft brought along.
    pub fn source_notes(&self) -> &[SourceNote] {
        &self.review.draft().source_notes
    }

    /// The note that is meant: the one that was chosen while the caret is at its words, or the one
    /// at the caret.
    pub fn note_here(&self) -> Option<usize> {
        let caret = self.selection.focus;
        let before = previous_grapheme(self.review.text(), caret);
        let is_near = |note: &usize| {
            let place = self.source_notes().get(*note).map(|note| note.place.range());
            place.is_some_and(|place| place.is_none_or(|r| r.contains(caret) || r.contains(before)))
        };
        self.note.filter(is_near).or_else(|| self.notes.over(caret).next())
    }

    /// The words that a note lies over.
    pub fn words_of_note(&self, note: &SourceNote) -> &str {
        note.place.range().map_or("", |range| range.of(self.review.text()))
    }

    /// A note in a sentence, with its words and how it stands.
    pub fn told_note(&self, index: usize) -> Option<String> {
        let note = self.source_notes().get(index)?;
        let words = self.words_of_note(note);
        let on = if words.is_empty() {
            "without a place".to_owned()
        } else {
            format!("on “{words}”")
        };
        let standing = self.note_standing(index).join(", ");
        let more = if standing.is_empty() { String::new() } else { format!("; {standing}") };
        Some(format!("{} {on}: {}{more}", whose(note), note.said.text))
    }

    /// How a note stands: answers, closed, taken over.
    pub fn note_standing(&self, index: usize) -> Vec<String> {
        let Some(note) = self.source_notes().get(index) else { return Vec::new() };
        let replies = match note.replies.len() {
            0 => None,
            1 => Some("1 reply".to_owned()),
            n => Some(format!("{n} replies")),
        };
        let resolved = note.is_resolved.then(|| "resolved".to_owned());
        let mark = self.notes.taken(index).and_then(|id| self.review.mark(id));
        let taken = mark.map(|mark| format!("evidence of mark {}", mark.number));
        [replies, resolved, taken].into_iter().flatten().collect()
    }
}

/// A note and whose it is: "Comment by Ada Byron".
pub fn whose(note: &SourceNote) -> String {
    let kind = match note.kind {
        SourceNoteKind::Comment => "Comment",
        SourceNoteKind::Footnote => "Footnote",
        SourceNoteKind::Endnote => "Endnote",
    };
    match said_by(&note.said) {
        "" => kind.to_owned(),
        name => format!("{kind} by {name}"),
    }
}

/// The name of whoever said something, or what there is of it.
pub fn said_by(said: &Remark) -> &str {
    let name = said.author.trim();
    if name.is_empty() { said.initials.trim() } else { name }
}

/// Who said something and when: "Ada Byron, 2 Mar 2026, 16:02".
pub(super) fn said_when(said: &Remark) -> String {
    let parts = [said_by(said).to_owned(), told_date(&said.date)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A time as a file writes it, for people: the clock of the file, since most files do not say which
/// zone it is in. What is no time is shown as it is.
pub fn told_date(date: &str) -> String {
    let date = date.trim();
    let clock = date.get(..19).unwrap_or(date);
    match NaiveDateTime::parse_from_str(clock, "%Y-%m-%dT%H:%M:%S") {
        Ok(at) => at.format("%-d %b %Y, %H:%M").to_string(),
        Err(_) => date.to_owned(),
    }
}

impl Workspace {
    /// Goes to a note: the caret to its words, its thread into the list.
    pub(super) fn go_to_note(&mut self, note: usize) -> Vec<Effect> {
        self.show_note(note, Jump::Single)
    }

    /// Goes to the next note, or the one before.
    pub(super) fn step_note(&mut self, way: Direction) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let next = document.notes.neighbour(document.note_here(), document.selection.focus, way);
        if let Some(note) = next {
            return self.show_note(note, Jump::Step);
        }
        let detail = "no note of the file stands on words of the text";
        self.notices.push(Severity::Info, "Nothing more", detail);
        Vec::new()
    }

    fn show_note(&mut self, index: usize, how: Jump) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let Some(note) = document.source_notes().get(index) else { return Vec::new() };
        let range = note.place.range();
        document.note = Some(index);
        if let Some(range) = range {
            document.leave(range.start(), how);
            document.selection = Selection::at(range.start());
        }
        if let Some(told) = document.told_note(index) {
            self.announce(told);
        }
        [Some(Effect::ShowNote), range.map(Effect::Reveal)].into_iter().flatten().collect()
    }

    /// Looks again at the notes of the open review after something was done.
    pub(super) fn freshen_notes(&mut self) {
        if let Some(document) = &mut self.document {
            document.notes.freshen(&document.review, document.history.revision());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::review::History;
    use crate::testing;

    /// A review with a comment on each of these words.
    fn noted(text: &str, words: &[&str]) -> Document {
        let mut draft = testing::draft(text);
        let note = |words: &&str| {
            let start = text.find(*words).expect("is there");
            let range = TextRange::checked(text, start, start + words.len()).expect("inside");
            let author = "Ada Byron".to_owned();
            let date = "2026-03-02T16:02:00Z".to_owned();
            let said = Remark { author, date, text: format!("On {words}."), ..Remark::default() };
            let (kind, place) = (SourceNoteKind::Comment, Place::At(range));
            SourceNote { kind, place, said, replies: Vec::new(), is_resolved: false }
        };
        draft.source_notes = words.iter().map(note).collect();
        Document::of(Review::new(draft), History::default())
    }

    #[test]
    fn notes_over_a_place_come_innermost_first_however_long_they_are() {
        let document = noted("One two three four five.", &["One two three four", "two", "five"]);
        let over = |word: &str| {
            let at = document.review.text().find(word).expect("is there");
            document.notes.over(TextPos::from_usize(at)).collect::<Vec<_>>()
        };
        assert_eq!(over("two"), [1, 0]);
        assert_eq!(over("four"), [0]);
        assert_eq!(over("five"), [2]);
        assert_eq!(over("."), [0_usize; 0]);
    }

    #[test]
    fn notes_are_gone_through_from_the_caret_and_round() {
        let mut document = noted("One two three.", &["One", "three"]);
        let at = |word: &str| TextPos::from_usize("One two three.".find(word).expect("is there"));
        let next = |document: &Document, way| {
            document.notes.neighbour(document.note_here(), document.selection.focus, way)
        };
        document.selection = Selection::at(at("wo"));
        assert_eq!(next(&document, Direction::Forward), Some(1));
        assert_eq!(next(&document, Direction::Back), Some(0));
        document.selection = Selection::at(at("three"));
        assert_eq!(next(&document, Direction::Forward), Some(0));
        assert_eq!(noted("One.", &[]).notes.neighbour(None, TextPos(0), Direction::Back), None);
    }

    #[test]
    fn a_note_is_told_with_its_words_its_author_and_how_it_stands() {
        let mut document = noted("One two.", &["two"]);
        assert_eq!(
            document.told_note(0).as_deref(),
            Some("Comment by Ada Byron on “two”: On two.")
        );
        assert_eq!(said_when(&document.source_notes()[0].said), "Ada Byron, 2 Mar 2026, 16:02");
        assert_eq!(told_date("last spring"), "last spring");
        document.note = Some(7);
        assert_eq!(document.note_here(), None);
    }
}
