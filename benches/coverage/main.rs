//! What a change costs, with asking how its words stand: the words of the marks it touches, not the
//! article.
//!
//! All figures are CPU time of the thread. `cargo bench --bench coverage` prints what changes cost in
//! an article of a million words with 100,000 marks beside an article of ten thousand with 1,000,
//! and how many words they count anew, and fails when a limit is passed.
#![expect(clippy::unwrap_used, reason = "a bench may panic")]

#[path = "../limits/mod.rs"]
mod limits;
#[path = "../core/story.rs"]
mod story;

use std::hint::black_box;

use cpu_time::ThreadTime;
use limits::Limits;
use obelus::model::{Exempt, ExemptId, ExemptReason, Id, Mark, Place, Verdict};
use obelus::review::{Edit, History, Piece, Review, Section, Transaction, figures};
use obelus::testing::{act, stamp};
use obelus::text::{TextPos, TextRange};

/// Marks of the small and of the large article; ten words to each.
const SMALL: usize = 1_000;
const LARGE: usize = 100_000;

/// Rounds of which the median counts, and changes of a round.
const ROUNDS: usize = 25;
const CHANGES: usize = 40;

/// Most words that a change of the bench touches: it marks four.
const TOUCHED: usize = 8;

fn main() {
    let mut limits = Limits::default();
    let (mut small, mut large) = (Story::new(SMALL), Story::new(LARGE));
    for (name, change) in [
        ("add a mark", Story::add as fn(&mut Story)),
        ("change a verdict", Story::judge),
        ("exempt some words", Story::exempt),
        ("undo", Story::undo),
    ] {
        let (mut costs, mut counted) = ([Vec::new(), Vec::new()], 0);
        for _ in 0..ROUNDS {
            for (story, costs) in [&mut small, &mut large].into_iter().zip(&mut costs) {
                let (cost, most) = story.round(change);
                costs.push(cost);
                counted = counted.max(most);
            }
        }
        let [few, many] = costs.map(median);
        figure(&format!("{name}, 10k words + 1k marks"), few);
        figure(&format!("{name}, 1M words + 100k marks"), many);
        limits.ratio(&format!("{name}, 1M / 10k"), many / few, 2.0);
        limits.count(&format!("{name}: words counted anew"), counted, TOUCHED);
    }
    far(&mut limits, large);
    limits.end();
}

/// The next open word where all but the last are exempt, and all figures from the beginning.
fn far(limits: &mut Limits, mut story: Story) {
    while story.history.undo(&mut story.review, act(2)).is_some() {}
    let last = story.review.text().trim_end().rfind(' ').unwrap();
    let all = TextRange::checked(story.review.text(), 0, last).unwrap();
    story.commit(Edit::Exempt(ExemptId(Id::new(1)), Some(Box::new(exempt(1, all)))));
    let mut found = TextPos(0);
    let start = ThreadTime::now();
    for _ in 0..CHANGES {
        found = black_box(&story.review).to_do_from(TextPos(0)).unwrap().start();
    }
    let far = start.elapsed().as_secs_f64() * 1e3 / CHANGES as f64;
    assert!(found > all.end());
    figure("next open word, a million words away", far * 1e3);
    limits.milliseconds("next open word, a million words away", far, 0.1);
    let start = ThreadTime::now();
    let told = black_box(figures(&story.review)).words;
    figure("all figures, pieces known, 1M + 100k", start.elapsed().as_secs_f64() * 1e6);
    assert_eq!(told, story.review.tally());
}

/// An article with marks that are all settled, and what was done to it.
struct Story {
    review: Review,
    history: History,
    marks: usize,
    whole: Section,
    dice: story::Dice,
    next_id: u32,
}

impl Story {
    fn new(marks: usize) -> Self {
        let mut review = story::marked(marks);
        review.keep_pieces(review.pieces());
        let whole = Section { head: 0, end: review.article().blocks().len(), depth: 0 };
        let dice = story::Dice::new(5);
        Self { review, history: History::default(), marks, whole, dice, next_id: 2 }
    }

    /// Microseconds of a change on average, and the most words that one counted anew.
    fn round(&mut self, change: fn(&mut Self)) -> (f64, usize) {
        let (mut cost, mut most) = (0.0, 0);
        for _ in 0..CHANGES {
            let asked = self.review.words_asked();
            let start = ThreadTime::now();
            change(self);
            black_box(self.figures());
            cost += start.elapsed().as_secs_f64() * 1e6;
            most = most.max(usize::try_from(self.review.words_asked() - asked).unwrap());
        }
        (cost / CHANGES as f64, most)
    }

    /// What a window shows of it: the sums, those of a section, and where to go on.
    fn figures(&self) -> (u32, u32, Option<TextRange>) {
        let pieces = Piece::ALL.map(|piece| self.review.tally_of_pieces(piece).unwrap().unwrap());
        let open = pieces.iter().map(|tally| tally.open).sum::<u32>() + self.review.tally().open;
        let section = self.whole.tally(&self.review).done();
        (open, section, self.review.to_do_from(TextPos(0)))
    }

    fn commit(&mut self, edit: Edit) {
        let tx = Transaction::new("change", vec![edit]);
        self.history.commit(&mut self.review, tx, act(1)).unwrap();
    }

    /// One of a thousand marks in the middle, that were there from the beginning: who works on a
    /// large article works at one place of it.
    fn some_mark(&mut self) -> Mark {
        let first = (self.marks - SMALL) / 2;
        let number = u32::try_from(first + self.dice.below(SMALL) + 1).unwrap();
        self.review.mark_by_number(number).unwrap().clone()
    }

    fn add(&mut self) {
        let range = self.some_mark().range().unwrap();
        let number = self.review.next_number();
        let mark = Mark { verdict: None, ..story::mark(number, range, self.review.text()) };
        self.commit(Edit::set_mark(mark));
    }

    fn judge(&mut self) {
        let mut mark = self.some_mark();
        let given = mark.verdict.as_mut().unwrap();
        let is_right = given.verdict == Verdict::Confirmed;
        given.verdict = if is_right { Verdict::Disputed } else { Verdict::Confirmed };
        self.commit(Edit::set_mark(mark));
    }

    fn exempt(&mut self) {
        let range = self.some_mark().range().unwrap();
        self.next_id += 1;
        let exempt = exempt(self.next_id, range);
        self.commit(Edit::Exempt(exempt.id, Some(Box::new(exempt))));
    }

    fn undo(&mut self) {
        self.history.undo(&mut self.review, act(2)).unwrap();
    }
}

fn exempt(id: u32, range: TextRange) -> Exempt {
    Exempt {
        id: ExemptId(Id::new(u128::from(id))),
        place: Place::At(range),
        reason: ExemptReason::Other,
        note: String::new(),
        created: stamp(3),
        gone_after: None,
    }
}

fn median(mut costs: Vec<f64>) -> f64 {
    costs.sort_by(f64::total_cmp);
    costs[costs.len() / 2]
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measures")]
fn figure(name: &str, microseconds: f64) {
    println!("{name:52} {microseconds:9.2} µs");
}
