//! Places visited: back to where one was before a jump, and forward again.
//!
//! A place is a stretch of the text, so it outlives every edit of the review; the mark that was
//! selected there may be gone by then.

use std::collections::VecDeque;

use crate::model::MarkId;
use crate::text::TextPos;

/// How many places are remembered.
const MOST: usize = 100;

/// What stands at the top of the window, whatever the size of the text: a line, and how much of it
/// is above the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Top {
    /// The first place of the line.
    pub at: TextPos,
    /// In heights of the line; negative where there is room above it.
    pub hidden: f32,
}

impl Top {
    /// The line that holds `at`, with room for some lines above it.
    pub fn below(at: TextPos, lines: f32) -> Self {
        Self { at, hidden: -lines }
    }
}

/// A place that was visited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where the caret stood.
    pub caret: TextPos,
    /// The mark that was selected.
    pub mark: Option<MarkId>,
    /// How the window stood.
    pub top: Top,
}

/// What sort of jump: several of one sort in a row are one for the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jump {
    /// On its own.
    Single,
    /// From mark to mark.
    Step,
    /// From hit to hit of a search.
    Hit,
}

/// The way that was taken through the article.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    back: VecDeque<Spot>,
    forward: Vec<Spot>,
    /// The sort of the last jump, and where the caret was after it.
    run: Option<(Jump, TextPos)>,
}

impl Trail {
    /// Whether there is a place to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is a place to go forward to.
    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }

    /// Notes that a jump left `here` and put the caret at `caret`.
    pub(super) fn leave(&mut self, here: Spot, caret: TextPos, how: Jump) {
        let goes_on = how != Jump::Single && self.run == Some((how, here.caret));
        self.run = Some((how, caret));
        if goes_on || self.back.back() == Some(&here) {
            return;
        }
        self.forward.clear();
        self.back.push_back(here);
        if self.back.len() > MOST {
            self.back.pop_front();
        }
    }

    /// The place before `here`, which is kept for the way forward.
    pub(super) fn back(&mut self, here: Spot) -> Option<Spot> {
        let to = self.back.pop_back()?;
        self.forward.push(here);
        self.run = None;
        Some(to)
    }

    /// The place that was left by going back.
    pub(super) fn forward(&mut self, here: Spot) -> Option<Spot> {
        let to = self.forward.pop()?;
        self.back.push_back(here);
        self.run = None;
        Some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(caret: u32) -> Spot {
        let caret = TextPos(caret);
        Spot { caret, mark: None, top: Top { at: caret, hidden: 0.0 } }
    }

    fn jump(trail: &mut Trail, from: u32, to: u32, how: Jump) {
        trail.leave(spot(from), TextPos(to), how);
    }

    #[test]
    fn back_and_forward_go_the_same_way() {
        let mut trail = Trail::default();
        jump(&mut trail, 1, 50, Jump::Single);
        jump(&mut trail, 60, 90, Jump::Single);
        assert_eq!(trail.back(spot(95)), Some(spot(60)));
        assert_eq!(trail.back(spot(60)), Some(spot(1)));
        assert_eq!(trail.back(spot(1)), None);
        assert_eq!(trail.forward(spot(1)), Some(spot(60)));
        assert_eq!(trail.forward(spot(60)), Some(spot(95)));
        assert!(trail.can_go_back() && !trail.can_go_forward());
    }

    #[test]
    fn a_new_jump_forgets_the_way_forward() {
        let mut trail = Trail::default();
        jump(&mut trail, 1, 50, Jump::Single);
        trail.back(spot(50));
        jump(&mut trail, 1, 70, Jump::Single);
        assert!(!trail.can_go_forward());
    }

    #[test]
    fn steps_in_a_row_are_one_place_until_the_caret_is_moved() {
        let mut trail = Trail::default();
        jump(&mut trail, 1, 20, Jump::Step);
        jump(&mut trail, 20, 40, Jump::Step);
        jump(&mut trail, 44, 60, Jump::Step);
        assert_eq!(trail.back(spot(60)), Some(spot(44)));
        assert_eq!(trail.back(spot(44)), Some(spot(1)));
    }

    #[test]
    fn the_oldest_place_makes_room() {
        let mut trail = Trail::default();
        for n in 0..500 {
            jump(&mut trail, n, n + 1, Jump::Single);
        }
        let back = std::iter::from_fn(|| trail.back(spot(999)));
        assert_eq!(back.count(), MOST);
    }
}
