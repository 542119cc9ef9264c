//! Keys: from the command list's words to egui's shortcuts, and which ones are pressed.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers, PointerButton};

use crate::workspace::{COMMANDS, Command};

/// `Ctrl+Shift+P` as egui has it; on a Mac, `Ctrl` is `Cmd`.
pub(super) fn shortcut(keys: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = keys;
    loop {
        let (modifier, after) = match rest.split_once('+') {
            Some(("Ctrl", after)) => (Modifiers::COMMAND, after),
            Some(("Shift", after)) => (Modifiers::SHIFT, after),
            Some(("Alt", after)) => (Modifiers::ALT, after),
            _ => break,
        };
        modifiers |= modifier;
        rest = after;
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(rest)?))
}

/// How a command's first key is shown: in the words of the system.
pub(super) fn shown(ctx: &Context, command: Command) -> Option<String> {
    let keys = command.spec().keys.first()?;
    if ctx.os().is_mac() {
        return shortcut(keys).map(|shortcut| ctx.format_shortcut(&shortcut));
    }
    Some((*keys).to_owned())
}

/// Who has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyboard {
    /// The page, or nobody.
    Page,
    /// A field for text: letters and editing keys are its own.
    Text,
    /// A button or box: it has Enter, Space and Escape.
    Widget,
    /// A dialog: only its own keys count.
    Dialog,
}

/// The command that an event asks for while `keyboard` has the keys.
///
/// Of several that fit, the one with most modifiers: `U` fits Shift+U as well.
pub(super) fn command_of(event: &Event, keyboard: Keyboard) -> Option<Command> {
    if let Event::PointerButton { button, pressed: true, .. } = event {
        return command_of_button(*button).filter(|_| keyboard != Keyboard::Dialog);
    }
    if *event == Event::Copy {
        return (keyboard == Keyboard::Page).then_some(Command::Copy);
    }
    let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return None };
    let fits = |shortcut: &KeyboardShortcut| {
        let wanted = shortcut.modifiers;
        // Shift+[ is `{` to the keymap: the place of the key tells. Digits want Shift on some
        // keyboards, and so does the plus of Ctrl+Plus; elsewhere Shift makes another command.
        let is_bracket = matches!(shortcut.logical_key, Key::OpenBracket | Key::CloseBracket);
        let by_place = is_bracket && modifiers.shift && Some(shortcut.logical_key) == *physical_key;
        let any_shift =
            modifiers.command || shortcut.logical_key.name().starts_with(char::is_numeric);
        (shortcut.logical_key == *key || by_place)
            && modifiers.matches_logically(wanted)
            && modifiers.alt == wanted.alt
            && (any_shift || modifiers.shift == wanted.shift)
            && is_ours(*shortcut, keyboard)
    };
    COMMANDS
        .iter()
        .flat_map(|spec| spec.keys.iter().map(|keys| (*keys, spec.command)))
        .filter_map(|(keys, command)| Some((shortcut(keys)?, command)))
        .filter(|(shortcut, _)| fits(shortcut))
        .max_by_key(|(shortcut, _)| modifier_count(shortcut.modifiers))
        .map(|(_, command)| command)
}

/// The command of a button at the side of the mouse.
fn command_of_button(button: PointerButton) -> Option<Command> {
    match button {
        PointerButton::Extra1 => Some(Command::Back),
        PointerButton::Extra2 => Some(Command::Forward),
        _ => None,
    }
}

/// Whether an event is something that somebody did: what comes after it must wait for it.
pub(super) fn is_input(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::PointerButton { .. }
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}

fn modifier_count(modifiers: Modifiers) -> u32 {
    [modifiers.command, modifiers.shift, modifiers.alt].into_iter().map(u32::from).sum()
}

/// Whether a key is a command's while `keyboard` has it.
fn is_ours(shortcut: KeyboardShortcut, keyboard: Keyboard) -> bool {
    let plain = !shortcut.modifiers.command && !shortcut.modifiers.alt;
    let key = shortcut.logical_key;
    match keyboard {
        Keyboard::Page => true,
        Keyboard::Widget => !matches!(key, Key::Enter | Key::Escape | Key::Backspace | Key::Delete),
        Keyboard::Text if plain => key.name().starts_with('F') && key.name().len() > 1,
        // Alt makes letters on many keyboards.
        Keyboard::Text if shortcut.modifiers.alt => false,
        Keyboard::Text => !matches!(key, Key::A | Key::C | Key::X | Key::V | Key::Y | Key::Z),
        Keyboard::Dialog => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_command_list_is_a_key() {
        for spec in COMMANDS {
            for keys in spec.keys {
                assert!(shortcut(keys).is_some(), "{keys} of {}", spec.label);
            }
        }
    }

    #[test]
    fn a_text_field_keeps_its_letters_and_its_undo() {
        let ours = |keys| shortcut(keys).is_some_and(|s| is_ours(s, Keyboard::Text));
        assert!(!ours("C") && !ours("1") && !ours("Ctrl+Z") && !ours("Delete"));
        assert!(!ours("Alt+C"));
        assert!(ours("Ctrl+S") && ours("F1"));
    }
}
