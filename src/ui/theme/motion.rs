//! Whether things may move and fade: the one place where that is decided.

use std::time::Duration;

use egui::Context;

/// Seconds that a fading takes.
const FADE: f64 = 0.25;

/// Whether things stand still that could move: egui's own animations are off then as well.
pub(crate) fn is_reduced(ctx: &Context) -> bool {
    ctx.global_style().animation_time <= 0.0
}

/// How strong something is that will be gone in `left` seconds: it fades at the end, or goes at
/// once where motion is reduced. Asks for the frame in which that changes.
pub(crate) fn fading(ctx: &Context, left: f64) -> f32 {
    let wait = if is_reduced(ctx) { left } else { left - FADE };
    if wait > 0.0 {
        ctx.request_repaint_after(Duration::from_secs_f64(wait + 0.005));
        return 1.0;
    }
    ctx.request_repaint();
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
    let strength = (left / FADE).clamp(0.0, 1.0) as f32;
    strength
}
