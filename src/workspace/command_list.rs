//! The one list of commands: it drives menus, keys, palette, key help and `docs/commands.md`.

use super::command::{Command, Menu, Spec};
use super::{Direction, EndOfMark, Extent, Nudge, Panel, Shown, Unit};
use crate::model::{MarkKind, Verdict};
use crate::store::{MotionChoice, Snap, ThemeChoice};

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
    Spec { command, menu, starts_group: true, label, keys, help }
}

/// All commands, in menu order.
pub const COMMANDS: &[Spec] = &[
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
    spec(
        Menu::Mark,
        Command::Mark(MarkKind::Claim),
        "Claim",
        &["C"],
        "Mark the selected words as a claim",
    ),
    spec(
        Menu::Mark,
        Command::Mark(MarkKind::Quote),
        "Quote",
        &["Q"],
        "Mark the selected words as a quote",
    ),
    spec(
        Menu::Mark,
        Command::Mark(MarkKind::Source),
        "Source",
        &["S"],
        "Mark the selected words as a source",
    ),
    spec(
        Menu::Mark,
        Command::Exempt(Extent::Selection),
        "Nothing to check",
        &["X"],
        "The selected words need no check",
    ),
    spec(
        Menu::Mark,
        Command::Exempt(Extent::Sentence),
        "Nothing to check in the sentence",
        &["Alt+X"],
        "The sentence at the caret needs no check",
    ),
    spec(
        Menu::Mark,
        Command::Exempt(Extent::Block),
        "Nothing to check in the block",
        &["Alt+Shift+X"],
        "The block at the caret needs no check",
    ),
    spec(
        Menu::Mark,
        Command::ExemptBecause,
        "Nothing to check because…",
        &["Shift+X"],
        "Say why words need no check: connective, opinion, heading, fiction or verse, house style",
    ),
    group(
        Menu::Mark,
        Command::Evidence,
        "Add evidence",
        &["E"],
        "Add evidence to the selected mark",
    ),
    spec(Menu::Mark, Command::Fix, "Fix", &["F"], "Propose new wording for the selected mark"),
    spec(Menu::Mark, Command::Note, "Note", &["N"], "Write a note on the selected mark"),
    spec(
        Menu::Mark,
        Command::TakeOver,
        "Take over as evidence",
        &["T"],
        "Make the writer's note at the caret evidence of the mark on its words, or of a new claim",
    ),
    spec(
        Menu::Mark,
        Command::TakeAllOver,
        "Take over all as evidence",
        &["Ctrl+Shift+T"],
        "Make all of the writer's notes evidence, in one step",
    ),
    group(
        Menu::Mark,
        Command::MoveToSelection,
        "Move to selection",
        &["M"],
        "Put the mark on the selected words",
    ),
    spec(
        Menu::Mark,
        Command::PlaceHere,
        "Place here",
        &["P"],
        "Put a mark that waits for a place on the selected words, or on the place at the caret that \
         it may have",
    ),
    spec(
        Menu::Mark,
        Command::MoveEnd(EndOfMark::Start, Nudge::Grow),
        "Start one word earlier",
        &["["],
        "Take in the word before",
    ),
    spec(
        Menu::Mark,
        Command::MoveEnd(EndOfMark::Start, Nudge::Shrink),
        "Start one word later",
        &["Shift+["],
        "Let go of the first word",
    ),
    spec(
        Menu::Mark,
        Command::MoveEnd(EndOfMark::End, Nudge::Grow),
        "End one word later",
        &["]"],
        "Take in the word behind",
    ),
    spec(
        Menu::Mark,
        Command::MoveEnd(EndOfMark::End, Nudge::Shrink),
        "End one word earlier",
        &["Shift+]"],
        "Let go of the last word",
    ),
    group(
        Menu::Mark,
        Command::SetKind(MarkKind::Claim),
        "Change to claim",
        &["Alt+C"],
        "Make the mark a claim",
    ),
    spec(
        Menu::Mark,
        Command::SetKind(MarkKind::Quote),
        "Change to quote",
        &["Alt+Q"],
        "Make the mark a quote",
    ),
    spec(
        Menu::Mark,
        Command::SetKind(MarkKind::Source),
        "Change to source",
        &["Alt+S"],
        "Make the mark a source",
    ),
    group(
        Menu::Mark,
        Command::Delete,
        "Delete mark",
        &["Delete"],
        "Delete the mark; undo brings it back",
    ),
    spec(
        Menu::View,
        Command::ZoomIn,
        "Larger text",
        &["Ctrl+Plus", "Ctrl+="],
        "Set this article larger",
    ),
    spec(Menu::View, Command::ZoomOut, "Smaller text", &["Ctrl+Minus"], "Set this article smaller"),
    spec(
        Menu::View,
        Command::ZoomReset,
        "General text size",
        &["Ctrl+0"],
        "Set this article at 100 % of the general size",
    ),
    spec(
        Menu::View,
        Command::PageStyle,
        "Page and text…",
        &["Ctrl+Comma"],
        "Choose font, size, line height and width of the text",
    ),
    group(
        Menu::View,
        Command::WindowLarger,
        "Larger window text",
        &["Ctrl+Alt+Plus", "Ctrl+Alt+="],
        "Make everything in the window larger",
    ),
    spec(
        Menu::View,
        Command::WindowSmaller,
        "Smaller window text",
        &["Ctrl+Alt+Minus"],
        "Make everything in the window smaller",
    ),
    spec(
        Menu::View,
        Command::WindowReset,
        "First window size",
        &["Ctrl+Alt+0"],
        "Show everything in the window at 100 %",
    ),
    group(
        Menu::View,
        Command::Theme(ThemeChoice::System),
        "Colours of the system",
        &[],
        "Light or dark as the system has it",
    ),
    spec(Menu::View, Command::Theme(ThemeChoice::Light), "Light", &[], "Dark on light"),
    spec(Menu::View, Command::Theme(ThemeChoice::Dark), "Dark", &[], "Light on dark"),
    spec(
        Menu::View,
        Command::Theme(ThemeChoice::Sepia),
        "Sepia",
        &[],
        "Dark brown on cream, with less glare than white",
    ),
    spec(
        Menu::View,
        Command::Theme(ThemeChoice::ContrastLight),
        "High contrast, light",
        &[],
        "Black on white, and no pale colour",
    ),
    spec(
        Menu::View,
        Command::Theme(ThemeChoice::ContrastDark),
        "High contrast, dark",
        &[],
        "White on black, and no dull colour",
    ),
    group(
        Menu::View,
        Command::Motion(MotionChoice::System),
        "Motion of the system",
        &[],
        "Fade, glide and flash as the system has it, and where that costs nothing",
    ),
    spec(
        Menu::View,
        Command::Motion(MotionChoice::Reduced),
        "Reduced motion",
        &[],
        "Nothing fades, glides or flashes",
    ),
    spec(
        Menu::View,
        Command::Motion(MotionChoice::Full),
        "Full motion",
        &[],
        "Fade, glide and flash",
    ),
    group(
        Menu::View,
        Command::Panel(Panel::Left),
        "Mark list",
        &["F8"],
        "Show or hide the list at the left",
    ),
    spec(
        Menu::View,
        Command::Panel(Panel::Right),
        "Inspector",
        &["F9"],
        "Show or hide the inspector",
    ),
    spec(
        Menu::View,
        Command::Outline,
        "Outline",
        &["Ctrl+Shift+G"],
        "Go to the headings: arrows choose one, Enter goes there",
    ),
    spec(
        Menu::View,
        Command::WriterNotes,
        "Writer's notes",
        &["Ctrl+Shift+N"],
        "Go to the comments and notes that the file brought along",
    ),
    spec(
        Menu::View,
        Command::Losses,
        "What could not be carried over",
        &[],
        "Go to what the file held and the article does not",
    ),
    spec(
        Menu::View,
        Command::BlockNumbers,
        "Block numbers",
        &[],
        "Show or hide the number of each block, as reports and “go to” use it",
    ),
    group(
        Menu::View,
        Command::Shown(Shown::MarginNumbers),
        "Margin numbers",
        &[],
        "Show numbers and signs in the margin",
    ),
    spec(
        Menu::View,
        Command::Shown(Shown::MarginCards),
        "Margin cards",
        &["F7"],
        "Show cards beside the lines where the window is wide enough",
    ),
    spec(
        Menu::View,
        Command::Shown(Shown::SettledMarks),
        "Settled marks",
        &[],
        "Show marks that are settled on the page",
    ),
    spec(
        Menu::View,
        Command::Shown(Shown::Coverage),
        "Show coverage",
        &["V"],
        "Tint the words that nobody has accounted for, and show the whole article beside the page",
    ),
    group(
        Menu::View,
        Command::LastDraft,
        "Back to the last draft",
        &["Alt+Home"],
        "From an older draft to the one that is worked on",
    ),
    spec(
        Menu::View,
        Command::CompareDrafts,
        "Compare drafts",
        &["Ctrl+D"],
        "Put the last draft beside the one before it, with what changed and how it is checked",
    ),
    spec(
        Menu::View,
        Command::OnlyChanges,
        "Only changes",
        &[],
        "While drafts are compared, leave out what is the same",
    ),
    group(Menu::View, Command::Page, "Go to the page", &["Escape"], "Give the page the keyboard"),
    spec(
        Menu::View,
        Command::NextArea,
        "Next area",
        &["F6"],
        "From the list to the page to the inspector",
    ),
    spec(
        Menu::View,
        Command::PreviousArea,
        "Previous area",
        &["Shift+F6"],
        "From the inspector to the page to the list",
    ),
    spec(Menu::View, Command::Menus, "Menus", &["F10"], "Give the menus the keyboard"),
    spec(
        Menu::View,
        Command::MenuHere,
        "Menu at the caret",
        &["Shift+F10"],
        "What can be done with the selected mark or words",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::Confirmed),
        "Confirmed",
        &["1"],
        "Right as printed",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::ConfirmedWithFix),
        "Confirmed with fix",
        &["2"],
        "Right once the fix stands",
    ),
    spec(Menu::Review, Command::Verdict(Verdict::Wrong), "Wrong", &["3"], "Contradicted"),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::PartlyRight),
        "Partly right",
        &["4"],
        "Some of it",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::Unsupported),
        "Unsupported",
        &["5"],
        "Looked, found nothing",
    ),
    spec(Menu::Review, Command::Verdict(Verdict::Disputed), "Disputed", &["6"], "Sources conflict"),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::KeptUnconfirmed),
        "Kept unconfirmed",
        &["7"],
        "The editor keeps it, attributed",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::OnAuthor),
        "On author",
        &["8"],
        "The writer's own observation",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::Opinion),
        "Opinion",
        &["9"],
        "Belief on stated facts",
    ),
    spec(
        Menu::Review,
        Command::Verdict(Verdict::Cut),
        "Cut",
        &["0"],
        "Goes out of the text; confirms it of a mark whose words went out",
    ),
    spec(
        Menu::Review,
        Command::ClearVerdict,
        "Clear verdict",
        &["Backspace"],
        "Take the verdict away",
    ),
    spec(
        Menu::Review,
        Command::StillHolds,
        "Still holds",
        &["R"],
        "Give the same verdict again on the words as they are now",
    ),
    spec(
        Menu::Review,
        Command::Seen,
        "Seen",
        &["L"],
        "The mark was looked at: what the last draft flagged is seen to",
    ),
    group(Menu::Review, Command::Next, "Next mark", &["J"], "Go to the next mark in the text"),
    spec(Menu::Review, Command::Previous, "Previous mark", &["K"], "Go to the mark before"),
    spec(
        Menu::Review,
        Command::NextOpen,
        "Next open mark",
        &["Alt+J"],
        "Go to the next mark with something to do",
    ),
    spec(
        Menu::Review,
        Command::PreviousOpen,
        "Previous open mark",
        &["Alt+K"],
        "Go to the open mark before",
    ),
    spec(
        Menu::Review,
        Command::OpenWord(Direction::Forward),
        "Next open word",
        &["U"],
        "Go to the next word that nobody has accounted for, and select it",
    ),
    spec(
        Menu::Review,
        Command::OpenWord(Direction::Back),
        "Previous open word",
        &["Shift+U"],
        "Go to the open word before",
    ),
    spec(
        Menu::Review,
        Command::GoOn,
        "Go on after a verdict",
        &[],
        "A verdict that settles its mark goes on to the next open word",
    ),
    spec(
        Menu::Review,
        Command::NextChange(Direction::Forward),
        "Next change",
        &["D"],
        "Go to the next mark that the last draft flagged, or to the next change between drafts",
    ),
    spec(
        Menu::Review,
        Command::NextChange(Direction::Back),
        "Previous change",
        &["Shift+D"],
        "Go to the mark before that the last draft flagged",
    ),
    spec(
        Menu::Review,
        Command::Progress,
        "Progress…",
        &["Shift+P"],
        "How far the review has got: by words, sections and reviewers, and over time",
    ),
    spec(
        Menu::Review,
        Command::NextHere(Direction::Forward),
        "Next mark here",
        &["O"],
        "Go through the marks over the same words",
    ),
    spec(
        Menu::Review,
        Command::NextHere(Direction::Back),
        "Previous mark here",
        &["Shift+O"],
        "Go back through the marks over the same words",
    ),
    spec(
        Menu::Review,
        Command::Card,
        "Show card",
        &["H"],
        "Show what is said about the words here",
    ),
    spec(
        Menu::Review,
        Command::GoToSource,
        "Go to source",
        &[],
        "Show the mark's source in the register",
    ),
    spec(
        Menu::Review,
        Command::StepNote(Direction::Forward),
        "Next writer's note",
        &["G"],
        "Go to the next comment or note of the file",
    ),
    spec(
        Menu::Review,
        Command::StepNote(Direction::Back),
        "Previous writer's note",
        &["Shift+G"],
        "Go to the comment or note before",
    ),
    spec(
        Menu::Review,
        Command::Inspector,
        "Go to the inspector",
        &["Enter"],
        "Edit the selected mark",
    ),
    group(
        Menu::Review,
        Command::GoTo,
        "Go to…",
        &["Ctrl+G"],
        "Go to a mark, a block, a heading or a share of the article",
    ),
    spec(
        Menu::Review,
        Command::Back,
        "Back",
        &["Alt+Left"],
        "Go back to where you were before the last jump; the back button of the mouse does the same",
    ),
    spec(
        Menu::Review,
        Command::Forward,
        "Forward",
        &["Alt+Right"],
        "Go forward again; the forward button of the mouse does the same",
    ),
    group(Menu::Review, Command::AddSource, "Add source", &[], "Add a source to the register"),
    spec(
        Menu::Review,
        Command::Reviewer,
        "Reviewer…",
        &[],
        "Say who is reviewing, and in which role",
    ),
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

/// What can be done with a mark, for the menu at the pointer: groups, each with its name where it
/// is a menu of its own.
pub const MARK_MENU: &[(Option<&str>, &[Command])] = &[
    (
        Some("Verdict"),
        &[
            Command::Verdict(Verdict::Confirmed),
            Command::Verdict(Verdict::ConfirmedWithFix),
            Command::Verdict(Verdict::Wrong),
            Command::Verdict(Verdict::PartlyRight),
            Command::Verdict(Verdict::Unsupported),
            Command::Verdict(Verdict::Disputed),
            Command::Verdict(Verdict::KeptUnconfirmed),
            Command::Verdict(Verdict::OnAuthor),
            Command::Verdict(Verdict::Opinion),
            Command::Verdict(Verdict::Cut),
            Command::ClearVerdict,
        ],
    ),
    (
        Some("Kind"),
        &[
            Command::SetKind(MarkKind::Claim),
            Command::SetKind(MarkKind::Quote),
            Command::SetKind(MarkKind::Source),
        ],
    ),
    (None, &[Command::Evidence, Command::Fix, Command::Note, Command::GoToSource]),
    (None, &[Command::Copy, Command::NextHere(Direction::Forward)]),
    (None, &[Command::Delete]),
];

/// What can be done with words that are not marked.
pub const WORDS_MENU: &[(Option<&str>, &[Command])] = &[
    (
        None,
        &[
            Command::Mark(MarkKind::Claim),
            Command::Mark(MarkKind::Quote),
            Command::Mark(MarkKind::Source),
            Command::Exempt(Extent::Selection),
            Command::ExemptBecause,
        ],
    ),
    (None, &[Command::Copy]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
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
