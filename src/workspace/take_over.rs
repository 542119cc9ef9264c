//! Taking the writer's notes over as evidence, in one step of undo.
//!
//! A note becomes evidence of the mark on its words; where there is none, a claim is made of them.
//! Its author becomes a source of the register, its words the passage, the answers the note of the
//! evidence. The writer says where a fact is from, which is not yet that somebody looked: so it
//! *gives context* until the checker says otherwise, and no verdict stands on it alone.

use std::collections::{BTreeMap, BTreeSet};

use super::editing::Refusal;
use super::state::Workspace;
use super::writer_notes::{said_by, said_when};
use super::{Change, Document, Effect, Severity};
use crate::model::{
    Evidence, EvidenceId, Id, Mark, MarkBody, MarkId, MarkKind, Place, Relation, Source, SourceId,
    SourceKind, SourceNote, SourceNoteKind,
};
use crate::review::{Act, Edit, Transaction};
use crate::text::{TextPos, TextRange, previous_grapheme, sentence_at};

/// Ids for what a note may need: a mark, a source, a piece of evidence.
pub(super) type NewIds = [Id; 3];

/// What will be in the review when the notes are taken over.
struct Taking<'a> {
    document: &'a Document,
    act: Act,
    next_number: u32,
    marks: BTreeMap<MarkId, Mark>,
    order: Vec<MarkId>,
    sources: Vec<Source>,
}

impl Document {
    /// Makes the notes with these indices evidence; those that are already are left as they are.
    pub(super) fn take_over(&mut self, notes: &[(usize, NewIds)], act: Act) -> Result<(), Refusal> {
        let mut taking = Taking::new(self, act);
        let mut count = 0;
        for (note, ids) in notes {
            count += usize::from(taking.take(*note, *ids).is_some());
        }
        let last = taking.order.last().copied();
        let edits = taking.into_edits();
        let label = match count {
            0 => return Err(self.why_not_taken(notes)),
            1 => "take a note over as evidence".to_owned(),
            n => format!("take {n} notes over as evidence"),
        };
        self.history.commit(&mut self.review, Transaction::new(label, edits), act)?;
        if count == 1 {
            self.selected = last;
        }
        Ok(())
    }

    fn why_not_taken(&self, notes: &[(usize, NewIds)]) -> Refusal {
        let is_taken = |(note, _): &(usize, NewIds)| self.notes.taken(*note).is_some();
        Refusal::Nothing(if notes.iter().any(is_taken) {
            "the note is evidence already"
        } else {
            "the file does not say on which words the note stands"
        })
    }
}

impl<'a> Taking<'a> {
    fn new(document: &'a Document, act: Act) -> Self {
        Self {
            document,
            act,
            next_number: document.review.next_number(),
            marks: BTreeMap::new(),
            order: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Takes one note over; `None` when it is evidence already or has no place.
    fn take(&mut self, index: usize, [mark, source, evidence]: NewIds) -> Option<()> {
        let document = self.document;
        let note = document.source_notes().get(index)?;
        let print = document.notes.print(index)?;
        if document.notes.taken(index).is_some() {
            return None;
        }
        let range = self.words_meant(note)?;
        let source = self.source_of(note, SourceId(source));
        let evidence = Evidence {
            source,
            relation: Relation::Context,
            locator: self.locator(note),
            passage: note.said.text.clone(),
            url: first_address(&note.said.text).unwrap_or_default().to_owned(),
            note: answers(note),
            taken_from: Some(print),
            ..Evidence::new(EvidenceId(evidence), self.act.stamp)
        };
        self.mark_on(note, range, MarkId(mark)).evidence.push(evidence);
        Some(())
    }

    /// The words that a note is about: those under a comment, the sentence in front of the sign of a
    /// note.
    fn words_meant(&self, note: &SourceNote) -> Option<TextRange> {
        let range = note.place.range()?;
        if note.kind == SourceNoteKind::Comment {
            return Some(range);
        }
        let review = &self.document.review;
        let block =
            review.article().blocks().get(review.article().block_index_at(range.start()))?;
        let sign_before = self.sign_before(block.range.start(), range.start());
        let within = TextRange::between(sign_before, range.start());
        let within = super::place::tidy(review, within)?;
        let last = previous_grapheme(review.text(), within.end());
        super::place::tidy(review, sentence_at(review.text(), within, last)).or(Some(range))
    }

    /// Behind the last sign of a note between two places, or the first of these.
    fn sign_before(&self, from: TextPos, to: TextPos) -> TextPos {
        let notes = self.document.source_notes();
        let between = self.document.notes.beginning_in(TextRange::between(from, to));
        let mut signs = between.iter().rev().filter(|(place, note)| {
            place.end() <= to && notes.get(*note).is_some_and(|n| n.kind != SourceNoteKind::Comment)
        });
        signs.next().map_or(from, |(place, _)| place.end())
    }

    /// The mark on these words, or the shortest around them; in front of the sign of a note, the one
    /// that ends there; else a new claim.
    fn mark_on(&mut self, note: &SourceNote, range: TextRange, new: MarkId) -> &mut Mark {
        let made = self.marks.values().filter(|mark| mark.created == self.act.stamp);
        let made = made.filter_map(|mark| Some((mark.range()?, mark.id)));
        let there = self.document.review.marks_over(range);
        let there = there.filter_map(|mark| Some((mark.range()?, mark.id)));
        let found = there
            .chain(made)
            .filter(|(place, _)| place.covers(range) || self.ends_at_sign(note, *place))
            .min_by_key(|(place, id)| (*place != range, place.len(), *id));
        let id = found.map_or(new, |(_, id)| id);
        self.order.push(id);
        let (number, review, stamp) = (self.next_number, &self.document.review, self.act.stamp);
        self.next_number += u32::from(found.is_none());
        self.marks.entry(id).or_insert_with(|| {
            let body = MarkBody::empty(MarkKind::Claim);
            let fresh = || Mark::new(id, number, Place::At(range), body, stamp);
            review.mark(id).cloned().unwrap_or_else(fresh)
        })
    }

    /// Whether only signs stand between the end of `place` and the sign of a note.
    fn ends_at_sign(&self, note: &SourceNote, place: TextRange) -> bool {
        let Some(sign) = note.place.range().filter(|_| note.kind != SourceNoteKind::Comment) else {
            return false;
        };
        let between =
            self.document.review.text().get(place.end().as_usize()..sign.start().as_usize());
        between.is_some_and(|between| !between.chars().any(char::is_alphanumeric))
    }

    /// The register's entry for the author of a note; a new one where there is none yet.
    fn source_of(&mut self, note: &SourceNote, new: SourceId) -> Option<SourceId> {
        let name = said_by(&note.said);
        if name.is_empty() {
            return None;
        }
        let is_theirs = |s: &&Source| s.kind == SourceKind::Person && s.title.trim() == name;
        let known = self.document.review.sources().find(is_theirs);
        let known = known.or_else(|| self.sources.iter().find(is_theirs)).map(|source| source.id);
        Some(known.unwrap_or_else(|| {
            self.sources.push(Source::new(new, SourceKind::Person, name, self.act.stamp));
            new
        }))
    }

    /// Where the note is found again: "comment in story.docx, 2 Mar 2026, 16:02".
    fn locator(&self, note: &SourceNote) -> String {
        let file = &self.document.review.draft().file_name;
        let when = super::writer_notes::told_date(&note.said.date);
        let when = if when.is_empty() { when } else { format!(", {when}") };
        format!("{} in {file}{when}", note.kind.label())
    }

    fn into_edits(mut self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = self.sources.into_iter().map(Edit::set_source).collect();
        let mut seen = BTreeSet::new();
        let order = self.order.into_iter().filter(|id| seen.insert(*id));
        edits.extend(order.filter_map(|id| self.marks.remove(&id)).map(Edit::set_mark));
        edits
    }
}

/// The answers of a thread, oldest first, each with its author.
fn answers(note: &SourceNote) -> String {
    let mut lines: Vec<String> =
        note.replies.iter().map(|reply| format!("{}: {}", said_when(reply), reply.text)).collect();
    if note.is_resolved {
        lines.push("The thread is resolved in the file.".to_owned());
    }
    lines.join("\n")
}

/// The first address on the web in some words, without the stop that ends the sentence.
fn first_address(text: &str) -> Option<&str> {
    let start = [text.find("https://"), text.find("http://")].into_iter().flatten().min()?;
    let address = text.get(start..)?.split(char::is_whitespace).next()?;
    let address =
        address.trim_end_matches(['.', ',', ';', ':', '!', '?', '”', '"', '»', '>', '\'']);
    let has_open = address.contains('(');
    Some(if has_open { address } else { address.trim_end_matches([')', ']']) })
}

impl Workspace {
    /// Takes the note at the caret over.
    pub(super) fn take_note_over(&mut self) -> Vec<Effect> {
        let note = self.document.as_ref().and_then(Document::note_here);
        note.map_or_else(Vec::new, |note| self.take_notes_over(vec![note]))
    }

    /// Takes over all that are no evidence yet.
    pub(super) fn take_all_notes_over(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let notes: Vec<usize> = document.notes.untaken().collect();
        if notes.is_empty() {
            let detail = "every note with a place is evidence already";
            self.notices.push(Severity::Info, "Nothing to take over", detail);
            return Vec::new();
        }
        let before = document.history.revision();
        let count = notes.len();
        let effects = self.take_notes_over(notes);
        if self.document.as_ref().is_some_and(|d| d.history.revision() != before) {
            let what = if count == 1 { "1 note" } else { &format!("{count} notes") };
            let detail = format!("{what} as evidence that gives context");
            self.notices.push(Severity::Info, "Taken over", detail);
        }
        effects
    }

    fn take_notes_over(&mut self, notes: Vec<usize>) -> Vec<Effect> {
        let ids = |note| (note, std::array::from_fn(|_| self.outside.new_id()));
        let notes = notes.into_iter().map(ids).collect();
        self.change(Change::TakeOver(notes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Remark;
    use crate::review::History;
    use crate::testing::{self, act};

    fn remark(author: &str, text: &str) -> Remark {
        let date = "2026-03-01T09:12:00Z".to_owned();
        Remark { author: author.to_owned(), date, text: text.to_owned(), ..Remark::default() }
    }

    fn note(text: &str, kind: SourceNoteKind, on: &str, said: Remark) -> SourceNote {
        let start = text.find(on).expect("is there");
        let range = TextRange::checked(text, start, start + on.len()).expect("inside");
        SourceNote { kind, place: Place::At(range), said, replies: Vec::new(), is_resolved: false }
    }

    /// The review of `notation` with these notes on its words.
    fn noted(
        notation: &str,
        notes: impl FnOnce(&str) -> Vec<SourceNote>,
    ) -> (Document, Vec<(usize, NewIds)>) {
        let (review, _) = testing::review(notation);
        let mut parts = review.to_parts();
        let draft = parts.drafts.last_mut().expect("there is a draft");
        draft.source_notes = notes(draft.article.text());
        let ids = |n: usize| [3 * n, 3 * n + 1, 3 * n + 2].map(|n| Id::new(10_000 + n as u128));
        let all = (0..draft.source_notes.len()).map(|n| (n, ids(n))).collect();
        let review = crate::review::Review::from_parts(parts).expect("fits");
        (Document::of(review, History::default()), all)
    }

    /// The marks with the passages of their evidence.
    fn told(document: &Document) -> Vec<(String, Vec<String>)> {
        let review = &document.review;
        let passages = |mark: &Mark| mark.evidence.iter().map(|e| e.passage.clone()).collect();
        let told = |mark: &Mark| (mark.words(review.text()).to_owned(), passages(mark));
        review.marks_in_order().map(told).collect()
    }

    #[test]
    fn a_comment_becomes_evidence_of_the_mark_on_its_words_with_its_thread() {
        let (mut document, notes) = noted("It was [c:built in 1931] here.", |text| {
            let said = remark("Tomas Quell", "Deed of 1931, see https://example.org/deed.");
            let mut comment = note(text, SourceNoteKind::Comment, "1931", said);
            comment.replies = vec![remark("Edda Ito", "Seen.")];
            vec![comment]
        });
        document.take_over(&notes, act(50)).expect("is taken over");
        document.notes.freshen(&document.review, document.history.revision());
        let mark = document.review.mark_by_number(1).expect("is there");
        let evidence = &mark.evidence[0];
        assert_eq!(evidence.passage, "Deed of 1931, see https://example.org/deed.");
        assert_eq!(evidence.url, "https://example.org/deed");
        assert_eq!(evidence.note, "Edda Ito, 1 Mar 2026, 09:12: Seen.");
        assert_eq!(evidence.locator, "comment in story.txt, 1 Mar 2026, 09:12");
        assert_eq!(evidence.relation, Relation::Context);
        let source = evidence.source.and_then(|id| document.review.source(id)).expect("is new");
        assert_eq!((source.title.as_str(), source.kind), ("Tomas Quell", SourceKind::Person));
        assert_eq!((document.selected, document.notes.taken(0)), (Some(mark.id), Some(mark.id)));
    }

    #[test]
    fn a_note_is_taken_over_once_and_again_after_undo() {
        let (mut document, notes) = noted("It was built in 1931 here.", |text| {
            vec![note(text, SourceNoteKind::Comment, "1931", remark("Tomas", "Deed."))]
        });
        let freshen = |document: &mut Document| {
            document.notes.freshen(&document.review, document.history.revision());
        };
        document.take_over(&notes, act(50)).expect("is taken over");
        freshen(&mut document);
        assert_eq!(told(&document), [("1931".to_owned(), vec!["Deed.".to_owned()])]);
        assert!(document.take_over(&notes, act(51)).is_err());
        document.history.undo(&mut document.review, act(52)).expect("one step");
        freshen(&mut document);
        assert_eq!((document.review.mark_count(), document.review.sources().count()), (0, 0));
        document.take_over(&notes, act(53)).expect("is taken over again");
    }

    #[test]
    fn all_notes_are_one_step_with_one_source_for_each_author() {
        let (mut document, notes) = noted("It was built in 1931 by Ada. It fell.", |text| {
            let comment = |on, said| note(text, SourceNoteKind::Comment, on, said);
            vec![
                comment("built in 1931", remark("Tomas", "Deed.")),
                comment("1931", remark("Tomas", "Or 1932?")),
                comment("Ada", remark("Edda", "Spelling.")),
            ]
        });
        document.take_over(&notes, act(50)).expect("are taken over");
        let both = vec!["Deed.".to_owned(), "Or 1932?".to_owned()];
        let expected =
            [("built in 1931".to_owned(), both), ("Ada".to_owned(), vec!["Spelling.".to_owned()])];
        assert_eq!(told(&document), expected);
        assert_eq!(document.review.sources().count(), 2);
        document.history.undo(&mut document.review, act(51)).expect("one step");
        assert_eq!(document.review.mark_count(), 0);
    }

    #[test]
    fn a_footnote_is_about_the_sentence_before_its_sign_or_the_mark_that_ends_there() {
        let text = "It fell.[1] It cost [c:two million].[2]";
        let (mut document, notes) = noted(text, |text| {
            let footnote = |on, said| note(text, SourceNoteKind::Footnote, on, said);
            vec![footnote("[1]", remark("", "Letter.")), footnote("[2]", remark("", "Budget."))]
        });
        document.take_over(&notes, act(50)).expect("are taken over");
        let expected = [
            ("It fell.".to_owned(), vec!["Letter.".to_owned()]),
            ("two million".to_owned(), vec!["Budget.".to_owned()]),
        ];
        assert_eq!(told(&document), expected);
        assert_eq!(document.review.sources().count(), 0);
    }

    #[test]
    fn an_address_ends_before_the_sign_that_ends_the_sentence() {
        assert_eq!(first_address("(see https://a.org/x)."), Some("https://a.org/x"));
        assert_eq!(first_address("http://a.org/wiki/B_(c), p. 3"), Some("http://a.org/wiki/B_(c)"));
        assert_eq!(first_address("no address"), None);
    }
}
