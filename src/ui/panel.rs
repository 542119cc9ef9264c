//! What every panel is given: the workspace to read, the painter of excerpts, and the queue.

use crate::report::Summary;
use crate::ui::field::Fields;
use crate::ui::setting::{Engine, Excerpts};
use crate::ui::theme::Tokens;
use crate::workspace::{Action, Command, CommandEnv, Document, Workspace};

/// Handed to every panel for one frame.
#[derive(Debug)]
pub(super) struct PanelCx<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) tokens: Tokens,
    pub(super) engine: &'a mut Engine,
    pub(super) excerpts: &'a mut Excerpts,
    pub(super) fields: &'a mut Fields,
    pub(super) env: &'a CommandEnv,
    /// The figures of the open review, made anew when it changes.
    pub(super) summary: Option<&'a Summary>,
    pub(super) out: &'a mut Vec<Action>,
}

impl<'a> PanelCx<'a> {
    /// The open review.
    pub(super) fn document(&self) -> Option<&'a Document> {
        self.workspace.document.as_ref()
    }

    /// Asks for a command, if it can be done now.
    pub(super) fn run(&mut self, command: Command) {
        if let Ok(action) = command.resolve(self.env) {
            self.out.push(action);
        }
    }
}
