//! The marks that begin on a line: what the margin tells beside it, in the room that there is.

use crate::model::{DraftFlag, Mark, MarkId, Verdict, WorkState};
use crate::text::TextRange;
use crate::ui::badge::Badge;
use crate::ui::theme::Tokens;

/// Numbers for which there is room beside a line.
const MOST_NUMBERS: usize = 2;

/// A mark that begins on a line: what its number and badge show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    pub(super) id: MarkId,
    pub(super) number: u32,
    state: WorkState,
    verdict: Option<Verdict>,
    flag: Option<DraftFlag>,
}

impl Beginning {
    /// That of `mark`, which stands like this.
    pub(super) fn of(mark: &Mark, state: WorkState) -> Self {
        let verdict = mark.verdict.as_ref().map(|given| given.verdict);
        Self { id: mark.id, number: mark.number, state, verdict, flag: mark.flag() }
    }

    /// Its badge.
    pub(super) fn badge(&self, tokens: &Tokens) -> Badge {
        Badge::of_state((self.state, self.verdict), self.flag, tokens)
    }
}

/// Numbers beside a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarginLine {
    /// The line.
    pub(super) line: usize,
    /// What stands on it.
    pub(super) text: TextRange,
    /// The marks that begin on it; where there are too many, the first one.
    pub(super) marks: Vec<Beginning>,
    /// How many more do.
    pub(super) more: usize,
}

impl MarginLine {
    /// Takes in the numbers of a line that stands at the same height, in a cell further on.
    pub(super) fn join(&mut self, other: &Self) {
        self.text = TextRange::between(self.text.start(), other.text.end());
        let all = self.marks.len() + self.more + other.marks.len() + other.more;
        self.marks.extend(&other.marks);
        if all > MOST_NUMBERS {
            self.marks.truncate(1);
        }
        self.more = all - self.marks.len();
    }
}

/// Adds a mark that begins on `line`, over `text`; lines come in order.
pub(super) fn add(
    margin: &mut Vec<MarginLine>,
    line: usize,
    text: impl Fn() -> TextRange,
    mark: Beginning,
) {
    match margin.last_mut().filter(|last| last.line == line) {
        Some(last) if last.more == 0 && last.marks.len() < MOST_NUMBERS => last.marks.push(mark),
        Some(last) => {
            last.more += last.marks.len();
            last.marks.truncate(1);
        }
        None => margin.push(MarginLine { line, text: text(), marks: vec![mark], more: 0 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::text::TextPos;

    /// A line on which marks with these numbers begin.
    fn line(numbers: std::ops::Range<u32>) -> MarginLine {
        let mut margin = Vec::new();
        let at = numbers.start;
        let text = || TextRange::between(TextPos(at), TextPos(at + 1));
        for number in numbers {
            let id = MarkId(Id::new(number.into()));
            let state = WorkState::Marked;
            add(&mut margin, 0, text, Beginning { id, number, state, verdict: None, flag: None });
        }
        margin.remove(0)
    }

    fn told(line: &MarginLine) -> (Vec<u32>, usize) {
        (line.marks.iter().map(|mark| mark.number).collect(), line.more)
    }

    #[test]
    fn where_more_begin_than_there_is_room_for_the_first_stands_for_all() {
        assert_eq!(told(&line(1..3)), (vec![1, 2], 0));
        assert_eq!(told(&line(1..6)), (vec![1], 4));
    }

    #[test]
    fn lines_at_one_height_share_their_room() {
        let joined = |a: std::ops::Range<u32>, b| {
            let mut line_a = line(a);
            line_a.join(&line(b));
            told(&line_a)
        };
        assert_eq!(joined(1..2, 2..3), (vec![1, 2], 0));
        assert_eq!(joined(1..3, 3..4), (vec![1], 2));
        assert_eq!(joined(1..6, 6..8), (vec![1], 6));
    }
}
