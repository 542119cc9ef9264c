//! The fix: new wording, and what the editor decided.

use egui::Ui;

use super::{Inspector, Proposal};
use crate::model::{Fix, FixDecision, Mark};
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::widgets::{choice, small};
use crate::workspace::Field;

impl Inspector {
    pub(super) fn fix(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        mark: &Mark,
        proposal: &mut Proposal<'_>,
    ) {
        let wording = mark.fix.as_ref().map_or("", |fix| fix.wording.as_str());
        let field = TextField::lines("Fix: new wording", 1).hint("how it should read");
        let (response, typed) = field.show(ui, cx, wording);
        self.attend(&response, Field::Fix);
        if let Some(wording) = typed {
            let created = crate::model::Stamp {
                by: cx.workspace.settings.reviewer.id,
                at: cx.workspace.now(),
            };
            proposal.new.fix = if wording.is_empty() {
                None
            } else {
                let decision = FixDecision::Proposed;
                let fresh = Fix { wording: String::new(), decision, created, decided: None };
                let before = mark.fix.as_deref().cloned().unwrap_or(fresh);
                Some(Box::new(Fix { wording, ..before }))
            };
            proposal.typed("edit fix", "fix");
        }
        let Some(fix) = &mark.fix else { return };
        let label = |decision: FixDecision| decision.label().to_owned();
        if let Some(decision) =
            choice(ui, "Decision on the fix", Some(fix.decision), "", FixDecision::ALL, label)
            && let Some(new) = &mut proposal.new.fix
        {
            new.decision = decision;
            proposal.chose("decide fix");
        }
        if fix.decision == FixDecision::Proposed {
            ui.label(small("waits for the editor", &cx.tokens));
        }
    }
}
