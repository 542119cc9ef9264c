//! The ten verdicts as buttons, and what goes with the one that was given.

use egui::{
    Align2, FontId, Rect, Response, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::{Inspector, Proposal};
use crate::model::{Mark, Method, Verdict};
use crate::text::isolated;
use crate::ui::badge::{self, Badge};
use crate::ui::drawing;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::setting::bold;
use crate::ui::theme::size;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{choice, small};
use crate::workspace::{Command, Document, Field};

/// Height of a verdict's button in points.
const HEIGHT: f32 = 30.0;

/// The grid of verdicts.
///
/// With `takes_keys`, the one that was given has the keyboard, or the first.
pub(super) fn buttons(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    mark: &Mark,
    takes_keys: bool,
) {
    let given = mark.verdict.as_ref().map(|given| given.verdict).or(Verdict::ALL.first().copied());
    let gap = 6.0;
    let width = ((ui.available_width() - gap) / 2.0).floor();
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for pair in Verdict::ALL.chunks(2) {
        let (_, row) = ui.allocate_space(vec2(2.0 * width + gap, HEIGHT));
        for (column, verdict) in pair.iter().enumerate() {
            let left = row.min + vec2(column as f32 * (width + gap), 0.0);
            let rect = Rect::from_min_size(left, vec2(width, HEIGHT));
            let id = ui.make_persistent_id(("verdict", verdict.digit()));
            let response = ui.interact(rect, id, Sense::click());
            let response = button(ui, cx, document, mark, *verdict, response);
            if takes_keys && given == Some(*verdict) {
                response.request_focus();
            }
        }
    }
}

/// Whether the verdict holds no more: its words changed, or are not there.
fn is_dead(document: &Document, mark: &Mark) -> bool {
    mark.waits() || document.is_outdated(mark)
}

fn button(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    mark: &Mark,
    verdict: Verdict,
    response: Response,
) -> Response {
    let command = Command::Verdict(verdict);
    let on = mark.verdict.as_ref().is_some_and(|given| given.verdict == verdict);
    let rect = response.rect;
    let is_dead = on && is_dead(document, mark);
    let dead = if is_dead { ", given on other words" } else { "" };
    let enabled = document.read_only.is_none();
    response.widget_info(|| {
        let name = format!("Verdict: {}{dead}", verdict.label());
        WidgetInfo::selected(Role::Button, enabled, on, name)
    });
    let tokens = &cx.tokens;
    let colour = if is_dead { tokens.muted } else { tokens.verdict(verdict) };
    let line = if on {
        Stroke::new(1.8, colour)
    } else if response.hovered() || response.has_focus() {
        Stroke::new(1.0, tokens.accent)
    } else {
        Stroke::new(1.0, tokens.line)
    };
    drawing::plate(ui.painter(), rect, 6, tokens.card, line);
    let centre = rect.left_center() + vec2(17.0, 0.0);
    let badge = Badge::of_verdict(verdict, tokens);
    let badge = if is_dead { Badge { colour, is_open: true, ..badge } } else { badge };
    badge::paint(ui.painter(), centre, size::BADGE, badge);
    let font = if on && !is_dead {
        FontId::new(size::TEXT, bold())
    } else {
        FontId::proportional(size::TEXT)
    };
    let label = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top()), rect.max);
    ui.painter().text(
        label.left_center(),
        Align2::LEFT_CENTER,
        verdict.short_label(),
        font,
        if is_dead { tokens.muted } else { tokens.ink },
    );
    let key = FontId::monospace(11.0);
    let at = rect.right_center() - vec2(9.0, 0.0);
    ui.painter().text(at, Align2::RIGHT_CENTER, verdict.digit(), key, tokens.muted);
    let response = response.tip_ui(|ui| {
        ui.label(format!("{} (key {})", verdict.meaning(), verdict.digit()));
    });
    if response.clicked() {
        let again = if on && !is_dead { Command::ClearVerdict } else { command };
        cx.run(again);
    }
    response
}

impl Inspector {
    /// Method and reason of the verdict.
    pub(super) fn verdict_details(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx<'_>,
        mark: &Mark,
        proposal: &mut Proposal<'_>,
    ) {
        let Some(given) = &mark.verdict else { return };
        ui.add_space(2.0);
        ui.label(small("Method", &cx.tokens));
        let label = |method: Method| method.label().to_owned();
        if let Some(method) =
            choice(ui, "Method", given.method, "how it was checked …", Method::ALL, label)
            && let Some(new) = &mut proposal.new.verdict
        {
            new.method = Some(method);
            proposal.chose("set method");
        }
        let name = given.verdict.reason_label();
        ui.label(small(name, &cx.tokens));
        let (response, reason) = TextField::lines(name, 1).show(ui, cx, &given.reason);
        self.attend(&response, Field::Inspector);
        if let (Some(reason), Some(new)) = (reason, &mut proposal.new.verdict) {
            new.reason = reason;
            proposal.typed("edit reason", "reason");
        }
        let who = cx.document().and_then(|d| d.review.reviewer(given.stamp.by));
        let who = who.map_or("somebody unknown", |reviewer| reviewer.name.as_str());
        let when = given.stamp.at.with_timezone(&chrono::Local).format("%-d %b %Y, %H:%M");
        written(ui, cx, &format!("by {}, {when}", isolated(who)), Written::Small);
    }
}
