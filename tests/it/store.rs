//! The disk: what is read is capped, what is written is whole, nobody's work is written over.

use std::fs;
use std::path::{Path, PathBuf};

use obelus::import::ImportOptions;
use obelus::model::{Mark, MarkBody, MarkId, MarkKind, Place, ReadAs};
use obelus::review::{Edit, Transaction};
use obelus::sidecar::to_ron;
use obelus::store::{
    ArticleOnDisk, Fingerprint, OpenError, Opened, Recent, SaveError, Settings, StoreErrorKind,
    ThemeChoice, World, article_path, conflict_path, is_sidecar, load_settings, new_id, now, open,
    open_article_only, peek, read_capped, read_draft, save, save_settings, settings_path,
    sidecar_path, write_atomically,
};
use obelus::testing::{act, review, stamp, time};
use obelus::text::TextRange;
use obelus::workspace::carry_review;
use tempfile::TempDir;

const STORY: &str = "Costs rose 12 percent.\n\nNobody was asked.\n";

/// A folder with an article in it.
fn desk() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.txt");
    fs::write(&story, STORY).unwrap();
    (folder, story)
}

fn add_mark(opened: &mut Opened, words: &str) {
    let start = opened.review.text().find(words).unwrap();
    let range = TextRange::checked(opened.review.text(), start, start + words.len()).unwrap();
    let number = opened.review.next_number();
    let body = MarkBody::empty(MarkKind::Claim);
    let mark = Mark::new(MarkId(new_id()), number, Place::At(range), body, stamp(1));
    let tx = Transaction::new("add claim", vec![Edit::set_mark(mark)]);
    opened.history.commit(&mut opened.review, tx, act(number)).unwrap();
}

fn save_opened(opened: &Opened) -> Result<Fingerprint, SaveError> {
    let ron = to_ron(&opened.review).unwrap();
    save(&ron, &opened.sidecar_path, opened.fingerprint.as_ref())
}

/// A folder with an article and its review of one mark.
fn reviewed() -> (TempDir, PathBuf, Opened) {
    let (folder, story) = desk();
    let mut opened = open(&story, stamp(0)).unwrap();
    add_mark(&mut opened, "12 percent");
    opened.fingerprint = Some(save_opened(&opened).unwrap());
    (folder, story, opened)
}

#[test]
fn a_sidecar_stands_beside_its_article_under_its_whole_name() {
    let sidecar = sidecar_path(Path::new("a/story.md"));
    assert_eq!(sidecar, Path::new("a/story.md.review.ron"));
    assert_eq!(article_path(&sidecar).unwrap(), Path::new("a/story.md"));
    let conflict = conflict_path(&sidecar, time(0));
    assert_eq!(conflict, Path::new("a/story.md.review.conflict-20260301-1200.ron"));
    for copy in [conflict.to_str().unwrap(), "a/story.md.review (2).ron"] {
        assert_eq!(article_path(Path::new(copy)).unwrap(), Path::new("a/story.md"), "{copy}");
    }
    for other in ["story.md", "story.reviewed.ron", ".review.ron", "settings.ron", "a/"] {
        assert!(!is_sidecar(Path::new(other)), "{other}");
    }
}

#[test]
fn what_is_missing_a_folder_or_too_large_is_refused_before_it_is_read() {
    let (folder, story) = desk();
    let kind = |path: &Path| read_capped(path, 10).unwrap_err().kind;
    assert!(matches!(kind(folder.path()), StoreErrorKind::NotAFile("a folder")));
    assert!(matches!(kind(&folder.path().join("none")), StoreErrorKind::Missing));
    assert!(matches!(kind(&story), StoreErrorKind::TooLarge { bytes: 42, most: 10 }));
    let message = read_capped(&story, 10).unwrap_err().to_string();
    assert!(message.contains("42 bytes, and at most 10"), "{message}");
    assert!(message.ends_with("story.txt"), "{message}");
    assert_eq!(read_capped(&story, 42).unwrap(), STORY.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_before_it_is_opened() {
    use std::os::unix::net::UnixListener;

    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("story.txt");
    let _listener = UnixListener::bind(&socket).unwrap();
    for path in [socket.as_path(), Path::new("/dev/zero")] {
        let kind = read_capped(path, 10).unwrap_err().kind;
        assert!(matches!(kind, StoreErrorKind::NotAFile("a pipe or a device")), "{kind:?}");
    }
}

#[test]
fn a_write_that_fails_leaves_nothing_behind() {
    let (folder, story) = desk();
    let nowhere = folder.path().join("no/such/folder.ron");
    assert!(write_atomically(&nowhere, b"x").unwrap_err().to_string().contains("cannot write"));
    assert!(write_atomically(folder.path(), b"x").is_err());
    write_atomically(&story, b"new").unwrap();
    assert_eq!(fs::read(&story).unwrap(), b"new");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn the_mode_is_kept_and_a_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let (folder, story) = desk();
    fs::set_permissions(&story, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.txt");
    symlink(&story, &link).unwrap();
    write_atomically(&link, b"new").unwrap();
    assert_eq!(fs::read(&story).unwrap(), b"new");
    assert_eq!(fs::metadata(&story).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn a_review_is_saved_and_opened_again_by_either_name() {
    let (_folder, story, first) = reviewed();
    for path in [story.clone(), sidecar_path(&story)] {
        let opened = open(&path, stamp(0)).unwrap();
        assert_eq!(opened.review.to_parts(), first.review.to_parts());
        assert_eq!(opened.article, ArticleOnDisk::Same);
        assert_eq!(opened.article_path.as_ref(), Some(&story));
        assert_eq!(opened.fingerprint, first.fingerprint);
        assert!(!opened.is_new && opened.read_only.is_none());
    }
    assert_eq!(fs::read_to_string(&story).unwrap(), STORY);
}

#[test]
fn a_review_opens_without_its_article() {
    let (_folder, story, _) = reviewed();
    fs::remove_file(&story).unwrap();
    let opened = open(&story, stamp(0)).unwrap();
    assert_eq!(opened.article, ArticleOnDisk::Missing);
    assert_eq!(opened.review.text().trim(), STORY.trim());
    assert!(opened.article.told().is_some_and(|told| told.contains("is gone")));
}

#[test]
fn another_text_on_disk_is_told_and_not_taken_over() {
    let (_folder, story, _) = reviewed();
    fs::write(&story, STORY.replace("12", "13")).unwrap();
    let opened = open(&story, stamp(0)).unwrap();
    assert!(opened.review.text().contains("12 percent"));
    assert!(opened.article.told().is_some_and(|told| told.contains("has changed")));
    let ArticleOnDisk::Changed(draft) = opened.article else { panic!("{:?}", opened.article) };
    assert!(draft.article.text().contains("13 percent"));
    assert_eq!(draft.number, 2);
}

#[test]
fn other_line_ends_give_the_same_article() {
    let (_folder, story, _) = reviewed();
    fs::write(&story, STORY.replace('\n', "\r\n")).unwrap();
    assert_eq!(open(&story, stamp(0)).unwrap().article, ArticleOnDisk::Same);
}

#[test]
fn an_article_that_gives_no_text_any_more_is_told() {
    let (_folder, story, _) = reviewed();
    fs::write(&story, "").unwrap();
    let opened = open(&story, stamp(0)).unwrap();
    assert!(matches!(opened.article, ArticleOnDisk::Unreadable(_)), "{:?}", opened.article);
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over() {
    let (_folder, story, mut opened) = reviewed();
    let theirs = fs::read_to_string(&opened.sidecar_path).unwrap().replace("12 p", "12  p");
    fs::write(&opened.sidecar_path, &theirs).unwrap();
    add_mark(&mut opened, "Nobody");
    assert!(matches!(save_opened(&opened), Err(SaveError::ChangedOnDisk(_))));
    assert_eq!(fs::read_to_string(&opened.sidecar_path).unwrap(), theirs);

    let new = Opened { fingerprint: None, ..opened };
    assert!(matches!(save_opened(&new), Err(SaveError::ChangedOnDisk(_))));
    fs::remove_file(sidecar_path(&story)).unwrap();
    save_opened(&new).unwrap();
}

#[test]
fn saving_the_same_again_writes_nothing() {
    let (_folder, _, opened) = reviewed();
    let before = fs::metadata(&opened.sidecar_path).unwrap().modified().unwrap();
    assert_eq!(save_opened(&opened).unwrap(), opened.fingerprint.unwrap());
    assert_eq!(fs::metadata(&opened.sidecar_path).unwrap().modified().unwrap(), before);
}

/// The review with a next draft from another file of its folder, saved.
fn in_another_draft(opened: &mut Opened, name: &str, text: &str) -> PathBuf {
    let path = opened.sidecar_path.with_file_name(name);
    fs::write(&path, text).unwrap();
    let number = opened.review.draft().number + 1;
    let draft = read_draft(&path, stamp(2), number, &ImportOptions::default()).unwrap();
    let next = carry_review(&opened.review, draft, stamp(2)).unwrap().next;
    opened.history.commit(&mut opened.review, next.transaction, act(number)).unwrap();
    opened.fingerprint = Some(save_opened(opened).unwrap());
    path
}

#[test]
fn the_file_of_a_draft_opens_the_review_that_names_it() {
    let (_folder, _, mut opened) = reviewed();
    let second = in_another_draft(&mut opened, "a \"second\".txt", &STORY.replace("rose", "fell"));
    let found = open(&second, stamp(3)).unwrap();
    assert_eq!((found.sidecar_path.clone(), found.is_new), (opened.sidecar_path.clone(), false));
    assert_eq!(
        (found.article_path, found.asked_for.unwrap().draft),
        (Some(second.clone()), Some(2))
    );
    // So it does when its text has been worked on, as long as it is a draft of the same article.
    fs::write(&second, STORY.replace("rose 12", "fell 13")).unwrap();
    let found = open(&second, stamp(3)).unwrap();
    assert!(!found.is_new && matches!(found.article, ArticleOnDisk::Changed(_)));
    // And so it does when the review has gone on since.
    let third = in_another_draft(&mut opened, "third.txt", &STORY.replace("rose", "sank"));
    fs::write(&second, STORY.replace("rose", "fell")).unwrap();
    let found = open(&second, stamp(3)).unwrap();
    assert_eq!((found.article_path, found.article), (Some(third), ArticleOnDisk::Same));
    let asked_for = found.asked_for.unwrap();
    assert_eq!(asked_for.draft, Some(2));
    assert_eq!(asked_for.told, "a \"second\".txt holds draft 2; this is draft 3, from third.txt");
}

#[test]
fn a_file_that_only_has_the_name_of_a_draft_starts_a_review_of_its_own() {
    let (folder, _, mut opened) = reviewed();
    let second = in_another_draft(&mut opened, "second.txt", &STORY.replace("rose", "fell"));
    fs::write(&second, "Wholly other words stand here today.\n").unwrap();
    assert!(open(&second, stamp(3)).unwrap().is_new);
    // What lies beside it and is named like a review may be anything.
    fs::create_dir(folder.path().join("x.txt.review.ron")).unwrap();
    fs::write(folder.path().join("y.txt.review.ron"), "(drafts: [").unwrap();
    let other = folder.path().join("other.txt");
    fs::write(&other, STORY).unwrap();
    assert!(open(&other, stamp(3)).unwrap().is_new);
}

#[test]
fn a_damaged_sidecar_is_not_opened_and_the_article_alone_is_for_reading() {
    let (_folder, story, opened) = reviewed();
    fs::write(&opened.sidecar_path, "(format: 1,\n  drafts: [").unwrap();
    let error = open(&story, stamp(0)).unwrap_err();
    assert!(matches!(error, OpenError::Sidecar { .. }));
    assert!(error.to_string().ends_with("story.txt.review.ron"), "{error}");
    let alone = open_article_only(&story, stamp(0)).unwrap();
    assert!(alone.read_only.unwrap().contains("could not be read: line 2"));
    assert_eq!(alone.review.mark_count(), 0);
    assert_eq!(fs::read_to_string(&opened.sidecar_path).unwrap(), "(format: 1,\n  drafts: [");
}

#[test]
fn a_sidecar_that_is_named_and_missing_is_an_error() {
    let (_folder, story) = desk();
    let error = open(&sidecar_path(&story), stamp(0)).unwrap_err();
    assert!(matches!(error, OpenError::Store(e) if e.is_missing()));
}

fn world(folder: &TempDir) -> World {
    let config_dir = Some(folder.path().join("deep/config"));
    World { config_dir, user: "Mara Kern".to_owned() }
}

#[test]
fn settings_are_kept_and_the_reviewer_has_one_id() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder);
    let path = settings_path(&world).unwrap();
    let (mut settings, problem) = load_settings(&path, &world);
    assert_eq!(problem, None);
    assert_eq!((&*settings.reviewer.name, &*settings.reviewer.initials), ("Mara Kern", "MK"));
    assert_eq!(load_settings(&path, &world).0.reviewer, settings.reviewer);

    settings.theme = ThemeChoice::Dark;
    for n in 0..400 {
        let path = PathBuf::from(format!("story-{}.md", n % 350));
        let title = "Költség".to_owned();
        let (hidden, caret, mark) = (0.25, n + 40, None);
        settings.remember(Recent {
            path,
            title,
            place: n,
            hidden,
            caret,
            mark,
            zoom: 100,
            read_as: ReadAs::default(),
            opened: now(),
        });
    }
    save_settings(&settings, &path).unwrap();
    let (again, _) = load_settings(&path, &world);
    assert_eq!(again, settings);
    assert_eq!((again.recent.len(), again.latest().len()), (200, 12));
    assert_eq!(again.recent[0].path, Path::new("story-49.md"));
}

#[test]
fn damaged_settings_are_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder);
    let path = settings_path(&world).unwrap();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "(theme: Dar").unwrap();
    let (settings, problem) = load_settings(&path, &world);
    assert_eq!(settings.theme, ThemeChoice::System);
    assert!(problem.unwrap().contains("damaged"));
    assert_eq!(fs::read_to_string(path.with_extension("damaged.ron")).unwrap(), "(theme: Dar");
    assert_eq!(load_settings(&path, &world), (settings, None));
}

#[test]
fn odd_figures_and_unknown_fields_in_the_settings_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder);
    let path = settings_path(&world).unwrap();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let odd = "(right_width: NaN, text_size: 900, left_width: -3, future: Some(1), autosave: false, \
               window: Some((width: inf, height: 3)))";
    fs::write(&path, odd).unwrap();
    let (settings, problem) = load_settings(&path, &world);
    assert_eq!(problem, None);
    let wanted = Settings {
        reviewer: settings.reviewer.clone(),
        text_size: 4.0,
        autosave: false,
        ..Settings::default()
    };
    assert_eq!(settings, wanted);
}

#[test]
fn a_first_look_at_a_long_review_shows_the_marks_around_the_place_where_one_left() {
    let lines: Vec<String> = (0..3_500).map(|n| format!("Sentence {n} has [c:Ünï {n}].")).collect();
    let review = review(&lines.join("\n")).0;
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("long.txt");
    fs::write(sidecar_path(&article), to_ron(&review).unwrap()).unwrap();
    for wanted in [0, 1_700, 3_499] {
        let all = review.marks_in_order().nth(wanted).unwrap().range().unwrap();
        let look = peek(&article, all.start()).expect("it is long").review;
        assert!(look.marks_over(all).next().is_some(), "mark {wanted} of {}", look.mark_count());
        assert!((10..1_500).contains(&look.mark_count()), "{}", look.mark_count());
        assert_eq!(look.text(), review.text());
    }
}
