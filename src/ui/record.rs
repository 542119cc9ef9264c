//! Times and counts of the window's frames, when somebody asked for them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use egui::{Context, FullOutput};
use serde::Serialize;

use crate::store::Timings;

/// What one frame of the window cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct FrameTimes {
    /// Milliseconds from the keys to the last panel, without [`Self::layout_ms`].
    pub ui_ms: f64,
    /// Milliseconds in which text was laid out and its glyphs drawn.
    pub layout_ms: f64,
    /// Milliseconds to turn what was painted into triangles.
    pub tessellation_ms: f64,
    /// Blocks of the article in sight.
    pub blocks: usize,
    /// Blocks that were laid out for this frame, in sight or not.
    pub laid_out: usize,
    /// Marks painted on the page.
    pub marks: usize,
}

/// Writes [`Timings`] while the window runs; without a file it does nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorder {
    shared: Option<Arc<Mutex<Shared>>>,
}

#[derive(Debug)]
struct Shared {
    timings: Timings,
    /// The frame that was built and is not turned into triangles yet.
    built: Option<FrameTimes>,
    has_shown_text: bool,
}

impl Recorder {
    /// Records the frames of `ctx` into `timings`.
    pub(super) fn new(timings: Option<Timings>, ctx: &Context) -> Self {
        let shared = timings.map(|timings| {
            Arc::new(Mutex::new(Shared { timings, built: None, has_shown_text: false }))
        });
        if let Some(shared) = &shared {
            ctx.add_plugin(AfterFrame { shared: Arc::clone(shared) });
        }
        Self { shared }
    }

    /// Something happened now.
    pub(super) fn event(&self, event: &str) {
        self.with(|shared| shared.timings.event(event));
    }

    /// A frame was built; what it costs to paint is still to come.
    pub(super) fn built(&self, frame: FrameTimes) {
        self.with(|shared| shared.built = Some(frame));
    }

    fn with(&self, f: impl FnOnce(&mut Shared)) {
        if let Some(shared) = &self.shared {
            f(&mut shared.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

/// Turns each frame into triangles once more to know how long that takes: eframe does it behind the
/// last place where a program is asked.
struct AfterFrame {
    shared: Arc<Mutex<Shared>>,
}

impl egui::Plugin for AfterFrame {
    fn debug_name(&self) -> &'static str {
        "timings"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut frame) = shared.built.take() else { return };
        let shapes = output.shapes.clone();
        let start = Instant::now();
        drop(ctx.tessellate(shapes, output.pixels_per_point));
        frame.tessellation_ms = start.elapsed().as_secs_f64() * 1e3;
        if frame.blocks > 0 && !std::mem::replace(&mut shared.has_shown_text, true) {
            shared.timings.event("first_text");
        }
        shared.timings.event_with("frame", frame);
    }
}
