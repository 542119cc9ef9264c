//! Changing and asking reviews of a thousand to a hundred thousand marks.

use divan::{Bencher, black_box};
use obelus::find::{Filter, Rows, Sort};
use obelus::model::{Exempt, ExemptId, ExemptReason, Id, Mark, MarkId, Place, Verdict, WorkState};
use obelus::report::summarise;
use obelus::review::{Edit, History, Review, ReviewParts, SetOut, Transaction, figures};
use obelus::testing::{act, stamp};
use obelus::text::{TextPos, TextRange};

use super::story::{PARAGRAPH, mark, marked};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// A mark in the middle of the story.
fn some_mark(review: &Review) -> Mark {
    let middle = u32::try_from(review.mark_count() / 2).unwrap();
    review.mark_by_number(middle).unwrap().clone()
}

fn commit(review: &mut Review, history: &mut History, edit: Edit) {
    history.commit(review, Transaction::new("change", vec![edit]), act(1)).unwrap();
}

#[divan::bench(args = SIZES)]
fn marks_in_block(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    let block = review.article().blocks().len() / 2;
    assert_eq!(review.marks_in_block(block).count(), 10);
    bencher.bench_local(|| black_box(&review).marks_in_block(black_box(block)).count());
}

#[divan::bench(args = SIZES)]
fn word_states_of_block(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    let block = review.article().blocks().len() / 2;
    // A figure such as "12.4" is one word, and "percent," is one with a sign behind it.
    assert_eq!(review.word_states(block).len(), PARAGRAPH);
    bencher.bench_local(|| black_box(&review).word_states(black_box(block)));
}

#[divan::bench(args = SIZES)]
fn add_mark_and_undo(bencher: Bencher<'_, '_>, marks: usize) {
    let (mut review, mut history) = (marked(marks), History::default());
    let there = some_mark(&review);
    let text = review.shared_article().shared_text();
    bencher.bench_local(|| {
        let new = mark(review.next_number(), there.range().unwrap(), &text);
        commit(&mut review, &mut history, Edit::set_mark(new));
        history.undo(&mut review, act(2)).unwrap()
    });
}

#[divan::bench(args = SIZES)]
fn change_verdict(bencher: Bencher<'_, '_>, marks: usize) {
    let (mut review, mut history) = (marked(marks), History::default());
    let mut mark = some_mark(&review);
    let mut change = || {
        let given = mark.verdict.as_mut().unwrap();
        let is_right = given.verdict == Verdict::Confirmed;
        given.verdict = if is_right { Verdict::Disputed } else { Verdict::Confirmed };
        commit(&mut review, &mut history, Edit::set_mark(mark.clone()));
        review.tally().covered as usize
    };
    assert_eq!((change(), change()), (4 * marks - 4, 4 * marks));
    bencher.bench_local(change);
}

#[divan::bench(args = SIZES)]
fn undo_and_redo(bencher: Bencher<'_, '_>, marks: usize) {
    let (mut review, mut history) = (marked(marks), History::default());
    let id: MarkId = some_mark(&review).id;
    commit(&mut review, &mut history, Edit::Mark(id, None));
    bencher.bench_local(|| {
        history.undo(&mut review, act(2)).unwrap();
        history.redo(&mut review, act(3)).unwrap()
    });
}

#[divan::bench(args = SIZES)]
fn copy_for_saving(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| black_box(&review).clone());
}

/// Marks that the list asks in a frame.
const ASKED: usize = 2000;

fn found(review: &Review, line: &str, sort: Sort) -> Rows {
    let mut rows = Rows::default();
    rows.look_for(Filter::parse(line), sort, review);
    while !rows.is_complete() {
        rows.go_on(review, ASKED);
    }
    rows
}

/// A frame of the list in which it looks for marks.
#[divan::bench(args = SIZES)]
fn filter_open_for_a_frame(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| {
        let mut rows = Rows::default();
        rows.look_for(Filter::parse("status:open"), Sort::Place, &review);
        rows.go_on(black_box(&review), ASKED);
        rows
    });
}

/// All the frames of it.
#[divan::bench(args = SIZES)]
fn filter_open(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| found(black_box(&review), "status:open", Sort::Place));
}

#[divan::bench(args = SIZES)]
fn sort_by_state(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| found(black_box(&review), "", Sort::State));
}

/// What a change of one mark costs a list that is filtered.
#[divan::bench(args = SIZES)]
fn filtered_after_a_change(bencher: Bencher<'_, '_>, marks: usize) {
    let (mut review, mut history) = (marked(marks), History::default());
    let mut rows = found(&review, "status:open", Sort::State);
    let mut mark = some_mark(&review).clone();
    bencher.bench_local(|| {
        mark.note.push('x');
        mark.note.truncate(8);
        commit(&mut review, &mut history, Edit::set_mark(mark.clone()));
        rows.go_on(&review, ASKED);
    });
}

#[divan::bench(args = SIZES)]
fn summary(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| summarise(black_box(&review)));
}

#[divan::bench(args = SIZES)]
fn next_mark(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    let from = SetOut::Mark(some_mark(&review).id);
    bencher.bench_local(|| black_box(&review).states_onward(from).next().map(|(mark, _)| mark.id));
}

/// How a screen of rows stands in the strip beside the page: a row is a stretch of the article.
#[divan::bench(args = SIZES)]
fn tally_of_nine_hundred_rows(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    let row = u32::try_from(review.text().len() / 900).unwrap();
    let rows = |n: u32| TextRange::between(TextPos(n * row), TextPos((n + 1) * row));
    bencher
        .bench_local(|| (0..900).map(|n| black_box(&review).tally_over(rows(n)).open).sum::<u32>());
}

/// The dearest look for an open word: all but the last of the article are settled, or exempt.
#[divan::bench(args = SIZES)]
fn next_open_word_far_away(bencher: Bencher<'_, '_>, marks: usize) {
    let mut review = marked(marks);
    let last = review.text().trim_end().rfind(' ').unwrap();
    let all = TextRange::checked(review.text(), 0, last).unwrap();
    let exempt = Exempt {
        id: ExemptId(Id::new(1)),
        place: Place::At(all),
        reason: ExemptReason::Other,
        note: String::new(),
        created: stamp(3),
        gone_after: None,
    };
    let edit = Edit::Exempt(exempt.id, Some(Box::new(exempt)));
    commit(&mut review, &mut History::default(), edit);
    assert!(review.to_do_from(TextPos(0)).unwrap().start() > all.end());
    bencher.bench_local(|| black_box(&review).to_do_from(TextPos(0)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn all_figures(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    bencher.bench_local(|| figures(black_box(&review)));
}

/// The dearest look for an open mark: there is none, so that all are asked.
#[divan::bench(args = SIZES)]
fn next_open_mark_of_none(bencher: Bencher<'_, '_>, marks: usize) {
    let review = marked(marks);
    let from = SetOut::Mark(some_mark(&review).id);
    let is_wanted = |state: WorkState| state == WorkState::Lost;
    bencher.bench_local(|| {
        assert!(!black_box(&review).states_onward(from).any(|(_, state)| is_wanted(state)));
    });
}

/// Marks in each other on one paragraph of two thousand words, each a character shorter.
fn nested(count: usize) -> (String, Vec<Mark>) {
    let (text, _) = super::story::story(2_000, " ");
    let graphemes: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect();
    let marks = (0..count).zip(1..).map(|(n, number)| {
        let start = TextPos::from_usize(graphemes[n / 2]);
        let end = TextPos::from_usize(graphemes[graphemes.len() - 1 - n.div_ceil(2)]);
        mark(number, TextRange::between(start, end), &text)
    });
    let marks = marks.collect();
    (text, marks)
}

const NESTED: [usize; 3] = [100, 1_000, 7_000];

#[divan::bench(args = NESTED, sample_count = 10)]
fn add_nested_marks(bencher: Bencher<'_, '_>, count: usize) {
    let (text, marks) = nested(count);
    let edits: Vec<Edit> = marks.into_iter().map(Edit::set_mark).collect();
    let empty = Review::new(obelus::testing::draft(&text));
    bencher.with_inputs(|| (empty.clone(), edits.clone())).bench_local_values(
        |(mut review, edits)| {
            let tx = Transaction::new("annotate", edits);
            History::default().commit(&mut review, tx, act(1)).unwrap();
            review.tally()
        },
    );
}

#[divan::bench(args = NESTED)]
fn change_verdict_over_nested_marks(bencher: Bencher<'_, '_>, count: usize) {
    let (text, marks) = nested(count);
    let mut mark = marks[0].clone();
    let drafts = vec![obelus::testing::draft(&text)];
    let mut review =
        Review::from_parts(ReviewParts { marks, drafts, ..ReviewParts::default() }).unwrap();
    let mut history = History::default();
    bencher.bench_local(|| {
        let given = mark.verdict.as_mut().unwrap();
        let is_right = given.verdict == Verdict::Confirmed;
        given.verdict = if is_right { Verdict::Disputed } else { Verdict::Confirmed };
        commit(&mut review, &mut history, Edit::set_mark(mark.clone()));
        review.tally()
    });
}

/// Ten thousand marks in one transaction, as `annotate` makes them, in a story of one block.
#[divan::bench(sample_count = 10)]
fn add_10k_marks_to_one_block(bencher: Bencher<'_, '_>) {
    let (text, words) = super::story::story(280_000, " ");
    let ranges = words.chunks(28).zip(1..).map(|(words, n)| mark(n, words[3], &text));
    let edits: Vec<Edit> = ranges.map(Edit::set_mark).collect();
    let empty = Review::new(obelus::testing::draft(&text));
    bencher.with_inputs(|| (empty.clone(), edits.clone())).bench_local_values(
        |(mut review, edits)| {
            let tx = Transaction::new("annotate", edits);
            History::default().commit(&mut review, tx, act(1)).unwrap();
            review.tally()
        },
    );
}
