//! What this program is, and where its settings live.

use egui::Ui;

use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::widgets::{small, strong};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    super::set_width(ui, 420.0);
    ui.label(strong(format!("† Obelus {}", env!("CARGO_PKG_VERSION"))).size(16.0));
    ui.label("Every word of the story is accounted for.");
    ui.add_space(8.0);
    ui.label("An obelus is the mark that ancient editors put beside a passage they doubted.");
    ui.label("Everything stays on this machine: no account, no server, no network. The article file is never written to.");
    ui.add_space(8.0);
    let settings = cx.workspace.settings_path().map(|path| path.display().to_string());
    let settings = settings.unwrap_or_else(|| "nowhere on this system".to_owned());
    written(ui, cx, &format!("Settings: {settings}"), Written::Small);
    written(ui, cx, &format!("Page set in {}", cx.engine.page_family()), Written::Small);
    ui.label(small("MIT or Apache-2.0, at your choice", &cx.tokens));
}
