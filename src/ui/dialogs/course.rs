//! How much was accounted for at which time, as a curve and in a sentence.

use chrono::{DateTime, Local};
use egui::{Sense, Ui, WidgetInfo, accesskit::Role};
use egui_plot::{Line, Plot, PlotPoints};

use crate::review::Milestone;
use crate::ui::panel::PanelCx;
use crate::ui::widgets::small;

/// Height of the curve, in points.
const HEIGHT: f32 = 130.0;

/// Moments that are told apart, over the whole time.
const MOMENTS: i64 = 240;

/// Two days, in seconds: from there on times are told by their day.
const DAYS: f64 = 2.0 * 86_400.0;

/// The curve: seconds and per cent, from where one change was made to the next.
#[derive(Debug, Default)]
pub(super) struct Course {
    points: Vec<[f64; 2]>,
    told: String,
}

impl Course {
    pub(super) fn new(milestones: &[Milestone]) -> Self {
        let mut points: Vec<[f64; 2]> = Vec::with_capacity(milestones.len() * 2);
        for milestone in told_apart(milestones) {
            let at = milestone.at.timestamp() as f64;
            let percent = 100.0 * f64::from(milestone.done) / f64::from(milestone.counted.max(1));
            points.extend(points.last().map(|before| [at, before[1]]));
            points.push([at, percent]);
        }
        Self { points, told: told(milestones) }
    }

    pub(super) fn show(&self, ui: &mut Ui, cx: &PanelCx<'_>) {
        ui.add_space(10.0);
        ui.label(small("Words accounted for over time", &cx.tokens));
        if self.points.is_empty() {
            ui.label("Nothing was settled yet.");
            return;
        }
        ui.label(&self.told);
        let plot = Plot::new("progress over time")
            .height(HEIGHT)
            .y_axis_min_width(48.0)
            .grid_color(cx.tokens.line)
            .show_grid([false, true])
            .include_y(0.0)
            .include_y(100.0)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .sense(Sense::hover())
            .x_axis_formatter(|mark, range| day_or_time(mark.value, range.end() - range.start()))
            .y_axis_formatter(|mark, _| format!("{} %", mark.value))
            .label_formatter(|_| None);
        // A line for each part: where short steps meet long ones, one line would be drawn askew.
        let part = |ends: &[[f64; 2]]| {
            let ends = PlotPoints::from(ends.to_vec());
            Line::new("words accounted for", ends).color(cx.tokens.good).width(2.0)
        };
        let shown = plot.show(ui, |plot| {
            for ends in self.points.windows(2) {
                plot.line(part(ends));
            }
        });
        let name = format!("Words accounted for over time. {}", self.told);
        shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    }
}

/// The last milestone of each moment, and the first of all.
fn told_apart(milestones: &[Milestone]) -> impl Iterator<Item = &Milestone> {
    let (first, last) = (milestones.first(), milestones.last());
    let start = first.map_or(0, |milestone| milestone.at.timestamp());
    let span = last.map_or(0, |milestone| milestone.at.timestamp()) - start;
    let moment =
        move |milestone: &Milestone| (milestone.at.timestamp() - start) * MOMENTS / span.max(1);
    let behind = milestones.get(1..).unwrap_or_default();
    let moments = behind.chunk_by(move |a, b| moment(a) == moment(b));
    first.into_iter().chain(moments.filter_map(<[Milestone]>::last))
}

/// The way from the first point to the last, in a sentence.
fn told(milestones: &[Milestone]) -> String {
    let (Some(first), Some(last)) = (milestones.first(), milestones.last()) else {
        return String::new();
    };
    let moment = |milestone: &Milestone| {
        milestone.at.with_timezone(&Local).format("%-d %b %Y, %H:%M").to_string()
    };
    let steps = milestones.len() - 1;
    let steps = if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") };
    format!(
        "From {} to {}: {} of {} words, in {steps}.",
        moment(first),
        moment(last),
        last.done,
        last.counted
    )
}

fn day_or_time(seconds: f64, span: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of our time")]
    let Some(at) = DateTime::from_timestamp(seconds as i64, 0) else { return String::new() };
    let format = if span > DAYS { "%-d %b" } else { "%H:%M" };
    at.with_timezone(&Local).format(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::time;

    #[test]
    fn each_change_is_a_step_up_or_down() {
        let milestone = |minutes, done| Milestone { at: time(minutes), done, counted: 4 };
        let course = Course::new(&[milestone(0, 0), milestone(1, 2), milestone(2, 1)]);
        let heights: Vec<f64> = course.points.iter().map(|point| point[1]).collect();
        assert_eq!(heights, [0.0, 0.0, 50.0, 50.0, 25.0]);
        assert!(course.told.ends_with("1 of 4 words, in 2 steps."), "{}", course.told);
        assert!(Course::new(&[]).points.is_empty());
    }
}
