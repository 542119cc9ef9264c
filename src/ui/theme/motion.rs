//! Whether things may move and fade: the one place where that is decided.
//!
//! egui asks the same figure of its style, so that all of the window agrees.

use std::time::Duration;

use egui::style::ScrollAnimation;
use egui::{Context, Id};

use crate::store::MotionChoice;

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

/// Makes the style as `choice` has it. To be called with every frame: it does nothing when all is as
/// it should be.
pub(crate) fn apply(ctx: &Context, choice: MotionChoice) {
    let reduce = match choice {
        MotionChoice::System => ctx.data(|data| data.get_temp(asked())).unwrap_or(false),
        MotionChoice::Reduced => true,
        MotionChoice::Full => false,
    };
    if reduce == is_reduced(ctx) {
        return;
    }
    let usual = egui::Style::default();
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduce { 0.0 } else { usual.animation_time };
        style.scroll_animation =
            if reduce { ScrollAnimation::none() } else { usual.scroll_animation };
        style.visuals.text_cursor.blink = !reduce && usual.visuals.text_cursor.blink;
    });
}

/// Where it is kept that the system, or the machine, asks for less motion.
fn asked() -> Id {
    Id::unique("system reduces motion")
}

/// Has things stand still, unless the reviewer wants them to move: on a machine without a graphics
/// processor each step of a fade takes as long as a page of text.
pub(crate) fn spare(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(asked(), true));
}

/// Asks the desktop, on a thread of its own, whether it wants less motion. Where it cannot be asked
/// nothing changes.
pub(crate) fn ask_system(ctx: &Context) {
    #[cfg(target_os = "linux")]
    {
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            if portal::wants_less_motion() {
                spare(&ctx);
                ctx.request_repaint();
            }
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = ctx;
}

#[cfg(target_os = "linux")]
mod portal {
    //! The settings of the desktop, as its portal tells them.

    use zbus::blocking::Connection;
    use zbus::zvariant::{OwnedValue, Value};

    /// Whether the desktop asks for reduced motion, or has switched animations off.
    pub(super) fn wants_less_motion() -> bool {
        let Ok(bus) = Connection::session() else { return false };
        let reduced = read(&bus, "org.freedesktop.appearance", "reduced-motion");
        let animations = read(&bus, "org.gnome.desktop.interface", "enable-animations");
        reduced.is_some_and(|value| matches!(inner(&value), Value::U32(1)))
            || animations.is_some_and(|value| matches!(inner(&value), Value::Bool(false)))
    }

    fn read(bus: &Connection, space: &str, key: &str) -> Option<OwnedValue> {
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let settings = Some("org.freedesktop.portal.Settings");
        let reply = bus.call_method(Some(name), path, settings, "Read", &(space, key)).ok()?;
        reply.body().deserialize().ok()
    }

    /// The value in as many variants as the portal wraps it.
    fn inner<'a>(value: &'a Value<'a>) -> &'a Value<'a> {
        match value {
            Value::Value(wrapped) => inner(wrapped),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_motion_is_one_decision_for_both_themes_and_can_be_taken_back() {
        let ctx = Context::default();
        apply(&ctx, MotionChoice::System);
        assert!(!is_reduced(&ctx));
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            ctx.set_theme(theme);
            apply(&ctx, MotionChoice::Reduced);
            assert!(is_reduced(&ctx));
        }
        apply(&ctx, MotionChoice::Full);
        assert!(!is_reduced(&ctx));
    }

    #[test]
    fn a_slow_machine_is_spared_motion_unless_it_is_wanted() {
        let ctx = Context::default();
        spare(&ctx);
        apply(&ctx, MotionChoice::System);
        assert!(is_reduced(&ctx));
        apply(&ctx, MotionChoice::Full);
        assert!(!is_reduced(&ctx));
    }
}
