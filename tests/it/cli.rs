//! The command line, run as a program: what it prints, what it leaves on the disk, how it exits.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const STORY: &str = "# Costs rise\n\nBy Ada Pell\n\nCosts rose 12 percent 🙂 in 2025, the audit \
                     said.\n\n“Nobody was asked,” said Ms Hale. Costs rose again.\n";

const MARKS: &str = r#"{"kind": "claim", "exact": "12 percent", "verdict": "confirmed", "method": "document", "source": "Audit 2025", "url": "https://example.org/a", "locator": "p. 4"}
{"kind": "quote", "exact": "“Nobody was asked,”", "note": "ring her"}

{"kind": "source", "exact": "the audit", "source": "Audit 2025", "id": 3, "status": "open"}
{"kind": "claim", "exact": "Costs rose", "suffix": " again", "verdict": "wrong", "source": "Ledger"}
"#;

/// A folder with a story in it, and another for the settings.
struct Desk {
    folder: TempDir,
    config: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk =
            Self { folder: tempfile::tempdir().unwrap(), config: tempfile::tempdir().unwrap() };
        desk.write("story.md", STORY);
        desk
    }

    /// The same with a review of [`MARKS`].
    fn annotated() -> Self {
        let desk = Self::new();
        desk.write("marks.jsonl", MARKS);
        let ran = desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_obelus"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("OBELUS_CONFIG_DIR", self.config.path())
            .env("USER", "Mara Kern")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().unwrap())
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.run(args).out).unwrap()
    }

    fn edit_review(&self, from: &str, to: &str) -> String {
        let before = self.read("story.md.review.ron");
        let after = before.replacen(from, to, 1);
        assert_ne!(after, before, "{from} is in the review");
        self.write("story.md.review.ron", &after);
        after
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Failed with one line that says `what`.
    fn failed(&self, what: &str) {
        assert_eq!(self.code, 3, "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.contains(what), "{what}: {self:?}");
    }
}

#[test]
fn the_file_of_a_later_draft_leads_to_its_review() {
    let desk = Desk::annotated();
    desk.write("next.md", STORY.replace("in 2025", "in 2026"));
    desk.run(&["carry", "story.md", "next.md"]);
    let ran = desk.run(&["marks", "next.md"]);
    assert!(ran.out.contains("12 percent"), "{ran:?}");
    assert!(ran.err.contains("next.md is draft 2 of the review in story.md.review.ron"), "{ran:?}");
}

#[test]
fn help_is_given_for_every_command_and_nonsense_is_usage() {
    let desk = Desk::new();
    let all = desk.run(&["--help"]);
    assert_eq!(all.code, 0);
    for command in ["text", "annotate", "marks", "check", "report"] {
        assert!(all.out.contains(command));
        let ran = desk.run(&[command, "--help"]);
        assert!(ran.code == 0 && ran.out.contains("Usage"), "{ran:?}");
        assert_eq!(desk.run(&[command]).code, 2);
    }
    assert_eq!(desk.run(&["check", "--loud", "story.md"]).code, 2);
}

#[test]
fn without_a_display_the_window_is_refused_in_one_line() {
    let desk = Desk::new();
    desk.run(&["story.md"]).failed("annotate");
    desk.run(&[]).failed("cannot open the window");
}

#[test]
fn text_prints_what_was_imported_with_places_in_code_points() {
    let desk = Desk::new();
    let plain = desk.run(&["text", "story.md"]);
    assert!(plain.code == 0 && plain.out.starts_with("Costs rise\n"), "{plain:?}");
    let json = desk.json(&["text", "story.md", "--json"]);
    assert_eq!(json["title"], "Costs rise");
    assert_eq!(json["byline"], "Ada Pell");
    let blocks = json["blocks"].as_array().unwrap();
    for block in blocks {
        let (start, end) = (block["start"].as_u64().unwrap(), block["end"].as_u64().unwrap());
        let text = block["text"].as_str().unwrap();
        assert_eq!(usize::try_from(end - start).unwrap(), text.chars().count());
    }
    assert_eq!(blocks[0]["kind"], "headline");
}

#[test]
fn text_reads_the_article_for_an_article_and_the_draft_for_a_review() {
    let desk = Desk::annotated();
    desk.write("story.md", "Other words.\n");
    assert_eq!(desk.run(&["text", "story.md"]).out, "Other words.\n");
    assert!(desk.run(&["text", "story.md.review.ron"]).out.contains("12 percent"));
}

#[test]
fn annotate_makes_marks_with_evidence_and_says_where() {
    let desk = Desk::annotated();
    let rows = desk.json(&["marks", "story.md", "--json"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let first = &rows[0];
    assert_eq!((&first["number"], &first["text"]), (&1.into(), &"12 percent".into()));
    assert_eq!((&first["verdict"], &first["state"]), (&"confirmed".into(), &"settled".into()));
    let evidence = &first["evidence"][0];
    assert_eq!(evidence["source"], "Audit 2025");
    assert_eq!((&evidence["relation"], &evidence["locator"]), (&"supports".into(), &"p. 4".into()));
    assert_eq!(rows[3]["text"], "Costs rose");
    assert_eq!(rows[3]["evidence"][0]["relation"], "contradicts");
    assert!(rows[3]["start"].as_u64() > rows[2]["start"].as_u64());
    let review = desk.read("story.md.review.ron");
    assert_eq!(review.matches("title: \"Audit 2025\"").count(), 1);
    assert_eq!(review.matches("what: \"annotate\"").count(), 1);
    assert_eq!(review.matches("name: \"Mara Kern\"").count(), 1);
    assert_eq!(desk.read("story.md"), STORY);
}

#[test]
fn annotating_again_adds_nothing_and_touches_nothing() {
    let desk = Desk::annotated();
    let before = desk.read("story.md.review.ron");
    let ran = desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("line 5: already there as mark 4"), "{ran:?}");
    assert!(ran.out.ends_with("0 placed, 4 already there, 0 not placed; nothing to save\n"));
    assert_eq!(desk.read("story.md.review.ron"), before);
}

#[test]
fn the_reviewer_is_the_same_in_every_run() {
    let desk = Desk::annotated();
    desk.write("more.jsonl", r#"{"kind": "claim", "exact": "in 2025"}"#);
    assert_eq!(desk.run(&["annotate", "story.md", "--from", "more.jsonl"]).code, 0);
    assert_eq!(desk.read("story.md.review.ron").matches("name: \"Mara Kern\"").count(), 1);
}

#[test]
fn lines_that_cannot_be_placed_are_told_and_stop_nothing() {
    let desk = Desk::new();
    let lines = concat!(
        "{\"kind\": \"claim\", \"exact\": \"13 percent\"}\n",
        "{\"kind\": \"claim\", \"exact\": \"Costs rose\"}\n",
        "{\"kind\": \"claim\", broken\n",
        "{\"kind\": \"claim\", \"exact\": \"x\", \"verdict\": \"maybe\\u001b[2J\"}\n",
        "{\"kind\": \"claim\", \"start\": 4000000000, \"end\": 4, \"exact\": \"\"}\n",
        "{\"kind\": \"claim\", \"exact\": \"2 percent\"}\n",
        "{\"kind\": \"claim\", \"start\": 9, \"end\": 2, \"exact\": \"in 2025\"}\n",
    );
    let mut command = desk.command(&["annotate", "story.md", "--from", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!(ran.code, 1, "{ran:?}");
    let wanted = [
        "line 1: not placed: its words are not in the text: 13 percent",
        "line 2: not placed: its words are in the text 2 times",
        "line 3: not placed: ",
        "line 4: not placed: unknown verdict `maybe⟨U+001B⟩",
        "line 5: not placed: there are no words there",
        "line 6: not placed: its words are in the text inside other words only",
        "line 7: claim 1 placed at ",
        "1 placed, 0 already there, 6 not placed; saved story.md.review.ron",
    ];
    for (line, wanted) in ran.out.lines().zip(wanted) {
        assert!(line.starts_with(wanted), "{line}");
    }
    assert_eq!(desk.json(&["marks", "story.md", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn whole_words_come_before_the_same_letters_inside_others() {
    let desk = Desk::new();
    desk.write("lamps.txt", "Ten lamps, then one lamp, then a lamppost. Cost: 1,250 or 250.\n");
    let lines = [
        r#"{"kind": "claim", "exact": "lamp"}"#,
        r#"{"kind": "claim", "exact": "250", "prefix": "ost: 1,250 or "}"#,
        r#"{"kind": "claim", "exact": "250", "verdict": "wrong"}"#,
    ];
    desk.write("marks.jsonl", lines.join("\n"));
    let ran = desk.run(&["annotate", "lamps.txt", "--from", "marks.jsonl"]);
    assert!(ran.out.contains("line 1: claim 1 placed at 20–24"), "{ran:?}");
    assert!(ran.out.contains("line 2: claim 2 placed at 58–61"), "{ran:?}");
    assert!(ran.out.contains("line 3: already there as mark 2"), "{ran:?}");
}

#[test]
fn when_nothing_is_placed_nothing_is_written() {
    let desk = Desk::new();
    desk.write("marks.jsonl", "{\"kind\": \"claim\", \"exact\": \"nowhere\"}\n");
    assert_eq!(desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]).code, 1);
    assert!(!desk.path("story.md.review.ron").exists());
    desk.run(&["annotate", "story.md", "--from", "none.jsonl"]).failed("no such file: none.jsonl");
}

#[test]
fn many_lines_are_placed_in_one_go() {
    let desk = Desk::new();
    let (mut story, mut marks) = (String::new(), String::new());
    for n in 0..2000 {
        write!(story, "In ward {n} there were {n} lamps out.\n\n").unwrap();
        writeln!(marks, "{{\"kind\": \"claim\", \"exact\": \"ward {n} there\"}}").unwrap();
    }
    desk.write("wards.txt", story);
    desk.write("marks.jsonl", marks);
    let ran = desk.run(&["annotate", "wards.txt", "--from", "marks.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("2000 placed"));
}

#[test]
fn check_tells_what_is_open_and_exits_with_1() {
    let desk = Desk::annotated();
    let ran = desk.run(&["check", "story.md"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("story.md: 3: open: no verdict yet: “the audit”"), "{ran:?}");
    assert!(ran.out.contains("missing-evidence: missing a fix or a cut"), "{ran:?}");
    assert!(ran.out.contains("3 of 4 marks not finished"), "{ran:?}");
    let json = desk.json(&["check", "--json", "story.md"]);
    assert_eq!(json[0]["findings"].as_array().unwrap().len(), 3);
    assert!(json[0]["words"]["percent"].as_u64().unwrap() > 0);
}

#[test]
fn check_has_the_figures_of_coverage_and_they_add_up() {
    let desk = Desk::annotated();
    let json = desk.json(&["check", "--json", "story.md"]);
    let coverage = &json[0]["coverage"];
    assert_eq!(coverage["unit"], "uax29");
    let count = |of: &Value, what: &str| of[what].as_u64().unwrap();
    let states = ["covered", "shown_apart", "not_covered", "exempt", "cut", "recheck", "open"];
    let words = &json[0]["words"];
    for counted in [words, &coverage["sentences"], &coverage["numbers"], &coverage["quotations"]] {
        let sum: u64 = states.iter().map(|state| count(counted, state)).sum();
        assert_eq!(sum, count(counted, "all"), "{counted}");
    }
    let blocks = coverage["blocks"].as_array().unwrap();
    let sum: u64 = blocks.iter().map(|block| count(&block["words"], "all")).sum();
    assert_eq!(sum, count(words, "all"));
    assert_eq!(coverage["sections"][0]["heading"], "Costs rise");
    assert!(coverage["names"]["all"].is_u64() && coverage["not_counted"].is_null());
}

#[test]
fn check_is_content_when_every_mark_is_settled() {
    let desk = Desk::new();
    desk.write("marks.jsonl", MARKS.lines().next().unwrap());
    desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]);
    assert_eq!(desk.run(&["check", "story.md", "story.md.review.ron"]).code, 0);
    fs::remove_file(desk.path("story.md")).unwrap();
    assert_eq!(desk.run(&["check", "story.md.review.ron"]).code, 0);
}

#[test]
fn check_sees_a_changed_article_a_lost_mark_and_a_missing_review() {
    let desk = Desk::new();
    let ran = desk.run(&["check", "story.md"]);
    assert!(ran.code == 1 && ran.out.contains("no-review"), "{ran:?}");
    desk.write("marks.jsonl", MARKS.lines().next().unwrap());
    desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]);
    desk.write("story.md", STORY.replace("12", "13"));
    let ran = desk.run(&["check", "story.md"]);
    assert!(ran.code == 1 && ran.out.contains("article-changed"), "{ran:?}");
    desk.write("story.md", STORY);
    desk.edit_review("rose 12 percent", "rose 14 percent");
    let ran = desk.run(&["check", "story.md"]);
    assert!(ran.code == 1 && ran.out.contains(": lost: its words are not in the text"), "{ran:?}");
}

#[test]
fn check_goes_on_after_a_file_that_failed() {
    let desk = Desk::annotated();
    let ran = desk.run(&["check", "none.md", "story.md"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("story.md: draft 1"));
    assert!(ran.err.contains("none.md"));
}

#[test]
fn report_goes_to_a_file_or_to_standard_output() {
    let desk = Desk::annotated();
    let html = desk.run(&["report", "story.md"]);
    assert!(html.code == 0 && html.out.contains("<html"), "{html:?}");
    assert_eq!(desk.run(&["report", "story.md", "-o", "report.md"]).code, 0);
    assert!(desk.read("report.md").starts_with('#'));
    assert_eq!(desk.run(&["report", "story.md", "-o", "r.txt", "--format", "md"]).code, 0);
    assert!(desk.read("r.txt").starts_with('#'));
    assert_eq!(desk.run(&["report", "story.md", "--format", "pdf"]).code, 2);
}

#[test]
fn a_report_never_takes_the_place_of_what_it_is_about() {
    let desk = Desk::annotated();
    let before = (desk.read("story.md"), desk.read("story.md.review.ron"));
    let dotted = Path::new(".").join("story.md");
    for out in ["story.md", "story.md.review.ron", dotted.to_str().unwrap()] {
        desk.run(&["report", "story.md", "-o", out]).failed("choose another name");
    }
    desk.run(&["report", "story.md", "-o", "no/folder/r.html"]).failed("cannot write");
    assert_eq!((desk.read("story.md"), desk.read("story.md.review.ron")), before);
}

/// Every command on `file`; each must fail with one line that says `what`.
fn every_command_fails(desk: &Desk, file: &str, what: &str) {
    desk.write("marks.jsonl", MARKS);
    desk.run(&["annotate", file, "--from", "marks.jsonl"]).failed(what);
    desk.run(&["marks", file]).failed(what);
    desk.run(&["check", file]).failed(what);
    desk.run(&["report", file, "-o", "report.html"]).failed(what);
    assert!(!desk.path("report.html").exists());
}

#[test]
fn an_article_that_cannot_be_read_fails_in_one_line() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder.md")).unwrap();
    desk.write("empty.md", "");
    desk.write("blank.md", " \n\n\t\n");
    desk.write("signs.txt", "— … !\n");
    desk.write("image.txt", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 200]].concat());
    File::create(desk.path("huge.txt")).unwrap().set_len(3_000_000_000).unwrap();
    let cases = [
        ("none.md", "there is no such file"),
        ("folder.md", "it is a folder"),
        ("empty.md", "empty.md"),
        ("blank.md", "blank.md"),
        ("signs.txt", "signs.txt"),
        ("image.txt", "image.txt"),
        ("huge.txt", "3000000000 bytes"),
    ];
    for (file, what) in cases {
        every_command_fails(&desk, file, what);
        desk.run(&["text", file]).failed(what);
        assert!(!desk.path(&format!("{file}.review.ron")).exists());
    }
}

#[test]
fn letters_that_are_not_utf_8_open_with_a_loss_or_in_their_own_encoding() {
    let desk = Desk::new();
    desk.write("odd.txt", b"Costs rose 12 percent.\n\nCaf\xe9 costs \x81\xff rose.\n");
    let ran = desk.run(&["text", "odd.txt"]);
    assert!(ran.code == 0 && ran.out.contains("12 percent"), "{ran:?}");
}

#[test]
fn a_review_that_is_damaged_foreign_or_newer_fails_and_stays_as_it_is() {
    let deep = format!("(format: 1, x: {})", "[".repeat(100_000));
    let cases = [
        ("", "not an Obelus review"),
        ("(width: 3, height: 4)", "not an Obelus review"),
        ("{\"format\": 1}", "not an Obelus review"),
        ("(format: 1,\n  drafts: [", "line 2"),
        ("(format: 9, pages: {})", "format 9"),
        (deep.as_str(), "line 1"),
    ];
    for (bytes, what) in cases {
        let desk = Desk::new();
        desk.write("story.md.review.ron", bytes);
        every_command_fails(&desk, "story.md", what);
        every_command_fails(&desk, "story.md.review.ron", what);
        assert_eq!(desk.read("story.md.review.ron"), bytes);
    }
}

#[test]
fn a_review_with_equal_ids_or_unknown_fields_fails_and_stays_as_it_is() {
    let cases = [
        ("number: 2,", "number: 1,", "number 1"),
        ("number: 2,", "number: 2,\n      mood: \"odd\",", ".mood"),
        ("format: 1,", "format: 2,", "format 2"),
    ];
    for (from, to, what) in cases {
        let desk = Desk::annotated();
        let bytes = desk.edit_review(from, to);
        every_command_fails(&desk, "story.md", what);
        assert_eq!(desk.read("story.md.review.ron"), bytes);
    }
}

#[test]
fn a_review_that_points_outside_its_text_keeps_its_marks() {
    let desk = Desk::annotated();
    let review = desk.read("story.md.review.ron");
    let start = review.find("start: ").unwrap();
    let end = start + review[start..].find(',').unwrap();
    desk.edit_review(&review[start..end], "start: 4000000000");
    let ran = desk.run(&["marks", "story.md"]);
    assert!(ran.code == 0 && ran.out.ends_with("4 marks\n"), "{ran:?}");
    assert!(ran.out.contains("“12 percent”") && ran.err.contains("was moved"), "{ran:?}");
}

#[test]
fn no_control_sign_of_a_note_reaches_the_terminal() {
    let desk = Desk::new();
    desk.write(
        "marks.jsonl",
        r#"{"kind": "claim", "exact": "in 2025", "note": "\u001b]0;x\u0007\u202e \u009b"}"#,
    );
    desk.run(&["annotate", "story.md", "--from", "marks.jsonl"]);
    for args in
        [&["marks", "story.md"][..], &["marks", "story.md", "--json"], &["check", "story.md"]]
    {
        let ran = desk.run(args);
        let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
        assert!(!ran.out.contains(bad) && !ran.err.contains(bad), "{ran:?}");
    }
    assert!(desk.run(&["marks", "story.md"]).out.contains("⟨U+001B⟩]0;x⟨U+0007⟩⟨U+202E⟩ ⟨U+009B⟩"));
}

#[test]
fn carry_answers_each_line_with_a_line() {
    let desk = Desk::new();
    let lines = [
        r#"{"id": "a", "old_text": "🙂 Costs rose 12 percent.", "new_text": "🙂 So costs, said he. Costs rose 13 percent.", "marks": [{"start": 2, "end": 12, "quote": "Costs rose"}, {"start": 13, "end": 15, "quote": "12"}, {"start": 2, "end": 24}, {"start": 9, "end": 99}, {"quote": "rose"}]}"#,
        "",
        r#"{"id": 7, "old_text": "a"#,
        r#"{"id": 8, "old_text": "a"}"#,
        r#"{"id": {"n": 9}, "old_text": "", "new_text": "", "marks": []}"#,
    ];
    desk.write("pairs.jsonl", lines.join("\n"));
    let ran = desk.run(&["carry", "--pairs", "pairs.jsonl"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let answers: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 4, "{}", ran.out);
    let placed = &answers[0]["placed"];
    assert_eq!(placed[0], serde_json::json!({ "start": 21, "end": 31, "fit": "glance" }));
    assert_eq!(placed[1], Value::Null);
    assert_eq!(placed[2]["fit"], "changed");
    assert_eq!(placed[3], Value::Null);
    assert_eq!(placed[4]["start"], 27);
    assert_eq!(answers[0]["errors"][0]["mark"], 3);
    assert_eq!((&answers[1]["id"], &answers[1]["line"]), (&Value::Null, &3.into()));
    assert_eq!((&answers[2]["id"], &answers[2]["line"]), (&8.into(), &4.into()));
    assert!(answers[2]["error"].as_str().unwrap().contains("new_text"));
    assert_eq!(answers[3]["id"]["n"], 9);
}

#[test]
fn carry_takes_a_review_into_the_next_draft() {
    let desk = Desk::annotated();
    desk.write(
        "next.md",
        STORY.replace("12 percent", "13 percent").replace("Nobody was", "Nobody ever was"),
    );
    let before = desk.read("story.md.review.ron");
    let ran = desk.run(&["carry", "story.md", "next.md", "--dry-run"]);
    assert!(ran.out.contains("draft 2: ") && ran.out.ends_with("nothing saved\n"), "{ran:?}");
    assert!(ran.out.contains("recheck: “Nobody was"), "{ran:?}");
    assert!(ran.out.contains(" → “Nobody ever was"), "{ran:?}");
    assert_eq!(desk.read("story.md.review.ron"), before);
    let ran = desk.run(&["carry", "story.md", "next.md", "--label", "after legal", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let fates: Vec<&str> =
        told["marks"].as_array().unwrap().iter().map(|m| m["fate"].as_str().unwrap()).collect();
    assert_eq!(fates, ["cut", "glance", "recheck", "unchanged"]);
    let rows = desk.json(&["marks", "story.md", "--json"]);
    let numbers: Vec<u64> =
        rows.as_array().unwrap().iter().map(|row| row["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers.len(), 4);
    let sidecar = desk.read("story.md.review.ron");
    for wanted in ["label: \"after legal\"", "flag: Cut", "words: \"12 percent\"", "flag: Changed"]
    {
        assert!(sidecar.contains(wanted), "{wanted}");
    }
    let again = desk.run(&["carry", "story.md", "next.md"]);
    assert_eq!(again.code, 3);
    assert!(again.err.contains("this is draft 2 already"), "{again:?}");
    let back = desk.run(&["carry", "story.md", "story.md", "--dry-run"]);
    assert!(back.out.starts_with("these are the words of draft 1 again\n"), "{back:?}");
    desk.write("other.md", "A wholly unlike piece on bees, honey and hives by other hands.\n");
    let other = desk.run(&["carry", "story.md", "other.md"]);
    assert!(other.code == 3 && other.err.contains("% of the words are in common"), "{other:?}");
    desk.write("empty.md", "\n");
    assert_eq!(desk.run(&["carry", "story.md", "empty.md"]).code, 3);
    assert_eq!(desk.read("story.md.review.ron"), sidecar);
}
