//! “Reopen with encoding”: the encodings at the left, the file in the chosen one at the right.

use egui::{Align, Button, Key, Layout, ScrollArea, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::import::{ENCODINGS, Preview, preview};
use crate::ui::focus::name_list;
use crate::ui::panel::PanelCx;
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{small, strong};
use crate::workspace::Action;

/// Height of the list and of what stands beside it, in points.
const HEIGHT: f32 = 300.0;

/// Width of the list, in points.
const LIST: f32 = 250.0;

/// What is chosen, and what the file looks like in it.
#[derive(Debug, Default)]
pub(super) struct EncodingForm {
    chosen: usize,
    shown: Preview,
}

impl EncodingForm {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        let Some(document) = cx.document() else { return };
        let draft = document.review.draft();
        let present = ENCODINGS.iter().position(|(known, _)| known.name() == draft.encoding);
        let Some(head) = document.head.as_deref() else { return };
        if comes_up {
            self.choose(present.unwrap_or(0), head);
        }
        super::set_width(ui, 720.0);
        ui.label(strong("Reopen with encoding").size(16.0));
        ui.add_space(2.0);
        let chosen_by = if draft.read_as.encoding.is_some() { "as chosen" } else { "as found" };
        ui.label(small(format!("Read as {} now, {chosen_by}.", draft.encoding), &cx.tokens));
        ui.add_space(8.0);
        ui.horizontal_top(|ui| {
            let chosen = self.list(ui, cx, present, comes_up);
            if let Some(chosen) = chosen {
                self.choose(chosen, head);
            }
            ui.add_space(8.0);
            ui.vertical(|ui| self.preview(ui, cx));
        });
        ui.add_space(10.0);
        self.foot(ui, cx, present);
    }

    fn choose(&mut self, chosen: usize, head: &[u8]) {
        self.chosen = chosen;
        self.shown = ENCODINGS.get(chosen).map(|(it, _)| preview(head, it)).unwrap_or_default();
    }

    /// The encodings; gives the one that was chosen.
    fn list(
        &self,
        ui: &mut Ui,
        cx: &PanelCx<'_>,
        present: Option<usize>,
        comes_up: bool,
    ) -> Option<usize> {
        let mut chosen = None;
        let area = ScrollArea::vertical().max_height(HEIGHT).auto_shrink(false);
        let below = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(LIST, HEIGHT), below, |ui| {
            area.show(ui, |ui| {
                name_list(ui, "Encodings", ENCODINGS.len());
                ui.spacing_mut().item_spacing.y = 1.0;
                for (at, (encoding, scripts)) in ENCODINGS.iter().enumerate() {
                    let is_chosen = at == self.chosen;
                    let now = if present == Some(at) { ", now" } else { "" };
                    let name = format!("{}, {scripts}{now}", encoding.name());
                    let button = Button::selectable(is_chosen, encoding.name())
                        .right_text(small(format!("{scripts}{now}"), &cx.tokens))
                        .min_size(vec2(ui.available_width(), 22.0));
                    let response = ui.add(button);
                    response.widget_info(|| {
                        WidgetInfo::selected(Role::ListItem, true, is_chosen, &name)
                    });
                    if comes_up && is_chosen {
                        response.request_focus();
                        response.scroll_to_me(Some(Align::Center));
                    }
                    if response.clicked() {
                        response.request_focus();
                    }
                    // The preview goes along with the arrows.
                    if (response.clicked() || response.has_focus()) && !is_chosen && !comes_up {
                        chosen = Some(at);
                    }
                }
            });
        });
        chosen
    }

    /// A few lines of the file in the chosen encoding.
    fn preview(&self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        ui.set_min_height(HEIGHT);
        let style = ExcerptStyle::quoted(&cx.tokens, 15.0).in_lines(2);
        for line in &self.shown.lines {
            cx.pen().set(ui, line, &style);
            ui.add_space(4.0);
        }
        ui.add_space(4.0);
        let text = match self.shown.unreadable {
            0 => "Every character of the beginning can be read.".to_owned(),
            1 => "1 character of the beginning cannot be read in it.".to_owned(),
            n => format!("{n} characters of the beginning cannot be read in it."),
        };
        let ink = if self.shown.unreadable == 0 { cx.tokens.muted } else { cx.tokens.bad };
        ui.label(small(text, &cx.tokens).color(ink));
    }

    fn foot(&self, ui: &mut Ui, cx: &mut PanelCx<'_>, present: Option<usize>) {
        let is_other = present != Some(self.chosen);
        let enter = ui.input(|i| i.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let reopen = ui.add_enabled(is_other, Button::new("Reopen"));
            let reopen = reopen.tip("Read the file again in this encoding; marks are placed again");
            if (reopen.clicked() || enter) && is_other {
                let encoding = ENCODINGS.get(self.chosen).map(|(encoding, _)| *encoding);
                cx.out.extend([Action::HideDialog]);
                cx.out.extend(encoding.map(|encoding| Action::ReopenIn(encoding.name())));
            }
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }
}
