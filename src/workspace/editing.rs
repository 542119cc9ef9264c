//! Actions that change the review, as transactions.

use super::carried::{put_at, see_to};
use super::{Change, Document, EndOfMark, Nudge, Selection, Typing};
use crate::model::{
    Evidence, EvidenceId, FixDecision, Id, Mark, MarkBody, MarkId, MarkKind, Mention, Place,
    Relation, Source, SourceId, SourceKind, Verdict, VerdictGiven,
};
use crate::review::{Act, Edit, EditError, Transaction};
use crate::text::{TextRange, WordsHash};

/// Why a change was not made, for people.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing is selected that it could be made on.
    Nothing(&'static str),
    /// The review would not hold together.
    Edit(EditError),
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing(what) => f.write_str(what),
            Self::Edit(error) => error.fmt(f),
        }
    }
}

pub(super) type Outcome = Result<(), Refusal>;

pub(super) const NO_MARK: Refusal = Refusal::Nothing("select a mark first");
pub(super) const NO_WORDS: Refusal = Refusal::Nothing("select some words first");

impl Document {
    /// Carries out a change of the review; `id` is for what is new in it.
    pub(super) fn carry_out(&mut self, change: Change, id: Id, act: Act) -> Outcome {
        match change {
            Change::Undo => {
                let undone = self.history.undo(&mut self.review, act);
                self.forget_missing();
                undone.map(drop).ok_or(Refusal::Nothing("the last step cannot be taken back"))
            }
            Change::Redo => {
                let redone = self.history.redo(&mut self.review, act);
                self.forget_missing();
                redone.map(drop).ok_or(Refusal::Nothing("the step cannot be made again"))
            }
            Change::AddMark(kind) => self.add_mark(kind, id, act),
            Change::AddMarks(kind, places) => self.add_marks(kind, &places, act),
            Change::ToggleExempt(extent) => self.toggle_exempt(extent, id, act),
            Change::PutExempt(extent, reason, note) => {
                self.put_exempt(extent, reason, note, id, act)
            }
            Change::SetVerdict(verdict) => self.set_verdict(verdict, act),
            Change::ClearVerdict => self.clear_verdict(act),
            Change::SetKind(kind) => self.set_kind(kind, act),
            Change::DeleteMark => self.delete_mark(act),
            Change::MoveToSelection => self.move_to_selection(act),
            Change::MoveEnd(end, nudge) => self.move_end(end, nudge, act),
            Change::PlaceMark(mark, range) => self.place_mark(mark, range, act),
            Change::PlaceHere => self.place_here(act),
            Change::Seen => self.seen(act),
            Change::StillHolds => self.still_holds(act),
            Change::PutMark(mark, label, typing) => self.put_mark(*mark, label, typing, act),
            Change::AddEvidence => self.add_evidence(id, act),
            Change::RemoveEvidence(evidence) => self.remove_evidence(evidence, act),
            Change::AddSource(evidence) => self.add_source(evidence, id, act),
            Change::PutSource(source, typing) => self.put_source(*source, typing, act),
            Change::RemoveSource(source) => self.remove_source(source, act),
            Change::TakeOver(notes) => self.take_over(&notes, act),
        }
    }

    /// After an undo the selected mark may be gone.
    fn forget_missing(&mut self) {
        self.selected = self.selected.filter(|id| self.review.mark(*id).is_some());
    }

    pub(super) fn commit(&mut self, tx: Transaction, act: Act) -> Outcome {
        Ok(self.history.commit(&mut self.review, tx, act)?)
    }

    /// Commits a changed copy of the selected mark.
    pub(super) fn change(
        &mut self,
        act: Act,
        label: impl Into<String>,
        change: impl FnOnce(&mut Mark),
    ) -> Outcome {
        let mut mark = self.selected_mark().ok_or(NO_MARK)?.clone();
        change(&mut mark);
        self.commit(Transaction::new(label, vec![Edit::set_mark(mark)]), act)
    }

    fn add_mark(&mut self, kind: MarkKind, id: Id, act: Act) -> Outcome {
        let range = self.selected_range().ok_or(NO_WORDS)?;
        self.selection = Selection::at(range.end());
        let mut there = self.review.marks_at(range.start()).into_iter();
        if let Some(same) = there.find(|m| m.range() == Some(range) && m.kind() == kind) {
            self.selected = Some(same.id);
            return Err(Refusal::Nothing("these words are marked like that already"));
        }
        let number = self.review.next_number();
        let body = MarkBody::empty(kind);
        let mark = Mark::new(MarkId(id), number, Place::At(range), body, act.stamp);
        let label = format!("add {}", kind.label());
        self.commit(Transaction::new(label, vec![Edit::set_mark(mark)]), act)?;
        self.selected = Some(MarkId(id));
        Ok(())
    }

    fn add_marks(&mut self, kind: MarkKind, places: &[(Id, TextRange)], act: Act) -> Outcome {
        let first = self.review.next_number();
        let mark = |(number, (id, range)): (u32, &(Id, TextRange))| {
            let place = Place::At(*range);
            Mark::new(MarkId(*id), number, place, MarkBody::empty(kind), act.stamp)
        };
        let edits: Vec<Edit> = (first..).zip(places).map(mark).map(Edit::set_mark).collect();
        let label = format!("add {} {}s", edits.len(), kind.label());
        self.commit(Transaction::new(label, edits), act)
    }

    fn set_verdict(&mut self, verdict: Verdict, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        let words = WordsHash::of(mark.words(self.review.text()));
        self.change(act, format!("verdict {}", verdict.label()), |mark| {
            let before = mark.verdict.take();
            let (method, reason) = before.map(|v| (v.method, v.reason)).unwrap_or_default();
            mark.verdict = Some(VerdictGiven { verdict, method, reason, stamp: act.stamp, words });
            see_to(mark);
        })
    }

    fn clear_verdict(&mut self, act: Act) -> Outcome {
        self.change(act, "clear verdict", |mark| mark.verdict = None)
    }

    fn set_kind(&mut self, kind: MarkKind, act: Act) -> Outcome {
        let label = format!("change to {}", kind.label());
        self.change(act, label, |mark| mark.body = mark.body.to_kind(kind))
    }

    fn delete_mark(&mut self, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        let (id, label) = (mark.id, format!("delete {}", mark.kind().label()));
        let queries: Vec<Edit> =
            self.review.queries_of(id).map(|q| Edit::Query(q.id, None)).collect();
        let edits = queries.into_iter().chain([Edit::Mark(id, None)]).collect();
        self.commit(Transaction::new(label, edits), act)?;
        self.selected = None;
        Ok(())
    }

    fn move_to_selection(&mut self, act: Act) -> Outcome {
        let range = self.selected_range().ok_or(NO_WORDS)?;
        let text = self.review.shared_article();
        self.change(act, "move mark", |mark| put_at(mark, range, text.text()))
    }

    fn move_end(&mut self, end: EndOfMark, nudge: Nudge, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        let range = super::place::nudged(&self.review, mark, end, nudge)
            .ok_or(Refusal::Nothing("there is no word to move to"))?;
        self.change(act, "move mark", |mark| mark.place = Place::At(range))
    }

    /// Another place for a mark, whatever is selected.
    fn place_mark(&mut self, id: MarkId, range: TextRange, act: Act) -> Outcome {
        let range = super::place::tidy(&self.review, range).ok_or(NO_WORDS)?;
        let mut mark = self.review.mark(id).ok_or(NO_MARK)?.clone();
        put_at(&mut mark, range, self.review.text());
        self.commit(Transaction::new("move mark", vec![Edit::set_mark(mark)]), act)
    }

    /// Content from a form; the place, number and verdict's words stay what they are.
    fn put_mark(&mut self, new: Mark, label: &str, typing: Typing, act: Act) -> Outcome {
        let old = self.review.mark(new.id).ok_or(NO_MARK)?;
        let mut new = Mark { place: old.place.clone(), number: old.number, ..new };
        let decision = |mark: &Mark| mark.fix.as_ref().map(|fix| fix.decision);
        if decision(&new) != decision(old)
            && let Some(fix) = &mut new.fix
        {
            fix.decided = (fix.decision != FixDecision::Proposed).then_some(act.stamp);
        }
        let tx = with_typing(Transaction::new(label, vec![Edit::set_mark(new)]), typing);
        self.commit(tx, act)
    }

    fn add_evidence(&mut self, id: Id, act: Act) -> Outcome {
        let mut evidence = Evidence::new(EvidenceId(id), act.stamp);
        let verdict =
            self.selected_mark().and_then(|mark| mark.verdict.as_ref()).map(|v| v.verdict);
        if verdict == Some(Verdict::Wrong) {
            evidence.relation = Relation::Contradicts;
        }
        self.change(act, "add evidence", |mark| mark.evidence.push(evidence))
    }

    fn remove_evidence(&mut self, id: EvidenceId, act: Act) -> Outcome {
        self.change(act, "remove evidence", |mark| mark.evidence.retain(|e| e.id != id))
    }

    /// A new source; linked with the evidence, or with a selected mark that mentions sources.
    fn add_source(&mut self, evidence: Option<EvidenceId>, id: Id, act: Act) -> Outcome {
        let id = SourceId(id);
        let title = self.title_for_new_source();
        let source = Source::new(id, SourceKind::Document, title, act.stamp);
        let mut edits = vec![Edit::set_source(source)];
        edits.extend(self.linked_to(id, evidence).map(Edit::set_mark));
        self.commit(Transaction::new("add source", edits), act)?;
        self.added_source = Some(id);
        Ok(())
    }

    /// The selected mark with the source in this evidence, or as what it mentions; `None` when
    /// there is nothing to link.
    fn linked_to(&self, source: SourceId, evidence: Option<EvidenceId>) -> Option<Mark> {
        let mut mark = self.selected_mark()?.clone();
        if let Some(wanted) = evidence {
            mark.evidence.iter_mut().find(|e| e.id == wanted)?.source = Some(source);
            return Some(mark);
        }
        match &mut mark.body {
            MarkBody::Source(mention @ Mention { source: None }) => mention.source = Some(source),
            _ => return None,
        }
        Some(mark)
    }

    /// The words of a marked mention, or a name that can be told apart.
    fn title_for_new_source(&self) -> String {
        let text = self.review.text();
        match self.selected_mark() {
            Some(mark) if mark.kind() == MarkKind::Source => mark.words(text).to_owned(),
            _ => format!("Source {}", self.review.sources().count() + 1),
        }
    }

    fn put_source(&mut self, source: Source, typing: Typing, act: Act) -> Outcome {
        let tx =
            with_typing(Transaction::new("edit source", vec![Edit::set_source(source)]), typing);
        self.commit(tx, act)
    }

    fn remove_source(&mut self, id: SourceId, act: Act) -> Outcome {
        self.commit(Transaction::new("remove source", vec![Edit::Source(id, None)]), act)
    }
}

fn with_typing(tx: Transaction, typing: Typing) -> Transaction {
    match typing {
        Typing::No => tx,
        Typing::In(field) => tx.coalescing(field),
    }
}
