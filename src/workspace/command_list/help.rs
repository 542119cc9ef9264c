//! The menu Help.

use super::{group, spec};
use crate::workspace::{Command, Menu, Spec};

pub(super) const HELP: &[Spec] = &[
    spec(Menu::Help, Command::Keys, "Keys", &["F1"], "Show all keys"),
    spec(
        Menu::Help,
        Command::Palette,
        "All commands…",
        &["Ctrl+Shift+P", "Ctrl+K"],
        "Search and run any command",
    ),
    group(Menu::Help, Command::About, "About Obelus", &[], "Version, licence, where settings live"),
];
