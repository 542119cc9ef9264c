//! From `obelus FILE` to a window.

use std::path::PathBuf;
use std::sync::Arc;

use egui::ViewportBuilder;

use super::App;
use super::pick::SystemPicker;
use crate::store::{self, Settings};
use crate::workspace::{Action, Jobs, RealWorld, Severity, Workspace};

/// Size of the window the first time, in points.
const SIZE: [f32; 2] = [1360.0, 820.0];

/// Opens the window, on a file where one is given, and stays until it is closed.
///
/// # Errors
///
/// What the window system said when there can be no window.
pub fn run(file: Option<PathBuf>) -> Result<(), String> {
    let world = store::World::from_env();
    let settings_path = store::settings_path(&world);
    let (settings, problem) = match &settings_path {
        Some(path) => store::load_settings(path, &world),
        None => (Settings::default(), None),
    };
    let options = eframe::NativeOptions {
        viewport: viewport(&settings),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    let create = move |cc: &eframe::CreationContext<'_>| {
        let ctx = cc.egui_ctx.clone();
        let wake = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let mut workspace =
            Workspace::new(settings, settings_path, Jobs::threaded(wake), Box::new(RealWorld));
        if let Some(problem) = problem {
            workspace.notices.push(Severity::Warning, "Settings", problem);
        }
        super::theme::motion::ask_system(&ctx);
        let mut app = App::new(&ctx, workspace, Box::new(SystemPicker { ctx: ctx.clone() }));
        if let Some(theme) = system_theme() {
            app.set_system_theme(&ctx, theme);
        }
        if let Some(file) = file {
            app.dispatch(&ctx, Action::Open(file));
        }
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("Obelus", options, Box::new(create)).map_err(|error| error.to_string())
}

fn viewport(settings: &Settings) -> ViewportBuilder {
    let mut viewport = ViewportBuilder::default()
        .with_app_id("obelus")
        .with_title("Obelus")
        .with_min_inner_size([860.0, 480.0])
        .with_drag_and_drop(true);
    let size = settings.window.map_or(SIZE, |window| [window.width, window.height]);
    viewport = viewport.with_inner_size(size);
    if let Some(window) = settings.window {
        // Not where it was: that may be on a screen which is not there any more.
        viewport = viewport.with_maximized(window.maximized);
    }
    viewport
}

/// Light or dark as the desktop has it; only Linux needs to be asked, elsewhere egui knows.
fn system_theme() -> Option<egui::Theme> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    match dark_light::detect() {
        Ok(dark_light::Mode::Dark) => Some(egui::Theme::Dark),
        // A desktop that has no preference is light: paper is.
        _ => Some(egui::Theme::Light),
    }
}
