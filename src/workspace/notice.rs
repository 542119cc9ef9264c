//! Notices: every error becomes exactly one, shown in the window, never a dialog.

use std::path::PathBuf;

use super::{Action, Command, CommandEnv};

/// How grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; goes away by itself.
    Info,
    /// Something is not as it should be; stays until dismissed.
    Warning,
    /// Something was not done; stays until dismissed.
    Error,
}

/// What a notice offers to do, by a button on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command, and the word on its button.
    Run(Command, &'static str),
    /// Read this file as the next draft.
    ReadDraft(PathBuf),
    /// Show the draft of this number as it was.
    ShowDraft(u32),
}

impl Offer {
    /// What stands on the button.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Run(_, word) => word,
            Self::ReadDraft(_) => "Read the new draft",
            Self::ShowDraft(_) => "Show the older draft",
        }
    }

    /// What it is for, in a sentence without a full stop.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Run(command, _) => command.spec().help,
            Self::ReadDraft(_) => Command::NewDraft.spec().help,
            Self::ShowDraft(_) => "Its text with its marks as they were, for reading alone",
        }
    }

    /// What the button does now; `None` when it cannot be done.
    pub fn action(&self, env: &CommandEnv) -> Option<Action> {
        match self {
            Self::Run(command, _) => command.resolve(env).ok(),
            Self::ReadDraft(path) => Some(Action::ReadDraft(path.clone())),
            Self::ShowDraft(number) => Some(Action::ShowDraft(*number)),
        }
    }
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// To dismiss it by.
    pub id: u64,
    /// How grave.
    pub severity: Severity,
    /// What happened, in a few words.
    pub title: String,
    /// More; may be empty.
    pub detail: String,
    /// What can be done about it at once.
    pub offer: Option<Offer>,
}

/// The notices that stand.
#[derive(Debug, Default)]
pub struct Notices {
    standing: Vec<Notice>,
    last_id: u64,
}

/// How many stand at once: a storm shows its last gusts.
const MOST: usize = 4;

impl Notices {
    /// Adds a notice; one that stands already with the same words is not repeated.
    pub fn push(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
    ) {
        self.push_offering(severity, title, detail, None);
    }

    /// The same with a button.
    pub(super) fn push_offering(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
        offer: Option<Offer>,
    ) {
        let (title, detail) = (title.into(), detail.into());
        if self.standing.iter().any(|n| n.title == title && n.detail == detail) {
            return;
        }
        self.last_id += 1;
        self.standing.push(Notice { id: self.last_id, severity, title, detail, offer });
        if self.standing.len() > MOST {
            let least = self.standing.iter().map(|notice| notice.severity).min();
            let at = self.standing.iter().position(|notice| Some(notice.severity) == least);
            self.standing.remove(at.unwrap_or(0));
        }
    }

    /// Takes one down.
    pub fn dismiss(&mut self, id: u64) {
        self.standing.retain(|notice| notice.id != id);
    }

    /// Takes all down that offer something.
    pub(super) fn dismiss_offers(&mut self) {
        self.standing.retain(|notice| notice.offer.is_none());
    }

    /// Takes all down with this title: what they tell is over.
    pub(super) fn dismiss_titled(&mut self, title: &str) {
        self.standing.retain(|notice| notice.title != title);
    }

    /// Takes all down that only inform.
    pub fn dismiss_infos(&mut self) {
        self.standing.retain(|notice| notice.severity != Severity::Info);
    }

    /// Those that stand, oldest first.
    pub fn standing(&self) -> &[Notice] {
        &self.standing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storm_of_equal_errors_is_one_notice() {
        let mut notices = Notices::default();
        for _ in 0..50 {
            notices.push(Severity::Error, "Not saved", "disk full");
        }
        assert_eq!(notices.standing().len(), 1);
    }
}
