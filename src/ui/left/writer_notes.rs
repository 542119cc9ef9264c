//! The list of the writer's comments and notes, with a choice of whose and which; the thread of the
//! one that is meant stands below it.

use std::collections::BTreeSet;

use egui::{
    Align, Button, Frame, Key, Layout, Margin, Panel, Popup, Response, ScrollArea, Sense, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::rows::{RowList, RowText, RowsOf, row_text};
use crate::model::SourceNote;
use crate::ui::keys;
use crate::ui::panel::PanelCx;
use crate::ui::pen::{Written, in_a_row, opening};
use crate::ui::setting::ExcerptStyle;
use crate::ui::thread::{NoteSign, sign};
use crate::ui::tip::Tip as _;
use crate::ui::widgets::{name_field, row_ground, small};
use crate::workspace::{Action, Command, Document, said_by};

/// Height of a row in points: two lines of the note and one about it.
const ROW: f32 = 66.0;

/// Characters that the two lines of a row can show.
const WORDS: usize = 160;

/// Height of the thread at the start, in points.
const THREAD: f32 = 230.0;

/// Lines of a remark in the thread; it scrolls.
const THREAD_LINES: usize = 400;

/// Which notes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    All,
    Untaken,
    Unresolved,
    Resolved,
}

impl Standing {
    const ALL: [Self; 4] = [Self::All, Self::Untaken, Self::Unresolved, Self::Resolved];

    fn label(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Untaken => "not evidence yet",
            Self::Unresolved => "not resolved",
            Self::Resolved => "resolved",
        }
    }

    fn fits(self, document: &Document, at: usize, note: &SourceNote) -> bool {
        match self {
            Self::All => true,
            Self::Untaken => document.notes.taken(at).is_none(),
            Self::Unresolved => !note.is_resolved,
            Self::Resolved => note.is_resolved,
        }
    }
}

/// The list's own state.
#[derive(Debug, Default)]
pub(super) struct NotesList {
    list: RowList,
    /// Whose notes; everybody's when there is none.
    author: Option<String>,
    standing: Standing,
    authors: Vec<String>,
    rows: Vec<usize>,
    /// The draft, the revision and the choice that the rows were made of.
    made_of: Option<(u32, u64, Option<String>, Standing)>,
    takes_keys: bool,
    /// The note that was meant in the last frame.
    meant: Option<usize>,
}

impl NotesList {
    /// Gives the list the keyboard.
    pub(super) fn focus(&mut self) {
        self.takes_keys = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(document) = cx.document() else { return };
        if document.notes.is_empty() {
            let text = "The file brought no comments or notes along.";
            return say(ui, cx, text);
        }
        self.select(document);
        self.choices(ui, cx);
        let meant = document.note_here();
        if let Some(note) = meant {
            thread(ui, cx, document, note);
        }
        if self.rows.is_empty() {
            return say(ui, cx, "No note fits the choice.");
        }
        let row_of = |note: usize| self.rows.iter().position(|row| *row == note);
        let is_new = std::mem::replace(&mut self.meant, meant) != meant;
        let shows = meant.filter(|_| is_new).and_then(row_of);
        if std::mem::take(&mut self.takes_keys) {
            self.list.go_to(meant.and_then(row_of).unwrap_or(0));
        }
        let (rows, list) = (&self.rows, &mut self.list);
        let name = "List of the writer's notes";
        let of = RowsOf { name, count: rows.len(), height: ROW, shows, open: None };
        list.show(ui, of, |ui, at| row(ui, cx, document, rows[at], meant));
    }

    /// Makes the rows anew when the review or the choice changed.
    fn select(&mut self, document: &Document) {
        let draft = document.review.draft().number;
        let key = (draft, document.history.revision(), self.author.clone(), self.standing);
        if self.made_of.as_ref() == Some(&key) {
            return;
        }
        let notes = document.source_notes();
        let authors: BTreeSet<&str> = notes.iter().map(|note| said_by(&note.said)).collect();
        self.authors =
            authors.into_iter().filter(|name| !name.is_empty()).map(Into::into).collect();
        let fits = |(at, note): &(usize, &SourceNote)| {
            self.author.as_ref().is_none_or(|author| said_by(&note.said) == author)
                && self.standing.fits(document, *at, note)
        };
        self.rows = notes.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        self.made_of = Some(key);
    }

    /// Whose notes and which, as quiet words that open menus; and the way to take all over.
    fn choices(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 4 }).show(
            ui,
            |ui| {
                ui.horizontal(|ui| {
                    let author = self.author.as_deref().unwrap_or("everybody").to_owned();
                    menu(ui, cx, "Whose notes", &author, |ui, cx| {
                        if ui.selectable_label(self.author.is_none(), "everybody").clicked() {
                            self.author = None;
                        }
                        for name in &self.authors {
                            let on = self.author.as_ref() == Some(name);
                            if cx.pen().entry(ui, name, on).clicked() {
                                self.author = Some(name.clone());
                            }
                        }
                    });
                    menu(ui, cx, "Which notes", self.standing.label(), |ui, _| {
                        for standing in Standing::ALL {
                            let on = self.standing == standing;
                            if ui.selectable_label(on, standing.label()).clicked() {
                                self.standing = standing;
                            }
                        }
                    });
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| take_all(ui, cx));
                });
            },
        );
    }
}

fn say(ui: &mut Ui, cx: &PanelCx<'_>, text: &str) {
    Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.label(small(text, &cx.tokens));
    });
}

/// A choice as a quiet word.
fn menu<'a>(
    ui: &mut Ui,
    cx: &mut PanelCx<'a>,
    name: &str,
    shown: &str,
    entries: impl FnOnce(&mut Ui, &mut PanelCx<'a>),
) {
    let shown = format!("{} ▾", opening(shown, 24));
    let response = cx.pen().button(ui, &shown, Written::Small);
    name_field(ui, &response, name);
    Popup::menu(&response).show(|ui| entries(ui, cx));
}

fn take_all(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let command = Command::TakeAllOver;
    let can = command.resolve(cx.env);
    let button = Button::new(small("Take over all", &cx.tokens).color(cx.tokens.accent));
    let response = ui.add_enabled(can.is_ok(), button.frame(false));
    let name = command.spec().label;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, can.is_ok(), name));
    let response = match &can {
        Ok(_) => response.tip(command.spec().help),
        Err(why) => response.tip_when_off(&why.0),
    };
    if response.clicked() {
        cx.run(command);
    }
}

fn row(
    ui: &mut Ui,
    cx: &mut PanelCx<'_>,
    document: &Document,
    at: usize,
    meant: Option<usize>,
) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, egui::Id::unique("note row").with(at), Sense::click());
    let is_meant = meant == Some(at);
    row_ground(ui, &response, &cx.tokens, is_meant);
    let Some(note) = document.source_notes().get(at) else { return response };
    response.widget_info(|| {
        let name = document.told_note(at).unwrap_or_default();
        WidgetInfo::selected(Role::ListItem, true, is_meant, name)
    });
    let (words, about) = (opening(&note.said.text, WORDS), about(document, at, note));
    let style = ExcerptStyle::text(&cx.tokens);
    let text = RowText { words: &words, style, about: &about, indent: 40.0 };
    let first_line = row_text(ui, cx, rect, text);
    let ink = if is_meant { cx.tokens.accent } else { cx.tokens.muted };
    let is_taken = document.notes.taken(at).is_some();
    let what = NoteSign { kind: note.kind, count: 1, is_taken };
    sign(ui.painter(), pos2(rect.left() + 22.0, first_line), what, ink);
    let entered = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if response.clicked() || entered {
        cx.out.push(Action::GoToNote(at));
    }
    response
}

/// The line about a note: whose it is, and what has become of it.
fn about(document: &Document, at: usize, note: &SourceNote) -> String {
    let by = said_by(&note.said);
    let mut parts = vec![if by.is_empty() { note.kind.label() } else { by }.to_owned()];
    parts.extend(document.note_standing(at));
    in_a_row(parts)
}

/// The thread of a note at the foot of the panel, with the words it is about and what can be done
/// with it.
fn thread(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, note: usize) {
    let frame = Frame::new().fill(cx.tokens.card).inner_margin(Margin::symmetric(14, 10));
    let panel = Panel::bottom("writer's note").default_size(THREAD).size_range(90.0..=520.0);
    panel.frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        foot(ui, cx, document, note);
        let area = ScrollArea::vertical().auto_shrink(false).id_salt(("thread", note));
        area.show(ui, |ui| {
            if let Some(found) = document.source_notes().get(note) {
                let words = opening(document.words_of_note(found), WORDS);
                if !words.is_empty() {
                    let style = ExcerptStyle::quoted(&cx.tokens, 13.5).in_lines(2);
                    cx.pen().set(ui, &format!("“{words}”"), &style);
                }
            }
            cx.pen().thread(ui, document, note, THREAD_LINES);
        });
    });
}

/// The way from a note to evidence, or to the mark that it is evidence of.
fn foot(ui: &mut Ui, cx: &mut PanelCx<'_>, document: &Document, note: usize) {
    let taken = document.notes.taken(note).and_then(|id| document.review.mark(id));
    Panel::bottom("what to do with the note").frame(Frame::new()).resizable(false).show(ui, |ui| {
        ui.add_space(6.0);
        if let Some(mark) = taken {
            let text = format!("Evidence of mark {}", mark.number);
            if ui.button(text).tip("Show the mark").clicked() {
                cx.out.push(Action::SelectMark(Some(mark.id)));
            }
            return;
        }
        let command = Command::TakeOver;
        let can = command.resolve(cx.env);
        let mut button = Button::new("Take over as evidence");
        if let Some(keys) = keys::shown(ui.ctx(), command) {
            button = button.shortcut_text(keys);
        }
        let response = ui.add_enabled(can.is_ok(), button);
        let name = "Take this note over as evidence";
        response.widget_info(|| WidgetInfo::labeled(Role::Button, can.is_ok(), name));
        let response = match &can {
            Ok(_) => response.tip(command.spec().help),
            Err(why) => response.tip_when_off(&why.0),
        };
        if response.clicked() {
            cx.run(command);
        }
    });
}
