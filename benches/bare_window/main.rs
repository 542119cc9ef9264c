//! A bare window: the floor that the real one is measured against.
//!
//! It shows a text with marks behind its words, a bar, a list and cards, lays out what is in sight
//! and does nothing else. `cargo run --release --example bare_window -- STORY.txt MARKS.jsonl`, with
//! the lines that `obelus annotate` reads. Start, memory and the wheel of the two windows, taken in
//! turn on one machine, give ratios that hold on any.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a tool for measuring, run by hand")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection};
use egui::{CentralPanel, Color32, FontId, Galley, Panel, Rect, ScrollArea, TextFormat, Ui, pos2};

/// Space between paragraphs, in points.
const GAP: f32 = 10.0;

fn main() -> eframe::Result {
    let mut args = std::env::args().skip(1);
    let Some(story) = args.next() else {
        eprintln!("bare_window STORY.txt [MARKS.jsonl]");
        return Ok(());
    };
    let story = Story::read(&story, args.next().as_deref());
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1600.0, 1000.0]),
        ..eframe::NativeOptions::default()
    };
    let create = |cc: &eframe::CreationContext<'_>| {
        cc.egui_ctx.set_theme(egui::Theme::Light);
        Ok(Box::new(Bare::over(story)) as Box<dyn eframe::App>)
    };
    eframe::run_native("bare window", options, Box::new(create))
}

/// A text, its paragraphs, and its marks by start; all in bytes.
struct Story {
    text: String,
    paragraphs: Vec<Range<usize>>,
    marks: Vec<Range<usize>>,
    /// The longest mark: how far before a place one may begin that reaches it.
    longest: usize,
}

impl Story {
    fn read(text: &str, marks: Option<&str>) -> Self {
        let text = std::fs::read_to_string(text).unwrap();
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let shown = line.trim_end();
            if !shown.is_empty() {
                paragraphs.push(start..start + shown.len());
            }
            start += line.len();
        }
        let mut marks: Vec<Range<usize>> =
            marks.map(|path| places(&text, path)).unwrap_or_default();
        marks.sort_by_key(|mark| mark.start);
        let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or_default();
        Self { text, paragraphs, marks, longest }
    }

    fn marks_over(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Range<usize>)> {
        let earliest = range.start.saturating_sub(self.longest);
        let first = self.marks.partition_point(|mark| mark.start < earliest);
        let end = self.marks.partition_point(|mark| mark.start < range.end);
        let (from, to) = (range.start, range.end);
        (first..end)
            .map(|n| (n, &self.marks[n]))
            .filter(move |(_, mark)| mark.end > from && mark.start < to)
    }

    /// A paragraph with a ground behind its marked words.
    fn job(&self, paragraph: &Range<usize>, width: f32) -> LayoutJob {
        let mut job =
            LayoutJob { text: self.text[paragraph.clone()].to_owned(), ..LayoutJob::default() };
        job.wrap.max_width = width;
        let mut at = paragraph.start;
        let mut section = |to: usize, background: Color32| {
            let byte_range = ByteIndex(at - paragraph.start)..ByteIndex(to - paragraph.start);
            let color = Color32::from_gray(20);
            let font_id = FontId::proportional(16.0);
            let format = TextFormat { font_id, color, background, ..TextFormat::default() };
            if at < to {
                job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
                at = to;
            }
        };
        for (_, mark) in self.marks_over(paragraph) {
            section(mark.start.max(paragraph.start), Color32::TRANSPARENT);
            section(mark.end.min(paragraph.end), Color32::from_rgb(255, 236, 150));
        }
        section(paragraph.end, Color32::TRANSPARENT);
        job
    }
}

/// The places of JSON lines with `start` and `end` in code points.
fn places(text: &str, path: &str) -> Vec<Range<usize>> {
    let mut byte_of: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    byte_of.push(text.len());
    let lines = std::fs::read_to_string(path).unwrap();
    let place = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        let at = |key: &str| byte_of.get(usize::try_from(line[key].as_u64()?).ok()?).copied();
        Some(at("start")?..at("end")?)
    };
    lines.lines().filter_map(place).collect()
}

/// The window: a paragraph at the top, and how much of it is above.
struct Bare {
    story: Story,
    laid: BTreeMap<usize, Arc<Galley>>,
    width: f32,
    first: usize,
    hidden: f32,
    needle: String,
}

impl Bare {
    fn over(story: Story) -> Self {
        Self {
            story,
            laid: BTreeMap::new(),
            width: 0.0,
            first: 0,
            hidden: 0.0,
            needle: String::new(),
        }
    }

    fn galley(&mut self, ui: &Ui, paragraph: usize) -> Arc<Galley> {
        if self.laid.len() > 512 {
            self.laid.clear();
        }
        let (story, width) = (&self.story, self.width);
        let lay_out = || {
            ui.fonts_mut(|fonts| fonts.layout_job(story.job(&story.paragraphs[paragraph], width)))
        };
        Arc::clone(self.laid.entry(paragraph).or_insert_with(lay_out))
    }

    fn scroll(&mut self, ui: &Ui, by: f32) {
        self.hidden += by;
        while self.hidden < 0.0 && self.first > 0 {
            self.first -= 1;
            self.hidden += self.galley(ui, self.first).size().y + GAP;
        }
        self.hidden = self.hidden.max(0.0);
        while self.first + 1 < self.story.paragraphs.len() {
            let height = self.galley(ui, self.first).size().y + GAP;
            if self.hidden < height {
                break;
            }
            self.hidden -= height;
            self.first += 1;
        }
    }

    /// Paints what is in sight; gives the marks that begin there.
    fn paint(&mut self, ui: &Ui, rect: Rect) -> Vec<usize> {
        let painter = ui.painter_at(rect);
        let (mut y, mut at) = (rect.top() - self.hidden, self.first);
        let mut seen = Vec::new();
        while y < rect.bottom() && at < self.story.paragraphs.len() {
            let galley = self.galley(ui, at);
            let paragraph = &self.story.paragraphs[at];
            let begins =
                |(n, mark): (usize, &Range<usize>)| (mark.start >= paragraph.start).then_some(n);
            seen.extend(self.story.marks_over(paragraph).filter_map(begins));
            let height = galley.size().y + GAP;
            painter.galley(pos2(rect.left(), y), galley, Color32::BLACK);
            y += height;
            at += 1;
        }
        seen
    }
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Panel::top("bar").show(ui, |ui| {
            ui.horizontal(|ui| {
                for name in ["Open", "Save", "Export", "Undo", "Redo", "Claim", "Quote", "Source"] {
                    drop(ui.button(name));
                }
                ui.add(egui::TextEdit::singleline(&mut self.needle).hint_text("Find"));
            });
        });
        Panel::left("list").exact_size(260.0).show(ui, |ui| {
            let marks = self.story.marks.len();
            ScrollArea::vertical().auto_shrink(false).show_rows(ui, 18.0, marks, |ui, rows| {
                for n in rows {
                    drop(ui.selectable_label(false, format!("Mark {n}")));
                }
            });
        });
        CentralPanel::default().show(ui, |ui| self.page(ui));
    }
}

impl Bare {
    fn page(&mut self, ui: &mut Ui) {
        const CARDS: f32 = 340.0;
        let full = ui.max_rect();
        let page = full.with_max_x(full.right() - CARDS);
        let response = ui.allocate_rect(page, egui::Sense::click_and_drag());
        if (self.width - page.width()).abs() > 0.5 {
            self.width = page.width();
            self.laid.clear();
        }
        if response.contains_pointer() {
            self.scroll(ui, -ui.input(|i| i.smooth_scroll_delta().y));
        }
        let (is_page_down, is_end) =
            ui.input(|i| (i.key_pressed(egui::Key::PageDown), i.key_pressed(egui::Key::End)));
        if is_page_down {
            self.scroll(ui, page.height() * 0.85);
        }
        if is_end {
            self.first = self.story.paragraphs.len().saturating_sub(6);
            self.hidden = 0.0;
        }
        let seen = self.paint(ui, page);
        let side = full.with_min_x(page.right() + 12.0);
        ui.scope_builder(egui::UiBuilder::new().max_rect(side), |ui| {
            for n in seen.into_iter().take(40) {
                if ui.cursor().top() > side.bottom() {
                    break;
                }
                egui::Frame::group(ui.style()).show(ui, |ui| {
                    ui.set_width(side.width() - 14.0);
                    ui.label(format!("Mark {n}"));
                    ui.label("What there is to say about it, in a line or two of words.");
                });
            }
        });
    }
}
