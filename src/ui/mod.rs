//! The window: egui and parley, and nothing that decides anything.
//!
//! Panels read a [`crate::workspace::Workspace`], paint, and push [`crate::workspace::Action`]s; the
//! app dispatches them after the frame.

mod app;
mod areas;
mod badge;
mod clipboard;
mod compared;
mod dialogs;
mod draft_bar;
mod drawing;
mod field;
mod find_bar;
mod focus;
mod inspector;
mod keys;
mod left;
mod notices;
mod page;
mod panel;
mod pen;
mod pick;
mod record;
mod setting;
mod start;
mod status;
mod theme;
mod thread;
mod tip;
mod top;
mod welcome;
mod wheel;
mod widgets;

pub use app::App;
pub use pick::{NoPicker, Pick, Picked};
pub use record::FrameTimes;
pub use start::{Launch, run};
