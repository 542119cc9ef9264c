//! The one list of commands: it drives menus, keys, palette, key help and `docs/commands.md`.
//!
//! A file for each menu, in which its commands stand as the menu shows them.

mod edit;
mod file;
mod help;
mod mark;
mod pointer;
mod review;
mod view;

use super::command::{Command, Menu, Spec};
pub use pointer::{MARK_MENU, WORDS_MENU};

const MENUS: [&[Spec]; Menu::ALL.len()] =
    [file::FILE, edit::EDIT, mark::MARK, view::VIEW, review::REVIEW, help::HELP];

/// All commands, in menu order.
pub const COMMANDS: &[Spec] = &one_list::<{ count() }>();

const fn count() -> usize {
    let (mut count, mut menu) = (0, 0);
    while menu < MENUS.len() {
        count += MENUS[menu].len();
        menu += 1;
    }
    count
}

/// The menus one behind the other; constants know no iterators.
const fn one_list<const N: usize>() -> [Spec; N] {
    let mut list = [MENUS[0][0]; N];
    let (mut filled, mut menu) = (0, 0);
    while menu < MENUS.len() {
        let mut line = 0;
        while line < MENUS[menu].len() {
            list[filled] = MENUS[menu][line];
            filled += 1;
            line += 1;
        }
        menu += 1;
    }
    list
}

const fn spec(
    menu: Menu,
    command: Command,
    label: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Spec {
    Spec { command, menu, starts_group: false, label, keys, help }
}

const fn group(
    menu: Menu,
    command: Command,
    label: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Spec {
    Spec { starts_group: true, ..spec(menu, command, label, keys, help) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Verdict;
    use crate::workspace::{Action, CommandEnv, NotNow};

    #[test]
    fn no_two_commands_share_a_key_or_a_name() {
        let mut keys = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for spec in COMMANDS {
            assert!(labels.insert(spec.label), "{} stands twice", spec.label);
            for key in spec.keys {
                assert!(keys.insert(*key), "{key} is given twice");
            }
        }
    }

    #[test]
    fn every_verdict_has_its_digit_as_key() {
        for verdict in Verdict::ALL {
            let spec = Command::Verdict(*verdict).spec();
            assert_eq!(spec.keys, [verdict.digit().to_string()]);
        }
    }

    #[test]
    fn the_menus_at_the_pointer_hold_commands_of_the_list() {
        for (_, commands) in MARK_MENU.iter().chain(WORDS_MENU) {
            assert!(!commands.is_empty() && commands.iter().all(|c| !c.spec().label.is_empty()));
        }
        let (_, verdicts) = MARK_MENU[0];
        assert!(Verdict::ALL.iter().all(|v| verdicts.contains(&Command::Verdict(*v))));
    }

    #[test]
    fn without_an_article_only_what_needs_none_can_be_done() {
        let env = CommandEnv::default();
        assert_eq!(Command::Open.resolve(&env), Ok(Action::PickArticle));
        assert_eq!(Command::Undo.resolve(&env), Err(NotNow("Open an article first".to_owned())));
    }
}
