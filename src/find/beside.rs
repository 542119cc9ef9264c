//! Looking for a needle beside the text: in notes, evidence and the register of sources.

use std::ops::Range;
use std::sync::Arc;

use super::needle::{Needle, NeedleError, Pattern};
use super::search::first_in;
use crate::model::{Mark, MarkBody, MarkId, Query, Source, SourceId};
use crate::review::Review;

/// Where is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The article.
    Text,
    /// Notes on marks, and all else that is written about them: statements, speakers, reasons,
    /// fixes, tags, queries and their answers.
    Notes,
    /// The register of sources.
    Sources,
    /// Evidence: passages, places in the source, addresses, notes.
    Evidence,
}

impl Scope {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Text, Self::Notes, Self::Sources, Self::Evidence];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Notes => "Notes",
            Self::Sources => "Sources",
            Self::Evidence => "Evidence",
        }
    }
}

/// Hits beside the text that are listed; all are counted.
const MOST_BESIDE: usize = 1000;

/// What a hit beside the text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A mark, with its number.
    Mark(MarkId, u32),
    /// An entry of the register.
    Source(SourceId),
}

/// A hit beside the text; one for each field that holds the needle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesideHit {
    /// What to go to.
    pub owner: Owner,
    /// Where it stands: "note", "passage", "title".
    pub field: &'static str,
    /// The words around it, on one line.
    pub excerpt: String,
}

/// What is written beside the text, shared with the review: cheap to hand to a job.
#[derive(Clone, Debug, Default)]
pub struct Writings {
    marks: Vec<Arc<Mark>>,
    /// Each with the mark that it is about.
    queries: Vec<(Owner, Query)>,
    sources: Vec<Source>,
}

impl Writings {
    /// All that `review` holds.
    pub fn of(review: &Review) -> Self {
        let about = |query: &Query| {
            let mark = review.mark(query.mark?)?;
            Some((Owner::Mark(mark.id, mark.number), query.clone()))
        };
        Self {
            marks: review.shared_marks(),
            queries: review.queries().filter_map(about).collect(),
            sources: review.sources().cloned().collect(),
        }
    }

    /// The hits of `needle` in `scopes`, marks in the order of the text, then sources; and how many
    /// there are in all.
    ///
    /// # Errors
    ///
    /// [`NeedleError`] when the needle cannot be looked for.
    pub fn find(
        &self,
        needle: &Needle,
        scopes: &[Scope],
        is_stale: &dyn Fn() -> bool,
    ) -> Result<(Vec<BesideHit>, usize), NeedleError> {
        let Some(pattern) = Pattern::new(needle)? else { return Ok((Vec::new(), 0)) };
        let mut search = Search { pattern, hits: Vec::new(), total: 0 };
        for mark in &self.marks {
            if is_stale() {
                break;
            }
            let owner = Owner::Mark(mark.id, mark.number);
            if scopes.contains(&Scope::Notes) {
                search.notes(owner, mark);
            }
            if scopes.contains(&Scope::Evidence) {
                search.evidence(owner, mark);
            }
        }
        if scopes.contains(&Scope::Notes) {
            let wanted = self.queries.iter().take_while(|_| !is_stale());
            wanted.for_each(|(owner, query)| search.query(*owner, query));
        }
        if scopes.contains(&Scope::Sources) {
            let wanted = self.sources.iter().take_while(|_| !is_stale());
            wanted.for_each(|source| search.source(source));
        }
        Ok((search.hits, search.total))
    }
}

struct Search {
    pattern: Pattern,
    hits: Vec<BesideHit>,
    total: usize,
}

impl Search {
    fn field(&mut self, owner: Owner, field: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        let Some(found) = first_in(&self.pattern, text) else { return };
        self.total += 1;
        if self.hits.len() < MOST_BESIDE {
            self.hits.push(BesideHit { owner, field, excerpt: excerpt(text, &found) });
        }
    }

    fn notes(&mut self, owner: Owner, mark: &Mark) {
        match &mark.body {
            MarkBody::Claim(claim) => {
                self.field(owner, "statement", &claim.statement);
                self.field(owner, "asserted by", &claim.asserted_by);
            }
            MarkBody::Quote(quote) => self.field(owner, "speaker", &quote.speaker),
            MarkBody::Source(_) => {}
        }
        self.field(owner, "note", &mark.note);
        if let Some(given) = &mark.verdict {
            self.field(owner, "reason", &given.reason);
        }
        if let Some(fix) = &mark.fix {
            self.field(owner, "fix", &fix.wording);
        }
        for tag in &mark.tags {
            self.field(owner, "tag", tag);
        }
    }

    fn evidence(&mut self, owner: Owner, mark: &Mark) {
        for evidence in &mark.evidence {
            self.field(owner, "passage", &evidence.passage);
            self.field(owner, "place in the source", &evidence.locator);
            self.field(owner, "note of the evidence", &evidence.note);
            self.field(owner, "address", &evidence.url);
        }
    }

    fn query(&mut self, owner: Owner, query: &Query) {
        self.field(owner, "query", &query.text);
        for answer in &query.answers {
            self.field(owner, "answer", &answer.text);
        }
    }

    fn source(&mut self, source: &Source) {
        let owner = Owner::Source(source.id);
        self.field(owner, "title", &source.title);
        self.field(owner, "by", &source.by);
        self.field(owner, "date", &source.date);
        self.field(owner, "address", &source.url);
        self.field(owner, "archived copy", &source.archived_url);
        self.field(owner, "contact", &source.contact);
        self.field(owner, "note", &source.note);
    }
}

/// A line of `text` around `found`.
fn excerpt(text: &str, found: &Range<usize>) -> String {
    /// Bytes in front of the hit, and of the hit with what is behind it.
    const BEFORE: usize = 32;
    const BEHIND: usize = 96;
    let from = text.floor_char_boundary(found.start.saturating_sub(BEFORE));
    let to = text.ceil_char_boundary((found.start + BEHIND).min(text.len()));
    let mut line = if from > 0 { "…".to_owned() } else { String::new() };
    line.push_str(text.get(from..to).unwrap_or_default());
    if to < text.len() {
        line.push('…');
    }
    line.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, EvidenceId, Id, QueryId, QueryStatus, QueryTo, SourceKind};
    use crate::review::{Edit, Transaction};
    use crate::testing;

    fn found(needle: &str, scopes: &[Scope]) -> Vec<(String, &'static str)> {
        let (mut review, mut history) = testing::review("[c:Lamps] were out.");
        let mut mark = review.mark_by_number(1).expect("first").clone();
        mark.note = "Rang the “desk”;\nthey agree".to_owned();
        let passage = "lamps out, by desk".to_owned();
        let evidence = Evidence::new(EvidenceId(Id::new(9)), testing::stamp(2));
        mark.evidence.push(Evidence { passage, ..evidence });
        let id = crate::model::SourceId(Id::new(3));
        let source =
            crate::model::Source::new(id, SourceKind::Person, "Desk officer", testing::stamp(3));
        let edits = vec![Edit::set_mark(mark), Edit::set_source(source)];
        history.commit(&mut review, Transaction::new("x", edits), testing::act(9)).expect("fits");
        let needle = Needle { text: needle.to_owned(), ..Needle::default() };
        let (hits, total) =
            Writings::of(&review).find(&needle, scopes, &|| false).expect("a good needle");
        assert_eq!(total, hits.len());
        hits.into_iter().map(|hit| (hit.excerpt, hit.field)).collect()
    }

    #[test]
    fn every_scope_finds_its_own() {
        let all = found("desk", &Scope::ALL);
        let fields: Vec<&str> = all.iter().map(|(_, field)| *field).collect();
        assert_eq!(fields, ["note", "passage", "title"]);
        assert_eq!(found("desk", &[Scope::Sources]), [("Desk officer".to_owned(), "title")]);
        let note = "Rang the “desk”; they agree".to_owned();
        assert_eq!(found("\"desk\"; they", &[Scope::Notes]), [(note, "note")]);
        assert!(found("desk", &[Scope::Text]).is_empty());
    }

    #[test]
    fn a_query_leads_to_its_mark_and_nobody_looks_on_for_a_stale_needle() {
        let (mut review, mut history) = testing::review("[c:Lamps] were out.");
        let mark = review.mark_by_number(1).expect("first").id;
        let query = Query {
            id: QueryId(Id::new(5)),
            mark: Some(mark),
            to: QueryTo::Author,
            text: "Which desk?".to_owned(),
            status: QueryStatus::default(),
            blocking: false,
            due: String::new(),
            answers: Vec::new(),
            created: testing::stamp(2),
        };
        let source = SourceId(Id::new(3));
        let source = Source::new(source, SourceKind::Person, "Desk officer", testing::stamp(3));
        let edits = vec![Edit::Query(query.id, Some(Box::new(query))), Edit::set_source(source)];
        history.commit(&mut review, Transaction::new("x", edits), testing::act(9)).expect("fits");
        let writings = Writings::of(&review);
        let needle = Needle { text: "desk".to_owned(), ..Needle::default() };
        let (hits, _) = writings.find(&needle, &[Scope::Notes], &|| false).expect("good");
        assert_eq!(hits.first().map(|hit| hit.owner), Some(Owner::Mark(mark, 1)));
        let (stale, total) = writings.find(&needle, &Scope::ALL, &|| true).expect("good");
        assert_eq!((stale.len(), total), (0, 0));
    }

    #[test]
    fn an_excerpt_is_a_line_around_the_hit() {
        let text = format!("{}é needle {}", "x".repeat(200), "y".repeat(200));
        let at = text.find("needle").expect("is there");
        let line = excerpt(&text, &(at..at + 6));
        assert!(line.contains("xé needle y"));
        assert!(line.starts_with('…') && line.ends_with('…') && line.len() < 200);
    }
}
