//! What a person can ask for that needs no more than asking, and whether it can be done now.
//!
//! The list of all of them stands in `command_list`.

use super::{
    Action, COMMANDS, Change, Dialog, Direction, Document, EndOfMark, Extent, Field, FindAction,
    Nudge, Panel, Shown, Unit,
};
use crate::model::{Mark, MarkKind, Verdict};
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

/// Why a command cannot be done now: the tooltip of its greyed entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNow(pub String);

/// What cannot be done while only the text of a review is there.
const FIRST_LOOK: &str = "Its marks are still being read";

/// What decides whether a command can be done now.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each decides on other commands")]
pub struct CommandEnv {
    has_document: bool,
    is_first_look: bool,
    read_only: Option<String>,
    has_selection: bool,
    has_link: bool,
    has_marks: bool,
    /// Kind of the selected mark, and whether it has a verdict.
    selected: Option<(MarkKind, bool)>,
    undo: Option<String>,
    redo: Option<String>,
    has_needle: bool,
    has_hits: bool,
    can_go_back: bool,
    can_go_forward: bool,
    can_shrink: bool,
    /// Whether the article is a file of text that can be read in another encoding.
    has_encoding: bool,
    /// Whether all of a web page is shown; `None` where the article is none.
    whole_page: Option<bool>,
    has_notes: bool,
    /// Whether there is one of the writer's notes at the caret, and it is evidence already.
    note_here: Option<bool>,
    has_untaken_notes: bool,
    /// Whether an older draft is shown.
    is_past: bool,
    has_drafts: bool,
    /// Whether the selected mark has no place and somebody has to see to that.
    waits: bool,
    /// Whether a look at the selected mark is all that the last draft asks for.
    can_be_seen: bool,
    /// Whether the selected mark has a place with other words than its verdict was given on.
    is_stale: bool,
}

impl CommandEnv {
    /// As things stand in `document`.
    pub fn of(document: Option<&Document>) -> Self {
        let Some(document) = document else { return Self::default() };
        let mark = document.selected_mark();
        Self {
            has_document: true,
            is_first_look: document.is_first_look,
            read_only: document.read_only.clone(),
            has_selection: document.selected_range().is_some(),
            has_link: document.link_at_caret().is_some(),
            has_marks: document.review.mark_count() > 0,
            selected: mark.map(|mark| (mark.kind(), mark.verdict.is_some())),
            undo: document.history.undo_label().map(str::to_owned),
            redo: document.history.redo_label().map(str::to_owned),
            has_needle: !document.find.needle.text.is_empty(),
            has_hits: document.find.is_open && document.find.has_fresh_hits(),
            can_go_back: document.trail.can_go_back(),
            can_go_forward: document.trail.can_go_forward(),
            can_shrink: document.can_shrink(),
            has_encoding: document.has_encoding(),
            whole_page: document.shows_whole_page(),
            has_notes: !document.notes.is_empty(),
            note_here: document.note_here().map(|note| document.notes.taken(note).is_some()),
            has_untaken_notes: document.notes.has_untaken(),
            is_past: document.last_draft.is_some(),
            has_drafts: document.last_draft.is_some() || document.review.drafts().len() > 1,
            waits: mark.is_some_and(Mark::waits),
            can_be_seen: mark.is_some_and(|mark| document.can_be_seen(mark)),
            is_stale: mark.is_some_and(|mark| document.is_outdated(mark)),
        }
    }

    fn open(&self) -> Result<(), NotNow> {
        if self.has_document { Ok(()) } else { Err(NotNow("Open an article first".to_owned())) }
    }

    fn open_and(&self, can_be: bool, why_not: &str) -> Result<(), NotNow> {
        self.open()?;
        if can_be { Ok(()) } else { Err(NotNow(why_not.to_owned())) }
    }

    /// The review with its marks, not its text alone.
    fn whole(&self) -> Result<(), NotNow> {
        self.open()?;
        if self.is_first_look { Err(NotNow(FIRST_LOOK.to_owned())) } else { Ok(()) }
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

    fn selected_mark(&self) -> Result<(), NotNow> {
        self.open()?;
        if self.selected.is_some() { Ok(()) } else { Err(NotNow("Select a mark first".to_owned())) }
    }

    fn mark(&self) -> Result<(), NotNow> {
        self.writable()?;
        self.selected_mark()
    }

    fn step(&self, label: Option<&String>, why_not: &str) -> Result<(), NotNow> {
        self.writable()?;
        self.open_and(label.is_some(), why_not)
    }

    fn encoding(&self) -> Result<(), NotNow> {
        self.open_and(self.has_encoding, "Its format says itself how it is encoded")
    }

    fn web_page(&self) -> Result<(), NotNow> {
        self.whole()?;
        self.open_and(self.whole_page.is_some(), "The article is no web page")
    }

    fn notes(&self) -> Result<(), NotNow> {
        self.open_and(self.has_notes, "The file brought no notes along")
    }

    /// A note that can become evidence.
    fn note(&self) -> Result<(), NotNow> {
        self.writable()?;
        self.notes()?;
        match self.note_here {
            Some(false) => Ok(()),
            Some(true) => Err(NotNow("It is evidence already".to_owned())),
            None => Err(NotNow("Put the caret on one of the writer's notes first".to_owned())),
        }
    }

    /// Notes that can become evidence.
    fn all_notes(&self) -> Result<(), NotNow> {
        self.writable()?;
        self.notes()?;
        self.open_and(self.has_untaken_notes, "All of them are evidence already")
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

    /// Of what drafts bring along.
    fn check_drafts(self, env: &CommandEnv) -> Result<(), NotNow> {
        match self {
            Self::NewDraft => env.writable(),
            Self::LastDraft => env.open_and(env.is_past, "The last draft is shown"),
            Self::CompareDrafts | Self::OnlyChanges => {
                env.open_and(env.has_drafts, "There is one draft only")
            }
            Self::NextChange(_) => env.open(),
            Self::PlaceHere => {
                env.mark()?;
                env.open_and(env.waits, "The mark has a place; M moves it")
            }
            Self::Seen => {
                env.mark()?;
                env.open_and(env.can_be_seen, "No draft asks for a look at this mark")
            }
            _ => {
                env.mark()?;
                env.open_and(env.is_stale, "Its verdict is on these very words, or it has none")
            }
        }
    }

    fn check(self, env: &CommandEnv) -> Result<(), NotNow> {
        match self {
            Self::Save
            | Self::AddSource
            | Self::Exempt(Extent::Sentence | Extent::Block)
            | Self::ExemptBecause => env.writable(),
            Self::Export | Self::OpenWord(_) | Self::Progress => env.whole(),
            Self::Encoding => env.encoding(),
            Self::WholePage => env.web_page(),
            Self::Close
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::Filter
            | Self::Outline
            | Self::Losses
            | Self::Find
            | Self::Page
            | Self::NextArea
            | Self::PreviousArea
            | Self::MenuHere
            | Self::GoTo
            | Self::SelectUnit(_)
            | Self::GrowSelection => env.open(),
            Self::Back => env.open_and(env.can_go_back, "There is no place to go back to"),
            Self::Forward => env.open_and(env.can_go_forward, "There is no place to go forward to"),
            Self::ShrinkSelection => env.open_and(env.can_shrink, "The selection has not grown"),
            Self::Undo => env.step(env.undo.as_ref(), "Nothing to undo"),
            Self::Redo => env.step(env.redo.as_ref(), "Nothing to redo"),
            Self::Copy | Self::CopyReference => {
                let has_words = env.has_selection || env.selected.is_some();
                env.open_and(has_words, "Select some words first")
            }
            Self::OpenLink => env.open_and(env.has_link, "Put the caret on a link first"),
            Self::FindNext | Self::FindPrevious => {
                env.open_and(env.has_needle, "Find something first")
            }
            Self::FindSelection => env.open_and(env.has_selection, "Select some words first"),
            Self::MarkAll => {
                env.writable()?;
                env.open_and(env.has_hits, "Find something in the text first")
            }
            Self::Mark(_) | Self::Exempt(Extent::Selection) => env.words(),
            Self::MoveToSelection => env.mark().and_then(|()| env.words()),
            Self::NewDraft
            | Self::LastDraft
            | Self::CompareDrafts
            | Self::OnlyChanges
            | Self::NextChange(_)
            | Self::PlaceHere
            | Self::Seen
            | Self::StillHolds => self.check_drafts(env),
            Self::ClearVerdict => {
                env.mark()?;
                let has_verdict = env.selected.is_some_and(|(_, has_verdict)| has_verdict);
                env.open_and(has_verdict, "It has no verdict")
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
            Self::Next
            | Self::Previous
            | Self::NextOpen
            | Self::PreviousOpen
            | Self::NextHere(_)
            | Self::Card => env.marks(),
            Self::GoToSource => env.selected_mark(),
            Self::StepNote(_) | Self::WriterNotes => env.notes(),
            Self::TakeOver => env.note(),
            Self::TakeAllOver => env.all_notes(),
            Self::Open
            | Self::OpenPath
            | Self::PasteArticle
            | Self::Quit
            | Self::Reviewer
            | Self::GoOn
            | Self::PageStyle
            | Self::WindowLarger
            | Self::WindowSmaller
            | Self::WindowReset
            | Self::Theme(_)
            | Self::Motion(_)
            | Self::Menus
            | Self::Panel(_)
            | Self::Snap(_)
            | Self::BlockNumbers
            | Self::Shown(_)
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
            Self::GoOn => Some(settings.goes_on),
            _ => None,
        }
    }

    /// Its name as things stand: "Undo add claim".
    pub fn label(self, env: &CommandEnv) -> String {
        match (self, &env.undo, &env.redo) {
            (Self::Undo, Some(what), _) => format!("Undo {what}"),
            (Self::Redo, _, Some(what)) => format!("Redo {what}"),
            (Self::WholePage, ..) if env.whole_page == Some(true) => {
                "Show only the story".to_owned()
            }
            _ => self.spec().label.to_owned(),
        }
    }
}
