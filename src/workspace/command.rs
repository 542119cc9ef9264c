//! The one list of commands: it drives menus, keys, palette, key help and `docs/commands.md`.

use super::{Action, Change, Dialog, Document, EndOfMark, Field, Nudge, Panel};
use crate::model::{MarkKind, Verdict};
use crate::store::ThemeChoice;

/// Everything a person can ask for that needs no more than asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for an article.
    Open,
    /// Open an article by its path.
    OpenPath,
    /// Save now.
    Save,
    /// Report, with a summary first.
    Export,
    /// Close the review.
    Close,
    /// Leave.
    Quit,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Selected words to the clipboard.
    Copy,
    /// To the filter over the marks.
    Filter,
    /// Mark the selection.
    Mark(MarkKind),
    /// The selection needs no check.
    Exempt,
    /// Verdict on the selected mark.
    Verdict(Verdict),
    /// No verdict.
    ClearVerdict,
    /// Evidence for the selected mark.
    Evidence,
    /// Its new wording.
    Fix,
    /// Its note.
    Note,
    /// To the inspector.
    Inspector,
    /// Put it where the selection is.
    MoveToSelection,
    /// Move an end by a word.
    MoveEnd(EndOfMark, Nudge),
    /// Make it another kind.
    SetKind(MarkKind),
    /// Delete it.
    Delete,
    /// The next mark.
    Next,
    /// The mark before.
    Previous,
    /// The next mark with something to do.
    NextOpen,
    /// The one before.
    PreviousOpen,
    /// Who reviews.
    Reviewer,
    /// A new source for the register.
    AddSource,
    /// Larger text on the page.
    ZoomIn,
    /// Smaller text on the page.
    ZoomOut,
    /// The first size.
    ZoomReset,
    /// Colours of the window.
    Theme(ThemeChoice),
    /// Show or hide a panel.
    Panel(Panel),
    /// To the page.
    Page,
    /// All commands.
    Palette,
    /// All keys.
    Keys,
    /// What this is.
    About,
}

/// The menu a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Files.
    File,
    /// Change.
    Edit,
    /// Marks.
    Mark,
    /// Looks.
    View,
    /// The work.
    Review,
    /// Help.
    Help,
}

impl Menu {
    /// In the order in which they stand in the bar.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Edit, Self::Mark, Self::View, Self::Review, Self::Help];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Mark => "Mark",
            Self::View => "View",
            Self::Review => "Review",
            Self::Help => "Help",
        }
    }
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// What it does.
    pub command: Command,
    /// Where it stands.
    pub menu: Menu,
    /// Whether a line is drawn above it in the menu.
    pub starts_group: bool,
    /// Its name; `…` at the end when it asks for more.
    pub label: &'static str,
    /// Its keys, the first one shown in menus: `Ctrl+Shift+P`; on a Mac, `Ctrl` is `Cmd`.
    pub keys: &'static [&'static str],
    /// What it is for, in a sentence without a full stop.
    pub help: &'static str,
}

/// Why a command cannot be done now: the tooltip of its greyed entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNow(pub String);

/// What decides whether a command can be done now.
#[derive(Clone, Debug, Default)]
pub struct CommandEnv {
    has_document: bool,
    read_only: Option<String>,
    has_selection: bool,
    has_marks: bool,
    /// Kind of the selected mark, and whether it has a verdict.
    selected: Option<(MarkKind, bool)>,
    undo: Option<String>,
    redo: Option<String>,
}

impl CommandEnv {
    /// As things stand in `document`.
    pub fn of(document: Option<&Document>) -> Self {
        let Some(document) = document else { return Self::default() };
        let mark = document.selected_mark();
        Self {
            has_document: true,
            read_only: document.read_only.clone(),
            has_selection: document.selected_range().is_some(),
            has_marks: document.review.mark_count() > 0,
            selected: mark.map(|mark| (mark.kind(), mark.verdict.is_some())),
            undo: document.history.undo_label().map(str::to_owned),
            redo: document.history.redo_label().map(str::to_owned),
        }
    }

    fn open(&self) -> Result<(), NotNow> {
        if self.has_document { Ok(()) } else { Err(NotNow("Open an article first".to_owned())) }
    }

    fn writable(&self) -> Result<(), NotNow> {
        self.open()?;
        match &self.read_only {
            Some(why) => Err(NotNow(format!("This review is read-only: {why}"))),
            None => Ok(()),
        }
    }

    fn words(&self) -> Result<(), NotNow> {
        self.writable()?;
        if self.has_selection { Ok(()) } else { Err(NotNow("Select some words first".to_owned())) }
    }

    fn mark(&self) -> Result<(), NotNow> {
        self.writable()?;
        if self.selected.is_some() { Ok(()) } else { Err(NotNow("Select a mark first".to_owned())) }
    }

    fn marks(&self) -> Result<(), NotNow> {
        self.open()?;
        if self.has_marks { Ok(()) } else { Err(NotNow("There are no marks yet".to_owned())) }
    }
}

impl Command {
    /// What to do for it now.
    ///
    /// # Errors
    ///
    /// [`NotNow`] says why it cannot be done.
    pub fn resolve(self, env: &CommandEnv) -> Result<Action, NotNow> {
        self.check(env)?;
        Ok(match self {
            Self::Open => Action::PickArticle,
            Self::OpenPath => Action::Show(Dialog::OpenPath),
            Self::Save => Action::Save,
            Self::Export => Action::Show(Dialog::Export),
            Self::Close => Action::CloseReview,
            Self::Quit => Action::Quit,
            Self::Undo => Action::Change(Change::Undo),
            Self::Redo => Action::Change(Change::Redo),
            Self::Copy => Action::CopySelection,
            Self::Filter => Action::Focus(Field::Filter),
            Self::Mark(kind) => Action::Change(Change::AddMark(kind)),
            Self::Exempt => Action::Change(Change::ToggleExempt),
            Self::Verdict(verdict) => Action::Change(Change::SetVerdict(verdict)),
            Self::ClearVerdict => Action::Change(Change::ClearVerdict),
            Self::Evidence => Action::Change(Change::AddEvidence),
            Self::Fix => Action::Focus(Field::Fix),
            Self::Note => Action::Focus(Field::Note),
            Self::Inspector => Action::Focus(Field::Inspector),
            Self::MoveToSelection => Action::Change(Change::MoveToSelection),
            Self::MoveEnd(end, nudge) => Action::Change(Change::MoveEnd(end, nudge)),
            Self::SetKind(kind) => Action::Change(Change::SetKind(kind)),
            Self::Delete => Action::Change(Change::DeleteMark),
            Self::Next => Action::NextMark,
            Self::Previous => Action::PreviousMark,
            Self::NextOpen => Action::NextOpenMark,
            Self::PreviousOpen => Action::PreviousOpenMark,
            Self::Reviewer => Action::Show(Dialog::Reviewer),
            Self::AddSource => Action::Change(Change::AddSource(None)),
            Self::ZoomIn => Action::ZoomPage(1),
            Self::ZoomOut => Action::ZoomPage(-1),
            Self::ZoomReset => Action::ZoomPage(0),
            Self::Theme(theme) => Action::SetTheme(theme),
            Self::Panel(panel) => Action::TogglePanel(panel),
            Self::Page => Action::Focus(Field::Page),
            Self::Palette => Action::Show(Dialog::Palette),
            Self::Keys => Action::Show(Dialog::Keys),
            Self::About => Action::Show(Dialog::About),
        })
    }

    fn check(self, env: &CommandEnv) -> Result<(), NotNow> {
        match self {
            Self::Save | Self::AddSource => env.writable(),
            Self::Export | Self::Close | Self::Filter | Self::Page => env.open(),
            Self::Undo => {
                env.writable()?;
                env.undo.as_ref().map(|_| ()).ok_or(NotNow("Nothing to undo".to_owned()))
            }
            Self::Redo => {
                env.writable()?;
                env.redo.as_ref().map(|_| ()).ok_or(NotNow("Nothing to redo".to_owned()))
            }
            Self::Copy => {
                env.open()?;
                let none = NotNow("Select some words first".to_owned());
                if env.has_selection || env.selected.is_some() { Ok(()) } else { Err(none) }
            }
            Self::Mark(_) | Self::Exempt => env.words(),
            Self::MoveToSelection => env.mark().and_then(|()| env.words()),
            Self::ClearVerdict => {
                env.mark()?;
                if env.selected.is_some_and(|(_, has_verdict)| has_verdict) {
                    Ok(())
                } else {
                    Err(NotNow("It has no verdict".to_owned()))
                }
            }
            Self::SetKind(kind) => {
                env.mark()?;
                let same = NotNow(format!("It is a {} already", kind.label()));
                if env.selected.is_some_and(|(own, _)| own == kind) { Err(same) } else { Ok(()) }
            }
            Self::Verdict(_)
            | Self::Evidence
            | Self::Fix
            | Self::Note
            | Self::Inspector
            | Self::MoveEnd(..)
            | Self::Delete => env.mark(),
            Self::Next | Self::Previous | Self::NextOpen | Self::PreviousOpen => env.marks(),
            Self::Open
            | Self::OpenPath
            | Self::Quit
            | Self::Reviewer
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::Theme(_)
            | Self::Panel(_)
            | Self::Palette
            | Self::Keys
            | Self::About => Ok(()),
        }
    }

    /// Its line of the list.
    pub fn spec(self) -> &'static Spec {
        let found = COMMANDS.iter().find(|spec| spec.command == self);
        found.expect("every command stands in the list; a test walks it")
    }

    /// Its name as things stand: "Undo add claim".
    pub fn label(self, env: &CommandEnv) -> String {
        match (self, &env.undo, &env.redo) {
            (Self::Undo, Some(what), _) => format!("Undo {what}"),
            (Self::Redo, _, Some(what)) => format!("Redo {what}"),
            _ => self.spec().label.to_owned(),
        }
    }
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
    spec(Menu::File, Command::Save, "Save", &["Ctrl+S"], "Write the review beside the article now"),
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
    group(
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
        Command::Exempt,
        "Nothing to check",
        &["X"],
        "The selected words need no check",
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
    group(
        Menu::Mark,
        Command::MoveToSelection,
        "Move to selection",
        &["M"],
        "Put the mark on the selected words",
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
        "Set the page larger",
    ),
    spec(Menu::View, Command::ZoomOut, "Smaller text", &["Ctrl+Minus"], "Set the page smaller"),
    spec(Menu::View, Command::ZoomReset, "First text size", &["Ctrl+0"], "Set the page at 100 %"),
    group(
        Menu::View,
        Command::Theme(ThemeChoice::System),
        "Colours of the system",
        &[],
        "Light or dark as the system has it",
    ),
    spec(Menu::View, Command::Theme(ThemeChoice::Light), "Light", &[], "Dark on light"),
    spec(Menu::View, Command::Theme(ThemeChoice::Dark), "Dark", &[], "Light on dark"),
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
    spec(Menu::View, Command::Page, "Go to the page", &["Escape"], "Give the page the keyboard"),
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
    spec(Menu::Review, Command::Verdict(Verdict::Cut), "Cut", &["0"], "Goes out of the text"),
    spec(
        Menu::Review,
        Command::ClearVerdict,
        "Clear verdict",
        &["Backspace"],
        "Take the verdict away",
    ),
    group(Menu::Review, Command::Next, "Next mark", &["J"], "Go to the next mark in the text"),
    spec(Menu::Review, Command::Previous, "Previous mark", &["K"], "Go to the mark before"),
    spec(
        Menu::Review,
        Command::NextOpen,
        "Next open mark",
        &["U"],
        "Go to the next mark with something to do",
    ),
    spec(
        Menu::Review,
        Command::PreviousOpen,
        "Previous open mark",
        &["Shift+U"],
        "Go to the open mark before",
    ),
    spec(
        Menu::Review,
        Command::Inspector,
        "Go to the inspector",
        &["Enter"],
        "Edit the selected mark",
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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
    fn without_an_article_only_what_needs_none_can_be_done() {
        let env = CommandEnv::default();
        assert_eq!(Command::Open.resolve(&env), Ok(Action::PickArticle));
        assert_eq!(Command::Undo.resolve(&env), Err(NotNow("Open an article first".to_owned())));
    }
}
