//! The main job without a window: open, mark, settle, save, reopen, report.

use std::path::{Path, PathBuf};

use obelus::model::{MarkKind, Verdict};
use obelus::store::{self, ArticleOnDisk, PageStyle, Settings};
use obelus::text::{TextPos, TextRange};
use obelus::workspace::{
    Action, Change, Document, Effect, Jobs, Selection, Severity, Top, Workspace,
};

use crate::outside::Fixed;

pub(crate) struct Desk {
    pub(crate) workspace: Workspace,
    folder: tempfile::TempDir,
    article: PathBuf,
}

const STORY: &str = "The tram\n\nThe cost rose by 12 per cent. The cost is known.\n";

fn workspace(folder: &Path, first_id: u64) -> Workspace {
    let world = store::World { config_dir: Some(folder.to_owned()), user: "Mara Kern".to_owned() };
    let path = folder.join("settings.ron");
    let (settings, _) = store::load_settings(&path, &world);
    Workspace::new(settings, Some(path), Jobs::inline(), Box::new(Fixed::counting_from(first_id)))
}

impl Desk {
    pub(crate) fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("story.txt");
        std::fs::write(&article, text).unwrap();
        let mut desk = Self { workspace: workspace(folder.path(), 1000), folder, article };
        desk.act(Action::Open(desk.article.clone()));
        desk
    }

    /// Opens another article, with this text.
    pub(crate) fn open_another(&mut self, text: &str) -> Vec<Effect> {
        let another = self.folder.path().join("another.txt");
        std::fs::write(&another, text).unwrap();
        let mut effects = self.act(Action::Open(another));
        effects.extend(self.workspace.poll()); // what the opening started
        effects
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.workspace.apply(action)
    }

    pub(crate) fn document(&self) -> &Document {
        self.workspace.document.as_ref().unwrap()
    }

    pub(crate) fn mark(&mut self, words: &str, kind: MarkKind) {
        let text = self.document().review.text().to_owned();
        let at = text.find(words).unwrap();
        let range = TextRange::checked(&text, at, at + words.len()).unwrap();
        self.act(Action::Select(Selection::of(range)));
        self.act(Action::Change(Change::AddMark(kind)));
    }

    /// Writes a file beside the article.
    pub(crate) fn write(&self, name: &str, text: &(impl AsRef<[u8]> + ?Sized)) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn sidecar(&self) -> PathBuf {
        store::sidecar_path(&self.article)
    }

    pub(crate) fn reopen(&mut self) {
        self.act(Action::Quit);
        self.workspace = workspace(self.folder.path(), 9000);
        self.act(Action::Open(self.article.clone()));
    }

    pub(crate) fn has_notice(&self, title: &str) -> bool {
        self.workspace.notices.standing().iter().any(|notice| notice.title == title)
    }
}

#[test]
fn a_review_is_found_again_the_next_day() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Change(Change::SetVerdict(Verdict::Wrong)));
    desk.act(Action::Change(Change::AddEvidence));
    desk.reopen();
    let review = &desk.document().review;
    let mark = review.mark_by_number(1).unwrap();
    assert_eq!(mark.words(review.text()), "12 per cent");
    assert_eq!(mark.verdict.as_ref().unwrap().verdict, Verdict::Wrong);
    assert_eq!(mark.evidence.len(), 1);
    assert_eq!(review.reviewer(mark.created.by).unwrap().name, "Mara Kern");
}

#[test]
fn opening_alone_writes_no_sidecar() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Save);
    desk.act(Action::Quit);
    assert!(!desk.sidecar().exists());
}

#[test]
fn a_quiet_second_saves_by_itself() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    assert!(desk.workspace.tick(10.0).is_some());
    assert!(!desk.sidecar().exists());
    desk.workspace.tick(11.1);
    assert!(desk.sidecar().exists());
}

#[test]
fn the_article_file_is_never_written() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    assert_eq!(std::fs::read_to_string(&desk.article).unwrap(), STORY);
}

#[test]
fn what_a_colleague_saved_meanwhile_is_left_alone() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    let theirs = std::fs::read_to_string(desk.sidecar()).unwrap();
    std::fs::write(desk.sidecar(), format!("{theirs}// a colleague was here\n")).unwrap();
    desk.mark("The cost is known", MarkKind::Claim);
    desk.act(Action::Save);
    let kept = std::fs::read_to_string(desk.sidecar()).unwrap();
    assert!(kept.ends_with("// a colleague was here\n"));
    assert!(desk.has_notice("Saved under another name"));
    assert_ne!(desk.document().sidecar_path, desk.sidecar());
    assert!(desk.document().sidecar_path.exists());
}

#[test]
fn a_damaged_sidecar_opens_read_only_and_stays_as_it_is() {
    let mut desk = Desk::with(STORY);
    std::fs::write(desk.sidecar(), "(format: 1, drafts: [oh no").unwrap();
    desk.act(Action::Open(desk.article.clone()));
    assert!(desk.document().read_only.is_some());
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    desk.act(Action::Quit);
    assert_eq!(desk.document().review.mark_count(), 0);
    assert_eq!(std::fs::read_to_string(desk.sidecar()).unwrap(), "(format: 1, drafts: [oh no");
}

#[test]
fn a_review_opens_without_its_article() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    std::fs::remove_file(&desk.article).unwrap();
    desk.act(Action::Open(desk.sidecar()));
    assert_eq!(desk.document().on_disk, ArticleOnDisk::Missing);
    assert_eq!(desk.document().review.text(), STORY);
}

#[test]
fn a_changed_article_is_told_and_the_reviewed_text_stays() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    std::fs::write(&desk.article, STORY.replace("12", "13")).unwrap();
    desk.workspace.check_article();
    assert!(matches!(desk.document().on_disk, ArticleOnDisk::Changed(_)));
    assert!(desk.has_notice("The article file changed on disk"));
    assert_eq!(desk.document().review.text(), STORY);
}

#[test]
fn what_cannot_be_opened_leaves_the_open_review_alone() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Open(desk.folder.path().join("nowhere.md")));
    assert_eq!(desk.document().review.text(), STORY);
    let errors = desk.workspace.notices.standing();
    assert_eq!(errors.iter().filter(|n| n.severity == Severity::Error).count(), 1);
}

#[test]
fn recent_files_are_remembered_once_each() {
    let mut desk = Desk::with(STORY);
    desk.reopen();
    desk.reopen();
    let recent: Vec<&PathBuf> = desk.workspace.settings.recent.iter().map(|r| &r.path).collect();
    assert_eq!(recent, [&desk.article]);
    assert_eq!(desk.workspace.settings.recent[0].title, "The tram");
}

#[test]
fn what_cannot_be_saved_holds_the_window_open_once() {
    let mut desk = Desk::with(STORY);
    std::fs::create_dir(desk.sidecar()).unwrap();
    desk.mark("12 per cent", MarkKind::Claim);
    assert!(!desk.act(Action::Quit).contains(&Effect::Quit));
    assert!(desk.has_notice("Not left"));
    desk.mark("The cost is known", MarkKind::Claim);
    assert!(!desk.act(Action::Quit).contains(&Effect::Quit), "there is more to lose now");
    assert!(desk.act(Action::Quit).contains(&Effect::Quit));
}

#[test]
fn a_failed_save_is_tried_again_with_the_next_change() {
    let mut desk = Desk::with(STORY);
    std::fs::create_dir(desk.sidecar()).unwrap();
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    assert!(desk.document().has_save_failed() && desk.has_notice("Not saved"));
    std::fs::remove_dir(desk.sidecar()).unwrap();
    desk.mark("The cost is known", MarkKind::Claim);
    desk.workspace.tick(1.0);
    desk.workspace.tick(3.0);
    desk.workspace.poll();
    assert!(!desk.document().has_save_failed() && desk.sidecar().is_file());
    assert!(!desk.has_notice("Not saved"), "that is over");
}

#[test]
fn another_file_opens_only_when_the_open_review_is_saved() {
    let mut desk = Desk::with(STORY);
    let other = desk.folder.path().join("other.txt");
    std::fs::write(&other, "Another story stands here.\n").unwrap();
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Open(other.clone()));
    assert!(desk.sidecar().is_file());
    assert_eq!(desk.document().article_path.as_ref(), Some(&other));
    std::fs::create_dir(store::sidecar_path(&other)).unwrap();
    desk.mark("Another story", MarkKind::Claim);
    desk.act(Action::Open(desk.article.clone()));
    assert_eq!(desk.document().article_path.as_ref(), Some(&other), "it could not be saved");
}

#[test]
fn the_place_in_the_article_is_found_again() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let mark = desk.document().selected;
    let caret = desk.document().selection.focus;
    let top = Top { at: TextPos(20), hidden: 0.375 };
    desk.workspace.remember_view(top, 1);
    desk.act(Action::Quit);
    desk.workspace = workspace(desk.folder.path(), 9000);
    let effects = desk.act(Action::Open(desk.article.clone()));
    assert!(effects.contains(&Effect::Resume(top)));
    assert_eq!((desk.document().selected, desk.document().selection.focus), (mark, caret));
}

#[test]
fn a_report_is_written_where_it_was_asked_for() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let out = desk.folder.path().join("report.html");
    desk.act(Action::Export("html", out.clone()));
    assert!(std::fs::read_to_string(out).unwrap().contains("12 per cent"));
}

#[test]
fn a_report_never_replaces_the_article() {
    let mut desk = Desk::with(STORY);
    desk.act(Action::Export("markdown", desk.article.clone()));
    assert!(desk.has_notice("Report not written"));
    assert_eq!(std::fs::read_to_string(&desk.article).unwrap(), STORY);
}

#[test]
fn only_web_and_mail_addresses_are_followed() {
    let mut desk = Desk::with(STORY);
    for url in ["javascript:alert(1)", "file:///etc/passwd", "smb://host/x", "no scheme"] {
        assert_eq!(desk.act(Action::OpenUrl(url.to_owned())), []);
    }
    let good = "https://example.org/".to_owned();
    assert_eq!(desk.act(Action::OpenUrl(good.clone())), [Effect::OpenUrl(good)]);
}

#[test]
fn a_mark_that_was_edited_in_a_form_keeps_its_place_and_number() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    let mut copy = desk.document().review.mark_by_number(1).unwrap().clone();
    copy.number = 99;
    copy.note = "from the form".to_owned();
    desk.act(Action::Change(Change::PutMark(
        Box::new(copy),
        "edit note",
        obelus::workspace::Typing::No,
    )));
    let mark = desk.document().review.mark_by_number(1).unwrap();
    assert_eq!(mark.note, "from the form");
}

#[test]
fn settings_without_a_place_are_not_written() {
    let mut workspace = Workspace::new(
        Settings::default(),
        None,
        Jobs::inline(),
        Box::new(Fixed::counting_from(1)),
    );
    workspace.apply(Action::SetPageStyle(PageStyle::default(), 1.1));
    workspace.save_settings();
    assert_eq!(workspace.settings.text_percent(), 110);
    assert!(workspace.notices.standing().is_empty());
}

#[test]
fn a_long_review_shows_its_text_before_its_marks() {
    let words = "Costs rose 12 per cent and nobody was asked. ".repeat(40_000);
    let mut desk = Desk::with(&words.replace(". C", ".\n\nC"));
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    desk.workspace = workspace(desk.folder.path(), 9000);
    let effects = desk.act(Action::Open(desk.article.clone()));
    let at = |effect: &Effect| effects.iter().position(|other| other == effect);
    assert!(at(&Effect::DocumentChanged) < at(&Effect::MarksRead), "{effects:?}");
    assert_eq!(desk.document().review.mark_count(), 1);
    assert!(!desk.document().is_first_look && desk.document().read_only.is_none());
}

#[test]
fn a_first_look_that_nothing_follows_is_taken_away() {
    let words = "Costs rose 12 per cent and nobody was asked. ".repeat(40_000);
    let mut desk = Desk::with(&words.replace(". C", ".\n\nC"));
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    let sidecar = desk.document().sidecar_path.clone();
    let damaged = std::fs::read_to_string(&sidecar).unwrap().replacen("marks: [", "marks: [(", 1);
    std::fs::write(&sidecar, damaged).unwrap();
    std::fs::remove_file(&desk.article).unwrap();
    desk.workspace = workspace(desk.folder.path(), 9000);
    desk.act(Action::Open(desk.article.clone()));
    assert!(desk.workspace.document.is_none());
    assert!(desk.has_notice("Not opened"));
}

#[test]
fn what_is_open_stays_while_a_long_review_is_read_and_when_it_cannot_be() {
    let mut desk = Desk::with(STORY);
    let path = desk.folder.path().join("long.txt");
    let words = "Costs rose 12 per cent and nobody was asked.\n\n".repeat(40_000);
    std::fs::write(&path, &words).unwrap();
    desk.act(Action::Open(path.clone()));
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    let sidecar = desk.document().sidecar_path.clone();
    desk.act(Action::Open(desk.article.clone()));
    let damaged = std::fs::read_to_string(&sidecar).unwrap().replacen("marks: [", "marks: [(", 1);
    std::fs::write(&sidecar, damaged).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(desk.act(Action::Open(sidecar)), []);
    assert!(desk.has_notice("Not opened"));
    assert_eq!(desk.document().article_path.as_ref(), Some(&desk.article));
}

#[test]
fn a_review_without_its_article_remembers_where_it_was_left() {
    let mut desk = Desk::with(STORY);
    desk.mark("12 per cent", MarkKind::Claim);
    desk.act(Action::Save);
    let sidecar = desk.document().sidecar_path.clone();
    std::fs::remove_file(&desk.article).unwrap();
    desk.workspace = workspace(desk.folder.path(), 9000);
    desk.act(Action::Open(sidecar.clone()));
    let top = Top { at: TextPos(20), hidden: 0.25 };
    desk.workspace.remember_view(top, 1);
    desk.act(Action::Quit);
    desk.workspace = workspace(desk.folder.path(), 9100);
    assert!(desk.act(Action::Open(sidecar)).contains(&Effect::Resume(top)));
}
