//! The small bar at the selection: Claim, Quote, Source, Nothing to check.

use egui::{Area, Button, Frame, Id, Margin, Order, Rect, Response, RichText, Ui, pos2};

use super::view::{PageCx, PageView};
use crate::model::MarkKind;
use crate::workspace::{Action, Command, CommandEnv};

/// Height of the bar with its distance to the text, in points.
const ROOM: f32 = 46.0;

pub(super) fn show(
    view: &PageView,
    ui: &Ui,
    cx: &PageCx<'_>,
    page: Rect,
    response: &Response,
    out: &mut Vec<Action>,
) {
    let is_dragging = view.drag.is_some() && response.is_pointer_button_down_on();
    if is_dragging || cx.document.read_only.is_some() || !cx.has_keys {
        return;
    }
    let Some(range) = cx.document.selected_range() else { return };
    let rects = view.rects(cx, range);
    let (Some(first), Some(last)) = (rects.first(), rects.last()) else { return };
    let below = last.bottom() + 8.0;
    let y = if below + ROOM < page.bottom() {
        below
    } else {
        (first.top() - ROOM).max(page.top() + 4.0)
    };
    let x = last.left().clamp(page.left() + 8.0, (page.right() - 380.0).max(page.left() + 8.0));
    let area =
        Area::new(Id::unique("selection bar")).order(Order::Foreground).fixed_pos(pos2(x, y));
    area.show(ui.ctx(), |ui| {
        Frame::new()
            .fill(cx.tokens.ink)
            .corner_radius(8)
            .inner_margin(Margin::symmetric(6, 4))
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| buttons(ui, cx, out));
    });
}

fn buttons(ui: &mut Ui, cx: &PageCx<'_>, out: &mut Vec<Action>) {
    let env = CommandEnv::of(Some(cx.document));
    let mut commands: Vec<Command> =
        MarkKind::ALL.iter().map(|kind| Command::Mark(*kind)).collect();
    commands.push(Command::Exempt);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for command in commands {
            let spec = command.spec();
            let text = RichText::new(spec.label).color(cx.tokens.paper);
            let key =
                RichText::new(spec.keys[0]).small().color(cx.tokens.paper.gamma_multiply(0.65));
            let button = Button::new((text, key)).frame_when_inactive(false);
            if ui.add(button).on_hover_text(spec.help).clicked()
                && let Ok(action) = command.resolve(&env)
            {
                out.push(action);
            }
        }
    });
}
