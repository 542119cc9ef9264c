//! A path, typed: for those who know it, and for desktops that offer no file dialog.

use std::path::{Path, PathBuf};

use egui::{Button, Key, Ui};

use crate::export::by_key;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, Dialog};

/// What is typed so far.
#[derive(Debug, Default)]
pub(super) struct PathForm {
    path: String,
    /// What stood there when the form came up.
    proposed: String,
}

impl PathForm {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        dialog: Dialog,
        comes_up: bool,
    ) {
        if comes_up {
            self.proposed = proposed(cx, dialog);
            self.path.clone_from(&self.proposed);
        }
        let (title, verb) = match dialog {
            Dialog::ReportPath(_) => ("Write the report to", "Write"),
            Dialog::DraftPath => ("Read the next draft from", "Read"),
            Dialog::PastedPath => ("Save what was pasted as", "Save"),
            _ => ("Open by path", "Open"),
        };
        super::set_width(ui, 520.0);
        ui.label(strong(title).size(16.0));
        ui.add_space(4.0);
        let (response, typed) = TextField::line("Path").show(ui, cx, &self.path);
        self.path = typed.unwrap_or(std::mem::take(&mut self.path));
        if comes_up {
            response.request_focus();
        }
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let path = meant(&self.proposed, &self.path);
        let writes = matches!(dialog, Dialog::ReportPath(_) | Dialog::PastedPath);
        if writes && path.exists() {
            ui.label(small("There is a file of that name; it will be replaced.", &cx.tokens));
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let ready = !path.as_os_str().is_empty();
            let go = ui.add_enabled(ready, Button::new(verb)).clicked() || (enter && ready);
            if go {
                cx.out.push(Action::HideDialog);
                cx.out.push(answer(dialog, path.to_owned()));
            }
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }
}

/// The path that somebody means who typed this: what is absolute in itself is not in the folder that
/// stood in front of it.
fn meant<'a>(proposed: &str, typed: &'a str) -> &'a Path {
    let typed = typed.trim();
    let behind = typed.strip_prefix(proposed.trim()).map(|rest| Path::new(rest.trim()));
    behind.filter(|rest| rest.is_absolute()).unwrap_or(Path::new(typed))
}

fn answer(dialog: Dialog, path: PathBuf) -> Action {
    match dialog {
        Dialog::ReportPath(format) => Action::Export(format, path),
        Dialog::DraftPath => Action::ReadDraft(path),
        Dialog::PastedPath => Action::SavePasted(path),
        _ => Action::Open(path),
    }
}

/// The folder of what is open; for a report, with a name in it.
fn proposed(cx: &PanelCx<'_>, dialog: Dialog) -> String {
    let document = cx.document();
    let folder = document.and_then(|document| document.sidecar_path.parent());
    let mut path = folder.map(Path::to_owned).unwrap_or_default();
    match (dialog, document) {
        (Dialog::ReportPath(format), Some(document)) => {
            let extension = by_key(format).map_or("html", |format| format.extension);
            path.push(format!("{}.report.{extension}", document.review.draft().file_name));
        }
        (Dialog::PastedPath, _) => {
            path.extend(cx.workspace.pasted().map(|pasted| pasted.file_name()));
        }
        _ => path.push(""),
    }
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_path_typed_behind_the_folder_is_taken_as_such() {
        let folder = std::env::temp_dir().join("desk").join("").display().to_string();
        let other = std::env::temp_dir().join("next.md");
        let typed = format!("{folder}{}", other.display());
        assert_eq!(meant(&folder, &typed), other);
        assert_eq!(meant("", &format!(" {} ", other.display())), other);
        let inside = format!("{folder}next.md ");
        assert_eq!(meant(&folder, &inside), Path::new(inside.trim()));
        assert_eq!(meant(&folder, "next.md"), Path::new("next.md"));
    }
}
