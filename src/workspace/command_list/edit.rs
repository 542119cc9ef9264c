//! The menu Edit: undo, copy, select and find.

use super::{group, spec};
use crate::store::Snap;
use crate::workspace::{Command, Menu, Spec, Unit};

pub(super) const EDIT: &[Spec] = &[
    spec(Menu::Edit, Command::Undo, "Undo", &["Ctrl+Z"], "Take the last change back"),
    spec(
        Menu::Edit,
        Command::Redo,
        "Redo",
        &["Ctrl+Shift+Z", "Ctrl+Y"],
        "Make the undone change again",
    ),
    group(Menu::Edit, Command::Copy, "Copy words", &["Ctrl+C"], "Copy the selected words"),
    spec(
        Menu::Edit,
        Command::CopyReference,
        "Copy with reference",
        &["Ctrl+Shift+C"],
        "Copy the selected words, or those of the mark, with what they are and where they stand",
    ),
    spec(
        Menu::Edit,
        Command::OpenLink,
        "Open link at the caret…",
        &["Ctrl+L"],
        "See the address of the link at the caret, and open it",
    ),
    group(
        Menu::Edit,
        Command::SelectUnit(Unit::Article),
        "Select all",
        &["Ctrl+A"],
        "Select the whole article",
    ),
    spec(
        Menu::Edit,
        Command::SelectUnit(Unit::Word),
        "Select word",
        &["W"],
        "Select the word at the caret",
    ),
    spec(
        Menu::Edit,
        Command::SelectUnit(Unit::Sentence),
        "Select sentence",
        &["Shift+W"],
        "Select the sentence at the caret",
    ),
    spec(
        Menu::Edit,
        Command::SelectUnit(Unit::Block),
        "Select block",
        &["B"],
        "Select the block at the caret",
    ),
    spec(
        Menu::Edit,
        Command::GrowSelection,
        "Expand selection",
        &["Alt+Shift+Right"],
        "Select the word, then its sentence, then its block, then the article",
    ),
    spec(
        Menu::Edit,
        Command::ShrinkSelection,
        "Shrink selection",
        &["Alt+Shift+Left"],
        "Back to what was selected before it was expanded",
    ),
    group(
        Menu::Edit,
        Command::Snap(Snap::Off),
        "Select freely",
        &[],
        "A selection stays as it was made",
    ),
    spec(
        Menu::Edit,
        Command::Snap(Snap::Words),
        "Select whole words",
        &[],
        "A selection grows to whole words when it is let go of; with Alt held it does not",
    ),
    spec(
        Menu::Edit,
        Command::Snap(Snap::Sentences),
        "Select whole sentences",
        &[],
        "A selection grows to whole sentences when it is let go of; with Alt held it does not",
    ),
    group(
        Menu::Edit,
        Command::Find,
        "Find…",
        &["Ctrl+F"],
        "Look for words in the text, in notes, sources and evidence",
    ),
    spec(Menu::Edit, Command::FindNext, "Find next", &["F3"], "Go to the next hit"),
    spec(Menu::Edit, Command::FindPrevious, "Find previous", &["Shift+F3"], "Go to the hit before"),
    spec(
        Menu::Edit,
        Command::FindSelection,
        "Find selection",
        &["Ctrl+F3"],
        "Look for the selected words",
    ),
    spec(
        Menu::Edit,
        Command::MarkAll,
        "Mark all occurrences…",
        &[],
        "Mark everything that was found in the text, in one step",
    ),
    spec(
        Menu::Edit,
        Command::Filter,
        "Filter marks",
        &["Ctrl+Shift+F"],
        "Go to the filter over the marks",
    ),
];
