//! The filter: groups of tests that must all hold for a mark.

use super::folding::search_fold;
use super::query::{tests_of, tokens};
use crate::model::{
    ClaimType, DraftFlag, Importance, Mark, MarkBody, MarkKind, Method, Stamp, Verdict, WorkState,
};
use crate::review::Review;

/// Which marks to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    groups: Vec<Group>,
    /// What of the query line was not understood, in sentences for people.
    pub problems: Vec<String>,
}

/// Tests of which one must hold, or none when it is negated.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    negated: bool,
    /// Words have none: each of them is a group of its own.
    key: Option<String>,
    tests: Vec<Test>,
}

/// A question to a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Status(Status),
    Kind(MarkKind),
    Verdict(Verdict),
    Type(ClaimType),
    Importance(Importance),
    Method(Method),
    Has(Has),
    Flag(DraftFlag),
    /// No place, and somebody has to see to that.
    Waits,
    Number(u32),
    /// The rest hold folded text.
    Tag(String),
    Source(String),
    By(String),
    Text(String),
}

/// A group of work states, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Settled,
    Is(WorkState),
}

/// What a mark can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    Verdict,
    Evidence,
    Fix,
    Note,
    Query,
    Tag,
}

impl Has {
    pub(super) const ALL: &'static [Self] =
        &[Self::Verdict, Self::Evidence, Self::Fix, Self::Note, Self::Query, Self::Tag];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Evidence => "evidence",
            Self::Fix => "fix",
            Self::Note => "note",
            Self::Query => "query",
            Self::Tag => "tag",
        }
    }

    fn holds(self, review: &Review, mark: &Mark) -> bool {
        match self {
            Self::Verdict => mark.verdict.is_some(),
            Self::Evidence => !mark.evidence.is_empty(),
            Self::Fix => mark.fix.is_some(),
            Self::Note => !mark.note.trim().is_empty(),
            Self::Query => review.queries_of(mark.id).next().is_some(),
            Self::Tag => !mark.tags.is_empty(),
        }
    }
}

impl Filter {
    /// Reads a query line. It never fails: see [`Self::problems`].
    pub fn parse(line: &str) -> Self {
        let mut filter = Self::default();
        for token in tokens(line) {
            let Some(key) = token.key else {
                filter.add(token.negated, None, vec![word_test(&token.value)]);
                continue;
            };
            if token.value.trim().is_empty() {
                continue; // still being typed
            }
            match tests_of(&key, &token.value) {
                Ok(Some(tests)) => filter.add(token.negated, Some(key), tests),
                Ok(None) => {
                    filter.problems.push(format!("{key} has no value “{}”", token.value));
                    filter.add_as_text(token.negated, &key, &token.value);
                }
                Err(()) => {
                    filter.problems.push(format!("there is no key “{key}”"));
                    filter.add_as_text(token.negated, &key, &token.value);
                }
            }
        }
        filter
    }

    /// Whether it lets every mark through.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it looks for the names of sources or people, or for words in whatever there is.
    pub(super) fn asks_names(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::Source(_) | Test::By(_) | Test::Text(_));
        self.groups.iter().flat_map(|group| &group.tests).any(asks)
    }

    /// Whether `mark`, which is in this state, is to be shown.
    pub fn matches(&self, review: &Review, mark: &Mark, state: WorkState) -> bool {
        let holds = |group: &Group| group.tests.iter().any(|test| test.holds(review, mark, state));
        self.groups.iter().all(|group| holds(group) != group.negated)
    }

    fn add(&mut self, negated: bool, key: Option<String>, tests: Vec<Test>) {
        let same = |g: &&mut Group| key.is_some() && g.key == key && g.negated == negated;
        match self.groups.iter_mut().find(same) {
            Some(group) => group.tests.extend(tests),
            None => self.groups.push(Group { negated, key, tests }),
        }
    }

    fn add_as_text(&mut self, negated: bool, key: &str, value: &str) {
        let text = search_fold(&format!("{key}:{value}"));
        self.add(negated, None, vec![Test::Text(text)]);
    }
}

/// `#12` asks for a number, everything else for words.
fn word_test(word: &str) -> Test {
    let number = word.strip_prefix('#').and_then(|digits| digits.parse().ok());
    number.map_or_else(|| Test::Text(search_fold(word)), Test::Number)
}

impl Test {
    fn holds(&self, review: &Review, mark: &Mark, state: WorkState) -> bool {
        let claim = match &mark.body {
            MarkBody::Claim(claim) => Some(claim),
            MarkBody::Quote(_) | MarkBody::Source(_) => None,
        };
        match self {
            Self::Status(status) => status.holds(state),
            Self::Kind(kind) => mark.kind() == *kind,
            Self::Verdict(verdict) => mark.verdict.as_ref().is_some_and(|v| v.verdict == *verdict),
            Self::Type(wanted) => claim.is_some_and(|c| c.claim_type == *wanted),
            Self::Importance(wanted) => claim.is_some_and(|c| c.importance == *wanted),
            Self::Method(wanted) => {
                let given = mark.verdict.as_ref().and_then(|v| v.method);
                given
                    .into_iter()
                    .chain(mark.evidence.iter().filter_map(|e| e.method))
                    .any(|m| m == *wanted)
            }
            Self::Has(has) => has.holds(review, mark),
            Self::Flag(flag) => mark.flag() == Some(*flag),
            Self::Waits => mark.waits(),
            Self::Number(number) => mark.number == *number,
            Self::Tag(start) => mark.tags.iter().any(|tag| search_fold(tag).starts_with(start)),
            Self::Source(part) => titles(review, mark).any(|title| contains(title, part)),
            Self::By(who) => stamps(mark).any(|stamp| is_by(review, stamp, who)),
            Self::Text(text) => says(review, mark, text),
        }
    }
}

impl Status {
    fn holds(self, state: WorkState) -> bool {
        match self {
            Self::Open => state.is_open(),
            Self::Settled => !state.is_open(),
            Self::Is(wanted) => state == wanted,
        }
    }
}

fn contains(text: &str, folded: &str) -> bool {
    !text.is_empty() && search_fold(text).contains(folded)
}

/// The titles of the sources that `mark` leans on.
fn titles<'a>(review: &'a Review, mark: &Mark) -> impl Iterator<Item = &'a str> {
    mark.sources().into_iter().filter_map(|id| review.source(id)).map(|s| s.title.as_str())
}

/// Everything that somebody did to `mark`.
fn stamps(mark: &Mark) -> impl Iterator<Item = Stamp> {
    let verdict = mark.verdict.as_ref().map(|given| given.stamp);
    let fix = mark.fix.as_ref().map(|fix| fix.created);
    let evidence = mark.evidence.iter().map(|evidence| evidence.created);
    let reads = mark.second_reads.iter().map(|read| read.stamp);
    [mark.created].into_iter().chain(verdict).chain(fix).chain(evidence).chain(reads)
}

fn is_by(review: &Review, stamp: Stamp, who: &str) -> bool {
    review.reviewer(stamp.by).is_some_and(|reviewer| {
        search_fold(&reviewer.initials) == who || contains(&reviewer.name, who)
    })
}

/// Whether the words of `mark`, or what is said about it, hold `text`.
fn says(review: &Review, mark: &Mark, text: &str) -> bool {
    let (first, second) = match &mark.body {
        MarkBody::Claim(claim) => (claim.statement.as_str(), claim.asserted_by.as_str()),
        MarkBody::Quote(quote) => (quote.speaker.as_str(), ""),
        MarkBody::Source(_) => ("", ""),
    };
    let reason = mark.verdict.as_ref().map_or("", |given| &given.reason);
    let wording = mark.fix.as_ref().map_or("", |fix| &fix.wording);
    let own = [mark.words(review.text()), first, second, &mark.note, reason, wording];
    own.into_iter().any(|part| contains(part, text))
        || mark.evidence.iter().any(|e| contains(&e.passage, text) || contains(&e.note, text))
        || titles(review, mark).any(|title| contains(title, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Reviewer, Role};
    use crate::review::{Edit, Transaction};
    use crate::testing;

    /// Numbers of the marks that `line` lets through.
    fn found(line: &str) -> Vec<u32> {
        let (mut review, mut history) =
            testing::review("[c:Ćafé rose by 12 %], said [q:“nobody [c:asked]”], [s:the audit].");
        let mut mark = review.mark_by_number(1).expect("first").clone();
        mark.tags.push("Money".to_owned());
        mark.note = "see page 4".to_owned();
        let reviewer = Reviewer {
            id: testing::reviewer_id(),
            name: "Mara Kern".to_owned(),
            initials: "MK".to_owned(),
            role: Role::Checker,
        };
        let tx = Transaction::new("x", vec![Edit::set_mark(mark)]);
        history.commit(&mut review, tx, testing::act(9)).expect("fits");
        history.introduce(&mut review, &reviewer);
        let filter = Filter::parse(line);
        let found = review.states_from(0).filter(|(m, state)| filter.matches(&review, m, *state));
        found.map(|(m, _)| m.number).collect()
    }

    #[test]
    fn the_same_key_twice_means_either_and_others_mean_both() {
        assert_eq!(found(""), [1, 2, 3, 4]);
        assert_eq!(found("kind:claim"), [1, 3]);
        assert_eq!(found("kind:quote kind:source"), [2, 4]);
        assert_eq!(found("kind:claim tag:mon"), [1]);
        assert_eq!(found("-kind:quote -kind:claim"), [4]);
    }

    #[test]
    fn words_are_found_without_accents_and_case() {
        assert_eq!(found("CAFE"), [1]);
        assert_eq!(found("\"rose by\""), [1]);
        assert_eq!(found("\"nobody"), [2]);
        assert_eq!(found("page"), [1]);
        assert_eq!(found("asked -nobody"), [3]);
        assert_eq!(found("#4"), [4]);
    }

    #[test]
    fn status_words_are_groups_or_states() {
        assert_eq!(found("status:open"), [1, 2, 3, 4]);
        assert!(found("status:settled").is_empty());
        assert_eq!(found("status:marked"), [1, 2, 3, 4]);
        for state in WorkState::ALL {
            let filter = Filter::parse(&format!("status:{}", state.key()));
            assert!(filter.problems.is_empty() && !filter.is_empty(), "{}", state.key());
        }
    }

    #[test]
    fn people_are_found_by_initials_and_name() {
        assert_eq!(found("by:mk"), [1, 2, 3, 4]);
        assert_eq!(found("by:kern"), [1, 2, 3, 4]);
        assert!(found("by:nobody").is_empty());
    }

    #[test]
    fn what_is_not_understood_is_text_and_said() {
        let filter = Filter::parse("colour:red verdict:blue status:");
        assert_eq!(filter.problems, ["there is no key “colour”", "verdict has no value “blue”"]);
        assert!(!filter.is_empty());
        assert!(Filter::parse("status:").is_empty());
        assert!(Filter::parse("12:30 https://a.example").problems.is_empty());
    }

    #[test]
    fn an_exact_value_is_not_a_beginning() {
        let exact = Filter::parse("verdict:confirmed");
        assert_eq!(exact.groups[0].tests, [Test::Verdict(Verdict::Confirmed)]);
        assert_eq!(Filter::parse("verdict:conf").groups[0].tests.len(), 2);
    }

    #[test]
    fn every_key_is_known_to_the_parser() {
        for (key, _) in super::super::KEYS {
            assert!(tests_of(key, "x").is_ok(), "{key}");
        }
    }
}
