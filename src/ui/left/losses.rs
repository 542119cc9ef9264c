//! What could not be carried from the file into the article; each leads to its place.

use egui::{Frame, Key, Margin, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::rows::{RowList, RowText, RowsOf, row_text};
use crate::model::Loss;
use crate::text::TextRange;
use crate::ui::panel::PanelCx;
use crate::ui::pen::opening;
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{row_ground, small};
use crate::workspace::{Action, Command, Document};

/// Height of a row in points: two lines about what was lost, and one about where.
const ROW: f32 = 64.0;

/// Characters that the lines of a row can show.
const WORDS: usize = 200;

/// The list's own state.
#[derive(Debug, Default)]
pub(super) struct LossesList {
    list: RowList,
    takes_keys: bool,
}

impl LossesList {
    /// Gives the list the keyboard.
    pub(super) fn focus(&mut self) {
        self.takes_keys = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        whole_page(ui, cx);
        let losses = &document.review.draft().losses;
        if losses.is_empty() {
            Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
                ui.label(small("Everything in the file was carried over.", &cx.tokens));
            });
            return;
        }
        if std::mem::take(&mut self.takes_keys) {
            self.list.go_to(0);
        }
        let name = "What could not be carried over";
        let of = RowsOf { name, count: losses.len(), height: ROW, shows: None, open: None };
        self.list.show(ui, of, |ui, at| row(ui, cx, document, &losses[at], at));
    }
}

/// Of a web page, the switch between its story and all of it.
fn whole_page(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let command = Command::WholePage;
    let Ok(action) = command.resolve(cx.env) else { return };
    Frame::new().inner_margin(Margin::symmetric(14, 4)).show(ui, |ui| {
        if ui.button(command.label(cx.env)).tip(command.spec().help).clicked() {
            cx.out.push(action);
        }
    });
}

/// The block in or before which something was lost.
fn place(document: &Document, loss: &Loss) -> Option<TextRange> {
    let block = document.review.article().block_by_number(loss.block?)?;
    Some(block.range)
}

/// Where it stood in the file and where that is in the article.
fn whereabouts(loss: &Loss) -> String {
    let block = loss.block.map(|number| format!("block {number}")).unwrap_or_default();
    let parts = [loss.place.as_str(), &block];
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() { "in the whole file".to_owned() } else { told.join(" · ") }
}

fn row(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, loss: &Loss, at: usize) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, ui.unique_id().with(("loss", at)), Sense::click());
    row_ground(ui, &response, &cx.tokens, false);
    let (what, whereabouts) = (opening(&loss.what, WORDS), whereabouts(loss));
    let name = format!("Not carried over: {}, {whereabouts}", loss.what);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
    let style = ExcerptStyle::text(&cx.tokens);
    row_text(ui, cx, rect, RowText { words: &what, style, about: &whereabouts, indent: 14.0 });
    let place = place(document, loss);
    let entered = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if response.clicked() || entered {
        cx.out.extend(place.map(Action::Visit));
    }
    match place {
        Some(_) => response.tip("Go to its place"),
        None => response.tip("It stands in no one place"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_tells_its_place_in_the_file_and_in_the_article() {
        let loss =
            Loss { what: "a picture".to_owned(), place: "paragraph 5".to_owned(), block: Some(4) };
        assert_eq!(whereabouts(&loss), "paragraph 5 · block 4");
        assert_eq!(whereabouts(&Loss::everywhere("decoded by guess")), "in the whole file");
    }
}
