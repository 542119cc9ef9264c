//! The command palette: type a few letters of any command, or a mark's number.

use std::cell::Cell;

use egui::{
    Atom, Button, Key, Modifiers, RichText, ScrollArea, Ui, Vec2, WidgetInfo, accesskit::Role,
    pos2, vec2,
};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::ui::field::TextField;
use crate::ui::keys;
use crate::ui::panel::PanelCx;
use crate::ui::pen::opening;
use crate::ui::setting::ExcerptStyle;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::small;
use crate::workspace::{Action, COMMANDS, Command, NotNow};

/// What is typed, and which line is chosen.
#[derive(Default)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
    matcher: Matcher,
}

impl std::fmt::Debug for Palette {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Palette").field("query", &self.query).finish_non_exhaustive()
    }
}

/// A line of the palette.
struct Line {
    label: String,
    about: String,
    keys: String,
    action: Result<Action, NotNow>,
}

/// Characters of a mark's words that a line can show.
const WORDS: usize = 120;

/// Lines shown at most.
const MOST: usize = 14;

/// Room without which it is not told what a line is about, in points.
const LEAST_ABOUT: f32 = 40.0;

impl Palette {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut PanelCx<'_>, comes_up: bool) {
        if comes_up {
            self.query.clear();
            self.chosen = 0;
        }
        super::set_width(ui, 520.0);
        let (up, down, enter) = ui.input_mut(|i| {
            (
                i.consume_key(Modifiers::NONE, Key::ArrowUp),
                i.consume_key(Modifiers::NONE, Key::ArrowDown),
                i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let field = TextField::line("Search commands");
        let field = field.hint("A command, or the number of a mark");
        let (response, typed) = field.show(ui, cx, &self.query);
        response.request_focus();
        if let Some(typed) = typed {
            self.query = typed;
            self.chosen = 0;
        }
        let lines = self.lines(ui, cx);
        let last = lines.len().saturating_sub(1);
        self.chosen = (self.chosen + usize::from(down)).min(last).saturating_sub(usize::from(up));
        ui.add_space(6.0);
        let mut run = None;
        ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
            for (at, line) in lines.iter().enumerate() {
                if show_line(ui, cx, line, at == self.chosen) || (enter && at == self.chosen) {
                    run = Some(at);
                }
            }
            if lines.is_empty() {
                ui.label(small("Nothing of that name.", &cx.tokens));
            }
        });
        if let Some(Ok(action)) =
            run.and_then(|at| lines.into_iter().nth(at)).map(|line| line.action)
        {
            cx.out.push(Action::HideDialog);
            cx.out.push(action);
        }
    }

    fn lines(&mut self, ui: &Ui, cx: &PanelCx<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = go_to_mark(cx, &self.query).into_iter().collect();
        let ranked = rank(&mut self.matcher, &self.query, cx);
        lines.extend(ranked.into_iter().map(|command| Line {
            label: command.label(cx.env),
            about: command.spec().help.to_owned(),
            keys: keys::shown(ui.ctx(), command).unwrap_or_default(),
            action: command.resolve(cx.env),
        }));
        lines.truncate(MOST);
        lines
    }
}

fn go_to_mark(cx: &PanelCx<'_>, query: &str) -> Option<Line> {
    let number: u32 = query.trim().trim_start_matches('#').parse().ok()?;
    let review = &cx.document()?.review;
    let mark = review.mark_by_number(number)?;
    Some(Line {
        label: format!("Go to mark {number}"),
        about: opening(mark.words(review.text()), WORDS),
        keys: String::new(),
        action: Ok(Action::SelectMark(Some(mark.id))),
    })
}

/// The commands that fit, best first; all of them, in menu order, while nothing is typed.
fn rank(matcher: &mut Matcher, query: &str, cx: &PanelCx<'_>) -> Vec<Command> {
    matcher.config = Config::DEFAULT;
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, Command)> = COMMANDS
        .iter()
        .filter_map(|spec| {
            let text = format!("{} {}", spec.command.label(cx.env), spec.menu.label());
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), matcher)?;
            Some((score, spec.command))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, command)| command).collect()
}

/// A line; gives whether it was clicked.
fn show_line(ui: &mut Ui, cx: &mut PanelCx<'_>, line: &Line, is_chosen: bool) -> bool {
    let enabled = line.action.is_ok();
    // What it is about may be words of the article: they are written between the label and the keys.
    let (left, right) = (Cell::new(0.0), Cell::new(0.0));
    let behind_label = Atom::paint(Vec2::ZERO, |_, args| left.set(args.rect.left()));
    let before_keys = Atom::paint(Vec2::ZERO, |_, args| right.set(args.rect.left()));
    let button = Button::selectable(is_chosen, (line.label.as_str(), behind_label))
        .right_text((before_keys, RichText::new(&line.keys).weak()))
        .truncate()
        .min_size(vec2(ui.available_width(), 26.0));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| {
        let name = format!("{}: {}", line.label, line.about);
        WidgetInfo::selected(Role::Button, enabled, is_chosen, name)
    });
    let room = right.get() - left.get();
    if room > LEAST_ABOUT {
        let style = ExcerptStyle::small(&cx.tokens);
        let mut pen = cx.pen();
        let fit = pen.fit(ui, &line.about, &style, room);
        let middle = response.rect.center().y - fit.extent.height() / 2.0;
        pen.paint(ui, &line.about, &style, fit, pos2(left.get(), middle));
    }
    if is_chosen {
        response.scroll_to_me(None);
    }
    let response = match &line.action {
        Err(why) => response.tip_when_off(&why.0),
        Ok(_) => response,
    };
    response.clicked()
}
