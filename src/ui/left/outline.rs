//! The headings of the article, and how each section stands.

use egui::{Button, Frame, Margin, ScrollArea, Ui};

use crate::model::BlockKind;
use crate::review::{Review, Tally};
use crate::ui::panel::PanelCx;
use crate::ui::widgets::small;
use crate::workspace::Action;

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let Some(document) = cx.document() else { return };
    let review = &document.review;
    let heads: Vec<usize> =
        (0..review.article().blocks().len()).filter(|block| is_head(review, *block)).collect();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(8, 8)).show(ui, |ui| {
            if heads.is_empty() {
                ui.label(small("This article has no headings.", &cx.tokens));
            }
            for (n, head) in heads.iter().enumerate() {
                let end = heads.get(n + 1).copied().unwrap_or(review.article().blocks().len());
                entry(ui, cx, review, *head, end);
            }
        });
    });
}

fn is_head(review: &Review, block: usize) -> bool {
    let kind = review.article().blocks().get(block).map(|b| b.kind);
    matches!(kind, Some(BlockKind::Headline | BlockKind::Heading))
}

fn entry(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, head: usize, end: usize) {
    let Some(block) = review.article().blocks().get(head) else { return };
    let indent = 12.0 * f32::from(block.level.saturating_sub(1));
    ui.horizontal(|ui| {
        ui.add_space(indent);
        let text = block.range.of(review.text());
        let button = Button::new(text).frame_when_inactive(false).truncate();
        if ui.add(button).clicked() {
            cx.out.push(Action::Reveal(block.range));
        }
    });
    let mut tally = Tally::default();
    for block in head..end {
        tally += review.tally_of_block(block);
    }
    let share = tally.percent().map_or("n/a".to_owned(), |percent| format!("{percent} %"));
    ui.horizontal(|ui| {
        ui.add_space(indent + 8.0);
        ui.label(small(format!("{share} of {} words", tally.words), &cx.tokens));
    });
}
