//! The next draft in the app: read, looked at, taken or left.

use obelus::model::{DraftFlag, Mark, MarkKind, Verdict, WorkState};
use obelus::review::{Fate, work_state};
use obelus::store::ArticleOnDisk;
use obelus::workspace::{Action, Change, CommandEnv, Dialog, Direction, Effect, Offer};

use crate::workflow::Desk;

const STORY: &str = "The tram\n\nThe cost rose by 12 per cent. The mayor, who is 61, was asked.\n\nNobody else was asked about the line.\n";

/// A desk with three marks that were judged.
fn desk() -> Desk {
    let mut desk = Desk::with(STORY);
    for words in ["rose by 12 per cent", "who is 61", "Nobody else was asked"] {
        desk.mark(words, MarkKind::Claim);
        desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    }
    desk.act(Action::Save);
    desk
}

fn second() -> String {
    STORY.replace("12 per cent", "13 per cent").replace(", who is 61,", "")
}

fn number(desk: &Desk) -> u32 {
    desk.document().review.draft().number
}

#[test]
fn a_draft_is_shown_before_it_is_taken_and_left_without_a_trace() {
    let mut desk = desk();
    let path = desk.write("second.txt", &second());
    let revision = desk.document().history.revision();
    desk.act(Action::ReadDraft(path.clone()));
    assert_eq!(desk.workspace.dialog, Some(Dialog::NewDraft));
    let arrival = desk.workspace.arrival().unwrap();
    let counts = [Fate::Unchanged, Fate::Recheck, Fate::Cut].map(|fate| arrival.count(fate));
    assert_eq!(counts, [1, 1, 1]);
    let changed = &arrival.rows[arrival.of(Fate::Recheck)][0];
    assert_eq!((&*changed.before, &*changed.after), ("rose by 12 per cent", "rose by 13 per cent"));
    desk.act(Action::HideDialog);
    assert!(desk.workspace.arrival().is_none());
    assert_eq!((number(&desk), desk.document().history.revision()), (1, revision));
}

#[test]
fn a_draft_is_taken_in_one_step_under_its_label_and_can_be_undone() {
    let mut desk = desk();
    let path = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(path.clone()));
    let effects = desk.act(Action::TakeDraft(" after legal ".to_owned()));
    assert!(effects.contains(&Effect::DocumentChanged));
    let document = desk.document();
    assert_eq!((number(&desk), document.review.draft().label.as_str()), (2, "after legal"));
    assert_eq!(document.article_path.as_deref(), Some(path.as_path()));
    let flags: Vec<Option<DraftFlag>> =
        (1..=3).map(|n| document.review.mark_by_number(n).unwrap().flag()).collect();
    assert_eq!(flags, [Some(DraftFlag::Changed), Some(DraftFlag::Cut), None]);
    desk.act(Action::Change(Change::Undo));
    assert_eq!((number(&desk), desk.document().review.text()), (1, STORY));
    desk.act(Action::Change(Change::Redo));
    assert_eq!(number(&desk), 2);
}

#[test]
fn an_article_that_changed_on_disk_is_offered_as_the_next_draft() {
    let mut desk = desk();
    let path = desk.write("story.txt", &second());
    desk.workspace.check_article();
    let offers = desk.workspace.notices.standing().iter().filter_map(|n| n.offer.clone());
    let offers: Vec<Offer> = offers.collect();
    assert_eq!(offers, [Offer::ReadDraft(path)]);
    let env = CommandEnv::of(desk.workspace.document.as_ref());
    desk.act(offers[0].action(&env).unwrap());
    assert!(desk.workspace.notices.standing().iter().all(|notice| notice.offer.is_none()));
    desk.act(Action::TakeDraft(String::new()));
    assert_eq!((number(&desk), &desk.document().on_disk), (2, &ArticleOnDisk::Same));
}

#[test]
fn the_file_of_an_older_draft_is_told_when_it_is_opened() {
    let mut desk = desk();
    let path = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(path.clone()));
    desk.act(Action::TakeDraft(String::new()));
    desk.reopen();
    let document = desk.document();
    assert_eq!((number(&desk), &document.on_disk), (2, &ArticleOnDisk::Same));
    assert_eq!(document.article_path.as_deref(), Some(path.as_path()));
    let told = "story.txt holds draft 1; this is draft 2, from second.txt";
    let notices = desk.workspace.notices.standing();
    let offer = notices.iter().find(|notice| notice.detail == told).and_then(|n| n.offer.clone());
    assert_eq!(offer, Some(Offer::ShowDraft(1)));
    desk.act(Action::ShowDraft(1));
    assert_eq!(desk.document().review.text(), STORY);
}

#[test]
fn the_file_of_the_present_draft_opens_its_review_and_what_is_done_there_is_saved_in_it() {
    let mut desk = desk();
    let path = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(path.clone()));
    desk.act(Action::TakeDraft(String::new()));
    desk.act(Action::Save);
    let sidecar = desk.document().sidecar_path.clone();
    desk.act(Action::CloseReview);
    desk.act(Action::Open(path.clone()));
    let document = desk.document();
    assert_eq!((number(&desk), document.review.mark_count()), (2, 3));
    assert_eq!(document.article_path.as_deref(), Some(path.as_path()));
    assert_eq!((&document.sidecar_path, &document.on_disk), (&sidecar, &ArticleOnDisk::Same));
    let told = "second.txt is draft 2 of the review in story.txt.review.ron";
    assert!(desk.workspace.notices.standing().iter().any(|notice| notice.detail == told));
    assert_eq!(desk.workspace.settings.recent.len(), 1, "it is the same review");
}

#[test]
fn what_is_no_new_draft_is_told_and_nothing_comes_up() {
    let mut desk = desk();
    for (text, title) in [(STORY, "Not a new draft"), ("\n", "New draft not read")] {
        let path = desk.write("other.txt", text);
        desk.act(Action::ReadDraft(path));
        assert!(desk.has_notice(title), "{title}");
        assert_eq!((desk.workspace.dialog, number(&desk)), (None, 1));
    }
    let another = "Wholly other words stand here; nothing like it was seen before today.";
    let path = desk.write("other.txt", another);
    desk.act(Action::ReadDraft(path));
    assert!(desk.workspace.arrival().unwrap().is_another_text());
    desk.act(Action::TakeDraft(String::new()));
    let path = desk.write("back.txt", STORY);
    desk.act(Action::ReadDraft(path));
    let arrival = desk.workspace.arrival().unwrap();
    assert_eq!((arrival.again, arrival.is_another_text()), (Some(1), false));
}

#[test]
fn what_was_told_of_a_file_that_is_no_draft_goes_with_the_next_that_is_read() {
    let mut desk = desk();
    let path = desk.write("other.txt", "\n");
    desk.act(Action::ReadDraft(path));
    assert!(desk.has_notice("New draft not read"));
    let path = desk.write("story.txt", STORY);
    desk.act(Action::ReadDraft(path));
    assert!(desk.has_notice("Not a new draft") && !desk.has_notice("New draft not read"));
    let path = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(path));
    assert!(!desk.has_notice("Not a new draft"));
    assert_eq!(desk.workspace.dialog, Some(Dialog::NewDraft));
}

#[test]
fn that_no_draft_flagged_a_mark_is_told_by_what_there_is() {
    let mut desk = desk();
    let told = |desk: &mut Desk| {
        desk.workspace.notices.dismiss_infos();
        desk.act(Action::NextChange(Direction::Forward));
        let first = desk.workspace.notices.standing().first();
        first.map_or("", |notice| notice.detail.as_str()).to_owned()
    };
    assert_eq!(told(&mut desk), "there is one draft only");
    let path = desk.write("second.txt", &STORY.replace("12 per cent", "13 per cent"));
    desk.act(Action::ReadDraft(path));
    desk.act(Action::TakeDraft(String::new()));
    desk.workspace.document.as_mut().unwrap().selected = None;
    assert_eq!(told(&mut desk), "");
    assert_eq!(told(&mut desk), "draft 2 left no other mark to see to");
    desk.act(Action::Change(Change::StillHolds));
    assert_eq!(told(&mut desk), "nothing is left to see to of draft 2");
}

#[test]
fn the_text_of_an_earlier_draft_comes_again_and_brings_the_marks_back() {
    let mut desk = desk();
    let states = |desk: &Desk| -> Vec<(Option<DraftFlag>, WorkState, String)> {
        let review = &desk.document().review;
        let told = |mark: &Mark| {
            (mark.flag(), work_state(review, mark), mark.words(review.text()).to_owned())
        };
        (1..=3).map(|number| told(review.mark_by_number(number).unwrap())).collect()
    };
    let first = states(&desk);
    let second = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(second));
    desk.act(Action::TakeDraft(String::new()));
    let between = states(&desk);
    assert!(between != first);
    let again = desk.write("third.txt", STORY);
    desk.act(Action::ReadDraft(again));
    let arrival = desk.workspace.arrival().unwrap();
    assert_eq!((arrival.again, arrival.count(Fate::Unchanged)), (Some(1), 3));
    desk.act(Action::TakeDraft(String::new()));
    assert_eq!((number(&desk), desk.document().review.text()), (3, STORY));
    assert_eq!(states(&desk), first);
    desk.act(Action::Change(Change::Undo));
    assert_eq!((number(&desk), states(&desk)), (2, between));
    desk.act(Action::Change(Change::Undo));
    assert_eq!((number(&desk), states(&desk)), (1, first));
}

#[test]
fn a_verdict_on_words_that_are_gone_again_does_not_stand_on_the_old_ones() {
    let mut desk = desk();
    let second = desk.write("second.txt", &second());
    desk.act(Action::ReadDraft(second));
    desk.act(Action::TakeDraft(String::new()));
    let changed = desk.document().review.mark_by_number(1).unwrap().id;
    desk.act(Action::SelectMark(Some(changed)));
    desk.act(Action::Change(Change::SetVerdict(Verdict::Opinion)));
    let again = desk.write("third.txt", STORY);
    desk.act(Action::ReadDraft(again));
    let arrival = desk.workspace.arrival().unwrap();
    let counts = [Fate::Unchanged, Fate::Recheck].map(|fate| arrival.count(fate));
    assert_eq!((counts, arrival.rows[arrival.of(Fate::Recheck)][0].number), ([2, 1], 1));
}

#[test]
fn a_draft_in_another_format_is_text_against_text() {
    let mut desk = desk();
    let markdown = format!("# {}", second());
    let path = desk.write("second.md", &markdown);
    desk.act(Action::ReadDraft(path));
    let arrival = desk.workspace.arrival().unwrap();
    assert_eq!((arrival.count(Fate::Unchanged), arrival.is_another_text()), (1, false));
}

#[test]
fn an_article_that_changed_on_disk_is_read_as_the_one_before_was() {
    let page = |year: u32| {
        let story =
            format!("<p>It was built in {year}, as the deed says, and it stands.</p>").repeat(9);
        format!("<html><body><nav><p>Shop</p></nav><article>{story}</article></body></html>")
    };
    let mut desk = Desk::with(STORY);
    let path = desk.write("page.html", &page(1931));
    desk.act(Action::Open(path.clone()));
    desk.act(Action::ToggleWholePage);
    desk.mark("Shop", MarkKind::Claim);
    desk.write("page.html", &page(1932));
    desk.act(Action::ReadDraft(path));
    assert_eq!(desk.workspace.arrival().unwrap().count(Fate::Unchanged), 1);
    desk.act(Action::TakeDraft(String::new()));
    let draft = desk.document().review.draft();
    assert!((draft.number, draft.read_as.whole_page) == (2, true));

    let mut desk = Desk::with(STORY);
    let path = desk.write("greek.txt", b"\xc1\xe2\xe3 one, two and three words. They stand here.");
    desk.act(Action::Open(path.clone()));
    desk.act(Action::ReopenIn("windows-1253"));
    desk.mark("\u{391}\u{3b2}\u{3b3}", MarkKind::Claim);
    desk.write("greek.txt", b"\xc1\xe2\xe3 one, two and four words. They stand here.");
    desk.act(Action::ReadDraft(path));
    assert_eq!(desk.workspace.arrival().unwrap().count(Fate::Glance), 1);
}
