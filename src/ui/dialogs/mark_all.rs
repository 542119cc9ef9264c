//! As what all hits are marked; where there are very many, whether that is meant.

use egui::{Button, Ui};

use crate::model::MarkKind;
use crate::text::isolated;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::status::grouped;
use crate::ui::widgets::{small, strong};
use crate::workspace::{Action, MANY_MARKS, MOST_MARKS};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    super::set_width(ui, 400.0);
    let Some(find) = cx.document().map(|document| &document.find) else { return };
    let total = find.total();
    let needle: String = find.needle.text.chars().take(60).collect();
    ui.label(strong("Mark all occurrences").size(16.0));
    ui.add_space(4.0);
    let places =
        if total == 1 { "1 place".to_owned() } else { format!("{} places", grouped(total)) };
    written(
        ui,
        cx,
        &format!("Found in {places} of the text: “{}”", isolated(&needle)),
        Written::Text,
    );
    if total > MOST_MARKS {
        ui.label(format!("More than {} places are not marked at once.", grouped(MOST_MARKS)));
    } else if total > MANY_MARKS {
        ui.label("Is each of them to be a mark of its own, to be checked on its own?");
    }
    ui.label(small(
        if total <= MOST_MARKS {
            "Places that are marked like that already are left as they are. Undo takes all of it back \
             in one step."
        } else {
            "Look for more words, or for whole words alone."
        },
        &cx.tokens,
    ));
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        for kind in MarkKind::ALL {
            let text = format!("Mark as {}", kind.label());
            if ui.add_enabled(total <= MOST_MARKS, Button::new(text)).clicked() {
                cx.out.push(Action::MarkAll(*kind));
            }
        }
        if ui.button("Cancel").clicked() {
            cx.out.push(Action::HideDialog);
        }
    });
}
