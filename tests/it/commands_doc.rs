//! `docs/commands.md` is the list of commands, printed. `OBELUS_WRITE_DOCS=1` writes it again.

use std::fmt::Write as _;
use std::fs;

use obelus::workspace::{COMMANDS, Menu, Spec};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");

const HEAD: &str = "# Commands\n\n\
    Every command, in the order of the menus. A command that cannot be used now is grey, and its \
    tooltip says why. All of them can be searched and run with Ctrl+K. On a Mac, Ctrl is Cmd.\n\n\
    This page is made from `src/workspace/command_list`; change it there.\n";

fn page() -> String {
    Menu::ALL.iter().fold(HEAD.to_owned(), |mut page, menu| {
        write!(page, "\n## {}\n\n| command | keys | what it does |\n|---|---|---|\n", menu.label())
            .unwrap();
        for spec in COMMANDS.iter().filter(|spec| spec.menu == *menu) {
            writeln!(page, "| {} | {} | {} |", spec.label, keys(spec), spec.help).unwrap();
        }
        page
    })
}

fn keys(spec: &Spec) -> String {
    let keys: Vec<String> = spec.keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

#[test]
fn the_page_of_commands_is_the_list_of_commands() {
    let page = page();
    if std::env::var_os("OBELUS_WRITE_DOCS").is_some() {
        fs::write(FILE, &page).unwrap();
    }
    let there = fs::read_to_string(FILE).unwrap();
    assert!(there == page, "docs/commands.md is old: write it again with OBELUS_WRITE_DOCS=1");
    let listed = COMMANDS.iter().filter(|spec| Menu::ALL.contains(&spec.menu)).count();
    assert_eq!(listed, COMMANDS.len());
    assert!(COMMANDS.iter().all(|spec| !format!("{}{}", spec.label, spec.help).contains('|')));
}
