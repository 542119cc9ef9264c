//! The sign of the program in the bar of the window: an obelus, with which the first text critics
//! marked what they doubted.

use egui::{Color32, IconData, Pos2, Rect, pos2, vec2};

use super::LIGHT;

/// Pixels of a side. Desktops make it smaller, none shows it larger.
const SIDE: u16 = 64;

/// Where the parts are, in shares of the side.
const CORNER: f32 = 0.2;
const BAR: [f32; 2] = [0.28, 0.045]; // half of its length and height
const DOT: f32 = 0.08;
const DOT_AWAY: f32 = 0.21;

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
    let middle = pos2(0.5, 0.5);
    let ground = to_box(at, Rect::from_center_size(middle, vec2(1.0, 1.0)), CORNER);
    let bar = to_box(at, Rect::from_center_size(middle, 2.0 * vec2(BAR[0], BAR[1])), BAR[1]);
    let dot = |y: f32| at.distance(middle + vec2(0.0, y)) - DOT;
    let sign = bar.min(dot(-DOT_AWAY)).min(dot(DOT_AWAY));
    LIGHT.accent.lerp_to_gamma(LIGHT.paper, cover(sign)).gamma_multiply(cover(ground))
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
    fn an_obelus_stands_on_a_square_with_round_corners() {
        let (ground, sign) = (LIGHT.accent.to_array(), LIGHT.paper.to_array());
        assert_eq!(colour(0, 0), [0; 4], "outside");
        assert_eq!(colour(4, 32), ground);
        assert_eq!(colour(32, 32), sign, "the bar");
        assert_eq!(colour(32, 18), sign, "the dot above");
        assert_eq!(colour(32, 45), sign, "the dot below");
        assert_eq!(colour(32, 25), ground, "between them");
    }
}
