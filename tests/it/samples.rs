//! The reviews saved beside the sample articles: built here through edits, as the window would, and
//! compared with the committed files byte for byte. `OBELUS_WRITE_SAMPLES=1` writes them again.
//!
//! A review is a table: a line for what is marked, then what was found, said and decided, each a step
//! of its own in the log. Ids come from a seed and times from a clock that only these steps move.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use chrono::Duration;
use obelus::import;
use obelus::model::{
    Answer, BlockKind, Claim, ClaimType, EventId, Evidence, EvidenceId, Exempt, ExemptId,
    ExemptReason, Fix, FixDecision, Id, Importance, InlineSpan, InlineStyle, Mark, MarkBody,
    MarkId, MarkKind, Mention, Method, Place, Query, QueryId, QueryStatus, QueryTo, Quotation,
    QuoteForm, ReadAs, Relation, Reviewer, ReviewerId, Role, SecondRead, Source, SourceId,
    SourceKind, Stamp, Timestamp, Verdict, VerdictGiven, WorkState,
};
use obelus::report::{Options, build};
use obelus::review::{Act, Draft, Edit, History, Review, Transaction, work_state};
use obelus::sidecar::{from_ron, to_ron};
use obelus::store::{self, ArticleOnDisk};
use obelus::text::{Digest, TextRange, WordsHash};

use ClaimType::{
    Attribution, Cause, Comparison, Date, Description, Name, Number, Other, Superlative,
};
use Importance::{Central, Colour, Supporting};
use Relation::{Context, Contradicts, Partly, Supports};

const TRANSIT: &str = "transit_budget.txt";
const RESIGNATION: &str = "resignation_report.md";

/// A review in the making.
struct Desk {
    review: Review,
    history: History,
    /// What ids and the pace of work are made of.
    seed: &'static str,
    given: u32,
    now: Timestamp,
    checker: ReviewerId,
    editor: ReviewerId,
    sources: BTreeMap<&'static str, SourceId>,
}

/// A mark in the making: each method is one step.
struct Line<'a> {
    desk: &'a mut Desk,
    mark: MarkId,
    /// Who takes the next step.
    by: ReviewerId,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_docs")
}

/// An id that is the same in every run and looks like any other.
fn id_of(seed: &str, n: u32) -> Id {
    let hex = Digest::of(format!("{seed} {n}").as_bytes()).to_string();
    Id::new(u128::from_str_radix(&hex[..32], 16).unwrap())
}

impl Desk {
    /// The first draft of a sample, with its checker and its editor.
    fn new(file: &'static str, start: &str) -> Self {
        let reviewer = |name: &str, role| Reviewer {
            id: ReviewerId(id_of(name, 0)),
            name: name.to_owned(),
            initials: Reviewer::initials_of(name),
            role,
        };
        let checker = reviewer("Jonna Reiss", Role::Checker);
        let editor = reviewer("Piet Amsel", Role::Editor);
        let now = start.parse().unwrap();
        let draft = first_draft(file, Stamp { by: checker.id, at: now });
        let (mut review, mut history) = (Review::new(draft), History::default());
        history.introduce(&mut review, &checker);
        history.introduce(&mut review, &editor);
        let (checker, editor) = (checker.id, editor.id);
        let sources = BTreeMap::new();
        Self { review, history, seed: file, given: 0, now, checker, editor, sources }
    }

    fn id(&mut self) -> Id {
        self.given += 1;
        id_of(self.seed, self.given)
    }

    /// Another day of work begins.
    fn day(&mut self, start: &str) {
        let start = start.parse().unwrap();
        assert!(start > self.now, "time runs forward: {start}");
        self.now = start;
    }

    /// Some minutes later.
    fn stamp(&mut self, by: ReviewerId) -> Stamp {
        let pace = id_of(self.seed, 1000 + self.given).value() % 400;
        self.now += Duration::seconds(50 + i64::try_from(pace).unwrap());
        Stamp { by, at: self.now }
    }

    fn commit(&mut self, label: &str, edit: Edit, stamp: Stamp) {
        let act = Act { stamp, event: EventId(self.id()) };
        let tx = Transaction::new(label, vec![edit]);
        self.history.commit(&mut self.review, tx, act).unwrap();
    }

    /// An entry of the register, under a name that the table uses.
    fn source(
        &mut self,
        key: &'static str,
        kind: SourceKind,
        title: &str,
        fill: impl FnOnce(&mut Source),
    ) {
        let stamp = self.stamp(self.checker);
        let mut source = Source::new(SourceId(self.id()), kind, title, stamp);
        fill(&mut source);
        self.sources.insert(key, source.id);
        self.commit("add source", Edit::set_source(source), stamp);
    }

    /// The only place of `words` inside the only place of `context`.
    fn place(&self, context: &str, words: &str) -> Place {
        let text = self.review.text();
        let only = |text: &str, words: &str| {
            assert_eq!(text.matches(words).count(), 1, "{words}");
            text.find(words).unwrap()
        };
        let start = only(text, context) + only(context, words);
        Place::At(TextRange::checked(text, start, start + words.len()).unwrap())
    }

    /// A mark on words that stand in the article once.
    fn mark(&mut self, words: &str, body: MarkBody) -> Line<'_> {
        self.mark_in(words, words, body)
    }

    /// A mark on words that stand in `context` once.
    fn mark_in(&mut self, context: &str, words: &str, body: MarkBody) -> Line<'_> {
        let by = self.checker;
        let (place, stamp) = (self.place(context, words), self.stamp(by));
        let label = format!("add {}", body.kind().label());
        let number = self.review.next_number();
        let mark = Mark::new(MarkId(self.id()), number, place, body, stamp);
        let id = mark.id;
        self.commit(&label, Edit::set_mark(mark), stamp);
        Line { desk: self, mark: id, by }
    }

    /// Words that need no check.
    fn exempt(&mut self, words: &str, reason: ExemptReason, note: &str) {
        let stamp = self.stamp(self.checker);
        let place = self.place(words, words);
        let id = ExemptId(self.id());
        let exempt =
            Exempt { id, place, reason, note: note.to_owned(), created: stamp, gone_after: None };
        self.commit("nothing to check", Edit::Exempt(id, Some(Box::new(exempt))), stamp);
    }

    fn mention(&self, source: &str) -> MarkBody {
        MarkBody::Source(Mention { source: Some(self.sources[source]) })
    }

    /// A quotation; `times` are where it begins and ends in its recording.
    fn quote(&self, speaker: &str, form: QuoteForm, recording: &str, times: [&str; 2]) -> MarkBody {
        MarkBody::quote(Quotation {
            speaker: speaker.to_owned(),
            form,
            recording: self.sources.get(recording).copied(),
            from: times[0].to_owned(),
            to: times[1].to_owned(),
        })
    }
}

fn first_draft(file: &str, imported: Stamp) -> Draft {
    let bytes = fs::read(folder().join(file)).unwrap();
    let read = import::import(&bytes, file).unwrap();
    Draft {
        number: 1,
        label: String::new(),
        file_name: file.to_owned(),
        format: read.format.to_owned(),
        encoding: read.encoding,
        read_as: ReadAs::default(),
        file_digest: Digest::of(&bytes),
        text_digest: Digest::of(read.article.text().as_bytes()),
        imported,
        losses: read.losses,
        source_notes: read.source_notes,
        article: Arc::new(read.article),
        marks: Arc::default(),
        exempt: Arc::default(),
        tally: None,
    }
}

fn claim(claim_type: ClaimType, importance: Importance, asserted_by: &str) -> MarkBody {
    let asserted_by = asserted_by.to_owned();
    MarkBody::Claim(Claim { claim_type, importance, statement: String::new(), asserted_by })
}

impl Line<'_> {
    fn step(self, label: &str, change: impl FnOnce(&mut Mark, Stamp, Id)) -> Self {
        let (stamp, id) = (self.desk.stamp(self.by), self.desk.id());
        let mut mark = self.desk.review.mark(self.mark).unwrap().clone();
        change(&mut mark, stamp, id);
        self.desk.commit(label, Edit::set_mark(mark), stamp);
        self
    }

    /// What follows is done by the editor.
    fn editor(mut self) -> Self {
        self.by = self.desk.editor;
        self
    }

    /// The claim in one plain sentence.
    fn states(self, statement: &str) -> Self {
        self.step("edit statement", |mark, _, _| {
            let MarkBody::Claim(claim) = &mut mark.body else { panic!("only a claim states") };
            statement.clone_into(&mut claim.statement);
        })
    }

    /// Evidence: the place in the source, its words, a note.
    fn found(
        self,
        relation: Relation,
        source: &str,
        method: Method,
        [locator, passage, note]: [&str; 3],
    ) -> Self {
        let source = self.desk.sources[source];
        self.step("add evidence", |mark, stamp, id| {
            let accessed = match method {
                Method::Web => stamp.at.format("%Y-%m-%d").to_string(),
                _ => String::new(),
            };
            mark.evidence.push(Evidence {
                source: Some(source),
                relation,
                method: Some(method),
                locator: locator.to_owned(),
                passage: passage.to_owned(),
                accessed,
                note: note.to_owned(),
                ..Evidence::new(EvidenceId(id), stamp)
            });
        })
    }

    fn verdict(self, verdict: Verdict, method: Method, reason: &str) -> Self {
        let words =
            self.desk.review.mark(self.mark).unwrap().words(self.desk.review.text()).to_owned();
        self.verdict_on(&words, verdict, method, reason)
    }

    /// A verdict that was given on other words than those that stand there now.
    fn verdict_on(self, words: &str, verdict: Verdict, method: Method, reason: &str) -> Self {
        self.step(&format!("verdict {}", verdict.label()), |mark, stamp, _| {
            mark.verdict = Some(VerdictGiven {
                verdict,
                method: Some(method),
                reason: reason.to_owned(),
                stamp,
                words: WordsHash::of(words),
            });
        })
    }

    fn fix(self, wording: &str) -> Self {
        self.step("edit fix", |mark, created, _| {
            let decision = FixDecision::Proposed;
            mark.fix = Some(Box::new(Fix {
                wording: wording.to_owned(),
                decision,
                created,
                decided: None,
            }));
        })
    }

    /// The editor decides on the fix.
    fn decide(self, decision: FixDecision) -> Self {
        self.editor().step("decide fix", |mark, stamp, _| {
            let fix = mark.fix.as_mut().unwrap();
            fix.decision = decision;
            fix.decided = Some(stamp);
        })
    }

    /// The editor reads it again and agrees.
    fn read_again(self, note: &str) -> Self {
        self.editor().step("second read", |mark, stamp, _| {
            let VerdictGiven { verdict, words, .. } = mark.verdict.clone().unwrap();
            let note = note.to_owned();
            mark.second_reads.push(SecondRead { stamp, agrees: true, verdict, words, note });
        })
    }

    fn note(self, note: &str) -> Self {
        self.step("edit note", |mark, _, _| note.clone_into(&mut mark.note))
    }

    fn tags(self, tags: &[&str]) -> Self {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self.step("edit tags", |mark, _, _| mark.tags = tags)
    }

    /// A question that blocks the mark until it is answered.
    fn ask(self, to: QueryTo, due: &str, text: &str) -> Self {
        let created = self.desk.stamp(self.by);
        let query = Query {
            id: QueryId(self.desk.id()),
            mark: Some(self.mark),
            to,
            text: text.to_owned(),
            status: QueryStatus::Open,
            blocking: true,
            due: due.to_owned(),
            answers: Vec::new(),
            created,
        };
        self.desk.commit("add query", Edit::Query(query.id, Some(Box::new(query))), created);
        self
    }

    /// The editor passes the answer on.
    fn answered(self, text: &str) -> Self {
        let line = self.editor();
        let stamp = line.desk.stamp(line.by);
        let mut query = line.desk.review.queries_of(line.mark).next().unwrap().clone();
        query.status = QueryStatus::Answered;
        query.answers.push(Answer { stamp, text: text.to_owned() });
        line.desk.commit("answer query", Edit::Query(query.id, Some(Box::new(query))), stamp);
        Line { by: line.desk.checker, ..line }
    }
}

/// The review of the invented story.
fn transit() -> Review {
    let mut desk = Desk::new(TRANSIT, "2026-03-09T08:40:00Z");
    transit_sources(&mut desk);
    transit_money(&mut desk);
    transit_vote(&mut desk);
    desk.day("2026-03-10T09:05:00Z");
    transit_works(&mut desk);
    transit_rain(&mut desk);
    transit_line(&mut desk);
    desk.day("2026-03-11T08:55:00Z");
    transit_street(&mut desk);
    transit_end(&mut desk);
    transit_exempt(&mut desk);
    desk.review
}

fn transit_sources(desk: &mut Desk) {
    let web = |url: &'static str| {
        move |source: &mut Source| {
            source.url = format!("https://example.org/varnholt/{url}");
            source.archived_url = format!("https://example.org/archive/varnholt/{url}");
        }
    };
    desk.source("statement", SourceKind::WebPage, "Statement on the tram budget", |source| {
        source.by = "Varnholt town council".into();
        web("tram-budget")(source);
    });
    desk.source("plan", SourceKind::WebPage, "Line 4: route, stops and timetable", |source| {
        source.by = "Varnholt Trams".into();
        web("line-4")(source);
    });
    desk.source("minutes", SourceKind::Document, "Council minutes of 9 November", |source| {
        source.by = "Varnholt town council".into();
        source.date = "9 November".into();
        source.note = "A copy. The audit office has asked for the original book.".into();
    });
    desk.source("audit", SourceKind::Document, "Audit report on the tram", |source| {
        source.by = "Varnholt audit office".into();
        source.date = "14 March".into();
    });
    desk.source("press", SourceKind::Recording, "Press conference of the council", |source| {
        source.by = "recorded by Ines Halvorsen".into();
        source.date = "Tuesday".into();
    });
    desk.source(
        "sitting",
        SourceKind::Transcript,
        "Transport committee, sitting of May",
        |source| {
            source.by = "Varnholt town council".into();
            source.date = "May 2024".into();
        },
    );
    desk.source("rain", SourceKind::DataSet, "Monthly rainfall, Varnholt station", |source| {
        source.by = "weather service".into();
        source.contact = "climate desk, through the switchboard".into();
    });
    desk.source("brenn", SourceKind::Person, "Osvald Brenn", |source| {
        source.by = "works manager".into();
        source.contact = "through the works office".into();
    });
    desk.source("book", SourceKind::Book, "Trams of the region", |source| {
        source.by = "Varnholt Museum of Transport".into();
    });
    desk.source("photo", SourceKind::Photo, "Mill Street, the trenches", |source| {
        source.by = "Ines Halvorsen".into();
    });
    desk.source("visit", SourceKind::OwnObservation, "A walk along Mill Street", |source| {
        source.by = "Jonna Reiss".into();
    });
}

fn transit_money(desk: &mut Desk) {
    desk.mark(
        "Council puts the extra money down to steel and a wet spring",
        claim(Cause, Central, "the council"),
    )
    .found(
        Partly,
        "statement",
        Method::WrittenAnswer,
        [
            "paragraph 2",
            "“Steel prices and the long winter are behind the rise.”",
            "It says winter, not spring.",
        ],
    );
    desk.mark("rose by 12 per cent", claim(Number, Central, "the council"))
        .states("The budget rose by 12 per cent this year.")
        .found(
            Contradicts,
            "statement",
            Method::Computed,
            [
                "table 1",
                "10.4 → 12.4 million crowns",
                "2.0 / 10.4 = 0.192: the rise is 19.2 per cent.",
            ],
        )
        .verdict(
            Verdict::Wrong,
            Method::Computed,
            "The two sums in the same sentence give 19.2 per cent.",
        )
        .fix("rose by 19.2 per cent")
        .tags(&["money", "headline figure"])
        .decide(FixDecision::Accepted);
    desk.mark("from 10.4 million to 12.4 million crowns", claim(Number, Central, "the council"))
        .found(
            Supports,
            "statement",
            Method::Web,
            ["table 1", "Budget 10.4, revised 12.4 (million crowns)", ""],
        )
        .found(Supports, "audit", Method::Document, ["p. 2", "", "The same sums."])
        .verdict(Verdict::Confirmed, Method::Document, "")
        .tags(&["money"])
        .read_again("Both tables seen.");
    let crown =
        desk.quote("Teodora Lindqvist", QuoteForm::Verbatim, "press", ["00:14:32", "00:14:35"]);
    desk.mark("“We did not hide a single crown,”", crown)
        .found(
            Supports,
            "press",
            Method::Recording,
            ["00:14:32", "We did not hide a single crown.", ""],
        )
        .verdict(Verdict::Confirmed, Method::Recording, "")
        .read_again("");
}

fn transit_vote(desk: &mut Desk) {
    desk.mark(
        "1.1 million crowns were moved from the road fund to the tram in November without a vote",
        claim(Attribution, Central, "the audit office"),
    )
    .states("The audit office says that 1.1 million crowns were moved without a vote.")
    .found(
        Supports,
        "audit",
        Method::Document,
        ["p. 7", "1.1 million crowns … without a vote of the council", ""],
    )
    .verdict(
        Verdict::Confirmed,
        Method::Document,
        "The report says so. Whether there was a vote is another mark.",
    )
    .tags(&["money", "vote"]);
    let vote = "The council minutes of 9 November record a vote on that transfer, nine in favour and four against";
    desk.mark(vote, claim(Other, Central, ""))
        .states("There was a vote on the transfer on 9 November.")
        .found(Supports, "minutes", Method::Document, ["p. 3", "Transfer to line 4: carried.", ""])
        .found(
            Contradicts,
            "audit",
            Method::Document,
            ["p. 8", "This page was added later.", "The office does not say by whom."],
        )
        .verdict(
            Verdict::Disputed,
            Method::Document,
            "Each is on paper. The story gives both, and must go on doing so.",
        )
        .tags(&["vote", "legal"]);
    let minutes = desk.mention("minutes");
    desk.mark("The council minutes of 9 November", minutes)
        .note("Ask the audit office for a picture of the page.");
    desk.mark("nine in favour and four against", claim(Number, Supporting, "the council minutes"))
        .found(Supports, "minutes", Method::Document, ["p. 3", "9 : 4", ""])
        .verdict(Verdict::Confirmed, Method::Document, "As the minutes have it.")
        .tags(&["vote"])
        .read_again("");
}

fn transit_works(desk: &mut Desk) {
    desk.mark("was the first to warn of the costs", claim(Superlative, Supporting, ""))
        .found(
            Context,
            "sitting",
            Method::Transcript,
            ["p. 11", "", "The earliest warning on paper; a spoken one cannot be ruled out."],
        )
        .editor()
        .verdict(
            Verdict::KeptUnconfirmed,
            Method::Transcript,
            "Nobody contradicts it, and he says so himself. Attribute it to him if there is room.",
        );
    desk.mark("Born in 1961, the 58-year-old engineer", claim(Date, Supporting, ""))
        .states("Osvald Brenn, born in 1961, was 58 in May 2024.")
        .found(
            Contradicts,
            "brenn",
            Method::Computed,
            ["", "Born in 1961.", "2024 − 1961: 62 or 63, never 58."],
        )
        .verdict(
            Verdict::Wrong,
            Method::Computed,
            "The year is right by his own word, the age cannot be.",
        )
        .fix("Born in 1961, the engineer")
        .tags(&["age"]);
    desk.mark("engineer has built three lines in the region", claim(Number, Colour, ""))
        .found(
            Partly,
            "book",
            Method::Document,
            ["pp. 88–91", "", "Two lines as manager. The third he took over half built."],
        )
        .verdict(Verdict::PartlyRight, Method::Document, "Two, and half of a third.")
        .note("“Has built or finished three” would hold.");
    let soup = desk.quote("Osvald Brenn", QuoteForm::Translated, "sitting", ["p. 11", "p. 11"]);
    desk.mark("\"the ground under Mill Street is soup\"", soup)
        .found(
            Supports,
            "sitting",
            Method::Transcript,
            [
                "p. 11",
                "Under Mill Street there is no ground, there is soup.",
                "From dialect; the writer's own translation.",
            ],
        )
        .found(
            Supports,
            "brenn",
            Method::Person,
            ["", "", "Says that he can live with the wording."],
        )
        .verdict(Verdict::Confirmed, Method::Transcript, "");
}

fn transit_rain(desk: &mut Desk) {
    desk.mark("143 millimetres of rain", claim(Number, Supporting, "the weather service")).found(
        Supports,
        "rain",
        Method::Document,
        ["April", "143.2 mm", ""],
    );
    desk.mark(
        "twice the usual amount and the most since 1987",
        claim(Superlative, Supporting, "the weather service"),
    )
    .ask(
        QueryTo::Source,
        "Thursday noon",
        "What is the usual amount for April, over which years, and which April was wetter before?",
    )
    .tags(&["figures to come"]);
    desk.mark("When I walked along Mill Street last week, two of the four trenches stood knee-deep in brown water and nobody was at work.", claim(Description, Colour, ""))
        .found(Context, "photo", Method::Document, ["", "", "Shows two trenches under water."])
        .found(Context, "visit", Method::OwnObservation, ["", "", "Four trenches, dry by then."])
        .verdict(Verdict::OnAuthor, Method::OnAuthor, "Ines Halvorsen: “I was there on Thursday from eight to nine. Two under water, nobody in sight.”");
}

fn transit_line(desk: &mut Desk) {
    desk.mark(
        "the first tram to run in October 2025, eight months later than planned",
        claim(Date, Central, "the council"),
    )
    .found(Supports, "statement", Method::Web, ["paragraph 5", "First trams in October 2025.", ""])
    .found(
        Supports,
        "plan",
        Method::Web,
        ["first plan", "February 2025", "February to October: eight months."],
    )
    .verdict(Verdict::Confirmed, Method::Web, "")
    .read_again("");
    desk.mark("is 6.2 kilometres long and has eleven stops", claim(Comparison, Supporting, ""))
        .found(
            Supports,
            "plan",
            Method::Web,
            ["map", "6.2 km, 11 stops", "Of the line as planned."],
        )
        .verdict(
            Verdict::ConfirmedWithFix,
            Method::Web,
            "The figures are right; the line is not there yet.",
        )
        .fix("will be 6.2 kilometres long and have eleven stops")
        .decide(FixDecision::Accepted);
    desk.mark(
        "each stop costs a little more than a million crowns",
        claim(Comparison, Supporting, ""),
    )
    .found(
        Supports,
        "statement",
        Method::Computed,
        ["table 1", "12.4 million crowns", "12.4 / 11 = 1.13 million for each stop."],
    )
    .verdict(Verdict::Confirmed, Method::Computed, "")
    .tags(&["money"]);
}

fn transit_street(desk: &mut Desk) {
    desk.mark(
        "they have lost a third of their customers",
        claim(Number, Central, "shopkeepers on Mill Street"),
    )
    .ask(
        QueryTo::Author,
        "Wednesday",
        "Where is the third from? Who said it, and is there a count?",
    )
    .answered("Ines Halvorsen: two shopkeepers said so when asked. There is no count.")
    .verdict(
        Verdict::Unsupported,
        Method::Person,
        "Asked the writer, the council and the traders' association: nobody has counted.",
    )
    .tags(&["figures to come"]);
    let fence = desk.quote("Agnes Dorn", QuoteForm::Cleaned, "", ["", ""]);
    desk.mark("“Every week the fence moves, and every week somebody else closes,”", fence).ask(
        QueryTo::Author,
        "Wednesday",
        "Is there a note or a recording of this?",
    );
    desk.mark("who sells shoes at number 17", claim(ClaimType::Place, Colour, ""))
        .verdict(Verdict::Confirmed, Method::OwnObservation, "")
        .note("The sign over the door says so; enter the visit as evidence.");
}

fn transit_end(desk: &mut Desk) {
    desk.mark("Teodora Lindquist", claim(Name, Central, ""))
        .states("The mayor's name is Lindquist.")
        .found(
            Contradicts,
            "statement",
            Method::CrossReference,
            [
                "signature",
                "Teodora Lindqvist, mayor",
                "The second paragraph of the story has it right.",
            ],
        )
        .verdict(Verdict::Wrong, Method::CrossReference, "Lindqvist, with v.")
        .fix("Teodora Lindqvist")
        .tags(&["name"])
        .decide(FixDecision::Accepted);
    let hall =
        desk.quote("Teodora Lindqvist", QuoteForm::Paraphrase, "press", ["00:21:04", "00:21:40"]);
    desk.mark(
        "rejects any comparison with the old swimming hall, which came in at twice its price",
        hall,
    )
    .found(
        Supports,
        "press",
        Method::Recording,
        ["00:21:04", "You cannot compare a tram with a pool.", "She did not speak of its price."],
    )
    .note("The second half is the writer's, not hers.");
    desk.mark("which came in at twice its price", claim(Comparison, Supporting, ""))
        .editor()
        .verdict(
            Verdict::Cut,
            Method::Document,
            "Cut by Piet Amsel: the accounts of the hall are not to be had before print.",
        );
    desk.mark("Most people in town support the tram all the same.", claim(Number, Central, ""))
        .verdict(
            Verdict::Unsupported,
            Method::Web,
            "Looked for a poll or a vote in the archive and with the council; there is none.",
        )
        .fix("Many in town support the tram all the same.");
    desk.mark(
        "A town that cannot say in one voice what its tram costs should not be laying rails.",
        claim(Other, Colour, ""),
    )
    .verdict(
        Verdict::Opinion,
        Method::OnAuthor,
        "The writer's judgement, on facts that the story states.",
    );
    desk.mark("The council meets again on 3 June", claim(Date, Supporting, ""))
        .found(Supports, "statement", Method::Web, ["last line", "", ""])
        .verdict_on("The council meets again on 10 June", Verdict::Confirmed, Method::Web, "")
        .note("Checked as 10 June. The date was changed after that.");
    desk.mark(
        "the audit office has asked for the original minute book",
        claim(Other, Supporting, ""),
    );
}

fn transit_exempt(desk: &mut Desk) {
    desk.exempt("By Ines Halvorsen", ExemptReason::HouseStyle, "");
    desk.exempt("The audit office sees it differently.", ExemptReason::Connective, "");
    desk.exempt("He may have a point.", ExemptReason::Connective, "");
    desk.exempt("What the rise means", ExemptReason::Heading, "");
}

/// The review of the report: it checks who said what, and nothing beyond that.
fn resignation() -> Review {
    let mut desk = Desk::new(RESIGNATION, "2026-11-03T09:10:00Z");
    resignation_sources(&mut desk);
    resignation_letter(&mut desk);
    desk.day("2026-11-04T09:30:00Z");
    resignation_wording(&mut desk);
    resignation_leaving(&mut desk);
    resignation_exempt(&mut desk);
    desk.review
}

fn resignation_sources(desk: &mut Desk) {
    desk.source(
        "letter",
        SourceKind::Document,
        "Letter to the High Commissioner for Human Rights",
        |source| {
            source.by = "Craig Mokhiber".into();
            source.date = "28 October 2023".into();
            source.note = "As reported.".into();
        },
    );
    desk.source("reports", SourceKind::Document, "News reports on the letter", |source| {
        source.by = "several news media".into();
        source.date = "31 October and 1 November 2023".into();
    });
    desk.source("spokesperson", SourceKind::Person, "UN spokesperson, to the Guardian", |source| {
        source.note = "As reported by the newspaper.".into();
    });
}

fn resignation_letter(desk: &mut Desk) {
    desk.mark("reports differ on whether he resigned or retired", claim(Comparison, Central, ""))
        .note("Stands on the two marks on “resigned” and “retired”.");
    desk.mark(
        "Craig Mokhiber, director of the New York office of the UN human rights office (OHCHR)",
        claim(Name, Central, ""),
    )
    .found(Supports, "reports", Method::Document, ["", "", "Name and position as reported."])
    .verdict(Verdict::Confirmed, Method::Document, "")
    .tags(&["name"]);
    desk.mark(
        "was reported by news media on 31 October and 1 November 2023",
        claim(Date, Central, ""),
    )
    .found(Supports, "reports", Method::Document, ["dates", "31 October and 1 November 2023", ""])
    .verdict(Verdict::Confirmed, Method::Document, "")
    .tags(&["date"])
    .read_again("");
    desk.mark("The letter is dated 28 October 2023 and is addressed to Volker Türk, the High Commissioner for Human Rights.", claim(Other, Central, ""))
        .states("The letter carries this date and this addressee.")
        .found(Supports, "letter", Method::Document, ["date and addressee", "", ""])
        .verdict(Verdict::Confirmed, Method::Document, "");
    desk.mark("dated 28 October 2023", claim(Date, Central, ""))
        .found(Supports, "letter", Method::Document, ["date", "28 October 2023", ""])
        .found(
            Supports,
            "reports",
            Method::CrossReference,
            ["", "", "The table of this report has the same date."],
        )
        .verdict(Verdict::Confirmed, Method::Document, "")
        .tags(&["date"])
        .read_again("");
    desk.mark(
        "Mr Mokhiber has been at the United Nations since 1992.",
        claim(Date, Supporting, ""),
    )
    .ask(
        QueryTo::Author,
        "Thursday",
        "According to whom? Every other statement here says where it comes from.",
    )
    .tags(&["date", "attribution"]);
    desk.mark(
        "In it he said that the organisation was failing.",
        claim(Attribution, Central, "Craig Mokhiber, in the letter"),
    )
    .found(
        Supports,
        "reports",
        Method::Document,
        ["", "", "Reported as a statement of the letter."],
    )
    .tags(&["attribution"]);
}

fn resignation_wording(desk: &mut Desk) {
    const ONLY_THE_WORDING: &str = "Only the wording was checked: the letter is reported with these words. \
                                    The check takes no position on what they say.";
    let genocide = desk.quote("Craig Mokhiber", QuoteForm::Verbatim, "letter", ["", ""]);
    desk.mark_in(
        "in Gaza as a “text-book case of genocide”. Those",
        "“text-book case of genocide”",
        genocide,
    )
    .found(Supports, "reports", Method::Document, ["", "text-book case of genocide", ""])
    .verdict(Verdict::Confirmed, Method::Document, ONLY_THE_WORDING)
    .tags(&["wording"])
    .read_again("");
    desk.mark(
        "Those words are his own assessment, as given in the letter",
        claim(Attribution, Central, ""),
    )
    .found(
        Supports,
        "letter",
        Method::Document,
        ["", "", "The words are given as those of the letter."],
    )
    .verdict(Verdict::Confirmed, Method::Document, "It says whose words they are.")
    .tags(&["attribution"]);
    let complicit = desk.quote("Craig Mokhiber", QuoteForm::Verbatim, "letter", ["", ""]);
    desk.mark_in("used the words “wholly complicit”.", "“wholly complicit”", complicit)
        .found(Supports, "reports", Method::Document, ["", "wholly complicit", ""])
        .verdict(Verdict::Confirmed, Method::Document, ONLY_THE_WORDING)
        .tags(&["wording"]);
    desk.mark(
        "That wording, too, is the letter’s own.",
        claim(Attribution, Central, "Craig Mokhiber, in the letter"),
    )
    .found(Supports, "reports", Method::Document, ["", "", ""]);
}

fn resignation_leaving(desk: &mut Desk) {
    const BOTH: &str =
        "Both words are on record. The report gives each to those who used it and adopts neither.";
    let resigned = desk.quote("some reports", QuoteForm::Verbatim, "reports", ["", ""]);
    desk.mark("“resigned”", resigned)
        .found(Supports, "reports", Method::Document, ["", "resigned", "In some of the reports."])
        .found(
            Contradicts,
            "spokesperson",
            Method::Document,
            ["", "retiring", "As told to the Guardian."],
        )
        .verdict(Verdict::Disputed, Method::Document, BOTH)
        .tags(&["wording"]);
    let retired = desk.quote("other reports", QuoteForm::Verbatim, "reports", ["", ""]);
    desk.mark("“retired”", retired)
        .found(
            Supports,
            "spokesperson",
            Method::Document,
            ["", "retiring", "As told to the Guardian."],
        )
        .found(
            Contradicts,
            "reports",
            Method::Document,
            ["", "resigned", "In some of the reports."],
        )
        .verdict(Verdict::Disputed, Method::Document, BOTH)
        .tags(&["wording"]);
    let spokesperson = desk.mention("spokesperson");
    desk.mark_in("A UN spokesperson told the Guardian", "A UN spokesperson", spokesperson)
        .verdict(Verdict::Confirmed, Method::Document, "")
        .note("The report gives no name. Enter the Guardian's article as evidence.");
    desk.mark(
        "he had announced this in March 2023",
        claim(Date, Central, "UN spokesperson, to the Guardian"),
    )
    .found(
        Supports,
        "spokesperson",
        Method::Document,
        ["", "", "The statement is the only source for the month."],
    )
    .editor()
    .verdict(
        Verdict::KeptUnconfirmed,
        Method::Document,
        "Kept as what the spokesperson told the Guardian; the announcement itself was not seen.",
    )
    .tags(&["date", "attribution"]);
    desk.mark(
        "the views in the letter were personal",
        claim(Attribution, Central, "UN spokesperson, to the Guardian"),
    )
    .found(Supports, "spokesperson", Method::Document, ["", "", "As told to the Guardian."])
    .verdict(
        Verdict::Confirmed,
        Method::Document,
        "The spokesperson is reported to have said so; the check says no more than that.",
    )
    .tags(&["attribution"]);
}

fn resignation_exempt(desk: &mut Desk) {
    desk.exempt("By Obelus sample desk", ExemptReason::HouseStyle, "");
    desk.exempt("Resigned or retired", ExemptReason::Heading, "");
    desk.exempt(
        "This report uses neither word as its own.",
        ExemptReason::Other,
        "Says what the report does.",
    );
}

/// The samples with a review, by the name of the article.
fn built() -> [(&'static str, Review); 2] {
    [(RESIGNATION, resignation()), (TRANSIT, transit())]
}

fn saved(file: &str) -> PathBuf {
    store::sidecar_path(&folder().join(file))
}

#[test]
fn the_saved_reviews_are_what_the_tables_say() {
    for (file, review) in built() {
        let ron = to_ron(&review).unwrap();
        if std::env::var_os("OBELUS_WRITE_SAMPLES").is_some() {
            fs::write(saved(file), &ron).unwrap();
        }
        let there = fs::read_to_string(saved(file)).unwrap();
        assert!(there == ron, "{file}: write it again with OBELUS_WRITE_SAMPLES=1");
    }
}

#[test]
fn the_saved_reviews_open_without_a_word_and_every_mark_has_its_place() {
    let by = Stamp { by: ReviewerId(Id::new(1)), at: "2026-12-01T12:00:00Z".parse().unwrap() };
    for (file, review) in built() {
        let opened = store::open(&folder().join(file), by).unwrap();
        assert_eq!(opened.notes, Vec::<String>::new());
        assert_eq!(opened.article, ArticleOnDisk::Same);
        assert_eq!(opened.read_only, None);
        assert!(opened.review.to_parts() == review.to_parts(), "{file}");
        assert!(opened.review.marks_in_order().all(|mark| mark.range().is_some()));
        let loaded = from_ron(&fs::read(saved(file)).unwrap()).unwrap();
        assert_eq!(loaded.notes, Vec::<String>::new());
    }
}

/// All different values of something over both reviews.
fn over_both<T: Ord>(values: impl Fn(&Review) -> Vec<T>) -> BTreeSet<T> {
    built().iter().flat_map(|(_, review)| values(review)).collect()
}

fn of_marks<T: Ord>(values: impl Fn(&Review, &Mark) -> Vec<T>) -> BTreeSet<T> {
    over_both(|review| review.marks_in_order().flat_map(|mark| values(review, mark)).collect())
}

fn all<T: Ord + Copy>(values: &[T]) -> BTreeSet<T> {
    values.iter().copied().collect()
}

#[test]
fn between_them_the_samples_show_everything_a_mark_can_be() {
    let verdicts = of_marks(|_, mark| mark.verdict.iter().map(|given| given.verdict).collect());
    assert_eq!(verdicts, all(Verdict::ALL));
    assert_eq!(of_marks(|_, mark| vec![mark.kind()]), all(MarkKind::ALL));
    let states = of_marks(|review, mark| vec![work_state(review, mark)]);
    let mut wanted = all(WorkState::ALL);
    wanted.retain(|state| !matches!(state, WorkState::Signed | WorkState::Lost));
    assert_eq!(states, wanted);
    let claims = of_marks(|_, mark| match &mark.body {
        MarkBody::Claim(claim) => vec![claim.claim_type],
        _ => Vec::new(),
    });
    assert_eq!(claims, all(ClaimType::ALL));
    let forms = of_marks(|_, mark| match &mark.body {
        MarkBody::Quote(quote) => vec![quote.form],
        _ => Vec::new(),
    });
    assert_eq!(forms, all(QuoteForm::ALL));
}

#[test]
fn between_them_the_samples_show_every_source_relation_and_method() {
    let kinds = over_both(|review| review.sources().map(|source| source.kind).collect());
    assert_eq!(kinds, all(SourceKind::ALL));
    let evidence = |mark: &Mark| mark.evidence.clone();
    let relations = of_marks(|_, mark| evidence(mark).iter().map(|e| e.relation).collect());
    assert_eq!(relations, all(Relation::ALL));
    let methods = of_marks(|_, mark| {
        let given = mark.verdict.iter().filter_map(|given| given.method);
        given.chain(evidence(mark).iter().filter_map(|e| e.method)).collect()
    });
    assert_eq!(methods, all(Method::ALL));
}

#[test]
fn one_sample_has_a_block_of_each_kind_and_a_stretch_of_each_style() {
    let bytes = fs::read(folder().join("harbour_baths.md")).unwrap();
    let article = import::import(&bytes, "harbour_baths.md").unwrap().article;
    let kinds: BTreeSet<BlockKind> = article.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, all(BlockKind::ALL));
    let style = |span: &InlineSpan| match &span.style {
        InlineStyle::Link(_) => "Link".to_owned(),
        style => format!("{style:?}"),
    };
    let styles: BTreeSet<String> = article.spans().iter().map(style).collect();
    let wanted = ["Code", "Emphasis", "Link", "Strikethrough", "Strong", "Superscript"];
    assert!(styles.iter().eq(wanted), "{styles:?}");
    let numbers: Vec<&str> = article.blocks().iter().filter_map(|b| b.sign.shown()).collect();
    assert_eq!(numbers, ["1.", "2.", "1.", "2.", "3.", "4."]);
    let table = article.table_of(
        article
            .blocks()
            .iter()
            .position(|b| b.level == 1 && b.kind == BlockKind::TableCell)
            .unwrap(),
    );
    assert_eq!(table.map(|table| (table.rows(), table.columns())), Some((7, 4)));
}

#[test]
fn the_planted_errors_are_found() {
    let review = transit();
    let fix_of = |words: &str| {
        let mark = review.marks_in_order().find(|mark| mark.words(review.text()) == words).unwrap();
        assert_eq!(mark.verdict.as_ref().unwrap().verdict, Verdict::Wrong, "{words}");
        mark.fix.as_ref().unwrap().wording.clone()
    };
    assert_eq!(fix_of("rose by 12 per cent"), "rose by 19.2 per cent");
    assert_eq!(fix_of("Teodora Lindquist"), "Teodora Lindqvist");
    assert_eq!(fix_of("Born in 1961, the 58-year-old engineer"), "Born in 1961, the engineer");
}

#[test]
fn check_finds_open_marks_in_the_samples_and_a_report_can_be_made() {
    for (file, review) in built() {
        let config = tempfile::tempdir().unwrap();
        let run = |args: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_obelus"))
                .args(args)
                .current_dir(folder())
                .env("OBELUS_CONFIG_DIR", config.path())
                .output()
                .unwrap()
        };
        let checked = run(&["check", file]);
        assert_eq!(checked.status.code(), Some(1), "{checked:?}");
        assert_eq!(run(&["report", file]).status.code(), Some(0));
        let at = "2026-12-01T12:00:00Z".parse().unwrap();
        let page = obelus::export::html(&build(&review, &Options::new(at)));
        assert!(page.contains("Jonna Reiss") && !page.contains("switchboard"));
    }
}
