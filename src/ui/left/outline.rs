//! The headings of the article, and how each section stands.

use egui::{Button, Frame, Margin, ScrollArea, Ui};

use crate::model::BlockKind;
use crate::review::{Review, Tally};
use crate::ui::panel::PanelCx;
use crate::ui::widgets::small;
use crate::workspace::Action;

/// The outline, made anew when the review changes.
#[derive(Debug, Default)]
pub(in crate::ui) struct Outline {
    rows: Vec<Row>,
    made_of: Option<u64>,
}

/// A section: its heading, and how its words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    head: usize,
    tally: Tally,
}

impl Outline {
    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        let revision = document.history.revision();
        if self.made_of != Some(revision) {
            self.rows = rows(&document.review);
            self.made_of = Some(revision);
        }
        if self.rows.is_empty() {
            Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
                ui.label(small("This article has no headings.", &cx.tokens));
            });
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show_rows(
            ui,
            ROW,
            self.rows.len(),
            |ui, range| {
                for row in &self.rows[range] {
                    entry(ui, cx, &document.review, *row);
                }
            },
        );
    }
}

/// Height of a row in points.
const ROW: f32 = 48.0;

fn rows(review: &Review) -> Vec<Row> {
    let blocks = review.article().blocks().len();
    let heads: Vec<usize> = (0..blocks).filter(|block| is_head(review, *block)).collect();
    let ends = heads.iter().skip(1).copied().chain([blocks]);
    let tally = |head: usize, end: usize| {
        let mut tally = Tally::default();
        for block in head..end {
            tally += review.tally_of_block(block);
        }
        Row { head, tally }
    };
    heads.iter().zip(ends).map(|(head, end)| tally(*head, end)).collect()
}

fn is_head(review: &Review, block: usize) -> bool {
    let kind = review.article().blocks().get(block).map(|b| b.kind);
    matches!(kind, Some(BlockKind::Headline | BlockKind::Heading))
}

fn entry(ui: &mut Ui, cx: &mut PanelCx<'_>, review: &Review, row: Row) {
    let Some(block) = review.article().blocks().get(row.head) else { return };
    let indent = 8.0 + 12.0 * f32::from(block.level.saturating_sub(1));
    ui.vertical(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.add_space(indent);
            let text = block.range.of(review.text());
            let button = Button::new(text).frame_when_inactive(false).truncate();
            if ui.add(button).clicked() {
                cx.out.push(Action::Reveal(block.range));
            }
        });
        let share = row.tally.percent().map_or("n/a".to_owned(), |percent| format!("{percent} %"));
        ui.horizontal(|ui| {
            ui.add_space(indent + 8.0);
            ui.label(small(format!("{share} of {} words", row.tally.words), &cx.tokens));
        });
    });
}
