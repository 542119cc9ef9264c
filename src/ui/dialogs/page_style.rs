//! How the page is set: font, size, line height, width; each choice shows at once.

use egui::{
    Align, Frame, Grid, Layout, Margin, ScrollArea, Sense, Slider, Ui, WidgetInfo, accesskit::Role,
    vec2,
};

use crate::store::PageStyle;
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, written};
use crate::ui::setting::{Face, Inked, Inks, Setting, Weight};
use crate::ui::theme::size;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{name_field, small, strong};
use crate::workspace::Action;

/// Smallest and largest general size of the text, in points.
const SIZES: std::ops::RangeInclusive<f32> = 11.0..=40.0;

/// Height of a line of the list of fonts, in points.
const ROW: f32 = 22.0;

/// Room for what stands beside a slider, in points.
const FIGURES: f32 = 220.0;

/// Height of the sample at most, in points.
const SAMPLE_HEIGHT: f32 = 120.0;

/// What the list of fonts needs: read once, each time the dialog comes up.
#[derive(Debug, Default)]
pub(super) struct PageForm {
    families: Vec<String>,
    search: String,
    /// Those of `families` that fit the search.
    found: Vec<usize>,
}

impl PageForm {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        if comes_up {
            self.families = cx.engine.family_names();
            self.search.clear();
            self.find();
        }
        let settings = &cx.workspace.settings;
        let (mut style, mut text_size) = (settings.page.clone(), settings.text_size);
        super::set_width(ui, 460.0);
        ui.label(strong("Page and text").size(16.0));
        ui.label(small("For all articles. Ctrl+Plus and Ctrl+Minus size one alone.", &cx.tokens));
        ui.add_space(8.0);
        self.font(ui, cx, &mut style);
        ui.add_space(8.0);
        figures(ui, &mut style, &mut text_size);
        ui.add_space(8.0);
        sample(ui, cx, &style, text_size);
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Back to defaults").clicked() {
                (style, text_size) = (PageStyle::default(), 1.0);
            }
            if ui.button("Done").clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
        let settings = &cx.workspace.settings;
        if (&style, text_size) != (&settings.page, settings.text_size) {
            cx.out.push(Action::SetPageStyle(style, text_size));
        }
    }

    /// The families that hold what was typed, in any case.
    fn find(&mut self) {
        let wanted = self.search.trim().to_lowercase();
        let fits = |at: &usize| self.families[*at].to_lowercase().contains(&wanted);
        self.found = (0..self.families.len()).filter(fits).collect();
    }

    fn font(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, style: &mut PageStyle) {
        let usual = format!("Best serif of this system: {}", cx.engine.usual_family());
        let shown = if style.family.is_empty() { &usual } else { &style.family };
        written(ui, cx, &format!("Font · {shown}"), Written::Small);
        let field = TextField::line("Search fonts").hint("search fonts");
        let (_, typed) = field.show(ui, cx, &self.search);
        if let Some(typed) = typed {
            self.search = typed;
            self.find();
        }
        let frame = Frame::new()
            .fill(cx.tokens.card)
            .stroke(egui::Stroke::new(1.0, cx.tokens.line))
            .corner_radius(6)
            .inner_margin(Margin::same(4));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let rows = self.found.len() + 1;
            let area =
                ScrollArea::vertical().id_salt("fonts").max_height(ROW * 6.0).auto_shrink(false);
            ui.spacing_mut().interact_size.y = ROW;
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW, rows, |ui, range| {
                for row in range {
                    let family =
                        row.checked_sub(1).map(|at| self.families[self.found[at]].as_str());
                    let label = family.unwrap_or(&usual);
                    let is_on = style.family == family.unwrap_or_default();
                    let full = Layout::top_down_justified(Align::LEFT);
                    let line = |ui: &mut Ui| cx.pen().entry(ui, label, is_on).clicked();
                    if ui.with_layout(full, line).inner {
                        family.unwrap_or_default().clone_into(&mut style.family);
                    }
                }
            });
        });
    }
}

fn figures(ui: &mut Ui, style: &mut PageStyle, text_size: &mut f32) {
    ui.spacing_mut().slider_width = (ui.available_width() - FIGURES).clamp(24.0, 220.0);
    Grid::new("page figures").num_columns(2).spacing([14.0, 6.0]).show(ui, |ui| {
        let mut row = |label: &str, slider: Slider<'_>| {
            ui.label(label);
            let response = ui.add(slider);
            name_field(ui, &response, label);
            ui.end_row();
        };
        let mut points = *text_size * size::PAGE_TEXT;
        row("Size of the text", Slider::new(&mut points, SIZES).step_by(0.5).suffix(" pt"));
        *text_size = points / size::PAGE_TEXT;
        let lines = Slider::new(&mut style.line_height, PageStyle::LINE_HEIGHTS);
        row("Line height", lines.step_by(0.02).fixed_decimals(2));
        let measure = Slider::new(&mut style.measure, PageStyle::MEASURES);
        row("Characters on a line", measure);
    });
    ui.checkbox(&mut style.justified, "Justify paragraphs: both edges straight")
        .tip("Spreads the words of each line over its full width");
}

/// A few lines as the page will have them.
fn sample(ui: &mut Ui, cx: &mut PanelCx<'_>, style: &PageStyle, text_size: f32) {
    const SAMPLE: &str = "“The line cost 12.4 million,” said the engineer, 41, who has driven it \
                          since 2009. Nobody at the depot had been asked.";
    let frame = Frame::new().fill(cx.tokens.paper).corner_radius(6).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        let scale = ui.ctx().pixels_per_point();
        let setting = Setting {
            face: Face::Page,
            size: text_size * size::PAGE_TEXT,
            weight: Weight::Regular,
            is_italic: false,
            line_height: style.line_height,
            width: ui.available_width(),
            scale,
            language: None,
            is_justified: style.justified,
        };
        let laid = cx.engine.lay_out(SAMPLE, &setting, &[]);
        let inks = Inks { text: cx.tokens.ink, link: cx.tokens.accent };
        let mut inked = Inked::new(cx.engine.mesh(&laid, inks));
        let room = vec2(setting.width, laid.size().y.min(SAMPLE_HEIGHT));
        let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, SAMPLE));
        let painter = ui.painter().with_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
        inked.paint(&painter, rect.min, scale);
    });
}
