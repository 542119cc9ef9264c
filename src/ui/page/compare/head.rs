//! The bar over a comparison: which two drafts, from change to change, and what is shown.

use egui::{Button, Frame, Margin, Panel, Ui, WidgetInfo, accesskit::Role};

use crate::ui::panel::PanelCx;
use crate::ui::pen::in_a_row;
use crate::ui::tip::Tip as _;
use crate::ui::widgets::small;
use crate::workspace::{Action, Command, Compare, Direction};

pub(super) fn show(ui: &mut Ui, cx: &mut PanelCx<'_>, compare: &Compare) {
    let frame = Frame::new().fill(cx.tokens.chrome).inner_margin(Margin::symmetric(12, 6));
    Panel::top("compare bar").frame(frame).resizable(false).show(ui, |ui| {
        crate::ui::areas::name_area(ui, "Compare drafts");
        ui.horizontal_wrapped(|ui| {
            drafts(ui, cx, compare);
            ui.add_space(8.0);
            command(ui, cx, Command::NextChange(Direction::Back), "Previous change", "⏶");
            command(ui, cx, Command::NextChange(Direction::Forward), "Next change", "⏷");
            ui.label(small(count(compare), &cx.tokens));
            ui.add_space(8.0);
            let mut only = compare.only_changes;
            let tip = Command::OnlyChanges.spec().help;
            if ui.checkbox(&mut only, "Only changes").tip(tip).changed() {
                cx.run(Command::OnlyChanges);
            }
            ui.add_space(8.0);
            if ui.button("Close").tip("Back to the page (Escape)").clicked() {
                cx.run(Command::CompareDrafts);
            }
        });
    });
}

fn drafts(ui: &mut Ui, cx: &mut PanelCx<'_>, compare: &Compare) {
    let Some(present) = cx.workspace.present() else { return };
    let numbers = || present.review.drafts().iter().map(|draft| draft.number).collect();
    let label = |number: u32| {
        let draft = present.review.drafts().iter().find(|draft| draft.number == number);
        match draft.map_or("", |draft| draft.label.as_str()) {
            "" => format!("Draft {number}"),
            label => in_a_row([&format!("Draft {number}"), label]),
        }
    };
    let mut pick = |ui: &mut Ui, name: &str, current: u32| {
        ui.scope(|ui| {
            ui.set_max_width(150.0);
            cx.pen().choice(ui, (name, ""), Some(current), numbers, label)
        })
        .inner
    };
    let old = pick(ui, "Older draft", compare.old);
    ui.label("→");
    let new = pick(ui, "Newer draft", compare.new);
    if old.is_some() || new.is_some() {
        let drafts = (old.unwrap_or(compare.old), new.unwrap_or(compare.new));
        cx.out.push(Action::Compare(drafts.0, drafts.1));
    }
}

fn command(ui: &mut Ui, cx: &mut PanelCx<'_>, command: Command, name: &str, sign: &str) {
    let response = ui.add(Button::new(sign).frame(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let key = crate::ui::keys::shown(ui.ctx(), command).unwrap_or_default();
    if response.tip(format!("{name} ({key})")).clicked() {
        cx.run(command);
    }
}

fn count(compare: &Compare) -> String {
    let Some(made) = &compare.made else { return String::new() };
    let count = made.changes.len();
    match compare.current {
        Some(at) => format!("{} of {count} changes", at + 1),
        None if count == 1 => "1 change".to_owned(),
        None => format!("{count} changes"),
    }
}
