//! “Go to”: a place is typed, and told before it is gone to.

use egui::{Button, Key, Ui, vec2};

use crate::text::TextRange;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::opening;
use crate::ui::setting::ExcerptStyle;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, Destination, GO_TO_WAYS, GoTo, GoToError};

/// Room for what is told about a place, in points.
const PREVIEW: f32 = 96.0;

/// What is typed so far, and where that leads.
#[derive(Debug)]
pub(super) struct GoToForm {
    typed: String,
    found: Result<Destination, GoToError>,
}

impl Default for GoToForm {
    fn default() -> Self {
        Self { typed: String::new(), found: Err(GoToError::Empty) }
    }
}

impl GoToForm {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        if comes_up {
            *self = Self::default();
        }
        super::set_width(ui, 440.0);
        ui.label(strong("Go to").size(16.0));
        ui.add_space(4.0);
        let field = TextField::line("Place to go to").hint("12, p 40, #word or 50%");
        let (response, typed) = field.show(ui, cx, &self.typed);
        if let Some(typed) = typed {
            self.typed = typed;
            self.find(cx);
        }
        if comes_up {
            response.request_focus();
        }
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(6.0);
        // As high as its highest: the dialog does not move while somebody types.
        ui.allocate_ui(vec2(ui.available_width(), PREVIEW), |ui| {
            ui.set_min_size(vec2(ui.available_width(), PREVIEW));
            self.preview(ui, cx);
        });
        ui.add_space(8.0);
        let mut go = enter;
        ui.horizontal(|ui| {
            go |= ui.add_enabled(self.found.is_ok(), Button::new("Go")).clicked();
            if ui.button("Cancel").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
        match &self.found {
            Ok(to) if go => cx.out.extend([Action::HideDialog, action(to)]),
            Err(_) if enter => response.request_focus(),
            _ => {}
        }
    }

    fn find(&mut self, cx: &PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        self.found = GoTo::parse(&self.typed).and_then(|to| to.find(document));
    }

    /// Where it would go to, or why nowhere.
    fn preview(&self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        match &self.found {
            Ok(to) => {
                ui.label(strong(to.what.as_str()));
                let words = first_words(cx, to.range);
                let style = ExcerptStyle::quoted(&cx.tokens, 14.0).in_lines(2);
                cx.pen().set(ui, &words, &style);
            }
            Err(GoToError::Empty) => ways(ui, cx),
            Err(why) => {
                ui.label(why.to_string());
            }
        }
    }
}

/// What can be typed.
fn ways(ui: &mut Ui, cx: &PanelCx<'_>) {
    super::pairs(ui, "ways to go", |ui, end| {
        for (typed, what) in GO_TO_WAYS {
            ui.monospace(*typed);
            ui.label(small(*what, &cx.tokens));
            end(ui);
        }
    });
}

/// The first words of a stretch.
fn first_words(cx: &PanelCx<'_>, range: TextRange) -> String {
    /// Characters that two lines hold at most.
    const MOST: usize = 160;
    let text = cx.document().map_or("", |document| range.of(document.review.text()));
    opening(text, MOST)
}

fn action(to: &Destination) -> Action {
    match to.mark {
        Some(mark) => Action::SelectMark(Some(mark)),
        None => Action::Visit(to.range),
    }
}
