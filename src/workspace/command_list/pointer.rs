//! The menus at the pointer, which hold commands of the list.

use crate::model::{MarkKind, Verdict};
use crate::workspace::{Command, Direction, Extent};

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
