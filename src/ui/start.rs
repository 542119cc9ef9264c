//! From `obelus FILE` to a window.
//!
//! What the window will need is begun before there is one: the file is read and the fonts are looked
//! for on threads of their own while the system makes the window.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use eframe::Renderer;
use egui::ViewportBuilder;

use super::App;
use super::pick::SystemPicker;
use super::record::Recorder;
use super::setting::Fonts;
use super::wheel::Wheel;
use crate::store::{self, RendererChoice, Settings, ThemeChoice, Timings};
use crate::workspace::{Action, Effect, Jobs, RealWorld, Severity, Workspace};

/// Size of the window the first time, in points.
const SIZE: [f32; 2] = [1360.0, 820.0];

/// How long the first frame waits for the desktop to say whether it is light or dark.
const THEME_WAIT: Duration = Duration::from_millis(40);

/// The theme of a desktop that has no preference, or did not say so yet: paper is light.
const UNTIL_KNOWN: egui::Theme = egui::Theme::Light;

/// How the window is asked for.
#[derive(Debug)]
pub struct Launch {
    /// The article or review to open.
    pub file: Option<PathBuf>,
    /// Where times are written, if anywhere.
    pub timings: Option<PathBuf>,
    /// What draws the window, where it is not as in the settings.
    pub renderer: Option<RendererChoice>,
    /// When the program began.
    pub started: Instant,
}

/// Opens the window, on a file where one is given, and stays until it is closed.
///
/// # Errors
///
/// What the window system said when there can be no window.
pub fn run(launch: Launch) -> Result<(), String> {
    let ctx = egui::Context::default();
    let (parts, choice, viewport) = prepare(launch, &ctx)?;
    let mut parts = Some(parts);
    let mut refused: Option<String> = None;
    for renderer in order(choice) {
        let options = eframe::NativeOptions {
            viewport: viewport.clone(),
            renderer,
            system_font_fallback: false, // the engine brings one over fonts it has found already
            ..eframe::NativeOptions::default()
        };
        let told = refused.clone();
        let create = |cc: &eframe::CreationContext<'_>| {
            let parts = parts.take().ok_or("the window was made before")?;
            Ok(Box::new(parts.app(cc, told)) as Box<dyn eframe::App>)
        };
        let ran = eframe::run_native_ext("Obelus", options, Some(ctx.clone()), Box::new(create));
        let Err(error) = ran else { return Ok(()) };
        let error = format!("{}: {error}", name(renderer));
        let all = [refused.take(), Some(error)].into_iter().flatten().collect::<Vec<_>>();
        refused = Some(all.join("; "));
        if parts.is_none() {
            break; // the window was there and broke down: there is nothing left to show in another
        }
    }
    refused.map_or(Ok(()), Err)
}

/// What draws the window, and what is tried when that cannot.
///
/// On a machine without a graphics processor a frame takes OpenGL a third of the time that Vulkan
/// takes, and a window that uses it starts sooner; elsewhere the system's own interface is the one
/// that its makers look after.
fn order(choice: RendererChoice) -> [Renderer; 2] {
    let gl_first = match choice {
        RendererChoice::Auto => !cfg!(any(target_os = "windows", target_os = "macos")),
        RendererChoice::OpenGl => true,
        RendererChoice::Wgpu => false,
    };
    if gl_first { [Renderer::Glow, Renderer::Wgpu] } else { [Renderer::Wgpu, Renderer::Glow] }
}

fn name(renderer: Renderer) -> &'static str {
    match renderer {
        Renderer::Glow => "OpenGL",
        Renderer::Wgpu => "wgpu",
    }
}

/// What the window is made of, begun before it.
struct Parts {
    workspace: Workspace,
    effects: Vec<Effect>,
    fonts: JoinHandle<Fonts>,
    theme: Receiver<egui::Theme>,
    recorder: Recorder,
}

fn prepare(
    launch: Launch,
    ctx: &egui::Context,
) -> Result<(Parts, RendererChoice, ViewportBuilder), String> {
    let timings = launch.timings.map(|path| Timings::create(&path, launch.started));
    let timings = timings.transpose().map_err(|error| error.to_string())?;
    let fonts = std::thread::spawn(Fonts::find);
    let world = store::World::from_env();
    let settings_path = store::settings_path(&world);
    let (settings, problem) = match &settings_path {
        Some(path) => store::load_settings(path, &world),
        None => (Settings::default(), None),
    };
    let choice = launch.renderer.unwrap_or(settings.renderer);
    let viewport = viewport(&settings);
    let wake = {
        let ctx = ctx.clone();
        Arc::new(move || ctx.request_repaint())
    };
    let mut workspace =
        Workspace::new(settings, settings_path, Jobs::threaded(wake), Box::new(RealWorld));
    if let Some(problem) = problem {
        workspace.notices.push(Severity::Warning, "Settings", problem);
    }
    let effects = launch.file.map(|file| workspace.apply(Action::Open(file))).unwrap_or_default();
    let theme = ask_theme(ctx);
    let recorder = Recorder::new(timings, ctx);
    Ok((Parts { workspace, effects, fonts, theme, recorder }, choice, viewport))
}

impl Parts {
    /// The app in the window of `cc`; `refused` says why it is not drawn as it was meant to be.
    fn app(self, cc: &eframe::CreationContext<'_>, refused: Option<String>) -> App {
        let ctx = &cc.egui_ctx;
        let Self { mut workspace, effects, fonts, theme, recorder } = self;
        recorder.event("window");
        let chosen = workspace.settings.theme;
        if let Some(why) = refused {
            let detail = format!("The window is drawn another way, which may be slower. {why}");
            workspace.notices.push(Severity::Warning, "Graphics", detail);
        }
        super::theme::motion::ask_system(ctx);
        let fonts = fonts.join().unwrap_or_else(|_| Fonts::bundled());
        recorder.event("fonts");
        let picker = Box::new(SystemPicker { ctx: ctx.clone() });
        let mut app = App::with_fonts(ctx, workspace, picker, fonts);
        app.record_with(recorder.clone());
        let wheel = Wheel::for_machine(cc);
        if wheel == Wheel::Plain {
            super::theme::motion::spare(ctx);
        }
        app.roll_with(wheel);
        if cfg!(target_os = "linux") {
            let is_needed = chosen == ThemeChoice::System;
            let wait = if is_needed { THEME_WAIT } else { Duration::ZERO };
            let known = theme.recv_timeout(wait).unwrap_or(UNTIL_KNOWN);
            app.set_system_theme(ctx, known, theme);
        }
        recorder.event("app");
        app.carry_out_all(ctx, effects);
        app
    }
}

fn viewport(settings: &Settings) -> ViewportBuilder {
    let mut viewport = ViewportBuilder::default()
        .with_app_id("obelus")
        .with_title("Obelus")
        .with_icon(super::theme::icon())
        .with_min_inner_size([200.0, 150.0])
        .with_drag_and_drop(true);
    let size = settings.window.map_or(SIZE, |window| [window.width, window.height]);
    viewport = viewport.with_inner_size(size);
    if let Some(window) = settings.window {
        // Not where it was: that may be on a screen which is not there any more.
        viewport = viewport.with_maximized(window.maximized);
    }
    viewport
}

/// Asks the desktop whether it is light or dark; only Linux needs to be asked, elsewhere egui knows.
fn ask_theme(ctx: &egui::Context) -> Receiver<egui::Theme> {
    let (answer, asked) = channel();
    let ctx = ctx.clone();
    if cfg!(target_os = "linux") {
        std::thread::spawn(move || {
            let theme = match dark_light::detect() {
                Ok(dark_light::Mode::Dark) => egui::Theme::Dark,
                _ => UNTIL_KNOWN,
            };
            answer.send(theme).ok(); // the window may be gone
            if theme != UNTIL_KNOWN {
                ctx.request_repaint();
            }
        });
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_another_to_fall_back_on() {
        for choice in [RendererChoice::Auto, RendererChoice::OpenGl, RendererChoice::Wgpu] {
            let [first, second] = order(choice);
            assert_ne!(name(first), name(second));
        }
        assert_eq!(name(order(RendererChoice::Wgpu)[0]), "wgpu");
    }
}
