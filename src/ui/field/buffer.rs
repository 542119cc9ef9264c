//! The text of a field, what is selected in it, and everything that changes either: typing,
//! deleting, composing, undo. Places are bytes, always between graphemes.

use std::ops::Range;
use std::sync::Arc;

use egui::util::undoer::Undoer;

use super::words::{before, next_word_end, paragraph_around, previous_word_start};
use crate::text::{TextPos, is_grapheme_boundary, next_grapheme};
use crate::ui::setting::Side;

/// What is selected: from where it was begun to where the caret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) anchor: usize,
    pub(super) head: usize,
    /// On which side of its place the caret stands.
    pub(super) side: Side,
}

impl Selection {
    /// A caret that selects nothing.
    pub(super) fn caret(at: usize, side: Side) -> Self {
        Self { anchor: at, head: at, side }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    pub(super) fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

/// What one press of a deleting key takes away where nothing is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deletion {
    /// The last sign before the caret.
    Back,
    /// The grapheme behind the caret.
    On,
    /// To the start of the word.
    WordBack,
    /// To the end of the word.
    WordOn,
    /// To the start of the paragraph, or the line feed before it.
    ParagraphBack,
    /// To the end of the paragraph, or the line feed behind it.
    ParagraphOn,
}

/// What an input method is still composing; it is a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Composed {
    pub(super) range: Range<usize>,
    /// The part of it that is being chosen for, where there is one.
    pub(super) active: Option<Range<usize>>,
}

/// A text as undo has it.
#[derive(Clone, Debug)]
struct Moment {
    text: Arc<str>,
    selection: Selection,
}

impl PartialEq for Moment {
    /// Going about in a text is no change to be undone.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The text of a field with its selection.
#[derive(Debug)]
pub(super) struct Buffer {
    text: Arc<str>,
    selection: Selection,
    composing: Option<Composed>,
    undoer: Undoer<Moment>,
    /// The time that undo was told last.
    now: f64,
    takes_lines: bool,
}

impl Buffer {
    /// A field with the caret at the end of its text; `takes_lines` where there may be more than one.
    pub(super) fn new(text: &str, takes_lines: bool) -> Self {
        let selection = Selection::caret(text.len(), Side::Behind);
        let undoer = Undoer::default();
        Self { text: text.into(), selection, composing: None, undoer, now: 0.0, takes_lines }
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The text as it is to be set: in a single line, a line feed from elsewhere is a space.
    pub(super) fn shown(&self) -> Arc<str> {
        if self.takes_lines || !self.text.contains('\n') {
            Arc::clone(&self.text)
        } else {
            self.text.replace('\n', " ").into()
        }
    }

    pub(super) fn takes_lines(&self) -> bool {
        self.takes_lines
    }

    pub(super) fn selection(&self) -> Selection {
        self.selection
    }

    pub(super) fn selected(&self) -> &str {
        self.text.get(self.selection.range()).unwrap_or_default()
    }

    pub(super) fn composing(&self) -> Option<&Composed> {
        self.composing.as_ref()
    }

    /// Takes over a text that was changed elsewhere. A caret at its end stays at its end, and in a
    /// single line, which was replaced as a whole, it goes there.
    pub(super) fn follow(&mut self, text: &str) {
        if *self.text == *text {
            return;
        }
        let is_at_end = !self.takes_lines
            || self.selection == Selection::caret(self.text.len(), self.selection.side);
        self.text = text.into();
        self.composing = None;
        let end = Selection::caret(text.len(), Side::Behind);
        self.select(if is_at_end { end } else { self.selection });
    }

    /// Selects; an end that lies outside or inside of a grapheme goes to the next place between two.
    pub(super) fn select(&mut self, selection: Selection) {
        let Selection { anchor, head, side } = selection;
        self.selection = Selection { anchor: self.snapped(anchor), head: self.snapped(head), side };
    }

    /// Lets go of the selection, and of what was being composed, which stays as it is.
    pub(super) fn let_go(&mut self) {
        self.composing = None;
        self.selection.anchor = self.selection.head;
    }

    /// What was being composed stays as it is.
    pub(super) fn end_composing(&mut self) {
        self.composing = None;
    }

    pub(super) fn select_all(&mut self) {
        self.selection = Selection { anchor: 0, head: self.text.len(), side: Side::InFront };
    }

    /// Puts what was typed in the place of what is selected. A line end is typed by its key.
    pub(super) fn type_in(&mut self, typed: &str) {
        if !typed.is_empty() && !is_line_end(typed) {
            self.insert(typed);
        }
    }

    /// Puts `typed` in the place of what is selected.
    pub(super) fn insert(&mut self, typed: &str) {
        let clean = self.clean(typed);
        self.replace(self.selection.range(), &clean);
    }

    /// The same for what comes as a whole: it is undone as a whole.
    pub(super) fn paste(&mut self, pasted: &str) {
        self.keep_moment();
        self.insert(pasted);
        self.keep_moment();
    }

    /// Puts `text` in the place of all there is.
    pub(super) fn set(&mut self, text: &str) {
        self.select_all();
        self.paste(text);
    }

    /// Takes what is selected away and gives it.
    pub(super) fn cut(&mut self) -> String {
        let taken = self.selected().to_owned();
        if !taken.is_empty() {
            self.keep_moment();
            self.replace(self.selection.range(), "");
            self.keep_moment();
        }
        taken
    }

    /// Takes away what is selected, or what `deletion` says.
    pub(super) fn delete(&mut self, deletion: Deletion) {
        let range = if self.selection.is_empty() {
            self.reach_of(deletion)
        } else {
            self.selection.range()
        };
        if range.is_empty() {
            return;
        }
        self.replace(range, "");
        let is_onward = matches!(deletion, Deletion::On | Deletion::WordOn | Deletion::ParagraphOn);
        self.selection.side = if is_onward { Side::InFront } else { Side::Behind };
    }

    /// What a deletion takes away at the caret.
    fn reach_of(&self, deletion: Deletion) -> Range<usize> {
        let (text, at) = (&*self.text, self.selection.head);
        let paragraph = paragraph_around(text, at);
        match deletion {
            Deletion::Back => last_sign(text, at)..at,
            Deletion::On => at..next_grapheme(text, TextPos::from_usize(at)).as_usize(),
            Deletion::WordBack => previous_word_start(text, at)..at,
            Deletion::WordOn => at..next_word_end(text, at),
            Deletion::ParagraphBack if at > paragraph.start => paragraph.start..at,
            Deletion::ParagraphBack => at.saturating_sub(1)..at,
            Deletion::ParagraphOn if at < paragraph.end => at..paragraph.end,
            Deletion::ParagraphOn => at..(at + 1).min(text.len()),
        }
    }

    /// Shows what an input method is composing in the place of what it composed before, or of the
    /// selection; nothing ends it. `active` counts characters of `composed`.
    pub(super) fn compose(&mut self, composed: &str, active: Option<Range<usize>>) {
        if self.is_idle(composed) {
            return;
        }
        let start = self.put_composed(composed);
        if composed.is_empty() {
            return;
        }
        let byte =
            |nth: usize| composed.char_indices().nth(nth).map_or(composed.len(), |(at, _)| at);
        let active = active.map(|part| start + byte(part.start)..start + byte(part.end));
        let range = start..self.selection.head;
        if let Some(part) = &active {
            self.select(Selection::caret(part.end, Side::Behind));
        }
        self.composing = Some(Composed { range, active });
    }

    /// What was composed is typed.
    pub(super) fn commit(&mut self, composed: &str) {
        if !self.is_idle(composed) {
            self.put_composed(composed);
        }
    }

    /// Whether an input method says nothing: a line end is a key, and what is empty only ends what
    /// was being composed.
    fn is_idle(&self, composed: &str) -> bool {
        is_line_end(composed) || (composed.is_empty() && self.composing.is_none())
    }

    /// What the next word of an input method takes the place of.
    fn composed_or_selected(&self) -> Range<usize> {
        let composed = self.composing.as_ref().map(|composed| composed.range.clone());
        composed.unwrap_or_else(|| self.selection.range())
    }

    /// Puts it there; gives where it begins.
    fn put_composed(&mut self, composed: &str) -> usize {
        let place = self.composed_or_selected();
        let clean = self.clean(composed);
        self.replace(place.clone(), &clean);
        place.start
    }

    /// Takes away so many characters in front of the selection and behind it.
    pub(super) fn delete_around(&mut self, before: usize, after: usize) {
        let kept = self.composed_or_selected();
        let Range { start, end } = self.drawn_out(&kept, before, after);
        let composing = self.composing.take();
        let moved = |at: usize| at.saturating_sub(kept.start - start);
        let Selection { anchor, head, side } = self.selection;
        self.replace(kept.end..end, "");
        self.replace(start..kept.start, "");
        self.select(Selection { anchor: moved(anchor), head: moved(head), side });
        let all_moved = |range: Range<usize>| moved(range.start)..moved(range.end);
        self.composing = composing.map(|Composed { range, active }| Composed {
            range: all_moved(range),
            active: active.map(all_moved),
        });
    }

    /// A range with so many characters more in front of it and behind it, as far as there are any.
    fn drawn_out(&self, range: &Range<usize>, before: usize, after: usize) -> Range<usize> {
        let front = self.text.get(..range.start).unwrap_or_default();
        let behind = self.text.get(range.end..).unwrap_or_default();
        let start = match before.checked_sub(1) {
            Some(nth) => front.char_indices().rev().nth(nth).map_or(0, |(at, _)| at),
            None => range.start,
        };
        let end = behind.char_indices().nth(after).map_or(behind.len(), |(at, _)| at);
        start..range.end + end
    }

    /// Tells undo the time. It keeps what stands still for a moment, so it is asked in each frame.
    pub(super) fn tick(&mut self, now: f64) {
        self.now = now;
        if self.composing.is_none() {
            self.undoer.feed_state(now, &self.moment());
        }
    }

    pub(super) fn undo(&mut self) {
        let moment = self.moment();
        let back = self.undoer.undo(&moment).cloned();
        self.restore(back);
    }

    pub(super) fn redo(&mut self) {
        let moment = self.moment();
        let again = self.undoer.redo(&moment).cloned();
        self.restore(again);
    }

    fn restore(&mut self, moment: Option<Moment>) {
        let Some(Moment { text, selection }) = moment else { return };
        (self.text, self.composing) = (text, None);
        self.select(selection);
    }

    fn moment(&self) -> Moment {
        Moment { text: Arc::clone(&self.text), selection: self.selection }
    }

    fn keep_moment(&mut self) {
        let moment = self.moment();
        self.undoer.feed_state(self.now, &moment); // what could be done again is gone
        self.undoer.add_undo(&moment);
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        let (Some(front), Some(behind)) =
            (self.text.get(..range.start), self.text.get(range.end..))
        else {
            return;
        };
        let end = range.start + with.len();
        self.text = [front, with, behind].concat().into();
        self.composing = None;
        self.select(Selection::caret(end, Side::Behind));
    }

    /// What may stand in this field: one kind of line end, or none.
    fn clean(&self, typed: &str) -> String {
        let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
        if self.takes_lines { lines } else { lines.replace('\n', " ") }
    }

    fn snapped(&self, at: usize) -> usize {
        let place = TextPos::from_usize(at);
        if at >= self.text.len() {
            self.text.len()
        } else if is_grapheme_boundary(&self.text, place) {
            at
        } else {
            next_grapheme(&self.text, place).as_usize()
        }
    }
}

fn is_line_end(typed: &str) -> bool {
    matches!(typed, "\n" | "\r")
}

/// Where the last sign before `at` begins: the point or vowel that was typed last over a letter, and
/// what is no letter, a family of emoji for one, as a whole.
fn last_sign(text: &str, at: usize) -> usize {
    let start = before(text, at);
    let grapheme = text.get(start..at).unwrap_or_default();
    let mut signs = grapheme.char_indices();
    let is_letter = signs.next().is_some_and(|(_, first)| first.is_alphabetic());
    let is_bound = |sign: char| matches!(sign, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    match signs.next_back() {
        Some((last, sign)) if is_letter && !is_bound(sign) => start + last,
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field with its caret at `|`.
    fn at(marked: &str) -> Buffer {
        let head = marked.find('|').unwrap();
        let mut buffer = Buffer::new(&marked.replace('|', ""), true);
        buffer.select(Selection::caret(head, Side::Behind));
        buffer
    }

    fn shown(buffer: &Buffer) -> String {
        let mut text = buffer.text().to_string();
        text.insert(buffer.selection().head, '|');
        text
    }

    fn deleted(marked: &str, deletion: Deletion) -> String {
        let mut buffer = at(marked);
        buffer.delete(deletion);
        shown(&buffer)
    }

    #[test]
    fn what_is_typed_takes_the_place_of_what_is_selected() {
        let mut buffer = Buffer::new("he said אמרה today", true);
        let start = "he said ".len();
        let end = start + "אמרה".len();
        buffer.select(Selection { anchor: end, head: start, side: Side::InFront });
        assert_eq!(buffer.selected(), "אמרה");
        buffer.insert("قال");
        assert_eq!(shown(&buffer), "he said قال| today");
    }

    #[test]
    fn backspace_takes_a_point_before_its_letter_and_an_emoji_as_a_whole() {
        assert_eq!(deleted("שָׁ|לום", Deletion::Back), "שָ|לום");
        assert_eq!(deleted("بَ|", Deletion::Back), "ب|");
        assert_eq!(deleted("e\u{301}|", Deletion::Back), "e|");
        assert_eq!(deleted("कि|", Deletion::Back), "क|");
        assert_eq!(deleted("a👨‍👩‍👧|", Deletion::Back), "a|");
        assert_eq!(deleted("🇳🇴👍🏽|", Deletion::Back), "🇳🇴|");
        assert_eq!(deleted("新图|书", Deletion::Back), "新|书");
        assert_eq!(deleted("ℹ\u{fe0f}|", Deletion::Back), "|");
        assert_eq!(deleted("|a", Deletion::Back), "|a");
    }

    #[test]
    fn delete_takes_a_letter_with_its_points() {
        assert_eq!(deleted("|שָׁלום", Deletion::On), "|לום");
        assert_eq!(deleted("|👨‍👩‍👧b", Deletion::On), "|b");
        assert_eq!(deleted("a|", Deletion::On), "a|");
    }

    #[test]
    fn words_and_paragraphs_are_deleted_from_the_caret_on() {
        assert_eq!(deleted("he said אמ|רה", Deletion::WordBack), "he said |רה");
        assert_eq!(deleted("he said| אמרה now", Deletion::WordOn), "he said| now");
        assert_eq!(deleted("one\ntwo th|ree", Deletion::ParagraphBack), "one\n|ree");
        assert_eq!(deleted("one\n|three", Deletion::ParagraphBack), "one|three");
        assert_eq!(deleted("on|e\ntwo", Deletion::ParagraphOn), "on|\ntwo");
        assert_eq!(deleted("one|\ntwo", Deletion::ParagraphOn), "one|two");
        assert_eq!(deleted("one|", Deletion::ParagraphOn), "one|");
    }

    #[test]
    fn line_ends_become_one_kind_or_spaces_where_there_is_one_line() {
        let mut lines = at("|");
        lines.paste("a\r\nb\rc");
        assert_eq!(shown(&lines), "a\nb\nc|");
        let mut line = Buffer::new("", false);
        line.paste("a\r\nb");
        assert_eq!(&**line.text(), "a b");
    }

    #[test]
    fn what_is_composed_is_replaced_until_it_is_typed() {
        let mut buffer = at("x|y");
        buffer.compose("ni", None);
        buffer.compose("你hao", Some(1..4));
        assert_eq!(shown(&buffer), "x你hao|y");
        let composed = Composed { range: 1..7, active: Some(4..7) };
        assert_eq!(buffer.composing(), Some(&composed));
        buffer.compose("你hao", Some(1..1));
        assert_eq!(shown(&buffer), "x你|haoy");
        buffer.commit("你好");
        assert_eq!((shown(&buffer).as_str(), buffer.composing()), ("x你好|y", None));
        buffer.compose("ha", None);
        buffer.compose("", None);
        assert_eq!((shown(&buffer).as_str(), buffer.composing()), ("x你好|y", None));
    }

    #[test]
    fn an_empty_word_of_an_input_method_leaves_the_selection_alone() {
        let mut buffer = at("abc|");
        buffer.select_all();
        buffer.compose("", None);
        buffer.commit("");
        assert_eq!(buffer.selected(), "abc");
    }

    #[test]
    fn an_input_method_may_take_back_what_is_around_the_caret() {
        let mut buffer = at("שלו|ם קר");
        buffer.compose("x", None);
        buffer.delete_around(2, 1);
        let composed = Composed { range: 2..3, active: None };
        assert_eq!((shown(&buffer).as_str(), buffer.composing()), ("שx| קר", Some(&composed)));
        let mut buffer = at("|ab");
        buffer.delete_around(5, 9);
        assert_eq!(shown(&buffer), "|");
    }

    #[test]
    fn undo_goes_by_pauses_and_a_paste_is_a_step_of_its_own() {
        let mut buffer = at("|");
        let mut now = 0.0;
        let mut pause = |buffer: &mut Buffer| {
            for _ in 0..3 {
                now += 1.1;
                buffer.tick(now);
            }
        };
        pause(&mut buffer);
        buffer.insert("של");
        buffer.insert("ום");
        pause(&mut buffer);
        buffer.insert(" a");
        buffer.paste("b\nc");
        for before in ["שלום a|", "שלום|", "|", "|"] {
            buffer.undo();
            assert_eq!(shown(&buffer), before);
        }
        for after in ["שלום|", "שלום a|", "שלום ab\nc|", "שלום ab\nc|"] {
            buffer.redo();
            assert_eq!(shown(&buffer), after);
        }
    }

    #[test]
    fn what_was_undone_is_gone_when_something_else_is_pasted() {
        let mut buffer = at("|");
        buffer.tick(1.0);
        buffer.paste("one");
        buffer.undo();
        buffer.paste("two");
        buffer.redo();
        assert_eq!(shown(&buffer), "two|");
        buffer.undo();
        assert_eq!(shown(&buffer), "|");
    }

    #[test]
    fn a_text_changed_elsewhere_keeps_the_caret_between_graphemes() {
        let mut buffer = at("abc|d");
        buffer.follow("שלום");
        assert_eq!(shown(&buffer), "של|ום");
        buffer.follow("");
        buffer.follow("12");
        assert_eq!(shown(&buffer), "12|");
        let mut line = Buffer::new("abc", false);
        line.select(Selection::caret(1, Side::Behind));
        line.follow("called back");
        assert_eq!(shown(&line), "called back|");
    }
}
