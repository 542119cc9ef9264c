//! The sign of the program in the bar of the window: an obelus, the dagger with which the first text
//! critics marked what they doubted.

use egui::{Color32, IconData, Pos2, Rect, lerp, pos2, remap_clamp, vec2};

use super::LIGHT;

/// Pixels of a side. Desktops make it smaller, none shows it larger.
const SIDE: u16 = 64;

// Where the parts are, in shares of the side.
const CORNER: f32 = 0.2;
const KNOB: (Pos2, f32) = (pos2(0.5, 0.2), 0.07);
const GUARD: Rect = Rect { min: pos2(0.29, 0.33), max: pos2(0.71, 0.42) };
/// From the knob to the point, and half its width there.
const BLADE: [(f32, f32); 2] = [(0.2, 0.065), (0.86, 0.015)];

/// The icon, drawn.
pub(in crate::ui) fn icon() -> IconData {
    let pixels = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| pixel(x, y)));
    let side = u32::from(SIDE);
    IconData {
        rgba: pixels.flat_map(|c| c.to_srgba_unmultiplied()).collect(),
        width: side,
        height: side,
    }
}

/// One pixel: its colour is that of its middle, softened over its width at the edges.
fn pixel(x: u16, y: u16) -> Color32 {
    let side = f32::from(SIDE);
    let at = pos2(f32::from(x) + 0.5, f32::from(y) + 0.5) / side;
    let cover = |distance: f32| (0.5 - distance * side).clamp(0.0, 1.0);
    let ground = to_box(at, Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)), CORNER);
    let knob = at.distance(KNOB.0) - KNOB.1;
    let sign = knob.min(to_box(at, GUARD, GUARD.height() / 2.0)).min(to_blade(at));
    LIGHT.accent.lerp_to_gamma(LIGHT.paper, cover(sign)).gamma_multiply(cover(ground))
}

/// How far `at` is outside of the blade, along the nearer of the axes.
fn to_blade(at: Pos2) -> f32 {
    let [(top, wide), (bottom, narrow)] = BLADE;
    let half = lerp(wide..=narrow, remap_clamp(at.y, top..=bottom, 0.0..=1.0));
    ((at.x - 0.5).abs() - half).max(top - at.y).max(at.y - bottom)
}

/// How far `at` is outside of a box with round corners; less than nothing inside.
fn to_box(at: Pos2, rect: Rect, corner: f32) -> f32 {
    let beyond = (at - rect.center()).abs() - rect.size() / 2.0 + vec2(corner, corner);
    let outside = beyond.max(vec2(0.0, 0.0)).length();
    outside + beyond.max_elem().min(0.0) - corner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(x: usize, y: usize) -> [u8; 4] {
        let at = (y * usize::from(SIDE) + x) * 4;
        icon().rgba[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn a_dagger_stands_on_a_square_with_round_corners() {
        let (ground, sign) = (LIGHT.accent.to_array(), LIGHT.paper.to_array());
        assert_eq!(colour(0, 0), [0; 4], "outside");
        assert_eq!(colour(4, 32), ground);
        assert_eq!(colour(32, 12), sign, "the knob");
        assert_eq!(colour(22, 24), sign, "the guard");
        assert_eq!(colour(22, 40), ground, "beside the blade");
        assert_eq!(colour(32, 50), sign, "the blade");
    }
}
