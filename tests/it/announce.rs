//! What is said aloud when something was done.

use obelus::model::{MarkKind, Verdict};
use obelus::store::{self, Settings};
use obelus::text::TextRange;
use obelus::workspace::{Action, Change, Extent, Jobs, Selection, Workspace};

use crate::outside::Fixed;

fn select(words: &str, text: &str) -> Action {
    let at = text.find(words).unwrap();
    Action::Select(Selection::of(TextRange::checked(text, at, at + words.len()).unwrap()))
}

#[test]
fn each_thing_that_is_done_is_told_in_a_sentence() {
    let story = "The cost rose by 12 per cent. It opened in March.";
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("story.txt");
    std::fs::write(&article, story).unwrap();
    let world = store::World { config_dir: None, user: "Mara".to_owned() };
    let outside = Box::new(Fixed::counting_from(1000));
    let mut workspace = Workspace::new(Settings::fresh(&world), None, Jobs::inline(), outside);
    workspace.apply(Action::Open(article));

    let rows = [
        (select("12 per cent", story), ""),
        (Action::Change(Change::AddMark(MarkKind::Claim)), "Claim 1, nothing yet: 12 per cent"),
        (Action::Change(Change::SetVerdict(Verdict::Wrong)), "Claim 1, wrong, missing evidence"),
        (Action::Change(Change::AddEvidence), "Claim 1 has new evidence"),
        (Action::Change(Change::Undo), "Undone: add evidence"),
        (Action::Change(Change::Redo), "Done again: add evidence"),
        (select("It opened", story), ""),
        (Action::Change(Change::ToggleExempt(Extent::Selection)), "Nothing to check: It opened"),
        (
            Action::Change(Change::ToggleExempt(Extent::Selection)),
            "Check these words again: It opened",
        ),
        (select("March", story), ""),
        (Action::Change(Change::AddMark(MarkKind::Quote)), "Quote 2, nothing yet: March"),
        (Action::PreviousMark, "Claim 1, wrong, missing evidence: 12 per cent"),
        (Action::Change(Change::DeleteMark), "Claim 1 deleted"),
        (Action::Save, "Saved"),
        (Action::Save, "Nothing to save"),
    ];
    let mut last = workspace.announcement().clone();
    for (action, wanted) in rows {
        workspace.apply(action.clone());
        let newest = workspace.announcement().clone();
        if wanted.is_empty() {
            assert_eq!(newest, last, "{action:?} is silent");
        } else {
            assert_eq!(newest.text, wanted, "{action:?}");
            assert!(newest.number > last.number, "{action:?}");
        }
        last = newest;
    }
}
