//! The find bar over the page: one line, and under it what was found beside the text.

use egui::{
    Area, Button, Frame, Id, Key, Margin, Modifiers, Order, Panel, Rect, Response, RichText,
    ScrollArea, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::areas::name_area;
use super::field::TextField;
use super::keys;
use super::panel::PanelCx;
use super::pen::Written;
use super::setting::ExcerptStyle;
use super::status::grouped;
use super::theme::size;
use super::tip::Tip as _;
use super::widgets::row_ground;
use crate::find::{BesideHit, Needle, Owner, Scope};
use crate::text::isolated;
use crate::workspace::{Action, Command, Find, FindAction};

/// Width of the field in points.
const FIELD: f32 = 150.0;

/// Room that the count keeps, so that what is beside it stands still.
const COUNT: f32 = 104.0;

/// What stays free behind a longer sentence.
const APART: f32 = 10.0;

/// Height of a hit in the list.
const ROW: f32 = 44.0;

/// Width and most height of the list.
const LIST: egui::Vec2 = egui::Vec2::new(420.0, 308.0);

/// The bar's own state.
#[derive(Debug, Default)]
pub(super) struct FindBar {
    wants_focus: bool,
    /// Which needle of before is in the field.
    recalled: Option<usize>,
    /// Whether the list was asked for.
    lists_beside: bool,
}

impl FindBar {
    /// Gives the field the keyboard, with all that is in it selected.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Forgets the last review.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>) {
        let Some(find) = cx.document().map(|document| &document.find).filter(|f| f.is_open) else {
            return;
        };
        let frame = Frame::new().fill(cx.tokens.chrome).inner_margin(Margin::symmetric(10, 5));
        let bar = Panel::top("find bar").frame(frame).resizable(false).show(ui, |ui| {
            name_area(ui, "Find");
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(2.0, 4.0);
                ui.spacing_mut().button_padding.x = 4.0;
                self.field(ui, cx, find);
                recent(ui, cx, find);
                step(ui, cx, Command::FindPrevious, "⏶");
                step(ui, cx, Command::FindNext, "⏷");
                count(ui, cx, find);
                options(ui, cx, find);
                ui.add_space(4.0);
                scopes(ui, cx, find);
                ui.add_space(4.0);
                self.beside_button(ui, cx, find);
                mark_all(ui, cx);
                close(ui, cx);
            });
        });
        self.list(ui, cx, find, bar.response.rect);
    }

    fn field(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, find: &Find) {
        let field = TextField::line("Find").hint("Find").width(FIELD).margin(8.0, 4.0);
        let field = field.stays_at_enter().taking_over(std::mem::take(&mut self.wants_focus));
        let (response, typed) = field.show(ui, cx, &find.needle.text);
        if let Some(text) = typed {
            self.recalled = None;
            look(cx, Needle { text, ..find.needle.clone() });
        }
        if response.has_focus() {
            self.field_keys(ui, cx, find);
        }
    }

    /// Enter and Shift+Enter go on and back; up and down bring needles of before.
    fn field_keys(&mut self, ui: &Ui, cx: &mut PanelCx<'_>, find: &Find) {
        let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
        if pressed(Modifiers::SHIFT, Key::Enter) {
            cx.run(Command::FindPrevious);
        } else if pressed(Modifiers::NONE, Key::Enter) {
            cx.run(Command::FindNext);
        }
        let older = pressed(Modifiers::NONE, Key::ArrowUp);
        let newer = pressed(Modifiers::NONE, Key::ArrowDown);
        let to = match self.recalled {
            None if older => Some(0),
            Some(at) if older => Some(at + 1),
            Some(at) if newer => at.checked_sub(1),
            _ => None,
        };
        if let Some(text) = to.and_then(|at| find.history.get(at)) {
            self.recalled = to;
            look(cx, Needle { text: text.clone(), ..find.needle.clone() });
        }
    }

    fn beside_button(&mut self, ui: &mut Ui, cx: &PanelCx<'_>, find: &Find) {
        let total = find.found().map_or(0, |found| found.beside_total);
        if total == 0 {
            return;
        }
        let text = format!("{} beside", grouped(total));
        let name = format!("{text} the text");
        let response = toggle(ui, cx, &text, &name, self.lists_beside, true);
        if response.tip("Show hits in notes, sources and evidence").clicked() {
            self.lists_beside = !self.lists_beside;
        }
    }

    /// What was found beside the text; shown by itself where the text has nothing.
    fn list(&self, ui: &Ui, cx: &mut PanelCx<'_>, find: &Find, bar: Rect) {
        let Ok(found) = find.found() else { return };
        if found.beside.is_empty() || !(self.lists_beside || found.hits.total == 0) {
            return;
        }
        let width = LIST.x.min(bar.width() - 16.0);
        let at = pos2(bar.right() - width - 24.0, bar.bottom() + 6.0);
        Area::new(Id::unique("found beside the text")).order(Order::Middle).fixed_pos(at).show(
            ui.ctx(),
            |ui| {
                Frame::popup(ui.style()).inner_margin(Margin::ZERO).show(ui, |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ScrollArea::vertical().max_height(LIST.y).show_rows(
                        ui,
                        ROW,
                        found.beside.len(),
                        |ui, rows| {
                            for (n, hit) in rows.clone().zip(&found.beside[rows]) {
                                row(ui, cx, n, hit);
                            }
                        },
                    );
                });
            },
        );
    }
}

fn look(cx: &mut PanelCx<'_>, needle: Needle) {
    cx.out.push(Action::Find(FindAction::Look(needle)));
}

/// The needles of before.
fn recent(ui: &mut Ui, cx: &mut PanelCx<'_>, find: &Find) {
    let menu = ui.menu_button("⏷", |ui| {
        ui.set_min_width(FIELD);
        if find.history.is_empty() {
            ui.weak("Nothing was looked for yet");
        }
        for text in &find.history {
            if cx.pen().button(ui, text, Written::Text).clicked() {
                look(cx, Needle { text: text.clone(), ..find.needle.clone() });
            }
        }
    });
    let name = "Needles of before";
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    menu.response.tip("What was looked for before (up and down in the field)");
}

/// A command as a small sign.
fn step(ui: &mut Ui, cx: &mut PanelCx<'_>, command: Command, sign: &str) {
    let resolved = command.resolve(cx.env);
    let spec = command.spec();
    let button = ui.add_enabled(resolved.is_ok(), Button::new(sign).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, resolved.is_ok(), spec.label));
    let key = keys::shown(ui.ctx(), command).unwrap_or_default();
    let button = button.tip(format!("{} ({key})", spec.help));
    let button = match &resolved {
        Ok(_) => button,
        Err(why) => button.tip_when_off(&why.0),
    };
    if button.clicked() {
        cx.run(command);
    }
}

/// "12 of 340", that it went round, or what is wrong with the needle.
fn count(ui: &mut Ui, cx: &PanelCx<'_>, find: &Find) {
    let (text, is_problem) = counted(find);
    let ink = if is_problem { cx.tokens.bad } else { cx.tokens.muted };
    let before = ui.cursor().left();
    let label = ui.label(RichText::new(text).size(size::TEXT).color(ink));
    if let Some(round) = find.wrapped {
        label.tip(round.label());
    }
    // A longer sentence moves what follows, and is not run into it.
    let used = ui.cursor().left() - before;
    if used >= 0.0 {
        ui.add_space((COUNT - used).max(APART));
    }
}

/// What the bar says about the search, and whether that is a problem.
fn counted(find: &Find) -> (String, bool) {
    let found = match find.found() {
        Ok(found) => found,
        Err(why) => return (why.to_string(), true),
    };
    if find.needle.text.is_empty() || !find.scopes.contains(&Scope::Text) {
        return (String::new(), false);
    }
    let total = grouped(found.hits.total);
    let text = match (find.current, find.wrapped) {
        _ if !find.is_up_to_date() && found.hits.total == 0 => "…".to_owned(),
        _ if found.hits.total == 0 => "not in the text".to_owned(),
        (Some(at), Some(_)) => format!("{} of {total}, wrapped", grouped(at + 1)),
        (Some(at), None) => format!("{} of {total}", grouped(at + 1)),
        (None, _) => total,
    };
    (text, false)
}

/// How is looked.
fn options(ui: &mut Ui, cx: &mut PanelCx<'_>, find: &Find) {
    let needle = &find.needle;
    let all = [
        ("Aa", "Match case", "Capitals are told from small letters", needle.match_case, true),
        ("“w”", "Whole word", "Only whole words", needle.whole_word, true),
        (".*", "Regular expression", "The needle is a regular expression", needle.is_regex, true),
        (
            "é=e",
            "Fold quotes, dashes and accents",
            "Quotes, dashes, accents and white space do not count; a regular expression says itself \
             what it takes",
            needle.folds && !needle.is_regex,
            !needle.is_regex,
        ),
    ];
    for (at, (sign, name, help, on, enabled)) in all.into_iter().enumerate() {
        let response = toggle(ui, cx, sign, name, on, enabled);
        let tip = format!("{name}: {help}");
        if response.tip(&tip).tip_when_off(&tip).clicked() {
            let mut changed = needle.clone();
            match at {
                0 => changed.match_case ^= true,
                1 => changed.whole_word ^= true,
                2 => changed.is_regex ^= true,
                _ => changed.folds ^= true,
            }
            look(cx, changed);
        }
    }
}

/// Where is looked.
fn scopes(ui: &mut Ui, cx: &mut PanelCx<'_>, find: &Find) {
    for scope in Scope::ALL {
        let on = find.scopes.contains(&scope);
        let name = format!("Find in {}", scope.label().to_lowercase());
        let response = toggle(ui, cx, scope.label(), &name, on, true);
        if response.tip(&name).clicked() {
            cx.out.push(Action::Find(FindAction::Toggle(scope)));
        }
    }
}

/// A word or sign that is on or off; a line under it says on.
fn toggle(
    ui: &mut Ui,
    cx: &PanelCx<'_>,
    sign: &str,
    name: &str,
    on: bool,
    enabled: bool,
) -> Response {
    let ink = if on { cx.tokens.ink } else { cx.tokens.muted };
    let text = RichText::new(sign).size(size::SMALL).color(ink);
    let response = ui.add_enabled(enabled, Button::new(text).frame_when_inactive(false));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, name));
    if on {
        let rect = response.rect;
        let line = rect.left() + 4.0..=rect.right() - 4.0;
        ui.painter().hline(line, rect.bottom() - 1.0, Stroke::new(2.0, cx.tokens.accent));
    }
    response
}

fn mark_all(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let command = Command::MarkAll;
    let resolved = command.resolve(cx.env);
    let text = RichText::new("Mark all…").size(size::SMALL);
    let button = ui.add_enabled(resolved.is_ok(), Button::new(text));
    button
        .widget_info(|| WidgetInfo::labeled(Role::Button, resolved.is_ok(), command.spec().label));
    let button = match &resolved {
        Ok(_) => button.tip(command.spec().help),
        Err(why) => button.tip_when_off(&why.0),
    };
    if button.clicked() {
        cx.run(command);
    }
}

fn close(ui: &mut Ui, cx: &mut PanelCx<'_>) {
    let button = ui.add(Button::new("✕").frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the find bar"));
    if button.tip("Close the find bar (Escape)").clicked() {
        cx.out.push(Action::Find(FindAction::Close));
    }
}

/// A hit beside the text.
fn row(ui: &mut Ui, cx: &mut PanelCx<'_>, n: usize, hit: &BesideHit) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::empty());
    let response = ui.interact(rect, ui.scope_id().with(n), Sense::click());
    let owner = match hit.owner {
        Owner::Mark(_, number) => format!("Mark {number}"),
        Owner::Source(id) => {
            let source = cx.document().and_then(|document| document.review.source(id));
            format!("Source {}", isolated(source.map_or("", |source| &source.title)))
        }
    };
    let name = format!("{owner}, {}: {}", hit.field, hit.excerpt);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    row_ground(ui, &response, &cx.tokens, false);
    let inner = rect.shrink2(vec2(12.0, 5.0));
    let about = format!("{owner} · {}", hit.field);
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), 14.0));
    let small = ExcerptStyle::small(&cx.tokens);
    cx.excerpts.paint(ui, cx.engine, &about, &small, head);
    let words = Rect::from_min_max(pos2(inner.left(), inner.top() + 15.0), inner.max);
    let large = ExcerptStyle::quoted(&cx.tokens, 14.0);
    cx.excerpts.paint(ui, cx.engine, &hit.excerpt, &large, words);
    if response.clicked() {
        cx.out.push(Action::Find(FindAction::GoTo(hit.owner)));
    }
}
