//! What a key asks of a field.

use egui::os::OperatingSystem;
use egui::{Key, Modifiers};

use super::buffer::Deletion;
use crate::ui::setting::Step;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The caret goes somewhere; the selection with it.
    Go(Move),
    /// The caret goes somewhere; the selection is drawn out to it.
    Extend(Move),
    SelectAll,
    Delete(Deletion),
    /// A new line, or the end of typing where there is only one.
    Enter,
    Undo,
    Redo,
}

/// Where a caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// As the text is seen.
    Step(Step),
    /// Down by so many lines.
    Lines(isize),
    /// Down by so many screens.
    Screens(isize),
    LineStart,
    LineEnd,
    /// To the end of the line at the left, as it is seen.
    LineLeft,
    /// To the end of the line at the right, as it is seen.
    LineRight,
    TextStart,
    TextEnd,
}

/// What `key` asks of a field.
pub(super) fn order(key: Key, held: Modifiers, os: OperatingSystem) -> Option<Order> {
    if let Some(movement) = movement(key, held, os) {
        return Some(if held.shift { Order::Extend(movement) } else { Order::Go(movement) });
    }
    if let Some(deletion) = deletion(key, held, os).or_else(|| letter_deletion(key, held)) {
        return Some(Order::Delete(deletion));
    }
    match key {
        Key::Enter if held.matches_logically(Modifiers::NONE) => Some(Order::Enter),
        // Control and Alt together make letters on many keyboards.
        _ if held.alt => None,
        Key::A if held.command => Some(Order::SelectAll),
        Key::Y if held.matches_logically(Modifiers::COMMAND) => Some(Order::Redo),
        Key::Z if held.matches_logically(Modifiers::COMMAND | Modifiers::SHIFT) => {
            Some(Order::Redo)
        }
        Key::Z if held.matches_logically(Modifiers::COMMAND) => Some(Order::Undo),
        _ => None,
    }
}

fn movement(key: Key, held: Modifiers, os: OperatingSystem) -> Option<Move> {
    if os == OperatingSystem::Mac && held.ctrl && !held.shift {
        return emacs_movement(key);
    }
    let ctrl = held.ctrl || (held.command && !held.mac_cmd);
    let by_word = held.alt || ctrl;
    Some(match key {
        Key::ArrowLeft if by_word => Move::Step(Step::WordLeft),
        Key::ArrowRight if by_word => Move::Step(Step::WordRight),
        Key::ArrowLeft if held.mac_cmd => Move::LineLeft,
        Key::ArrowRight if held.mac_cmd => Move::LineRight,
        Key::ArrowLeft => Move::Step(Step::Left),
        Key::ArrowRight => Move::Step(Step::Right),
        Key::ArrowUp if held.command => Move::TextStart,
        Key::ArrowDown if held.command => Move::TextEnd,
        Key::ArrowUp => Move::Lines(-1),
        Key::ArrowDown => Move::Lines(1),
        Key::PageUp if !held.command => Move::Screens(-1),
        Key::PageDown if !held.command => Move::Screens(1),
        Key::Home if ctrl => Move::TextStart,
        Key::End if ctrl => Move::TextEnd,
        Key::Home => Move::LineStart,
        Key::End => Move::LineEnd,
        _ => return None,
    })
}

/// The keys that every text on a Mac has beside the arrows.
fn emacs_movement(key: Key) -> Option<Move> {
    Some(match key {
        Key::A => Move::LineStart,
        Key::E => Move::LineEnd,
        Key::P => Move::Lines(-1),
        Key::N => Move::Lines(1),
        Key::B => Move::Step(Step::Left),
        Key::F => Move::Step(Step::Right),
        _ => return None,
    })
}

fn deletion(key: Key, held: Modifiers, os: OperatingSystem) -> Option<Deletion> {
    let by_word = held.alt || held.ctrl || held.command;
    Some(match key {
        Key::Backspace if held.mac_cmd => Deletion::ParagraphBack,
        Key::Backspace if by_word => Deletion::WordBack,
        Key::Backspace => Deletion::Back,
        // That is how Windows cuts, and it comes as such.
        Key::Delete if held.shift && os == OperatingSystem::Windows => return None,
        Key::Delete if held.mac_cmd => Deletion::ParagraphOn,
        Key::Delete if by_word => Deletion::WordOn,
        Key::Delete => Deletion::On,
        _ => return None,
    })
}

/// The letters that delete with Control, as in a terminal.
fn letter_deletion(key: Key, held: Modifiers) -> Option<Deletion> {
    if !held.ctrl || held.alt {
        return None;
    }
    Some(match key {
        Key::H => Deletion::Back,
        Key::K => Deletion::ParagraphOn,
        Key::U => Deletion::ParagraphBack,
        Key::W => Deletion::WordBack,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINUX: OperatingSystem = OperatingSystem::Nix;
    const MAC: OperatingSystem = OperatingSystem::Mac;

    /// Control as it is reported where it is the key of commands.
    const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    const CMD: Modifiers = Modifiers { mac_cmd: true, command: true, ..Modifiers::NONE };

    #[test]
    fn shift_draws_the_selection_out() {
        let left = Move::Step(Step::Left);
        assert_eq!(order(Key::ArrowLeft, Modifiers::NONE, LINUX), Some(Order::Go(left)));
        assert_eq!(order(Key::ArrowLeft, Modifiers::SHIFT, LINUX), Some(Order::Extend(left)));
        let word = Some(Order::Extend(Move::Step(Step::WordRight)));
        assert_eq!(order(Key::ArrowRight, CTRL | Modifiers::SHIFT, LINUX), word);
    }

    #[test]
    fn words_and_lines_have_the_keys_of_the_system() {
        let word = Some(Order::Go(Move::Step(Step::WordLeft)));
        assert_eq!(order(Key::ArrowLeft, CTRL, LINUX), word);
        assert_eq!(order(Key::ArrowLeft, Modifiers::ALT, MAC), word);
        assert_eq!(order(Key::ArrowLeft, CMD, MAC), Some(Order::Go(Move::LineLeft)));
        assert_eq!(order(Key::ArrowUp, CMD, MAC), Some(Order::Go(Move::TextStart)));
        assert_eq!(order(Key::Home, CTRL, LINUX), Some(Order::Go(Move::TextStart)));
        let back = |deletion| Some(Order::Delete(deletion));
        assert_eq!(order(Key::Backspace, CTRL, LINUX), back(Deletion::WordBack));
        assert_eq!(order(Key::Backspace, CMD, MAC), back(Deletion::ParagraphBack));
        assert_eq!(order(Key::Delete, Modifiers::SHIFT, OperatingSystem::Windows), None);
    }

    #[test]
    fn undo_and_redo_are_told_apart_by_shift() {
        assert_eq!(order(Key::Z, CTRL, LINUX), Some(Order::Undo));
        assert_eq!(order(Key::Z, CTRL | Modifiers::SHIFT, LINUX), Some(Order::Redo));
        assert_eq!(order(Key::Y, CTRL, LINUX), Some(Order::Redo));
        assert_eq!(order(Key::A, CTRL, LINUX), Some(Order::SelectAll));
        assert_eq!(order(Key::Enter, CTRL, LINUX), None);
        assert_eq!(order(Key::A, Modifiers::NONE, LINUX), None);
    }

    #[test]
    fn letters_made_with_control_and_alt_are_only_letters() {
        for key in [Key::A, Key::W, Key::Z, Key::U] {
            let windows = OperatingSystem::Windows;
            assert_eq!(order(key, CTRL | Modifiers::ALT, windows), None, "{key:?}");
        }
    }
}
