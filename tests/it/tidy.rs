//! The house rules that the compiler does not know: who may use whom, and how a file begins.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room and its number. A room may use itself and rooms with a smaller number.
///
/// `main` and `testing` are no rooms: the first only starts things, the second serves tests.
const ROOMS: &[(&str, u8)] = &[
    ("text", 0),
    ("model", 1),
    ("anchor", 2),
    ("review", 2),
    ("find", 3),
    ("report", 3),
    ("sidecar", 3),
    ("import", 3),
    ("export", 4),
    ("store", 5),
    ("workspace", 6),
    ("cli", 7),
    ("ui", 7),
];

/// Rooms up to here take values and give values: no path, clock, chance, thread or global.
const LAST_PURE: u8 = 4;

/// Crates that only `ui` may name.
const WINDOW_CRATES: &[&str] = &["eframe", "egui", "parley", "rfd"];

const MOST_LINES: usize = 1000;

/// A file of `src`.
struct Source {
    /// From `src` on, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> Option<(&'static str, u8)> {
        let first = self.path.split('/').next().unwrap_or_default();
        let name = first.strip_suffix(".rs").unwrap_or(first);
        ROOMS.iter().copied().find(|(room, _)| *room == name)
    }

    fn is_room_root(&self) -> bool {
        self.path.ends_with("/mod.rs") && self.path.matches('/').count() == 1
    }

    /// The lines without comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = (1..).zip(self.text.lines());
        lines.map(|(n, line)| (n, line.split("//").next().unwrap_or_default()))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut waiting = vec![root.clone()];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => waiting.push(path),
                Some(extension) if extension == "rs" => paths.push(path),
                _ => {}
            }
        }
    }
    paths.sort();
    let read = |path: PathBuf| Source {
        path: path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

/// Fails with every complaint at once.
fn check(complaints: impl Iterator<Item = String>) {
    let list = complaints.fold(String::new(), |mut list, complaint| {
        writeln!(list, "  {complaint}").unwrap();
        list
    });
    assert!(list.is_empty(), "\n{list}");
}

/// The first names behind each `start` in `code`: of `crate::{a::B, c}` both `a` and `c`.
fn names_behind<'a>(code: &'a str, start: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(start) {
        if code[..at].ends_with(is_name_char) {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(first_names(list)),
            None => names.push(first_name(rest)),
        }
    }
    names
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn first_name(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c| !is_name_char(c)).unwrap_or(text.len())]
}

/// The first names of a list in braces, up to the brace that closes it.
fn first_names(list: &str) -> Vec<&str> {
    let mut names = vec![first_name(list)];
    let mut depth = 0;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&list[at + 1..])),
            _ => {}
        }
    }
    names
}

/// What is wrong with the rooms that `source` names.
fn wrong_uses(source: &Source) -> Vec<String> {
    let Some((own, level)) = source.room() else { return Vec::new() };
    let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let mut used = names_behind(&code, "crate::");
    if source.is_room_root() {
        used.extend(names_behind(&code, "super::"));
    }
    let too_high = |name: &&str| {
        ROOMS.iter().any(|(room, other)| room == name && *room != own && *other >= level)
    };
    let complain = |name: &str| format!("src/{}: `{own}` may not use `{name}`", source.path);
    used.into_iter().filter(too_high).map(complain).collect()
}

#[test]
fn rooms_use_only_rooms_below_them() {
    check(sources().iter().flat_map(wrong_uses));
}

#[test]
fn tooltips_are_those_that_keep_to_the_window() {
    let egui_s = ["on_hover_text", "on_hover_ui", "on_disabled_hover"];
    let outside = |source: &&Source| source.path.starts_with("ui/") && source.path != "ui/tip.rs";
    check(sources().iter().filter(outside).flat_map(|source| {
        let wrong = source.code().filter(|(_, line)| egui_s.iter().any(|name| line.contains(name)));
        let complain = |(n, _)| format!("src/{}:{n}: a tooltip is one of `ui::tip`", source.path);
        wrong.map(complain).collect::<Vec<_>>()
    }));
}

#[test]
fn an_upward_or_sideways_use_is_seen() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let seen = |path, text| wrong_uses(&source(path, text)).len();
    assert_eq!(seen("model/mark.rs", "use crate::review::Review;"), 1);
    assert_eq!(seen("anchor/resolve.rs", "fn f(r: &crate::review::Review) {}"), 1);
    assert_eq!(seen("text/mod.rs", "use super::model::Mark;"), 1);
    assert_eq!(
        seen("find/query.rs", "use crate::{\n    model::{Mark, store},\n    report,\n};"),
        1
    );
    assert_eq!(seen("review/edit.rs", "use crate::text::fold; // crate::ui\nuse crate::model;"), 0);
    assert_eq!(seen("review/edit.rs", "use crate::review::Draft;\nuse crate::testing;"), 0);
}

#[test]
fn only_the_window_names_window_crates() {
    let outside = |source: &&Source| !source.path.starts_with("ui/") && source.path != "main.rs";
    let named = |line: &str| {
        WINDOW_CRATES.iter().find(|name| {
            line.contains(&format!("{name}::")) || line.contains(&format!("use {name};"))
        })
    };
    check(sources().iter().filter(outside).flat_map(|source| {
        let complain =
            |(n, line)| named(line).map(|name| format!("src/{}:{n}: {name}", source.path));
        source.code().filter_map(complain).collect::<Vec<_>>()
    }));
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |source: &&Source| !source.text.starts_with("//! ");
    let complain = |source: &Source| format!("src/{}: no `//!` in front", source.path);
    check(sources().iter().filter(silent).map(complain));
}

#[test]
fn pure_rooms_turn_the_fence_on() {
    let is_pure = |source: &&Source| source.room().is_some_and(|(_, level)| level <= LAST_PURE);
    let is_open = |source: &&Source| {
        !["#![warn(", "#![deny(", "#![forbid("]
            .iter()
            .any(|level| source.text.contains(&format!("{level}clippy::disallowed_methods")))
    };
    let complain = |source: &Source| format!("src/{}: no fence", source.path);
    let all = sources();
    let roots = all.iter().filter(|source| source.is_room_root());
    check(roots.filter(is_pure).filter(is_open).map(complain));
}

#[test]
fn no_file_is_longer_than_a_thousand_lines() {
    let lines = |source: &Source| source.text.lines().count();
    let complain = |source: &Source| format!("src/{}: {} lines", source.path, lines(source));
    check(sources().iter().filter(|source| lines(source) > MOST_LINES).map(complain));
}

#[test]
fn the_map_in_lib_is_the_list_here() {
    let all = sources();
    let lib = all.iter().find(|source| source.path == "lib.rs").unwrap();
    let row = |line: &'static str| -> Option<(&'static str, u8)> {
        let mut cells = line.strip_prefix("//! |")?.split('|').map(str::trim);
        let name = cells.next()?.trim_matches(|c| "[]`".contains(c));
        Some((name, cells.next()?.parse().ok()?))
    };
    let text: &'static str = lib.text.clone().leak();
    let mapped: Vec<(&str, u8)> = text.lines().filter_map(row).collect();
    assert_eq!(mapped, ROOMS);
    for (room, _) in ROOMS {
        assert!(lib.code().any(|(_, line)| line.trim() == format!("pub mod {room};")), "{room}");
    }
    let known = |source: &&Source| {
        source.room().is_some() || ["lib.rs", "main.rs", "testing.rs"].contains(&&*source.path)
    };
    check(all.iter().filter(|s| !known(s)).map(|s| format!("src/{}: in no room", s.path)));
}
