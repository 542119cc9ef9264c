//! Whether a command can be done as things stand, and its name then.

use super::{Command, Document, Extent};
use crate::model::{Mark, MarkKind};

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
    /// Whether it can be done now.
    ///
    /// # Errors
    ///
    /// [`NotNow`] says why it cannot.
    pub(super) fn check(self, env: &CommandEnv) -> Result<(), NotNow> {
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
