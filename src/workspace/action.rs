//! What the window may ask for, and what it is asked in return.

use std::path::PathBuf;

use super::{Extent, FindAction, Pasted, Selection, Top, Unit};
use crate::model::{
    EvidenceId, ExemptReason, Id, Mark, MarkId, MarkKind, Role, Source, SourceId, Verdict,
};
use crate::store::{MotionChoice, PageStyle, Snap, ThemeChoice};
use crate::text::TextRange;

/// Which end of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfMark {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// Which way an end moves, by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Takes a word in.
    Grow,
    /// Lets a word go.
    Shrink,
}

/// A side panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Marks, sources, outline.
    Left,
    /// The inspector.
    Right,
}

/// What the page shows or leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Numbers and badges in its margin.
    MarginNumbers,
    /// Cards beside the lines.
    MarginCards,
    /// Marks that are settled.
    SettledMarks,
    /// Which words are accounted for.
    Coverage,
    /// Where the pages of its file begin.
    PageNumbers,
}

/// Which way through marks and areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Onward.
    Forward,
    /// Back.
    Back,
}

/// What asks for an answer in front of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// All commands, to search and run.
    Palette,
    /// All keys.
    Keys,
    /// What this program is.
    About,
    /// The summary before a report is written.
    Export,
    /// As what all hits of the search are marked, and whether so many.
    MarkAll,
    /// Who is reviewing.
    Reviewer,
    /// Why words need no check.
    Exempt,
    /// How far the review has got.
    Progress,
    /// How the page is set.
    PageStyle,
    /// The address of the link at the caret.
    Link,
    /// A mark, block, heading or share of the article, typed.
    GoTo,
    /// What the next draft makes of the marks, before it is taken.
    NewDraft,
    /// The path of an article, typed.
    OpenPath,
    /// The path of the next draft, typed.
    DraftPath,
    /// The encodings of the file.
    Encoding,
    /// The path for what was pasted, typed.
    PastedPath,
    /// The path for a report in the format with this key, typed.
    ReportPath(&'static str),
}

/// A field that can be asked to take the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The menus.
    Menus,
    /// The list that is shown at the left.
    List,
    /// The page.
    Page,
    /// The filter over the marks.
    Filter,
    /// The headings of the article.
    Outline,
    /// What is looked for.
    Find,
    /// The first field of the inspector.
    Inspector,
    /// Its verdicts.
    Verdicts,
    /// The note of the selected mark.
    Note,
    /// The new wording of the selected mark.
    Fix,
    /// The newest evidence of the selected mark.
    Evidence,
    /// The newest source of the register.
    Source,
    /// The writer's notes.
    WriterNotes,
    /// What could not be carried over from the file.
    Losses,
}

/// Whether a change is one of many keystrokes in a field, which become one step of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A step of its own.
    No,
    /// Joined with the steps before that have the same name.
    In(String),
}

/// A change of the review: one step of undo.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Mark the selection.
    AddMark(MarkKind),
    /// Mark these stretches, each with a new id.
    AddMarks(MarkKind, Vec<(Id, TextRange)>),
    /// A stretch needs no check; asked again of the same stretch, it does.
    ToggleExempt(Extent),
    /// A stretch needs no check, for this reason, with a note.
    PutExempt(Extent, ExemptReason, String),
    /// Give the selected mark a verdict.
    SetVerdict(Verdict),
    /// Take its verdict away.
    ClearVerdict,
    /// Make it another kind.
    SetKind(MarkKind),
    /// Delete it.
    DeleteMark,
    /// Put it where the selection is.
    MoveToSelection,
    /// Move one of its ends by a word.
    MoveEnd(EndOfMark, Nudge),
    /// Put a mark on these words.
    PlaceMark(MarkId, TextRange),
    /// Put the selected mark, which waits for a place, on the selected words, or on the place at the
    /// caret that it may have.
    PlaceHere,
    /// The selected mark was looked at: what the last draft flagged is seen to.
    Seen,
    /// Its verdict holds on the words that changed, too.
    StillHolds,
    /// Give a mark this content; its place and number are not changed.
    PutMark(Box<Mark>, &'static str, Typing),
    /// Add an empty piece of evidence to the selected mark.
    AddEvidence,
    /// Take a piece of evidence away from the selected mark.
    RemoveEvidence(EvidenceId),
    /// Add an empty source to the register and link it: with this evidence of the selected mark,
    /// or with the mark itself where that is a mention of a source.
    AddSource(Option<EvidenceId>),
    /// Give a source this content.
    PutSource(Box<Source>, Typing),
    /// Take a source out of the register.
    RemoveSource(SourceId),
    /// Make the writer's notes with these indices evidence, each with ids for what is new.
    TakeOver(Vec<(usize, [Id; 3])>),
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Ask for an article.
    PickArticle,
    /// Open an article or a sidecar.
    Open(PathBuf),
    /// Show the file in other encodings.
    ShowEncodings,
    /// Read the file again in the encoding with this name.
    ReopenIn(&'static str),
    /// Read all of the web page, or only the story in it.
    ToggleWholePage,
    /// Make an article of what the clipboard holds.
    PasteArticle,
    /// Ask for a name for what was pasted.
    NamePasted(Pasted),
    /// Write what was pasted to this path, and open it.
    SavePasted(PathBuf),
    /// End what is being opened; what is open stays.
    CancelOpening,
    /// Ask for the file of the next draft.
    PickDraft,
    /// Read a file as the next draft, and show what it makes of the marks.
    ReadDraft(PathBuf),
    /// End the reading of the next draft; the review stays as it is.
    CancelDraft,
    /// Show the draft with this number: an older one as it was, for reading alone.
    ShowDraft(u32),
    /// Back to the last draft, to work on.
    ShowLastDraft,
    /// Put the last two drafts side by side, or take them away.
    ToggleCompare,
    /// Put these two drafts side by side.
    Compare(u32, u32),
    /// Of two drafts, show only what changed, or all.
    ToggleOnlyChanges,
    /// Take the draft that waits, under this label.
    TakeDraft(String),
    /// Close the review, saved first.
    CloseReview,
    /// Save now.
    Save,
    /// Ask where the report goes.
    PickReport(&'static str),
    /// Write a report in the format with this key.
    Export(&'static str, PathBuf),
    /// Leave, saved first.
    Quit,
    /// Change the review.
    Change(Change),
    /// Something of the search.
    Find(FindAction),
    /// Mark all that the search found in the text.
    MarkAll(MarkKind),
    /// Selected words to the clipboard.
    CopySelection,
    /// The same with what they are and where they stand.
    CopyReference,
    /// Select text.
    Select(Selection),
    /// Select the unit at the caret.
    SelectUnit(Unit),
    /// Select the next larger unit: word, sentence, block, article.
    GrowSelection,
    /// Back to what was selected before it grew.
    ShrinkSelection,
    /// Select a mark, or none; the page shows it.
    SelectMark(Option<MarkId>),
    /// Select a mark whose place is in sight.
    TouchMark(MarkId),
    /// The next mark in the text.
    NextMark,
    /// The mark before.
    PreviousMark,
    /// The next mark with something to do.
    NextOpenMark,
    /// The one before.
    PreviousOpenMark,
    /// The next word that nobody has accounted for, or the one before.
    NextOpenWord(Direction),
    /// Whether a verdict goes on to the next open word.
    ToggleGoesOn,
    /// The next mark that the last draft flagged; the next change while drafts are compared.
    NextChange(Direction),
    /// The next mark over the same words.
    NextMarkHere(Direction),
    /// Show or take away the card of the mark.
    ToggleCard,
    /// Show the selected mark's source in the register.
    GoToSource,
    /// Go to the writer's note with this index.
    GoToNote(usize),
    /// Go to the next of the writer's notes, or the one before.
    StepNote(Direction),
    /// Make the writer's note at the caret evidence.
    TakeNoteOver,
    /// Make all of the writer's notes evidence.
    TakeAllNotesOver,
    /// Put the caret at the start of this stretch, and show it.
    Visit(TextRange),
    /// The same, with the stretch at the top of the page.
    VisitTop(TextRange),
    /// Back to the place before the last jump.
    GoBack,
    /// Forward again.
    GoForward,
    /// By what a selection is made whole.
    SetSnap(Snap),
    /// Show or hide the numbers of the blocks.
    ToggleBlockNumbers,
    /// Light, dark, or as the system has it.
    SetTheme(ThemeChoice),
    /// Size of this article's text by this many steps; 0 is the general size.
    ZoomPage(i32),
    /// Size of everything in the window by this many steps; 0 is the first size.
    ZoomWindow(i32),
    /// How much moves by itself.
    SetMotion(MotionChoice),
    /// How the page is set, and the general size of its text.
    SetPageStyle(PageStyle, f32),
    /// Show or hide a panel.
    TogglePanel(Panel),
    /// Show or leave out a part of the page.
    ToggleShown(Shown),
    /// Put a dialog up.
    Show(Dialog),
    /// Take it down.
    HideDialog,
    /// Give a field the keyboard.
    Focus(Field),
    /// Give the next area of the window the keyboard, or the one before.
    StepArea(Direction),
    /// Put up the menu of the selected mark or words, at the caret.
    ShowMenuHere,
    /// Who is reviewing from now on.
    SetReviewer {
        /// Name.
        name: String,
        /// Initials; derived when empty.
        initials: String,
        /// Hat.
        role: Role,
    },
    /// Follow a link; only http, https and mailto are.
    OpenUrl(String),
    /// Take a notice down.
    Dismiss(u64),
}

/// What the window is asked to do, since only a window can.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for an article with the system's dialog.
    PickArticle,
    /// Ask for the next draft with the system's dialog.
    PickDraft,
    /// Look what the clipboard holds.
    ReadClipboard,
    /// Ask for a place for what was pasted with the system's dialog: proposed name.
    PickPasted(String),
    /// Ask for a place for a report with the system's dialog: format key, proposed name.
    PickReport(&'static str, String),
    /// Show a stretch of the page.
    Reveal(TextRange),
    /// Put the page as it was left.
    Resume(Top),
    /// Give the next area of the window the keyboard, or the one before.
    StepArea(Direction),
    /// Put up the menu of the selected mark or words, at the caret.
    ShowMenuHere,
    /// Give a field the keyboard.
    Focus(Field),
    /// Show or take away the card of the mark.
    ToggleCard,
    /// Show an entry of the register.
    ShowSource(SourceId),
    /// Show the list of the writer's notes.
    ShowNote,
    /// Words to the clipboard.
    Copy(String),
    /// An address that was checked, to the browser.
    OpenUrl(String),
    /// Light or dark changed.
    ThemeChanged,
    /// A review was opened or closed: forget what was cached of the last one.
    DocumentChanged,
    /// The rest of the review whose text is shown is there: what was cached of it is stale, but the
    /// page stays where it is.
    MarksRead,
    /// Close the window: everything is saved.
    Quit,
}
