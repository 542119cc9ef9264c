//! The tokens as an egui style.

use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{
    Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    Visuals, vec2,
};

use super::palettes::pair;
use super::{Tokens, size};
use crate::store::ThemeChoice;

/// Gives both of egui's themes the colours of `choice`, and our sizes and spacing.
pub(crate) fn apply(ctx: &Context, choice: ThemeChoice) {
    let [light, dark] = &pair(choice);
    for (theme, tokens) in [(Theme::Light, light), (Theme::Dark, dark)] {
        ctx.style_mut_of(theme, |style| restyle(style, tokens));
    }
}

/// Has tooltips break their lines where the window is narrow.
pub(crate) fn fit_tooltips(ctx: &Context) {
    /// Width of a tooltip at most, and what it leaves of the window, in points.
    const WIDEST: f32 = 500.0;
    const MARGIN: f32 = 32.0;
    let width = (ctx.content_rect().width() - MARGIN).clamp(MARGIN, WIDEST);
    if (ctx.global_style().spacing.tooltip_width - width).abs() > 0.5 {
        ctx.global_style_mut(|style| style.spacing.tooltip_width = width);
    }
}

fn restyle(style: &mut Style, tokens: &Tokens) {
    let text = |points| FontId::new(points, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, text(size::SMALL)),
        (TextStyle::Body, text(size::TEXT)),
        (TextStyle::Button, text(size::TEXT)),
        (TextStyle::Heading, FontId::new(14.0, crate::ui::setting::bold())),
        (TextStyle::Monospace, FontId::new(12.0, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(6.0, 5.0);
    style.spacing.button_padding = vec2(8.0, 4.0);
    style.spacing.interact_size.y = 24.0;
    style.spacing.menu_margin = Margin::same(6);
    style.interaction.tooltip_delay = 0.4;
    style.visuals = visuals(tokens);
}

fn visuals(tokens: &Tokens) -> Visuals {
    let base = if tokens.is_dark { Visuals::dark() } else { Visuals::light() };
    let corner = CornerRadius::same(6);
    let widget = |fill, line, ink| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    Visuals {
        dark_mode: tokens.is_dark,
        override_text_color: None,
        weak_text_color: Some(tokens.muted),
        widgets: Widgets {
            noninteractive: widget(tokens.chrome, tokens.line, tokens.ink),
            inactive: widget(tokens.card, tokens.line, tokens.ink),
            hovered: widget(tokens.selected, tokens.accent, tokens.ink),
            active: widget(tokens.selected, tokens.accent, tokens.ink),
            open: widget(tokens.selected, tokens.line, tokens.ink),
        },
        selection: Selection { bg_fill: tokens.selection, stroke: Stroke::new(1.0, tokens.accent) },
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.chrome,
        extreme_bg_color: tokens.card,
        text_edit_bg_color: Some(tokens.card),
        code_bg_color: tokens.chrome,
        warn_fg_color: tokens.partly,
        error_fg_color: tokens.bad,
        window_fill: tokens.card,
        window_stroke: Stroke::new(1.0, tokens.line),
        window_corner_radius: CornerRadius::same(10),
        menu_corner_radius: CornerRadius::same(8),
        panel_fill: tokens.chrome,
        window_shadow: shadow(24),
        popup_shadow: shadow(16),
        ..base
    }
}

fn shadow(blur: u8) -> Shadow {
    Shadow { offset: [0, 6], blur, spread: 0, color: egui::Color32::from_black_alpha(40) }
}
