//! Who is reviewing, and in which role.

use egui::{Button, Ui};

use crate::model::Role;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::widgets::{choice, small, strong};
use crate::workspace::Action;

/// What is typed so far.
#[derive(Debug, Default)]
pub(super) struct Form {
    name: String,
    initials: String,
    role: Role,
}

impl Form {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        if comes_up {
            let known = &cx.workspace.settings.reviewer;
            self.name.clone_from(&known.name);
            self.initials.clone_from(&known.initials);
            self.role = known.role;
        }
        super::set_width(ui, 340.0);
        ui.label(strong("Reviewer").size(16.0));
        ui.label(small(
            "Stands beside every verdict and every piece of evidence from now on.",
            &cx.tokens,
        ));
        ui.add_space(6.0);
        ui.label(small("Name", &cx.tokens));
        let (name, typed) = TextField::line("Name").show(ui, cx, &self.name);
        if let Some(typed) = typed {
            self.initials.clear();
            self.name = typed;
        }
        if comes_up {
            name.request_focus();
        }
        ui.label(small("Initials", &cx.tokens));
        let initials = TextField::line("Initials").hint("made from the name");
        let (_, typed) = initials.show(ui, cx, &self.initials);
        self.initials = typed.unwrap_or(std::mem::take(&mut self.initials));
        ui.label(small("Role", &cx.tokens));
        let label = |role: Role| role.label().to_owned();
        self.role = choice(ui, "Role", Some(self.role), "", Role::ALL, label).unwrap_or(self.role);
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            let ready = !self.name.trim().is_empty();
            if ui.add_enabled(ready, Button::new("Take over")).clicked() {
                cx.out.push(Action::SetReviewer {
                    name: self.name.clone(),
                    initials: self.initials.clone(),
                    role: self.role,
                });
            }
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }
}
