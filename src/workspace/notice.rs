//! Notices: every error becomes exactly one, shown in the window, never a dialog.

use super::Command;

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
    /// What shows more of it, and the word on its button.
    pub offer: Option<(Command, &'static str)>,
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

    /// The same with a way to see more of it.
    pub(super) fn push_offering(
        &mut self,
        severity: Severity,
        title: impl Into<String>,
        detail: impl Into<String>,
        offer: Option<(Command, &'static str)>,
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
