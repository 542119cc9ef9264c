//! Arguments → command line or window → exit code; nothing else.

use std::process::ExitCode;
use std::time::Instant;

use obelus::cli::{self, Call, Exit};

/// The system's allocator gives memory back to the system and asks for it again with every frame.
#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let started = Instant::now();
    let exit = match cli::parse(std::env::args_os()) {
        Ok(Call::Window(window)) => open_window(window, started),
        Ok(Call::Command(command)) => cli::run(&command),
        Err(exit) => exit,
    };
    exit.into()
}

#[cfg(feature = "gui")]
fn open_window(window: cli::Window, started: Instant) -> Exit {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return cli::no_window("there is no display");
    }
    let cli::Window { file, timings, renderer } = window;
    let launch = obelus::ui::Launch { file, timings, renderer, started };
    match obelus::ui::run(launch) {
        Ok(()) => Exit::Fine,
        Err(why) => cli::no_window(&why),
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_: cli::Window, _: Instant) -> Exit {
    cli::no_window("this is a build without one")
}
