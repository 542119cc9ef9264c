//! What the last draft asks to be done about marks: give them a place, look at them, judge them again.

use super::editing::{NO_MARK, Outcome, Refusal};
use super::{Document, Selection};
use crate::model::{DraftFlag, Mark, Place, Verdict, VerdictGiven};
use crate::review::{Act, is_stale};
use crate::text::{TextPos, TextRange, WordsHash, fold};

/// Puts `mark` on `range` of `text`. Whoever does so has seen what the last draft made of it; what is
/// left to tell is that the words are not those on which it stood.
pub(super) fn put_at(mark: &mut Mark, range: TextRange, text: &str) {
    mark.place = Place::At(range);
    let Some(mut from) = mark.carried.take() else { return };
    if !from.words.is_empty() && fold(&from.words) != fold(range.of(text)) {
        from.flag = DraftFlag::Changed;
        from.places.clear();
        mark.carried = Some(from);
    }
}

/// Notes that somebody gave a verdict: on a mark that has a place there is nothing else to see to; of
/// one that has none, the verdict that it goes out says that it did.
pub(super) fn see_to(mark: &mut Mark) {
    if mark.range().is_some() {
        mark.carried = None;
        return;
    }
    let is_cut = mark.verdict.as_ref().is_some_and(|given| given.verdict == Verdict::Cut);
    if let Some(from) = mark.carried.as_mut().filter(|_| is_cut) {
        from.flag = DraftFlag::Cut;
        from.places.clear();
    }
}

impl Document {
    /// The places that the selected mark may have, where it waits for one.
    pub fn candidates(&self, mark: &Mark) -> Vec<TextRange> {
        let places = mark.carried.iter().filter(|_| mark.waits()).flat_map(|from| &from.places);
        let range = |(start, end): &(u32, u32)| {
            self.review.code_points().to_range(self.review.text(), *start, *end)
        };
        places.filter_map(range).collect()
    }

    /// Whether a look at `mark` is all that the last draft asks for.
    pub(super) fn can_be_seen(&self, mark: &Mark) -> bool {
        match mark.flag() {
            Some(DraftFlag::Glance | DraftFlag::Moved) => true,
            Some(DraftFlag::Changed) => !is_stale(&self.review, mark),
            Some(DraftFlag::Asks | DraftFlag::Cut) | None => false,
        }
    }

    /// Whether the verdict of `mark` was given on other words than it stands on.
    pub fn is_outdated(&self, mark: &Mark) -> bool {
        mark.range().is_some() && is_stale(&self.review, mark)
    }

    pub(super) fn place_here(&mut self, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        let caret = self.selection.focus;
        let at_caret = |range: &TextRange| range.contains(caret) || range.end() == caret;
        let places = self.candidates(mark);
        let none = match places[..] {
            [] => "select the words where it is now, on the page",
            _ => "show one of its places, or select the words where it is now",
        };
        let candidate = || places.into_iter().find(at_caret);
        let range = self.selected_range().or_else(candidate).ok_or(Refusal::Nothing(none))?;
        let article = self.review.shared_article();
        self.change(act, "place mark", |mark| put_at(mark, range, article.text()))?;
        self.selection = Selection::at(range.start());
        Ok(())
    }

    pub(super) fn seen(&mut self, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        if !self.can_be_seen(mark) {
            return Err(Refusal::Nothing("no draft asks for a look at this mark"));
        }
        self.change(act, "mark seen", |mark| mark.carried = None)
    }

    /// The same verdict again, on the words as they are now.
    pub(super) fn still_holds(&mut self, act: Act) -> Outcome {
        let mark = self.selected_mark().ok_or(NO_MARK)?;
        if !self.is_outdated(mark) {
            return Err(Refusal::Nothing("its verdict was given on these very words"));
        }
        let words = WordsHash::of(mark.words(self.review.text()));
        self.change(act, "verdict still holds", |mark| {
            let given = mark.verdict.take();
            mark.verdict = given.map(|given| VerdictGiven { stamp: act.stamp, words, ..given });
            mark.carried = None;
        })
    }

    /// A place in the text with a few words around it, to tell it from others: the words, and what
    /// of them is the place.
    pub fn with_surroundings(&self, range: TextRange) -> (String, std::ops::Range<usize>) {
        const AROUND: usize = 40;
        let text = self.review.text();
        let bytes = range.bytes();
        let block = self.review.article().block_index_at(range.start());
        let block =
            self.review.article().blocks().get(block).map_or(bytes.clone(), |b| b.range.bytes());
        let from = text.floor_char_boundary(bytes.start.saturating_sub(AROUND)).max(block.start);
        let to = text
            .ceil_char_boundary((bytes.end + AROUND).min(text.len()))
            .min(block.end.max(bytes.end));
        let around = TextRange::between(TextPos::from_usize(from), TextPos::from_usize(to));
        let lead = if from > block.start { "…" } else { "" };
        let tail = if to < block.end { "…" } else { "" };
        let start = lead.len() + bytes.start.saturating_sub(from);
        (format!("{lead}{}{tail}", around.of(text)), start..start + bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, WorkState};
    use crate::review::{Fate, work_state};
    use crate::testing::{act, draft, review, stamp};
    use crate::workspace::{Change, carry_review};

    /// A document whose marks were judged and carried into `text`, its first mark selected.
    fn carried(notation: &str, text: &str) -> (Document, Vec<Fate>) {
        let (review, history) = review(notation);
        let mut document = Document::of(review, history);
        let ids: Vec<_> = document.review.mark_ids_in_order().collect();
        for id in &ids {
            document.selected = Some(*id);
            run(&mut document, Change::SetVerdict(Verdict::Opinion));
        }
        let next = carry_review(&document.review, draft(text), stamp(50)).expect("is new").next;
        let fates = next.fates.iter().map(|(_, fate)| *fate).collect();
        document.history.commit(&mut document.review, next.transaction, act(50)).expect("fits");
        document.selected = ids.first().copied();
        (document, fates)
    }

    fn run(document: &mut Document, change: Change) {
        document.carry_out(change, Id::new(900), act(60)).expect("can be done");
    }

    fn state(document: &Document) -> WorkState {
        work_state(&document.review, document.selected_mark().expect("one is selected"))
    }

    #[test]
    fn a_glance_is_seen_to_one_by_one_and_undone() {
        let (mut document, fates) =
            carried("Costs rose [c:12 percent] in May.", "Costs fell 12 percent in May.");
        assert_eq!(fates, [Fate::Glance]);
        run(&mut document, Change::Seen);
        assert_eq!(document.selected_mark().and_then(Mark::flag), None);
        assert!(document.carry_out(Change::Seen, Id::new(901), act(61)).is_err());
        run(&mut document, Change::Undo);
        assert_eq!(document.selected_mark().and_then(Mark::flag), Some(DraftFlag::Glance));
    }

    #[test]
    fn a_verdict_that_still_holds_is_given_again_on_the_new_words() {
        let (mut document, _) =
            carried("[c:Nobody ever was asked about it.] So.", "Nobody was asked about it. So.");
        assert_eq!(state(&document), WorkState::Recheck);
        run(&mut document, Change::StillHolds);
        assert_ne!(state(&document), WorkState::Recheck);
        assert_eq!(document.selected_mark().and_then(Mark::flag), None);
    }

    #[test]
    fn a_mark_whose_words_went_out_is_confirmed_as_cut() {
        let (mut document, fates) = carried("It rained. [c:It cost 5 euros.]", "It rained.");
        assert_eq!(fates, [Fate::Cut]);
        assert!(document.selected_mark().is_some_and(Mark::waits));
        run(&mut document, Change::SetVerdict(Verdict::Cut));
        assert_eq!(state(&document), WorkState::Settled);
        run(&mut document, Change::Undo);
        assert_eq!(state(&document), WorkState::Lost);
    }

    #[test]
    fn a_mark_that_waits_is_put_where_somebody_says_and_keeps_its_verdict_on_its_words_alone() {
        let (mut document, fates) = carried(
            "[c:Ada Pell wrote it all.]\n\nIt rained.\n\nIt snowed.",
            "It rained.\n\nNow: Ada Pell wrote it all.\n\nIt snowed.\n\nNow: Ada Pell wrote it all.",
        );
        assert_eq!(fates, [Fate::Asks]);
        let mark = document.selected_mark().expect("is there").clone();
        let places = document.candidates(&mark);
        assert_eq!(places.len(), 2);
        let refused = document.carry_out(Change::PlaceHere, Id::new(900), act(60));
        let why = "show one of its places, or select the words where it is now";
        assert!(matches!(refused, Err(Refusal::Nothing(told)) if told == why));
        document.selection = Selection::at(places[1].start());
        run(&mut document, Change::PlaceHere);
        let placed = document.selected_mark().expect("is there");
        assert_eq!((placed.range(), placed.flag()), (Some(places[1]), None));
        assert_ne!(state(&document), WorkState::Recheck);
        run(&mut document, Change::Undo);
        let at = document.review.text().find("It snowed").expect("is there");
        document.selection = Selection::of(TextRange::of_bytes(at..at + 9));
        run(&mut document, Change::PlaceHere);
        assert_eq!(state(&document), WorkState::Recheck);
        assert_eq!(document.selected_mark().and_then(Mark::flag), Some(DraftFlag::Changed));
    }
}
