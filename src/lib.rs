//! Obelus: every word of the story is accounted for.
//!
//! This file is the map. A room may use itself and rooms with a *smaller* number, never one of the
//! same or a larger number; `tests/it/tidy.rs` holds the list and fails on an upward import.
//!
//! | room | n | what it is for |
//! |---|---|---|
//! | [`text`] | 0 | where things are in a text: positions, code points, graphemes, words, sentences |
//! | [`model`] | 1 | the nouns, plain data: article, mark, verdict, source, evidence, reviewer |
//! | [`anchor`] | 2 | selector + text → the place a mark has in it, with its fit |
//! | [`review`] | 2 | everything said about one article and the only door to change it |
//! | [`find`] | 3 | filters over marks, and words in the text and beside it |
//! | [`report`] | 3 | review → [`report::Report`], the neutral document that every exporter renders |
//! | [`sidecar`] | 3 | RON in and out, bytes to values |
//! | [`import`] | 3 | bytes → article and losses; a registry, one file per format |
//! | [`export`] | 4 | report → bytes, one file per format |
//! | [`store`] | 5 | the disk: read, save atomically, settings, recent files |
//! | [`workspace`] | 6 | the app without a window: open review, commands, jobs, notices |
//! | [`cli`] | 7 | one file per subcommand |
//! | `ui` | 7 | egui and parley only (feature `gui`) |
//!
//! # From a click to a saved file
//!
//! Panels read and push [`workspace::Action`]s. After the panels have run, the app dispatches the
//! queue; an action that changes the review becomes a [`review::Transaction`] through
//! [`review::History::commit`], the revision number rises, and the autosave job writes the sidecar.

pub mod anchor;
pub mod cli;
pub mod export;
pub mod find;
pub mod import;
pub mod model;
pub mod report;
pub mod review;
pub mod sidecar;
pub mod store;
#[doc(hidden)]
pub mod testing;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
pub mod workspace;
