//! The invariants of the product, as properties over arbitrary reviews and edits.

use std::collections::{BTreeMap, BTreeSet};

use obelus::anchor;
use obelus::model::{
    Evidence, EvidenceId, Exempt, ExemptId, ExemptReason, Fix, FixDecision, Id, Mark, MarkBody,
    MarkId, MarkKind, Method, Place, Query, QueryId, QueryStatus, QueryTo, Relation, Reviewer,
    Role, Selector, Source, SourceId, SourceKind, Verdict, VerdictGiven,
};
use obelus::review::{
    Edit, History, Review, ReviewParts, Tally, Transaction, WordState, work_state,
};
use obelus::sidecar::{from_ron, to_ron};
use obelus::testing::{act, draft, reviewer_id, stamp};
use obelus::text::{WordsHash, snap_to_graphemes, words};
use obelus::workspace::carry_review;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces that make offsets go wrong: emoji with joiners, combining marks, right-to-left, flags.
const PIECES: &[&str] = &[
    "one ",
    "two, ",
    "12.4 ",
    "\u{201c}quoted\u{201d} ",
    "\n",
    "\n\n",
    "👩\u{200d}🚒",
    "e\u{301}",
    "\u{301}",
    "שלום ",
    "مرحبا ",
    "नमस्ते ",
    "漢字",
    "🇩🇪",
    "\u{202e}",
    "\u{a0}",
    "\t",
    "a",
    "’s ",
    "\r",
];

/// What only lost marks say: it stands in no text made of [`PIECES`].
const NOWHERE: &str = "\u{e000}gone";

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..40).prop_map(|pieces| format!("W {}", pieces.concat()))
}

/// Anything that people or programs put into a field, control characters included.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
        prop::collection::vec(select(PIECES), 0..4).prop_map(|pieces| pieces.concat()),
        select(&["\0\u{1b}[31m\u{7f}", "\\\"')(", "\u{2028}\u{feff}", "// /* r#\""][..])
            .prop_map(ToOwned::to_owned),
    ]
}

/// One thing that somebody does.
#[derive(Clone, Debug)]
enum Deed {
    Add { kind: MarkKind, from: Index, to: Index, note: String },
    AddLost { note: String },
    Judge { mark: Index, verdict: Verdict, method: Option<Method>, reason: String },
    Evidence { mark: Index, relation: Relation, passage: String, leans: bool },
    Fix { mark: Index, wording: String, decision: FixDecision },
    Tag { mark: Index, tag: String },
    Ext { mark: Index, key: String, value: String },
    Delete { mark: Index },
    Exempt { from: Index, to: Index, note: String },
    Ask { mark: Index, text: String, blocking: bool },
    Source { title: String, contact: String },
    NextDraft { text: String },
    Undo,
    Redo,
    Reopen,
}

fn deed() -> impl Strategy<Value = Deed> {
    let kind = select(MarkKind::ALL);
    let places = || (any::<Index>(), any::<Index>());
    prop_oneof![
        4 => (kind, places(), field())
            .prop_map(|(kind, (from, to), note)| Deed::Add { kind, from, to, note }),
        1 => field().prop_map(|note| Deed::AddLost { note }),
        3 => (any::<Index>(), select(Verdict::ALL), prop::option::of(select(Method::ALL)), field())
            .prop_map(|(mark, verdict, method, reason)| Deed::Judge { mark, verdict, method, reason }),
        2 => (any::<Index>(), select(Relation::ALL), field(), any::<bool>())
            .prop_map(|(mark, relation, passage, leans)| {
                Deed::Evidence { mark, relation, passage, leans }
            }),
        1 => (any::<Index>(), field(), select(FixDecision::ALL))
            .prop_map(|(mark, wording, decision)| Deed::Fix { mark, wording, decision }),
        1 => (any::<Index>(), field()).prop_map(|(mark, tag)| Deed::Tag { mark, tag }),
        1 => (any::<Index>(), field(), field())
            .prop_map(|(mark, key, value)| Deed::Ext { mark, key, value }),
        1 => any::<Index>().prop_map(|mark| Deed::Delete { mark }),
        1 => (places(), field()).prop_map(|((from, to), note)| Deed::Exempt { from, to, note }),
        1 => (any::<Index>(), field(), any::<bool>())
            .prop_map(|(mark, text, blocking)| Deed::Ask { mark, text, blocking }),
        1 => (field(), field()).prop_map(|(title, contact)| Deed::Source { title, contact }),
        1 => text().prop_map(|text| Deed::NextDraft { text }),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        1 => Just(Deed::Reopen),
    ]
}

/// A review at work, with all that was ever given out.
struct Desk {
    review: Review,
    history: History,
    clock: u32,
    numbers: BTreeMap<u32, MarkId>,
}

impl Desk {
    fn new(text: &str) -> Self {
        let ext = BTreeMap::from([("t\u{301}ool".to_owned(), "\"1\"\n".to_owned())]);
        let parts = ReviewParts { drafts: vec![draft(text)], ext, ..ReviewParts::default() };
        let mut review = Review::from_parts(parts).unwrap();
        let mut history = History::default();
        let name = "Mara\u{301}".to_owned();
        let initials = String::new();
        let role = Role::Checker;
        history.introduce(&mut review, &Reviewer { id: reviewer_id(), name, initials, role });
        Self { review, history, clock: 0, numbers: BTreeMap::new() }
    }

    fn fresh(&mut self) -> Id {
        self.clock += 1;
        Id::new(u128::from(self.clock) << 64)
    }

    fn place(&self, from: Index, to: Index) -> Place {
        let text = self.review.text();
        let (a, b) = (from.index(text.len() + 1), to.index(text.len() + 1));
        Place::At(snap_to_graphemes(text, a, b))
    }

    fn some_mark(&self, index: Index) -> Option<Mark> {
        let marks: Vec<&Mark> = self.review.marks_in_order().collect();
        (!marks.is_empty()).then(|| (*index.get(&marks)).clone())
    }

    fn add(&mut self, place: Place, kind: MarkKind, note: String) -> Vec<Edit> {
        let number = self.review.next_number();
        let id = MarkId(self.fresh());
        let mut mark = Mark::new(id, number, place, MarkBody::empty(kind), stamp(1));
        mark.note = note;
        vec![Edit::set_mark(mark)]
    }

    fn change(&self, index: Index, change: impl FnOnce(&mut Mark, &str)) -> Vec<Edit> {
        let Some(mut mark) = self.some_mark(index) else { return Vec::new() };
        change(&mut mark, self.review.text());
        vec![Edit::set_mark(mark)]
    }

    /// The edits of a deed; empty for those that are none.
    fn edits(&mut self, deed: Deed) -> Vec<Edit> {
        match deed {
            Deed::Add { kind, from, to, note } => self.add(self.place(from, to), kind, note),
            Deed::AddLost { note } => {
                let lost = Selector { exact: NOWHERE.to_owned(), ..Selector::default() };
                self.add(Place::Lost(Box::new(lost)), MarkKind::Claim, note)
            }
            Deed::Judge { mark, verdict, method, reason } => self.change(mark, |mark, text| {
                let words = WordsHash::of(mark.words(text));
                mark.verdict =
                    Some(VerdictGiven { verdict, method, reason, stamp: stamp(2), words });
            }),
            Deed::Evidence { mark, relation, passage, leans } => {
                let id = EvidenceId(self.fresh());
                let source = self.review.sources().next().map(|s| s.id).filter(|_| leans);
                self.change(mark, |mark, _| {
                    let empty = Evidence::new(id, stamp(3));
                    mark.evidence.push(Evidence { relation, passage, source, ..empty });
                })
            }
            Deed::Fix { mark, wording, decision } => self.change(mark, |mark, _| {
                mark.fix =
                    Some(Box::new(Fix { wording, decision, created: stamp(4), decided: None }));
            }),
            Deed::Tag { mark, tag } => self.change(mark, |mark, _| mark.tags.push(tag)),
            Deed::Ext { mark, key, value } => {
                self.change(mark, |mark, _| drop(mark.ext.insert(key, value)))
            }
            Deed::Delete { mark } => {
                self.some_mark(mark).map(|mark| Edit::Mark(mark.id, None)).into_iter().collect()
            }
            Deed::Exempt { from, to, note } => {
                let (id, place) = (ExemptId(self.fresh()), self.place(from, to));
                let reason = ExemptReason::Connective;
                let exempt =
                    Exempt { id, place, reason, note, created: stamp(5), gone_after: None };
                vec![Edit::Exempt(id, Some(Box::new(exempt)))]
            }
            Deed::Ask { mark, text, blocking } => self.ask(mark, text, blocking),
            Deed::Source { title, contact } => {
                let id = SourceId(self.fresh());
                let source = Source::new(id, SourceKind::Person, title, stamp(6));
                vec![Edit::set_source(Source { contact, ..source })]
            }
            Deed::NextDraft { text } => carry_review(&self.review, draft(&text), stamp(8))
                .map_or_else(|_| Vec::new(), |carried| carried.next.transaction.edits),
            Deed::Undo | Deed::Redo | Deed::Reopen => Vec::new(),
        }
    }

    fn ask(&mut self, mark: Index, text: String, blocking: bool) -> Vec<Edit> {
        let id = QueryId(self.fresh());
        let query = Query {
            id,
            mark: self.some_mark(mark).map(|mark| mark.id),
            to: QueryTo::Author,
            text,
            status: QueryStatus::Open,
            blocking,
            due: String::new(),
            answers: Vec::new(),
            created: stamp(7),
        };
        vec![Edit::Query(id, Some(Box::new(query)))]
    }

    /// Does a deed; a refused one changes nothing.
    fn run(&mut self, deed: Deed) {
        self.clock += 1;
        let act = act(self.clock);
        match deed {
            Deed::Undo => drop(self.history.undo(&mut self.review, act)),
            Deed::Redo => drop(self.history.redo(&mut self.review, act)),
            Deed::Reopen => self.reopen(),
            deed => {
                let tx = Transaction::new("deed", self.edits(deed));
                drop(self.history.commit(&mut self.review, tx, act));
            }
        }
    }

    fn reopen(&mut self) {
        let ron = to_ron(&self.review).unwrap();
        let loaded = from_ron(ron.as_bytes()).unwrap();
        assert_eq!(loaded.read_only, None);
        assert_eq!(loaded.review.to_parts(), self.review.to_parts());
        self.review = loaded.review;
        self.history = History::default();
    }

    /// Holds every number to the one mark that ever had it.
    fn check_numbers(&mut self) {
        for mark in self.review.marks_in_order() {
            let owner = *self.numbers.entry(mark.number).or_insert(mark.id);
            assert_eq!(owner, mark.id, "number {} was given twice", mark.number);
        }
        let ids: BTreeSet<MarkId> = self.numbers.values().copied().collect();
        assert_eq!(ids.len(), self.numbers.len(), "a mark has two numbers");
        let highest = self.numbers.last_key_value().map_or(0, |(number, _)| *number);
        assert!(self.review.next_number() > highest);
    }
}

/// Holds the tallies to the words they count, and each word to the worst that is said of it.
fn check_tallies(review: &Review) {
    let mut sum = 0;
    for (n, block) in review.article().blocks().iter().enumerate() {
        let states: Vec<_> = review.word_states(n).collect();
        let found: Vec<_> = states.iter().map(|(word, _)| word.of(review.text())).collect();
        let wanted: Vec<&str> = words(block.range.of(review.text()))
            .map(|word| &block.range.of(review.text())[word])
            .collect();
        assert_eq!(found, wanted);
        let tally = review.tally_of_block(n);
        check_sum(tally);
        let count = |wanted| states.iter().filter(|(_, state)| *state == wanted).count();
        assert_eq!(tally.open as usize, count(WordState::Open));
        assert_eq!(tally.covered as usize, count(WordState::Covered));
        sum += tally.words;
        for (word, state) in states {
            let over = |place: &Place| place.range().is_some_and(|range| range.overlaps(word));
            let is_claimed = review.marks_in_order().any(|mark| over(&mark.place))
                || review.exempt().any(|exempt| over(&exempt.place));
            let is_open =
                review.states_in_order().any(|(mark, state)| over(&mark.place) && state.is_open());
            assert_eq!(state.is_to_do(), is_open || !is_claimed);
        }
    }
    check_sum(review.tally());
    assert_eq!(review.tally().words, sum);
}

fn check_sum(tally: Tally) {
    let Tally { words, covered, shown_apart, not_covered, exempt, gone, recheck, open } = tally;
    assert_eq!(covered + shown_apart + not_covered + exempt + gone + recheck + open, words);
}

/// All but the log.
fn content(review: &Review) -> ReviewParts {
    ReviewParts { events: Vec::new(), ..review.to_parts() }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn save_load_save_gives_the_same_bytes(
        text in text(),
        deeds in prop::collection::vec(deed(), 0..24),
    ) {
        let mut desk = Desk::new(&text);
        for deed in deeds {
            desk.run(deed);
        }
        let saved = to_ron(&desk.review).unwrap();
        let loaded = from_ron(saved.as_bytes()).unwrap();
        prop_assert_eq!(&loaded.read_only, &None);
        prop_assert_eq!(loaded.review.to_parts(), desk.review.to_parts());
        prop_assert_eq!(to_ron(&loaded.review).unwrap(), saved);
    }

    #[test]
    fn a_placed_mark_stands_on_its_words_and_on_whole_characters(
        before in text(),
        after in text(),
        deeds in prop::collection::vec(deed(), 0..16),
    ) {
        let mut desk = Desk::new(&before);
        for deed in deeds {
            desk.run(deed);
        }
        let table = obelus::text::CodePoints::new(&after);
        for mark in desk.review.marks_in_order() {
            let Some(range) = mark.range() else { continue };
            let selector = anchor::describe(desk.review.text(), desk.review.code_points(), range);
            prop_assert_eq!(&selector.exact, mark.words(desk.review.text()));
            if let Some(found) = anchor::resolve(&after, &table, &selector).range() {
                prop_assert_eq!(found.of(&after), &selector.exact);
                let bytes = found.bytes();
                prop_assert_eq!(snap_to_graphemes(&after, bytes.start, bytes.end), found);
            }
        }
    }

    #[test]
    fn undo_after_do_is_identity_on_content_and_the_log_only_grows(
        text in text(),
        deeds in prop::collection::vec(deed(), 1..24),
    ) {
        let mut desk = Desk::new(&text);
        for deed in deeds {
            let (before, log) = (content(&desk.review), desk.review.events().to_vec());
            let revision = desk.history.revision();
            let is_step = !matches!(deed, Deed::Undo | Deed::Redo | Deed::Reopen);
            desk.run(deed);
            prop_assert!(desk.review.events().starts_with(&log));
            if is_step && desk.history.revision() == revision {
                prop_assert_eq!(content(&desk.review), before);
            } else if is_step {
                let after = content(&desk.review);
                desk.run(Deed::Undo);
                prop_assert_eq!(content(&desk.review), before);
                desk.run(Deed::Redo);
                prop_assert_eq!(content(&desk.review), after);
                prop_assert_eq!(desk.review.events().len(), log.len() + 3);
            }
        }
    }

    #[test]
    fn the_states_of_the_words_add_up_and_are_those_of_a_fresh_start(
        text in text(),
        deeds in prop::collection::vec(deed(), 1..32),
    ) {
        let mut desk = Desk::new(&text);
        for deed in deeds {
            desk.run(deed);
            check_tallies(&desk.review);
        }
        let fresh = Review::from_parts(desk.review.to_parts()).unwrap();
        for block in 0..fresh.article().blocks().len() {
            prop_assert!(fresh.word_states(block).eq(desk.review.word_states(block)));
            prop_assert_eq!(fresh.tally_of_block(block), desk.review.tally_of_block(block));
        }
        prop_assert_eq!(fresh.tally(), desk.review.tally());
        prop_assert_eq!(fresh.census(), desk.review.census());
        prop_assert!(fresh.states_in_order().eq(desk.review.states_in_order()));
    }

    #[test]
    fn marks_are_found_where_they_stand_and_told_in_one_order(
        text in text(),
        deeds in prop::collection::vec(deed(), 1..24),
    ) {
        let mut desk = Desk::new(&text);
        for deed in deeds {
            desk.run(deed);
        }
        let review = &desk.review;
        let all: Vec<&Mark> = review.marks_in_order().collect();
        prop_assert!(review.mark_ids_in_order().eq(all.iter().map(|mark| mark.id)));
        for (mark, state) in review.states_in_order() {
            prop_assert_eq!(state, work_state(review, mark));
            prop_assert_eq!(state, work_state(review, &mark.clone()));
        }
        for (n, block) in review.article().blocks().iter().enumerate() {
            let touches = |m: &&&Mark| m.range().is_some_and(|r| r.overlaps(block.range));
            prop_assert!(review.marks_in_block(n).eq(all.iter().filter(touches).copied()));
        }
    }

    #[test]
    fn numbers_and_ids_are_never_given_twice(
        text in text(),
        deeds in prop::collection::vec(deed(), 1..40),
    ) {
        let mut desk = Desk::new(&text);
        for deed in deeds {
            desk.run(deed);
            desk.check_numbers();
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(from_ron(&bytes));
    }

    #[test]
    fn a_damaged_sidecar_is_refused_or_still_a_review(
        at in any::<Index>(),
        len in 0usize..20,
        put in field(),
    ) {
        let whole = include_str!("../data/sidecars/v1/full.ron");
        let from = whole.floor_char_boundary(at.index(whole.len()));
        let to = whole.ceil_char_boundary((from + len).min(whole.len()));
        let damaged = format!("{}{put}{}", &whole[..from], &whole[to..]);
        if let Ok(loaded) = from_ron(damaged.as_bytes()) {
            let saved = to_ron(&loaded.review).unwrap();
            let again = from_ron(saved.as_bytes()).unwrap();
            prop_assert_eq!(to_ron(&again.review).unwrap(), saved);
        }
    }
}
