//! Arguments → command line or window → exit code; nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

use obelus::cli::{self, Call, Exit};

/// The system's allocator gives memory back to the system and asks for it again with every frame.
#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = match cli::parse(std::env::args_os()) {
        Ok(Call::Window(path)) => open_window(path),
        Ok(Call::Command(command)) => cli::run(&command),
        Err(exit) => exit,
    };
    exit.into()
}

#[cfg(feature = "gui")]
fn open_window(path: Option<PathBuf>) -> Exit {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return cli::no_window("there is no display");
    }
    match obelus::ui::run(path) {
        Ok(()) => Exit::Fine,
        Err(why) => cli::no_window(&why),
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Option<PathBuf>) -> Exit {
    cli::no_window("this is a build without one")
}
