//! The themes beside light and dark, and which ones stand for egui's two.

use egui::Color32;

use super::{DARK, LIGHT, Tokens, rgb};
use crate::store::ThemeChoice;

/// Dark brown on cream: less glare than white.
const SEPIA: Tokens = Tokens {
    paper: rgb(0xf6ecd8),
    chrome: rgb(0xeee2ca),
    line: rgb(0xd6c6a5),
    ink: rgb(0x33281b),
    muted: rgb(0x655640),
    accent: rgb(0x2b4f73),
    card: rgb(0xfbf4e6),
    selected: rgb(0xe2e0d2),
    selection: rgb(0xcdd6d2),
    found: rgb(0xf3cf84),
    found_edge: rgb(0x8a4500),
    found_line: Color32::TRANSPARENT,
    gone: rgb(0xf3d2bd),
    fresh: rgb(0xd3e3c0),
    open: rgb(0xf8e2ac),
    exempt: rgb(0x8a7a5c),
    good: rgb(0x1a6a4c),
    bad: rgb(0xa3341a),
    partly: rgb(0x7c4f08),
    disputed: rgb(0x823a85),
    author: rgb(0x48549c),
    ..LIGHT
};

/// Black on white, and no pale colour.
const CONTRAST_LIGHT: Tokens = Tokens {
    paper: rgb(0xffffff),
    chrome: rgb(0xffffff),
    line: rgb(0x6b6b6b),
    ink: rgb(0x000000),
    muted: rgb(0x3d3d3d),
    accent: rgb(0x003a75),
    card: rgb(0xffffff),
    selected: rgb(0xd6e6ff),
    selection: rgb(0xbfd9ff),
    found: rgb(0xffe08a),
    found_edge: rgb(0x8a3c00),
    found_line: rgb(0x8a3c00),
    gone: rgb(0xffd9d0),
    fresh: rgb(0xcdf2da),
    open: rgb(0xfff0b3),
    open_line: rgb(0x6b5200),
    exempt: rgb(0x5c5c5c),
    good: rgb(0x00543b),
    bad: rgb(0x8c1400),
    partly: rgb(0x5e3b00),
    disputed: rgb(0x6a1a70),
    author: rgb(0x2a3690),
    ..LIGHT
};

/// White on black, and no dull colour.
const CONTRAST_DARK: Tokens = Tokens {
    paper: rgb(0x000000),
    chrome: rgb(0x000000),
    line: rgb(0x949494),
    ink: rgb(0xffffff),
    muted: rgb(0xdadada),
    accent: rgb(0x9fd0ff),
    card: rgb(0x0d0d0d),
    selected: rgb(0x0f3156),
    selection: rgb(0x153f70),
    found: rgb(0x5a4200),
    found_edge: rgb(0xffc040),
    found_line: rgb(0xffc040),
    gone: rgb(0x571a0d),
    fresh: rgb(0x0b4a33),
    open: rgb(0x3a3000),
    open_line: rgb(0xe0b83a),
    exempt: rgb(0xa0a0a0),
    good: rgb(0x5fe3b5),
    bad: rgb(0xffb8a6),
    partly: rgb(0xffc95c),
    disputed: rgb(0xf0b3f7),
    author: rgb(0xc2caff),
    ..DARK
};

/// The tokens that egui's light and dark theme wear.
pub(super) fn pair(choice: ThemeChoice) -> [Tokens; 2] {
    match choice {
        ThemeChoice::System | ThemeChoice::Light | ThemeChoice::Dark => [LIGHT, DARK],
        ThemeChoice::Sepia => [SEPIA, DARK],
        ThemeChoice::ContrastLight | ThemeChoice::ContrastDark => [CONTRAST_LIGHT, CONTRAST_DARK],
    }
}

#[cfg(test)]
mod tests {
    use egui::Color32;

    use super::*;

    /// The contrast ratio of WCAG 2.2: 1 to 21.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let channel = |byte: u8| {
            let c = f32::from(byte) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |c: Color32| {
            0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    const ALL: [(&str, Tokens); 5] = [
        ("light", LIGHT),
        ("dark", DARK),
        ("sepia", SEPIA),
        ("high contrast, light", CONTRAST_LIGHT),
        ("high contrast, dark", CONTRAST_DARK),
    ];

    /// Fails with every pair of `inks` and `grounds` that has less than `least`.
    fn check(theme: &str, inks: &[(&str, Color32)], grounds: &[(&str, Color32)], least: f32) {
        for (ink, front) in inks {
            for (ground, behind) in grounds {
                let ratio = contrast(*front, *behind);
                assert!(ratio >= least, "{theme}: {ink} on {ground} has {ratio:.2}, not {least}");
            }
        }
    }

    #[test]
    fn black_on_white_is_21_to_1() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn text_can_be_read_on_every_ground_of_every_theme() {
        for (name, t) in ALL {
            let grounds = [
                ("paper", t.paper),
                ("chrome", t.chrome),
                ("card", t.card),
                ("selected", t.selected),
                ("selection", t.selection),
                ("found", t.found),
                ("gone", t.gone),
                ("fresh", t.fresh),
                ("open", t.open),
            ];
            check(name, &[("ink", t.ink)], &grounds, 7.0);
            check(name, &[("paper", t.paper)], &[("ink", t.ink)], 7.0);
            let edged = [("paper", t.paper), ("found", t.found)];
            check(name, &[("found_edge", t.found_edge)], &edged, 3.0);
            check(name, &[("muted", t.muted), ("accent", t.accent)], &grounds, 4.5);
        }
    }

    #[test]
    fn every_state_can_be_told_on_paper_and_in_lists_in_every_theme() {
        for (name, t) in ALL {
            let states = [
                ("good", t.good),
                ("bad", t.bad),
                ("partly", t.partly),
                ("disputed", t.disputed),
                ("author", t.author),
                ("muted", t.muted),
            ];
            let grounds = [
                ("paper", t.paper),
                ("chrome", t.chrome),
                ("card", t.card),
                ("selected", t.selected),
            ];
            check(name, &states, &grounds, 4.5);
            let page = [("paper", t.paper), ("open", t.open)];
            check(name, &states, &page, 4.5);
            check(name, &[("exempt", t.exempt)], &page[..1], 3.0);
        }
    }

    #[test]
    fn high_contrast_has_no_quiet_text_and_lines_that_are_seen() {
        for (name, t) in &ALL[3..] {
            let grounds = [("paper", t.paper), ("chrome", t.chrome), ("card", t.card)];
            let text = [("muted", t.muted), ("accent", t.accent), ("good", t.good), ("bad", t.bad)];
            check(name, &text, &grounds, 7.0);
            check(name, &[("muted", t.muted)], &[("selection", t.selection)], 7.0);
            let more = [("partly", t.partly), ("disputed", t.disputed), ("author", t.author)];
            check(name, &more, &grounds, 7.0);
            check(name, &[("line", t.line), ("exempt", t.exempt)], &grounds, 4.5);
        }
    }
}
