//! What a card about a mark says, as plain rows: on hover, and in the margin.

use crate::model::{DraftFlag, Evidence, Mark, MarkId, Timestamp};
use crate::review::{Review, work_state};
use crate::text::TextPos;

/// Marks on one card at most; more are counted.
const MOST_MARKS: usize = 4;

/// Pieces of evidence that are told of one mark; more are counted.
const MOST_EVIDENCE: usize = 3;

/// Characters of a text by other people that a card takes at most.
const MOST_WORDS: usize = 240;

/// A line of a card: what it is about, and the words, which are other people's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// "supports", "fix", "note".
    pub about: &'static str,
    /// As it was written, in one line.
    pub words: String,
}

/// What is said about one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkCard {
    /// Which.
    pub mark: MarkId,
    /// Its number.
    pub number: u32,
    /// Kind, verdict, state: "claim · wrong · missing evidence".
    pub says: String,
    /// Evidence, fix and note, as far as there is room.
    pub lines: Vec<CardLine>,
    /// Pieces of evidence that are not told.
    pub more_evidence: usize,
    /// Who gave the verdict, or made the mark.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Cards of the marks over one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// The shortest marks.
    pub cards: Vec<MarkCard>,
    /// How many more there are.
    pub more: usize,
}

impl Cards {
    /// The cards of the marks over `pos`, with `first` in front where it is one of them.
    pub fn at(review: &Review, pos: TextPos, first: Option<MarkId>) -> Self {
        let mut marks = review.marks_at(pos);
        if let Some(at) = marks.iter().position(|mark| Some(mark.id) == first) {
            marks[..=at].rotate_right(1);
        }
        let cards = marks.iter().take(MOST_MARKS).map(|mark| MarkCard::of(review, mark));
        Self { cards: cards.collect(), more: marks.len().saturating_sub(MOST_MARKS) }
    }

    /// The first card in a sentence, and how many more there are; `None` when there is none.
    pub(super) fn told(&self) -> Option<String> {
        let (first, others) = self.cards.split_first()?;
        let more = match others.len() + self.more {
            0 => String::new(),
            n => format!("; and {n} more here"),
        };
        Some(format!("{}{more}", first.told()))
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

impl MarkCard {
    /// The card of a mark.
    pub fn of(review: &Review, mark: &Mark) -> Self {
        let evidence = mark.evidence.iter().filter(|evidence| !evidence.is_blank());
        let told = evidence.clone().take(MOST_EVIDENCE).map(|e| evidence_line(review, e));
        let mut lines: Vec<CardLine> = told.collect();
        let fix = mark.fix.as_ref().map(|fix| ("fix", fix.wording.as_str()));
        let reason = mark.verdict.as_ref().map(|given| ("reason", given.reason.as_str()));
        let written = [fix, reason, Some(("note", mark.note.as_str()))];
        let line = |(about, words): (&'static str, &str)| {
            (!words.trim().is_empty()).then(|| CardLine { about, words: one_line(words) })
        };
        lines.extend(written.into_iter().flatten().filter_map(line));
        let stamp = mark.verdict.as_ref().map_or(mark.created, |given| given.stamp);
        Self {
            mark: mark.id,
            number: mark.number,
            says: says(review, mark),
            lines,
            more_evidence: evidence.count().saturating_sub(MOST_EVIDENCE),
            by: review.reviewer(stamp.by).map_or_else(String::new, |by| by.name.clone()),
            at: stamp.at,
        }
    }

    /// The card in a sentence: "Card 3: claim, wrong; refutes: Audit 2025, p. 4; by Ada Byron".
    fn told(&self) -> String {
        let mut parts = vec![format!("Card {}: {}", self.number, self.says.replace(" · ", ", "))];
        parts.extend(self.lines.iter().map(|line| format!("{}: {}", line.about, line.words)));
        if self.more_evidence > 0 {
            parts.push(format!("{} more evidence", self.more_evidence));
        }
        if !self.by.is_empty() {
            parts.push(format!("by {}", self.by));
        }
        parts.join("; ")
    }
}

fn says(review: &Review, mark: &Mark) -> String {
    let state = work_state(review, mark);
    let verdict = mark.verdict.as_ref().map(|given| given.verdict.label());
    let stands = (state.is_open() || verdict.is_none()).then(|| state.label());
    let flag = mark.flag().map(DraftFlag::label);
    let parts = [Some(mark.kind().label()), verdict, stands, flag];
    parts.into_iter().flatten().collect::<Vec<&str>>().join(" · ")
}

fn evidence_line(review: &Review, evidence: &Evidence) -> CardLine {
    let source = evidence.source.and_then(|id| review.source(id)).map(|s| s.title.as_str());
    let told = [source.unwrap_or_default(), &evidence.locator];
    let mut words: Vec<&str> = told.into_iter().filter(|s| !s.trim().is_empty()).collect();
    if words.is_empty() {
        let left = [&evidence.passage, &evidence.url, &evidence.note];
        words.extend(left.into_iter().map(String::as_str).find(|s| !s.trim().is_empty()));
    }
    CardLine { about: evidence.relation.label(), words: one_line(&words.join(", ")) }
}

/// The first words of a text in one line.
fn one_line(text: &str) -> String {
    let head = text.get(..text.floor_char_boundary(16 * MOST_WORDS)).unwrap_or(text);
    let mut line: String = head.split_whitespace().collect::<Vec<&str>>().join(" ");
    if let Some((at, _)) = line.char_indices().nth(MOST_WORDS) {
        line.truncate(at);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EvidenceId, Id, Relation, Source, SourceId, SourceKind};
    use crate::review::{Edit, Transaction};
    use crate::testing::{act, review, stamp};

    #[test]
    fn a_card_tells_evidence_by_its_source_and_place_then_the_note() {
        let (mut review, mut history) = review("Costs rose [c:12 per cent].");
        let mut mark = review.mark_by_number(1).expect("is there").clone();
        let minutes = Source::new(SourceId(Id::new(5)), SourceKind::Document, "Minutes", stamp(0));
        let blank = Evidence::new(EvidenceId(Id::new(1)), stamp(0));
        let proof = Evidence {
            source: Some(minutes.id),
            locator: "p. 4".to_owned(),
            relation: Relation::Contradicts,
            ..blank.clone()
        };
        mark.evidence = vec![blank, proof];
        mark.note = "Ask\n  again.".to_owned();
        let edits = vec![Edit::set_source(minutes), Edit::set_mark(mark)];
        history.commit(&mut review, Transaction::new("t", edits), act(9)).expect("fits");

        let card = MarkCard::of(&review, review.mark_by_number(1).expect("is there"));
        assert_eq!((card.number, card.says.as_str()), (1, "claim · evidence, no verdict"));
        let lines: Vec<String> =
            card.lines.iter().map(|line| format!("{}: {}", line.about, line.words)).collect();
        assert_eq!(lines, ["contradicts: Minutes, p. 4", "note: Ask again."]);
        let told =
            "Card 1: claim, evidence, no verdict; contradicts: Minutes, p. 4; note: Ask again.";
        assert!(card.told().starts_with(told), "{}", card.told());
    }

    #[test]
    fn a_place_with_many_marks_shows_the_first_four_and_the_selected_one() {
        let (review, _) = review("[c:a [c:b [c:c [c:d [c:e [c:f]]]]]]");
        let at = TextPos::from_usize(review.text().find('f').expect("is there"));
        let numbers = |first: Option<u32>| {
            let first = first.and_then(|n| review.mark_by_number(n)).map(|mark| mark.id);
            let cards = Cards::at(&review, at, first);
            let numbers: Vec<u32> = cards.cards.iter().map(|card| card.number).collect();
            (numbers, cards.more)
        };
        assert_eq!(numbers(None), (vec![6, 5, 4, 3], 2));
        assert_eq!(numbers(Some(1)), (vec![1, 6, 5, 4], 2));
        let told = Cards::at(&review, at, None).told().expect("there are marks");
        assert!(told.starts_with("Card 6: claim") && told.ends_with("; and 5 more here"), "{told}");
        assert_eq!(Cards::at(&review, TextPos::from_usize(review.text().len()), None).told(), None);
    }

    #[test]
    fn a_long_note_is_cut() {
        assert_eq!(one_line(&"é".repeat(500)).chars().count(), MOST_WORDS + 1);
    }
}
