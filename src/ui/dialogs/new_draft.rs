//! What a new draft makes of the marks, before anybody takes it: counts, and a list with the old
//! words beside the new ones.

use egui::{
    Align2, Button, FontId, Key, Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use crate::model::DraftFlag;
use crate::review::Fate;
use crate::ui::compared::{self, Version};
use crate::ui::field::TextField;
use crate::ui::panel::PanelCx;
use crate::ui::pen::in_a_row;
use crate::ui::setting::{ExcerptStyle, bold};
use crate::ui::status::grouped;
use crate::ui::theme::size;
use crate::ui::widgets::small;
use crate::workspace::{Action, Arrival, ArrivalRow};

/// Height of a row in points: two lines of words.
const ROW: f32 = 46.0;

/// Height of the list at most, in points.
const LIST: f32 = 420.0;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The head of a group.
    Head(Fate),
    /// A mark.
    Mark(usize),
}

/// What is typed, which groups are folded, and what follows from that.
#[derive(Debug, Default)]
pub(super) struct Summary {
    label: String,
    folded: Vec<Fate>,
    lines: Vec<Line>,
    /// Whether it was said that another text is to be carried into all the same.
    is_sure: bool,
    /// Whether the button that Enter is to press has yet to get the keyboard.
    wants_keys: bool,
}

impl Summary {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        super::set_width(ui, 780.0);
        let Some(arrival) = cx.workspace.arrival() else { return };
        if comes_up {
            let folded = vec![Fate::Unchanged, Fate::Moved];
            *self = Self { folded, wants_keys: true, ..Self::default() };
            self.fold(arrival);
        }
        head(ui, cx, arrival);
        if arrival.is_another_text() && !self.is_sure {
            return self.ask(ui, cx, arrival);
        }
        self.list(ui, cx, arrival);
        self.foot(ui, cx, arrival);
    }

    /// The lines that are shown now.
    fn fold(&mut self, arrival: &Arrival) {
        self.lines.clear();
        for fate in Fate::ALL {
            let marks = arrival.of(fate);
            if marks.is_empty() {
                continue;
            }
            self.lines.push(Line::Head(fate));
            if !self.folded.contains(&fate) {
                self.lines.extend(marks.map(Line::Mark));
            }
        }
    }

    /// Another article, by the look of it: whether that is meant.
    fn ask(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, arrival: &Arrival) {
        ui.add_space(8.0);
        let looks_like = if arrival.reading.is_some() {
            ", as it is read now"
        } else {
            ": this looks like another article"
        };
        let told = format!(
            "Only {} % of the words are in common with the draft before{looks_like}. Carried into \
             it, most marks would lose their place.",
            arrival.kept
        );
        ui.label(egui::RichText::new(told).color(cx.tokens.bad));
        ui.add_space(10.0);
        let cancel_gets_keys = std::mem::take(&mut self.wants_keys);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Carry the marks all the same").clicked() {
                (self.is_sure, self.wants_keys) = (true, true);
            }
            let cancel = ui.button("Cancel");
            if cancel_gets_keys {
                cancel.request_focus();
            }
            if cancel.clicked() {
                cx.out.push(Action::HideDialog);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, arrival: &Arrival) {
        ui.add_space(6.0);
        if arrival.rows.is_empty() {
            ui.label(small("There are no marks to carry.", &cx.tokens));
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let room = (ui.ctx().content_rect().height() - 300.0).clamp(2.0 * ROW, LIST);
        let mut turned = None;
        let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]);
        area.show_rows(ui, ROW, self.lines.len(), |ui, shown| {
            for line in self.lines.get(shown).unwrap_or_default() {
                match *line {
                    Line::Head(fate) => {
                        let is_open = !self.folded.contains(&fate);
                        if group(ui, cx, (fate, arrival.count(fate)), is_open) {
                            turned = Some(fate);
                        }
                    }
                    Line::Mark(at) => {
                        if let Some(row) = arrival.rows.get(at) {
                            mark(ui, cx, row);
                        }
                    }
                }
            }
        });
        if let Some(fate) = turned {
            let known = self.folded.len();
            self.folded.retain(|folded| *folded != fate);
            if self.folded.len() == known {
                self.folded.push(fate);
            }
            self.fold(arrival);
        }
    }

    fn foot(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, arrival: &Arrival) {
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.add_space(8.0);
        ui.label(small("What people call it", &cx.tokens));
        let field = TextField::line("Label of the draft").hint("after legal, second edit …");
        let (response, typed) = field.show(ui, cx, &self.label);
        self.label = typed.unwrap_or(std::mem::take(&mut self.label));
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let take = ui.button(format!("Take draft {}", arrival.number));
            if std::mem::take(&mut self.wants_keys) {
                take.request_focus();
            }
            if take.clicked() || enter {
                cx.out.push(Action::TakeDraft(self.label.clone()));
            }
            if ui.add(Button::new("Cancel")).clicked() {
                cx.out.push(Action::HideDialog);
            }
            ui.label(small("One step: undo goes back to the draft before.", &cx.tokens));
        });
    }
}

fn head(ui: &mut Ui, cx: &mut PanelCx<'_>, arrival: &Arrival) {
    let style = ExcerptStyle { size: 16.0, ..ExcerptStyle::strong(&cx.tokens) };
    let mut name = vec![format!("Draft {}", arrival.number), arrival.file_name()];
    name.extend(arrival.reading.clone());
    let name = in_a_row(name);
    cx.pen().set(ui, &name, &style);
    let before = arrival.number.saturating_sub(1);
    let told = format!(
        "{} words, {} % in common with draft {before}. Nothing is changed until you take it.",
        grouped(arrival.words),
        arrival.kept
    );
    ui.label(small(told, &cx.tokens));
    if let Some(again) = arrival.again {
        let told = format!(
            "These are the words of draft {again} again: what lost its place since stands where it \
             stood then."
        );
        ui.label(small(told, &cx.tokens).color(cx.tokens.ink));
    }
}

/// The head of a group; gives whether it was pressed.
fn group(ui: &mut Ui, cx: &mut PanelCx<'_>, (fate, count): (Fate, usize), is_open: bool) -> bool {
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let marks = if count == 1 { "1 mark".to_owned() } else { format!("{} marks", grouped(count)) };
    let open = if is_open { "shown" } else { "folded" };
    let name = format!("{}: {marks}, {open}", fate.label());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
    let tokens = cx.tokens;
    let fill =
        if response.hovered() || response.has_focus() { tokens.selected } else { tokens.card };
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), 6.0, fill);
    let y = rect.center().y;
    let sign = if is_open { "▾" } else { "▸" };
    let text = FontId::proportional(size::TEXT);
    let heavy = FontId::new(size::TEXT, bold());
    let painter = ui.painter();
    painter.text(pos2(rect.left() + 14.0, y), Align2::CENTER_CENTER, sign, text, tokens.muted);
    let colour = match fate {
        _ if fate.is_settled() => tokens.good,
        Fate::Moved | Fate::Glance => tokens.accent,
        _ => tokens.bad,
    };
    let at = pos2(rect.left() + 34.0, y);
    painter.text(at, Align2::CENTER_CENTER, sign_of(fate), heavy.clone(), colour);
    let at = pos2(rect.left() + 52.0, y - 8.0);
    let title = format!("{} · {}", capital(fate.label()), grouped(count));
    painter.text(at, Align2::LEFT_CENTER, title, heavy, tokens.ink);
    let told = Rect::from_min_max(pos2(rect.left() + 52.0, y), rect.max - vec2(8.0, 0.0));
    let style = ExcerptStyle::small(&tokens);
    cx.excerpts.paint(ui, cx.engine, fate.told(), &style, told);
    response.clicked()
}

/// The sign of a fate: readable without colour.
fn sign_of(fate: Fate) -> &'static str {
    match fate {
        Fate::Unchanged => "=",
        Fate::Moved => DraftFlag::Moved.sign(),
        Fate::Glance => DraftFlag::Glance.sign(),
        Fate::Fixed => "✓",
        Fate::Recheck => DraftFlag::Changed.sign(),
        Fate::Asks => DraftFlag::Asks.sign(),
        Fate::Cut | Fate::Gone => DraftFlag::Cut.sign(),
        Fate::Lost => "×",
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A mark: its number, its old words, its new ones.
fn mark(ui: &mut Ui, cx: &mut PanelCx<'_>, row: &ArrivalRow) {
    const NUMBER: f32 = 52.0;
    const GAP: f32 = 14.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(row)));
    let at = pos2(rect.left() + 40.0, rect.top() + 14.0);
    let font = FontId::proportional(size::TEXT);
    ui.painter().text(at, Align2::RIGHT_CENTER, row.number, font, cx.tokens.muted);
    let style = ExcerptStyle::quoted(&cx.tokens, 13.0).in_lines(2);
    let width = ((rect.width() - NUMBER - GAP) / 2.0).max(40.0);
    let column = |n: f32| {
        let left = rect.left() + NUMBER + n * (width + GAP);
        Rect::from_min_size(pos2(left, rect.top() + 4.0), vec2(width, ROW - 6.0))
    };
    let (gone, fresh) = if row.after.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        compared::apart(&row.before, &row.after)
    };
    compared::paint(ui, cx, (&row.before, Version::Old), &gone, &style, column(0.0));
    if row.after.is_empty() {
        let at = column(1.0).left_top() + vec2(0.0, 9.0);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, Align2::LEFT_CENTER, no_place(row), font, cx.tokens.muted);
    } else {
        compared::paint(ui, cx, (&row.after, Version::New), &fresh, &style, column(1.0));
    }
}

/// Why there are no new words: the mark would have no place, or somebody would have to choose one.
fn no_place(row: &ArrivalRow) -> String {
    match row.places {
        0 | 1 => "no place".to_owned(),
        places => format!("{places} places to choose from"),
    }
}

fn spoken(row: &ArrivalRow) -> String {
    let after = if row.after.is_empty() { no_place(row) } else { row.after.clone() };
    let (number, kind, fate) = (row.number, row.kind.label(), row.fate.label());
    format!("Mark {number}, {kind}, {fate}: {}; now: {after}", row.before)
}
