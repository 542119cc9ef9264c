//! Notices in the corner of the window: read out, dismissed one by one, never in the way.

use std::collections::BTreeMap;

use egui::{
    Align2, Area, Button, Context, Frame, Id, Margin, Order, RichText, ScrollArea, Stroke,
    WidgetInfo,
    accesskit::{Live, Role},
    vec2,
};

use super::focus;
use super::pen::{Pen, Written};
use super::tip::Tip as _;
use super::widgets::strong;
use crate::workspace::{Action, CommandEnv, Notice, Notices, Offer, Severity};

/// How long a notice that only informs stands, in seconds.
const INFO_SECONDS: f64 = 5.0;

/// Width of the words of a notice, in points, and the same in the smallest window.
const WIDTH: f32 = 352.0;
const LEAST: f32 = 120.0;

/// What the frame of a notice and the room at its sides take of the width of the window.
const BESIDE: f32 = 56.0;

/// What stays free of the height of the window.
const AROUND: f32 = 72.0;

/// When each notice was first seen.
#[derive(Debug, Default)]
pub(super) struct NoticeView {
    seen: BTreeMap<u64, f64>,
}

impl NoticeView {
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        pen: &mut Pen<'_>,
        env: &CommandEnv,
        notices: &Notices,
        out: &mut Vec<Action>,
    ) {
        let standing = notices.standing();
        self.seen.retain(|id, _| standing.iter().any(|notice| notice.id == *id));
        if standing.is_empty() {
            return;
        }
        if standing.iter().any(|notice| notice.severity == Severity::Info) {
            ctx.request_repaint_after_secs(1.0);
        }
        let now = ctx.input(|i| i.time);
        Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0))
            .show(ctx, |ui| {
                let most = (ctx.content_rect().height() - AROUND).max(0.0);
                let area = ScrollArea::vertical().max_height(most).stick_to_bottom(true);
                // An area gives no more room than it had.
                area.min_scrolled_height(most).show(ui, |ui| {
                    for notice in standing {
                        if self.is_over(notice, now) {
                            out.push(Action::Dismiss(notice.id));
                        }
                        show_one(ui, pen, env, notice, out);
                        ui.add_space(6.0);
                    }
                    focus::keep_in_sight(ui);
                });
            });
    }

    /// Whether a notice only informs and has stood long enough.
    fn is_over(&mut self, notice: &Notice, now: f64) -> bool {
        let since = now - *self.seen.entry(notice.id).or_insert(now);
        notice.severity == Severity::Info && since > INFO_SECONDS
    }
}

/// What can be done about it; whoever does so has no more need of the notice.
fn offer(
    ui: &mut egui::Ui,
    env: &CommandEnv,
    notice: &Notice,
    offer: &Offer,
    out: &mut Vec<Action>,
) {
    let Some(action) = offer.action(env) else { return };
    let button = ui.add(Button::new(offer.label()).small());
    let name = format!("{}: {}", offer.label(), notice.title);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.tip(offer.help()).clicked() {
        out.extend([Action::Dismiss(notice.id), action]);
    }
}

fn show_one(
    ui: &mut egui::Ui,
    pen: &mut Pen<'_>,
    env: &CommandEnv,
    notice: &Notice,
    out: &mut Vec<Action>,
) {
    let tokens = pen.tokens;
    let (sign, colour) = match notice.severity {
        Severity::Info => ("Note", tokens.accent),
        Severity::Warning => ("Mind", tokens.partly),
        Severity::Error => ("Error", tokens.bad),
    };
    let frame = Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 8))
        .shadow(ui.visuals().popup_shadow);
    frame.show(ui, |ui| {
        let room = ui.ctx().content_rect().width() - BESIDE;
        ui.set_width(room.clamp(LEAST, WIDTH));
        ui.horizontal(|ui| {
            ui.label(RichText::new(sign).small().color(colour));
            let title = ui.label(strong(&notice.title));
            ui.ctx().accesskit_node_builder(title.id, |node| node.set_live(Live::Polite));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = ui.add(Button::new("Dismiss").small());
                let name = format!("Dismiss: {}", notice.title);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if button.clicked() {
                    out.push(Action::Dismiss(notice.id));
                }
                if let Some(what @ Offer::Run(..)) = &notice.offer {
                    offer(ui, env, notice, what, out);
                }
            });
        });
        if !notice.detail.is_empty() {
            let detail = pen.label(ui, &notice.detail, Written::Text);
            ui.ctx().accesskit_node_builder(detail.id, |node| node.set_live(Live::Polite));
        }
        // A long word has no room beside the title.
        if let Some(what @ (Offer::ReadDraft(_) | Offer::ShowDraft(_))) = &notice.offer {
            offer(ui, env, notice, what, out);
        }
    });
}
