//! The window: egui and parley, and nothing that decides anything.
//!
//! Panels read a `Workspace`, paint, and push `Action`s; the app dispatches them after the frame.

pub mod setting;
