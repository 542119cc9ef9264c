//! What a person can ask for that needs no more than asking, and what is done for it.
//!
//! The list of all of them stands in `command_list`; `command_env` says whether one can be done now.

use super::{
    Action, COMMANDS, Change, CommandEnv, Dialog, Direction, EndOfMark, Extent, Field, FindAction,
    NotNow, Nudge, Panel, Shown, Unit,
};
use crate::model::{MarkKind, Verdict};
use crate::store::{MotionChoice, Settings, Snap, ThemeChoice};

/// Everything a person can ask for that needs no more than asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for an article.
    Open,
    /// Open an article by its path.
    OpenPath,
    /// What the clipboard holds, as an article.
    PasteArticle,
    /// The file in another encoding.
    Encoding,
    /// All of a web page, or only the story in it.
    WholePage,
    /// Save now.
    Save,
    /// Ask for the next draft.
    NewDraft,
    /// Back from an older draft to the last one.
    LastDraft,
    /// Two drafts side by side.
    CompareDrafts,
    /// Of two drafts, only what changed.
    OnlyChanges,
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
    /// The same with what they are and where they stand.
    CopyReference,
    /// The unit at the caret.
    SelectUnit(Unit),
    /// The next larger unit.
    GrowSelection,
    /// What was selected before it grew.
    ShrinkSelection,
    /// By what a selection is made whole.
    Snap(Snap),
    /// To the filter over the marks.
    Filter,
    /// To the headings.
    Outline,
    /// Look for words.
    Find,
    /// The next hit.
    FindNext,
    /// The hit before.
    FindPrevious,
    /// Look for the selected words.
    FindSelection,
    /// Mark all hits.
    MarkAll,
    /// Mark the selection.
    Mark(MarkKind),
    /// A stretch needs no check.
    Exempt(Extent),
    /// The same, with a reason.
    ExemptBecause,
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
    /// Give a mark that waits the place that is selected.
    PlaceHere,
    /// What the last draft flagged is seen to.
    Seen,
    /// Its verdict holds on the new words, too.
    StillHolds,
    /// The next mark that the last draft flagged.
    NextChange(Direction),
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
    /// The next word that nobody has accounted for, or the one before.
    OpenWord(Direction),
    /// Whether a verdict goes on to the next open word.
    GoOn,
    /// How far the review has got.
    Progress,
    /// A place, typed.
    GoTo,
    /// The place before the last jump.
    Back,
    /// The place that was gone back from.
    Forward,
    /// The next mark over the same words.
    NextHere(Direction),
    /// The card of the mark.
    Card,
    /// Its source in the register.
    GoToSource,
    /// The next of the writer's notes, or the one before.
    StepNote(Direction),
    /// The writer's note at the caret as evidence.
    TakeOver,
    /// All of the writer's notes as evidence.
    TakeAllOver,
    /// To the writer's notes.
    WriterNotes,
    /// To what could not be carried over.
    Losses,
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
    /// Larger everything.
    WindowLarger,
    /// Smaller everything.
    WindowSmaller,
    /// Everything at its first size.
    WindowReset,
    /// How the page is set.
    PageStyle,
    /// Follow the link at the caret.
    OpenLink,
    /// Colours of the window.
    Theme(ThemeChoice),
    /// How much moves by itself.
    Motion(MotionChoice),
    /// To the next area of the window.
    NextArea,
    /// To the one before.
    PreviousArea,
    /// To the menus.
    Menus,
    /// The menu of the selected mark or words.
    MenuHere,
    /// Show or hide a panel.
    Panel(Panel),
    /// Show or hide the numbers of the blocks.
    BlockNumbers,
    /// Show or leave out a part of the page.
    Shown(Shown),
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
            Self::PasteArticle => Action::PasteArticle,
            Self::Encoding => Action::ShowEncodings,
            Self::WholePage => Action::ToggleWholePage,
            Self::Save => Action::Save,
            Self::NewDraft => Action::PickDraft,
            Self::LastDraft => Action::ShowLastDraft,
            Self::CompareDrafts => Action::ToggleCompare,
            Self::OnlyChanges => Action::ToggleOnlyChanges,
            Self::Export => Action::Show(Dialog::Export),
            Self::Close => Action::CloseReview,
            Self::Quit => Action::Quit,
            Self::Undo => Action::Change(Change::Undo),
            Self::Redo => Action::Change(Change::Redo),
            Self::Copy => Action::CopySelection,
            Self::CopyReference => Action::CopyReference,
            Self::SelectUnit(unit) => Action::SelectUnit(unit),
            Self::GrowSelection => Action::GrowSelection,
            Self::ShrinkSelection => Action::ShrinkSelection,
            Self::Snap(snap) => Action::SetSnap(snap),
            Self::Filter => Action::Focus(Field::Filter),
            Self::Outline => Action::Focus(Field::Outline),
            Self::Find => Action::Find(FindAction::Open),
            Self::FindNext => Action::Find(FindAction::Next),
            Self::FindPrevious => Action::Find(FindAction::Previous),
            Self::FindSelection => Action::Find(FindAction::Selection),
            Self::MarkAll => Action::Show(Dialog::MarkAll),
            Self::Mark(kind) => Action::Change(Change::AddMark(kind)),
            Self::Exempt(extent) => Action::Change(Change::ToggleExempt(extent)),
            Self::ExemptBecause => Action::Show(Dialog::Exempt),
            Self::Verdict(verdict) => Action::Change(Change::SetVerdict(verdict)),
            Self::ClearVerdict => Action::Change(Change::ClearVerdict),
            Self::Evidence => Action::Change(Change::AddEvidence),
            Self::Fix => Action::Focus(Field::Fix),
            Self::Note => Action::Focus(Field::Note),
            Self::Inspector => Action::Focus(Field::Inspector),
            Self::MoveToSelection => Action::Change(Change::MoveToSelection),
            Self::MoveEnd(end, nudge) => Action::Change(Change::MoveEnd(end, nudge)),
            Self::PlaceHere => Action::Change(Change::PlaceHere),
            Self::Seen => Action::Change(Change::Seen),
            Self::StillHolds => Action::Change(Change::StillHolds),
            Self::NextChange(direction) => Action::NextChange(direction),
            Self::SetKind(kind) => Action::Change(Change::SetKind(kind)),
            Self::Delete => Action::Change(Change::DeleteMark),
            Self::Next => Action::NextMark,
            Self::Previous => Action::PreviousMark,
            Self::NextOpen => Action::NextOpenMark,
            Self::PreviousOpen => Action::PreviousOpenMark,
            Self::OpenWord(direction) => Action::NextOpenWord(direction),
            Self::GoOn => Action::ToggleGoesOn,
            Self::Progress => Action::Show(Dialog::Progress),
            Self::GoTo => Action::Show(Dialog::GoTo),
            Self::Back => Action::GoBack,
            Self::Forward => Action::GoForward,
            Self::NextHere(direction) => Action::NextMarkHere(direction),
            Self::Card => Action::ToggleCard,
            Self::GoToSource => Action::GoToSource,
            Self::StepNote(way) => Action::StepNote(way),
            Self::TakeOver => Action::TakeNoteOver,
            Self::TakeAllOver => Action::TakeAllNotesOver,
            Self::WriterNotes => Action::Focus(Field::WriterNotes),
            Self::Losses => Action::Focus(Field::Losses),
            Self::Reviewer => Action::Show(Dialog::Reviewer),
            Self::AddSource => Action::Change(Change::AddSource(None)),
            Self::ZoomIn => Action::ZoomPage(1),
            Self::ZoomOut => Action::ZoomPage(-1),
            Self::ZoomReset => Action::ZoomPage(0),
            Self::WindowLarger => Action::ZoomWindow(1),
            Self::WindowSmaller => Action::ZoomWindow(-1),
            Self::WindowReset => Action::ZoomWindow(0),
            Self::PageStyle => Action::Show(Dialog::PageStyle),
            Self::OpenLink => Action::Show(Dialog::Link),
            Self::Theme(theme) => Action::SetTheme(theme),
            Self::Motion(motion) => Action::SetMotion(motion),
            Self::NextArea => Action::StepArea(Direction::Forward),
            Self::PreviousArea => Action::StepArea(Direction::Back),
            Self::Menus => Action::Focus(Field::Menus),
            Self::MenuHere => Action::ShowMenuHere,
            Self::Panel(panel) => Action::TogglePanel(panel),
            Self::BlockNumbers => Action::ToggleBlockNumbers,
            Self::Shown(shown) => Action::ToggleShown(shown),
            Self::Page => Action::Focus(Field::Page),
            Self::Palette => Action::Show(Dialog::Palette),
            Self::Keys => Action::Show(Dialog::Keys),
            Self::About => Action::Show(Dialog::About),
        })
    }

    /// Its line of the list.
    pub fn spec(self) -> &'static Spec {
        let found = COMMANDS.iter().find(|spec| spec.command == self);
        found.expect("every command stands in the list; a test walks it")
    }

    /// Whether what it switches is on; `None` where it switches nothing.
    pub fn is_on(self, settings: &Settings) -> Option<bool> {
        match self {
            Self::Snap(snap) => Some(settings.snap == snap),
            Self::Theme(theme) => Some(settings.theme == theme),
            Self::Motion(motion) => Some(settings.motion == motion),
            Self::Panel(Panel::Left) => Some(settings.left_panel),
            Self::Panel(Panel::Right) => Some(settings.right_panel),
            Self::BlockNumbers => Some(settings.block_numbers),
            Self::Shown(Shown::MarginNumbers) => Some(settings.margin_numbers),
            Self::Shown(Shown::MarginCards) => Some(settings.margin_cards),
            Self::Shown(Shown::SettledMarks) => Some(settings.settled_marks),
            Self::Shown(Shown::Coverage) => Some(settings.coverage),
            Self::Shown(Shown::PageNumbers) => Some(settings.page_numbers),
            Self::GoOn => Some(settings.goes_on),
            _ => None,
        }
    }
}
