//! The app without a window: an open review, what is selected in it, commands, jobs, notices.
//!
//! Everything the window can do is an [`Action`]; [`Workspace::apply`] carries it out. Menus, keys,
//! palette and key help come from one list of [`Command`]s. Headless tests drive this room alone.

mod action;
mod announce;
mod arrival;
mod being_read;
mod card;
mod carried;
mod command;
mod command_env;
mod command_list;
mod compare;
mod comparison;
mod cover;
mod document;
mod editing;
mod files;
mod find;
mod go_to;
mod jobs;
mod lanes;
mod looks;
mod mark_all;
mod moved_blocks;
mod new_draft;
mod notice;
mod opening;
mod past;
mod paste;
mod place;
mod recent;
mod reference;
mod reopen;
mod reports;
mod saving;
mod select;
mod standing;
mod state;
mod take_over;
mod trail;
mod units;
mod walk;
mod writer_notes;

pub use action::{
    Action, Change, Dialog, Direction, Effect, EndOfMark, Field, Nudge, Panel, Shown, Typing,
};
pub use announce::{Announcement, spoken, told_mark};
pub use arrival::{Arrival, ArrivalRow, CarriedReview, carry_review};
pub use being_read::{BeingRead, Purpose};
pub use card::{CardLine, Cards, MarkCard};
pub use command::{Command, Menu, Spec};
pub use command_env::{CommandEnv, NotNow};
pub use command_list::{COMMANDS, MARK_MENU, WORDS_MENU};
pub use compare::Compare;
pub use comparison::{Checked, CompareRow, ComparedDraft, Comparison, RowKind};
pub use cover::Extent;
pub use document::{Document, Selection};
pub use find::{Find, FindAction, Found, Wrapped};
pub use go_to::{Destination, GO_TO_WAYS, GoTo, GoToError};
pub use jobs::{Jobs, Wake};
pub use lanes::{BEYOND, InLane, Lanes};
pub use mark_all::{MANY_MARKS, MOST_MARKS};
pub use notice::{Notice, Notices, Offer, Severity};
pub use paste::Pasted;
pub use place::pulled;
pub use standing::Standing;
pub use state::{Outside, RealWorld, Workspace, is_followed};
pub use trail::{Spot, Top, Trail};
pub use units::{Unit, next_sentence, previous_sentence, snapped, unit_at};
pub use writer_notes::{WriterNotes, said_by, told_date, whose};
