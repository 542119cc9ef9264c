//! The menu File: opening, saving, drafts and reports.

use super::{group, spec};
use crate::workspace::{Command, Menu, Spec};

pub(super) const FILE: &[Spec] = &[
    spec(Menu::File, Command::Open, "Open…", &["Ctrl+O"], "Open an article or a review"),
    spec(
        Menu::File,
        Command::OpenPath,
        "Open path…",
        &["Ctrl+Shift+O"],
        "Open an article or a review by its path",
    ),
    spec(
        Menu::File,
        Command::PasteArticle,
        "Paste as article…",
        &["Ctrl+Shift+V"],
        "Make a file of what the clipboard holds, and open it",
    ),
    spec(
        Menu::File,
        Command::Encoding,
        "Reopen with encoding…",
        &[],
        "See the file in other encodings, and read it again in one of them",
    ),
    spec(
        Menu::File,
        Command::WholePage,
        "Show the whole page",
        &[],
        "Read all of the web page, or again only the story in it",
    ),
    spec(Menu::File, Command::Save, "Save", &["Ctrl+S"], "Write the review beside the article now"),
    group(
        Menu::File,
        Command::NewDraft,
        "New draft…",
        &["Ctrl+Shift+D"],
        "Read the next draft of this article, and see what becomes of the marks before it is taken",
    ),
    group(
        Menu::File,
        Command::Export,
        "Export report…",
        &["Ctrl+E"],
        "Write a report, after a summary",
    ),
    group(Menu::File, Command::Close, "Close", &["Ctrl+W"], "Save and close this review"),
    spec(Menu::File, Command::Quit, "Quit", &["Ctrl+Q"], "Save and leave"),
];
