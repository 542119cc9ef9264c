//! The wheel, where a frame is dear.
//!
//! egui spreads a notch of the wheel over a dozen frames. With a graphics processor they cost nothing
//! and the eye follows better; without one each takes the processor some 20 ms, so the notch is taken
//! whole. What a touchpad sends is smooth by itself and left as it is.

use egui::{Event, MouseWheelUnit, RawInput, TouchPhase, Vec2};

/// How the wheel moves things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wheel {
    /// Spread over frames.
    #[default]
    Smooth,
    /// A notch in one frame.
    Plain,
}

/// Points that a line of the wheel moves: egui's own figure.
const LINE: f32 = 40.0;

/// Movements below 8 points are not smoothed by egui, since only a touchpad makes them.
const STEP: f32 = 7.5;

impl Wheel {
    /// What suits the machine that the window of `cc` is on.
    pub(super) fn for_machine(cc: &eframe::CreationContext<'_>) -> Self {
        let is_software = match &cc.wgpu_render_state {
            Some(state) => state.adapter.get_info().device_type == eframe::wgpu::DeviceType::Cpu,
            None => cfg!(target_os = "linux") && gl_is_software(),
        };
        if is_software { Self::Plain } else { Self::Smooth }
    }

    /// Takes notches out of `input` and puts steps in their place that egui carries out at once.
    pub(super) fn take(self, input: &mut RawInput) {
        let is_notch =
            |event: &Event| matches!(event, Event::MouseWheel { unit: MouseWheelUnit::Line, .. });
        if self == Self::Smooth || !input.events.iter().any(is_notch) {
            return;
        }
        input.events = std::mem::take(&mut input.events).into_iter().flat_map(steps).collect();
    }
}

/// Whether OpenGL is left to the processor: there is no graphics device to open, or somebody wants
/// it so. OpenGL itself could tell, but not to a program without unsafe code.
fn gl_is_software() -> bool {
    let is_wanted = std::env::var_os("LIBGL_ALWAYS_SOFTWARE")
        .is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no));
    let mut devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    is_wanted || !devices.any(|entry| entry.file_name().to_string_lossy().starts_with("render"))
}

fn steps(event: Event) -> Vec<Event> {
    let Event::MouseWheel { unit: MouseWheelUnit::Line, delta, source, modifiers, .. } = event
    else {
        return vec![event];
    };
    // With a modifier the wheel zooms or goes sideways, by its whole notch.
    if modifiers.any() {
        return vec![event];
    }
    let way = delta * LINE;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 200")]
    let count = (way.length() / STEP).ceil().clamp(1.0, 200.0) as usize;
    let step = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(way.x, way.y) / count as f32,
        phase: TouchPhase::Move,
        source,
        modifiers,
    };
    vec![step; count]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notch(lines: f32) -> RawInput {
        let event = Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: Vec2::new(0.0, lines),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        };
        RawInput { events: vec![event], time: Some(1.016), ..RawInput::default() }
    }

    /// How far things move in the first frame after a notch of two lines.
    fn moved(wheel: Wheel) -> f32 {
        let ctx = egui::Context::default();
        let mut moved = 0.0;
        let mut input = notch(-2.0);
        wheel.take(&mut input);
        let before = RawInput { time: Some(1.0), ..RawInput::default() };
        for input in [before, input] {
            let mut output =
                ctx.run_ui(input, |ui| moved = ui.input(|i| i.smooth_scroll_delta().y));
            output.textures_delta.clear();
        }
        moved
    }

    #[test]
    fn a_notch_is_taken_whole() {
        assert!((moved(Wheel::Plain) + 80.0).abs() < 0.01);
        assert!(moved(Wheel::Smooth) > -60.0);
    }
}
